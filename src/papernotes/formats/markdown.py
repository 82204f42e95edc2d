"""Our own HTML as Markdown: CommonMark, with tables and footnotes as GitHub writes them and formulas between dollars.

HTML is read from left to right; each element becomes text when it ends, so that depth costs nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from html import unescape

_ATTRS = r"(?:[^<>\"]|\"[^\"]*+\")*+"
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<silent>script|style|template|button)\b.*?(?:</(?P=silent)\s*>|\Z)"
    rf"|<math\b(?P<math>{_ATTRS})>.*?(?:</math>|\Z)"
    r"|<pre\b[^<>]*+>(?P<pre>.*?)(?:</pre>|\Z)|<code\b(?P<dress>[^<>]*+)>(?P<code>.*?)(?:</code>|\Z)"
    rf"|<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*+)(?P<attrs>{_ATTRS})>",
    re.DOTALL,
)
_TAGS = re.compile(r"<[^<>]*>")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_ANY_SPECIAL = re.compile(r"[\\`*\[\]<$_~=%&]")
_SPECIAL = re.compile(r"[\\`*\[\]<$]|(?<![^\W_])_|_(?![^\W_])|([~=%])(?=\1)|&(?=#?\w+;)")
_OPENING = re.compile(r"<(?=[A-Za-z/!?])")  # in a formula a blank behind it changes nothing, and no tag can begin
_FIRST = re.compile(r"(?m)^(?=[#>]|[-+=](?:[-=\s]|$))|^(\d{1,9})(?=[.)](?:\s|$))")
_BREAK = "\\\n"
_SIGNS = frozenset("#>-+=0123456789")
_MARKS = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "*"),
    **dict.fromkeys(("strong", "b"), "**"),
    **dict.fromkeys(("del", "s", "strike"), "~~"),
}
_KEPT = frozenset("sub sup kbd mark u".split())
_VOID = frozenset("br hr img input wbr col source track".split())
_BLOCKS = frozenset(
    "address aside blockquote caption center dd details div dl dt figcaption figure footer header h1 h2 h3 h4 h5 h6 li "
    "ol p section summary table tbody td tfoot th thead tr ul".split()
)
_DEEPEST = 60  # elements in each other; lines are not indented any further
_QUOTED = ("blockquote", "aside", "details")


def write(html: str) -> str:
    """Markdown that says what the HTML says; scripts, comments and buttons leave no trace."""
    page = _Page()
    done = 0
    for match in _TOKEN.finditer(html):
        if match.start() > done:
            page.text(html[done : match.start()])
        page.token(match)
        done = match.end()
    if done < len(html):
        page.text(html[done:])
    return page.end()


def escape(text: str) -> str:
    """Text in which nothing is Markdown, on one line."""
    return _lines(_words(" ".join(text.split())))


def _words(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text) if _ANY_SPECIAL.search(text) else text


def _lines(text: str) -> str:
    """A block in which no line begins as a heading, item or quotation does."""
    return _FIRST.sub(r"\1\\", text) if text[:1] in _SIGNS or "\n" in text else text


class _Element:
    """An element that is open: what stands in it so far, finished blocks and the line after them."""

    __slots__ = ("attrs", "blocks", "is_loose", "line", "tag")

    def __init__(self, tag: str, attrs: str = "") -> None:
        self.tag = tag
        self.attrs = attrs
        self.blocks: list[str] = []
        self.line: list[str] = []
        self.is_loose = False

    def flush(self) -> list[str]:
        """All blocks, the line after them too."""
        while self.line and (self.line[-1] == _BREAK or not self.line[-1].strip()):
            self.line.pop()
        if self.line:
            start = next(n for n, part in enumerate(self.line) if part != _BREAK and part.strip())
            text = "".join(self.line[start:] if start else self.line).strip()
            self.line.clear()
            if text:
                self.blocks.append(_lines(text))
        return self.blocks


class _Page:
    """The elements that are open, the footnotes so far."""

    def __init__(self) -> None:
        self.open = [_Element("")]
        self.counts: Counter[str] = Counter()
        self.numbers: dict[str, int] = {}
        self.notes: dict[int, str] = {}

    def text(self, html: str) -> None:
        """Words between tags."""
        line = self.open[-1].line
        if html == "\n" and not line:
            return
        words = html if html.isalnum() else _BLANKS.sub(" ", html)
        if not line or line[-1] == _BREAK:
            words = words.lstrip(" ")
        if words:
            line.append(_words(unescape(words) if "&" in words else words))

    def token(self, match: re.Match[str]) -> None:
        """A tag, or an element that is read as a whole."""
        kind, top = match.lastgroup, self.open[-1]
        if kind == "attrs":
            close, tag, attrs = match.group("close", "tag", "attrs")
            self._tag(tag.lower(), close, attrs)
        elif kind == "math":
            self._math(match["math"])
        elif kind == "pre":
            top.flush().append(_fenced(unescape(_TAGS.sub("", match["pre"]))))
        elif kind == "code":
            code = unescape(_TAGS.sub("", match["code"]))
            is_math = 'class="math"' in match["dress"]
            top.line.append(f"${_OPENING.sub('< ', code)}$" if is_math else _code(code))

    def end(self) -> str:
        """The whole text."""
        while len(self.open) > 1:
            self._close(self.open[-1].tag)
        notes = [f"[^{number}]: {_indented(text, 4)}" for number, text in sorted(self.notes.items())]
        return "".join(f"{block}\n\n" for block in (*self.open[0].flush(), *notes))[:-1]

    def _tag(self, tag: str, close: str, attrs: str) -> None:
        if close:
            self._close(tag)
        elif tag in _VOID:
            self._void(tag, attrs)
        else:
            if tag in _BLOCKS:
                self.open[-1].flush()
            self.open.append(_Element(tag, attrs))
            self.counts[tag] += 1

    def _void(self, tag: str, attrs: str) -> None:
        top = self.open[-1]
        if tag == "br":
            top.line.append(_BREAK)
        elif tag == "hr":
            top.flush().append("---")
        elif tag == "img":
            top.line.append(f"![{_words(_attribute(attrs, 'alt'))}]({_target(_attribute(attrs, 'src'))})")
        elif tag == "input":
            top.line.append("[x]" if " checked" in attrs else "[ ]")

    def _math(self, attrs: str) -> None:
        top, tex = self.open[-1], _OPENING.sub("< ", _attribute(attrs, "alttext").strip())
        if 'display="block"' in attrs and top.tag == "div" and not top.line:
            lines = re.sub(r"\n\s*\n", "\n", tex)
            top.flush().append(f"$$\n{lines}\n$$")
        else:
            tex = _BLANKS.sub(" ", tex)
            open_, close = ("$`", "`$") if "$" in tex else ("$$", "$$") if 'display="block"' in attrs else ("$", "$")
            top.line.append(f"{open_}{tex}{close}" if tex else "")

    def _close(self, tag: str) -> None:
        """The end of the last open element of that name, and of those within it that were left open."""
        while self.counts[tag]:
            element = self.open.pop()
            self.counts[element.tag] -= 1
            if element.tag in _BLOCKS or element.blocks:
                self._block(element, self.open[-1])
            else:
                self._inline(element, "".join(element.line), self.open[-1])
            if element.tag == tag:
                return

    def _inline(self, element: _Element, text: str, above: _Element) -> None:
        tag, attrs = element.tag, element.attrs
        if 'class="fn"' in attrs:
            above.line.append("" if tag == "span" or "aria-hidden" in attrs else text)
        elif 'class="sn"' in attrs:
            above.line.append(self._note(_attribute(attrs, "id"), text.strip()))
        elif tag == "a" and 'class="fn"' in above.attrs:
            above.line.append(self._note(_attribute(attrs, "href").removeprefix("#")))
        elif tag == "a":
            _guard(above.line)
            above.line.append(_link(text, _attribute(attrs, "href")))
        elif tag in _MARKS:
            above.line.append(_marked(text, _MARKS[tag]))
        else:
            above.line.append(f"<{tag}>{text}</{tag}>" if tag in _KEPT else text)

    def _note(self, name: str, text: str = "") -> str:
        """A reference to a footnote, and what it says where that is known."""
        number = self.numbers.setdefault(name, len(self.numbers) + 1)
        if text:
            self.notes[number] = text
        return f"[^{number}]"

    def _block(self, element: _Element, above: _Element) -> None:
        tag = element.tag
        if tag == "li" and 'class="notes"' in above.attrs:
            self._note(_attribute(element.attrs, "id"), "\n\n".join(element.flush()))
        elif tag in _CLOSING and len(self.open) < _DEEPEST:
            above.flush().extend(_CLOSING[tag](element, above))
        else:
            above.is_loose = above.is_loose or tag == "p"
            above.flush().extend(element.flush())


def _heading(element: _Element, above: _Element) -> Iterable[str]:
    text = " ".join(element.flush()).replace(_BREAK, " ").replace("\n", " ")
    return [f"{'#' * int(element.tag[1])} {text}"] if text else []


def _quote(element: _Element, above: _Element) -> Iterable[str]:
    text = "\n\n".join(element.flush())
    return ["\n".join(f"> {line}".rstrip() for line in text.split("\n"))] if text else []


def _bold(element: _Element, above: _Element) -> Iterable[str]:
    return [f"**{text.strip('*')}**" for text in element.flush()]


def _item(element: _Element, above: _Element) -> Iterable[str]:
    above.is_loose = above.is_loose or element.is_loose
    return [("\n\n" if element.is_loose else "\n").join(element.flush())]


def _list(element: _Element, above: _Element) -> Iterable[str]:
    """The items behind their marks, other ones than those of a list right before."""
    items = element.flush()
    before = above.blocks[-1] if above.blocks else ""
    first = _attribute(element.attrs, "start")
    if element.tag == "ul":
        marks = ["* " if before.startswith("- ") else "- "] * len(items)
    else:
        dot = ")" if re.match(r"\d+\. ", before) else "."
        start = int(first) if first.isdigit() else 1
        marks = [f"{number}{dot} " for number in range(start, start + len(items))]
    lines = [mark + _indented(item, len(mark)) for mark, item in zip(marks, items, strict=True)]
    return [("\n\n" if element.is_loose else "\n").join(lines)] if lines else []


def _cell(element: _Element, above: _Element) -> Iterable[str]:
    text = " ".join(element.flush()).replace(_BREAK, " ").replace("\n", " ").replace("|", r"\|")
    side = "---:" if 'class="num"' in element.attrs else ":---:" if 'class="mid"' in element.attrs else "---"
    above.attrs += f"\x00{side}" if element.tag == "th" else ""
    return [text]


def _row(element: _Element, above: _Element) -> Iterable[str]:
    cells = element.flush()
    sides = element.attrs.split("\x00")[1:]
    rows = [f"| {' | '.join(cells)} |"]
    return [*rows, f"| {' | '.join(sides)} |"] if sides and not above.blocks else rows


def _table(element: _Element, above: _Element) -> Iterable[str]:
    """The rows under their header; one without a header gets an empty one."""
    rows = element.flush()
    if rows and not (len(rows) > 1 and set(rows[1]) <= set("|-: ")):
        columns = rows[0].replace(r"\|", "").count("|") - 1
        rows = ["|" + "  |" * columns, "|" + " --- |" * columns, *rows]
    return ["\n".join(rows)] if rows else []


_CLOSING: dict[str, Callable[[_Element, _Element], Iterable[str]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(_QUOTED, _quote),
    **dict.fromkeys(("summary", "dt", "caption"), _bold),
    **dict.fromkeys(("ul", "ol"), _list),
    **dict.fromkeys(("td", "th"), _cell),
    "li": _item,
    "tr": _row,
    "table": _table,
}


def _attribute(attrs: str, name: str) -> str:
    start = attrs.find(f'{name}="')
    return unescape(attrs[start + len(name) + 2 : attrs.find('"', start + len(name) + 2)]) if start >= 0 else ""


def _indented(text: str, width: int) -> str:
    """Every line but the first begins so far to the right."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)


