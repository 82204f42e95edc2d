"""The command line: a file per command, each loaded when it is called."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from papernotes import __version__
from papernotes.cli.options import Options

# Each command's module and the first line of its help: `--help` shows these and imports none of the modules.
COMMANDS = {
    "build": "Make the site.",
    "serve": "Show the site in a browser while you write.",
    "check": "Report what is wrong with the notes, and write nothing.",
    "list": "List the papers, all or those that a query names.",
    "story": "Propose the lineage between two papers as a story.",
    "clean": "Remove the files that papernotes wrote.",
    "config": "Show the settings in force and where each comes from.",
}


class Commands(click.Group):
    """A group whose commands are imported when they are called, with an exit code for whatever they raise."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command among the stand-ins (so that misspelt names get a proposal), then load the real one."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, load(name) if name and command else command, rest

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table, the daily ones first."""
        return [*self.commands]  # `list` is a module here, once that command has been loaded

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **options: Any
    ) -> Any:
        """Run a command and end with its exit code, or return that where `standalone_mode` is False."""
        for stream in (sys.stdout, sys.stderr):  # a terminal that cannot show a letter is no reason to fall over
            if callable(reconfigure := getattr(stream, "reconfigure", None)):
                reconfigure(errors="backslashreplace")
        try:
            code = super().main(args, standalone_mode=False, **options)
        except Exception as error:
            code = _ended(error, sys.argv[1:] if args is None else args)
        if standalone_mode:
            sys.exit(code or 0)
        return code


def load(name: str) -> click.Command:
    """The command of a name, from the module of that name."""
    command: click.Command = getattr(import_module(f"papernotes.cli.{name}"), name if name != "list" else "papers")
    return command


@click.group(
    cls=Commands,
    commands={name: click.Command(name, help=text) for name, text in COMMANDS.items()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="COMMAND …",
)
@click.option("-C", "--root", metavar="DIR", help="The project's folder. Default: found upwards from here.")
@click.option("-c", "--config", metavar="FILE", help="A settings file other than papernotes.toml.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong: errors.")
@click.option("-v", "--verbose", is_flag=True, help="Show where an unexpected failure happened.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours in messages.")
@click.version_option(__version__, "-V", "--version", prog_name="papernotes", message="%(prog)s %(version)s")
@click.pass_context
def papernotes(
    ctx: click.Context, root: str | None, config: str | None, quiet: bool, verbose: bool, color: str
) -> None:
    """Turn a folder of Markdown notes on research papers into a site."""
    ctx.obj = Options(root, config, quiet, verbose)
    ctx.color = _colour(color)


def _colour(wish: str) -> bool | None:
    """Whether to colour: as asked, else NO_COLOR, FORCE_COLOR, a dumb terminal; None leaves it to the stream."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def _ended(error: Exception, args: Sequence[str]) -> int:
    """The exit code for an exception, after saying it in one line."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, click.Abort):
        return 130
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes stdout once more at its end
        return 1
    from papernotes.cli import shared

    return shared.failed(error, verbose=bool({"-v", "--verbose"} & set(args)))
