"""What stands in a collection, in the order in which it is shown; and in which collections a node stands."""

from collections.abc import Iterable, Iterator, Sequence

from papernotes.graph.addresses import address, page_name
from papernotes.graph.cards import card, has_card
from papernotes.graph.listed import named_lists
from papernotes.graph.names import notes_of
from papernotes.graph.resolve import resolve
from papernotes.graph.selection import selected
from papernotes.graph.site import Site, note_of, once
from papernotes.model.graph import Held, Place
from papernotes.model.written import COLLECTIONS, Entry, Facts
from papernotes.text import sort_key

NUMBERED = frozenset({"list", "story"})
MOST_ADDED = 500

Rank = tuple[bool, str, tuple[str, str], str, int]
"""A place in time: whether undated, date, title, address, place in the file."""


@once
def contents(site: Site, path: str) -> tuple[Held, ...]:
    """What the collection at a path holds, in display order: its entries, then what was added; a story by date.

    To a list or story no more than 500 papers are added, for its page must not grow with the graph.
    """
    facts = note_of(site, path)
    written = tuple(Held(place_of(site, facts, entry), index) for index, entry in enumerate(facts.entries))
    further = _added(site, path)
    found = (*written, *(further[:MOST_ADDED] if facts.kind in NUMBERED else further))
    return in_time(site, facts, found) if facts.kind == "story" and facts.note.order != "file" else found


def held(site: Site, path: str) -> int:
    """How many papers the collection at a path holds, each counted once."""
    found = contents(site, path)
    return len({each.url for each in found if each.url}) + sum(not each.url for each in found)


def left_out(site: Site, path: str) -> int:
    """How many papers name a list or story, or answer its query, and are more than can be added."""
    return max(0, len(_added(site, path)) - MOST_ADDED) if note_of(site, path).kind in NUMBERED else 0


@once
def _added(site: Site, path: str) -> tuple[Held, ...]:
    """The papers that name a collection, then those that its query finds, each that has no entry in it once."""
    facts = note_of(site, path)
    found = [Held(url) for url in named_lists(site, facts)]
    found += [Held(url, group=group) for group in selected(site, facts) for url in group.papers]
    known = {place_of(site, facts, entry) for entry in facts.entries}
    first = {each.url: each for each in reversed(found) if each.url not in known}
    return tuple(each for each in found if first.get(each.url) is each)


def place_of(site: Site, facts: Facts, entry: Entry) -> str:
    """The address of the paper or note that an entry names; "" if it leads nowhere."""
    targets = (resolve(site, ref, facts.path) for ref in entry.refs)
    urls = (target.page for target in targets if target.kind in ("paper", "note"))
    return next((url for url in urls if has_card(site, url)), "")


def in_time(site: Site, facts: Facts, found: Sequence[Held]) -> tuple[Held, ...]:
    """By date (a year alone before the dates in it), title and address; what has no date last, in the given order."""

    def when(numbered: tuple[int, Held]) -> Rank:
        number, each = numbered
        said = facts.entries[each.entry].fields.issued if each.entry >= 0 else ""
        return _rank(site, each.url, said, number)

    return tuple(each for _, each in sorted(enumerate(found), key=when))


def in_order(site: Site, urls: Iterable[str]) -> tuple[str, ...]:
    """Papers in the order in which a story tells of them."""
    return tuple(sorted(urls, key=lambda url: (_rank(site, url), url)))


def _rank(site: Site, url: str, said: str = "", number: int = 0) -> Rank:
    """Where the node at an address comes in time; one that leads nowhere by the date that its entry gives."""
    shown = card(site, url) if url else None
    issued = shown.issued if shown else said
    if not issued:
        return True, "", ("", ""), "", number
    return False, issued, sort_key(shown.text if shown else ""), url, number


def places(site: Site, url: str) -> tuple[Place, ...]:
    """Where the node at an address stands: in lists, then stories, digests and catalogues, by path."""
    return _all(site).get(url, ())


@once
def _all(site: Site) -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for kind in COLLECTIONS:
        for facts in notes_of(site, kind):
            for url, place in _places(site, facts):
                found.setdefault(url, []).append(place)
    return {url: tuple(places) for url, places in found.items()}


def _places(site: Site, facts: Facts) -> Iterator[tuple[str, Place]]:
    """The place of each node in a collection: where it stands first."""
    found = contents(site, facts.path)
    order = tuple(dict.fromkeys(each.url for each in found if each.url))
    beside = dict(zip(order, zip(("", *order), (*order[1:], ""), strict=False), strict=False))
    seen: set[str] = set()
    for number, each in enumerate(found, 1):
        if each.url and each.url not in seen:
            seen.add(each.url)
            own, count = (number, len(found)) if facts.kind in NUMBERED else (0, 0)
            place = Place(address(site, facts.path), facts.kind, anchor_of(facts, each), own, count, *beside[each.url])
            yield each.url, place


def anchor_of(facts: Facts, each: Held) -> str:
    """The id of what stands in a collection, on its page; what was added has one of its own."""
    return facts.entries[each.entry].anchor if each.entry >= 0 else f"added:{page_name(each.url)}"
