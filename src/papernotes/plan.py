"""Which pages a build has to plan: all of them, or after an edit of bodies alone the few that show one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from papernotes import graph, pages
from papernotes.cache import Finished, Rendered
from papernotes.frame import renewal
from papernotes.model.page import Copy, Page
from papernotes.model.problem import Code, Diagnostic
from papernotes.output import MANIFEST
from papernotes.project import Known, Project
from papernotes.state import seen
from papernotes.text import fold

Progress = Callable[[str, int, int], None]


class Planned(Struct, frozen=True):
    """A page to be, and what will be remembered of it but for its file."""

    page: Page
    trace: Rendered

    @property
    def url(self) -> str:
        """Where it goes."""
        return self.page.url

    def written(self, folder: Path) -> Rendered | None:
        """What is remembered of the page, with its file as it stands in the folder now."""
        there = seen(folder, [self.url]).get(self.url)
        return replace(self.trace, size=there[0], mtime=there[1]) if there else None

    def stands(self, folder: Path, before: Mapping[str, Rendered]) -> bool:
        """Whether it was written before as it would be now, and nobody has touched it."""
        was = before.get(self.url)
        return was is not None and was == self.written(folder)


class Plan(Struct, frozen=True):
    """What there is to do: the pages that were planned, the addresses of all, files to copy, what stays as it is.

    `traces` is what is remembered of pages that need no look, `linked` what linking has to say, `problems` what went
    wrong while pages were planned.
    """

    pages: list[Planned]
    urls: tuple[str, ...]
    copies: list[Copy]
    kept: frozenset[str]
    traces: dict[str, Rendered]
    linked: tuple[Diagnostic, ...]
    problems: list[Diagnostic]


class Few(Struct, frozen=True):
    """What an edit of bodies alone concerns: these pages, and the places of things if `has_moved`."""

    urls: frozenset[str]
    has_moved: bool


def plan(project: Project, frame: str, folder: Path, progress: Progress | None = None) -> Plan:
    """The plan of a build into a folder; `frame` is the digest of all that more than one page sees ("": unknown)."""
    before, last = project.cache.pages(), project.cache.finished()
    few = concerned(project, last, before, folder) if last and frame and last.frame == frame else None
    if last is None or few is None:
        copies = project.files()
        planned, problems = everything(project, copies, progress)
        kept = {each.url for each in planned if each.stands(folder, before)}
        urls, linked = tuple(each.url for each in planned), tuple(graph.diagnose(project.site))
        return Plan(planned, urls, copies, frozenset(kept), {}, linked, problems)
    planned, problems = some(project, few.urls & before.keys(), before)
    same = {each.url for each in planned if each.stands(folder, before)}
    kept = (last.files.keys() - few.urls - {MANIFEST}) | same
    linked = tuple(graph.diagnose(project.site)) if few.has_moved else last.linked
    traces = {url: page for url, page in before.items() if url not in few.urls}
    return Plan(planned, last.pages, [], frozenset(kept), traces, linked, problems)


def everything(
    project: Project, files: Sequence[Copy], progress: Progress | None = None
) -> tuple[list[Planned], list[Diagnostic]]:
    """Every page; two pages for one file are said before anything is written."""
    plan: list[Planned] = []
    problems: list[Diagnostic] = []
    taken = {fold(copy.url) for copy in files}
    todo = list(project.urls())
    for number, (url, kind) in enumerate(todo):
        if progress:
            progress("plan", number, len(todo))
        page = project.plan(url, kind)
        if isinstance(page, Diagnostic):
            problems.append(page)
        elif fold(url) in taken:
            problems.append(_clash(url))
        else:
            taken.add(fold(url))
            plan.append(_planned(project, page, kind.__name__))
    return plan, problems


def _clash(url: str) -> Diagnostic:
    message = f"two things want to be {url}; the first was kept"
    return Diagnostic(Code.ADDRESS_CLASH, message, None, "give one of them a slug or file name of its own")


def _planned(project: Project, page: Page, kind: str) -> Planned:
    fingerprint, bodies = project.traced(page)
    return Planned(page, Rendered(fingerprint, 0, 0, kind, bodies))


def concerned(project: Project, last: Finished, before: Mapping[str, Rendered], folder: Path) -> Few | None:
    """The pages that show a body edited since the last build, or whose file is not as it was left.

    All frames are as they were then. None if the old state of an edited note is no longer remembered, or if a file
    that is no page is not as it was left.
    """
    stale: set[str] = set()
    has_moved = False
    for path, key in project.keys.items():
        old_key = last.notes.get(path, "")
        if old_key != key:
            old, new = project.cache.peek(old_key, Known), project.known[path]
            if old is None or old.facts is None or new.facts is None:
                return None
            change = renewal(old.facts, new.facts)
            stale.update(one for one, other in change.bodies.items() if one != other)
            has_moved = has_moved or change.has_moved
    there = seen(folder, last.files)
    if any(there.get(url) != last.files[url] for url in last.files.keys() - before.keys()):
        return None
    placed = {f"{pages.__name__}.{name}" for name in pages.PLACED} if has_moved else set()
    return Few(
        frozenset(
            url
            for url, page in before.items()
            if not stale.isdisjoint(page.bodies) or page.kind in placed or there.get(url) != last.files.get(url)
        ),
        has_moved,
    )


def some(
    project: Project, urls: Iterable[str], before: Mapping[str, Rendered]
) -> tuple[list[Planned], list[Diagnostic]]:
    """These pages, each by the kind that planned it before."""
    kinds = {kind.__name__: kind for kind in pages.KINDS}
    found = [(url, kinds[before[url].kind]) for url in sorted(urls)]
    outcomes = [(project.plan(url, kind), kind) for url, kind in found]
    plan = [_planned(project, page, kind.__name__) for page, kind in outcomes if isinstance(page, Page)]
    return plan, [problem for problem, _ in outcomes if isinstance(problem, Diagnostic)]
