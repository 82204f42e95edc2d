"""A project as the preview needs it: the page that is asked for is planned and rendered, no other."""

from collections.abc import Collection
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import ModuleType

from msgspec.structs import replace

from papernotes import graph
from papernotes.build import Project, load
from papernotes.model.page import Page
from papernotes.model.problem import Diagnostic, LostBodyError
from papernotes.model.settings import Config
from papernotes.model.written import Facts
from papernotes.preview.kinds import kind_of


class Served:
    """A project, drafts and private notes included, of which pages are asked for one by one."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._looks = _stamps(Path(project.config.root, "templates"))

    @property
    def config(self) -> Config:
        """The settings it was made with."""
        return self._project.config

    def refresh(self, paths: Collection[Path] | None) -> "Served":
        """The project as the files are now; itself if a look at all files (`paths` None) finds nothing new."""
        now = load(self.config, drafts=True, before=self._project)
        served = Served(now)
        is_new = paths is not None or now.sources != self._project.sources or served._looks != self._looks
        return served if is_new else self

    def remade(self, config: Config) -> "Served":
        """The project with other settings."""
        return Served(load(config, drafts=True, before=self._project))

    def page(self, url: str) -> tuple[bytes | Path, str] | Diagnostic | None:
        """The content of a site path and its type, a Path for a file; what is wrong with it; None if there is none."""
        if url in self._files:
            return self._files[url], kind_of(url)
        page = self._plan(url)
        if page is None or isinstance(page, Diagnostic):
            return page
        try:
            content = self._project.theme.render(page, self._project.cache.bodies)
        except LostBodyError:  # what is remembered is damaged
            self._project = load(self.config, drafts=True, cache=False)
            content = self._project.theme.render(page, self._project.cache.bodies)
        return content if isinstance(content, Diagnostic) else (content, kind_of(url))

    def digest(self, url: str) -> str:
        """The fingerprint of a planned page; "" where there is none."""
        page = self._plan(url)
        return self._project.fingerprint(page) if isinstance(page, Page) else ""

    def note(self, url: str) -> Facts | None:
        """The note that a page is made of, the main one where there are several."""
        site = self._project.site
        if url == "index.html":
            return graph.home(site)
        if url.startswith("papers/") and (paper := graph.paper(site, url[len("papers/") : -len(".html")])):
            return paper.notes[0] if paper.notes else None
        return graph.note_at(site, url)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is to be said of the content."""
        return self._project.diagnostics()

    def _plan(self, url: str) -> Page | Diagnostic | None:
        kind = self._kinds.get(url)
        if kind is None:
            return None
        project = self._project
        if url == "404.html":  # it is shown at any address, so its links begin at the root
            chrome = replace(project.chrome, base_url="http://127.0.0.1")
            return kind.page(project.site, url, chrome)  # type: ignore[no-any-return]
        return project.plan(url, kind)

    @cached_property
    def _kinds(self) -> dict[str, ModuleType]:
        return dict(self._project.urls())

    @cached_property
    def _files(self) -> dict[str, Path]:
        return {copy.url: Path(copy.path) for copy in reversed(self._project.files())}


def _stamps(folder: Path) -> list[tuple[Path, int, int]]:
    """The files of a folder with size and time: a hint that something in it has changed."""
    found = []
    for path in sorted(folder.rglob("*")):
        with suppress(OSError):
            stat = path.stat()
            found.append((path, stat.st_size, stat.st_mtime_ns))
    return found
