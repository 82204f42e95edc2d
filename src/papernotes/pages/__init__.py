"""The kinds of pages there are, in order, and the frame around every page.

A kind is a module with `keys(site)`, the addresses of its pages, and `page(site, key, chrome)`, the page at one of
them. A template, a test and a line in the table below make a new kind.
"""

from types import ModuleType

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.page import Chrome, NavLink
from papernotes.model.settings import Config
from papernotes.model.written import Ref
from papernotes.pages import (
    collection,
    feed,
    home,
    listing,
    note,
    notfound,
    paper,
    papers,
    redirect,
    robots,
    sitemap,
    topic,
    topics,
)
from papernotes.text import safe_url

KINDS: tuple[ModuleType, ...] = (
    home,
    paper,
    note,
    collection,
    topics,
    topic,
    papers,
    listing,
    notfound,
    redirect,
    feed,
    sitemap,
    robots,
)


VIEWS = ("papers", "topics", *listing.FOLDERS)
"""The views that have a place in the navigation, in their usual order; `nav` and `hide` of the settings change it."""


def chrome(site: Site, config: Config) -> Chrome:
    """The frame of every page: it depends on settings and on which views have something in them, nothing else."""
    return Chrome(
        title=config.title,
        description=config.description,
        author=config.author,
        language=config.language,
        base_url=config.base_url.rstrip("/"),
        feed=any(feed.keys(site)),
        csp=csp(config),
        nav=tuple(link for name in config.nav or VIEWS if name not in config.hide for link in _links(site, name)),
    )


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
        return (NavLink(name, f"{name}/index.html"),) if _has(site, name) else ()
    label, opening, url = name.partition("<")
    if opening and url.endswith(">"):
        safe = safe_url(url[:-1])
        return (NavLink("", safe, label.strip()),) if safe else ()
    target = graph.resolve(site, Ref("note", name), "")
    card = graph.card(site, target.url) if target.kind in ("paper", "note") else None
    return (NavLink("", card.url, card.short),) if card else ()


def _has(site: Site, view: str) -> bool:
    if view == "papers":
        return bool(graph.papers(site))
    return bool(graph.topics(site) if view == "topics" else listing.listed(site, view))
