"""Reading lists: order, what is known of reading, progress, what is added, what is missing."""

import json
import re
from collections.abc import Callable
from html import unescape

import pytest

from lab import Lab, growth
from papernotes.model.page import Card, Html
from papernotes.pages.reading_list import Item, progress

LIST = """-- notes/list.md --
---
kind: list
title: To read
---
Read the first.

## First
- [x] [Attention](https://arxiv.org/abs/1706.03762) - section 3 first
## Second
- [ ] [Reformer](https://arxiv.org/abs/2001.04451) (priority 1, 40 min)
"""

COURSE = """-- notes/course.md --
---
kind: list
title: A course
---
- [[a]] (60 min) - the *first*
- [[b]] (optional)
- [[c]] (required, 2 h)
- [[d]] (40 min)
- [[e]] (skip, 20 min)
-- notes/a.md --
---
kind: paper
title: Paper A
status: read
read_on: 2024-03-14
summary: What A shows.
---
-- notes/b.md --
---
kind: paper
title: Paper B
status: to-read
time: 30
priority: 2
summary: What B shows.
---
-- notes/c.md --
---
kind: paper
title: Paper C
status: reading
pages: 20
page: 5
time: 100
---
-- notes/d.md --
---
kind: paper
title: Paper D
---
-- notes/e.md --
---
kind: paper
title: Paper E
status: dropped
---
"""


def main(page: str) -> str:
    """What stands between the header and the footer."""
    return page[page.index("<main") : page.index("</main>")]


def words(html: str) -> str:
    """The words of a page, each blank once."""
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", html)).split())


def entry(page: str, anchor: str) -> str:
    """An entry of a list by its id."""
    start = page.index(f'id="{anchor}"')
    return page[start : page.index("</li>", start)]


def test_a_list_keeps_its_order_and_shows_status(lab: Callable[..., Lab]) -> None:
    """Headings, entries with links to their papers, remark, time and glyph stand as written."""
    page = main(lab(LIST).build().html("lists/list.html"))

    assert (
        page.index("Read the first.")
        < page.index('id="first"')
        < page.index(">Attention<")
        < page.index("Reformer</a></h")
    )
    assert '<a href="../papers/arxiv-1706.03762.html">Attention</a>' in page
    assert "section 3 first" in page
    assert "40 min" in page
    assert 'class="st read"' in page
    assert "1 of 2 read." in words(page)


def test_progress_counts_papers_and_minutes(lab: Callable[..., Lab]) -> None:
    """Read, in progress and given up are counted; of a paper half read half its time is left.

    By hand: A 60 (read), B 30, C 100 a quarter read, D 40; E was given up. In all 230, left 30 + 75 + 40 = 145.
    """
    page = main(lab(COURSE.replace("(required, 2 h)", "(required)")).build().html("lists/course.html"))

    assert "1 of 5 read, 1 in progress, 1 given up. 2 h 25 min of 3 h 50 min to go. Next: Paper D ." in words(page)
    assert re.findall(r'<i class="([a-z-]+)" style="flex:(\d+)(?:;--p:(\d+))?"', page) == [
        ("read", "60", ""),
        ("to-read", "30", ""),
        ("reading", "100", "25"),
        ("to-read", "40", ""),
    ]


def test_a_paper_of_unknown_length_is_drawn_half_read(lab: Callable[..., Lab]) -> None:
    """Its page alone tells no share; the glyph beside its title shows half of it too."""
    page = main(
        lab(
            "-- notes/l.md --\n---\nkind: list\n---\n- [[a]]\n- [[b]]\n"
            "-- notes/a.md --\n---\nkind: paper\ntitle: Paper A\nstatus: reading\npage: 3\n---\n"
            "-- notes/b.md --\n---\nkind: paper\ntitle: Paper B\nstatus: to-read\n---\n"
        )
        .build()
        .html("lists/l.html")
    )

    assert re.findall(r'<i class="([a-z-]+)" style="flex:\d+(?:;--p:(\d+))?"', page) == [
        ("reading", "50"),
        ("to-read", ""),
    ]


