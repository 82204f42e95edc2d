"""What lies between two papers: everything on a way of lineage from the one to the other."""

from collections.abc import Iterator

from papernotes.graph.places import in_order
from papernotes.graph.relations import edges, is_lineage
from papernotes.graph.site import Site


def between(site: Site, one: str, other: str) -> tuple[str, ...]:
    """The papers on all ways of lineage between two, both of them first and last, by address; () if there is none."""
    for old, new in ((one, other), (other, one)):
        before, after = _reached(site, new, "target"), _reached(site, old, "source")
        if old in before:
            return in_order(site, before & after)
    return ()


def _reached(site: Site, url: str, end: str) -> frozenset[str]:
    """A paper with all that it came of ("target"), or with all that came of it ("source")."""
    found, waiting = {url}, [url]
    while waiting:
        for next_one in _beside(site, waiting.pop(), end):
            if next_one not in found:
                found.add(next_one)
                waiting.append(next_one)
    return frozenset(found)


def _beside(site: Site, url: str, end: str) -> Iterator[str]:
    for edge in edges(site, url):
        ends = (edge.target, edge.source) if end == "target" else (edge.source, edge.target)
        if ends[1] == url and is_lineage(site, edge.type) and ends[0].startswith("papers/"):
            yield ends[0]
