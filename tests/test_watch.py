"""The bell rings for what changes, in whatever way an editor saves, and for nothing else."""

import errno
import queue
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from papernotes.watch import Watch


class Ears:
    """Hears a watch, and says what it has heard."""

    def __init__(self) -> None:
        self.rung: queue.Queue[Path] = queue.Queue()

    def hear(self, path: Path, seconds: float = 5) -> bool:
        """Whether the bell rings for a path in time."""
        try:
            while self.rung.get(timeout=seconds) != path:
                pass
        except queue.Empty:
            return False
        return True


@pytest.fixture
def ears() -> Ears:
    """A pair of ears."""
    return Ears()


@pytest.fixture
def watch(ears: Ears, tmp_path: Path) -> Iterator[Watch]:
    """A watch on notes/ with all below, and on the project's folder alone."""
    (tmp_path / "notes" / "deep").mkdir(parents=True)
    watch = Watch(ears.rung.put)
    watch.see({tmp_path: False, tmp_path / "notes": True})
    yield watch
    watch.stop()


def test_it_rings_for_files_at_any_depth(watch: Watch, ears: Ears, tmp_path: Path) -> None:
    """A new file below notes/, a settings file beside it."""
    for name in ("notes/deep/a.md", "papernotes.toml"):
        (tmp_path / name).write_text("x")
        assert ears.hear(tmp_path / name)


def test_it_rings_for_an_atomic_save(watch: Watch, ears: Ears, tmp_path: Path) -> None:
    """A file replaced by another under its name."""
    (tmp_path / "notes/a.md").write_text("old")
    assert ears.hear(tmp_path / "notes/a.md")
    (tmp_path / "notes/.a.swp").write_text("new")
    (tmp_path / "notes/.a.swp").replace(tmp_path / "notes/a.md")
    while not ears.rung.empty():
        ears.rung.get()
    (tmp_path / "notes/.a.swp").write_text("newer")
    (tmp_path / "notes/.a.swp").replace(tmp_path / "notes/a.md")

    assert ears.hear(tmp_path / "notes/a.md")


def test_it_rings_for_what_is_deleted_and_moved_in(watch: Watch, ears: Ears, tmp_path: Path) -> None:
    """A file from elsewhere, then gone again."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.md").write_text("x")
    (outside / "b.md").rename(tmp_path / "notes/b.md")
    assert ears.hear(tmp_path / "notes/b.md")
    (tmp_path / "notes/b.md").unlink()
    assert ears.hear(tmp_path / "notes/b.md")


def test_reading_rings_no_bell(watch: Watch, ears: Ears, tmp_path: Path) -> None:
    """Whoever hears the bell reads; if that rang, it would never end."""
    (tmp_path / "notes/a.md").write_text("x")
    assert ears.hear(tmp_path / "notes/a.md")
    while not ears.rung.empty():
        ears.rung.get()
    ears.hear(tmp_path / "none", 0.3)
    (tmp_path / "notes/a.md").read_text()

    assert not ears.hear(tmp_path / "notes/a.md", 0.3)


def test_a_folder_that_is_replaced_is_watched_anew(watch: Watch, ears: Ears, tmp_path: Path) -> None:
    """notes/ deleted and made again: after the next look at the folders its files ring."""
    shutil.rmtree(tmp_path / "notes")
    watch.see({tmp_path: False, tmp_path / "notes": True})
    (tmp_path / "notes").mkdir()
    watch.see({tmp_path: False, tmp_path / "notes": True})
    (tmp_path / "notes/new.md").write_text("x")

    assert ears.hear(tmp_path / "notes/new.md")


def test_polling_rings_too(ears: Ears, tmp_path: Path) -> None:
    """For network drives and containers, where no events come."""
    watch = Watch(ears.rung.put, poll=True)
    watch.see({tmp_path: True})
    (tmp_path / "a.md").write_text("x")
    heard = ears.hear(tmp_path / "a.md")
    watch.stop()

    assert heard


@pytest.mark.parametrize("limit", [errno.EMFILE, errno.ENOSPC])
def test_where_the_system_gives_no_watches_it_polls(
    ears: Ears, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    """inotify's limits are no reason to be deaf."""
    from watchdog.observers import Observer

    def refuse(*_: object, **__: object) -> None:
        raise OSError(limit, "inotify limit reached")

    watch = Watch(ears.rung.put)
    monkeypatch.setattr(Observer, "schedule", refuse)
    watch.see({tmp_path: True})
    (tmp_path / "a.md").write_text("x")
    heard = ears.hear(tmp_path / "a.md")
    watch.stop()

    assert (watch.polling, heard) == (True, True)
