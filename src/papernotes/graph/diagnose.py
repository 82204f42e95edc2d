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

_FINDERS = (conflicts, clashes, misplaced, undivided, unanswered, names_alike)
_STEP = 100  # notes


@once
def diagnose(site: Site) -> tuple[Diagnostic, ...]:
    """Broken and ambiguous mentions, missing files and headings, conflicts about papers, clashes of names."""
    for _ in diagnosing(site):
        pass
    return tuple(problem for part in _parts(site).values() for problem in part)


def diagnosing(site: Site) -> Iterator[None]:
    """Work out `diagnose` in steps, between which other things may be asked."""
    known = _parts(site)
    for start in range(0, len(site.notes), _STEP):
        if ("broken", start) not in known:
            known["broken", start] = tuple(broken(site, site.notes[start : start + _STEP]))
            yield
    for number, find in enumerate(_FINDERS):
        if ("other", number) not in known:
            known["other", number] = tuple(find(site))
            yield


@once
def _parts(site: Site) -> dict[tuple[str, int], tuple[Diagnostic, ...]]:
    """What was found so far."""
    return {}
