"""papernotes build."""

import sys
import time
from pathlib import Path

import click

from papernotes import report
from papernotes.cli import shared
from papernotes.output import lock


@click.command()
@click.option("--strict", is_flag=True, help="End with exit code 1 after warnings too.")
@click.option("--no-cache", is_flag=True, help="Remember nothing and use nothing remembered; the bytes are the same.")
@click.option("-o", "--output", metavar="DIR", help="Write the site into this folder instead of site/.")
@click.option("-u", "--base-url", metavar="URL", help="The site's address, for feeds, sitemap and canonical links.")
@click.option("--profile", is_flag=True, help="Show the seconds that each stage took.")
def build(strict: bool, no_cache: bool, output: str | None, base_url: str | None, profile: bool) -> int:
    """Make the site.

    Reads the notes and bibliographies, renders the pages that have changed, writes them into site/, and removes those
    that are no longer wanted. Files in there that papernotes did not write are never touched.
    """
    start = time.perf_counter()
    config, problems, _ = shared.settings(output=str(Path(output).absolute()) if output else None, base_url=base_url)
    from papernotes.build import build as make

    with lock(Path(config.root), _waiting), shared.progress() as progress:
        done = make(config, cache=not no_cache, progress=progress)
    said = (*problems, *done.diagnostics)
    shared.say(said)
    if not shared.options_given().quiet:
        counts = f"{len(done.pages):,} pages, {len(done.rendered):,} rendered, {done.written:,} files written"
        counts += f", {done.removed:,} removed" if done.removed else ""
        words = f" ({report.summary(said)})" if said else ""
        click.echo(f"{counts} -> {config.output}/ in {time.perf_counter() - start:.2f} s{words}")
    if profile:
        for stage in done.stages:
            click.echo(f"{stage.seconds:9.3f} s {stage.cpu:9.3f} s CPU {stage.megabytes:7.0f} MB  {stage.name}")
    return 1 if report.failed(said, strict=strict) else 0


def _waiting() -> None:
    click.echo("waiting for another papernotes that builds this project …", file=sys.stderr)
