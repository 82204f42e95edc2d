"""The sections of a catalogue as a tree, with what its filters need to know of each entry."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.graph import Group
from papernotes.model.page import Heading, Html, Woven
from papernotes.model.written import Entry, Facts, PaperFields
from papernotes.text import fold, sort_key
from papernotes.views.entries import EntryRow, added_row, entry_row
from papernotes.views.fills import Labels
from papernotes.views.links import Link, links
from papernotes.views.sections import Section

FEW = 12
"""Authors of an entry that are shown at once."""
MOST_BYLINE = 400
REM = 6
"""How high an entry is, about: what a browser takes for its height until it lays it out."""


class Keyword(Struct, frozen=True, omit_defaults=True):
    """A keyword, its page if it has one, and how many papers here have it."""

    words: str
    url: str = ""
    count: int = 0


class Item(Struct, frozen=True, omit_defaults=True):
    """An entry as a catalogue shows it: its code apart from its other links, and its keywords.

    Where its names are too many for a line, `many` is their number (-1 where they could not be counted) and `names`
    are all of them, else its byline is to be folded as it is. `year` and `venue` are what the filters choose by.
    """

    row: EntryRow
    code: str = ""
    keywords: tuple[Keyword, ...] = ()
    many: int = 0
    names: str = ""
    year: str = ""
    venue: str = ""

    @property
    def paper(self) -> str:
        """What tells its paper from others: its address; an entry that leads nowhere is one of its own."""
        return self.row.card.url if self.row.card else f"#{self.row.anchor}"


class Chapter(Struct, frozen=True, omit_defaults=True):
    """A section or a year of one, with the sections in it; `count` is of all entries below, `label` its short heading.

    `nameless` says that the words are an entry that names nothing; `years` and `venues` say of each entry where it
    stands in the filters' lists (0: nowhere); `fold` is the anchor of a fold that held the whole section, `height` is
    in rem.
    """

    heading: Heading | None = None
    label: Html = Html("")
    is_year: bool = False
    count: int = 0
    body: Woven | None = None
    nameless: bool = False
    group: Group | None = None
    items: tuple[Item, ...] = ()
    chapters: tuple["Chapter", ...] = ()
    fold: str = ""
    years: str = ""
    venues: str = ""
    height: int = 0


class Node(NamedTuple):
    """A piece of a note on its way into the tree: its heading's level, whether a fold, and what is below it."""

    level: int
    chapter: Chapter
    folded: bool
    below: list["Node"]


def tree(pieces: Iterable[tuple[Section, tuple[Item, ...]]]) -> tuple[Chapter, ...]:
    """Sections inside each other as their headings say; a stretch without a heading belongs to the one before."""
    root = Node(0, Chapter(), False, [])
    open_ = [root]
    for section, items in pieces:
        level = section.heading.level if section.heading else 7
        while open_[-1].level >= level:
            open_.pop()
        label, is_year = _label(section, open_[-1].chapter)
        body, height = section.body, REM * len(items)
        chapter = Chapter(section.heading, label, is_year, 0, body, section.nameless, items=items, height=height)
        node = Node(level, chapter, section.folded, [])
        open_[-1].below.append(node)
        open_.append(node)
    return tuple(_closed(node) for node in root.below)


def _label(section: Section, above: Chapter) -> tuple[Html, bool]:
    """A heading in few words: of `Theory: 2024` in the section Theory the year alone."""
    if not section.year or section.heading is None:
        return section.plain, False
    rest = fold(section.heading.text.strip().removesuffix(section.year).strip(" :,()-–—"))
    title = fold(above.heading.text.strip()) if above.heading else ""
    return (Html(section.year), True) if rest in ("", title) else (section.plain, False)


def _closed(node: Node) -> Chapter:
    """A section with all below it; a fold that is all there is in a section is no section of its own."""
    chapter, below = node.chapter, [_closed(each) for each in node.below]
    if len(below) == 1 and node.below[0].folded and not chapter.items and not (chapter.body and below[0].body):
        return _unfolded(chapter, below[0])
    return replace(chapter, chapters=tuple(below), count=len(chapter.items) + sum(each.count for each in below))


def _unfolded(outer: Chapter, inner: Chapter) -> Chapter:
    """What a fold holds under the heading around it."""
    anchor = inner.heading.anchor if inner.heading else ""
    body = outer.body or inner.body
    return replace(inner, heading=outer.heading, label=outer.label, is_year=outer.is_year, body=body, fold=anchor)


