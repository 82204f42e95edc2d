"""The six verbs in order: read, parse, link, plan, render, write.

    notes/*.md, *.bib ─read▶ Source ─parse▶ Facts, Body ─link▶ Site ─plan▶ Page ─render▶ bytes ─write▶ site/

`load` does the first three and holds the result as a `Project`; `build` does the rest for every page, `Project.page`
for the one that is asked for. Only this module and cache.py know that anything is remembered.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from types import ModuleType

import msgspec
from msgspec.structs import replace

from papernotes import bibliography, graph, output, pages
from papernotes.bibliography import Chunk, Reading
from papernotes.cache import Cache, Rendered, fingerprint, program
from papernotes.config import parsing
from papernotes.history import first_commits
from papernotes.model.page import Chrome, Copy, Html, Page
from papernotes.model.problem import Code, Diagnostic, LostBodyError, PapernotesError, Span
from papernotes.model.settings import Config, Parsing
from papernotes.model.written import Facts, Record, Source
from papernotes.parse import parse
from papernotes.sources import Sources, read
from papernotes.text import fold
from papernotes.theme import Theme, theme

Progress = Callable[[str, int, int], None]


class Stage(msgspec.Struct, frozen=True):
    """What a stage cost: seconds on the wall and of CPU, and the process's peak of memory at its end in megabytes."""

    name: str
    seconds: float
    cpu: float
    megabytes: float


class Known(msgspec.Struct, frozen=True):
    """What is remembered of one Markdown file; its bodies are kept beside it."""

    facts: Facts | None
    diagnostics: tuple[Diagnostic, ...]


