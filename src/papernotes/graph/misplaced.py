"""What stands twice, nowhere or the wrong way round: entries of lists and stories, and lineage against time."""

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from papernotes.graph.addresses import page_name
from papernotes.graph.backlinks import subject
from papernotes.graph.cards import card
from papernotes.graph.joining import FAR
from papernotes.graph.names import notes_of
from papernotes.graph.places import NUMBERED, contents, place_of
from papernotes.graph.relations import is_lineage, issued
from papernotes.graph.resolve import resolve
from papernotes.graph.site import Site
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.written import COLLECTIONS, Entry, Facts, Relation

_MOST_CYCLES = 20
_HINTS = {
    "list": "write an entry: - [ ] [[note]] - a remark",
    "story": "write an entry: ## [[note]], with its byline in the next line",
    "digest": "write a paragraph, and under it a list of papers",
    "catalogue": "write an entry: - Title. [[paper]](https://…)",
}


def misplaced(site: Site) -> Iterator[Diagnostic]:
    """Collections without entries, papers that stand twice in one or have no date in a story, lineage out of order."""
    for kind in COLLECTIONS:
        for facts in notes_of(site, kind):
            if not (contents(site, facts.path) or facts.note.query):
                yield Diagnostic(Code.COLLECTION_EMPTY, f"this {kind} names no paper", facts.span, _HINTS[kind])
            if kind in NUMBERED:
                yield from _twice(site, facts, facts.entries, kind)
            if kind == "catalogue":  # under two headings a paper may well stand
                for piece in facts.pieces:
                    yield from _twice(site, facts, [facts.entries[index] for index in piece.entries], "section")
            if kind == "story":
                yield from _undated(site, facts)
                yield from _other_years(site, facts)
    yield from _lineage(site)


def _twice(site: Site, facts: Facts, entries: Iterable[Entry], place: str) -> Iterator[Diagnostic]:
    """Entries on a paper that stands in the same list, story, or section of a catalogue before."""
    first: dict[str, Span] = {}
    for entry in entries:
        url = place_of(site, facts, entry)
        known = first.setdefault(url, entry.span) if url else entry.span
        if known is not entry.span:
            named = card(site, url)
            message = f'"{named.text if named else url}" stands in this {place} already, in line {known.line}'
            yield Diagnostic(Code.ENTRY_TWICE, message, entry.span, "take one of the two out")


def _undated(site: Site, facts: Facts) -> Iterator[Diagnostic]:
    """Entries of a story that have no place in time."""
    for each in contents(site, facts.path):
        named = card(site, each.url) if each.url else None
        entry = facts.entries[each.entry] if each.entry >= 0 else None
        if not (named.issued if named else entry and entry.fields.issued):
            name = named.text if named else "this entry"
            hint = "write the year in the line under its heading, as in: Hopfield, 1982"
            if each.entry < 0:
                hint = "a query has found it: write its year in its note or its .bib entry"
            yield Diagnostic(
                Code.ENTRY_UNDATED, f'no date is known of "{name}"', entry.span if entry else facts.span, hint
            )


def other_year(site: Site, facts: Facts, entry: Entry) -> str:
    """The year that the lines of an entry give, where its paper has another one; else ""."""
    named = card(site, place_of(site, facts, entry))
    said = entry.fields.issued[:4] if entry.dated else ""
    return said if named and named.kind == "paper" and named.year and named.year != said else ""


def _other_years(site: Site, facts: Facts) -> Iterator[Diagnostic]:
    """Entries of a story whose year is not quite the paper's; of years further apart `conflicts` speaks."""
    for entry in facts.entries:
        said, named = other_year(site, facts, entry), card(site, place_of(site, facts, entry))
        if said and named and said.isdigit() and named.year.isdigit() and abs(int(said) - int(named.year)) <= FAR:
            message = f'{said} in this entry, but "{named.text}" is of {named.year}'
            yield Diagnostic(Code.ENTRY_YEAR, message, entry.span, "the paper's year is shown; correct one of the two")


def _lineage(site: Site) -> Iterator[Diagnostic]:
    """Papers that came of later ones, or in a circle of each other."""
    said: dict[tuple[str, str], tuple[Facts, Relation]] = {}
    for facts in site.notes:
        for relation in facts.relations:
            ends = _ends(site, facts, relation) if is_lineage(site, relation.type) else None
            if ends and ends not in said:
                said[ends] = facts, relation
    for (source, target), (facts, relation) in said.items():
        one, other = (issued(site, page_name(url))[:4] for url in (source, target))
        if one and other and one < other:
            message = f"{relation.type}: {_name(site, target)} is of {other}, {_name(site, source)} of {one}"
            yield _problem(Code.RELATION_LATER, message, facts, relation, "turn it round, or correct a year")
    yield from _circles(site, said)


def _ends(site: Site, facts: Facts, relation: Relation) -> tuple[str, str] | None:
    """The papers that a relation joins, by address; None if it joins no two."""
    target = resolve(site, relation.target, facts.path)
    ends = subject(site, facts, relation), target.page
    return ends if target.kind == "paper" and ends[0].startswith("papers/") and ends[0] != ends[1] else None


def _circles(site: Site, said: dict[tuple[str, str], tuple[Facts, Relation]]) -> Iterator[Diagnostic]:
    """Each circle once, at the relation that closes it; it is cut there, and the next one looked for."""
    left = dict(said)
    for _ in range(_MOST_CYCLES):
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for source, target in left:
            sorter.add(source, target)
        try:
            sorter.prepare()
            return
        except CycleError as error:
            circle: list[str] = error.args[1][::-1]  # each came of the next
        start = circle.index(min(circle[1:]))
        circle = [*circle[start:-1], *circle[: start + 1]]
        facts, relation = left.pop((circle[-2], circle[-1]))
        names = " → ".join(_name(site, url) for url in circle)
        yield _problem(Code.RELATION_CIRCLE, f"these came of each other: {names}", facts, relation, "take one out")


def _name(site: Site, url: str) -> str:
    named = card(site, url)
    return named.short if named else page_name(url)


def _problem(code: Code, message: str, facts: Facts, relation: Relation, hint: str) -> Diagnostic:
    return Diagnostic(code, message, relation.span or relation.target.span or facts.span, hint)
