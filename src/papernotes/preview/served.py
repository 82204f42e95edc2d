"""A project as the preview needs it: the page that is asked for is planned and rendered, no other."""

import dataclasses
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path
from types import ModuleType

from msgspec.structs import replace

from papernotes import graph, pages
from papernotes.model.page import Page
from papernotes.model.problem import Code, Diagnostic, LostBodyError
from papernotes.model.settings import Config
from papernotes.model.written import Facts
from papernotes.preview.addresses import kinds_at, name_of
from papernotes.preview.kinds import kind_of
from papernotes.preview.stamps import Stamps, stamps
from papernotes.project import Project, linked, load, refreshed
from papernotes.reread import reread
from papernotes.sources import Sources, read
from papernotes.theme import theme
from papernotes.themefiles import folders

_KEPT = 100  # planned pages


class Served:
    """A project, drafts and private notes included, of which pages are asked for one by one.

    `seen` are the sizes and times of its files at the last look at all of them.
    """

    def __init__(self, project: Project, seen: Stamps | None = None) -> None:
        self._project = project
        self._seen = seen
        self._plans: dict[str, Page | Diagnostic | None] = {}

    @property
    def config(self) -> Config:
        """The settings it was made with."""
        return self._project.config

    def refresh(self, paths: Collection[Path] | None) -> "Served":
        """The project as the files are now; itself if nothing differs. With None a look at all files says which do.

        The first look finds no earlier one to compare with, so that everything is read.
        """
        if paths is not None:
            return self._refreshed(reread(self._project.sources, Path(self.config.root), self.config, paths), paths)
        before, now = self._seen, stamps(self.config)
        if before is not None:
            self._seen = now
            return self.refresh({path for path, _ in before.items() ^ now.items()}) if now != before else self
        served = self._refreshed(read(Path(self.config.root), self.config), now)
        served._seen = now
        return served

    def _refreshed(self, sources: Sources, paths: Collection[Path]) -> "Served":
        project, own = self._project, Path(self.config.root, "templates")
        if sources != project.sources:
            project = refreshed(project, sources)
        if any(path.is_relative_to(folder) for folder in {own, *folders(own)} for path in paths):
            found = theme(own, self.config.language)
            project = project if found is project.theme else dataclasses.replace(project, theme=found)
        return Served(project, self._seen) if project is not self._project else self

    def remade(self, config: Config) -> "Served":
        """The project with other settings."""
        return Served(load(config, drafts=True, before=self._project))

    def page(self, url: str) -> tuple[bytes | Path, str] | Diagnostic | None:
        """The content of a site path and its type, a Path for a file; what is wrong with it; None if there is none."""
        if file := self._file(url):
            return file, kind_of(url)
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

    def diagnosing(self) -> Iterator[None]:
        """Work out the diagnostics in steps, between which pages may be asked for."""
        self._settle()
        yield
        graph.is_only_in(self._project.site, "", "")  # so that the next save need not find out who holds which body
        yield
        yield from graph.diagnosing(self._project.site)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is to be said of the content."""
        self._settle()
        return self._project.diagnostics()

    def save(self) -> bool:
        """Remember on the disk some of what was parsed, for the next start; True while there is more."""
        return self._project.cache.save()

    def _settle(self) -> None:
        """Let the site know the lines on which things stand today."""
        if self._project.has_moved:
            self._project = linked(self._project)

    def _plan(self, url: str) -> Page | Diagnostic | None:
        if url not in self._plans:
            if len(self._plans) >= _KEPT:
                self._plans.clear()
            self._plans[url] = self._planned(url)
        return self._plans[url]

    def _planned(self, url: str) -> Page | Diagnostic | None:
        try:
            found = (self._page_of(kind, url) for kind in kinds_at(self._project.site, url))
            return next((page for page in found if page is not None), None)
        except Exception as error:
            return Diagnostic(Code.INTERNAL, f"{url}: {type(error).__name__}: {error}", hint="please report it")

    def _page_of(self, kind: ModuleType, url: str) -> Page | None:
        if name_of(kind) in pages.PLACED:
            self._settle()
        chrome = self._project.chrome
        if url == "404.html":  # it is shown at any address, so its links begin at the root
            chrome = replace(chrome, base_url="http://127.0.0.1")
        return kind.page(self._project.site, url, chrome)  # type: ignore[no-any-return]

    def _file(self, url: str) -> Path | None:
        """The file that is copied to an address: of the theme, an attachment in use, or one of static/."""
        found = self._assets.get(url) or (self._attachments.get(url) if url.startswith("files/") else None)
        return found or self._static.get(url)

    @cached_property
    def _assets(self) -> dict[str, Path]:
        return dict(self._project.theme.assets())

    @cached_property
    def _attachments(self) -> dict[str, Path]:
        return {copy.url: Path(copy.path) for copy in reversed(graph.attachments(self._project.site))}

    @cached_property
    def _static(self) -> dict[str, Path]:
        return {url: Path(path) for url, path in self._project.sources.static}
