"""The table of fields; what front matter, entries, docs and did-you-mean know of a field stands here."""

import re
from functools import lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct

from papernotes.text import distance

Raw: TypeAlias = "str | list[Raw] | dict[str, Raw] | None"

Type = Literal[
    "text",
    "list",
    "authors",
    "number",
    "bool",
    "date",
    "status",
    "id",
    "url",
    "links",
    "venue",
    "type",
    "kind",
    "mentions",
]


class FieldError(ValueError):
    """A value that its field cannot hold; `hint` is what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Field(Struct, frozen=True):
    """One field: its name, the type of its values, its other names, and its line in docs/writing.md.

    `low` and `high` bound a number.
    """

    name: str
    type: Type
    text: str
    aliases: tuple[str, ...] = ()
    low: int = 0
    high: int = 999_999_999

    @property
    def is_relation(self) -> bool:
        """Whether its values are relations to other papers or notes."""
        return self.type == "mentions" and self.name != "not_same"


def _field(name: str, type: Type, text: str, aliases: str = "", low: int = 0, high: int = 999_999_999) -> Field:
    return Field(name, type, text, tuple(aliases.split()), low, high)


FIELDS: tuple[Field, ...] = (
    _field("title", "text", "The title; inline Markdown and math are allowed."),
    _field("short", "text", "The name in maps, lineages and lists.", "short_title shorttitle title_short"),
    _field(
        "authors",
        "authors",
        'The paper\'s authors: a list of "Given Family" or "Family, Given"; "et al." marks a truncated list.',
        "author creators creator authorstring",
    ),
    _field("by", "text", "Who wrote the note; the site's `author` if it is left out.", "annotator reviewer"),
    _field("year", "date", "The year in which the paper first appeared."),
    _field(
        "issued", "date", "When the paper first appeared: YYYY, YYYY-MM or YYYY-MM-DD.", "publication_date paper_date"
    ),
    _field(
        "venue",
        "venue",
        'Where it appeared; "NeurIPS 2017" gives the venue and the venue\'s own year.',
        "journal booktitle container_title conference publication",
    ),
    _field(
        "type", "type", "What it is: article, preprint, thesis, book, chapter, blog, course, talk, dataset, software."
    ),
    _field(
        "arxiv", "id", "The arXiv id or URL; a version (`v2`) is kept as the version read.", "eprint arxiv_id arxivid"
    ),
    _field("doi", "id", "The DOI, bare or as a URL."),
    _field("openreview", "id", "The OpenReview forum id or URL.", "forum openreview_id"),
    _field("acl", "id", "The ACL Anthology id or URL.", "acl_id aclanthology"),
    _field("dblp", "id", "The DBLP key or URL."),
    _field("s2", "id", "The Semantic Scholar paper or corpus id, or URL.", "semanticscholar s2id corpusid"),
    _field("isbn", "id", "The ISBN, of 10 or 13 digits."),
    _field("pmid", "id", "The PubMed id or URL.", "pubmed"),
    _field("id", "id", "Any of these ids, with its prefix or as a URL."),
    _field("url", "url", "The paper's address, or a file.", "link paper source paper_url paper_ref"),
    _field("pdf", "url", "The paper's PDF: a URL or a file.", "url_pdf pdf_url"),
    _field("code", "url", "The code: a URL.", "github repo url_code repository"),
    _field("video", "url", "A recorded talk: a URL or a file.", "url_video"),
    _field("slides", "url", "Slides: a URL or a file.", "url_slides"),
    _field("data", "url", "Data: a URL or a file.", "url_dataset dataset"),
    _field("project", "url", "The project's page.", "url_project website homepage"),
    _field("poster", "url", "A poster: a URL or a file.", "url_poster"),
    _field("links", "links", 'Any other links: `"Annotated version <https://…>"`.'),
    _field("citekey", "text", "The short name for citing.", "key citation_key ref"),
    _field("bibtex", "text", "Literal BibTeX that replaces the generated entry.", "bib"),
    _field("abstract", "text", "The paper's abstract.", "abstractnote"),
    _field("summary", "text", "The paper in one sentence, in your words.", "description tldr excerpt"),
    _field("topics", "list", "Topics; `/` nests them: `generalization/memorization`.", "topic categories category"),
    _field("keywords", "list", "Flat labels, as the authors or a list gave them.", "keyword key_word key_words"),
    _field("tags", "list", "A tag with `/`, or naming a topic note, is a topic; any other a keyword.", "tag"),
    _field("status", "status", "How far you are: to-read, reading, read, skimmed or dropped.", "reading_status"),
    _field("priority", "number", "How soon to read it: 1 (first) to 3.", "", 1, 3),
    _field("rating", "number", "How good it is: 1 to 5.", "stars", 1, 5),
    _field("read_on", "date", "When you read it.", "date_read"),
    _field("added", "date", "When it came on your list.", "date_added"),
    _field("why", "text", "Why to read it."),
    _field("pages", "number", "Its pages in all.", "numpages num_pages"),
    _field("page", "number", "The page you have reached."),
    _field("time", "number", "The minutes it takes to read.", "estimate"),
    _field("highlight", "bool", "Worth a look."),
    _field("skip", "bool", "Safe to skip."),
    _field("date", "date", "When the note was written.", "created date_created"),
    _field("updated", "date", "When the note was last changed.", "lastmod modified last_modified date_modified"),
    _field("builds_on", "mentions", "What it builds on; each mention may be followed by a dash and a reason."),
    _field("extends", "mentions", "What it extends."),
    _field("follows", "mentions", "What it follows."),
    _field("uses", "mentions", "What it uses."),
    _field("replicates", "mentions", "What it replicates."),
    _field("contradicts", "mentions", "What it contradicts."),
    _field("supersedes", "mentions", "What it supersedes."),
    _field("cites", "mentions", "What it cites.", "references"),
    _field("related", "mentions", "What is related to it.", "see_also"),
    _field("not_same", "mentions", "Papers that look the same and are not."),
    _field("lists", "list", "The lists it is in; `name#3` sets its place.", "reading_list reading_lists collections"),
    _field("query", "text", "A list, story or catalogue of all papers that match these words."),
    _field("order", "text", "The order of a story: by date, or with `file` as in its file."),
    _field("show_status", "bool", "Whether a list shows your own reading status."),
    _field("entry_venue", "venue", "The venue of entries that name none."),
    _field("entry_year", "date", "The year of entries that name none."),
    _field("entry_topics", "list", "The topics of entries that name none."),
    _field("entry_keywords", "list", "The keywords of entries that name none."),
    _field(
        "aliases", "list", "Other names; one with `/` is also a redirect from an old address.", "alias redirect_from"
    ),
    _field(
        "kind", "kind", "What the note is: paper, note, topic, list, story, digest, catalogue, author, venue or page."
    ),
    _field("slug", "text", "The name of its page."),
    _field("lang", "text", "Its language, as `en` or `zh-Hans`.", "language"),
    _field("draft", "bool", "Not ready: left out by `build`, shown and marked by `serve`."),
    _field("private", "bool", "For you alone: left out by `build`, shown and marked by `serve`."),
    _field(
        "publish",
        "bool",
        "Whether it is published: `false` hides it, `true` shows it where only marked notes are.",
        "published",
    ),
    _field("image", "url", "A picture that stands for the note: a URL or a file."),
    _field("image_alt", "text", "What the picture shows."),
    _field("weight", "number", "Its place among others, the smallest first.", "", -999_999),
)

_BY_KEY = {field.name: field for field in FIELDS} | {alias: field for field in FIELDS for alias in field.aliases}

# Keys that other programs write into front matter; a name that looks like one of ours is meant all the same.
FOREIGN = frozenset(
    "layout cover toc permalink math mathjax katex comments series class css cssclass cssclasses icon banner featured "
    "hidden sitemap robots menu parent nav_order header footer sidebar level notes name state place thumbnail "
    "thumbnail_alt byline subtitle logo color colour theme template view views sort share social rss feed locale "
    "outputs resources cascade build linktitle cards_deck enabletoc sticker position uid uuid guid file files version "
    "license rights edition number volume issue publisher editor editors series month day note annote address".split()
)


@lru_cache(maxsize=4096)
def plain_key(key: str) -> str:
    """The form in which keys are compared: case, hyphen, underscore and blank do not count."""
    return re.sub(r"[-_\s]+", "_", key.strip().casefold())


def lookup(key: str) -> Field | None:
    """The field that a key names, by its name or an alias; case does not count, `-`, `_` and blank are alike."""
    return _BY_KEY.get(plain_key(key))


@lru_cache(maxsize=4096)
def near(key: str, more: tuple[str, ...] = ()) -> str:
    """The known key within edit distance 2 of an unknown one (1 for four letters), "" for short and foreign keys.

    `more` are keys that are known besides those of the table.
    """
    wanted = plain_key(key)
    if len(wanted) <= 3 or wanted in FOREIGN:
        return ""
    limit = 1 if len(wanted) == 4 else 2
    known = [name for name in (*_BY_KEY, *more) if len(name) > 3]
    best = min(known, key=lambda name: distance(wanted, name, limit))
    return best if distance(wanted, best, limit) <= limit else ""
