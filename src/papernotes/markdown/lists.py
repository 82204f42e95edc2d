"""Lists: where an ordered one begins, and the boxes of tasks."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from papernotes.markdown.render import Rule, Sheet, ident


def install(md: MarkdownIt) -> None:
    """Nothing to add: markdown-it reads `[ ]` and `[x]` itself."""


def _ordered(token: Token, sheet: Sheet) -> str:
    start = f' start="{int(token.attrs["start"])}"' if "start" in token.attrs else ""
    return sheet.tag("ol", start + ident(token)) if start or "id" in token.meta else "<ol>\n"


def _bullets(token: Token, sheet: Sheet) -> str:
    return sheet.tag("ul", ident(token)) if "id" in token.meta else "<ul>\n"


def _item(token: Token, sheet: Sheet) -> str:
    """An item; a task's box says by its label whether it is done."""
    checked = token.meta.get("checked")
    if checked is None:
        return sheet.tag("li", ident(token)) if "id" in token.meta else "<li>"
    word, mark = ("done", " checked") if checked else ("to do", "")
    box = sheet.leaf(f'<input type="checkbox" disabled{mark} aria-label="{word}"> ')
    return sheet.tag("li", f' class="task"{ident(token)}') + box


RULES: dict[str, Rule] = {"ordered_list_open": _ordered, "bullet_list_open": _bullets, "list_item_open": _item}