def item(site: Site, facts: Facts, entry: Entry, labels: Labels, year: str) -> Item:
    """An entry of a note, with the links and keywords of its paper where it has none; `year` is that of its group."""
    row, fields = entry_row(site, facts, entry, labels), entry.fields
    if row.card and not (row.links and fields.keywords):
        known = _known(site, row.card.url)
        row = replace(row, links=row.links or known[0])
        fields = replace(fields, keywords=fields.keywords or known[1])
    many = len(fields.authors) if len(fields.authors) > FEW else 0
    if not many and entry.byline and len(entry.byline.text) > MOST_BYLINE:
        many = -1
    return _item(site, replace(row, byline=None) if many > 0 else row, fields, many, year)


def added_item(site: Site, url: str) -> Item | None:
    """A paper that stands in a catalogue without an entry of its own."""
    row = added_row(site, url)
    if row is None:
        return None
    found, keywords = _known(site, url)
    return _item(site, replace(row, links=found), PaperFields(keywords=keywords), 0, "")


def _known(site: Site, url: str) -> tuple[tuple[Link, ...], tuple[str, ...]]:
    """The links and keywords of the paper at an address."""
    paper = graph.paper(site, graph.name_of(url)) if url.startswith("papers/") else None
    if paper is None:
        return (), ()
    return links(site, paper.fields, paper.notes[0].path if paper.notes else ""), paper.fields.keywords


def _item(site: Site, row: EntryRow, fields: PaperFields, many: int, year: str) -> Item:
    code = next((link.url for link in row.links if link.word == "link_code"), "")
    return Item(
        row=replace(row, links=tuple(_named(link) for link in row.links if _is_wanted(link, code, fields))),
        code=code,
        keywords=tuple(Keyword(word, graph.keyword_url(site, word)) for word in fields.keywords),
        many=many,
        names=", ".join(author.full for author in fields.authors) if many > 0 else "",
        year=year or (row.card.year if row.card else "") or fields.issued[:4],
        venue=graph.venue_name(site, fields.venue) or (row.card.venue.rstrip(" 0123456789") if row.card else ""),
    )


def _is_wanted(link: Link, code: str, fields: PaperFields) -> bool:
    """Whether a dense list shows a link: code stands apart, a pdf that only its id tells is on the paper's page."""
    return link.url != code and (link.word != "link_pdf" or bool(fields.pdf))


def _named(link: Link) -> Link:
    """A link under the name of where it leads."""
    return Link(link.url, "link_arxiv") if link.word == "link_abstract" else link


def all_items(chapters: Iterable[Chapter]) -> Iterator[Item]:
    """Every entry in sections, in order."""
    for chapter in chapters:
        yield from chapter.items
        yield from all_items(chapter.chapters)


def indexed(chapters: Iterable[Chapter], years: Sequence[str], venues: Sequence[str]) -> tuple[Chapter, ...]:
    """The sections, with the place of each entry's year and venue in the lists of the filters."""
    year_of = {year: number for number, year in enumerate(years, 1)}
    venue_of = {venue: number for number, venue in enumerate(venues, 1)}
    return tuple(_indexed(chapter, year_of, venue_of) for chapter in chapters)


def _indexed(chapter: Chapter, years: Mapping[str, int], venues: Mapping[str, int]) -> Chapter:
    return replace(
        chapter,
        years=" ".join(str(years.get(item.year, 0)) for item in chapter.items),
        venues=" ".join(str(venues.get(item.venue, 0)) for item in chapter.items),
        chapters=tuple(_indexed(each, years, venues) for each in chapter.chapters),
    )


def frequent(site: Site, items: Iterable[Item], most: int) -> tuple[Keyword, ...]:
    """The keywords that several papers have, the most frequent first."""
    papers: dict[str, set[str]] = {}
    words: dict[str, Keyword] = {}
    for item in items:
        for key, keyword in {fold(keyword.words): keyword for keyword in item.keywords}.items():
            papers.setdefault(key, set()).add(item.paper)
            words.setdefault(key, keyword)
    found = [replace(words[key], count=len(each)) for key, each in papers.items() if len(each) > 1]
    return tuple(sorted(found, key=lambda keyword: (-keyword.count, sort_key(keyword.words)))[:most])
