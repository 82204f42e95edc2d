"""The papers of a topic in other orders than that of the years: by keyword, by venue, by status."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.registers import on_paper
from papernotes.graph.site import once
from papernotes.model.graph import Named, Paper
from papernotes.views.rows import Row, row

ENOUGH = 12
"""Papers that a topic has before other orders help to find one."""

ORDERS: Mapping[str, str] = {"keyword": "keywords", "venue": "venues", "status": ""}
"""Each order by the end of its address, with the register whose names head it."""

_STATUSES = ("reading", "to-read", "read", "skimmed", "dropped")
_WITHOUT = {"keyword": "other_keywords", "venue": "no_venue"}


class Order(Struct, frozen=True):
    """An order and its page; `word` is the key of its name."""

    word: str
    url: str


class Label(Struct, frozen=True, omit_defaults=True):
    """What a batch has in common: a name and its page, or the key of a word of the interface."""

    name: str = ""
    url: str = ""
    word: str = ""


class Batch(Struct, frozen=True):
    """Papers that have something in common, by year, and how many there are on all pages."""

    label: Label
    count: int
    rows: tuple[Row, ...]


def orders(site: Site, path: str) -> tuple[Order, ...]:
    """The orders in which a topic's papers can be seen, that of the years first; none where there is one alone."""
    found = [Order(f"by_{order}", order_url(path, order)) for order in ORDERS if sorted_by(site, path, order)]
    return (Order("by_year", graph.topic_url(path)), *found) if found else ()


def order_url(path: str, order: str) -> str:
    """The address of a topic in an order: topics/a/b.venue.html."""
    return graph.topic_url(path).removesuffix(".html") + f".{order}.html"


@once
def sorted_by(site: Site, path: str, order: str) -> tuple[tuple[Label, Paper], ...]:
    """A topic's papers under the labels of an order; none if there are few, or nothing by which to order them."""
    topic = graph.topic(site, path)
    if topic is None or len(topic.papers) < ENOUGH:
        return ()
    papers = [paper for url in topic.papers if (paper := graph.paper(site, graph.name_of(url)))]
    return tuple(_by_status(papers) if order == "status" else _by_name(site, papers, order))


def _by_status(papers: Sequence[Paper]) -> Iterator[tuple[Label, Paper]]:
    """What is being read first, then what waits, then what was read; a status of the writer's own after these."""
    if not any(paper.fields.status for paper in papers):
        return
    for paper in sorted(papers, key=_rank):
        status = paper.fields.status
        known = status in _STATUSES or not status
        word = f"status_{status or ('noted' if paper.notes else 'stub')}" if known else ""
        yield Label("" if known else status, "", word), paper


def _rank(paper: Paper) -> tuple[int, str]:
    status = paper.fields.status
    if status in _STATUSES:
        return _STATUSES.index(status), ""
    return (len(_STATUSES), status) if status else (len(_STATUSES) + 2 - bool(paper.notes), "")


def _by_name(site: Site, papers: Sequence[Paper], order: str) -> Iterator[tuple[Label, Paper]]:
    """The names that most of the papers have first; keywords of one paper are not told apart."""
    having: dict[Named, list[Paper]] = {}
    for paper in papers:
        for named in on_paper(site, ORDERS[order], paper.name):
            having.setdefault(named, []).append(paper)
    shown = [named for named in having if order != "keyword" or len(having[named]) > 1]
    shown.sort(key=lambda named: (-len(having[named]), named.filed, named.url))
    for named in shown:
        yield from ((Label(named.name, named.url), paper) for paper in having[named])
    covered = {paper.name for named in shown for paper in having[named]}
    rest = [paper for paper in papers if paper.name not in covered]
    yield from ((Label(word=_WITHOUT[order]), paper) for paper in rest if shown)


def batches(site: Site, path: str, order: str, start: int, end: int) -> tuple[Batch, ...]:
    """The rows of a page of a topic in an order."""
    pairs = sorted_by(site, path, order)
    counts = Counter(label for label, _ in pairs)
    return tuple(
        Batch(label, counts[label], tuple(_rows(site, [paper for _, paper in group])))
        for label, group in groupby(pairs[start:end], key=lambda pair: pair[0])
    )


def _rows(site: Site, papers: Sequence[Paper]) -> Iterator[Row]:
    cards = ((paper, graph.card(site, graph.paper_url(paper.name))) for paper in papers)
    yield from (row(site, paper, card) for paper, card in cards if card)
