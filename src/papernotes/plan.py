"""Which pages a build has to make: all of them, or after an edit of bodies alone the few that show one."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from papernotes import graph, pages
from papernotes.cache import Finished, Rendered
from papernotes.frame import renewal
from papernotes.graph.addresses import FILES
from papernotes.model.page import Copy
from papernotes.model.problem import Code, Diagnostic
from papernotes.output import MANIFEST
from papernotes.project import Known, Project
from papernotes.state import seen
from papernotes.text import fold


class Plan(Struct, frozen=True):
    """What there is to do.

    todo      addresses of pages with the names of their kinds: these are looked at
    urls      the addresses of all pages of the site
    kept      files of the site that need no look
    copies    files to copy
    before    what is remembered of the last build's pages
    linked    what linking has to say; `problems` are addresses that two pages want
    """

    todo: tuple[tuple[str, str], ...]
    urls: tuple[str, ...]
    before: Mapping[str, Rendered]
    kept: frozenset[str] = frozenset()
    copies: tuple[Copy, ...] = ()
    linked: tuple[Diagnostic, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


class Few(Struct, frozen=True):
    """What an edit of bodies alone concerns: these pages, and what linking has to say if that `is_told` anew."""

    urls: frozenset[str]
    is_told: bool


def plan(project: Project, last: Finished | None, folder: Path) -> Plan:
    """The plan of a build into a folder after the last one, if that left nothing undone."""
    before = project.cache.pages()
    few = concerned(project, last, before, folder) if last and project.frame and last.frame == project.frame else None
    if last is None or few is None:
        return everything(project, before)
    return Plan(
        todo=tuple((url, before[url].kind) for url in sorted(few.urls)),
        urls=last.pages,
        before=before,
        kept=frozenset(last.files.keys() - few.urls - {MANIFEST}),
        linked=tuple(graph.diagnose(project.site)) if few.is_told else last.linked,
    )


def everything(project: Project, before: Mapping[str, Rendered]) -> Plan:
    """Every page; two pages for one file are said before anything is written.

    A file of the user's own in place of one that is made for machines (robots.txt, llms.txt, …) is what they want.
    """
    copies = tuple(project.files())
    todo: list[tuple[str, str]] = []
    problems: list[Diagnostic] = []
    taken = {fold(copy.url) for copy in copies}
    for url, kind in project.urls():
        if fold(url) in taken:
            problems += [_clash(url)] if url not in FILES else []
        else:
            taken.add(fold(url))
            todo.append((url, kind.__name__))
    return Plan(
        todo=tuple(todo),
        urls=tuple(url for url, _ in todo),
        before=before,
        copies=copies,
        linked=tuple(graph.diagnose(project.site)),
        problems=tuple(problems),
    )


def _clash(url: str) -> Diagnostic:
    message = f"two things want to be {url}; the first was kept"
    return Diagnostic(Code.ADDRESS_CLASH, message, None, "give one of them a slug or file name of its own")


def concerned(project: Project, last: Finished, before: Mapping[str, Rendered], folder: Path) -> Few | None:
    """The pages that show a body edited since the last build, or whose file is not as it was left.

    All frames are as they were then. None if the old state of an edited note is no longer remembered, or if a file
    that is no page is not as it was left.
    """
    changed = [(last.notes.get(path, ""), path) for path, key in project.keys.items() if last.notes.get(path) != key]
    pairs = [(project.cache.peek(key, Known), project.known[path]) for key, path in changed]
    changes = [renewal(old.facts, new.facts) for old, new in pairs if old and old.facts and new.facts]
    there = seen(folder, last.files)
    touched = {url for url, stamp in last.files.items() if there.get(url) != stamp}
    if len(changes) < len(pairs) or not touched <= before.keys():
        return None
    stale = {old for change in changes for old, new in change.bodies.items() if old != new}
    moved = {span.path for change in changes if change.has_moved for span in change.places}
    told = _told(last.linked) if moved else ()
    is_told = any(path in words for path in moved for words in told)
    return Few(frozenset(touched.union(_showing(before, stale, moved, is_told=is_told))), is_told)


def _told(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """The words of diagnostics that may name a note, each with lines in it."""
    return tuple(
        f"{problem.span.path if problem.span else ''}\n{problem.message}\n{problem.hint}" for problem in diagnostics
    )


def _showing(before: Mapping[str, Rendered], bodies: set[str], moved: set[str], *, is_told: bool) -> Iterator[str]:
    """The pages that show one of some bodies, or name lines of a note in which things have moved."""
    placed = {f"{pages.__name__}.{name}" for name in pages.PLACED} if moved else set()
    for url, page in before.items():
        names_lines = page.kind in placed and (is_told or not moved.isdisjoint(page.notes))
        if names_lines or not bodies.isdisjoint(page.bodies):
            yield url
