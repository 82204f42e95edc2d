"""TOML front matter between `+++` lines, as Hugo writes it → properties."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, time

from papernotes.fields import Raw
from papernotes.frontmatter.property import BrokenError, Property
from papernotes.frontmatter.repair import Problem
from papernotes.model.problem import Code

_KEY = re.compile(r"^[ \t]*\[*[ \t]*\"?(?P<key>[\w-]+)\"?(?P<after>[ \t]*=[ \t]*|[\].])", re.MULTILINE)


def read_toml(block: str, first: int) -> tuple[list[Property], list[Problem]]:
    """The properties of a TOML document, numbers as written; where it is broken, of its lines that are not."""
    block = block.replace("\r\n", "\n")
    places = _places(block, first)
    try:
        return [Property(key, raw, *places.get(key, (first, 1, first, 1))) for key, raw in _values(block, first)], []
    except BrokenError as broken:
        lines = ((number, line) for number, line in enumerate(block.split("\n"), first) if "=" in line)
        properties = [
            Property(key, raw, *places.get(key, (number, 1, number, 1)))
            for number, line in lines
            for key, raw in _values_of_line(line)
        ]
        return properties, [Problem(broken.code, broken.message, broken.line, broken.column, 'write: key = "value"')]


def _values(block: str, first: int) -> Iterator[tuple[str, Raw]]:
    """The keys and values of a document; raises BrokenError."""
    try:
        values = tomllib.loads(block, parse_float=str)
    except (ValueError, RecursionError) as error:
        place = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (block.count("\n") or 1, 1)
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise BrokenError(Code.YAML_BROKEN, f"this is not TOML: {reason}", first + line - 1, column) from None
    return ((key, _raw(value)) for key, value in values.items())


def _values_of_line(line: str) -> list[tuple[str, Raw]]:
    """What one line says, nothing if it is broken by itself."""
    try:
        return list(_values(line, 1))
    except BrokenError:
        return []


def _raw(value: object) -> Raw:
    """A TOML value with its scalars as text."""
    if isinstance(value, list):
        return [_raw(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _raw(item) for key, item in value.items()}
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _places(block: str, first: int) -> dict[str, tuple[int, int, int, int]]:
    """Line and column of each key's value and of the key, at its first place."""
    places: dict[str, tuple[int, int, int, int]] = {}
    line, counted = first, 0
    for match in _KEY.finditer(block):
        line += block.count("\n", counted, match.start())
        counted = match.start()
        places.setdefault(match["key"], (line, match.end() - counted + 1, line, match.start("key") - counted + 1))
    return places
