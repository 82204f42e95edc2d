"""The page of a paper, with and without a note."""

from collections.abc import Callable

import html5lib

from lab import Lab

NOTES = """-- notes/vaswani2017attention.md --
---
title: Attention Is All You Need
authors: [Ashish Vaswani, Noam Shazeer, Niki Parmar, Jakob Uszkoreit]
issued: 2017-06
venue: NeurIPS 2017
arxiv: 1706.03762
topics: [sequence-models/attention]
keywords: [self-attention]
status: read
rating: 5
read_on: 2024-03-14
date: 2024-03-14
summary: Drop recurrence, with $QK$ instead.
---
Compare [@bahdanau2014neural, p. 3] and [[devlin2018bert]].

## The one operation

builds_on:: [[bahdanau2014neural]] - attention without the recurrence around it

## Doubts

How much is the rest?
-- notes/bahdanau2014neural.md --
---
title: "Neural Machine Translation by Jointly Learning to Align and Translate"
short: Align and translate
authors: [Dzmitry Bahdanau, Kyunghyun Cho, Yoshua Bengio]
issued: 2014-09
venue: ICLR 2015
arxiv: 1409.0473
---
-- notes/essay.md --
---
title: An essay
date: 2024-05-01
---
## Later

The model of @vaswani2017attention went on. See [[@kitaev2020reformer]].
"""


def test_a_paper_shows_what_is_known_of_it(lab: Callable[..., Lab]) -> None:
    """Title and link, authors, venue, status, rating, dates, topics and keywords are on the page."""
    page = lab(NOTES, author="Mara").build().html("papers/vaswani2017attention.html")

    for part in (
        '<a class="ext" href="https://arxiv.org/abs/1706.03762">Attention Is All You Need</a>',
        "Ashish Vaswani, Noam Shazeer, Niki Parmar and Jakob Uszkoreit",
        '<cite><a href="../years/2017.html">NeurIPS 2017</a></cite>',
        '<a href="https://arxiv.org/pdf/1706.03762">pdf</a>',
        "Notes by Mara on a paper by Vaswani, Shazeer and others; not the paper itself",
        '<i class="st read" role="img" aria-label="read"></i>',
        'aria-label="rated 5 of 5">★★★★★<',
        '<time datetime="2024-03-14">14 March 2024</time>',
        '<a href="../topics/sequence-models/attention.html">',
        "self-attention",
    ):
        assert part in page


def test_lineage_is_seen_from_both_ends(lab: Callable[..., Lab]) -> None:
    """What a paper builds on stands on its page, what came of it on the other's, both with the reason."""
    lab(NOTES).build()
    later, earlier = lab().html("papers/vaswani2017attention.html"), lab().html("papers/bahdanau2014neural.html")

    assert "Builds on 1, led to 0" in later
    assert "Builds on 0, led to 1" in earlier
    assert 'class="eb1" data-k="bahdanau2014neural"' in later
    assert 'class="ea1" data-k="vaswani2017attention"' in earlier
    assert all("attention without the recurrence around it" in page for page in (later, earlier))


def test_citations_lead_to_pages_and_into_the_pdf(lab: Callable[..., Lab]) -> None:
    """A citation names authors and year, its page opens the pdf, and the reference stands at the end."""
    page = lab(NOTES).build().html("papers/vaswani2017attention.html")

    assert ">Bahdanau et al., 2014</a>" in page
    assert 'href="https://arxiv.org/pdf/1409.0473#page=3"' in page
    assert page.count('<ol class="refs year"') == 1


def test_passages_have_their_sentence_and_place(lab: Callable[..., Lab]) -> None:
    """The sentence of another note stands on the page, its link to this page marked."""
    page = lab(NOTES).build().html("papers/vaswani2017attention.html")

    assert '<a href="../notes/essay.html#later">An essay</a>' in page
    assert "The model of <mark>Vaswani et al. (2017)</mark> went on." in page


