"""`crossref` and `xdata`: an entry takes what it does not say itself from the entry it belongs to."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from papernotes.bibliography.records import venue
from papernotes.model.problem import Code, Diagnostic
from papernotes.model.written import PaperFields, Record
from papernotes.text import fold

_GENERATIONS = 5

_OWN = frozenset({"booktitle", "journal", "pages", "chapter", "editor", "isbn", "type", "eid"})


def inherit(records: Sequence[Record]) -> tuple[Record, ...]:
    """The records with the fields they take from their parents, wherever those stand; `@xdata` itself is left out."""
    by_key = _by_key(records)
    return tuple(
        replace(record, fields=_filled(record, by_key)) if record.parents else record
        for record in records
        if record.type != "xdata"
    )


def orphans(records: Sequence[Record]) -> Iterator[Diagnostic]:
    """What is wrong with parents: there is no such entry, or it belongs to its own child."""
    by_key = _by_key(records)
    for record in (record for record in records if record.parents):
        for parent in record.parents:
            if fold(parent) not in by_key:
                message = f"`{record.key}` belongs to `{parent}`, and there is no such entry"
                yield Diagnostic(Code.BIB_PARENT, message, record.span, "add the entry, or leave the field out")
        if any(fold(record.key) in map(fold, elder.parents) for elder in (record, *_ancestors(record, by_key))):
            message = f"`{record.key}` belongs, over its parents, to itself"
            yield Diagnostic(Code.BIB_PARENT, message, record.span, "leave out one crossref of the circle")


def _by_key(records: Sequence[Record]) -> dict[str, Record]:
    """The first record of each key; nobody asks for one where none has parents."""
    if not any(record.parents for record in records):
        return {}
    return {fold(record.key): record for record in reversed(records)}


def _filled(record: Record, by_key: Mapping[str, Record]) -> PaperFields:
    fields = record.fields
    for parent in _ancestors(record, by_key):
        fields = _from(fields, parent)
    return fields


def _ancestors(record: Record, by_key: Mapping[str, Record]) -> Iterator[Record]:
    """The parents, then theirs, each once; a circle ends where it began."""
    seen, row = {fold(record.key)}, [record]
    for _ in range(_GENERATIONS):
        if not row:
            return
        keys = [fold(key) for child in row for key in child.parents]
        row = [by_key[key] for key in dict.fromkeys(keys) if key in by_key and key not in seen]
        seen.update(keys)
        yield from row


def _from(fields: PaperFields, parent: Record) -> PaperFields:
    """The fields, with those of the parent where they are empty; a parent's title is the child's book title."""
    theirs = parent.fields
    details = dict(theirs.details)
    title = details.get("booktitle") or (theirs.title.text if theirs.title else "")
    whole = parent.type == "xdata"
    given = {key: value for key, value in details.items() if whole or key not in _OWN}
    given |= {"booktitle": title} if title and not whole and "journal" not in details else {}
    given |= {key: details[key] for key in ("journal", "editor") if key in details}
    own = whole or "journal" in details
    where, year = (theirs.venue, theirs.venue_year) if own else venue(title)
    return replace(
        fields,
        issued=fields.issued or theirs.issued,
        venue=fields.venue or where,
        venue_year=fields.venue_year or ("" if fields.venue else year),
        authors=fields.authors or (theirs.authors if whole or "editor" not in details else ()),
        keywords=fields.keywords or (theirs.keywords if whole else ()),
        details=tuple((given | dict(fields.details)).items()),
    )
