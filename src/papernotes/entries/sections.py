"""The walk through a collection, block by block: what is an entry, what a heading, what prose."""

import re
from collections.abc import Sequence

from markdown_it.token import Token
from msgspec.structs import replace

from papernotes import markdown
from papernotes.entries import choice, folds
from papernotes.entries.blocks import LISTS, Block, blocks
from papernotes.entries.gather import Draft, Place, entry
from papernotes.entries.items import is_comment, read_item, under, with_text
from papernotes.entries.tables import read_table
from papernotes.entries.values import Find, Reading
from papernotes.entries.venues import YEAR, is_venue, venue_with_year
from papernotes.markdown import Document
from papernotes.model.problem import Code, Diagnostic
from papernotes.model.written import Body, Entry, Inline, Kind, NoteFields, Piece, Prose, Sentence
from papernotes.text import slug

_YEAR_GROUP = re.compile(
    rf"(?<!before )(?<!until )(?<!since )(?<!after )(?<!to )(?<![\w~<>–-])\(?({YEAR})\)?\s*:?$", re.I
)


class Walk:
    """What is gathered on the way through a collection; `finish` closes it."""

    def __init__(self, document: Document, kind: Kind, note: NoteFields, title: int) -> None:
        self.document = document
        self.kind = kind
        self.note = note
        self.title = title
        self.blocks = list(blocks(document.tokens, 0, len(document.tokens)))
        self.folds = folds.sections(document.tokens, self.blocks)
        self.pieces: list[Piece] = []
        self.entries: list[Entry] = []
        self.bodies: list[Body] = []
        self.diagnostics: list[Diagnostic] = []
        self.heads: list[tuple[int, int]] = []
        self.sentences: list[Sentence] = []
        self.cards: Prose | None = None
        self._names = {str(token.meta["anchor"]): 1 for token in document.tokens if "anchor" in token.meta}
        self._piece = Piece()
        self._prose: list[Token] = []
        self._entries: list[int] = []
        self._groups: list[tuple[int, str, tuple[Find, ...]]] = []
        levels = [self._level(block) for block in self.blocks if block.type == "heading" and block.start != title]
        self._shift = 2 - min(levels, default=2)

    def _level(self, block: Block) -> int:
        return int(self.document.tokens[block.start].tag[1])

    def anchor(self, text: str) -> str:
        """A name for an entry that no heading and no other entry of the note has."""
        name = wanted = slug(text)
        number = self._names.get(name, 0)
        while wanted in self._names:
            number += 1
            wanted = f"{name}-{number}"
        self._names[name] = max(number, 1)
        self._names.setdefault(wanted, 1)
        return wanted

    def close(self) -> None:
        """Finish the piece at hand: its heading, the prose under it, its entries."""
        prose = self.prose(self._prose) if self._prose else None
        if self._piece.title is not None or prose or self._entries:
            self.pieces.append(replace(self._piece, prose=prose, entries=tuple(self._entries)))
        self._piece = Piece(folded=self._piece.folded)
        self._prose, self._entries = [], []

    def prose(self, tokens: Sequence[Token]) -> Prose:
        """Render tokens, and keep their body."""
        known, body = markdown.prose(replace(self.document, tokens=list(tokens)), shift=self._shift)
        self.bodies.append(body)
        return known

    def above(self, before: Block | None) -> None:
        """Keep the paragraph in front of cards as their text; cards that follow cards share it."""
        if self.cards is None and before is not None and before.type == "paragraph":
            self.cards = self.prose(self.document.tokens[before.start : before.end])

    def text(self, tokens: Sequence[Token]) -> None:
        """Take tokens as prose; behind entries they begin a piece of their own."""
        if self._entries:
            self.close()
        self._prose += tokens

    def nameless(self, tokens: Sequence[Token]) -> None:
        """Take an item that names nothing as a piece of its own."""
        self.close()
        self._piece = replace(self._piece, nameless=True)
        self._prose += tokens
        self.close()

    def begin(self, level: int, title: Inline, anchor: str, *, folded: bool = False) -> None:
        """Begin a piece with a heading; `level` counts as in the source."""
        self.close()
        words = title.text.strip()
        year = match[1] if (match := _YEAR_GROUP.search(words)) else ""
        self._groups = [group for group in self._groups if group[0] < level]
        self._groups.append((level, year, venue_with_year(words) if year and is_venue(words) else ()))
        shown = min(max(level + self._shift, 2), 6)
        self._piece = Piece(shown, title, anchor, year, folded=folded)

    def level(self) -> int:
        """The level, in the source, of a heading below those at hand."""
        return (self._groups[-1][0] if self._groups else 1 - self._shift + 1) + 1

    def end_fold(self) -> None:
        """End the piece of a `<details>`."""
        self.close()
        self._piece = Piece()
        del self._groups[-1:]

    def add(self, draft: Draft) -> bool:
        """Take an entry; False where it names nothing."""
        year = next((group[1] for group in reversed(self._groups) if group[1]), "")
        venue = next((group[2] for group in reversed(self._groups) if group[2]), ())
        place = Place(self.note, self.anchor, year, venue, self._shift, by_id=self.kind == "catalogue")
        made = entry(self.document, draft, place)
        self.diagnostics += made.diagnostics
        if made.entry is None:
            return False
        self._entries.append(len(self.entries))
        self.entries.append(made.entry)
        self.bodies += made.bodies
        self.heads += draft.heads
        heading = self._piece.title.text if self._piece.title else ""
        for words in (made.entry.remark, *(markdown.line(self.document, token) for token in draft.left)):
            if words and words.refs:
                self.sentences.append(Sentence(words, made.entry.anchor, heading))
        return True

    def unsure(self, token: Token, message: str, hint: str) -> None:
        """Say what looked like an entry and was not taken."""
        self.diagnostics.append(Diagnostic(Code.ENTRY_UNSURE, message, markdown.span(self.document, token), hint))

    def finish(self) -> Reading:
        """Everything that was gathered."""
        self.close()
        return Reading(
            tuple(self.pieces),
            tuple(self.entries),
            tuple(dict.fromkeys(self.bodies)),
            tuple(self.diagnostics),
            tuple(sorted(self.heads)),
            tuple(self.sentences),
        )


