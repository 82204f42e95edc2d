"""papernotes build: a site, a summary line, exit codes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from papernotes.cli import papernotes
from papernotes.output import MANIFEST, lock

NOTE = "---\ntitle: Attention Is All You Need\nauthors: Ashish Vaswani\nyear: 2017\n---\nWords.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one note."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/vaswani2017.md").write_text(NOTE)
    return tmp_path


def build(project: Path, *args: str, before: tuple[str, ...] = ()) -> Result:
    """Run `papernotes build` on a project."""
    return CliRunner().invoke(papernotes, ["-C", str(project), *before, "build", *args])


def test_a_site_is_made_and_said_in_one_line(project: Path) -> None:
    """The last line counts pages and says where they are; a second build writes nothing."""
    first = build(project)
    assert first.exit_code == 0, first.stderr
    assert re.search(r"^\d+ pages, \d+ rendered, \d+ files written -> site/ in \d+\.\d\d s", first.stdout)
    assert "Attention" in (project / "site/papers/vaswani2017.html").read_text()

    assert " 0 rendered, 0 files written " in build(project).stdout


def test_quiet_says_nothing_of_a_good_build(project: Path) -> None:
    """-q leaves errors alone."""
    done = build(project, before=("-q",))

    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def test_another_output_folder_and_address(project: Path, tmp_path: Path) -> None:
    """--output is seen from here, not from the project; --base-url makes the feed."""
    out = tmp_path / "elsewhere"
    done = build(project, "--output", str(out), "--base-url", "https://example.org/notes/", "--no-cache", "--profile")

    assert done.exit_code == 0, done.stderr
    assert (out / "papers/vaswani2017.html").exists()
    assert "https://example.org/notes/" in (out / "sitemap.xml").read_text()
    assert not (project / "site").exists()
    assert re.search(r"^ +\d+\.\d{3} s +\d+\.\d{3} s CPU +\d+ MB  parse$", done.stdout, re.MULTILINE)


def test_errors_end_with_1_and_warnings_only_if_strict(project: Path) -> None:
    """A note with broken front matter is an error, a misspelt setting a warning; the site is made in both cases."""
    (project / "papernotes.toml").write_text("titel = 'x'\n")
    assert build(project).exit_code == 0
    assert build(project, "--strict").exit_code == 1

    (project / "notes/b.md").write_text("---\ntitle: A: b\n---\n")
    done = build(project)
    assert done.exit_code == 1
    assert "error[yaml-colon] notes/b.md:2:" in done.stderr
    assert "warning[setting-unknown] papernotes.toml:1:1" in done.stderr
    assert (project / "site/papers/vaswani2017.html").exists()


def test_a_folder_that_is_not_ours_ends_with_2(project: Path) -> None:
    """Nothing is written."""
    (project / "site").mkdir()
    (project / "site/thesis.tex").write_text("years of work")
    done = build(project)

    assert done.exit_code == 2
    assert "thesis.tex" in done.stderr
    assert [path.name for path in (project / "site").iterdir()] == ["thesis.tex"]


def test_no_notes_end_with_2(tmp_path: Path) -> None:
    """A folder without Markdown is no project."""
    done = build(tmp_path)

    assert done.exit_code == 2
    assert not (tmp_path / "site").exists()


def test_a_second_build_waits_for_the_first(project: Path) -> None:
    """And says so; nothing is written before the first is done."""
    command = [sys.executable, "-m", "papernotes", "-C", str(project), "build"]
    with lock(project, lambda: None):
        second = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert second.stderr is not None
        assert second.stderr.readline().startswith("waiting for another papernotes ")
        assert not (project / "site").exists()

    with second:
        assert second.wait(60) == 0
    assert (project / "site/index.html").exists()


def test_clean_removes_what_build_wrote(project: Path) -> None:
    """And nothing else."""
    build(project)
    (project / "site/CNAME").write_text("example.org")
    count = len((project / "site" / MANIFEST).read_text().splitlines()) - 1
    done = CliRunner().invoke(papernotes, ["-C", str(project), "clean"])

    assert (done.exit_code, done.stdout) == (0, f"{count} files removed from site/\n")
    assert [path.name for path in (project / "site").iterdir()] == ["CNAME"]


def test_clean_says_what_it_kept(project: Path) -> None:
    """A page that somebody has changed is not ours to remove."""
    build(project)
    (project / "site/index.html").write_text("mine")
    done = CliRunner().invoke(papernotes, ["-C", str(project), "clean"])

    assert "kept site/index.html" in done.stderr
    assert (project / "site/index.html").read_text() == "mine"
