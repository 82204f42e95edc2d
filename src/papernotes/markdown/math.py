r"""Mathematics: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, Hugo's `\(…\)` in backticks, GitHub's fenced block `math`."""

import re
from bisect import bisect_right
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from papernotes.markdown import tex
from papernotes.markdown.marks import COMMENT
from papernotes.markdown.positions import Env, report, spot, whereabouts
from papernotes.markdown.render import Rule, Sheet, escape, ident
from papernotes.markdown.scanner import Scanner
from papernotes.model.problem import Code, Span

_TEXT = r"\\(?:text\w*|mbox)\s*\{[^{}`]*+\}"
_NEXT = r'[0-9]|(?<=[/:"]\$)[\w{(]'  # no formula ends in `$id/$name`, but two names of a shell stand there
DOLLAR = re.compile(rf"\$(?![\s$])((?>(?:[^$\\`]++|{_TEXT}|\\[^`])*+))(?<![\s\\])\$(?!{_NEXT})", re.DOTALL)
_DOLLARS = re.compile(rf"\$\$((?>(?:[^$\\`]++|{_TEXT}|\\[^`]|\$(?!\$))*+))\$\$([.,;:]?(?=\s|\Z))?", re.DOTALL)
_TICKED = re.compile(r"\$`([^`]+)`\$")
_IN_TICKS = re.compile(r"\\([(\[])(.*)\\([)\]])", re.DOTALL)
_PROSE = re.compile(r"[^\W\d_]{3}")
_TEXLIKE = re.compile(r"[\\^_={}<>|+*/]")
_CLOSERS = {"$$": re.compile(r"\$\$[.,;:]?[ \t]*$"), r"\[": re.compile(r"\\\][.,;:]?[ \t]*$")}
_COMMENT = re.compile(r"(?<!\\)%[^\n]*+")
_EMPTY = re.compile(r"<math[^>]*></math>")
_LONGEST = 4000  # characters of a formula in brackets
_TALLEST = 100  # lines of a displayed formula
_HINT = "correct it; `\\$` writes a dollar, and [macros] in the settings adds commands"

Found = tuple[int, str, bool, int]
"""Where the content begins, the content, whether it is displayed, and where all ends."""


