"""A key with its value as written, and their places: what YAML, TOML and plain lines are read into."""

from msgspec import Struct

from papernotes.fields import Raw
from papernotes.model.problem import Code


class Property(Struct, frozen=True):
    """A key and its value as written; lines and columns count from 1; `items` are the places of a list's items."""

    key: str
    raw: Raw
    line: int
    column: int
    key_line: int
    key_column: int
    items: tuple[tuple[int, int], ...] = ()


class BrokenError(Exception):
    """A block that is not the YAML (or TOML) we read, and where."""

    def __init__(self, code: Code, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line
        self.column = column
