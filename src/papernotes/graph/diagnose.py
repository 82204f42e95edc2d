"""Everything that linking finds wrong with the content; asked for when pages are planned."""

from collections.abc import Iterator

from papernotes.graph.broken import broken
from papernotes.graph.clashes import clashes
from papernotes.graph.conflicts import conflicts
from papernotes.graph.site import Site
from papernotes.model.problem import Diagnostic


def diagnose(site: Site) -> Iterator[Diagnostic]:
    """Broken and ambiguous mentions, missing files and headings, conflicts about papers, clashes of names."""
    yield from broken(site)
    yield from conflicts(site)
    yield from clashes(site)
