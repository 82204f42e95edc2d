"""Simple indexes: notes, and each kind of collection, the newest first."""

from collections.abc import Iterator

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.site import once
from papernotes.model.page import Chrome, Page, View
from papernotes.model.written import Facts
from papernotes.pages import note
from papernotes.views import Meta, Row, meta
from papernotes.views.pager import Pager, pager, places
from papernotes.views.rows import newest_first, note_row

PER_PAGE = 500
FOLDERS = {
    "notes": note.KINDS,
    "lists": ("list",),
    "stories": ("story",),
    "digests": ("digest",),
    "catalogues": ("catalogue",),
}
"""Each index by its folder, with the kinds of notes that stand in it."""


class ListingView(View, frozen=True):
    """The rows of an index; `folder` names it."""

    meta: Meta
    folder: str
    count: int
    rows: tuple[Row, ...]
    pager: Pager


def keys(site: Site) -> Iterator[str]:
    """`notes/index.html`, `lists/index.html` … where there is something."""
    for folder in FOLDERS:
        yield from places(f"{folder}/index.html", len(listed(site, folder)), PER_PAGE)


@once
def listed(site: Site, folder: str) -> tuple[Facts, ...]:
    """The notes of an index: the newest first, those without a date last, by title."""
    own = graph.home(site)
    found = [facts for kind in FOLDERS[folder] for facts in graph.notes(site, kind) if facts is not own]
    return tuple(newest_first(found))


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The index at an address."""
    folder = key.partition("/")[0]
    if folder not in FOLDERS:
        return None
    notes = listed(site, folder)
    at = pager(key, f"{folder}/index.html", len(notes), PER_PAGE)
    if at is None:
        return None
    rows = tuple(note_row(site, facts) for facts in notes[at.start : at.end])
    return Page(key, "listing.html", ListingView(meta("", folder), folder, len(notes), rows, at), chrome)
