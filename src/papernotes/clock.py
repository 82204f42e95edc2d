"""What the stages of a build cost."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from msgspec import Struct

Progress = Callable[[str, int, int], None]
"""Hears how far a stage is: its name, what is done, all there is to do."""


class Stage(Struct, frozen=True):
    """What a stage cost: seconds on the wall and of CPU, and the process's peak of memory at its end in megabytes."""

    name: str
    seconds: float
    cpu: float
    megabytes: float


class Clock:
    """What each stage costs; a stage inside another one is not counted twice."""

    def __init__(self, stages: tuple[Stage, ...] = ()) -> None:
        self._costs = {stage.name: (stage.seconds, stage.cpu) for stage in stages}
        self._peaks = {stage.name: stage.megabytes for stage in stages}
        self._inside = [(0.0, 0.0)]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in the order in which they ended first."""
        return tuple(Stage(name, *cost, self._peaks[name]) for name, cost in self._costs.items())

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is done inside."""
        wall, cpu = time.perf_counter(), time.process_time()
        self._inside.append((0.0, 0.0))
        yield
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        inner_wall, inner_cpu = self._inside.pop()
        before_wall, before_cpu = self._costs.get(name, (0.0, 0.0))
        self._costs[name] = before_wall + wall - inner_wall, before_cpu + cpu - inner_cpu
        self._peaks[name] = _peak()
        outer_wall, outer_cpu = self._inside[-1]
        self._inside[-1] = outer_wall + wall, outer_cpu + cpu

    def add(self, stages: Iterable[Stage], *, inside: bool) -> None:
        """Count what a part of the work cost; `inside` says that it was done within the stage that is counted now."""
        for stage in stages:
            wall, cpu = self._costs.get(stage.name, (0.0, 0.0))
            self._costs[stage.name] = wall + stage.seconds, cpu + stage.cpu
            self._peaks[stage.name] = max(self._peaks.get(stage.name, 0.0), stage.megabytes)
            if inside:
                wall, cpu = self._inside[-1]
                self._inside[-1] = wall + stage.seconds, cpu + stage.cpu


def _peak() -> float:
    """The most memory this process has held so far, in megabytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
