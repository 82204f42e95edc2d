"""Memory between builds: parsed files by the digest of what they were made from, pages by fingerprint.

One SQLite file of msgspec JSON in `.papernotes/`; types are checked on the way in and a row that does not fit is a
miss, so a damaged or foreign file can make a build slow, never wrong. Nothing in it can run (no pickle).
"""

import hashlib
import os
import sqlite3
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from papernotes.model.page import Chrome
from papernotes.model.problem import Code, Diagnostic, LostBodyError
from papernotes.model.written import Body

SCHEMA = 2
_MANY = 50  # values that are looked for one by one sooner than by looking at all
_TABLES = """
create table if not exists value (key text primary key, json blob) without rowid;
create table if not exists body (digest text, key text, json blob, primary key (digest, key)) without rowid;
create table if not exists page (url text primary key, json blob) without rowid;
create table if not exists finished (inputs text primary key, json blob) without rowid;
"""

T = TypeVar("T")


class Rendered(msgspec.Struct, frozen=True):
    """What was written for a page: its fingerprint, and the file's size and time, to see that it is still there.

    `kind` is the page kind that planned it, `bodies` are the digests of the bodies it shows, `notes` the notes of which
    it names lines.
    """

    fingerprint: str
    size: int
    mtime: int
    kind: str = ""
    bodies: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def stamped(self, stamp: tuple[int, int]) -> "Rendered":
        """The same for a file of this size and time."""
        return msgspec.structs.replace(self, size=stamp[0], mtime=stamp[1])


class Finished(msgspec.Struct, frozen=True):
    """A build that left nothing undone: the digest of what it was made from, what it said, its pages and files.

    `files` are all files of the site with their size and time; `frame` is the digest of all that more than one page
    sees, `notes` are the keys under which the notes are remembered, by path; `linked` is what linking had to say,
    `chrome` what stood around every page.
    """

    inputs: str
    diagnostics: tuple[Diagnostic, ...]
    pages: tuple[str, ...]
    files: dict[str, tuple[int, int]]
    frame: str = ""
    notes: dict[str, str] = {}
    linked: tuple[Diagnostic, ...] = ()
    chrome: Chrome | None = None


