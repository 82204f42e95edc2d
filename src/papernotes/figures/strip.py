"""Strips: a row of papers along the years with arcs between them, as the paths of one drawing.

The classes name what a path is, the style sheet gives the colours: `e` arcs, `n` dots, `n0` with `ni` rings, `nf` the
paper in focus; `b` and `a` before and after it; `s1` and `s3` small and large; `u` without a note; `yt` year marks.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from papernotes.figures.arcs import arc, arcs, barcode, bars, dots, number
from papernotes.figures.years import Axis, Tick, axis, counted


class Path(Struct, frozen=True, omit_defaults=True):
    """One path: its classes, its data, and the key of the entry that lights it up."""

    kind: str
    data: str
    key: str = ""


class Strip(Struct, frozen=True):
    """A drawing and the years named under it."""

    paths: tuple[Path, ...] = ()
    ticks: tuple[Tick, ...] = ()


class Dot(Struct, frozen=True):
    """A paper on a strip: `weight` papers build on it; hollow unless it was read; faint, and full, without a note."""

    year: int
    weight: int = 0
    hollow: bool = False
    faint: bool = False
    key: str = ""


class Link(Struct, frozen=True):
    """A link between two dots by index, the older first; thin unless it is one of lineage."""

    older: int
    newer: int
    thin: bool = False


def timeline(points: Sequence[Dot], links: Sequence[Link]) -> tuple[Strip, Axis]:
    """All papers with all links, one path per class; the axis is returned too, for barcodes on the same years."""
    along = axis([point.year for point in points], [(link.older, link.newer) for link in links])
    at = along.places
    paths = [
        Path("et", arcs((at[link.older], at[link.newer]) for link in links if link.thin)),
        Path("e", arcs((at[link.older], at[link.newer]) for link in links if not link.thin)),
        *_dots(points, at, dict.fromkeys(range(len(points)), "")),
        Path("yt", _marks(along)),
    ]
    return Strip(tuple(path for path in paths if path.data), along.ticks), along


def lineage(points: Sequence[Dot], links: Sequence[Link], focus: int) -> Strip:
    """One paper with what came before (blue) and after (red); its direct links are paths of their own, with keys."""
    along = axis([point.year for point in points], [(link.older, link.newer) for link in links])
    at, side = along.places, _sides(len(points), links, focus)
    far: dict[str, list[tuple[float, float]]] = {"eb": [], "ea": []}
    near: list[Path] = []
    for link in links:
        other = link.newer if link.older == focus else link.older
        ends = at[link.older], at[link.newer]
        if focus in (link.older, link.newer):
            near.append(Path(f"e{side[other]}{0 if link.thin else 1}", arc(*ends), points[other].key))
        else:
            far["e" + side[link.older]].append(ends)
    paths = [Path(kind, arcs(ends)) for kind, ends in far.items()]
    rest = {index: which for index, which in side.items() if index != focus}
    paths += [*sorted(near, key=lambda path: path.kind[-1]), *_dots(points, at, rest), Path("nf", dots([at[focus]]))]
    return Strip(tuple(path for path in paths if path.data), along.ticks)


def counts(papers: Mapping[int, int]) -> Strip:
    """Papers per year as columns, for more papers than dots can show."""
    along = counted(papers)
    columns = [(left, right, papers[year]) for year, left, right in along.columns]
    return Strip((Path("cnt", bars(columns, max(papers.values(), default=0))),), along.ticks)


def code(along: Axis, chosen: Iterable[tuple[int, bool]]) -> tuple[str, str]:
    """The strokes of some papers of an axis, by index, as two paths: those read, and the rest."""
    places = [(along.places[index], read) for index, read in chosen]
    return barcode(x for x, read in places if read), barcode(x for x, read in places if not read)


def _sides(size: int, links: Sequence[Link], focus: int) -> dict[int, str]:
    """For each dot "b" if links lead back to it from the focus, "a" if they lead on to it; what is neither is "b"."""
    side = dict.fromkeys(range(size), "b")
    later: dict[int, list[int]] = {}
    for link in links:
        later.setdefault(link.older, []).append(link.newer)
    todo = [focus]
    while todo:
        for index in later.pop(todo.pop(), ()):
            side[index] = "a"
            todo.append(index)
    for link in links:
        if link.newer == focus:
            side[link.older] = "b"
    return side


def _dots(points: Sequence[Dot], at: Sequence[float], chosen: Mapping[int, str]) -> list[Path]:
    """The dots, grouped by side, weight and fill; a hollow one is a dot with a smaller one of paper colour on it."""
    groups: dict[tuple[str, str, str], list[float]] = {}
    for index, side in chosen.items():
        point = points[index]
        size = "s3" if point.weight > 3 else "" if point.weight else "s1"
        kind = "n0" if point.hollow and not point.faint else "n"
        groups.setdefault((f"{side} u".strip() if point.faint else side, size, kind), []).append(at[index])
    paths = []
    for (side, size, kind), places in sorted(groups.items(), key=lambda group: ("u" not in group[0][0], group[0])):
        data = dots(sorted(places))
        paths.append(Path(" ".join(filter(None, (kind, side, size))), data))
        if kind == "n0":
            paths.append(Path(" ".join(filter(None, ("ni", size))), data))
    return paths


def _marks(along: Axis) -> str:
    """Short strokes under the axis where a year with papers begins or ends."""
    edges = {number(edge) for _, left, right in along.columns for edge in (left, right) if 14 < edge < 986}
    return "".join(f"M{edge} 117v4" for edge in sorted(edges, key=float))
