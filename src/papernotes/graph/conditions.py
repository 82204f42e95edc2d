"""What each term of a query asks of a paper."""

from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache

from papernotes import identifiers
from papernotes.graph.addresses import page_name, paper_name, paper_url
from papernotes.graph.asked import bibliographies, goes_round, named_note
from papernotes.graph.authors import author_spellings
from papernotes.graph.backlinks import relations_of
from papernotes.graph.claims import Claim, claims
from papernotes.graph.hierarchy import hierarchy, topic_path
from papernotes.graph.identity import group_of, is_named
from papernotes.graph.keywords import keyword_key, keyword_spellings
from papernotes.graph.listed import named_lists
from papernotes.graph.papers import title
from papernotes.graph.relations import edges
from papernotes.graph.resolve import resolve
from papernotes.graph.site import Site, once
from papernotes.graph.spellings import Spellings
from papernotes.graph.venues import venue_spellings
from papernotes.identifiers import SCHEMES
from papernotes.model.graph import Paper
from papernotes.model.written import Facts, NoteFields, PaperFields, Ref
from papernotes.query import Term, Value
from papernotes.text import fold, title_key

Condition = Callable[[Paper], bool]
Found = Callable[[Site, Facts], Iterable[str]]
"""Tells the names of the papers that the query of a note finds."""


def condition(site: Site, term: Term, found: Found) -> Condition:
    """What a term asks of a paper."""
    each = [_fits(site, term.name, value, found) for value in term.values]
    if term.negated:
        return lambda paper: not any(fits(paper) for fits in each)
    return each[0] if len(each) == 1 else lambda paper: any(fits(paper) for fits in each)


def _fits(site: Site, name: str, value: Value, found: Found) -> Condition:
    """Whether a paper has one of the values of a term."""
    if name in _CONDITIONS:
        return _CONDITIONS[name](site, name, value)
    names = inside(site, value.text, found) if name == "in" else _related(site, name, value.text)
    return lambda paper: paper.name in names


def _words(_: Site, __: str, value: Value) -> Condition:
    """Letters of the title, the short name or the name."""
    wanted = title_key(value.text)
    return lambda paper: any(
        wanted in title_key(each) for each in (title(paper).text, paper.fields.short, paper.name) if each
    )


def _id(_: Site, __: str, value: Value) -> Condition:
    return lambda paper: value.text in paper.fields.ids


def _topic(site: Site, _: str, value: Value) -> Condition:
    wanted = topics_called(site, value.text)
    return lambda paper: any(topic_path(site, topic) in wanted for topic in paper.fields.topics)


@once
def topics_called(site: Site, written: str) -> frozenset[str]:
    """A topic and those below it; a name that is no path from the top means every topic that has it on its way."""
    path, known = topic_path(site, written), hierarchy(site).titles
    if path in known:
        return frozenset(each for each in known if f"{each}/".startswith(f"{path}/"))
    return frozenset(each for each in known if path and f"/{path}/" in f"/{each}/")


def _author(site: Site, _: str, value: Value) -> Condition:
    is_called = _called(author_spellings(site), value.text)
    return lambda paper: any(
        is_called(author.full) or is_called(f"{author.family} {author.given}") for author in paper.fields.authors
    )


def _venue(site: Site, _: str, value: Value) -> Condition:
    is_called = _called(venue_spellings(site), value.text)
    return lambda paper: (
        bool(paper.fields.venue)
        and (is_called(paper.fields.venue) or is_called(f"{paper.fields.venue} {paper.fields.venue_year}"))
    )


def _keyword(site: Site, _: str, value: Value) -> Condition:
    is_called = _called(keyword_spellings(site), value.text, keyword_key)
    return lambda paper: any(is_called(keyword) for keyword in paper.fields.keywords)


