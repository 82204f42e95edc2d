"""Topics: the index and each topic's page."""

import re
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

    links = [url for url in made.last.pages if re.fullmatch("topics/.*one.*[.]html", url)] if made.last else []
    assert len(links) == 2


def dozen(count: int, *, fields: Callable[[int], str] = lambda n: "") -> str:
    """So many papers on a topic."""
    head = "authors: [Ada B]\ntopics: [a/b]\n"
    return "".join(
        f"-- notes/p{n}.md --\n---\ntitle: Paper number {n}\n{head}year: {2000 + n}\n{fields(n)}---\n"
        for n in range(count)
    )


def heads(page: str) -> list[str]:
    """What the papers of an order are put under, with how many."""
    return [" ".join(re.sub("<[^>]*>", " ", head).split()) for head in re.findall(r'<h2 class="sh" id.*?</h2>', page)]


def test_a_topic_of_a_dozen_papers_has_other_orders(lab: Callable[..., Lab]) -> None:
    """By keyword, venue and status, each a page that links to the others; the topic above has them too."""
    venue = ("NeurIPS", "ICML", "NeurIPS")
    status = ("read", "to-read", "", "reading")
    site = lab(
        dozen(
            12, fields=lambda n: f"keywords: [odd{n % 2}, only{n}]\nvenue: {venue[n % 3]}\nstatus: '{status[n % 4]}'\n"
        )
    ).build()

    assert ["NeurIPS 8", "ICML 4"] == heads(site.html("topics/a/b.venue.html"))
    assert ["odd0 6", "odd1 6"] == heads(site.html("topics/a/b.keyword.html"))
    assert ["Reading 3", "To read 3", "Read 3", "With a note 3"] == heads(site.html("topics/a/b.status.html"))
    for url in ("b.html", "b.keyword.html", "b.venue.html", "b.status.html"):
        page = site.html(f"topics/a/{url}")
        assert all(f'href="{other}"' in page for other in ("b.html", "b.keyword.html", "b.venue.html", "b.status.html"))
        assert f'href="{url}" aria-current="page"' in page
    assert site.exists("topics/a.venue.html")


def test_eleven_papers_are_seen_by_year_alone(lab: Callable[..., Lab]) -> None:
    """Few papers need no other order."""
    site = lab(dozen(11, fields=lambda n: "venue: ICML\nstatus: read\n")).build()

    assert not site.exists("topics/a/b.venue.html")
    assert "By venue" not in site.html("topics/a/b.html")


def test_an_order_that_would_say_nothing_has_no_page(lab: Callable[..., Lab]) -> None:
    """Where no paper has a venue there is no order by venue; papers without stand last where some have one."""
    site = lab(dozen(12, fields=lambda n: f"keywords: [k{n // 6}]\n" if n < 11 else "")).build()

    assert not site.exists("topics/a/b.venue.html")
    assert not site.exists("topics/a/b.status.html")
    assert ["k0 6", "k1 5", "Other keywords, or none 1"] == heads(site.html("topics/a/b.keyword.html"))


def test_venues_of_one_name_are_one_group(lab: Callable[..., Lab]) -> None:
    """The settings join NIPS and NeurIPS, and the head leads to the venue's page."""
    site = lab(dozen(12, fields=lambda n: f"venue: {'NIPS' if n % 2 else 'NeurIPS'}\n"), venues={"NeurIPS": "NIPS"})
    page = site.build().html("topics/a/b.venue.html")

    assert ["NeurIPS 12"] == heads(page)
    assert 'href="../../venues/neurips.html"' in page


def test_a_status_of_ones_own_is_a_group(lab: Callable[..., Lab]) -> None:
    """It stands after those that are known."""
    site = lab(dozen(12, fields=lambda n: f"status: {'pondering' if n % 2 else 'dropped'}\n")).build()

    assert ["Given up 6", "pondering 6"] == heads(site.html("topics/a/b.status.html"))


def test_the_story_of_a_topic_stands_beside_its_papers(lab: Callable[..., Lab]) -> None:
    """With how many papers it holds; an essay on the topic stands apart."""
    story = "-- notes/road.md --\n---\nkind: story\ntitle: The road\ntopics: [a/b]\n---\n## [[p0]]\n\nWords.\n"
    essay = "-- notes/essay.md --\n---\ntitle: An essay\ntopics: [a/b]\n---\nWords.\n"
    page = lab(dozen(1) + story + essay).build().html("topics/a/b.html")
    text = " ".join(re.sub("<[^>]*>", " ", page).split())

    assert "Stories and lists The road story, 1 paper Notes on this topic An essay note" in text


def test_a_topic_in_two_spellings_is_one_link(lab: Callable[..., Lab]) -> None:
    """A note that names a topic twice leads to it once."""
    page = lab("-- notes/a.md --\n---\ntitle: A\ntopics: [Attention, attention]\n---\nText.\n").build()

    assert page.html("notes/a.html").count('href="../topics/attention.html"') == 1
