"""Find and read the files of a project: notes and bibliographies as text, all others by name."""

import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.settings import Config
from papernotes.model.written import Source

NOTES = (".md", ".markdown")
BIBLIOGRAPHIES = (".bib", ".biblatex")

_LARGEST = 32 * 1024 * 1024
_IGNORED = re.compile(
    r"\..*|.*~|~\$.*|#.*#|.*\.sw[opx]|node_modules|__pycache__|Thumbs\.db|desktop\.ini", re.IGNORECASE
)
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Sources(Struct, frozen=True):
    """All that stands on disk, each part sorted by path.

    `folder` is the notes folder; `files` and `static` hold (path below the notes or static folder, absolute path) of
    files that were not read.
    """

    folder: str
    notes: tuple[Source, ...] = ()
    bibliographies: tuple[Source, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    static: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read(root: Path, config: Config) -> Sources:
    """The sources of the project at `root`: `notes/` where it exists, else the root itself is the notes folder."""
    top = os.path.realpath(root)
    folder = os.path.join(top, "notes") if os.path.isdir(os.path.join(top, "notes")) else top
    found = _Finding(top, os.path.join(top, config.output))
    files = list(found.walk(folder))
    static = list(found.walk(os.path.join(top, "static"))) if os.path.isdir(os.path.join(top, "static")) else []
    reading = _Reading(top, folder, found.diagnostics)
    for path, real in files:
        reading.take(path, real)
    for written in config.bibliography:
        reading.take_bibliography(written)
    return Sources(
        folder,
        tuple(sorted(reading.notes, key=lambda source: source.path)),
        tuple(sorted(reading.bibliographies, key=lambda source: source.path)),
        tuple(sorted(reading.files)),
        tuple(sorted(static)),
        tuple(reading.diagnostics),
    )


def _diagnostic(code: Code, shown: str, message: str, hint: str = "", line: int = 1, column: int = 1) -> Diagnostic:
    return Diagnostic(code, message, Span(shown, line, column), hint)


@dataclass
class _Finding:
    """A walk through the project's folders; lives for one call of `read`."""

    root: str
    output: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def walk(self, folder: str) -> Iterator[tuple[str, str]]:
        """Path below the folder and path on disk of every file; links last, each target once."""
        links: list[tuple[str, str]] = []
        yield from self.below(folder, "", links)
        while links:
            path, real = links.pop(0)
            yield from self.follow(path, real, links)

    def below(self, folder: str, prefix: str, links: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """The files of a folder and of those in it."""
        todo = [(folder, prefix)]
        while todo:
            folder, prefix = todo.pop()
            self.seen.add(folder)
            try:
                entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
            except OSError as error:
                self.skip(Code.FILE_UNREADABLE, folder, f"this folder cannot be read: {error.strerror}")
                continue
            for entry in entries:
                path = prefix + entry.name
                if self.is_ignored(entry.name, entry.path):
                    continue
                if entry.is_symlink():
                    links.append((path, entry.path))
                elif entry.is_dir(follow_symlinks=False):
                    todo.append((entry.path, path + "/"))
                elif entry.is_file(follow_symlinks=False):
                    yield path, entry.path
                else:
                    self.skip(Code.FILE_SKIPPED, entry.path, "this is no ordinary file; it was left out")

    def is_ignored(self, name: str, path: str) -> bool:
        """Whether a name is never looked at: hidden, an editor's leftover, or one of our own folders."""
        if _IGNORED.fullmatch(name):
            return True
        return path == self.output or (os.path.dirname(path) == self.root and name in ("templates", "static"))

    def follow(self, path: str, link: str, links: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """What a symbolic link leads to, if that is inside the project and new."""
        real = os.path.realpath(link)
        parts = os.path.relpath(real, self.root).split(os.sep)
        if not os.path.exists(real):
            self.skip(Code.FILE_SKIPPED, link, "this link leads nowhere")
        elif parts[0] == os.pardir or any(_IGNORED.fullmatch(part) for part in parts if part != "."):
            self.skip(Code.FILE_SKIPPED, link, "this link leads out of the project; it was left out")
        elif os.path.isdir(real):
            if real not in self.seen and not self.holds_seen(real):
                yield from self.below(real, path + "/", links)
        elif stat.S_ISREG(os.stat(real).st_mode):
            yield path, real
        else:
            self.skip(Code.FILE_SKIPPED, link, "this is no ordinary file; it was left out")

    def holds_seen(self, folder: str) -> bool:
        """Whether a folder lies above one that was walked."""
        return any(path.startswith(folder + os.sep) for path in self.seen)

    def skip(self, code: Code, path: str, message: str) -> None:
        """A diagnostic about something on disk."""
        self.diagnostics.append(_diagnostic(code, _shown(path, self.root), message))


@dataclass
class _Reading:
    """The files read so far; lives for one call of `read`."""

    root: str
    folder: str
    diagnostics: list[Diagnostic]
    notes: list[Source] = field(default_factory=list)
    bibliographies: list[Source] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    def take(self, path: str, real: str) -> None:
        """One file below the notes folder."""
        lower = path.lower()
        is_note = lower.endswith(NOTES)
        if not is_note and not lower.endswith((*BIBLIOGRAPHIES, ".json")):
            self.files.append((path, real))
        elif real not in self.texts:
            self.texts.add(real)
            shown = _shown(os.path.join(self.folder, path), self.root)
            data = self.data(real, shown)
            if data is not None and lower.endswith(".json") and not is_csl(data):
                self.files.append((path, real))
            elif data is not None and (source := self.source(data, path, shown)):
                (self.notes if is_note else self.bibliographies).append(source)

    def take_bibliography(self, written: str) -> None:
        """A bibliography named in the settings, which may lie anywhere."""
        path = os.path.realpath(os.path.join(self.root, os.path.expanduser(written)))
        inside = path.startswith(self.root + os.sep)
        shown = _shown(path, self.root) if inside else written
        if path in self.texts:
            return
        self.texts.add(path)
        data = self.data(path, shown)
        if data is not None and (source := self.source(data, shown, shown)):
            self.bibliographies.append(source)

    def data(self, path: str, shown: str) -> bytes | None:
        """The bytes of an ordinary file of bearable size."""
        try:
            data = _bytes(path)
        except OSError as error:
            message = f"this file cannot be read: {error.strerror or error}"
            self.diagnostics.append(_diagnostic(Code.FILE_UNREADABLE, shown, message, "look at its permissions"))
            return None
        if data is None:
            message = f"larger than {_LARGEST // 1024 // 1024} MB; it was left out"
            self.diagnostics.append(_diagnostic(Code.FILE_LARGE, shown, message, "split it into several files"))
        return data

    def source(self, data: bytes, path: str, shown: str) -> Source | None:
        """The text of a file, None if it makes no note."""
        text, problem = decode(data, shown)
        if problem:
            self.diagnostics.append(problem)
        if not text.strip():
            if not problem:
                message = "this file is empty, so it makes no page"
                hint = "write a title, or remove the file"
                self.diagnostics.append(_diagnostic(Code.FILE_EMPTY, shown, message, hint))
            return None
        digest = blake2b(f"{path}\0{text}".encode(), digest_size=16).hexdigest()
        return Source(path, text, digest, shown)


def _shown(path: str, root: str) -> str:
    """A path as messages name it: relative to the project, with `/`."""
    return os.path.relpath(path, root).replace(os.sep, "/")


def _bytes(path: str) -> bytes | None:
    """The bytes of an ordinary file, None if it is too large; raises OSError for anything else, never blocks."""
    handle = os.open(path, _FLAGS)
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode):
            raise OSError(0, "it is no ordinary file")
        if facts.st_size > _LARGEST:
            return None
        data = os.read(handle, facts.st_size + 1)
        while more := os.read(handle, 65536) if len(data) != facts.st_size else b"":
            data += more
        return data
    finally:
        os.close(handle)


def decode(data: bytes, shown: str) -> tuple[str, Diagnostic | None]:
    """The text of UTF-8 bytes, without BOM and with LF line ends, and what is wrong with it ("" if it is no text)."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode(errors="replace")) + 1
        line = data.count(b"\n", 0, error.start) + 1
        message = f"this file is not UTF-8 text (byte 0x{data[error.start]:02x})"
        return "", _diagnostic(Code.FILE_ENCODING, shown, message, "save it as UTF-8", line, column)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" not in text:
        return text, None
    if not text.strip("\0 \n\t"):
        return "", _diagnostic(
            Code.FILE_ENCODING, shown, "this file holds nothing but NUL bytes", "restore it from a copy"
        )
    at = text.index("\0")
    place = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    message = "NUL bytes in the text; they are shown as �"
    return text.replace("\0", "\ufffd"), _diagnostic(Code.FILE_ENCODING, shown, message, "remove them", *place)


_OBJECT = re.compile(rb'\s*(?:\[|\{(?:[^\[\]{}]*,)?\s*"items"\s*:\s*\[)\s*(?=\{)')


def is_csl(data: bytes) -> bool:
    """Whether JSON is a CSL bibliography: a list (or `items`) of objects with a type and a title or id."""
    start = _OBJECT.match(data.removeprefix(b"\xef\xbb\xbf"))
    if not start:
        return False
    text = data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace")
    try:
        item, _ = json.JSONDecoder().raw_decode(text, len(start[0].decode(errors="replace")))
    except (ValueError, RecursionError):
        return bool(re.search(r'"type"\s*:\s*"', text[:4096]) and re.search(r'"(?:title|id)"\s*:', text[:4096]))
    return isinstance(item.get("type"), str) and ("title" in item or "id" in item)
