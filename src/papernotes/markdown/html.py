"""Raw HTML in notes, made ready for the sanitiser while there are still tokens with places.

Each tag becomes a token of its own. Links and local pictures become tokens like those of Markdown, what comes from
other hosts becomes a link, formulas are read, and what is no element of HTML (`the <eos> token`) is text.
"""

import re
from collections.abc import Iterator
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from papernotes.markdown.balance import balance
from papernotes.markdown.elements import ELEMENTS
from papernotes.markdown.marks import COMMENT, ID
from papernotes.markdown.math import DOLLAR, formula
from papernotes.markdown.positions import Env, report, whereabouts
from papernotes.markdown.render import Rule, Sheet, escape
from papernotes.model.problem import Code, Span

_ATTRS = r"(?:[^\"'<>]++|\"[^\"]*+\"|'[^']*+')*+"
_PART = re.compile(
    rf"(?P<skip><!--.*?(?:-->|\Z)|<(script|style|template|noscript)\b.*?(?:</\2\s*>|\Z)|<[!?][^<>]*+>)"
    rf"|<(?P<close>/?)(?P<name>[a-z][a-z0-9-]*+)(?P<attrs>{_ATTRS})>"
    r"|\\\[(?P<shown>(?:[^\\]++|\\(?![\[\]]))*+)\\\]|\\\((?P<math>(?:[^\\]++|\\(?![()]))*+)\\\)"
    r"|\$\$(?P<dollars>(?:[^$]++|\$(?!\$))*+)\$\$"
    rf"|(?<![\\$\w])(?P<single>{DOLLAR.pattern})",
    re.DOTALL | re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(<details\b[^<>\n]*>[ \t]*<summary\b[^<>\n]*>[^<>\n]*</summary>[ \t]*)"
    r"((?:[^<\n]|<(?![a-z/!?]))++)((?:</details>)?\s*)",
    re.IGNORECASE,
)
_SILENT = re.compile(r"<(script|style|template|noscript)\b", re.IGNORECASE)
_ATTR = re.compile(r"([^\s=/\"'>]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_ID = re.compile(r"(?i)(?<![\w-])id\s*=\s*[\"']?([^\s\"'>]+)")
_FORGED = re.compile(r"&#(?:x0*fdd[0-3]|0*6497[6-9])(?![0-9a-f]);?", re.IGNORECASE)
_LOADED = frozenset("iframe video audio source embed object".split())


def install(md: MarkdownIt) -> None:
    """Add the core rule, after the inline content is read."""
    md.core.ruler.push("html", html)


def html(state: StateCore) -> None:
    """Core rule: turn the HTML of blocks and paragraphs into single tags, and balance them."""
    found = False
    for block in state.tokens:
        if block.type == "html_block":
            front, words, tail = block.meta.pop("behind", (block.content, [], ""))
            block.children = _Reader(state.env, block).read(front)
            block.children += [*words, *(_Reader(state.env, block).read(tail) if tail else ())]
            block.meta["words"] = all(child.type == "text" for child in block.children)
            found = True
        elif block.children and any(child.type == "html_inline" for child in block.children):
            block.children = _inline(state.env, block.children)
            found = True
    if found:
        state.env["html"] = True
        state.tokens = balance(state.tokens, state.env)


def behind_summary(state: StateCore, block: Token) -> None:
    """Read the words behind a `<summary>`, on its line, as Markdown: that is how people write them."""
    match = _BEHIND.fullmatch(block.content)
    if match and block.map and "span" in block.meta:
        state.env["at"] = ((0,), ((block.map[0], block.meta["span"].column - 1 + len(match[1])),))
        words: list[Token] = []
        said = match[2].rstrip()
        state.md.inline.parse(said, state.md, state.env, words)
        for word in words:
            word.type = "text" if word.type == "text_special" else word.type  # the rule that does it looks elsewhere
        block.meta["behind"] = match[1], words, match[2][len(said) :] + match[3]


def _inline(env: Env, children: list[Token]) -> list[Token]:
    reader = _Reader(env)
    last_ends = {child.content.lower(): n for n, child in enumerate(children) if child.content.startswith("</")}
    silent_to = -1
    for index, child in enumerate(children):
        if index <= silent_to:
            continue
        if child.type != "html_inline":
            reader.out.append(child)
            continue
        closing = _closing(child.content)
        if last_ends.get(closing, -1) > index:
            silent_to = next(n for n in range(index, len(children)) if children[n].content.lower() == closing)
            continue
        reader.block = child
        reader.read(child.content)
    return reader.finish()


def _closing(tag: str) -> str:
    """The end of a script or style sheet that a tag begins; "" for other tags."""
    match = _SILENT.match(tag)
    return f"</{match[1]}>".lower() if match else ""


class _Reader:
    """Reads the HTML of one block, or of one paragraph tag by tag; it remembers which links are open."""

    def __init__(self, env: Env, block: Token | None = None) -> None:
        self.env = env
        self.block = block or Token("html_block", "", 0)
        self.out: list[Token] = []
        self.links: list[Token | None] = []
        self.raw = env["parsing"].html == "trust"
        self.load = env["parsing"].remote == "load"

    def read(self, content: str) -> list[Token]:
        """The tokens of a stretch of HTML."""
        content = _FORGED.sub("", content.replace(COMMENT, ""))
        span = whereabouts(self.env, self.block)
        done, line = 0, span.line
        for match in _PART.finditer(content):
            self._text(content[done : match.start()])
            line += content.count("\n", done, match.start())
            column = match.start() - content.rfind("\n", 0, match.start())
            if line == span.line:
                column += span.column - 1
            self.out += self._part(match, Span(span.path, line, column))
            line += match[0].count("\n")
            done = match.end()
        self._text(content[done:])
        return self.finish() if self.block.type == "html_block" else self.out

    def finish(self) -> list[Token]:
        """All tokens; a link that is never closed is taken back."""
        lost = [token for token in self.links if token is not None]
        for token in lost:
            report(self.env, Code.HTML_OPEN, "<a> is never closed", token.meta["span"], "write </a> where it ends")
        gone = set(map(id, lost))
        return [token for token in self.out if id(token) not in gone] if lost else self.out

    def _text(self, text: str) -> None:
        if text:
            self.out.append(Token("text", "", 0, content=unescape(text)))

    def _part(self, match: re.Match[str], span: Span) -> Iterator[Token]:
        for key, display in (("shown", True), ("math", False), ("dollars", True), ("single", False)):
            if match[key] is not None:
                yield formula(self.env, unescape(match[key].strip("$")), display, span)
                return
        if match["skip"]:
            if self.raw:
                yield Token("html_inline", "", 0, content=match[0], meta={"name": "", "span": span})
            return
        name = match["name"].lower()
        if name not in ELEMENTS and not self.raw:
            yield Token("text", "", 0, content=match[0])
        elif name == "a":
            yield from self._anchor(match, span)
        elif name == "img" or name in _LOADED:
            yield from self._loaded(name, match, span)
        else:
            if found := _ID.search(match["attrs"]):
                self.env.setdefault("html_ids", set()).add(unescape(found[1]))
            yield _tag(match, name, span)

    def _anchor(self, match: re.Match[str], span: Span) -> Iterator[Token]:
        """A link as Markdown has it, or a place to link to."""
        if match["close"]:
            opened = self.links.pop() if self.links else None
            if opened is not None:
                yield Token("link_close", "a", -1)
            return
        attrs = _attributes(match)
        place = attrs.get("id") or attrs.get("name")
        if place:
            self.env.setdefault("html_ids", set()).add(place)
            yield Token("html_anchor", "", 0, content=place)
        if attrs.get("href"):
            token = Token("link_open", "a", 1, meta={"span": span})
            token.attrs = {key: attrs[key] for key in ("href", "title") if key in attrs}
            self.links.append(token)
            yield token
        else:
            self.links.append(None)

    def _loaded(self, name: str, match: re.Match[str], span: Span) -> Iterator[Token]:
        """A picture, frame or film: an image token if it is local, a link if it comes from another host."""
        attrs = _attributes(match)
        url = attrs.get("src") or attrs.get("data", "")
        remote = ":" in url.split("/")[0] or url.startswith("//")
        if name != "img" and (self.raw or self.load) and (remote or not url):
            yield _tag(match, name, span)
        elif url and not match["close"]:
            width = attrs.get("width", "").removesuffix("px")
            token = Token("image", "img", 0, content=attrs.get("alt") or attrs.get("title", ""))
            token.attrs = {"src": url, "alt": ""}
            token.meta |= {"span": span, "size": width if width.isdigit() else ""}
            token.children = [Token("text", "", 0, content=token.content)] if token.content else None
            yield token


def _tag(match: re.Match[str], name: str, span: Span) -> Token:
    """A tag that stays; a page has one `h1`, its own."""
    text = re.sub(r"(?i)h1", "h2", match[0], count=1) if name == "h1" else match[0]
    meta = {"name": "h2" if name == "h1" else name, "close": bool(match["close"]), "span": span}
    return Token("html_inline", "", 0, content=text, meta=meta)


def _attributes(match: re.Match[str]) -> dict[str, str]:
    return {key.lower(): unescape(value.strip("\"'")) for key, value in _ATTR.findall(match["attrs"])}


def _block(token: Token, sheet: Sheet) -> str:
    html = sheet.render(token.children or ()).strip("\n")
    return f"<p>{html}</p>\n" if token.meta.get("words") and html else f"{html}\n"


def _inline_tag(token: Token, sheet: Sheet) -> str:
    """A tag that the sanitiser will see, or that is trusted; any other is text."""
    if not (sheet.guarded or sheet.trusted):
        return escape(token.content)
    return "" if sheet.line and token.meta.get("name") not in _IN_LINES else token.content


_IN_LINES = frozenset("b i em strong sub sup kbd code small s u mark q cite abbr var samp del ins".split())


def _place(token: Token, sheet: Sheet) -> str:
    return "" if sheet.line else sheet.tag("span", f' id="{ID}user:{escape(token.content)}"') + "</span>"


RULES: dict[str, Rule] = {"html_block": _block, "html_inline": _inline_tag, "html_anchor": _place}
