"""Which blocks of a list, story, digest or catalogue are entries, and how the whole is kept."""

import pytest

from entries.reading import called, codes, collection, entry, fields, people, titles, words
from papernotes.entries import Reading
from papernotes.model.written import COLLECTIONS, Kind

PAPER = "[[paper]](https://a.b/{})"


def outline(found: Reading) -> list[tuple[str, str, int]]:
    """Of each piece: its heading, year group, number of entries."""
    return [(piece.title.text if piece.title else "", piece.year, len(piece.entries)) for piece in found.pieces]


# lists


def test_every_item_of_a_list_is_an_entry() -> None:
    """Links or not, nested items or not."""
    text = "# To read\n\n- [A](https://a.b/1)\n- B\n  - [C](https://a.b/2)\n\n1. D\n"

    assert ["A", "B", "D"] == titles(text)


def test_a_contents_list_holds_no_entries() -> None:
    """Links within the page are no papers, in any kind."""
    for kind in COLLECTIONS:
        assert [] == titles("Text\n\n- [A](#a)\n- [B](#b)\n  - [C](#c)\n", kind)


def test_inside_an_entry_everything_is_text() -> None:
    """Nested items do not become entries; their mentions are left to the passages."""
    found = collection("- A\n  - [B](https://arxiv.org/abs/1706.03762)\n  - Jane Doe says so\n")
    (read,) = found.entries

    assert ("A", ()) == (called(read), read.fields.ids)
    assert 2 == words(found, read).count("<li>")


def test_a_paragraph_of_links_looks_like_entries() -> None:
    """A reading list in one paragraph is text, and a note says how to make it one."""
    found = collection("to read: [A](https://a.b/1) [B](https://a.b/2) [C](https://a.b/3)\n")

    assert ([], ["entry-unsure"]) == (list(found.entries), codes(found))
    assert 'put each paper on a line of its own, with "- " in front' == found.diagnostics[0].hint
    assert [] == codes(
        collection("Some [A](https://a.b/1) words, [B](https://a.b/2) many of them, [C](https://a.b/3) here.\n")
    )


# catalogues


def test_a_list_most_of_whose_items_carry_a_link() -> None:
    """Its items are entries, those without a link too; anywhere in the item will do, an empty link as well."""
    text = f"- A {PAPER.format(1)}\n- B\n  - {PAPER.format(2)}\n- C\n- D [[paper]]()\n"

    assert ["A", "B", "C", "D"] == titles(text, "catalogue")


def test_a_list_with_few_links() -> None:
    """Items that say who wrote it count as well; a list without any link is text, with a note if it looks like one."""
    assert ["A", "B"] == titles("- A\n  - Jane Doe, John Roe\n- B [[paper]](https://a.b/1)\n", "catalogue")
    assert [] == titles("- A\n- B\n- C [x](https://a.b/1)\n", "catalogue")
    found = collection("- **2016**: many\n- A study. Jane Doe and John Roe\n", "catalogue")

    assert ([], ["entry-unsure"]) == (list(found.entries), codes(found))
    assert found.diagnostics[0].span is not None
    assert (2, "add a link to each item: [[paper]](https://…)") == (
        found.diagnostics[0].span.line,
        found.diagnostics[0].hint,
    )


def test_paragraphs_with_a_title_and_labelled_links() -> None:
    """A bold title or a link first, and a labelled link: an entry; what else there is stays text."""
    text = (
        "**A: a study** [[paper]](https://a.b/1) <br>\n*Jane Doe, John Roe* <br>\nECCV 2020\n\n"
        "[**B**](https://a.b/2) <br> Jane Doe, John Roe. [[Code](https://g.h/i)]\n\n"
        "**We need your help!**\n\nPlain [[paper]](https://a.b/3)\n\n**Note:** [[paper]](https://a.b/4)\n"
    )
    first, second = collection(text, "catalogue").entries

    assert ("A: a study", ["Jane Doe", "John Roe"], "ECCV") == (called(first), people(first.fields), first.fields.venue)
    assert ("B", "https://g.h/i") == (called(second), second.fields.code)


