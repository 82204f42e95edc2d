"""What the views of the whole gather from a note: questions, claims, todos, quotations, marks."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from markdown_it.token import Token

from papernotes.markdown.cuts import between, cut, offsets, stand_ins
from papernotes.markdown.document import Document
from papernotes.markdown.excerpt import shortened, text_only
from papernotes.markdown.passages import is_mention
from papernotes.markdown.plain import plain
from papernotes.markdown.positions import whereabouts
from papernotes.markdown.within import owners
from papernotes.markdown.writing import to_line
from papernotes.model.written import Entry, Inline, Ref, Remark
from papernotes.text import sentences

Kind = Literal["question", "claim", "todo", "quote", "mark"]

_CALLOUTS: dict[str, Kind] = {
    "question": "question",
    "claim": "claim",
    "todo": "todo",
    "quote": "quote",
    "cite": "quote",
}
_TODO = re.compile(r"\s*(?:TODO|FIXME)(?![\w-])[\s:.–—-]*")
_SIGNS = (">", "==", "TODO", "FIXME")  # a note with none of these has no remarks
_BEGINNERS = frozenset({"inline", "blockquote_open", "callout_open"})
_LONGEST = 600  # characters of a line


class _Place(NamedTuple):
    """Where a block stands: the anchor before it, the words of its heading, the entry whose text it is (-1: none)."""

    anchor: str = ""
    heading: str = ""
    entry: int = -1


def remarks(
    document: Document,
    entries: Sequence[Entry] = (),
    heads: Sequence[tuple[int, int]] = (),
    title: int = -1,
    abstract: Inline | None = None,
) -> tuple[Remark, ...]:
    """The remarks of a note, in the order of the text.

    `entries` are those read of it, `heads` the ranges of tokens that were read as head and byline, `title` the index
    of the heading that is the note's own title; quotations that were taken as an abstract are none.
    """
    if not any(sign in document.text for sign in _SIGNS):
        return ()
    given = (abstract, *(entry.fields.abstract for entry in entries))
    walk = _Walk(document, frozenset(line.text for line in given if line))
    left_out = {index for start, end in heads for index in range(start, end)}
    return tuple(
        remark
        for index, place in enumerate(_places(document, entries, title))
        if document.tokens[index].type in _BEGINNERS
        for remark in walk.at(document.tokens, index, place, index in left_out)
    )


def _places(document: Document, entries: Sequence[Entry], title: int) -> Iterator[_Place]:
    """The place of each token."""
    anchor = heading = ""
    for index, (token, entry) in enumerate(zip(document.tokens, owners(document, entries), strict=True)):
        if token.type == "heading_open":
            anchor, heading = token.meta["anchor"], plain(document.tokens[index + 1].children)
            if index == title:
                anchor = heading = ""
        elif "id" in token.meta:
            anchor = token.meta["id"]
        yield _Place(anchor, heading, entry)


class _Walk:
    """Remarks block by block; what lies within one that was taken is not taken again."""

    def __init__(self, document: Document, abstracts: Collection[str]) -> None:
        self.document = document
        self.abstracts = abstracts
        self.taken: dict[Kind, int] = {}

    def at(self, tokens: Sequence[Token], index: int, place: _Place, is_head: bool = False) -> Iterator[Remark]:
        """The remarks that begin with a token; of an inline one also those in its footnotes."""
        token = tokens[index]
        if token.type == "blockquote_open" and not is_head:
            yield from self._block(tokens, index, place, "quote")
        elif token.type == "callout_open" and token.meta["kind"] in _CALLOUTS:
            yield from self._block(tokens, index, place, _CALLOUTS[token.meta["kind"]])
        elif token.type == "inline":
            yield from self._todo(tokens, index, place) if not is_head else ()
            yield from self._marks(tokens, index, place)
            yield from self._notes(token, place)

    def _is_taken(self, tokens: Sequence[Token], index: int, *kinds: Kind) -> bool:
        return tokens is self.document.tokens and any(index < self.taken.get(kind, 0) for kind in kinds)

    def _take(self, tokens: Sequence[Token], end: int, kind: Kind) -> None:
        if tokens is self.document.tokens:
            self.taken[kind] = end

    def _block(self, tokens: Sequence[Token], index: int, place: _Place, kind: Kind) -> Iterator[Remark]:
        """A callout or quotation, unless it is an abstract or stands in another of its kind."""
        if self._is_taken(tokens, index, kind):
            return
        end = _end(tokens, index)
        if kind == "quote" and self._is_abstract(tokens, index, end):
            return
        self._take(tokens, end, kind)
        parts = list(_parts(tokens, index, end))
        mentions = [child for part in parts for child in part if is_mention(child)]
        before = [] if mentions or kind != "quote" else _before(tokens, index)
        source = _last(mentions or before) if kind == "quote" else None
        words = _joined(parts)
        yield from self._remark(kind, words, place, tokens[index], source, cited=bool(source and mentions))

    def _is_abstract(self, tokens: Sequence[Token], index: int, end: int) -> bool:
        if not self.abstracts:
            return False
        inner = (token for token in tokens[index:end] if token.type == "inline")
        return " ".join(" ".join(plain(token.children).split()) for token in inner) in self.abstracts

    def _todo(self, tokens: Sequence[Token], index: int, place: _Place) -> Iterator[Remark]:
        """A paragraph, item or heading that begins with TODO or FIXME; a task that is done is none."""
        token, opener = tokens[index], tokens[index - 1]
        if "TODO" not in token.content and "FIXME" not in token.content:
            return
        is_done = index > 1 and tokens[index - 2].meta.get("checked") is True
        if is_done or opener.type not in ("paragraph_open", "heading_open") or self._is_taken(tokens, index, "todo"):
            return
        children = token.children or []
        words = stand_ins(children)
        places, text = offsets(words), "".join(words)
        if match := _TODO.match(text):
            rest = between(children, places, match.end(), len(text)) if match.end() < len(text) else children
            yield from self._remark("todo", shortened(text_only(rest), _LONGEST), place, token)

    def _marks(self, tokens: Sequence[Token], index: int, place: _Place) -> Iterator[Remark]:
        """The sentences with marked words; those in a quotation are shown there."""
        token = tokens[index]
        if "==" not in token.content or self._is_taken(tokens, index, "quote"):
            return
        children = token.children or []
        source = _last([child for child in children if is_mention(child)])
        for sentence in _marked(children):
            yield from self._remark("mark", text_only(sentence), place, token, source)

    def _notes(self, token: Token, place: _Place) -> Iterator[Remark]:
        """The remarks in the footnotes that a block refers to first."""
        if "[^" not in token.content and "^[" not in token.content:
            return
        for child in token.children or ():
            if child.type == "footnote_ref" and child.meta["count"] == 1:
                tokens = child.meta["note"].tokens
                for index in range(len(tokens)):
                    yield from self.at(tokens, index, place)

    def _remark(
        self,
        kind: Kind,
        words: list[Token],
        place: _Place,
        token: Token,
        source: Ref | None = None,
        cited: bool = False,
    ) -> Iterator[Remark]:
        line = to_line(words, self.document.parsing)
        if line.text:
            env = {"shown": self.document.source.shown, "first": self.document.first_line}
            yield Remark(kind, line, *place, source, cited, whereabouts(env, token))


def _end(tokens: Sequence[Token], index: int) -> int:
    """The index of the token that closes the block opened at `index`."""
    level = tokens[index].level
    closing = tokens[index].type.replace("_open", "_close")
    ends = (place for place in range(index + 1, len(tokens)) if tokens[place].level == level)
    return next(place for place in ends if tokens[place].type == closing)


def _parts(tokens: Sequence[Token], start: int, end: int) -> Iterator[list[Token]]:
    """The lines of words in a block; a callout's title only if it has one of its own."""
    for index in range(start + 1, end):
        token, before = tokens[index], tokens[index - 1]
        if token.type == "math_block":
            yield [token.copy(type="math")]
        elif before.type == "callout_title_open":
            if _folded(token.content) != _folded(tokens[index - 2].meta["kind"]):
                goes_on = any(later.type in ("inline", "math_block") for later in tokens[index + 1 : end])
                ends = not goes_on or plain(token.children).rstrip()[-1:] in ".?!:…"
                yield [*(token.children or ()), *(() if ends else [_text(":")])]
        elif token.type == "inline":
            in_item = index > 1 and tokens[index - 2].type == "list_item_open"
            yield [*((_text("– "),) if in_item else ()), *(token.children or ())]


