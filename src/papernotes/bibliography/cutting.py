"""A .bib text cut into its commands, so that each can be read, remembered and reported by itself; `@string` macros.

What is cut needs no parser: a command begins with `@type{` or `@type(` at a line's start (blanks before it allowed),
so a stray brace never reaches the next entry.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from papernotes.model.written import Source

LONGEST_MACRO = 2_000  # characters; more is no abbreviation but a bomb

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_COMMAND = re.compile(r"^[ \t\ufeff]*(?P<at>@)[ \t]*(?P<type>[A-Za-z][\w.+-]*)\s*[{(]", re.MULTILINE)
_COMMENT = re.compile(r"@[ \t]*comment", re.IGNORECASE)
_INNER = re.compile(r"@[ \t]*[A-Za-z]+\s*[{(]\s*[^\s{}(),=\"]+\s*,")
_OUTSIDE = re.compile(rf"%[^\n]*|{_INNER.pattern}")
_OPENING = re.compile(r"@[ \t]*[A-Za-z][\w.+-]*\s*\{")
_STRING = re.compile(r"[ \t\ufeff]*@[ \t]*string\s*[{(]\s*(?P<name>[^\s={}(),\"#]+)\s*=", re.IGNORECASE)
_PART = re.compile(r"\s*(?:(?P<open>[{\"])|(?P<word>[^\s={}(),\"#]+))\s*")
_AFTER = re.compile(r"\s*(?:(#)|,?\s*[})])")
_BLANKS = re.compile(r"\s+")
_BRACE = re.compile(r"[{}]")
_DELIMITER = re.compile(r"[{}\"]")
_USED = re.compile(r"[=#]\s*([^\s={}(),\"#\d][^\s={}(),\"#]*)")
_MONTHS = "January February March April May June July August September October November December".split()
MONTHS = {name[:3].lower(): name for name in _MONTHS}
BUILT_IN = MONTHS | {
    "acmcs": "ACM Computing Surveys",
    "acta": "Acta Informatica",
    "cacm": "Communications of the ACM",
    "ibmjrd": "IBM Journal of Research and Development",
    "ibmsj": "IBM Systems Journal",
    "ieeese": "IEEE Transactions on Software Engineering",
    "ieeetc": "IEEE Transactions on Computers",
    "ieeetcad": "IEEE Transactions on Computer-Aided Design of Integrated Circuits",
    "ipl": "Information Processing Letters",
    "jacm": "Journal of the ACM",
    "jcss": "Journal of Computer and System Sciences",
    "scp": "Science of Computer Programming",
    "sicomp": "SIAM Journal on Computing",
    "tcs": "Theoretical Computer Science",
    "tocs": "ACM Transactions on Computer Systems",
    "tods": "ACM Transactions on Database Systems",
    "tog": "ACM Transactions on Graphics",
    "toms": "ACM Transactions on Mathematical Software",
    "toois": "ACM Transactions on Office Information Systems",
    "toplas": "ACM Transactions on Programming Languages and Systems",
}
"""Macros that BibTeX's own styles (plain.bst and its kin) define."""


class Chunk(Struct, frozen=True):
    """One command of a .bib file: "entry" or "string"; `text` up to the next command, `line` where it begins."""

    kind: str
    text: str
    line: int = 1


class Cut(Struct, frozen=True):
    """A .bib text with its chunks, and where in the text each of them begins."""

    text: str
    chunks: tuple[Chunk, ...] = ()
    starts: tuple[int, ...] = ()


def chunks(source: Source) -> tuple[Chunk, ...]:
    """The entries and @string definitions of a .bib file in order; what stands in `@comment{…}` is neither."""
    return cut(source.text).chunks


def cut(text: str) -> Cut:
    """A .bib text cut into its chunks."""
    shown, starts, found = printable(text), [], []
    line, counted = 1, 0
    for kind, start, end in _commands(shown):
        line, counted = line + shown.count("\n", counted, start), start
        if kind not in ("comment", "preamble"):
            starts.append(start)
            found.append(Chunk("string" if kind == "string" else "entry", shown[start:end].rstrip(), line))
    return Cut(text, tuple(found), tuple(starts))


def first_comment(text: str, start: int, end: int) -> int:
    """Where the first of what may be comments begins between two places of a text; -1 if there is none."""
    found = _COMMENT.search(text, start, end)
    return found.start() if found else -1