def test_a_stub_has_the_same_page(lab: Callable[..., Lab]) -> None:
    """A paper that is only named has a page with what is said of it, and may be found by search engines."""
    page = lab(NOTES).build().html("papers/kitaev2020reformer.html")

    assert "There is no note yet." in page
    assert "See <mark>" in page
    assert "noindex" not in page


def test_a_paper_of_which_nothing_is_said_is_not_indexed(lab: Callable[..., Lab]) -> None:
    """A page of bibliographic data alone asks search engines to leave it out."""
    page = (
        lab(
            "-- notes/a.md --\n# A\n-- notes/l.bib --\n@book{knuth1984, title={The TeXbook}, year=1984}\n",
            bibliography_pages="all",
        )
        .build()
        .html("papers/knuth1984.html")
    )

    assert '<meta name="robots" content="noindex">' in page


def test_the_longest_entry_opens_the_page_of_a_stub(lab: Callable[..., Lab]) -> None:
    """What a story says of a paper without a note stands in the note's place."""
    page = (
        lab("""-- notes/story.md --
---
kind: story
title: A story
---
## [Reformer](https://arxiv.org/abs/2001.04451)
Kitaev and Kaiser, 2020

It hashes the keys so that like meets like.
""")
        .build()
        .html("papers/arxiv-2001.04451.html")
    )

    assert "There is no note yet." in page
    assert "It hashes the keys" in page
    assert page.count("It hashes the keys") == 1


def test_a_second_note_follows_under_its_title(lab: Callable[..., Lab]) -> None:
    """Two notes about one paper share its page; the ids of the second have a prefix."""
    page = (
        lab("""-- notes/one.md --
---
title: Grokking
citekey: power2022
arxiv: 2201.02177
date: 2023-01-01
---
## Claim
First words.
-- notes/two.md --
---
title: Grokking, again
arxiv: 2201.02177
by: Ida
date: 2024-01-01
---
## Claim
Second words.
""")
        .build()
        .html("papers/power2022.html")
    )

    assert 'id="claim"' in page
    assert 'id="note-2-claim"' in page
    assert "By Ida" in page


def test_fifty_passages_to_a_page(lab: Callable[..., Lab]) -> None:
    """The fifty-first passage stands on a second page."""
    notes = "".join(
        f"-- notes/n{number:02}.md --\n# N{number}\n\nOn [@arxiv:1706.03762] again.\n" for number in range(51)
    )
    made = lab(notes).build()

    assert made.html("papers/arxiv-1706.03762.html").count("<q>") == 50
    assert made.html("papers/arxiv-1706.03762.2.html").count("<q>") == 1


def test_the_page_is_valid_html(lab: Callable[..., Lab]) -> None:
    """A strict parser has nothing to say."""
    made = lab(NOTES).build()
    parser = html5lib.HTMLParser(strict=True)

    for url in ("papers/vaswani2017attention.html", "papers/kitaev2020reformer.html", "index.html"):
        parser.parse(made.html(url))


def test_a_status_of_the_authors_own_keeps_its_letters(lab: Callable[..., Lab]) -> None:
    """Only the style sheet makes a large letter of the first one."""
    note = "-- notes/a.md --\n---\ntitle: A paper\nauthors: [A. B]\nyear: 2001\nstatus: in ICLR queue\n---\n"

    assert "<span>in ICLR queue</span>" in lab(note).build().html("papers/a.html")


def test_a_time_is_said_in_hours_wherever_it_stands(lab: Callable[..., Lab]) -> None:
    """On the paper's page, in a list and in what comes next it is one and the same."""
    note = "title: A paper\nauthors: [A. B]\nyear: 2001\nstatus: to-read\npriority: 1\ntime: 90\n"
    text = f"-- notes/a.md --\n---\n{note}---\n-- notes/l.md --\n---\nkind: list\ntitle: L\n---\n- [[a]]\n"
    built = lab(text).build()

    pages = ("papers/a.html", "reading.html", "lists/l.html")
    assert [("1 h 30 min" in page, "90 min" in page) for page in map(built.html, pages)] == [(True, False)] * 3
