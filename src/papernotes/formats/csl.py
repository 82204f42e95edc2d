"""CSL-JSON: one array of items, as Zotero and citation processors exchange them.

Format: https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types and csl-data.json beside it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from papernotes.formats.kinds import kind
from papernotes.formats.text import Name, address, first_ids, line, pages, people
from papernotes.model.graph import Paper

_START = re.compile(r"\s*(?:\[|\{[^\[\]{}]*?\"items\"\s*:\s*\[)")
_NEXT = re.compile(r"[\s,]*")
_PARTS = "family|given|literal|suffix|comma-suffix|static-ordering|parse-names|(?:non-)?dropping-particle"
_RESUME = re.compile(rf",\s*(?=\{{\s*\"(?!(?:{_PARTS}|date-parts|raw|season|circa)\"))")
_DECODER = json.JSONDecoder(strict=False)
_MISTAKES = 100  # so many broken items, and the rest of the file is given up: each costs a look at the whole text


class Item(Struct, frozen=True):
    """One item, with its line from 1; `value` is None where it could not be read, `error` says why."""

    line: int
    value: dict[str, Any] | None
    error: str = ""


def items(text: str) -> Iterator[Item]:
    """The items of a CSL-JSON text (an array, or an object with `items`); a broken one does not hide those after it."""
    start = _START.match(text)
    if not start:
        yield Item(1, None, "the file holds no list of items")
    position = start.end() if start else len(text)
    line = text.count("\n", 0, position) + 1
    broken = 0
    while broken < _MISTAKES:
        gap = _NEXT.match(text, position)
        begin = gap.end() if gap else position
        line += text.count("\n", position, begin)
        if begin >= len(text) or text[begin] == "]":
            return
        found, position = _item(text, begin, line)
        broken += found.value is None
        yield found
        line += text.count("\n", begin, position)
    yield Item(line, None, "too much before it is broken; the rest of the file was not read")


def _item(text: str, begin: int, line: int) -> tuple[Item, int]:
    """The item that begins at a place, and where what follows it begins."""
    try:
        value, end = _DECODER.raw_decode(text, begin)
    except (ValueError, RecursionError) as error:
        resume = _RESUME.search(text, begin + 1)
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        return Item(line, None, reason), resume.end() if resume else len(text)
    return (Item(line, value) if isinstance(value, dict) else Item(line, None, "not an object")), end


def write(paper: Paper, cited_as: str) -> str:
    """The item of a paper under a key, as JSON on one line."""
    return json.dumps(item(paper, cited_as), ensure_ascii=False)


def item(paper: Paper, cited_as: str) -> dict[str, Any]:
    """The item of a paper, in the variables that citation processors read."""
    fields, details = paper.fields, dict(paper.fields.details)
    authors, editors = people(fields)
    ids = first_ids(fields.ids)
    of = kind(paper).csl
    found: dict[str, Any] = {
        "id": cited_as,
        "type": of,
        "title": line(fields.title.text if fields.title else ""),
        "author": [_name(each) for each in authors],
        "editor": [_name(each) for each in editors],
        "issued": _issued(fields.venue_year, fields.issued),
        "container-title": line(fields.venue) if of in _CONTAINED else "",
        "publisher": line(details.get("publisher", "") or ("" if of in _CONTAINED else fields.venue)),
        "volume": line(details.get("volume", "")),
        "issue": line(details.get("number", "")),
        "page": "-".join(filter(None, pages(details))),
        "DOI": ids.get("doi", ""),
        "ISBN": ids.get("isbn", ""),
        "PMID": ids.get("pmid", ""),
        "URL": address(fields),
    }
    return {name: value for name, value in found.items() if value}


_CONTAINED = frozenset("article-journal paper-conference chapter post-weblog webpage".split())


def _name(name: Name) -> dict[str, str]:
    family, given = name
    return {"family": family, "given": given} if given else {"literal": family}


def _issued(venue_year: str, issued: str) -> dict[str, list[list[int]]]:
    """The date of the venue's volume, else of the first appearance, as CSL writes it; none where it is no year."""
    date = issued if not venue_year or issued.startswith(venue_year) else venue_year
    parts = [int(part) for part in date.split("-") if part.isascii() and part.isdigit()]
    return {"date-parts": [parts]} if parts else {}
