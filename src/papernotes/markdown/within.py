"""What stands in the text of which entry of a collection."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from msgspec.structs import replace

from papernotes.markdown.document import Document
from papernotes.model.written import Entry, Relation

_OPENERS = frozenset({"heading_open", "list_item_open", "paragraph_open"})


def owners(document: Document, entries: Sequence[Entry]) -> Iterator[int]:
    """The entry in which each token stands, by its index (-1: none).

    An entry ends with its item, or where a heading of its level or a paragraph follows.
    """
    starts: dict[int, int] = {}
    for number, entry in enumerate(entries):
        starts.setdefault(entry.span.line - document.first_line, number)
    owner, own = -1, ("", 0)
    for token in document.tokens:
        if starts and _is_edge(token, own):
            owner = -1
        if starts and token.map and token.type in _OPENERS and token.map[0] in starts:
            if owner != starts[token.map[0]]:
                own = (token.type, int(token.tag[1]) if token.type == "heading_open" else token.level)
            owner = starts[token.map[0]]
        yield owner


def _is_edge(token: Token, own: tuple[str, int]) -> bool:
    """Whether an entry that was opened by `own` (type, level of heading or of block) ends at a token."""
    opener, level = own
    if token.type == "heading_open" and token.level == 0:
        return opener != "heading_open" or int(token.tag[1]) <= level
    if opener == "list_item_open":
        return token.type == "list_item_close" and token.level == level
    return opener == "paragraph_open" and token.type == "paragraph_open" and token.level == 0


def relations(document: Document, entries: Sequence[Entry] = ()) -> tuple[Relation, ...]:
    """The relations said in the body on lines of their own, each with the entry in whose text it stands.

    Their lines have left the stream of tokens, so the lines of the file tell; below several cards it is nobody's.
    """
    if not entries or not document.relations:
        return document.relations
    lines, standing = zip(*sorted(_begin(document, entries), key=lambda mark: mark[0]), strict=True)

    def entry(relation: Relation) -> int:
        line = relation.span.line if relation.span else 0
        place = bisect_right(lines, line - document.first_line)
        number = standing[place - 1] if place else -1
        others = entries[number + 1 : number + 2] if number >= 0 else ()
        return -1 if any(other.span.line < line for other in others) else number

    return tuple(replace(relation, entry=entry(relation)) for relation in document.relations)


def _begin(document: Document, entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """The lines of the text, from 0, in which blocks begin and items on a paper end, with the entry from there on."""
    before = -1
    for token, owner in zip(document.tokens, owners(document, entries), strict=True):
        if token.map:
            yield token.map[0], owner
            if token.type == "list_item_open" and owner not in (-1, before):
                yield token.map[1], -1
        before = owner
