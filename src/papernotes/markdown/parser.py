"""The Markdown parser: markdown-it with the syntaxes of papernotes, one instance per settings."""

from functools import cache

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
from papernotes.markdown.positions import NOWHERE, origins
from papernotes.markdown.render import Rule
from papernotes.markdown.scanner import Scanner
from papernotes.model.settings import Parsing

SYNTAXES = (
    comments,
    callouts,
    anchors,
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
NESTING = 100


class Reader(MarkdownIt):
    """markdown-it; whether a link may be followed is decided in `links`, where it can be reported."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is markdown-it's
        """Let every link through."""
        return True


@cache
def parser(parsing: Parsing) -> MarkdownIt:
    """The parser for these settings; it holds nothing of the notes it has read."""
    options = {"maxNesting": NESTING, "tasklists": True, "html": parsing.html != "escape"}
    md = Reader("commonmark", options)
    scanner = Scanner()
    for chain, other in ((scanner.ruler, md.inline.ruler), (scanner.ruler2, md.inline.ruler2)):
        chain.enableOnly(other.get_active_rules())
    md.inline = scanner
    md.enable(["table", "strikethrough"])
    md.use(deflist_plugin)
    md.core.ruler.before("inline", "origins", origins)
    md.core.ruler.at("inline", _inline)
    for syntax in SYNTAXES:
        syntax.install(md)
    scanner.freeze()
    return md


def _inline(state: StateCore) -> None:
    """The core rule `inline`, telling where the content stands; footnotes are read when all else has been."""
    start = 0
    while start >= 0:
        for token in state.tokens[start:]:
            if token.type == "inline":
                token.children = []
                state.env["at"] = token.meta.get("at", NOWHERE)
                state.md.inline.parse(token.content, state.md, state.env, token.children)
        start = footnotes.append_to(state)
