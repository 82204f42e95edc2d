"""What the graph knows: papers, cards, edges, passages, topics."""

from typing import Literal

from msgspec import Struct

from papernotes.model.page import Card as Card
from papernotes.model.problem import Span
from papernotes.model.written import Facts, Inline, PaperFields, Record


class Placed(Struct, frozen=True):
    """An entry and the collection it stands in: `facts.entries[index]`."""

    facts: Facts
    index: int


class Paper(Struct, frozen=True, kw_only=True):
    """One node: every claim on it joined, the first non-empty value of each field kept (note > .bib > entry > link).

    `name` is its page's name (`papers/<name>.html`), `keys` are all its citekeys; `notes` has the main one first.
    """

    name: str
    fields: PaperFields
    keys: tuple[str, ...] = ()
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

    @property
    def page(self) -> str:
        """The address without its anchor."""
        return self.url.partition("#")[0]


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

    `relation` is the relation's type where the sentence is one, and `source` of which node it is said; `facts.path` is
    the base of the sentence's refs.
    """

    facts: Facts
    heading: str
    anchor: str
    line: Inline | None = None
    entry: int = -1
    relation: str = ""
    source: str = ""


class Topic(Struct, frozen=True):
    """A node of the hierarchy: `path` as "generalization/memorization", its note if there is one, what is in it."""

    path: str
    title: str
    note: Facts | None = None
    children: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Named(Struct, frozen=True, eq=False, kw_only=True):
    """A person, venue, year or keyword that papers name, all spellings joined.

    `filed` is the name as it stands in an index ("Vaswani, Ashish"), `spellings` are the others in use, `url` is ""
    where it has no page, `papers` stand in the order of time.
    """

    name: str
    filed: str
    url: str = ""
    papers: tuple[Paper, ...] = ()
    spellings: tuple[str, ...] = ()
    note: Facts | None = None


class Place(Struct, frozen=True, omit_defaults=True):
    """Where a node stands: the collection's page, the anchor of its entry, the nodes before and after it there.

    In lists and stories also its number and of how many; these are 0 for digests and catalogues.
    """

    url: str
    kind: str
    anchor: str = ""
    number: int = 0
    count: int = 0
    before: str = ""
    after: str = ""


class Group(Struct, frozen=True, omit_defaults=True):
    """Papers that a query found, by address in their order, under what they have in common.

    `by` is what they are grouped by ("" for no groups), `key` their year, status, venue, author, type or topic's path
    ("" where a paper has none), `title` the same as it is shown ("" for a status that the interface has a word for),
    `url` its page if it has one.
    """

    papers: tuple[str, ...]
    by: str = ""
    key: str = ""
    title: str = ""
    url: str = ""


class Held(Struct, frozen=True, omit_defaults=True):
    """What stands in a collection: a node by its address ("" where the entry leads nowhere), and its entry there.

    `entry` is -1 for what was added: papers that name the collection, results of its query (then with their group).
    """

    url: str
    entry: int = -1
    group: Group | None = None
