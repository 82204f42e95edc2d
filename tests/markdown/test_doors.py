"""What the doors of the room take besides a whole note: ranges of tokens, children, levels."""

import pytest

from papernotes import markdown
from papernotes.markdown import Document
from papernotes.markdown.code import highlighted
from papernotes.model.written import Source

NOTE = """\
# Title with [[a]]

Lead on [[b]].

## Part

Text on [[c]] in *five* words.
"""


def read(text: str = NOTE) -> Document:
    """A note."""
    return markdown.read(Source("a.md", text, "0", "a.md"), text)


def at(document: Document, kind: str, number: int = 0) -> int:
    """The index of the nth token of a type."""
    return [index for index, token in enumerate(document.tokens) if token.type == kind][number]


def test_a_stretch_of_the_body() -> None:
    """`prose` renders the tokens it is given, counts their words and holds their refs alone."""
    document = read()
    start = at(document, "paragraph_open", 1)

    said, body = markdown.prose(document, start)

    assert body.parts == ("<p>Text on ", 0, " in <em>five</em> words.</p>\n")
    assert [ref.target for ref in said.refs] == ["c"]
    assert said.words == 5
    assert said.digest == body.digest


def test_headings_in_a_stretch_can_be_shifted() -> None:
    """`shift` moves the levels of headings; the page's own level 1 is never taken."""
    document = read()
    start = at(document, "heading_open", 1)

    assert str(markdown.prose(document, start, start + 3)[1].parts[0]).startswith("<h2 ")
    assert str(markdown.prose(document, start, start + 3, shift=2)[1].parts[0]).startswith("<h4 ")
    assert str(markdown.prose(document, start, start + 3, shift=-1)[1].parts[0]).startswith("<h2 ")


def test_some_children_of_a_line() -> None:
    """`line` renders the children it is given."""
    document = read()
    inner = document.tokens[at(document, "inline", 0)]

    assert markdown.line(document, inner).text == "Title with a"
    assert markdown.line(document, inner, 0, 1).parts == ("Title with ",)
    assert markdown.line(document, inner, 1).parts == (0,)


def test_pieces_behind_the_title() -> None:
    """With the title taken off by its index, the lead has no heading, and the note's top level is 2."""
    document = read()

    pieces, bodies = markdown.pieces(document, 3)

    assert [(piece.level, piece.anchor, piece.title.text if piece.title else "") for piece in pieces] == [
        (0, "", ""),
        (2, "part", "Part"),
    ]
    assert [piece.prose.digest for piece in pieces if piece.prose] == [body.digest for body in bodies]


def test_a_heading_without_text_is_a_piece() -> None:
    """A heading with nothing under it is a piece without prose; a note without anything has none."""
    assert [piece.prose for piece in markdown.pieces(read("# A\n\n# B\n"))[0]] == [None, None]
    assert markdown.pieces(read("")) == ((), ())


def test_sentences_of_ranges_that_are_left_out() -> None:
    """Mentions in the ranges of tokens that are given make no passages."""
    document = read()
    lead = at(document, "paragraph_open", 0)

    found = markdown.sentences(document, ((lead, lead + 3), (0, 3)))

    assert [[ref.target for ref in said.line.refs] for said in found] == [["c"]]
    assert [(said.anchor, said.heading) for said in found] == [("part", "Part")]


def test_an_excerpt_from_some_token_on() -> None:
    """The excerpt is that of the tokens from the given one on."""
    document = read()

    line, cut = markdown.excerpt(document, at(document, "heading_open", 1))

    assert line is not None
    assert line.text == "Text on c in five words."
    assert not cut


def test_equal_bodies_have_one_digest() -> None:
    """Bodies that look the same are the same body, whatever note they stand in."""
    first, second = markdown.prose(read("a [[b]]")), markdown.prose(read("\n\na [[c]]"))

    assert first[1] == second[1]
    assert first[0].refs != second[0].refs


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("one two", 2), ("中文字", 3), ("中文 and more", 4), ("`code`", 0)]
)
def test_words_are_counted(text: str, count: int) -> None:
    """Words are counted by blanks, Chinese and Japanese by characters; code is not counted."""
    assert markdown.prose(read(text))[0].words == count


def test_long_code_is_not_coloured() -> None:
    """A lexer is not trusted with code of more than twenty thousand characters."""
    assert "<span" in highlighted("x = 1\n", "python")
    assert highlighted("x = 1\n" * 4_000, "python") == "x = 1\n" * 4_000
