"""One Markdown file becomes facts, bodies and diagnostics: a pure function of its text and the parsing settings.

Front matter, Markdown and the entry grammar meet here, and know nothing of each other.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, cast
from urllib.parse import unquote

from markdown_it.token import Token
from msgspec.structs import replace

from papernotes import entries, frontmatter, identifiers, markdown
from papernotes.entries import Head, Reading
from papernotes.frontmatter import FrontMatter
from papernotes.markdown import Document
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.settings import Parsing
from papernotes.model.written import (
    COLLECTIONS,
    FILES,
    Body,
    Facts,
    Inline,
    Kind,
    NoteFields,
    PaperFields,
    Parsed,
    Prose,
    Ref,
    Relation,
    Sentence,
    Source,
)
from papernotes.text import title_key

_LINES = ("title", "abstract", "summary", "why")  # fields that hold inline Markdown
_MAKES_PAPER = ("ids", "authors", "venue", "pdf", "url")  # a note with one of these is about a paper
_FOLDER_NAMES = ("index", "_index", "readme")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)[-_ ]+")
_REASON = re.compile(r"(?:^|\s+)[-–—]{1,3}\s+|\s*—\s*")  # the dash between a relation's target and its reason


def parse(source: Source, settings: Parsing) -> Parsed:
    """What a Markdown file says; wrong content is diagnosed, never raised."""
    front = frontmatter.read(source, settings)
    document = markdown.read(source, front.body, front.first_line, settings)
    problems = [*front.diagnostics, *document.diagnostics]
    at, head = _title(document, front.values)
    values = _values(front, document, head, settings, problems)
    paper = PaperFields(**{name: values[name] for name in PaperFields.__struct_fields__ if name in values})
    note = NoteFields(**{name: values[name] for name in NoteFields.__struct_fields__ if name in values})
    kind = _kind(front.values, paper)
    reading, blocks, bodies = _content(document, kind, note, at, head)
    excerpt, cut = markdown.excerpt(document, head.end if head else 0)
    relations = (*_relations(front, source, settings, problems), *markdown.relations(document, reading.entries))
    facts = Facts(
        path=source.path,
        shown=source.shown,
        digest=source.digest,
        kind=kind,
        title=paper.title or Inline((name := _file_title(source.path),), (), name),
        line=_title_line(front, document, at),
        note=note,
        paper=paper,
        relations=relations,
        sentences=(*_sentences(document, reading, at), *_reasons(relations)),
        remarks=markdown.remarks(document, reading.entries, reading.heads, at, paper.abstract),
        pieces=reading.pieces,
        entries=reading.entries,
        queries=tuple(_queries(reading)),
        spans=tuple(_spans(front, source)),
        blocks=blocks,
        anchors=tuple(token.meta["anchor"] for token in document.tokens if "anchor" in token.meta),
        excerpt=excerpt,
        cut=cut,
        words=sum(piece.prose.words for piece in reading.pieces if piece.prose),
    )
    return Parsed(facts, bodies, tuple(dict.fromkeys([*problems, *reading.diagnostics])))


def _title(document: Document, values: Mapping[str, Any]) -> tuple[int, Head | None]:
    """The index of the heading that is the note's title, and what it says; (-1, None) where no heading is.

    It is the heading at the top, else the first of level 1; beside a title in the front matter only one like it.
    """
    tokens = document.tokens
    top = [n for n, token in enumerate(tokens[:1]) if token.type == "heading_open"]
    ones = [
        n for n, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1" and not token.level
    ]
    for index in (top or ones)[:1]:
        head = entries.heading(document, index)
        if "title" not in values or (head.title and title_key(head.title.text) == title_key(str(values["title"]))):
            return index, head
    return -1, None


def _kind(values: Mapping[str, Any], paper: PaperFields) -> Kind:
    given = values.get("kind")
    return cast(Kind, given or ("paper" if any(getattr(paper, name) for name in _MAKES_PAPER) else "note"))


def _values(
    front: FrontMatter, document: Document, head: Head | None, settings: Parsing, problems: list[Diagnostic]
) -> dict[str, Any]:
    """The values of all fields: the front matter's, else the heading's, as they stand in PaperFields and NoteFields."""
    values: dict[str, Any] = dict(front.values)
    for name in _LINES:
        if values.get(name):
            span = Span(document.source.shown, *front.written.get(name, (1, 1)))
            values[name] = _inline(str(values[name]), span, settings, problems)
    if head:
        problems += head.diagnostics
        for name in PaperFields.__struct_fields__:
            said = getattr(head.fields, name)
            if said and not values.get(name):
                values[name] = said
        values.setdefault("title", head.title)
    values["ids"] = tuple(dict.fromkeys((*values.get("ids", ()), *(head.fields.ids if head else ()))))
    values["issued"] = values.get("issued") or values.get("year") or ""
    values["date"] = values.get("date") or _file_date(document.source.path)
    values["extra"] = front.extra
    topics, keywords = _tags((*values.get("tags", ()), *(tag for tag, _ in document.tags)), settings)
    values["topics"] = tuple(dict.fromkeys((*values.get("topics", ()), *topics)))
    values["keywords"] = tuple(dict.fromkeys((*values.get("keywords", ()), *keywords)))
    return {name: value for name, value in values.items() if value is not None}


def _inline(text: str, span: Span, settings: Parsing, problems: list[Diagnostic]) -> Inline:
    """A front-matter value as a line; its mentions, and what is wrong in it, stand where the value stands."""
    found: list[Diagnostic] = []
    line = markdown.inline(text, settings, found)
    problems += [Diagnostic(problem.code, problem.message, span, problem.hint) for problem in found]
    return Inline(line.parts, tuple(replace(ref, span=span) for ref in line.refs), line.text)


def _tags(tags: tuple[str, ...], settings: Parsing) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tags as (topics, keywords); a keyword that names a topic note becomes a topic when the graph knows all notes."""
    tags = tuple(tag for tag in tags if tag not in settings.topics_ignore)
    topics = tuple(tag for tag in tags if "/" in tag or settings.tags_are == "topics")
    return topics, tuple(tag for tag in tags if tag not in topics)


