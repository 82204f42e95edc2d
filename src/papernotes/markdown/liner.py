"""markdown-it's block parser, told by which characters each rule begins, like the inline parser in `scanner`.

Lists, headings and lines of text that repeat take a third less time; a note of prose about a twentieth.
"""

from collections.abc import Callable

from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

Rule = Callable[[StateBlock, int, int, bool], bool]

_STARTS = {
    "fence": "`~",
    "math_block": "$\\",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "reference": "[",
    "footnote_def": "[",
    "html_block": "<",
    "heading": "#",
    "tight_heading": "#",
}
"""The characters with which a line of each rule begins; the other rules may begin with any."""


class LineRuler(Ruler[Rule]):
    """The block rules; once frozen, each chain of them is one rule that tries those which a line can begin."""

    def __init__(self, plain: Ruler[Rule]) -> None:
        super().__init__()
        self.__rules__ = plain.__rules__
        self.chains: dict[str, list[Rule]] = {}

    def freeze(self) -> None:
        """Make the chains, from the rules that are enabled."""
        self.chains = {name: [self._chain(name)] for name in ("", "paragraph", "reference", "blockquote", "list")}

    def _chain(self, name: str) -> Rule:
        starts = {rule.fn: _STARTS.get(rule.name, "") for rule in self.__rules__}
        rules = super().getRules(name)
        always = tuple(rule for rule in rules if not starts[rule])
        chars = {char for rule in rules for char in starts[rule]}
        table = {char: tuple(rule for rule in rules if not starts[rule] or char in starts[rule]) for char in chars}

        def try_rules(state: StateBlock, line: int, end: int, silent: bool) -> bool:
            start = state.bMarks[line] + state.tShift[line]
            for rule in table.get(state.src[start : start + 1], always):  # noqa: SIM110 - `any` takes twice as long
                if rule(state, line, end, silent):
                    return True
            return False

        return try_rules

    def getRules(self, chainName: str = "") -> list[Rule]:  # noqa: N802, N803 - the names are markdown-it's
        """The rules of a chain."""
        return self.chains.get(chainName) or super().getRules(chainName)


class Liner(ParserBlock):
    """The block parser; `freeze` it when all rules are added."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = LineRuler(self.ruler)
        self.ruler = self.lines

    def freeze(self) -> None:
        """Make the chains, from the rules that are enabled."""
        self.lines.freeze()
