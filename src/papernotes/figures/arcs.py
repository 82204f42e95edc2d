"""Arcs over a time axis and the dots on it, as SVG path data in a drawing 1000 wide and 120 high.

The drawing is stretched to the width of the page; strokes that do not scale keep lines thin and dots round.
"""

from collections.abc import Iterable
from functools import lru_cache

WIDTH = 1000.0
BASE = 110


def arc(start: float, end: float) -> str:
    """A cubic from one x to another over the axis; the longer the link, the higher, but ever less so."""
    left, right = sorted((start, end))
    distance = right - left
    height = 6 + 100 * (1.25 * distance / WIDTH) ** 0.62
    top = BASE - 1.33 * height
    bend = 0.08 * distance
    path = f"M{left:.1f} {BASE}C{left + bend:.1f} {top:.1f} {right - bend:.1f} {top:.1f} {right:.1f} {BASE}"
    return path.replace(".0 ", " ").replace(" -0 ", " 0 ")


def arcs(links: Iterable[tuple[float, float]]) -> str:
    """One path for many links, each a pair of x."""
    return "".join(arc(start, end) for start, end in links)


def dots(places: Iterable[float]) -> str:
    """One path for many dots: strokes of no length, which round caps turn into circles."""
    return "".join(f"M{number(x)} {BASE}h0" for x in places)


def reach(span: int, longest: int) -> float:
    """How far to the side, in rem, the arc beside a list goes that spans so many entries of the longest span."""
    return round(0.8 + 6.6 * float((span / max(longest, 1)) ** 0.6), 1)


def barcode(places: Iterable[float]) -> str:
    """Upright strokes 10 high in a strip 120 wide, for places on the axis of a full drawing."""
    return "".join(f"M{number(x * 120 / WIDTH)} 1v10" for x in places)


def bars(columns: Iterable[tuple[float, float, int]], most: int) -> str:
    """Columns on the axis as (left, right, count), the fullest 100 high."""
    shapes = []
    for left, right, count in columns:
        top, wide = number(BASE - 100 * count / max(most, 1)), number(right - left)
        shapes.append(f"M{number(left)} {BASE}V{top}h{wide}V{BASE}z")
    return "".join(shapes)


@lru_cache(maxsize=16384)
def number(value: float) -> str:
    """A coordinate with one decimal, without a trailing ".0"; the same bytes on every machine."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
