"""Collections as plain pages in their author's order."""

from collections.abc import Callable

from lab import Lab

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


def test_a_list_keeps_its_order_and_shows_status(lab: Callable[..., Lab]) -> None:
    """Headings, entries with links to their papers, remark, time and glyph stand as written."""
    page = lab(LIST).build().html("lists/list.html")

    assert page.index("Read the first.") < page.index('id="first"') < page.index("Attention") < page.index("Reformer")
    assert '<a href="../papers/arxiv-1706.03762.html">Attention</a>' in page
    assert "section 3 first" in page
    assert "40 min" in page
    assert 'class="st read"' in page
    assert "2 papers, 1 read" in page


def test_a_list_for_a_class_shows_no_status(lab: Callable[..., Lab]) -> None:
    """With `show_status: false` neither glyphs nor counts of mine are shown."""
    page = lab(LIST.replace("kind: list", "kind: list\nshow_status: false")).build().html("lists/list.html")

    assert 'class="st' not in page
    assert "1 read" not in page


def test_a_story_has_the_authors_headings(lab: Callable[..., Lab]) -> None:
    """The author's heading leads, the paper's title follows in italic."""
    page = (
        lab("""-- notes/s.md --
---
kind: story
title: S
---
A lead.

## [[vaswani2017|The end of recurrence]]
Vaswani et al., 2017

It goes.
-- notes/vaswani2017.md --
---
title: Attention Is All You Need
authors: [Vaswani]
year: 2017
---
""")
        .build()
        .html("stories/s.html")
    )

    assert (
        page.index("A lead.")
        < page.index("The end of recurrence")
        < page.index('class="ptitle"')
        < page.index("It goes.")
    )


def test_a_digest_has_slips_with_their_links(lab: Callable[..., Lab]) -> None:
    """Papers after a paragraph stand below it, with talk and code."""
    page = (
        lab("""-- notes/d.md --
---
kind: digest
title: D
entry_venue: ICLR 2020
---
## Theme

Some prose about papers.
- [Oblique trees](https://openreview.net/forum?id=Bke8UR4FPB). G. Lee [code](https://github.com/a/b)
""")
        .build()
        .html("digests/d.html")
    )

    assert page.index("Some prose") < page.index('class="slips')
    assert 'href="https://github.com/a/b">code</a>' in page


def test_references_leave_out_the_entries_themselves(lab: Callable[..., Lab]) -> None:
    """What the prose cites besides is listed at the end."""
    page = (
        lab(LIST.replace("Read the first.", "After [@arxiv:1409.0473], read [@arxiv:1706.03762]."))
        .build()
        .html("lists/list.html")
    )

    assert page.count("<li>", page.index('class="refs')) == 1


def test_an_entry_may_name_a_note_or_nothing(lab: Callable[..., Lab]) -> None:
    """An essay in a list is linked; of a note that is not published only the words are shown."""
    page = (
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
