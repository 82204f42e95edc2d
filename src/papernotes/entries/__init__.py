"""The one grammar of lists, stories, digests and catalogues: head, byline, labelled links → entries.

`run` makes a line of tokens a string to speak of; `names`, `venues`, `credit` and `labels` read stretches of it; `head`
and `byline` read whole lines; `items` and `tables` find them; `choice` says what is an entry, `sections` walks through.
"""

from papernotes.entries.values import Head, Reading
from papernotes.markdown import Document
from papernotes.model.written import Kind, NoteFields

__all__ = ["Head", "Reading", "heading", "read"]


_SILENT = NoteFields()


def read(document: Document, kind: Kind, note: NoteFields = _SILENT, title: int = -1) -> Reading:
    """Read a list, story, digest or catalogue; `title` is the index of the heading that is the note's own, if any.

    Never raises on content; what could not be read is shown as it is written, with a note.
    """
    from papernotes.entries import sections  # 25 ms, which an edit of a note that is no collection can do without

    return sections.read(document, kind, note, title)


def heading(document: Document, index: int) -> Head:
    """Read the heading that opens at token `index` as a paper's head, with the byline under it.

    Only a heading that begins with a link tells an address; a local PDF counts, a link to another note does not. A
    paragraph `#[Title](…)` that was meant as a heading is read too (`index` is that of its open token).
    """
    from papernotes.entries.title import read_title

    return read_title(document, index)
