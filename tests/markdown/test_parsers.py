"""The two parsers that know their rules' first characters read exactly what markdown-it reads."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from papernotes.markdown.parser import freeze, machine

OPTIONS = {"maxNesting": 100, "tasklists": True}
PIECES = st.sampled_from(
    [
        *"a b1 \n \n\n *_`~[]()!<>&\\#|:.\t".split(" "),
        *["- ", "1. ", "> ", "# ", "```\n", "~~~", "    ", "\n\n", "\n", "---", "===", "| a | b |\n|---|---|\n", "**"],
        *["[a](b)", "[a]: b", '![a](b "t")', "<https://x.y>", "<b>", "</b>", "&amp;", "\\*", "``", "~~", "\n: a\n"],
        *["word", "1986\\. ", "<!-- c -->", "- [ ] ", "\u00a0", "a_b_c", "__x__", "*x **y***", "<div>\n", "+ "],
    ]
)


def plain() -> MarkdownIt:
    """markdown-it as it is, with what papernotes adds from its plug-ins."""
    return MarkdownIt("commonmark", OPTIONS).enable(["table", "strikethrough"]).use(deflist_plugin)


def ours() -> MarkdownIt:
    """The same with our parsers, without our syntaxes."""
    md = machine(OPTIONS).use(deflist_plugin)
    freeze(md)
    return md


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=400, deadline=None)
def test_they_read_what_markdown_it_reads(pieces: list[str]) -> None:
    """Any crossing of Markdown's constructs gives the same HTML."""
    text = "".join(pieces)

    assert ours().render(text) == plain().render(text)


def test_they_read_real_notes_as_markdown_it_does() -> None:
    """Notes of the corpora give the same HTML (emphasis beside Chinese, Japanese and Korean is more friendly)."""
    folder = os.environ.get("PAPERNOTES_CORPORA")
    if not folder:
        pytest.skip("PAPERNOTES_CORPORA names no folder of real files")
    one, other = ours(), plain()
    paths = sorted(Path(folder).rglob("*.md"))[::12]
    texts = [path.read_text(encoding="ascii", errors="replace")[:20_000] for path in paths]

    assert [path.name for path, text in zip(paths, texts, strict=True) if one.render(text) != other.render(text)] == []
