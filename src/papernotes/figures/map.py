"""The map: papers on elastic years from left to right, in lanes one below the other, so that no label hits another.

All numbers are units of the drawing (a label is set 12.5 high) and rounded, so that its bytes are few and the same
everywhere.
"""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from unicodedata import combining, east_asian_width

from msgspec import Struct

from papernotes.figures.arcs import WIDTH, number
from papernotes.figures.years import axis

LEFT = 24
TOP = 56  # above the first lane, for the years
ROW = 26
HEAD = 44  # from a lane's upper edge to its first row: its name stands there
FOOT = 16
GAP = 16  # between what stands in one row
LABEL = 4  # from a node's centre to its label
LONGEST = 220  # units; a longer label is cut
TICKS = 40  # between the years named
NARROW = frozenset("iIjlftr.,:;'|!()[]-’ ")
WIDE = frozenset("mwMWQOGD@%&—…")


class Point(Struct, frozen=True):
    """A paper to be placed: its year, its lane by index, its name, and how many papers build on it."""

    year: int
    lane: int
    name: str
    weight: int = 0


class Node(Struct, frozen=True):
    """A paper in its place: the centre, the radius, and the label, cut where it is too long."""

    x: int
    y: int
    radius: float
    label: str


class Lane(Struct, frozen=True):
    """A lane from its upper edge to its lower one, and the papers in it by index, the earliest first."""

    top: int
    bottom: int
    members: tuple[int, ...]


class Map(Struct, frozen=True):
    """The drawing: nodes in the order of the points, lanes from top to bottom, years as (year, left, right)."""

    width: int = 0
    height: int = 0
    nodes: tuple[Node, ...] = ()
    lanes: tuple[Lane, ...] = ()
    years: tuple[tuple[int, int, int], ...] = ()


def draw(points: Sequence[Point], lanes: int, links: Iterable[tuple[int, int]] = ()) -> Map:
    """Place every paper once: x by its year, in its lane the first row that is free; `links` are (older, newer).

    A row is free for a paper if the label before it ends `GAP` units earlier.
    """
    if not points:
        return Map()
    along = axis([point.year for point in points], links)
    scale = breadth(len(points)) / WIDTH
    xs = [LEFT + round(place * scale) for place in along.places]
    labels = [cut(point.name) for point in points]
    members: list[list[int]] = [[] for _ in range(lanes)]
    for index in sorted(range(len(points)), key=lambda index: (xs[index], index)):
        members[points[index].lane].append(index)
    ys = [0] * len(points)
    drawn, top = [], TOP
    for found in members:
        rows = _rows([_span(xs[index], labels[index], points[index].weight) for index in found])
        for index, row in zip(found, rows, strict=True):
            ys[index] = top + HEAD + ROW * row
        bottom = top + HEAD + ROW * max(rows, default=0) + FOOT
        drawn.append(Lane(top, bottom, tuple(found)))
        top = bottom
    nodes = [Node(x, y, radius(point.weight), label) for x, y, point, label in zip(xs, ys, points, labels, strict=True)]
    right = max(x + LABEL + length(label) for x, label in zip(xs, labels, strict=True))
    years = tuple(
        (year, LEFT + round(first * scale), LEFT + round(last * scale)) for year, first, last in along.columns
    )
    return Map(round(max(right, years[-1][2]) + LEFT), top, tuple(nodes), tuple(drawn), years)


def breadth(count: int) -> float:
    """How wide the years of so many papers are drawn: wider the more there are, but ever less so."""
    return max(1000.0, 1600.0 * float((count / 120) ** 0.5))


def radius(weight: int) -> float:
    """A node is larger the more papers build on it, up to what a row has room for."""
    return min(round(3.5 + 1.15 * float(weight**0.5), 1), ROW / 2 - 2)


def curves(nodes: Sequence[Node], links: Iterable[tuple[int, int]]) -> str:
    """One path for many links: from the older end to the newer, level at both."""
    return "".join(_curve(nodes[older], nodes[newer]) for older, newer in links)


def _curve(one: Node, two: Node) -> str:
    middle = number((one.x + two.x) / 2)
    return f"M{one.x} {one.y}C{middle} {one.y} {middle} {two.y} {two.x} {two.y}"


def ticks(years: Iterable[tuple[int, int, int]]) -> tuple[tuple[int, int], ...]:
    """The years to name with the x of their centre: those far enough after the last one named."""
    named: list[tuple[int, int]] = []
    for year, left, right in years:
        middle = (left + right) // 2
        if not named or middle - named[-1][1] >= TICKS:
            named.append((year, middle))
    return tuple(named)


def cut(name: str) -> str:
    """A name as a label: one line, with an ellipsis where it would be longer than `LONGEST` units."""
    name = " ".join(name.split())
    if length(name) <= LONGEST:
        return name
    room, kept = LONGEST - _advance("…"), 0
    for letter in name:
        room -= _advance(letter)
        if room < 0:
            break
        kept += 1
    head, blank, rest = name[:kept].rpartition(" ")
    return (head if blank and len(rest) < 12 else name[:kept]).rstrip(" ,;:-") + "…"


def length(label: str) -> float:
    """About how long a label is when it is set, rather too long than too short."""
    return sum(map(_advance, label))


def _advance(letter: str) -> float:
    if letter.isascii():
        return 4.2 if letter in NARROW else 11.0 if letter in WIDE else 8.4 if letter.isupper() else 7.0
    if combining(letter):
        return 0.0
    return 13.0 if letter in WIDE or east_asian_width(letter) in "WF" else 8.4


def _span(x: int, label: str, weight: int) -> tuple[float, float]:
    """From where to where a paper takes up its row."""
    return x - radius(weight), x + LABEL + length(label)


def _rows(spans: Sequence[tuple[float, float]]) -> list[int]:
    """For each span the first row in which it fits: two heaps, of rows by their end and of those that are free."""
    rows = [0] * len(spans)
    taken: list[tuple[float, int]] = []
    free: list[int] = []
    for index in sorted(range(len(spans)), key=lambda index: (spans[index][0], index)):
        left, right = spans[index]
        while taken and taken[0][0] + GAP <= left:
            heappush(free, heappop(taken)[1])
        rows[index] = heappop(free) if free else len(taken)
        heappush(taken, (right, rows[index]))
    return rows
