"""What other notes say of a paper or note: sentences, entries, reasons of relations."""

from collections.abc import Iterator

from papernotes.graph.backlinks import entries_on, relations_to, sentences_on, subject
from papernotes.graph.resolve import resolve
from papernotes.graph.site import Site, note_of, once
from papernotes.model.graph import Passage
from papernotes.model.problem import Span
from papernotes.model.written import Entry, Facts

_Place = tuple[str, str, int, int, int, int]  # date, path, line, column, kind (entry, sentence, reason), number
_Placed = tuple[_Place, Passage]


@once
def passages(site: Site, url: str) -> tuple[Passage, ...]:
    """Every passage that names the node at an address, not those of its own notes, by date, path and place.

    An entry gives its whole text, so the sentences inside it that name the same paper are no passages of their own;
    the reason of a relation stands in place of the sentence that states it.
    """
    spoken = {(facts.path, span): placed for facts, span, placed in _sentences(site, url)}
    placed = [*_entries(site, url), *_reasons(site, url, spoken)]
    return tuple(passage for _, passage in sorted([*placed, *spoken.values()], key=lambda each: each[0]))


def _place(facts: Facts, span: Span | None, kind: int, number: int) -> _Place:
    """Where a passage comes in the order of all."""
    line, column = (span.line, span.column) if span else (0, 0)
    return facts.note.date or "9999", facts.path, line, column, kind, number


def _entries(site: Site, url: str) -> Iterator[_Placed]:
    for facts, index in entries_on(site, url):
        entry = facts.entries[index]
        passage = Passage(facts, _sections(site, facts.path).get(index, ""), entry.anchor, entry.remark, index)
        yield _place(facts, entry.span, 0, index), passage


@once
def _sections(site: Site, path: str) -> dict[int, str]:
    """The heading under which each entry of the note at a path stands."""
    titled = ((piece, piece.title.text) for piece in note_of(site, path).pieces if piece.title)
    return {index: title for piece, title in titled for index in piece.entries}


def _sentences(site: Site, url: str) -> Iterator[tuple[Facts, Span | None, _Placed]]:
    """The sentences outside entries on the same paper, with the place of the mention."""
    texts = ((facts.path, facts.entries[index].prose) for facts, index in entries_on(site, url))
    told = {(path, ref.span) for path, prose in texts if prose for ref in prose.refs}
    for facts, number in sentences_on(site, url):
        sentence = facts.sentences[number]
        refs = sentence.line.refs
        span = next(ref.span for ref in refs if resolve(site, ref, facts.path).page == url)
        if (facts.path, span) not in told:
            passage = Passage(facts, sentence.heading, sentence.anchor, sentence.line)
            yield facts, span, (_place(facts, span, 1, number), passage)


def _reasons(site: Site, url: str, spoken: dict[tuple[str, Span | None], _Placed]) -> Iterator[_Placed]:
    """The relations of other notes, each with its reason, else its sentence, which is taken out of `spoken`."""
    for facts, number in relations_to(site, url):
        relation = facts.relations[number]
        _, sentence = spoken.pop((facts.path, relation.target.span), (None, None))
        line = relation.reason or (sentence.line if sentence else None)
        of = subject(site, facts, relation)
        if line is not None and of != url:
            heading, anchor = (sentence.heading, sentence.anchor) if sentence else ("", "")
            if relation.entry >= 0:
                entry = facts.entries[relation.entry]
                heading, anchor = _called(entry), entry.anchor
            passage = Passage(facts, heading, anchor, line, relation=relation.type, source=of)
            yield _place(facts, relation.target.span, 2, number), passage


def _called(entry: Entry) -> str:
    """What an entry calls its paper, in plain words."""
    title = entry.title or entry.fields.title
    return title.text if title else entry.refs[0].label or entry.refs[0].target
