"""Rows of lists: a card with a line on it, papers by year with the arcs of their lineage beside them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from papernotes import graph
from papernotes.figures.arcs import reach
from papernotes.graph import Site
from papernotes.model.graph import Card, Paper
from papernotes.model.page import Line
from papernotes.model.written import Facts
from papernotes.views.fills import line
from papernotes.views.lineage import lineage_types

MOST_ARCS = 60
FOLDERS: Mapping[str, str] = {"list": "lists", "story": "stories", "digest": "digests", "catalogue": "catalogues"}
"""Where the notes of each kind of collection stand in the site."""


class Row(Struct, frozen=True, omit_defaults=True):
    """A node in a list: its card, a line on it, when, whether the line was cut; pages read and in all; its entries."""

    card: Card
    gist: Line | None = None
    when: str = ""
    cut: bool = False
    page: int = 0
    pages: int = 0
    count: int = 0


class Year(Struct, frozen=True):
    """The rows of a year, from the row at index `first` of the whole shelf on; the year is "" where none is known."""

    year: str
    first: int
    rows: tuple[Row, ...]


class Arc(Struct, frozen=True):
    """An arc beside a list, from one row to another by index, and how far in rem it goes to the side."""

    older: int
    newer: int
    reach: float


class Shelf(Struct, frozen=True):
    """Papers by year, and the arcs between those that build on each other (none where they would be too many)."""

    years: tuple[Year, ...] = ()
    arcs: tuple[Arc, ...] = ()


def row(site: Site, paper: Paper, card: Card) -> Row:
    """A paper with its summary, and how far it was read."""
    fields = paper.fields
    gist = line(site, fields.summary, paper.notes[0].path if paper.notes else "") if fields.summary else None
    return Row(card, gist, page=fields.page, pages=fields.pages)


def note_row(site: Site, facts: Facts) -> Row:
    """A note with its summary, else its excerpt; lists and stories say how many papers they hold."""
    card = graph.card(site, graph.url(site, facts))
    assert card is not None, f"{facts.path} has no card"
    about = facts.paper.summary or facts.excerpt
    gist = line(site, about, facts.path) if about else None
    return Row(card, gist, facts.note.date, count=count(site, facts))


def count(site: Site, facts: Facts) -> int:
    """How many papers a list or story holds; 0 for other notes, where counts are not shown."""
    return graph.held(site, facts.path) if facts.kind in ("list", "story") else 0


def newest_first(notes: Iterable[Facts]) -> list[Facts]:
    """Notes by their date, those without one last; of one day by title."""
    by_title = sorted(notes, key=lambda facts: (facts.title.text.casefold(), facts.path))
    return sorted(by_title, key=lambda facts: facts.note.date, reverse=True)


def by_year(site: Site, papers: Iterable[Paper], *, gist: bool = True) -> Shelf:
    """Papers on their years, in the order given within a year; those without a year stand last."""
    pairs = [(paper, card) for paper in papers if (card := graph.card(site, graph.paper_url(paper.name)))]
    pairs.sort(key=lambda pair: pair[1].issued[:4] or "9999")
    rows = [row(site, paper, card) if gist else Row(card) for paper, card in pairs]
    years, first = [], 0
    for year, found in groupby(rows, key=lambda row: row.card.issued[:4]):
        group = tuple(found)
        years.append(Year(year, first, group))
        first += len(group)
    return Shelf(tuple(years), arcs(site, [row.card.url for row in rows]))


def arcs(site: Site, urls: Sequence[str]) -> tuple[Arc, ...]:
    """The arcs of lineage between papers of a list, from the upper one to the lower one."""
    place = {url: index for index, url in enumerate(urls)}
    strong = lineage_types(site)
    found = {
        tuple(sorted((place[edge.source], place[edge.target])))
        for url in urls
        for edge in graph.edges(site, url)
        if edge.source in place and edge.target in place and edge.type in strong
    }
    spans = sorted((older, newer) for older, newer in found if older != newer)
    if len(spans) > MOST_ARCS:
        return ()
    longest = max((newer - older for older, newer in spans), default=1)
    return tuple(Arc(older, newer, reach(newer - older, longest)) for older, newer in spans)
