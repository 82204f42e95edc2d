"""A line of inline tokens as one string with marks over it, so that the grammar can speak in regular expressions.

Offsets always count characters of `Run.text`; `cut` leads a stretch of it back to tokens.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct

from papernotes import markdown
from papernotes.markdown import Document
from papernotes.markdown.plain import plain
from papernotes.model.written import Inline, Ref

COVER = "\ufffc"
"""What `Run.mask` shows where a link, a mention, emphasis, code or mathematics stands."""

LINK = "\ufff9"
"""What `Run.mask` shows where a link stands."""

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)([^>]*)>")
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_HTML = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "a": "link"}
_VOID = frozenset({"br", "img", "hr", "wbr", "input"})


class Mark(Struct, frozen=True):
    """What lies over `text[start:end]`, made by the tokens `first` to `last`; `note` is an image's alt text.

    kind    link, strong, em, mention, image, fixed (code, mathematics …), other (what needs not be kept whole)
    """

    kind: str
    start: int
    end: int
    first: int
    last: int
    url: str = ""
    ref: Ref | None = None
    note: str = ""


class Run(Struct, frozen=True):
    """A line: its tokens, its plain words, the words with everything covered that the grammar must not cut."""

    tokens: tuple[Token, ...]
    text: str
    mask: str
    starts: tuple[int, ...]
    marks: tuple[Mark, ...]

    def at(self, position: int, *kinds: str) -> Mark | None:
        """The outermost mark of these kinds that begins at a position and is not empty."""
        found = [mark for mark in self.marks if mark.start == position < mark.end and mark.kind in kinds]
        return max(found, key=lambda mark: (mark.end, -mark.first), default=None)

    def before(self, position: int) -> str:
        """The last character before a position that is no blank, as the mask has it; "" at the beginning."""
        while position and self.text[position - 1].isspace():
            position -= 1
        return self.mask[position - 1] if position else ""

    def after(self, position: int) -> str:
        """The first character from a position on that is no blank, as the mask has it; "" at the end."""
        while position < len(self.text) and self.text[position].isspace():
            position += 1
        return self.mask[position : position + 1]

    def inside(self, start: int, end: int, kind: str) -> tuple[Mark, ...]:
        """The marks of a kind that lie within a stretch."""
        return tuple(mark for mark in self.marks if mark.kind == kind and start <= mark.start and mark.end <= end)


def lines(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The tokens of a paragraph, line by line; a break within emphasis or a link ends no line."""
    line: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.nesting
        if depth <= 0 and (token.type in ("softbreak", "hardbreak") or is_break(token)):
            yield tuple(line)
            line = []
        else:
            line.append(token)
    yield tuple(line)


def is_break(token: Token) -> bool:
    """Whether a token is `<br>`."""
    tag = _TAG.match(token.content) if token.type == "html_inline" else None
    return tag is not None and tag[2].lower() == "br"


def run(tokens: Sequence[Token]) -> Run:
    """The run of these inline tokens; a picture, also one of another host, has no words in it."""
    texts: list[str] = []
    starts: list[int] = []
    marks: list[Mark] = []
    opened: list[tuple[str, int, int, str, Ref | None]] = []
    length, picture = 0, -1
    for index, token in enumerate(tokens):
        starts.append(length)
        kind, way, url = _part(token)
        if way > 0:
            opened.append((kind, length, index, url, token.meta.get("ref")))
            picture = index if token.meta.get("remote") else picture
        elif picture >= 0 and way == 0:
            continue
        elif way < 0 and picture >= 0:
            opened.pop()
            marks.append(Mark("image", length, length, picture, index))
            picture = -1
        elif way < 0:
            _close(kind, length, index, opened, marks)
        else:
            words = _words(token)
            texts.append(words)
            if kind != "text":
                note = token.content if kind == "image" else ""
                marks.append(Mark(kind, length, length + len(words), index, index, url, token.meta.get("ref"), note))
            length += len(words)
    text = "".join(texts)
    return Run(tuple(tokens), text, _mask(text, marks), tuple(starts), tuple(marks))


def _part(token: Token) -> tuple[str, int, str]:
    """What a token is: kind of mark ("text": none), 1 where it opens, -1 where it closes; the address it leads to."""
    if token.type == "html_inline":
        tag = _TAG.match(token.content)
        if not tag or tag[2].lower() in _VOID or tag[3].endswith("/"):
            return "other", 0, ""
        name = tag[2].lower()
        href = _HREF.search(tag[3])
        return f"<{_HTML.get(name, name)}", -1 if tag[1] else 1, href[1] if href else ""
    if token.nesting:
        return token.type.rpartition("_")[0], token.nesting, str(token.attrs.get("href", ""))
    if token.type in ("text", "softbreak", "hardbreak", "text_special"):
        return "text", 0, ""
    if token.type == "image":
        return "image", 0, str(token.attrs.get("src", ""))
    if token.type == "identifier":
        return "mention", 0, token.content
    return ("mention" if token.type in ("wikilink", "citation") else "fixed"), 0, ""


