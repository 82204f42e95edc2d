"""`<details>` around lists and tables: sections of a collection that are folded."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

from markdown_it.token import Token
from msgspec import Struct

from papernotes.entries.items import LISTS, Block

_EVENT = re.compile(r"</details\s*>|<details[^>]*>|<summary[^>]*>(.*?)(?:</summary>|$)", re.I | re.S)
_TAG = re.compile(r"<[^>]*>")


class _Open(Struct, frozen=True):
    """A `<details>` not yet closed: its block, its place among that block's events, the lists seen before it."""

    position: int
    place: int
    lists: int


def find(tokens: Sequence[Token], found: Sequence[Block]) -> Mapping[int, tuple[str | None, ...]]:
    """Of each block of HTML that does nothing else: the summaries of the sections it opens, None for each it closes.

    Only a `<details>` with a list or a table in it is a section; one that is never closed ends with the next heading.
    """
    events: dict[int, list[str | None]] = {}
    opened: list[_Open] = []
    lists = 0
    for position, block in enumerate(found):
        lists += block.type in LISTS or block.type == "table"
        if block.type == "heading":
            _drop(events, [fold for fold in opened if fold.lists == lists])
            opened = []
        elif block.type == "html_block" and _is_frame(tokens[block.start].content):
            events[position] = []
            for match in _EVENT.finditer(tokens[block.start].content):
                _take(match, position, lists, opened, events)
    _drop(events, [fold for fold in opened if fold.lists == lists])
    return {position: tuple(event) for position, event in events.items()}


def _is_frame(content: str) -> bool:
    """Whether HTML holds nothing but `<details>`, `<summary>` and tags around them."""
    return _EVENT.search(content) is not None and not _TAG.sub("", _EVENT.sub("", content)).strip()


def _take(
    match: re.Match[str], position: int, lists: int, opened: list[_Open], events: dict[int, list[str | None]]
) -> None:
    tag = match[0][:4].lower()
    if tag == "<det":
        opened.append(_Open(position, len(events[position]), lists))
        events[position].append("")
    elif tag == "</de" and opened:
        fold = opened.pop()
        if fold.lists < lists or fold.position not in events:
            events[position].append(None)
        else:
            _drop(events, [fold])
            if not events.get(position):
                events.pop(position, None)
    elif tag == "<sum" and opened and opened[-1].position in events:
        events[opened[-1].position][opened[-1].place] = " ".join(unescape(_TAG.sub("", match[1])).split())


def _drop(events: dict[int, list[str | None]], folds: Sequence[_Open]) -> None:
    """Leave `<details>` without a list to the text."""
    for fold in folds:
        events.pop(fold.position, None)
