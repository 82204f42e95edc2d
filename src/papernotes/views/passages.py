"""What other notes say of a node: the sentence or the entry, with the place where it stands."""

from collections.abc import Sequence

from msgspec import Struct

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.resolve import prefix_of
from papernotes.model.graph import Card, Passage
from papernotes.model.page import Line, Woven
from papernotes.views.fills import line, woven
from papernotes.views.lineage import relation_label

LONG = 120


class Said(Struct, frozen=True, omit_defaults=True):
    """A passage as shown: whose note (its card), under which heading, where to; a sentence, or an entry's text.

    `relation` is the relation that the sentence states (`label` where the settings define it), `words` the length of
    a text that is folded because it is long.
    """

    card: Card
    href: str
    heading: str = ""
    relation: str = ""
    line: Line | None = None
    body: Woven | None = None
    words: int = 0
    label: str = ""


def said(site: Site, passages: Sequence[Passage], own: str, first: int = 0) -> tuple[Said, ...]:
    """Passages on the page at `own`, where links to that page itself are marked instead."""
    found = (_said(site, passage, own, f"s{first + index}-") for index, passage in enumerate(passages))
    return tuple(each for each in found if each)


def _said(site: Site, passage: Passage, own: str, prefix: str) -> Said | None:
    facts = passage.facts
    url = graph.url(site, facts)
    card = graph.card(site, url)
    if card is None:
        return None
    prose = facts.entries[passage.entry].prose if passage.entry >= 0 else None
    return Said(
        card=card,
        href=graph.stands_at(site, f"{url}#{prefix_of(site, facts.path)}{passage.anchor}") if passage.anchor else url,
        heading=passage.heading,
        relation=passage.relation,
        label=relation_label(site, passage.relation) if passage.relation else "",
        line=marked(line(site, passage.line, facts.path), own) if passage.line and not prose else None,
        body=woven(site, prose, facts.path, prefix) if prose else None,
        words=prose.words if prose and prose.words > LONG else 0,
    )


def marked(line: Line, own: str) -> Line:
    """A line in which the words that lead to the page at `own` are marked instead of linked."""
    here = {index for index, fill in enumerate(line.fills) if fill.href.partition("#")[0] == own}
    if not here:
        return line
    parts: list[str | int] = []
    for part in line.parts:
        if isinstance(part, str) or (part if part >= 0 else -part - 1) not in here:
            parts.append(part)
        elif part < 0:
            parts.append("</mark>")
        else:
            fill = line.fills[part]
            parts.append("<mark>" if fill.paired else f"<mark>{fill.label}</mark>")
    return Line(tuple(parts), line.fills)
