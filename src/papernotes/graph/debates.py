"""Debates: who contradicts whom, and what notes say of it."""

from collections.abc import Iterator

from msgspec import Struct

from papernotes.graph.addresses import address
from papernotes.graph.backlinks import notes_on, subject
from papernotes.graph.cards import card
from papernotes.graph.passages import passages
from papernotes.graph.resolve import resolve
from papernotes.graph.site import Site, once
from papernotes.model.graph import Passage

CONTRADICTS = "contradicts"
_TELLING = ("note", "story", "topic")


class Debate(Struct, frozen=True):
    """A contradiction between two pages, by address; the passages that state it; essays and stories that name both."""

    claimant: str
    contradicted: str
    passages: tuple[Passage, ...] = ()
    told: tuple[str, ...] = ()


def has_debates(site: Site) -> bool:
    """Whether anything contradicts anything."""
    return next(_pairs(site), None) is not None


@once
def debates(site: Site) -> tuple[Debate, ...]:
    """All contradictions, the newest claimant first (those without a date last), by title."""
    found = [_debate(site, *pair) for pair in dict.fromkeys(_pairs(site))]
    found.sort(key=lambda debate: (_text(site, debate.claimant), _text(site, debate.contradicted)))
    found.sort(key=lambda debate: _issued(site, debate.claimant), reverse=True)
    return tuple(found)


def _pairs(site: Site) -> Iterator[tuple[str, str]]:
    """Claimant and contradicted, as often as somebody says so."""
    for facts in site.notes:
        for relation in facts.relations:
            if relation.type == CONTRADICTS:
                claimant = subject(site, facts, relation)
                target = resolve(site, relation.target, facts.path)
                other = target.page
                is_known = target.kind in ("paper", "note") and card(site, claimant) and card(site, other)
                if is_known and claimant != other:
                    yield claimant, other


def _debate(site: Site, claimant: str, contradicted: str) -> Debate:
    stated = [
        passage
        for passage in passages(site, contradicted)
        if passage.relation == CONTRADICTS and passage.source == claimant
    ]
    own = {facts.path for url in (claimant, contradicted) for facts in notes_on(site, url)}
    both = _naming(site, claimant) & _naming(site, contradicted)
    return Debate(claimant, contradicted, tuple(stated), tuple(address(site, path) for path in sorted(both - own)))


def _naming(site: Site, url: str) -> set[str]:
    """The essays, stories and topics that speak of a page, by path."""
    return {passage.facts.path for passage in passages(site, url) if passage.facts.kind in _TELLING}


def _text(site: Site, url: str) -> str:
    shown = card(site, url)
    return shown.text.casefold() if shown else ""


def _issued(site: Site, url: str) -> str:
    shown = card(site, url)
    return shown.issued if shown else ""
