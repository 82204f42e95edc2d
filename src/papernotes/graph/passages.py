"""What other notes say of a paper or note: sentences, entries, reasons of relations (SPEC 3.2, "Passages")."""

from papernotes.graph.addresses import address
from papernotes.graph.backlinks import entries_on, relations_to, sentences_on
from papernotes.graph.resolve import resolve
from papernotes.graph.site import Site, once
from papernotes.model.graph import Passage
from papernotes.model.problem import Span
from papernotes.model.written import Facts, Sentence

_Place = tuple[str, str, int, int, int, int]


@once
def passages(site: Site, url: str) -> tuple[Passage, ...]:
    """Every passage that names the node at an address, not those of its own notes, by date, path and place.

    An entry gives its whole text, so the sentences inside it that name the same paper are no passages of their own.
    """
    found: dict[_Place, Passage] = {}
    told: set[tuple[str, Span | None]] = set()
    for facts, index in entries_on(site, url):
        entry = facts.entries[index]
        found[_place(facts, entry.span, 0, index)] = Passage(
            facts, _section(facts, index), entry.anchor, entry.remark, index
        )
        told.update((facts.path, ref.span) for ref in (entry.prose.refs if entry.prose else ()))
    for facts, number in sentences_on(site, url):
        sentence = facts.sentences[number]
        span = _mention(site, facts, sentence, url)
        if (facts.path, span) not in told:
            passage = Passage(facts, sentence.heading, sentence.anchor, sentence.line)
            found[_place(facts, span, 1, number)] = passage
    for facts, number in relations_to(site, url):
        _add_reason(site, found, facts, number, url)
    return tuple(found[place] for place in sorted(found))


def _add_reason(site: Site, found: dict[_Place, Passage], facts: Facts, number: int, url: str) -> None:
    """Add the reason of a relation, in place of the sentence that states it."""
    relation = facts.relations[number]
    span = relation.target.span or relation.span
    stated = next((place for place in found if place[1:4] == _place(facts, span, 1, 0)[1:4] and place[4]), None)
    sentence = found.pop(stated) if stated else None
    line = relation.reason or (sentence.line if sentence else None)
    if line is not None and address(site, facts.path) != url:
        heading, anchor = (sentence.heading, sentence.anchor) if sentence else ("", "")
        found[_place(facts, span, 2, number)] = Passage(facts, heading, anchor, line, relation=relation.type)


def _place(facts: Facts, span: Span | None, kind: int, number: int) -> _Place:
    """Where a passage comes in the order of all."""
    line, column = (span.line, span.column) if span else (0, 0)
    return facts.note.date or "9999", facts.path, line, column, kind, number


def _mention(site: Site, facts: Facts, sentence: Sentence, url: str) -> Span | None:
    """Where a sentence first names the node at an address."""
    refs = sentence.line.refs
    return next(ref.span for ref in refs if resolve(site, ref, facts.path).url.partition("#")[0] == url)


def _section(facts: Facts, index: int) -> str:
    """The heading under which an entry stands."""
    return next((piece.title.text for piece in facts.pieces if piece.title and index in piece.entries), "")