def _words(token: Token) -> str:
    """The plain words of a token that neither opens nor closes anything."""
    if token.type in ("text", "text_special", "code_inline"):
        return token.content
    if token.type in ("softbreak", "hardbreak") or is_break(token):
        return " "
    if token.type in ("image", "html_inline"):
        return ""
    return plain([token])


def _close(
    kind: str, end: int, index: int, opened: list[tuple[str, int, int, str, Ref | None]], marks: list[Mark]
) -> None:
    """Close the innermost open mark of a kind; a stray closing tag closes nothing."""
    if opened and opened[-1][0] == kind:
        _, start, first, url, ref = opened.pop()
        name = kind.removeprefix("<")
        marks.append(Mark(name if name in ("link", "strong", "em") else "other", start, end, first, index, url, ref))


def _mask(text: str, marks: Sequence[Mark]) -> str:
    if not marks:
        return text
    cells = list(text)
    for cover, kinds in ((COVER, ("strong", "em", "mention", "fixed")), (LINK, ("link",))):
        for start, end in merged((mark.start, mark.end) for mark in marks if mark.kind in kinds):
            cells[start:end] = cover * (end - start)
    return "".join(cells)


def merged(stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches in order, those that lie within an earlier one left out."""
    reached = 0
    for start, end in sorted(stretches, key=lambda stretch: (stretch[0], -stretch[1])):
        if end > reached:
            yield max(start, reached), end
            reached = end


def trim(line: Run, start: int, end: int, junk: str = "", last: str | None = None) -> tuple[int, int]:
    """A stretch without the blanks, and the characters of `junk`, at its ends; at the end those of `last` if given."""
    while start < end and (line.text[start].isspace() or line.text[start] in junk):
        start += 1
    while end > start and (line.text[end - 1].isspace() or line.text[end - 1] in (junk if last is None else last)):
        end -= 1
    return start, end


def cut(line: Run, *stretches: tuple[int, int], bare: bool = False) -> list[Token]:
    """The tokens of stretches (in order, apart); `bare` drops links, pictures and emphasis that covers all of one."""
    ends = [end for _, end in stretches]
    kept: dict[int, Token] = {}
    for mark in line.marks:
        place = bisect_right(ends, mark.start)
        if place == len(stretches) or stretches[place][0] >= max(mark.end, mark.start + 1):
            continue
        start, end = stretches[place]
        if mark.kind == "image":
            tokens = range(mark.first, mark.last + 1) if not bare else ()
            kept |= {index: line.tokens[index] for index in tokens}
        elif mark.first < mark.last and not (bare and (mark.kind == "link" or mark.start <= start <= end <= mark.end)):
            kept[mark.first], kept[mark.last] = line.tokens[mark.first], line.tokens[mark.last]
    for index, token in enumerate(line.tokens):
        first = line.starts[index]
        last = line.starts[index + 1] if index + 1 < len(line.starts) else len(line.text)
        if pieces := list(_pieces(stretches, bisect_right(ends, first), first, last)) if first < last else []:
            words = "".join(token.content[start - first : end - first] for start, end in pieces)
            whole = words == token.content or not token.type.startswith("text")
            kept[index] = token if whole else token.copy(content=words)
    return [kept[index] for index in sorted(kept)]


def _pieces(stretches: Sequence[tuple[int, int]], place: int, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The parts of stretches, from one on, that lie between two positions."""
    while place < len(stretches) and stretches[place][0] < last:
        yield max(stretches[place][0], first), min(stretches[place][1], last)
        place += 1


def inline(document: Document, line: Run, start: int, end: int, *, bare: bool = False) -> Inline:
    """A stretch of a run as a line with holes."""
    return markdown.line(document, Token("inline", "", 0, children=cut(line, (start, end), bare=bare)))


def without(line: Run, start: int, end: int, holes: Iterable[tuple[int, int]] = (), junk: str = "") -> Run:
    """A stretch of a run as a run of its own, without the holes and the `junk` at its ends; a last stop stays."""
    stretches: list[tuple[int, int]] = []
    position = start
    for first, last in (*merged(holes), (end, end)):
        if position < min(first, end):
            stretches.append((position, min(first, end)))
        position = max(position, last)
    whole = line if stretches == [(0, len(line.text))] else run(cut(line, *stretches))
    edges = trim(whole, 0, len(whole.text), junk, junk.replace(".", ""))
    if not whole.text[slice(*edges)].strip(junk + " \t\n"):
        edges = (0, 0)
    return whole if edges == (0, len(whole.text)) else run(cut(whole, edges))
