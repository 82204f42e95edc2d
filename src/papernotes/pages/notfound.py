"""The page for an address that is not there.

Its links start at the path of `base_url`, so that they work at any depth; without one they are relative as elsewhere.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec.structs import replace

from papernotes.graph import Site
from papernotes.model.page import Chrome, Page, View
from papernotes.views import Meta, meta


class NotFoundView(View, frozen=True):
    """Nothing but the frame."""

    meta: Meta


def keys(site: Site) -> Iterator[str]:
    """`404.html`."""
    yield "404.html"


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page for an address that is not there."""
    root = urlsplit(chrome.base_url).path.rstrip("/") + "/" if chrome.base_url else ""
    nav, also = (
        tuple(replace(link, url=link.url if ":" in link.url else root + link.url) for link in links)
        for links in (chrome.nav, chrome.also)
    )
    view = NotFoundView(replace(meta("404", noindex=True), root=root))
    return Page(key, "notfound.html", view, replace(chrome, nav=nav, also=also, feed=False))
