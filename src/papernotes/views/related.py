"""Related papers as shown, each with what it has in common with the page's own."""

from msgspec import Struct

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.graph import Card


class Relative(Struct, frozen=True, omit_defaults=True):
    """A related paper: how many references both have, how many passages name both, the titles of shared topics."""

    card: Card
    references: int = 0
    passages: int = 0
    topics: tuple[str, ...] = ()


def relatives(site: Site, url: str) -> tuple[Relative, ...]:
    """The papers that have most to do with the one at an address."""
    found = ((each, graph.card(site, each.url)) for each in graph.related(site, url))
    return tuple(
        Relative(card, each.references, each.passages, tuple(graph.topic_title(site, path) for path in each.topics))
        for each, card in found
        if card
    )