def install(md: MarkdownIt) -> None:
    """Add the rules: before the backslash is taken as an escape."""
    assert isinstance(md.inline, Scanner)
    md.inline.add("math", math, "$\\", before="escape")
    md.block.ruler.before("fence", "math_block", math_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.push("math_in_code", in_code)


def math(state: StateInline, silent: bool) -> bool:
    """Inline rule: a formula in dollars or in backslashed brackets."""
    src, pos = state.src, state.pos
    found = _dollars(state) if src[pos] == "$" else _brackets(state)
    if not found:
        return False
    start, content, display, end = found
    if not silent:
        token = state.push("math", "", 0)
        token.markup = src[pos:start]
        token.meta["span"] = spot(state.env, pos, end)
        _convert(state.env, token, content, display, lambda offset: spot(state.env, start + offset))
    state.pos = end
    return True


def _dollars(state: StateInline) -> Found | None:
    src, pos = state.src, state.pos
    if src.startswith("$$", pos):
        match = _DOLLARS.match(src, pos, state.posMax)
        if match and match[1].strip():
            return match.start(1), match[1] + (match[2] or ""), True, match.end()
        return None
    if pos and (src[pos - 1].isalnum() or src[pos - 1] in "_\\$"):
        return None
    match = _TICKED.match(src, pos, state.posMax) or DOLLAR.match(src, pos, state.posMax)
    return (match.start(1), match[1], False, match.end()) if match else None


def _brackets(state: StateInline) -> Found | None:
    r"""`\(…\)` and `\[…\]`; words or links in escaped brackets are prose."""
    start = state.pos + 2
    if not state.src.startswith(("(", "["), start - 1):
        return None
    closer = "\\)" if state.src[start - 1] == "(" else "\\]"
    close = state.src.find(closer, start, min(state.posMax, start + _LONGEST))
    if close < 0:
        return None
    content = state.src[start:close]
    if not content.strip() or "`" in content or "](" in content:
        return None
    if _PROSE.search(content) and not _TEXLIKE.search(content):
        return None
    return start, content, closer == "\\]", close + 2


def _convert(env: Env, token: Token, content: str, display: bool, locate: Callable[[int], Span | None]) -> None:
    """Give a token its MathML, or its source and a diagnostic at the character that `locate` leads back to."""
    token.content = content
    token.meta |= {"display": display, "plain": tex.plain(content)}
    using: tex.Converter = env["tex"]
    if using.engine is None:
        token.meta["html"] = f'<code class="math">{escape(content)}</code>'
        if not env.get("no_math"):
            env["no_math"] = True
            message = "math-core is not installed: formulas are shown as TeX"
            report(env, Code.MATH_BROKEN, message, token.meta["span"], "install math-core")
        return
    try:
        html = tex.convert(content, display=display, using=using)
        token.meta["html"] = "" if _EMPTY.fullmatch(html) else _with_source(html, content, display)
    except tex.FormulaError as error:
        token.meta["html"] = f'<code class="broken">{escape(content)}</code>'
        span = locate(error.offset) if error.offset >= 0 else None
        report(env, Code.MATH_BROKEN, error.message, span or token.meta["span"], _HINT)


def _with_source(html: str, content: str, display: bool) -> str:
    """MathML that tells its TeX, without TeX's comments, for the Markdown copy and for those who cannot see it."""
    source = _COMMENT.sub("", content.replace(COMMENT, "")).strip()
    return html.replace(">", f' alttext="{escape(source if display else " ".join(source.split()))}">', 1)


def formula(env: Env, content: str, display: bool, span: Span) -> Token:
    """The token of a formula that was found in HTML."""
    token = Token("math", "", 0, meta={"span": span})
    _convert(env, token, content.strip(), display, lambda _: None)
    return token


def math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""Block rule: `$$` or `\[` at the beginning of a line, and its end at the end of a line."""
    pos = state.bMarks[start] + state.tShift[start]
    opener = state.src[pos : pos + 2]
    if opener not in _CLOSERS or state.is_code_block(start):
        return False
    last = _last_line(state, start, end, opener)
    if last < 0:
        return False
    if not silent:
        _push_block(state, start, last, opener)
        state.line = last + 1
    return True


def _last_line(state: StateBlock, start: int, end: int, opener: str) -> int:
    """The line in which the block ends, or -1; it may hold blank lines only after a bare opener or `\\begin`."""
    first = _text(state, start)[2:]
    if _CLOSERS[opener].search(first):
        return start if first.count("$$" if opener == "$$" else "\\]") == 1 else -1
    if opener == "$$" and "$$" in first:
        return -1
    closers = _closing_lines(state, opener)
    index = bisect_right(closers, start)
    if index == len(closers) or closers[index] >= min(end, start + _TALLEST):
        return -1
    indent = min(state.blkIndent, state.sCount[start])
    gaps = not first.strip() or "\\begin" in first
    for line in range(start + 1, closers[index] + 1):
        text = _text(state, line)
        if (text and state.sCount[line] < indent) or (not text and not gaps):
            return -1
    return closers[index]


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _closing_lines(state: StateBlock, opener: str) -> list[int]:
    """The lines of the whole text that end with the closer, found once."""
    known: dict[str, list[int]] = state.env.setdefault("math_closers", {})
    if opener not in known:
        lines = state.src.split("\n")
        known[opener] = [number for number, line in enumerate(lines) if _CLOSERS[opener].search(line)]
    return known[opener]


def _push_block(state: StateBlock, start: int, last: int, opener: str) -> None:
    text = state.getLines(start, last + 1, state.blkIndent, False).strip().replace(COMMENT, "")
    match = _CLOSERS[opener].search(text)
    content = (text[2 : match.start()].strip() + match[0].strip()[2:]) if match else text[2:]
    token = state.push("math_block", "", 0)
    token.block = True
    token.map = [start, last + 1]
    token.markup = opener
    token.meta["span"] = whereabouts(state.env, token)
    lead = len(text[2:]) - len(text[2:].lstrip()) + 2
    _convert(state.env, token, content, True, lambda offset: _block_place(state, text, start, lead + offset))


def _block_place(state: StateBlock, text: str, start: int, offset: int) -> Span | None:
    """The place of a character of a block's text, which begins in line `start`."""
    before = text[:offset]
    line = start + before.count("\n")
    column = offset - before.rfind("\n") - 1
    begin = state.src.rfind("\n", 0, state.bMarks[line]) + 1
    found = state.src.find(text.split("\n")[line - start], begin, state.eMarks[line])
    if found < 0:
        return None
    return Span(state.env.get("shown", ""), state.env.get("first", 1) + line, found - begin + column + 1)


def in_code(state: StateCore) -> None:
    r"""Core rule: `\(…\)` in backticks, where Hugo's users hide it from their parser, and fenced blocks `math`."""
    for block in state.tokens:
        if block.type == "fence" and block.info.strip() == "math":
            block.type = "math_block"
            block.meta["span"] = whereabouts(state.env, block)
            _convert(state.env, block, block.content.strip(), True, lambda _: None)
        for token in block.children or ():
            if token.type == "code_inline" and (match := _IN_TICKS.fullmatch(token.content)):
                token.type, token.tag = "math", ""
                _convert(state.env, token, match[2], match[1] == "[", lambda _: None)


def _inline_math(token: Token, sheet: Sheet) -> str:
    html = token.meta["html"]
    return sheet.leaf(html.replace(' display="block"', "", 1) if sheet.line else html)


def _displayed(token: Token, sheet: Sheet) -> str:
    """A displayed formula in a box that scrolls; nothing if it only defines commands."""
    html = token.meta["html"]
    return sheet.leaf(f'<div class="eq"{ident(token)}><div>{html}</div></div>\n') if html else ""


RULES: dict[str, Rule] = {"math": _inline_math, "math_block": _displayed}
