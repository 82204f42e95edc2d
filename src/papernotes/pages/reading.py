"""Reading: what is being read, what comes next and why, what waits, what is done; and figures by year."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from papernotes import graph
from papernotes.fields.values import READ
from papernotes.figures.columns import columns
from papernotes.figures.strip import Strip
from papernotes.graph import Next, Site
from papernotes.graph.queue import is_waiting
from papernotes.graph.site import once
from papernotes.model.graph import Card, Paper
from papernotes.model.page import Chrome, Line, Page, View
from papernotes.views import Meta, Row, line, meta, row
from papernotes.views.pager import Pager, lazily, pager

PER_PAGE = 500
MOST_NEXT = 12
FEWEST_YEARS = 12  # on the axis of the papers read each year
FIRST = "reading.html"


class Awaited(Struct, frozen=True, omit_defaults=True):
    """A paper that comes next, and what its rank is made of (`graph.queue.Next`); why its note wants to read it."""

    card: Card
    lineage: int = 0
    notes: int = 0
    lists: int = 0
    priority: int = 0
    why: Line | None = None
    time: int = 0


class Rows(Struct, frozen=True):
    """Rows of a year in which they were read; "" for those that were not, or of which it is not said when."""

    year: str
    rows: tuple[Row, ...]


class Rest(Struct, frozen=True):
    """What waits longer, is done, or was given up: `kind` is later, done or dropped."""

    kind: str
    years: tuple[Rows, ...]


class Figures(Struct, frozen=True):
    """Papers read per year, and all papers by the year they appeared, those read over the rest.

    `numbers` are the same as (year, read in it, appeared in it and read, appeared in it).
    """

    read: Strip
    papers: Strip
    numbers: tuple[tuple[int, int, int, int], ...]


class ReadingView(View, frozen=True, omit_defaults=True):
    """The first page shows everything; further pages only rows that do not fit on it."""

    meta: Meta
    pager: Pager
    rest: tuple[Rest, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    now: tuple[Row, ...] = ()
    next: tuple[Awaited, ...] = ()
    figures: Figures | None = None


class _Shelves(Struct, frozen=True):
    """All papers with a status, in the order in which they stand on the page; of those that wait their number."""

    now: tuple[Paper, ...]
    waiting: int
    done: tuple[Paper, ...]
    dropped: tuple[Paper, ...]


def _is_any(site: Site) -> bool:
    """Whether anything is read, being read, or waiting."""
    return any(paper.fields.status in READ | {"reading", "dropped"} or is_waiting(site, paper) for paper in _all(site))


def _all(site: Site) -> tuple[Paper, ...]:
    return graph.papers(site)


def keys(site: Site) -> Iterator[str]:
    """`reading.html` and its further pages."""
    return lazily(FIRST, _is_any(site), lambda: _length(_shelves(site)), PER_PAGE)


def _length(shelves: _Shelves) -> int:
    """How many rows stand after what comes next."""
    return max(shelves.waiting - MOST_NEXT, 0) + len(shelves.done) + len(shelves.dropped)


@once
def _shelves(site: Site) -> _Shelves:
    return _Shelves(
        now=tuple(paper for paper in _all(site) if paper.fields.status == "reading"),
        waiting=len(graph.waiting(site)),
        done=_newest_first(paper for paper in _all(site) if paper.fields.status in READ),
        dropped=_newest_first(paper for paper in _all(site) if paper.fields.status == "dropped"),
    )


def _newest_first(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """By the day they were read, those without one last; else by when they appeared."""
    return tuple(sorted(papers, key=lambda paper: paper.fields.read_on, reverse=True))


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of reading at an address."""
    shelves = _shelves(site)
    at = pager(key, FIRST, _length(shelves), PER_PAGE)
    if at is None or not _is_any(site):
        return None
    view = ReadingView(meta("", "reading"), at, tuple(_rest(site, shelves, at)))
    return Page(key, "reading.html", _opened(site, shelves, view) if at.number == 1 else view, chrome)


def _rest(site: Site, shelves: _Shelves, at: Pager) -> Iterator[Rest]:
    """The rows of a page: what waits longer, what is done by the year it was read in, what was given up."""
    later = [each.paper for each in graph.next_up(site)[MOST_NEXT:]]
    flat = [("later", "", paper) for paper in later]
    flat += [("done", paper.fields.read_on[:4], paper) for paper in shelves.done]
    flat += [("dropped", "", paper) for paper in shelves.dropped]
    for kind, some in groupby(flat[at.start : at.end], key=lambda each: each[0]):
        years = groupby(some, key=lambda each: each[1])
        yield Rest(kind, tuple(Rows(year, tuple(_rows(site, [each[2] for each in same]))) for year, same in years))


def _rows(site: Site, papers: Sequence[Paper]) -> Iterator[Row]:
    for paper in papers:
        if card := graph.card(site, graph.paper_url(paper.name)):
            yield Row(card, when=paper.fields.read_on)


def _opened(site: Site, shelves: _Shelves, view: ReadingView) -> ReadingView:
    """The first page also shows what is being read, what comes next, and the figures."""
    counts = {"now": len(shelves.now), "waiting": shelves.waiting, "done": len(shelves.done)}
    now = ((paper, graph.card(site, graph.paper_url(paper.name))) for paper in shelves.now)
    return replace(
        view,
        counts=tuple(each for each in counts.items() if each[1]),
        now=tuple(row(site, paper, card) for paper, card in now if card),
        next=tuple(awaited for each in graph.next_up(site)[:MOST_NEXT] if (awaited := _awaited(site, each))),
        figures=_figures(site, shelves),
    )


def _awaited(site: Site, found: Next) -> Awaited | None:
    fields, notes = found.paper.fields, found.paper.notes
    card = graph.card(site, graph.paper_url(found.paper.name))
    if card is None:
        return None
    why = line(site, fields.why, notes[0].path if notes else "") if fields.why else None
    return Awaited(card, found.lineage, found.notes, found.lists, fields.priority, why, fields.time)


def _figures(site: Site, shelves: _Shelves) -> Figures | None:
    """The figures; None where nothing is read."""
    if not shelves.done:
        return None
    read = Counter(_years(paper.fields.read_on for paper in shelves.done))
    known = Counter(_years(paper.fields.issued for paper in shelves.done))
    every = Counter(_years(paper.fields.issued for paper in _all(site)))
    years = sorted(read | every)
    return Figures(
        read=columns(read, read, range(min(min(read), max(read) - FEWEST_YEARS + 1), max(read) + 1))
        if read
        else Strip(),
        papers=columns(every, known, years),
        numbers=tuple((year, read[year], known[year], every[year]) for year in years),
    )


def _years(dates: Iterable[str]) -> Iterator[int]:
    return (int(date[:4]) for date in dates if date[:4].isdigit())
