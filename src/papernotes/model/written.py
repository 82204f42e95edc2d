"""What the author wrote: files, notes, entries, bibliography records, and the mentions in them."""

from typing import Literal

from msgspec import Struct

from papernotes.model.problem import Diagnostic, Span

Kind = Literal["paper", "note", "topic", "list", "story", "digest", "catalogue", "author", "venue", "page"]
COLLECTIONS: tuple[Kind, ...] = ("list", "story", "digest", "catalogue")


class Source(Struct, frozen=True):
    """One text file as read: its path below the notes folder (posix), its text, the blake2b digest of both.

    `shown` is the path that messages name, relative to the project.
    """

    path: str
    text: str
    digest: str
    shown: str


class Author(Struct, frozen=True, omit_defaults=True):
    """A person's name; a group or a name that cannot be split stands whole in `family`."""

    family: str
    given: str = ""

    @property
    def full(self) -> str:
        """The name as it is read: "Ashish Vaswani"."""
        return f"{self.given} {self.family}".strip()

    @property
    def filed(self) -> str:
        """The name as it stands in an index: "Vaswani, Ashish"."""
        return f"{self.family}, {self.given}" if self.given else self.family


class Link(Struct, frozen=True):
    """A labelled link that belongs to a paper: `("Annotated version", "https://…")`."""

    label: str
    url: str


class Ref(Struct, frozen=True, omit_defaults=True):
    """An unresolved mention as written.

    kind    note   a wikilink `[[target#part]]`
            cite   a pandoc citation; target is the key, or an id as "arxiv:1706.03762"
            id     an id or paper URL in prose; target is the id as "arxiv:1706.03762"
            link   the address of a Markdown link to a local file or `.md` note, or `#part`
            image  a local image; target is the path as written
            embed  `![[target#part]]` of a note
            title  a title that names a paper (an entry without link or mention)
            query  a block that shows what a query finds; target is the query
    part    what stands behind `#`: a heading, or `^block`
    label   the plain words shown, if the author chose them ("" otherwise); for an image its alt text
    form    of a citation: full "(Vaswani et al., 2017)" without the brackets, author, year; of a wikilink: "wiki";
            a bare `@word` is "bare" (it stays text where no such key is known) and is shown as author-in-text
    locator page or section as written: "3", "sec. 2"
    size    of an image: the number in `![[f.png|300]]`
    paired  its hole has an end: the words between are rendered, and become the link's text
    """

    kind: Literal["note", "cite", "id", "link", "image", "embed", "title", "query"]
    target: str
    part: str = ""
    label: str = ""
    form: Literal["", "full", "author", "year", "bare"] = ""
    locator: str = ""
    size: str = ""
    paired: bool = False
    span: Span | None = None


class Inline(Struct, frozen=True, omit_defaults=True):
    """A line of prose with holes: HTML pieces, `n` for hole `refs[n]`, `-n-1` for the end of paired hole n.

    `text` is the same in plain words (mathematics as readable text), for search, sorting and `<title>`.
    """

    parts: tuple[str | int, ...] = ()
    refs: tuple[Ref, ...] = ()
    text: str = ""


class Prose(Struct, frozen=True, omit_defaults=True):
    """What is known of a stretch of body without its text: the digest that fetches it, its holes, its length."""

    digest: str
    refs: tuple[Ref, ...] = ()
    words: int = 0


class Body(Struct, frozen=True):
    """HTML with holes, as in `Inline`; ids in it and links to them begin with the mark `\\uFDD3` (see theme)."""

    digest: str
    parts: tuple[str | int, ...]


class Piece(Struct, frozen=True, omit_defaults=True):
    """A stretch of a note in the author's order: a heading (level 0: none), the prose under it, then entries.

    `entries` are indexes into `Facts.entries`; `year` is set where the heading is a year group.
    `folded` says that the heading was the summary of a `<details>`, `nameless` that its prose is an item of a list of
    entries that names nothing.
    """

    level: int = 0
    title: Inline | None = None
    anchor: str = ""
    year: str = ""
    prose: Prose | None = None
    entries: tuple[int, ...] = ()
    folded: bool = False
    nameless: bool = False


