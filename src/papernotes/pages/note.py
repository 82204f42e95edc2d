"""Notes that are not about one paper: essays, authors, venues, plain pages."""

from collections.abc import Iterator

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.graph import Card
from papernotes.model.page import Chrome, Html, Line, Page, View
from papernotes.model.written import Facts
from papernotes.views import (
    Colophon,
    Kin,
    Meta,
    Reference,
    Section,
    about,
    colophon,
    labelled,
    meta,
    references,
    relations,
    sections,
    summary,
    writer,
)
from papernotes.views.machine import with_note
from papernotes.views.pager import Pager, pager, places
from papernotes.views.passages import Said, said
from papernotes.views.references import named
from papernotes.views.tree import Branch, crumbs

KINDS = ("note", "author", "venue", "page")
PER_PAGE = 50


class NoteView(View, frozen=True, omit_defaults=True):
    """A note with its references, relations, and what other notes say of it."""

    meta: Meta
    kind: str
    card: Card
    title: Html
    pager: Pager
    by: str = ""
    date: str = ""
    updated: str = ""
    topics: tuple[Branch, ...] = ()
    keywords: tuple[str, ...] = ()
    about: Line | None = None
    sections: tuple[Section, ...] = ()
    relations: tuple[Kin, ...] = ()
    said: tuple[Said, ...] = ()
    references: tuple[Reference, ...] = ()
    style: str = ""
    colophon: Colophon = Colophon()


def keys(site: Site) -> Iterator[str]:
    """The address of every such note, and further pages for more than fifty passages."""
    for facts in shown(site):
        url = graph.url(site, facts)
        yield from places(url, len(graph.passages(site, url)), PER_PAGE, at_least=1)


def shown(site: Site) -> Iterator[Facts]:
    """The notes of these kinds, and a second note on a topic; the home page's words have no page of their own.

    The first note on a person or venue stands on the page of that name.
    """
    yield from (facts for kind in (*KINDS, "topic") for facts in graph.notes(site, kind) if _is_shown(site, facts))


def _is_shown(site: Site, facts: Facts) -> bool:
    """Whether a note has a page of this kind, and does not stand on another."""
    if facts is graph.home(site):
        return False
    if facts.kind == "topic":
        return not graph.topic_at(site, graph.url(site, facts))
    if facts.kind in ("author", "venue"):
        return graph.named_at(site, graph.url(site, facts)) is None
    return facts.kind in KINDS


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of a note at an address."""
    facts = graph.note_at(site, key)
    card = graph.card(site, graph.url(site, facts)) if facts else None
    if facts is None or card is None or not _is_shown(site, facts):
        return None
    passages = graph.passages(site, card.url)
    at = pager(key, card.url, len(passages), PER_PAGE)
    if at is None:
        return None
    labels = labelled(site, named(site, [facts], card.url)) if at.number == 1 else {}
    section = "topics" if facts.kind == "topic" else "notes"
    view = NoteView(
        meta=with_note(site, meta(facts.title.text, section, facts, about(site, facts)), facts),
        kind=facts.kind,
        card=card,
        title=card.title,
        pager=at,
        by=writer(site, facts),
        date=facts.note.date,
        updated=facts.note.updated,
        topics=crumbs(site, facts.paper.topics),
        keywords=facts.paper.keywords,
        about=summary(site, facts),
        sections=sections(site, facts, labels=labels) if at.number == 1 else (),
        relations=relations(site, card.url) if at.number == 1 else (),
        said=said(site, passages[at.start : at.end], card.url, at.start),
        references=references(site, labels),
        style=site.config.references,
        colophon=colophon(site, facts) if at.number == 1 else Colophon(),
    )
    return Page(key, "note.html", view, chrome)
