"""Feeds: well-formed whatever they hold, with full addresses."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.formats import atom, sitemap
from papernotes.formats.atom import Entry, Feed, absolute, moment
from papernotes.formats.xml import clean

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_feed_says_what_readers_need() -> None:
    """Ids, links, dates and authors as RFC 4287 demands; contents with full addresses."""
    entry = Entry(
        "https://x.org/notes/a.html", "A & B", "2024-03", "2024", "Jane", '<p><a href="../papers/b.html#c">b</a></p>'
    )
    feed = Feed("https://x.org/feed.xml", "https://x.org/", "Notes", (entry,), "Mara", "Sub", "en")

    root = ElementTree.fromstring(atom.write(feed))

    assert root.findtext(f"{ATOM}title") == "Notes"
    assert root.findtext(f"{ATOM}updated") == "2024-03-01T00:00:00Z"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Mara"
    assert [link.get("href") for link in root.findall(f"{ATOM}link")] == ["https://x.org/", "https://x.org/feed.xml"]
    (found,) = root.findall(f"{ATOM}entry")
    assert found.findtext(f"{ATOM}id") == "https://x.org/notes/a.html"
    assert found.findtext(f"{ATOM}title") == "A & B"
    assert found.findtext(f"{ATOM}content") == '<p><a href="https://x.org/papers/b.html#c">b</a></p>'


@pytest.mark.parametrize(
    ("html", "full"),
    [
        ('<img src="f.png" alt=\' src="x"\'>', '<img src="https://x.org/n/f.png" alt=\' src="x"\'>'),
        ('<a href="#a">', '<a href="https://x.org/n/a.html#a">'),
        ('<a href="https://y.org/?a=1&amp;b=2">', '<a href="https://y.org/?a=1&amp;b=2">'),
        ('<a href="mailto:a@b">', '<a href="mailto:a@b">'),
        ('&lt;a href="x"&gt;', '&lt;a href="x"&gt;'),
        ('<a href="http://[x">', '<a href="http://[x">'),
    ],
)
def test_addresses_become_full(html: str, full: str) -> None:
    """Only in tags; one that leads elsewhere stays."""
    assert absolute(html, "https://x.org/n/a.html") == full.replace("' src=\"x\"'", "' src=\"https://x.org/n/x\"'")


def test_moments() -> None:
    """A date without a day is its first day."""
    assert [moment(date) for date in ("2024", "2024-03", "2024-03-05", "")] == [
        "2024-01-01T00:00:00Z",
        "2024-03-01T00:00:00Z",
        "2024-03-05T00:00:00Z",
        "1970-01-01T00:00:00Z",
    ]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_feeds_and_sitemaps_are_well_formed_whatever_they_hold(text: str, other: str) -> None:
    """Controls, surrogates and markup in any field leave a document that a parser takes, with the same words."""
    feed = Feed(
        "https://x.org/" + text, other, text, (Entry(other, text, "2024", "2024", text, other),), text, other, "en"
    )

    root = ElementTree.fromstring(atom.write(feed).encode("utf-8"))
    places = ElementTree.fromstring(sitemap.write([(text, other)]).encode("utf-8"))

    assert (root.findtext(f"{ATOM}entry/{ATOM}title") or "").split() == clean(text).split()
    assert (places.findtext(f"{MAP}url/{MAP}loc") or "").split() == clean(text).split()


def test_clean_leaves_what_xml_can_hold() -> None:
    """Tabs, line ends and all of Unicode's letters stay."""
    assert clean("a\tb\n\x00\x0b\ud800\ufffe😀é") == "a\tb\n😀é"
