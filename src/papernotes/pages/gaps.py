"""Gaps: what is missing in the notes, each with the place where it can be mended."""

from collections.abc import Iterator

from msgspec import Struct

from papernotes import graph
from papernotes.formats import note as front
from papernotes.formats.text import first_ids
from papernotes.graph import Site
from papernotes.graph.gaps import Stub, doubts, first_named, idle, orphans, stubs
from papernotes.graph.site import once
from papernotes.model.graph import Card, Paper
from papernotes.model.page import Chrome, Page, View
from papernotes.model.problem import Span
from papernotes.model.written import Facts
from papernotes.views import Meta, meta
from papernotes.views.pager import Pager, lazily, pager

PER_PAGE = 500
MOST_STUBS = 100
FIRST = "gaps.html"
PARTS = ("stub", "wanted", "conflict", "near", "spelling", "orphan", "idle")
"""What may be missing, in the order of the page."""


class Gap(Struct, frozen=True, omit_defaults=True):
    """Something missing: the node or a message (in English, as `papernotes check` says it), where, what to do.

    `count` says how many notes name it; `file` is the note to write, and `start` what may stand at its head.
    """

    card: Card | None = None
    message: str = ""
    hint: str = ""
    count: int = 0
    where: str = ""
    file: str = ""
    start: str = ""


class Part(Struct, frozen=True):
    """The gaps of one kind; `count` of them in all."""

    kind: str
    count: int
    gaps: tuple[Gap, ...]


class GapsView(View, frozen=True):
    """A page of gaps by kind."""

    meta: Meta
    pager: Pager
    parts: tuple[Part, ...]


def keys(site: Site) -> Iterator[str]:
    """`gaps.html` and its further pages."""
    return lazily(FIRST, graph.has_gaps(site), lambda: len(_rows(site)), PER_PAGE)


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of gaps at an address."""
    rows = _rows(site)
    at = pager(key, FIRST, len(rows), PER_PAGE)
    if at is None or not rows:
        return None
    shown = rows[at.start : at.end]
    parts = (
        Part(kind, sum(each == kind for each, _ in rows), tuple(gap for each, gap in shown if each == kind))
        for kind in PARTS
    )
    return Page(key, "gaps.html", GapsView(_meta(), at, tuple(part for part in parts if part.gaps)), chrome)


def _meta() -> Meta:
    return meta("", "gaps", noindex=True)


@once
def _rows(site: Site) -> tuple[tuple[str, Gap], ...]:
    """Everything missing, by kind."""
    found = [("stub", _of_stub(site, stub)) for stub in stubs(site)[:MOST_STUBS]]
    found += _doubts(site)
    found += [("orphan", _of_note(site, facts)) for facts in orphans(site)]
    found += [("idle", _of_paper(site, paper)) for paper in idle(site)]
    return tuple(sorted(found, key=lambda each: PARTS.index(each[0])))


def _of_stub(site: Site, stub: Stub) -> Gap:
    url = graph.paper_url(stub.paper.name)
    name = next((key for key in stub.paper.keys if key.replace("-", "").isalnum()), stub.paper.name)
    where = _place(first_named(site, url))
    return Gap(
        graph.card(site, url), count=stub.count, where=where, file=f"{_folder(site)}{name}.md", start=_start(stub.paper)
    )


def _folder(site: Site) -> str:
    """The notes folder as messages name it."""
    return next((facts.shown.removesuffix(facts.path) for facts in site.notes), "")


def _start(paper: Paper) -> str:
    """The front matter with which a note on a paper may begin."""
    said = paper.fields
    given = {
        "title": said.title.text if said.title else "",
        "authors": [author.full for author in said.authors] + ["et al."] * said.et_al,
        "year": said.issued,
        **first_ids(said.ids),
        "status": "to-read",
    }
    return f"---\n{front.write(given)}---"


def _place(span: Span | None) -> str:
    return f"{span.path}:{span.line}" if span else ""


def _doubts(site: Site) -> Iterator[tuple[str, Gap]]:
    """Diagnostics, those with the same words once."""
    told: dict[tuple[str, str], list[Gap]] = {}
    for kind, problem in doubts(site):
        gap = Gap(message=problem.message, hint=problem.hint, where=_place(problem.span))
        told.setdefault((kind, problem.message), []).append(gap)
    for (kind, message), gaps in told.items():
        yield kind, Gap(message=message, hint=gaps[0].hint, count=len(gaps), where=gaps[0].where)


def _of_note(site: Site, facts: Facts) -> Gap:
    return Gap(graph.card(site, graph.url(site, facts)), where=f"{facts.shown}:{facts.line}")


def _of_paper(site: Site, paper: Paper) -> Gap:
    facts = paper.notes[0] if paper.notes else None
    spans = [record.span for record in paper.records]
    where = f"{facts.shown}:{facts.line}" if facts else _place(spans[0] if spans else None)
    return Gap(graph.card(site, graph.paper_url(paper.name)), where=where)
