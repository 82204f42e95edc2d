"""markdown-it's inline parser, told by which characters each rule begins.

At a character only the rules that begin with it are tried, which saves a tenth of the time of a note; bare URLs and
ids are found once per paragraph; links, images and HTML tags learn where they stand.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

from papernotes.markdown.positions import Env, report, spot
from papernotes.model.problem import Code

Rule = Callable[[StateInline, bool], bool]

_STARTS = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
NESTING = 100
"""How deep blocks and emphasis may be nested."""

_BRACKETS = re.compile(r"\\.|`+[^`]*`+|[\[\]]")
_MANY = 50  # brackets of a paragraph, above which it is looked at whether they can mean anything
_TALLEST = 20
# Compiled when it is needed: that takes 3 ms.
_CJK = r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
_PLACED = frozenset({"link_open", "image", "html_inline", "code_inline"})


def _hopeless(src: str) -> tuple[frozenset[int], int]:
    """The opening brackets that end nowhere or hold more than 20 others in each other, and the first of the latter.

    They are text: trying each of a hundred thousand of them to the end of the paragraph would take minutes.
    """
    found: list[int] = []
    first = -1
    stack: list[list[int]] = []
    for match in _BRACKETS.finditer(src):
        if match[0] == "[":
            stack.append([match.start(), 0])
        elif match[0] == "]" and stack:
            start, height = stack.pop()
            if stack:
                stack[-1][1] = max(stack[-1][1], height + 1)
            if height >= _TALLEST:
                found.append(start)
                first = start
    found += [start for start, _ in stack]
    pictures = [start - 1 for start in found if start and src[start - 1] == "!"]
    return frozenset(found + pictures), first


class State(StateInline):
    """The state of one inline content; `found` has what is recognised in running text, by its start."""

    def __init__(self, src: str, md: MarkdownIt, env: Env, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        assert isinstance(md.inline, Scanner)
        self.found = md.inline.find(src)
        self.stops = sorted(self.found) if self.found else []
        self.hopeless, self.tall = _hopeless(src) if src.count("[") > _MANY else (frozenset(), -1)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Push a token; links, images and tags keep their span."""
        token = super().push(ttype, tag, nesting)
        if ttype in _PLACED:
            inside = ttype == "link_open" and self.src[self.pos - 1 : self.pos] == "["
            token.meta["span"] = spot(self.env, self.pos - inside)
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the names are markdown-it's
        """What a run of delimiters may do; beside Chinese, Japanese or Korean, which have no blanks, a bit more."""
        scanned = super().scanDelims(start, canSplitWord)
        if not canSplitWord or self.src.isascii() or (scanned.can_open and scanned.can_close):
            return scanned
        before, after = self.src[start - 1 : start], self.src[start + scanned.length : start + scanned.length + 1]
        opens = scanned.can_open or bool(re.match(_CJK, before) and after.strip())
        closes = scanned.can_close or bool(re.match(_CJK, after) and before.strip())
        return Scanned(opens, closes, scanned.length)


class Scanner(ParserInline):
    """The inline parser; `add` a rule with the characters it begins with, then `freeze`."""

    def __init__(self) -> None:
        super().__init__()
        self.starts = dict(_STARTS)
        self.find: Callable[[str], dict[int, Any]] = lambda _: {}
        self.bare: Rule = lambda _, __: False
        self.table: dict[str, tuple[Rule, ...]] = {}
        self.special = re.compile("")

    def add(self, name: str, rule: Rule, starts: str, before: str = "") -> None:
        """Add a rule that begins with one of the characters `starts`, before another or at the end."""
        self.starts[name] = starts
        if before:
            self.ruler.before(before, name, rule)
        else:
            self.ruler.push(name, rule)

    def freeze(self) -> None:
        """Make the table of rules by character, from the rules that are enabled."""
        names = [name for name in self.ruler.get_active_rules() if name != "text"]
        by_name = dict(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        chars = sorted({char for name in names for char in self.starts[name]})
        self.table = {char: tuple(by_name[name] for name in names if char in self.starts[name]) for char in chars}
        self.special = re.compile("[" + re.escape("".join(chars)) + "\\]]")

    def parse(self, src: str, md: MarkdownIt, env: Env, tokens: list[Token]) -> list[Token]:
        """Read inline content into `tokens`."""
        state = State(src, md, env, tokens)
        if state.tall >= 0 and not env.get("tall_brackets"):
            env["tall_brackets"] = True
            span = spot(env, state.tall, state.tall + 1)
            report(env, Code.NESTING, f"more than {_TALLEST} brackets in each other", span)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Read `state.src` from `state.pos` to `state.posMax`."""
        assert isinstance(state, State)
        end = state.posMax
        limit = state.md.options["maxNesting"]
        while state.pos < end:
            pos = state.pos
            if pos in state.found and self.bare(state, False):
                continue
            rules = self.table.get(state.src[pos])
            if rules is None or pos in state.hopeless:
                state.pos = self._stop(state, pos, end)
                state.append_pending(state.src[pos : state.pos])
            elif state.level >= limit or not any(rule(state, False) for rule in rules):
                state.append_pending(state.src[pos])
                state.pos = pos + 1
        if state.pending:
            state.pushPending()

    def _stop(self, state: State, pos: int, end: int) -> int:
        """Where plain text that begins at `pos` ends."""
        if state.stops:
            index = bisect_left(state.stops, pos + 1)
            end = min(end, state.stops[index]) if index < len(state.stops) else end
        match = self.special.search(state.src, pos + 1, end)
        return match.start() if match else end

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the name is markdown-it's
        """Move over one token without making it (looking for the end of a link's words)."""
        assert isinstance(state, State)
        pos = state.pos
        if pos in state.cache:
            state.pos = state.cache[pos]
            return
        rules = self.table.get(state.src[pos])
        if rules is None or pos in state.hopeless:
            state.pos = self._stop(state, pos, state.posMax)
        elif state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax + 1
        else:
            state.level += 1
            found = any(rule(state, True) for rule in rules)
            state.level -= 1
            if not found:
                state.pos = pos + 1
        state.cache[pos] = state.pos
