"""What this room hands out: `Reading` of a collection, `Head` of a paper's note."""

from typing import Any

from msgspec import Struct

from papernotes.model.problem import Diagnostic
from papernotes.model.written import Body, Entry, Inline, PaperFields, Piece, Ref, Sentence

Find = tuple[str, Any]
"""A field of `PaperFields` and a value for it, in the order of finding."""


class Reading(Struct, frozen=True):
    """A whole collection in the author's order: every word of it is in a piece or in an entry.

    `heads` are ranges of block tokens in which entries are named (their mentions are no passages); `sentences` are
    those of remarks that mention other papers.
    """

    pieces: tuple[Piece, ...] = ()
    entries: tuple[Entry, ...] = ()
    bodies: tuple[Body, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    heads: tuple[tuple[int, int], ...] = ()
    sentences: tuple[Sentence, ...] = ()


class Head(Struct, frozen=True):
    """The heading of a paper's own note: the title, what it and the byline under it say of the paper.

    `end` is the index of the first block token that is neither heading nor byline.
    """

    title: Inline | None
    fields: PaperFields
    end: int
    refs: tuple[Ref, ...] = ()
    byline: Inline | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
