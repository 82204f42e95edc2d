"""What programs read in a page: tags for Zotero and search engines, COinS, JSON-LD.

What Zotero makes of the tags was tried with its translators: a sole author with blanks on both sides of the comma
needs a semicolon, or he becomes two; COinS beat the tags, so a page of a paper has none.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from msgspec.structs import replace

from papernotes import graph
from papernotes.formats.kinds import kind
from papernotes.formats.text import Name, address, first_ids, line, pages, people
from papernotes.graph import Site
from papernotes.graph.files import file_target, is_local
from papernotes.graph.site import once
from papernotes.model.graph import Card, Paper
from papernotes.model.page import Html
from papernotes.model.written import Facts
from papernotes.text import safe_url
from papernotes.views.absolute import absolute
from papernotes.views.beside import copy_of, feed_of
from papernotes.views.fills import pdf_of
from papernotes.views.sections import Meta, writer

MOST_ITEMS = 100
MOST_AUTHORS = 20
_CONTAINERS = {
    "journalArticle": "citation_journal_title",
    "conferencePaper": "citation_conference_title",
    "bookSection": "citation_book_title",
    "thesis": "citation_dissertation_institution",
    "report": "citation_technical_report_institution",
    "book": "citation_publisher",
}
_PLAIN = ("journalArticle", "conferencePaper")
"""Types that Zotero sees by their container."""

Tag = tuple[str, str]


def with_paper(site: Site, meta: Meta, paper: Paper) -> Meta:
    """The frame of a paper's page."""
    url = graph.paper_url(paper.name)
    main = paper.notes[0] if paper.notes else None
    return replace(
        meta,
        copy=copy_of(site, url),
        image=_image(site, paper.fields.image, main),
        image_alt=paper.fields.image_alt,
        tags=tuple(citation(paper)) if site.config.zotero else (),
        data=_data(_review(site, paper, main)) if main else Html(""),
    )


def with_note(site: Site, meta: Meta, facts: Facts | None) -> Meta:
    """The frame of the page of a note that is not about one paper, if it has one."""
    if facts is None:
        return meta
    url = graph.url(site, facts)
    image = _image(site, facts.paper.image, facts)
    return replace(meta, copy=copy_of(site, url), image=image, image_alt=facts.paper.image_alt)


def with_papers(site: Site, meta: Meta, url: str, urls: Iterable[str], *, save: bool = True) -> Meta:
    """The frame of a page that lists papers, at `url`; they can be saved from it at once if `save` is set."""
    facts = graph.note_at(site, url)
    shown = replace(with_note(site, meta, facts), feed=feed_of(site, url))
    cards = [card for each in dict.fromkeys(urls) if each and (card := graph.card(site, each))]
    saved = (coins(site, graph.name_of(card.url)) for card in cards if card.kind == "paper")
    is_on = save and site.config.zotero
    return replace(shown, data=_data(_items(site, meta.title, cards)), coins=tuple(saved) if is_on else ())


def citation(paper: Paper) -> Iterator[Tag]:
    """The tags by which Zotero and Google Scholar know the paper of a page: name and content."""
    yield from ((name, value) for name, value in _citation(paper) if value)


def _citation(paper: Paper) -> Iterator[Tag]:
    fields, details, what = paper.fields, dict(paper.fields.details), kind(paper).zotero
    ids = first_ids(fields.ids)
    authors, editors = people(fields)
    is_sole = len(authors) == 1
    yield "citation_title", line(graph.title(paper).text)
    yield from (("citation_author", _author(name, is_sole)) for name in authors)
    yield from (("citation_editor", _author(name, len(editors) == 1)) for name in editors)
    yield "citation_publication_date", (fields.venue_year or fields.issued).replace("-", "/")
    if what not in _PLAIN:
        yield "z:itemType", what
    if what == "preprint":
        yield "z:repository", line(fields.venue) or ("arXiv" if "arxiv" in ids else "")
        yield "z:archiveID", f"arXiv:{ids['arxiv']}" if "arxiv" in ids else ""
    else:
        yield _CONTAINERS.get(what, "citation_publisher"), line(fields.venue)
    yield "citation_volume", line(details.get("volume", ""))
    yield "citation_issue", line(details.get("number", ""))
    yield from zip(("citation_firstpage", "citation_lastpage"), pages(details), strict=True)
    yield "citation_isbn", ids.get("isbn", "")
    yield "citation_doi", _doi(ids, what)
    yield "citation_public_url", address(fields)
    pdf = pdf_of(fields)
    yield "citation_pdf_url", pdf if "://" in pdf and safe_url(pdf) else ""
    yield "citation_abstract", line(fields.abstract.text) if fields.abstract else ""


