"""What a build is made from, as one digest, and what it left: where both are the last one's, there is nothing to do."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from papernotes.cache import fingerprint, program
from papernotes.model.settings import Config
from papernotes.sources import Sources
from papernotes.themefiles import files, folders


def digest(config: Config, sources: Sources, frames: Mapping[str, str] | None = None, *, drafts: bool = False) -> str:
    """The digest of settings, texts, other files by size and time, templates, and of papernotes itself.

    With `frames`, by path, these stand for the texts of the notes. "" where the result depends on more than that: dates
    from git.
    """
    if config.git_dates:
        return ""
    return fingerprint(program(), msgspec.json.encode(config), str(drafts), *_parts(config, sources, frames or {}))


def seen(folder: Path, urls: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Size and time of files of the site, of those that are there."""
    found: dict[str, tuple[int, int]] = {}
    start = f"{folder}{os.sep}"
    for url in urls:
        try:
            there = os.lstat(start + url)  # a Path for each of 30,000 files takes three times as long
        except OSError:
            continue
        found[url] = there.st_size, there.st_mtime_ns
    return found


def stands(folder: Path, files: Mapping[str, tuple[int, int]]) -> bool:
    """Whether all these files are there with their size and time."""
    return seen(folder, files) == files


def _parts(config: Config, sources: Sources, frames: Mapping[str, str]) -> Iterator[str | bytes]:
    for source in (*sources.notes, *sources.bibliographies):
        yield f"{source.path}\0{source.shown}\0{frames.get(source.path) or source.digest}"
    for name, path in (*sources.files, *sources.static):
        yield f"{name}\0{path}\0{_stamp(path)}"
    for file in files(folders(Path(config.root, "templates"))):
        yield f"{file}\0{_stamp(file)}"
    yield msgspec.json.encode(sources.diagnostics)


def _stamp(path: str | Path) -> str:
    """Size and time of a file, which change when it does."""
    try:
        stat = Path(path).stat()
    except OSError:
        return ""
    return f"{stat.st_size} {stat.st_mtime_ns}"
