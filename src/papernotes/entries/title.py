"""The heading of a paper's own note: `# [Title](https://arxiv.org/abs/…)` and the byline under it."""

import re
from collections.abc import Iterator

from markdown_it.token import Token
from msgspec.structs import replace

from papernotes import markdown
from papernotes.entries import gather
from papernotes.entries.blocks import Block, blocks
from papernotes.entries.byline import Said
from papernotes.entries.folds import join
from papernotes.entries.items import byline_of, read_lines
from papernotes.entries.values import Head
from papernotes.markdown import Document

_IMAGE = re.compile(r"[#\s]*!\[([^\[\]]+)\]\((\S+\.pdf)\)\s*")


def read_title(document: Document, index: int) -> Head:
    """Read the heading that opens at a token."""
    inner = _repaired(document.tokens[index + 1])
    own = replace(document, tokens=[document.tokens[index], inner, document.tokens[index + 2]])
    draft = read_lines(own, 1, "heading")
    linked = bool(draft.named.refs or any(name in ("ids", "url", "pdf") for name, _ in draft.named.finds))
    rest = draft.said[0]
    loose = rest.left is not None or any(name == "links" for name, _ in rest.finds)
    if not linked and (loose or draft.named.start >= draft.named.end):
        draft = replace(draft, said=(), named=replace(draft.named, finds=(), refs=()))
        title = markdown.line(document, inner)
    else:
        title = gather.title_of(document, draft) or markdown.line(document, inner)
    said, end = _under(document, index + 3, linked)
    return gather.head(document, replace(draft, said=(*draft.said, *said)), title, end)


def _repaired(inner: Token) -> Token:
    """`![Title](paper.pdf)` is a link, and a `#` too many is none of its words."""
    children = list(inner.children or ())
    if image := _IMAGE.fullmatch(inner.content):
        words = Token("text", "", 0, content=image[1])
        children = [Token("link_open", "a", 1, attrs={"href": image[2]}), words, Token("link_close", "a", -1)]
    elif children and children[0].type == "text":
        children[0] = children[0].copy(content=children[0].content.lstrip("# "))
    return inner.copy(children=children)


def _under(document: Document, start: int, linked: bool) -> tuple[list[Said], int]:
    """What the blocks directly under a title say as byline, and the index of the first that does not."""
    said: list[Said] = []
    for block in _section(document, start):
        read = byline_of(document, block, any(find[0] == "authors" for line in said for find in line.finds), True)
        if read is None or read.prose or not all(line.sure or linked for line in read.said):
            return said, block.start
        said += read.said
        start = block.end
    return said, start


def _section(document: Document, start: int) -> Iterator[Block]:
    """The first blocks from a token on, up to the next heading."""
    end = next(
        (number for number in range(start, len(document.tokens)) if document.tokens[number].type == "heading_open"),
        len(document.tokens),
    )
    few = [block for _, block in zip(range(12), blocks(document.tokens, start, end), strict=False)]
    return join(document.tokens, few)