def _doi(ids: dict[str, str], what: str) -> str:
    """The DOI; of a preprint else the one that arXiv gives each of its papers."""
    own = f"10.48550/arXiv.{ids['arxiv']}" if "arxiv" in ids and what == "preprint" else ""
    return ids.get("doi") or own


def _author(name: Name, is_sole: bool) -> str:
    family, given = name
    if not given:
        return family
    needs_end = is_sole or (" " in family and " " in given)
    return f"{family}, {given}{';' if needs_end else ''}"


@once
def coins(site: Site, name: str) -> str:
    """A paper as a ContextObject in the Dublin Core form; its type stands last, or its title would be its container."""
    paper = graph.paper(site, name)
    assert paper is not None, f"there is no paper {name}"
    pairs = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"), *_coins(paper)]
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in pairs if value)


def _coins(paper: Paper) -> Iterator[Tag]:
    fields, what = paper.fields, kind(paper).zotero
    ids, (authors, _) = first_ids(fields.ids), people(fields)
    doi, url, venue = _doi(ids, what), address(fields), line(fields.venue)
    yield "rft.title", line(graph.title(paper).text)
    yield from (("rft.au", ", ".join(filter(None, name))) for name in authors)
    yield "rft.date", fields.venue_year or fields.issued
    if what == "preprint":
        yield "rft.publisher", venue or ("arXiv" if "arxiv" in ids else "")
    elif what in ("journalArticle", "conferencePaper", "bookSection", "blogPost", "webpage"):
        yield "rft.source", venue
    else:
        yield "rft.publisher", venue
    yield "rft_id", f"info:doi/{doi}" if doi else ""
    yield "rft_id", url
    yield "rft.type", what


def _image(site: Site, image: str, facts: Facts | None) -> str:
    """The full address of a picture of the note, "" without one or without the address of the site."""
    base = site.config.base_url.rstrip("/")
    if not image or not base:
        return ""
    if image.startswith("files/"):
        return absolute(base)(image)
    if is_local(image):
        return absolute(base)(target) if facts and (target := file_target(site, image, facts.path).url) else ""
    return safe_url(image) or ""


def _data(value: dict[str, Any]) -> Html:
    """JSON-LD (https://schema.org) that no `<` in it can end."""
    text = json.dumps({"@context": "https://schema.org", **value}, ensure_ascii=False, separators=(",", ":"))
    return Html(text.replace("<", "\\u003c"))


def _review(site: Site, paper: Paper, facts: Facts) -> dict[str, Any]:
    """The note as a review of the paper by the one who wrote it."""
    fields = paper.fields
    by = writer(site, facts)
    authors, _ = people(fields)
    names = (" ".join(filter(None, (given, family))) for family, given in authors[:MOST_AUTHORS])
    reviewed = {
        "@type": "Book" if kind(paper).csl == "book" else "ScholarlyArticle",
        "name": line(graph.title(paper).text),
        "author": [{"@type": "Person", "name": name} for name in names],
        "datePublished": fields.issued,
        "url": address(fields),
    }
    return {
        "@type": "Review",
        **({"author": {"@type": "Person", "name": by}} if by else {}),
        **({"datePublished": facts.note.date} if facts.note.date else {}),
        **({"reviewRating": {"@type": "Rating", "ratingValue": fields.rating}} if fields.rating else {}),
        "itemReviewed": {name: value for name, value in reviewed.items() if value},
    }


def _items(site: Site, title: str, cards: list[Card]) -> dict[str, Any]:
    """The nodes of a page in their order, the first hundred by name."""
    base = site.config.base_url.rstrip("/")
    items = [
        {"@type": "ListItem", "position": number, "name": card.text}
        | ({"url": absolute(base)(card.url)} if base else {})
        for number, card in enumerate(cards[:MOST_ITEMS], 1)
    ]
    return {"@type": "ItemList", "name": title, "numberOfItems": len(cards), "itemListElement": items}
