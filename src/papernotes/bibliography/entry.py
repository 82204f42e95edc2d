"""One chunk of a .bib file becomes a record, or diagnostics that say why not; lines count from its own first."""

import re
from collections.abc import Mapping

import msgspec

from papernotes.bibliography.cutting import BUILT_IN, Chunk, definition
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.settings import Parsing
from papernotes.model.written import Record

Reading = tuple[Record | None, tuple[Diagnostic, ...]]

PARENTS = 9  # that one entry may name

_CODES = {"broken": Code.BIB_BROKEN, "macro": Code.BIB_MACRO, "field": Code.BIB_FIELD}


def read(chunk: Chunk, macros: tuple[tuple[str, str], ...], parsing: Parsing) -> Reading:
    """The record of a chunk (None for an @string, or an entry without a key) and what is wrong with it.

    Depends on nothing but the chunk's text, the macros given and the settings; spans have no path and count lines
    from the chunk's first (`place` puts them where they belong).
    """
    if chunk.kind == "string":
        if definition(chunk.text):
            return None, ()
        hint = 'write: @string{name = "text"}'
        return None, (_said(chunk.text, Code.BIB_BROKEN, "an @string that cannot be read", hint),)
    return _entry(chunk.text, BUILT_IN | dict(macros) if macros else BUILT_IN, parsing)


def place(reading: Reading, path: str, line: int) -> Reading:
    """The same reading with its spans in a file: `line` is where the chunk begins."""
    record, diagnostics = reading
    placed = tuple(
        [
            msgspec.structs.replace(problem, span=_moved(problem.span, path, line)) if problem.span else problem
            for problem in diagnostics
        ]
    )
    return record and msgspec.structs.replace(record, span=_moved(record.span, path, line)), placed


def _moved(span: Span, path: str, line: int) -> Span:
    return Span(path, span.line + line - 1, span.column, span.end)


def _entry(text: str, macros: Mapping[str, str], parsing: Parsing) -> Reading:
    from papernotes.bibliography.grammar import command
    from papernotes.bibliography.records import full_title, paper

    entry = command(text, macros)
    if not entry.key:
        hint = f"write: @{entry.type or 'article'}{{some-key, …}}"
        return None, (_said(text, Code.BIB_BROKEN, "an entry without a key", hint),)
    values = {field.name: field.value for field in entry.fields}
    fields, faults = paper(entry.type, entry.key, values, parsing)
    places = {field.name: (field.line, field.column) for field in entry.fields}
    wrong = [
        _said(text, _CODES[slip.kind], slip.message, slip.hint, (slip.line, slip.column)) for slip in entry.mistakes
    ]
    for fault in faults:
        place = places.get(fault.field, (1, 1))
        wrong.append(_said(text, fault.code, f"`{entry.key}`: {fault.message}", fault.hint, place))
    parents = (
        key.strip() for name in ("xdata", "crossref") for key in values.get(name, "").split(",", PARENTS)[:PARENTS]
    )
    title = full_title(values)
    record = Record(
        key=entry.key,
        type=entry.type,
        fields=fields,
        span=Span(""),
        parents=tuple(filter(None, parents)),
        title=title if re.search(r"[\\{$]", title) else "",
    )
    return record, tuple(wrong)


def _said(text: str, code: Code, message: str, hint: str, place: tuple[int, int] = (1, 1)) -> Diagnostic:
    """A diagnostic at a line and column of a chunk, with that line."""
    source = text.split("\n", place[0])[place[0] - 1]
    return Diagnostic(code, message, Span("", *place), hint, source[:200])
