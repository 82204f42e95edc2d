"""Items, cards and headings: which tokens are head and byline, which are the entry's text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from papernotes import markdown
from papernotes.entries import folds
from papernotes.entries.blocks import LISTS, Block, blocks
from papernotes.entries.byline import Said, read_line, read_rest
from papernotes.entries.credit import EM, credit
from papernotes.entries.gather import Draft, Form
from papernotes.entries.head import Named, read_head
from papernotes.entries.run import Run, lines, run
from papernotes.markdown import Document
from papernotes.model.problem import Span

Words = tuple[Token, ...]
"""The inline tokens of a line."""

_EMPHASIS = {"em_open": EM[0], "em_close": EM[1]}
_STARS = re.compile(r"\*([^*\n]{1,200})\*")
_ABSTRACT_WORDS = 12  # a shorter quotation in a list item is a remark, not an abstract


class Text(Struct, frozen=True):
    """What follows a head: what its lines say, the quotation that is the abstract, the tokens that are prose.

    `heads` are the ranges of tokens that were read as byline.
    """

    said: tuple[Said, ...] = ()
    abstract: tuple[Token, ...] = ()
    prose: tuple[Token, ...] = ()
    heads: tuple[tuple[int, int], ...] = ()


def read_item(document: Document, start: int, end: int, form: Form = "item") -> Draft:
    """Read the list item whose tokens are `start` to `end` (its open and close tokens included)."""
    tokens = document.tokens
    inner = list(blocks(tokens, start + 1, end - 1))
    checked = tokens[start].meta.get("checked")
    status = "" if checked is None else "read" if checked else "to-read"
    if len(inner) == 1 and inner[0].type in LISTS and tokens[inner[0].start + 1 : inner[0].end - 1]:
        nested = list(blocks(tokens, inner[0].start + 1, inner[0].end - 1))
        if len(nested) == 1:  # "- 1. Title"
            return replace(read_item(document, nested[0].start, nested[0].end, form), status=status)
    if not inner or tokens[inner[0].start].type not in ("paragraph_open", "heading_open"):
        return Draft(form, markdown.span(document, tokens[start]), run(()), Named(0, 0, 0))
    draft = read_lines(document, inner[0].start + 1, form)
    return with_text(
        replace(draft, status=status), under(document, inner[1:], draft.said), (inner[0].start, inner[0].end)
    )


def with_text(draft: Draft, text: Text, head: tuple[int, int]) -> Draft:
    """A draft with what stands under its head, which is at the token positions `head`."""
    return replace(
        draft,
        said=(*draft.said, *text.said),
        abstract=text.abstract,
        prose=(*draft.prose, *text.prose),
        heads=(head, *text.heads),
    )


def read_lines(document: Document, position: int, form: Form) -> Draft:
    """Read the inline token at a position: the head on its first line, byline on the others, what is left as prose."""
    token = document.tokens[position]
    every = list(lines(token.children or ()))
    line, named, used = _head_line(every)
    rest = read_rest(line, named.rest)
    span = markdown.span(document, token)
    place = Span(span.path, span.line + used)
    more, left = _read_all(every[used:], any(find[0] == "authors" for find in (*named.finds, *rest.finds)), place)
    prose = _paragraph(token, left)
    return Draft(form, span, line, named, (replace(rest, span=span), *more), prose=prose, left=prose[1:2])


def _head_line(every: list[tuple[Token, ...]]) -> tuple[Run, Named, int]:
    """The head's line, with further lines while a title in plain words runs on; the head; the number of lines used."""
    line = run(every[0])
    named = read_head(line)
    used = 1
    while named.open and used < len(every) and not _starts_byline(every[used]):
        used += 1
        if any(token.nesting for token in every[used - 1]):
            break
    if used == 1:
        return line, named, 1
    line = _together(every[:used])
    return line, read_head(line), used


def _starts_byline(tokens: tuple[Token, ...]) -> bool:
    return read_line(run(tokens)) is not None


