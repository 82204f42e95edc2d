"""Where things stand: line and column of every mention, though the parser knows block lines only.

Each line of an inline token's content is a piece of a source line, so an offset into the content leads back to line
and column. `token.meta["at"]` keeps the way; the same walk takes comments out of the content.
"""

from bisect import bisect_right
from collections.abc import MutableMapping
from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from papernotes.markdown.marks import COMMENT
from papernotes.model.problem import Code, Diagnostic, Span

Env = MutableMapping[str, Any]

At = tuple[tuple[int, ...], tuple[tuple[int, int], ...]]
"""Offsets into an inline token's content, rising from 0, and for each its line and column in the text, from 0."""

_PADDING = 1000  # blanks that may stand before a cell

NOWHERE: At = ((0,), ((0, 0),))


def origins(state: StateCore) -> None:
    """Core rule after `block`: give each inline token its `meta["at"]`."""
    lines = state.src.split("\n")
    row, column = -1, 0
    for token in state.tokens:
        if token.type in ("fence", "html_block") and token.map:
            begin = lines[token.map[0]].find(token.markup or "<")
            token.meta["span"] = Span(state.env.get("shown", ""), state.env.get("first", 1) + token.map[0], begin + 1)
        if token.type != "inline" or not token.map:
            continue
        if not token.content:
            token.meta["at"] = ((0,), ((token.map[0], 0),))
            continue
        offsets, places, kept, length = [], [], [], 0
        for number, text in enumerate(token.content.split("\n"), token.map[0]):
            begin, size = _find(text, lines[number], column if number == row else 0)
            row, column = number, begin + size
            for skipped, part in _parts(text, size > len(text.rstrip())):
                offsets.append(length)
                places.append((number, begin + skipped))
                kept.append(part)
                length += len(part)
            kept.append("\n")
            length += 1
        token.content = "".join(kept)[:-1]
        token.meta["at"] = (tuple(offsets), tuple(places))


def _find(text: str, line: str, start: int) -> tuple[int, int]:
    """Column and length of a piece of content in its source line, looked for from `start` on."""
    piece = text.strip()
    near = start + 2 * len(piece) + _PADDING
    if start == 0 and (whole := line.rstrip()).endswith(piece):
        begin = len(whole) - len(piece)
    elif (begin := line.find(piece, start, near)) < 0:  # the table rule took the backslash from `\|`
        piece = piece.replace("|", "\\|")
        begin = max(line.find(piece, start, near), 0)
    lead = len(text) - len(text.lstrip())
    return begin - lead, len(piece) + lead


def _parts(text: str, escaped: bool) -> list[tuple[int, str]]:
    """The parts of a line between its comments, or the bars of its cell, each with its offset in the source."""
    if COMMENT not in text:
        return _between_bars(text) if escaped else [(0, text)]
    parts, offset = [], 0
    for part in text.split(COMMENT):
        if part:
            parts.append((offset, part))
        offset += len(part) + 1
    return parts or [(0, "")]


def _between_bars(text: str) -> list[tuple[int, str]]:
    """The parts of a cell, each with a bar before it in whose place the source has two characters."""
    first, *others = text.split("|")
    parts, offset = [(0, first)], len(first)
    for count, part in enumerate(others, 1):
        parts.append((offset + count, f"|{part}"))
        offset += len(part) + 1
    return parts


def cut(at: At, start: int, end: int) -> At:
    """The way back for `content[start:end]`, given that of the content."""
    offsets, places = at
    first = bisect_right(offsets, start) - 1
    last = max(bisect_right(offsets, max(end - 1, start)), first + 1)
    line, column = places[first]
    begun = (line, column + start - offsets[first])
    return (0, *(offset - start for offset in offsets[first + 1 : last])), (begun, *places[first + 1 : last])


def place(at: At, offset: int) -> tuple[int, int]:
    """Line and column in the text, both from 0, of an offset into content."""
    offsets, places = at
    index = bisect_right(offsets, offset) - 1
    line, column = places[index]
    return line, column + offset - offsets[index]


def spot(env: Env, start: int, end: int = 0) -> Span:
    """The span, in the file, of a stretch of the content that is being parsed; `end` 0 is one character."""
    at, base = env.get("at", NOWHERE), env.get("base", 0)
    line, column = place(at, base + start)
    ending = 0
    if end > start:
        last, after = place(at, base + end - 1)
        ending = after + 2 if last == line else 0
    return Span(env.get("shown", ""), env.get("first", 1) + line, column + 1, ending)


def whereabouts(env: Env, token: Token) -> Span:
    """The span of a block or inline token, as near as it is known: a mention's own, else where its block begins."""
    if "span" in token.meta:
        span: Span = token.meta["span"]
        return span
    line, column = token.map[0] if token.map else 0, 0
    if "at" in token.meta:
        line, column = token.meta["at"][1][0]
    return Span(env.get("shown", ""), env.get("first", 1) + line, column + 1)


def report(env: Env, code: Code, message: str, span: Span | None, hint: str = "") -> None:
    """Keep a diagnostic for the document that is being read."""
    env.setdefault("problems", []).append(Diagnostic(code, message, span, hint))
