"""A block `query` in a note, and `query:` in front matter: what the reader sees, and what the writer is told."""

import re
from typing import Any

PAPERS = """\
-- notes/one.md --
---
title: The First of Them
authors: [Ada Lovelace]
venue: NeurIPS 2017
year: 2017
topics: [depth]
status: read
---
-- notes/two.md --
---
title: The Second & Last
authors: [Alan Turing]
year: 2018
topics: [depth]
---
"""


def listed(html: str) -> list[str]:
    """The addresses of the papers in the first result of a page."""
    block = html.partition('<div class="query">')[2].partition("</div>")[0]
    return re.findall(r'<li>.*?<a href="([^"]*)"', block, re.DOTALL)


def test_a_block_shows_what_its_query_finds(lab: Any) -> None:
    """Papers in their order, linked, with who and where, in the place of the block."""
    site = lab(
        PAPERS + "-- notes/q.md --\n# Q\n\nBefore.\n\n```query\ntopic:depth\nsort:-year\n```\n\nAfter.\n"
    ).build()
    html = site.html("notes/q.html")

    assert ["../papers/two.html", "../papers/one.html"] == listed(html)
    assert html.index("Before.") < html.index("The Second &amp; Last") < html.index("After.")
    assert 'Lovelace<span class="dot"><cite>NeurIPS 2017</cite></span>' in html
    assert "topic:depth" not in html
    assert [] == [code for code in site.codes if code.startswith("query")]


def test_groups_have_headings(lab: Any) -> None:
    """Each group under what its papers have in common; a status in the words of the interface."""
    site = lab(PAPERS + "-- notes/q.md --\n# Q\n\n```query\ntopic:depth group:status\n```\n").build()

    assert ["read", "Other"] == re.findall("<dt>(.*?)</dt>", site.html("notes/q.html"))


def test_nothing_found_is_said_in_its_place(lab: Any) -> None:
    """The page says so, and a note points at the line."""
    site = lab(PAPERS + "-- notes/q.md --\n# Q\n\n> - Quoted\n>\n>   ```query\n>   year:1900\n>   ```\n").build()
    (problem,) = [problem for problem in site.diagnostics if problem.code.value.startswith("query")]

    assert "No paper here matches this query: <code>year:1900</code>" in site.html("notes/q.html")
    assert ("query-empty", "notes/q.md", 6, 5) == (
        problem.code.value,
        problem.span.path,
        problem.span.line,
        problem.span.column,
    )


def test_a_wrong_word_is_pointed_at(lab: Any) -> None:
    """Line and column of the word, in the second line of a block too; the page says that it cannot be read."""
    site = lab(PAPERS + "-- notes/q.md --\n# Q\n\n```query\ntopic:depth\n  yaer:2017 <b>\n```\n").build()
    (problem,) = [problem for problem in site.diagnostics if problem.code.value == "query-term"]

    assert ("notes/q.md", 5, 3) == (problem.span.path, problem.span.line, problem.span.column)
    assert "did you mean year:2017 ?" == problem.hint
    assert "This query cannot be read: <code>topic:depth\n  yaer:2017 &lt;b&gt;</code>" in site.html("notes/q.html")


def test_front_matter_is_pointed_at_too(lab: Any) -> None:
    """The column counts in the file, also where the value is quoted; so does that of `lists`."""
    site = lab(
        PAPERS + "-- notes/l.md --\n---\nkind: list\nquery: 'topic:depth yaer:2017'\n---\n"
        "-- notes/three.md --\n---\nauthors: Jane Doe\ntitle: Three\nlists: [ll]\n---\n"
    ).build()
    places = {problem.code.value: problem.span for problem in site.diagnostics}

    assert (3, 21) == (places["query-term"].line, places["query-term"].column)
    assert ("notes/three.md", 4) == (places["list-missing"].path, places["list-missing"].line)


def test_an_empty_block_is_wrong(lab: Any) -> None:
    """It asks for nothing and shows nothing."""
    site = lab(PAPERS + "-- notes/q.md --\n# Q\n\n```query\n```\n").build()

    assert "query-term" in site.codes
    assert [] == listed(site.html("notes/q.html"))


def test_an_embedded_block_and_the_feed_show_the_result(lab: Any) -> None:
    """The same papers under addresses that are right where they are read."""
    site = lab(
        PAPERS + "-- notes/q.md --\n---\ntitle: Q\ndate: 2024-01-02\n---\n```query\ntopic:depth group:topic\n```\n"
        "-- notes/e.md --\n---\nkind: page\n---\n# E\n\n![[q]]\n",
        base_url="https://example.org/site",
    ).build()

    assert ["papers/one.html", "papers/two.html"] == listed(site.html("e.html"))
    feed = site.html("feed.xml")
    assert "https://example.org/site/papers/one.html" in feed
    assert "https://example.org/site/topics/depth.html" in feed


def test_a_block_with_an_id_can_be_linked_to(lab: Any) -> None:
    """`^id` under the block gives it its place."""
    site = lab(PAPERS + "-- notes/q.md --\n# Q\n\n```query\ntopic:depth\n```\n^all\n\nSee [[#^all]].\n").build()

    assert 1 == site.html("notes/q.html").count('<div class="query" id="all">')


def test_results_change_with_the_papers_and_nothing_else(lab: Any) -> None:
    """A page with a query is rendered again when what it shows changes."""
    site = lab(PAPERS + "-- notes/q.md --\n# Q\n\n```query\ntopic:depth\n```\n").build()

    site.write("-- notes/three.md --\n---\ntitle: Three\nauthors: Jane Doe\ntopics: [depth]\n---\n").build()
    assert "notes/q.html" in site.rendered
    assert ["../papers/one.html", "../papers/two.html", "../papers/three.html"] == listed(site.html("notes/q.html"))

    site.write(
        "-- notes/one.md --\n" + PAPERS.partition("-- notes/two.md")[0].partition("\n")[2] + "Its text.\n"
    ).build()
    assert "notes/q.html" not in site.rendered


def test_html_around_a_block_leaves_it_whole(lab: Any) -> None:
    """Where the author's own HTML is sanitised the result stands all the same."""
    site = lab(
        PAPERS + "-- notes/q.md --\n# Q\n\n<details><summary>More</summary>\n\n```query\nyear:2018\n```\n\n</details>\n"
    ).build()

    assert ["../papers/two.html"] == listed(site.html("notes/q.html"))


def test_a_very_long_result_says_how_many_more(lab: Any) -> None:
    """A page shows 500 papers of a query."""
    records = "".join(f"@article{{key{n:03}, title={{Work Number {n:03}}}, year=2001}}\n" for n in range(503))
    site = lab(f"-- notes/library.bib --\n{records}-- notes/q.md --\n# Q\n\n```query\nin:library.bib\n```\n").build()
    html = site.html("notes/q.html")

    assert 500 == len(listed(html))
    assert "And 3 more." in html
    assert site.exists("papers/key502.html")


def test_a_query_in_the_front_matter_of_an_essay_does_nothing(lab: Any) -> None:
    """A note says so, where it stands; what the query asks for is not looked at."""
    built = lab("-- notes/essay.md --\n---\ntitle: Essay\nquery: topic:nowhere\n---\nWords.\n").build()

    assert [("query-unused", "note", 3)] == [
        (each.code.value, each.code.severity.name.lower(), each.span.line)
        for each in built.diagnostics
        if each.span and each.code.value.startswith("query")
    ]
