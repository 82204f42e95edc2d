"""Queries that cannot be read, name what is not there or find nothing, and lists that papers name in vain."""

from collections.abc import Iterable, Iterator

from papernotes.graph.asked import (
    all_bibliographies,
    bibliographies,
    goes_round,
    named_note,
    parsed,
    queries,
    span_of,
)
from papernotes.graph.conditions import mention, topics_called
from papernotes.graph.hierarchy import hierarchy
from papernotes.graph.listed import in_lists, list_called
from papernotes.graph.names import name_of, notes_of
from papernotes.graph.near import did_you_mean, near
from papernotes.graph.resolve import resolve
from papernotes.graph.selection import select
from papernotes.graph.site import Site, once
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.written import COLLECTIONS, Facts, Ref
from papernotes.query import ALONE, Problem, quoted
from papernotes.text import nearest


def unanswered(site: Site) -> Iterator[Diagnostic]:
    """What is wrong with the queries of all notes, and with the lists that papers name."""
    for facts in site.notes:
        for text, span in queries(facts):
            yield from _query(site, facts, text, span)
        if facts.note.query and facts.kind not in COLLECTIONS:
            message = f"a query does nothing in the front matter of a {facts.kind}"
            hint = "write kind: list, or the query in a ```query block of the text"
            yield Diagnostic(Code.QUERY_UNUSED, message, span_of(facts, "query"), hint)
        for name, _ in in_lists(facts):
            if list_called(site, name) is None:
                names = map(quoted, nearest(name, _lists(site)))
                hint = did_you_mean(names, "%s", "write the list: a note with kind: list")
                yield Diagnostic(Code.LIST_MISSING, f"there is no list {name}", span_of(facts, "lists"), hint)


def _query(site: Site, facts: Facts, text: str, span: Span) -> Iterator[Diagnostic]:
    """What is wrong with a query, word by word; else that it finds nothing."""
    if not text.strip():
        yield Diagnostic(Code.QUERY_TERM, "a query without a word", span, "write what papers to show: topic:…")
        return
    wrong = parsed(site, text).problems
    lost = tuple(missing(site, text)) or tuple(_circles(site, facts, text))
    for code, problems in ((Code.QUERY_TERM, wrong), (Code.QUERY_NAME, lost)):
        for problem in problems:
            yield Diagnostic(code, problem.message, _within(span, text, problem), problem.hint)
    if not (wrong or lost or select(site, text)):
        end = span.column + len(text) if "\n" not in text else 0
        place = Span(span.path, span.line, span.column, end)
        yield Diagnostic(Code.QUERY_EMPTY, "no paper matches this query", place, "the page says so in its place")


def _within(span: Span, text: str, problem: Problem) -> Span:
    """The place of a part of a query that begins at a place."""
    before = text[: problem.start]
    line, column = before.count("\n"), problem.start - (before.rfind("\n") + 1)
    start = span.column + column
    return Span(span.path, span.line + line, start, start + problem.end - problem.start)


@once
def missing(site: Site, text: str) -> tuple[Problem, ...]:
    """The words of a query that name a topic, file, note or paper which does not exist."""
    found = ((term, _lost(site, term.name, value.text)) for term in parsed(site, text).terms for value in term.values)
    return tuple(Problem(*said, term.start, term.end) for term, said in found if said)


def _lost(site: Site, name: str, wanted: str) -> tuple[str, str] | None:
    """What is wrong with a term that names what is not there, and what to write instead."""
    if name == "topic" and not topics_called(site, wanted):
        titles = hierarchy(site).titles
        names = map(quoted, nearest(wanted, (*titles, *(path.rpartition("/")[2] for path in titles))))
        return f"there is no topic {wanted}", did_you_mean(names, "topic:%s", "write a topic as notes name it")
    if name == "in" and not (bibliographies(site, wanted) or named_note(site, wanted)):
        names = map(quoted, nearest(wanted, (*_files(site), *_lists(site))))
        hint = did_you_mean(names, "in:%s", "write in:library.bib or in:reading-list")
        return f"there is no file or list {wanted}", hint
    if name not in ALONE and resolve(site, mention(wanted), "").kind != "paper":
        names = map(quoted, near(site, Ref("cite", wanted.removeprefix("@"))))
        return f"there is no paper {wanted}", did_you_mean(names, f"{name}:%s", "write a citekey or an id")
    return None


def _circles(site: Site, facts: Facts, text: str) -> Iterator[Problem]:
    """Words by which the query of a list asks, over the queries of others, for its own results."""
    if text != facts.note.query or not goes_round(site, facts.path):
        return
    for term in parsed(site, text).terms:
        for value in term.values if term.name == "in" else ():
            other = named_note(site, value.text)
            if other and goes_round(site, other.path):
                hint = "only what stands in it was taken, not what its query finds"
                yield Problem(f"the query of {other.path} asks for this list", hint, term.start, term.end)


@once
def _lists(site: Site) -> tuple[str, ...]:
    """The names of all lists, stories, digests and catalogues."""
    return tuple(name_of(facts) for kind in COLLECTIONS for facts in notes_of(site, kind))


def _files(site: Site) -> Iterable[str]:
    return (path.rpartition("/")[2] for path in sorted(all_bibliographies(site)))
