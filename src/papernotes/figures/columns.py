"""Columns: what was counted per year, a part of it drawn over the whole."""

from collections.abc import Iterable, Mapping

from papernotes.figures.arcs import bars
from papernotes.figures.strip import Path, Strip
from papernotes.figures.years import counted


def columns(whole: Mapping[int, int], part: Mapping[int, int], years: Iterable[int]) -> Strip:
    """The counts of each year as faint columns (class `cnt`), a part of them in ink before them (`cnt rd`).

    The axis has room for all the `years`, so that several drawings can stand over each other.
    """
    along = counted(dict.fromkeys(years, 1))
    most = max(whole.values(), default=0)
    paths = []
    for kind, counts in (("cnt", whole), ("cnt rd", part)):
        shown = [(left, right, counts[year]) for year, left, right in along.columns if counts.get(year)]
        paths += [Path(kind, bars(shown, most))] if shown else []
    return Strip(tuple(paths), along.ticks)
