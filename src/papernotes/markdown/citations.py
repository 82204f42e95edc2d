"""Citations as pandoc writes them: `[see @key, p. 3; @other]`, `@key [p. 3]`, `[-@key]`, `@{any id}`, bare `@key`."""

import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from papernotes import identifiers
from papernotes.markdown.positions import spot
from papernotes.markdown.render import Rule, Sheet, escape
from papernotes.markdown.scanner import Scanner
from papernotes.model.written import Ref

Form = Literal["", "full", "author", "year", "bare"]

_LETTER = r"[^\W\u2e80-\ud7ff\uf900-\uffdc]"
_KEY = rf"(?:\{{([^{{}}\n]{{1,200}})\}}|({_LETTER}(?:{_LETTER}|[:.#$%&\-+?<>~/](?={_LETTER}))*+))"
_CITE = re.compile(rf"(?<![\w.+/@-])(-?)@{_KEY}")
_GROUP = re.compile(r"\[([^\[\]]*+)\](?!\()")
_MEMBERS = re.compile(r"(?:[^;{]++|\{[^{}]*+\}|\{)+")
_NUMBERS = r"[0-9]+(?:\s*[-–,]\s*[0-9]+)*"
_PAGE = re.compile(rf"\s*,?\s*((?:pp?\.\s*|pages?\s+)?({_NUMBERS}))(?![\w.]*\w)")
_PLACE = re.compile(r" ?\[([^\[\]@^]*+)\](?![(\[:])")
_LOCATOR = re.compile(
    r"(?:pp?\.|pages?|[§¶]+|(?:sec|section|chap|ch|chapter|fig|figure|eq|tab|table|thm|theorem|lemma|app|appendix|alg|"
    rf"algorithm|part|line|def|prop|cor|fn|note)s?\.?)\s*[\w.–-]+|{_NUMBERS}",
    re.IGNORECASE,
)


def install(md: MarkdownIt) -> None:
    """Add the rules: groups before links, a bare key after all others."""
    assert isinstance(md.inline, Scanner)
    md.inline.add("citation_group", group, "[", before="link")
    md.inline.add("citation", bare, "@")


def group(state: StateInline, silent: bool) -> bool:
    """Inline rule: `[@key; see also @other, p. 3]`; a link of Markdown and `[@word][ref]` are none."""
    match = _GROUP.match(state.src, state.pos, state.posMax)
    if not match or "@" not in match[1] or state.linkLevel > 0:
        return False
    first = _MEMBERS.match(match[1])
    if not first or not _CITE.search(first[0]):
        return False
    if normalizeReference(match[1]) in state.env.get("references", ()):
        return False
    if state.src.startswith("[", match.end()) and not state.src.startswith(("[@", "[-@", "[^"), match.end()):
        return False
    if not silent:
        _push_group(state, match.start(1), match.end(1))
    state.pos = match.end()
    return True


def _push_group(state: StateInline, start: int, end: int) -> None:
    """The members' holes with the words around them; a member without a key belongs to the one before."""
    by_author = state.env["parsing"].references == "author-year"
    state.append_pending("(" if by_author else "[")
    for number, member in enumerate(_MEMBERS.finditer(state.src, start, end)):
        first = member.start() + len(member[0]) - len(member[0].lstrip())
        last = member.start() + len(member[0].rstrip())
        cite = _CITE.search(state.src, first, last)
        if number:
            state.append_pending("; " if by_author or not cite else ", ")
        if not cite:
            _words(state, first, last)
            continue
        _words(state, first, cite.start())
        _push(state, cite, "year" if cite[1] else "full")
        page = _PAGE.match(state.src, cite.end(), last)
        if page:
            state.append_pending(", ")
            _push_page(state, cite, page)
        _words(state, page.end() if page else cite.end(), last)
    state.append_pending(")" if by_author else "]")


def _words(state: StateInline, start: int, end: int) -> None:
    """Read words of the author's that stand beside a citation."""
    if start < end:
        limit = state.posMax
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.posMax = limit


def bare(state: StateInline, silent: bool) -> bool:
    """Inline rule: `@key`, `@{any id}`, `@key [p. 3]`; never in a link's words."""
    match = _CITE.match(state.src, state.pos, state.posMax)
    if not match or state.linkLevel > 0:
        return False
    place = _PLACE.match(state.src, match.end(), state.posMax)
    if place and not _LOCATOR.fullmatch(place[1].strip()):
        place = None
    if not silent:
        sure = place or match[2] or _identifier(match[3])
        _push(state, match, "author" if sure else "bare")
        if place:
            _push_place(state, match, place)
    state.pos = place.end() if place else match.end()
    return True


def _push_place(state: StateInline, cite: re.Match[str], place: re.Match[str]) -> None:
    state.append_pending(" (")
    page = _PAGE.fullmatch(state.src, place.start(1), place.end(1))
    if page:
        _push_page(state, cite, page)
    else:
        state.append_pending(place[1].strip())
    state.append_pending(")")


def _push(state: StateInline, cite: re.Match[str], form: Form) -> None:
    label = f"@{cite[3]}" if form == "bare" else ""
    token = state.push("citation", "", 0)
    token.content = cite[0]
    token.meta["ref"] = Ref(
        "cite", _target(cite), label=label, form=form, span=spot(state.env, cite.start(), cite.end())
    )


def _push_page(state: StateInline, cite: re.Match[str], page: re.Match[str]) -> None:
    """A page is a paired hole of its own, for it may lead into the PDF."""
    span = spot(state.env, page.start(1), page.end(1))
    token = state.push("locator", "", 0)
    token.content = page[1]
    first = re.split(r"\s*[-–,]", page[2])[0]
    token.meta["ref"] = Ref("cite", _target(cite), locator=first, paired=True, span=span)


def _target(cite: re.Match[str]) -> str:
    """The key, or the id that stands for it."""
    key: str = cite[2].strip() if cite[2] else cite[3]
    return _identifier(key) or key


def _identifier(key: str) -> str:
    """The id that a key spells, "" if it is none."""
    found = identifiers.recognise(key) if ":" in key or "/" in key or key[:1].isdigit() else None
    return str(found) if found else ""


def _citation(token: Token, sheet: Sheet) -> str:
    return sheet.hole(token.meta["ref"])


def _locator(token: Token, sheet: Sheet) -> str:
    return sheet.open(token.meta["ref"]) + escape(token.content) + sheet.close()


RULES: dict[str, Rule] = {"citation": _citation, "identifier": _citation, "locator": _locator}
