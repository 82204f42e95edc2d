"""What is served: a project that is swapped whole after each change, and who wants to hear of it."""

import asyncio
import json
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from functools import partial
from html import escape
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from papernotes import report
from papernotes.config import FILE, SHARED
from papernotes.model.problem import Code, Diagnostic, PapernotesError, Severity
from papernotes.model.settings import Config
from papernotes.model.written import Facts
from papernotes.preview.watched import concerns, folders
from papernotes.preview.worker import IDLE, NOW, SOON, Worker
from papernotes.watch import Watch

HTML = "text/html; charset=utf-8"
_BREATH = 0.001  # seconds in which a save says all that it has to say
_MANY = 5  # files at once that no editor saves: more are to come
_PAUSE, _LONGEST = 0.05, 3.0  # seconds without another change until all have come; and how long to wait for that
_SETTLE = (0.02, 0.04, 0.08, 0.16)  # seconds given to a save that has emptied its file to put the new text there
_FIRST = 0.05  # seconds left to the first request until the files are watched
_QUIET = 0.3  # seconds after a change until all diagnostics are worked out
_CALM = 2.0  # seconds after a change until everything is looked at once more, for events may have been missed
_LAST = 1.0  # seconds that the end may take
_KEPT = 200  # pages whose last good bytes are remembered
_TOLD = 50  # diagnostics that a tab is told of, at most

T = TypeVar("T")


