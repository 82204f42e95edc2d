"""Tokens become HTML with holes: one rule per token type, from the tables of the syntaxes."""

import re
from collections.abc import Callable, Iterable, Mapping

from markdown_it.token import Token

from papernotes.markdown.marks import END, HOLE, ID
from papernotes.model.written import Ref

Rule = Callable[[Token, "Sheet"], str]

_HOLES = re.compile(f"{HOLE}(-?[0-9]+){END}")
_KEPT = re.compile(f' id="{HOLE}k([0-9]+){END}"|{HOLE}k([0-9]+){END}')
_ANCHORS = re.compile(f'<a href="#{HOLE}([0-9]+){END}">|<a[ >]|</a>')
_CJK = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # compiled when it is needed: that takes 3 ms


def escape(text: str) -> str:
    """Text for HTML, outside and inside of a double-quoted attribute."""
    if text.isalnum():
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def words(text: str) -> int:
    """The number of words; each Chinese or Japanese character is one."""
    if text.isascii():
        return len(text.split())
    return len(re.sub(_CJK, " ", text).split()) + len(re.findall(_CJK, text))


def without_tags(tokens: list[Token]) -> list[Token]:
    """Tokens among which tags of HTML are text: the words of links and captions, where no one balances them."""
    return [token.copy(type="text") if token.type == "html_inline" else token for token in tokens]


def ident(token: Token) -> str:
    """The attribute of a block with a `^block-id`, else nothing."""
    return f' id="{ID}{token.meta["id"]}"' if "id" in token.meta else ""


class Sheet:
    """What is gathered while tokens are rendered: the refs of the holes in order, the number of words, the footnotes.

    `line` asks for a single line: no side notes, images as their words. `shift` is added to the levels of headings.
    `guarded` is for tokens among which there is HTML of the author's: what is our own is then kept apart, so that the
    sanitiser may be strict with all it sees. Where it is neither guarded nor `trusted`, a tag is shown as text.
    `notes` has the ids of the footnotes so far, `later` the references to those that stand after the text, `inside`
    an item for each footnote that is being rendered.
    """

    def __init__(
        self,
        rules: Mapping[str, Rule],
        *,
        line: bool = False,
        shift: int = 0,
        guarded: bool = False,
        trusted: bool = False,
    ) -> None:
        self.rules = rules
        self.line = line
        self.shift = shift
        self.guarded = guarded
        self.trusted = trusted
        self.refs: list[Ref] = []
        self.words = 0
        self.notes: dict[int, str] = {}
        self.later: dict[str, Token] = {}
        self.inside: list[str] = []
        self._open: list[int] = []
        self._kept: list[str] = []

    def render(self, tokens: Iterable[Token]) -> str:
        """The HTML of block or inline tokens, holes marked."""
        out = []
        for token in tokens:
            kind = token.type
            if kind == "text":
                self.words += words(token.content)
                out.append(escape(token.content))
            elif kind == "softbreak":
                out.append("\n")
            elif kind == "inline":
                out.append(self.render(token.children or ()))
            elif kind == "hardbreak":
                out.append(" " if self.line else "<br>\n")
            elif kind in self.rules:
                out.append(self.rules[kind](token, self))
            elif token.tag and not token.hidden:
                out.append(self._plain(token))
        return "".join(out)

    def _plain(self, token: Token) -> str:
        """The tag of a token without a rule of its own."""
        if token.nesting < 0:
            return f"</{token.tag}>\n" if token.block else f"</{token.tag}>"
        return self.tag(token.tag, ident(token)) if "id" in token.meta else f"<{token.tag}>"

    def tag(self, name: str, attrs: str) -> str:
        """An opening tag of our own, with its attributes as they are written in HTML (` class="eq"`)."""
        return f'<{name} id="{self._keep(attrs)}">' if self.guarded else f"<{name}{attrs}>"

    def leaf(self, html: str) -> str:
        """A piece of HTML of our own without holes in it."""
        return self._keep(html) if self.guarded else html

    def _keep(self, html: str) -> str:
        self._kept.append(html)
        return f"{HOLE}k{len(self._kept) - 1}{END}"

    def hole(self, ref: Ref) -> str:
        """The mark of a new hole."""
        self.refs.append(ref)
        return f"{HOLE}{len(self.refs) - 1}{END}"

    def open(self, ref: Ref) -> str:
        """The mark of a new paired hole, which `close` ends."""
        self._open.append(len(self.refs))
        mark = self.hole(ref)
        return f'<a href="#{mark}">' if self.guarded else mark

    def close(self) -> str:
        """The end of the paired hole opened last."""
        index = self._open.pop()
        return "</a>" if self.guarded else f"{HOLE}{-index - 1}{END}"

    def parts(self, html: str, clean: Callable[[str], str]) -> tuple[str | int, ...]:
        """What was rendered, split at the holes; `clean` sanitises it if it is guarded."""
        if self.guarded:
            html = _KEPT.sub(lambda match: self._kept[int(match[1] or match[2])], _paired(clean(html)))
        pieces: list[str | int] = []
        for index, piece in enumerate(_HOLES.split(html)):
            if index % 2:
                pieces.append(int(piece))
            elif piece:
                pieces.append(piece)
        return tuple(pieces)


def _paired(html: str) -> str:
    """Sanitised HTML with the placeholder links turned back into paired holes."""
    open_links: list[str] = []

    def mark(match: re.Match[str]) -> str:
        if match[1]:
            open_links.append(f"{HOLE}{-int(match[1]) - 1}{END}")
            return f"{HOLE}{match[1]}{END}"
        if match[0] != "</a>":
            open_links.append("</a>")
            return match[0]
        return open_links.pop() if open_links else ""

    return _ANCHORS.sub(mark, html)
