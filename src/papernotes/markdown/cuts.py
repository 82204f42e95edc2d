"""Inline tokens cut at places in their words, without breaking emphasis or links."""

from collections.abc import Iterable, Iterator
from itertools import accumulate

from markdown_it.token import Token

from papernotes.markdown.plain import plain


def stand_ins(children: list[Token]) -> list[str]:
    """What stands for each token while ends of sentences are looked for: they are found in text alone.

    Of the words of a link only the last character can end a sentence; nothing in a title does.
    """
    found = []
    linked = 0
    for child in children:
        linked += child.nesting if child.type.startswith("link_") else 0
        words = _stand_in(child)
        found.append("x" * (len(words) - 1) + words[-1:] if linked and words.strip() else words)
    return found


def _stand_in(token: Token) -> str:
    if token.type == "text":
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.nesting or token.type in ("footnote_ref", "html_inline", "html_anchor"):
        return ""
    return "x" * max(2, len(plain([token])))


def offsets(words: list[str]) -> list[int]:
    """Where the words of each token begin, and where the last ends."""
    return list(accumulate(map(len, words), initial=0))


def between(children: list[Token], places: list[int], start: int, end: int) -> list[Token]:
    """The tokens whose words lie between two places; what is open there is opened and closed again."""
    return next(cut(children, places, [(start, end)]))


def cut(children: list[Token], places: list[int], spans: Iterable[tuple[int, int]]) -> Iterator[list[Token]]:
    """The same for many stretches that follow each other, in one walk."""
    opened: list[Token] = []
    index = 0
    for start, end in spans:
        while index < len(children) and (children[index].nesting or places[index + 1] <= start):
            _step(opened, children[index])
            index += 1
        out = list(opened)
        while index < len(children) and (places[index] < end or children[index].nesting < 0):
            child = children[index]
            out.append(_clipped(child, start - places[index], end - places[index]))
            if places[index + 1] > end:
                break
            _step(opened, child)
            index += 1
        yield out + [_closing(opener) for opener in reversed(opened)]


def _step(opened: list[Token], child: Token) -> None:
    """Keep track of what is open behind a token."""
    if child.nesting > 0:
        opened.append(child)
    elif child.nesting < 0 and opened:
        opened.pop()


def _clipped(child: Token, start: int, end: int) -> Token:
    if child.type != "text" or (start <= 0 and end >= len(child.content)):
        return child
    return Token("text", "", 0, content=child.content[max(start, 0) : end])


def _closing(opener: Token) -> Token:
    ref = opener.meta.get("ref")
    hole = {"hole": ref.paired} if ref is not None else {}
    return Token(opener.type.replace("_open", "_close"), opener.tag, -1, meta=hole)
