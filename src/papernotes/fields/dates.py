"""Dates as people write them → "YYYY[-MM[-DD]]"."""

import re
from datetime import date

from papernotes.fields.table import FieldError

_MONTHS = "january february march april may june july august september october november december".split()
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE | re.ASCII)
    for shape in (
        r"(?P<y>\d{4})",
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})",
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[T\s].*)?",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})",
        r"(?P<name>[a-z]{3,9})\.?,?\s+(?P<y>\d{4})",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+(?P<name>[a-z]{3,9})\.?,?[\s-]+(?P<y>\d{4})(?:,?\s.*)?",
        r"(?:[a-z]{3,9},?\s+)?(?P<name>[a-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?:,?\s.*)?",
        r"(?P<y>\d{4})[\s-]+(?P<name>[a-z]{3,9})(?:[\s-]+(?P<d>\d{1,2}))?",
        r"(?P<y>\d{4})\s*年(?:\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*日)?)?",
    )
)


def parse_date(text: str) -> str:
    """A date in one of the usual spellings as "YYYY", "YYYY-MM" or "YYYY-MM-DD"; a time of day is dropped.

    Raises FieldError if it is none, or a day that does not exist.
    """
    text = text.strip()
    for shape in _SHAPES:
        if match := shape.fullmatch(text):
            return _written(text, match.groupdict())
    raise FieldError(f'"{text[:40]}" is not a date', "write it as 2017, 2017-06 or 2017-06-12")


def _written(text: str, parts: dict[str, str | None]) -> str:
    """The date from its parts."""
    month = _month(parts["name"]) if parts.get("name") else int(parts.get("m") or 0)
    day = int(parts.get("d") or 0)
    year = str(parts["y"])
    try:
        date(int(year), month if parts.get("m") or parts.get("name") else 1, day if parts.get("d") else 1)
    except ValueError:
        raise FieldError(f'there is no date "{text[:40]}"', "write it as YYYY-MM-DD") from None
    return year + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _month(name: str | None) -> int:
    """1 to 12 for an English month or its first letters, 0 for any other word."""
    word = (name or "").lower()
    return next((i for i, month in enumerate(_MONTHS, 1) if month.startswith(word) or (word == "sept" and i == 9)), 0)
