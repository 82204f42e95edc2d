"""All papers as a table by year, 500 to a page."""

from collections.abc import Iterator

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.graph import Card
from papernotes.model.page import Chrome, Page, View
from papernotes.views import Meta, meta
from papernotes.views.chart import state
from papernotes.views.pager import Pager, pager, places

PER_PAGE = 500


class PapersView(View, frozen=True):
    """A page of the table of all papers: how many there are, from when to when, those of this page by year.

    `states` are those that the legend explains.
    """

    meta: Meta
    count: int
    first: str
    last: str
    states: tuple[str, ...]
    rows: tuple[Card, ...]
    pager: Pager


def keys(site: Site) -> Iterator[str]:
    """`papers/index.html` and its further pages; none without papers."""
    yield from places("papers/index.html", len(graph.papers(site)), PER_PAGE)


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of papers at an address."""
    everything = graph.papers(site)
    at = pager(key, "papers/index.html", len(everything), PER_PAGE)
    if at is None:
        return None
    years = sorted({paper.fields.issued[:4] for paper in everything if paper.fields.issued})
    shown = (graph.card(site, graph.paper_url(paper.name)) for paper in everything[at.start : at.end])
    rows = tuple(card for card in shown if card)
    view = PapersView(
        meta=meta("", "papers"),
        count=len(everything),
        first=years[0] if years else "",
        last=years[-1] if years else "",
        states=tuple(sorted({state(card) for card in rows})),
        rows=rows,
        pager=at,
    )
    return Page(key, "papers.html", view, chrome)
