"""`<details>`: folded sections of a collection, and the folds of one entry (Digest, Author List, Abstract)."""

from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token
from msgspec import Struct

from papernotes.entries.blocks import LISTS, Block

_INERT = frozenset(" \t\r\n")


class Fold(Struct, frozen=True):
    """One `<details>` of an entry: the words of its summary, the inline tokens behind it."""

    label: str
    tokens: tuple[Token, ...]


def join(tokens: Sequence[Token], found: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with each `<details>` and all that is in it as one block of type "details"."""
    depth, start = 0, 0
    for block in found:
        tags = [_tag(child) for child in tokens[block.start].children or ()] if block.type == "html_block" else []
        if depth == 0 and "details" not in tags:
            yield block
            continue
        start = start if depth else block.start
        depth += tags.count("details") - tags.count("/details")
        if depth <= 0:
            yield Block("details", start, block.end)
            depth = 0
    if depth and found:
        yield Block("details", start, found[-1].end)


def fold(tokens: Sequence[Token]) -> Fold:
    """A `<details>` and what is in it, from the block tokens that hold it."""
    children = [child for token in tokens for child in token.children or ()]
    names = [_tag(child) for child in children]
    start = names.index("summary") if "summary" in names else names.index("details")
    end = names.index("/summary") if "/summary" in names else start
    label = "".join(child.content for child in children[start + 1 : end] if child.type != "html_inline")
    rest = [child for child in children[end + 1 :] if child.type != "html_inline"]
    return Fold(" ".join(label.split()), tuple(rest))


def _tag(token: Token) -> str:
    """ "details" or "/details" for a tag, "" for any other token."""
    if token.type != "html_inline":
        return ""
    return ("/" if token.meta.get("close") else "") + str(token.meta.get("name", ""))


class _Open(Struct, frozen=True):
    """A `<details>` not yet closed: its block, its place among that block's events, the lists seen before it."""

    position: int
    place: int
    lists: int


def sections(tokens: Sequence[Token], found: Sequence[Block]) -> Mapping[int, tuple[str | None, ...]]:
    """Of each block of HTML that does nothing else: the summaries of the sections it opens, None for each it closes.

    Only a `<details>` with a list or a table in it is a section.
    """
    events: dict[int, list[str | None]] = {}
    owners: dict[int, int] = {}
    opened: list[_Open] = []
    lists = 0
    for position, block in enumerate(found):
        lists += block.type in LISTS or block.type == "table"
        children = tokens[block.start].children or () if block.type == "html_block" else ()
        if _is_frame(children):
            events[position] = []
            owners[position] = opened[-1].position if opened else -1
            _take(children, position, lists, opened, events)
    return {position: tuple(event) for position, event in events.items() if event or owners.get(position) in events}


def _is_frame(children: Sequence[Token]) -> bool:
    """Whether a block of HTML holds nothing but `<details>`, `<summary>` and empty tags around them."""
    inside, found = False, False
    for child in children:
        tag = _tag(child)
        inside = tag == "summary" or (inside and tag != "/summary")
        found = found or tag.lstrip("/") in ("details", "summary")
        if not inside and child.type != "html_inline" and (child.type != "text" or set(child.content) - _INERT):
            return False
    return found


def _take(
    children: Sequence[Token], position: int, lists: int, opened: list[_Open], events: dict[int, list[str | None]]
) -> None:
    summary: list[str] | None = None
    for child in children:
        tag = _tag(child)
        if tag == "details":
            opened.append(_Open(position, len(events[position]), lists))
            events[position].append("")
        elif tag == "/details" and opened:
            _close(opened.pop(), position, lists, events)
        elif tag == "summary":
            summary = []
        elif tag == "/summary" and opened and summary is not None and opened[-1].position in events:
            events[opened[-1].position][opened[-1].place] = " ".join("".join(summary).split())
        elif summary is not None and child.type != "html_inline":
            summary.append(child.content)


def _close(fold: _Open, position: int, lists: int, events: dict[int, list[str | None]]) -> None:
    """End a section; a `<details>` without a list is left to the text."""
    if fold.lists < lists or len(events.get(fold.position, ())) > 1:
        events[position].append(None)
    elif fold.position == position:
        events[position].pop()
    else:
        events.pop(fold.position, None)
