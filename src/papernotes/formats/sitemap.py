"""Sitemaps (https://www.sitemaps.org/protocol.html): the pages of the site for search engines."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from papernotes.formats.xml import child, document

MOST = 50_000


def write(urls: Iterable[tuple[str, str]]) -> str:
    """The sitemap of pages given by full URL and date ("" where it is not known); at most 50,000 of them."""
    root = Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for number, (url, date) in enumerate(urls):
        if number == MOST:
            break
        place = child(root, "url")
        child(place, "loc", url)
        if date:
            child(place, "lastmod", date)
    return document(root)
