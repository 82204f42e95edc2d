"""The TeX of bibliographies: words with TeX's spellings become text, and text becomes such words.

Only what stands in names and titles is read: accents, symbols, dashes, grouping braces; commands that dress a text
leave the text. Formulas (`$…$`, `\\(…\\)`) are kept as they are. pylatexenc knows the names of the symbols.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

_MATH = re.compile(
    r"(?<!\\)(?:\$\$(?P<display>[^$]+)\$\$|\$(?P<inline>(?:[^$\\]|\\.)++)\$|\\\((?P<round>(?:[^\\]|\\[^()])++)\\\))",
    re.DOTALL,
)
_TEX = re.compile(
    r"\\(?P<accent>['`^\"~=.]|[uvHtcdbkr](?![A-Za-z]))\s?"
    r"(?:\{(?P<braced>[^{}\\]{0,20}|\\[ij]\s?)\}|(?P<bare>\\[ij](?![A-Za-z])\s?|[^\W\d_]))"
    r"|\\(?:noopsort|SortNoop|href|begin|end|cite[a-z]*|ref|label)\s?\{[^{}]*\}"
    r"|\\(?P<word>[A-Za-z]+)\*?(?:\s|\{\})?"
    r"|\\(?P<sign>.|$)"
    r"|(?P<brace>[{}])|(?P<dash>---?)|(?P<tie>~)",
    re.DOTALL,
)
_MATHEMATICAL = re.compile(r"[\\^_=<>{}]|^[-+]$")
_LETTERS = re.compile(r"([0-9]*)[\^_]?\{?(?:\\(?:text|math)?rm ?)?\{?(\\[A-Za-z]+|[^\\^_{}$]+)\}{0,2}")
_NEEDED = re.compile(r"[\\{}~$]|--|``")
# U+03xx marks that stand behind the letter, by the accent's command.
_MARKS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "t": "\u0361", "c": "\u0327", "d": "\u0323", "b": "\u0331",
    "k": "\u0328", "r": "\u030a",
}  # fmt: skip
_SIGNS = {
    "\\": " ",
    " ": " ",
    "\n": " ",
    ",": " ",
    ";": " ",
    ":": " ",
    "!": "",
    "-": "",
    "/": "",
    "@": "",
    "'": "",
    "`": "",
}
_WORDS = {
    "textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textquotesingle": "'", "textbar": "|",
    "par": " ", "newline": " ", "linebreak": " ", "item": " ", "quad": " ", "qquad": " ", "slash": "/", "today": "",
    "textless": "<", "textgreater": ">", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX",
}  # fmt: skip
_ESCAPES = str.maketrans(
    {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {sign: f"\\{sign}" for sign in "$&%#_"}
)
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)")


def segments(text: str) -> Iterator[tuple[bool, str]]:
    """The stretches of a TeX text in order: (True, the TeX of a formula) or (False, plain text)."""
    quoted = "``" in text
    return ((is_math, part if is_math else _words(part, quoted)) for is_math, part in formulas(text))


def formulas(text: str) -> Iterator[tuple[bool, str]]:
    """The stretches of a text in order, nothing changed but that formulas lose their dollars: (is a formula, text)."""
    start = 0
    for match in _formulas(text) if "$" in text or "\\(" in text else ():
        yield False, text[start : match.start()]
        yield True, match[match.lastgroup or 0]
        start = match.end()
    yield False, text[start:]


def decode(text: str) -> str:
    """A TeX text as a person reads it, blanks single; a formula of more than one word or sign stands as `$…$`."""
    if not text:
        return ""
    if _NEEDED.search(text):
        text = "".join(_formula(part) if is_math else part for is_math, part in segments(text))
    return " ".join(text.split())


def _formula(tex: str) -> str:
    """`$\\mu$` and `$^{th}$` are words."""
    letters = _LETTERS.fullmatch(tex)
    return (letters and _words(letters[1] + letters[2])) or f"${tex}$"


def encode(text: str) -> str:
    """A text as TeX reads it, with balanced braces; what looks like a formula `$…$` stays one."""
    return _encoded(text, _escape)


def encode_title(text: str) -> str:
    """The same for a title, with braces around what a bibliography style must not make lower case.

    That is a word with a capital inside ("BERT") and, in a title that is otherwise in lower case, every name in it.
    """
    words = [word for word in re.findall(r"\w+", text)[1:] if len(word) > 3 and word[1:].islower()]
    with_names = sum(word[0].isupper() for word in words) * 2 <= len(words)

    def guarded(match: re.Match[str]) -> str:
        word = match[0].lstrip("(“\"'‘")
        begins = match.start() == 0 or match.string[match.start() - 2] in ".:?!—–"
        name = with_names and not begins and word[:1].isupper()
        inner = any(char.isupper() for char in word[1:])
        return f"{{{_escape(match[0])}}}" if inner or name else _escape(match[0])

    return _encoded(text, lambda part: re.sub(r"\S+", guarded, part))


def _encoded(text: str, escape: Callable[[str], str]) -> str:
    done, start = [], 0
    for match in _formulas(text):
        if match["inline"] and balanced(match["inline"]):
            done += [escape(text[start : match.start()]), match[0]]
            start = match.end()
    return "".join([*done, escape(text[start:])])


def _formulas(text: str) -> Iterator[re.Match[str]]:
    """Formulas, not prices: no blank at an end and no digit behind, unless there is something mathematical inside."""
    position = 0
    while match := _MATH.search(text, position):
        tex = match[match.lastgroup or 0]
        tight = tex == tex.strip() and not text[match.end() : match.end() + 1].isdigit()
        if tex.strip() and (tight or _MATHEMATICAL.search(tex)):
            yield match
            position = match.end()
        else:  # its last dollar may be the first of another
            position = max(match.end() - 1, match.start() + 1)


def _words(text: str, quoted: bool = False) -> str:
    """Plain text; where English quotation marks are used, `''` closes one."""
    if not quoted and not _NEEDED.search(text):
        return text
    if quoted:
        text = text.replace("``", "“").replace("''", "”")
    return _TEX.sub(_word, text)


def _word(match: re.Match[str]) -> str:
    """The characters that one construct of TeX stands for."""
    if match["accent"]:
        base = (match["braced"] if match["bare"] is None else match["bare"]).strip().removeprefix("\\")
        return unicodedata.normalize("NFC", base[:1] + _MARKS[match["accent"]] + base[1:]) if base else ""
    if match["word"]:
        return _symbol(match["word"])
    if match["sign"]:
        return _SIGNS.get(match["sign"], match["sign"])
    if match["dash"]:
        return "—" if len(match["dash"]) == 3 else "–"
    return " " if match["tie"] else ""


@lru_cache(4096)
def _symbol(word: str) -> str:
    """What a command without arguments prints: "ß" for `ss`; nothing for one that only dresses its argument."""
    if word in _WORDS:
        return _WORDS[word]
    shown = getattr(_symbols().get_macro_spec(word), "simplify_repl", "")
    return shown if isinstance(shown, str) and "%" not in shown else ""


@cache
def _symbols() -> Any:
    from pylatexenc.latex2text import get_default_latex_context_db

    return get_default_latex_context_db()


def _escape(text: str) -> str:
    return _LIGATURES.sub("{}", text.translate(_ESCAPES))


def balanced(tex: str) -> bool:
    """Whether every brace has its partner, as BibTeX counts them."""
    depth = 0
    for char in tex:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0
