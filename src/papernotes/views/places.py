"""The collections a node stands in, with its neighbours in lists and stories."""

from msgspec import Struct

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.graph import Card, Place


class Neighbours(Struct, frozen=True, omit_defaults=True):
    """A collection that holds a node, the way to its entry, its number of how many, what stands before and after.

    Digests and catalogues have no numbers, and no neighbours either.
    """

    card: Card
    href: str
    number: int = 0
    count: int = 0
    before: Card | None = None
    after: Card | None = None


def neighbours(site: Site, url: str) -> tuple[Neighbours, ...]:
    """Where the node at an address stands: lists, then stories, digests and catalogues."""
    found = ((place, graph.card(site, place.url)) for place in graph.places(site, url))
    return tuple(_neighbours(site, place, card) for place, card in found if card)


def _neighbours(site: Site, place: Place, card: Card) -> Neighbours:
    beside = (place.before, place.after) if place.number else ("", "")
    before, after = (graph.card(site, url) if url else None for url in beside)
    href = graph.stands_at(site, f"{place.url}#{place.anchor}") if place.anchor else place.url
    return Neighbours(card, href, place.number, place.count, before, after)
