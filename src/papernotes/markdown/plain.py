"""The plain words of inline tokens, for search, sorting, `<title>` and anchors."""

from collections.abc import Iterable

from markdown_it.token import Token


def plain(children: Iterable[Token] | None) -> str:
    """What a reader would read aloud: no markup, links by their words, images by their alt text."""
    return "".join(_words(token) for token in children or ())


def _words(token: Token) -> str:
    kind = token.type
    if kind in ("text", "code_inline", "tag", "locator"):
        return token.content
    if kind in ("softbreak", "hardbreak"):
        return " "
    if "plain" in token.meta:
        return str(token.meta["plain"])
    if kind == "html_inline" and token.meta.get("name") == "br":
        return " "
    if token.children:
        return plain(token.children)
    ref = token.meta.get("ref")
    if ref is None or kind == "link_open":
        return ""
    return str(ref.label or token.content or ref.target)
