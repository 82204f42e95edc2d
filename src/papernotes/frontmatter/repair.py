"""Broken YAML, key by key: what can be read is read, and each break is a problem with the line to write."""

import re
from collections.abc import Iterator

from msgspec import Struct

from papernotes.fields import Raw, lookup
from papernotes.frontmatter.block import KEY
from papernotes.frontmatter.lines import read_yaml
from papernotes.frontmatter.property import BrokenError, Property
from papernotes.model.problem import Code, Edit

_SPECIAL = tuple("\"'[]{}&*!|>%@`,#?-")
_GLUED = re.compile(r"(?P<head>(?P<key>[\w -]+):)(?P<value>\S.*)")
_WIKI = re.compile(r"(?P<head>\s*(?:- +|[^\s\[:][^\[\n]*?:[ \t]+))(?P<text>\[\[[^\[\]\n]+\]\].*)")
_HEAD = re.compile(r"^[ \t]*(?:-[ \t]+)*(?:[^\s:\"'#-][^:\n]*:(?=[ \t]))?[ \t]*", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Problem(Struct, frozen=True):
    """What becomes a diagnostic."""

    code: Code
    message: str
    line: int
    column: int
    hint: str = ""
    edit: Edit | None = None


def repaired(block: str, first: int) -> tuple[list[Property], list[Problem]]:
    """The properties of a block that is not YAML as it stands: tidied if that is enough, else key by key."""
    text, problems = _tidy(block.replace("\r\n", "\n"), first)
    try:
        return read_yaml(text, first), problems
    except BrokenError:
        properties, found = _key_by_key(text, first)
        return properties, problems + found


def _tidy(block: str, first: int) -> tuple[str, list[Problem]]:
    """The block with tabs as blanks and without control characters, each character in its place."""
    problems: list[Problem] = []
    if tab := re.search(r"^ *\t[ \t]*\S", block, re.MULTILINE):
        line = first + block.count("\n", 0, tab.start())
        problems.append(Problem(Code.YAML_BROKEN, "a tab in the indentation", line, 1, "indent with blanks"))
    if control := _CONTROL.search(block):
        line = first + block.count("\n", 0, control.start())
        column = control.start() - block.rfind("\n", 0, control.start())
        problems.append(Problem(Code.YAML_BROKEN, "a control character", line, column, "remove it"))
    return _CONTROL.sub("\ufffd", _HEAD.sub(lambda head: head[0].replace("\t", " "), block)), problems


def _key_by_key(block: str, first: int) -> tuple[list[Property], list[Problem]]:
    """All properties that can be read, and what is wrong with the others."""
    properties: list[Property] = []
    problems: list[Problem] = []
    for line, lines in _chunks(block, first):
        try:
            properties += _read(lines, line)
        except BrokenError as broken:
            found, problem = _mended(lines, line, broken)
            properties += [found] if found else []
            problems.append(problem)
    return properties, problems


def _chunks(block: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """The lines of each key with the number of the first; lines that belong to no key stand together."""
    start, lines = first, list[str]()
    for number, text in enumerate(block.split("\n"), first):
        if lines and _begins_chunk(text, KEY.match(lines[0])):
            yield start, lines
            start, lines = number, []
        lines.append(text)
    yield start, lines


def _begins_chunk(text: str, key: re.Match[str] | None) -> bool:
    """Whether a line belongs no more to the key above it: it is a key, or neither indented nor an item of its list."""
    if KEY.match(text):
        return True
    if not key or not text.strip() or text[0] in " #]}":
        return False
    return text[0] != "-" or bool(key["value"].strip())


def _read(lines: list[str], line: int) -> list[Property]:
    """The properties in the lines of one key; wikilinks are read as text."""
    text = "\n".join(lines)
    try:
        return read_yaml(text, line)
    except BrokenError:
        if "[[" not in text:
            raise
        return read_yaml("\n".join(_with_quoted_wikilinks(lines)), line)


def _with_quoted_wikilinks(lines: list[str]) -> Iterator[str]:
    """`- [[note]] - why`, which YAML takes for a list and a mistake, as text; it may go on in deeper lines."""
    is_open = False
    for number, text in enumerate(lines):
        match = None if is_open else _WIKI.fullmatch(text)
        if match or is_open:
            text = (match["head"] + "'" if match else "") + (match["text"] if match else text).replace("'", "''")
            after = lines[number + 1] if number + 1 < len(lines) else ""
            is_open = after.startswith(" ") and not after.lstrip().startswith("- ")
            text += "" if is_open else "'"
        yield text


def _mended(lines: list[str], line: int, broken: BrokenError) -> tuple[Property | None, Problem]:
    """A key whose value is not YAML, read as text or as a simple list."""
    head = KEY.match(lines[0])
    if head is None:
        return _stray(lines[0], line, broken)
    rest = [text for text in lines[1:] if text.strip()]
    value = head["value"].strip()
    if broken.code is Code.YAML_REFUSED and (rest or not re.fullmatch(r"[*&!][^\[{]*", value)):
        return None, Problem(broken.code, broken.message, broken.line, broken.column, "write plain values and lists")
    if rest and not value and all(text.lstrip().startswith("-") for text in rest):
        return _mended_list(head["key"], lines, line, broken)
    column = head.end("head") + 1
    text = " ".join([value, *(more.strip() for more in rest)]).strip()
    fixed = f"{head['head'].rstrip()} {quoted(_unquoted(text))}"
    raw = _listed(text) if _is_flow(text) else _unquoted(text)
    found = Property(_unquoted(head["key"]), raw, line, column, line, 1)
    if broken.code is Code.YAML_BROKEN and not value.startswith(_SPECIAL) and (": " in text or text.endswith(":")):
        at = column + (value.find(": ") if ": " in value else len(value) - 1)
        edit = None if rest else Edit(line, lines[0], fixed)
        return found, Problem(Code.YAML_COLON, 'a second ":" needs quotes', line, at, f"write: {fixed}", edit)
    return found, Problem(broken.code, broken.message, line, column, f"write: {fixed}")


def _stray(text: str, line: int, broken: BrokenError) -> tuple[Property | None, Problem]:
    """A line that is no `key: value`; `title:Deep nets` of a field lacks only the blank."""
    match = _GLUED.fullmatch(text.rstrip())
    if match and lookup(match["key"]):
        column = match.start("value") + 1
        hint = f"write: {match['head']} {match['value']}"
        found = Property(match["key"], _unquoted(match["value"]), line, column, line, 1)
        return found, Problem(broken.code, "a blank is missing after the colon", line, column, hint)
    return None, Problem(broken.code, broken.message, line, len(text) - len(text.lstrip()) + 1, "write: key: value")


def _mended_list(key: str, lines: list[str], line: int, broken: BrokenError) -> tuple[Property, Problem]:
    """A list of which an item is not YAML, its items read as text."""
    items = [(number, text) for number, text in enumerate(lines[1:], line + 1) if text.strip()]
    places = tuple((number, len(text) - len(text.lstrip("- ")) + 1) for number, text in items)
    texts: list[Raw] = [_unquoted(text.strip("- ")) or None for _, text in items]
    bad, place = next(
        ((one, place) for one, place in zip(texts, places, strict=True) if place[0] >= broken.line), (None, places[-1])
    )
    hint = f"write: - {quoted(bad)}" if isinstance(bad, str) else ""
    found = Property(_unquoted(key), texts, *places[0], line, 1, places)
    return found, Problem(broken.code, broken.message, *place, hint)


def _is_flow(text: str) -> bool:
    """Whether a value was meant as `[a, b]`, whichever bracket is missing."""
    return text.startswith("[") and "]" not in text[:-1]


def _listed(text: str) -> list[Raw]:
    """The items of `[a, b]`."""
    return [item for part in text.strip("[]").split(",") if (item := _unquoted(part.strip()))]


def _unquoted(text: str) -> str:
    """A value without the quotation marks around it, also where one of them is missing."""
    if text[:1] in ("'", '"') and text.count(text[0]) <= 2:
        return text.replace(text[0], "").strip()
    return text


def quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes."""
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return f'"{escaped}"'
