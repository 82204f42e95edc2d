"""papernotes clean."""

from pathlib import Path

import click

from papernotes import output
from papernotes.cli import shared


@click.command()
@click.option("-o", "--output", "folder", metavar="DIR", help="The folder of the site, if it is not site/.")
def clean(folder: str | None) -> int:
    """Remove the files that papernotes wrote.

    Only files that stand in the site's manifest and are still as papernotes wrote them; what remembers earlier builds
    stays in .papernotes/, which may be deleted by hand at any time.
    """
    config = shared.settings(output=str(Path(folder).absolute()) if folder else None).config
    output.check_folder(config)
    with output.lock(Path(config.root), lambda: None):
        done = output.clean(Path(config.root, config.output))
    for url in done.kept:
        click.echo(f"kept {config.output}/{url}: somebody has changed it", err=True)
    if not shared.options_given().quiet:
        click.echo(f"{done.removed:,} files removed from {config.output}/")
    return 0
