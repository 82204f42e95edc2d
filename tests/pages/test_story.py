"""Stories: in the order of time, with years, gaps, ties and arcs between the entries."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from lab import Lab

PAPERS = """-- notes/perceptron.md --
---
kind: paper
title: Perceptron
year: 1958
---
-- notes/lstm.md --
---
kind: paper
title: Long Short-Term Memory
short: LSTM
issued: 1997-11
builds_on: ["[[perceptron]]"]
status: read
---
-- notes/early.md --
---
kind: paper
title: Zebra networks
year: 1997
---
-- notes/attention.md --
---
kind: paper
title: Attention Is All You Need
short: Attention
arxiv: 1706.03762
extends: ["[[lstm]] - without recurrence"]
---
"""

STORY = """-- notes/story.md --
---
kind: story
title: A story
---
A lead.

## [[attention|The end of recurrence]]
Vaswani et al., 2017

> We propose a new network.

**Takeaways.** It goes.

## Long memory
What comes now is old.

## [[lstm]]
Hochreiter and Schmidhuber, 1997

## [[perceptron]]
Rosenblatt, 1958 (highlight)

## [[early]]
(skip)

## What is missing
Much.
"""


def main(page: str) -> str:
    """What stands between the header and the footer."""
    return page[page.index("<main") : page.index("</main>")]


def words(html: str) -> str:
    """The words of a page, each blank once."""
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", html)).split())


def ids(page: str) -> list[str]:
    """The entries in the order in which they stand."""
    return re.findall(r'<li class="e" id="([^"]*)"', page)


def scene(page: str, anchor: str) -> str:
    """An entry by its id, in words."""
    start = page.index(f'<li class="e" id="{anchor}"')
    return words(page[start : page.index("</li>", start)])


def story(lab: Callable[..., Lab], text: str = STORY) -> str:
    """The page of the story."""
    return main(lab(PAPERS + text).build().html("stories/story.html"))


def test_entries_stand_in_the_order_of_the_papers_dates(lab: Callable[..., Lab]) -> None:
    """A year alone comes before the months of that year, whatever the file's order."""
    assert ids(story(lab)) == ["perceptron", "early", "lstm", "the-end-of-recurrence"]


def test_order_file_keeps_the_authors_order(lab: Callable[..., Lab]) -> None:
    """`order: file` in the front matter."""
    page = story(lab, STORY.replace("kind: story", "kind: story\norder: file"))

    assert ids(page) == ["the-end-of-recurrence", "lstm", "perceptron", "early"]


def test_papers_of_one_date_stand_by_title_then_name(lab: Callable[..., Lab]) -> None:
    """Three of 2001: by the letters of the title, and of one title by address."""
    papers = "".join(
        f"-- notes/{name}.md --\n---\nkind: paper\ntitle: {title}\nyear: 2001\nnot_same: [{other}]\n---\n"
        for name, title, other in (("k9", "beta", "k8"), ("k8", "Beta", "k9"), ("k7", "Alpha", "k9"))
    )
    text = "-- notes/story.md --\n---\nkind: story\ntitle: S\n---\n## [[k9]]\n## [[k8]]\n## [[k7]]\n"

    assert ids(main(lab(papers + text).build().html("stories/story.html"))) == ["k7", "k8", "k9"]


def test_lead_and_coda_stay_and_headings_go_with_the_entry_they_preceded(lab: Callable[..., Lab]) -> None:
    """What stands before the first entry is the lead, what follows the last one the coda."""
    page = story(lab)
    order = ["A lead.", 'id="perceptron"', 'id="long-memory"', "What comes now is old.", 'id="lstm"', '<h2 id="what-']

    assert sorted(order, key=page.index) == order
    assert page.index("Much.") > page.index('id="the-end-of-recurrence"')


def test_gaps_of_four_years_are_said(lab: Callable[..., Lab]) -> None:
    """From 1958 to 1997, and from 1997 to 2017; none between two papers of one year."""
    assert re.findall(r'class="gapyr m">([^<]*)<', story(lab)) == ["39 years", "20 years"]