def test_several_entries_in_one_paragraph() -> None:
    """Each line with a title and a labelled link is one."""
    text = "**A** [[paper]](https://a.b/1)\n**B** [[paper]](https://a.b/2)\nJane Doe, John Roe\n"
    first, second = collection(text, "catalogue").entries

    assert (("A", []), ("B", ["Jane Doe", "John Roe"])) == (
        (called(first), people(first.fields)),
        (called(second), people(second.fields)),
    )


def test_what_belongs_to_a_paragraph() -> None:
    """A list of fields and folds below it are its byline and text; a list of papers is not."""
    text = (
        "**A**\n- Authors: Jane Doe, John Roe\n- [[paper]](https://a.b/1)\n\n"
        "<details><summary>Digest</summary>\n\nIt works.\n\n</details>\n\n"
        "[B](https://a.b/2) [[code]](https://g.h/i)\n\n- C [[paper]](https://a.b/3)\n"
    )
    found = collection(text, "catalogue")

    assert ["A", "B", "C"] == [called(one) for one in found.entries]
    assert (["Jane Doe", "John Roe"], "https://a.b/1") == (people(found.entries[0].fields), found.entries[0].fields.url)
    assert "It works." in words(found, found.entries[0])


def test_paragraphs_that_look_like_entries() -> None:
    """A bold title with a byline but no labelled link is text, and a note says what is missing."""
    found = collection("**A: a study**, Jane Doe and John Roe, 2017\n", "catalogue")

    assert (["entry-unsure"], "add a link to it: [[paper]](https://…)") == (codes(found), found.diagnostics[0].hint)
    assert [] == codes(collection("**A** is fine.\n\n[Home](index.md) | [About](about.md)\n", "catalogue"))


def test_headings_with_fields_below() -> None:
    """`### Title` over a list of fields is one entry, with all that it owns."""
    text = (
        "## 2020\n\n### A: a study\n- **Authors:** Jane Doe, John Roe\n"
        "- **Paper**: [arXiv](https://arxiv.org/abs/2001.04451)\n"
        "- **Code:** https://g.h/i\n\nIt works.\n\n### [B](https://arxiv.org/abs/2006.04768)\n\nText.\n\n"
        "### Plain\n\nText.\n"
    )
    found = collection(text, "catalogue")

    assert [("2020", "2020", 2), ("Plain", "", 0)] == outline(found)
    assert ["heading", "heading"] == [one.form for one in found.entries]
    assert (["Jane Doe", "John Roe"], "https://g.h/i", "2020-01") == (
        people(found.entries[0].fields),
        found.entries[0].fields.code,
        found.entries[0].fields.issued,
    )
    assert "<p>It works.</p>" == words(found, found.entries[0]).strip()


def test_an_item_that_holds_only_a_list() -> None:
    """`- 1. Title` is an entry; two of them name nothing and stay in the text."""
    found = collection("- 1. Deep [pdf](https://a.b/c.pdf)\n  2. Nets [pdf](https://a.b/d.pdf)\n")

    assert (["Deep"], []) == (titles("- 1. Deep [pdf](https://a.b/c.pdf)\n"), list(found.entries))
    assert (["entry-empty"], 4) == (codes(found), found.pieces[0].prose.words if found.pieces[0].prose else 0)


def test_items_that_are_headings_of_lists() -> None:
    """An item without a link over items that are papers is a section."""
    text = f"## Vision\n\n- Classes\n  - [A](https://a.b/1)\n  - B {PAPER.format(2)}\n- Boxes\n  - [[c]]\n  - [D](https://a.b/3)\n"

    assert [("Vision", "", 0), ("Classes", "", 2), ("Boxes", "", 2)] == outline(collection(text, "catalogue"))
    for nested in (
        "  - <details></details>\n",
        "  - words [x](https://a.b/1)\n\n    more\n",
        "  - ```\n    code\n    ```\n",
    ):
        assert ["Classes"] == titles(f"- Classes\n{nested}  - [x](https://a.b/9) y\n  - z\n", "list")[:1]


