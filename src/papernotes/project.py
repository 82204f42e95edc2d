"""A project that is read, parsed and linked; its pages are planned and rendered when they are asked for.

Only here and in build.py it shows that anything is remembered: notes by the digest of their text, pages by
fingerprint.
"""

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from papernotes import bibliography, graph, pages
from papernotes.bibliography import Chunk, Reading, Shelf
from papernotes.cache import Cache, Finished, Rendered, fingerprint, program
from papernotes.clock import Clock, Progress, Stage
from papernotes.config import parsing
from papernotes.frame import Renewal, frame, renewal
from papernotes.history import first_commits
from papernotes.model.page import Chrome, Copy, Html, Page
from papernotes.model.problem import Code, Diagnostic, Span, in_order
from papernotes.model.settings import Config, Parsing
from papernotes.model.written import Body, Facts, Record, Source
from papernotes.parse import parse
from papernotes.processes import spread
from papernotes.sources import Sources, no_notes, read
from papernotes.state import digest
from papernotes.theme import Theme, theme

_BODY = re.compile(rb'"type":"woven","digest":"([0-9a-f]+)"')  # a body in an encoded page
_PLACE = re.compile(rb'"where":("(?:[^"\\]|\\.)+")')  # a line of a note, as `path:line`

LEAST = 200
"""How many notes or pages are worth a process of their own."""


class Records(NamedTuple):
    """The records of all bibliographies by their file, what is wrong with them, and how each file was read."""

    by_path: Mapping[str, tuple[Record, ...]] = {}
    diagnostics: tuple[Diagnostic, ...] = ()
    shelves: Mapping[str, Shelf] = {}


class Known(msgspec.Struct, frozen=True):
    """What is remembered of one Markdown file, with the frame of its facts; its bodies are kept beside it."""

    facts: Facts | None
    diagnostics: tuple[Diagnostic, ...]
    frame: str = ""


