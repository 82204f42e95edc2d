"""Reading again what may have changed gives what reading everything gives."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import papernotes.reread
from lab import scatter
from papernotes.model.settings import Config
from papernotes.reread import reread
from papernotes.sources import Sources, read

FILES = """
-- notes/a.md --
# A
-- notes/deep/b.md --
# B
-- notes/library.bib --
@misc{x, title = {X}}
-- notes/figure.svg --
<svg/>
-- static/CNAME --
example.org
-- other.bib --
@misc{y, title = {Y}}
"""
PLACES = [
    "a.md",
    "deep/b.md",
    "deep/c.md",
    "c.markdown",
    "library.bib",
    "items.json",
    "figure.svg",
    ".hidden.md",
    "d.md/x.md",
]
TEXTS = ["# One\n", "# Two\n", "", "  \n", "\0\0", '[{"type": "book", "title": "T", "id": "t"}]', "\N{SNOWMAN}"]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """The settings of the project above."""
    scatter(tmp_path, FILES)
    return Config(root=str(tmp_path), bibliography=("other.bib", "nowhere.bib"))


def after(config: Config, before: Sources, *names: str) -> Sources:
    """The sources read again after a hint at some files, which are those that reading everything gives."""
    root = Path(config.root)
    found = reread(before, root, config, [root / name for name in names])
    assert read(root, config) == found
    return found


def test_only_hinted_files_are_read(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change, a new and a deleted file; all others are the same objects."""
    root = Path(config.root)
    before = read(root, config)
    (root / "notes/a.md").write_text("# Changed\n")
    (root / "notes/new.md").write_text("# New\n")
    (root / "notes/figure.svg").unlink()
    (root / "static/robots.txt").write_text("")
    (root / "other.bib").write_text("@misc{z, title = {Z}}\n")
    names = ("notes/a.md", "notes/new.md", "notes/figure.svg", "static/robots.txt", "other.bib")
    found = after(config, before, *names)

    assert ["# Changed\n", "# B\n", "# New\n"] == [source.text for source in found.notes]
    assert before.notes[1] is found.notes[1]
    assert ((), 2) == (found.files, len(found.static))
    monkeypatch.setattr(papernotes.reread, "read", None)
    assert reread(found, root, config, [root / name for name in names]) is found


@pytest.mark.parametrize(
    ("old", "new"), [("notes/deep", "notes/moved"), ("notes", "elsewhere"), ("notes/a.md", "notes/deep/a.md")]
)
def test_moved_files_and_folders(config: Config, old: str, new: str) -> None:
    """With a hint at both ends, or at one of them where a folder was moved."""
    root = Path(config.root)
    before = read(root, config)
    (root / old).rename(root / new)

    assert after(config, before, old, new) != before


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_links_are_followed(config: Config) -> None:
    """A new link to a file or to a folder, and one that goes."""
    root = Path(config.root)
    before = read(root, config)
    (root / "more").mkdir()
    (root / "more/m.md").write_text("# M\n")
    (root / "notes/link").symlink_to(root / "more")
    found = after(config, before, "notes/link")
    assert "link/m.md" in [source.path for source in found.notes]

    (root / "notes/link").unlink()
    after(config, found, "notes/link")


def test_a_name_that_is_no_text(config: Config) -> None:
    """It is left out with a word, as in a full read."""
    root = Path(config.root)
    before = read(root, config)
    name = b"notes/\xff.md"
    try:
        (root / os.fsdecode(name)).write_text("# X\n")
    except OSError:
        pytest.skip("this file system knows no such names")

    after(config, before, os.fsdecode(name))


edits = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from([*TEXTS, None])), min_size=1, max_size=4)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(edits, min_size=1, max_size=4))
@example([[("d.md/x.md", "# One\n"), ("d.md/x.md", None)]])
def test_any_edits(tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, str | None]]]) -> None:
    """After any writes and deletions, reading what is hinted at equals reading everything."""
    root = tmp_path_factory.mktemp("project")
    scatter(root, FILES)
    config = Config(root=str(root), bibliography=("other.bib",))
    found = read(root, config)
    for changes in rounds:
        hinted = []
        for name, text in changes:
            path = root / "notes" / name
            hinted.append(f"notes/{name}")
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text)
        found = after(config, found, *hinted)
