"""YAML → properties: every scalar stays a string, every value has its place, nothing is constructed.

YAML is read as a stream of events, so tags, anchors, aliases and depth are refused before anything is built.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from papernotes.fields import Raw
from papernotes.frontmatter.property import BrokenError, Property
from papernotes.model.problem import Code

_DEPTH = 20
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SEPARATORS = re.compile("[\x85\u2028\u2029]")


def read_nodes(block: str, first: int) -> list[Property]:
    """The properties of a mapping whose first line is line `first` of its file; raises BrokenError."""
    if not block.isascii():
        block = _SEPARATORS.sub(" ", block)  # YAML would count lines that no editor shows
    try:
        return list(_properties(yaml.parse(block, Loader=_LOADER), first))
    except yaml.MarkedYAMLError as error:
        is_open = "quoted scalar" in (error.context or "")
        message = "a quotation mark that is never closed" if is_open else f"this is not YAML: {error.problem}"
        mark = error.context_mark if is_open else error.problem_mark
        raise BrokenError(Code.YAML_BROKEN, message, *_place(mark, first)) from None
    except (yaml.YAMLError, UnicodeEncodeError):
        raise BrokenError(Code.YAML_BROKEN, "a character that YAML does not allow", first, 1) from None


def _properties(events: Iterator[Any], first: int) -> Iterator[Property]:
    """The properties of the stream's one mapping; nothing for an empty stream."""
    root = next((event for event in events if isinstance(event, yaml.NodeEvent)), None)
    if isinstance(root, yaml.MappingStartEvent):
        _check(root, first, 1)
        yield from _pairs(events, first)
        root = next((event for event in events if isinstance(event, yaml.NodeEvent)), None)
    if root:
        message = "front matter is lines of `key: value`, not a list or a text"
        raise BrokenError(Code.YAML_BROKEN, message, *_place(root.start_mark, first))


def _place(mark: Any, first: int) -> tuple[int, int]:
    """Line and column in the file, from 1."""
    return first + mark.line, mark.column + 1


def _pairs(events: Iterator[Any], first: int) -> Iterator[Property]:
    """The pairs of a mapping, up to its end."""
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            return
        key, _ = _value(event, events, first)
        after = next(events)
        raw, items = _value(after, events, first)
        places = (*_place(after.start_mark, first), *_place(event.start_mark, first))
        yield Property(_key(key), raw, *places, items)


def _value(event: Any, events: Iterator[Any], first: int) -> tuple[Raw, tuple[tuple[int, int], ...]]:
    """The value that begins with an event, and the places of its items if it is a list."""
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, first), ()
    places: list[tuple[int, int]] = []
    stack: list[tuple[Any, list[Raw]]] = []
    while True:
        if isinstance(event, yaml.CollectionEndEvent):
            done = _closed(*stack.pop())
            if not stack:
                return done, tuple(places)
            stack[-1][1].append(done)
        else:
            if len(stack) == 1:
                places.append(_place(event.start_mark, first))
            if isinstance(event, yaml.ScalarEvent):
                stack[-1][1].append(_scalar(event, first))
            else:
                _check(event, first, len(stack) + 2)
                stack.append((event, []))
        event = next(events)


def _closed(start: Any, values: list[Raw]) -> Raw:
    """The collection of values that began with an event."""
    if isinstance(start, yaml.SequenceStartEvent):
        return values
    return {_key(key): value for key, value in zip(values[::2], values[1::2], strict=True)}


def _key(key: Raw) -> str:
    """A key as text; keys that are none (a list, nothing) are empty."""
    return key if isinstance(key, str) else ""


def _scalar(event: Any, first: int) -> str | None:
    """A scalar's text; None for a plain null."""
    _check(event, first)
    return None if event.implicit[0] and event.value in _NULLS else str(event.value)


def _check(event: Any, first: int, depth: int = 0) -> None:
    """Refuse what has no place in front matter."""
    if event.anchor is not None:
        what = f"a YAML {'alias' if isinstance(event, yaml.AliasEvent) else 'anchor'}"
    elif event.tag is not None:
        what = "a YAML tag"
    elif depth > _DEPTH:
        what = f"nesting deeper than {_DEPTH} levels"
    else:
        return
    message = f"{what} has no place in front matter"
    raise BrokenError(Code.YAML_REFUSED, message, *_place(event.start_mark, first))
