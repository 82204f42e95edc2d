"""Other addresses for what is read away from its page: full URLs, the Markdown copies beside pages."""

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from papernotes.model.page import Fill, Heading, Line, Results, Woven
from papernotes.text import relative

T = TypeVar("T", bound=Line | Woven | Heading)
Change = Callable[[str], str]
"""What a path of the site becomes."""


def relinked(shown: T, change: Change) -> T:
    """The same line, body or heading, every site path in its holes changed."""
    if isinstance(shown, Heading):
        return replace(shown, title=relinked(shown.title, change))
    return replace(shown, fills=tuple(_fill(fill, change) for fill in shown.fills)) if shown.fills else shown


def absolute(base: str) -> Change:
    """What makes a full URL of a site path, below the address `base`."""
    return lambda path: f"{base}/{relative('index.html', path)}"


def _fill(fill: Fill, change: Change) -> Fill:
    href = fill.href
    is_path = href and not href.startswith(("#", "mailto:")) and "://" not in href
    if fill.results:
        return replace(fill, results=_results(fill.results, change))
    if not is_path and not fill.embed:
        return fill
    return replace(fill, href=change(href) if is_path else href, embed=tuple(relinked(e, change) for e in fill.embed))


def _results(results: Results, change: Change) -> Results:
    """The papers that a query found, and the pages of their groups, under other addresses."""
    groups = []
    for group in results.groups:
        cards = tuple(replace(card, url=change(card.url)) for card in group.cards)
        groups.append(replace(group, cards=cards, url=change(group.url) if group.url else ""))
    return replace(results, groups=tuple(groups))
