"""A paper's lineage: what it builds on, what it led to, the drawing of both; and its other relations."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from papernotes import graph
from papernotes.figures import strip
from papernotes.figures.strip import Dot, Strip
from papernotes.graph import Site
from papernotes.graph.site import once
from papernotes.model.graph import Card, Edge
from papernotes.model.page import Line
from papernotes.model.written import Entry, Facts
from papernotes.views.fills import line

MOST_PAPERS = 60
THIN = frozenset({"cites", "mentions"})
UNREAD = frozenset({"", "to-read", "reading", "dropped"})


class Kin(Struct, frozen=True, omit_defaults=True):
    """A related paper or note: by which relation (`inverse`: said from the other end), why, its key in the drawing.

    `label` is the relation in words where the settings define it.
    """

    card: Card
    type: str
    inverse: bool = False
    reason: Line | None = None
    key: str = ""
    label: str = ""


class Lineage(Struct, frozen=True, omit_defaults=True):
    """The drawing (without paths where no year is known) and both lists, the oldest first.

    `thin` says that nothing but citations and mentions is known: the lists are what it cites and what cites it.
    """

    strip: Strip = Strip()
    before: tuple[Kin, ...] = ()
    after: tuple[Kin, ...] = ()
    thin: bool = False


def lineage(site: Site, url: str) -> Lineage | None:
    """What a paper builds on and led to, two steps far in the drawing; None if there is nothing."""
    strong_types = lineage_types(site)
    direct = [edge for edge in graph.edges(site, url) if edge.type in strong_types or edge.type in THIN]
    if not direct:
        return None
    strong = [edge for edge in direct if edge.type not in THIN]
    before = _kin(site, (edge for edge in strong or direct if edge.source == url), url)
    after = _kin(site, (edge for edge in strong or direct if edge.target == url), url)
    return Lineage(_strip(site, url, direct), before, after, not strong)


def relations(site: Site, url: str) -> tuple[Kin, ...]:
    """The relations that are no lineage and no citation, by type, the oldest first."""
    drawn = lineage_types(site) | THIN
    edges = [edge for edge in graph.edges(site, url) if edge.type not in drawn]
    return tuple(sorted(_kin(site, edges, url), key=lambda kin: (kin.type, kin.inverse)))


def stated(site: Site, facts: Facts, entry: Entry) -> tuple[Kin, ...]:
    """What the lines of relations in the text of an entry say, but for lines that its text still shows."""
    edges = graph.edges_in(site, facts, entry)
    shown = {ref.span.line for ref in entry.prose.refs if ref.span} if edges and entry.prose else set()
    gone = [edge for edge in edges if edge.span and edge.span.line not in shown]
    return _kin(site, gone, gone[0].source) if gone else ()


def lineage_types(site: Site) -> frozenset[str]:
    """The relations whose source came of their target."""
    return frozenset(name for name, kind in graph.relation_types(site).items() if kind.is_lineage)


def _kin(site: Site, edges: Iterable[Edge], own: str) -> tuple[Kin, ...]:
    """The other ends of edges, each once per type, by date and title."""
    found: dict[tuple[str, str, bool], Kin] = {}
    for edge in edges:
        is_inverse = edge.source != own
        other = edge.source if is_inverse else edge.target
        card = graph.card(site, other)
        if card is not None and other != own:
            reason = line(site, edge.reason, edge.path) if edge.reason else None
            label = relation_label(site, edge.type, is_inverse)
            kin = Kin(card, edge.type, is_inverse, reason, graph.name_of(other), label)
            key = (other, edge.type, is_inverse)
            if key not in found or (reason and found[key].reason is None):
                found[key] = kin
    return tuple(sorted(found.values(), key=lambda kin: (kin.card.issued or "9999", kin.card.text, kin.card.url)))


def relation_label(site: Site, type: str, inverse: bool = False) -> str:
    """The user's own words for a relation that the settings define; "" for one that has words of the interface."""
    if type in graph.RELATIONS or type in THIN:
        return ""
    return (graph.relation_types(site)[type].inverse if inverse else "") or type.replace("_", " ")


def _strip(site: Site, url: str, direct: Sequence[Edge]) -> Strip:
    """The paper in the middle, what came before and after it, and what came before and after those by lineage."""
    near = _ends(direct, url)
    earlier = {edge.target for edge in direct if edge.source == url}
    further = [edge for other in near for edge in _strong(site, other, back=other in earlier)]
    far = [other for other in _ends(further, "") if other != url and other not in near]
    cards = (card for other in (url, *near, *far) if (card := graph.card(site, other)) and card.issued[:4].isdigit())
    drawn = sorted(islice(cards, MOST_PAPERS), key=lambda card: (card.issued, card.text, card.url))
    place = {card.url: index for index, card in enumerate(drawn)}
    if url not in place or len(drawn) < 2:
        return Strip()
    dots = [replace(dot(card), faint=False) for card in drawn]
    return strip.lineage(dots, _links([*direct, *further], place), place[url])


def _strong(site: Site, url: str, *, back: bool) -> tuple[Edge, ...]:
    """The edges of lineage that lead back from a paper, or on to what came of it."""
    return _both_ways(site, url)[0 if back else 1]


@once
def _both_ways(site: Site, url: str) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
    strong = [edge for edge in graph.edges(site, url) if graph.is_lineage(site, edge.type)]
    return tuple(edge for edge in strong if edge.source == url), tuple(edge for edge in strong if edge.target == url)


def links_between(site: Site, place: Mapping[str, int]) -> list[strip.Link]:
    """The links between all papers drawn, `place` says where: those of lineage, citations and mentions."""
    drawn = lineage_types(site) | THIN
    return _links((edge for url in place for edge in graph.edges(site, url) if edge.type in drawn), place)


def _links(edges: Iterable[Edge], place: Mapping[str, int]) -> list[strip.Link]:
    """The edges between the papers drawn, each once, as strong as the strongest of them."""
    thin: dict[tuple[int, int], bool] = {}
    for edge in edges:
        if edge.source in place and edge.target in place and edge.source != edge.target:
            pair = place[edge.target], place[edge.source]
            thin[pair] = thin.get(pair, True) and edge.type in THIN
    return [strip.Link(older, newer, is_thin) for (older, newer), is_thin in sorted(thin.items())]


def _ends(edges: Iterable[Edge], own: str) -> tuple[str, ...]:
    """Both ends of edges but one's own, those of lineage and those named most often first."""
    counts: dict[str, tuple[bool, int]] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            if end != own:
                is_thin, times = counts.get(end, (True, 0))
                counts[end] = is_thin and edge.type in THIN, times + 1
    return tuple(sorted(counts, key=lambda end: (counts[end][0], -counts[end][1], end)))


def dot(card: Card) -> Dot:
    """A paper as a dot: larger the more build on it, hollow unless read, faint without a note."""
    return Dot(
        int(card.issued[:4]),
        card.built_on,
        hollow=card.status in UNREAD and not (card.noted and not card.status),
        faint=not card.noted and not card.status,
        key=graph.name_of(card.url),
    )
