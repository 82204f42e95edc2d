"""papernotes config: the settings in force, and where each comes from."""

import json
from pathlib import Path

from click.testing import CliRunner

from papernotes.cli import papernotes


def test_values_and_origins(tmp_path: Path) -> None:
    """One line per setting, with the file and line, the variable, or that it is the default."""
    (tmp_path / "papernotes.toml").write_text("# mine\ntitle = 'My notes'\n")
    runner = CliRunner(env={"PAPERNOTES_AUTHOR": "Ada"})
    lines = runner.invoke(papernotes, ["-C", str(tmp_path), "config"]).stdout.splitlines()

    assert lines[0] == f"# {tmp_path}"
    assert [line.split() for line in lines if line.startswith(("title", "author ", "output"))] == [
        ["output", "=", '"site"', "#", "default"],
        ["title", "=", '"My', 'notes"', "#", "papernotes.toml:2"],
        ["author", "=", '"Ada"', "#", "PAPERNOTES_AUTHOR"],
    ]


def test_as_json(tmp_path: Path) -> None:
    """An object: setting → value and origin."""
    done = CliRunner().invoke(papernotes, ["-C", str(tmp_path), "config", "--json"])
    values = json.loads(done.stdout)

    assert values["root"] == {"value": str(tmp_path), "origin": "found"}
    assert values["publish"] == {"value": "all", "origin": "default"}
    assert values["nav"] == {"value": [], "origin": "default"}


def test_another_settings_file(tmp_path: Path) -> None:
    """-c names it, from wherever one stands."""
    (tmp_path / "other.toml").write_text("title = 'Other'\n")
    done = CliRunner().invoke(papernotes, ["-C", str(tmp_path), "-c", str(tmp_path / "other.toml"), "config", "--json"])

    assert json.loads(done.stdout)["title"] == {"value": "Other", "origin": "other.toml:1"}


def test_wrong_settings_end_with_2(tmp_path: Path) -> None:
    """File, line and column, on stderr."""
    (tmp_path / "papernotes.toml").write_text("\ntitle = 3\n")
    done = CliRunner().invoke(papernotes, ["-C", str(tmp_path), "config"])

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "error: papernotes.toml:2:9 title must be text in quotes, not 3\n"
