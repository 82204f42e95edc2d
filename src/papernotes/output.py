"""Bytes become files of the site: only when they differ, whole or not at all, and never over a file of the user's.

What papernotes wrote stands in a manifest in the site's folder, one line `digest path` per file. While a build writes,
it appends each file's line before the file exists, and puts the final list in its place at the end; so after a kill at
any moment nothing of ours is unknown to the next build. Only what is listed, still has a digest that is listed with it,
and is an ordinary file below the folder is ever removed. The manifest may come from a stranger: lines that name
anything else are passed over.
"""

import os
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import IO

from msgspec import Struct

from papernotes.model.page import Copy
from papernotes.model.problem import Code, Diagnostic, PapernotesError, Span
from papernotes.model.settings import Config
from papernotes.text import fold

MANIFEST = ".papernotes-manifest"
_TEMPORARY = ".papernotes-tmp"  # one name, so that the next build finds what a killed one left
_HEADER = "papernotes manifest 1\n"
_CHUNK = 1 << 18
_UNSAFE = re.compile(r"[\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|(?:^|/)\.{0,2}(?:/|$)|[^/]{256}")


class Written(Struct, frozen=True):
    """How many files a build wrote and removed, and what it could not write."""

    written: int
    removed: int
    diagnostics: tuple[Diagnostic, ...] = ()


class Cleaned(Struct, frozen=True):
    """How many files were removed, and which of ours were kept because somebody has changed them."""

    removed: int
    kept: tuple[str, ...] = ()


def output_path(folder: Path, url: str) -> Path | None:
    """Where the file of a site path goes, None for a path that could leave the folder or hide our own records."""
    return Path(folder, url) if _is_safe(url) else None


def _is_safe(url: str) -> bool:
    """Whether a file of the site may have a path."""
    if _UNSAFE.search(url) or len(url) > 1024 or (os.name == "nt" and ":" in url):
        return False
    if not url.isascii() and any(len(part.encode()) > 255 for part in url.split("/")):
        return False
    return url.rpartition("/")[2] not in (MANIFEST, _TEMPORARY) and fold(url.partition("/")[0]) != ".git"


def check_folder(config: Config) -> None:
    """Refuse, before anything is read or written, an output folder that is not ours; raises PapernotesError."""
    root = Path(config.root).resolve()
    folder = root / config.output
    reason = _refusal(folder, root)
    if reason:
        raise PapernotesError(f"the output folder {folder} {reason}", hint="name another one: output, or --output")
    strangers = _strangers(folder)
    if strangers:
        named = ", ".join(strangers[:3]) + (", …" if len(strangers) > 3 else "")
        raise PapernotesError(
            f"the output folder {folder} holds files that papernotes did not write ({named})",
            hint="empty it yourself, or name another folder with --output; nothing was written",
        )


def write(folder: Path, files: Iterable[tuple[str, bytes]], copies: Iterable[Copy], kept: Collection[str]) -> Written:
    """Write the pages that differ, then the files to copy, then remove what only earlier builds wrote.

    `kept` are pages that an earlier build wrote and that stay as they are. A file that cannot be written is a
    diagnostic, and the others are written.
    """
    with _Writer(folder) as site:
        for url, content in files:
            site.put(url, blake2b(content, digest_size=16).hexdigest(), [content])
        for copy in copies:
            site.copy(copy)
        site.keep(kept)
        removed = site.prune()
        return Written(site.written, removed, tuple(site.problems))


def clean(folder: Path) -> Cleaned:
    """Remove every file that papernotes wrote and nobody has changed, the manifest, and folders that are empty then."""
    known = _read_manifest(folder)
    removed = sum(_remove(folder, url, digests) for url, digests in known.items())
    _sweep(folder, known)
    with suppress(OSError):
        (folder / MANIFEST).unlink()
    with suppress(OSError):
        folder.rmdir()
    return Cleaned(removed, tuple(url for url in sorted(known) if _kind(folder / url)))


