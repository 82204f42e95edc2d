"""A paper: what it is, what it builds on and led to, the notes on it, and what other notes say of it."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.graph import Card, Paper, Passage
from papernotes.model.page import Chrome, Html, Line, Page, View
from papernotes.model.written import Inline
from papernotes.views import (
    Colophon,
    Kin,
    Lineage,
    Link,
    Meta,
    Reference,
    Section,
    about,
    colophon,
    labelled,
    line,
    lineage,
    links,
    meta,
    plain,
    references,
    relations,
    sections,
    writer,
)
from papernotes.views.formats import as_bibtex, as_csl, as_ris
from papernotes.views.links import home
from papernotes.views.machine import with_paper
from papernotes.views.pager import Pager, pager, places
from papernotes.views.passages import Said, said
from papernotes.views.people import Person, people
from papernotes.views.places import Neighbours, neighbours
from papernotes.views.references import named
from papernotes.views.related import Relative, relatives
from papernotes.views.remarks import Remarked, talked_of
from papernotes.views.tree import Branch, crumbs

PER_PAGE = 50


class Further(Struct, frozen=True):
    """Another note on the same paper."""

    title: Html
    anchor: str
    by: str
    date: str
    sections: tuple[Section, ...]


class Format(Struct, frozen=True):
    """The paper in a format that other programs read."""

    name: str
    text: str


class PaperView(View, frozen=True, omit_defaults=True):
    """All that is known of a paper; empty fields are not known, and not shown. `by` wrote the notes."""

    meta: Meta
    card: Card
    pager: Pager
    said: tuple[Said, ...]
    citing: int
    title: Html = Html("")
    href: str = ""
    authors: tuple[Person, ...] = ()
    et_al: bool = False
    links: tuple[Link, ...] = ()
    by: str = ""
    topics: tuple[Branch, ...] = ()
    keywords: tuple[Link, ...] = ()
    venue_url: str = ""
    year_url: str = ""
    rating: int = 0
    priority: int = 0
    read_on: str = ""
    added: str = ""
    updated: str = ""
    pages: int = 0
    page: int = 0
    time: int = 0
    summary: Line | None = None
    why: Line | None = None
    abstract: Line | None = None
    lineage: Lineage | None = None
    relations: tuple[Kin, ...] = ()
    sections: tuple[Section, ...] = ()
    opening: Said | None = None
    further: tuple[Further, ...] = ()
    references: tuple[Reference, ...] = ()
    style: str = ""
    colophon: Colophon = Colophon()
    remarks: tuple[Remarked, ...] = ()
    neighbours: tuple[Neighbours, ...] = ()
    related: tuple[Relative, ...] = ()
    formats: tuple[Format, ...] = ()


def keys(site: Site) -> Iterator[str]:
    """`papers/<name>.html` of every paper, and further pages for more than fifty passages."""
    for paper in graph.papers(site):
        url = graph.paper_url(paper.name)
        yield from places(url, len(graph.passages(site, url)), PER_PAGE, at_least=1)


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of a paper, or a further page of what is said of it."""
    for paper in _candidates(site, key):
        url = graph.paper_url(paper.name)
        passages = graph.passages(site, url)
        at = pager(key, url, len(passages), PER_PAGE)
        card = graph.card(site, url)
        if at and card:
            return Page(key, "paper.html", _view(site, paper, card, passages, at), chrome)
    return None


def _candidates(site: Site, key: str) -> Iterator[Paper]:
    """The papers that an address may belong to: `x.2.html` is a paper's own page or the second one of `x`."""
    name = graph.name_of(key)
    for each in (name, name.rpartition(".")[0]):
        paper = graph.paper(site, each)
        if paper is not None:
            yield paper


