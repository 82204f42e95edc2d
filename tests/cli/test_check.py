"""papernotes check: what is wrong, for people, for programs, and mended."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from papernotes.cli import papernotes

GOOD = "---\ntitle: Attention Is All You Need\nauthors: Ashish Vaswani\nyear: 2017\n---\nWords.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A good note and one whose title has a second colon."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "papernotes.toml").write_text("base_url = 'https://example.org'\n")
    (tmp_path / "notes/vaswani2017.md").write_text(GOOD)
    (tmp_path / "notes/survey.md").write_text("---\ntitle: Attention: a survey\nyear: 2020\n---\nWords.\n")
    return tmp_path


def check(project: Path, *args: str, before: tuple[str, ...] = (), **environment: str) -> Result:
    """Run `papernotes check` on a project."""
    runner = CliRunner(env={"GITHUB_ACTIONS": None, "NO_COLOR": None, "FORCE_COLOR": None, **environment})
    return runner.invoke(papernotes, ["-C", str(project), *before, "check", *args])


def test_the_report_is_the_result(project: Path) -> None:
    """On stdout, in one shape, with the counts at the end; errors end with 1; nothing is written."""
    done = check(project)
    lines = done.stdout.splitlines()

    assert (done.exit_code, done.stderr) == (1, "")
    assert lines[0].startswith("error[yaml-colon] notes/survey.md:2:")
    assert lines[1] == "  2 | title: Attention: a survey"
    assert lines[2].startswith("    |                 ^ ")
    assert lines[-1] == "1 error"
    assert not (project / "site").exists()


def test_as_json(project: Path) -> None:
    """--json and --format json print an array of objects with seven fields."""
    for args in (["--json"], ["--format", "json"]):
        (problem,) = json.loads(check(project, *args).stdout)
        assert list(problem) == ["code", "severity", "path", "line", "column", "message", "hint"]
        assert (problem["code"], problem["path"], problem["line"]) == ("yaml-colon", "notes/survey.md", 2)


def test_as_annotations_of_github(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--format github, the default where GITHUB_ACTIONS is set; paths are seen from the repository."""
    monkeypatch.chdir(project.parent)
    said = check(project, "--format", "github").stdout
    assert said.startswith(f"::error file={project.name}/notes/survey.md,line=2,col=")
    assert check(project, GITHUB_ACTIONS="true").stdout == said
    assert check(project, "--format", "text", GITHUB_ACTIONS="true").stdout.startswith("error[yaml-colon]")


def test_fix_mends_the_colon_and_nothing_else(project: Path) -> None:
    """The line is quoted, every other byte stays: byte order mark, line ends, no line end at the end."""
    note = project / "notes/survey.md"
    note.write_bytes(b"\xef\xbb\xbf---\r\ntitle: Attention: a survey\r\nyear: 2020\r\n---\r\nWords\twith \r\nodd ends")
    done = check(project, "--fix")

    assert done.exit_code == 0, done.stdout
    assert done.stderr == "mended notes/survey.md:2\n"
    assert note.read_bytes() == (
        b'\xef\xbb\xbf---\r\ntitle: "Attention: a survey"\r\nyear: 2020\r\n---\r\nWords\twith \r\nodd ends'
    )
    assert (project / "notes/vaswani2017.md").read_text() == GOOD
    assert check(project, "--fix").stderr == ""


def test_fix_leaves_other_files_alone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With PATHs only these are mended."""
    monkeypatch.chdir(project / "notes")
    for name in ("survey.md", "other.md"):
        (project / "notes" / name).write_text("---\ntitle: Attention: a survey\nyear: 2020\n---\nWords.\n")

    assert check(project, "--fix", "other.md").stderr == "mended notes/other.md:2\n"
    assert "title: Attention: a survey" in (project / "notes/survey.md").read_text()


def test_only_what_concerns_some_files(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PATHs narrow the report, as a commit hook wants it."""
    monkeypatch.chdir(project / "notes")
    assert check(project, "vaswani2017.md").stdout == "nothing to report\n"
    assert "survey.md" in check(project, "survey.md").stdout
    assert "survey.md" in check(project, ".").stdout


def test_a_path_is_seen_from_here_else_from_the_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path as messages show it can be given from anywhere."""
    monkeypatch.chdir(project.parent)
    assert check(project, "notes/vaswani2017.md").stdout == "nothing to report\n"
    assert "survey.md" in check(project, "notes/survey.md").stdout

    monkeypatch.chdir(project / "notes")
    (project / "survey.md").write_text("another one")
    assert "notes/survey.md" in check(project, "survey.md").stdout


@pytest.mark.parametrize("path", ["nope.md", "notes/nope.md", "/nope.md"])
def test_a_path_that_is_not_there_ends_with_2(project: Path, path: str) -> None:
    """A misspelt name must not look like a good note."""
    done = check(project, "notes/vaswani2017.md", path)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"error: there is no file {path}\n"


def test_quiet_leaves_errors(project: Path) -> None:
    """-q prints neither warnings nor notes nor counts, in every form; --strict counts warnings all the same."""
    assert "error[yaml-colon]" in check(project, before=("-q",)).stdout

    (project / "notes/survey.md").write_text("---\ntitle: A survey\nyear: 2020\n---\nSee [[vaswan2017]].\n")
    assert check(project, before=("-q",)).stdout == ""
    assert check(project, "--json", before=("-q",)).stdout == "[]\n"
    assert check(project, "--strict", before=("-q",)).exit_code == 1


@pytest.mark.parametrize("folder", ["notes", "."])
def test_an_output_folder_that_build_refuses_is_refused(project: Path, folder: str) -> None:
    """With the words and the exit code of `build`."""
    (project / "papernotes.toml").write_text(f"output = '{folder}'\n")
    done = check(project)

    assert done.exit_code == 2
    assert done.stderr.startswith("error: the output folder ")
    assert done.stderr == CliRunner().invoke(papernotes, ["-C", str(project), "build"]).stderr


def test_warnings_end_with_1_only_if_strict(project: Path) -> None:
    """--strict counts warnings as problems."""
    (project / "notes/survey.md").write_text("---\ntitle: A survey\nyear: 2020\n---\nSee [[vaswan2017]].\n")
    assert check(project).exit_code == 0
    assert check(project, "--strict").exit_code == 1


def test_a_template_error_is_found(project: Path) -> None:
    """`check` renders all pages, and says which template fails and where."""
    (project / "templates").mkdir()
    (project / "templates/paper.html").write_text("<p>\n{{ view.nothing_of_this_name }}\n")
    found = [problem for problem in json.loads(check(project, "--json").stdout) if problem["code"] == "template"]

    assert [(problem["path"], problem["line"]) for problem in found] == [("templates/paper.html", 2)]
