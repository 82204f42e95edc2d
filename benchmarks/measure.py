"""What a command costs: seconds, CPU, memory; and where there is room for thousands of files to try it on."""

import compileall
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PAPERNOTES = shutil.which("papernotes", path=sysconfig.get_path("scripts")) or "papernotes"
MEMORY = Path("/dev/shm")
GIGABYTES = 8e-5
"""What a note, its pages and what is remembered of them take up, all sites that are made of it together."""


@dataclass(frozen=True)
class Cost:
    """Seconds on the wall and of CPU; megabytes of the largest process; output."""

    wall: float
    cpu: float
    megabytes: float
    said: str


def cost(*command: str | Path) -> Cost:
    """What a command costs, all processes that it starts and waits for among it."""
    start = time.perf_counter()
    with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        said = process.stdout.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{said}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def together(*command: str | Path) -> float:
    """The most megabytes that a command and all its children hold at one time; pages they share count for each."""
    peak = 0.0
    # Into a file: nobody reads a pipe while the processes are looked at.
    with tempfile.TemporaryFile() as out, subprocess.Popen(list(map(str, command)), stdout=out, stderr=out) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(megabytes, _tree(process.pid))))
            time.sleep(0.02)
    return peak


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:  # it has just ended
        return
    for child in " ".join(children).split():
        yield from _tree(int(child))


def megabytes(pid: int) -> float:
    """What a process holds now."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except OSError:
        return 0.0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def median(costs: Sequence[Cost]) -> Cost:
    """The medians of several runs."""
    walls, cpus, megabytes = ([getattr(each, name) for each in costs] for name in ("wall", "cpu", "megabytes"))
    return Cost(*map(statistics.median, (walls, cpus, megabytes)), costs[-1].said)


def _place(gigabytes: float) -> Path:
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2e9 * gigabytes
    return MEMORY if is_roomy else Path(tempfile.gettempdir())


@contextmanager
def room(gigabytes: float) -> Iterator[Path]:
    """A fresh folder: in memory if that has room, and emptied afterwards; else on disk, and left there.

    Deleting thousands of files makes every new one slow for minutes (ext4), which would spoil the next measurement.
    """
    place = _place(gigabytes)
    folder = Path(tempfile.mkdtemp(prefix="papernotes-bench-", dir=place))
    try:
        yield folder
    finally:
        if place == MEMORY:
            shutil.rmtree(folder)


def compile_program() -> str:
    """Compile papernotes as an installer would; what to say of it."""
    found = find_spec("papernotes")
    assert found is not None
    assert found.origin is not None
    is_done = compileall.compile_dir(Path(found.origin).parent, quiet=2)
    return "byte code compiled beforehand" if is_done else "byte code could not be written: imports take longer"


def surroundings(gigabytes: float) -> str:
    """What figures depend on besides the program, where files take this much room."""
    python = ".".join(map(str, sys.version_info[:3]))
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    place = "in memory (tmpfs)" if _place(gigabytes) == MEMORY else "on disk"
    return f"Python {python}, {os.cpu_count()} cores, load average {load} before; files {place}; {compile_program()}."
