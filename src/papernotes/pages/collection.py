"""Lists, stories, digests and catalogues as plain readable pages, in their author's order."""

from collections.abc import Iterator
from html import escape

from msgspec import Struct
from msgspec.structs import replace

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.graph import Card
from papernotes.model.page import Chrome, Html, Line, Page, View, Woven
from papernotes.model.written import COLLECTIONS, Entry, Facts
from papernotes.views import (
    NO_LABELS,
    Colophon,
    Labels,
    Link,
    Meta,
    Reference,
    Section,
    colophon,
    labelled,
    line,
    links,
    meta,
    references,
    sections,
    woven,
)
from papernotes.views.fills import written
from papernotes.views.pager import Pager, pager, places
from papernotes.views.passages import Said, said
from papernotes.views.references import named
from papernotes.views.rows import FOLDERS
from papernotes.views.tree import Branch, crumbs

PER_PAGE = 50


class EntryRow(Struct, frozen=True, omit_defaults=True):
    """An entry as shown: the paper's card, the author's own heading if there is one, byline, remark, text, links.

    An entry that leads nowhere (a note that is not published, say) has no card, and `name` are its words.
    """

    card: Card | None = None
    name: Html = Html("")
    anchor: str = ""
    heading: Line | None = None
    byline: Line | None = None
    remark: Line | None = None
    body: Woven | None = None
    links: tuple[Link, ...] = ()
    required: bool = False
    optional: bool = False
    priority: int = 0
    time: int = 0


class Part(Struct, frozen=True):
    """A section with its entries: their dress (story, list, slips, lines), heading level, the first one's number."""

    section: Section
    rows: tuple[EntryRow, ...]
    dress: str
    level: int
    first: int


class CollectionView(View, frozen=True, omit_defaults=True):
    """A collection; `count` and `read` are shown for lists and stories only."""

    meta: Meta
    kind: str
    folder: str
    card: Card
    title: Html
    pager: Pager
    said: tuple[Said, ...]
    by: str = ""
    date: str = ""
    updated: str = ""
    topics: tuple[Branch, ...] = ()
    keywords: tuple[str, ...] = ()
    about: Line | None = None
    show_status: bool = True
    count: int = 0
    read: int = 0
    parts: tuple[Part, ...] = ()
    references: tuple[Reference, ...] = ()
    style: str = ""
    colophon: Colophon = Colophon()


def keys(site: Site) -> Iterator[str]:
    """The address of every collection, and further pages for more than fifty passages."""
    for kind in COLLECTIONS:
        for facts in graph.notes(site, kind):
            url = graph.url(site, facts)
            yield from places(url, len(graph.passages(site, url)), PER_PAGE, at_least=1)


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of a collection at an address."""
    facts = graph.note_at(site, key)
    card = graph.card(site, graph.url(site, facts)) if facts else None
    if facts is None or card is None or facts.kind not in FOLDERS:
        return None
    passages = graph.passages(site, card.url)
    at = pager(key, card.url, len(passages), PER_PAGE)
    if at is None:
        return None
    view = CollectionView(
        meta=meta(facts.title.text, FOLDERS[facts.kind], facts),
        kind=facts.kind,
        folder=FOLDERS[facts.kind],
        card=card,
        title=card.title,
        pager=at,
        said=said(site, passages[at.start : at.end], card.url, at.start),
        by=facts.note.by or site.config.author,
        date=facts.note.date,
        updated=facts.note.updated,
        topics=crumbs(site, facts.paper.topics),
        keywords=facts.paper.keywords,
        about=line(site, facts.paper.summary, facts.path) if facts.paper.summary else None,
    )
    return Page(key, "collection.html", _with_entries(site, facts, view) if at.number == 1 else view, chrome)


def _with_entries(site: Site, facts: Facts, view: CollectionView) -> CollectionView:
    """The first page shows the whole collection."""
    cards = [_card(site, facts, entry) for entry in facts.entries]
    own = {card.url for card in cards if card}
    labels = labelled(site, named(site, [facts], view.card.url))
    return replace(
        view,
        show_status=facts.note.show_status,
        count=len(facts.entries),
        read=sum(card is not None and card.status in ("read", "skimmed") for card in cards),
        parts=tuple(parts(site, facts, labels)),
        references=references(site, {url: label for url, label in labels.items() if url not in own}),
        style=site.config.references,
        colophon=colophon(site, facts),
    )


def _card(site: Site, facts: Facts, entry: Entry) -> Card | None:
    """The card of the paper (or note) that an entry names."""
    targets = (graph.resolve(site, ref, facts.path) for ref in entry.refs)
    urls = (target.url.partition("#")[0] for target in targets if target.kind in ("paper", "note"))
    return next((card for url in urls if (card := graph.card(site, url))), None)


def parts(site: Site, facts: Facts, labels: Labels = NO_LABELS) -> Iterator[Part]:
    """A note's sections, each with its entries."""
    cards = [_card(site, facts, entry) for entry in facts.entries]
    level, first = 1, 1
    for section in sections(site, facts, labels=labels):
        level = section.heading.level if section.heading else level
        pairs = [(facts.entries[index], cards[index]) for index in section.entries]
        rows = tuple(_row(site, facts, entry, card, labels) for entry, card in pairs)
        forms = {entry.form for entry, _ in pairs}
        yield Part(section, rows, _dress(facts.kind, "heading" in forms), min(level + 1, 6), first)
        first += len(rows)


def _dress(kind: str, has_headings: bool) -> str:
    if has_headings or kind == "story":
        return "story"
    return {"digest": "slips", "catalogue": "lines"}.get(kind, "list")


def _row(site: Site, facts: Facts, entry: Entry, card: Card | None, labels: Labels = NO_LABELS) -> EntryRow:
    path, fields = facts.path, entry.fields
    return EntryRow(
        card=card,
        name=Html("") if card else _words(entry),
        anchor=entry.anchor,
        heading=line(site, entry.title, path, labels) if entry.title else None,
        byline=line(site, entry.byline, path, labels) if entry.byline else None,
        remark=line(site, entry.remark, path, labels) if entry.remark else None,
        body=woven(site, entry.prose, path, labels=labels) if entry.prose and entry.form != "card" else None,
        links=links(site, fields, path),
        required=entry.required is True,
        optional=entry.required is False,
        priority=fields.priority,
        time=fields.time,
    )


def _words(entry: Entry) -> Html:
    """What an entry calls its paper."""
    title = entry.title or entry.fields.title
    return graph.plain_html(title) if title else Html(escape(" ".join(written(ref) for ref in entry.refs[:1])))
