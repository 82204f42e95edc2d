"""A `Document` becomes bodies, pieces, sentences, an excerpt."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from markdown_it.token import Token

from papernotes.markdown import footnotes, outline
from papernotes.markdown.clean import clean
from papernotes.markdown.document import Document
from papernotes.markdown.excerpt import excerpt as first_words
from papernotes.markdown.parser import RULES
from papernotes.markdown.passages import passages
from papernotes.markdown.plain import plain
from papernotes.markdown.positions import whereabouts
from papernotes.markdown.render import Sheet
from papernotes.model.problem import Span
from papernotes.model.settings import Parsing
from papernotes.model.written import Body, Inline, Piece, Prose, Sentence


def prose(document: Document, start: int = 0, end: int | None = None, shift: int = 0) -> tuple[Prose, Body]:
    """The HTML of `document.tokens[start:end]`; `shift` is added to the levels of headings in it."""
    tokens = document.tokens[start:end]
    trusted = document.parsing.html == "trust"
    sheet = Sheet(RULES, shift=shift, guarded=document.raw and not trusted and _has_html(tokens), trusted=trusted)
    html = sheet.render(tokens) + footnotes.ending(sheet)
    parts = sheet.parts(html, lambda text: clean(text, document.parsing))
    digest = blake2b("\x00".join(map(str, parts)).encode(errors="surrogatepass"), digest_size=16).hexdigest()
    return Prose(digest, tuple(sheet.refs), sheet.words), Body(digest, parts)


def _has_html(tokens: Iterable[Token]) -> bool:
    """Whether there is HTML of the author's among the tokens or in the footnotes that they refer to."""
    todo = list(tokens)
    seen: set[int] = set()
    for token in todo:  # grows while it is walked
        if token.type == "html_inline":
            return True
        todo += token.children or ()
        if token.type == "footnote_ref" and token.meta["note"].number not in seen:
            seen.add(token.meta["note"].number)
            todo += token.meta["note"].tokens
    return False


def to_line(children: Sequence[Token], parsing: Parsing) -> Inline:
    """Inline tokens as a line with holes."""
    sheet = Sheet(RULES, line=True, guarded=any(child.type == "html_inline" for child in children))
    html = sheet.render(children)
    parts = sheet.parts(html, lambda text: clean(text, parsing))
    return Inline(parts, tuple(sheet.refs), " ".join(plain(children).split()))


def line(document: Document, inline_token: Token, start: int = 0, end: int | None = None) -> Inline:
    """The children `start` to `end` of an inline token as a line with holes."""
    return to_line((inline_token.children or [])[start:end], document.parsing)


def span(document: Document, token: Token) -> Span:
    """Where a token stands; of an inline child that is no mention, where it is not known, the place of line 1."""
    ref = token.meta.get("ref")
    if ref is not None and ref.span is not None:
        found: Span = ref.span
        return found
    return whereabouts({"shown": document.source.shown, "first": document.first_line}, token)


def pieces(document: Document, start: int = 0, end: int | None = None) -> tuple[tuple[Piece, ...], tuple[Body, ...]]:
    """The tokens cut at their headings, whose levels are shifted so that the highest is 2, and the bodies between."""
    tokens = document.tokens
    stop = len(tokens) if end is None else end
    shift = outline.shift(tokens, outline.heads(tokens, start, stop))
    found: list[Piece] = []
    bodies: list[Body] = []
    for head, first, last in outline.stretches(tokens, start, stop):
        said, body = prose(document, first, last, shift) if first < last else (None, None)
        if body is not None and body.parts:
            bodies.append(body)
        else:
            said = None
        if head >= 0:
            level = min(int(tokens[head].tag[1]) + shift, 6)
            title = line(document, tokens[head + 1])
            found.append(Piece(level, title, tokens[head].meta["anchor"], prose=said))
        elif said is not None:
            found.append(Piece(prose=said))
    return tuple(found), tuple(bodies)


def blocks(document: Document) -> tuple[tuple[tuple[str, Prose], ...], tuple[Body, ...]]:
    """The blocks that carry a `^block-id`, by that id, for notes that embed them; and their bodies."""
    found: list[tuple[str, Prose]] = []
    bodies: list[Body] = []
    for index, token in enumerate(document.tokens):
        if "id" in token.meta:
            inside = token.type == "list_item_open"
            end = _block_end(document.tokens, index) - inside
            said, body = prose(document, index + inside, end)
            found.append((token.meta["id"], said))
            bodies.append(body)
    return tuple(found), tuple(bodies)


def _block_end(tokens: Sequence[Token], index: int) -> int:
    depth = 0
    for place in range(index, len(tokens)):
        depth += tokens[place].nesting
        if depth <= 0:
            return place + 1
    return len(tokens)


def sentences(document: Document, skip: Sequence[tuple[int, int]] = ()) -> tuple[Sentence, ...]:
    """Every sentence that mentions a paper or note, but those in the ranges of tokens `skip`."""
    return tuple(
        Sentence(to_line(found, document.parsing), anchor, heading)
        for found, anchor, heading in passages(document.tokens, skip)
    )


def excerpt(document: Document, start: int = 0) -> tuple[Inline | None, bool]:
    """The first paragraph that says something, cut at the end of a sentence; and whether the note says more."""
    found, more = first_words(document.tokens, start)
    return (to_line(found, document.parsing) if found is not None else None), more