def _guard(line: list[str]) -> None:
    """Before a link: an exclamation mark would make a picture of it."""
    if line and line[-1].endswith("!"):
        line[-1] = line[-1][:-1] + "\\!"


def _marked(text: str, mark: str) -> str:
    inner = text.strip()
    if not inner:
        return text
    return f"{' ' if text[0] == ' ' else ''}{mark}{inner}{mark}{' ' if text[-1] == ' ' else ''}"


def _link(text: str, href: str) -> str:
    return f"[{text.strip() or _words(href)}]({_target(href)})" if href else text


def _target(href: str) -> str:
    """An address between the parentheses of a link."""
    if re.fullmatch(r"[^\s()<>\\]*", href):
        return href
    return "<" + re.sub(r"[<>\s\\]", lambda match: f"%{ord(match[0]):02X}", href) + ">"


def _ticks(code: str) -> int:
    return max(map(len, re.findall("`+", code)), default=0)


def _code(code: str) -> str:
    ticks = "`" * (_ticks(code) + 1)
    pad = " " if code[:1] == "`" or code[-1:] == "`" or (code[:1] == " " == code[-1:] and code.strip()) else ""
    return f"{ticks}{pad}{_BLANKS.sub(' ', code)}{pad}{ticks}" if code else ""


def _fenced(code: str) -> str:
    fence = "`" * max(3, _ticks(code) + 1)
    return "\n".join((fence, code.rstrip("\n"), fence))
