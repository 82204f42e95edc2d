"""A topic: its description, sub-topics, papers by year, and the words of its note."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from papernotes import graph
from papernotes.figures.years import Axis
from papernotes.graph import Site
from papernotes.model.graph import Card, Topic
from papernotes.model.page import Chrome, Line, Page, View
from papernotes.views import (
    Colophon,
    Meta,
    Reference,
    Section,
    Shelf,
    by_year,
    colophon,
    labelled,
    line,
    meta,
    references,
    sections,
)
from papernotes.views.pager import Pager, pager, places
from papernotes.views.references import named
from papernotes.views.tree import Branch, branches, title_of

PER_PAGE = 500
MOST_BUILT_UPON = 5
READ = frozenset({"read", "skimmed"})


class TopicView(View, frozen=True, omit_defaults=True):
    """A topic as its page shows it; `parents` are the topics above it, the highest first."""

    meta: Meta
    title: str
    count: int
    shelf: Shelf
    pager: Pager
    parents: tuple[Branch, ...] = ()
    children: tuple[Branch, ...] = ()
    about: Line | None = None
    first: str = ""
    last: str = ""
    read: int = 0
    built_upon: tuple[Card, ...] = ()
    notes: tuple[Card, ...] = ()
    words: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    style: str = ""
    by: str = ""
    colophon: Colophon = Colophon()


def keys(site: Site) -> Iterator[str]:
    """`topics/<a>/<b>.html` for every topic, and further pages of those with many papers."""
    for path in graph.topics(site):
        topic = graph.topic(site, path)
        yield from places(graph.topic_url(path), len(topic.papers) if topic else 0, PER_PAGE, at_least=1)


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of a topic at an address."""
    topic, at = _find(site, key)
    if topic is None or at is None:
        return None
    papers = [paper for url in topic.papers if (paper := graph.paper(site, graph.name_of(url)))]
    years = sorted({paper.fields.issued[:4] for paper in papers if paper.fields.issued})
    view = TopicView(
        meta=meta(title_of(topic), "topics", topic.note),
        title=title_of(topic),
        count=len(papers),
        shelf=by_year(site, papers[at.start : at.end]),
        pager=at,
        parents=_parents(site, topic.path),
        first=years[0] if years else "",
        last=years[-1] if years else "",
    )
    return Page(key, "topic.html", _opened(site, topic, view) if at.number == 1 else view, chrome)


def _find(site: Site, key: str) -> tuple[Topic | None, Pager | None]:
    """The topic at an address, which may be a further page of it."""
    path = graph.topic_at(site, key)
    topic = graph.topic(site, path) if path else None
    return topic, pager(key, graph.topic_url(path), len(topic.papers), PER_PAGE) if topic else None


def _opened(site: Site, topic: Topic, view: TopicView) -> TopicView:
    """The first page also shows the topic's own words, what is below it, and what most build upon."""
    cards = [card for url in topic.papers if (card := graph.card(site, url))]
    notes = [card for url in topic.notes if (card := graph.card(site, url))]
    labels = labelled(site, named(site, [topic.note], view.meta.title)) if topic.note else {}
    summary = topic.note.paper.summary if topic.note else None
    return replace(
        view,
        children=branches(site, Axis(), {}, topic.path, deep=False),
        about=line(site, summary, topic.note.path) if topic.note and summary else None,
        read=sum(card.status in READ for card in cards),
        built_upon=_built_upon(cards),
        notes=tuple(notes),
        words=sections(site, topic.note, labels=labels) if topic.note else (),
        references=references(site, labels),
        style=site.config.references,
        by=(topic.note.note.by or site.config.author) if topic.note else "",
        colophon=colophon(site, topic.note),
    )


def _built_upon(cards: Sequence[Card]) -> tuple[Card, ...]:
    """The papers that most others build on, the most first."""
    found = [card for card in cards if card.built_on > 1]
    return tuple(sorted(found, key=lambda card: (-card.built_on, card.issued, card.url))[:MOST_BUILT_UPON])


def _parents(site: Site, path: str) -> tuple[Branch, ...]:
    parts = path.split("/")
    above = ["/".join(parts[:depth]) for depth in range(1, len(parts))]
    topics = [(each, topic) for each in above if (topic := graph.topic(site, each))]
    return tuple(Branch(graph.topic_url(each), title_of(topic), 0) for each, topic in topics)
