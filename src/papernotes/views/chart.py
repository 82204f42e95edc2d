"""What the map shows, laid out once for its page and for the data of its script: papers, lanes, links."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from papernotes import graph
from papernotes.figures import map as figure
from papernotes.graph import Site
from papernotes.graph.hierarchy import topics_of
from papernotes.graph.site import once
from papernotes.model.graph import Card, Paper
from papernotes.views.lineage import links_between
from papernotes.views.tree import Branch, title_of

MOST_LANES = 40
OTHER = ""
STATES = ("read", "reading", "skimmed", "to-read", "dropped", "noted", "stub")
"""How a paper is drawn; the data of the script names them by their place in this row."""


class Chart(Struct, frozen=True, eq=False):
    """The dated papers in the order of time; lanes from top to bottom (the last without a title: no topic); links.

    Links are pairs of indexes, the older end first; `strong` ones are those of lineage, `thin` ones cite or mention.
    """

    cards: tuple[Card, ...]
    lanes: tuple[Branch, ...]
    strong: tuple[tuple[int, int], ...]
    thin: tuple[tuple[int, int], ...]
    drawing: figure.Map


@once
def has_chart(site: Site) -> bool:
    """Whether there is anything to draw: two dated papers, and a topic or relation."""
    dated = (True for paper in graph.papers(site) if paper.fields.issued[:4].isdigit())
    is_joined = bool(graph.topics(site)) or any(facts.relations for facts in site.notes)
    return is_joined and next(dated, False) and next(dated, False)


@once
def chart(site: Site) -> Chart:
    """All dated papers in lanes by their first topic, those of no topic last, with the links between them."""
    papers = [paper for paper in graph.papers(site) if paper.fields.issued[:4].isdigit()]
    cards = [card for paper in papers if (card := graph.card(site, graph.paper_url(paper.name)))]
    topics = _topics(site, papers)
    lanes = _lanes(site, topics)
    place = {lane.url: number for number, lane in enumerate(lanes)}
    links = links_between(site, {card.url: index for index, card in enumerate(cards)})
    strong, thin = (tuple((link.older, link.newer) for link in links if link.thin is thin) for thin in (False, True))
    points = [
        figure.Point(int(card.issued[:4]), place.get(graph.topic_url(topic), len(lanes) - 1), card.short, card.built_on)
        for card, topic in zip(cards, topics, strict=True)
    ]
    return Chart(tuple(cards), lanes, strong, thin, figure.draw(points, len(lanes), (*strong, *thin)))


def state(card: Card) -> str:
    """How a paper is drawn: its status, else whether there is a note."""
    if card.status in STATES:
        return card.status
    return "noted" if card.noted or card.status else "stub"


def _topics(site: Site, papers: Sequence[Paper]) -> list[str]:
    """For each paper the top of its first topic, `OTHER` for one without and where there are too many lanes."""
    paths = (next(iter(topics_of(site, paper.fields)), OTHER) for paper in papers)
    tops = [path.partition("/")[0] for path in paths]
    counts = Counter(tops)
    counts.pop(OTHER, None)
    largest = sorted(counts, key=lambda top: (-counts[top], top))[:MOST_LANES]
    return [top if top in largest else OTHER for top in tops]


def _lanes(site: Site, tops: Sequence[str]) -> tuple[Branch, ...]:
    """The lanes with their papers counted, in the order of their titles."""
    counts = Counter(tops)
    others = counts.pop(OTHER, 0)
    topics = [(topic, count) for top, count in counts.items() if (topic := graph.topic(site, top))]
    lanes = [Branch(graph.topic_url(topic.path), title_of(topic), count) for topic, count in topics]
    lanes.sort(key=lambda lane: (lane.title.casefold(), lane.url))
    return (*lanes, Branch("", "", others)) if others else tuple(lanes)
