"""A note from top to bottom as plain HTML, for feeds and Markdown copies: headings, text, entries."""

from collections.abc import Iterator
from html import escape

from msgspec import Struct

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.site import note_of, once_an_edit
from papernotes.model.page import Fill, Heading, Line, Woven
from papernotes.model.written import Facts
from papernotes.views.absolute import Change, relinked
from papernotes.views.entries import EntryRow, entry_row
from papernotes.views.fills import line
from papernotes.views.lineage import relation_label
from papernotes.views.sections import sections

Shown = Woven | Line | Heading


class Relation(Struct, frozen=True, omit_defaults=True):
    """A relation of a note: its type, the user's own word for it, and the other end with the reason."""

    type: str
    label: str
    line: Line


@once_an_edit
def whole(site: Site, path: str, top: int = 2, prefix: str = "") -> tuple[Shown, ...]:
    """All that the note at a path says, its highest headings at level `top`; `prefix` keeps its ids apart."""
    return tuple(_whole(site, note_of(site, path), top, prefix))


def _whole(site: Site, facts: Facts, top: int, prefix: str) -> Iterator[Shown]:
    level = top - 1
    for section in sections(site, facts, top, prefix):
        if section.heading:
            level = section.heading.level
            yield section.heading
        if section.body:
            yield section.body
        rows = [(facts.entries[index], entry_row(site, facts, facts.entries[index])) for index in section.entries]
        headed = [row for entry, row in rows if entry.form == "heading"]
        yield from (part for row in headed for part in _headed(row, min(level + 1, 6)))
        if len(headed) < len(rows):
            yield _tag("<ul>")
            items = ((entry.status, row) for entry, row in rows if entry.form != "heading")
            yield from (part for status, row in items for part in _item(row, status if facts.note.show_status else ""))
            yield _tag("</ul>")


def _tag(html: str) -> Line:
    return Line((html,))


def _headed(row: EntryRow, level: int) -> Iterator[Shown]:
    """An entry of a story: its title as a heading, byline, remark and text below it."""
    yield from (_tag(f"<h{level}>"), row.heading or _name(row), _tag(f"</h{level}>"))
    if row.heading and row.card:
        yield from (_tag("<p>"), _name(row), _tag("</p>"))
    for part in filter(None, (row.byline, row.remark)):
        yield from (_tag("<p>"), part, _tag("</p>"))
    yield from filter(None, (row.body,))
    yield from _related(row)


_BOXES = {"to-read": "", "read": " checked"}


def _item(row: EntryRow, status: str) -> Iterator[Shown]:
    """An entry of a list: box, title, byline and remark on a line, its text below."""
    box = f'<input type="checkbox" disabled{_BOXES[status]}> ' if status in _BOXES else ""
    yield from (_tag(f"<li>{box}"), row.heading or _name(row))
    if row.heading and row.card:
        yield from (_tag(", "), _name(row))
    for mark, part in ((". ", row.byline), (" – ", row.remark)):
        yield from (_tag(mark), part) if part else ()
    yield from filter(None, (row.body,))
    yield from _related(row)
    yield _tag("</li>")


def _related(row: EntryRow) -> Iterator[Shown]:
    """The relations said in an entry, each as a line with the name that its author wrote."""
    for kin in row.relations:
        yield _tag(f"<p>{escape(kin.label or kin.type.replace('_', ' '))}: ")
        yield Line((0,), (Fill("link", kin.card.url, kin.card.title),))
        yield from (_tag(" – "), kin.reason) if kin.reason else ()
        yield _tag("</p>")


def _name(row: EntryRow) -> Line:
    """The paper of an entry: a link to its page, words alone where it has none."""
    fill = Fill("link", row.card.url, row.card.title) if row.card else Fill("text", label=row.name)
    return Line((0,), (fill,))


def relations(site: Site, url: str, change: Change) -> tuple[Relation, ...]:
    """What the notes on a page say of others on lines of their own; the links in them changed."""
    return tuple(_relations(site, url, change))


def _relations(site: Site, url: str, change: Change) -> Iterator[Relation]:
    for edge in graph.edges(site, url):
        card = graph.card(site, edge.target)
        if edge.source == url and edge.type != "mentions" and card:
            link = Fill("link", card.url, card.title)
            reason = line(site, edge.reason, edge.path) if edge.reason else Line(())
            parts = (": ", *(_next(part) for part in reason.parts)) if reason.parts else ()
            label = relation_label(site, edge.type)
            yield Relation(edge.type, label, relinked(Line((0, *parts), (link, *reason.fills)), change))


def _next(part: str | int) -> str | int:
    """A part of a line in front of which stands one more hole."""
    return part if isinstance(part, str) else part + 1 if part >= 0 else part - 1
