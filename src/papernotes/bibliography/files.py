"""All bibliographies of a site: macros shared between files, keys that stand twice, parents in other files."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from papernotes.bibliography.cutting import Chunk, Cut, cut, macros, used
from papernotes.bibliography.entry import Reading, place, read
from papernotes.bibliography.family import inherit, orphans
from papernotes.bibliography.items import csl
from papernotes.bibliography.recutting import cut_again
from papernotes.model.problem import Code, Diagnostic
from papernotes.model.settings import Parsing
from papernotes.model.written import Record, Source
from papernotes.text import fold

Read = Callable[[Chunk, tuple[tuple[str, str], ...], Parsing], Reading]
ReadCsl = Callable[[Source, Parsing], tuple[tuple[Record, ...], tuple[Diagnostic, ...]]]


class Shelf(Struct, frozen=True):
    """A bibliography as it was read: how it was cut, the macros that held in it, and what each chunk says in its place.

    A CSL file is not cut; its first reading is what is wrong with it, the others are its records.
    """

    cut: Cut
    scope: dict[str, str]
    readings: tuple[Reading, ...]


def library(
    sources: Sequence[Source], parsing: Parsing, read: Read = read, csl: ReadCsl = csl
) -> tuple[dict[str, tuple[Record, ...]], tuple[Diagnostic, ...]]:
    """The records of every file by its path, and what is wrong with them; `read` and `csl` may be ones that remember.

    An @string holds for all files; a file's own goes before those of others, then the first one counts.
    """
    return gathered(sources, shelves(sources, parsing, {}, read, csl))


def shelves(
    sources: Sequence[Source], parsing: Parsing, before: Mapping[str, Shelf], read: Read = read, csl: ReadCsl = csl
) -> dict[str, Shelf]:
    """Every file as it is read, by the path that is shown; what stands in `before` as it does now is not read again.

    `before` are shelves that were made with the same settings.
    """
    cuts = {source.shown: _cut(source, before.get(source.shown)) for source in sources}
    shared = macros(chunk for each in cuts.values() for chunk in each.chunks)
    found = {}
    for source in sources:
        now, old = Shelf(cuts[source.shown], _scope(cuts[source.shown], shared), ()), before.get(source.shown)
        if old is not None and old.cut is now.cut and old.scope == now.scope:
            found[source.shown] = old
        elif _is_json(source):
            records, said = csl(source, parsing)
            found[source.shown] = replace(now, readings=((None, said), *((record, ()) for record in records)))
        else:
            found[source.shown] = replace(now, readings=tuple(_readings(source, now, old, parsing, read)))
    return found


def gathered(
    sources: Sequence[Source], shelves: Mapping[str, Shelf]
) -> tuple[dict[str, tuple[Record, ...]], tuple[Diagnostic, ...]]:
    """The records of all shelves by the path of their file, and what is wrong with them."""
    readings = [reading for source in sources for reading in shelves[source.shown].readings]
    diagnostics = [problem for _, said in readings for problem in said]
    kept, said = unique(record for record, _ in readings if record)
    by_shown: dict[str, list[Record]] = {source.shown: [] for source in sources}
    for record in inherit(kept):
        by_shown[record.span.path].append(record)
    records_of = {source.path: tuple(by_shown[source.shown]) for source in sources}
    return records_of, (*diagnostics, *said, *orphans(kept))


def unique(records: Iterable[Record]) -> tuple[tuple[Record, ...], tuple[Diagnostic, ...]]:
    """The first record of each key; another one with the same content goes without a word, any other is named."""
    first: dict[str, Record] = {}
    said = []
    for record in records:
        other = first.setdefault(fold(record.key), record)
        if other is record or replace(record, key=other.key, span=other.span) == other:
            continue
        message = f"`{record.key}` stands in {other.span.path}:{other.span.line} already, with other content"
        hint = "the first one was kept: give this one a key of its own, or leave one of them out"
        said.append(Diagnostic(Code.BIB_DUPLICATE, message, record.span, hint))
    return tuple(first.values()), tuple(said)


def _cut(source: Source, before: Shelf | None) -> Cut:
    if _is_json(source):
        return before.cut if before is not None and before.cut.text == source.text else Cut(source.text)
    return cut_again(before.cut, source.text) if before is not None else cut(source.text)


def _scope(parts: Cut, shared: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The macros that hold in a file."""
    own = [chunk for chunk in parts.chunks if chunk.kind == "string"]
    return dict(macros(own, shared) if own else shared)


def _readings(source: Source, now: Shelf, before: Shelf | None, parsing: Parsing, read: Read) -> Iterator[Reading]:
    """What each chunk of a .bib file gives, in its place; under the same macros the same text gives the same."""
    old = before if before is not None and before.scope == now.scope else Shelf(Cut(""), {}, ())
    numbers = {chunk.text: number for number, chunk in enumerate(old.cut.chunks)}
    for chunk in now.cut.chunks:
        number = numbers.get(chunk.text)
        if number is None or old.cut.chunks[number].kind != chunk.kind:
            yield place(read(chunk, used(chunk, now.scope), parsing), source.shown, chunk.line)
        elif lines := chunk.line - old.cut.chunks[number].line:
            yield place(old.readings[number], source.shown, lines + 1)
        else:
            yield old.readings[number]


def _is_json(source: Source) -> bool:
    return source.path.lower().endswith(".json")
