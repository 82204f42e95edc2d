"""Digests: narrative kept, papers as slips below it, contents by theme, an index of all papers at the end."""

import re
from collections.abc import Callable

from lab import Lab

DIGEST = """-- notes/d.md --
---
kind: digest
title: A conference
entry_venue: ICLR 2020
---
An overview; see [what trees are](#trees).

## Trees

Prose about oblique trees, with $x^2$. It goes on.

- [The Oblique Trees](https://openreview.net/forum?id=Bke8UR4FPB). G.H. Lee and T.S. Jaakkola [talk](https://slideslive.com/1)
- [The Oblique Trees](https://iclr.cc/virtual_2020/poster_Bke8UR4FPB.html) [slides](https://example.org/s.pdf)
- Overlearning Reveals Sensitive Attributes. C. Song and V. Shmatikov

## Words

Two more.

[@noted2020; @arxiv:1909.06312]

Oblique again.

- [The Oblique Trees](https://openreview.net/forum?id=Bke8UR4FPB)
-- notes/noted2020.md --
---
title: A noted paper
authors: [Ann Author]
year: 2020
status: read
code: https://github.com/n/p
project: https://project.example.org
---
It is good.
"""


def slips(page: str) -> list[str]:
    """The slips of a page, in order."""
    lists = re.findall(r'<ul class="slips[^>]*>(.*?)</ul>', page, re.DOTALL)
    return [slip for found in lists for slip in re.findall(r"<li.*?</li>", found, re.DOTALL)]


def index(page: str) -> list[str]:
    """The lines of the index."""
    start = page.index('<ul class="index')
    return re.findall(r"<li>.*?</li>", page[start : page.index("</ul>", start)], re.DOTALL)


def test_slips_stand_below_their_paragraph(lab: Callable[..., Lab]) -> None:
    """The words of the author keep their place, each paper follows the paragraph that speaks of it."""
    page = lab(DIGEST).build().html("digests/d.html")
    page = page[page.index("<main") :]

    places = [page.index(words) for words in ("An overview", 'id="trees"', "Prose about", "Overlearning", "Two more.")]
    assert places == sorted(places)
    assert ["The Oblique Trees", "Overlearning Reveals", "A noted paper", "1909.06312", "The Oblique Trees"] == [
        next(
            name
            for name in ("The Oblique Trees", "Overlearning Reveals", "A noted paper", "1909.06312")
            if name in slip
        )
        for slip in slips(page)
    ]


def test_a_slip_has_the_links_of_entry_and_note(lab: Callable[..., Lab]) -> None:
    """Talk and slides come from the entries, code and project from the note on the paper."""
    found = slips(lab(DIGEST).build().html("digests/d.html"))

    assert 'href="https://slideslive.com/1">video</a>' in found[0]
    assert 'href="https://openreview.net/forum?id=Bke8UR4FPB">OpenReview</a>' in found[0]
    assert "Lee and Jaakkola" in found[0]
    assert "ICLR 2020" in found[0]
    assert '<a href="../papers/noted2020.html">A noted paper</a>' in found[2]
    assert 'href="https://github.com/n/p">code</a>' in found[2]
    assert 'href="https://project.example.org">project</a>' in found[2]
    assert 'class="st read"' in found[2]


def test_forum_and_poster_are_one_slip(lab: Callable[..., Lab]) -> None:
    """Two addresses of one paper under a paragraph are folded: one slip, all links, both anchors."""
    built = lab(DIGEST).build()
    page = built.html("digests/d.html")
    anchors = re.findall(r'digests/d\.html#([^"]+)"', built.html("papers/openreview-bke8ur4fpb.html"))

    assert 1 == slips(page)[0].count("The Oblique Trees")
    assert 'href="https://example.org/s.pdf">slides</a>' in slips(page)[0]
    assert 2 == slips(page)[0].count(' id="')
    assert all(page.count(f'id="{anchor}"') == 1 for anchor in anchors)


def test_a_citation_without_address_is_a_slip(lab: Callable[..., Lab]) -> None:
    """It has a page of its own, with its authors and venue."""
    built = lab(DIGEST).build()
    url = re.findall(r'href="\.\./(papers/[^"]+)"', slips(built.html("digests/d.html"))[1])[0]

    assert "Song and Shmatikov" in slips(built.html("digests/d.html"))[1]
    assert "Overlearning Reveals Sensitive Attributes" in built.html(url)


def test_themes_are_counted_in_the_contents(lab: Callable[..., Lab]) -> None:
    """The contents lead to the sections, with the number of their papers, and to the index."""
    page = lab(DIGEST).build().html("digests/d.html")

    assert '<a href="#trees">Trees</a><span class="m">2</span>' in page
    assert '<a href="#words">Words</a><span class="m">3</span>' in page
    assert '<a href="#page:index">' in page
    assert '<a href="#trees">what trees are</a>' in page
    assert "4 papers, 1 read." in page


def test_the_index_leads_to_papers_and_back(lab: Callable[..., Lab]) -> None:
    """By title, articles apart, every paper once with each section that cites it."""
    page = lab(DIGEST).build().html("digests/d.html")
    lines = index(page)

    assert ["arxiv", "A noted paper", "The Oblique Trees", "Overlearning"] == [
        next(name for name in ("arxiv", "A noted paper", "The Oblique Trees", "Overlearning") if f">{name}" in line)
        for line in lines
    ]
    assert ["Trees", "Words"] == re.findall(r'<a href="#[^"]+">(\w+)</a>', lines[2])
    assert all(f'id="{anchor}"' in page for line in lines for anchor in re.findall(r'href="#([^"]+)"', line))
    assert 'class="no"' not in page


def test_a_long_index_has_letters(lab: Callable[..., Lab]) -> None:
    """From forty papers on the first of each letter shows it."""
    rows = "".join(f"- {letter}ord {n:02} of a title. A. Author\n" for letter in "BLW" for n in range(14))
    page = (
        lab(f"-- notes/d.md --\n---\nkind: digest\ntitle: D\n---\n## All\n\nMany papers.\n\n{rows}")
        .build()
        .html("digests/d.html")
    )

    assert 42 == len(index(page))
    assert ["B", "L", "W"] == re.findall(r'<span class="no">(.)</span>', page)


def test_a_papers_page_quotes_the_paragraph(lab: Callable[..., Lab]) -> None:
    """The paragraph above a slip, mathematics included, stands on the page of its paper."""
    built = lab(DIGEST).build()

    assert re.search(
        r"Prose about oblique trees, with\s+<math.*It goes on\.",
        built.html("papers/openreview-bke8ur4fpb.html"),
        re.DOTALL,
    )
    assert "Two more." in built.html("papers/noted2020.html")


def test_show_status_false_shows_none_of_mine(lab: Callable[..., Lab]) -> None:
    """Neither glyphs nor the number of papers read."""
    page = lab(DIGEST.replace("kind: digest", "kind: digest\nshow_status: false")).build().html("digests/d.html")

    assert 'class="st' not in page
    assert "1 read" not in page
    assert "4 papers." in page


def test_an_empty_digest_says_so(lab: Callable[..., Lab]) -> None:
    """The page is there without index and contents."""
    built = lab("-- notes/d.md --\n---\nkind: digest\ntitle: D\n---\nOnly words.\n").build()
    page = built.html("digests/d.html")

    assert "No paper is named here yet." in page
    assert "Only words." in page
    assert "page:index" not in page
    assert "collection-empty" in built.codes
