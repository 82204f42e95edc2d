"""Pages made one by one: planned, compared with what was written last time, rendered where they differ.

Nothing is kept of a page but its bytes, and these only until they are written; many pages are shared out to processes.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from msgspec import Struct

from papernotes import pages
from papernotes.cache import Rendered
from papernotes.clock import Clock, Progress, Stage
from papernotes.model.problem import Diagnostic
from papernotes.processes import spread
from papernotes.project import LEAST, Project
from papernotes.state import seen

Todo = Sequence[tuple[str, str]]


class Made(Struct, frozen=True, omit_defaults=True):
    """A page: what is remembered of it, its bytes (None: the file stands as it is), or what went wrong with it.

    `cost` is what planning and rendering it took, in the process of that number.
    """

    url: str
    trace: Rendered | None = None
    content: bytes | None = None
    problem: Diagnostic | None = None
    cost: tuple[Stage, ...] = ()
    process: int = 0


def make(
    project: Project, todo: Todo, before: Mapping[str, Rendered], folder: Path, clock: Clock, progress: Progress | None
) -> Iterator[Made]:
    """Every page of `todo` once, in no order; `before` is what is remembered of pages in the folder."""

    def work(todo: Todo) -> Iterator[Made]:
        project.cache.at_home()
        return (_made(project, url, kind, before, folder) for url, kind in todo)

    missing = dict(todo)
    for number, page in enumerate(chain(spread(work, todo, Made, LEAST), _rest(missing, work))):
        if progress:
            progress("render", number, len(todo))
        clock.add(page.cost, inside=page.process == os.getpid())
        del missing[page.url]
        yield page


def _rest(missing: Mapping[str, str], work: Callable[[Todo], Iterator[Made]]) -> Iterator[Made]:
    """What a process owed us when it died."""
    yield from work(list(missing.items()))


def _made(project: Project, url: str, kind: str, before: Mapping[str, Rendered], folder: Path) -> Made:
    clock = Clock()
    with clock.stage("plan"):
        page = project.plan(url, _KINDS[kind])
        if isinstance(page, Diagnostic):
            return Made(url, problem=page)
        trace, there = project.traced(page, kind), seen(folder, [url]).get(url)
        stands = there is not None and before.get(url) == trace.stamped(there)
    content: bytes | Diagnostic | None = None
    if not stands:
        with clock.stage("render"):
            content = project.theme.render(page, project.cache.bodies)
    is_wrong = isinstance(content, Diagnostic)
    return Made(
        url,
        trace=None if is_wrong else trace,
        content=None if isinstance(content, Diagnostic) else content,
        problem=content if isinstance(content, Diagnostic) else None,
        cost=clock.stages,
        process=os.getpid(),
    )


_KINDS = {kind.__name__: kind for kind in pages.KINDS}
