"""papernotes serve."""

import sys

import click
from msgspec.structs import replace

from papernotes.cli import shared
from papernotes.model.problem import Diagnostic


@click.command()
@click.option("-p", "--port", type=click.IntRange(1, 65535), help="The port. Default: the first free one from 8000 on.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Listen elsewhere than on this computer alone.")
@click.option("--poll", is_flag=True, help="Look at the files twice a second: for WSL, containers, network drives.")
def serve(port: int | None, open_browser: bool, host: str, poll: bool) -> int:
    """Show the site in a browser while you write.

    Pages are made when they are asked for, drafts and private notes among them, and each open page follows the notes as
    they are saved. Nothing is written into site/. Ends with Ctrl-C.
    """
    settings = shared.settings()
    from papernotes.preview.served import Served
    from papernotes.preview.server import Wishes
    from papernotes.preview.server import serve as run
    from papernotes.project import load

    context = click.get_current_context()

    def fresh(before: Served | None) -> tuple[Served, tuple[Diagnostic, ...]]:
        with context.scope(cleanup=False):  # the project is loaded in another thread, where no command is known
            now = shared.settings() if before else settings
        config = replace(now.config, publish_files=True)
        return before.remade(config) if before else Served(load(config, drafts=True)), now.diagnostics

    if host not in ("127.0.0.1", "localhost", "::1"):
        click.echo(f"everybody who reaches {host} can read all notes, drafts and private ones too", file=sys.stderr)
    run(fresh, Wishes(host, port or 0, open_browser, poll), shared.say, _tell)
    return 0


def _tell(address: str) -> None:
    if not shared.options_given().quiet:
        click.echo(f"{address}  (Ctrl-C ends)")
        sys.stdout.flush()
