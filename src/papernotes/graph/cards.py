"""All that other pages may see of a node: its card."""

import re
from collections import Counter
from collections.abc import Sequence
from html import escape

from papernotes.graph.addresses import note_at, page_name
from papernotes.graph.papers import paper, title
from papernotes.graph.relations import builders
from papernotes.graph.site import Site, once
from papernotes.graph.topics import topic_at, topic_title
from papernotes.graph.venues import venue_name
from papernotes.identifiers import SCHEMES
from papernotes.model.graph import Card, Paper
from papernotes.model.page import Html
from papernotes.model.written import Author, Facts, Inline
from papernotes.text import fold, plain_letters

_SHORT = 32  # letters of a short name
_LINKS_AND_IDS = re.compile(r'</?a\b[^<>]*>|\sid="[^"]*"')


@once
def card(site: Site, url: str) -> Card | None:
    """The card of the paper, note or topic whose page is at an address."""
    if url.startswith("papers/"):
        found = paper(site, page_name(url))
        return _of_paper(site, found, url) if found else None
    facts = note_at(site, url)
    if facts is not None:
        return _of_note(facts, url)
    path = topic_at(site, url)
    name = topic_title(site, path) if path else ""
    return Card("topic", url, Html(escape(name, quote=False)), name, name) if path else None


def has_card(site: Site, url: str) -> bool:
    """Whether there is a card for an address, found out without making it."""
    if url.startswith("papers/"):
        return paper(site, page_name(url)) is not None
    return note_at(site, url) is not None or bool(topic_at(site, url))


def _of_paper(site: Site, found: Paper, url: str) -> Card:
    said = found.fields
    name = title(found)
    venue = " ".join(filter(None, (venue_name(site, said.venue), said.venue_year if said.venue else "")))
    return Card(
        kind="paper",
        url=url,
        title=plain_html(name),
        text=name.text,
        short=short(said.short, name.text, found.notes[0].note.aliases if found.notes else ()),
        byline=byline(said.authors, said.et_al),
        year=said.issued[:4],
        issued=said.issued,
        venue=venue,
        published=published(venue, said.issued[:4], is_said=_says_year(found)),
        status=said.status,
        progress=min(100, 100 * said.page // said.pages) if said.pages else 0,
        built_on=len(builders(site, url)),
        noted=bool(found.notes),
    )


def _of_note(facts: Facts, url: str) -> Card:
    return Card(
        kind=facts.kind,
        url=url,
        title=plain_html(facts.title),
        text=facts.title.text,
        short=short(facts.paper.short, facts.title.text, facts.note.aliases),
        issued=facts.note.date,
        year=facts.note.date[:4],
        noted=True,
    )


def _says_year(found: Paper) -> bool:
    """Whether a note, record or entry gives the year of a paper; else an id or a section tells when it appeared.

    Of what is published by arXiv its id does say it.
    """
    if fold(found.fields.venue).startswith("arxiv"):
        return True
    said = [*(facts.paper.issued for facts in found.notes), *(record.fields.issued for record in found.records)]
    return any(said) or any(each.facts.entries[each.index].dated for each in found.entries)


def published(venue: str, year: str, *, is_said: bool = True) -> str:
    """Where and when a paper appeared: "NeurIPS 2017"; both years if its venue's volume is of another one.

    A year that nobody gave with the venue (`is_said` is false) is not put as the venue's: "2018, PNAS".
    """
    own = venue[-4:] if venue[-4:].isdigit() else ""
    if not own and not is_said and venue and year:
        return f"{year}, {venue}"
    if not own:
        return f"{venue} {year}".strip()
    return venue if year in ("", own) else f"{year}, {venue}"


def short(given: str, title: str, aliases: Sequence[str]) -> str:
    """The name in maps and lists: as given, the title up to ":" if that is short, the first alias, the title.

    The title of a paper of which only an id is known is that id, whole.
    """
    start = title.partition(":")[0].strip()
    if given or (start and len(start) <= _SHORT and start not in SCHEMES):
        return given or start
    return next((alias for alias in aliases if "/" not in alias), title)


def byline(authors: Sequence[Author], et_al: bool) -> str:
    """ "Frankle and Carbin", "Vaswani, Shazeer and others" (above three); initials where family names are equal."""
    names = _names(authors)
    if len(names) > 3 or (et_al and names):
        return f"{', '.join(names[:2])} and others"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _names(authors: Sequence[Author]) -> list[str]:
    """Family names, with initials where another author has the same."""
    counts = Counter(plain_letters(author.family) for author in authors)
    names = []
    for author in authors:
        is_shared = counts[plain_letters(author.family)] > 1
        names.append(f"{author.given[0]}. {author.family}" if is_shared and author.given else author.family)
    return names


def plain_html(line: Inline) -> Html:
    """A line of prose without its links, their words kept, and without ids."""
    parts = []
    for part in line.parts:
        if isinstance(part, str):
            parts.append(_LINKS_AND_IDS.sub("", part))
        elif part >= 0 and not line.refs[part].paired:
            parts.append(escape(line.refs[part].label or line.refs[part].target, quote=False))
    return Html("".join(parts))