class Cache:
    """The memory of one project; every failure means "not remembered", and is told once in `problems`.

    What was read or put since the last `commit` is kept by it, everything else is forgotten.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.problems: list[Diagnostic] = []
        self.bodies = Bodies(self)
        self._values: dict[str, Any] = {}
        self._ahead: dict[str, bytes | None] = {}
        self._fresh: set[str] = set()
        self._used: set[str] = set()
        self._db = self._open(path) if path is not None else None
        self._process = os.getpid()
        self._inherited: sqlite3.Connection | None = None

    def peek(self, key: str, kind: type[T]) -> T | None:
        """The value put under a key in an earlier run, if it is still there; it is not kept for that."""
        for (json,) in self._rows("select json from value where key = ?", (key,)):
            with suppress(msgspec.MsgspecError):
                return msgspec.json.decode(json, type=kind)
        return None

    def get(self, key: str, kind: type[T]) -> T | None:
        """The value put under a key, in this run or an earlier one."""
        if key not in self._values:
            for json in self._json(key):
                with suppress(msgspec.MsgspecError):
                    self._values[key] = msgspec.json.decode(json, type=kind)
        value = self._values.get(key)
        if isinstance(value, kind):
            self._used.add(key)
            return value
        return None

    def expect(self, keys: Iterable[str]) -> None:
        """Read the values of many keys that will be asked for at once, which is quicker than one by one."""
        wanted = set(keys).difference(self._values)
        if len(wanted) < _MANY:
            return
        self._ahead.update(dict.fromkeys(wanted))
        self._ahead.update((key, json) for key, json in self._rows("select key, json from value") if key in wanted)

    def _json(self, key: str) -> Iterator[bytes]:
        """What is remembered under a key, if anything."""
        if key not in self._ahead:
            yield from (json for (json,) in self._rows("select json from value where key = ?", (key,)))
        elif (json := self._ahead.pop(key)) is not None:
            yield json

    def put(self, key: str, value: object, bodies: Iterable[Body] = ()) -> None:
        """Remember a value and the bodies that belong to it."""
        self._values[key] = value
        self._fresh.add(key)
        self._used.add(key)
        self.bodies.add(key, bodies)

    def forget(self, keys: Iterable[str]) -> None:
        """Let go of values that are out of date."""
        for key in keys:
            self._values.pop(key, None)
            self._fresh.discard(key)
            self._used.discard(key)
            self.bodies.drop(key)

    def pages(self) -> dict[str, Rendered]:
        """What was rendered last time, by URL."""
        found: dict[str, Rendered] = {}
        for url, json in self._rows("select url, json from page"):
            with suppress(msgspec.MsgspecError):
                found[str(url)] = msgspec.json.decode(json, type=Rendered)
        return found

    def finished(self) -> Finished | None:
        """The last build, if it left nothing undone."""
        for (json,) in self._rows("select json from finished"):
            with suppress(msgspec.MsgspecError):
                return msgspec.json.decode(json, type=Finished)
        return None

    def body(self, digest: str) -> Body | None:
        """A body that was parsed in an earlier build."""
        for (json,) in self._rows("select json from body where digest = ? limit 1", (digest,)):
            with suppress(msgspec.MsgspecError):
                return msgspec.json.decode(json, type=Body)
        return None

    def commit(
        self, pages: Mapping[str, Rendered], finished: Finished | None = None, kept: Collection[str] = ()
    ) -> None:
        """Write everything new in one transaction and forget what was not used; pages that are `kept` stay known."""
        if self._db is None:
            return
        try:
            self._db.execute("begin immediate")
            with self._db:
                self._write_values(self._db, self._used, self._fresh)
                self._write_pages(self._db, pages, kept)
                self._finish(self._db, finished)
        except sqlite3.Error as error:
            self._forget(error)
        self._values = {key: value for key, value in self._values.items() if key in self._used}
        self._fresh.clear()
        self._used.clear()

    def save(self, most: int = 1000) -> bool:
        """Write what is new for other runs to find; what neither this one nor the last build has used is forgotten.

        At most so many values at a time; True while there are more. Where another process is writing, nothing is done:
        the next time will do.
        """
        if self._db is None or not self._fresh:
            return False
        some = set(sorted(self._fresh)[:most])
        last = self.finished()
        kept = self._used.union(last.notes.values() if last else ())
        try:
            self._db.execute("pragma busy_timeout = 100")
            self._db.execute("begin immediate")
            with self._db:
                self._write_values(self._db, kept, some)
        except sqlite3.Error as error:
            if not _is_busy(error):
                self._forget(error)
            return False
        self._fresh -= some
        if not self._fresh:
            self.bodies.clear()
        return bool(self._fresh)

    def _write_pages(self, db: sqlite3.Connection, pages: Mapping[str, Rendered], kept: Collection[str]) -> None:
        """Write what is remembered of pages; for those that are kept it stays."""
        before = {url: json for url, json in db.execute("select url, json from page") if url not in kept}
        after = {url: msgspec.json.encode(rendered) for url, rendered in pages.items()}
        db.executemany("delete from page where url = ?", ((url,) for url in before if url not in after))
        changed = ((url, json) for url, json in after.items() if before.get(url) != json)
        db.executemany("insert or replace into page values (?, ?)", changed)

    def _write_values(self, db: sqlite3.Connection, kept: Collection[str], fresh: Collection[str]) -> None:
        stale = [(key,) for (key,) in db.execute("select key from value") if key not in kept]
        db.executemany("delete from value where key = ?", stale)
        if stale:  # all at once: bodies are found by digest, so each time means a look at every one
            db.execute("delete from body where key not in (select key from value)")
        rows = ((key, msgspec.json.encode(self._values[key])) for key in sorted(fresh))
        db.executemany("insert or replace into value values (?, ?)", rows)
        db.executemany("insert or replace into body values (?, ?, ?)", self.bodies.rows(fresh))

    def _finish(self, db: sqlite3.Connection, finished: Finished | None) -> None:
        db.execute("delete from finished")
        if finished and finished.inputs:
            db.execute("insert into finished values (?, ?)", (finished.inputs, msgspec.json.encode(finished)))

    def at_home(self) -> None:
        """In a copy of the process that opened it: read through a connection of its own (SQLite asks for that)."""
        if self._db is not None and self._process != os.getpid() and self.path is not None:
            self._inherited, self._process = self._db, os.getpid()
            self._db = self._open(self.path)

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _open(self, path: Path) -> sqlite3.Connection | None:
        try:
            return _connect(path)
        except (sqlite3.OperationalError, OSError) as error:  # locked, or a folder we may not write
            self._say(error)
            return None
        except sqlite3.DatabaseError as error:
            self._say(error)
        try:  # a damaged file is put aside, so that the next build starts clean
            path.replace(path.with_suffix(".damaged"))
            return _connect(path)
        except (sqlite3.Error, OSError):
            return None

    def _rows(self, query: str, values: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
        if self._db is None:
            return
        try:
            yield from self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._forget(error)

    def _forget(self, error: sqlite3.Error) -> None:
        self._say(error)
        self.close()
        if self.path is not None and not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):
                self.path.replace(self.path.with_suffix(".damaged"))

    def _say(self, error: Exception) -> None:
        if not self.problems:
            self.problems.append(Diagnostic(Code.CACHE, str(error), hint="nothing to do: it is made anew"))


class Bodies(Mapping[str, Body]):
    """Bodies by digest: those of this run, else those remembered."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._new: dict[str, Body] = {}
        self._owned: dict[str, tuple[Body, ...]] = {}

    def add(self, key: str, bodies: Iterable[Body]) -> None:
        """Hold the bodies of a value put now."""
        self._owned[key] = tuple(bodies)
        self._new.update((body.digest, body) for body in self._owned[key])

    def drop(self, key: str) -> None:
        """Hold the bodies of a value no longer, unless another has the same."""
        gone = {body.digest for body in self._owned.pop(key, ())}
        for digest in gone.difference(body.digest for bodies in self._owned.values() for body in bodies):
            self._new.pop(digest, None)

    def clear(self) -> None:
        """Hold none: all are in the file."""
        self._owned.clear()
        self._new.clear()

    def rows(self, keys: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """What the table of bodies is to hold for newly put values."""
        for key in sorted(keys):
            for body in self._owned.get(key, ()):
                yield body.digest, key, msgspec.json.encode(body)

    def __getitem__(self, digest: str) -> Body:
        body = self._new.get(digest) or self._cache.body(digest)
        if body is None:
            raise LostBodyError(digest)
        return body

    def __iter__(self) -> Iterator[str]:
        return iter(self._new)

    def __len__(self) -> int:
        return len(self._new)


def fingerprint(*parts: bytes | str) -> str:
    """One digest of several parts, none of which can run into the next (blake2b, 128 bits)."""
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


_LIBRARIES = frozenset(
    "jinja2 markdown_it_py mdit_py_plugins math_core nh3 pygments pybtex pylatexenc pyyaml msgspec".split()
)


@cache
def program() -> str:
    """What made a value: the installed files of papernotes (by size and time) and the versions of its libraries.

    Versions are read off the names of installed folders (PyPA, "Recording installed projects": `name-1.0.dist-info`);
    to ask importlib for them would take as long as the rest of a build in which nothing has changed.
    """
    folder = Path(__file__).parent
    stats = ((path, path.stat()) for path in sorted(folder.rglob("*.py")))
    files = (f"{path.relative_to(folder)} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)
    return fingerprint(*files, *sorted(_installed()))


def _installed() -> Iterator[str]:
    """The names of the folders that tell the versions of libraries."""
    for place in dict.fromkeys(sys.path):
        for path in Path(place).glob("*-info"):
            library = path.name.partition("-")[0].lower().replace(".", "_")
            if library in _LIBRARIES:
                yield path.name


def _is_busy(error: sqlite3.Error) -> bool:
    """Whether another process has the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    db = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
    with suppress(sqlite3.OperationalError):  # network drives know no write-ahead log
        db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = normal")
    (version,) = db.execute("pragma user_version").fetchone()
    if version not in (0, SCHEMA):
        for table in ("value", "body", "page", "finished"):
            db.execute(f"drop table if exists {table}")
    db.executescript(_TABLES)
    db.execute(f"pragma user_version = {SCHEMA}")
    return db
