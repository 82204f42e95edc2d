"""Long catalogues in several pages, one for each section: `<name>.<section>.html`."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from papernotes.graph.addresses import address, note_at
from papernotes.graph.listed import named_lists
from papernotes.graph.names import notes_of
from papernotes.graph.places import contents
from papernotes.graph.site import Site, note_of, once
from papernotes.model.graph import Group, Held
from papernotes.model.problem import Code, Diagnostic
from papernotes.model.written import Facts
from papernotes.text import slug

MOST, MOST_WORDS = 700, 60_000
"""Entries and words of a catalogue that still stand on one page; browsers open that at once."""
PER_LEAF = 500

Stretch = tuple[int, int]
"""Pieces of a note side by side: the first, and the one after the last."""


class Leaf(Struct, frozen=True):
    """A page of a long catalogue: its address, the piece that begins its section, the pieces on it with their entries.

    Of what was added to the catalogue (`piece` is -1) it holds the papers of a group, by address. A section that no
    heading divides is cut after every 500 entries into `count` pages, of which `first` is the first.
    """

    url: str
    piece: int = -1
    pieces: tuple[tuple[int, tuple[int, ...]], ...] = ()
    group: Group | None = None
    papers: tuple[str, ...] = ()
    first: str = ""
    number: int = 1
    count: int = 1


@once
def leaves(site: Site, path: str) -> tuple[Leaf, ...]:
    """The pages of a long catalogue's sections; none of one that stands on a single page."""
    facts = note_of(site, path)
    if facts.kind != "catalogue":
        return ()
    whole, added = (0, len(facts.pieces)), _added(site, facts)
    if len(added) <= MOST - len(facts.entries) and _fits(facts, whole, MOST):
        return ()
    base = address(site, path).removesuffix(".html")
    names: set[str] = set()
    found: list[Leaf] = []
    for stretch in _divided(facts, whole):
        if _entries(facts, stretch):
            found += _leaves(facts, stretch, f"{base}.{_name(facts.pieces[stretch[0]].anchor, names)}")
    for group, held in groupby(added, _group):
        name = _name(slug(group.key or group.title) if group and group.by else "", names)
        found += _added_leaves(group, [each.url for each in held], f"{base}.{name}")
    return tuple(found)


def _added(site: Site, facts: Facts) -> tuple[Held, ...]:
    """What a catalogue holds besides its entries."""
    is_added = facts.note.query or named_lists(site, facts)
    return tuple(held for held in contents(site, facts.path) if held.entry < 0) if is_added else ()


def _group(held: Held) -> Group | None:
    return held.group


def _fits(facts: Facts, stretch: Stretch, most: int) -> bool:
    """Whether pieces can stand on one page."""
    shown = [facts.entries[index] for index in _entries(facts, stretch)]
    return len(shown) <= most and sum(entry.prose.words for entry in shown if entry.prose) <= MOST_WORDS


def _entries(facts: Facts, stretch: Stretch) -> list[int]:
    return [index for piece in facts.pieces[slice(*stretch)] for index in piece.entries]


def _divided(facts: Facts, stretch: Stretch) -> Iterator[Stretch]:
    """The sections of too long a stretch, and of those that are too long themselves."""
    start, end = stretch
    levels = [piece.level for piece in facts.pieces[start + 1 : end] if piece.level]
    if not levels:
        yield stretch
        return
    heads = (index for index in range(start + 1, end) if facts.pieces[index].level == min(levels))
    for part in pairwise((start, *heads, end)):
        if _fits(facts, part, PER_LEAF):
            yield part
        else:
            yield from _divided(facts, part)


def _name(asked: str, taken: set[str]) -> str:
    """The name of a section's page, that of its heading, which no other has."""
    name = asked or "entries"
    name = wanted = f"part-{name}" if name.isdigit() and len(name) < 4 else name  # `x.2.html` is the second page of x
    number = 1
    while wanted in taken:
        number += 1
        wanted = f"{name}-{number}"
    taken.add(wanted)
    return wanted


def _leaves(facts: Facts, stretch: Stretch, base: str) -> Iterator[Leaf]:
    """The pages of a section."""
    pages: list[dict[int, list[int]]] = [{}]
    room = PER_LEAF
    for index in range(*stretch):
        pages[-1].setdefault(index, [])
        for entry in facts.pieces[index].entries:
            if not room:
                pages.append({})
                room = PER_LEAF
            pages[-1].setdefault(index, []).append(entry)
            room -= 1
    for number, shown in enumerate(pages, 1):
        pieces = tuple((index, tuple(entries)) for index, entries in shown.items())
        yield Leaf(_url(base, number), stretch[0], pieces, first=_url(base, 1), number=number, count=len(pages))


def _added_leaves(group: Group | None, papers: Sequence[str], base: str) -> Iterator[Leaf]:
    """The pages of papers that were added."""
    count = -(-len(papers) // PER_LEAF)
    for number in range(1, count + 1):
        shown = tuple(papers[(number - 1) * PER_LEAF : number * PER_LEAF])
        url = _url(base, number)
        yield Leaf(url, group=group, papers=shown, first=_url(base, 1), number=number, count=count)


def _url(base: str, number: int) -> str:
    return f"{base}.html" if number == 1 else f"{base}.{number}.html"


@once
def _all(site: Site) -> dict[str, tuple[Facts, Leaf]]:
    return {
        leaf.url: (facts, leaf) for facts in notes_of(site, "catalogue") for leaf in reversed(leaves(site, facts.path))
    }


def leaf_at(site: Site, url: str) -> tuple[Facts, Leaf] | None:
    """The catalogue of which a section stands at an address, with that section."""
    return _all(site).get(url)


def stands_at(site: Site, url: str) -> str:
    """Where that stands which a page's address and an anchor name: in a long catalogue, on its section's page."""
    page, _, anchor = url.partition("#")
    if not anchor or not page.startswith("catalogues/"):
        return url
    return f"{_anchors(site, page).get(anchor, page)}#{anchor}"


@once
def _anchors(site: Site, page: str) -> dict[str, str]:
    """The section's page of each heading and entry of the catalogue at an address."""
    found: dict[str, str] = {}
    facts = note_at(site, page)
    if facts is None:
        return found
    for leaf in leaves(site, facts.path):
        for index, entries in leaf.pieces:
            found.setdefault(facts.pieces[index].anchor, leaf.url)
            found.update((facts.entries[entry].anchor, leaf.url) for entry in entries)
    return found


def undivided(site: Site) -> Iterator[Diagnostic]:
    """Sections of catalogues that had to be cut, for no heading divides them."""
    for facts in notes_of(site, "catalogue"):
        for leaf in leaves(site, facts.path):
            if leaf.number == 1 and leaf.count > 1 and leaf.pieces:
                yield _cut(facts, leaf)


def _cut(facts: Facts, leaf: Leaf) -> Diagnostic:
    entries: Sequence[int] = next(entries for _, entries in leaf.pieces if entries)
    message = f"more than {PER_LEAF} entries under one heading were cut into {leaf.count} pages"
    hint = "put headings between them: a theme, or a year as in `## Theory: 2024`"
    return Diagnostic(Code.CATALOGUE_LONG, message, facts.entries[entries[0]].span, hint)
