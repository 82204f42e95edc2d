"""Debates: who contradicts whom, why, and where that is told."""

from collections.abc import Iterator

from msgspec import Struct

from papernotes import graph
from papernotes.graph import Debate, Site
from papernotes.model.graph import Card
from papernotes.model.page import Chrome, Page, View
from papernotes.views import Meta, meta
from papernotes.views.pager import Pager, lazily, pager
from papernotes.views.passages import Said, said

PER_PAGE = 500
FIRST = "debates.html"


class Opposed(Struct, frozen=True):
    """A contradiction as shown: who says so, of whom, in which words, and the notes that tell of both."""

    claimant: Card
    contradicted: Card
    said: tuple[Said, ...]
    told: tuple[Card, ...]


class DebatesView(View, frozen=True):
    """A page of contradictions, the newest first; `count` in all."""

    meta: Meta
    pager: Pager
    count: int
    rows: tuple[Opposed, ...]


def keys(site: Site) -> Iterator[str]:
    """`debates.html` and its further pages."""
    return lazily(FIRST, graph.has_debates(site), lambda: len(graph.debates(site)), PER_PAGE)


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of debates at an address."""
    found = graph.debates(site)
    at = pager(key, FIRST, len(found), PER_PAGE)
    if at is None or not found:
        return None
    rows = (_opposed(site, debate) for debate in found[at.start : at.end])
    return Page(
        key, "debates.html", DebatesView(meta("", "debates"), at, len(found), tuple(row for row in rows if row)), chrome
    )


def _opposed(site: Site, debate: Debate) -> Opposed | None:
    one, other = graph.card(site, debate.claimant), graph.card(site, debate.contradicted)
    told = (graph.card(site, url) for url in debate.told)
    if one is None or other is None:
        return None
    return Opposed(one, other, said(site, debate.passages, FIRST), tuple(card for card in told if card))
