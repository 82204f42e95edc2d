"""Block tokens side by side."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct

LISTS = ("bullet_list", "ordered_list")


class Block(Struct, frozen=True):
    """The block tokens `start` to `end` (exclusive); `type` is that of the first without `_open`."""

    type: str
    start: int
    end: int


def blocks(tokens: Sequence[Token], start: int, end: int) -> Iterator[Block]:
    """The blocks side by side between two token positions."""
    position = start
    while position < end:
        depth, last = int(tokens[position].nesting), position
        while depth > 0 and last + 1 < end:
            last += 1
            depth += tokens[last].nesting
        yield Block(tokens[position].type.removesuffix("_open"), position, last + 1)
        position = last + 1
