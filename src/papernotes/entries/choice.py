"""Which blocks are entries, by the kind of collection."""

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from markdown_it.token import Token
from msgspec.structs import replace

from papernotes import markdown
from papernotes.entries import folds, labels
from papernotes.entries.blocks import LISTS, Block, blocks
from papernotes.entries.byline import Said, field_of, read_line, read_rest
from papernotes.entries.gather import Draft
from papernotes.entries.head import Named, ids_of, read_head
from papernotes.entries.items import is_byline, read_item, read_lines, under, with_text
from papernotes.entries.run import Run, lines, run, without
from papernotes.markdown import Document
from papernotes.model.written import Kind
from papernotes.text import fold

_TELLING = frozenset({"authors", "issued", "venue", "venue_year", "ids", "url", "pdf"})
_NAMES = _TELLING - {"issued"}
_NAMING = frozenset({"ids", "url", "pdf", "refs"})
_NO_TITLES = frozenset(
    "note notes update updates news warning tip todo contact license contributing citation references hint".split()
)
_LOOKED_AT = 200  # items of a list that is no list of entries
_MENTIONS = ("wikilink", "citation", "identifier")


def owned(document: Document, found: Sequence[Block], position: int) -> int:
    """The position of the next heading of this heading's level or higher, or the end."""
    level = document.tokens[found[position].start].tag
    for number in range(position + 1, len(found)):
        if found[number].type == "heading" and document.tokens[found[number].start].tag <= level:
            return number
    return len(found)


def heading(document: Document, kind: Kind, found: Sequence[Block], position: int) -> Draft | None:
    """The draft of a heading that is an entry: by the byline under it, in a story by its link too, or by an id."""
    below = found[position + 1] if position + 1 < len(found) else None
    told = below is not None and below.type in ("paragraph", "blockquote", *LISTS)
    inner = document.tokens[found[position].start + 1]
    if kind not in ("story", "catalogue") or not (told or _carries((inner,)) == "+"):
        return None
    draft = replace(read_lines(document, found[position].start + 1, "heading"),
                    anchor=document.tokens[found[position].start].meta["anchor"])  # fmt: skip
    finds = {name for name, _ in (*draft.named.finds, *draft.said[0].finds)}
    linked = bool(draft.named.refs or finds & _NAMING)
    telling = _TELLING if kind == "story" else _NAMES
    if kind == "story" and linked:
        return draft
    if below is not None and draft.named.start < draft.named.end and _is_byline(document, below, linked, telling):
        return draft
    return draft if kind == "catalogue" and (draft.named.refs or "ids" in finds) else None


def _is_byline(document: Document, block: Block, linked: bool, telling: frozenset[str]) -> bool:
    """Whether a block under a heading says who, when or where, and so makes the heading an entry."""
    if block.type in LISTS:
        return is_byline(document, block)
    if block.type not in ("paragraph", "blockquote"):
        return False
    text = under(document, [block], whole=True)
    told = [said for said in text.said if said.unclear or any(find[0] in telling for find in said.finds)]
    return any(said.sure or linked for said in told)


def is_list_of_entries(document: Document, kind: Kind, block: Block, after_text: bool) -> bool:
    """Whether the items of a list are entries; a contents list of `#…` links never is."""
    items = list(blocks(document.tokens, block.start + 1, block.end - 1))
    carried = [_carries(document.tokens[item.start : item.end]) for item in items]
    inside = sum(kind_ == "#" for kind_ in carried)
    if kind == "story" or (inside * 2 > len(items) and "+" not in carried):
        return False
    if kind == "list":
        return True
    if kind == "catalogue" and (carried.count("+") * 2 > len(items) or "+" not in carried):
        return "+" in carried
    telling = sum(mark == "+" or _tells(document, item) for mark, item in zip(carried, items, strict=True))
    return telling * 2 > len(items) if kind == "catalogue" else after_text and telling * 2 >= len(items)


def _carries(tokens: Sequence[Token]) -> str:
    """ "+" where tokens hold a link or mention, "#" where they hold only links within the page, "" for neither."""
    inside = ""
    for token in tokens:
        for child in token.children or ():
            if child.type in _MENTIONS:
                return "+"
            if child.type == "link_open" and not str(child.attrs.get("href", "")).startswith("#"):
                return "+"
            inside = "#" if child.type == "link_open" else inside
    return inside


def _tells(document: Document, item: Block) -> bool:
    """Whether an item without a link names a paper with its authors, year or venue."""
    draft = read_item(document, item.start, item.end)
    return draft.named.start < draft.named.end and _has_byline(draft)