def test_the_next_one_is_the_first_that_is_not_begun(lab: Callable[..., Lab]) -> None:
    """What is required comes before what is optional, and what may be skipped last."""
    built = lab(COURSE).build()
    later = built.write("-- notes/d.md --\n---\nkind: paper\ntitle: Paper D\nstatus: read\n---\n").build()

    page = main(later.html("lists/course.html"))
    assert "Next: Paper B ." in words(page)
    assert words(entry(page, "b")).endswith("Next Optional Priority 2 30 min")


def test_what_is_known_of_reading_stands_beside_the_entry(lab: Callable[..., Lab]) -> None:
    """The day it was read, the page reached, required and skip; the summary where there is no remark."""
    page = main(lab(COURSE).build().html("lists/course.html"))

    assert "Read 14 March 2024" in words(entry(page, "a"))
    assert "Reading, 5 of 20 pages Required" in words(entry(page, "c"))
    assert "Safe to skip" in words(entry(page, "e"))
    assert entry(page, "b").count('class="gist') == 1
    assert '<p class="gist">the <em>first</em></p>' in entry(page, "a")


def test_a_list_for_a_class_shows_nothing_of_mine(lab: Callable[..., Lab]) -> None:
    """With `show_status: false` neither glyphs, counts, dates, pages reached nor priorities of notes are shown."""
    course = COURSE.replace("kind: list", "kind: list\nshow_status: false").replace("(required, 2 h)", "(required)")
    page = main(lab(course).build().html("lists/course.html"))

    assert "5 papers. 4 h 10 min in all." in words(page)
    assert [] == [word for word in ('class="st', "Next", "prog", "2024", "5 of 20", "Priority", "done") if word in page]
    assert "Required" in page


def test_pages_count_where_no_time_is_known(lab: Callable[..., Lab]) -> None:
    """Ten pages of thirty are left of a paper two thirds read; nothing is said of time."""
    project = lab(
        "-- notes/l.md --\n---\nkind: list\n---\n- [[a]]\n- [[b]]\n"
        "-- notes/a.md --\n---\nkind: paper\ntitle: A\nstatus: reading\npages: 30\npage: 20\n---\n"
        "-- notes/b.md --\n---\nkind: paper\ntitle: B\nstatus: read\n---\n"
    )

    assert "1 of 2 read, 1 in progress. 10 pages of 30 pages to go." in words(
        main(project.build().html("lists/l.html"))
    )


def test_a_list_without_any_status_says_only_how_many(lab: Callable[..., Lab]) -> None:
    """No bar, no minutes, nothing to go where nothing is known."""
    page = main(
        lab("-- notes/l.md --\n---\nkind: list\n---\n- Some title\n- Another title\n").build().html("lists/l.html")
    )

    assert "2 papers." in words(page)
    assert "prog" not in page
    assert "to go" not in page


def test_papers_that_name_a_list_and_results_of_its_query_follow(lab: Callable[..., Lab]) -> None:
    """Entries, then notes with `lists:` by their place, then what `query:` finds and is not there yet, in groups."""
    project = lab(
        "-- notes/l.md --\n---\nkind: list\nquery: topic:t group:year\n---\n- [[a]]\n"
        "-- notes/a.md --\n---\nkind: paper\ntitle: Paper A\nyear: 2010\ntopics: [t]\n---\n"
        "-- notes/b.md --\n---\nkind: paper\ntitle: Paper B\nyear: 2011\nlists: [l#2]\ntopics: [t]\n---\n"
        "-- notes/c.md --\n---\nkind: paper\ntitle: Paper C\nyear: 2011\nlists: [l#1]\n---\n"
        "-- notes/d.md --\n---\nkind: paper\ntitle: Paper D\nyear: 2012\ntopics: [t]\n---\n"
    ).build()
    page = main(project.html("lists/l.html"))

    assert re.findall(r'class="no">(\d)</span> <a href="../papers/(\w)', page) == [
        ("1", "a"),
        ("2", "c"),
        ("3", "b"),
        ("4", "d"),
    ]
    assert page.index("Paper B") < page.index(">2012</a></h2>") < page.index("Paper D")


