"""Topics: the index and each topic's page."""

from collections.abc import Callable

from lab import Lab

NOTES = """-- notes/a.md --
---
title: First paper
authors: [A. First]
year: 1997
topics: [generalization/flatness]
---
-- notes/b.md --
---
title: Second paper
authors: [B. Second]
year: 2017
topics: [generalization]
status: read
builds_on: [a]
---
-- notes/generalization.md --
---
kind: topic
title: Generalization
summary: Why it works.
---
Own words on @b.
"""


def test_the_index_shows_the_hierarchy(lab: Callable[..., Lab]) -> None:
    """A sub-topic stands below its topic."""
    page = lab(NOTES).build().html("topics/index.html")

    assert page.index('href="generalization.html"') < page.index('href="generalization/flatness.html"')


def test_a_topic_has_its_words_and_papers_by_year(lab: Callable[..., Lab]) -> None:
    """Description, note, sub-topics and papers with the arc between them."""
    page = lab(NOTES).build().html("topics/generalization.html")

    assert "Why it works." in page
    assert "Own words on" in page
    assert page.index('id="year:1997"') < page.index('id="year:2017"')
    assert 'data-f="p0" data-t="p1"' in page
    assert '<a href="generalization/flatness.html">' in page


def test_a_sub_topic_leads_up(lab: Callable[..., Lab]) -> None:
    """The topics above are linked from the head of the page."""
    page = lab(NOTES).build().html("topics/generalization/flatness.html")

    assert '<a href="../generalization.html">Generalization</a>' in page


def test_a_second_note_on_a_topic_has_a_page(lab: Callable[..., Lab]) -> None:
    """Two notes on one topic: the first is its page, the other a page of its own."""
    note = "---\nkind: topic\ntopics: a/b\n---\nWords on it.\n"
    made = lab(f"-- notes/x/one.md --\n{note}-- notes/y/one.md --\n{note}").build()

    links = [url for url in made.last.pages if url.startswith("topics/") and "one" in url] if made.last else []
    assert len(links) == 2
