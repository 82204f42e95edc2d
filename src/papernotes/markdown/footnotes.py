"""Footnotes: `[^label]` and `^[inline]`; inline ones become side notes, those with blocks stand after the text.

Their tokens are taken out of the stream before inline content is read, and come to its end in the order in which they
are referred to; `read` takes them off there.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from papernotes.markdown.marks import ID
from papernotes.markdown.positions import NOWHERE, Env, cut, report, spot, whereabouts
from papernotes.markdown.render import Rule, Sheet
from papernotes.markdown.scanner import Scanner
from papernotes.model.problem import Code

_REF = re.compile(r"\[\^([^\s\[\]]{1,100})\]")
_INLINE = re.compile(r"\^\[((?:[^\[\]]++|\[(?:[^\[\]]++|\[[^\[\]]*+\])*+\])++)\]")
_DEEPEST = 3  # notes in each other that stand beside the text


class Note:
    """A footnote: its tokens, its number once it is referred to, and how often it is."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.number = 0
        self.count = 0

    @property
    def is_line(self) -> bool:
        """Whether it is one paragraph of running text, which can stand beside the text."""
        return len(self.tokens) == 3 and self.tokens[0].type == "paragraph_open"


def install(md: MarkdownIt) -> None:
    """Add the block rule of the footnote plugin, our inline rules, and the core rule that takes definitions out."""
    assert isinstance(md.inline, Scanner)
    md.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    md.inline.add("footnote_ref", reference, "[", before="link")
    md.inline.add("footnote_inline", inline_note, "^")
    md.core.ruler.before("inline", "footnotes", take_out)


def take_out(state: StateCore) -> None:
    """Core rule before `inline`: move each definition from the stream to `env["notes"]`, by its label."""
    if "footnotes" not in state.env:
        return
    notes: dict[str, Note] = state.env.setdefault("notes", {})
    kept: list[Token] = []
    inside: list[Note] = []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            inside.append(Note([]))
            if label in notes:
                report(state.env, Code.FOOTNOTE_UNUSED, f"a second footnote [^{label}]", whereabouts(state.env, token))
            notes.setdefault(label, inside[-1])
            state.env.setdefault("definitions", {}).setdefault(label, token)
        elif token.type == "footnote_reference_close":
            inside.pop()
        else:
            (inside[-1].tokens if inside else kept).append(token)
    state.tokens = kept


def reference(state: StateInline, silent: bool) -> bool:
    """Inline rule: `[^label]`; one that is not defined stays text."""
    match = _REF.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    note = state.env.get("notes", {}).get(match[1])
    if note is None:
        if not silent and not state.src.startswith("(", match.end()):
            span = spot(state.env, match.start(), match.end())
            hint = f"write it on a line of its own: [^{match[1]}]: …"
            report(state.env, Code.FOOTNOTE_MISSING, f"no footnote [^{match[1]}]", span, hint)
        return False
    if not silent:
        _push(state, note)
    state.pos = match.end()
    return True


def inline_note(state: StateInline, silent: bool) -> bool:
    """Inline rule: `^[a note in its place]`."""
    match = _INLINE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        inner = Token("inline", "", 0, content=match[1], children=[], level=1)
        base = state.env.get("base", 0)
        inner.meta["at"] = cut(state.env.get("at", NOWHERE), base + match.start(1), base + match.end(1))
        _push(state, Note([_paragraph(1), inner, _paragraph(-1)]))
    state.pos = match.end()
    return True


def _paragraph(nesting: int) -> Token:
    if nesting > 0:
        return Token("paragraph_open", "p", 1, block=True)
    return Token("paragraph_close", "p", -1, block=True)


def _push(state: StateInline, note: Note) -> None:
    """A reference; the first one gives the note its number and puts it in the queue of those to be read."""
    queue: list[Note] = state.env.setdefault("queue", [])
    if not note.number:
        queue.append(note)
        note.number = len(queue)
    note.count += 1
    token = state.push("footnote_ref", "", 0)
    token.meta |= {"note": note, "count": note.count}


