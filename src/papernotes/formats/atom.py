"""Atom 1.0 (RFC 4287): a feed of notes."""

import html
import re
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from msgspec import Struct

from papernotes.formats.xml import child, document

_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_ADDRESS = re.compile(r"(?P<name>\s(?:href|src|poster)=)\"(?P<url>[^\"]*)\"")


class Entry(Struct, frozen=True):
    """One item: `url` is its full address and its id; `content` is HTML, its dates are "YYYY[-MM[-DD]]"."""

    url: str
    title: str
    updated: str
    published: str = ""
    author: str = ""
    content: str = ""


class Feed(Struct, frozen=True):
    """A feed: `url` is its own full address, `home` that of the page it belongs to."""

    url: str
    home: str
    title: str
    entries: tuple[Entry, ...]
    author: str = ""
    subtitle: str = ""
    language: str = ""


def write(feed: Feed) -> str:
    """The feed as a document; every relative address in its contents is made absolute, seen from the entry."""
    attributes = {"xmlns": "http://www.w3.org/2005/Atom"} | ({"xml:lang": feed.language} if feed.language else {})
    root = Element("feed", attributes)
    child(root, "title", feed.title)
    if feed.subtitle:
        child(root, "subtitle", feed.subtitle)
    child(root, "id", feed.home)
    child(root, "link", href=feed.home)
    child(root, "link", rel="self", type="application/atom+xml", href=feed.url)
    child(root, "updated", moment(max((entry.updated for entry in feed.entries), default="")))
    child(child(root, "author"), "name", feed.author or feed.title)
    for entry in feed.entries:
        _entry(root, entry)
    return document(root)


def moment(date: str) -> str:
    """A date as RFC 3339 has it: "2024-03" is "2024-03-01T00:00:00Z"; no date is the first of 1970."""
    year, month, day = [*date.split("-"), "01", "01"][:3] if date else ("1970", "01", "01")
    return f"{year:0>4}-{month}-{day}T00:00:00Z"


def absolute(content: str, base: str) -> str:
    """HTML whose relative addresses are full ones, seen from the page at `base`."""

    def full(match: re.Match[str]) -> str:
        url = html.unescape(match["url"])
        try:
            joined = urljoin(base, url)
        except ValueError:  # a host in brackets that is no IPv6 address
            joined = url
        return f'{match["name"]}"{html.escape(joined)}"'

    return _TAG.sub(lambda tag: _ADDRESS.sub(full, tag[0]), content)


def _entry(root: Element, entry: Entry) -> None:
    found = child(root, "entry")
    child(found, "title", entry.title)
    child(found, "id", entry.url)
    child(found, "link", href=entry.url)
    child(found, "updated", moment(entry.updated))
    if entry.published:
        child(found, "published", moment(entry.published))
    if entry.author:
        child(child(found, "author"), "name", entry.author)
    if entry.content:
        child(found, "content", absolute(entry.content, entry.url), type="html")
