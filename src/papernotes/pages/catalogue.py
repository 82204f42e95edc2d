"""A catalogue: hundreds of entries by section and year, each with its links, keywords and folded digest."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.split import Leaf
from papernotes.model.graph import Group
from papernotes.model.page import Chrome, Heading, Html, Page
from papernotes.model.written import Facts
from papernotes.text import sort_key
from papernotes.views import Labels, Section, labelled, sections
from papernotes.views.chapters import REM, Chapter, Keyword, added_item, all_items, frequent, indexed, item, tree
from papernotes.views.entries import Collection, addresses, collection
from papernotes.views.pager import pager
from papernotes.views.references import named

FREQUENT = 60
"""Keywords in the list at the top."""


class Way(Struct, frozen=True, omit_defaults=True):
    """A line of the contents: a section (or what a query's results have in common), how many entries, its years."""

    url: str
    label: Html = Html("")
    count: int = 0
    years: tuple["Way", ...] = ()
    group: Group | None = None
    number: int = 0


class CatalogueView(Collection, frozen=True, omit_defaults=True):
    """A catalogue, or a section of a long one, which `section` names.

    `lead` is what stands before its entries; of a long one the ways to its sections stand between that and the rest.
    `years` and `venues` are what the filters offer.
    """

    section: Html = Html("")
    group: Group | None = None
    lead: tuple[Chapter, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    ways: tuple[Way, ...] = ()
    is_long: bool = False
    count: int = 0
    coded: int = 0
    show_status: bool = True
    frequent: tuple[Keyword, ...] = ()
    years: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()


def keys(site: Site) -> Iterator[str]:
    """`catalogues/<name>.html` for every catalogue, `<name>.<section>.html` for the sections of a long one."""
    yield from addresses(site, "catalogue")
    for facts in graph.notes(site, "catalogue"):
        yield from (leaf.url for leaf in graph.leaves(site, facts.path))


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of a catalogue, or of a section of a long one, at an address."""
    part = graph.leaf_at(site, key)
    first = graph.url(site, part[0]) if part else key
    found = collection(CatalogueView, site, first, "catalogue", with_parts=False)
    if found is None:
        return None
    facts, view = found
    view = replace(view, show_status=facts.note.show_status)
    if part:
        view = _section(site, facts, view, part[1])
    elif view.pager.number == 1:
        view = _long(site, facts, view) if graph.leaves(site, facts.path) else _whole(site, facts, view)
    return Page(key, "catalogue.html", view, chrome)


def _whole(site: Site, facts: Facts, view: CatalogueView) -> CatalogueView:
    """A catalogue on one page."""
    labels = labelled(site, named(site, [facts], view.card.url))
    pieces = ((section, section.entries) for section in sections(site, facts, labels=labels))
    return _filled(site, view, (*_chapters(site, facts, pieces, labels), *_added(site, facts)))


def _chapters(
    site: Site, facts: Facts, pieces: Iterable[tuple[Section, tuple[int, ...]]], labels: Labels
) -> tuple[Chapter, ...]:
    """Pieces of a note with those of their entries that are shown."""
    return tree(
        (section, tuple(item(site, facts, facts.entries[index], labels, section.year) for index in shown))
        for section, shown in pieces
    )


def _added(site: Site, facts: Facts) -> Iterator[Chapter]:
    """What a catalogue holds besides its entries, in groups."""
    found: dict[Group | None, list[str]] = {}
    for held in graph.contents(site, facts.path):
        if held.entry < 0:
            found.setdefault(held.group, []).append(held.url)
    for number, (group, urls) in enumerate(found.items(), 1):
        yield replace(_of_group(site, group, urls), fold=f"group:{number}")


def _of_group(site: Site, group: Group | None, urls: Iterable[str]) -> Chapter:
    items = tuple(found for url in urls if (found := added_item(site, url)))
    return Chapter(group=_plain(group), items=items, count=len(items), height=REM * len(items))


def _plain(group: Group | None) -> Group | None:
    """What the results of a query have in common, without the results."""
    return replace(group, papers=()) if group and group.by else None


def _filled(site: Site, view: CatalogueView, chapters: Sequence[Chapter]) -> CatalogueView:
    """A page with its sections, their contents, and what its filters offer."""
    items = tuple(all_items(chapters))
    years = sorted({each.year for each in items if each.year}, reverse=True)
    venues = Counter(each.venue for each in items if each.venue)
    offered = sorted(venues, key=lambda venue: (-venues[venue], sort_key(venue)))
    lead = tuple(takewhile(lambda chapter: not chapter.count, chapters))
    return replace(
        view,
        lead=lead,
        chapters=indexed(chapters[len(lead) :], years, offered),
        ways=tuple(_way(chapter) for chapter in main(chapters, len(items))),
        count=len({each.paper for each in items}),
        coded=len({each.paper for each in items if each.code}),
        frequent=frequent(site, items, FREQUENT),
        years=tuple(years),
        venues=tuple(offered),
    )


def main(chapters: Iterable[Chapter], total: int) -> Iterator[Chapter]:
    """The sections that contents name: of one that holds more than half of all entries those in it, never years."""
    for chapter in chapters:
        inside = [each for each in chapter.chapters if each.count and not each.is_year]
        if inside and 2 * chapter.count > total and not chapter.items and len(chapter.chapters) > 1:
            yield from main(chapter.chapters, chapter.count)
        elif chapter.count and (chapter.group or (chapter.heading and chapter.heading.anchor)):
            yield chapter


def _way(chapter: Chapter) -> Way:
    anchor = chapter.heading.anchor if chapter.heading else chapter.fold
    return Way(f"#{anchor}", chapter.label, chapter.count, group=chapter.group)


def _section(site: Site, facts: Facts, view: CatalogueView, leaf: Leaf) -> CatalogueView:
    """A section of a long catalogue on its own page."""
    labels = labelled(site, named(site, [facts], view.card.url))
    known = sections(site, facts, labels=labels)
    shown = [(_continued(known[index], entries), entries) for index, entries in leaf.pieces]
    chapters = _chapters(site, facts, shown, labels) if shown else (_of_group(site, leaf.group, leaf.papers),)
    title = known[leaf.piece].heading if leaf.pieces else None
    view = replace(
        view,
        meta=replace(view.meta, title=f"{title.text}: {view.meta.title}" if title else view.meta.title, data=Html("")),
        pager=pager(leaf.url, leaf.first, leaf.count, 1) or view.pager,
        section=known[leaf.piece].plain if leaf.pieces else Html(""),
        group=_plain(leaf.group),
        said=(),
        references=(),
    )
    return _filled(site, view, tuple(_raised(chapters, title)))


def _continued(section: Section, entries: tuple[int, ...]) -> Section:
    """A section as it stands on a page that begins in the midst of its entries: without the words before them."""
    return section if entries[:1] == section.entries[:1] else replace(section, body=None)


def _raised(chapters: Iterable[Chapter], title: Heading | None) -> Iterator[Chapter]:
    """The sections of a page whose own heading is `title`: that one without it, the others so much higher."""
    for chapter in chapters:
        heading = chapter.heading
        if heading and title and heading.anchor == title.anchor:
            yield replace(chapter, heading=None, chapters=tuple(_raised(chapter.chapters, title)))
        else:
            level = max(2, heading.level - title.level + 1) if heading and title else 2
            raised = replace(heading, level=level) if heading else None
            yield replace(chapter, heading=raised, chapters=tuple(_raised(chapter.chapters, title)))


def _long(site: Site, facts: Facts, view: CatalogueView) -> CatalogueView:
    """The first page of a long catalogue: its own words, and the ways to its sections."""
    leaves = graph.leaves(site, facts.path)
    apart = {index for leaf in leaves for index, _ in leaf.pieces}
    first = min(apart, default=len(facts.pieces))
    labels = labelled(site, named(site, [facts], view.card.url))
    known = sections(site, facts, labels=labels)
    before, after = (
        _worded(tree((known[index], ()) for index in range(*span) if index not in apart))
        for span in ((0, first), (first, len(known)))
    )
    return replace(
        view,
        lead=before,
        chapters=after,
        ways=tuple(_way_to(facts, known, leaf) for leaf in leaves),
        is_long=True,
        count=graph.held(site, facts.path),
    )


def _worded(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Sections without entries, but those in which nothing is said."""
    found = (replace(chapter, chapters=_worded(chapter.chapters)) for chapter in chapters)
    return tuple(chapter for chapter in found if chapter.body or chapter.chapters)


def _way_to(facts: Facts, known: Sequence[Section], leaf: Leaf) -> Way:
    """The way to a section's page, with its years."""
    years = tuple(
        Way(f"{leaf.url}#{piece.anchor}", Html(piece.year), len(entries))
        for piece, entries in ((facts.pieces[index], entries) for index, entries in leaf.pieces)
        if piece.year and entries
    )
    count = sum(len(entries) for _, entries in leaf.pieces) or len(leaf.papers)
    label = known[leaf.piece].plain if leaf.pieces else Html("")
    return Way(leaf.url, label, count, years, _plain(leaf.group), leaf.number if leaf.count > 1 else 0)
