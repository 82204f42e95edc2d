"""The pieces into which its headings cut a note."""

from collections.abc import Iterator

from markdown_it.token import Token

from papernotes.markdown.elements import OPTIONAL, RUNNING, VOID


def heads(tokens: list[Token], start: int, end: int) -> list[int]:
    """The indexes of the headings that cut: those in a quotation, a list or an element of HTML do not."""
    depth = 0
    found = []
    for index in range(start, end):
        token = tokens[index]
        if token.type == "heading_open" and token.level == 0 and depth == 0:
            found.append(index)
        elif token.type in ("html_block", "inline"):
            depth += _opened(token)
    return found


def _opened(block: Token) -> int:
    """How many elements that can hold a section are opened in a block and not closed there (negative: closed)."""
    return sum(
        -1 if child.meta["close"] else 1
        for child in block.children or ()
        if child.type == "html_inline" and child.content and _can_hold(child.meta.get("name", ""))
    )


def _can_hold(name: str) -> bool:
    return bool(name) and not (name in RUNNING or name in VOID or name in OPTIONAL)


def stretches(tokens: list[Token], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """For each piece: the index of its heading (-1: none), where its prose begins, where it ends."""
    at = heads(tokens, start, end)
    first = at[0] if at else end
    if first > start:
        yield -1, start, first
    for head, stop in zip(at, [*at[1:], end], strict=False):
        yield head, head + 3, stop


def shift(tokens: list[Token], found: list[int]) -> int:
    """What is added to the levels of a note's headings, so that the highest of them is 2."""
    return 2 - min((int(tokens[index].tag[1]) for index in found), default=2)