def test_a_paper_that_stands_twice_is_reported(lab: Callable[..., Lab]) -> None:
    """Both stand as written; the diagnostic points to the second and names the line of the first."""
    built = lab(
        "-- notes/l.md --\n---\nkind: list\n---\n- [[a]]\n- [[a]] again\n"
        "-- notes/a.md --\n---\nkind: paper\ntitle: A\n---\n"
    )
    page = main(built.build().html("lists/l.html"))
    (problem,) = [each for each in built.diagnostics if each.code.value == "entry-twice"]

    assert page.count('href="../papers/a.html"') == 2
    assert problem.span is not None
    assert (5, '"A" stands in this list already, in line 4') == (problem.span.line, problem.message)


def test_an_entry_that_names_nothing_says_so_in_its_place(lab: Callable[..., Lab]) -> None:
    """An item without a name and a link to nothing; each has its diagnostic, the others are as they were."""
    built = lab(
        "-- notes/l.md --\n---\nkind: list\n---\n- [[a]]\n- (priority 1)\n- [[nobody]]\n"
        "-- notes/a.md --\n---\nkind: paper\ntitle: A\n---\n"
    ).build()
    page = words(main(built.html("lists/l.html")))

    assert "(priority 1) This entry names no paper." in page
    assert "nobody Nothing of this name is known here." in page
    assert [6, 5] == [
        each.span.line for each in sorted(built.diagnostics, key=lambda each: each.code.value, reverse=True)
        if each.span and each.code.value in ("entry-empty", "wanted")
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["list", "story"])
def test_an_empty_collection_says_so(lab: Callable[..., Lab], kind: str) -> None:
    """Its page is built, with its words, and a warning says how to write an entry."""
    built = lab(f"-- notes/l.md --\n---\nkind: {kind}\ntitle: L\n---\nNothing yet.\n").build()
    folder = {"list": "lists", "story": "stories"}[kind]
    (problem,) = [each for each in built.diagnostics if each.code.value == "collection-empty"]

    assert 'class="m empty"' in main(built.html(f"{folder}/l.html"))
    assert "Nothing yet." in built.html(f"{folder}/l.html")
    assert problem.span is not None
    assert 3 == problem.span.line


def test_an_entry_may_name_a_note_or_something_hidden(lab: Callable[..., Lab]) -> None:
    """An essay in a list is linked; of a note that is not published only the words are shown."""
    page = main(
        lab(
            "-- notes/l.md --\n---\nkind: list\n---\n- [[essay]]\n- [[secret|Words]]\n"
            "-- notes/essay.md --\n# An essay\n\nOn things.\n-- notes/secret.md --\n---\ndraft: true\n---\n"
        )
        .build()
        .html("lists/l.html")
    )

    assert '<a href="../notes/essay.html">An essay</a>' in page
    assert "Words" in page
    assert "secret" not in page
    assert "known here" not in page


def test_references_leave_out_the_entries_themselves(lab: Callable[..., Lab]) -> None:
    """What the prose cites besides is listed at the end."""
    text = LIST.replace("Read the first.", "After [@arxiv:1409.0473], read [@arxiv:1706.03762].")
    page = lab(text).build().html("lists/list.html")

    assert page.count("<li>", page.index('class="refs')) == 1


@pytest.mark.parametrize(
    ("query", "said"),
    [("year:1066", "No paper here matches this query: year:1066"), ("yaer:2", "This query cannot be read: yaer:2")],
)
def test_a_query_that_finds_nothing_says_so(lab: Callable[..., Lab], query: str, said: str) -> None:
    """The entries stand as they are."""
    text = f"-- notes/l.md --\n---\nkind: list\nquery: '{query}'\n---\n- Some title\n"

    assert said in words(main(lab(text).build().html("lists/l.html")))


