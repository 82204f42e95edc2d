"""Questions, claims, todos, quotations and marks, gathered from the text of a note."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.model.settings import Parsing
from papernotes.model.written import Remark, Source
from papernotes.parse import parse


def gathered(text: str) -> tuple[Remark, ...]:
    """The remarks of a note."""
    facts = parse(Source("a.md", text, "0", "notes/a.md"), Parsing()).facts
    assert facts is not None
    return facts.remarks


def told(text: str) -> list[tuple[str, str]]:
    """Kind and plain words of each remark of a note."""
    return [(remark.kind, remark.line.text) for remark in gathered(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!question]\n> Does it hold?", [("question", "Does it hold?")]),
        ("> [!question]- Does it hold?\n> Only for $n = 1$.", [("question", "Does it hold? Only for n = 1.")]),
        ("> [!claim] Width helps\n> Always.", [("claim", "Width helps: Always.")]),
        ("> [!todo]\n> - read it\n> - run it", [("todo", "– read it – run it")]),
        ("> [!question] A title alone", [("question", "A title alone")]),
        ("> [!note]\n> Words.", []),
        ("> [!quote] Who said it\n> Words.", [("quote", "Who said it: Words.")]),
    ],
)
def test_callouts(text: str, expected: list[tuple[str, str]]) -> None:
    """The three kinds of callout that say what is open, with a title if it has words of its own."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TODO: read it", ["read it"]),
        ("FIXME the sign", ["the sign"]),
        ("**TODO**: look", ["look"]),
        ("# T\n\n## TODO the proof", ["the proof"]),
        ("- TODO one\n- [ ] TODO two\n- [x] TODO done", ["one", "two"]),
        ("TODO", ["TODO"]),
        ("Words. TODO: not at the beginning", []),
        ("TODO-lists are long. todo: in small letters", []),
        ("`TODO: code`", []),
        ("```\nTODO: code\n```", []),
        ("    TODO: code", []),
        ("%%TODO: a comment%%", []),
        ("> [!todo]\n> TODO: only once", ["TODO: only once"]),
        ("A word.[^1]\n\n[^1]: TODO: check it", ["check it"]),
    ],
)
def test_blocks_to_be_done(text: str, expected: list[str]) -> None:
    """Paragraphs, items and headings that begin with TODO or FIXME, unless their box is ticked."""
    assert told(text) == [("todo", words) for words in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> Words of others.\n>\n> More.", [("quote", "Words of others. More.")]),
        ("> One\n\nbetween\n\n> Two", [("quote", "One"), ("quote", "Two")]),
        ("> Outer.\n>\n> > Inner.", [("quote", "Outer. Inner.")]),
        ("> It ==matters== here.", [("quote", "It matters here.")]),
        ("> Before\n> $$x^2$$\n> after", [("quote", "Before x^2 after")]),
        ("A first. What ==matters== most. A last.", [("mark", "What matters most.")]),
        ("It ==runs on. And on== here. No.", [("mark", "It runs on. And on here.")]),
        ("==One.== Two. ==Three.==", [("mark", "One."), ("mark", "Three.")]),
        ("`==code==` and a == b == c", []),
        ("%%> comment%%", []),
        ("![](figure.png)", []),
    ],
)
def test_quotations_and_marks(text: str, expected: list[tuple[str, str]]) -> None:
    """Every quotation as one line; of marked words the sentence they stand in."""
    assert told(text) == expected


def test_a_line_keeps_mathematics_links_and_marks() -> None:
    """The words are inline HTML with the holes of their mentions."""
    (remark,) = gathered("Here ==$x$ of [[other]]== ends.")

    first, hole, last = remark.line.parts
    assert str(first).startswith("Here <mark><math")
    assert (hole, last) == (0, "</mark> ends.")
    assert [ref.target for ref in remark.line.refs] == ["other"]


def test_a_remark_knows_its_place() -> None:
    """Line of the file, nearest anchor, heading; those above the first heading stand at the top."""
    top, below, block = gathered(
        "---\ntitle: T\n---\n> [!claim]\n> Top.\n\n## The part\n\n==Below.==\n\n> Quoted.\n\n^here\n"
    )

    assert (top.anchor, top.heading, top.span and top.span.line) == ("", "", 4)
    assert (below.anchor, below.heading, below.span and below.span.line) == ("the-part", "The part", 9)
    assert (block.anchor, block.heading) == ("here", "The part")


