"""RIS: a paper as reference managers read it, a line `TAG  - value` for each thing known of it.

Format: https://en.wikipedia.org/wiki/RIS_(file_format), which keeps the specification of 2011 that is no longer online.
"""

import re
from collections.abc import Iterator

from papernotes.formats.kinds import kind
from papernotes.formats.text import address, first_ids, line, pages, people
from papernotes.model.graph import Paper

_WHERE = {"JOUR": "JO", "CPAPER": "T2", "CHAP": "T2"}  # a book, thesis or report has no container: it has a publisher


def write(paper: Paper, cited_as: str) -> str:
    """The RIS record of a paper under a key."""
    lines = (f"{tag}  - {value}\n" for tag, value in _tags(paper, cited_as) if value)
    return f"TY  - {kind(paper).ris}\n{''.join(lines)}ER  - \n"


def _tags(paper: Paper, cited_as: str) -> Iterator[tuple[str, str]]:
    fields, details = paper.fields, dict(paper.fields.details)
    authors, editors = people(fields)
    yield "ID", cited_as
    yield "TI", line(fields.title.text if fields.title else "")
    yield from (("AU", _name(each)) for each in authors)
    yield from (("A2", _name(each)) for each in editors)
    year = fields.venue_year or fields.issued[:4]
    yield "PY", year
    yield "DA", fields.issued.replace("-", "/") if fields.issued[4:] and fields.issued[:4] == year else ""
    where = _WHERE.get(kind(paper).ris, "PB")
    yield where, line(fields.venue)
    yield "VL", line(details.get("volume", ""))
    yield "IS", line(details.get("number", ""))
    yield from zip(("SP", "EP"), pages(details), strict=True)
    if where != "PB":
        yield "PB", line(details.get("publisher", ""))
    ids = first_ids(fields.ids)
    yield "SN", ids.get("isbn", "")
    yield "DO", ids.get("doi", "")
    yield "UR", address(fields)


def _name(name: tuple[str, str]) -> str:
    """ "Family, Given"; a comma would begin the given name, an asterisk end the name."""
    return ", ".join(re.sub(r"[,*]+", " ", part).strip() for part in name if part)