def _called(known: Spellings, written: str, key_of: Callable[[str], str] = title_key) -> Callable[[str], bool]:
    """Whether a name has the wanted words in it, itself or in the spelling that is shown."""
    one, wanted = known.key(key_of(written)), _sought(written)

    @cache
    def is_called(name: str) -> bool:
        key = known.key(key_of(name))
        names = (_sought(name), _sought(known.shown.get(key, "")))
        return key == one or any(f" {wanted} " in f" {each} " for each in names)

    return is_called


def _sought(name: str) -> str:
    """The words of a name as they are looked for in others; "C++" is one of them, so "C" is not in it."""
    return title_key(name.replace("+", "plus").replace("#", "sharp"))


def _year(_: Site, __: str, value: Value) -> Condition:
    return lambda paper: value.low <= int(paper.fields.issued[:4] or 0) <= value.high


def _number(_: Site, name: str, value: Value) -> Condition:
    return lambda paper: value.low <= getattr(paper.fields, name) <= value.high


def _same(_: Site, name: str, value: Value) -> Condition:
    wanted = fold(value.text)
    return lambda paper: fold(getattr(paper.fields, name)) == wanted


def _has(site: Site, _: str, value: Value) -> Condition:
    """Whether a field is known: one of the paper, an id, one of a note about it, a relation that is said of it."""
    name = {"year": "issued"}.get(value.text, value.text)
    if name == "note":
        return lambda paper: bool(paper.notes)
    if name in SCHEMES or name == "id":
        return lambda paper: any(name in ("id", key.partition(":")[0]) for key in paper.fields.ids)
    if name == "tags":
        return lambda paper: bool(paper.fields.topics or paper.fields.keywords)
    if name in PaperFields.__struct_fields__:
        return lambda paper: bool(getattr(paper.fields, name))
    if name in NoteFields.__struct_fields__:
        return lambda paper: any(getattr(facts.note, name) for facts in paper.notes)
    return lambda paper: any(relation.type == name for _, relation in relations_of(site, paper_url(paper.name)))


_CONDITIONS: dict[str, Callable[[Site, str, Value], Condition]] = {
    "words": _words,
    "id": _id,
    "topic": _topic,
    "author": _author,
    "venue": _venue,
    "keyword": _keyword,
    "year": _year,
    "rating": _number,
    "priority": _number,
    "status": _same,
    "type": _same,
    "has": _has,
}


def inside(site: Site, wanted: str, found: Found) -> frozenset[str]:
    """The names of the papers in a bibliography, or in what a note holds: its entries, what names it, its query."""
    if paths := bibliographies(site, wanted):
        return frozenset(_names(site, (claim for claim in claims(site).all if _is_from(claim, paths))))
    facts = named_note(site, wanted)
    if facts is None:
        return frozenset()
    names = set(_names(site, (claim for claim in claims(site).all if claim.facts is facts)))
    names.update(map(page_name, named_lists(site, facts)))
    if facts.note.query and not goes_round(site, facts.path):
        names.update(found(site, facts))
    return frozenset(names)


def _is_from(claim: Claim, paths: Set[str]) -> bool:
    return claim.record is not None and claim.record.span.path in paths


def _names(site: Site, those: Iterable[Claim]) -> Iterator[str]:
    """The names of the papers that have a page and of which these claims are."""
    for group in dict.fromkeys(group_of(site, claim) for claim in those):
        if is_named(site, group):
            yield paper_name(site, group)


def _related(site: Site, type: str, wanted: str) -> frozenset[str]:
    """The names of the papers whose notes say a relation to the one that a query names."""
    url = resolve(site, mention(wanted), "").page
    said = edges(site, url) if url else ()
    return frozenset(page_name(edge.source) for edge in said if edge.target == url and edge.type == type)


def mention(written: str) -> Ref:
    """A paper as a query names it: by an id, a citekey, or the name or title of its note."""
    known = identifiers.recognise(written)
    return Ref("id", str(known)) if known else Ref("note", written.removeprefix("[[").removesuffix("]]"))
