"""What holds for any text whatever."""

import re

import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes import markdown
from papernotes.markdown import Document
from papernotes.markdown.marks import without
from papernotes.model.settings import Parsing
from papernotes.model.written import Body, Inline, Ref, Source

MARKS = st.sampled_from(
    [
        *"a b c 中 \n \n\n * _ ` ~ [ ] ( ) ! < > & \\ # | : $ % @ = ^ { } / \" '".split(" "),
        *["- ", "1. ", "> ", "# ", "```\n", "    ", "[[", "]]", "![[", "[@", "$$", "\\(", "\\)", "\\[", "\\]", "%%"],
        *["[^1]", "[^1]: ", "^[", "> [!note]- ", "uses:: ", "^id", "#tag", "|---|", "@key", "arxiv:1706.03762", "=="],
        *["<b>", "</b>", "<details>", "<summary>", "</details>", "<div>", "</div>", "<a href=", "<img src=x>"],
        *["<!--", "-->", "<script>", "</script>", "https://x.y", "\\text{", "&#xFDD0;", "\ufdd0", "\ufdd1", "\0"],
        *["![a](b.png)", "[x](y.md#z)", "javascript:alert(1)", " onclick=x ", 'style="x"', "<iframe src=//x>", "\\|"],
        *["<table>", "\\frac", "![<b>x](a.png)", "![a](b.png '<i>')", "[[a|<u>]]", "<javascript:x>", "\ud7ff", "\\%%"],
    ]
)
TEXTS = st.lists(MARKS, max_size=30).map("".join)


def read(text: str, **given: object) -> Document:
    """A note."""
    return markdown.read(Source("a.md", text, "0", "a.md"), text, 1, Parsing(**given))  # type: ignore[arg-type]


def everything(document: Document) -> list[tuple[tuple[str | int, ...], tuple[Ref, ...]]]:
    """All HTML that comes out of a note, with its refs: bodies, titles, sentences, excerpt, reasons."""
    pieces, bodies = markdown.pieces(document)
    known: dict[str, Body] = {body.digest: body for body in bodies}
    lines: list[Inline | None] = [piece.title for piece in pieces]
    lines += [said.line for said in markdown.sentences(document)]
    lines += [said.reason for said in markdown.relations(document)]
    lines.append(markdown.excerpt(document)[0])
    blocks, block_bodies = markdown.blocks(document)
    known |= {body.digest: body for body in block_bodies}
    proses = [piece.prose for piece in pieces] + [prose for _, prose in blocks] + [markdown.prose(document)[0]]
    known |= {body.digest: body for body in [markdown.prose(document)[1]]}
    return [(known[said.digest].parts, said.refs) for said in proses if said] + [
        (line.parts, line.refs) for line in lines if line
    ]


def filled(parts: tuple[str | int, ...], refs: tuple[Ref, ...]) -> str:
    """HTML with each hole filled by a link or a word."""
    out = []
    for part in parts:
        if isinstance(part, str):
            out.append(part.replace("\ufdd3", ""))
        elif part < 0:
            out.append("</a>")
        else:
            out.append('<a href="x">' if refs[part].paired else "hole")
    return "".join(out)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_reading_never_raises_and_holes_fit(text: str) -> None:
    """Whatever is written, the room gives HTML whose holes have refs and whose paired holes end."""
    for parts, refs in everything(read(text)):
        ints = [part for part in parts if isinstance(part, int)]
        assert all(-len(refs) <= part < len(refs) for part in ints)
        assert sorted(-part - 1 for part in ints if part < 0) == sorted(n for n in ints if n >= 0 and refs[n].paired)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_nothing_that_runs_or_loads_comes_through(text: str) -> None:
    """No script, no handler, no style of the author's, no address that runs, no frame, no picture from elsewhere."""
    for parts, refs in everything(read(text)):
        tree = html5lib.parseFragment(filled(parts, refs), namespaceHTMLElements=False)
        for element in tree.iter():
            assert element.tag not in ("script", "style", "iframe", "object", "embed", "form", "base", "meta", "link")
            for name, value in element.attrib.items():
                assert not str(name).startswith("on")
                assert not value.strip().lower().startswith("javascript:")
                assert not (name == "src" and "//" in value)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_body_closes_what_it_opens(text: str) -> None:
    """What stands behind a body on the page stays where it is, and no text gets lost between tags."""
    for parts, refs in everything(read(text)):
        tree = html5lib.parseFragment(
            f"<main>{filled(parts, refs)}</main><footer></footer>", namespaceHTMLElements=False
        )
        assert [child.tag for child in tree] == ["main", "footer"]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_no_mark_of_ours_is_left(text: str) -> None:
    """Of the noncharacters only the mark of ids comes out, and only within attributes."""
    for parts, refs in everything(read(text)):
        html = "".join(part for part in parts if isinstance(part, str))
        assert not set("\ufdd0\ufdd1\ufdd2") & set(html)
        assert "\ufdd3" not in "".join(html5lib.parseFragment(filled(parts, refs)).itertext())


@given(
    st.lists(st.one_of(MARKS, st.just("%%zqcanary%%"), st.just("%% zqcanary\n\nzqcanary [[zqcanary]] %%")), max_size=30)
)
@settings(max_examples=500, deadline=None)
def test_comments_are_in_no_byte(pieces: list[str]) -> None:
    """A comment is in no output but as code, whatever is around it: neither its words, nor its mentions, nor tags."""
    text = "".join(pieces)
    if "zqcanary" in outside(text) or "\\%" in without(text):
        return

    document = read(text)

    html = "\n".join(filled(parts, refs) + repr(refs) for parts, refs in everything(document))
    shown = re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)
    assert "zqcanary" not in shown + repr(document.tags) + repr(markdown.relations(document))


def outside(text: str) -> str:
    """The text without what stands between `%%` and `%%`, read as plainly as can be."""
    return "".join(text.split("%%")[::2])


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_values(text: str) -> None:
    """Reading holds no memory: a text gives the same after another was read."""
    first = everything(read(text))
    read("[[other]] $x$ [^1]\n\n[^1]: y")

    assert everything(read(text)) == first


@given(TEXTS, st.sampled_from([{"html": "escape"}, {"html": "trust"}, {"remote": "load"}, {"references": "numeric"}]))
@settings(max_examples=100, deadline=None)
def test_no_setting_makes_it_raise(text: str, given: dict[str, object]) -> None:
    """The room reads any text under any setting."""
    assert isinstance(everything(read(text, **given)), list)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_line_from_elsewhere_never_raises(text: str) -> None:
    """A title or summary may be anything."""
    line = markdown.inline(text)

    assert all(-len(line.refs) <= part < len(line.refs) for part in line.parts if isinstance(part, int))
