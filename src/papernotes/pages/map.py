"""The map: the whole graph, years from left to right, topics as lanes; a drawing, or counts where that is too large."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from papernotes import graph
from papernotes.figures import map as figure
from papernotes.graph import Site
from papernotes.model.graph import Card
from papernotes.model.page import Chrome, Page, View
from papernotes.pages import topic
from papernotes.views import Meta, meta
from papernotes.views.chart import Chart, chart, has_chart, state
from papernotes.views.pager import place
from papernotes.views.tree import Branch

MOST_DRAWN = 300
DATA = "assets/map-data.js"


class Node(Struct, frozen=True, omit_defaults=True):
    """A paper of the drawing: where its page is, its name in full and as shown, how it is drawn and where."""

    url: str
    name: str
    label: str
    state: str
    year: str
    x: int
    y: int
    radius: float


class Lane(Struct, frozen=True):
    """A lane of the drawing from its upper edge on, and the papers in it in the order of time."""

    topic: Branch
    top: int
    nodes: tuple[Node, ...]


class Drawing(Struct, frozen=True):
    """The drawing: size, lanes, x of the borders of years, years named, the links as two paths."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    borders: tuple[int, ...]
    ticks: tuple[tuple[int, int], ...]
    strong: str
    thin: str


class Cell(Struct, frozen=True):
    """How many papers of a year are in a lane (0: an empty cell), and where they are listed; `share` is of the most."""

    year: str
    count: int
    url: str = ""
    share: int = 0


class Cells(Struct, frozen=True):
    """Papers per lane and year, for more than a drawing can show."""

    years: tuple[str, ...]
    rows: tuple[tuple[Branch, tuple[Cell, ...]], ...]


class MapView(View, frozen=True):
    """The map: how many papers and links, from when to when, the lanes; the drawing, or the table of counts."""

    meta: Meta
    count: int
    links: int
    first: str
    last: str
    topics: tuple[Branch, ...]
    states: tuple[str, ...]
    height: int
    data: str
    drawing: Drawing | None = None
    cells: Cells | None = None


def keys(site: Site) -> Iterator[str]:
    """`map.html`, if there is anything to draw."""
    if has_chart(site):
        yield "map.html"


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The map."""
    if key not in keys(site):
        return None
    known = chart(site)
    is_small = len(known.cards) <= MOST_DRAWN
    view = MapView(
        meta=meta("", "map"),
        count=len(known.cards),
        links=len(known.strong) + len(known.thin),
        first=known.cards[0].year,
        last=known.cards[-1].year,
        topics=known.lanes,
        states=tuple(sorted({state(card) for card in known.cards})),
        height=known.drawing.height,
        data=DATA,
        drawing=_drawing(known) if is_small else None,
        cells=None if is_small else _cells(site, known),
    )
    return Page(key, "map.html", view, chrome)


def _drawing(known: Chart) -> Drawing:
    drawn = known.drawing
    return Drawing(
        width=drawn.width,
        height=drawn.height,
        lanes=tuple(
            Lane(topic, lane.top, tuple(_node(known.cards[index], drawn.nodes[index]) for index in lane.members))
            for topic, lane in zip(known.lanes, drawn.lanes, strict=True)
        ),
        borders=tuple(sorted({edge for _, left, right in drawn.years for edge in (left, right)})),
        ticks=figure.ticks(drawn.years),
        strong=figure.curves(drawn.nodes, known.strong),
        thin=figure.curves(drawn.nodes, known.thin),
    )


def _node(card: Card, node: figure.Node) -> Node:
    return Node(card.url, card.short, node.label, state(card), card.year, node.x, node.y, node.radius)


def _cells(site: Site, known: Chart) -> Cells:
    """The counts; a cell leads to the papers of its year."""
    counts = [Counter(known.cards[index].year for index in lane.members) for lane in known.drawing.lanes]
    years = tuple(sorted({card.year for card in known.cards}))
    most = max(max(found.values()) for found in counts)
    rows = []
    for lane, found in zip(known.lanes, counts, strict=True):
        anchors = _anchors(site, lane, found)
        cells = [Cell(year, count, anchors[year], -(-100 * count // most)) for year, count in found.items()]
        by_year = {cell.year: cell for cell in cells}
        rows.append((lane, tuple(by_year.get(year, Cell(year, 0)) for year in years)))
    return Cells(years, tuple(rows))


def _anchors(site: Site, lane: Branch, years: Iterable[str]) -> dict[str, str]:
    """Where the papers of each year are listed: on the topic's page, which may be split; else on the year's own."""
    path = graph.topic_at(site, lane.url) if lane.url else ""
    found = graph.topic(site, path) if path else None
    if found is None:
        return {year: graph.year_url(site, year) for year in years}
    start: dict[str, int] = {}
    for number, url in enumerate(found.papers):
        card = graph.card(site, url)
        start.setdefault(card.year if card else "", number)
    return {year: f"{place(lane.url, start[year] // topic.PER_PAGE + 1)}#year:{year}" for year in years}