def _read_all(every: Sequence[Words], named: bool, place: Span) -> tuple[list[Said], list[Words]]:
    """What lines say, each or (where names run on over a break) together; and the lines from the first of prose on.

    `place` is where the first of them stands.
    """
    said: list[Said] = []
    every = list(_joined(every))
    for number, tokens in enumerate(every):
        line = run(tokens)
        if not line.text.strip() and not line.marks:
            continue
        here = Span(place.path, place.line + number, 1 if number else place.column)
        read = read_line(line)
        if read is None or (not read.sure and named):
            whole = _together(every[number:])
            read = read_line(whole) if number + 1 < len(every) and len(whole.text) < 5_000 else None
            found = [*said, replace(read, span=here)] if read and read.sure else []
            return (found, []) if found else (said, list(every[number:]))
        said.append(replace(read, span=here))
        named = named or any(find[0] == "authors" for find in read.finds)
    return said, []


def _joined(every: Sequence[Words]) -> Iterator[Words]:
    """The lines, those that end in a comma or "and" together with the next."""
    part: list[Token] = []
    for tokens in every:
        part += tokens
        last = next((token.content.rstrip() for token in reversed(tokens) if token.content.strip()), "")
        if not last.endswith((",", ";", "&", " and")):
            yield tuple(part)
            part = []
        else:
            part.append(Token("softbreak", "br", 0))
    if part:
        yield tuple(part[:-1])


def _together(every: Sequence[tuple[Token, ...]]) -> Run:
    tokens: list[Token] = []
    for part in every:
        tokens += [*part, Token("softbreak", "br", 0)]
    return run(tokens[:-1])


def _paragraph(token: Token, left: Sequence[tuple[Token, ...]]) -> tuple[Token, ...]:
    """The lines that were not read as a paragraph of prose."""
    if not left:
        return ()
    children = list(_together(left).tokens)
    return (
        Token("paragraph_open", "p", 1, block=True),
        token.copy(children=children),
        Token("paragraph_close", "p", -1, block=True),
    )


def under(document: Document, found: Iterable[Block], said: Sequence[Said] = (), *, whole: bool = False) -> Text:
    """Read the blocks under a head: byline first, then nothing but prose.

    A list is looked through item by item; with `whole` it is byline only if most of it is.
    """
    told: list[Said] = []
    prose: list[Token] = []
    heads: list[tuple[int, int]] = []
    abstract: tuple[Token, ...] = ()
    for block in folds.join(document.tokens, list(found)):
        part = tuple(document.tokens[block.start : block.end])
        read = None if prose else byline_of(document, block, _named((*said, *told)), whole)
        if read is not None:
            told += read.said
            prose += read.prose
            heads += read.heads
            continue
        if not abstract:
            abstract = _abstract(block, part, 0 if prose else 1 if whole else _ABSTRACT_WORDS)
        prose += part
    return Text(tuple(told), abstract, tuple(prose), tuple(heads))


def byline_of(document: Document, block: Block, named: bool, whole: bool) -> Text | None:
    """What a block says as byline, with the part of it that is prose; None where all of it is prose."""
    if block.type in LISTS and (not whole or is_byline(document, block)):
        return _list(document, block, named)
    if block.type == "paragraph":
        inner = document.tokens[block.start + 1]
        said, left = _read_all(list(lines(inner.children or ())), named, markdown.span(document, inner))
        heads = () if left else ((block.start, block.end),)
        return Text(tuple(said), (), _paragraph(inner, left), heads) if said else None
    if block.type == "blockquote":
        return _quoted_byline(document, block, named)
    if block.type == "html_block" and is_comment(document.tokens[block.start]):
        return Text()
    detail = _author_list(document.tokens[block.start : block.end]) if block.type == "details" else None
    return Text((detail,)) if detail else None


def _quoted_byline(document: Document, block: Block, named: bool) -> Text | None:
    """A quotation that is byline line by line ("> ICDE 2013", "> https://…"); None for one of words."""
    said: list[Said] = []
    for part in blocks(document.tokens, block.start + 1, block.end - 1):
        if part.type != "paragraph":
            return None
        inner = document.tokens[part.start + 1]
        span = markdown.span(document, inner)
        read, left = _read_all(list(lines(inner.children or ())), named or _named(said), span)
        if left or not all(line.sure for line in read):
            return None
        said += read
    return Text(tuple(said), (), (), ((block.start, block.end),)) if said else None