def _has_byline(draft: Draft) -> bool:
    return any(said.sure and any(name in _NAMES for name, _ in said.finds) for said in draft.said) or any(
        name in _NAMES for name, _ in draft.named.finds
    )


def looks_like_entries(document: Document, kind: Kind, block: Block) -> tuple[Token, str, str] | None:
    """The first item that looks like an entry in a list that is none: its token, what to say, and what to write."""
    if kind == "story":
        return None
    for item in islice(blocks(document.tokens, block.start + 1, block.end - 1), _LOOKED_AT):
        mark = _carries(document.tokens[item.start : item.end])
        if (kind == "digest" and mark == "+") or (mark != "#" and _tells(document, item)):
            hint = (
                "add a link to each item: [[paper]](https://…)"
                if kind == "catalogue"
                else "put a sentence above the list, or write kind: catalogue"
            )
            return document.tokens[item.start], "this list looks like entries and was not taken", hint
    return None


def group(document: Document, item: Block) -> list[Block]:
    """The lists of entries in an item that is only their heading; none where the item is an entry itself."""
    tokens = document.tokens
    inner = list(blocks(tokens, item.start + 1, item.end - 1))
    if len(inner) < 2 or inner[0].type != "paragraph" or any(block.type not in LISTS for block in inner[1:]):
        return []
    if _carries(tokens[inner[0].start : inner[0].end]) == "+":
        return []
    nested = [one for block in inner[1:] for one in blocks(tokens, block.start + 1, block.end - 1)]
    naming = sum(_names_paper(document, one) for one in nested)
    return inner[1:] if naming * 2 > len(nested) else []


def _names_paper(document: Document, item: Block) -> bool:
    """Whether a nested item is an entry by itself: a title, and a link or mention of the paper."""
    if _carries(document.tokens[item.start : item.end]) != "+":
        return False
    inner = document.tokens[item.start + 2]
    first = next(iter(lines(inner.children or ()))) if inner.type == "inline" else ()
    line = run(first)
    named = read_head(line)
    if named.refs:
        return True
    linked = any(name in _NAMING for name, _ in named.finds) or any(label.url for label in labels.labels(line))
    title = line.text[named.start : named.end]
    titled = " " in title or line.at(named.start, "link", "strong") is not None or not field_of(title)
    return linked and bool(title) and titled and read_line(line) is None


def paragraph(document: Document, kind: Kind, found: Sequence[Block], position: int) -> tuple[list[Draft], int]:
    """The entries that a paragraph makes in a catalogue, and the position after what belongs to them."""
    block = found[position]
    if kind != "catalogue":
        return [], position + 1
    token = document.tokens[block.start + 1]
    every = list(lines(token.children or ()))
    starts = [number for number, tokens in enumerate(every) if _is_titled(run(tokens))]
    below = found[position + 1] if position + 1 < len(found) else None
    listed = below is not None and below.type in LISTS and is_byline(document, below)
    if not starts or starts[0] != 0:
        return [], position + 1
    if not (listed or any(_is_labelled(run(tokens)) for tokens in every)):
        return [], position + 1
    if len(starts) > 1 and all(_is_labelled(run(every[number])) for number in starts):
        return list(_apart(document, block, every, starts)), position + 1
    own = list(
        takewhile(
            lambda part: _belongs(document, part), folds.join(document.tokens, found[position + 1 : position + 12])
        )
    )
    last = own[-1].end if own else block.end
    end = next((number for number in range(position + 1, len(found)) if found[number].start >= last), len(found))
    text = under(document, found[position + 1 : end])
    return [with_text(read_lines(document, block.start + 1, "item"), text, (block.start, block.end))], end


def _is_titled(line: Run) -> bool:
    """Whether a line begins with a title in bold or a link."""
    named = read_head(line)
    if named.refs:
        return True
    over = [mark for mark in line.marks if mark.kind in ("strong", "link") and mark.start <= named.start < mark.end]
    title = line.text[named.start : named.end]
    return bool(over and title) and fold(title) not in _NO_TITLES and not field_of(title)


def _is_labelled(line: Run) -> bool:
    return any(label.url and (label.known or label.words.startswith("[")) for label in labels.labels(line))


def _belongs(document: Document, block: Block) -> bool:
    """Whether a block under a paragraph with a title is part of its entry: a list of fields, a fold."""
    return block.type == "details" or (block.type in LISTS and is_byline(document, block))


