"""Old addresses that lead on: other names of papers and people, `aliases` with a slash."""

import re
from collections.abc import Iterator
from itertools import chain
from posixpath import dirname

from msgspec import Struct

from papernotes.graph.addresses import FILES, FOLDERS, PAGES, address, note_urls, paper_url, wanted_names
from papernotes.graph.hierarchy import topic_url
from papernotes.graph.names import inside
from papernotes.graph.papers import group_named, papers
from papernotes.graph.registers import REGISTERS, moved_names, named
from papernotes.graph.site import Site, once
from papernotes.graph.topics import topics
from papernotes.model.written import Facts
from papernotes.text import fold, slug

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\#%]')
_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/]*")


class Redirects(Struct, frozen=True, eq=False):
    """Old addresses with new ones; notes with an alias that cannot be had, and the page that has it ("": unsafe)."""

    known: dict[str, str]
    refused: tuple[tuple[Facts, str, str], ...]


def redirects(site: Site) -> tuple[tuple[str, str], ...]:
    """Every old address with the one it leads to, by old address; none takes the place of a page."""
    return tuple(sorted(all_redirects(site).known.items()))


def redirected(site: Site, url: str) -> str | None:
    """Where an old address leads, None if it is none."""
    return all_redirects(site).known.get(url)


@once
def all_redirects(site: Site) -> Redirects:
    """Go through all papers and aliases; the first of two equal old addresses counts."""
    taken = {fold(url): url for url in _pages(site)}
    known: dict[str, str] = {}
    refused: list[tuple[Facts, str, str]] = []
    for facts, alias in _aliases(site):
        old, new = old_address(alias, facts.path), address(site, facts.path)
        if not old or taken.setdefault(fold(old), new) not in (new, ""):
            refused.append((facts, alias, taken[fold(old)] if old else ""))
        elif old != new:
            known[old] = new
    for old, new in chain(_other_names(site), moved_names(site)):
        if fold(old) not in taken:
            taken[fold(old)] = known[old] = new
    return Redirects(known, tuple(refused))


def _other_names(site: Site) -> Iterator[tuple[str, str]]:
    """The addresses that papers would have by their other names, each with that of the paper."""
    for paper in papers(site):
        group = group_named(site, paper.name)
        for other in dict.fromkeys(wanted_names(group) if group else ()):
            if other != paper.name:
                yield paper_url(other), paper_url(paper.name)


def _pages(site: Site) -> Iterator[str]:
    """The addresses that pages of the site have."""
    yield from (f"{name}.html" for name in PAGES)
    yield from (f"{name}/index.html" for name in FILES)
    yield from (f"{folder}index.html" for folder in (*FOLDERS.values(), "papers/", "topics/", "years/", "keywords/"))
    yield from (paper_url(paper.name) for paper in papers(site))
    yield from note_urls(site).values()
    yield from (topic_url(path) for path in topics(site))
    yield from (each.url for folder in REGISTERS for each in named(site, folder) if each.url)


def _aliases(site: Site) -> Iterator[tuple[Facts, str]]:
    for facts in site.notes:
        yield from ((facts, alias) for alias in facts.note.aliases if "/" in alias)


def old_address(alias: str, path: str = "") -> str:
    """The file of an old address: `/old/path/` is old/path/index.html; "" for one that cannot be a file of the site.

    One that begins with a dot counts from the folder of the note at `path` (as Quartz does it).
    """
    path = (inside(dirname(path), alias) or "") if alias.startswith(".") else _WEB.sub("", alias.strip(), count=1)
    path = path.lstrip("/")
    parts = [part for part in path.split("/") if part]
    if not parts or _FORBIDDEN.search(path) or any(_is_unsafe(part) for part in parts):
        return ""
    is_page = not path.endswith("/") and fold(parts[-1]).endswith((".html", ".htm"))
    return "/".join(parts if is_page else [*parts, "index.html"])


def _is_unsafe(part: str) -> bool:
    """Whether some system forbids a name in a path, hides it or takes it for another."""
    return (
        part[0] in ". "
        or part[-1] in ". "
        or len(part.encode()) > 200
        or slug(part).startswith("x-") != part.startswith("x-")
    )
