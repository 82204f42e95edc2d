"""Read again only the files that may have changed.

The result is that of reading everything, as long as no folder or link has changed; where one may have, everything is
read.
"""

import os
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from papernotes.model.settings import Config
from papernotes.model.written import Source
from papernotes.sources import IGNORED, Reading, Sources, in_order, named, notes_folder, posix, read

T = TypeVar("T")


def reread(sources: Sources, root: Path, config: Config, paths: Iterable[Path]) -> Sources:
    """The sources after these files may have changed; what did not is the same object, `sources` itself at best."""
    top = root.resolve()
    folder, static = notes_folder(top), top / "static"
    written = dict(named(top, config))
    hinted = {path if path in written else top / os.path.relpath(path, root) for path in paths}
    below = sorted(path for path in hinted if _concerns(path, folder, static, top / config.output))
    if str(folder) != sources.folder or any(_is_odd(path, folder, sources) for path in below):
        return read(root, config)
    reading = Reading(top, folder, [])
    for path in below:
        if path.is_relative_to(folder) and path.is_file():
            reading.take(posix(path, folder), str(path))
    elsewhere = {path: written[path] for path in hinted if path in written and not path.is_relative_to(folder)}
    for name in elsewhere.values():
        reading.take_bibliography(name)
    names = {posix(path, top) if path.is_relative_to(top) else elsewhere[path] for path in (*below, *elsewhere)}
    copied = [(posix(path, static), str(path)) for path in below if path.is_relative_to(static) and path.is_file()]
    now = in_order(
        folder,
        _exchanged(sources.notes, reading.notes, names),
        _exchanged(sources.bibliographies, reading.bibliographies, names),
        [*(file for file in sources.files if reading.shown(file[0]) not in names), *reading.files],
        [*(file for file in sources.static if f"static/{file[0]}" not in names), *copied],
        [*(one for one in sources.diagnostics if not one.span or one.span.path not in names), *reading.diagnostics],
    )
    return sources if now == sources else now


def _concerns(path: Path, folder: Path, static: Path, output: Path) -> bool:
    """Whether a file may be one of the sources: below the notes or the static folder, and not ignored."""
    base = folder if path.is_relative_to(folder) else static
    if not path.is_relative_to(base) or path.is_relative_to(output):
        return False
    return not any(IGNORED.fullmatch(part) for part in path.relative_to(base).parts)


def _is_odd(path: Path, folder: Path, sources: Sources) -> bool:
    """Whether it takes more than a look at the file: it is or was a folder, a link, or in a folder that held no files.

    Also if its name is no text.
    """
    if str(path) != os.path.realpath(path) or str(path) != str(path).encode(errors="replace").decode():
        return True
    if path.exists() and not path.is_file():
        return True
    place = posix(path, folder if path.is_relative_to(folder) else folder.parent / "static")
    above = place.rpartition("/")[0]
    return _is_folder(sources, place) or (bool(above) and path.parent.exists() and not _is_folder(sources, above))


def _is_folder(sources: Sources, path: str) -> bool:
    """Whether there was anything in a folder."""
    start = path + "/"
    texts = (_has(part, start, lambda source: source.path) for part in (sources.notes, sources.bibliographies))
    files = (_has(part, start, lambda file: file[0]) for part in (sources.files, sources.static))
    return any(texts) or any(files)


def _has(known: Sequence[T], start: str, name: Callable[[T], str]) -> bool:
    """Whether the name of anything known, in the order of names, begins with a text."""
    at = bisect_left(known, start, key=name)
    return at < len(known) and name(known[at]).startswith(start)


def _exchanged(before: Iterable[Source], again: Iterable[Source], names: Collection[str]) -> Iterator[Source]:
    """The sources without those of some names, then those read again; one that is equal stays the same object."""
    old: dict[str, Source] = {}
    for source in before:
        if source.shown in names:
            old[source.shown] = source
        else:
            yield source
    for source in again:
        known = old.get(source.shown)
        yield known if known is not None and known == source else source