def test_own_heading_paper_title_byline_quotation(lab: Callable[..., Lab]) -> None:
    """The author's heading leads, the paper's title follows in italic, then byline, abstract, takeaways."""
    page = story(lab)
    order = ["The end of recurrence</a>", 'class="ptitle"', "Vaswani et al., 2017", "<blockquote>", "Takeaways."]
    page = page[page.index('<li class="e" id="the-end-of-recurrence"') :]

    assert sorted(order, key=page.index) == order


def test_ties_come_from_the_graph(lab: Callable[..., Lab]) -> None:
    """What it builds on stands above, what it led to below; papers outside the story are not named."""
    page = story(lab)

    assert scene(page, "lstm").endswith("Builds on Perceptron ↑ Led to Attention ↓")
    assert scene(page, "the-end-of-recurrence").endswith("Builds on LSTM ↑")
    assert '<a href="#the-end-of-recurrence">Attention ' in page
    assert re.findall(r'data-f="p(\d)" data-t="p(\d)" style="--a:--p', page) == [("0", "2"), ("2", "3")]


def test_contents_name_every_entry_and_the_rail_every_year(lab: Callable[..., Lab]) -> None:
    """Two navigations: year and short name, and the years alone, each to its first entry."""
    page = story(lab)
    contents, rail = re.findall(r"<nav.*?</nav>", page, re.DOTALL)

    assert "1958 Perceptron 1997 Zebra networks 1997 LSTM 2017 Attention" == words(contents)
    assert [("perceptron", "1958"), ("early", "1997"), ("the-end-of-recurrence", "2017")] == re.findall(
        r'<a href="#([^"]*)">(\d+)</a>', rail
    )


def test_marks_of_the_author(lab: Callable[..., Lab]) -> None:
    """Worth a look, safe to skip."""
    page = story(lab)

    assert "worth a look" in scene(page, "perceptron")
    assert "safe to skip" in scene(page, "early")


def test_another_year_in_the_entry_is_said(lab: Callable[..., Lab]) -> None:
    """The paper's own year counts; one more than two years away is a conflict as well."""
    built = lab(PAPERS + STORY.replace("Vaswani et al., 2017", "Vaswani et al., 2018")).build()
    page = main(built.html("stories/story.html"))
    assert "Written as 2018 here; the paper first appeared in 2017." in scene(page, "the-end-of-recurrence")
    assert "paper-conflict" not in built.codes

    built.write(STORY.replace("Rosenblatt, 1958", "Rosenblatt, 1962")).build()
    (problem,) = [each for each in built.diagnostics if each.code.value == "paper-conflict"]
    assert "Written as 1962 here" in main(built.html("stories/story.html"))
    assert problem.span is not None
    assert 20 == problem.span.line


def test_papers_without_dates_stand_last_in_the_authors_order(lab: Callable[..., Lab]) -> None:
    """The page says how many; each has a diagnostic at its line."""
    built = lab(
        "-- notes/s.md --\n---\nkind: story\ntitle: S\n---\n## [[z]]\n## [[a]]\n## [[m]]\n"
        "-- notes/z.md --\n---\nkind: paper\ntitle: Z\n---\n-- notes/a.md --\n---\nkind: paper\ntitle: A\n---\n"
        "-- notes/m.md --\n---\nkind: paper\ntitle: M\nyear: 1990\n---\n"
    ).build()
    page = main(built.html("stories/s.html"))

    assert ["m", "z", "a"] == ids(page)
    assert "3 papers. Of 2 papers the year is not known; they stand last." in words(page)
    assert [5, 6] == [each.span.line for each in built.diagnostics if each.span and each.code.value == "entry-undated"]


def test_lineage_against_time_is_said_on_the_page(lab: Callable[..., Lab]) -> None:
    """A paper that builds on a later one, and two that build on each other: both shown, both reported."""
    built = lab(
        "-- notes/s.md --\n---\nkind: story\ntitle: S\n---\n## [[a]]\n## [[b]]\n## [[c]]\n"
        "-- notes/a.md --\n---\nkind: paper\ntitle: A\nyear: 1990\nbuilds_on: ['[[b]]']\n---\n"
        "-- notes/b.md --\n---\nkind: paper\ntitle: B\nyear: 1995\nextends: ['[[c]]']\n---\n"
        "-- notes/c.md --\n---\nkind: paper\ntitle: C\nyear: 1995\nfollows: ['[[b]]']\n---\n"
    ).build()
    page = main(built.html("stories/s.html"))

    assert scene(page, "a").endswith("Builds on B ↓ (later, though)")
    assert scene(page, "b").endswith("Builds on C ↓ Led to A ↑ (earlier, though), C ↓")
    assert [("relation-later", "a"), ("relation-circle", "c")] == [
        (each.code.value, each.span.path[6])
        for each in built.diagnostics
        if each.span and each.code.value.startswith("relation")
    ]


