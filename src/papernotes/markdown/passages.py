"""The sentences in which a note mentions something."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from papernotes.markdown.cuts import cut, offsets, stand_ins
from papernotes.markdown.plain import plain
from papernotes.model.written import Ref
from papernotes.text import sentences

_LONG_ITEM = 320  # characters; a longer list item is cut like a paragraph


def passages(tokens: Sequence[Token], skip: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[list[Token], str, str]]:
    """For each sentence with a mention: its inline tokens, the anchor before it, the words of its heading.

    The sentences of a footnote follow those of the block that refers to it first.
    """
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
            notes = _notes(token)
            for line in _lines(tokens, index):
                yield line, anchor, heading
            for note in notes:
                notes += [inner for block in note for inner in _notes(block)]
                for place in range(len(note)):
                    yield from ((line, anchor, heading) for line in _lines(note, place))


def _notes(block: Token) -> list[list[Token]]:
    """The tokens of the footnotes that a block refers to for the first time."""
    refs = [child for child in block.children or () if child.type == "footnote_ref" and child.meta["count"] == 1]
    return [ref.meta["note"].tokens for ref in refs]


def _lines(tokens: Sequence[Token], index: int) -> Iterator[list[Token]]:
    """The sentences with a mention of the block at `index`."""
    block, opener = tokens[index], tokens[max(index - 1, 0)]
    children = block.meta["caption"] if block.type == "figure" else block.children or []
    if any(is_mention(child) for child in children):
        whole = block.type == "figure" or opener.type in ("heading_open", "th_open", "td_open", "dt_open")
        in_item = index > 1 and tokens[index - 2].type == "list_item_open"
        yield from _sentences(children, whole, in_item)


def is_mention(token: Token) -> bool:
    """Whether an inline token names a paper or a note."""
    ref: Ref | None = token.meta.get("ref") if token.meta else None
    if ref is None or token.type == "locator":
        return False
    return ref.kind in ("note", "cite", "id") or (ref.kind == "link" and _is_note(ref.target))


def _is_note(target: str) -> bool:
    """Whether a link leads to a note: a Markdown file, or something without an ending, as wikis have it."""
    name = target.rstrip("/").rpartition("/")[2]
    _, dot, ending = name.rpartition(".")
    return bool(name) and not target.startswith("topic:") and (not dot or ending.lower() in ("md", "markdown"))


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
