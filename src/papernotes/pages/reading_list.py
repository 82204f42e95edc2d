"""A reading list: papers in the author's order, how far they were read, and which one is next."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import asdict, replace

from papernotes import graph
from papernotes.fields.values import READ
from papernotes.graph import Site
from papernotes.model.page import Chrome, Line, Page
from papernotes.model.written import PaperFields
from papernotes.views import line
from papernotes.views.entries import Collection, EntryRow, Part, added, addresses, collection, once_each

MOST_SEGMENTS = 100


class Item(EntryRow, frozen=True, omit_defaults=True):
    """An entry of a list: its number, the paper's summary, and what is known of reading it."""

    number: int = 0
    summary: Line | None = None
    read_on: str = ""
    page: int = 0
    pages: int = 0
    is_next: bool = False


class Segment(Struct, frozen=True, omit_defaults=True):
    """A stretch of the bar: read, reading (with the per cent) or to-read, and how long it is."""

    status: str
    length: int
    progress: int = 0


class Progress(Struct, frozen=True, omit_defaults=True):
    """How far a list was read; minutes in all and left, of the papers whose time is known (`unknown`: of how many not).

    Where no time is known, pages in all and left. `bar` is empty where nothing is known of reading it.
    """

    read: int = 0
    reading: int = 0
    dropped: int = 0
    minutes: int = 0
    minutes_left: int = 0
    pages: int = 0
    pages_left: int = 0
    unknown: int = 0
    bar: tuple[Segment, ...] = ()


class ListView(Collection, frozen=True, omit_defaults=True):
    """A list; `show_status` is false where it is for others to read (a class), `next` is the first one not read."""

    count: int = 0
    show_status: bool = True
    progress: Progress = Progress()
    next: EntryRow | None = None


def keys(site: Site) -> Iterator[str]:
    """`lists/<name>.html` for every list."""
    yield from addresses(site, "list")


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of a list at an address."""
    found = collection(ListView, site, key, "list")
    if found is None:
        return None
    facts, view = found
    if view.pager.number == 1:
        parts = (*view.parts, *added(site, facts))
        view = _opened(site, view, parts, facts.note.show_status)
    return Page(key, "list.html", view, chrome)


def _opened(site: Site, view: ListView, parts: Sequence[Part], is_mine: bool) -> ListView:
    """The whole list, with what is mine only where it is shown."""
    rows = [row for part in parts for row in part.rows]
    items = [_item(site, row, number, is_mine) for number, row in enumerate(rows, 1)]
    first = min((item for item in items if _is_waiting(item)), key=_rank, default=None) if is_mine else None
    items = [replace(item, is_next=True) if item is first else item for item in items]
    waiting = iter(items)
    return replace(
        view,
        parts=tuple(replace(part, rows=tuple(next(waiting) for _ in part.rows)) for part in parts),
        count=len(papers := once_each(items)),
        show_status=is_mine,
        progress=progress(papers, is_mine),
        next=first,
    )


def _item(site: Site, row: EntryRow, number: int, is_mine: bool) -> Item:
    """An entry with what is known of its paper; what the entry itself says counts more."""
    paper = graph.paper(site, graph.name_of(row.card.url)) if row.card and row.card.kind == "paper" else None
    fields = paper.fields if paper else PaperFields()
    path = paper.notes[0].path if paper and paper.notes else ""
    item = Item(
        **asdict(row),
        number=number,
        summary=line(site, fields.summary, path) if fields.summary and path else None,
        pages=fields.pages,
    )
    item = replace(item, time=row.time or fields.time)
    if not is_mine:
        return item
    return replace(item, read_on=fields.read_on, page=fields.page, priority=row.priority or fields.priority)


def _status(item: Item) -> str:
    return item.card.status if item.card else ""


def _is_waiting(item: Item) -> bool:
    """Whether a paper was not begun yet."""
    return item.card is not None and item.card.kind == "paper" and _status(item) in ("", "to-read")


def _rank(item: Item) -> tuple[bool, bool, int]:
    """Required before optional, and last what may be skipped."""
    return item.skip, item.optional, item.number


def progress(items: Sequence[Item], is_mine: bool = True) -> Progress:
    """How far a list was read, and how long the rest takes; where it is for others, only how long all of it takes."""
    wanted = [item for item in items if item.card and not (is_mine and _status(item) == "dropped")]
    timed = [item for item in wanted if item.time]
    paged = [item for item in wanted if item.pages] if not timed else []
    known = {item.number for item in timed or paged}
    statuses = [_status(item) for item in items] if is_mine else []
    is_known = any(status in READ or status == "reading" for status in statuses)
    return Progress(
        read=sum(status in READ for status in statuses),
        reading=statuses.count("reading"),
        dropped=statuses.count("dropped"),
        minutes=sum(item.time for item in timed),
        minutes_left=_left(timed, [item.time for item in timed], is_mine),
        pages=sum(item.pages for item in paged),
        pages_left=_left(paged, [item.pages for item in paged], is_mine),
        unknown=sum(item.number not in known and _status(item) not in READ for item in wanted) if known else 0,
        bar=_bar(wanted) if is_known else (),
    )


def _left(items: Iterable[Item], sizes: Iterable[int], is_mine: bool) -> int:
    """How much of some papers is still to be read."""
    return round(sum(size * (1 - _share(item) if is_mine else 1) for item, size in zip(items, sizes, strict=True)))


def _share(item: Item) -> float:
    """How much of a paper was read, from 0 to 1."""
    if _status(item) in READ:
        return 1
    return min(1, item.page / item.pages) if _status(item) == "reading" and item.pages else 0


def _bar(items: Sequence[Item]) -> tuple[Segment, ...]:
    """A segment for each paper, as long as it takes; in a very long list one for all of a status."""
    times = sorted(item.time for item in items if item.time)
    usual = times[len(times) // 2] if times else 1
    segments = [_segment(item, item.time or usual) for item in items]
    if len(segments) <= MOST_SEGMENTS:
        return tuple(segments)
    kinds = ("read", "reading", "to-read")
    sums = [(kind, sum(each.length for each in segments if each.status == kind)) for kind in kinds]
    return tuple(Segment(kind, length, 50 if kind == "reading" else 0) for kind, length in sums if length)


def _segment(item: Item, length: int) -> Segment:
    status = _status(item)
    if status == "reading":
        return Segment("reading", length, round(100 * _share(item)) if item.page and item.pages else 50)
    return Segment("read" if status in READ else "to-read", length)
