"""The four registers of names that papers share, by their folder: authors, venues, years, keywords."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from papernotes.graph.addresses import first_page
from papernotes.graph.authors import author_register
from papernotes.graph.keywords import keyword_register, year_register
from papernotes.graph.site import Site, once
from papernotes.graph.spellings import Register
from papernotes.graph.venues import venue_register
from papernotes.model.graph import Named

REGISTERS: Mapping[str, Callable[[Site], Register]] = {
    "authors": author_register,
    "venues": venue_register,
    "years": year_register,
    "keywords": keyword_register,
}
"""Each register by the folder that its pages stand in, in their usual order."""


def named(site: Site, folder: str) -> tuple[Named, ...]:
    """All names in a register, in the order of the alphabet."""
    return REGISTERS[folder](site).all


def named_at(site: Site, url: str) -> Named | None:
    """The name whose page, or further page (`x.2.html`), is at an address."""
    known = REGISTERS.get(url.partition("/")[0])
    if known is None:
        return None
    by_url = known(site).by_url
    return by_url.get(url) or by_url.get(first_page(url))


@once
def _on_papers(site: Site, folder: str) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for each in named(site, folder):
        for paper in each.papers:
            found.setdefault(paper.name, []).append(each)
    return found


def on_paper(site: Site, folder: str, name: str) -> Sequence[Named]:
    """The names of a register that stand on the paper of a name, in the order of the alphabet."""
    return _on_papers(site, folder).get(name, ())


def moved_names(site: Site) -> Iterator[tuple[str, str]]:
    """The addresses that spellings would have, each with that of the name they belong to."""
    for known in REGISTERS.values():
        yield from sorted(known(site).moved.items())
