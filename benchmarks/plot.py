"""Curves over logarithmic axes, as an SVG that follows the reader's colours."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 360, 300, 50, 84, 30, 40
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#333}.grid{stroke:#ccc}.even{stroke:#999;stroke-dasharray:3 4}"
    "path{fill:none;stroke:#06c;stroke-width:1.6}circle{fill:#06c}"
    "@media(prefers-color-scheme:dark){text{fill:#ccc}.grid{stroke:#444}.even{stroke:#777}"
    "path{stroke:#6af}circle{fill:#6af}}"
)


@dataclass(frozen=True)
class Curve:
    """A name, and points of a number of notes and what they cost."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Axis:
    """Whole powers of ten between two ends, onto a stretch of pixels."""

    first: int
    last: int
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value is."""
        part = (math.log10(value) - self.first) / max(1, self.last - self.first)
        return round(self.start + part * (self.end - self.start), 1)

    @property
    def ticks(self) -> Iterator[float]:
        """The powers of ten."""
        return (10.0**power for power in range(self.first, self.last + 1))


def axis(values: Sequence[float], start: float, end: float) -> Axis:
    """An axis with room for all values."""
    return Axis(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))), start, end)


def plot(panels: Sequence[tuple[str, Sequence[Curve]]]) -> str:
    """Panels side by side, each with a title and curves over the number of notes."""
    inner = "\n".join(
        f'<g transform="translate({WIDTH * number} 0)">{panel(title, curves)}</g>'
        for number, (title, curves) in enumerate(panels)
    )
    size = f'viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}" width="{WIDTH * len(panels)}" height="{HEIGHT}"'
    label = escape("; ".join(f"{title}: {', '.join(curve.name for curve in curves)}" for title, curves in panels))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{label}">'
    return f"{head}\n<style>{STYLE}</style>\n{inner}\n</svg>\n"


def panel(title: str, curves: Sequence[Curve]) -> str:
    """Axes, curves with their names at their ends, and a dashed line that grows as the number of notes does."""
    points = [point for curve in curves for point in curve.points]
    across = axis([x for x, _ in points], LEFT, WIDTH - RIGHT)
    up = axis([y for _, y in points], HEIGHT - BOTTOM, TOP)
    parts = [f'<text x="{LEFT}" y="{TOP - 12}">{escape(title)}</text>', *_grid(across, up), _even(across, up)]
    for curve in curves:
        places = [(across.at(x), up.at(y)) for x, y in curve.points]
        parts.append(f'<path d="M{" L".join(f"{x} {y}" for x, y in places)}"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="3"/>' for x, y in places]
        x, y = places[-1]
        parts.append(f'<text x="{x + 8}" y="{y + 4}">{escape(curve.name)}</text>')
    return "".join(parts)


def _grid(across: Axis, up: Axis) -> Iterator[str]:
    for x in across.ticks:
        place = across.at(x)
        yield f'<line class="grid" x1="{place}" x2="{place}" y1="{up.start}" y2="{up.end}"/>'
        yield f'<text x="{place}" y="{up.start + 18}" text-anchor="middle">{x:,.0f}</text>'
    for y in up.ticks:
        place = up.at(y)
        yield f'<line class="grid" x1="{across.start}" x2="{across.end}" y1="{place}" y2="{place}"/>'
        yield f'<text x="{across.start - 6}" y="{place + 4}" text-anchor="end">{y:g}</text>'


def _even(across: Axis, up: Axis) -> str:
    """A line of slope 1 from the lower left corner, as far as it goes."""
    powers = min(across.last - across.first, up.last - up.first)
    x, y = across.at(10.0 ** (across.first + powers)), up.at(10.0 ** (up.first + powers))
    return f'<line class="even" x1="{across.start}" y1="{up.start}" x2="{x}" y2="{y}"/>'
