"""The sitemap."""

from xml.etree import ElementTree

from papernotes.formats import sitemap


def test_pages_with_their_dates() -> None:
    """A page whose date is not known has none."""
    root = ElementTree.fromstring(sitemap.write([("https://x.org/?a&b", "2024-03-05"), ("https://x.org/b", "")]))

    assert [[child.text for child in place] for place in root] == [
        ["https://x.org/?a&b", "2024-03-05"],
        ["https://x.org/b"],
    ]


def test_a_sitemap_holds_fifty_thousand_pages_at_most() -> None:
    """As the protocol says."""
    assert sitemap.write((str(number), "") for number in range(50_001)).count("<url>") == 50_000
