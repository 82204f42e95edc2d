"""All bibliographies of a site: macros shared between files, keys that stand twice, parents in other files."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from papernotes.bibliography.cutting import Chunk, chunks, macros, used
from papernotes.bibliography.entry import Reading, place, read
from papernotes.bibliography.family import inherit, orphans
from papernotes.bibliography.items import csl
from papernotes.model.problem import Code, Diagnostic
from papernotes.model.settings import Parsing
from papernotes.model.written import Record, Source
from papernotes.text import fold

Read = Callable[[Chunk, tuple[tuple[str, str], ...], Parsing], Reading]
ReadCsl = Callable[[Source, Parsing], tuple[tuple[Record, ...], tuple[Diagnostic, ...]]]


def library(
    sources: Sequence[Source], parsing: Parsing, read: Read = read, csl: ReadCsl = csl
) -> tuple[dict[str, tuple[Record, ...]], tuple[Diagnostic, ...]]:
    """The records of every file by its path, and what is wrong with them; `read` and `csl` may be ones that remember.

    An @string holds for all files; a file's own goes before those of others, then the first one counts.
    """
    diagnostics: list[Diagnostic] = []
    found: list[Record] = []
    cut = {source.path: () if _is_json(source) else chunks(source) for source in sources}
    shared = macros(chunk for parts in cut.values() for chunk in parts)
    for source in sources:
        if _is_json(source):
            records, said = csl(source, parsing)
            found += records
            diagnostics += said
        for record, said in _readings(source, cut[source.path], shared, parsing, read):
            found += [record] if record else []
            diagnostics += said
    kept, said = unique(found)
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


def _readings(
    source: Source, parts: tuple[Chunk, ...], shared: tuple[tuple[str, str], ...], parsing: Parsing, read: Read
) -> Iterator[Reading]:
    """What each chunk of a .bib file gives, in its place."""
    own = [chunk for chunk in parts if chunk.kind == "string"]
    scope = dict(macros(own, shared) if own else shared)
    for chunk in parts:
        yield place(read(chunk, used(chunk, scope), parsing), source.shown, chunk.line)


def _is_json(source: Source) -> bool:
    return source.path.lower().endswith(".json")
