"""A paper in the formats that other programs cite it by, under one key wherever it stands."""

from itertools import chain, count

from papernotes import graph
from papernotes.formats import bibtex, csl, ris
from papernotes.graph import Site
from papernotes.graph.site import once
from papernotes.model.graph import Paper
from papernotes.text import fold


@once
def citekeys(site: Site) -> dict[str, str]:
    """The key of each paper by its name: its citekey, one of its own where two papers want the same."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for paper in graph.papers(site):
        wanted = bibtex.key(paper)
        numbered = (f"{wanted}-{number}" for number in count(2))
        key = next(each for each in chain((wanted, paper.name), numbered) if fold(each) not in taken)
        taken.add(fold(key))
        found[paper.name] = key
    return found


@once
def as_bibtex(site: Site, name: str) -> str:
    """The BibTeX entry of the paper of a name."""
    return bibtex.write(_paper(site, name), citekeys(site)[name])


@once
def as_ris(site: Site, name: str) -> str:
    """Its RIS record."""
    return ris.write(_paper(site, name), citekeys(site)[name])


@once
def as_csl(site: Site, name: str) -> str:
    """Its CSL-JSON item."""
    return csl.write(_paper(site, name), citekeys(site)[name])


def _paper(site: Site, name: str) -> Paper:
    paper = graph.paper(site, name)
    assert paper is not None, f"there is no paper {name}"
    return paper