def test_samples_and_comments_hold_no_entries() -> None:
    """Neither a code fence nor a comment is read."""
    text = (
        "```\n- [A](https://a.b/1)\n```\n\n<!-- - [B](https://a.b/2)\n\n- [C](https://a.b/3) -->\n\n"
        "- [D](https://a.b/4)\n  <!-- - Key: x -->\n  - Keywords: y <!-- or z -->\n\n<!-- end -->\n\n- [E](https://a.b/5)\n"
    )
    found = collection(text, "catalogue")

    assert ["D", "E"] == [called(one) for one in found.entries]
    assert (("y",), None) == (found.entries[0].fields.keywords, found.entries[0].prose)


# stories

STORY = """What came before.

## Attention is All You Need
Vaswani, Shazeer, Parmar, et al. 2017 ([Annotated](https://a.b/1)) ([PDF](https://arxiv.org/abs/1706.03762))
> We propose nets.

Takeaways [[other]]

#### Details

- more

## Part two

### [[bert|Reading both ways]]

Text.

### No paper

Jane Doe went to town in 2017.

## Last one (ICLR 2020)

[[pdf]](https://a.b/2)
"""


def test_headings_of_a_story() -> None:
    """A heading with a link, a mention or a byline under it is an entry, and owns all up to the next of its level."""
    found = collection(STORY, "story")

    assert ["Attention is All You Need", "Reading both ways", "Last one"] == [called(one) for one in found.entries]
    assert [("", "", 1), ("Part two", "", 1), ("No paper", "", 1)] == outline(found)
    assert [0, 2, 3] == [piece.level for piece in found.pieces]
    text = words(found, found.entries[0])
    assert ["We propose nets.", "‹other›", "Details", "more"] == [
        part for part in ("We propose nets.", "‹other›", "Details", "more") if part in text
    ]
    assert ("attention-is-all-you-need", ["heading"] * 3) == (
        found.entries[0].anchor,
        [one.form for one in found.entries],
    )


def test_lists_in_a_story_are_text() -> None:
    """A contents list by year, or takeaways, are no entries."""
    assert [] == titles("- 1993 - A\n- [B](https://a.b/1)\n", "story")


def test_headings_over_something_else() -> None:
    """In a catalogue a heading with a link is a section, unless it is a paper by its id."""
    assert [] == titles("## A [[code]](https://g.h/i)\n\n```\nx\n```\n", "catalogue")
    assert [] == titles("## A\n\n```\nx\n```\n", "story")


def test_headings_of_other_kinds_are_sections() -> None:
    """In a list or digest a heading is no entry, whatever it links to."""
    for kind in ("list", "digest"):
        assert [] == titles("## [A](https://arxiv.org/abs/1706.03762)\n\nJane Doe, 2017\n", kind)  # type: ignore[arg-type]


# digests

DIGEST = """Prose about oblique trees.
- [Oblique Trees](https://openreview.net/forum?id=Bke8UR4FPB). G.H. Lee and T.S. Jaakkola [talk](https://slideslive.com/x)
- Overlearning Reveals. C. Song and V. Shmatikov

[@popov2020neural; @arxiv:1909.06312]

Three tricks:

- clip the gradients
- lower the rate

More prose.

[@doe] [[slides]](https://a.b/s)

[Multiplication](https://openreview.net/forum?id=rylnK6VtDH) S.M. Doe et al.
[Division](https://openreview.net/forum?id=BkeoaeHKDS). F. Roe

[Subtraction](https://a.b/1)
J. Poe et al., 2020

[Slides](https://a.b/2)
"""


