"""The sentences in which a note mentions something."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from papernotes.markdown.cuts import cut, offsets, stand_ins
from papernotes.markdown.plain import plain
from papernotes.model.written import Ref
from papernotes.text import sentences

_NOTE = re.compile(r"(?!topic:)(?:.*\.(?:md|markdown)|[^.]*[^./][^.]*)", re.IGNORECASE | re.DOTALL)
_LONG_ITEM = 320  # characters; a longer list item is cut like a paragraph


def passages(tokens: Sequence[Token], skip: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[list[Token], str, str]]:
    """For each sentence with a mention: its inline tokens, the anchor before it, the words of its heading."""
    anchor = heading = ""
    left_out = sorted(skip)
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            anchor, heading = token.meta["anchor"], plain(tokens[index + 1].children)
        elif "id" in token.meta:
            anchor = token.meta["id"]
        while left_out and left_out[0][1] <= index:
            left_out.pop(0)
        if token.children and not (left_out and left_out[0][0] <= index):
            opener = tokens[index - 1] if index else token
            inside = index > 1 and tokens[index - 2].type == "list_item_open"
            for line in _lines(token, opener, inside):
                yield line, anchor, heading


def _lines(block: Token, opener: Token, in_item: bool) -> Iterator[list[Token]]:
    """The sentences with a mention of a block, and of the footnotes that it refers to for the first time."""
    children = block.meta["caption"] if block.type == "figure" else block.children or []
    if any(is_mention(child) for child in children):
        whole = opener.type in ("heading_open", "th_open", "td_open", "dt_open") or block.type == "figure"
        yield from _sentences(children, whole, in_item)
    for child in children:
        if child.type == "footnote_ref" and child.meta["count"] == 1:
            note = child.meta["note"].tokens
            yield from (line for line, _, _ in passages(note))


def is_mention(token: Token) -> bool:
    """Whether an inline token names a paper or a note."""
    ref: Ref | None = token.meta.get("ref") if token.meta else None
    if ref is None or token.type == "locator":
        return False
    return ref.kind in ("note", "cite", "id") or (ref.kind == "link" and bool(_NOTE.fullmatch(ref.target)))


def _sentences(children: list[Token], whole: bool, in_item: bool) -> Iterator[list[Token]]:
    words = stand_ins(children)
    places = offsets(words)
    if whole or (in_item and places[-1] <= _LONG_ITEM):
        yield children
        return
    mentions = [place for child, place in zip(children, places, strict=False) if is_mention(child)]
    spans = sentences("".join(words))
    said = [span for span in spans if _has_one(mentions, *span)]
    yield from cut(children, places, said)


def _has_one(mentions: list[int], start: int, end: int) -> bool:
    index = bisect_left(mentions, start)
    return index < len(mentions) and mentions[index] < end
