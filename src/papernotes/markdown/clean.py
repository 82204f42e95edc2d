"""The sanitiser: what is left of an author's HTML cannot run, load from elsewhere, or look like the page's own parts.

Our own classes, ids and attributes are kept apart before (see `render.Sheet`), so no class, style or role is let
through here at all. It reads as browsers do, and so closes what is open and removes what was never opened.
"""

import re
from functools import cache
from typing import Any

from papernotes.markdown.marks import HOLE, ID
from papernotes.model.settings import Parsing
from papernotes.text import SCHEMES

_TAGS = frozenset(
    "a abbr aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strike "
    "strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
_MEDIA = frozenset("audio iframe source track video".split())
_ATTRIBUTES = {
    "*": {"id", "dir", "lang", "title"},
    "a": {"href"},
    "col": {"span"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start", "reversed", "type", "value"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "audio": {"src", "controls", "loop", "muted"},
    "iframe": {"src", "width", "height", "allowfullscreen"},
    "source": {"src", "type"},
    "track": {"src", "kind", "srclang", "label"},
    "video": {"src", "controls", "loop", "muted", "width", "height", "poster"},
}
_PICTURE = re.compile(r"data:image/(?:png|gif|jpeg|webp);", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def clean(html: str, parsing: Parsing) -> str:
    """The HTML without what is not allowed."""
    cleaned: str = _cleaner(parsing.remote == "load").clean(html)
    return cleaned


@cache
def _cleaner(load: bool) -> Any:
    import nh3

    tags = set(_TAGS | _MEDIA if load else _TAGS)

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return value if HOLE in value else f"{ID}user:{value}"
        if name in ("src", "poster"):
            return value if _PICTURE.match(value) or (load and _REMOTE.match(value)) else None
        if name == "href" and value.lower().lstrip().startswith("data:"):
            return None
        return value

    return nh3.Cleaner(
        tags=tags,
        attributes={tag: names for tag, names in _ATTRIBUTES.items() if tag == "*" or tag in tags},
        clean_content_tags={"script", "style", "template", "noscript", "object", "math", "svg"},
        attribute_filter=attribute,
        link_rel=None,
        url_schemes=set(SCHEMES) | {"data"},
    )