def read(document: Document, kind: Kind, note: NoteFields, title: int) -> Reading:
    """Read a whole collection."""
    walk = Walk(document, kind, note, title)
    position = 0
    while position < len(walk.blocks):
        position = _step(walk, position)
    return walk.finish()


def _step(walk: Walk, position: int) -> int:
    """Take the block at a position, and those that belong to it; the position of the next."""
    block = walk.blocks[position]
    if block.start == walk.title:
        walk.heads.append((block.start, block.end))
        return position + 1
    if block.type == "heading":
        return _heading(walk, position)
    if block.type == "html_block" and (position in walk.folds or is_comment(walk.document.tokens[block.start])):
        _fold(walk, walk.folds.get(position, ()))
        return position + 1
    if block.type == "table" and (rows := read_table(walk.document, block)) is not None:
        walk.heads.append((block.start, block.end))
        for row in rows:
            walk.add(row)
        return position + 1
    if block.type in LISTS:
        _list(walk, position)
        return position + 1
    if block.type == "paragraph":
        return _paragraph(walk, position)
    walk.cards = None
    walk.text(walk.document.tokens[block.start : block.end])
    return position + 1


def _heading(walk: Walk, position: int) -> int:
    """A heading: an entry with all that it owns, or the beginning of a section."""
    block = walk.blocks[position]
    walk.cards = None
    level = int(walk.document.tokens[block.start].tag[1])
    draft = choice.heading(walk.document, walk.kind, walk.blocks, position)
    if draft is None:
        inner = walk.document.tokens[block.start + 1]
        walk.begin(level, markdown.line(walk.document, inner), walk.document.tokens[block.start].meta["anchor"])
        return position + 1
    end = choice.owned(walk.document, walk.blocks, position)
    text = under(walk.document, walk.blocks[position + 1 : end], draft.said, whole=True)
    walk.add(with_text(draft, text, (block.start, block.end)))
    return end


def _fold(walk: Walk, events: Sequence[str | None]) -> None:
    """The `<details>` that a block of HTML opens (with their summaries) and closes (None)."""
    for event in events:
        if event is None:
            walk.end_fold()
        else:
            title = markdown.inline(event, walk.document.parsing)
            walk.begin(walk.level(), title, walk.anchor(title.text or "details"), folded=True)


def _list(walk: Walk, position: int) -> None:
    block = walk.blocks[position]
    before = walk.blocks[position - 1] if position else None
    told = walk.cards is not None or (before is not None and before.type == "paragraph")
    if not choice.is_list_of_entries(walk.document, walk.kind, block, told):
        walk.cards = None
        if found := choice.looks_like_entries(walk.document, walk.kind, block):
            walk.unsure(*found)
        walk.text(walk.document.tokens[block.start : block.end])
        return
    if walk.kind == "digest":
        walk.above(before)
    _items(walk, block)


def _items(walk: Walk, block: Block) -> None:
    """The items of a list of entries; one that names nothing stays where it is."""
    tokens = walk.document.tokens
    for item in blocks(tokens, block.start + 1, block.end - 1):
        if walk.kind == "catalogue" and (group := choice.group(walk.document, item)):
            title = markdown.line(walk.document, tokens[item.start + 2])
            walk.begin(walk.level(), title, walk.anchor(title.text))
            for inner in group:
                _items(walk, inner)
            walk.end_fold()
            continue
        draft = read_item(walk.document, item.start, item.end)
        if walk.cards and not draft.prose:
            draft = replace(draft, form="card", above=walk.cards)
        if not walk.add(draft):
            walk.nameless([tokens[block.start], *tokens[item.start : item.end], tokens[block.end - 1]])


def _paragraph(walk: Walk, position: int) -> int:
    """A paragraph: cards, an entry with what belongs to it, or prose."""
    block = walk.blocks[position]
    before = walk.blocks[position - 1] if position else None
    if walk.kind == "digest" and (cards := choice.cards(walk.document, block)):
        walk.above(before)
        for card in cards:
            walk.add(replace(card, above=walk.cards))
        return position + 1
    walk.cards = None
    found, end = choice.paragraph(walk.document, walk.kind, walk.blocks, position)
    taken = [walk.add(draft) for draft in found]
    if not all(taken) or not taken:
        if hint := choice.looks_like_entry(walk.document, walk.kind, block):
            walk.unsure(*hint)
        walk.text(walk.document.tokens[block.start : block.end])
        return position + 1
    return end
