"""What is remembered comes back as it was; whatever is wrong with the file means only "not remembered"."""

import sqlite3
from pathlib import Path

import msgspec
import pytest

from papernotes.cache import Cache, Rendered, fingerprint
from papernotes.model.problem import LostBodyError
from papernotes.model.written import Body


class Thing(msgspec.Struct, frozen=True):
    """Something to remember."""

    name: str


def filled(path: Path) -> None:
    """A cache with one value, its body and one page."""
    cache = Cache(path)
    cache.put("k", Thing("kept"), [Body("d", ("a", 0))])
    cache.commit({"a.html": Rendered("f", 1, 2)})
    cache.close()


def bodies_of(folder: Path) -> Body:
    """The body "d" as a later run finds it."""
    cache = Cache(folder / "c.sqlite")
    try:
        return cache.bodies["d"]
    finally:
        cache.close()


def test_values_bodies_and_pages_come_back(tmp_path: Path) -> None:
    """A later run finds what an earlier one put."""
    filled(tmp_path / "c.sqlite")

    cache = Cache(tmp_path / "c.sqlite")

    assert cache.get("k", Thing) == Thing("kept")
    assert cache.bodies["d"] == Body("d", ("a", 0))
    assert cache.pages() == {"a.html": Rendered("f", 1, 2)}
    cache.close()


def test_many_values_are_read_at_once(tmp_path: Path) -> None:
    """Those that are expected and not there are not remembered, as one by one; all others are as before."""
    names = [f"k{number}" for number in range(100)]
    cache = Cache(tmp_path / "c.sqlite")
    for name in names:
        cache.put(name, Thing(name))
    cache.commit({})
    cache.close()

    cache = Cache(tmp_path / "c.sqlite")
    cache.expect([*names[:80], *(f"no{name}" for name in names)])

    assert [cache.get(name, Thing) for name in names] == [Thing(name) for name in names]
    assert cache.get("nok1", Thing) is None
    cache.put("nok2", Thing("new"))
    assert cache.get("nok2", Thing) == Thing("new")
    cache.commit({})
    assert cache.get("k99", Thing) == Thing("k99")
    cache.close()


def test_what_is_not_used_is_forgotten(tmp_path: Path) -> None:
    """A value that a run did not ask for is gone after its commit, with its bodies."""
    filled(tmp_path / "c.sqlite")
    cache = Cache(tmp_path / "c.sqlite")
    cache.commit({})

    assert cache.get("k", Thing) is None
    assert cache.pages() == {}
    with pytest.raises(LostBodyError):
        cache.bodies["d"]
    cache.close()


def test_a_body_of_two_values_stays_while_one_is_used(tmp_path: Path) -> None:
    """Two notes with the same paragraph share its digest, and neither can take it from the other."""
    first = Cache(tmp_path / "c.sqlite")
    first.put("one", Thing("one"), [Body("d", ("a",))])
    first.put("two", Thing("two"), [Body("d", ("a",))])
    first.commit({})
    first.close()
    second = Cache(tmp_path / "c.sqlite")
    second.get("two", Thing)
    second.commit({})
    second.close()

    assert bodies_of(tmp_path) == Body("d", ("a",))


def test_a_row_of_another_shape_is_a_miss(tmp_path: Path) -> None:
    """A value that does not fit its type is not remembered."""
    filled(tmp_path / "c.sqlite")
    with sqlite3.connect(tmp_path / "c.sqlite") as db:
        db.execute("update value set json = ?", (b'{"name": 3}',))
        db.execute("update page set json = ?", (b"{",))
    db.close()

    cache = Cache(tmp_path / "c.sqlite")

    assert cache.get("k", Thing) is None
    assert cache.pages() == {}
    cache.close()


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 2000])
def test_a_damaged_file_is_put_aside(tmp_path: Path, content: bytes) -> None:
    """Garbage where the cache should be: one warning, and the run goes on with an empty memory."""
    path = tmp_path / "c.sqlite"
    path.write_bytes(content)

    cache = Cache(path)

    assert cache.get("k", Thing) is None
    assert [problem.code.value for problem in cache.problems] == ["cache"]
    cache.put("k", Thing("new"))
    cache.commit({})
    cache.close()
    again = Cache(path)
    assert again.get("k", Thing) == Thing("new")
    again.close()


def test_another_schema_is_emptied(tmp_path: Path) -> None:
    """A file of another version of papernotes is started anew."""
    filled(tmp_path / "c.sqlite")
    with sqlite3.connect(tmp_path / "c.sqlite") as db:
        db.execute("pragma user_version = 99")
    db.close()

    cache = Cache(tmp_path / "c.sqlite")

    assert cache.get("k", Thing) is None
    cache.close()


def test_a_folder_that_cannot_be_written_means_no_memory(tmp_path: Path) -> None:
    """Where no file can be made, everything works but nothing is remembered."""
    (tmp_path / "file").write_text("in the way")

    cache = Cache(tmp_path / "file" / "c.sqlite")
    cache.put("k", Thing("x"))
    cache.commit({})

    assert cache.get("k", Thing) == Thing("x")
    assert [problem.code.value for problem in cache.problems] == ["cache"]


def test_parts_of_a_fingerprint_do_not_run_together() -> None:
    """Moving a character from one part to the next changes the fingerprint."""
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint("ab", b"c") == fingerprint(b"ab", "c")
