"""Old addresses that lead on to new ones."""

from collections.abc import Iterator

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.page import Chrome, Page, View
from papernotes.views import Meta, meta


class RedirectView(View, frozen=True):
    """Where it leads: an address in the site, and the title there."""

    meta: Meta
    target: str
    title: str


def keys(site: Site) -> Iterator[str]:
    """Every old address."""
    for old, _ in graph.redirects(site):
        yield old


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page at an old address."""
    target = graph.redirected(site, key)
    if target is None:
        return None
    card = graph.card(site, target.partition("#")[0])
    title = card.text if card else target
    return Page(key, "redirect.html", RedirectView(meta(title, noindex=True), target, title), chrome)
