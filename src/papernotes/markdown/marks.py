"""The four noncharacters that stand for something while a note is on its way to HTML; none survives in any input."""

import re

HOLE = "\ufdd0"
"""Begins a hole, or something kept apart, in HTML that is being rendered."""

END = "\ufdd1"
"""Ends what HOLE began."""

COMMENT = "\ufdd2"
"""Stands for each character of a comment while a note is parsed."""

ID = "\ufdd3"
"""Stands before every id of a note's own, and in links to it, until the body is woven into a page."""

_ALL = re.compile(f"[{HOLE}-{ID}]")


def without(text: str) -> str:
    """The text without any of the four."""
    return text if text.isascii() else _ALL.sub("", text)
