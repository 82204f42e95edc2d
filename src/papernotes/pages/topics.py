"""The index of topics, as the hierarchy they form."""

from collections.abc import Iterator

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.page import Chrome, Page, View
from papernotes.pages.home import timeline
from papernotes.views import Meta, meta
from papernotes.views.tree import Branch, branches


class TopicsView(View, frozen=True):
    """All topics."""

    meta: Meta
    topics: tuple[Branch, ...]


def keys(site: Site) -> Iterator[str]:
    """`topics/index.html`, if there are topics."""
    if graph.topics(site):
        yield "topics/index.html"


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The index of topics."""
    _, along, place = timeline(site)
    return Page(key, "topics.html", TopicsView(meta("", "topics"), branches(site, along, place)), chrome)
