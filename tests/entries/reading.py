"""Collections written for a test, read through the public door."""

from papernotes import entries, markdown
from papernotes.entries import Head, Reading
from papernotes.markdown import Document
from papernotes.model.written import Entry, Kind, NoteFields, PaperFields, Source


def document(text: str) -> Document:
    """A note's body as Markdown reads it."""
    return markdown.read(Source("a.md", text, "", "notes/a.md"), text)


def collection(text: str, kind: Kind = "list", **note: object) -> Reading:
    """A collection of this kind, with what its front matter says."""
    return entries.read(document(text), kind, NoteFields(**note))  # type: ignore[arg-type]


def entry(text: str, kind: Kind = "list", **note: object) -> Entry:
    """The only entry of a collection."""
    found = collection(text, kind, **note).entries
    assert len(found) == 1, [called(one) for one in found]
    return found[0]


def fields(text: str, kind: Kind = "list", **note: object) -> PaperFields:
    """What the only entry says of its paper."""
    return entry(text, kind, **note).fields


def head(text: str, index: int = 0) -> Head:
    """The heading at a token of a paper's own note."""
    return entries.heading(document(text), index)


def called(one: Entry) -> str:
    """The title of an entry in plain words, "" where a mention alone names it."""
    title = one.fields.title or one.title
    return title.text if title else ""


def titles(text: str, kind: Kind = "list") -> list[str]:
    """The titles of a collection's entries in order."""
    return [called(one) for one in collection(text, kind).entries]


def people(said: PaperFields) -> list[str]:
    """The authors as "Given Family", "et al." last."""
    names = [f"{author.given} {author.family}".strip() for author in said.authors]
    return [*names, "et al."] if said.et_al else names


def codes(found: Reading | Head) -> list[str]:
    """The codes of what was wrong, in order."""
    return [problem.code.value for problem in found.diagnostics]


def words(found: Reading, one: Entry) -> str:
    """The HTML of an entry's own text, its holes as ‹target›."""
    if one.prose is None:
        return ""
    body = next(body for body in found.bodies if body.digest == one.prose.digest)
    refs = one.prose.refs
    return "".join(
        part if isinstance(part, str) else f"‹{refs[part].target}›" if part >= 0 else "" for part in body.parts
    )