def _view(site: Site, paper: Paper, card: Card, passages: Sequence[Passage], at: Pager) -> PaperView:
    has_own_words = any(note.pieces for note in paper.notes)
    opening = None if has_own_words else _longest(passages)
    shown = [passage for passage in passages[at.start : at.end] if passage is not opening]
    fields = paper.fields
    first = paper.notes[0] if paper.notes else None
    title = fields.title.text if fields.title else card.text
    told = plain(site, fields.summary or fields.abstract, first.path if first else "")
    view = PaperView(
        meta=meta(title, "papers", first, told or about(site, first), noindex=not (passages or first)),
        card=card,
        pager=at,
        said=said(site, shown, card.url, at.start),
        citing=len({passage.facts.path for passage in passages}),
        title=card.title,
    )
    if at.number > 1:
        return view
    view = replace(view, meta=with_paper(site, view.meta, paper))
    return _with_notes(site, paper, replace(_with_fields(site, paper, view), opening=_opening(site, opening, card)))


def _opening(site: Site, passage: Passage | None, card: Card) -> Said | None:
    return next(iter(said(site, [passage], card.url, PER_PAGE)), None) if passage else None


def _longest(passages: Sequence[Passage]) -> Passage | None:
    """The longest text of an entry, which opens the page of a paper without a note."""
    entries = [passage for passage in passages if passage.entry >= 0 and passage.facts.entries[passage.entry].prose]
    return max(entries, key=_words, default=None)


def _words(passage: Passage) -> int:
    prose = passage.facts.entries[passage.entry].prose
    return prose.words if prose else 0


def _with_fields(site: Site, paper: Paper, view: PaperView) -> PaperView:
    """What is known of the paper itself."""
    fields = paper.fields
    path = paper.notes[0].path if paper.notes else ""

    def written(inline: Inline | None) -> Line | None:
        return line(site, inline, path) if inline else None

    return replace(
        view,
        href=home(fields),
        authors=people(site, fields),
        et_al=fields.et_al,
        links=links(site, fields, path),
        topics=crumbs(site, fields.topics),
        keywords=tuple(Link(graph.keyword_url(site, keyword), label=keyword) for keyword in fields.keywords),
        venue_url=graph.venue_url(site, fields.venue) if fields.venue else "",
        year_url=graph.year_url(site, fields.issued[:4]) if fields.issued else "",
        rating=fields.rating,
        priority=fields.priority,
        read_on=fields.read_on,
        added=fields.added,
        pages=fields.pages,
        page=fields.page,
        time=fields.time,
        summary=written(fields.summary),
        why=written(fields.why),
        abstract=written(fields.abstract),
        formats=(
            Format("BibTeX", as_bibtex(site, paper.name)),
            Format("RIS", as_ris(site, paper.name)),
            Format("CSL-JSON", as_csl(site, paper.name)),
        ),
    )


def _with_notes(site: Site, paper: Paper, view: PaperView) -> PaperView:
    """What the notes on it say, and what they rest on."""
    url = view.card.url
    main = paper.notes[0] if paper.notes else None
    cites = [edge.target for edge in graph.edges(site, url) if edge.type == "cites" and edge.source == url]
    labels = labelled(site, tuple(dict.fromkeys((*named(site, paper.notes, url), *cites))))
    return replace(
        view,
        by=writer(site, main),
        updated=main.note.updated if main else "",
        lineage=lineage(site, url),
        relations=relations(site, url),
        sections=sections(site, main, labels=labels) if main else (),
        further=tuple(
            Further(
                title=graph.plain_html(facts.title),
                anchor=graph.prefix(number),
                by=writer(site, facts),
                date=facts.note.date,
                sections=sections(site, facts, 3, f"{graph.prefix(number)}-", labels),
            )
            for number, facts in enumerate(paper.notes[1:], 2)
        ),
        references=references(site, labels),
        style=site.config.references,
        colophon=colophon(site, main),
        remarks=tuple(each for each in talked_of(site, url) if each.note),
        neighbours=neighbours(site, url),
        related=relatives(site, url),
    )
