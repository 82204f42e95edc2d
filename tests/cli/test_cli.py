"""The command line as a whole: help, names, exit codes, colours, and what an unexpected end looks like."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from papernotes import __version__, cli
from papernotes.cli import COMMANDS, load, papernotes
from papernotes.cli.reference import reference
from papernotes.model.problem import PapernotesError

ROOT = Path(__file__).parent.parent.parent


def run(*args: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m papernotes` in a process of its own."""
    clean = {
        key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS")
    }
    return subprocess.run(
        [sys.executable, "-m", "papernotes", *args],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        env={**clean, **environment},
    )


def failing(error: BaseException) -> click.Command:
    """A command that ends in a way of its own."""

    @click.command()
    def command() -> None:
        raise error

    return command


def test_help_imports_no_command() -> None:
    """`--help` and `--version` answer without loading what they do not need."""
    code = (
        "import sys; from papernotes.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    for option in ("--help", "--version"):
        done = subprocess.run([sys.executable, "-c", code, option], capture_output=True, text=True, check=True)
        loaded = set(done.stderr.split())
        heavy = {"msgspec", "jinja2", "markdown_it", "yaml", "sqlite3", "uvicorn", "starlette", "watchdog", "pybtex"}
        assert not loaded & (heavy | {"papernotes.model", "asyncio", "importlib.metadata"})


def test_the_version() -> None:
    """`--version` says what is installed."""
    assert run("--version").stdout == f"papernotes {__version__}\n"


def test_every_command_has_the_first_line_of_its_own_help() -> None:
    """The table that `--help` shows agrees with the commands."""
    for name, words in COMMANDS.items():
        command = load(name)
        assert (command.help or "").splitlines()[0] == words
        assert command.name == ("papers" if name == "list" else name)


def test_a_misspelt_command_gets_a_proposal() -> None:
    """Usage errors end with 2 and name what was meant."""
    done = CliRunner().invoke(papernotes, ["biuld"])

    assert done.exit_code == 2
    assert "Did you mean 'build'?" in done.stderr
    assert CliRunner().invoke(papernotes, ["build", "--strct"]).exit_code == 2
    assert CliRunner().invoke(papernotes, []).exit_code == 2


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (
            PapernotesError("the folder is not ours", "name another"),
            2,
            "error: the folder is not ours\n    = name another\n",
        ),
        (PapernotesError("not reached", code=3), 3, "error: not reached\n"),
        (KeyError("x"), 1, f"error: unexpected KeyError: 'x'\n    = this is a mistake of papernotes {__version__}"),
        (RuntimeError("\x1b[31m"), 1, "error: unexpected RuntimeError: \\x1b[31m\n"),
        (KeyboardInterrupt(), 130, ""),
        (SystemExit(143), 143, ""),
    ],
)
def test_each_end_has_its_code_and_one_line(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, words: str
) -> None:
    """No traceback, controls escaped."""
    monkeypatch.setattr(cli, "load", lambda _: failing(error))
    done = CliRunner().invoke(papernotes, ["build"])

    assert done.exit_code == code
    assert done.stderr.lstrip("\n").startswith(words)
    assert "Traceback" not in done.stderr


def test_verbose_shows_where_it_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    """-v gives the traceback of an unexpected exception."""
    monkeypatch.setattr(cli, "load", lambda _: failing(ValueError("odd")))
    done = CliRunner().invoke(papernotes, ["-v", "build"])

    assert done.exit_code == 1
    assert "Traceback (most recent call last)" in done.stderr
    assert "raise error" in done.stderr


@pytest.mark.parametrize(
    ("args", "environment", "coloured"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "TERM": "dumb"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_are_as_wished(tmp_path: Path, args: list[str], environment: dict[str, str], coloured: bool) -> None:
    """--color, else NO_COLOR, else FORCE_COLOR, else none where nobody looks."""
    (tmp_path / "papernotes.toml").write_text("titel = 'x'\n")
    variables = {"NO_COLOR": None, "FORCE_COLOR": None, "TERM": "xterm", **environment}
    done = CliRunner(env=variables).invoke(papernotes, ["-C", str(tmp_path), *args, "config"])

    assert done.exit_code == 0
    assert ("\x1b[" in done.stderr) is coloured
    assert "setting-unknown" in done.stderr


def test_a_root_that_is_not_there() -> None:
    """-C must name a folder."""
    done = CliRunner().invoke(papernotes, ["-C", "/nowhere/at/all", "config"])

    assert done.exit_code == 2
    assert "there is no folder /nowhere/at/all" in done.stderr


def test_it_works_where_little_is_there(tmp_path: Path) -> None:
    """No HOME, a C locale, an ASCII terminal, a closed pipe: no crash when printing."""
    (tmp_path / "papernotes.toml").write_text("title = 'Notizen über 漢字'\n", encoding="utf-8")
    done = run("config", cwd=tmp_path, HOME="", LC_ALL="C", PYTHONIOENCODING="ascii", TERM="dumb")
    assert (done.returncode, "Notizen" in done.stdout, done.stderr) == (0, True, "")

    command = f"{sys.executable} -m papernotes config | true"
    piped = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert "Traceback" not in piped.stderr
    assert "Exception" not in piped.stderr


def test_the_page_on_commands_is_made_from_their_help() -> None:
    """docs/commands.md shows what `--help` shows."""
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == reference()
    assert all(f"## papernotes {name}" in reference() for name in COMMANDS)
