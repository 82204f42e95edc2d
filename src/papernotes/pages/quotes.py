"""Every quotation and marked sentence of the notes, with the paper whose words they are."""

from collections.abc import Iterator

from papernotes import graph
from papernotes.graph import Noted, Site
from papernotes.graph.remarks import QUOTED
from papernotes.graph.site import once
from papernotes.model.page import Chrome, Page, View
from papernotes.views import Meta, meta
from papernotes.views.pager import Pager, lazily, pager
from papernotes.views.remarks import Group, groups, in_time

PER_PAGE = 500
FIRST = "quotes.html"


class QuotesView(View, frozen=True):
    """A page of quotations and marks by paper, in the order of time; `count` of them on `papers` papers in all."""

    meta: Meta
    pager: Pager
    count: int
    papers: int
    groups: tuple[Group, ...]


def keys(site: Site) -> Iterator[str]:
    """`quotes.html` and its further pages."""
    return lazily(FIRST, graph.has_remarks(site, QUOTED), lambda: len(_rows(site)), PER_PAGE)


@once
def _rows(site: Site) -> tuple[Noted, ...]:
    return tuple(in_time(site, graph.remarks(site, QUOTED)))


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of quotations at an address."""
    rows = _rows(site)
    at = pager(key, FIRST, len(rows), PER_PAGE)
    if at is None or not rows:
        return None
    papers = len({noted.about for noted in rows if noted.about.startswith("papers/")})
    shown = groups(site, rows[at.start : at.end])
    return Page(key, "quotes.html", QuotesView(meta("", "quotes"), at, len(rows), papers, shown), chrome)
