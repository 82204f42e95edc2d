"""What stands beside a page for programs: the Markdown copy of its notes, and the feed of a topic, list or story."""

from collections.abc import Iterator
from itertools import chain

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.backlinks import notes_on
from papernotes.graph.places import contents
from papernotes.graph.site import once
from papernotes.model.written import COLLECTIONS, Facts
from papernotes.views.rows import newest_first

NEWEST = 50
DATED = ("paper", "note", *COLLECTIONS, "topic")
FED = ("list", "story")


@once
def copies(site: Site) -> dict[str, str]:
    """The pages that have notes, by the address of their Markdown copies."""
    urls = sorted({graph.url(site, facts) for facts in site.notes})
    return {f"{url.removesuffix('.html')}.md": url for url in urls if url}


def copy_of(site: Site, url: str) -> str:
    """The address of the Markdown copy of a page, "" where there is none."""
    return (
        f"{url.removesuffix('.html')}.md" if any(graph.url(site, facts) == url for facts in notes_on(site, url)) else ""
    )


def feed_of(site: Site, url: str) -> str:
    """The address of the feed of a topic, list or story, "" where there is none."""
    key = f"{url.removesuffix('.html')}.xml"
    return key if feed(site, key) else ""


def feeds(site: Site) -> Iterator[str]:
    """The addresses of all feeds that have something in them: of the site, of each topic, list and story."""
    pages = chain(
        ("feed.html",),
        (graph.topic_url(path) for path in graph.topics(site)),
        (graph.url(site, facts) for kind in FED for facts in graph.notes(site, kind)),
    )
    yield from filter(None, (feed_of(site, url) for url in pages))


@once
def feed(site: Site, key: str) -> tuple[Facts, ...]:
    """The newest notes of the feed at an address.

    There are none without the site's address, and none without a note that has a date.
    """
    if not site.config.base_url:
        return ()
    if key == "feed.xml":
        notes = [facts for kind in DATED for facts in graph.notes(site, kind) if _is_dated(site, facts)]
        return tuple(newest_first(notes)[:NEWEST])
    held = dict.fromkeys(_held(site, f"{key.removesuffix('.xml')}.html"))
    found = {facts.path: facts for url in held for facts in notes_on(site, url)}
    notes = [facts for facts in found.values() if _is_dated(site, facts) and graph.url(site, facts) in held]
    return tuple(newest_first(notes)[:NEWEST])


def _held(site: Site, url: str) -> Iterator[str]:
    """The pages in a topic, list or story."""
    path = graph.topic_at(site, url)
    topic = graph.topic(site, path) if path and graph.topic_url(path) == url else None
    if topic:
        yield from (*topic.papers, *topic.notes)
    for facts in notes_on(site, url):
        if facts.kind in FED and graph.url(site, facts) == url:
            yield from (held.url for held in contents(site, facts.path))


def _is_dated(site: Site, facts: Facts) -> bool:
    return bool(facts.note.date) and facts.kind in DATED and facts is not graph.home(site)
