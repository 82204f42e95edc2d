"""Tables: in a box that scrolls, named by their header, numbers to the right."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from papernotes.markdown.plain import plain
from papernotes.markdown.positions import place, report
from papernotes.markdown.render import Rule, Sheet, escape, ident
from papernotes.model.problem import Code, Span


def install(md: MarkdownIt) -> None:
    """Add the core rule that names the tables."""
    md.core.ruler.push("tables", tables)


def tables(state: StateCore) -> None:
    """Core rule: give each table a name of its own, and report wikilinks that a `|` cut in two."""
    seen: dict[str, int] = {}
    opener: Token | None = None
    heads: list[str] = []
    for index, token in enumerate(state.tokens):
        if token.type == "table_open":
            opener, heads = token, []
        elif token.type in ("th_open", "td_open"):
            inner = state.tokens[index + 1]
            if token.type == "th_open":
                heads.append(plain(inner.children))
            _check(state, inner)
        elif token.type == "thead_close" and opener is not None:
            label = ", ".join(head for head in heads if head)[:80] or "Table"
            seen[label] = seen.get(label, 0) + 1
            opener.meta["label"] = label if seen[label] == 1 else f"{label} ({seen[label]})"


def _check(state: StateCore, cell: Token) -> None:
    start = cell.content.rfind("[[")
    if start >= 0 and "]]" not in cell.content[start:]:
        line, column = place(cell.meta["at"], start)
        span = Span(state.env.get("shown", ""), state.env.get("first", 1) + line, column + 1)
        report(state.env, Code.TABLE_PIPE, "the cell ends inside a wikilink", span, r"write \| in it: [[note\|words]]")


def _table(token: Token, sheet: Sheet) -> str:
    label = escape(token.meta.get("label", "Table"))
    box = sheet.tag("div", f' class="tbl" tabindex="0" role="region" aria-label="{label}"{ident(token)}')
    return f"{box}<table>\n"


def _table_close(token: Token, sheet: Sheet) -> str:
    return "</table></div>\n"


def _cell(token: Token, sheet: Sheet) -> str:
    style = str(token.attrs.get("style", ""))
    side = ' class="num"' if style.endswith("right") else ' class="mid"' if style.endswith("center") else ""
    scope = ' scope="col"' if token.tag == "th" else ""
    return sheet.tag(token.tag, scope + side) if scope or side else f"<{token.tag}>"


RULES: dict[str, Rule] = {"table_open": _table, "table_close": _table_close, "th_open": _cell, "td_open": _cell}
