"""Feeds: the newest notes in full, of the site, and of each topic, list and story (Atom, RFC 4287)."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct

from papernotes import graph
from papernotes.formats.feed import moment
from papernotes.graph import Site
from papernotes.graph.resolve import prefix_of
from papernotes.graph.site import note_of, once_an_edit
from papernotes.model.page import Chrome, Line, Page, View
from papernotes.views.absolute import absolute, relinked
from papernotes.views.beside import feed, feeds
from papernotes.views.sections import summary, writer
from papernotes.views.whole import Relation, Shown, relations, whole


class FeedEntry(Struct, frozen=True):
    """A note in a feed; every address in it is a full URL."""

    url: str
    title: str
    by: str
    published: str
    updated: str
    summary: Line | None
    relations: tuple[Relation, ...]
    parts: tuple[Shown, ...]


class FeedView(View, frozen=True):
    """The newest notes of a page, whose full address is `url`; `title` is "" for the whole site."""

    title: str
    url: str
    updated: str
    entries: tuple[FeedEntry, ...]


def keys(site: Site) -> Iterator[str]:
    """`feed.xml`, and `<name>.xml` beside topics, lists and stories, if the site's address is known."""
    yield from feeds(site)


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The feed at an address."""
    notes = feed(site, key)
    if not notes:
        return None
    entries = tuple(_entry(site, facts.path) for facts in notes)
    url = "" if key == "feed.xml" else f"{key.removesuffix('.xml')}.html"
    card = graph.card(site, url) if url else None
    updated = max(entry.updated for entry in entries)
    view = FeedView(card.text if card else "", absolute(chrome.base_url)(url) if url else "", updated, entries)
    return Page(key, "feed.xml", view, chrome)


@once_an_edit
def _entry(site: Site, path: str) -> FeedEntry:
    """A note as it stands in every feed that it is in."""
    facts = note_of(site, path)
    base = site.config.base_url.rstrip("/")
    change = absolute(base)
    url, place = graph.url(site, facts), prefix_of(site, path).removesuffix("-")
    gist = summary(site, facts)
    return FeedEntry(
        url=change(f"{url}#{place}" if place else url),
        title=facts.title.text,
        by=writer(site, facts) or urlsplit(base).netloc,
        published=moment(facts.note.date),
        updated=moment(max(facts.note.updated, facts.note.date)),
        summary=relinked(gist, change) if gist else None,
        relations=relations(site, url, change) if not place else (),
        parts=tuple(relinked(part, change) for part in whole(site, path)),
    )
