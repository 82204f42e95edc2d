"""HTML as Markdown: what it says is what was there, and nothing in it is taken for markup."""

import re
from html import escape as quoted

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lab import growth
from papernotes.formats.markdown import escape, write

READER = MarkdownIt("gfm-like", {"linkify": False, "typographer": False})


def words(html: str) -> str:
    """The words of HTML as a reader of Markdown sees them."""
    return " ".join(re.sub(r"<[^<>]*>", " ", html).split())


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <em>b</em> <strong>c</strong> <del>d</del></p>", "a *b* **c** ~~d~~\n"),
        ("<h2 id='x'>A <code>b</code></h2><p>c</p>", "## A `b`\n\nc\n"),
        ("<p>one<br>\ntwo</p>", "one\\\ntwo\n"),
        ('<p><a href="x.md#y">a [b]</a> <img src="f g.png" alt="F"></p>', "[a \\[b\\]](x.md#y) ![F](<f%20g.png>)\n"),
        ("<ul><li>a</li>\n<li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c\n"),
        ('<ol start="3"><li><p>a</p>\n<p>b</p></li>\n<li><p>c</p></li></ol>', "3. a\n\n   b\n\n4. c\n"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b\n"),
        ('<ul><li class="task"><input type="checkbox" disabled checked> a</li></ul>', "- [x] a\n"),
        ("<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>", "> a\n>\n> > b\n"),
        ('<aside class="call"><b class="lab">Why</b><p>a</p></aside>', "> **Why**\n>\n> a\n"),
        ("<details><summary>S</summary><p>a</p></details>", "> **S**\n>\n> a\n"),
        ("<pre><code><span>a</span> ``` &lt;b&gt;\n</code></pre>", "````\na ``` <b>\n````\n"),
        ("<p><code>a ` b</code></p>", "``a ` b``\n"),
        ('<p><math alttext="x &lt; 1"><mi>x</mi></math></p>', "$x < 1$\n"),
        ('<p><math alttext="a&lt;b&lt;1"><mi>x</mi></math></p>', "$a< b<1$\n"),
        (
            '<div class="eq"><div><math display="block" alttext="a\n\n b"><mi>a</mi></math></div></div>',
            "$$\na\n b\n$$\n",
        ),
        (
            '<table><thead><tr><th scope="col">a</th><th scope="col" class="num">b|c</th></tr></thead>'
            "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
            "| a | b\\|c |\n| --- | ---: |\n| 1 | 2 |\n",
        ),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "|  |  |\n| --- | --- |\n| 1 | 2 |\n"),
        ("<dl><dt>T</dt><dd>d</dd></dl>", "**T**\n\nd\n"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb\n"),
        ("<p>H<sub>2</sub>O <kbd>x</kbd> <span class='broken'>w</span></p>", "H<sub>2</sub>O <kbd>x</kbd> w\n"),
    ],
)
def test_each_element(html: str, expected: str) -> None:
    """What an element becomes."""
    assert write(html) == expected


def test_side_notes_are_footnotes() -> None:
    """A note beside the text, one below it, and a second reference to one."""
    html = (
        '<p>a<sup class="fn" aria-hidden="true">1</sup><button class="fn" popovertarget="fn:1">1</button>'
        '<span class="sn" id="fn:1" popover role="note"><span class="fn">1</span>An <em>aside</em>.</span> b'
        '<sup class="fn"><a href="#fn:2">2</a></sup> c<sup class="fn"><a href="#fn:1">1</a></sup></p>'
        '<ol class="notes"><li id="fn:2" value="2"><p>Two</p><p>parts</p></li></ol>'
    )

    assert write(html) == "a[^1] b[^2] c[^1]\n\n[^1]: An *aside*.\n\n[^2]: Two\n\n    parts\n"


@pytest.mark.parametrize(
    "html",
    [
        "<p>a <!-- secret --> b</p>",
        "<p>a <script>secret</script>b</p>",
        "<p>a <style>secret</style>b</p>",
        "<p>a <button>secret</button>b</p>",
        "<p>a b <!-- secret</p>",
    ],
)
def test_what_is_not_read_leaves_no_trace(html: str) -> None:
    """Comments, scripts and buttons."""
    assert "secret" not in write(html)


TEXT = st.text(
    st.sampled_from("ab 1.)(#>+-=_*~`[]!<&;:|\\/$%\n") | st.characters(exclude_categories=["C"]), max_size=40
)


@settings(max_examples=300, deadline=None)
@given(TEXT, TEXT)
@example("1. a", "# b")
@example("---", "===")
@example("&amp; _a_ __b__", "![x](y) <b> [^1]")
def test_words_stay_words(first: str, second: str) -> None:
    """Any text in a paragraph is read back as the same text by another reader of Markdown."""
    read = READER.render(write(f"<p>{quoted(first)}<br>{quoted(second)}</p>"))

    assert words(f"{quoted(first)} {quoted(second)}".replace("&#x27;", "'")) == words(read)


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_a_title_is_one_line_of_words(text: str) -> None:
    """A title in a list of links holds no markup."""
    read = READER.render(f"- [{escape(text)}](x.md)")

    assert read.count("<a ") == 1
    assert words(quoted(text).replace("&#x27;", "'")) == words(read)


TAGS = "p ul ol li em b pre code table tr td blockquote h3 br math details summary span a".split()
PIECES = st.sampled_from(
    [*(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS), "<a ", '"', "<", ">", " ", "x"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_html_is_read(html: str) -> None:
    """What is never closed, or never opened, does no harm, and the last line ends."""
    assert write(html)[-1:] in ("", "\n")


@pytest.mark.parametrize(
    "pattern", ["<b>", "</b>", "<pre>", "<code>", "<math>", "<a ", '<a "', "<ul><li>a", "<!--", "&", "<p>1. "]
)
@pytest.mark.timed
def test_time_grows_with_the_length(pattern: str) -> None:
    """Whatever is repeated, four times the text takes about four times as long."""
    assert growth(write, pattern) < 8