def _apart(
    document: Document, block: Block, every: Sequence[tuple[Token, ...]], starts: Sequence[int]
) -> Iterator[Draft]:
    """The entries of a paragraph in which several lines are one each."""
    token = document.tokens[block.start + 1]
    for first, last in zip(starts, [*starts[1:], len(every)], strict=True):
        children: list[Token] = []
        for tokens in every[first:last]:
            children += [*tokens, Token("softbreak", "br", 0)]
        part = token.copy(children=children[:-1])
        own = replace(document, tokens=[document.tokens[block.start], part, document.tokens[block.end - 1]])
        yield replace(read_lines(own, 1, "item"), heads=((block.start, block.end),))


def cards(document: Document, block: Block) -> list[Draft]:
    """The cards of a digest's paragraph that holds citations and labelled links only, or heads with their bylines."""
    token = document.tokens[block.start + 1]
    found: list[Draft] = []
    for tokens in lines(token.children or ()):
        line = run(tokens)
        made = list(_cited(document, token, line)) or ([] if _cites(line) else list(_card(document, token, line)))
        if not made:
            found = _one_card(document, block)
            break
        found += made
    return [replace(draft, heads=((block.start, block.end),)) for draft in found]


def _one_card(document: Document, block: Block) -> list[Draft]:
    """The card of a paragraph that is one head with its byline, line by line."""
    if _cites(run(document.tokens[block.start + 1].children or ())):
        return []
    draft = read_lines(document, block.start + 1, "card")
    finds = {name for said in draft.said for name, _ in said.finds}
    return [] if draft.prose or draft.said[0].left is not None or not _is_told(draft.named, finds) else [draft]


def _cites(line: Run) -> bool:
    """Whether there is a citation: with words beside it ("More on [@key].") that is prose."""
    return any(mark.kind == "mention" and mark.ref and mark.ref.kind == "cite" for mark in line.marks)


def _is_told(named: Named, finds: set[str]) -> bool:
    """Whether a head and its finds can only be meant as a paper: a mention, an id, an address with authors."""
    finds = finds | {name for name, _ in named.finds}
    return bool(named.refs or finds & {"ids", "refs"} or (finds & _NAMING and "authors" in finds))


def _cited(document: Document, token: Token, line: Run) -> Iterator[Draft]:
    """A card for each citation of a line without words of its own; labelled links belong to the last of them."""
    refs = [mark.ref for mark in line.marks if mark.kind == "mention" and mark.ref]
    found = [label for label in labels.labels(line) if not label.ref]
    covered = [(mark.start, mark.end) for mark in line.marks if mark.kind == "mention"]
    rest = without(line, 0, len(line.text), [*covered, *((label.start, label.end) for label in found)])
    if not refs or rest.text.strip(" ()[];,.|·&"):
        return
    for number, ref in enumerate(refs):
        said = [Said(tuple(labels.finds(label))) for label in found] if number + 1 == len(refs) else []
        yield Draft(
            "card",
            ref.span or markdown.span(document, token),
            line,
            Named(0, 0, 0, (ref,), ids_of(ref)),
            (Said(), *said),
        )


def _card(document: Document, token: Token, line: Run) -> Iterator[Draft]:
    """A card for a line that is a head with its byline and nothing else."""
    named = read_head(line)
    rest = read_rest(line, named.rest)
    if rest.left is None and not named.open and _is_told(named, {name for name, _ in rest.finds}):
        yield Draft("card", markdown.span(document, token), line, named, (rest,))


def looks_like_entry(document: Document, kind: Kind, block: Block) -> tuple[Token, str, str] | None:
    """What to say of a paragraph that looks like an entry, or like several, and is none."""
    token = document.tokens[block.start + 1]
    line = run(next(lines(token.children or ())))
    if kind == "catalogue" and len(line.text) < 400 and _is_titled(line):
        rest = read_rest(line, read_head(line).rest)
        if rest.sure and any(name in _TELLING for name, _ in rest.finds):
            return (
                token,
                "this paragraph looks like an entry and was not taken",
                "add a link to it: [[paper]](https://…)",
            )
    if kind == "list" and sum(mark.kind == "link" for mark in line.marks) > 2:
        words = without(line, 0, len(line.text), [(mark.start, mark.end) for mark in line.marks if mark.kind == "link"])
        if len(words.text.split()) < 6:
            hint = 'put each paper on a line of its own, with "- " in front'
            return token, "this paragraph of links looks like entries and was not taken", hint
    return None
