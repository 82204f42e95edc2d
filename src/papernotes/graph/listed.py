"""Papers that say themselves in which lists they are: `lists: [reading#3]`."""

from collections.abc import Iterator

from papernotes.graph.addresses import paper_url
from papernotes.graph.claims import claims
from papernotes.graph.identity import group_of
from papernotes.graph.names import find, is_paper
from papernotes.graph.papers import paper_of, title
from papernotes.graph.site import Site, once
from papernotes.model.graph import Paper
from papernotes.model.written import COLLECTIONS, Facts
from papernotes.text import sort_key

_LAST = 1_000_000  # the place of a paper that names none

Rank = tuple[int, str]
"""A place in a list, and when the paper was added."""


def named_lists(site: Site, facts: Facts) -> tuple[str, ...]:
    """The papers whose notes say that they are in this list, by address: by place, then when added, then title."""
    return _all(site).get(facts.path, ())


@once
def _all(site: Site) -> dict[str, tuple[str, ...]]:
    """The papers that name each list, by the list's path."""
    found: dict[str, dict[str, tuple[Rank, Paper]]] = {}
    for facts in site.notes:
        for name, place in in_lists(facts) if is_paper(site, facts) else ():
            if wanted := list_called(site, name):
                paper = paper_of(site, group_of(site, claims(site).by_key[f"note:{facts.path}"][0]))
                rank = place, paper.fields.added or "~"
                ranked = found.setdefault(wanted.path, {})
                ranked[paper.name] = min(ranked.get(paper.name, (rank, paper)), (rank, paper), key=lambda pair: pair[0])
    return {path: tuple(_in_order(ranked)) for path, ranked in found.items()}


def _in_order(ranked: dict[str, tuple[Rank, Paper]]) -> Iterator[str]:
    for _, paper in sorted(ranked.values(), key=lambda pair: (pair[0], sort_key(title(pair[1]).text), pair[1].name)):
        yield paper_url(paper.name)


def in_lists(facts: Facts) -> Iterator[tuple[str, int]]:
    """The lists that a note names, and its place in each."""
    for written in facts.note.lists:
        name, mark, place = written.rpartition("#")
        is_placed = bool(mark) and place.isascii() and place.isdigit()
        yield (name.strip(), int(place)) if is_placed else (written.strip(), _LAST)


def list_called(site: Site, name: str) -> Facts | None:
    """The list, story, digest or catalogue of a name; of several notes of that name the first that is one."""
    found = find(site, name)
    return None if found.hidden else next((facts for facts in found.notes if facts.kind in COLLECTIONS), None)
