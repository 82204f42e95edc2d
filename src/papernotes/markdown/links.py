"""Links and images of Markdown: papers and local files become holes, what may not be linked to becomes text."""

import re
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from papernotes import identifiers
from papernotes.markdown.marks import ID
from papernotes.markdown.plain import plain
from papernotes.markdown.positions import Env, report, whereabouts
from papernotes.markdown.render import Rule, Sheet, escape
from papernotes.model.problem import Code
from papernotes.model.written import Ref
from papernotes.text import fold, safe_url

_PICTURE = re.compile(r"data:image/(?:png|gif|jpeg|webp);", re.IGNORECASE)
_SIZE = re.compile(r"\|\s*(\d{1,5}(?:x\d{1,5})?)\s*$")
_LOCAL = re.compile(r"(?![a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_HOST = re.compile(r"[a-z+.-]*:?//(?:[^/@]*@)?([^/:?#]+)", re.IGNORECASE)
_HINT = "write an address that begins with https:, http:, mailto: or zotero:, or a path"
_GENERIC = frozenset(
    "paper papers pdf arxiv link links here doi openreview url source abs abstract this html preprint article "
    "original original-paper paper-link full-text web website version ref reference".split()
)


def install(md: MarkdownIt) -> None:
    """Add the core rule, after HTML has become tokens."""
    md.core.ruler.push("links", links)


def links(state: StateCore) -> None:
    """Core rule: give links and images their refs."""
    for block in state.tokens:
        if block.children:
            block.children = read_links(state.env, block.children)


def read_links(env: Env, children: list[Token]) -> list[Token]:
    """Inline tokens with their links and images settled, those in the words of images and wikilinks too."""
    out: list[Token] = []
    start = -1
    for token in children:
        out.append(token)
        if token.children:
            token.children = read_links(env, token.children)
        if token.type == "link_open":
            start = len(out) - 1
        elif token.type == "link_close" and start >= 0:
            out[start:] = _link(env, out[start:])
            start = -1
        elif token.type == "image" and "ref" not in token.meta:
            out[-1:] = _image(env, token, inside=start >= 0)
    return out


def _link(env: Env, tokens: list[Token]) -> list[Token]:
    """A link's tokens, from `link_open` to `link_close`, with the ref on the first; only its words if it is unsafe."""
    opener = tokens[0]
    url = str(opener.attrs.get("href", ""))
    safe = safe_url(url)
    if safe is None:
        report(env, Code.LINK_UNSAFE, f"{url[:60]} is not linked to", whereabouts(env, opener), _HINT)
        return tokens[1:-1]
    opener.attrs["href"] = safe
    if _LOCAL.match(safe):
        return _local(env, tokens, safe)
    found = identifiers.recognise(safe)
    if not found:
        return tokens
    words = plain(tokens[1:-1])
    if words == url or unquote(words) == unquote(url):
        return [
            Token("identifier", "", 0, content=url, meta={"ref": Ref("id", str(found), span=whereabouts(env, opener))})
        ]
    outside = fold(re.sub(r"[^\w -]+", "", words)).strip().replace(" ", "-") in _GENERIC
    opener.meta["ref"] = Ref("id", str(found), label=words, paired=not outside, span=whereabouts(env, opener))
    return _marked(tokens)


def _local(env: Env, tokens: list[Token], url: str) -> list[Token]:
    """A link to a file, a note or a part of this note; a place that the note's own HTML names is linked as it is."""
    path, _, part = url.partition("#")
    target, part = unquote(path), unquote(part)
    if not path and part in env.get("html_ids", ()):
        tokens[0].attrs["href"] = f"#{ID}user:{part}"
        return tokens
    ref = Ref("link", target, part, plain(tokens[1:-1]), paired=True, span=whereabouts(env, tokens[0]))
    tokens[0].meta["ref"] = ref
    return _marked(tokens)


def _marked(tokens: list[Token]) -> list[Token]:
    """The tokens, the last one knowing whether it ends a hole."""
    tokens[-1].meta["hole"] = tokens[0].meta["ref"].paired
    return tokens


def _image(env: Env, token: Token, *, inside: bool) -> list[Token]:
    """An image: a hole if it is local, a link if it comes from another host, its words in a link."""
    url = str(token.attrs.get("src", ""))
    alt = plain(token.children or ())
    size = _SIZE.search(alt)
    label = alt[: size.start()].strip() if size else alt
    safe = url if _PICTURE.match(url) else safe_url(url)
    if safe is None:
        report(env, Code.LINK_UNSAFE, f"{url[:60]} is not shown", whereabouts(env, token), _HINT)
        return [Token("text", "", 0, content=label)]
    if _LOCAL.match(safe):
        path, _, part = safe.partition("#")
        width = size[1] if size else token.meta.get("size", "")
        token.meta["ref"] = Ref("image", unquote(path), part, label, size=width, span=whereabouts(env, token))
        return [token]
    token.attrs |= {"src": safe, "alt": label}
    if _PICTURE.match(safe) or env["parsing"].remote == "load" or env["parsing"].html == "trust":
        return [token]
    return _elsewhere(env, token, safe, label, inside)


def _elsewhere(env: Env, token: Token, url: str, label: str, inside: bool) -> list[Token]:
    """A picture, film or frame of another host: its words and the host, linked unless it stands in a link."""
    match = _HOST.match(url)
    host = match[1] if match else url
    span = whereabouts(env, token)
    message = f"an image or frame from {host} became a link"
    report(env, Code.HTML_REMOTE, message, span, 'keep a copy, or set remote = "load"')
    text = Token("text", "", 0, content=f"{label} ({host})" if label else host)
    if inside:
        return [text]
    opener = Token("link_open", "a", 1, attrs={"href": url}, meta={"span": span, "remote": True})
    return [opener, text, Token("link_close", "a", -1)]


def _open(token: Token, sheet: Sheet) -> str:
    ref = token.meta.get("ref")
    if ref is not None and ref.paired:
        return sheet.open(ref)
    if ref is not None:
        sheet.refs.append(ref)  # counts as a mention, keeps its own address
    title = token.attrs.get("title")
    shown = f' title="{escape(str(title))}"' if title else ""
    href = str(token.attrs["href"])
    address = href if href.startswith(f"#{ID}") else safe_url(href) or ""
    return f'<a href="{escape(address)}"{shown}>'


def _close(token: Token, sheet: Sheet) -> str:
    return sheet.close() if token.meta.get("hole") else "</a>"


def _shown(token: Token, sheet: Sheet) -> str:
    """A picture; in a line, its words."""
    ref = token.meta.get("ref")
    if sheet.line:
        return escape(ref.label if ref else str(token.attrs.get("alt", "")))
    if ref is not None:
        return sheet.hole(ref)
    src, alt = escape(str(token.attrs["src"])), escape(str(token.attrs.get("alt", "")))
    return sheet.leaf(f'<img src="{src}" alt="{alt}" loading="lazy">')


RULES: dict[str, Rule] = {"image": _shown, "link_open": _open, "link_close": _close}
