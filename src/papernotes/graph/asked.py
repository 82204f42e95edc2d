"""Which queries the notes ask and which files and notes those name, known before any paper is."""

from collections.abc import Iterator

from papernotes import query
from papernotes.graph.names import find
from papernotes.graph.site import Site, note_of, once
from papernotes.model.problem import Span
from papernotes.model.written import COLLECTIONS, Facts
from papernotes.query import Query
from papernotes.text import fold


@once
def parsed(site: Site, text: str) -> Query:
    """A query as read, with the relation types of the settings."""
    return query.parse(text, tuple(site.config.relations))


def is_readable(site: Site, text: str) -> bool:
    """Whether there is a query, without a mistake in it."""
    return bool(text.strip()) and not parsed(site, text).problems


def queries(facts: Facts) -> Iterator[tuple[str, Span]]:
    """The queries of a note, in its front matter if it is a collection, and in its text; and where they stand."""
    if facts.note.query and facts.kind in COLLECTIONS:
        yield facts.note.query, span_of(facts, "query")
    for ref in facts.queries:
        yield ref.target, ref.span or facts.span


def span_of(facts: Facts, field: str) -> Span:
    """Where a field of the front matter stands, as near as it is known."""
    return dict(facts.spans).get(field) or facts.span


@once
def bibliographies(site: Site, wanted: str) -> frozenset[str]:
    """The bibliographies that a name in a query means, by their paths as messages name them."""
    name = f"/{fold(wanted)}"
    return frozenset(path for path in all_bibliographies(site) if f"/{fold(path)}".endswith(name))


@once
def all_bibliographies(site: Site) -> frozenset[str]:
    """Every bibliography with an entry."""
    return frozenset(record.span.path for record in site.records)


@once
def asked(site: Site) -> frozenset[str]:
    """The bibliographies whose entries some note asks for, so that each has a page."""
    names = (name for facts in site.notes for text, _ in queries(facts) for name in _inside(site, text))
    return frozenset(path for name in names for path in bibliographies(site, name))


def _inside(site: Site, text: str) -> Iterator[str]:
    """What a query says that papers must be in."""
    terms = (term for term in parsed(site, text).terms if term.name == "in" and not term.negated)
    return (value.text for term in terms for value in term.values)


def named_note(site: Site, wanted: str) -> Facts | None:
    """The note that a name in a query means."""
    found = find(site, wanted)
    return found.notes[0] if found.notes and not found.hidden else None


@once
def goes_round(site: Site, path: str) -> bool:
    """Whether the query of the note at a path asks, over the queries of others, for itself."""
    seen: set[str] = set()
    todo = [path]
    while todo:
        for name in _named(site, todo.pop()):
            if name not in seen:
                seen.add(name)
                todo.append(name)
    return path in seen


def _named(site: Site, path: str) -> Iterator[str]:
    """The notes that the query of the note at a path names."""
    text = note_of(site, path).note.query
    terms = (term for term in parsed(site, text).terms if term.name == "in") if text else ()
    for wanted in (value.text for term in terms for value in term.values):
        facts = named_note(site, wanted)
        if facts and not bibliographies(site, wanted):
            yield facts.path
