"""What the commands have in common: finding the project, saying what is wrong, showing how far they are."""

import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from papernotes import __version__, report
from papernotes.cli.options import Options
from papernotes.config import Settings, find_root, load
from papernotes.model.problem import Diagnostic, PapernotesError, Severity

_PATIENCE = 0.4  # seconds after which one wants to know how far it is


def settings(**overrides: Any) -> Settings:
    """The settings of the project that the options before the command name, else of the one around this folder."""
    options = options_given()
    root = Path(options.root) if options.root else find_root(Path.cwd())
    return load(root, Path(options.config).absolute() if options.config else None, overrides)


def options_given() -> Options:
    """The options before the command."""
    return click.get_current_context().find_object(Options) or Options()


def say(diagnostics: Sequence[Diagnostic], *, everything: bool = False) -> None:
    """Diagnostics of a command whose result is something else, on stderr; errors alone if it is to be quiet."""
    if options_given().quiet:
        diagnostics = [problem for problem in diagnostics if problem.code.severity is Severity.ERROR]
    show(diagnostics, sys.stderr, everything=everything)


def show(diagnostics: Sequence[Diagnostic], stream: TextIO, *, everything: bool = False) -> None:
    """Diagnostics in words: grouped on a terminal, all of them elsewhere."""
    words = report.text if everything or not stream.isatty() else report.grouped
    click.echo(words(diagnostics, colour=_is_coloured(stream)), file=stream, nl=False)


def failed(error: Exception, *, verbose: bool = False) -> int:
    """Say in one line why a run ended, and return its exit code; an unexpected exception has its place with -v."""
    if isinstance(error, PapernotesError):
        told, code = error, error.code
    else:
        hint = f"this is a mistake of papernotes {__version__}; please report it" + (
            "" if verbose else " with what `papernotes -v …` shows"
        )
        told, code = PapernotesError(f"unexpected {type(error).__name__}: {error}", hint), 1
        if verbose:
            click.echo(report.printable_lines("".join(traceback.format_exception(error))), file=sys.stderr, nl=False)
    click.echo(report.failure(told, colour=_is_coloured(sys.stderr)), file=sys.stderr, nl=False)
    return code


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar on stderr for what takes long, on a terminal; None elsewhere."""
    if options_given().quiet or not sys.stderr.isatty():
        yield None
        return
    bars = _Bars()
    try:
        yield bars
    finally:
        bars.close()


def _is_coloured(stream: TextIO) -> bool:
    context = click.get_current_context(silent=True)
    wish = context.color if context else None
    return stream.isatty() if wish is None else wish


class _Bars:
    """One bar per stage, drawn at most twenty times a second."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: Any = None
        self._next = time.monotonic() + _PATIENCE

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + 0.05
        if stage != self._stage:
            self.close()
            self._stage = stage
            self._bar = click.progressbar(length=total, label=stage, file=sys.stderr, show_pos=True)
            self._bar.__enter__()
        self._bar.update(done - self._bar.pos)

    def close(self) -> None:
        """Give the line and the cursor back."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
