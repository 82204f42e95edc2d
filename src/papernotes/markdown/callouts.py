"""Callouts: quotations that begin with `[!kind]`, `[!kind]-` (folded) or `[!kind]+` (open, can be folded)."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from papernotes.markdown.plain import plain
from papernotes.markdown.positions import cut
from papernotes.markdown.render import Rule, Sheet, escape

_HEAD = re.compile(r"\[!(\w[\w -]{0,40})(?:\|[^\[\]\n]{0,40})?\]([-+]?)[ \t]*([^\n]*)(?:\n|\Z)")
_ASK = frozenset("question help faq ask".split())
_WARN = frozenset("warning caution attention danger error bug failure fail missing important caveat".split())


def install(md: MarkdownIt) -> None:
    """Add the core rule, between blocks and their inline content."""
    md.core.ruler.before("inline", "callouts", callouts)


def callouts(state: StateCore) -> None:
    """Core rule: turn quotations with a callout's head into callouts, with the title as an inline token of its own."""
    out: list[Token] = []
    folds: list[str | None] = []
    tokens = iter(enumerate(state.tokens))
    for index, token in tokens:
        if token.type == "blockquote_open":
            match = _head(state.tokens, index)
            folds.append(match[2] if match else None)
            if match:
                token.type = "callout_open"
                token.meta |= {"kind": match[1].strip().lower(), "fold": match[2]}
                out += [token, *_title(token, state.tokens[index + 2], match)]
                if not state.tokens[index + 2].content:
                    for _ in range(3):
                        next(tokens)
                continue
        elif token.type == "blockquote_close" and (fold := folds.pop()) is not None:
            token.type = "callout_close"
            token.meta["fold"] = fold
        out.append(token)
    state.tokens = out


def _head(tokens: list[Token], index: int) -> re.Match[str] | None:
    if tokens[index + 1].type != "paragraph_open":
        return None
    return _HEAD.match(tokens[index + 2].content)


def _title(opener: Token, inner: Token, match: re.Match[str]) -> list[Token]:
    """The tokens of the title; what they take is cut from the first paragraph."""
    at, text = inner.meta["at"], inner.content
    title = Token("inline", "", 0, map=opener.map, level=inner.level, children=[])
    title.content = match[3].strip() or match[1].strip().replace("-", " ").capitalize()
    title.meta["at"] = cut(at, match.start(3) if match[3].strip() else match.start(1), match.end(3))
    inner.content = text[match.end() :]
    inner.meta["at"] = cut(at, match.end(), len(text))
    opener.meta["title"] = title
    fold = {"fold": match[2]}
    return [Token("callout_title_open", "b", 1, meta=fold), title, Token("callout_title_close", "b", -1, meta=fold)]


def _open(token: Token, sheet: Sheet) -> str:
    kind, fold = token.meta["kind"], token.meta["fold"]
    label = escape(plain(token.meta["title"].children))
    look = " ask" if kind in _ASK else " warn" if kind in _WARN else ""
    if fold:
        return sheet.tag("details", f' class="call{look}"{" open" if fold == "+" else ""}')
    return sheet.tag("aside", f' class="call{look}" role="note" aria-label="{label}"')


def _close(token: Token, sheet: Sheet) -> str:
    return "</details>\n" if token.meta["fold"] else "</aside>\n"


def _title_open(token: Token, sheet: Sheet) -> str:
    return sheet.tag("summary" if token.meta["fold"] else "b", ' class="lab"')


def _title_close(token: Token, sheet: Sheet) -> str:
    return "</summary>" if token.meta["fold"] else "</b>"


RULES: dict[str, Rule] = {
    "callout_open": _open,
    "callout_close": _close,
    "callout_title_open": _title_open,
    "callout_title_close": _title_close,
}
