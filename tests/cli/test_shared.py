"""What the commands share: finding the project, and a bar for what takes long."""

import io
import sys
from pathlib import Path

import click
import pytest

from papernotes.cli import papernotes, shared
from papernotes.cli.options import Options


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """A terminal it is."""
        return True


def test_the_project_is_found_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder of notes, the project around it."""
    (tmp_path / "notes" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notes" / "deep")
    with click.Context(papernotes, obj=Options()):
        assert shared.settings().config.root == str(tmp_path)


@pytest.mark.parametrize(("quiet", "drawn"), [(False, True), (True, False)])
def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch, quiet: bool, drawn: bool) -> None:
    """Each stage has a bar, after some patience; none where it is to be quiet; the cursor is given back."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(shared, "_PATIENCE", 0)
    clock = iter(range(1000))
    monkeypatch.setattr(shared.time, "monotonic", lambda: next(clock))
    with click.Context(papernotes, obj=Options(quiet=quiet)), shared.progress() as progress:
        assert (progress is not None) is drawn
        for stage in ("parse", "render"):
            for done in range(3):
                if progress:
                    progress(stage, done, 3)

    assert all((words in terminal.getvalue()) is drawn for words in ("parse", "render", "2/3", "\x1b[?25h"))


def test_no_bar_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log file gets none."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with click.Context(papernotes, obj=Options()), shared.progress() as progress:
        assert progress is None


def test_on_a_terminal_messages_are_grouped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three examples of a kind and their number; elsewhere, or with everything, all of them."""
    from papernotes.model.problem import Code, Diagnostic

    found = [Diagnostic(Code.WANTED, f"n{number}") for number in range(9)]
    terminal, log = Terminal(), io.StringIO()
    with click.Context(papernotes, obj=Options()) as context:
        context.color = False
        shared.show(found, terminal)
        shared.show(found, log)
    assert terminal.getvalue().count("\n") == 4
    assert "9 in all" in terminal.getvalue()
    assert log.getvalue().count("\n") == 9