class KnownRecords(msgspec.Struct, frozen=True):
    """What is remembered of one .bib entry or CSL file, with lines counted from its own first."""

    records: tuple[Record, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """Everything read, parsed and linked; pages are planned and rendered when they are asked for.

    `known` and `keys` tell by path what is remembered of each note, and under which key; `frame` is the digest of all
    that more than one page sees, as it was loaded ("": unknown). `has_moved` says that the site does not know today's
    lines of notes.
    """

    config: Config
    theme: Theme
    cache: Cache
    sources: Sources
    site: graph.Site
    chrome: Chrome
    drafts: bool
    stages: tuple[Stage, ...]
    known: Mapping[str, Known]
    keys: Mapping[str, str]
    records: Records
    frame: str = ""
    has_moved: bool = False

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
        return self.traced(page).fingerprint

    def traced(self, page: Page, kind: str = "") -> Rendered:
        """What is remembered of a page, but for its file."""
        encoded = msgspec.json.encode(page, enc_hook=_encode)
        bodies = tuple(match.decode() for match in dict.fromkeys(_BODY.findall(encoded)))
        notes = tuple(json.loads(match).rpartition(":")[0] for match in dict.fromkeys(_PLACE.findall(encoded)))
        return Rendered(fingerprint(self.theme.digest(page.template), encoded), 0, 0, kind, bodies, notes)

    def files(self) -> list[Copy]:
        """Files that are copied as they are: attachments in use, the theme's assets, static/."""
        assets = [Copy(url, str(path)) for url, path in self.theme.assets()]
        static = [Copy(url, path) for url, path in self.sources.static]
        return [*assets, *graph.attachments(self.site), *static]

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """What reading and parsing have to say."""
        said = (problem for note in self.known.values() for problem in note.diagnostics)
        return (*self.sources.diagnostics, *said, *self.records.diagnostics)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is to be said of the content, in the order of the files."""
        return in_order([*self.found, *graph.diagnose(self.site), *self.cache.problems])


def load(
    config: Config,
    *,
    cache: bool = True,
    drafts: bool = False,
    progress: Progress | None = None,
    before: Project | None = None,
) -> Project:
    """Read, parse and link; `before` is a project loaded earlier, whose memory is kept.

    Raises PapernotesError where there is nothing to read, unless there was something before.
    """
    clock = Clock()
    folder = Path(config.root)
    memory = before.cache if before else Cache(folder / ".papernotes" / "cache.sqlite" if cache else None)
    with clock.stage("read"):
        sources = read(folder, config)
        if not sources.notes and not before:
            raise no_notes(sources)
    return link(config, sources, memory, clock, drafts=drafts, progress=progress)


def link(
    config: Config,
    sources: Sources,
    memory: Cache,
    clock: Clock,
    *,
    drafts: bool = False,
    progress: Progress | None,
    last: Finished | None = None,
) -> Project:
    """Parse and link what was read; `last` is the last build, whose navigation is today's if no frame has changed."""
    with clock.stage("parse"):
        made_by = program()
        settings = parsing(config)
        keys = {source.path: _key(source, settings, made_by) for source in sources.notes}
        known = _known(sources.notes, settings, memory, keys, progress)
        records = _records(sources.bibliographies, settings, memory, made_by, {})
    with clock.stage("link"):
        site = _site(config, sources, known, records, drafts=drafts)
        frame = digest(config, sources, {path: each.frame for path, each in known.items()}, drafts=drafts)
        is_same = last is not None and frame != "" and last.frame == frame
        chrome = last.chrome if last and last.chrome and is_same else pages.chrome(site, config)
    return Project(
        config=config,
        theme=theme(Path(config.root) / "templates", config.language),
        cache=memory,
        sources=sources,
        site=site,
        chrome=chrome,
        drafts=drafts,
        stages=clock.stages,
        known=known,
        keys=keys,
        records=records,
        frame=frame,
    )


def refreshed(before: Project, sources: Sources) -> Project:
    """The project after its sources have changed: only those are parsed, and linked anew only if others see it."""
    settings, made_by, memory = parsing(before.config), program(), before.cache
    old = {source.path: source for source in before.sources.notes}
    changed = [source for source in sources.notes if old.pop(source.path, None) != source]
    fresh = {source.path: _key(source, settings, made_by) for source in changed}
    known = {**before.known, **_known(changed, settings, memory, fresh, None)}
    keys = {**before.keys, **fresh}
    for path in old:
        del known[path], keys[path]
    memory.forget(before.keys[path] for path in (*old, *fresh) if before.keys.get(path) not in (None, keys.get(path)))
    is_same = sources.bibliographies == before.sources.bibliographies
    records = before.records
    if not is_same:
        records = _records(sources.bibliographies, settings, memory, made_by, records.shelves)
    now = dataclasses.replace(
        before,
        sources=sources,
        known=known,
        keys=keys,
        records=records,
        has_moved=False,
    )
    if not (is_same and not old and sources.files == before.sources.files and _have_frames(before, known, fresh)):
        return linked(now)
    changes = _changes(before.site, [facts for path in fresh if (facts := known[path].facts)])
    if changes is None:
        return linked(now)
    bodies = {one: other for change in changes for one, other in change.bodies.items()}
    has_moved = before.has_moved or any(change.has_moved for change in changes)
    return dataclasses.replace(now, site=graph.renewed(before.site, bodies), has_moved=has_moved)


def _changes(site: graph.Site, notes: Iterable[Facts]) -> list[Renewal] | None:
    """What edits of these notes change, None where a body that was edited stands elsewhere too."""
    found = []
    for facts in notes:
        if was := graph.note(site, facts.path):
            change = renewal(was, facts)
            edited = (one for one, other in change.bodies.items() if one != other)
            if change.is_split or not all(graph.is_only_in(site, each, facts.path) for each in edited):
                return None
            found.append(change)
    return found


def _have_frames(before: Project, known: Mapping[str, Known], paths: Iterable[str]) -> bool:
    """Whether the other pages see of these notes what they saw before."""
    frames = ((before.known[path].frame if path in before.known else "", known[path].frame) for path in paths)
    return all(was and was == now for was, now in frames)


def linked(project: Project) -> Project:
    """The project with its site made anew of all that is known."""
    site = _site(project.config, project.sources, project.known, project.records, drafts=project.drafts)
    return dataclasses.replace(project, site=site, chrome=pages.chrome(site, project.config), has_moved=False)


def _key(source: Source, settings: Parsing, made_by: str) -> str:
    return fingerprint("note", made_by, msgspec.json.encode(settings), source.digest, source.shown)


def _known(
    notes: Sequence[Source], settings: Parsing, memory: Cache, keys: Mapping[str, str], progress: Progress | None
) -> dict[str, Known]:
    """What every note says: as remembered, else parsed now, and by several processes where there are many."""
    memory.expect(keys[source.path] for source in notes)
    known = {source.path: memory.get(keys[source.path], Known) for source in notes}
    new = [source for source in notes if known[source.path] is None]

    def work(sources: Sequence[Source]) -> Iterator[Parcel]:
        return (_parsed(source, settings) for source in sources)

    for number, parcel in enumerate(_each_once(new, spread(work, new, Parcel, LEAST), settings)):
        if progress:
            progress("parse", number, len(new))
        known[parcel.path] = parcel.known
        if not any(problem.code is Code.INTERNAL for problem in parcel.known.diagnostics):
            memory.put(keys[parcel.path], parcel.known, parcel.bodies)
    return {path: each for path, each in known.items() if each is not None}


def _each_once(notes: Sequence[Source], parcels: Iterator["Parcel"], settings: Parsing) -> Iterator["Parcel"]:
    """The parcels of all notes: those that a process owed us when it died are made here."""
    missing = {source.path: source for source in notes}
    for parcel in parcels:
        del missing[parcel.path]
        yield parcel
    yield from (_parsed(source, settings) for source in missing.values())


class Parcel(msgspec.Struct, frozen=True):
    """A note as it was parsed, with its bodies."""

    path: str
    known: Known
    bodies: tuple[Body, ...] = ()


def _parsed(source: Source, settings: Parsing) -> Parcel:
    try:
        parsed = parse(source, settings)
    except Exception as error:  # one note must not stop the others
        message = f"{type(error).__name__}: {error}"
        problem = Diagnostic(Code.INTERNAL, message, Span(source.shown), "please report it")
        return Parcel(source.path, Known(None, (problem,)))
    known = Known(parsed.facts, parsed.diagnostics, frame(parsed.facts) if parsed.facts else "")
    return Parcel(source.path, known, parsed.bodies)


def _site(
    config: Config, sources: Sources, known: Mapping[str, Known], records: Records, *, drafts: bool
) -> graph.Site:
    """Only what may be shown goes in; of hidden notes nothing but their names, so that a link to one stays text."""
    notes = _dated([note.facts for note in known.values() if note.facts is not None], sources, config)
    shown = [note for note in notes if drafts or is_published(note, config)]
    hidden = [note for note in notes if not drafts and not is_published(note, config)]
    return graph.link(shown, records.by_path, hidden, config, dict(sources.files))


def _dated(facts: list[Facts], sources: Sources, config: Config) -> list[Facts]:
    """Notes without a date get that of their first commit, where the settings ask for it."""
    dates = first_commits(Path(sources.folder)) if config.git_dates else {}
    return [
        replace(note, note=replace(note.note, date=dates[note.path]))
        if note.path in dates and not note.note.date
        else note
        for note in facts
    ]


def is_published(note: Facts, config: Config) -> bool:
    """Whether `build` may show a note."""
    if note.note.draft or note.note.private or note.note.publish is False:
        return False
    if config.publish == "marked" and not note.note.publish:
        return False
    if config.include and not any(fnmatchcase(note.path, pattern) for pattern in config.include):
        return False
    return not any(fnmatchcase(note.path, pattern) for pattern in config.exclude)


def _encode(value: object) -> str:
    if isinstance(value, Html):
        return str(value)
    raise TypeError(f"a view holds a {type(value).__name__}")


def _records(
    files: Sequence[Source], settings: Parsing, memory: Cache, made_by: str, before: Mapping[str, Shelf]
) -> Records:
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

    shelves = bibliography.shelves(files, settings, before, read_entry, read_csl)
    return Records(*bibliography.gathered(files, shelves), shelves)