class PaperFields(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What may be said of a paper by a note, a .bib record or an entry; empty means not said.

    Dates are "YYYY", "YYYY-MM" or "YYYY-MM-DD"; ids are "scheme:value"; `details` are further BibTeX fields.
    """

    title: Inline | None = None
    short: str = ""
    authors: tuple[Author, ...] = ()
    et_al: bool = False
    issued: str = ""
    venue: str = ""
    venue_year: str = ""
    type: str = ""
    ids: tuple[str, ...] = ()
    version: str = ""
    url: str = ""
    pdf: str = ""
    code: str = ""
    video: str = ""
    slides: str = ""
    data: str = ""
    project: str = ""
    poster: str = ""
    links: tuple[Link, ...] = ()
    citekey: str = ""
    bibtex: str = ""
    abstract: Inline | None = None
    summary: Inline | None = None
    why: Inline | None = None
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    status: str = ""
    priority: int = 0
    rating: int = 0
    read_on: str = ""
    added: str = ""
    pages: int = 0
    page: int = 0
    time: int = 0
    highlight: bool = False
    skip: bool = False
    image: str = ""
    image_alt: str = ""
    details: tuple[tuple[str, str], ...] = ()


FILES = ("url", "pdf", "code", "video", "slides", "data", "project", "poster", "image")
"""Fields of a paper whose value may be a file."""


class NoteFields(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What front matter says of the note itself; `extra` keeps the keys papernotes does not know."""

    by: str = ""
    date: str = ""
    updated: str = ""
    aliases: tuple[str, ...] = ()
    slug: str = ""
    lang: str = ""
    weight: int = 0
    draft: bool = False
    private: bool = False
    publish: bool | None = None
    lists: tuple[str, ...] = ()
    not_same: tuple[str, ...] = ()
    query: str = ""
    order: str = ""
    show_status: bool = True
    entry_venue: str = ""
    entry_year: str = ""
    entry_topics: tuple[str, ...] = ()
    entry_keywords: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()


class Relation(Struct, frozen=True, omit_defaults=True):
    """`type` (a key of the relation table) towards `target`, with the author's reason.

    `entry` is the entry in whose text it stands, and of whose paper it is said (-1: of the note's).
    """

    type: str
    target: Ref
    reason: Inline | None = None
    span: Span | None = None
    entry: int = -1


class Sentence(Struct, frozen=True, omit_defaults=True):
    """A sentence that mentions something: the line (its refs are the mentions) and where it stands.

    `anchor` is the nearest block id or heading id before it ("" is the top), `heading` that heading's plain words.
    """

    line: Inline
    anchor: str = ""
    heading: str = ""


class Remark(Struct, frozen=True, omit_defaults=True):
    """What the views of the whole gather from a note: an open question, a claim, a todo, a quotation, a mark.

    line    its words: of a quotation or callout what fits a line or two, of a mark the sentence that holds it
    anchor, heading: where it stands, as in `Sentence`; `entry` is the entry in whose text that is (-1: none)
    source  of a quotation or mark: the mention that may say whose words they are; `cited` if it stands in the quotation
    """

    kind: Literal["question", "claim", "todo", "quote", "mark"]
    line: Inline
    anchor: str = ""
    heading: str = ""
    entry: int = -1
    source: Ref | None = None
    cited: bool = False
    span: Span | None = None


class Entry(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A heading, list item, card or table row that names one paper.

    `refs` name the paper, strongest first (wikilink or citation, then ids; a `title` ref if there is nothing else);
    `title` is a heading of the author's own where a mention names the paper; `fields` what head and byline say;
    `byline` is shown as written; `remark` follows the dash in a list; `prose` is the entry's whole text
    (for a card: the paragraph above it); `status` comes from the checkbox; `dated` says that its own lines give the
    year, which else comes from an id, the section or the collection.
    """

    form: Literal["heading", "item", "card", "row"]
    span: Span
    refs: tuple[Ref, ...]
    fields: PaperFields
    title: Inline | None = None
    byline: Inline | None = None
    remark: Inline | None = None
    required: bool | None = None
    status: str = ""
    anchor: str = ""
    prose: Prose | None = None
    dated: bool = False


class Facts(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """All that others may know of a note; small, always in memory.

    `digest` is its source's; `line` is the line of its title, for messages; `paper` holds what it says of its paper
    (of any kind of note: topics, keywords, summary stand there too); `blocks` are the paragraphs with a `^block-id`,
    `anchors` the ids of all headings, those inside entries too; `queries` are the query blocks in the text, `spans`
    the places of `query` and `lists` in the front matter.
    """

    path: str
    shown: str
    digest: str
    kind: Kind
    title: Inline
    line: int = 1
    note: NoteFields = NoteFields()
    paper: PaperFields = PaperFields()
    relations: tuple[Relation, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    pieces: tuple[Piece, ...] = ()
    entries: tuple[Entry, ...] = ()
    blocks: tuple[tuple[str, Prose], ...] = ()
    anchors: tuple[str, ...] = ()
    queries: tuple[Ref, ...] = ()
    spans: tuple[tuple[str, Span], ...] = ()
    excerpt: Inline | None = None
    cut: bool = False
    words: int = 0

    @property
    def span(self) -> Span:
        """The line of its title, which stands for the whole note in messages."""
        return Span(self.shown, self.line)


class Record(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One entry of a .bib or CSL-JSON file: its key, BibTeX type, fields and place.

    `parents` are the keys of the entries it takes missing fields from (`crossref`, `xdata`); `title` is the title as
    TeX, where that is more than its words.
    """

    key: str
    type: str
    fields: PaperFields
    span: Span
    parents: tuple[str, ...] = ()
    title: str = ""


class Parsed(Struct, frozen=True):
    """What one Markdown file becomes: facts (None where the file makes no note), bodies, diagnostics."""

    facts: Facts | None
    bodies: tuple[Body, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