def test_whose_words_a_quotation_has() -> None:
    """A citation in it, else the paragraph that introduces it; of marked words the last mention of their block."""
    cited, introduced, alone, marked = gathered(
        "> Words [@one, p. 3].\n\nAs [[two]] says, with [@three]:\n\n> More.\n\n"
        "Nothing.\n\n> Alone.\n\nOf [@four] and [@five]: ==these==.\n"
    )

    assert [remark.source and remark.source.target for remark in (cited, introduced, alone, marked)] == [
        "one",
        "three",
        None,
        "five",
    ]
    assert [cited.cited, introduced.cited, marked.cited] == [True, False, False]


STORY = """---
kind: story
title: A story
---
> A motto.

## [[a2017]]
Author, 2017

> The abstract of this paper is quoted first and has more than twelve words in it, as abstracts have.

==Told== of it.

> Another quotation.

## An end

==Words== of my own.
"""


def test_the_entries_of_a_story() -> None:
    """A remark knows in which entry it stands; an entry's abstract is no quotation."""
    assert [(remark.kind, remark.line.text, remark.entry) for remark in gathered(STORY)] == [
        ("quote", "A motto.", -1),
        ("mark", "Told of it.", 0),
        ("quote", "Another quotation.", 0),
        ("mark", "Words of my own.", -1),
    ]


def test_the_entries_of_a_list() -> None:
    """An item's text ends with the item."""
    found = gathered(
        "---\nkind: list\n---\n- [ ] [[one]]\n\n  > Quoted here.\n\n- [ ] [[two]]\n\n  TODO: twice\n\nTODO: after\n"
    )

    assert [(remark.line.text, remark.entry) for remark in found] == [("Quoted here.", 0), ("twice", 1), ("after", -1)]


def test_a_paper_s_own_abstract_is_no_quotation() -> None:
    """What stands in the front matter as the abstract, and is quoted at the top, is not gathered."""
    text = "---\ntitle: T\nauthors: A. B\nabstract: We show it.\n---\n> We show it.\n\n> They show it.\n"

    assert told(text) == [("quote", "They show it.")]


def test_a_long_quotation_is_cut_at_a_sentence() -> None:
    """A first paragraph of more than 600 characters ends with a whole sentence; further paragraphs are left out."""
    sentence = "Ten words stand in this sentence, and it says nothing. "
    (first,) = gathered(f"> {sentence * 20}\n")
    (second,) = gathered(f"> {sentence * 9}\n>\n> {sentence * 9}\n")

    assert first.line.text == (sentence * 10).strip()
    assert second.line.text == f"{(sentence * 9).strip()} …"


BLOCKS = st.lists(
    st.sampled_from(
        [
            "Plain words.",
            "> [!question]\n> Why?",
            "> A quotation of [@someone].",
            "TODO: it",
            "==Marked== words.",
            "# A heading",
            "- [ ] [[paper]] - ==a remark==",
            "`==code==`",
            "> > nested\n> - ==list==",
            "> [!todo]-\n> > [!claim] inside\n> > words",
            "| a | ==b== |\n| --- | --- |\n| TODO | c |",
            "A note.[^1]\n\n[^1]: > ==deep==",
        ]
    ),
    max_size=8,
)


@settings(deadline=None)
@given(BLOCKS, st.sampled_from(["note", "list", "story", "digest", "catalogue"]))
def test_remarks_are_words_of_the_note(blocks: list[str], kind: str) -> None:
    """Whatever is gathered has words, all of them of the note, in the order of the text, at a line of the file."""
    text = f"---\nkind: {kind}\n---\n" + "\n\n".join(blocks)
    found = gathered(text)

    spoken = set(re.findall(r"\w+", text)) | {"key"}
    for remark in found:
        assert remark.line.text
        assert set(re.findall(r"\w+", remark.line.text)) <= spoken
        assert remark.span is not None
        assert 1 <= remark.span.line <= text.count("\n") + 1
    assert not any("code" in remark.line.text for remark in found)


@settings(deadline=None)
@given(BLOCKS)
def test_a_comment_gives_none(blocks: list[str]) -> None:
    """What is commented out is not gathered."""
    assert gathered("%%\n" + "\n\n".join(blocks) + "\n%%\n\nWords.") == ()
