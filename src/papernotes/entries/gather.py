"""What was read of one entry becomes an `Entry`: finds → fields, refs, defaults, diagnostics."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from papernotes import fields, identifiers, markdown
from papernotes.entries.byline import PROSE, Said
from papernotes.entries.finds import Collected, collect
from papernotes.entries.head import Named
from papernotes.entries.run import Run, inline, run
from papernotes.entries.values import Find, Head
from papernotes.markdown import Document
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.written import Body, Entry, Inline, NoteFields, PaperFields, Prose, Ref

Form = Literal["heading", "item", "card", "row"]


class Place(Struct, frozen=True):
    """Where an entry stands: what its section and its collection say for all; `anchor` makes a name for it.

    `shift` is added to the levels of headings in its text. With `by_id` an entry is named by its id, if it has one:
    that is short, and outlives a change of the title.
    """

    note: NoteFields
    anchor: Callable[[str], str]
    year: str = ""
    venue: tuple[Find, ...] = ()
    shift: int = 0
    by_id: bool = False


class Draft(Struct, frozen=True):
    """What was read of one entry: its head on `line`, what the lines under it say, the tokens of its text.

    `above` is the text of a card; `left` the inline token of what stands in the head's paragraph and is prose; `heads`
    are the ranges of block tokens that were read as head and byline.
    """

    form: Form
    span: Span
    line: Run
    named: Named
    said: tuple[Said, ...] = ()
    abstract: tuple[Token, ...] = ()
    prose: tuple[Token, ...] = ()
    above: Prose | None = None
    anchor: str = ""
    status: str = ""
    heads: tuple[tuple[int, int], ...] = ()
    left: tuple[Token, ...] = ()


class Made(Struct, frozen=True):
    """An entry, the body of its text, and what was wrong; no entry where nothing is named."""

    entry: Entry | None
    bodies: tuple[Body, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def entry(document: Document, draft: Draft, place: Place) -> Made:
    """The entry that a draft makes at its place."""
    found, values = collect(_finds(draft))
    title = title_of(document, draft)
    refs = _refs(draft, values, found.refs, title)
    if not refs:
        hint = "write the paper's title, or a link or mention of it"
        return Made(None, (), (Diagnostic(Code.ENTRY_EMPTY, "this entry names no paper", draft.span, hint),))
    _set_lines(document, draft, values)
    if title and not draft.named.own:
        values["title"] = title
    bodies: tuple[Body, ...] = ()
    prose = draft.above
    if draft.prose:
        prose, body = markdown.prose(replace(document, tokens=list(draft.prose)), shift=place.shift)
        bodies = (body,)
    made = Entry(
        form=draft.form,
        span=draft.span,
        refs=refs,
        fields=_paper_fields(_with_defaults(values, place)),
        title=title if draft.named.own else None,
        byline=_byline(document, draft.said),
        remark=_remark(document, draft),
        required=values.get("required"),
        status=draft.status or draft.named.status,
        anchor=draft.anchor or place.anchor(_called(values, title, refs, place)),
        prose=prose,
        dated=bool(values.get("issued")),
    )
    return Made(made, bodies, _problems(draft, values, found))


def _called(values: dict[str, Any], title: Inline | None, refs: tuple[Ref, ...], place: Place) -> str:
    """What an entry's anchor is made of."""
    if place.by_id and values.get("ids"):
        return str(values["ids"][0])
    return title.text if title else refs[0].target


def head(document: Document, draft: Draft, title: Inline | None, end: int) -> Head:
    """What the heading of a paper's own note and the byline under it say."""
    found, values = collect(_finds(draft))
    _set_lines(document, draft, values)
    refs = _refs(draft, values, found.refs, None)
    said = _paper_fields(values)
    return Head(
        title,
        said,
        end,
        tuple(ref for ref in refs if ref.kind != "title"),
        _byline(document, draft.said),
        _problems(draft, values, found),
    )


def _finds(draft: Draft) -> list[Find]:
    return [*draft.named.finds, *(find for said in draft.said for find in said.finds)]


def _set_lines(document: Document, draft: Draft, values: dict[str, Any]) -> None:
    """Give the fields that hold a line of Markdown theirs."""
    for key in PROSE & values.keys():
        values[key] = _line(document, values[key])
    if draft.abstract and "abstract" not in values:
        values["abstract"] = _line(document, run(draft.abstract))


