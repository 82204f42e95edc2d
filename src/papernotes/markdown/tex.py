"""TeX formulas become MathML, by math-core, and plain text.

math-core reads 6,993 of 7,018 formulas collected from notes; what it cannot read is rewritten first: see `_cured`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from papernotes.markdown.marks import ID
from papernotes.markdown.symbols import SYMBOLS

_MACROS = {
    "argmax": r"\operatorname*{arg\,max}",
    "argmin": r"\operatorname*{arg\,min}",
    "ensuremath": "#1",
    "indep": r"\perp\!\!\!\perp",
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "mbox": r"\text{#1}",
    "nicefrac": "{#1}/{#2}",
    "norm": r"\left\lVert #1\right\rVert",
    "abs": r"\left\lvert #1\right\rvert",
    "substack": r"\begin{matrix}#1\end{matrix}",
}
_NUMBERED = re.compile(r"\\(begin|end)\{(align|gather|equation|multline)\}")
_ENVIRONMENT = re.compile(r"\\begin\{(?:align|gather|equation|multline|eqnarray)")
_RENAMED = (
    (re.compile(r"\\(begin|end)\{(?:split|alignat\*?|eqnarray\*?)\}(?:(?<=\})\{\d+\})?"), r"\\\1{aligned}"),
    (
        re.compile(r"\\DeclareMathOperator\s*(\*?)\s*\{?(\\\w+)\}?\s*\{([^{}]*)\}"),
        r"\\newcommand{\2}{\\operatorname\1{\3}}",
    ),
    (re.compile(r"(?<=[^\\])&\s*=\s*&"), "&="),
)
_TEXT = re.compile(r"\\(text(?:rm|bf|it|sf|tt|normal)?|mbox)\s*\{([^{}]*)\}")
_SPECIAL = re.compile(r"(?<!\\)([_&#%])")
_REFERRING = re.compile(r"\\(?:label|(?:re)?newcommand|providecommand|def|DeclareMathOperator)\b")


class FormulaError(Exception):
    """A formula that could not be read: why, and at which character (-1: not known)."""

    def __init__(self, message: str, offset: int = -1) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@cache
def _module() -> Any:
    try:
        import math_core
    except ImportError:
        return None
    return math_core


def available() -> bool:
    """Whether math-core is installed for this machine."""
    return _module() is not None


class Converter(Struct, frozen=True):
    """A converter with its macros; `memory` keeps labels, numbers and new commands from formula to formula."""

    engine: Any
    memory: bool


def converter(macros: tuple[tuple[str, str], ...], text: str = "") -> Converter:
    """The converter for a note; one of its own if the note's formulas refer to each other."""
    if not available() or not _REFERRING.search(text):
        return _shared(macros)
    return Converter(_make(_usable(macros)), memory=True)


@cache
def _shared(macros: tuple[tuple[str, str], ...]) -> Converter:
    return Converter(_make(_usable(macros)) if available() else None, memory=False)


