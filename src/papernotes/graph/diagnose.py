"""Everything that linking finds wrong with the content; asked for when pages are planned."""

from collections.abc import Iterator

from papernotes.graph.alike import names_alike
from papernotes.graph.broken import broken
from papernotes.graph.clashes import clashes
from papernotes.graph.conflicts import conflicts
from papernotes.graph.misplaced import misplaced
from papernotes.graph.site import Site, once
from papernotes.graph.split import undivided
from papernotes.graph.unanswered import unanswered
from papernotes.model.problem import Diagnostic


@once
def diagnose(site: Site) -> tuple[Diagnostic, ...]:
    """Broken and ambiguous mentions, missing files and headings, conflicts about papers, clashes of names."""
    return tuple(_found(site))


def _found(site: Site) -> Iterator[Diagnostic]:
    yield from broken(site)
    yield from conflicts(site)
    yield from clashes(site)
    yield from misplaced(site)
    yield from undivided(site)
    yield from unanswered(site)
    yield from names_alike(site)
