"""Find and read the files of a project: notes and bibliographies as text, all others by name."""

import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from papernotes.model.problem import Code, Diagnostic, PapernotesError, Span
from papernotes.model.settings import Config
from papernotes.model.written import Source

NOTES = (".md", ".markdown")
BIBLIOGRAPHIES = (".bib", ".biblatex")

_LARGEST = 32 * 1024 * 1024
_HEAD = 64 * 1024  # of a .json file, enough to see what it holds
IGNORED = re.compile(r"\..*|.*~|~\$.*|#.*#|.*\.sw[opx]|node_modules|__pycache__|thumbs\.db|desktop\.ini", re.IGNORECASE)
_BOM = b"\xef\xbb\xbf"
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Sources(Struct, frozen=True):
    """All that stands on disk, each part sorted by path.

    `folder` is the notes folder; `files` and `static` hold (path below the notes or static folder, path on disk) of
    files that were not read.
    """

    folder: str
    notes: tuple[Source, ...] = ()
    bibliographies: tuple[Source, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    static: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read(root: Path, config: Config) -> Sources:
    """The sources of the project at `root`: `notes/` where it exists, else the root itself is the notes folder.

    Only ordinary files are opened; symbolic links are followed inside the project, each target once.
    """
    top = root.resolve()
    folder = notes_folder(top)
    found = _Finding(top, str(top / config.output))
    files = found.walk(folder)
    static = found.walk(top / "static") if (top / "static").is_dir() else []
    reading = Reading(top, folder, found.diagnostics)
    for path, real in files:
        reading.take(path, real)
    for written in config.bibliography:
        reading.take_bibliography(written)
    return in_order(folder, reading.notes, reading.bibliographies, reading.files, static, reading.diagnostics)


def files(root: Path, config: Config) -> Iterator[Path]:
    """Every file that may be a source, by where it lies; links by where they lead."""
    top = root.resolve()
    found = _Finding(top, str(top / config.output))
    for folder in dict.fromkeys((notes_folder(top), top / "static")):
        if folder.is_dir():
            yield from (Path(real) for _, real in found.walk(folder))
    yield from (path for path, _ in named(top, config))


def named(top: Path, config: Config) -> Iterator[tuple[Path, str]]:
    """The bibliographies that the settings name: where each lies, and as it is written."""
    for written in config.bibliography:
        with suppress(OSError, RuntimeError):
            yield (top / Path(written).expanduser()).resolve(), written


def notes_folder(top: Path) -> Path:
    """Where the notes of a project are."""
    return top / "notes" if (top / "notes").is_dir() else top


def in_order(
    folder: Path,
    notes: Iterable[Source],
    bibliographies: Iterable[Source],
    files: Iterable[tuple[str, str]],
    static: Iterable[tuple[str, str]],
    diagnostics: Iterable[Diagnostic],
) -> Sources:
    """The sources, each part sorted, in whatever order they were read."""
    return Sources(
        str(folder),
        tuple(sorted(notes, key=lambda source: source.path)),
        tuple(sorted(bibliographies, key=lambda source: source.path)),
        tuple(sorted(files)),
        tuple(sorted(static)),
        tuple(sorted(diagnostics, key=lambda one: (one.span or Span(""), one.message))),
    )


def no_notes(sources: Sources) -> PapernotesError:
    """What to say where there is nothing to build from."""
    name = Path(sources.folder).name
    return PapernotesError(f"there is no Markdown file in {name}/", "write one, or name a project with -C")


def _diagnostic(code: Code, shown: str, message: str, hint: str = "", line: int = 1, column: int = 1) -> Diagnostic:
    return Diagnostic(code, message, Span(shown, line, column), hint)


def posix(path: str | Path, start: Path) -> str:
    """A path from a folder, with `/`, in characters that can be printed."""
    found = os.path.relpath(path, start).replace(os.sep, "/")
    return found.encode(errors="replace").decode()


@dataclass
class _Finding:
    """A walk through the project's folders; `real` are the paths of folders that were seen."""

    root: Path
    output: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def walk(self, folder: Path) -> list[tuple[str, str]]:
        """Path below the folder and path on disk of every file; what links lead to comes last."""
        links: list[tuple[str, str]] = []
        if not folder.resolve().is_relative_to(self.root):
            self.skip(Code.FILE_SKIPPED, str(folder), "this folder is a link that leads out of the project")
            return []
        found = list(self.below(str(folder.resolve()), "", links))
        for path, link in links:  # grows while folders behind links are walked
            found += self.behind(path, link, links)
        return found

    def below(self, folder: str, prefix: str, links: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """The files in a folder and in those below it; links are put aside."""
        todo = [(folder, prefix)]
        while todo:
            folder, prefix = todo.pop()
            self.seen.add(folder)
            for entry in self.entries(folder):
                path = prefix + entry.name
                if self.is_ignored(entry):
                    continue
                if entry.is_symlink():
                    links.append((path, entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield path, entry.path
                elif entry.is_dir(follow_symlinks=False):
                    todo.append((entry.path, path + "/"))
                    if entry.name.lower().endswith(NOTES):
                        self.skip(Code.FILE_SKIPPED, entry.path, "a folder with the name of a note")
                else:
                    self.skip(Code.FILE_SKIPPED, entry.path, "this is no ordinary file; it was left out")

    def entries(self, folder: str) -> list[os.DirEntry[str]]:
        """What a folder holds, by name."""
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.skip(Code.FILE_UNREADABLE, folder, f"this folder cannot be read: {error.strerror}")
            return []

    def is_ignored(self, entry: os.DirEntry[str]) -> bool:
        """Whether an entry is never looked at: hidden, an editor's leftover, or one of our own folders."""
        name = entry.name
        if IGNORED.fullmatch(name) or entry.path == self.output:
            return True
        if not name.isascii() and name != name.encode(errors="replace").decode():
            self.skip(Code.FILE_SKIPPED, entry.path, "the name of this file is not UTF-8; it was left out")
            return True
        return name in ("templates", "static") and entry.path == str(self.root / name)

    def behind(self, path: str, link: str, links: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """What a symbolic link leads to, if that is inside the project and new."""
        try:
            real = Path(link).resolve(strict=True)
            kind = real.stat().st_mode
        except (OSError, RuntimeError):
            self.skip(Code.FILE_SKIPPED, link, "this link leads nowhere")
            return
        if not self.is_inside(real):
            self.skip(Code.FILE_SKIPPED, link, "this link leads out of the project; it was left out")
        elif stat.S_ISDIR(kind):
            if not any(seen == str(real) or Path(seen).is_relative_to(real) for seen in self.seen):
                yield from self.below(str(real), path + "/", links)
        elif stat.S_ISREG(kind):
            yield path, str(real)
        else:
            self.skip(Code.FILE_SKIPPED, link, "this is no ordinary file; it was left out")

    def is_inside(self, real: Path) -> bool:
        """Whether a path lies in the project, in no hidden folder and not in its output."""
        if not real.is_relative_to(self.root) or real.is_relative_to(self.output):
            return False
        return not any(IGNORED.fullmatch(part) for part in real.relative_to(self.root).parts)

    def skip(self, code: Code, path: str, message: str) -> None:
        """A diagnostic about something on disk."""
        self.diagnostics.append(_diagnostic(code, posix(path, self.root), message))


@dataclass
class Reading:
    """The files read so far; `texts` are the paths of those that were read as text."""

    root: Path
    folder: Path
    diagnostics: list[Diagnostic]
    notes: list[Source] = field(default_factory=list)
    bibliographies: list[Source] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    def take(self, path: str, real: str) -> None:
        """One file below the notes folder."""
        lower = path.lower()
        if lower.endswith(NOTES):
            self.take_text(path, real, self.shown(path), self.notes)
        elif lower.endswith(BIBLIOGRAPHIES) or (lower.endswith(".json") and self.holds_csl(path, real)):
            self.take_text(path, real, self.shown(path), self.bibliographies)
        else:
            self.files.append((path, real))

    def shown(self, path: str) -> str:
        """The path that messages name: from the project's root."""
        return path if self.folder == self.root else f"{self.folder.name}/{path}"

    def take_bibliography(self, written: str) -> None:
        """A bibliography named in the settings, which may lie anywhere; outside it keeps the name it has there."""
        try:
            path = (self.root / Path(written).expanduser()).resolve()
        except (OSError, RuntimeError):
            path = self.root / written
        inside = path.is_relative_to(self.root)
        name = posix(path, self.folder) if inside else written
        self.take_text(name, str(path), posix(path, self.root) if inside else written, self.bibliographies)

    def take_text(self, path: str, real: str, shown: str, into: list[Source]) -> None:
        """A file as text, once."""
        if real in self.texts:
            return
        self.texts.add(real)
        data = self.data(real, shown)
        if data is not None and (source := self.source(data, path, shown)):
            into.append(source)

    def holds_csl(self, path: str, real: str) -> bool:
        """Whether a .json file is a bibliography."""
        head = self.data(real, self.shown(path), _HEAD)
        return head is not None and is_csl(head)

    def data(self, real: str, shown: str, most: int = 0) -> bytes | None:
        """The bytes of an ordinary file, or its first `most`; None with a diagnostic if it cannot be had."""
        try:
            data = _bytes(real, most)
        except OSError as error:
            message = f"this file cannot be read: {error.strerror}"
            self.diagnostics.append(_diagnostic(Code.FILE_UNREADABLE, shown, message, "look at its permissions"))
            return None
        if data is None:
            message = f"larger than {_LARGEST // 1024 // 1024} MB; it was left out"
            self.diagnostics.append(_diagnostic(Code.FILE_LARGE, shown, message, "split it into smaller files"))
        return data

    def source(self, data: bytes, path: str, shown: str) -> Source | None:
        """The text of a file, None with a diagnostic if there is none."""
        text, problem = decode(data, shown)
        if not text or text.isspace():
            hint = "write a title into it, or remove it"
            empty = _diagnostic(Code.FILE_EMPTY, shown, "this file is empty, so it makes no page", hint)
            self.diagnostics.append(problem or empty)
            return None
        if problem:
            self.diagnostics.append(problem)
        digest = blake2b(f"{path}\0{text}".encode(), digest_size=16).hexdigest()
        return Source(path, text, digest, shown)


def _bytes(path: str, most: int) -> bytes | None:
    """The bytes of an ordinary file, None if it is too large; raises OSError for anything else, never blocks."""
    handle = os.open(path, _FLAGS)
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode):
            raise OSError(0, "it is no ordinary file")
        if facts.st_size > _LARGEST and not most:
            return None
        chunks = [os.read(handle, min(most, facts.st_size) or facts.st_size + 1)]
        while not most and chunks[-1] and sum(map(len, chunks)) != facts.st_size:
            chunks.append(os.read(handle, _HEAD))
        return b"".join(chunks)
    finally:
        os.close(handle)


def decode(data: bytes, shown: str) -> tuple[str, Diagnostic | None]:
    """The text of UTF-8 bytes, without BOM and with LF line ends, and what is wrong with it ("" if it is no text)."""
    try:
        text = (data := data.removeprefix(_BOM)).decode()
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
    at = text.index("\0")
    place = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    if not text.strip("\0 \n\t"):
        message, hint = "this file holds nothing but NUL bytes", "restore it from a copy"
        return "", _diagnostic(Code.FILE_ENCODING, shown, message, hint, *place)
    message = "NUL bytes in the text; they are shown as �"
    return text.replace("\0", "\ufffd"), _diagnostic(Code.FILE_ENCODING, shown, message, "remove them", *place)


_FIRST_ITEM = re.compile(r'\s*(?:\[|\{(?:[^\[\]{}]*,)?\s*"items"\s*:\s*\[)\s*(?=\{)')


def is_csl(data: bytes) -> bool:
    """Whether JSON is a CSL bibliography: a list, alone or as `items`, whose first object has a type and a title or id.

    The first bytes are enough.
    """
    text = data.decode("utf-8-sig", errors="replace")
    start = _FIRST_ITEM.match(text)
    if not start:
        return False
    try:
        item, _ = json.JSONDecoder().raw_decode(text, start.end())
    except (ValueError, RecursionError):  # broken or cut: what can be seen of it decides
        return bool(re.search(r'"type"\s*:\s*"', text[:4096]) and re.search(r'"(?:title|id)"\s*:', text[:4096]))
    return isinstance(item.get("type"), str) and ("title" in item or "id" in item)
