"""What of a paper goes into every exchange format: clean lines, names, pages, an address."""

import re
from collections.abc import Sequence

from papernotes import identifiers
from papernotes.model.written import PaperFields

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_PAGES = re.compile(r"\s*([^\s–—-]+)\s*[-–—]+\s*([^\s–—-]+)\s*")

Name = tuple[str, str]
"""Family and given name; what cannot be split stands in the first."""


def line(text: str) -> str:
    """A text on one line, without control characters."""
    return " ".join(_FORBIDDEN.sub(" ", text).split())


def people(fields: PaperFields) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """The authors and the editors of a paper; a book's editors are no authors."""
    authors = tuple((line(who.family), line(who.given)) for who in fields.authors)
    written = (name.partition(", ") for name in dict(fields.details).get("editor", "").split(" and ") if name)
    editors = tuple((line(family), line(given)) for family, _, given in written)
    return (() if editors == authors else authors), editors


def first_ids(ids: Sequence[str]) -> dict[str, str]:
    """The first id of each scheme: {"arxiv": "1706.03762"}."""
    return dict(key.split(":", 1) for key in reversed(ids))


def pages(details: dict[str, str]) -> tuple[str, str]:
    """The first and the last page; one page, or several stretches, stand in the first."""
    written = line(details.get("pages", ""))
    match = _PAGES.fullmatch(written)
    return (match[1], match[2]) if match else (written, "")


def address(fields: PaperFields) -> str:
    """The web address of a paper: its own, else that of its strongest id."""
    known = next((identifiers.link(key) for key in fields.ids if not key.startswith("isbn:")), "")
    return line(fields.url if "://" in fields.url else known)
