"""Titles and abstracts of bibliographies, in TeX or in the light HTML of CSL, become lines."""

import html
import re
from collections.abc import Iterable, Iterator

from papernotes.formats.tex import decode, formulas, segments
from papernotes.model.problem import Diagnostic
from papernotes.model.settings import Parsing
from papernotes.model.written import Inline

_BLANKS = re.compile(r"\s+")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w:]*)\b[^<>]{0,200}>")
_MARKUP = {"i": "em", "em": "em", "b": "strong", "strong": "strong", "sub": "sub", "sup": "sup"}


def from_tex(text: str, parsing: Parsing, problems: list[Diagnostic]) -> Inline:
    """A line from a BibTeX field: plain text, with its formulas as MathML."""
    return _joined(_woven(segments(text), parsing, problems))


def from_csl(text: str, parsing: Parsing, problems: list[Diagnostic]) -> Inline:
    """A line from a CSL field, which may hold `<i>`, `<b>`, `<sub>`, `<sup>`; other tags are dropped."""
    pieces: list[tuple[str, str]] = []
    waiting: list[str] = []
    start = 0
    for tag in _TAG.finditer(text):
        pieces += _woven(formulas(html.unescape(text[start : tag.start()])), parsing, problems)
        pieces += ((part, "") for part in _tags(_MARKUP.get(tag["name"].lower()), bool(tag["end"]), waiting))
        start = tag.end()
    pieces += _woven(formulas(html.unescape(text[start:])), parsing, problems)
    return _joined([*pieces, *((f"</{name}>", "") for name in reversed(waiting))])


def plain(text: str) -> str:
    """A CSL value as plain text."""
    return " ".join(html.unescape(_TAG.sub("", text)).split()) if "<" in text or "&" in text else " ".join(text.split())


def _tags(name: str | None, ends: bool, waiting: list[str]) -> Iterator[str]:
    """The tag as it may stand in HTML, with the ends of those still open inside it."""
    if name and not ends and len(waiting) < 10:
        waiting.append(name)
        yield f"<{name}>"
    while name in waiting and ends:
        closed = waiting.pop()
        yield f"</{closed}>"
        if closed == name:
            break


def _woven(pieces: Iterable[tuple[bool, str]], parsing: Parsing, problems: list[Diagnostic]) -> list[tuple[str, str]]:
    """The HTML and the plain words of each stretch of a text."""
    done: dict[str, tuple[str, str]] = {}
    found = []
    for is_math, part in pieces:
        if is_math and part not in done:
            done[part] = _formula(part.strip(), parsing, problems)
        found.append(done[part] if is_math else _plain(part))
    return found


def _plain(text: str) -> tuple[str, str]:
    text = _BLANKS.sub(" ", text)
    return html.escape(text, quote=False), text


def _formula(tex: str, parsing: Parsing, problems: list[Diagnostic]) -> tuple[str, str]:
    """MathML and words; a formula that only sets a sign or a raised letter is read as those words, "H2O"."""
    from papernotes.markdown import inline  # few titles hold a formula: without one Markdown is not needed here

    found: list[Diagnostic] = []
    line = inline(f"${tex}$", parsing, found)
    words = decode(f"${tex}$")
    if found and "$" not in words:
        return _plain(words)
    problems += found
    if line.refs:
        return _plain(f"${tex}$")
    return "".join(map(str, line.parts)), words if tex[0] in "_^" else line.text


def _joined(pieces: list[tuple[str, str]]) -> Inline:
    return Inline(("".join(part for part, _ in pieces).strip(),), (), "".join(text for _, text in pieces).strip())
