"""Bibliographies: .bib and CSL-JSON files become records, entry by entry, so that one mistake costs one entry.

`library` reads all files of a site: `shelves` reads each, and only what has changed since it did so before; `gathered`
puts them together. Their parts (`chunks`, `macros`, `read`, `place`, `csl`, `inherit`) are there for a caller that
remembers what it has read: `read` is a pure function of a chunk's text, the macros it uses, and settings.
"""

from papernotes.bibliography.cutting import Chunk, chunks, macros, used
from papernotes.bibliography.entry import Reading, place, read
from papernotes.bibliography.family import inherit, orphans
from papernotes.bibliography.files import Shelf, gathered, library, shelves, unique
from papernotes.bibliography.items import csl
from papernotes.bibliography.labels import alpha_label

__all__ = [
    "Chunk",
    "Reading",
    "Shelf",
    "alpha_label",
    "chunks",
    "csl",
    "gathered",
    "inherit",
    "library",
    "macros",
    "orphans",
    "place",
    "read",
    "shelves",
    "unique",
    "used",
]