class KnownRecords(msgspec.Struct, frozen=True):
    """What is remembered of one .bib entry or CSL file, with lines counted from its own first."""

    records: tuple[Record, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """Everything read, parsed and linked; pages are planned and rendered when they are asked for."""

    config: Config
    theme: Theme
    cache: Cache
    sources: Sources
    site: graph.Site
    chrome: Chrome
    found: tuple[Diagnostic, ...]
    drafts: bool
    stages: tuple[Stage, ...]

    def urls(self) -> Iterator[tuple[str, ModuleType]]:
        """The address of every page, with the page kind that plans it."""
        for kind in pages.KINDS:
            for url in kind.keys(self.site):
                yield url, kind

    def plan(self, url: str, kind: ModuleType) -> Page | Diagnostic:
        """The page at a URL as a value, or what went wrong while it was planned."""
        try:
            page = kind.page(self.site, url, self.chrome)
        except Exception as error:
            return Diagnostic(Code.INTERNAL, f"{url}: {type(error).__name__}: {error}", hint="please report it")
        assert isinstance(page, Page), f"{kind.__name__} has no page for its own key {url}"
        return page

    def fingerprint(self, page: Page) -> str:
        """The digest of everything a page's bytes depend on."""
        return fingerprint(self.theme.digest(page.template), msgspec.json.encode(page, enc_hook=_encode))

    def files(self) -> list[Copy]:
        """Files that are copied as they are: attachments in use, the theme's assets, static/."""
        assets = [Copy(url, str(path)) for url, path in self.theme.assets()]
        static = [Copy(url, path) for url, path in self.sources.static]
        return [*assets, *graph.attachments(self.site), *static]

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is to be said of the content, in the order of the files."""
        return in_order([*self.found, *graph.diagnose(self.site), *self.cache.problems])


@dataclass(frozen=True, slots=True)
class Build:
    """What a build did: which pages it rendered, how many files it wrote and removed, what it has to say."""

    site: graph.Site
    diagnostics: tuple[Diagnostic, ...]
    pages: tuple[str, ...]
    rendered: tuple[str, ...]
    written: int
    removed: int
    stages: tuple[Stage, ...]


def build(config: Config, *, cache: bool = True, drafts: bool = False, progress: Progress | None = None) -> Build:
    """Make the site: every page planned, those that differ from last time rendered and written."""
    output.check_folder(config)
    with _uncollected():
        try:
            return _write(load(config, cache=cache, drafts=drafts, progress=progress), progress)
        except LostBodyError:  # the cache is damaged: without it the same bytes come out
            return _write(load(config, cache=False, drafts=drafts, progress=progress), progress)


def check(config: Config, *, cache: bool = True, progress: Progress | None = None) -> Build:
    """Everything that `build` does, template errors included, but for writing."""
    project = load(config, cache=cache, progress=progress)
    clock = Clock(project.stages)
    plan, problems = _plan(project, project.files(), clock, progress)
    rendered = [(url, page) for url, page, _ in plan]
    with clock.stage("render"):
        outcomes = [project.theme.render(page, project.cache.bodies) for _, page in rendered]
    problems += [outcome for outcome in outcomes if isinstance(outcome, Diagnostic)]
    said = in_order([*project.diagnostics(), *problems, *_advice(config)])
    return Build(project.site, said, tuple(url for url, _ in rendered), (), 0, 0, clock.stages)


def load(
    config: Config,
    *,
    cache: bool = True,
    drafts: bool = False,
    progress: Progress | None = None,
    before: Project | None = None,
) -> Project:
    """Read, parse and link; `before` is a project loaded earlier, whose memory and unchanged site are kept."""
    clock = Clock()
    folder = Path(config.root)
    memory = before.cache if before else Cache(folder / ".papernotes" / "cache.sqlite" if cache else None)
    with clock.stage("read"):
        sources = read(folder, config)
        if not sources.notes and not before:
            raise PapernotesError(
                f"there is no Markdown file in {Path(sources.folder).name}/", "write one, or name a project with -C"
            )
    with clock.stage("parse"):
        made_by = program()
        known = [_note(source, parsing(config), memory, made_by) for source in _shown(sources.notes, progress)]
        records, said = _records(sources.bibliographies, parsing(config), memory, made_by)
    with clock.stage("link"):
        facts = _dated([note.facts for note in known if note.facts is not None], sources, config)
        site = _link(facts, records, sources, config, drafts)
    found = [*sources.diagnostics, *(problem for note in known for problem in note.diagnostics), *said]
    return Project(
        config=config,
        theme=theme(folder / "templates", config.language),
        cache=memory,
        sources=sources,
        site=site,
        chrome=pages.chrome(site, config),
        found=tuple(found),
        drafts=drafts,
        stages=clock.stages,
    )


def in_order(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each diagnostic once, by file and line, those without a place last."""

    def place(problem: Diagnostic) -> tuple[bool, Span, str, str]:
        return problem.span is None, problem.span or Span(""), problem.code.value, problem.message

    first = {(each.code, each.message, each.span): each for each in reversed(diagnostics)}
    return tuple(sorted(first.values(), key=place))


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


def _peak() -> float:
    """The most memory this process has held so far, in megabytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cyclic garbage collector: a build makes millions of values, and no circles among them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # or the first thing it does is to look at every value there is
            gc.enable()


def _shown(items: Sequence[Source], progress: Progress | None) -> Iterator[Source]:
    for number, item in enumerate(items):
        if progress:
            progress("parse", number, len(items))
        yield item


def _note(source: Source, settings: Parsing, memory: Cache, made_by: str) -> Known:
    key = fingerprint("note", made_by, msgspec.json.encode(settings), source.digest, source.shown)
    known = memory.get(key, Known)
    if known is None:
        try:
            parsed = parse(source, settings)
        except Exception as error:  # one note must not stop the others
            message = f"{type(error).__name__}: {error}"
            return Known(None, (Diagnostic(Code.INTERNAL, message, Span(source.shown), "please report it"),))
        known = Known(parsed.facts, parsed.diagnostics)
        memory.put(key, known, parsed.bodies)
    return known


def _dated(facts: list[Facts], sources: Sources, config: Config) -> list[Facts]:
    """Notes without a date get that of their first commit, where the settings ask for it."""
    dates = first_commits(Path(sources.folder)) if config.git_dates else {}
    return [
        replace(note, note=replace(note.note, date=dates[note.path]))
        if note.path in dates and not note.note.date
        else note
        for note in facts
    ]


def _link(
    facts: list[Facts], records: dict[str, tuple[Record, ...]], sources: Sources, config: Config, drafts: bool
) -> graph.Site:
    """Only what may be shown goes in; of hidden notes nothing but their names, so that a link to one stays text."""
    shown = [note for note in facts if drafts or is_published(note, config)]
    hidden = [note for note in facts if not drafts and not is_published(note, config)]
    return graph.link(shown, records, hidden, config, dict(sources.files))


def is_published(note: Facts, config: Config) -> bool:
    """Whether `build` may show a note (SPEC 3: publish, include, exclude; drafts and private notes never)."""
    if note.note.draft or note.note.private or note.note.publish is False:
        return False
    if config.publish == "marked" and not note.note.publish:
        return False
    if config.include and not any(fnmatchcase(note.path, pattern) for pattern in config.include):
        return False
    return not any(fnmatchcase(note.path, pattern) for pattern in config.exclude)


def _plan(
    project: Project, files: Sequence[Copy], clock: Clock, progress: Progress | None
) -> tuple[list[tuple[str, Page, str]], list[Diagnostic]]:
    """Every page with its fingerprint; two pages for one file are said before anything is written."""
    plan: list[tuple[str, Page, str]] = []
    problems: list[Diagnostic] = []
    taken: set[str] = {fold(copy.url) for copy in files}
    with clock.stage("plan"):
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
                plan.append((url, page, project.fingerprint(page)))
    return plan, problems


def _write(project: Project, progress: Progress | None) -> Build:
    clock = Clock(project.stages)
    files = project.files()
    plan, problems = _plan(project, files, clock, progress)
    folder = Path(project.config.root, project.config.output)
    before = project.cache.pages()
    kept = {url for url, _, print_ in plan if (was := before.get(url)) and was == _stat(folder, url, print_)}
    rendered: list[str] = []

    def contents() -> Iterator[tuple[str, bytes]]:
        todo = [(url, page) for url, page, _ in plan if url not in kept]
        for number, (url, page) in enumerate(todo):
            if progress:
                progress("render", number, len(todo))
            with clock.stage("render"):
                outcome = project.theme.render(page, project.cache.bodies)
            if isinstance(outcome, Diagnostic):
                problems.append(outcome)
            else:
                rendered.append(url)
                yield url, outcome

    with clock.stage("write"):
        done = output.write(folder, contents(), files, kept)
    there = kept.union(rendered)
    prints = {url: print_ for url, _, print_ in plan if url in there}
    project.cache.commit({url: stat for url, print_ in prints.items() if (stat := _stat(folder, url, print_))})
    said = in_order([*project.diagnostics(), *problems, *done.diagnostics, *_advice(project.config)])
    urls = tuple(url for url, _, _ in plan)
    return Build(project.site, said, urls, tuple(rendered), done.written, done.removed, clock.stages)


def _clash(url: str) -> Diagnostic:
    message = f"two things want to be {url}; the first was kept"
    return Diagnostic(Code.ADDRESS_CLASH, message, None, "give one of them a slug or file name of its own")


def _advice(config: Config) -> Iterator[Diagnostic]:
    """What the settings leave undone."""
    if not config.base_url:
        hint = 'write in the settings: base_url = "https://…"'
        yield Diagnostic(Code.BASE_URL, "without base_url there is no feed, sitemap or canonical link", None, hint)


def _stat(folder: Path, url: str, print_: str) -> Rendered | None:
    """What the cache holds of a page that was written as it is on the disk now."""
    try:
        stat = (folder / url).stat()
    except OSError:
        return None
    return Rendered(print_, stat.st_size, stat.st_mtime_ns)


def _encode(value: object) -> str:
    if isinstance(value, Html):
        return str(value)
    raise TypeError(f"a view holds a {type(value).__name__}")


def _records(
    files: Sequence[Source], settings: Parsing, memory: Cache, made_by: str
) -> tuple[dict[str, tuple[Record, ...]], tuple[Diagnostic, ...]]:
    """The records of all bibliographies; an entry is parsed again only when its text or a macro in it has changed."""
    encoded = msgspec.json.encode(settings)

    def read_entry(chunk: Chunk, macros: tuple[tuple[str, str], ...], settings: Parsing) -> Reading:
        key = fingerprint("entry", made_by, encoded, chunk.kind, chunk.text, msgspec.json.encode(macros))
        known = memory.get(key, KnownRecords)
        if known is None:
            record, said = bibliography.read(chunk, macros, settings)
            memory.put(key, known := KnownRecords((record,) if record else (), said))
        return next(iter(known.records), None), known.diagnostics

    def read_csl(source: Source, settings: Parsing) -> tuple[tuple[Record, ...], tuple[Diagnostic, ...]]:
        key = fingerprint("csl", made_by, encoded, source.digest, source.shown)
        known = memory.get(key, KnownRecords)
        if known is None:
            memory.put(key, known := KnownRecords(*bibliography.csl(source, settings)))
        return known.records, known.diagnostics

    return bibliography.library(files, settings, read_entry, read_csl)
