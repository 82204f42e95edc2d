"""The map's page: a drawing with links up to 300 papers, counts above; and the data of its script."""

import gzip
import json
import re
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree import ElementTree

import pytest

from lab import Lab

THREE = """-- notes/first.md --
---
title: "Keeping it short: a long story"
authors: [A. First]
year: 1997
topics: [generalization/flatness, optimization]
status: read
---
-- notes/second.md --
---
title: Second paper
authors: [B. Second]
year: 2017
topics: [generalization]
builds_on: [first]
cites: [third]
---
-- notes/third.md --
---
title: Third paper
authors: [C. Third]
issued: 2016-05
---
"""


def notes(count: int, years: Iterable[int] = (2017,), topic: str = "topics: [depth]", more: str = "") -> str:
    """So many notes on papers, their years taken in turn."""
    turn = list(years)
    return "".join(
        f"-- notes/p{n}.md --\n---\ntitle: Paper number {n}\nauthors: [A. Author{n}]\nyear: {turn[n % len(turn)]}\n"
        f"{topic}\n{more}\n---\n"
        for n in range(count)
    )


def data(made: Lab) -> dict[str, Any]:
    """What the script is called with."""
    text = made.html("assets/map-data.js")
    found = re.fullmatch(r"papernotes\.map\((\{.*\})\)\n", text, re.DOTALL)
    assert found, text[:200]
    value = json.loads(found[1])
    assert isinstance(value, dict)
    return value


def svg(made: Lab) -> ElementTree.Element:
    """The SVG of the map."""
    page = made.html("map.html")
    start = page.index('<svg class="map"')
    return ElementTree.fromstring(page[start : page.index("</svg>", start) + 6])


def test_every_dated_paper_is_a_link_in_the_lane_of_its_first_topic(lab: Callable[..., Lab]) -> None:
    """Lanes by top-level topic, papers of none in the last; short names; name, year and status for those who listen."""
    drawn = svg(lab(THREE).build())
    lanes = [[(link.get("href"), link.get("aria-label")) for link in lane.iter("a")] for lane in drawn.findall("g")[1:]]

    assert lanes == [
        [
            ("topics/generalization.html", None),
            ("papers/first.html", "Keeping it short, 1997, read"),
            ("papers/second.html", "Second paper, 2017, with a note"),
        ],
        [("papers/third.html", "Third paper, 2016, with a note")],
    ]


def test_lineage_is_strong_and_a_citation_thin(lab: Callable[..., Lab]) -> None:
    """Second builds on first and cites third: one curve of each weight, both beginning at the older paper."""
    drawn = svg(lab(THREE).build())
    at = {link.get("href"): link.find("circle") for link in drawn.iter("a")}
    curves = {path.get("class"): path.get("d") for path in drawn.findall("path")}

    assert set(curves) == {"rule", "thin", "strong"}
    for kind, older in (("strong", "first"), ("thin", "third")):
        circle = at[f"papers/{older}.html"]
        assert circle is not None
        assert curves[kind]
        assert str(curves[kind]).startswith(f"M{circle.get('cx')} {circle.get('cy')}C")
        assert str(curves[kind]).count("M") == 1


def test_the_map_says_in_words_what_it_shows(lab: Callable[..., Lab]) -> None:
    """Count, years and links stand above it, and so do links to the topics."""
    page = lab(THREE).build().html("map.html")

    assert "3 papers, 1997 to 2017, and 2 links between them." in page
    assert '<a href="topics/generalization.html">Generalization</a> 2' in page
    assert '<a href="map.html" aria-current="page">Map</a>' in page