def test_the_cards_of_a_digest() -> None:
    """The list after a paragraph, and paragraphs of citations or heads; their text is the paragraph above."""
    found = collection(DIGEST, "digest")
    texts = [words(found, one).strip() for one in found.entries]

    assert [
        "Oblique Trees", "Overlearning Reveals", "", "", "", "Multiplication", "Division", "Subtraction",
    ] == [called(one) for one in found.entries]  # fmt: skip
    assert {"card"} == {one.form for one in found.entries}
    assert ["<p>Prose about oblique trees.</p>"] * 4 + ["<p>More prose.</p>"] * 4 == texts
    assert ("https://a.b/s", "https://slideslive.com/x") == (
        found.entries[4].fields.slides,
        found.entries[0].fields.video,
    )
    assert ("arxiv:1909.06312",) == found.entries[3].fields.ids


def test_the_narrative_of_a_digest_keeps_its_order() -> None:
    """Paragraphs stay where they are; entries follow the paragraph they belong to."""
    assert [4, 4, 0] == [len(piece.entries) for piece in collection(DIGEST, "digest").pieces]


def test_lists_of_a_digest_that_are_not_taken() -> None:
    """Points in plain words are text; links without a paragraph above are text with a note."""
    found = collection("## Pruning\n\n- [A](https://a.b/1)\n", "digest")

    assert ([], ["entry-unsure"]) == (list(found.entries), codes(found))
    assert [] == codes(collection("Tricks:\n\n- clip\n- lower\n", "digest"))


def test_cards_without_a_paragraph_above() -> None:
    """Citations at the very beginning are cards without a text."""
    assert (None, "card") == ((one := entry("[@doe]\n", "digest")).prose, one.form)


@pytest.mark.parametrize(
    "line", ["More on [@doe].", "See [@doe; @roe] for this", "More in [@doe] ([code](https://a.b/1))"]
)
def test_words_beside_citations_are_prose(line: str) -> None:
    """They are no title: the paragraph stays where it is, and names no entry."""
    found = collection(f"Prose about trees.\n\n{line}\n", "digest")

    assert ([], []) == (list(found.entries), codes(found))


def test_an_item_of_a_digest_with_text_of_its_own() -> None:
    """Its own text is its text."""
    found = collection("Prose.\n- [A](https://a.b/1)\n\n  It works.\n", "digest")

    assert ("item", "<p>It works.</p>") == (found.entries[0].form, words(found, found.entries[0]).strip())


# tables

TABLE = """| Date | Key | Title | Authors | Venue | Code | Group |
|---|---|---|---|---|---|---|
| 2017-06 | Nets, Heads | [A](https://a.b/1) | Jane Doe, John Roe | NeurIPS 2017 | [t](https://g.h/i) | Acme |
| 2018 | | B - so much | Legg, Shane | | - | |
| | | | | | | |
"""


def test_rows_of_a_table() -> None:
    """Columns are fields by their header; what is no field is shown as it is written."""
    for kind in COLLECTIONS:
        found = collection(TABLE, kind)
        first, second = found.entries

        assert (("A", "row"), "B") == ((called(first), first.form), called(second))
        assert ("2017-06", ("Nets", "Heads"), "NeurIPS", "2017", "https://g.h/i", ["Jane Doe", "John Roe"]) == (
            first.fields.issued,
            first.fields.keywords,
            first.fields.venue,
            first.fields.venue_year,
            first.fields.code,
            people(first.fields),
        )
        assert first.byline is not None
        assert second.byline is not None
        assert ("Acme", "so much · Legg, Shane") == (first.byline.text, second.byline.text)
        assert ["entry-byline"] == codes(found)


