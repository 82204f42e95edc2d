"""Papers that have much to do with each other, with the reason in counts.

Only what stands two steps away counts, nothing is weighed by the whole collection: so a new paper changes few pages.
"""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from papernotes.graph.addresses import address, page_name
from papernotes.graph.backlinks import entries_on, sentences_on
from papernotes.graph.cards import card
from papernotes.graph.hierarchy import topic_path
from papernotes.graph.papers import paper
from papernotes.graph.places import place_of
from papernotes.graph.relations import edges
from papernotes.graph.resolve import resolve
from papernotes.graph.site import Site, note_of, once
from papernotes.graph.topics import topic_title

MOST = 6
_HUB = 50  # a reference that so many papers share says nothing of any two of them, and would cost much


class Related(Struct, frozen=True):
    """A related paper by its address: references that both have, passages that name both, topics that both are in."""

    url: str
    references: int = 0
    passages: int = 0
    topics: tuple[str, ...] = ()


def related(site: Site, url: str) -> tuple[Related, ...]:
    """The papers that have most to do with a paper, but those that a relation already joins to it.

    One shared reference is chance: there must be two, or a passage that names both, or a shared topic besides.
    """
    shared, named = Counter(_sharing(site, url)), Counter(_named_with(site, url))
    joined = {end for edge in edges(site, url) for end in (edge.source, edge.target)}
    own = topics_on(site, url)
    found = []
    for other in (shared | named).keys() - joined - {url}:
        topics = tuple(topic for topic in topics_on(site, other) if topic in own)
        if named[other] or shared[other] > 1 or topics:
            found.append(Related(other, shared[other], named[other], topics))
    return tuple(sorted(found, key=lambda each: _rank(site, each))[:MOST])


def _rank(site: Site, each: Related) -> tuple[int, str, str]:
    shown = card(site, each.url)
    return -(each.references + 2 * each.passages + len(each.topics)), shown.issued if shown else "", each.url


def _sharing(site: Site, url: str) -> Iterator[str]:
    """The other papers that lead to a paper's references, once for each they share."""
    for reference in _ends(site, url)[0]:
        others = _ends(site, reference)[1]
        if len(others) <= _HUB:
            yield from others


@once
def _ends(site: Site, url: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The papers that a paper leads to, and those that lead to it."""
    to = dict.fromkeys(edge.target for edge in edges(site, url) if edge.source == url)
    from_ = dict.fromkeys(edge.source for edge in edges(site, url) if edge.target == url)
    return tuple(filter(_is_paper, to)), tuple(filter(_is_paper, from_))


def _is_paper(url: str) -> bool:
    return url.startswith("papers/")


def _named_with(site: Site, url: str) -> Iterator[str]:
    """The other papers that a passage on a paper names, once for each passage."""
    for facts, number in sentences_on(site, url):
        refs = facts.sentences[number].line.refs
        targets = (resolve(site, ref, facts.path) for ref in refs if ref.kind != "image")
        own = address(site, facts.path)
        urls = {target.page for target in targets if target.kind == "paper"}
        yield from sorted(urls - {url, own})
    for facts, index in entries_on(site, url):
        prose = facts.entries[index].prose
        if facts.entries[index].form == "card" and prose:
            cards = _cards_under(site, facts.path)[prose.digest]
            yield from (other for other in cards if other != url and len(cards) <= _HUB)


@once
def _cards_under(site: Site, path: str) -> dict[str, tuple[str, ...]]:
    """The papers whose cards stand under each paragraph of a note."""
    facts = note_of(site, path)
    found: dict[str, dict[str, None]] = {}
    for entry in facts.entries:
        if entry.form == "card" and entry.prose and (url := place_of(site, facts, entry)):
            found.setdefault(entry.prose.digest, {})[url] = None
    return {digest: tuple(urls) for digest, urls in found.items()}


@once
def topics_on(site: Site, url: str) -> tuple[str, ...]:
    """The paths of the topics of a paper that have a page."""
    found = paper(site, page_name(url))
    named = found.fields.topics if found else ()
    return tuple(dict.fromkeys(topic_path(site, topic) for topic in named if topic_title(site, topic)))
