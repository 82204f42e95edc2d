"""The front matter that most notes have, lines of `key: words`, `key: "words"` and `key: [words, words]`, without YAML.

Anything else, down to a comment or a colon, is left to the YAML parser, and what is read here is what YAML would read
(tests/test_frontmatter.py compares them): it is five times quicker, and every note has such lines.
"""

import re
from collections.abc import Iterator

from papernotes.fields import Raw
from papernotes.frontmatter.property import Property

_ODD = r"\x00-\x1f\x7f-\xa0\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff"
_WORDS = rf"[^\W_](?:[^:#{_ODD}]|:(?=[^\s{_ODD}])|(?<=[^\s])#)*"
_ITEM = rf"[^\W_][^][{{}},:#\"'&*!|>%@`?{_ODD}]*"
_LINE = re.compile(
    rf"(?P<key>[A-Za-z_][A-Za-z0-9_-]*): +"
    rf'(?:(?P<words>{_WORDS})|(?P<quoted>"[^"\\{_ODD}]*") *|(?P<list>\[ *{_ITEM}(?:, *{_ITEM})*\]) *)'
)
_ITEMS = re.compile(_ITEM)
_NULLS = frozenset({"null", "Null", "NULL"})


def read_yaml(block: str, first: int) -> list[Property]:
    """The properties of a mapping whose first line is line `first` of its file; raises BrokenError."""
    if (plain := read_lines(block, first)) is not None:
        return plain
    from papernotes.frontmatter.nodes import read_nodes  # YAML takes 20 ms to import, and many edits do without

    return read_nodes(block, first)


def read_lines(block: str, first: int) -> list[Property] | None:
    """The properties of a block whose first line is line `first` of its file; None if it is more than plain lines."""
    found = []
    for number, line in enumerate(block.split("\n"), first):
        if not line:
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        found.append(_property(match, number))
    return found


def _property(match: re.Match[str], line: int) -> Property:
    place = line, match.start(match.lastgroup or 0) + 1, line, 1
    if match["words"]:
        words = match["words"].rstrip(" ")
        return Property(match["key"], None if words in _NULLS else words, *place)
    if match["quoted"]:
        return Property(match["key"], match["quoted"][1:-1], *place)
    items = tuple(_items(match["list"], line, place[1]))
    raw: list[Raw] = [None if words in _NULLS else words for words, _ in items]
    return Property(match["key"], raw, *place, tuple(where for _, where in items))


def _items(text: str, line: int, column: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The words of a list with their places."""
    for item in _ITEMS.finditer(text):
        yield item[0].rstrip(" "), (line, column + item.start())
