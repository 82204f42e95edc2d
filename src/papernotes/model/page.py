"""What the reader gets: pages as values, with everything they show."""

from msgspec import Struct


class Html(str):
    """Markup that is safe to print unescaped; made only by markdown, figures and weave."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class View(Struct, frozen=True):
    """The data of one page; subclasses hold only str, int, float, bool, None, tuples, Html and such structs."""


class Card(Struct, frozen=True, omit_defaults=True):
    """All that anyone may see of another node; `url` is its path in the site.

    `title` has no links of its own; `byline` is "Vaswani, Shazeer and others"; `published` says where and when: "2014,
    ICLR 2015" of a paper older than its venue's volume; `built_on` counts the papers that
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
    published: str = ""
    status: str = ""
    progress: int = 0
    built_on: int = 0
    noted: bool = False


class Found(Struct, frozen=True, omit_defaults=True):
    """Papers that a query found, and what they have in common: `by`, `key`, `title` and `url` as in `Group`."""

    cards: tuple[Card, ...]
    by: str = ""
    key: str = ""
    title: str = ""
    url: str = ""


class Results(Struct, frozen=True, omit_defaults=True):
    """What a query finds: nothing, some groups, and how many more papers; or that it could not be read."""

    text: str
    groups: tuple[Found, ...] = ()
    more: int = 0
    is_wrong: bool = False


class Fill(Struct, frozen=True, omit_defaults=True):
    """What goes into a hole.

    kind    link    `<a href>`; broken  `<span class="broken" title>`; text  only the words
            image   `<img>`; embed  the pieces of another note; query  the `results` of one
    href    path in the site (made relative when woven), "#anchor", or a full URL
    label   what is shown where the hole has no words of its own
    """

    kind: str
    href: str = ""
    label: Html = Html("")
    title: str = ""
    paired: bool = False
    size: str = ""
    paper: bool = False
    embed: tuple["Woven | Line | Heading", ...] = ()
    results: Results | None = None


class Line(Struct, frozen=True, tag="line"):
    """An `Inline` whose holes are filled."""

    parts: tuple[str | int, ...]
    fills: tuple[Fill, ...] = ()


class Woven(Struct, frozen=True, tag="woven"):
    """A body by digest, with its holes filled; `prefix` keeps ids apart where several notes stand on one page."""

    digest: str
    fills: tuple[Fill, ...] = ()
    prefix: str = ""


class Heading(Struct, frozen=True, tag="heading"):
    """A heading of a note as shown: `level` counts from 2."""

    level: int
    title: Line
    text: str
    anchor: str = ""


class NavLink(Struct, frozen=True):
    """An entry of the navigation: the key of its word in words/<language>.toml, or a label of the user's own."""

    word: str
    url: str
    label: str = ""


class Chrome(Struct, frozen=True):
    """What is on every page: it depends on settings and on which page kinds exist, nothing else.

    `nav` are the views in the bar, `also` those that stand only at the foot of the page.
    """

    title: str
    description: str = ""
    author: str = ""
    language: str = "en"
    base_url: str = ""
    feed: bool = False
    papers: bool = False
    csp: str = ""
    nav: tuple[NavLink, ...] = ()
    also: tuple[NavLink, ...] = ()


class Page(Struct, frozen=True):
    """A page as a value: where it goes, the template that renders it, what it shows."""

    url: str
    template: str
    view: View
    chrome: Chrome


class Copy(Struct, frozen=True):
    """A file that is copied as it is: `path` on disk."""

    url: str
    path: str
