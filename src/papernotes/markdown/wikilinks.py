"""Wikilinks `[[note#Heading|text]]` and embeds `![[note]]`, `![[figure.png|300]]`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from papernotes import identifiers
from papernotes.markdown.plain import plain
from papernotes.markdown.positions import spot
from papernotes.markdown.render import Rule, Sheet, escape, without_tags
from papernotes.markdown.scanner import Scanner
from papernotes.model.written import Ref

_LINK = re.compile(r"(!?)\[\[([^\[\]|#\n]*+)(?:#([^\[\]|\n]*+))?(?:\|([^\[\]\n]*+))?\]\](?!\()")
_SIZE = re.compile(r"\d{1,5}(?:x\d{1,5})?")
_RICH = re.compile(r"[$*_`~=\\<&]")
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|mp4|webm|ogv|mov|mp3|m4a|ogg|wav)$", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|pptx?|xlsx?|csv|txt|zip|ipynb|py|tex|bib|json|canvas|html?)$", re.IGNORECASE)


def install(md: MarkdownIt) -> None:
    """Add the rule, before links and images see the brackets."""
    assert isinstance(md.inline, Scanner)
    md.inline.add("wikilink", wikilink, "[!", before="link")


def wikilink(state: StateInline, silent: bool) -> bool:
    """Inline rule: `[[…]]` and `![[…]]`; `[[paper]](url)` is a link of Markdown."""
    if not state.src.startswith("[[", state.pos + (state.src[state.pos] == "!")):
        return False
    match = _LINK.match(state.src, state.pos, state.posMax)
    if not match or not (match[2].strip(" \\") or (match[3] or "").strip()):
        return False
    if not silent:
        _push(state, match)
    state.pos = match.end()
    return True


def _push(state: StateInline, match: re.Match[str]) -> None:
    ref = _ref(match)
    picture = ref.kind == "image"
    token = state.push("image" if picture else "embed" if ref.kind == "embed" else "wikilink", "", 0)
    if token.type == "wikilink" and _RICH.search(ref.label):
        base = state.env.get("base", 0)
        state.env["base"] = base + match.start(4)
        token.children = without_tags(state.md.inline.parse(match[4].strip(), state.md, state.env, []))
        state.env["base"] = base
    rich = bool(token.children)
    span = spot(state.env, match.start(), match.end())
    label = plain(token.children) if rich else ref.label
    token.meta["ref"] = Ref(ref.kind, ref.target, ref.part, label, size=ref.size, paired=rich, span=span)


def _ref(match: re.Match[str]) -> Ref:
    """What the brackets name; a trailing backslash is that of `\\|`, written for a table."""
    target, label = match[2].strip().removesuffix("\\").strip(), (match[4] or "").strip()
    part = (match[3] or "").removesuffix("\\").rpartition("#")[2].strip()
    if match[1] and PICTURE.search(target):
        words, _, size = label.rpartition("|")
        return (
            Ref("image", target, label=words, size=size) if _SIZE.fullmatch(size) else Ref("image", target, "", label)
        )
    if _FILE.search(target):
        return Ref("link", target, part, label or target.rpartition("/")[2])
    if found := identifiers.recognise(target.removeprefix("@")) if ":" in target else None:
        return Ref("id", str(found), label=label)
    return Ref("embed" if match[1] else "note", target, part, label)


def _wikilink(token: Token, sheet: Sheet) -> str:
    ref = token.meta["ref"]
    if token.children:
        return sheet.open(ref) + sheet.render(token.children) + sheet.close()
    return sheet.hole(ref)


def _embed(token: Token, sheet: Sheet) -> str:
    if sheet.line:
        return escape(token.meta["ref"].label or token.meta["ref"].target)
    return sheet.hole(token.meta["ref"])


RULES: dict[str, Rule] = {"wikilink": _wikilink, "embed": _embed}
