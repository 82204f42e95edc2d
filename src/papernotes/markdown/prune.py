"""Blocks are taken out of the stream, and with them the items, lists and quotations that held nothing else."""

from markdown_it.token import Token

_CONTAINERS = ("list_item", "bullet_list", "ordered_list", "blockquote")


def prune(tokens: list[Token], drop: set[int]) -> list[Token]:
    """The stream without the tokens at these indexes and the containers that they leave empty."""
    out: list[Token] = []
    opened: list[tuple[int, bool]] = []
    dropped = False
    for index, token in enumerate(tokens):
        if index in drop:
            dropped = True
            continue
        if token.nesting > 0:
            opened.append((len(out), dropped))
            dropped = False
        elif token.nesting < 0 and opened:
            start, before = opened.pop()
            if dropped and start == len(out) - 1 and token.type.removesuffix("_close") in _CONTAINERS:
                out.pop()
                dropped = True
                continue
            dropped = dropped or before
        out.append(token)
    return out
