"""Parsing takes time that grows with a file's length, whatever is repeated in it (benchmarks/linear.py tries 1 MB)."""

import time

import pytest

from papernotes.model.settings import Parsing
from papernotes.model.written import Source
from papernotes.parse import parse

REPEATED = {
    "brackets": "[",
    "bang brackets": "![",
    "wikilink openers": "[[",
    "wikilinks": "[[a]] ",
    "embeds": "![[a]] ",
    "citations": "[@a] ",
    "citation openers": "[@a; ",
    "mentions": "@a ",
    "dollars": "$",
    "formulas": "$x$ ",
    "formula openers": "$x ",
    "parentheses": "\\(",
    "emphasis": "*a ",
    "stars": "*a**",
    "underscores": "_a __",
    "marks": "==a ",
    "strikes": "~~a ~",
    "comments": "%% a %% ",
    "comment openers": "%% ",
    "backticks": "`",
    "backtick runs": "` `` ``` ",
    "HTML": "<b>a</b> ",
    "open tags": "<b>",
    "less-thans": "<a ",
    "details": "<details>",
    "HTML comments": "<!-- ",
    "entities": "&amp;&",
    "links": "[a](b) ",
    "link openers": "[a](",
    "links in links": "[a](<b",
    "URLs": "https://arxiv.org/abs/1706.03762 ",
    "bare ids": "arxiv:1706.03762 ",
    "quotations": "> ",
    "nested items": "- ",
    "lists": "- a\n",
    "headings": "# a\n",
    "tables": "|a|b\n",
    "table header": "|a\n|-\n",
    "footnotes": "[^1] ",
    "footnote texts": "[^1]: a\n",
    "callouts": "> [!note] a\n> b\n\n",
    "definitions": "a\n: b\n\n",
    "reference links": "[a]: b\n",
    "tags": "#a/b ",
    "relations": "cites:: [[a]] - b\n",
    "sentences": "A b. ",
    "block ids": "a ^b\n\n",
    "backslashes": "\\",
    "blanks": "  \t",
    "quotes": "\"'",
    "dashes": "- - -\n",
    "fences": "```\n",
}
KINDS = ("note", "list", "catalogue", "digest", "story")
PROSE = "Plain words on nothing much, with a comma here and there, and a full stop at the end of the line.\n\n"


def seconds(text: str, kind: str = "note") -> float:
    """CPU seconds that parsing takes, the better of two runs."""

    def once() -> float:
        start = time.process_time()
        parse(Source("a.md", f"---\nkind: {kind}\n---\n{text}", "0", "notes/a.md"), Parsing())
        return time.process_time() - start

    return min(once(), once())


SIZE = 50_000


@pytest.fixture(scope="module")
def prose() -> float:
    """What prose of the same length takes, and a little for the noise of a busy machine."""
    return seconds(PROSE * (SIZE // len(PROSE))) + 0.01


@pytest.mark.timed
@pytest.mark.parametrize("name", REPEATED)
def test_time_is_linear(name: str, prose: float) -> None:
    """50 kB of one construct take at most ten times as long as prose, or at most three times as long as half of it.

    The second holds for blocks of three or four letters, for which the Markdown parser alone takes more than ten times
    as long as for prose.
    """
    count = SIZE // len(REPEATED[name])
    whole = seconds(REPEATED[name] * count)

    assert whole <= 10 * prose or whole <= 3 * seconds(REPEATED[name] * (count // 2)) + 0.05
