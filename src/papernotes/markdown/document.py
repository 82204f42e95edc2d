"""`Document`: one note's body as read, all that the doors of this room work on."""

from markdown_it.token import Token
from msgspec import Struct

from papernotes.model.problem import Diagnostic, Span
from papernotes.model.settings import Parsing
from papernotes.model.written import Relation, Source


class Document(Struct, frozen=True):
    """The block tokens of a body (`map` in lines of `text`; `meta["ref"]` on every mention), and what was wrong.

    `first_line` is the line of the file in which `text` begins; `tags` are the `#tags` in the text with their place;
    `relations` are those said in the body; `raw` says that there is HTML of the author's in it.
    """

    source: Source
    text: str
    first_line: int
    parsing: Parsing
    tokens: list[Token]
    diagnostics: tuple[Diagnostic, ...] = ()
    tags: tuple[tuple[str, Span], ...] = ()
    relations: tuple[Relation, ...] = ()
    raw: bool = False
