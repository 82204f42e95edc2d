"""The Markdown copy beside the page of each note: what it says in public, for programs that read text."""

from collections.abc import Iterator
from typing import Any

from papernotes import graph
from papernotes.formats import note as front
from papernotes.formats.text import first_ids
from papernotes.graph import Site
from papernotes.graph.backlinks import notes_on
from papernotes.model.page import Chrome, Html, Line, Page, View
from papernotes.model.written import Facts
from papernotes.views.absolute import Change, relinked
from papernotes.views.beside import copies, copy_of
from papernotes.views.sections import writer
from papernotes.views.whole import Relation, Shown, relations, whole


class CopyView(View, frozen=True, omit_defaults=True):
    """Front matter as text, title, relations, and all that the notes on this page say."""

    front: Html
    title: Html
    relations: tuple[Relation, ...] = ()
    parts: tuple[Shown, ...] = ()


def keys(site: Site) -> Iterator[str]:
    """`<name>.md` beside each page that a note has."""
    yield from copies(site)


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The copy at an address."""
    url = copies(site).get(key)
    if url is None:
        return None
    notes = notes_on(site, url)
    change = _to_copies(site)
    parts = tuple(relinked(part, change) for part in _parts(site, notes))
    fields = Html(_front(site, url, notes[0], chrome))
    view = CopyView(fields, _title(site, url, notes[0]), relations(site, url, change), parts)
    return Page(key, "copy.txt", view, Chrome(chrome.title))  # nothing around it, so nothing to change it


def _parts(site: Site, notes: tuple[Facts, ...]) -> Iterator[Shown]:
    for number, facts in enumerate(notes, 1):
        if number == 1:
            yield from whole(site, facts.path)
        else:
            yield Line((f"<h2>{graph.plain_html(facts.title)}</h2>",))
            yield from whole(site, facts.path, 3, f"{graph.prefix(number)}-")


def _to_copies(site: Site) -> Change:
    """Links to pages that have a copy lead to the copy."""

    def change(path: str) -> str:
        url, mark, anchor = path.partition("#")
        return (copy_of(site, url) or url) + mark + anchor

    return change


def _title(site: Site, url: str, facts: Facts) -> Html:
    card = graph.card(site, url)
    return card.title if card else graph.plain_html(facts.title)


def _front(site: Site, url: str, facts: Facts, chrome: Chrome) -> str:
    """The fields of the note that its page shows, in the names of docs/writing.md."""
    paper = graph.paper(site, graph.name_of(url)) if url.startswith("papers/") else None
    said = paper.fields if paper else facts.paper
    name = said.title.text if said.title else facts.title.text
    found: dict[str, Any] = {
        "title": name,
        "kind": facts.kind,
        "authors": [author.full for author in said.authors] + ["et al."] * said.et_al,
        "issued": said.issued,
        "venue": " ".join(filter(None, (said.venue, said.venue_year))),
        **first_ids(said.ids),
        "url": said.url if "://" in said.url else "",
        "citekey": said.citekey,
        "summary": said.summary.text if said.summary else "",
        "abstract": said.abstract.text if said.abstract else "",
        "topics": said.topics,
        "keywords": said.keywords,
        "status": said.status,
        "by": writer(site, facts),
        "date": facts.note.date,
        "updated": facts.note.updated,
        "permalink": f"{chrome.base_url}/{url}" if chrome.base_url else "",
    }
    return front.write(found)