def test_no_more_than_500_papers_are_added(lab: Callable[..., Lab]) -> None:
    """A page does not grow with the graph; how many are left out is said."""
    records = "".join(f"@book{{k{n}, title={{Title number {n}}}, year={{{1000 + n}}}}}\n" for n in range(503))
    text = "-- notes/l.md --\n---\nkind: list\nquery: in:all.bib\n---\n- [[@k0]]\n-- notes/all.bib --\n"
    page = main(lab(text + records).build().html("lists/l.html"))

    assert 501 == page.count('class="no"')
    assert "And 2 more, too many for one page." in words(page)


def test_a_relation_in_an_item_is_its_papers(lab: Callable[..., Lab]) -> None:
    """Below the item's line or in a paragraph of its own; one behind the list is said of nobody's paper."""
    built = lab(
        "-- notes/l.md --\n---\nkind: list\n---\n# L\n\n"
        "- [Alpha on things](https://arxiv.org/abs/1512.03385)\n  builds_on:: [[Beta on stuff]] - right below\n"
        "- [Beta on stuff](https://arxiv.org/abs/1412.3385)\n\n  extends:: [@arxiv:1312.0001] - apart\n"
        "- [Gamma on more](https://arxiv.org/abs/1612.03385)\n\nuses:: [[Alpha on things]] - the list\n"
    ).build()
    edges = json.loads(built.html("graph.json"))["edges"]

    assert [
        ("lists/l.html", "uses", "papers/arxiv-1512.03385.html"),
        ("papers/arxiv-1412.3385.html", "extends", "papers/arxiv-1312.0001.html"),
        ("papers/arxiv-1512.03385.html", "builds_on", "papers/arxiv-1412.3385.html"),
    ] == sorted((edge["source"], edge["type"], edge["target"]) for edge in edges)
    assert all(words in built.html("lists/l.html") for words in ("right below", "apart"))


def test_papers_are_counted_not_entries(lab: Callable[..., Lab]) -> None:
    """One that stands twice is one paper that takes its time once; entries without a page count each."""
    built = lab(
        "-- notes/a.md --\n---\nkind: paper\ntitle: A\nstatus: read\ntime: 60\n---\n"
        "-- notes/b.md --\n---\nkind: paper\ntitle: B\ntime: 30\n---\n"
        "-- notes/l.md --\n---\nkind: list\n---\n# L\n\n- [[a]]\n- [[b]]\n- [[a]]\n"
    ).build()

    assert "1 of 2 read. 30 min of 1 h 30 min to go." in " ".join(built.html("lists/l.html").split())
    assert "2 papers" in built.html("lists/index.html")


def test_a_finished_list_says_that_all_is_read(lab: Callable[..., Lab]) -> None:
    """Instead of how much is left; what was given up is not waited for."""
    papers = "".join(
        f"-- notes/{name}.md --\n---\nkind: paper\ntitle: {name}\nstatus: {status}\ntime: 60\n---\n"
        for name, status in (("a", "read"), ("b", "skimmed"), ("c", "dropped"))
    )
    lists = "".join(f"-- notes/{name}.md --\n---\nkind: list\n---\n- [[a]]\n- [[b]]\n" for name in ("all", "more"))
    built = lab(papers + lists + "- [[c]]\n").build()

    assert "All 2 read. 2 h in all." in " ".join(built.html("lists/all.html").split())
    assert "2 of 3 read, 1 given up. 2 h in all." in " ".join(built.html("lists/more.html").split())


@pytest.mark.timed
def test_progress_takes_time_that_grows_with_the_list() -> None:
    """Four times as many papers, of which every other has no time, take about four times as long."""

    def count(text: str) -> None:
        items = [Item(card=Card("paper", "", Html(""), "", ""), number=n, time=n % 2) for n in range(len(text))]
        assert progress(items).unknown == len(items) // 2

    assert growth(count, "-", 2_000) < 8
