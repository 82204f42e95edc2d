"""Notes as sections of a page: headings at the right level, bodies with their holes filled."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from msgspec import Struct

from papernotes import graph, markdown
from papernotes.graph import Site
from papernotes.model.page import Heading, Html, Line, Woven
from papernotes.model.written import Facts, Inline, Piece
from papernotes.views.fills import NO_LABELS, Labels, heading, line, numbered, words, woven

LONGEST = 200  # characters of a description
RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he khw ks ku nqo ps sd syr ug ur yi".split())


class Meta(Struct, frozen=True, omit_defaults=True):
    """What the frame of a page needs: plain title and description, the view it belongs to, language, robots.

    `root` is the path of the site where links cannot be relative. For programs: the Markdown `copy` and the `feed`
    beside the page, the full address of an `image` and what that shows, `tags` by name and content, JSON-LD as `data`,
    papers as `coins`.
    """

    title: str = ""
    description: str = ""
    section: str = ""
    lang: str = ""
    right_to_left: bool = False
    noindex: bool = False
    root: str = ""
    copy: str = ""
    feed: str = ""
    image: str = ""
    image_alt: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    data: Html = Html("")
    coins: tuple[str, ...] = ()


class Section(Struct, frozen=True, omit_defaults=True):
    """A stretch of a note as shown; `plain` is the heading for contents, `entries` index into the page's entries.

    `nameless` says that the body is an item that should be an entry and names nothing.
    """

    heading: Heading | None = None
    plain: Html = Html("")
    body: Woven | None = None
    year: str = ""
    folded: bool = False
    nameless: bool = False
    entries: tuple[int, ...] = ()


class Colophon(Struct, frozen=True, omit_defaults=True):
    """What stands below a note: properties that papernotes does not know, and where a change can be proposed."""

    properties: tuple[tuple[str, str], ...] = ()
    edit: str = ""


def meta(
    title: str, section: str = "", facts: Facts | None = None, description: str = "", *, noindex: bool = False
) -> Meta:
    """The frame of a page; its language is that of the note it shows, if there is one."""
    lang = facts.note.lang if facts else ""
    is_rtl = lang.split("-")[0].lower() in RIGHT_TO_LEFT
    return Meta(title, shorten(description), section, lang, is_rtl, noindex)


def about(site: Site, facts: Facts | None) -> str:
    """What a note says first, in plain words: its summary, else its excerpt."""
    return plain(site, facts.paper.summary or facts.excerpt, facts.path) if facts else ""


def summary(site: Site, facts: Facts | None) -> Line | None:
    """A note's summary as a line."""
    return line(site, facts.paper.summary, facts.path) if facts and facts.paper.summary else None


def writer(site: Site, facts: Facts | None) -> str:
    """Who wrote a note: the one it names, else the author of the site."""
    return (facts.note.by if facts else "") or site.config.author


def plain(site: Site, said: Inline | None, path: str) -> str:
    """A line written in the note at `path` in plain words, as its page shows them."""
    if said is None or not said.refs:
        return said.text if said else ""
    return words(line(site, said, path), markdown.formula_words)


def colophon(site: Site, facts: Facts | None) -> Colophon:
    """The end of a note's page, as the settings want it."""
    if facts is None:
        return Colophon()
    shown = site.config.show_properties
    properties = tuple(pair for pair in facts.note.extra if shown is True or (shown and pair[0] in shown))
    return Colophon(properties, site.config.edit_url.replace("{path}", quote(facts.path)))


def shorten(text: str) -> str:
    """A text cut between words, so that it is no longer than a description may be."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def sections(
    site: Site, facts: Facts, top: int = 2, prefix: str = "", labels: Labels = NO_LABELS
) -> tuple[Section, ...]:
    """A note's pieces as shown, its highest headings at level `top`, none more than one below the last."""
    return tuple(
        Section(
            heading=heading(site, piece, facts.path, level, prefix, labels),
            plain=graph.plain_html(piece.title) if piece.title else Html(""),
            body=woven(site, piece.prose, facts.path, prefix, labels, numbered(number)) if piece.prose else None,
            year=piece.year,
            folded=piece.folded,
            nameless=piece.nameless,
            entries=piece.entries,
        )
        for number, (piece, level) in enumerate(zip(facts.pieces, levels(facts.pieces, top), strict=True))
    )


def levels(pieces: Iterable[Piece], top: int) -> Iterator[int]:
    """The level of each piece's heading on a page, so that no level is left out on the way down."""
    pieces = tuple(pieces)
    highest = min((piece.level for piece in pieces if piece.level), default=1)
    last = top - 1
    for piece in pieces:
        if piece.level:
            last = min(piece.level - highest + top, last + 1)
        yield last