class Project(Protocol):
    """What the preview needs of `build.Project`; one thread alone calls its methods."""

    @property
    def config(self) -> Config:
        """The settings it was made with."""

    def refresh(self, paths: Collection[Path] | None) -> "Project":
        """The project after these files may have changed (None: any may have)."""

    def page(self, url: str) -> tuple[bytes | Path, str] | Diagnostic | None:
        """The content of a site path and its type, a Path for a file; what is wrong with its template; None."""

    def digest(self, url: str) -> str:
        """The fingerprint of a planned page, "" where there is none."""

    def note(self, url: str) -> Facts | None:
        """The note that a page is made of."""

    def diagnosing(self) -> Iterator[None]:
        """Work out the diagnostics in steps, between which pages may be asked for."""

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is to be said of the content."""

    def save(self) -> bool:
        """Remember on the disk some of what was parsed, for the next start; True while there is more."""


Load = Callable[[Any], tuple[Project, tuple[Diagnostic, ...]]]  # it is given the project of its last call, or None
Say = Callable[[Sequence[Diagnostic]], None]


class Answer(Struct, frozen=True):
    """What a site path is answered with; `note` is the shown path of its note, `mark` why build would leave it out."""

    content: bytes | Path
    kind: str
    digest: str = ""
    note: str = ""
    mark: str = ""


class News(Struct, frozen=True):
    """What a tab compares: the number of changes, of those of styles and of scripts, and the problems as JSON."""

    version: int = 0
    styles: int = 0
    scripts: int = 0
    problems: str = ""

    @property
    def looks(self) -> str:
        """Styles and scripts in one word."""
        return f"{self.styles}.{self.scripts}"


class Session:
    """The project being served.

    `load(before)` reads settings and project anew, and at once for the first time; `say` hears diagnostics that were
    not there before, in the server's thread.
    """

    def __init__(self, load: Load, say: Say) -> None:
        self.news = News()
        self._load, self._say = load, say
        self._project, self._settings = load(None)
        self._found: tuple[Diagnostic, ...] = ()
        self._trouble: tuple[Diagnostic, ...] = ()
        self._good: dict[str, Answer] = {}
        self._stale = False  # the settings have changed and could not be read yet
        self._rung: set[Path] = set()
        self._lock = Lock()
        self._worker = Worker()
        self._watch: Watch | None = None
        self._made = News()  # the newest, as the worker knows it
        self._changed = asyncio.Event()

    def start(self, loop: asyncio.AbstractEventLoop, *, poll: bool = False) -> None:
        """Begin to watch, after the first page."""
        self._loop = loop
        self._later(_FIRST, lambda: self._begin(poll))
        self._later(_CALM, self._rescan)

    def close(self) -> None:
        """Remember what was parsed, unless that takes too long."""
        end = time.monotonic() + _LAST
        with suppress(TimeoutError):
            while time.monotonic() < end and self._worker.do(self._save).result(_LAST):
                continue

    async def page(self, url: str) -> Answer | None:
        """The answer for a site path: as it is now, or the last good one while it cannot be made."""
        return await self._ask(lambda: self._page(url), None)

    async def digest(self, url: str) -> str:
        """The fingerprint of a page as it is now, "" where there is none."""
        return await self._ask(lambda: self._digest(url), "", SOON)

    async def place(self, url: str, path: str) -> Path | None:
        """The file on disk of a page's note, or of a path that a diagnostic names; None for any other."""
        return await self._ask(lambda: self._place(url, path), None)

    async def wait(self, version: int, seconds: float) -> None:
        """Until there is news after a version, or for some seconds."""
        if self.news.version == version:
            try:
                await asyncio.wait_for(self._changed.wait(), seconds)
            except TimeoutError:
                return

    def ring(self, path: Path) -> None:
        """Hear that a file may have changed; what comes in while one change is worked on is taken together."""
        if not concerns(self._project.config, path):
            return
        with self._lock:
            first = not self._rung
            self._rung.add(path)
        if first:
            self._worker.do(self._refresh)

    async def _ask(self, work: Callable[[], T], otherwise: T, rank: int = NOW) -> T:
        try:
            return await asyncio.wrap_future(self._worker.do(work, rank))
        except Exception as error:
            self._worker.do(partial(self._worry, error))
            return otherwise

    def _begin(self, poll: bool) -> None:
        try:
            self._watch = Watch(self.ring, poll=poll)
            self._watch.see(folders(self._project.config))
        except Exception as error:
            self._worry(error)
        if self._watch is not None and self._watch.polling and not poll:
            self._call(self._say, [Diagnostic(Code.WATCH, "the system gives no more watches")])
        self._diagnose()

    def _refresh(self) -> None:
        """Take all changes heard so far into a new project; if that fails the last one stays."""
        paths = self._gather()
        for seconds in _SETTLE:
            if any(_is_unsettled(path) for path in paths):
                time.sleep(seconds)
                paths |= self._take()
        if not paths:  # taken together with others already
            return
        self._stale = self._stale or any(path.name in (FILE, SHARED) for path in paths)
        try:
            if self._stale:
                self._project, self._settings = self._load(self._project)
                self._stale = False
            else:
                self._project = self._project.refresh(paths)
            self._trouble = ()
            self._look()
        except Exception as error:
            self._worry(error)
        self._tell({"" if path.name == "templates" else path.suffix for path in paths})
        self._later(_QUIET, self._diagnose)
        self._later(_CALM, self._rescan)

    def _rescan(self) -> None:
        """Look at all files once more, unless more changes have come."""
        before, version = self._project, self._made.version
        if self._rung:
            return
        try:
            self._project = before.refresh(None)
            self._look()
        except Exception as error:
            self._worry(error)
        if self._project is not before and self._made.version == version:
            self._tell()
            self._later(_QUIET, self._diagnose)

    def _gather(self) -> set[Path]:
        """The changes heard so far; where one comes after the other, as from a checkout, all of them."""
        paths = self._take()
        time.sleep(_BREATH)
        paths |= self._take()
        end = time.monotonic() + _LONGEST
        while len(paths) >= _MANY and time.monotonic() < end:
            time.sleep(_PAUSE)
            more = self._take()
            if more <= paths:
                break
            paths |= more
        return paths

    def _take(self) -> set[Path]:
        with self._lock:
            paths, self._rung = self._rung, set()
        return paths

    def _look(self) -> None:
        """Watch the folders that matter now, and look into those that were not watched before."""
        if self._watch is not None:
            for folder in self._watch.see(folders(self._project.config)):
                self.ring(folder)

    def _page(self, url: str) -> Answer | None:
        try:
            found = self._project.page(url)
        except Exception as error:
            found = self._worry(error)
        if found is None:
            return None
        if isinstance(found, Diagnostic):
            return self._good.get(url) or Answer(_broken(found), HTML)
        content, kind = found
        if isinstance(content, Path) or not kind.startswith("text/html"):
            return Answer(content, kind)
        note = self._project.note(url)
        answer = Answer(content, kind, self._digest(url), note.shown if note else "", _mark(note))
        self._good.pop(url, None)
        self._good[url] = answer
        if len(self._good) > _KEPT:
            del self._good[next(iter(self._good))]
        return answer

    def _digest(self, url: str) -> str:
        """What a tab compares: the page, and the mark that is laid over it."""
        return "-".join(filter(None, (self._project.digest(url), _mark(self._project.note(url)))))

    def _place(self, url: str, path: str) -> Path | None:
        if not path:
            note = self._project.note(url)
            path = note.shown if note else ""
        elif path not in {problem.span.path for problem in self._found if problem.span}:
            return None
        root = Path(self._project.config.root)
        file = (root / path).resolve()
        return file if path and file.is_file() and file.is_relative_to(root) else None

    def _diagnose(self) -> None:
        """Begin to work out all diagnostics."""
        self._step(self._project, self._project.diagnosing())

    def _step(self, project: Project, steps: Iterator[None]) -> None:
        """Go on with it in every pause, unless more changes have come."""
        if self._rung or project is not self._project:
            return
        try:
            next(steps)
        except StopIteration:
            self._conclude()
            return
        except Exception as error:
            self._worry(error)
            return
        self._worker.do(lambda: self._step(project, steps), IDLE)

    def _conclude(self) -> None:
        """Say what is wrong; then there is time for what nobody waits for."""
        self._worker.do(self._keep, IDLE)
        try:
            found = (*self._settings, *self._project.diagnostics())
        except Exception as error:
            self._worry(error)
            return
        known = set(self._found)
        self._call(self._say, [problem for problem in found if problem not in known])
        if found != self._found or not self._made.problems:
            self._found = found
            self._tell()

    def _save(self) -> bool:
        try:
            return self._project.save()
        except Exception as error:
            self._worry(error)
            return False

    def _keep(self) -> None:
        """Save in every pause, until all is saved."""
        if self._save():
            self._worker.do(self._keep, IDLE)

    def _worry(self, error: Exception) -> Diagnostic:
        """Keep what is served, with the error on top."""
        if isinstance(error, PapernotesError):
            trouble = Diagnostic(Code.STOPPED, error.message, hint=error.hint)
        else:
            trouble = Diagnostic(Code.INTERNAL, f"{type(error).__name__}: {error}", hint="please report it")
        if self._trouble != (trouble,):
            self._trouble = (trouble,)
            self._call(self._say, self._trouble)
            self._tell()
        return trouble

    def _tell(self, endings: Collection[str] = ()) -> None:
        """Let every open tab know that something has changed; `endings` are those of the changed files."""
        made = self._made
        styles, scripts = not {".css", ""}.isdisjoint(endings), ".js" in endings
        problems = _problems((*self._trouble, *self._found))
        self._made = News(made.version + 1, made.styles + styles, made.scripts + scripts, problems)
        self._call(self._announce, self._made)

    def _announce(self, news: News) -> None:
        self.news = news
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def _later(self, seconds: float, work: Callable[[], None]) -> None:
        self._call(lambda: self._loop.call_later(seconds, lambda: self._worker.do(work, IDLE)))

    def _call(self, function: Callable[..., object], *values: object) -> None:
        """Call a function in the server's thread, if that still runs."""
        try:
            self._loop.call_soon_threadsafe(function, *values)
        except RuntimeError:
            return


def _problems(found: Sequence[Diagnostic]) -> str:
    """What a tab shows in its panel: how many of each severity, and the worst of them."""
    worst = sorted(found, key=lambda problem: list(Severity).index(problem.code.severity))[:_TOLD]
    counts = {severity.value: sum(problem.code.severity is severity for problem in found) for severity in Severity}
    shown = [report.plain(problem) | {"source": problem.source, "end": _end(problem)} for problem in worst]
    return json.dumps({"counts": counts, "words": report.summary(found), "problems": shown})


def _end(problem: Diagnostic) -> int:
    return problem.span.end if problem.span else 0


def _mark(note: Facts | None) -> str:
    """Why `build` would leave a page out, "" if it would not."""
    if note is None:
        return ""
    if note.note.draft:
        return "draft"
    return "private" if note.note.private or note.note.publish is False else ""


def _broken(problem: Diagnostic) -> bytes:
    """A page that says why there is none."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>This page cannot be made</title>'
        f"<main><h1>This page cannot be made</h1><pre>{escape(report.one(problem))}</pre></main></html>"
    ).encode()


def _is_unsettled(path: Path) -> bool:
    """Whether a file is gone or empty: perhaps only until the editor's next write."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return True
