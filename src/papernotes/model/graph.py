"""What the graph knows: papers, cards, edges, passages, topics."""

from typing import Literal

from msgspec import Struct

from papernotes.model.page import Html
from papernotes.model.problem import Span
from papernotes.model.written import Facts, Inline, PaperFields, Record


class Card(Struct, frozen=True, omit_defaults=True):
    """All that anyone may see of another node; `url` is its path in the site.

    `title` has no links of its own; `byline` is "Vaswani, Shazeer and others"; `built_on` counts the papers that
    build on it; `progress` is per cent read (0: not known); `noted` says that a note about it exists.
    """

    kind: str
    url: str
    title: Html
    text: str
    short: str
    byline: str = ""
    year: str = ""
    issued: str = ""
    venue: str = ""
    status: str = ""
    progress: int = 0
    built_on: int = 0
    noted: bool = False


class Placed(Struct, frozen=True):
    """An entry and the collection it stands in: `facts.entries[index]`."""

    facts: Facts
    index: int


class Paper(Struct, frozen=True, kw_only=True):
    """One node: every claim on it joined, the first non-empty value of each field kept (note > .bib > entry > link).

    `name` is its page's name (`papers/<name>.html`), `others` the names that redirect to it; `notes` has the main one
    first; `ids` holds all ids that name it, `keys` all its citekeys.
    """

    name: str
    fields: PaperFields
    ids: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    notes: tuple[Facts, ...] = ()
    records: tuple[Record, ...] = ()
    entries: tuple[Placed, ...] = ()


class Target(Struct, frozen=True):
    """What a ref leads to: a node by its site path, a file to be copied, or nothing.

    kind     paper, note (any note that is no paper), file, none, hidden (not published: only its words are shown)
    url      path in the site, with `#anchor`; for a file `files/…`
    path     of the note or file below the notes folder ("" for a stub)
    """

    kind: Literal["paper", "note", "file", "none", "hidden"]
    url: str = ""
    path: str = ""
    name: str = ""


class Edge(Struct, frozen=True):
    """A relation between two nodes, by site path, as said in the note at `span`."""

    source: str
    target: str
    type: str
    reason: Inline | None = None
    path: str = ""
    span: Span | None = None


class Passage(Struct, frozen=True):
    """Where a node is spoken of: the note, the heading and anchor, the sentence; or an entry's whole text.

    `relation` is the relation's type where the sentence is one; `facts.path` is the base of the sentence's refs.
    """

    facts: Facts
    heading: str
    anchor: str
    line: Inline | None = None
    entry: int = -1
    relation: str = ""


class Topic(Struct, frozen=True):
    """A node of the hierarchy: `path` as "generalization/memorization", its note if there is one, what is in it."""

    path: str
    title: str
    note: Facts | None = None
    children: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
