"""Reading takes time in proportion to the length of a text, whatever is repeated in it."""

import time

import pytest

from papernotes import markdown
from papernotes.model.problem import Code
from papernotes.model.written import Source

REPEATED = [
    *[
        "[",
        "![",
        "[[",
        "![[",
        "[a](",
        "[[a|",
        "[@a; ",
        "[^",
        "^[",
        "^[a] ",
        "[^1] ",
        "[[a]]. ",
        "*[[a]] ",
        "[a](b.md). ",
    ],
    *["$", "$a ", "$$", "$$a ", "$$\n\n", "\\(", "\\(a ", "\\[\n", "$\\text{", "$x$ "],
    *["=", "==", "==a ", "`", "``a`", "*a _b", "**a", "~~a ", "\\", "&amp;&"],
    *["@", "@{", "@a ", "#a ", "http://a ", "arxiv:1706.03762 ", "a: ", "://"],
    *["%%", "%% `a ", "`%%``", "```\n", "~~~ %%\n"],
    *[
        "<",
        "<a ",
        "<b>",
        "</b>",
        "<div>",
        "<div>\n\n",
        "<details>\n\n",
        "<!--",
        "<script>",
        "x <script>",
        '<a "',
        "<!a",
    ],
    *["> ", "> [!note] a\n\n", "- a\n", "# a\n", "|a", "|a|\n|-|\n\n", "a\\|b|", "a\n: b\n\n", "a ^b\n\n", "^b\n\n"],
    *["uses:: [[a]] - b\n", "uses:: a\n", "![a](b.png)\n\n", "<p>a $x$ [[b]]\n", "a. ", "\ufdd0", "中文。"],
]


def seconds(piece: str, size: int) -> float:
    """CPU seconds for reading a note of one piece again and again, all doors opened."""
    text = "[^1]: a\n\n" + piece * (size // len(piece))
    start = time.process_time()
    document = markdown.read(Source("a.md", text, "0", "a.md"), text)
    markdown.pieces(document)
    markdown.sentences(document)
    markdown.excerpt(document)
    markdown.blocks(document)
    return time.process_time() - start


@pytest.mark.timed
@pytest.mark.parametrize("piece", REPEATED, ids=repr)
def test_time_grows_with_length(piece: str) -> None:
    """Six times the text takes at most fifteen times as long (by its square it would take thirty-six times)."""
    once = min(seconds(piece, 1_000) for _ in range(2))

    assert min(seconds(piece, 6_000) for _ in range(2)) <= 15 * once + 0.02


def test_ten_thousand_nested_brackets() -> None:
    """Ten thousand nested brackets are text but for the wikilink inside, with one note of their place."""
    text = "words " + "[" * 10_000 + "a" + "]" * 10_000

    document = markdown.read(Source("a.md", text, "0", "a.md"), text)

    assert markdown.prose(document)[1].parts == (f"<p>words {'[' * 9_998}", 0, f"{']' * 9_998}</p>\n")
    assert [(problem.code, problem.span.column) for problem in document.diagnostics if problem.span] == [
        (Code.NESTING, 7)
    ]
