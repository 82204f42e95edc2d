"""How a build grows with the collection: seconds, megabytes, pages, and the largest page there is.

    python benchmarks/growth.py [--quick] [--runs 3] [--docs] [NOTES …]

Time and memory should be straight lines: an exponent of 1 between a hundred and 30,000 notes, at most 11 times as much
for 10,000 notes as for 1,000. `--quick` ends at 3,000; `--docs` writes table and plot into docs/. Medians of runs, one
above 5,000 notes.
"""

import argparse
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import corpus
from builds import edit, rendered, sentence
from docs import PLOT, put
from measure import GIGABYTES, PAPERNOTES, Cost, cost, median, room, surroundings
from plot import Curve, plot

COUNTS = (100, 300, 1000, 3000, 10_000, 30_000)
HEAD = (
    "notes",
    *(f"{name}, {unit}" for name in ("cold", "unchanged", "one edit") for unit in ("s", "MB")),
    "rendered after it",
    "files",
    "MB of files",
    "largest page",
    "KB",
)


@dataclass(frozen=True)
class Point:
    """What a collection of this many notes costs."""

    notes: int
    cold: Cost
    unchanged: Cost
    edited: Cost
    sizes: dict[str, int]

    @property
    def largest(self) -> str:
        """The largest HTML page."""
        return max((url for url in self.sizes if url.endswith(".html")), key=lambda url: (self.sizes[url], url))

    def row(self) -> str:
        """The point as a row of the table."""
        costs = (f"{each.wall:.2f} | {each.megabytes:.0f}" for each in (self.cold, self.unchanged, self.edited))
        whole = f"{len(self.sizes):,} | {sum(self.sizes.values()) / 1e6:.1f}"
        largest = f"{self.largest} | {self.sizes[self.largest] / 1e3:.0f}"
        return f"| {self.notes:,} | {' | '.join(costs)} | {rendered(self.edited.said)} | {whole} | {largest} |"


def measure(count: int, runs: int) -> Point:
    """The medians of some runs, each in a fresh folder."""
    costs: tuple[list[Cost], list[Cost], list[Cost]] = ([], [], [])
    with room(runs * count * GIGABYTES) as home:
        for number in range(runs):
            folder = home / str(number)
            corpus.write(count, folder)
            build = (PAPERNOTES, "-C", folder, "build")
            costs[0].append(cost(*build))
            costs[1].append(cost(*build))
            edit(folder, count // 2 + number, sentence)
            costs[2].append(cost(*build))
        site = home / "0" / "site"
        sizes = {str(path.relative_to(site)): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    return Point(count, *map(median, costs), sizes)


def exponent(pairs: Sequence[tuple[float, float]]) -> float:
    """The slope of the straight line through the logarithms (least squares)."""
    logs = [(math.log(x), math.log(y)) for x, y in pairs]
    middle_x, middle_y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((x - middle_x) * (y - middle_y) for x, y in logs) / sum((x - middle_x) ** 2 for x, _ in logs)


CURVES: dict[str, Callable[[Point], float]] = {
    "cold, seconds": lambda point: point.cold.wall,
    "one edit, seconds": lambda point: point.edited.wall,
    "unchanged, seconds": lambda point: point.unchanged.wall,
    "cold, megabytes": lambda point: point.cold.megabytes,
    "all files, bytes": lambda point: sum(point.sizes.values()),
    "largest page, bytes": lambda point: point.sizes[point.largest],
}


def growth(points: Sequence[Point]) -> str:
    """How each curve grows, as Markdown."""
    by_count = {point.notes: point for point in points}
    lines = ["| what | exponent | 1,000 → 10,000 |\n| --- | --- | --- |"]
    for name, value in CURVES.items():
        late = [(point.notes, value(point)) for point in points if point.notes >= 1000] if len(points) > 4 else []
        slope = exponent(late or [(point.notes, value(point)) for point in points])
        ends = [value(by_count[count]) for count in (1000, 10_000) if count in by_count]
        lines.append(f"| {name} | {slope:.2f} | {f'{ends[1] / ends[0]:.1f}×' if len(ends) == 2 else ''} |")
    return "\n".join(lines)


def drawing(points: Sequence[Point]) -> str:
    """Seconds and megabytes over the number of notes."""
    panels = {unit: [name for name in CURVES if name.endswith(unit)] for unit in ("seconds", "megabytes")}
    return plot(
        [
            (unit, [Curve(name.partition(",")[0], [(p.notes, CURVES[name](p)) for p in points]) for name in names])
            for unit, names in panels.items()
        ]
    )


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("counts", nargs="*", type=int, metavar="NOTES")
    options.add_argument("--quick", action="store_true")
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--docs", action="store_true")
    given = options.parse_args()
    counts = given.counts or [count for count in COUNTS if not given.quick or count <= 3000]
    said = surroundings(max(counts) * GIGABYTES)
    lines = [f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}"]
    print(f"{said}\n\n{lines[0]}", flush=True)
    points = []
    for count in counts:
        points.append(measure(count, given.runs if count <= 5000 else 1))
        lines.append(points[-1].row())
        print(lines[-1], flush=True)
    print(f"\n{growth(points)}")
    if given.docs:
        PLOT.write_text(drawing(points), encoding="utf-8")
        put("growth", "\n\n".join((said, "\n".join(lines), growth(points))))


if __name__ == "__main__":
    sys.exit(main())
