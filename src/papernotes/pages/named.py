"""A person, venue, year or keyword: its papers by year, what stands together with it, and the note on it."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.registers import REGISTERS
from papernotes.model.graph import Named
from papernotes.model.page import Chrome, Html, Line, Page, View
from papernotes.model.written import Facts
from papernotes.text import fold
from papernotes.views import (
    Colophon,
    Kin,
    Link,
    Meta,
    Reference,
    Section,
    Shelf,
    about,
    by_year,
    colophon,
    labelled,
    links,
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
from papernotes.views.references import named as mentioned
from papernotes.views.tallies import Tally, tally, topics_of

PER_PAGE = 500
PASSAGES = 50
TALLIES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "authors": (("wrote_with", "authors"),),
    "venues": (("most_here", "authors"), ("keywords", "keywords")),
    "years": (("venues", "venues"), ("keywords", "keywords")),
    "keywords": (("together_with", "keywords"), ("authors", "authors")),
}
"""What the margin counts beside the topics, for each register: the heading's word, and the register counted."""


class NamedView(View, frozen=True, omit_defaults=True):
    """All that is known of a name; `folder` is its register, `shelf` the papers of this page by year."""

    meta: Meta
    folder: str
    url: str
    name: str
    title: Html
    count: int
    shelf: Shelf
    pager: Pager
    spellings: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    with_others: int = 0
    tallies: tuple[Tally, ...] = ()
    before: str = ""
    after: str = ""
    by: str = ""
    about: Line | None = None
    links: tuple[Link, ...] = ()
    sections: tuple[Section, ...] = ()
    relations: tuple[Kin, ...] = ()
    said: tuple[Said, ...] = ()
    references: tuple[Reference, ...] = ()
    style: str = ""
    colophon: Colophon = Colophon()


def keys(site: Site) -> Iterator[str]:
    """`authors/<name>.html` and the like, with further pages for more than 500 papers or 50 passages."""
    for folder in REGISTERS:
        for each in graph.named(site, folder):
            if each.url:
                yield from places(each.url, _rows(site, each), PER_PAGE, at_least=1)


def _rows(site: Site, named: Named) -> int:
    """How many rows the pages of a name must hold: fifty passages take the place of 500 papers."""
    passages = graph.passages(site, named.url) if named.note else ()
    return max(len(named.papers), len(passages) * PER_PAGE // PASSAGES)


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of a name at an address, or a further page of it."""
    named = graph.named_at(site, key)
    at = pager(key, named.url, _rows(site, named), PER_PAGE) if named else None
    if named is None or at is None:
        return None
    folder = key.partition("/")[0]
    passages = graph.passages(site, named.url) if named.note else ()
    years = sorted({paper.fields.issued[:4] for paper in named.papers if paper.fields.issued})
    first = (at.number - 1) * PASSAGES
    view = NamedView(
        meta=with_note(site, meta(named.name, folder, named.note, about(site, named.note)), named.note),
        folder=folder,
        url=named.url,
        name=named.name,
        title=graph.plain_html(named.note.title) if named.note else Html(""),
        count=len(named.papers),
        shelf=by_year(site, named.papers[at.start : at.end], gist=folder != "years"),
        pager=at,
        first=years[0] if years else "",
        last=years[-1] if years else "",
        said=said(site, passages[first : first + PASSAGES], named.url, first),
    )
    return Page(key, "named.html", _opened(site, named, view) if at.number == 1 else view, chrome)


def _opened(site: Site, named: Named, view: NamedView) -> NamedView:
    """The first page also shows the other spellings, what stands together with the name, and the words of its note."""
    tallies = [tally(site, word, folder, named.papers, named) for word, folder in TALLIES[view.folder]]
    before, after = _beside(graph.named(site, view.folder), named) if view.folder == "years" else ("", "")
    opened = replace(
        view,
        spellings=tuple(
            {fold(each): each for each in reversed(named.spellings) if fold(each) != fold(named.name)}.values()
        ),
        with_others=tallies[0].all,
        tallies=tuple(each for each in (*tallies, topics_of(site, "on_topics", named.papers)) if each.rows),
        before=before,
        after=after,
    )
    return _with_note(site, named.note, opened) if named.note else opened


def _with_note(site: Site, facts: Facts, view: NamedView) -> NamedView:
    """The words, links and relations of the note on a person or venue."""
    labels = labelled(site, mentioned(site, [facts], view.url))
    return replace(
        view,
        by=writer(site, facts),
        about=summary(site, facts),
        links=links(site, facts.paper, facts.path),
        sections=sections(site, facts, labels=labels),
        relations=relations(site, view.url),
        references=references(site, labels),
        style=site.config.references,
        colophon=colophon(site, facts),
    )


def _beside(years: Sequence[Named], named: Named) -> tuple[str, str]:
    """The years before and after one."""
    index = years.index(named)
    return years[index - 1].name if index else "", years[index + 1].name if index + 1 < len(years) else ""
