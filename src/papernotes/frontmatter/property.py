"""A key with its value as written, and their places: what YAML, TOML and plain lines are read into."""

from msgspec import Struct

from papernotes.fields import Raw


class Property(Struct, frozen=True):
    """A key and its value as written; lines and columns count from 1; `items` are the places of a list's items."""

    key: str
    raw: Raw
    line: int
    column: int
    key_line: int
    key_column: int
    items: tuple[tuple[int, int], ...] = ()