def _usable(macros: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The default macros and over them those of the settings, but those that cannot be used."""
    return _MACROS | {name.removeprefix("\\"): text for name, text in macros if not unusable(name, text)}


def _make(macros: dict[str, str]) -> Any:
    return _module().LatexToMathML(
        fancy_error=False, allow_unreliable_rendering=True, id_prefix=f"{ID}eq:", global_group=True, macros=macros
    )


def unusable(name: str, text: str) -> str:
    """Why a macro of the settings cannot be used; "" if it can."""
    if not available():
        return ""
    try:
        _make({name.removeprefix("\\"): text})
    except _module().LatexError as error:
        return _reason(str(error))[0]
    return ""


def convert(tex: str, *, display: bool, using: Converter) -> str:
    """The MathML of a formula, by a converter; raises FormulaError."""
    prepared = _prepared(tex, display)
    try:
        return _call(using, prepared, display)
    except FormulaError as error:
        reason, tried = error, prepared
    for instead in _cured(prepared, display):
        try:
            return _call(using, instead, display)
        except FormulaError as error:
            reason, tried = error, instead
    same = reason.offset >= 0 and tried[: reason.offset + 1] == tex[: reason.offset + 1]
    raise FormulaError(reason.message, reason.offset if same else -1)


def _call(using: Converter, tex: str, display: bool) -> str:
    engine = using.engine
    call = engine.convert_with_global_state if using.memory else engine.convert_with_local_state
    try:
        html = str(call(tex, displaystyle=display))
    except _module().LatexError as error:
        raise FormulaError(*_reason(str(error))) from None
    return _STYLED.sub(_style, html) if "displaystyle" in html else html


def _style(match: re.Match[str]) -> str:
    """A fraction or row whose style is said by CSS: as attributes of these, HTML checkers do not know them yet."""
    attrs = dict(_ATTRIBUTE.findall(match[2]))
    rules = [attrs.pop("style", "").rstrip(";")]
    if "displaystyle" in attrs:
        rules.append("math-style: normal" if attrs.pop("displaystyle") == "true" else "math-style: compact")
    if "scriptlevel" in attrs:
        rules.append(f"math-depth: {attrs.pop('scriptlevel')}")
    attrs["style"] = "; ".join(rule for rule in rules if rule)
    kept = "".join(f' {name}="{value}"' for name, value in attrs.items() if value)
    return f"<{match[1]}{kept}>"


def _reason(text: str) -> tuple[str, int]:
    """Message and offset of an error as math-core writes it: "38: Math mode …", or "macro0:3: …"."""
    match = re.match(r"(?:macro\d+:\d+|(\d+)): *(.*)", text, re.DOTALL)
    if not match:
        return text, -1
    message = match[2].rstrip(".")
    return (message, int(match[1])) if match[1] else (f"in a macro: {message}", -1)


def _prepared(tex: str, display: bool) -> str:
    """Equations are numbered only where they are referred to; tags, labels and new lines need an environment."""
    if not display:
        return tex
    marked = "\\tag" in tex or "\\label" in tex
    if not marked and "\\begin" not in tex and "\\\\" in tex:
        kind = "aligned" if "&" in tex else "gathered"
        return rf"\begin{{{kind}}}{tex}\end{{{kind}}}"
    if not marked:
        return _NUMBERED.sub(r"\\\1{\2*}", tex)
    if _ENVIRONMENT.search(tex):
        return tex
    star = "" if "\\label" in tex and "\\tag" not in tex else "*"
    return f"\\begin{{equation{star}}}{tex}\\end{{equation{star}}}"


def _cured(tex: str, display: bool) -> Iterator[str]:
    """What math-core does not know, said in words that it knows."""
    for pattern, instead in _RENAMED:
        tex = pattern.sub(instead, tex)
    tex = _TEXT.sub(_text, tex)
    if display and "\\begin" not in tex and "&" in tex:
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    yield tex
    if "\\newcommand" in tex:
        yield tex.replace("\\newcommand", "\\renewcommand")


def _text(match: re.Match[str]) -> str:
    """Text with formulas in it, in turns; special characters in it escaped."""
    command, content = match[1], match[2]
    if content.count("$") % 2:
        return match[0]
    pieces = []
    for index, piece in enumerate(content.split("$")):
        if index % 2:
            pieces.append(f"{{{piece}}}")
        elif piece or index == 0:
            escaped = _SPECIAL.sub(r"\\\1", piece)
            pieces.append(f"\\{command}{{{escaped}}}")
    return "".join(pieces)


_STYLED = re.compile(r'<(mfrac|mrow)((?: [a-z]+="[^"]*")+)>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_COMMAND = re.compile(
    r"\\(?P<name>[A-Za-z]+)\*?|\\(?P<char>.)|(?P<script>[\^_])\{(?P<body>[^{}\\]{1,12})\}|(?P<drop>[{}])|(?P<tie>~)",
    re.DOTALL,
)


def plain(tex: str) -> str:
    """A formula as a person would type it, for titles, search and sorting: `\\alpha \\le x^2` is "α ≤ x^2"."""
    if "\\" not in tex and "{" not in tex:
        return " ".join(tex.split())
    return " ".join(_COMMAND.sub(_symbol, _FRACTION.sub(r"\1/\2", tex)).split())


def _symbol(match: re.Match[str]) -> str:
    if match["name"]:
        return SYMBOLS.get(match["name"], match["name"])
    if match["script"]:
        body = match["body"]
        return match["script"] + (body if len(body) == 1 else f"({body})")
    if match["tie"] or match["drop"]:
        return " " if match["tie"] else ""
    return match["char"] if match["char"] in "{}$%&#_|" else " "
