"""Gaps: what is missing, each with the place where it can be mended."""

import re
from collections.abc import Callable
from html import unescape

import yaml

from lab import Lab

NOTES = """-- notes/a.md --
---
title: First
authors: A. One
year: 2015
---
On [@wanted2016] and [[a note to write]].
-- notes/b.md --
---
title: Second
authors: B. Two
year: 2016
---
Also [@wanted2016]; and [@far2010].
-- notes/list.md --
---
kind: list
title: A list
---
- [[a]] (2001)
-- notes/alone.md --
---
title: Alone
---
Words.
-- notes/waits.md --
---
title: Waits
authors: C. Three
status: to-read
---
-- notes/library.bib --
@article{wanted2016, title = {The "wanted": one}, author = {Lovelace, Ada and Babbage, Charles}, year = 2016,
  doi = {10.1000/x}}
"""


def section(page: str, kind: str) -> str:
    """The part of the page on one kind of gap."""
    return page[page.index(f'id="{kind}"') :].partition("</section>")[0]


def test_stubs_stand_by_how_often_they_are_named(lab: Callable[..., Lab]) -> None:
    """With the first place that names them, the file to write, and its front matter."""
    page = lab(NOTES).build().html("gaps.html")
    stubs = section(page, "stub")

    assert stubs.index("2 notes name it") < stubs.index("1 note names it")
    assert "<code>notes/a.md:6</code>" in stubs
    assert "<code>notes/wanted2016.md</code>" in stubs
    start = re.search(r"<pre[^>]*><code>---\n(.*?)---</code>", stubs, re.S)
    assert start
    assert yaml.safe_load(start[1].replace("&#34;", '"')) == {
        "title": 'The "wanted": one',
        "authors": ["Ada Lovelace", "Charles Babbage"],
        "year": "2016",
        "doi": "10.1000/x",
        "status": "to-read",
    }


def test_what_else_is_missing(lab: Callable[..., Lab]) -> None:
    """Wanted notes, years that disagree, notes that stand alone, papers that nothing speaks for, with places."""
    page = lab(NOTES).build().html("gaps.html")

    assert "a note to write" in section(page, "wanted")
    assert "<code>notes/a.md:6</code>" in section(page, "wanted")
    assert "<code>notes/list.md:5</code>" in section(page, "conflict")
    assert "<code>notes/alone.md:2</code>" in section(page, "orphan")
    assert "<code>notes/waits.md:2</code>" in section(page, "idle")


def test_gaps_are_not_for_search_engines(lab: Callable[..., Lab]) -> None:
    """The page says so, and is not in the sitemap."""
    site = lab(NOTES, base_url="https://example.org/").build()

    assert '<meta name="robots" content="noindex">' in site.html("gaps.html")
    assert "gaps.html" not in site.html("sitemap.xml")
    assert "reading.html<" in site.html("sitemap.xml")


def test_nothing_missing_makes_no_page(lab: Callable[..., Lab]) -> None:
    """Two notes that name each other leave no gap."""
    site = lab("-- notes/a.md --\n# A\n\n[[b]]\n-- notes/b.md --\n# B\n\n[[a]]\n").build()

    assert not site.exists("gaps.html")
    assert "gaps.html" not in site.html("index.html")


def test_the_start_of_a_note_is_yaml_whatever_the_title_holds(lab: Callable[..., Lab]) -> None:
    """What YAML forbids is escaped in it."""
    title = "One\x80two"
    site = lab(
        "-- notes/a.md --\n# A\n\nOn [@wanted2016].\n-- notes/b.bib --\n"
        f"@article{{wanted2016, title = {{{title}}}, year = 2016}}\n"
    ).build()

    start = re.search(r"<pre[^>]*><code>---\n(.*?)---</code>", section(site.html("gaps.html"), "stub"), re.S)
    assert start
    assert yaml.safe_load(unescape(start[1]))["title"] == title