def printable(text: str) -> str:
    """The text with U+FFFD for what neither HTML nor XML can hold; lines and columns stay where they are."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _commands(text: str) -> Iterator[tuple[str, int, int]]:
    """Type, start and end of every command, what is inside a comment left out."""
    comment = first_comment(text, 0, len(text))
    closers = _closers(text, comment, len(text)) if comment >= 0 else {}
    starts = []
    skip_to = 0
    for match in _COMMAND.finditer(text):
        if match.start() < skip_to:
            continue
        kind = match["type"].lower()
        if kind == "comment":
            skip_to = closers.get(match.end() - 1, 0)
        starts.append((kind, match.start("at")))
    for (kind, start), (_, end) in pairwise([*starts, ("", len(text))]):
        yield from ((kind, first, last) for first, last in _apart(text, kind, start, end))


def _apart(text: str, kind: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The commands that begin inside a line, after the end of the one before: files that are one long line."""
    if kind not in ("comment", "string") and _INNER.search(text, start + 1, end):
        closers = _closers(text, start, end)
        while (opening := _OPENING.match(text, start, end)) and (closer := closers.get(opening.end() - 1)):
            inner = next((match for match in _OUTSIDE.finditer(text, closer, end) if match[0][0] == "@"), None)
            if not inner:
                break
            yield start, inner.start()
            start = inner.start()
    yield start, end


def _closers(text: str, start: int, end: int) -> dict[int, int]:
    """Where each brace that is closed is closed; one that is not does not disturb those after it."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for match in _BRACE.finditer(text, start, end):
        if match[0] == "{":
            waiting.append(match.start())
        elif waiting:
            pairs[waiting.pop()] = match.start()
    return pairs


def closing(text: str, start: int) -> int:
    """Where the brace or quotation mark at `start` is closed; -1 if nowhere, or nested more than 100 deep."""
    depth = 0
    for match in _DELIMITER.finditer(text, start + 1):
        if match[0] == "{":
            depth += 1
            if depth > 100:
                return -1
        elif match[0] == "}" and depth:
            depth -= 1
        elif match[0] == "}" or not depth:
            if (match[0] == "}") == (text[start] == "{"):
                return match.start()
            if match[0] == "}":
                return -1
    return -1


def definition(text: str) -> tuple[str, tuple[tuple[bool, str], ...]] | None:
    """The name and parts of an @string command, None if it cannot be read; a part is (is a macro's name, text)."""
    head = _STRING.match(text)
    position = head.end() if head else 0
    parts: list[tuple[bool, str]] = []
    while head and (part := _PART.match(text, position)):
        if part["word"]:
            parts.append((not part["word"].isdigit(), part["word"]))
            position = part.end()
        else:
            end = closing(text, part.start("open"))
            if end < 0:
                return None
            parts.append((False, _BLANKS.sub(" ", text[part.end("open") : end])))
            position = end + 1
        rest = _AFTER.match(text, position)
        if rest and rest[1] != "#":
            return head["name"].lower(), tuple(parts)
        position = rest.end() if rest else len(text)
    return None


def macros(found: Iterable[Chunk], base: Iterable[tuple[str, str]] = ()) -> tuple[tuple[str, str], ...]:
    """Name (lower case) and text of every @string among `found`, sorted; they may use each other and those of `base`.

    The first of two definitions counts. A text is cut at LONGEST_MACRO characters.
    """
    defined: dict[str, tuple[tuple[bool, str], ...]] = {}
    for chunk in found:
        if chunk.kind == "string" and (read := definition(chunk.text)):
            defined.setdefault(*read)
    values = BUILT_IN | dict(base)
    done: dict[str, str] = {}
    for name in defined:
        _expand(name, defined, values, done)
    return tuple(sorted({**dict(base), **done}.items()))


def _expand(
    name: str,
    defined: Mapping[str, tuple[tuple[bool, str], ...]],
    base: Mapping[str, str],
    done: dict[str, str],
    depth: int = 0,
) -> str:
    """The text of a macro; its own name where it is not defined, leads back to itself, or nests too deep."""
    if name in done or name not in defined or depth > 50:
        return done.get(name, base.get(name, name))
    done[name] = name
    text = ""
    for is_name, part in defined[name]:
        text += _expand(part.lower(), defined, base, done, depth + 1) if is_name else part
        if len(text) > LONGEST_MACRO:
            break
    done[name] = text[:LONGEST_MACRO]
    return done[name]


def used(chunk: Chunk, known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Those of the known macros that a chunk may use: what it depends on besides its own text."""
    names = {name.lower() for name in _USED.findall(chunk.text)} if known else set()
    return tuple(sorted((name, known[name]) for name in names if name in known))