def append_to(state: StateCore) -> int:
    """Put the tokens of the next unread note at the end of the stream; the index of the first, or -1."""
    queue: list[Note] = state.env.get("queue", [])
    done: int = state.env.get("queued", 0)
    if done == len(queue):
        return -1
    state.env["queued"] = done + 1
    start = len(state.tokens)
    opener = Token("footnote_open", "", 1, meta={"note": queue[done]})
    state.tokens += [opener, *queue[done].tokens, Token("footnote_close", "", -1)]
    return start


def detach(tokens: list[Token], env: Env) -> list[Token]:
    """The stream without the notes at its end, which get their finished tokens; unused ones are reported."""
    end = len(tokens)
    for index, token in enumerate(tokens):
        if token.type == "footnote_open":
            end = min(end, index)
            note, start = token.meta["note"], index + 1
        elif token.type == "footnote_close":
            note.tokens = tokens[start:index]
    for label, note in env.get("notes", {}).items():
        if not note.number:
            span = whereabouts(env, env["definitions"][label])
            hint = f"write [^{label}] where it belongs, or delete it"
            report(env, Code.FOOTNOTE_UNUSED, f"nothing refers to footnote [^{label}]", span, hint)
    return tokens[:end]


def _reference(token: Token, sheet: Sheet) -> str:
    """Number, button and side note; a link where the note has blocks, or stands in the same body already.

    Each body must be whole by itself, so a note that is referred to in several stands in each, with an id of its own.
    """
    note: Note = token.meta["note"]
    if sheet.line:
        return ""
    number, name = note.number, sheet.notes.get(note.number, "")
    beside = note.is_line and len(sheet.inside) < _DEEPEST
    if name or not beside:
        if not name:
            name = _named(token, sheet)
            sheet.later[name] = token
        return sheet.leaf(f'<sup class="fn"><a href="#{name}">{number}</a></sup>')
    name = _named(token, sheet)
    number_and_button = sheet.leaf(
        f'<sup class="fn" aria-hidden="true">{number}</sup><button class="fn" type="button" popovertarget="{name}" '
        f'aria-label="Footnote {number}">{number}</button>'
    )
    opening = sheet.tag("span", f' class="sn" id="{name}" popover role="note"')
    marker = sheet.leaf(f'<span class="fn">{number}</span>')
    return f"{number_and_button}{opening}{marker}{_within(token, sheet, note.tokens[1:2])}</span>"


def _named(token: Token, sheet: Sheet) -> str:
    """The id of a note in a body, which is remembered there."""
    number = token.meta["note"].number
    sheet.notes[number] = f"{ID}fn:{number}{''.join(sheet.inside)}{_again(token)}"
    return sheet.notes[number]


def _again(token: Token) -> str:
    return f"-{token.meta['count']}" if token.meta["count"] > 1 else ""


def _within(token: Token, sheet: Sheet, tokens: list[Token]) -> str:
    """What a note says; notes within one that stands in a second body have other ids there."""
    sheet.inside.append(_again(token))
    html = sheet.render(tokens)
    sheet.inside.pop()
    return html


def ending(sheet: Sheet) -> str:
    """The list of the notes with blocks that were referred to."""
    items: list[str] = []
    while len(items) < len(sheet.later):
        name, token = list(sheet.later.items())[len(items)]
        note: Note = token.meta["note"]
        opening = sheet.tag("li", f' id="{name}" value="{note.number}"')
        items.append(f"{opening}{_within(token, sheet, note.tokens)}</li>\n")
    if not items:
        return ""
    opening = sheet.tag("ol", ' class="notes"')
    return f"{opening}{''.join(items)}</ol>\n"


RULES: dict[str, Rule] = {"footnote_ref": _reference}
