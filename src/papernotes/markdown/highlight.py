"""Marked text: `==words==`."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from papernotes.markdown.render import Rule
from papernotes.markdown.scanner import Scanner


def install(md: MarkdownIt) -> None:
    """Add the rule that finds the delimiters and the one that pairs them, as emphasis does."""
    assert isinstance(md.inline, Scanner)
    md.inline.add("mark", mark, "=", before="emphasis")
    md.inline.ruler2.before("emphasis", "mark", pair)


def mark(state: StateInline, silent: bool) -> bool:
    """Inline rule: exactly two equals signs; a longer run is text, taken whole to stay linear."""
    scanned = state.scanDelims(state.pos, True)
    if silent or scanned.length < 2:
        return False
    token = state.push("text", "", 0)
    token.content = "=" * scanned.length
    state.pos += scanned.length
    if scanned.length == 2:
        index = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord("="), 0, index, -1, scanned.can_open, scanned.can_close))
    return True


def pair(state: StateInline) -> None:
    """Second pass: the paired delimiters become tags."""
    _tags(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _tags(state, meta["delimiters"])


def _tags(state: StateInline, delimiters: list[Delimiter]) -> None:
    for delimiter in delimiters:
        if delimiter.marker == ord("=") and delimiter.end >= 0:
            opener, closer = state.tokens[delimiter.token], state.tokens[delimiters[delimiter.end].token]
            opener.type, opener.tag, opener.nesting, opener.content = "mark_open", "mark", 1, ""
            closer.type, closer.tag, closer.nesting, closer.content = "mark_close", "mark", -1, ""


RULES: dict[str, Rule] = {}
