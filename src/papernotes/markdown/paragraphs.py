"""Paragraphs that are none: a figure, an embedded note, a displayed formula in the middle of a sentence."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from papernotes.markdown.links import read_links
from papernotes.markdown.positions import NOWHERE, whereabouts
from papernotes.markdown.render import Rule, Sheet, ident, without_tags

_NO_CAPTION = re.compile(
    r"(?:pasted |image|img|fig(?:ure)?|screen ?shot|picture|untitled|alt(?: text)?|[\W\d_])*+"
    r"|[^/]+\.(?:png|jpe?g|gif|svg|webp)",
    re.IGNORECASE,
)


def install(md: MarkdownIt) -> None:
    """Add the core rule, after links are known."""
    md.core.ruler.push("paragraphs", paragraphs)


def paragraphs(state: StateCore) -> None:
    """Core rule: take apart the paragraphs that hold blocks."""
    out: list[Token] = []
    tokens = state.tokens
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "paragraph_open" and any(_is_block(child) for child in tokens[index + 1].children or ()):
            out += _apart(state, index)
            index += 3
        else:
            out.append(token)
            index += 1
    state.tokens = out


def _is_block(child: Token) -> bool:
    if child.type == "math":
        return bool(child.meta["display"])
    return child.type in ("embed", "image")


def _apart(state: StateCore, index: int) -> list[Token]:
    """The blocks of which a paragraph consists; its id goes to the first."""
    opener, inner, closer = state.tokens[index : index + 3]
    children = [child for child in inner.children or () if child.type != "softbreak"]
    if len(children) == 1 and children[0].type == "image":
        return [_figure(state, opener, children[0])]
    out: list[Token] = []
    stretch: list[Token] = []
    for child in inner.children or ():
        if child.level == 0 and child.type in ("math", "embed") and _is_block(child):
            out += [*_paragraph(opener, inner, closer, stretch), _block(opener, child)]
            stretch = []
        else:
            stretch.append(child)
    if not out:
        return [opener, inner, closer]
    out += _paragraph(opener, inner, closer, stretch)
    if "id" in opener.meta:
        out[0].meta["id"] = opener.meta["id"]
    return out


def _block(opener: Token, child: Token) -> Token:
    """A formula or embed as a block."""
    child.map, child.block, child.level = opener.map, True, opener.level
    child.type = {"math": "math_block"}.get(child.type, child.type)
    return child


def _paragraph(opener: Token, inner: Token, closer: Token, children: list[Token]) -> list[Token]:
    """A paragraph of some of the children, without breaks at its ends; nothing if nothing is left."""
    while children and _is_blank(children[0]):
        children = children[1:]
    while children and _is_blank(children[-1]):
        children = children[:-1]
    if not children:
        return []
    if children[0].type == "text":
        children[0].content = children[0].content.lstrip()
    if children[-1].type == "text":
        children[-1].content = children[-1].content.rstrip()
    return [opener.copy(meta={}), inner.copy(children=children), closer.copy(meta={})]


def _is_blank(child: Token) -> bool:
    return child.type in ("softbreak", "hardbreak") or (child.type == "text" and not child.content.strip())


def _figure(state: StateCore, opener: Token, image: Token) -> Token:
    """A figure; its caption is the image's title, else its alt text if that says something."""
    token = Token("figure", "figure", 0, map=opener.map, level=opener.level, block=True, children=[image])
    title = str(image.attrs.get("title", ""))
    ref = image.meta.get("ref")
    said = title or (ref.label if ref else str(image.attrs.get("alt", "")))
    caption: list[Token] = []
    if _NO_CAPTION.fullmatch(said):
        pass
    elif not title and image.children and (ref is None or not ref.size):
        caption = image.children
    else:
        env = {**state.env, "at": NOWHERE, "problems": []}
        caption = read_links(env, state.md.inline.parse(said, state.md, env, []))
    token.meta |= {"span": whereabouts(state.env, image), "caption": without_tags(caption)}
    if "id" in opener.meta:
        token.meta["id"] = opener.meta["id"]
    return token


def _shown(token: Token, sheet: Sheet) -> str:
    opening = sheet.tag("figure", ident(token)) if "id" in token.meta else "<figure>"
    picture, caption = sheet.render(token.children or ()), sheet.render(token.meta["caption"])
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"{opening}{picture}{below}</figure>\n"


RULES: dict[str, Rule] = {"figure": _shown}
