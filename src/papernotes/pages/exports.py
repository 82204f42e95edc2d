"""The whole site as data: papers.bib, papers.ris, papers.json (CSL), graph.json, `_redirects`."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from papernotes import graph
from papernotes.formats import redirects
from papernotes.formats.graph import Edge, Node
from papernotes.formats.graph import write as write_graph
from papernotes.graph import Site
from papernotes.model.graph import Paper
from papernotes.model.page import Chrome, Html, Page, View
from papernotes.views.formats import as_bibtex, as_csl, as_ris


class ExportView(View, frozen=True):
    """A file as text."""

    text: Html


def keys(site: Site) -> Iterator[str]:
    """The files that have something in them."""
    if graph.papers(site):
        yield from ("papers.bib", "papers.ris", "papers.json")
    if site.notes:
        yield "graph.json"
    if graph.redirects(site):
        yield "_redirects"


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The file at an address."""
    return Page(key, "plain.txt", ExportView(Html(_FILES[key](site))), chrome) if key in _FILES else None


def _each(site: Site, write: Callable[[Site, str], str]) -> Iterator[str]:
    return (write(site, paper.name) for paper in graph.papers(site))


def _bib(site: Site) -> str:
    return "\n".join(_each(site, as_bibtex))


def _ris(site: Site) -> str:
    return "\n".join(_each(site, as_ris))


def _csl(site: Site) -> str:
    items = ",\n".join(_each(site, as_csl))
    return f"[\n{items}\n]\n"


def _graph(site: Site) -> str:
    nodes = [*map(_paper, graph.papers(site)), *_notes(site)]
    return write_graph(nodes, (edge for node in nodes for edge in _edges(site, node.page)))


def _paper(paper: Paper) -> Node:
    fields = paper.fields
    return Node(
        page=graph.paper_url(paper.name),
        kind="paper",
        name=paper.name,
        title=graph.title(paper).text,
        authors=tuple(author.full for author in fields.authors),
        issued=fields.issued,
        year=int(fields.issued[:4]) if fields.issued[:4].isdigit() else 0,
        venue=" ".join(filter(None, (fields.venue, fields.venue_year if fields.venue else ""))),
        ids=fields.ids,
        topics=fields.topics,
        keywords=fields.keywords,
        status=fields.status,
        noted=bool(paper.notes),
    )


def _notes(site: Site) -> Iterator[Node]:
    """The notes that are not about one paper."""
    for facts in site.notes:
        url = graph.url(site, facts)
        if url and not url.startswith("papers/"):
            yield Node(
                page=url,
                kind=facts.kind,
                name=graph.name_of(url),
                title=facts.title.text,
                topics=facts.paper.topics,
                keywords=facts.paper.keywords,
                noted=True,
            )


def _edges(site: Site, url: str) -> Iterator[Edge]:
    """What a node says of others; a relation is written once, at its source."""
    for edge in graph.edges(site, url):
        if edge.source == url:
            yield Edge(url, edge.target, edge.type, edge.reason.text if edge.reason else "")


def _redirects(site: Site) -> str:
    return redirects.write(graph.redirects(site), urlsplit(site.config.base_url).path.rstrip("/"))


_FILES: dict[str, Callable[[Site], str]] = {
    "papers.bib": _bib,
    "papers.ris": _ris,
    "papers.json": _csl,
    "graph.json": _graph,
    "_redirects": _redirects,
}
