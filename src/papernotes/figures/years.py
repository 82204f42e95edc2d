"""Elastic years: an axis on which a year is as wide as it is busy, and the order of papers along it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from papernotes.figures.arcs import WIDTH

MARGIN = 14.0
EMPTY = 0.3
LONGEST_GAP = 6.0
LABEL_EVERY = 3.6
LABEL_EVERY_PHONE = 12.0


class Tick(Struct, frozen=True):
    """A year named under the axis, `at` per cent of its width; a minor one is left out on phones."""

    year: int
    at: float
    minor: bool


class Axis(Struct, frozen=True):
    """Where papers stand: x of each (in the order given), the columns of years with any, the years named."""

    places: tuple[float, ...] = ()
    columns: tuple[tuple[int, float, float], ...] = ()
    ticks: tuple[Tick, ...] = ()


def axis(years: Sequence[int], links: Iterable[tuple[int, int]] = ()) -> Axis:
    """Papers along elastic years; `links` are pairs of indexes, older first, and go to the right within a year too.

    A year is .3 + n^.85 wide for n papers, an empty one .3 (a long gap stops growing after twenty years).
    """
    groups = {year: list(found) for year, found in groupby(order(years, links), key=lambda index: years[index])}
    columns = _columns({year: 0.3 + len(found) ** 0.85 for year, found in groups.items()})
    places = [0.0] * len(years)
    for year, left, right in columns:
        for rank, index in enumerate(groups[year]):
            places[index] = round(left + (right - left) * (rank + 0.5) / len(groups[year]), 1)
    return Axis(tuple(places), columns, ticks(columns))


def counted(counts: Mapping[int, int]) -> Axis:
    """An axis of years all equally wide, for drawings that show counts."""
    columns = _columns(dict.fromkeys(sorted(counts), 1.0))
    return Axis((), columns, ticks(columns))


def _columns(widths: Mapping[int, float]) -> tuple[tuple[int, float, float], ...]:
    """(year, left, right) of each year, the gaps between them in proportion, the whole between the margins."""
    spans: list[tuple[int, float, float]] = []
    at, before = 0.0, None
    for year, width in widths.items():
        if before is not None:
            at += min(EMPTY * (year - before - 1), LONGEST_GAP)
        spans.append((year, at, at + width))
        at, before = at + width, year
    scale = (WIDTH - 2 * MARGIN) / at if at else 0.0
    return tuple((year, MARGIN + left * scale, MARGIN + right * scale) for year, left, right in spans)


def ticks(columns: Iterable[tuple[int, float, float]]) -> tuple[Tick, ...]:
    """The years to name: those whose centre is far enough after the last one named."""
    named: list[Tick] = []
    last, last_on_phone = -100.0, -100.0
    for year, left, right in columns:
        at = round((left + right) / 2 / WIDTH * 100, 1)
        if at - last < LABEL_EVERY:
            continue
        minor = at - last_on_phone < LABEL_EVERY_PHONE
        named.append(Tick(year, at, minor))
        last, last_on_phone = at, last_on_phone if minor else at
    return tuple(named)


def order(years: Sequence[int], links: Iterable[tuple[int, int]] = ()) -> list[int]:
    """Indexes by year, and within a year the older end of each link first; otherwise as given.

    A circle of links within a year is cut at the paper that was given first.
    """
    before: dict[int, list[int]] = {}
    for older, newer in links:
        if years[older] == years[newer]:
            before.setdefault(newer, []).append(older)
    done: dict[int, None] = {}
    for index in sorted(range(len(years)), key=lambda index: (years[index], index)):
        _place(index, before, done)
    return list(done)


def _place(index: int, before: Mapping[int, list[int]], done: dict[int, None]) -> None:
    """Add a paper after all that come before it; without recursion, for chains may be long."""
    stack, open_ = [index], set()
    while stack:
        top = stack[-1]
        waiting = [older for older in before.get(top, ()) if older not in done and older not in open_]
        if top in open_ or not waiting:
            done.setdefault(top)
            stack.pop()
        else:
            open_.add(top)
            stack += sorted(waiting, reverse=True)
