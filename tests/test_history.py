"""With `git_dates` a note without a date takes the one of its first commit."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lab import Lab
from papernotes import graph
from papernotes.history import first_commits
from papernotes.project import load


def commit(root: Path, date: str) -> None:
    """Commit everything as it is now."""
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b"}
    environment = {
        **who,
        "GIT_AUTHOR_DATE": f"{date}T12:00:00",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(root),
    }
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "notes"]):
        subprocess.run(["git", "-C", str(root), *command], check=True, env=environment, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_first_commit_dates_a_note(lab: Callable[..., Lab]) -> None:
    """The first commit counts, not the last; a date of the note's own wins; without the setting there is none."""
    site = lab("-- notes/a b.md --\n# A\n-- notes/c.md --\n---\ndate: 2019-05-06\n---\n# C\n")
    commit(site.root, "2020-01-02")
    site.write("-- notes/a b.md --\n# A\n\nMore.\n")
    commit(site.root, "2021-03-04")

    site.settings["git_dates"] = True
    dated = load(site.config())
    site.settings["git_dates"] = False
    plain = load(site.config())

    assert [note.note.date for note in graph.notes(dated.site, "note")] == ["2020-01-02", "2019-05-06"]
    assert [note.note.date for note in graph.notes(plain.site, "note")] == ["", "2019-05-06"]


def test_without_a_repository_there_are_no_dates(tmp_path: Path) -> None:
    """A folder that git knows nothing of dates nothing."""
    assert first_commits(tmp_path) == {}