def _paper_fields(values: dict[str, Any]) -> PaperFields:
    return PaperFields(**{field: value for field, value in values.items() if field in PaperFields.__struct_fields__})


def _problems(draft: Draft, values: dict[str, Any], found: Collected) -> tuple[Diagnostic, ...]:
    return (*_clashes(draft, found.clashes), *_unclear(draft, values), *_wrong(draft))


def _with_defaults(values: dict[str, Any], place: Place) -> dict[str, Any]:
    """With what the ids, the section and the collection say where the entry says nothing."""
    note = place.note
    month = next((found for key in values.get("ids", ()) if (found := identifiers.issued(key))), "")
    issued = month or place.year or values.get("venue_year") or note.entry_year
    defaults: list[Find] = [("issued", issued)]
    if "venue" not in values:
        venue, year = fields.parse_venue(note.entry_venue)
        own = dict(place.venue) or {"venue": venue, "venue_year": year or note.entry_year if venue else ""}
        defaults += own.items()
    defaults += [("topics", note.entry_topics), ("keywords", note.entry_keywords)]
    return values | {field: value for field, value in defaults if value and not values.get(field)}


def title_of(document: Document, draft: Draft) -> Inline | None:
    """The title that a draft's head gives."""
    named = draft.named
    if named.start >= named.end:
        return None
    title = inline(document, draft.line, named.start, named.end, bare=True)
    return title if title.text.strip() else None


def _line(document: Document, line: Run) -> Inline:
    return inline(document, line, 0, len(line.text))


def _refs(draft: Draft, values: dict[str, Any], mentions: list[Ref], title: Inline | None) -> tuple[Ref, ...]:
    """What names the paper: mentions, then ids, then the title or address if there is nothing else."""
    found: dict[str, Ref] = {}
    for ref in (*draft.named.refs, *mentions):
        if ref.kind != "id" or ref.target in values.get("ids", ()):
            found.setdefault(ref.target, Ref(ref.kind, ref.target, ref.part, span=ref.span))
    for key in values.get("ids", ()):
        found.setdefault(key, Ref("id", key, span=draft.span))
    words = title.text if title else values.get("url") or values.get("pdf") or ""
    if not found and words:
        found[words] = Ref("title", words, span=draft.span)
    return tuple(sorted(found.values(), key=lambda ref: ref.kind == "id"))


def _byline(document: Document, said: Iterable[Said]) -> Inline | None:
    shown = [line.shown for line in said if line.shown and (not line.key or line.unclear)]
    if not shown:
        return None
    tokens: list[Token] = []
    for number, line in enumerate(shown):
        if number:
            tokens.append(Token("text", "", 0, content=" · "))
        tokens += line.tokens
    return markdown.line(document, Token("inline", "", 0, children=tokens))


def _remark(document: Document, draft: Draft) -> Inline | None:
    left = draft.said[0].left if draft.said else None
    words = [Token("text", "", 0, content=draft.named.tag)] if draft.named.tag else []
    tokens = [*words, *((Token("text", "", 0, content=" "),) if words and left else ()), *(left.tokens if left else ())]
    return markdown.line(document, Token("inline", "", 0, children=tokens)) if tokens else None


def _clashes(draft: Draft, clashes: list[tuple[str, str]]) -> Iterable[Diagnostic]:
    for first, second in clashes:
        hint = f"give the other its own entry, or write: Links: [{second}]({identifiers.link(second)})"
        yield Diagnostic(Code.ENTRY_IDS, f"{first} and {second} in one entry; the first was taken", draft.span, hint)


def _unclear(draft: Draft, values: dict[str, Any]) -> Iterable[Diagnostic]:
    for said in draft.said:
        if said.unclear and "authors" not in values:
            when = next((str(value)[:4] for field, value in said.finds if field in ("issued", "venue_year")), "")
            forms = " or ".join(f'"{choice}{f", {when}" if when else ""}"' for choice in said.unclear)
            shown = said.shown.text.strip() if said.shown else ""
            message = f'"{shown[:80]}" can be read in more than one way'
            yield Diagnostic(Code.ENTRY_BYLINE, message, said.span or draft.span, f"write {forms}")


def _wrong(draft: Draft) -> Iterable[Diagnostic]:
    for said in draft.said:
        if said.wrong[0]:
            yield Diagnostic(Code.ENTRY_BYLINE, said.wrong[0], said.span or draft.span, said.wrong[1])
