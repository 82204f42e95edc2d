"""feed.xml: the newest notes in full, for feed readers (Atom, RFC 4287)."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.page import Chrome, Line, Page, View
from papernotes.model.written import Facts
from papernotes.pages.collection import EntryRow, Part, parts
from papernotes.pages.home import dated
from papernotes.views import line
from papernotes.views.absolute import absolute

NEWEST = 50


class FeedEntry(Struct, frozen=True):
    """A note in the feed; every address in it is a full URL."""

    url: str
    title: str
    by: str
    published: str
    updated: str
    summary: Line | None
    parts: tuple[Part, ...]


class FeedView(View, frozen=True):
    """The newest notes; `updated` is the date of the newest."""

    url: str
    updated: str
    entries: tuple[FeedEntry, ...]


def keys(site: Site) -> Iterator[str]:
    """`feed.xml`, if the site's address is known and a note has a date."""
    if site.config.base_url and _newest(site):
        yield "feed.xml"


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The feed."""
    entries = tuple(_entry(site, facts, chrome.base_url) for facts in _newest(site))
    updated = max((entry.updated for entry in entries), default="")
    return Page(key, "feed.xml", FeedView(chrome.base_url, updated, entries), chrome)


def _newest(site: Site) -> tuple[Facts, ...]:
    return tuple(facts for facts in dated(site)[:NEWEST] if facts.note.date)


def _entry(site: Site, facts: Facts, base: str) -> FeedEntry:
    summary = facts.paper.summary
    return FeedEntry(
        url=f"{base}/{graph.url(site, facts)}",
        title=facts.title.text,
        by=facts.note.by or site.config.author or urlsplit(base).netloc,
        published=moment(facts.note.date),
        updated=moment(max(facts.note.updated, facts.note.date)),
        summary=absolute(line(site, summary, facts.path), base) if summary else None,
        parts=tuple(_absolute(part, base) for part in parts(site, facts)),
    )


def _absolute(part: Part, base: str) -> Part:
    return replace(part, section=absolute(part.section, base), rows=tuple(_row(row, base) for row in part.rows))


def _row(row: EntryRow, base: str) -> EntryRow:
    return replace(
        row,
        byline=absolute(row.byline, base) if row.byline else None,
        remark=absolute(row.remark, base) if row.remark else None,
        body=absolute(row.body, base) if row.body else None,
    )


def moment(date: str) -> str:
    """A date as RFC 3339 wants it: "2024-03" → "2024-03-01T00:00:00Z"."""
    year, month, day = [*date.split("-"), "01", "01"][:3]
    return f"{year:0>4}-{month}-{day}T00:00:00Z"
