"""Markdown becomes bodies, mentions, passages, outline: the doors of the room.

Inside there is one file per syntax; `parser.SYNTAXES` is the table of them.
"""

from papernotes.markdown.document import Document
from papernotes.markdown.reading import inline, read
from papernotes.markdown.remarks import remarks
from papernotes.markdown.tex import plain as formula_words
from papernotes.markdown.within import relations
from papernotes.markdown.writing import blocks, excerpt, line, pieces, prose, sentences, span

__all__ = [
    "Document",
    "blocks",
    "excerpt",
    "formula_words",
    "inline",
    "line",
    "pieces",
    "prose",
    "read",
    "relations",
    "remarks",
    "sentences",
    "span",
]