def replace(path: Path, content: bytes) -> None:
    """Put new content into a person's file, whole and safe on the disk, with its permissions; raises OSError."""
    mode = path.stat().st_mode
    temporary = path.with_name(_TEMPORARY)
    temporary.unlink(missing_ok=True)
    try:
        _create(temporary, [content], is_safe=True)
        temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def lock(root: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """One build at a time per project: waits for another one, after calling `waiting` once.

    Where the folder cannot be written or the system has no `flock`, it goes on without.
    """
    try:
        import fcntl

        folder = root / ".papernotes"
        folder.mkdir(exist_ok=True)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    except (ImportError, OSError):
        yield
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class _Writer:
    """The folder of the site while it is being written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known = _read_manifest(folder)
        self.now: dict[str, str] = {}
        self.problems: list[Diagnostic] = []
        self.written = 0
        self._taken: dict[str, str] = {}
        self._folders: set[Path] = set()
        self._journal: IO[bytes] | None = None

    def __enter__(self) -> "_Writer":
        _sweep(self.folder, self.known)
        return self

    def __exit__(self, *_: object) -> None:
        if self._journal is not None:
            self._journal.close()

    def put(self, url: str, digest: str, content: Iterable[bytes]) -> None:
        """Write a file if it is not there as it should be."""
        path = self._place(url)
        if path is None:
            return
        try:
            self._put(url, path, digest, content)
        except OSError as error:
            self._say(Code.OUTPUT_FAILED, url, f"could not be written: {error.strerror or error}")
            if url in self.known:
                self.keep([url])  # what stands there is the last good one

    def copy(self, copy: Copy) -> None:
        """Copy a file in pieces, whatever its size."""
        try:
            digest = _digest(Path(copy.path))
            self.put(copy.url, digest, _chunks(Path(copy.path)))
        except OSError as error:
            name = Path(copy.path).name
            self.problems.append(
                Diagnostic(Code.FILE_UNREADABLE, f"{name} could not be copied: {error.strerror or error}", Span(name))
            )

    def keep(self, urls: Iterable[str]) -> None:
        """Let pages stand that an earlier build wrote; one that no manifest lists is listed again."""
        for url in urls:
            digests = self.known.get(url)
            if digests is not None and len(digests) == 1:
                self.now[url] = next(iter(digests))
            elif (path := output_path(self.folder, url)) is not None and _kind(path) == "file":
                with suppress(OSError):
                    self.now[url] = _digest(path)

    def prune(self) -> int:
        """Remove what only earlier builds wanted, and write the final list."""
        stale = [url for url in self.known if url not in self.now and not self._renamed(url)]
        removed = sum(_remove(self.folder, url, self.known[url]) for url in stale)
        text = _HEADER + "".join(f"{self.now[url]} {url}\n" for url in sorted(self.now))
        path = self.folder / MANIFEST
        try:
            if self.now or path.exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                if not path.exists() or path.read_bytes() != text.encode():
                    self._replace(path, [text.encode()])
        except OSError as error:
            self._say(Code.OUTPUT_FAILED, MANIFEST, f"could not be written: {error.strerror or error}")
        return removed

    def _put(self, url: str, path: Path, digest: str, content: Iterable[bytes]) -> None:
        there = _kind(path)
        same = there == "file" and _digest(path) == digest
        if there and not same and (there != "file" or url not in self.known):
            self._say(Code.OUTPUT_FOREIGN, url, f"stands where the page {url} must go; it was kept")
            return
        if not same:
            self._announce(url, digest)
            self._replace(path, content)
            self.written += 1
        self.now[url] = digest

    def _renamed(self, url: str) -> bool:
        """Whether a file is another one that stands now, on a file system that knows no upper and lower case."""
        other = self._taken.get(fold(url))
        with suppress(OSError):
            return other in self.now and (self.folder / url).samefile(self.folder / str(other))
        return False

    def _place(self, url: str) -> Path | None:
        """The path of a file, its folders made; None, and a diagnostic, where it cannot be."""
        path = output_path(self.folder, url)
        other = self._taken.setdefault(fold(url), url)
        if path is None:
            self.problems.append(Diagnostic(Code.ADDRESS_UNSAFE, f"{url!r} cannot be the name of a file of the site"))
        elif url in self.now or other != url:
            self.problems.append(Diagnostic(Code.ADDRESS_CLASH, f"{url} and {other} would be one file; it is {other}"))
        elif self._make_folders(path.parent, url):
            return path
        return None

    def _make_folders(self, folder: Path, url: str) -> bool:
        """Make the folders down to `folder`; links and files that stand in the way are the user's."""
        if folder in self._folders:
            return True
        if folder != self.folder and not self._make_folders(folder.parent, url):
            return False
        if (there := _kind(folder)) and there != "folder" and folder != self.folder:
            inner = folder.relative_to(self.folder).as_posix()
            self._say(Code.OUTPUT_FOREIGN, inner, f"stands where the folder of {url} must go; it was kept")
            return False
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._say(Code.OUTPUT_FAILED, url, f"could not be written: {error.strerror or error}")
            return False
        self._folders.add(folder)
        return True

    def _announce(self, url: str, digest: str) -> None:
        """Add a line to the manifest before its file exists."""
        if self._journal is None:
            path = self.folder / MANIFEST
            new = _kind(path) != "file" or path.stat().st_size == 0
            handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
            self._journal = os.fdopen(handle, "ab", buffering=0)
            self._journal.write(_HEADER.encode() if new else b"\n")  # a line cut by a kill ends here
        self._journal.write(f"{digest} {url}\n".encode())

    def _replace(self, path: Path, content: Iterable[bytes]) -> None:
        temporary = path.with_name(_TEMPORARY)
        temporary.unlink(missing_ok=True)
        _create(temporary, content)
        temporary.replace(path)

    def _say(self, code: Code, url: str, message: str) -> None:
        shown = f"{self.folder.name}/{url}"
        self.problems.append(Diagnostic(code, f"{shown} {message}", Span(shown)))


def _create(path: Path, content: Iterable[bytes], *, is_safe: bool = False) -> None:
    """Write a file that was not there, following no link; nothing is left of one that cannot be written whole."""
    file = path.open("xb")
    try:
        with file:
            file.writelines(content)
            if is_safe:  # on the disk, whatever happens to the machine
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def _refusal(folder: Path, root: Path) -> str:
    """Why a folder cannot be the output, "" if it can."""
    notes = root / "notes"
    if folder.is_symlink():
        return "is a link"
    if folder.exists() and not folder.is_dir():
        return "is not a folder"
    resolved = folder.resolve()
    if resolved == root or resolved in root.parents:
        return "holds the project itself"
    with suppress(RuntimeError):
        home = Path.home()
        if resolved == home or resolved in home.parents:
            return "holds your home folder"
    for name in ("notes", "templates", "static", ".git", ".papernotes", ".obsidian"):
        if resolved == root / name or root / name in resolved.parents:
            return f"lies in {name}/"
    return "holds the notes" if resolved in notes.resolve().parents else ""


def _strangers(folder: Path) -> list[str]:
    """What a folder without our manifest holds besides dot files."""
    if not folder.is_dir() or _kind(folder / MANIFEST) == "file":
        return []
    try:
        names = sorted(path.name for path in folder.iterdir())
        return [name for name in names if not name.startswith(".") or name == MANIFEST]
    except OSError as error:
        raise PapernotesError(f"the output folder {folder} cannot be read: {error.strerror}") from error


def _read_manifest(folder: Path) -> dict[str, set[str]]:
    """The digests under which each file may have been written; whatever is not such a line is passed over."""
    path = folder / MANIFEST
    known: dict[str, set[str]] = {}
    if _kind(path) != "file":
        return known
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return known
    for line in lines:
        digest, _, url = line.decode(errors="replace").partition(" ")
        if len(digest) == 32 and _is_safe(url):
            known.setdefault(url, set()).add(digest)
    return known


def _remove(folder: Path, url: str, digests: Collection[str]) -> bool:
    """Remove a file that is as we wrote it, and its folders once they are empty."""
    path = folder / url
    try:
        if any(_kind(parent) != "folder" for parent in _parents(folder, url)):
            return False
        if _kind(path) != "file" or _digest(path) not in digests:
            return False
        path.unlink()
    except OSError:
        return False
    with suppress(OSError):
        for parent in _parents(folder, url):
            parent.rmdir()
    return True


def _sweep(folder: Path, known: Iterable[str]) -> None:
    """Remove the temporary files that a killed build may have left."""
    for place in {"", *(url.rpartition("/")[0] for url in known)}:
        path = folder / place / _TEMPORARY
        if _kind(path) == "file":
            with suppress(OSError):
                path.unlink()


def _parents(folder: Path, url: str) -> list[Path]:
    """The folders between a file and the site's folder, the innermost first."""
    return [folder / parent for parent in Path(url).parents][:-1]


def _kind(path: Path) -> str:
    """What is at a path, links not followed: "" (nothing), file, folder or other."""
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):
        return ""
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _digest(path: Path) -> str:
    whole = blake2b(digest_size=16)
    for chunk in _chunks(path):
        whole.update(chunk)
    return whole.hexdigest()
