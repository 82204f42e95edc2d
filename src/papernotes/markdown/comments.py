"""`%%comment%%`: never published.

Comments may begin inside a paragraph and end three blocks later, so they are overwritten before parsing. Blanks could
make a code block of a line, and deletion would move the columns of what follows: each character becomes a
noncharacter, which the positions rule takes out of the content.

What looks like code to this scan and not to the parser would leak: `left` counts the `%%` that were left as code, and
the reader compares it with those that the parser found in code.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from msgspec import Struct

from papernotes.markdown.marks import COMMENT
from papernotes.markdown.prune import prune
from papernotes.markdown.render import Rule

_FENCE = r"^[ \t>]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})"
_EVENT = re.compile(rf"{_FENCE}|\\[%`\\]|(?P<ticks>`+)|(?P<mark>%%)", re.MULTILINE)
_TICKS = re.compile("`+")
_ALL = re.compile(r"[^\n]")


class Hidden(Struct, frozen=True):
    """A text whose comments are overwritten; `left` counts the `%%` taken for code, `open` is the offset of a comment
    that never ends, or -1.
    """

    text: str
    left: int = 0
    open: int = -1


def hide(text: str, *, fences: bool = True, spans: bool = True) -> Hidden:
    """Overwrite the comments of a text, but not `%%` in fences and in code spans (on one line) where that is asked."""
    if "%%" not in text:
        return Hidden(text)
    out: list[str] = []
    left, done, pos = 0, 0, 0
    ends = _Spans(text)
    while event := _EVENT.search(text, pos):
        pos = event.end()
        if event["mark"]:
            close = text.find("%%", pos)
            end = close + 2 if close >= 0 else len(text)
            out += text[done : event.start()], _ALL.sub(COMMENT, text[event.start() : end])
            if close < 0:
                return Hidden("".join(out), left, event.start())
            done = pos = end
        elif event["fence"] and fences:
            pos = _fence_end(text, event)
            left += text.count("%%", event.start(), pos)
        elif event["ticks"] and spans and (end := ends.after(event.start(), pos)):
            left += text.count("%%", pos, end)
            pos = end
    return Hidden("".join(out) + text[done:], left)


def _fence_end(text: str, event: re.Match[str]) -> int:
    """Where the fence that opens at `event` ends."""
    mark = event["fence"]
    closing = re.compile(rf"^[ \t>]*{re.escape(mark)}{mark[0]}*[ \t]*$", re.MULTILINE)
    match = closing.search(text, text.find("\n", event.end()) + 1 or len(text))
    return match.end() if match else len(text)


class _Spans:
    """Where code spans end; the runs of backticks of a line are found once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = -1
        self.runs: dict[int, list[int]] = {}

    def after(self, start: int, pos: int) -> int:
        """The end of the span on one line that `text[start:pos]` opens; 0 if there is none, or a cell ends in it."""
        if pos > self.end:
            self._read_line(start)
        places = self.runs.get(pos - start, [])
        index = bisect_left(places, pos)
        if index == len(places) or "|" in self.text[pos : places[index]]:
            return 0
        return places[index] + pos - start

    def _read_line(self, start: int) -> None:
        self.end = self.text.find("\n", start)
        self.end = len(self.text) if self.end < 0 else self.end
        self.runs = defaultdict(list)
        for match in _TICKS.finditer(self.text, start, self.end):
            self.runs[len(match[0])].append(match.start())


def in_code(tokens: Iterable[Token]) -> int:
    """How many `%%` the parser found in code."""
    count = 0
    for token in tokens:
        if token.type in ("fence", "code_block", "code_inline"):
            count += token.content.count("%%") + token.info.count("%%")
        if token.children:
            count += in_code(token.children)
    return count


def install(md: MarkdownIt) -> None:
    """Add the core rule that takes out the paragraphs that held nothing but comments."""
    md.core.ruler.before("inline", "comments", drop)


def drop(state: StateCore) -> None:
    """Core rule after `origins`: prune what a comment has left empty."""
    if not state.env.get("comments"):
        return
    empty = {
        near
        for index, token in enumerate(state.tokens)
        if token.type == "inline"
        and not token.content.strip()
        and state.tokens[index - 1].type in ("paragraph_open", "heading_open")
        for near in (index - 1, index, index + 1)
    }
    state.tokens = prune(state.tokens, empty)


RULES: dict[str, Rule] = {}
