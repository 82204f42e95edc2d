"""Small constructors of what is read, and a site of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.settings import Config
from papernotes.model.written import (
    Author,
    Entry,
    Facts,
    Inline,
    NoteFields,
    PaperFields,
    Piece,
    Prose,
    Record,
    Ref,
    Relation,
    Sentence,
)

NOTE_FIELDS = set(NoteFields.__struct_fields__)


def text(words: str) -> Inline:
    """A line without holes."""
    return Inline((words,), (), words)


def authors(names: str) -> tuple[Author, ...]:
    """Authors from "Ashish Vaswani; Noam Shazeer"."""
    people = [name.strip().rpartition(" ") for name in names.split(";") if name.strip()]
    return tuple(Author(family, given) for given, _, family in people)


def paper_fields(**said: Any) -> PaperFields:
    """Fields of a paper; titles and authors as plain text, ids separated by blanks."""
    for name in ("title", "summary", "abstract", "why"):
        if isinstance(said.get(name), str):
            said[name] = text(said[name])
    if isinstance(said.get("authors"), str):
        said["authors"] = authors(said["authors"])
    if isinstance(said.get("ids"), str):
        said["ids"] = tuple(said["ids"].split())
    return PaperFields(**said)


def ref(written: str, line: int = 1, column: int = 1, path: str = "x.md", **more: Any) -> Ref:
    """A mention: "[[note#part|label]]", "![[note]]", "[@key]", "@word", "arxiv:…", "(path)", "!(image)", "=title"."""
    span = Span(f"notes/{path}", line, column)
    if written.startswith("[@"):
        return Ref("cite", written[2:-1], form="full", span=span, **more)
    if written.startswith("@"):
        return Ref("cite", written[1:], form="bare", span=span, **more)
    if written.startswith("!("):
        return Ref("image", written[2:-1], span=span, **more)
    if written.startswith("="):
        return Ref("title", written[1:], span=span, **more)
    if written.startswith("("):
        target, _, part = written[1:-1].partition("#")
        return Ref("link", target, part, paired=True, span=span, **more)
    if "[[" in written:
        body, _, label = written.strip("![]").partition("|")
        target, _, part = body.partition("#")
        return Ref("embed" if written[0] == "!" else "note", target, part, label, span=span, **more)
    return Ref("id", written, span=span, **more)


def sentence(*mentions: str | Ref, line: int = 1, path: str = "x.md", anchor: str = "", heading: str = "") -> Sentence:
    """A sentence that mentions something."""
    refs = tuple(
        each if isinstance(each, Ref) else ref(each, line, 10 * number + 1, path)
        for number, each in enumerate(mentions)
    )
    words = " and ".join(each.label or each.target for each in refs)
    return Sentence(Inline(tuple(range(len(refs))), refs, words), anchor, heading)


def relation(type_: str, target: str, reason: str = "", line: int = 1, path: str = "x.md") -> Relation:
    """A typed relation."""
    mention = ref(target, line, 5, path)
    return Relation(type_, mention, text(reason) if reason else None, mention.span)


def entry(*mentions: str, line: int = 1, path: str = "x.md", form: str = "item", **more: Any) -> Entry:
    """An entry of a collection; `fields` as in `paper_fields`, everything else as in `Entry`."""
    said = {name: more.pop(name) for name in tuple(more) if name in PaperFields.__struct_fields__ and name != "status"}
    own = {"title": text(more.pop("own"))} if "own" in more else {}
    remark = text(more.pop("remark")) if "remark" in more else None
    return Entry(
        form=form,  # type: ignore[arg-type]
        span=Span(f"notes/{path}", line),
        refs=tuple(ref(each, line, number + 1, path) for number, each in enumerate(mentions)),
        fields=paper_fields(**said),
        remark=remark,
        **own,
        **more,
    )


def note(path: str, kind: str = "paper", title: str = "", *mentions: str, **said: Any) -> Facts:
    """A note; `mentions` become one sentence each, further words are fields of its paper or of the note."""
    own = {name: said.pop(name) for name in tuple(said) if name in NOTE_FIELDS}
    parts = {
        name: said.pop(name)
        for name in ("relations", "sentences", "queries", "pieces", "entries", "blocks", "anchors", "excerpt")
        if name in said
    }
    name = path.rpartition("/")[2].removesuffix(".md")
    given = text(title) if title else None
    lines = tuple(sentence(each, line=10 + number, path=path) for number, each in enumerate(mentions))
    return Facts(
        path=path,
        shown=f"notes/{path}",
        digest=path,
        kind=kind,  # type: ignore[arg-type]
        title=given or text(name),
        note=NoteFields(**own),
        paper=paper_fields(title=given, **said),
        sentences=(*parts.pop("sentences", ()), *lines),
        **parts,
    )


def record(
    key: str, title: str = "", path: str = "library.bib", line: int = 1, type: str = "article", **said: Any
) -> Record:
    """A record of a bibliography."""
    fields = paper_fields(title=text(title) if title else None, **said)
    return Record(key=key, type=type, fields=fields, span=Span(f"notes/{path}", line))


def site(
    *notes: Facts,
    records: Sequence[Record] | Mapping[str, Sequence[Record]] = (),
    hidden: Sequence[Facts] = (),
    files: Sequence[str] = (),
    **settings: Any,
) -> Site:
    """All of it linked."""
    known = records if isinstance(records, Mapping) else {"library.bib": tuple(records)}
    return graph.link(notes, known, hidden, Config(**settings), {path: f"/disk/{path}" for path in files})


def names(linked: Site) -> list[str]:
    """The names of all papers with a page."""
    return sorted(paper.name for paper in graph.papers(linked))


def said(linked: Site, code: Code) -> list[Diagnostic]:
    """The diagnostics of a code."""
    return [problem for problem in graph.diagnose(linked) if problem.code is code]


def lead(linked: Site, written: str, path: str = "x.md") -> str:
    """Where a mention leads: its address, else the kind of nothing it leads to."""
    target = graph.resolve(linked, ref(written), path)
    return target.url or target.kind


def piece(title: str = "", anchor: str = "", *mentions: str, level: int = 2, **more: Any) -> Piece:
    """A stretch of a note."""
    refs = tuple(ref(each, 30, number + 1) for number, each in enumerate(mentions))
    return Piece(level, text(title) if title else None, anchor, prose=Prose("d", refs) if refs else None, **more)
