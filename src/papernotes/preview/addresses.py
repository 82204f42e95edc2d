"""Which kind of page an address is of, found out without listing the addresses of all pages.

The folder and the ending of an address leave few kinds. A kind that answers for no other addresses than its own is
asked for the page right away, one that is less strict for its addresses first.
"""

import re
from collections.abc import Iterator, Mapping
from types import ModuleType

from papernotes import pages
from papernotes.graph import Site

_TEXTS = r"papers\.(?:bib|ris|json)|graph\.json|_redirects"
_VIEWS = r"(?:reading|debates|questions|quotes|gaps)(?:\.\d+)?\.html"
_REGISTERS = "authors|venues|years|keywords"

SHAPES: Mapping[str, str] = {
    "home": r"index\.html|page/\d+\.html",
    "paper": r"papers/(?!index\.)[^/]+\.html",
    "note": r"(?:notes/|authors/|venues/|topics/)?[^/]+\.html",
    "reading_list": r"lists/[^/]+\.html",
    "story": r"stories/[^/]+\.html",
    "digest": r"digests/[^/]+\.html",
    "catalogue": r"catalogues/[^/]+\.html",
    "topics": r"topics/index\.html",
    "topic": r"topics/.+\.html",
    "papers": r"papers/index(?:\.\d+)?\.html",
    "listing": r"[a-z]+/index(?:\.\d+)?\.html",
    "indexes": rf"(?:{_REGISTERS})/index(?:\.\d+)?\.html",
    "named": rf"(?:{_REGISTERS})/(?!index\.)[^/]+\.html",
    "map": r"map\.html",
    "mapdata": r"assets/map-data\.js",
    "reading": _VIEWS,
    "debates": _VIEWS,
    "questions": _VIEWS,
    "quotes": _VIEWS,
    "gaps": _VIEWS,
    "notfound": r"404\.html",
    "redirect": r".+\.html?",
    "copies": r".+\.md",
    "exports": _TEXTS,
    "llms": r"llms\.txt",
    "feed": r".+\.xml",
    "sitemap": r"sitemap\.xml",
    "robots": r"robots\.txt",
}
"""What the addresses of a kind look like; those of a kind that is not named here may look like anything."""

LISTED = frozenset("topics papers listing map mapdata notfound exports llms sitemap robots".split())
"""The kinds whose `page` may answer for an address that is none of theirs."""


def kinds_at(site: Site, url: str) -> Iterator[ModuleType]:
    """The kinds that may have a page at an address, in the order in which `build` asks them."""
    for kind in pages.KINDS:
        name = name_of(kind)
        if re.fullmatch(SHAPES.get(name, ".*"), url) and (_is_strict(name) or url in kind.keys(site)):
            yield kind


def name_of(kind: ModuleType) -> str:
    """The name of a kind: that of its module."""
    return kind.__name__.rpartition(".")[2]


def _is_strict(name: str) -> bool:
    """Whether a kind says itself that an address is none of its own."""
    return name in SHAPES and name not in LISTED
