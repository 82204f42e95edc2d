"""What stands beside a page for programs: the Markdown copy of its notes, and the feed of a topic, list or story."""

from collections.abc import Iterable

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.places import contents
from papernotes.graph.site import once
from papernotes.model.written import COLLECTIONS, Facts

NEWEST = 50
DATED = ("paper", "note", *COLLECTIONS, "topic")


@once
def copies(site: Site) -> dict[str, str]:
    """The pages that have notes, by the address of their Markdown copies."""
    urls = sorted({graph.url(site, facts) for facts in site.notes})
    return {f"{url.removesuffix('.html')}.md": url for url in urls if url}


def copy_of(site: Site, url: str) -> str:
    """The address of the Markdown copy of a page, "" where there is none."""
    copy = f"{url.removesuffix('.html')}.md"
    return copy if copy in copies(site) else ""


def feed_of(site: Site, url: str) -> str:
    """The address of the feed of a topic, list or story, "" where there is none."""
    feed = f"{url.removesuffix('.html')}.xml"
    return feed if feed in feeds(site) else ""


@once
def feeds(site: Site) -> dict[str, tuple[Facts, ...]]:
    """The newest notes of the site, and of each topic, list and story, by the address of the feed.

    There are none without the site's address, and none without a note that has a date.
    """
    if not site.config.base_url:
        return {}
    found = {"feed.html": tuple(_dated(site)[:NEWEST])}
    for path in graph.topics(site):
        topic = graph.topic(site, path)
        found[graph.topic_url(path)] = _newest(site, (*topic.papers, *topic.notes)) if topic else ()
    for kind in ("list", "story"):
        for facts in graph.notes(site, kind):
            found[graph.url(site, facts)] = _newest(site, (held.url for held in contents(site, facts.path)))
    return {f"{url.removesuffix('.html')}.xml": notes for url, notes in found.items() if notes}


@once
def _dated(site: Site) -> list[Facts]:
    """The notes with a date, the newest first."""
    own = graph.home(site)
    notes = [facts for kind in DATED for facts in graph.notes(site, kind) if facts.note.date and facts is not own]
    notes.sort(key=lambda facts: (facts.title.text, facts.path))
    notes.sort(key=lambda facts: facts.note.date, reverse=True)
    return notes


@once
def _by_page(site: Site) -> dict[str, list[tuple[int, Facts]]]:
    """The notes with a date by their page, each with its place among all."""
    found: dict[str, list[tuple[int, Facts]]] = {}
    for number, facts in enumerate(_dated(site)):
        found.setdefault(graph.url(site, facts), []).append((number, facts))
    return found


def _newest(site: Site, urls: Iterable[str]) -> tuple[Facts, ...]:
    """The newest notes on some pages."""
    known = _by_page(site)
    notes = dict(pair for url in dict.fromkeys(urls) for pair in known.get(url, ()))
    return tuple(notes[number] for number in sorted(notes)[:NEWEST])
