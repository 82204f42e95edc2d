"""The first words of a note, to be shown where it is listed."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from papernotes.markdown.cuts import between, offsets, stand_ins
from papernotes.text import sentences

_LONGEST = 320  # characters
_FEWEST = 20  # characters outside of links, for a paragraph that says something
_PROPERTY = re.compile(r"[\w-]+:: ")
_WORDS = ("text", "math", "code_inline", "wikilink", "citation")
_SAYING = frozenset("inline fence code_block math_block figure table_open html_block embed".split())


def excerpt(tokens: Sequence[Token], start: int = 0) -> tuple[list[Token] | None, bool]:
    """The inline tokens of the first paragraph, cut at the end of a sentence, and whether the note says more."""
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.type == "paragraph_open" and token.level == 0 and _says(tokens[index + 1].children or []):
            children = text_only(tokens[index + 1].children or [])
            goes_on = index + 3 < len(tokens) and tokens[index + 3].type == "math_block"
            kept = shortened(children, goes_on=goes_on)
            more = any(later.type in _SAYING for later in tokens[index + 3 :])
            return kept, more or kept is not children
    return None, any(token.type in _SAYING for token in tokens[start:])


def _says(children: list[Token]) -> bool:
    """Whether a paragraph is more than a row of links or pictures, or the properties of a Logseq page."""
    if _PROPERTY.match(children[0].content if children else ""):
        return False
    length, linked = 0, 0
    for child, words in zip(children, stand_ins(children), strict=True):
        linked += child.nesting if child.type.startswith("link_") else 0
        if not linked and child.type in _WORDS:
            length += len(words.strip())
    return length >= _FEWEST


def text_only(children: list[Token]) -> list[Token]:
    """Inline tokens without pictures and footnotes."""
    return [child for child in children if child.type not in ("footnote_ref", "image", "html_anchor")]


def shortened(children: list[Token], longest: int = _LONGEST, *, goes_on: bool = False) -> list[Token]:
    """The whole sentences that fit; of a first sentence that is too long, the whole words.

    With `goes_on` the last sentence, which a formula below continues, is left out.
    """
    words = stand_ins(children)
    places, text = offsets(words), "".join(words)
    ends = [end for _, end in sentences(text)]
    if goes_on and len(ends) > 1:
        ends = ends[:-1]
    if not ends or (ends[-1] <= longest and ends[-1] >= len(text.rstrip())):
        return children
    fitting = [end for end in ends if end <= longest]
    if fitting:
        return between(children, places, 0, fitting[-1])
    return [*between(children, places, 0, _word_end(children, places, longest)), Token("text", "", 0, content="…")]


def _word_end(children: list[Token], places: list[int], longest: int) -> int:
    """The end of the last word that fits, outside of links and formulas."""
    best = linked = 0
    for child, place in zip(children, places, strict=False):
        linked += child.nesting if child.type.startswith("link_") else 0
        if place > longest:
            break
        if child.type == "text" and not linked:
            blank = child.content.rfind(" ", 0, longest - place)
            best = place + blank if blank >= 0 else best
    return best or longest
