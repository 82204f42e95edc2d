"""Where front matter begins and ends."""

import re
from typing import Literal

from msgspec import Struct

from papernotes.fields import lookup

BOM = "\ufeff"

# A line `key: value` that is not indented; the key in quotes or plain.
KEY = re.compile(
    r"(?P<head>"
    r"(?P<key>[^\s#:\-\[\]{}\"'&*!|>%@`,?](?:[^:\n]|:(?=\S)){0,60}?|\"[^\"\n]*\"|'[^'\n]*')[ \t]*:(?:[ \t]+|$)"
    r")(?P<value>.*)"
)
_GLUED_KEY = re.compile(r"(?P<key>[\w-]+):")
_TOML_KEY = re.compile(r"(?P<key>[\w-]+)[ \t]*=")
_OPENING = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?(?:\n|\Z)")
_CLOSINGS = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*\r?(?:\n|\Z)", re.MULTILINE),
}
_GOES_ON = re.compile(r"[ \t]+\S|-(?:[ \t]|$)|[#\]}]")
_JSON = re.compile(r'\ufeff?\s*\{\s*"[^"\n]*"\s*:')


class Block(Struct, frozen=True):
    """A file taken apart: the front matter's text, which begins in line `first`, and the body, from `body_line` on.

    `start` is the block's offset in the file.

    `closed` is false where the closing `---` is missing.
    """

    format: Literal["yaml", "toml"]
    text: str
    body: str
    body_line: int
    start: int
    closed: bool = True
    first: int = 2


def split(text: str) -> Block | None:
    """The front matter of a file, None if it has none; a thematic break at the top is none."""
    opening = _OPENING.match(text)
    if not opening:
        return None
    closing = _CLOSINGS[opening[1]].search(text, opening.end())
    if closing is None:
        return without_end(text, opening[1], opening.end())
    block, body = text[opening.end() : closing.start()], text[closing.end() :]
    body_line = text.count("\n", 0, closing.end()) + 1
    if opening[1] == "+++":
        return Block("toml", block, body, body_line, opening.end())
    return Block("yaml", block, body, body_line, opening.end()) if _is_front_matter(block) else None


def _is_front_matter(block: str) -> bool:
    """Whether what stands between two `---` is keys, a list or nothing, not prose between two thematic breaks."""
    lines = (line for line in block.split("\n") if line.strip() and not line.lstrip().startswith("#"))
    first = next(lines, None)
    if first is None:
        return not block.strip()
    begins_at_once = bool(block.partition("\n")[0].strip())
    if begins_at_once and (first.startswith(("- ", "{")) or _looks_like_key(first)):
        return True
    return _has_field((first, *lines))


def _looks_like_key(line: str) -> bool:
    """Whether a line begins with a key: a field's, or at most three words."""
    match = KEY.match(line.strip())
    return match is not None and (lookup(match["key"]) is not None or len(match["key"].split()) <= 3)


def _has_field(lines: tuple[str, ...]) -> bool:
    """Whether one of the lines is that of a field we know."""
    for line in lines:
        match = KEY.match(line.strip()) or _GLUED_KEY.match(line) or _TOML_KEY.match(line)
        if match and lookup(match["key"]):
            return True
    return False


def without_end(text: str, fence: str, start: int) -> Block | None:
    """Front matter whose end is missing: it goes as far as lines look like keys and their values, without a gap."""
    key = KEY if fence == "---" else _TOML_KEY
    lines = text[start:].splitlines(keepends=True)
    count = 0
    while count < len(lines) and (key.match(lines[count].rstrip()) or _GOES_ON.match(lines[count])):
        count += 1
    if not _has_field(tuple(lines[:count])):
        return None
    block, body = "".join(lines[:count]), "".join(lines[count:])
    return Block("yaml" if key is KEY else "toml", block, body, count + 2, start, closed=False)


def is_json(text: str) -> bool:
    """Whether a file begins with front matter in JSON, which is not read."""
    return text.lstrip(BOM)[:1] == "{" and bool(_JSON.match(text))
