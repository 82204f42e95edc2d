"""Remarks of notes as shown: questions, claims and todos, quotations and marks, by what they are about."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from papernotes import graph
from papernotes.graph import Noted, Site
from papernotes.graph.resolve import prefix_of
from papernotes.model.graph import Card
from papernotes.model.page import Line
from papernotes.model.written import Entry
from papernotes.views.fills import line

TALKED_OF = ("question", "claim")


class Remarked(Struct, frozen=True, omit_defaults=True):
    """A remark: its kind and words, where it stands, the heading above it; the note, where it is not about that."""

    kind: str
    line: Line
    href: str
    heading: str = ""
    note: Card | None = None


class Group(Struct, frozen=True):
    """The remarks on one paper or note."""

    card: Card
    rows: tuple[Remarked, ...]


def talked_of(site: Site, url: str) -> tuple[Remarked, ...]:
    """The questions and claims of a paper, as its own notes and its entries have them."""
    return tuple(remarked(site, noted) for noted in graph.remarks_on(site, url, TALKED_OF))


def remarked(site: Site, noted: Noted) -> Remarked:
    """A remark as shown."""
    facts, remark = noted.facts, noted.remark
    url = graph.url(site, facts)
    entry = facts.entries[remark.entry] if remark.entry >= 0 else None
    anchor = (entry.anchor if entry else "") or remark.anchor
    return Remarked(
        kind=remark.kind,
        line=line(site, remark.line, facts.path),
        href=graph.stands_at(site, f"{url}#{prefix_of(site, facts.path)}{anchor}") if anchor else url,
        heading=_own_title(entry) if entry and entry.anchor == remark.anchor else remark.heading,
        note=graph.card(site, url) if url != noted.about else None,
    )


def _own_title(entry: Entry) -> str:
    """The title under which an entry is shown, without what else its heading says."""
    title = entry.title or entry.fields.title
    return title.text if title else ""


def in_time(site: Site, found: Iterable[Noted]) -> list[Noted]:
    """Remarks by what they are about: papers by when they appeared, then notes by title; as written within one."""

    def place(noted: Noted) -> tuple[bool, str, str, str]:
        card = graph.card(site, noted.about)
        if card is None:
            return True, "~", "", noted.about
        is_paper = card.kind == "paper"
        return not is_paper, (card.issued or "~") if is_paper else "", card.text.casefold(), card.url

    return sorted(found, key=place)


def groups(site: Site, found: Sequence[Noted]) -> tuple[Group, ...]:
    """Remarks in order, those on one page together."""
    together = ((graph.card(site, url), tuple(rows)) for url, rows in groupby(found, key=lambda noted: noted.about))
    return tuple(Group(card, tuple(remarked(site, noted) for noted in rows)) for card, rows in together if card)