def test_the_script_gets_the_same_as_the_drawing(lab: Callable[..., Lab]) -> None:
    """Papers in the order of time with places, names, states and links as steps back."""
    found = data(lab(THREE).build())

    assert found["name"] == ["Keeping it short", "Third paper", "Second paper"]
    assert found["page"] == ["first", "third", "second"]
    assert found["state"] == "055"
    assert found["weight"] == [1, 0, 0]
    assert found["strong"] == [[], [], [2]]
    assert found["thin"] == [[], [], [1]]
    assert [lane[:2] for lane in found["lanes"]] == [["Generalization", "topics/generalization.html"], ["", ""]]
    circles = {link.get("href"): link.find("circle") for link in svg(lab().build()).iter("a")}
    x = 0
    for name, step, y in zip(found["page"], found["x"], found["y"], strict=True):
        x += step
        circle = circles[f"papers/{name}.html"]
        assert circle is not None
        assert (str(x), str(y)) == (circle.get("cx"), circle.get("cy"))


@pytest.mark.parametrize(
    "text",
    [
        "-- notes/a.md --\n# [A paper](https://arxiv.org/abs/1706.03762)\n",
        notes(2).replace("year: 2017", "rating: 3"),
        notes(5, topic="priority: 1"),
    ],
    ids=["one paper", "no dates", "neither topics nor relations"],
)
def test_without_anything_to_draw_there_is_no_map(lab: Callable[..., Lab], text: str) -> None:
    """No page, no data, no place in the navigation."""
    made = lab(text).build()

    assert not made.exists("map.html")
    assert not made.exists("assets/map-data.js")
    assert "map.html" not in made.html("index.html")


def test_one_year_and_no_topic_is_enough_with_a_relation(lab: Callable[..., Lab]) -> None:
    """Two papers of one year that build on each other, in the lane without a name."""
    made = lab(notes(2, topic="", more="builds_on: [p1]")).build()

    assert len(svg(made).findall(".//circle")) == 2
    assert data(made)["lanes"][0][:2] == ["", ""]


def test_up_to_three_hundred_papers_are_drawn_in_120_kilobytes(lab: Callable[..., Lab]) -> None:
    """The page of 300 papers with two links each and names of usual length stays small."""
    text = "".join(
        f"-- notes/lastname{n}firstword.md --\n---\ntitle: 'A title of usual length {n}'\nauthors: [A. Author{n}]\n"
        f"year: {1990 + n % 30}\ntopics: [topic-{n % 7}]\nstatus: read\n"
        f"builds_on: [lastname{n % 300 + 1}firstword, lastname{n // 2 + 1}firstword]\n---\n"
        for n in range(1, 301)
    )
    made = lab(text).build()

    assert len(svg(made).findall(".//circle")) == 300
    assert len(made.html("map.html")) <= 120_000


def test_above_three_hundred_papers_counts_are_linked(lab: Callable[..., Lab]) -> None:
    """Cells per lane and year lead to the year on the topic's page, without a topic to the year's own page."""
    others = notes(301, [1998], topic="priority: 1").replace("/p", "/q").replace("title: Paper", "title: Another paper")
    made = lab(notes(300, range(2000, 2003)) + others).build()
    page = made.html("map.html")

    assert '<svg class="map"' not in page
    assert '<a href="topics/depth.html#year:2000" style="--p:34" aria-label="100 papers of 2000">100</a>' in page
    assert 'id="year:2000"' in made.html("topics/depth.html")
    assert '<a href="years/1998.html" style="--p:100" aria-label="301 papers of 1998">301</a>' in page
    assert made.exists("years/1998.html")


def test_a_cell_leads_to_the_page_on_which_its_year_begins(lab: Callable[..., Lab]) -> None:
    """A topic of 502 papers has two pages; the years 1999 and 2001 begin on the first, 2002 on the second."""
    years = [1999] * 400 + [2001] * 101 + [2002]
    made = lab(notes(502, years)).build()
    page = made.html("map.html")

    assert 'href="topics/depth.html#year:2001"' in page
    assert 'href="topics/depth.2.html#year:2002"' in page
    assert 'id="year:2002"' in made.html("topics/depth.2.html")