def _named(said: Sequence[Said]) -> bool:
    return any(find[0] == "authors" for line in said for find in line.finds)


def _list(document: Document, block: Block, named: bool) -> Text:
    """What the items of a list say, and the list of those that say nothing; a single one left is no list."""
    tokens = document.tokens
    said: list[Said] = []
    left: list[Token] = []
    heads: list[tuple[int, int]] = []
    items = list(blocks(tokens, block.start + 1, block.end - 1))
    for number, item in enumerate(items):
        read = _item(document, item, named or number > 0)
        said += read
        named = named or _named(read)
        if read:
            heads.append((item.start, item.end))
        else:
            left += tokens[item.start : item.end]
    if len(items) - len(heads) == 1 and heads:
        left = left[1:-1]
    elif left:
        left = [tokens[block.start], *left, tokens[block.end - 1]]
    return Text(tuple(said), (), tuple(left), tuple(heads))


def is_byline(document: Document, block: Block) -> bool:
    """Whether a list is the byline of what stands above it: most of its items are `Key: value` or labelled links."""
    items = list(blocks(document.tokens, block.start + 1, block.end - 1))
    read = [_item(document, item, False) for item in items]
    keyed = sum(any(said.key or (said.finds and not said.shown) for said in found) for found in read)
    return keyed * 2 > len(items) or (keyed > 0 and sum(map(bool, read)) == len(items))


def _item(document: Document, item: Block, named: bool) -> list[Said]:
    """What a nested item says if all of it is byline, else nothing."""
    tokens = document.tokens
    inner = list(folds.join(tokens, list(blocks(tokens, item.start + 1, item.end - 1))))
    if len(inner) != 1:
        return []
    if inner[0].type == "html_block":
        return [Said()] if is_comment(tokens[inner[0].start]) else []
    if inner[0].type == "details":
        detail = _author_list(tokens[inner[0].start : inner[0].end])
        return [detail] if detail else []
    if inner[0].type != "paragraph":
        return []
    words = tokens[inner[0].start + 1]
    every = list(lines(words.children or ()))
    if len(every) > 1 and (whole := read_line(_together(every))) and (whole.sure or not named):
        return [replace(whole, span=markdown.span(document, words))]
    said, left = _read_all(every, named, markdown.span(document, words))
    return [] if left else said


def is_comment(token: Token) -> bool:
    """Whether a block of HTML is a comment, which is never shown and parts nothing."""
    content = token.content.strip()
    return content.startswith("<!--") and content.find("-->") in (-1, len(content) - 3)


def _author_list(tokens: Sequence[Token]) -> Said | None:
    """The authors in `<details><summary>Author List</summary> …`; None for any other fold."""
    fold = folds.fold(tokens)
    if fold.label.casefold().rstrip("s:") not in ("author", "author list", "authors list", "full author list"):
        return None
    text = " ".join(_EMPHASIS.get(token.type, token.content) for token in fold.tokens)
    read = credit(_STARS.sub(rf"{EM[0]}\1{EM[1]}", text))
    return Said(read.finds) if read and not read.unclear else None


def _abstract(block: Block, part: tuple[Token, ...], least: int) -> tuple[Token, ...]:
    """The words of an abstract: a fold of that name, or a quotation of at least so many words (0: none will do)."""
    if block.type == "details" and (fold := folds.fold(part)).label.casefold().strip(" :.") in ("abstract", "abs"):
        return fold.tokens
    return _quotation(part, least) if block.type == "blockquote" and least else ()


def _quotation(part: tuple[Token, ...], least: int) -> tuple[Token, ...]:
    """The words of a quotation that is long enough for an abstract, its paragraphs joined."""
    children: list[Token] = []
    for token in part:
        if token.type == "inline":
            children += [Token("softbreak", "br", 0)] if children else []
            children += token.children or ()
    words = " ".join(token.content for token in children)
    return tuple(children) if len(words.split()) >= least and not words.startswith(":") else ()
