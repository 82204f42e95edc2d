"""Code: blocks with four classes of tokens, for the page is no rainbow: keywords, comments, strings, numbers.

A block `query` is no code: what the query finds stands in its place.
"""

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from papernotes.markdown.marks import COMMENT
from papernotes.markdown.positions import Env, report, whereabouts
from papernotes.markdown.render import Rule, Sheet, escape, ident
from papernotes.model.problem import Code, Span
from papernotes.model.written import Ref

_PLUGINS = frozenset(
    "mermaid dataview dataviewjs tasks tracker chart excalidraw kanban button meta-bind tikz plantuml graphviz vega "
    "vega-lite leaflet timeline base".split()
)
_LEXERS = {
    **{
        name: name for name in "python bash c cpp java rust go julia r ruby scala haskell ocaml scheme sql html".split()
    },
    **{name: name for name in "xml css json yaml toml ini make latex bibtex matlab lua swift kotlin php perl".split()},
    **{
        name: name
        for name in "javascript typescript diff clojure elixir erlang lean fortran nix docker console".split()
    },
    **dict.fromkeys(("py", "python3"), "python"),
    **dict.fromkeys(("sh", "shell", "zsh"), "bash"),
    **dict.fromkeys(("c++", "cc", "cuda", "hpp"), "cpp"),
    **dict.fromkeys(("js", "jsx", "node"), "javascript"),
    **dict.fromkeys(("ts", "tsx"), "typescript"),
    "tex": "latex",
    "yml": "yaml",
    "rs": "rust",
    "hs": "haskell",
    "jl": "julia",
    "rb": "ruby",
    "lisp": "scheme",
    "makefile": "make",
    "dockerfile": "docker",
    "golang": "go",
    "kt": "kotlin",
    "patch": "diff",
    "cfg": "ini",
}
_LONGEST = 20_000  # characters; lexers are regular expressions of unknown temper


def install(md: MarkdownIt) -> None:
    """Add the core rule that looks at fences."""
    md.core.ruler.push("fences", fences)


def fences(state: StateCore) -> None:
    """Core rule: report fences that never end, and blocks of other programs; find queries."""
    lines: list[str] = []
    for token in state.tokens:
        if token.type not in ("fence", "code_block"):
            continue
        if COMMENT in token.content or COMMENT in token.info:
            token.content, token.info = token.content.replace(COMMENT, ""), token.info.replace(COMMENT, "")
        if token.type == "fence" and token.map:
            lines = lines or state.src.split("\n")
            if not _is_closed(token, lines):
                message = f"a code fence {token.markup} that never ends"
                report(state.env, Code.FENCE_OPEN, message, whereabouts(state.env, token), f"close it: {token.markup}")
            if _language(token) in _PLUGINS:
                message = f"a block of {_language(token)} is shown as code"
                report(state.env, Code.PLUGIN_BLOCK, message, whereabouts(state.env, token))
            if _language(token) == "query":
                token.meta["query"] = Ref("query", token.content.rstrip(), span=_inside(state.env, token, lines))


def _inside(env: Env, token: Token, lines: list[str]) -> Span:
    """Where the text inside a fence begins."""
    fence = whereabouts(env, token)
    if not token.map or not token.content.strip():
        return fence
    column = lines[token.map[0] + 1].find(token.content.partition("\n")[0])
    return Span(fence.path, fence.line + 1, max(column, 0) + 1)


def _is_closed(token: Token, lines: list[str]) -> bool:
    assert token.map
    first, end = token.map
    last = lines[min(end, len(lines)) - 1].strip(" \t>")
    return end - first > 1 and len(last) >= len(token.markup) and not last.strip(token.markup[0])


def _language(token: Token) -> str:
    match = re.match(r"\s*\{?\.?([\w+#-]+)", token.info)
    return match[1].lower() if match else ""


def highlighted(code: str, language: str) -> str:
    """The HTML of code; plain where the language is not known, or the code is very long."""
    if language not in _LEXERS or len(code) > _LONGEST:
        return escape(code)
    out: list[str] = []
    last = ""
    for kind, text in _lexer(_LEXERS[language]).get_tokens(code):
        name = _class(kind)
        if name != last:
            out.append("</span>" * bool(last) + (f'<span class="{name}">' if name else ""))
            last = name
        out.append(escape(text))
    return "".join(out) + "</span>" * bool(last)


@cache
def _lexer(name: str) -> Any:
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(name, stripnl=False, ensurenl=False)


@cache
def _class(kind: Any) -> str:
    """The class of a Pygments token type: k, c, s, n or none."""
    from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String

    table = (
        (Comment, "c"),
        (Generic.Deleted, "c"),
        (Generic.Inserted, "s"),
        (Keyword, "k"),
        (Operator.Word, "k"),
        (Name.Tag, "k"),
        (Generic.Subheading, "k"),
        (Number, "n"),
        (String, "s"),
    )
    return next((name for parent, name in table if kind in parent), "")


def _block(token: Token, sheet: Sheet) -> str:
    if "query" in token.meta:
        query: Ref = token.meta["query"]
        return sheet.tag("div", f' class="query"{ident(token)}') + sheet.hole(query) + "</div>\n"
    code = highlighted(token.content, _language(token) if token.type == "fence" else "")
    return sheet.leaf(f'<div class="code"{ident(token)}><pre tabindex="0"><code>{code}</code></pre></div>\n')


def _inline(token: Token, sheet: Sheet) -> str:
    return f"<code>{escape(token.content)}</code>"


RULES: dict[str, Rule] = {"fence": _block, "code_block": _block, "code_inline": _inline}
