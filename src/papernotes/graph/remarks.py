"""Remarks of notes over the whole site: whose they are, and those of one paper."""

from collections.abc import Collection, Iterator

from msgspec import Struct

from papernotes.graph.addresses import address
from papernotes.graph.backlinks import entries_on, notes_on
from papernotes.graph.resolve import resolve
from papernotes.graph.site import Site
from papernotes.model.written import Facts, Remark

OPEN = ("question", "claim", "todo")
"""The kinds of remark that stand on the page of open questions."""
QUOTED = ("quote", "mark")
"""The kinds of remark that stand on the page of quotations."""


class Noted(Struct, frozen=True):
    """A remark, the note it stands in, and the page of what it is about: a paper, else that note itself."""

    facts: Facts
    remark: Remark
    about: str


def remarks(site: Site, kinds: Collection[str]) -> Iterator[Noted]:
    """All remarks of some kinds, by path and place."""
    for facts in site.notes:
        for remark in facts.remarks:
            if remark.kind in kinds:
                yield Noted(facts, remark, about(site, facts, remark))


def has_remarks(site: Site, kinds: Collection[str]) -> bool:
    """Whether there is any remark of some kinds."""
    return any(remark.kind in kinds for facts in site.notes for remark in facts.remarks)


def remarks_on(site: Site, url: str, kinds: Collection[str]) -> tuple[Noted, ...]:
    """The remarks of some kinds in the notes on a paper and in its entries, the paper's own notes first."""
    own = [(facts, remark) for facts in notes_on(site, url) for remark in facts.remarks if remark.entry < 0]
    placed = entries_on(site, url)
    own += [(facts, remark) for facts, index in placed for remark in facts.remarks if remark.entry == index]
    return tuple(Noted(facts, remark, url) for facts, remark in own if remark.kind in kinds)


def about(site: Site, facts: Facts, remark: Remark) -> str:
    """The page of what a remark is about.

    A citation in a quotation says whose words it has; else they are those of the note's paper, of the entry's, of the
    paper mentioned last before; where there is none it is the note.
    """
    own = address(site, facts.path)
    cited = _paper(site, facts, remark) if remark.source else ""
    if cited and remark.cited:
        return cited
    if own.startswith("papers/"):
        return own
    if remark.entry >= 0:
        refs = facts.entries[remark.entry].refs
        found = (target.url for ref in refs if (target := resolve(site, ref, facts.path)).kind == "paper")
        return next(found, "").partition("#")[0] or cited or own
    return cited or own


def _paper(site: Site, facts: Facts, remark: Remark) -> str:
    """The page of the paper that a remark mentions as its source; "" for a note that is none, or nothing."""
    target = resolve(site, remark.source, facts.path) if remark.source else None
    return target.page if target and target.kind == "paper" else ""
