"""The links of a paper: what leads to it and to its pdf, code, talk, and what else was said of it."""

from collections.abc import Iterator

from msgspec import Struct

from papernotes import graph, identifiers
from papernotes.graph import Site
from papernotes.model.written import PaperFields, Ref
from papernotes.text import safe_url
from papernotes.views.fills import pdf_of

PLACES = ("code", "video", "slides", "data", "project", "poster")
WORKS = {type: f"link_{type}" for type in ("blog", "book", "course", "talk", "thesis")}
SCHEMES = ("arxiv", "doi", "openreview", "acl", "pmid", "dblp", "s2")


class Link(Struct, frozen=True):
    """A link under a word of the interface (`link_pdf`), or under the author's own label."""

    url: str
    word: str = ""
    label: str = ""


def home(fields: PaperFields) -> str:
    """The address a paper's title leads to: its own URL, else the strongest id's, else its pdf."""
    ids = {key.partition(":")[0]: key for key in reversed(fields.ids)}
    found = [fields.url, *(identifiers.link(ids[scheme]) for scheme in SCHEMES if scheme in ids), fields.pdf]
    return next((safe for url in found if "://" in url and (safe := safe_url(url))), "")


def links(site: Site, fields: PaperFields, path: str) -> tuple[Link, ...]:
    """Every link once, the paper itself first; files are looked for beside the note at `path`."""
    found: dict[str, Link] = {}
    for link in _all(fields):
        url = _address(site, link.url, path)
        if url:
            found.setdefault(url, Link(url, link.word, link.label))
    return tuple(found.values())


def _all(fields: PaperFields) -> Iterator[Link]:
    yield from (Link(url, _word(url, fields)) for url in (home(fields), fields.url))
    yield Link(pdf_of(fields), "link_pdf")
    yield from (Link(getattr(fields, place), f"link_{place}") for place in PLACES)
    own = str(identifiers.recognise(fields.url) if fields.url else "")
    for scheme in SCHEMES:
        keys = (key for key in fields.ids if key.startswith(f"{scheme}:") and key != own)
        yield from (Link(identifiers.link(key), f"link_{scheme}") for key in keys)
    yield from (Link(link.url, label=link.label) for link in fields.links)


def _word(url: str, fields: PaperFields) -> str:
    """What a link to the paper itself is called; where it is no article or its pdf alone, that."""
    found = identifiers.recognise(url) if url else None
    if found is None or found.scheme not in SCHEMES:
        return "link_pdf" if url == fields.pdf != fields.url else WORKS.get(fields.type, "link_url")
    return "link_abstract" if found.scheme == "arxiv" else f"link_{found.scheme}"


def _address(site: Site, url: str, path: str) -> str:
    """A full URL if it is safe, the place of a file that is copied; "" for anything else."""
    if "://" in url or url.startswith("mailto:"):
        return safe_url(url) or ""
    if url.startswith("files/"):
        return url
    target = graph.resolve(site, Ref("link", url), path) if url else None
    return target.url if target and target.kind == "file" else ""
