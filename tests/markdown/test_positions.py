"""Every mention and every problem says in which line and column of the file it stands."""

import pytest
from markdown_it.token import Token

from papernotes import markdown
from papernotes.markdown import Document
from papernotes.model.problem import Code, Span
from papernotes.model.written import Ref, Source

PLACES = """\
Plain [[a1]] and [[a2]] in a line,
next line [[a3]] with `code [[no]]` and *emphasis [[a4]]* end [@c5, p. 3].

- item [[b1]]
  lazy [[b2]]
    - nested [[b3]]
1. ordered @c1
> quote [[d1]]
> > inner [[d2]]
lazy [[d3]]

> [!note] Title [[e1]]
> body [[e2]]

# Heading [[f1]] #

Setext [[f2]]
=============

| a | b |
|---|---|
| [[g1]] | [[g1]] |
| `x` | [[g2\\|w]] and [[g3]] |

Term [[h1]]
: Definition [[h2]]

- [ ] task [[i1]]
-\ttab [[i2]]

Note[^1] with ^[inline [[j1]]] %%hidden [[no]]%% after [[j2]].

[^1]: Text [[k1]]

    more [[k2]]

[link](l1.md) and ![image](l2.png "t"), <https://arxiv.org/abs/1706.03762>, arxiv:1706.03761, [[m1]](x.md)
"""


def refs(tokens: list[Token]) -> list[Ref]:
    """The refs of all tokens, those of footnotes too."""
    found = []
    for token in tokens:
        if "ref" in token.meta:
            found.append(token.meta["ref"])
        if token.type == "footnote_ref" and token.meta["count"] == 1:
            found += refs(token.meta["note"].tokens)
        found += refs(token.children or [])
    return found


def read(text: str, first_line: int = 1) -> Document:
    """A note whose body begins in a line of its file."""
    return markdown.read(Source("a.md", text, "0", "notes/a.md"), text, first_line)


def written(ref: Ref) -> str:
    """How a ref of PLACES is written there."""
    words = {"l1.md": "[link]", "l2.png": "![image]", "x.md": "[[m1]](x.md)"}
    if ref.kind == "id":
        return "<https" if ref.target.endswith("62") else "arxiv:1706.03761"
    if ref.kind == "cite":
        return "p. 3" if ref.locator else f"@{ref.target}"
    return words.get(ref.target, f"[[{ref.target}")


def test_every_mention_has_its_line_and_column() -> None:
    """Mentions in lists, quotations, headings, cells, footnotes, behind comments: each where it is written."""
    lines = PLACES.split("\n")
    found = [(written(ref), ref.span) for ref in refs(read(PLACES).tokens) if ref.span]

    wrong = [(words, span) for words, span in found if not lines[span.line - 1].startswith(words, span.column - 1)]

    assert len(found) == 34
    assert wrong == []


def test_equal_cells_have_their_own_columns() -> None:
    """Of two equal cells in a row each is found at its own place."""
    spans = [ref.span for ref in refs(read(PLACES).tokens) if ref.target == "g1"]

    assert [(span.line, span.column) for span in spans if span] == [(22, 3), (22, 12)]


def test_spans_have_an_end() -> None:
    """The end of a span is the column behind its last character."""
    (ref,) = refs(read("ab [[cd]] e").tokens)

    assert ref.span == Span("notes/a.md", 1, 4, 10)


def test_lines_count_from_the_beginning_of_the_file() -> None:
    """A body that begins in line 8 of the file has its mentions and problems there."""
    document = read("[[a]]\n\n$\\frac{1}$", first_line=8)

    assert [ref.span.line for ref in refs(document.tokens) if ref.span] == [8]
    assert [problem.span for problem in document.diagnostics] == [Span("notes/a.md", 10, 10)]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_other_line_ends_do_not_move_columns(ending: str) -> None:
    """Windows' and old Macs' line ends give the same lines and columns."""
    found = [ref.span for ref in refs(read(PLACES.replace("\n", ending)).tokens)]

    assert found == [ref.span for ref in refs(read(PLACES).tokens)]


def test_a_problem_shows_its_line() -> None:
    """A diagnostic holds the line of the file that it points at."""
    (problem,) = read("text\n\nHere $\\frac{1}$ it is.").diagnostics

    assert problem.code is Code.MATH_BROKEN
    assert problem.source == "Here $\\frac{1}$ it is."


def test_problems_come_in_the_order_of_their_places() -> None:
    """Problems found by different rules are sorted by line and column."""
    text = "<b>open\n\n$\\foo$ [x](javascript:y)\n\n```mermaid\n```\n\n[^none] %%open"

    found = [(problem.span.line, problem.code.value) for problem in read(text).diagnostics if problem.span]

    assert found == [
        (1, "html-open"),
        (3, "math-broken"),
        (3, "link-unsafe"),
        (5, "plugin-block"),
        (8, "footnote-missing"),
        (8, "comment-open"),
    ]


def test_the_span_of_a_block_and_of_a_mention() -> None:
    """`span` gives a mention's own place, a heading's place, a paragraph's place."""
    document = read("# Title\n\ntext [[a]]", first_line=3)
    mention = next(child for child in document.tokens[4].children or [] if child.type == "wikilink")

    assert markdown.span(document, document.tokens[1]) == Span("notes/a.md", 3, 3)
    assert markdown.span(document, document.tokens[3]) == Span("notes/a.md", 5, 1)
    assert markdown.span(document, mention) == Span("notes/a.md", 5, 6, 11)
