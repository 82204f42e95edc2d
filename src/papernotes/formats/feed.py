"""HTML in feeds (Atom, RFC 4287, and https://validator.w3.org/feed/docs/): it is read away from its page."""

import re

_SPAN = re.compile(
    r'<sup class="fn" aria-hidden="true">\d+</sup><button\b[^<>]*>\d+</button>'
    r'(?P<note><span class="sn"[^<>]*><span class="fn">\d+</span>)|(?P<open><span\b)|</span>'
)


def content(html: str, url: str) -> str:
    """The HTML of the page at a full address: links into it lead there, side notes stand in brackets in the text."""
    html = html.replace(' href="#', f' href="{url}#')
    if 'class="sn"' not in html:
        return html
    ends: list[str] = []

    def step(match: re.Match[str]) -> str:
        if match["note"]:
            ends.append(")</small>")
            return " <small>("
        if match["open"]:
            ends.append("</span>")
            return match[0]
        return ends.pop() if ends else match[0]

    return _SPAN.sub(step, html)


def moment(date: str) -> str:
    """A date as RFC 3339 wants it: "2024-03" → "2024-03-01T00:00:00Z"."""
    year, month, day = [*date.split("-"), "01", "01"][:3]
    return f"{year:0>4}-{month}-{day}T00:00:00Z"
