"""Full URLs for what is read away from the site."""

from typing import TypeVar

from msgspec.structs import replace

from papernotes.model.page import Fill, Heading, Line, Woven
from papernotes.views.sections import Section

T = TypeVar("T", bound=Line | Woven | Heading | Section)


def absolute(shown: T, base: str) -> T:
    """The same line, body, heading or section, every site path in its holes below the address `base`."""
    if isinstance(shown, Heading):
        return replace(shown, title=absolute(shown.title, base))
    if isinstance(shown, Section):
        title = absolute(shown.heading, base) if shown.heading else None
        return replace(shown, heading=title, body=absolute(shown.body, base) if shown.body else None)
    return replace(shown, fills=tuple(_fill(fill, base) for fill in shown.fills))


def _fill(fill: Fill, base: str) -> Fill:
    href = fill.href
    if href and not href.startswith(("#", "mailto:")) and "://" not in href:
        href = f"{base}/{href}"
    return replace(fill, href=href, embed=tuple(absolute(each, base) for each in fill.embed))