def test_the_columns_of_a_table() -> None:
    """`Paper` may hold the title or only a link, then the name of the method is the title."""
    named = fields("| Model | Paper | Code |\n|-|-|-|\n| BERT | [paper](https://a.b/1) | [code](https://g.h/i) |\n")
    weekly = fields(
        "| **Paper** | **Links** |\n|-|-|\n| 1) **A** - It works. | [Paper](https://a.b/1), [Tweet](https://x.y) |\n"
    )

    assert named.title is not None
    assert weekly.title is not None
    assert ("BERT", "https://a.b/1", "https://g.h/i") == (named.title.text, named.url, named.code)
    assert ("A", "https://a.b/1", [("Tweet", "https://x.y")]) == (
        weekly.title.text,
        weekly.url,
        [(link.label, link.url) for link in weekly.links],
    )
    assert [] == titles("| a | b |\n|-|-|\n| 1 | 2 |\n")


# sections


def test_years_of_sections() -> None:
    """A heading that ends in a year gives it to entries that have none."""
    text = (
        "# A: 2024\n\n- [B](https://a.b/1)\n- [C](https://arxiv.org/abs/1706.03762)\n- D (2012)\n\n"
        "## Sub\n\n- E\n\n# Before 2012\n\n- F\n\n# Papers from 2016\n\n- G\n\n# (2015)\n\n- H (ICML 2014)\n"
    )
    found = collection(text)

    assert ["2024", "2017-06", "2012", "2024", "", "2016", "2015"] == [one.fields.issued for one in found.entries]
    assert ["2024", "", "", "2016", "2015"] == [piece.year for piece in found.pieces]


def test_venues_of_sections() -> None:
    """A heading that is a venue with its year gives both."""
    read = fields("## NeurIPS 2020\n\n- A\n")

    assert ("NeurIPS", "2020", "2020") == (read.venue, read.venue_year, read.issued)
    assert "" == fields("## Empirical Study: 2020\n\n- A\n").venue
    assert "ICML" == fields("## NeurIPS 2020\n\n- A (ICML 2019)\n").venue


def test_defaults_of_a_collection() -> None:
    """Its front matter fills what its entries leave empty."""
    note = {"entry_venue": "ICLR 2020", "entry_topics": ("nets",), "entry_keywords": ("deep",)}
    empty = fields("- A", **note)  # type: ignore[arg-type]
    full = fields("- A (ICML 2019)\n  - Keywords: x\n  - Topics: y\n", **note)  # type: ignore[arg-type]

    assert ("ICLR", "2020", ("nets",), ("deep",)) == (empty.venue, empty.venue_year, empty.topics, empty.keywords)
    assert ("ICML", "2019", ("y",), ("x",)) == (full.venue, full.venue_year, full.topics, full.keywords)
    split = fields("- A", entry_venue="ICLR", entry_year="2020")
    assert ("ICLR", "2020", "2020") == (split.venue, split.venue_year, split.issued)
    assert "2017-06" == fields("- arxiv:1706.03762", entry_year="2020").issued


FOLDS = """## Papers

- [A](https://a.b/1)

<details open>

<summary> more &amp; more: 2020 </summary>

- [B](https://a.b/2)

text

- [C](https://a.b/3)

</details>
<details><summary>last</summary>

- [D](https://a.b/4)

</details>

After.

<details><summary>Digest</summary>

No list.

</details>

- [E](https://a.b/5)
"""


def test_folds_around_lists() -> None:
    """`<details>` around a list is a folded section under its summary; any other is text."""
    found = collection(FOLDS, "catalogue")

    assert [
        ("Papers", "", 1), ("more & more: 2020", "2020", 1), ("", "", 1), ("last", "", 1), ("", "", 1),
    ] == outline(found)  # fmt: skip
    assert [False, True, True, True, False] == [piece.folded for piece in found.pieces]
    assert [2, 3, 0, 3, 0] == [piece.level for piece in found.pieces]
    assert ["", "2020", "2020", "", ""] == [one.fields.issued for one in found.entries]


