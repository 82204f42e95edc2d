"""A build from reading to writing; parse and link stand in project.py, plan and render in making.py.

    notes/*.md, *.bib ─read▶ Source ─parse▶ Facts, Body ─link▶ Site ─plan▶ Page ─render▶ bytes ─write▶ site/

Where nothing has changed since the last build it ends after read: what lies between, and the libraries that it needs,
is not even imported.
"""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from papernotes import output
from papernotes.cache import Cache, Finished
from papernotes.clock import Clock, Progress, Stage
from papernotes.model.problem import Code, Diagnostic, LostBodyError, in_order
from papernotes.model.settings import Config
from papernotes.model.written import Ref
from papernotes.processes import uncollected
from papernotes.sources import no_notes, read
from papernotes.state import digest, seen, stands
from papernotes.text import nearest

if TYPE_CHECKING:
    from papernotes.making import Made
    from papernotes.plan import Plan
    from papernotes.project import Project


class Build(Struct, frozen=True):
    """What a build did: which pages it rendered, how many files it wrote and removed, what it has to say."""

    diagnostics: tuple[Diagnostic, ...]
    pages: tuple[str, ...]
    rendered: tuple[str, ...] = ()
    written: int = 0
    removed: int = 0
    stages: tuple[Stage, ...] = ()


def build(config: Config, *, cache: bool = True, drafts: bool = False, progress: Progress | None = None) -> Build:
    """Make the site: the pages that an edit concerns planned, those that differ from last time rendered and written."""
    output.check_folder(config)
    clock = Clock()
    with uncollected(), clock.stage("read"):
        sources = read(Path(config.root), config)
        if not sources.notes:
            raise no_notes(sources)
        memory = Cache(Path(config.root, ".papernotes", "cache.sqlite") if cache else None)
        inputs = digest(config, sources, drafts=drafts)
        last = memory.finished()
        is_done = last and inputs and last.inputs == inputs and stands(Path(config.root, config.output), last.files)
    if last and is_done:
        memory.close()
        return Build(last.diagnostics, last.pages, stages=clock.stages)
    from papernotes.project import link

    def make(memory: Cache, last: Finished | None) -> Build:
        project = link(config, sources, memory, clock, drafts=drafts, progress=progress, last=last)
        return _make(project, inputs, last, clock, progress)

    with uncollected():
        try:
            return make(memory, last)
        except LostBodyError:  # the cache is damaged: without it the same bytes come out
            return make(Cache(None), None)


def check(config: Config, *, cache: bool = True, progress: Progress | None = None) -> Build:
    """Everything that `build` does, template errors included, but for writing."""
    from papernotes.making import make
    from papernotes.plan import everything
    from papernotes.project import load

    output.check_folder(config)
    with uncollected():
        project = load(config, cache=cache, progress=progress)
        clock = Clock(project.stages)
        with clock.stage("plan"):
            plan = everything(project, {})
        made = list(make(project, plan.todo, {}, Path(config.root), clock, progress))
    problems = [*plan.problems, *_problems(made)]
    said = in_order([*project.found, *plan.linked, *project.cache.problems, *problems, *_advice(project)])
    return Build(said, plan.urls, stages=clock.stages)


def _make(project: "Project", inputs: str, last: Finished | None, clock: Clock, progress: Progress | None) -> Build:
    """Make and write what has changed, and remember it."""
    from papernotes.making import make
    from papernotes.plan import plan

    config, memory = project.config, project.cache
    folder = Path(config.root, config.output)
    with clock.stage("plan"):
        todo = plan(project, last, folder)
    made: list[Made] = []
    kept = set(todo.kept)

    def contents() -> Iterator[tuple[str, bytes]]:
        for page in make(project, todo.todo, todo.before, folder, clock, progress):
            made.append(replace(page, content=None))
            if page.content is not None:
                yield page.url, page.content
            elif page.trace:
                kept.add(page.url)

    with clock.stage("write"):
        done = output.write(folder, contents(), todo.copies, kept)
    problems = [*todo.problems, *_problems(made), *done.diagnostics]
    said = in_order([*project.found, *todo.linked, *memory.problems, *problems, *_advice(project)])
    there = {url: last.files[url] for url in todo.kept} if last else {}
    looked_at = [*todo.urls, *(copy.url for copy in todo.copies), *kept, output.MANIFEST]
    files = there | seen(folder, [url for url in looked_at if url not in there])
    traces = {page.url: page.trace.stamped(files[page.url]) for page in made if page.trace and page.url in files}
    is_whole = not problems and not memory.problems and files.keys() >= set(todo.urls)
    end = _finished(project, inputs, said, todo, files) if is_whole else None
    memory.commit(traces, end, todo.kept)
    fresh = traces.keys() - kept
    rendered = tuple(url for url in todo.urls if url in fresh)
    return Build(said, todo.urls, rendered, done.written, done.removed, clock.stages)


def _finished(
    project: "Project", inputs: str, said: tuple[Diagnostic, ...], todo: "Plan", files: dict[str, tuple[int, int]]
) -> Finished:
    return Finished(
        inputs=inputs,
        diagnostics=said,
        pages=todo.urls,
        files=files,
        frame=project.frame,
        notes=dict(project.keys),
        linked=todo.linked,
        chrome=project.chrome,
    )


def _problems(made: "Sequence[Made]") -> Iterator[Diagnostic]:
    """What went wrong with pages, in the order of their addresses, whichever process was the first to make one."""
    for page in sorted(made, key=attrgetter("url")):
        if page.problem:
            yield page.problem


def _advice(project: "Project") -> Iterator[Diagnostic]:
    """What the settings leave undone, and names in them that mean nothing."""
    config = project.config
    if not config.base_url:
        hint = 'write in the settings: base_url = "https://…"'
        yield Diagnostic(Code.BASE_URL, "without base_url there is no feed, sitemap or canonical link", None, hint)
    yield from _astray(project)


def _astray(project: "Project") -> Iterator[Diagnostic]:
    """Names in `nav`, `show` and `hide` that are no view, no note (shown or hidden) and no `Label <URL>`."""
    from papernotes import graph, pages

    config, site = project.config, project.site
    for setting, names in (("nav", config.nav), ("show", config.show), ("hide", config.hide)):
        for name in names:
            ref = Ref("note", name)
            is_note = graph.resolve(site, ref, "").kind not in ("none", "file")
            if name in pages.VIEWS or name.endswith(">") or is_note:
                continue
            meant = nearest(name, pages.VIEWS, n=1) or graph.near(site, ref)
            hint = f"did you mean {meant[0]}?" if meant else "name a view or a note, or write: Label <https://…>"
            yield Diagnostic(Code.SETTING_UNKNOWN, f"{setting}: no view or note is called {name}", None, hint)
