"""A topic: its description, sub-topics, papers by year (with many also in other orders), and the words of its note."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from papernotes import graph
from papernotes.fields.values import READ
from papernotes.figures.years import Axis
from papernotes.graph import Site
from papernotes.graph.addresses import first_page
from papernotes.model.graph import Card, Topic
from papernotes.model.page import Chrome, Line, Page, View
from papernotes.model.written import COLLECTIONS, Facts
from papernotes.views import (
    Colophon,
    Meta,
    Reference,
    Row,
    Section,
    Shelf,
    about,
    by_year,
    colophon,
    labelled,
    meta,
    references,
    sections,
    summary,
    writer,
)
from papernotes.views.machine import with_papers
from papernotes.views.orders import ORDERS, Batch, Order, batches, order_url, orders, sorted_by
from papernotes.views.pager import Pager, pager, places
from papernotes.views.references import named
from papernotes.views.rows import count
from papernotes.views.tree import Branch, branches, crumbs, title_of

PER_PAGE = 500
MOST_BUILT_UPON = 5


class TopicView(View, frozen=True, omit_defaults=True):
    """A topic as its page shows it; `parents` are the topics above it, the highest first."""

    meta: Meta
    title: str
    count: int
    url: str
    pager: Pager
    shelf: Shelf = Shelf()
    batches: tuple[Batch, ...] = ()
    order: str = "by_year"
    orders: tuple[Order, ...] = ()
    parents: tuple[Branch, ...] = ()
    children: tuple[Branch, ...] = ()
    about: Line | None = None
    first: str = ""
    last: str = ""
    read: int = 0
    built_upon: tuple[Card, ...] = ()
    collections: tuple[Row, ...] = ()
    notes: tuple[Row, ...] = ()
    words: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    style: str = ""
    by: str = ""
    colophon: Colophon = Colophon()


def keys(site: Site) -> Iterator[str]:
    """`topics/<a>/<b>.html` for every topic, its other orders, and further pages of those with many papers."""
    for path in graph.topics(site):
        topic = graph.topic(site, path)
        yield from places(graph.topic_url(path), len(topic.papers) if topic else 0, PER_PAGE, at_least=1)
        for order in ORDERS:
            yield from places(order_url(path, order), len(sorted_by(site, path, order)), PER_PAGE)


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of a topic, in one of its orders, at an address."""
    path, order = _find(site, key)
    topic = graph.topic(site, path) if path else None
    if topic is None:
        return None
    rows = sorted_by(site, path, order) if order else topic.papers
    at = pager(key, order_url(path, order) if order else graph.topic_url(path), len(rows), PER_PAGE)
    if at is None or (order and not rows):
        return None
    view = _view(site, topic, at)
    if order:
        shown = batches(site, path, order, at.start, at.end)
        view = replace(view, order=f"by_{order}", batches=shown)
    else:
        papers = (graph.paper(site, graph.name_of(url)) for url in topic.papers[at.start : at.end])
        view = replace(view, shelf=by_year(site, [paper for paper in papers if paper]))
        view = replace(view, meta=with_papers(site, view.meta, view.url, topic.papers[at.start : at.end]))
    return Page(key, "topic.html", view if order or at.number > 1 else _opened(site, topic, view), chrome)


def _find(site: Site, key: str) -> tuple[str, str]:
    """The topic at an address, and which of its other orders the page shows ("": by year)."""
    path = graph.topic_at(site, key)
    base, dot, order = first_page(key).removesuffix(".html").rpartition(".")
    if not path and dot and order in ORDERS:
        return graph.topic_at(site, f"{base}.html"), order
    return path, ""


def _view(site: Site, topic: Topic, at: Pager) -> TopicView:
    """What every page of a topic shows above its papers."""
    cards = [card for url in topic.papers if (card := graph.card(site, url))]
    years = sorted({card.year for card in cards if card.year})
    return TopicView(
        meta=meta(title_of(topic), "topics", topic.note, about(site, topic.note)),
        title=title_of(topic),
        count=len(cards),
        url=graph.topic_url(topic.path),
        pager=at,
        orders=orders(site, topic.path),
        parents=_parents(site, topic.path),
        first=years[0] if years else "",
        last=years[-1] if years else "",
        read=sum(card.status in READ for card in cards),
    )


def _opened(site: Site, topic: Topic, view: TopicView) -> TopicView:
    """The first page also shows the topic's own words, what is below it, and what most build upon."""
    cards = [card for url in topic.papers if (card := graph.card(site, url))]
    rows = [_row(site, card, graph.note_at(site, url)) for url in topic.notes if (card := graph.card(site, url))]
    labels = labelled(site, named(site, [topic.note], view.url)) if topic.note else {}
    return replace(
        view,
        children=branches(site, Axis(), {}, topic.path, deep=False),
        about=summary(site, topic.note),
        built_upon=_built_upon(cards),
        collections=tuple(row for row in rows if row.card.kind in COLLECTIONS),
        notes=tuple(row for row in rows if row.card.kind not in COLLECTIONS),
        words=sections(site, topic.note, labels=labels) if topic.note else (),
        references=references(site, labels),
        style=site.config.references,
        by=writer(site, topic.note) if topic.note else "",
        colophon=colophon(site, topic.note),
    )


def _row(site: Site, card: Card, facts: Facts | None) -> Row:
    return Row(card, count=count(site, facts) if facts else 0)


def _built_upon(cards: Sequence[Card]) -> tuple[Card, ...]:
    """The papers that most others build on, the most first."""
    found = [card for card in cards if card.built_on > 1]
    return tuple(sorted(found, key=lambda card: (-card.built_on, card.issued, card.url))[:MOST_BUILT_UPON])


def _parents(site: Site, path: str) -> tuple[Branch, ...]:
    parts = path.split("/")
    return crumbs(site, ("/".join(parts[:depth]) for depth in range(1, len(parts))))