def _content(
    document: Document, kind: Kind, note: NoteFields, at: int, head: Head | None
) -> tuple[Reading, tuple[tuple[str, Prose], ...], tuple[Body, ...]]:
    """The note's pieces (and entries, in a collection), its blocks with ids, and the bodies of both."""
    blocks, bodies = markdown.blocks(document)
    if kind in COLLECTIONS:
        reading = entries.read(document, kind, note, at)
    else:
        after = head.end if head and kind == "paper" else at + 3 if head else 0
        before = markdown.pieces(document, 0, at) if at > 0 else ((), ())
        pieces, found = markdown.pieces(document, after)
        heads = ((at, after),) if head else ()
        reading = Reading((*before[0], *pieces), (), (*before[1], *found), (), heads)
    return reading, blocks, (*reading.bodies, *bodies)


def _queries(reading: Reading) -> Iterator[Ref]:
    """The queries whose results the text shows."""
    for prose in (*(piece.prose for piece in reading.pieces), *(entry.prose for entry in reading.entries)):
        yield from (ref for ref in (prose.refs if prose else ()) if ref.kind == "query")


def _spans(front: FrontMatter, source: Source) -> Iterator[tuple[str, Span]]:
    """Where the fields stand that are looked at only when all notes are known."""
    for name in ("query", "lists", *FILES):
        if name in front.written:
            line, column = front.written[name]
            text = source.text.split("\n")[line - 1]
            yield name, Span(source.shown, line, text.find(str(front.values[name]), column - 1) + 1 or column)


def _sentences(document: Document, reading: Reading, at: int) -> Iterator[Sentence]:
    """The sentences with mentions; those under the note's title stand at the top of its page, which needs no anchor."""
    title = document.tokens[at].meta["anchor"] if at >= 0 else ""
    for sentence in (*markdown.sentences(document, reading.heads), *reading.sentences):
        yield Sentence(sentence.line) if title and sentence.anchor == title else sentence


def _relations(
    front: FrontMatter, source: Source, settings: Parsing, problems: list[Diagnostic]
) -> tuple[Relation, ...]:
    """The relations of the front matter: a mention, and a reason after a dash."""
    found: list[Relation] = []
    for type_, raw, line, column in front.relations:
        span = Span(source.shown, line, column)
        target, reason = _target_and_reason(raw)
        ref = _ref(target, settings, span)
        if ref is None:
            hint = f'write: {type_}: ["[[note]] - reason"]'
            problems.append(Diagnostic(Code.RELATION_UNREADABLE, f"{type_} names nothing", span, hint))
        else:
            place = Span(source.shown, line, column + len(raw) - len(reason))
            said = _inline(reason, place, settings, problems) if reason else None
            found.append(Relation(type_, ref, said, span))
    return tuple(found)


def _reasons(relations: tuple[Relation, ...]) -> Iterator[Sentence]:
    """The reasons that mention further papers or notes: the line of a relation is no sentence of the text."""
    return (Sentence(relation.reason) for relation in relations if relation.reason and relation.reason.refs)


def _target_and_reason(raw: str) -> tuple[str, str]:
    close = next(
        (
            raw.find(end) + len(end)
            for start, end in (("[[", "]]"), ("[@", "]"), ("[", ")"))
            if raw[: len(start)] == start and end in raw
        ),
        0,
    )
    dash = _REASON.search(raw, close)
    return (raw[: dash.start()], raw[dash.end() :]) if dash else (raw, "")


def _ref(text: str, settings: Parsing, span: Span) -> Ref | None:
    """The mention a relation's target is: written as one, or a bare id, citekey or name."""
    text = text.strip()
    refs = markdown.inline(text, settings).refs
    if refs:
        return Ref(refs[0].kind, refs[0].target, refs[0].part, refs[0].label, span=span)
    if identifier := identifiers.recognise(text):
        return Ref("id", str(identifier), span=span)
    return Ref("note", text.lstrip("@"), span=span) if text else None


def _file_title(path: str) -> str:
    """A title from a file's name, or its folder's where the file is an index."""
    pure = PurePosixPath(path)
    name = pure.parent.name if pure.stem.lower() in _FOLDER_NAMES and pure.parent.name else pure.stem
    name = _DATE.sub("", unquote(name), count=1) or name
    words = name if " " in name else re.sub(r"[-_]+", " ", name).strip() or name
    return words[:1].upper() + words[1:]


def _file_date(path: str) -> str:
    match = _DATE.match(PurePosixPath(path).name)
    return match[1] if match else ""


def _title_line(front: FrontMatter, document: Document, at: int) -> int:
    if "title" in front.written:
        return front.written["title"][0]
    token: Token | None = document.tokens[at] if at >= 0 else None
    return front.first_line + token.map[0] if token and token.map else 1
