"""llms.txt: what the site holds, with links to the Markdown copies of its notes (https://llmstxt.org)."""

from collections.abc import Iterator

from msgspec import Struct

from papernotes.formats.markdown import escape
from papernotes.graph import Site
from papernotes.graph.backlinks import notes_on
from papernotes.model.page import Chrome, Html, Page, View
from papernotes.pages import exports, note
from papernotes.views.absolute import absolute
from papernotes.views.beside import copies
from papernotes.views.fills import words
from papernotes.views.sections import shorten, summary

SECTIONS = (
    ("stories", ("story",)),
    ("lists", ("list",)),
    ("digests", ("digest",)),
    ("catalogues", ("catalogue",)),
    ("topics", ("topic",)),
    ("notes", note.KINDS),
    ("papers", ("paper",)),
)
"""The sections, by the words of their headings, with the kinds of notes in each."""


class Item(Struct, frozen=True):
    """A link with what is behind it; all are Markdown."""

    title: Html
    url: Html
    gist: Html


class LlmsView(View, frozen=True):
    """Title and description as Markdown, the sections by the word of their heading, and the data files."""

    title: Html
    about: Html
    sections: tuple[tuple[str, tuple[Item, ...]], ...]
    files: tuple[Html, ...]


def keys(site: Site) -> Iterator[str]:
    """`llms.txt`, if there is a note."""
    if copies(site):
        yield "llms.txt"


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The file."""
    if key not in keys(site):
        return None
    found = {word: tuple(_items(site, kinds)) for word, kinds in SECTIONS}
    sections = tuple((word, items) for word, items in found.items() if items)
    files = tuple(_url(site, name) for name in exports.keys(site) if name != "_redirects")
    view = LlmsView(Html(escape(chrome.title)), Html(escape(chrome.description)), sections, files)
    return Page(key, "llms.txt", view, chrome)


def _items(site: Site, kinds: tuple[str, ...]) -> Iterator[Item]:
    for copy, url in copies(site).items():
        facts = notes_on(site, url)[0]
        if facts.kind in kinds:
            gist = summary(site, facts)
            about = Html(escape(shorten(words(gist)))) if gist else Html("")
            yield Item(Html(escape(facts.title.text)), _url(site, copy), about)


def _url(site: Site, path: str) -> Html:
    """A full address if that of the site is known, else one as seen from the file."""
    base = site.config.base_url.rstrip("/")
    full = absolute(base)(path)
    return Html(full if base else full.removeprefix("/"))
