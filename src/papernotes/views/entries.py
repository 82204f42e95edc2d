"""What lists, stories, digests and catalogues have in common: a head, sections of entries, an end."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.places import place_of
from papernotes.model.graph import Card, Group
from papernotes.model.page import Html, Line, View, Woven
from papernotes.model.written import Entry, Facts
from papernotes.views.fills import NO_LABELS, Labels, line, woven, written
from papernotes.views.lineage import Kin, stated
from papernotes.views.links import Link, links
from papernotes.views.machine import with_papers
from papernotes.views.pager import Pager, pager, places
from papernotes.views.passages import Said, said
from papernotes.views.references import Reference, labelled, named, references
from papernotes.views.rows import FOLDERS
from papernotes.views.sections import Colophon, Meta, Section, about, colophon, meta, sections, summary, writer
from papernotes.views.tree import Branch, crumbs

PER_PAGE = 50


class EntryRow(Struct, frozen=True, omit_defaults=True):
    """An entry as shown: the paper's card, the author's own heading if there is one, byline, remark, text, links.

    `relations` are those that lines of their own in its text say.

    An entry that leads nowhere (a note that is not published, say) has no card, and `name` are its words; `missing`
    says that nothing of this name exists.
    """

    card: Card | None = None
    name: Html = Html("")
    missing: bool = False
    anchor: str = ""
    heading: Line | None = None
    byline: Line | None = None
    remark: Line | None = None
    body: Woven | None = None
    links: tuple[Link, ...] = ()
    required: bool = False
    optional: bool = False
    highlight: bool = False
    skip: bool = False
    priority: int = 0
    time: int = 0
    relations: tuple[Kin, ...] = ()


class Part(Struct, frozen=True, omit_defaults=True):
    """A section with its entries: the level of their headings, the number of the first one, counted from 1.

    `group` is what the results of a query in it have in common.
    """

    section: Section = Section()
    rows: tuple[EntryRow, ...] = ()
    level: int = 2
    first: int = 1
    group: Group | None = None


class Collection(View, frozen=True, omit_defaults=True):
    """A collection as its pages show it; each kind adds what it alone has. Further pages hold passages only.

    `unanswered` is a query that finds nothing (`is_wrong`: that cannot be read), `more` counts papers that are too
    many to be added.
    """

    meta: Meta
    kind: str
    folder: str
    card: Card
    title: Html
    pager: Pager
    said: tuple[Said, ...] = ()
    by: str = ""
    date: str = ""
    updated: str = ""
    topics: tuple[Branch, ...] = ()
    keywords: tuple[str, ...] = ()
    about: Line | None = None
    unanswered: str = ""
    is_wrong: bool = False
    more: int = 0
    parts: tuple[Part, ...] = ()
    references: tuple[Reference, ...] = ()
    style: str = ""
    colophon: Colophon = Colophon()


C = TypeVar("C", bound=Collection)
R = TypeVar("R", bound=EntryRow)


def addresses(site: Site, kind: str) -> Iterator[str]:
    """The address of every collection of a kind, and further pages for more than fifty passages."""
    for facts in graph.notes(site, kind):
        url = graph.url(site, facts)
        yield from places(url, len(graph.passages(site, url)), PER_PAGE, at_least=1)


def collection(shape: type[C], site: Site, key: str, kind: str, *, with_parts: bool = True) -> tuple[Facts, C] | None:
    """The collection of a kind at an address, with its note; None if it is another's address."""
    facts = graph.note_at(site, key)
    card = graph.card(site, graph.url(site, facts)) if facts and facts.kind == kind else None
    if facts is None or card is None:
        return None
    passages = graph.passages(site, card.url)
    at = pager(key, card.url, len(passages), PER_PAGE)
    if at is None:
        return None
    labels = labelled(site, named(site, [facts], card.url)) if at.number == 1 else NO_LABELS
    shown = tuple(parts(site, facts, labels)) if at.number == 1 and with_parts else ()
    own = {held.url for held in graph.contents(site, facts.path)}
    frame = meta(facts.title.text, FOLDERS[kind], facts, about(site, facts))
    if at.number == 1:
        held = (each.url for each in graph.contents(site, facts.path))
        frame = with_papers(site, frame, card.url, held, save=kind in ("list", "story"))
    return facts, shape(
        meta=frame,
        kind=kind,
        folder=FOLDERS[kind],
        card=card,
        title=card.title,
        pager=at,
        said=said(site, passages[at.start : at.end], card.url, at.start),
        by=writer(site, facts),
        date=facts.note.date,
        updated=facts.note.updated,
        topics=crumbs(site, facts.paper.topics),
        keywords=facts.paper.keywords,
        about=summary(site, facts),
        unanswered=facts.note.query if at.number == 1 and not graph.selected(site, facts) else "",
        is_wrong=bool(facts.note.query) and not graph.is_readable(site, facts.note.query),
        more=graph.left_out(site, facts.path) if at.number == 1 else 0,
        parts=shown,
        references=references(site, {url: label for url, label in labels.items() if url not in own}),
        style=site.config.references,
        colophon=colophon(site, facts) if at.number == 1 else Colophon(),
    )