def _folded(words: str) -> str:
    """A callout's title or kind, to be compared with the other."""
    return words.strip().replace("-", " ").casefold()


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _joined(parts: Sequence[list[Token]]) -> list[Token]:
    """As many of the parts as make a line, the first in any case."""
    kept: list[Token] = []
    length = 0
    for part in map(text_only, parts):
        length += len(plain(part)) + 1
        if kept and length > _LONGEST:
            return [*kept, _text(" …")]
        kept += [Token("softbreak", "br", 0), *part] if kept else shortened(part, _LONGEST)
    return kept


def _before(tokens: Sequence[Token], index: int) -> list[Token]:
    """The mentions in the paragraph directly before a block."""
    if index < 2 or tokens[index - 1].type != "paragraph_close":
        return []
    return [child for child in tokens[index - 2].children or () if is_mention(child)]


def _last(mentions: Sequence[Token]) -> Ref | None:
    return mentions[-1].meta["ref"] if mentions else None


def _marked(children: list[Token]) -> Iterator[list[Token]]:
    """The sentences in which something is marked; those that one mark runs through together."""
    words = stand_ins(children)
    places = offsets(words)
    opened, marks = 0, []
    for child, place in zip(children, places, strict=False):
        if child.type == "mark_open":
            opened = place
        elif child.type == "mark_close":
            marks.append((opened, place))
    spans: list[tuple[int, int]] = []
    for start, end in sentences("".join(words)):
        if any(first < end and start < last for first, last in marks):
            runs_on = bool(spans) and any(first < spans[-1][1] and start < last for first, last in marks)
            spans[-1:] = [(spans[-1][0], end)] if runs_on else [*spans[-1:], (start, end)]
    yield from cut(children, places, spans)
