"""robots.txt: everything may be read; the sitemap, if there is one."""

from collections.abc import Iterator

from papernotes.graph import Site
from papernotes.model.page import Chrome, Page, View


class RobotsView(View, frozen=True):
    """The address of the sitemap, "" without `base_url`."""

    sitemap: str


def keys(site: Site) -> Iterator[str]:
    """`robots.txt`."""
    yield "robots.txt"


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The file for robots."""
    sitemap = f"{chrome.base_url.rstrip('/')}/sitemap.xml" if chrome.base_url else ""
    return Page(key, "robots.txt", RobotsView(sitemap), chrome)
