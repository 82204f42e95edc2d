"""Headings written without a blank, `#[Title](https://…)`, as many notes on papers begin; `#word` stays a tag."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from papernotes.markdown.render import Rule

_TIGHT = re.compile(r"(#{1,6})!?(?=\[[^\[\]]*\]\([^()\s]+\)[^\n]*$)", re.MULTILINE)


def install(md: MarkdownIt) -> None:
    """A block rule after markdown-it's own for headings."""
    md.block.ruler.after("heading", "tight_heading", tight_heading, {"alt": ["paragraph", "reference", "blockquote"]})


def tight_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that begins with `#` and, without a blank between, a link."""
    if state.is_code_block(start):
        return False
    match = _TIGHT.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if match is None:
        return False
    if silent:
        return True
    state.line = start + 1
    tag = f"h{len(match[1])}"
    token = state.push("heading_open", tag, 1)
    token.markup, token.map = match[1], [start, state.line]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = state.src[match.end() : state.eMarks[start]].strip(), token.map, []
    state.push("heading_close", tag, -1).markup = match[1]
    return True


RULES: dict[str, Rule] = {}
