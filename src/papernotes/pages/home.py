"""The home page: own words, all papers along time, recent notes, reading now and next, topics and collections."""

from collections.abc import Iterator

from msgspec import Struct

from papernotes import graph
from papernotes.figures import strip
from papernotes.figures.strip import Strip
from papernotes.figures.years import Axis
from papernotes.graph import Site
from papernotes.graph.site import once
from papernotes.model.graph import Card
from papernotes.model.page import Chrome, Html, Line, Page, View
from papernotes.model.written import Facts
from papernotes.views import Meta, Row, Section, about, line, meta, row, sections, summary
from papernotes.views.beside import DATED
from papernotes.views.lineage import dot, links_between
from papernotes.views.machine import with_note
from papernotes.views.pager import Pager, pager, places
from papernotes.views.rows import FOLDERS, count, newest_first
from papernotes.views.tree import Branch, branches

PER_PAGE = 20
MOST_DOTS = 500
MOST_NEXT = 6


class Group(Struct, frozen=True):
    """The collections of a kind; `folder` names it."""

    folder: str
    rows: tuple[Row, ...]


class HomeView(View, frozen=True, omit_defaults=True):
    """The first page shows everything; further pages only notes, newest first."""

    meta: Meta
    pager: Pager
    recent: tuple[Row, ...] = ()
    title: Html = Html("")
    about: Line | None = None
    words: tuple[Section, ...] = ()
    strip: Strip = Strip()
    papers: int = 0
    notes: int = 0
    first: str = ""
    last: str = ""
    newest: str = ""
    reading: tuple[Row, ...] = ()
    next: tuple[Card, ...] = ()
    waiting: int = 0
    topics: tuple[Branch, ...] = ()
    groups: tuple[Group, ...] = ()


def keys(site: Site) -> Iterator[str]:
    """`index.html`, and `page/2.html` … for notes that do not fit on it."""
    yield from places("index.html", len(dated(site)), PER_PAGE, at_least=1)


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The home page or a further page of recent notes."""
    notes = dated(site)
    at = pager(key, "index.html", len(notes), PER_PAGE)
    if at is None:
        return None
    recent = tuple(recent_row(site, facts) for facts in notes[at.start : at.end])
    if at.number > 1:
        return Page(key, "home.html", HomeView(meta("", "home"), at, recent), chrome)
    own = graph.home(site)
    drawing, along, place = timeline(site)
    years = sorted({paper.fields.issued[:4] for paper in graph.papers(site) if paper.fields.issued})
    view = HomeView(
        meta=with_note(site, meta("", "home", own, site.config.description or about(site, own)), own),
        pager=at,
        recent=recent,
        title=graph.plain_html(own.title) if own else Html(""),
        about=summary(site, own),
        words=sections(site, own) if own else (),
        strip=drawing,
        papers=len(graph.papers(site)),
        notes=len(notes),
        first=years[0] if years else "",
        last=years[-1] if years else "",
        newest=notes[0].note.date if notes else "",
        reading=_reading(site),
        next=tuple(_next(site)),
        waiting=len(graph.waiting(site)),
        topics=branches(site, along, place, deep=False),
        groups=tuple(_groups(site)),
    )
    return Page(key, "home.html", view, chrome)


@once
def dated(site: Site) -> tuple[Facts, ...]:
    """The notes that stand among the recent ones: the newest first, those without a date last."""
    own = graph.home(site)
    found = [facts for kind in DATED for facts in graph.notes(site, kind) if facts is not own]
    return tuple(newest_first(found))


def recent_row(site: Site, facts: Facts) -> Row:
    """A note among the recent ones: its card, date and excerpt."""
    card = graph.card(site, graph.url(site, facts))
    assert card is not None, f"{facts.path} has no card"
    gist = line(site, facts.excerpt, facts.path) if facts.excerpt else None
    return Row(card, gist, facts.note.date, facts.cut)


@once
def timeline(site: Site) -> tuple[Strip, Axis, dict[str, int]]:
    """All dated papers with their links (above 500: counts per year), and where each stands on the axis."""
    cards = [card for paper in graph.papers(site) if (card := graph.card(site, graph.paper_url(paper.name)))]
    cards = [card for card in cards if card.issued[:4].isdigit()]
    if len(cards) > MOST_DOTS:
        counts: dict[int, int] = {}
        for card in cards:
            counts[int(card.issued[:4])] = counts.get(int(card.issued[:4]), 0) + 1
        return strip.counts(counts), Axis(), {}
    place = {card.url: index for index, card in enumerate(cards)}
    drawing, along = strip.timeline([dot(card) for card in cards], links_between(site, place))
    return drawing, along, place


def _reading(site: Site) -> tuple[Row, ...]:
    papers = [paper for paper in graph.papers(site) if paper.fields.status == "reading"]
    pairs = [(paper, graph.card(site, graph.paper_url(paper.name))) for paper in papers]
    return tuple(row(site, paper, card) for paper, card in pairs if card)


def _next(site: Site) -> Iterator[Card]:
    """The papers that come next in the queue."""
    cards = (graph.card(site, graph.paper_url(each.paper.name)) for each in graph.first_up(site, MOST_NEXT))
    return (card for card in cards if card)


def _groups(site: Site) -> Iterator[Group]:
    for kind, folder in FOLDERS.items():
        notes = sorted(graph.notes(site, kind), key=lambda facts: (facts.title.text.casefold(), facts.path))
        if notes:
            cards = [(graph.card(site, graph.url(site, facts)), count(site, facts)) for facts in notes]
            yield Group(folder, tuple(Row(card, count=papers) for card, papers in cards if card))
