"""Every open question, claim and todo of the notes, by kind and by what it is about."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from papernotes import graph
from papernotes.graph import Noted, Site
from papernotes.graph.remarks import OPEN
from papernotes.graph.site import once
from papernotes.model.page import Chrome, Page, View
from papernotes.views import Meta, meta
from papernotes.views.pager import Pager, lazily, pager
from papernotes.views.remarks import Group, groups, in_time

PER_PAGE = 500
FIRST = "questions.html"


class Part(Struct, frozen=True):
    """The remarks of a kind; `count` of them in all."""

    kind: str
    count: int
    groups: tuple[Group, ...]


class QuestionsView(View, frozen=True):
    """A page of questions, claims and todos, and how many there are of each."""

    meta: Meta
    pager: Pager
    counts: tuple[tuple[str, int], ...]
    parts: tuple[Part, ...]


def keys(site: Site) -> Iterator[str]:
    """`questions.html` and its further pages."""
    return lazily(FIRST, graph.has_remarks(site, OPEN), lambda: len(_rows(site)), PER_PAGE)


@once
def _rows(site: Site) -> tuple[Noted, ...]:
    """All of them: questions, claims, todos, each by what it is about."""
    found = in_time(site, graph.remarks(site, OPEN))
    return tuple(sorted(found, key=lambda noted: OPEN.index(noted.remark.kind)))


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of questions at an address."""
    rows = _rows(site)
    at = pager(key, FIRST, len(rows), PER_PAGE)
    if at is None or not rows:
        return None
    counts: Counter[str] = Counter(noted.remark.kind for noted in rows)
    shown = groupby(rows[at.start : at.end], key=lambda noted: noted.remark.kind)
    parts = tuple(Part(kind, counts[kind], groups(site, tuple(found))) for kind, found in shown)
    every = tuple((kind, counts[kind]) for kind in OPEN if counts[kind])
    return Page(key, "questions.html", QuestionsView(meta("", "questions"), at, every, parts), chrome)
