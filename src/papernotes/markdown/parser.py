"""The Markdown parser: markdown-it with the syntaxes of papernotes, one instance per settings."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.deflist import deflist_plugin

from papernotes.markdown import (
    anchors,
    autolinks,
    callouts,
    citations,
    code,
    comments,
    footnotes,
    headings,
    highlight,
    html,
    links,
    lists,
    math,
    paragraphs,
    relations,
    tables,
    tags,
    wikilinks,
)
from papernotes.markdown.liner import Liner
from papernotes.markdown.positions import NOWHERE, origins
from papernotes.markdown.render import Rule
from papernotes.markdown.scanner import NESTING, Scanner
from papernotes.model.settings import Parsing

SYNTAXES = (
    comments,
    callouts,
    anchors,
    headings,
    footnotes,
    math,
    wikilinks,
    citations,
    tags,
    highlight,
    autolinks,
    html,
    code,
    links,
    relations,
    paragraphs,
    lists,
    tables,
)
"""Every syntax, in the order in which its rules are added; a new one is one file and one line here."""

RULES: dict[str, Rule] = {kind: rule for syntax in SYNTAXES for kind, rule in syntax.RULES.items()}


_NORMAL = re.compile(r"[A-Za-z0-9/._#?=&:~+,;@-]*")


class Reader(MarkdownIt):
    """markdown-it; whether a link may be followed is decided in `links`, where it can be reported."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name is markdown-it's
        """The address percent-encoded; most need nothing, and finding that out by parsing them takes long."""
        return url if _NORMAL.fullmatch(url) else super().normalizeLink(url)

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is markdown-it's
        """Let every link through."""
        return True


@cache
def parser(parsing: Parsing) -> MarkdownIt:
    """The parser for these settings; it holds nothing of the notes it has read."""
    md = machine({"maxNesting": NESTING, "tasklists": True, "html": parsing.html != "escape"})
    md.use(deflist_plugin)
    md.core.ruler.before("inline", "origins", origins)
    md.core.ruler.at("inline", _inline)
    for syntax in SYNTAXES:
        syntax.install(md)
    freeze(md)
    return md


def machine(options: Mapping[str, Any]) -> MarkdownIt:
    """markdown-it with tables and strikethrough, and the two parsers that know their rules' first characters."""
    md = Reader("commonmark", options)
    scanner, liner = Scanner(), Liner()
    scanner.ruler.enableOnly(md.inline.ruler.get_active_rules())
    scanner.ruler2.enableOnly(md.inline.ruler2.get_active_rules())
    liner.ruler.enableOnly(md.block.ruler.get_active_rules())
    md.inline, md.block = scanner, liner
    return md.enable(["table", "strikethrough"])


def freeze(md: MarkdownIt) -> None:
    """No more rules will be added."""
    assert isinstance(md.inline, Scanner)
    assert isinstance(md.block, Liner)
    md.inline.freeze()
    md.block.freeze()


def _inline(state: StateCore) -> None:
    """The core rule `inline`, telling where the content stands; footnotes are read when all else has been."""
    start = 0
    while start >= 0:
        for token in state.tokens[start:]:
            if token.type == "inline":
                token.children = []
                state.env["at"] = token.meta.get("at", NOWHERE)
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif token.type == "html_block":
                html.behind_summary(state, token)
        start = footnotes.append_to(state)