def test_folds_that_are_never_closed() -> None:
    """They end with the next heading."""
    text = "# X\n\n<details><summary>a</summary>\n\n- [A](https://a.b/1)\n\n# Y\n\n- [B](https://a.b/2)\n\n<details>\n\ntext\n"

    assert [("X", "", 0), ("a", "", 1), ("Y", "", 1), ("", "", 0)] == outline(collection(text, "catalogue"))


def test_folds_in_folds() -> None:
    """A fold without a list inside one with a list is a section too where they share their HTML."""
    text = "<details><summary>a</summary><details><summary>b</summary>\n\n- [A](https://a.b/1)\n\n</details>\n\n</details>\n"

    assert [("a", "", 0), ("b", "", 1)] == outline(collection(text, "catalogue"))
    assert [("", "", 0)] == outline(collection("<details></details>\n\n<summary>x</summary>\n", "catalogue"))
    empty = "<details></details><details>\n\n- [A](https://a.b/1)\n\n</details>\n\n<details></details>\n"
    assert [(1, "https://a.b/1")] == [
        (one.span.line - 2, one.fields.url) for one in collection(empty, "catalogue").entries
    ]
    split = collection("<details>\n\n<summary>x</summary>\n\ntext\n\n</details>\n", "catalogue")
    assert "<summary>x</summary>" in "".join(map(str, split.bodies[0].parts))
    assert [("", "", 0)] == outline(collection("<details>\n\n</details>\n\ntext", "catalogue"))


def test_a_fold_without_a_list_before_one_with_a_list() -> None:
    """The first is text, though both share their HTML."""
    text = "<details>\n\ntext\n\n</details><details><summary>b</summary>\n\n- [A](https://a.b/1)\n\n</details>\n"

    assert [("", "", 0), ("b", "", 1)] == outline(collection(text, "catalogue"))


def test_the_title_is_no_piece() -> None:
    """The heading that is the note's title stands above; what is around it keeps its place."""
    text = "Badges\n\n# Awesome\n\n## A\n\n- [B](https://a.b/1)\n"
    found = collection_with_title(text, 3)

    assert [("", "", 0), ("A", "", 1)] == outline(found)
    assert 2 == found.pieces[1].level
    assert (3, 6) == found.heads[0]


def collection_with_title(text: str, index: int) -> Reading:
    """A catalogue whose title is the heading at a token."""
    from entries.reading import document
    from papernotes import entries

    return entries.read(document(text), "catalogue", title=index)


def test_anchors_differ() -> None:
    """Every entry has a name that no heading and no other entry has."""
    found = collection("# A\n\n- A\n- A\n- [[a]]\n- A-2\n")

    assert ["a-2", "a-3", "a-4", "a-2-2"] == [one.anchor for one in found.entries]


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_heads_are_no_passages(kind: Kind) -> None:
    """The ranges in which entries are named are told, so that their mentions make no passage of their own."""
    text = "Prose [[x]].\n- [[a]]\n  - arXiv: 1706.03762\n  - text [[b]]\n\n## [[c]]\n\n| Paper |\n|-|\n| [[d]] |\n"
    found = collection(text, kind)
    starts = {first for first, _ in found.heads}

    assert len(found.heads) == len(starts)
    assert all(first < last for first, last in found.heads)


def test_a_list_that_breaks_off() -> None:
    """Deep nesting and odd lists are read without harm."""
    deep = "".join("  " * depth + "- a\n" for depth in range(40))

    assert ["a"] == titles(deep)
    assert [] == titles("-\n-\n")
    assert ["a"] == titles("- - a\n")
    assert [] == titles("- > quote\n")


def test_an_entry_keeps_its_place_and_line() -> None:
    """Messages point at the head."""
    read = entry("# A\n\ntext\n\n- B\n")

    assert ("notes/a.md", 5, 3) == (read.span.path, read.span.line, read.span.column)
