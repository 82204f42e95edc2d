"""Text becomes a `Document`; a line from elsewhere becomes an `Inline`."""

import re

from markdown_it.token import Token

from papernotes.markdown import comments, footnotes, tex
from papernotes.markdown.document import Document
from papernotes.markdown.marks import without
from papernotes.markdown.parser import parser
from papernotes.markdown.positions import Env, report, whereabouts
from papernotes.markdown.render import escape
from papernotes.markdown.scanner import NESTING
from papernotes.markdown.writing import to_line
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.settings import Parsing
from papernotes.model.written import Inline, Relation, Source

_DEFAULT = Parsing()
_PLAIN = re.compile(r"[^\\`*_\[\]<>&@#!~=^$%\n\"]*")
_LINKED = re.compile(r"://|www\.|\w:\S|isbn|\w/", re.IGNORECASE)


def read(source: Source, text: str, first_line: int = 1, parsing: Parsing = _DEFAULT) -> Document:
    """Read the body `text`, which begins in line `first_line` of its source; never raises on content."""
    text = without(text)
    tokens, env = _parse(text, {"shown": source.shown, "first": first_line, "parsing": parsing})
    tokens = footnotes.detach(tokens, env)
    deep = next((token for token in tokens if token.level >= NESTING - 1), None)
    if deep is not None:
        report(env, Code.NESTING, f"nested more than {NESTING} deep", whereabouts(env, deep), "take some levels out")
    relations = tuple(
        Relation(said.type, said.target, to_line(said.reason, parsing) if said.reason else None, said.span)
        for said in env["relations"]
    )
    raw = bool(env.get("html"))
    diagnostics = _with_lines(env["problems"], text, first_line)
    return Document(source, text, first_line, parsing, tokens, diagnostics, tuple(env.get("tags", ())), relations, raw)


def _parse(text: str, env: Env, *, line: bool = False) -> tuple[list[Token], Env]:
    """The tokens of a text without its comments; what only looked like code is hidden in a second or third reading."""
    settings = env["parsing"]
    md = parser(settings)
    for fences, spans in ((True, True), (True, False), (False, False)):
        hidden = comments.hide(text, fences=fences, spans=spans)
        fresh = {**env, "problems": [], "comments": hidden.text is not text, "relations": ()}
        fresh["tex"] = tex.converter(settings.macros, text)
        tokens = (md.parseInline if line else md.parse)(hidden.text, fresh)
        if not hidden.left or comments.in_code(tokens) >= hidden.left:
            break
    if hidden.open >= 0:
        row, column = text.count("\n", 0, hidden.open), hidden.open - text.rfind("\n", 0, hidden.open)
        span = Span(env.get("shown", ""), env.get("first", 1) + row, column, column + 2)
        report(fresh, Code.COMMENT_OPEN, "a comment that never ends", span, "write %% where it ends")
    return tokens, fresh


def _with_lines(problems: list[Diagnostic], text: str, first_line: int) -> tuple[Diagnostic, ...]:
    """The diagnostics in the order of their places, each with its line of the text."""
    if not problems:
        return ()
    lines = text.splitlines()
    found = []
    for problem in sorted(problems, key=lambda problem: problem.span or Span("")):
        row = problem.span.line - first_line if problem.span else -1
        line = lines[row] if 0 <= row < len(lines) else ""
        found.append(Diagnostic(problem.code, problem.message, problem.span, problem.hint, line))
    return tuple(found)


def inline(text: str, parsing: Parsing = _DEFAULT, problems: list[Diagnostic] | None = None) -> Inline:
    """A line of Markdown from front matter or a .bib entry; its spans count from line 1, column 1 of the text.

    What is wrong with it is added to `problems`.
    """
    text = without(text).strip()
    if _PLAIN.fullmatch(text) and not _LINKED.search(text):
        return Inline((escape(text),), (), text) if text else Inline()
    tokens, env = _parse(text, {"parsing": parsing}, line=True)
    if problems is not None:
        problems += env["problems"]
    return to_line(tokens[0].children or [], parsing)