@pytest.mark.parametrize(("papers", "arcs"), [(20, 38), (62, 0)])
def test_above_sixty_links_no_arcs_are_drawn(lab: Callable[..., Lab], papers: int, arcs: int) -> None:
    """Each paper builds on the one before: 19 arcs beside the contents and the story, none for 61 links."""
    notes = "".join(
        f"-- notes/p{n}.md --\n---\nkind: paper\ntitle: P{n}\nyear: {1900 + n}\nbuilds_on: ['[[p{n - 1}]]']\n---\n"
        for n in range(1, papers)
    )
    first = "-- notes/p0.md --\n---\nkind: paper\ntitle: P0\nyear: 1900\n---\n"
    text = "-- notes/s.md --\n---\nkind: story\ntitle: S\n---\n" + "".join(f"## [[p{n}]]\n" for n in range(papers))
    page = lab(notes + first + text).build().html("stories/s.html")

    assert arcs == page.count('class="arc"')
    assert papers - 1 == page.count("<b>Builds on</b>")


def test_papers_that_name_a_story_are_sorted_in(lab: Callable[..., Lab]) -> None:
    """By `lists:` in their notes or by the story's query, each at its date."""
    text = "-- notes/story.md --\n---\nkind: story\ntitle: S\nquery: year:1958\n---\n## [[attention]]\n"
    built = lab(PAPERS.replace("year: 1997", "year: 1997\nlists: [story]") + text).build()

    assert ["added:perceptron", "added:early", "attention"] == ids(main(built.html("stories/story.html")))


def test_a_relation_in_an_entry_is_its_papers(lab: Callable[..., Lab]) -> None:
    """Said under an entry's heading it is the paper's own: drawn where the story tells of both, else in a line."""
    text = (
        "-- notes/s.md --\n---\nkind: story\ntitle: S\n---\n## [[early]]\n\n## [[attention]]\n\n"
        "Words of it.\n\nbuilds_on:: [[early]] - the zebra\ncontradicts:: [[perceptron]] - one layer\n\nMore.\n\n"
        "# Coda\n\nrelated:: [[lstm]] - to the story\n"
    )
    built = lab(PAPERS + text).build()
    page = main(built.html("stories/s.html"))

    assert scene(page, "attention").endswith(
        "Words of it. More. contradicts Perceptron – one layer Builds on Zebra networks ↑ – the zebra"
    )
    assert scene(page, "early").endswith("Led to Attention ↓")
    assert 'class="arc"' in page
    assert "the zebra" in built.html("papers/attention.html").split("Passages")[0]
    assert "the zebra" in built.html("papers/early.html")
    assert "to the story" not in built.html("papers/attention.html")
    assert "to the story" in built.html("papers/lstm.html")


def test_a_year_that_differs_from_the_papers_is_a_note(lab: Callable[..., Lab]) -> None:
    """Of one or two years, where the entry's own lines give it; the paper's year is shown."""
    built = lab(
        "-- notes/s.md --\n---\nkind: story\ntitle: S\n---\n"
        "## [[perceptron]]\nFrank Rosenblatt, 1957\n\n## [[lstm]]\nSepp Hochreiter, 1997\n\n"
        "## [Adam](https://arxiv.org/abs/1412.6980)\nDiederik Kingma, Jimmy Ba, 2015\n\n## [[attention]]\n\n" + PAPERS
    ).build()

    assert [
        (5, '1957 in this entry, but "Perceptron" is of 1958'),
        (11, '2015 in this entry, but "Adam" is of 2014'),
    ] == [(each.span.line, each.message) for each in built.diagnostics if each.code.value == "entry-year" and each.span]
    assert "1957" in scene(main(built.html("stories/s.html")), "perceptron")
