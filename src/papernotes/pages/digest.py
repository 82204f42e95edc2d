"""A digest: an overview, themes, papers as slips below the paragraphs that speak of them, an index at the end."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from papernotes import graph
from papernotes.fields.values import READ
from papernotes.graph import Site
from papernotes.model.graph import Card
from papernotes.model.page import Chrome, Html, Page
from papernotes.model.written import Facts
from papernotes.text import sort_key
from papernotes.views import Link, links
from papernotes.views.entries import Collection, EntryRow, Part, added, addresses, collection
from papernotes.views.links import PLACES

APART = frozenset(f"link_{place}" for place in PLACES)
"""Links of a paper that lead to something else than the paper."""
LETTERS = 40
"""Papers from which on the index has letters."""


class Slip(EntryRow, frozen=True, omit_defaults=True):
    """A paper below a paragraph; `also` are the anchors of further mentions of it there, folded into this one."""

    also: tuple[str, ...] = ()


class Theme(Struct, frozen=True):
    """A line of the contents: a section and how many papers it cites."""

    anchor: str
    label: Html
    count: int


class Indexed(Struct, frozen=True, omit_defaults=True):
    """A paper in the index, with the sections that cite it; `letter` is set where a new one begins."""

    card: Card | None
    name: Html
    cited: tuple[tuple[str, Html], ...]
    letter: str = ""


class DigestView(Collection, frozen=True, omit_defaults=True):
    """A digest."""

    themes: tuple[Theme, ...] = ()
    index: tuple[Indexed, ...] = ()
    read: int = 0
    show_status: bool = True


def keys(site: Site) -> Iterator[str]:
    """`digests/<name>.html` for every digest."""
    yield from addresses(site, "digest")


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of a digest at an address."""
    found = collection(DigestView, site, key, "digest")
    if found is None:
        return None
    facts, view = found
    if view.pager.number == 1:
        view = _filled(site, facts, view)
    return Page(key, "digest.html", view, chrome)


def _filled(site: Site, facts: Facts, view: DigestView) -> DigestView:
    """The first page with its slips, their contents and their index."""
    parts = [replace(part, rows=tuple(_slips(site, part.rows))) for part in (*view.parts, *added(site, facts))]
    index = tuple(_lettered(tuple(_index(parts))))
    return replace(
        view,
        parts=tuple(parts),
        themes=tuple(_themes(parts)),
        index=index,
        read=sum(each.card is not None and each.card.status in READ for each in index),
        show_status=facts.note.show_status,
    )


def _slips(site: Site, rows: Iterable[EntryRow]) -> Iterator[Slip]:
    """Each paper once, with its links from here and from wherever else it is spoken of."""
    groups: dict[str, list[EntryRow]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row.card.url if row.card else f"#{number}", []).append(row)
    for same in groups.values():
        first, known = same[0], graph.paper(site, graph.name_of(same[0].card.url)) if same[0].card else None
        own = links(site, known.fields, known.notes[0].path if known.notes else "") if known else ()
        fields = {name: getattr(first, name) for name in EntryRow.__struct_fields__}
        fields["links"] = _once([*(link for row in same for link in row.links), *own])
        yield Slip(**fields, also=tuple(row.anchor for row in same[1:] if row.anchor))


def _once(found: Iterable[Link]) -> tuple[Link, ...]:
    """The first link to the paper itself, then each other place once."""
    shown: dict[str, Link] = {}
    for link in found:
        name = link.label or link.word if link.label or link.word in APART else ""
        shown.setdefault(name, Link(link.url, "link_arxiv") if link.word == "link_abstract" else link)
    order = sorted(shown.items(), key=lambda pair: pair[0] != "")
    urls: dict[str, Link] = {}
    for _, link in order:
        urls.setdefault(link.url, link)
    return tuple(urls.values())


def _themes(parts: Sequence[Part]) -> Iterator[Theme]:
    """The sections that have papers, at the highest level at which there are any."""
    counts: list[tuple[Part, int]] = []
    for part in parts:
        heading = part.section.heading
        if heading and heading.anchor and heading.level == 2:
            counts.append((part, 0))
        if counts:
            counts[-1] = counts[-1][0], counts[-1][1] + len(part.rows)
    for part, count in counts:
        heading = part.section.heading
        assert heading is not None
        yield Theme(heading.anchor, part.section.plain, count)


def _index(parts: Sequence[Part]) -> Iterator[Indexed]:
    """All papers by title, each with the sections that cite it."""
    found: dict[str, tuple[EntryRow, list[tuple[str, Html]]]] = {}
    title = Html("")
    for part in parts:
        title = part.section.plain or title
        for row in part.rows:
            name = row.card.url if row.card else f"#{row.name}"
            found.setdefault(name, (row, []))[1].append((row.anchor, title))
    for row, cited in sorted(found.values(), key=lambda each: _filed(each[0])):
        yield Indexed(row.card, row.name, tuple(cited))


def _filed(row: EntryRow | Indexed) -> tuple[str, str]:
    """What a paper is sorted by: its title without an article in front."""
    words = row.card.text if row.card else str(row.name)
    start, _, rest = words.partition(" ")
    return sort_key(rest if rest and start.lower() in ("a", "an", "the") else words)


def _lettered(index: Sequence[Indexed]) -> Iterator[Indexed]:
    """The index with its letters, where it is long."""
    before = ""
    for each in index:
        letter = _filed(each)[0][:1].upper()
        letter = letter if letter.isalpha() else "#"
        yield replace(each, letter=letter) if letter != before and len(index) >= LETTERS else each
        before = letter
