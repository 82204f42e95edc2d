"""CSL-JSON files become records; each item by itself, named by the line where it begins."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from papernotes.bibliography.cutting import printable
from papernotes.bibliography.dates import exact
from papernotes.bibliography.records import paper
from papernotes.bibliography.words import from_csl, plain
from papernotes.formats.csl import items
from papernotes.formats.tex import encode
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.settings import Parsing
from papernotes.model.written import Author, Record, Source

Item = Mapping[str, Any]

# CSL's types as BibTeX's; those of the second table have a name of ours that BibTeX does not know.
_TYPES = {
    **dict.fromkeys(("article-journal", "article-magazine", "article-newspaper", "review", "review-book"), "article"),
    **dict.fromkeys(("chapter", "entry", "entry-dictionary", "entry-encyclopedia"), "incollection"),
    **dict.fromkeys(("article", "manuscript"), "unpublished"),
    "paper-conference": "inproceedings",
    "book": "book",
    "thesis": "phdthesis",
    "report": "techreport",
    "webpage": "online",
    "dataset": "dataset",
    "software": "software",
}
_OURS = {"post-weblog": "blog", "speech": "talk"}
_FIELDS = {
    "container-title": "journal", "event-title": "eventtitle", "volume": "volume", "issue": "number", "page": "pages",
    "edition": "edition", "collection-title": "series", "publisher-place": "address", "chapter-number": "chapter",
    "number-of-pages": "pagetotal", "title-short": "shorttitle", "keyword": "keywords", "publisher": "publisher",
}  # fmt: skip
_RAW = {"DOI": "doi", "URL": "url", "PMID": "pmid", "ISBN": "isbn"}


def csl(source: Source, parsing: Parsing) -> tuple[tuple[Record, ...], tuple[Diagnostic, ...]]:
    """The records of a CSL-JSON file and what is wrong with it."""
    records, said = [], []
    for item in items(printable(source.text)):
        span = Span(source.shown, item.line)
        key = _key(item.value or {})
        if item.value is None or not key:
            message = f"an item that cannot be read: {item.error}" if item.error else "an item without an id"
            said.append(Diagnostic(Code.BIB_BROKEN, message, span, 'an item is {"id": "key", "type": "book", …}'))
            continue
        found, problems = _record(item.value, key, span, parsing)
        records.append(found)
        said += problems
    return tuple(records), tuple(said)


def _record(item: Item, key: str, span: Span, parsing: Parsing) -> tuple[Record, list[Diagnostic]]:
    written = _text(item, "type")
    kind = _TYPES.get(written, "misc")
    fields, faults = paper(kind, key, _values(item, kind), parsing)
    problems: list[Diagnostic] = []
    title, abstract = (from_csl(_text(item, name), parsing, problems) for name in ("title", "abstract"))
    names = _people(item, "author") or _people(item, "editor")
    fields = replace(
        fields,
        title=title if title.text else None,
        abstract=abstract if abstract.text else None,
        authors=tuple(name for name in names if name.family not in ("others", "et al.")),
        et_al=any(name.family in ("others", "et al.") for name in names),
        type=_OURS.get(written, fields.type),
    )
    said = [(fault.code, fault.message, fault.hint) for fault in faults]
    said += ((problem.code, problem.message, problem.hint) for problem in problems)
    found = [Diagnostic(code, f"`{key}`: {message}", span, hint) for code, message, hint in said]
    return Record(key=key, type=kind, fields=fields, span=span), found


def _key(item: Item) -> str:
    """`citation-key`, else `id`; of an id that is an address the last part."""
    key = plain(_text(item, "citation-key") or _text(item, "id"))
    return "-".join((key.rstrip("/").rpartition("/")[2] if "://" in key else key).split())


def _values(item: Item, kind: str) -> dict[str, str]:
    """The item as BibTeX fields, but for its title, abstract and names."""
    values = {name: encode(plain(_text(item, key))) for key, name in _FIELDS.items()}
    values |= {name: _text(item, key) for key, name in _RAW.items()}
    values["date"] = _date(item.get("issued"))
    if kind in ("inproceedings", "incollection"):
        values["booktitle"] = values.pop("journal")
    if kind in ("phdthesis", "techreport"):
        values["institution"] = values.pop("publisher")
    if editors := _people(item, "editor"):
        values["editor"] = " and ".join(encode(f"{who.family}, {who.given}".strip(", ")) for who in editors)
    for key in ("number", "archive_location"):
        if re.match(r"arxiv:", text := _text(item, key), re.IGNORECASE) or _text(item, "archive").lower() == "arxiv":
            values.setdefault("eprint", text)
    return values


def _text(item: Item, name: str) -> str:
    """A variable of an item; of a list (as Crossref writes titles) the first value."""
    value = item.get(name)
    while isinstance(value, list):
        value = value[0] if value else None
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _people(item: Item, role: str) -> tuple[Author, ...]:
    """The names of a role: `family`, `given`, particles and `suffix`, or a `literal`."""
    names = item.get(role)
    found = []
    for name in names if isinstance(names, list) else ():
        part = {key: plain(_text(name, key)) for key in name} if isinstance(name, dict) else {}
        family = ("dropping-particle", "non-dropping-particle", "family", "suffix")
        whole = " ".join(part[key] for key in family if part.get(key))
        if whole or part.get("literal") or part.get("given"):
            found.append(
                Author(whole, part.get("given", "")) if whole else Author(part.get("literal") or part["given"])
            )
    return tuple(found)


def _date(value: object) -> str:
    """`{"date-parts": [[2017, 6, 12]]}`, `{"raw": "2017"}` or a text as a date."""
    if not isinstance(value, dict):
        return str(value) if isinstance(value, str | int) else ""
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    year, month, day = ([str(part) for part in first if isinstance(part, str | int)] + ["", "", ""])[:3]
    if re.fullmatch("[0-9]{4}", year):
        return exact(year, month, day)
    return year if year.startswith("-") else _text(value, "raw") or _text(value, "literal")
