"""The indexes of authors, venues and keywords, by the letters they begin with, and of years, with their counts."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.registers import REGISTERS
from papernotes.graph.site import once
from papernotes.model.graph import Named
from papernotes.model.page import Chrome, Page, View
from papernotes.text import title_key
from papernotes.views import Meta, meta
from papernotes.views.pager import Pager, pager, place, places
from papernotes.views.tallies import Count, url_of

PER_PAGE = 500
MOST = 12
FEW = 40
"""Names that need no letters to find one."""

_NO_LETTERS = "\u2e80"  # from here on the scripts have too many signs for a list of them


class Letter(Struct, frozen=True):
    """A letter of the contents, and the page with the first name under it."""

    letter: str
    url: str


class Names(Struct, frozen=True):
    """The names that begin with a letter ("": in a script without letters, "#": with a digit or sign)."""

    letter: str
    rows: tuple[Count, ...]


class IndexView(View, frozen=True, omit_defaults=True):
    """A page of an index: how many names there are, the letters, the names, those of most papers."""

    meta: Meta
    folder: str
    count: int
    pager: Pager
    letters: tuple[Letter, ...] = ()
    names: tuple[Names, ...] = ()
    most: tuple[Count, ...] = ()
    top: int = 0


def keys(site: Site) -> Iterator[str]:
    """`authors/index.html` and the like, with further pages; none without names."""
    for folder in REGISTERS:
        yield from places(f"{folder}/index.html", len(graph.named(site, folder)), PER_PAGE)


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of an index at an address."""
    folder = key.partition("/")[0]
    if folder not in REGISTERS:
        return None
    names = graph.named(site, folder)
    at = pager(key, f"{folder}/index.html", len(names), PER_PAGE)
    if at is None or not names:
        return None
    is_year = folder == "years"
    shown = [(each.filed, each) for each in names[at.start : at.end]]
    view = IndexView(
        meta=meta("", folder),
        folder=folder,
        count=len(names),
        pager=at,
        letters=() if is_year else _letters(site, folder),
        names=tuple(_groups(shown, is_lettered=not is_year and len(names) > FEW)),
        most=_most(names) if at.number == 1 and not is_year and len(names) > MOST else (),
        top=max(len(each.papers) for each in names),
    )
    return Page(key, "names.html", view, chrome)


def _groups(names: Sequence[tuple[str, Named]], *, is_lettered: bool) -> Iterator[Names]:
    for letter, group in groupby(names, key=lambda pair: letter_of(pair[0]) if is_lettered else ""):
        yield Names(letter, tuple(Count(filed, url_of(each), len(each.papers)) for filed, each in group))


@once
def _letters(site: Site, folder: str) -> tuple[Letter, ...]:
    """The letters that names begin with, each with the page where it begins; none for few names."""
    names = graph.named(site, folder)
    if len(names) <= FEW:
        return ()
    first: dict[str, str] = {}
    for number, each in enumerate(names):
        first.setdefault(letter_of(each.filed), place(f"{folder}/index.html", number // PER_PAGE + 1))
    return tuple(Letter(letter, f"{url}#page:{letter or 'other'}") for letter, url in first.items())


def letter_of(filed: str) -> str:
    """The letter under which a name stands; "#" for digits and signs, "" for scripts with too many signs."""
    first = title_key(filed)[:1].upper()
    if first >= _NO_LETTERS:
        return ""
    return first if first.isalpha() else "#"


def _most(names: Sequence[Named]) -> tuple[Count, ...]:
    """The names that most papers have, if they have more than one."""
    found = sorted((each for each in names if len(each.papers) > 1), key=lambda each: -len(each.papers))
    return tuple(Count(each.name, url_of(each), len(each.papers)) for each in found[:MOST])
