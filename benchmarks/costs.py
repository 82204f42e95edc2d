"""Where the time of a cold build goes: the process is looked at every few milliseconds of its CPU time.

    python benchmarks/costs.py [--edit sentence|paragraph|title] [--top 15] [--docs] [10000]

All is done in one process on one core, so that every sample is seen. Shares are of that process's CPU time. A library
counts for the line of ours that calls it, a template for itself; "imports" is the loading of modules. `--edit` looks at
the build after an edit of one note instead. (It is not called profile.py, for that would hide Python's own module.)
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import corpus
from builds import EDITS, edit
from docs import put
from measure import GIGABYTES, PAPERNOTES, cost, room, surroundings

if TYPE_CHECKING:
    from papernotes.build import Build

EVERY = 0.004
GROUPS = {
    "parsing": ("parse", "markdown/", "frontmatter/", "fields/", "entries/", "bibliography/"),
    "the graph": ("graph/",),
    "planning": ("pages/", "views/", "figures/", "formats/"),
    "templates": ("templates/", "theme", "sandbox"),
    "files": ("sources", "output", "state"),
    "remembering and comparing": ("cache", "frame", "project", "plan", "making", "build"),
    "sharing out": ("processes",),
}
"""What a build does, by the rooms that do it; `text.py` and the like count for who calls them."""
OURS = f"{os.sep}papernotes{os.sep}"


@dataclass
class Samples:
    """How often something was seen: by what is done, by room, by function, by page kind; the kind of pages."""

    all: int = 0
    groups: Counter[str] = field(default_factory=Counter)
    rooms: Counter[str] = field(default_factory=Counter)
    functions: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    pages: dict[str, str] = field(default_factory=dict)

    def look(self, _: int, frame: FrameType | None) -> None:
        """One sample."""
        self.all += 1
        stack = [*_stack(frame)]
        names = [*map(_name, stack)]
        is_import = any("importlib" in each.f_code.co_filename for each in stack)
        rooms = ["imports"] if is_import else [name.partition(":")[0] for name in names if name]
        self.rooms[next(iter(rooms), "other")] += 1
        self.groups[next(filter(None, map(_group, rooms)), "other")] += 1
        self.functions.update({name for name in names if name})
        self.kinds.update(self._step(stack))

    def _step(self, stack: list[FrameType]) -> Iterator[str]:
        """The page kind and the step of it that is going on, if one is."""
        for frame in stack:
            name = _name(frame)
            if name == "theme: Theme.render":
                yield f"{self.pages[frame.f_locals['page'].url]} render"
                return
            if name == "project: Project.plan":
                yield f"{self.pages[frame.f_locals['url']]} plan"
                return


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _name(frame: FrameType) -> str:
    """`room: function` of our own code, `templates/name` of a template, "" of all else."""
    path = frame.f_code.co_filename
    if f"{os.sep}templates{os.sep}" in path and "jinja2" not in path:
        return f"templates/{Path(path).name}"
    if OURS not in path or "site-packages" in path.partition(OURS)[2]:
        return ""
    return f"{path.rpartition(OURS)[2].removesuffix('.py')}: {frame.f_code.co_qualname}"


def _group(room: str) -> str:
    if room == "imports":
        return room
    fits = (name for name, starts in GROUPS.items() if any(_starts(room, start) for start in starts))
    return next(fits, "")


def _starts(room: str, start: str) -> bool:
    return room.startswith(start) if start.endswith("/") else room == start


def sample(folder: Path) -> None:
    """Build in this process, and print what was seen as JSON."""
    samples = Samples()
    signal.signal(signal.SIGPROF, samples.look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        done = _build(folder, samples)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    # Only the wall is sure: while the timer runs, the kernel counts CPU time in steps as long as a page takes.
    stages = [(stage.name, stage.seconds, stage.megabytes) for stage in done.stages]
    print(json.dumps({"stages": stages, "cpu": time.process_time(), **vars(samples)}))


def _build(folder: Path, samples: Samples) -> "Build":
    """Build, and remember of which kind each page is."""
    from papernotes.build import build
    from papernotes.config import load
    from papernotes.project import Project

    plan = Project.plan

    def counted(self: Project, url: str, kind: object) -> object:
        samples.pages[url] = kind.__name__.rpartition(".")[2]
        return plan(self, url, kind)

    Project.plan = counted
    return build(load(folder).config)


def profile(folder: Path) -> dict:
    """What `sample` saw in a process of its own on one core."""
    core = {min(os.sched_getaffinity(0))} if hasattr(os, "sched_getaffinity") else set()
    command = [sys.executable, __file__, "--sample", str(folder)]
    pin = (lambda: os.sched_setaffinity(0, core)) if core else None
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, preexec_fn=pin)
    return json.loads(run.stdout)


def tables(seen: dict, top: int) -> Iterator[str]:
    """What was seen, as Markdown."""
    whole = sum(seconds for _, seconds, _ in seen["stages"])
    lines = ["| stage | s | share | peak MB |\n| --- | --- | --- | --- |"]
    lines += [f"| {name} | {each:.2f} | {each / whole:.0%} | {peak:.0f} |" for name, each, peak in seen["stages"]]
    yield "\n".join(lines)
    share = seen["cpu"] / max(1, seen["all"])
    yield _ranked("cost", seen["groups"], seen["all"], share, top)
    yield _by_kind(Counter(seen["kinds"]), Counter(seen["pages"].values()), share, top)
    yield _ranked("room, without what it calls of ours", seen["rooms"], seen["all"], share, top)
    yield _ranked("function, with all it calls", seen["functions"], seen["all"], share, 3 * top)


def _by_kind(seen: Counter[str], pages: Counter[str], share: float, top: int) -> str:
    costs = {kind: (share * seen[f"{kind} plan"], share * seen[f"{kind} render"]) for kind in pages}
    lines = ["| page kind | pages | plan, CPU s | render, CPU s | ms a page |\n| --- | --- | --- | --- | --- |"]
    for kind, (plan, render) in sorted(costs.items(), key=lambda item: -sum(item[1]))[:top]:
        each = 1000 * (plan + render) / pages[kind]
        lines.append(f"| {kind} | {pages[kind]:,} | {plan:.2f} | {render:.2f} | {each:.2f} |")
    return "\n".join(lines)


def _ranked(head: str, seen: dict[str, int], whole: int, share: float, top: int) -> str:
    lines = [f"| {head} | CPU s | share |\n| --- | --- | --- |"]
    rows = [(name, count) for name, count in Counter(seen).most_common() if count < 0.97 * whole][:top]
    return "\n".join([*lines, *(f"| {name} | {share * count:.2f} | {count / whole:.1%} |" for name, count in rows)])


def main() -> None:
    """Print the tables."""
    edits = {name.split()[1]: change for name, change in EDITS.items()}
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("count", nargs="?", type=int, default=10_000, metavar="NOTES")
    options.add_argument("--top", type=int, default=15)
    options.add_argument("--edit", choices=edits)
    options.add_argument("--docs", action="store_true")
    options.add_argument("--sample", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.sample:
        sample(given.sample)
        return
    size = given.count * GIGABYTES
    parts = [f"{given.count:,} notes. {surroundings(size)}"]
    with room(size) as home:
        corpus.write(given.count, home)
        if given.edit:
            cost(PAPERNOTES, "-C", home, "build")
            edit(home, given.count // 2, edits[given.edit])
        parts += tables(profile(home), given.top)
    print("\n\n".join(parts))
    if given.docs:
        put("costs", "\n\n".join(parts[:-2]))


if __name__ == "__main__":
    sys.exit(main())
