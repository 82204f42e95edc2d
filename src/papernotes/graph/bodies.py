"""Which notes hold a body: equal texts are one body, and an edit of one of them is none of the others."""

from collections.abc import Iterator

from papernotes.graph.site import Site, once
from papernotes.model.written import Facts, Prose


def is_only_in(site: Site, digest: str, path: str) -> bool:
    """Whether no note but the one at a path holds a body."""
    return _holders(site).get(digest, path) == path


@once
def _holders(site: Site) -> dict[str, str]:
    """The path of the note that holds a body, "" where several do."""
    found: dict[str, str] = {}
    for facts in site.notes:
        for prose in _bodies(facts):
            if found.setdefault(prose.digest, facts.path) != facts.path:
                found[prose.digest] = ""
    return found


def _bodies(facts: Facts) -> Iterator[Prose]:
    yield from (piece.prose for piece in facts.pieces if piece.prose)
    yield from (entry.prose for entry in facts.entries if entry.prose)
    yield from (prose for _, prose in facts.blocks)
