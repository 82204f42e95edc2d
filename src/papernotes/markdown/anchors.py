"""Places in a note that can be linked to: `^block-id` and headings."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from papernotes.markdown.marks import ID
from papernotes.markdown.plain import plain
from papernotes.markdown.render import Rule, Sheet, escape
from papernotes.text import slug

_BLOCK_ID = re.compile(r"(?:^|[ \t\n])\^([A-Za-z0-9-]+)[ \t]*\Z")


def install(md: MarkdownIt) -> None:
    """Add the core rules: block ids are read before inline content, headings named after it."""
    md.core.ruler.before("inline", "block_ids", block_ids)
    md.core.ruler.push("anchors", anchors)


def block_ids(state: StateCore) -> None:
    """Core rule: take `^id` from the end of a block, or from a line of its own after one, and give it to the block."""
    ids: set[str] = set()
    drop: set[int] = set()
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or "^" not in token.content[-80:]:
            continue
        match = _BLOCK_ID.search(token.content, max(len(token.content) - 80, 0))
        owner = _owner(state.tokens, index, alone=bool(match) and not match.start()) if match else None
        if match is None or owner is None:
            continue
        token.content = token.content[: match.start()].rstrip()
        if not token.content:
            drop |= {index - 1, index, index + 1}
        if match[1] not in ids:
            ids.add(match[1])
            owner.meta.setdefault("id", match[1])
    if drop:
        state.tokens = [token for index, token in enumerate(state.tokens) if index not in drop]
    if ids:
        state.env["block_ids"] = ids


def _owner(tokens: list[Token], index: int, *, alone: bool) -> Token | None:
    """The token that gets the id: the block before it if it stands alone, the item of a tight list, its own block."""
    opener = tokens[index - 1]
    if opener.type not in ("paragraph_open", "heading_open"):
        return None
    if alone:
        return _block_before(tokens, index - 1)
    if opener.hidden or (opener.type == "paragraph_open" and tokens[index - 2].type == "list_item_open"):
        return tokens[index - 2] if tokens[index - 2].type == "list_item_open" else None
    return opener


def _block_before(tokens: list[Token], index: int) -> Token | None:
    """The first token of the block that ends before `index`, in the same container."""
    level = tokens[index].level
    for place in range(index - 1, -1, -1):
        token = tokens[place]
        if token.level < level:
            return None
        if token.level == level and token.nesting >= 0:
            return token
    return None


def anchors(state: StateCore) -> None:
    """Core rule: give each heading `meta["anchor"]`, its block id or its words, different from all others."""
    seen: dict[str, int] = dict.fromkeys(state.env.get("block_ids", ()), 1)
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open":
            words = plain(state.tokens[index + 1].children)
            token.meta["anchor"] = token.meta.get("id") or _unique(slug(words), seen)


def _unique(name: str, seen: dict[str, int]) -> str:
    """The name itself, or with the first of -2, -3 … that is free."""
    number = seen.get(name, 0) + 1
    wanted = name if number == 1 else f"{name}-{number}"
    while number > 1 and wanted in seen:
        number += 1
        wanted = f"{name}-{number}"
    seen[name] = number
    seen.setdefault(wanted, 1)
    return wanted


def _heading(token: Token, sheet: Sheet) -> str:
    level = min(max(int(token.tag[1]) + sheet.shift, 2), 6)
    if token.nesting < 0:
        return f"</h{level}>\n"
    return sheet.tag(f"h{level}", f' id="{ID}{escape(token.meta["anchor"])}"')


RULES: dict[str, Rule] = {"heading_open": _heading, "heading_close": _heading}