def test_many_lanes_are_folded_into_the_last(lab: Callable[..., Lab]) -> None:
    """Forty lanes at most besides the one of all other papers; the topics with the most papers keep theirs."""
    text = "".join(
        f"-- notes/p{n}.md --\n---\ntitle: Paper number {n}\nauthors: [A. Author{n}]\nyear: 2017\n"
        f"topics: [topic-{n % 45:02}]\n---\n"
        for n in range(85)
    )
    lanes = data(lab(text).build())["lanes"]

    assert len(lanes) == 41
    assert lanes[0][0] == "Topic-00"
    assert lanes[39][0] == "Topic-39"
    assert lanes[40][0] == ""


def test_long_and_foreign_names_do_not_break_the_drawing(lab: Callable[..., Lab]) -> None:
    """Labels are cut, the whole name is read out; right-to-left and Chinese names, quotes and ampersands are kept."""
    names = [
        "x" * 500,
        "深度学习" * 20,
        "ما هو الانتباه؟ كل ما تحتاجه من المحولات",
        'A <b> & "quoted" one, with a long tail',
    ]
    text = "".join(
        f"-- notes/n{n}.md --\n---\ntitle: '{name}'\nauthors: [A. B{n}]\nyear: 2020\ntopics: [a]\n---\n"
        for n, name in enumerate(names)
    )
    made = lab(text).build()
    labels = [text.text or "" for text in svg(made).findall(".//a/circle/../text")]

    assert len(labels) == 4
    assert all(len(label) < 40 for label in labels)
    assert data(made)["name"][0] == 'A <b> & "quoted" one, with a long tail'
    assert max(map(len, data(made)["name"])) == 80


def test_papers_that_build_on_each_other_or_on_later_ones_are_drawn(lab: Callable[..., Lab]) -> None:
    """A circle, and a link from a later to an earlier paper, are curves like others."""
    made = lab(
        "-- notes/a.md --\n---\ntitle: Old one\nauthors: [A. A]\nyear: 1990\nbuilds_on: [b]\n---\n"
        "-- notes/b.md --\n---\ntitle: New one\nauthors: [B. B]\nyear: 2020\nbuilds_on: [a]\n---\n"
    ).build()

    assert data(made)["strong"] == [[-1], [1]]


def test_hidden_papers_have_no_trace(lab: Callable[..., Lab]) -> None:
    """A private note's paper is neither in the drawing nor in the data."""
    secret = (
        "-- notes/s.md --\n---\ntitle: Secretive\nauthors: [S. S]\nyear: 2001\nprivate: true\nbuilds_on: [first]\n---\n"
    )
    made = lab(THREE + secret).build()

    assert "Secretive" not in made.html("map.html") + made.html("assets/map-data.js")
    assert data(made)["weight"] == [1, 0, 0]


def test_a_body_edit_leaves_the_map_alone(lab: Callable[..., Lab]) -> None:
    """Only what it shows renders it again: not a sentence, but a new relation."""
    made = lab(THREE, base_url="https://example.org/").build()
    made.write(
        THREE + "-- notes/third.md --\n---\ntitle: Third paper\nauthors: [C. Third]\nissued: 2016-05\n---\nWords.\n"
    )
    made.build()
    assert not {"map.html", "assets/map-data.js"} & set(made.rendered)

    made.write(
        "-- notes/third.md --\n---\ntitle: Third paper\nauthors: [C. Third]\nissued: 2016-05\nbuilds_on: [first]\n---\n"
    ).build()
    assert {"map.html", "assets/map-data.js"} <= set(made.rendered)


def test_the_data_of_a_thousand_papers_is_small(lab: Callable[..., Lab]) -> None:
    """Less than 150 bytes each, 40 when compressed: 10,000 papers stay below 1.5 MB and 400 kB."""
    text = notes(1000, range(1990, 2020), more="builds_on: [p1, p2, p3]")
    script = lab(text).build().html("assets/map-data.js").encode()

    assert len(script) < 150_000
    assert len(gzip.compress(script)) < 40_000
