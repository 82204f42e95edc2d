"""CSL-JSON: one array of items, as Zotero and citation processors exchange them.

Format: https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types and csl-data.json beside it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

_START = re.compile(r"\s*(?:\[|\{[^\[\]{}]*?\"items\"\s*:\s*\[)")
_NEXT = re.compile(r"[\s,]*")
_PARTS = "family|given|literal|suffix|comma-suffix|static-ordering|parse-names|(?:non-)?dropping-particle"
_RESUME = re.compile(rf",\s*(?=\{{\s*\"(?!(?:{_PARTS}|date-parts|raw|season|circa)\"))")
_DECODER = json.JSONDecoder(strict=False)
_MISTAKES = 100  # so many broken items, and the rest of the file is given up: each costs a look at the whole text


class Item(Struct, frozen=True):
    """One item, with its line from 1; `value` is None where it could not be read, `error` says why."""

    line: int
    value: dict[str, Any] | None
    error: str = ""


def items(text: str) -> Iterator[Item]:
    """The items of a CSL-JSON text (an array, or an object with `items`); a broken one does not hide those after it."""
    start = _START.match(text)
    if not start:
        yield Item(1, None, "the file holds no list of items")
    position = start.end() if start else len(text)
    line = text.count("\n", 0, position) + 1
    broken = 0
    while broken < _MISTAKES:
        gap = _NEXT.match(text, position)
        begin = gap.end() if gap else position
        line += text.count("\n", position, begin)
        if begin >= len(text) or text[begin] == "]":
            return
        found, position = _item(text, begin, line)
        broken += found.value is None
        yield found
        line += text.count("\n", begin, position)
    yield Item(line, None, "too much before it is broken; the rest of the file was not read")


def _item(text: str, begin: int, line: int) -> tuple[Item, int]:
    """The item that begins at a place, and where what follows it begins."""
    try:
        value, end = _DECODER.raw_decode(text, begin)
    except (ValueError, RecursionError) as error:
        resume = _RESUME.search(text, begin + 1)
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        return Item(line, None, reason), resume.end() if resume else len(text)
    return (Item(line, value) if isinstance(value, dict) else Item(line, None, "not an object")), end
