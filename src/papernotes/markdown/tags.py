"""Tags in the text: `#topic/sub`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from papernotes.markdown.positions import spot
from papernotes.markdown.render import Rule, Sheet, escape
from papernotes.markdown.scanner import Scanner
from papernotes.model.written import Ref
from papernotes.text import fold

_TAG = re.compile(r"#((?:[\w-]|/(?=[\w-]))*+)(?![\w#+])")
_LETTER = re.compile(r"[^\W\d_]")


def install(md: MarkdownIt) -> None:
    """Add the rule."""
    assert isinstance(md.inline, Scanner)
    md.inline.add("tag", tag, "#")


def tag(state: StateInline, silent: bool) -> bool:
    """Inline rule: `#` at the beginning of a word, and letters; settings can switch it off or leave some out."""
    before = state.src[state.pos - 1 : state.pos]
    if before and not before.isspace() and before not in "([,;":
        return False
    match = _TAG.match(state.src, state.pos, state.posMax)
    if not match or not _LETTER.search(match[1]) or state.linkLevel > 0:
        return False
    path = match[1].strip("-")
    settings = state.env["parsing"]
    if not path or not settings.inline_tags or fold(path) in {fold(name) for name in settings.topics_ignore}:
        return False
    if not silent:
        span = spot(state.env, match.start(), match.end())
        token = state.push("tag", "", 0)
        token.content = match[0]
        token.meta["ref"] = Ref("link", f"topic:{path}", label=match[0], paired=True, span=span)
        state.env.setdefault("tags", []).append((path, span))
    state.pos = match.end()
    return True


def _tag(token: Token, sheet: Sheet) -> str:
    return sheet.open(token.meta["ref"]) + escape(token.content) + sheet.close()


RULES: dict[str, Rule] = {"tag": _tag}
