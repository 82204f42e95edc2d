"""The kinds of pages there are, in order, and the frame around every page.

A kind is a module with `keys(site)`, the addresses of its pages, and `page(site, key, chrome)`, the page at one of
them. A template, a test and a line make a new kind: in `FOUND`, or in `KINDS` if nobody looks for its pages.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.addresses import PAGES
from papernotes.model.page import Chrome, NavLink
from papernotes.model.settings import Config
from papernotes.model.written import Ref
from papernotes.pages import (
    copies,
    debates,
    exports,
    feed,
    gaps,
    indexes,
    listing,
    llms,
    map,
    mapdata,
    notfound,
    papers,
    questions,
    quotes,
    reading,
    redirect,
    robots,
    sitemap,
    topics,
)
from papernotes.pages.found import FOUND
from papernotes.text import safe_url

KINDS: tuple[ModuleType, ...] = (
    *FOUND,
    mapdata,
    gaps,
    notfound,
    redirect,
    copies,
    exports,
    llms,
    feed,
    sitemap,
    robots,
)

VIEWS: Mapping[str, ModuleType] = {
    "papers": papers,
    "topics": topics,
    "lists": listing,
    "stories": listing,
    "digests": listing,
    "catalogues": listing,
    "reading": reading,
    "map": map,
    "authors": indexes,
    "venues": indexes,
    "years": indexes,
    "keywords": indexes,
    "debates": debates,
    "questions": questions,
    "quotes": quotes,
    "gaps": gaps,
    "notes": listing,
}
"""The views that have a place in the navigation, in their usual order, each with the kind its pages are of."""

BAR = ("papers", "topics", "lists", "stories", "digests", "catalogues", "reading", "map")
"""The views that stand in the bar of a page; the others stand below it. `nav`, `show` and `hide` change it."""


PLACED = frozenset({"gaps"})
"""The kinds whose pages name lines of files."""


def chrome(site: Site, config: Config) -> Chrome:
    """The frame of every page: it depends on settings and on which views have something in them, nothing else."""
    nav = tuple(_navigation(site, config, (*(config.nav or BAR), *config.show)))
    return Chrome(
        title=config.title,
        description=config.description,
        author=config.author,
        language=config.language,
        base_url=config.base_url.rstrip("/"),
        feed=any(feed.keys(site)),
        papers=bool(graph.papers(site)),
        csp=csp(config),
        nav=nav,
        also=tuple(link for link in _navigation(site, config, VIEWS) if link not in nav),
    )


def _navigation(site: Site, config: Config, names: Iterable[str]) -> Iterator[NavLink]:
    """The places of some views in the navigation, each once, without those that the settings hide."""
    for name in dict.fromkeys(names):
        if name not in config.hide:
            yield from _links(site, name)


def csp(config: Config) -> str:
    """The Content-Security-Policy: nothing from elsewhere, but for images, media and frames if the settings say so."""
    far = " https:" if config.remote == "load" else ""
    frames = "; frame-src https:" if far else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
        f"img-src 'self' data:{far}; font-src 'self'; media-src 'self'{far}; connect-src 'self'; "
        f"base-uri 'none'; form-action 'none'{frames}"
    )


def _links(site: Site, name: str) -> tuple[NavLink, ...]:
    """The place of a view in the navigation, if there is anything in it; else a note of that name, `Label <URL>`."""
    if name in VIEWS:
        place = f"{name}.html" if name in PAGES else f"{name}/index.html"
        return (NavLink(name, place),) if place in VIEWS[name].keys(site) else ()
    label, opening, url = name.partition("<")
    if opening and url.endswith(">"):
        safe = safe_url(url[:-1])
        return (NavLink("", safe, label.strip()),) if safe else ()
    target = graph.resolve(site, Ref("note", name), "")
    card = graph.card(site, target.url) if target.kind in ("paper", "note") else None
    return (NavLink("", card.url, card.short),) if card else ()
