"""References at the end of a page, and the labels by which its text cites them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from papernotes import graph
from papernotes.bibliography import alpha_label
from papernotes.graph import Site
from papernotes.model.graph import Card, Paper
from papernotes.model.written import Facts, PaperFields, Ref
from papernotes.text import sort_key
from papernotes.views.fills import Cited, author_year, who

NAMING = frozenset({"note", "cite", "id", "link"})


class Reference(Struct, frozen=True):
    """A paper at the end of a page; `mark` is what the text cites it by: "2017a", "3" or "VSP+17"."""

    card: Card
    mark: str = ""


def named(site: Site, notes: Iterable[Facts], own: str) -> tuple[str, ...]:
    """The papers that notes name, by address, in the order of first mention, without the page's own."""
    refs = [(ref, facts.path) for facts in notes for ref in _refs(facts) if ref.kind in NAMING]
    found = (graph.resolve(site, ref, path) for ref, path in refs)
    urls = (target.page for target in found if target.kind == "paper")
    return tuple(dict.fromkeys(url for url in urls if url != own))


def _refs(facts: Facts) -> Iterable[Ref]:
    for piece in facts.pieces:
        yield from piece.title.refs if piece.title else ()
        yield from piece.prose.refs if piece.prose else ()


def labelled(site: Site, urls: Sequence[str]) -> dict[str, Cited]:
    """How each of these papers is cited, in the style of the settings; doubles get a, b."""
    cards = [card for url in urls if (card := graph.card(site, url))]
    style = site.config.references
    if style == "author-year":
        return _dated(site, cards)
    papers = {card.url: graph.paper(site, graph.name_of(card.url)) for card in cards}
    marks = _alpha(papers.values()) if style == "alpha" else [str(number + 1) for number in range(len(cards))]
    return {
        card.url: Cited(who(papers[card.url]) or card.short, mark, dated=False)
        for card, mark in zip(cards, marks, strict=True)
    }


def references(site: Site, labels: Mapping[str, Cited]) -> tuple[Reference, ...]:
    """The list at the end: by author and year, by label, or in the order of the numbers."""
    found = [(card, label) for url, label in labels.items() if (card := graph.card(site, url))]
    if site.config.references == "author-year":
        found.sort(key=lambda pair: (sort_key(pair[1].who), pair[1].mark, sort_key(pair[0].text)))
    elif site.config.references == "alpha":
        found.sort(key=lambda pair: sort_key(pair[1].mark))
    return tuple(Reference(card, label.mark) for card, label in found)


def _dated(site: Site, cards: Iterable[Card]) -> dict[str, Cited]:
    plain = {card.url: author_year(site, card) for card in cards}
    alike: dict[Cited, list[Card]] = {}
    for card in cards:
        alike.setdefault(plain[card.url], []).append(card)
    for label, group in alike.items():
        if len(group) > 1 and label.mark:
            for letter, card in zip(_letters(), sorted(group, key=lambda card: sort_key(card.text)), strict=False):
                plain[card.url] = Cited(label.who, label.mark + letter)
    return plain


def _letters() -> Iterator[str]:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    yield from alphabet
    yield from (first + second for first in alphabet for second in alphabet)


def _alpha(papers: Iterable[Paper | None]) -> list[str]:
    """Labels as BibTeX's style alpha makes them; doubles get a, b."""
    plain = [alpha_label(paper.fields if paper else PaperFields()) for paper in papers]
    letters = {label: _letters() for label, count in Counter(plain).items() if count > 1}
    return [label + next(letters[label], "") if label in letters else label for label in plain]
