"""Diagnostics in words: for a terminal, as JSON, as annotations of GitHub; one shape everywhere.

error[yaml-colon] notes/vae.md:2:11
  2 | title: Attention: a survey
    |                 ^ a second ":" needs quotes
    = write: title: "Attention: a survey"
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from papernotes.model.problem import Code, Diagnostic, PapernotesError, Severity

EXAMPLES = 3
_WIDTH = 100  # of a source line that is shown
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_ORDER = list(Severity)
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def text(diagnostics: Iterable[Diagnostic], *, colour: bool = False) -> str:
    """All diagnostics, one after the other, in the order given."""
    return "".join(one(problem, colour=colour) for problem in diagnostics)


def grouped(diagnostics: Iterable[Diagnostic], *, colour: bool = False) -> str:
    """Diagnostics by code, the worst first; of more than three of a code, three examples and their number."""
    found = sorted(diagnostics, key=lambda problem: (_ORDER.index(problem.code.severity), problem.code.value))
    shown: list[str] = []
    for code, group in groupby(found, key=lambda problem: problem.code):
        same = list(group)
        shown += [one(problem, colour=colour) for problem in same[:EXAMPLES]]
        if len(same) > EXAMPLES:
            shown.append(f"{_head(code, colour)} {len(same):,} in all; papernotes check --all shows them\n")
    return "".join(shown)


def one(problem: Diagnostic, *, colour: bool = False) -> str:
    """A diagnostic in its shape: code and place, the source line with a mark under what is meant, the hint."""
    place, message = _where(problem), printable(problem.message)
    lines = [" ".join(filter(None, (_head(problem.code, colour), place)))]
    if problem.span is not None and problem.source.strip():
        number = str(problem.span.line)
        shown, blank, mark = _marked(problem.source, problem.span.column, problem.span.end)
        lines.append(f"  {number} | {shown}")
        lines.append(f"  {' ' * len(number)} | {blank}{mark} {message}")
    else:
        number = " "
        lines[0] += f"  {message}" if place else f" {message}"
    margin = "  " + " " * len(number) + " "
    for count, line in enumerate(problem.hint.splitlines()):
        lines.append(f"{margin}{' ' if count else '='} {printable(line)}")
    return "\n".join(lines) + "\n"


def failure(error: PapernotesError, *, colour: bool = False) -> str:
    """What stopped a run, in the same shape."""
    hint = "".join(f"    = {printable(line)}\n" for line in error.hint.splitlines())
    return f"{_painted('error', Severity.ERROR, colour)}: {printable(error.message)}\n{hint}"


def plain(problem: Diagnostic) -> dict[str, Any]:
    """A diagnostic as the values that `check --json` prints; what has no place has null for it."""
    span = problem.span
    return {
        "code": problem.code.value,
        "severity": problem.code.severity.value,
        "path": span.path if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "message": problem.message,
        "hint": problem.hint,
    }


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Diagnostics as one JSON array."""
    return json.dumps([plain(problem) for problem in diagnostics], indent=1) + "\n"


def github(diagnostics: Iterable[Diagnostic], folder: str = "") -> str:
    """Diagnostics as workflow commands of GitHub Actions; `folder` is the project's path in the repository.

    The form is that of docs.github.com, "Workflow commands for GitHub Actions".
    """
    lines = []
    for problem in diagnostics:
        fields = {"title": problem.code.value}
        if span := problem.span:
            path = f"{folder.rstrip('/')}/{span.path}" if folder else span.path
            fields = {"file": path, "line": str(span.line), "col": str(span.column), **fields}
        settings = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in fields.items())
        words = _escaped("\n".join(filter(None, (problem.message, problem.hint))))
        lines.append(f"::{_GITHUB[problem.code.severity]} {settings}::{words}\n")
    return "".join(lines)


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many of each severity: "2 errors, 1 warning"; "" for none."""
    parts = []
    for severity in Severity:
        count = sum(problem.code.severity is severity for problem in diagnostics)
        if count:
            parts.append(f"{count:,} {severity.value}{'' if count == 1 else 's'}")
    return ", ".join(parts)


def failed(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> bool:
    """Whether a command ends with exit code 1: errors, or warnings where one is strict."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.code.severity in bad for problem in diagnostics)


def printable(words: str) -> str:
    """A text with everything that steers a terminal, or turns its letters around, shown as escapes."""
    if words.isascii() and words.isprintable():
        return words
    return "".join(char if _is_harmless(char) else _escape(char) for char in words)


def printable_lines(words: str) -> str:
    """`printable` for a text whose line ends are meant."""
    return "".join(printable(line.rstrip("\n")) + "\n" for line in words.splitlines())


def reference() -> str:
    """The text of docs/diagnostics.md."""
    lines = [
        "# Diagnostics",
        "",
        "What papernotes has to say of the content: in the terminal, in `check --json`, in the preview's panel.",
        "An **error** means that something written is not on the site as written;"
        " a **warning** that all is there, but perhaps not as meant; a **note** is advice.",
        "`papernotes build` ends with exit code 1 after errors, and after warnings with `--strict`.",
        "This page is made from `Code` in `src/papernotes/model/problem.py`.",
        "",
        "| code | severity | what it means |",
        "| --- | --- | --- |",
    ]
    lines += [f"| `{code.value}` | {code.severity.value} | {code.text.replace('|', chr(92) + '|')} |" for code in Code]
    return "\n".join(lines) + "\n"


def _head(code: Code, colour: bool) -> str:
    return _painted(f"{code.severity.value}[{code.value}]", code.severity, colour)


def _painted(words: str, severity: Severity, colour: bool) -> str:
    return f"\x1b[1;{_COLOURS[severity]}m{words}\x1b[0m" if colour else words


def _where(problem: Diagnostic) -> str:
    span = problem.span
    return f"{printable(span.path)}:{span.line}:{span.column}" if span else ""


def _marked(source: str, column: int, end: int) -> tuple[str, str, str]:
    """The source line as shown (a long one cut around the place), the blanks up to the place, the mark under it."""
    start = max(0, column - 1)
    if len(source) <= _WIDTH:
        before, after = source[:start], source[start:]
    else:
        first = max(0, start - _WIDTH // 2)
        before, after = ("…" if first else "") + source[first:start], source[start : first + _WIDTH]
        after += "…" if first + _WIDTH < len(source) else ""
    width = max(1, _width(printable(after[: max(1, end - column)])))
    blanks = " " * (_width(printable(before)) + max(0, start - len(source)))
    return printable(before + after), blanks, "^" * width


def _width(words: str) -> int:
    """Columns that a text takes in a terminal."""
    if words.isascii():
        return len(words)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in words)
    return len(words) + wide - sum(unicodedata.category(char) in ("Mn", "Me", "Cf") for char in words)


def _is_harmless(char: str) -> bool:
    # U+200C and U+200D join letters and emoji; every other control can hide or reorder what is shown
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or char in "\u200c\u200d"


def _escape(char: str) -> str:
    return "  " if char == "\t" else repr(char)[1:-1] if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def _escaped(words: str, more: str = "") -> str:
    """Percent-escapes of workflow commands."""
    for char in "%\r\n" + more:
        words = words.replace(char, f"%{ord(char):02X}")
    return words
