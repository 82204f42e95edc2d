"""Bare URLs and ids in running text: `https://…`, `www.…`, `arxiv:1706.03762`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from msgspec import Struct

from papernotes import identifiers
from papernotes.markdown.positions import spot
from papernotes.markdown.render import Rule
from papernotes.markdown.scanner import Scanner, State
from papernotes.model.written import Ref

_SIGNS = ("://", "www.", "arxiv:", "doi:", "openreview:", "acl:", "dblp:", "s2:", "pmid:", "isbn", ".org/", ".net/")
"""One of these is in every text that holds a URL or id."""

_URL = re.compile(r"(?<![\w/@.:-])(?:https?://|www\.)[^\s<>\"。，、；）」』】》\x00-\x1f]+", re.IGNORECASE)


class Bare(Struct, frozen=True):
    """A URL or id in running text: where it ends, and the key of the paper it names ("" for any other URL)."""

    end: int
    key: str = ""


def install(md: MarkdownIt) -> None:
    """Tell the scanner what to look for."""
    assert isinstance(md.inline, Scanner)
    md.inline.find = find
    md.inline.bare = bare


def find(src: str) -> dict[int, Bare]:
    """Every bare URL and id of a text, by its start."""
    small = src.lower()
    if not any(sign in small for sign in _SIGNS):
        return {}
    found = {match.start(): Bare(match.start() + _length(match[0])) for match in _URL.finditer(src)}
    for start, end, identifier in identifiers.find(src):
        found[start] = Bare(end, str(identifier))
    return found


def _length(url: str) -> int:
    """The length of a URL without the punctuation behind it, as GitHub cuts it."""
    extra = url.count(")") - url.count("(")
    end = len(url)
    while end:
        last = url[end - 1]
        if last == ")" and extra > 0:
            extra -= 1
        elif last not in "?!.,:;*_~'|]}":
            break
        end -= 1
    return end


def bare(state: StateInline, silent: bool) -> bool:
    """Scanner rule at a place of `find`: a paper's id is a mention, any other URL a link; none inside a link."""
    assert isinstance(state, State)
    start, found = state.pos, state.found[state.pos]
    if silent or state.linkLevel > 0 or found.end > state.posMax or found.end <= start:
        return False
    text = state.src[start : found.end]
    if found.key:
        token = state.push("identifier", "", 0)
        token.content = text
        token.meta["ref"] = Ref("id", found.key, span=spot(state.env, start, found.end))
    else:
        url = text if "://" in text[:8] else f"http://{text}"
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(url)}
        state.push("text", "", 0).content = text
        state.push("link_close", "a", -1)
    state.pos = found.end
    return True


RULES: dict[str, Rule] = {}
