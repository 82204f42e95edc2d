"""What can be wrong with the content, and where: `Span`, `Diagnostic`, `Code`, `PapernotesError`."""

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct


class Severity(Enum):
    """How bad it is: error (not on the site as written), warning (perhaps not as meant), note (advice)."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(Enum):
    """Every diagnostic there is: code, severity and the text of docs/diagnostics.md."""

    severity: Severity
    text: str

    def __new__(cls, value: str, severity: Severity, text: str) -> "Code":
        """Keep the code as the value, so that JSON shows and reads it."""
        member = object.__new__(cls)
        member._value_ = value
        member.severity = severity
        member.text = text
        return member

    # files
    FILE_ENCODING = "file-encoding", Severity.ERROR, "The file is not UTF-8 text. Save it as UTF-8."
    FILE_UNREADABLE = "file-unreadable", Severity.ERROR, "The file could not be read."
    FILE_EMPTY = "file-empty", Severity.WARNING, "The file holds nothing, so it makes no page."
    FILE_SKIPPED = (
        "file-skipped",
        Severity.WARNING,
        "Not an ordinary file, or a link that leads out of the project: it was left out.",
    )
    FILE_LARGE = "file-large", Severity.WARNING, "The file is larger than papernotes reads; what was left out is said."
    # front matter
    YAML_COLON = (
        "yaml-colon",
        Severity.ERROR,
        "A second colon in a plain value; it was read as text. Quote the value (`check --fix` does it).",
    )
    YAML_BROKEN = "yaml-broken", Severity.ERROR, "The front matter is not YAML; the lines that can be read were read."
    YAML_REFUSED = (
        "yaml-refused",
        Severity.ERROR,
        "YAML tags, anchors, aliases and deep nesting have no place in front matter.",
    )
    YAML_DUPLICATE = "yaml-duplicate", Severity.ERROR, "A key stands twice; the first value was kept."
    FIELD_VALUE = "field-value", Severity.ERROR, "A value that its field cannot hold; the field was left out."
    FIELD_UNKNOWN = "field-unknown", Severity.WARNING, "A key close to a known one; it was kept as it is written."
    KIND_UNKNOWN = "kind-unknown", Severity.ERROR, "No such kind of note; the default kind was taken."
    STATUS_UNKNOWN = "status-unknown", Severity.WARNING, "A status papernotes does not know; it is shown as written."
    # links and mentions
    LINK_MISSING = (
        "link-missing",
        Severity.WARNING,
        "A link to a note that does not exist, while one of a similar name does.",
    )
    WANTED = "wanted", Severity.NOTE, "A link to a note that nobody has written yet."
    LINK_AMBIGUOUS = "link-ambiguous", Severity.WARNING, "A link that several notes answer to; the first was taken."
    LINK_HIDDEN = "link-hidden", Severity.WARNING, "A link to a note that is not published; only its words are shown."
    LINK_UNSAFE = "link-unsafe", Severity.WARNING, "A link whose scheme is not allowed; it is shown as text."
    HEADING_MISSING = "heading-missing", Severity.WARNING, "The note exists, the heading or block in it does not."
    FILE_MISSING = "file-missing", Severity.WARNING, "A linked file or image that does not exist."
    EMBED_CYCLE = "embed-cycle", Severity.WARNING, "A note that embeds itself, or embeds more than five deep."
    CITE_MISSING = (
        "cite-missing",
        Severity.WARNING,
        "A citation key that no note or .bib entry defines; it has a stub page.",
    )
    FOOTNOTE_MISSING = "footnote-missing", Severity.WARNING, "A footnote that is referred to and not written."
    FOOTNOTE_UNUSED = "footnote-unused", Severity.WARNING, "A footnote that nothing refers to; it is not on the page."
    TABLE_PIPE = "table-pipe", Severity.WARNING, "A wikilink in a table cell was cut at its `|`; write `\\|`."
    # body
    MATH_BROKEN = "math-broken", Severity.ERROR, "A formula that could not be read; its source is shown."
    COMMENT_OPEN = "comment-open", Severity.WARNING, "A `%%` comment that never ends; everything after it is hidden."
    FENCE_OPEN = "fence-open", Severity.WARNING, "A code fence that never ends; the rest of the note is code."
    NESTING = "nesting", Severity.WARNING, "Nested too deeply; the innermost levels are left out."
    HTML_OPEN = (
        "html-open",
        Severity.WARNING,
        "An HTML element that is opened and never closed, or closed and never opened.",
    )
    HTML_REMOTE = (
        "html-remote",
        Severity.NOTE,
        'An image or frame from another host became a link (`remote = "load"` keeps it).',
    )
    PLUGIN_BLOCK = "plugin-block", Severity.NOTE, "A block of another program is shown as code."
    # relations and entries
    RELATION_MISSING = "relation-missing", Severity.WARNING, "A relation to something that does not exist."
    RELATION_UNREADABLE = "relation-unreadable", Severity.ERROR, "A relation in which no paper or note is named."
    RELATION_LATER = "relation-later", Severity.WARNING, "A paper that came of one that appeared in a later year."
    RELATION_CIRCLE = "relation-circle", Severity.WARNING, "Papers that came of each other in a circle."
    ENTRY_UNSURE = "entry-unsure", Severity.NOTE, "This looks like an entry and was not taken as one."
    ENTRY_EMPTY = "entry-empty", Severity.WARNING, "An entry that names no paper."
    ENTRY_BYLINE = (
        "entry-byline",
        Severity.NOTE,
        "A byline that can be read in more than one way; only the year was taken.",
    )
    ENTRY_TWICE = "entry-twice", Severity.WARNING, "A paper that stands twice in a list or story, or under one heading."
    ENTRY_UNDATED = "entry-undated", Severity.WARNING, "A paper in a story of which no date is known; it stands last."
    ENTRY_YEAR = "entry-year", Severity.NOTE, "An entry of a story gives another year than its paper has."
    COLLECTION_EMPTY = "collection-empty", Severity.WARNING, "A list, story, digest or catalogue that names no paper."
    ENTRY_IDS = "entry-ids", Severity.WARNING, "Two ids of one kind in one entry; they were not joined."
    CATALOGUE_LONG = (
        "catalogue-long",
        Severity.NOTE,
        "A section of a long catalogue without headings inside it was cut into pages.",
    )
    # the graph
    PAPER_CITEKEY = "paper-citekey", Severity.ERROR, "One citekey for two different papers."
    PAPER_CONFLICT = "paper-conflict", Severity.WARNING, "Two places disagree about a paper's title or year."
    PAPER_NEAR = "paper-near", Severity.NOTE, "Two papers that may be one."
    NAME_NEAR = "name-near", Severity.NOTE, "Names of people, venues or keywords that may be one."
    STATUS_CONFLICT = "status-conflict", Severity.WARNING, "A list's checkbox and the note disagree about the status."
    LIST_MISSING = "list-missing", Severity.WARNING, "A paper is in a list that does not exist."
    QUERY_TERM = "query-term", Severity.ERROR, "A query with a word that means nothing; it shows nothing."
    QUERY_NAME = (
        "query-name",
        Severity.WARNING,
        "A query asks for a topic, a file, a list or a paper that does not exist, or for its own results.",
    )
    QUERY_EMPTY = "query-empty", Severity.NOTE, "A query that no paper matches."
    QUERY_UNUSED = "query-unused", Severity.NOTE, "A query in the front matter of a note that is no collection."
    NAME_CLASH = "name-clash", Severity.WARNING, "Two notes ask for one address; the second was given a longer one."
    ADDRESS_CLASH = (
        "address-clash",
        Severity.ERROR,
        "Two different things for one file of the site; one of them is lost.",
    )
    ADDRESS_UNSAFE = "address-unsafe", Severity.ERROR, "A name that cannot be an address of the site."
    # bibliographies
    BIB_BROKEN = "bib-broken", Severity.ERROR, "An entry of a .bib or CSL file that could not be read whole."
    BIB_DUPLICATE = (
        "bib-duplicate",
        Severity.WARNING,
        "One key for two entries with different content; the first was kept.",
    )
    BIB_FIELD = (
        "bib-field",
        Severity.WARNING,
        "A field of a .bib entry that stands twice (the first was kept), or a name or id in it that cannot be read.",
    )
    BIB_PARENT = (
        "bib-parent",
        Severity.WARNING,
        "A `crossref` or `xdata` to an entry that does not exist, or that leads back to itself.",
    )
    BIB_MACRO = "bib-macro", Severity.WARNING, "A BibTeX macro that no @string defines; its name was taken as text."
    # the site
    TEMPLATE = "template", Severity.ERROR, "A template that could not be rendered."
    OUTPUT_FOREIGN = (
        "output-foreign",
        Severity.ERROR,
        "A file that papernotes did not write stands where a page must go; it was kept.",
    )
    OUTPUT_FAILED = "output-failed", Severity.ERROR, "A file of the site could not be written; the old one stays."
    CACHE = "cache", Severity.WARNING, "What is remembered between builds could not be used; everything was made anew."
    SETTING_UNKNOWN = "setting-unknown", Severity.WARNING, "A setting, or a name in one, that papernotes does not know."
    BASE_URL = "base-url", Severity.NOTE, "Without `base_url` there is no feed, sitemap or canonical link."
    WATCH = "watch", Severity.NOTE, "The system gives no more watches; files are looked at twice a second instead."
    STOPPED = "stopped", Severity.ERROR, "Settings or files that leave nothing to serve; the last good site is shown."
    INTERNAL = "internal", Severity.ERROR, "A mistake of papernotes; the other pages were built."


class Span(Struct, frozen=True, omit_defaults=True, order=True):
    """A place to point at; lines and columns count from 1, in characters, as editors do.

    `path` is relative to the project; `end` is the column after the last character (0: one character).
    """

    path: str
    line: int = 1
    column: int = 1
    end: int = 0


class Edit(Struct, frozen=True):
    """A mend that can be made without a person: the whole line before and after."""

    line: int
    before: str
    after: str


class Diagnostic(Struct, frozen=True, omit_defaults=True):
    """Something the writer should know; `source` is the line pointed at, `hint` what to write instead."""

    code: Code
    message: str
    span: Span | None = None
    hint: str = ""
    source: str = ""
    edit: Edit | None = None


class PapernotesError(Exception):
    """One of the few things that stop a run; `code` is the exit code."""

    def __init__(self, message: str, hint: str = "", code: int = 2) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code


class LostBodyError(Exception):
    """A body that the cache should hold is gone: the build starts again without the cache."""


def in_order(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each diagnostic once, by file and line, those without a place last."""

    def place(problem: Diagnostic) -> tuple[bool, Span, str, str]:
        return problem.span is None, problem.span or Span(""), problem.code.value, problem.message

    first = {(each.code, each.message, each.span): each for each in reversed(diagnostics)}
    return tuple(sorted(first.values(), key=place))
