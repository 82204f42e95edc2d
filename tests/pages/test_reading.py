"""Reading: now, next with its reason, later, done by year, figures; and what of it the home page shows."""

import re
from collections.abc import Callable

from lab import Lab

NOTES = """-- notes/index.md --
My notes.
-- notes/now.md --
---
title: Being read
authors: A. One
year: 2019
status: reading
page: 9
pages: 36
---
-- notes/next.md --
---
title: Comes next
authors: B. Two
year: 2020
status: to-read
priority: 2
why: Everybody asks.
builds_on: ["[[done]]"]
---
-- notes/after.md --
---
title: Comes after
authors: C. Three
year: 2018
status: to-read
---
-- notes/done.md --
---
title: Was read
authors: D. Four
year: 2015
status: read
read_on: 2023-05-01
---
-- notes/earlier.md --
---
title: Was read before
authors: E. Five
year: 2016
status: skimmed
read_on: 2021-02-03
---
-- notes/given-up.md --
---
title: Was too long
authors: F. Six
year: 2017
status: dropped
---
-- notes/essay.md --
# Essay

On [[next]].
-- notes/queue.md --
---
kind: list
title: Queue
---
- [ ] [[next]]
"""


def words(html: str) -> str:
    """A page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_each_paper_stands_under_its_heading(lab: Callable[..., Lab]) -> None:
    """Now with the page reached, next before its followers, done with the newest first, given up last."""
    page = words(lab(NOTES).build().html("reading.html"))

    shown = (
        "Reading now|Being read|page 9 of 36|Next|Comes next|Comes after|By year|"
        "Done|2023|Was read|2021|Was read before|Given up|Was too long"
    )
    place = 0
    for each in shown.split("|"):
        assert f" {each} " in page[place:], each
        place = page.index(f" {each} ", place) + len(each)
    assert "1 being read, 2 to read, 2 read." in page


def test_what_comes_next_says_why(lab: Callable[..., Lab]) -> None:
    """The reason of the rank in words, and the note's own; a paper that nothing speaks for says so."""
    page = words(lab(NOTES).build().html("reading.html"))

    assert "1 note names it, 1 paper of its lineage is read, waits in 1 list or story, priority 2" in page
    assert "Everybody asks." in page
    assert "nothing speaks for it yet" in page


def test_the_figures_are_there_as_numbers(lab: Callable[..., Lab]) -> None:
    """A row per year: read in it, read of its papers, its papers."""
    page = lab(NOTES).build().html("reading.html")

    rows = re.findall(
        r'<th scope="row">(\d+)</th><td class="num">(\d+)</td><td class="num">(\d+)</td><td class="num">(\d+)</td>',
        page,
    )
    assert [tuple(map(int, row)) for row in rows] == [
        (2015, 0, 1, 1),
        (2016, 0, 1, 1),
        (2017, 0, 0, 1),
        (2018, 0, 0, 1),
        (2019, 0, 0, 1),
        (2020, 0, 0, 1),
        (2021, 1, 0, 0),
        (2023, 1, 0, 0),
    ]
    assert page.count('<path class="cnt rd"') == 2


def test_the_home_page_shows_what_comes_next(lab: Callable[..., Lab]) -> None:
    """Beside the recent notes, with a link to all of it."""
    page = lab(NOTES).build().html("index.html")

    assert page.index("Next in the queue") < page.index('href="papers/next.html">Comes next', page.index("Next in the"))
    assert '<a href="reading.html">' in page


def test_nothing_to_read_makes_no_page(lab: Callable[..., Lab]) -> None:
    """No page and no place in the navigation."""
    site = lab("-- notes/a.md --\n# A\n\nWords.\n").build()

    assert not site.exists("reading.html")
    assert "reading.html" not in site.html("index.html")


def test_more_than_500_rows_are_split(lab: Callable[..., Lab]) -> None:
    """The first page holds 500 rows besides what is next, the second the others."""
    notes = "".join(
        f"-- notes/p{n}.md --\n---\ntitle: Paper {n}\nauthors: A. One\nyear: 2000\nstatus: read\n---\n"
        for n in range(503)
    )
    site = lab(notes).build()

    assert site.html("reading.html").count('<li class="e">') == 500
    assert site.html("reading.2.html").count('<li class="e">') == 3
