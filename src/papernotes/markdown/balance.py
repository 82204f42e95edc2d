"""Tags that are never closed or never opened, put right while it is known in which section and list item they stand."""

from bisect import bisect_right

from markdown_it.token import Token
from msgspec import Struct

from papernotes.markdown.elements import OPTIONAL, RUNNING, VOID
from papernotes.markdown.positions import Env, report
from papernotes.model.problem import Code

_CONTAINERS = frozenset("list_item blockquote callout td th dd dt footnote".split())
_DEEPEST = 60  # the sanitiser takes time by the square of the depth


class _Open(Struct):
    """An element that is open: its tag, and the index of the block in which it was opened."""

    tag: Token
    index: int

    @property
    def name(self) -> str:
        return str(self.tag.meta["name"])


class _Frame:
    """A container of Markdown: what is open in it, and where its headings are."""

    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.headings: list[int] = []


def balance(tokens: list[Token], env: Env) -> list[Token]:
    """The stream with every element closed within its container, at the latest before the next heading there."""
    balancer = _Balancer(env)
    for index, token in enumerate(tokens):
        balancer.step(index, token)
    balancer.leave(len(tokens))
    out: list[Token] = []
    for index, token in enumerate(tokens):
        out += balancer.closers.get(index, ())
        out.append(token)
    return out + balancer.closers.get(len(tokens), [])


class _Balancer:
    def __init__(self, env: Env) -> None:
        self.env = env
        self.frames = [_Frame()]
        self.closers: dict[int, list[Token]] = {}
        self.depth = 0

    def step(self, index: int, token: Token) -> None:
        """Look at the block token at `index`."""
        kind, _, end = token.type.rpartition("_")
        if kind in _CONTAINERS and end == "open":
            self.frames.append(_Frame())
        elif kind in _CONTAINERS and end == "close":
            self.leave(index)
        elif token.type == "heading_open":
            self.frames[-1].headings.append(index)
        elif token.children:
            self._line(index, token)

    def leave(self, index: int) -> None:
        """A container ends at `index`: close what is open in it, each where its section ends."""
        frame = self.frames.pop()
        self.depth -= len(frame.open)
        for opened in reversed(frame.open):
            self._report_open(opened.tag)
            next_heading = bisect_right(frame.headings, opened.index)
            place = frame.headings[next_heading] if next_heading < len(frame.headings) else index
            self.closers.setdefault(place, []).append(_closing(opened.name, block=True))

    def _line(self, index: int, block: Token) -> None:
        """The tags of one paragraph or block of HTML; elements of running text end with it."""
        running: list[Token] = []
        for tag in block.children or ():
            if tag.type != "html_inline" or not (name := tag.meta.get("name")) or name in VOID or name in OPTIONAL:
                continue
            if name in RUNNING:
                self._run(tag, running)
            elif tag.meta["close"]:
                self._close(tag)
            else:
                self._open(tag, index)
        for tag in reversed(running):
            self._lost(tag, block)

    def _run(self, tag: Token, running: list[Token]) -> None:
        if not tag.meta["close"]:
            running.append(tag)
            return
        for place in range(len(running) - 1, max(len(running) - 1 - _DEEPEST, -1), -1):
            if running[place].meta["name"] == tag.meta["name"]:
                del running[place]
                return
        self._report(tag, f"</{tag.meta['name']}> closes nothing")
        tag.type = "text"

    def _lost(self, tag: Token, block: Token) -> None:
        """An element of running text without an end: shown as text in a paragraph, closed in a block of HTML."""
        self._report_open(tag)
        if block.type == "html_block":
            assert block.children is not None
            block.children.append(_closing(tag.meta["name"], block=False))
        else:
            tag.type = "text"

    def _open(self, tag: Token, index: int) -> None:
        if self.depth >= _DEEPEST:
            if not self.env.get("deep_html"):
                self.env["deep_html"] = True
                message = f"HTML nested more than {_DEEPEST} deep"
                report(self.env, Code.NESTING, message, tag.meta["span"], "take some levels out")
            tag.content = ""
            return
        self.depth += 1
        self.frames[-1].open.append(_Open(tag, index))

    def _close(self, tag: Token) -> None:
        frame = self.frames[-1].open
        for place in range(len(frame) - 1, -1, -1):
            if frame[place].name == tag.meta["name"]:
                for opened in frame[place + 1 :]:
                    self._report_open(opened.tag)
                self.depth -= len(frame) - place
                del frame[place:]
                return
        if not self.env.get("deep_html"):
            self._report(tag, f"</{tag.meta['name']}> closes nothing")
        tag.content = ""

    def _report_open(self, tag: Token) -> None:
        """A `<details>` may stay open: it ends with its list item or section, as its writer meant it."""
        if tag.meta["name"] == "details":
            return
        self._report(tag, f"<{tag.meta['name']}> is never closed", f"write </{tag.meta['name']}> where it ends")

    def _report(self, tag: Token, message: str, hint: str = "") -> None:
        report(self.env, Code.HTML_OPEN, message, tag.meta["span"], hint)


def _closing(name: str, *, block: bool) -> Token:
    tag = Token("html_inline", "", 0, content=f"</{name}>", meta={"name": name, "close": True})
    return Token("html_block", "", 0, children=[tag]) if block else tag