def parts(site: Site, facts: Facts, labels: Labels = NO_LABELS) -> Iterator[Part]:
    """A note's sections in the author's order, each with its entries."""
    level, first = 1, 1
    for section in sections(site, facts, labels=labels):
        level = section.heading.level if section.heading else level
        rows = tuple(entry_row(site, facts, facts.entries[index], labels) for index in section.entries)
        yield Part(section, rows, min(level + 1, 6), first)
        first += len(rows)


def added(site: Site, facts: Facts) -> Iterator[Part]:
    """What a collection holds besides its entries: papers that name it, then the results of its query, in groups."""
    held = graph.contents(site, facts.path)
    first = 1 + sum(each.entry >= 0 for each in held)
    for group, found in groupby((each for each in held if each.entry < 0), key=lambda each: each.group):
        rows = tuple(row for each in found if (row := added_row(site, each.url)))
        named = replace(group, papers=()) if group and group.by else None
        yield Part(rows=rows, level=3 if named else 2, first=first, group=named)
        first += len(rows)


def added_row(site: Site, url: str) -> EntryRow | None:
    """A paper that stands in a collection without an entry of its own."""
    card = graph.card(site, url)
    return EntryRow(card, anchor=f"added:{graph.name_of(url)}") if card else None


def once_each(rows: Iterable[R]) -> list[R]:
    """The rows without those of a paper that stands further up already: as many as there are papers."""
    found: dict[str, R] = {}
    for number, row in enumerate(rows):
        found.setdefault(row.card.url if row.card else f"#{number}", row)
    return list(found.values())


def entry_row(site: Site, facts: Facts, entry: Entry, labels: Labels = NO_LABELS) -> EntryRow:
    """An entry of a note as shown."""
    path, fields, card = facts.path, entry.fields, graph.card(site, place_of(site, facts, entry))
    prose = entry.prose if entry.form != "card" else None
    return EntryRow(
        card=card,
        name=Html("") if card else _words(entry),
        missing=card is None and all(graph.resolve(site, ref, path).kind == "none" for ref in entry.refs),
        anchor=entry.anchor,
        heading=line(site, entry.title, path, labels) if entry.title else None,
        byline=line(site, entry.byline, path, labels) if entry.byline else None,
        remark=line(site, entry.remark, path, labels) if entry.remark else None,
        body=woven(site, prose, path, labels=labels, place=f"{entry.anchor}.") if prose else None,
        links=links(site, fields, path),
        required=entry.required is True,
        optional=entry.required is False,
        highlight=fields.highlight,
        skip=fields.skip,
        priority=fields.priority,
        time=fields.time,
        relations=stated(site, facts, entry),
    )


def _words(entry: Entry) -> Html:
    """What an entry calls its paper."""
    title = entry.title or entry.fields.title
    return graph.plain_html(title) if title else Html(escape(" ".join(written(ref) for ref in entry.refs[:1])))
