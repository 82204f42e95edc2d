"""Finds become the values of `PaperFields`: who says it first, what goes beside, what clashes."""

import re
from collections.abc import Iterable
from typing import Any

from papernotes import identifiers
from papernotes.entries.labels import FALLBACK, name
from papernotes.entries.values import Find
from papernotes.model.written import Link, Ref

_SCHEMES = {"arxiv": "arXiv", "openreview": "OpenReview", "acl": "ACL Anthology", "pmid": "PubMed"}
_ADDRESSES = ("url", "pdf", "code", "video", "slides", "data", "project", "poster")


class Collected:
    """Finds in the order they come: the first of a field wins, ids of one kind clash, further addresses are links."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.refs: list[Ref] = []
        self.clashes: list[tuple[str, str]] = []
        self._schemes: dict[str, str] = {}
        self._links: list[Link] = []
        self._foreign = ""

    def take(self, field: str, value: Any) -> None:
        """Take one find; an address right behind an id that clashes is that paper's, not this one's."""
        match field:
            case "ids":
                for key in (value,) if isinstance(value, str) else value:
                    self._id(key)
            case "refs":
                self.refs.append(value)
            case "links":
                self._links += [value] if isinstance(value, Link) else value
            case "keywords" | "topics":
                self.values[field] = tuple(dict.fromkeys((*self.values.get(field, ()), *value)))
            case _ if field in _ADDRESSES:
                self._address(field, value)
            case _ if field != "version" or not self._foreign:
                self.values.setdefault(field, value)
        if field not in ("ids", "version", *_ADDRESSES):
            self._foreign = ""

    def _id(self, key: str) -> None:
        first = self._schemes.setdefault(key.partition(":")[0], key)
        self._foreign = key if first != key else ""
        if self._foreign and (first, key) not in self.clashes:
            self.clashes.append((first, key))

    def _address(self, field: str, url: str) -> None:
        if self._foreign or self.values.setdefault(field, url) != url:
            self._links.append(Link(self._foreign or _label(field, url), url))
        self._foreign = ""

    def finish(self) -> dict[str, Any]:
        """The values for `PaperFields`."""
        if self._schemes:
            self.values["ids"] = tuple(self._schemes.values())
        taken = {self.values.get(field) for field in _ADDRESSES}
        links = tuple(dict.fromkeys(link for link in self._links if link.url not in taken))
        return _promoted(self.values, links)


def _label(field: str, url: str) -> str:
    """What a further address is called: by the kind of its id, its host, its field."""
    found = identifiers.recognise(url)
    if found or field not in ("url", "pdf"):
        return _SCHEMES.get(found.scheme, found.scheme.upper()) if found else field
    return re.sub(r"^\w+://(?:www\.)?|/.*$", "", url) or field


def collect(finds: Iterable[Find]) -> tuple[Collected, dict[str, Any]]:
    """All finds of an entry, and the values for `PaperFields` that they make."""
    found = Collected()
    for field, value in finds:
        found.take(field, value)
    return found, found.finish()


def _promoted(values: dict[str, Any], links: tuple[Link, ...]) -> dict[str, Any]:
    """With a website or blog post as the paper's address where nothing better is known."""
    if not any(values.get(field) for field in ("url", "pdf", "ids")):
        found = next((link for link in links if name(link.label) in FALLBACK), None)
        if found:
            values["url"] = found.url
            if kind := FALLBACK[name(found.label)]:
                values.setdefault("type", kind)
            links = tuple(link for link in links if link != found)
    return values | ({"links": links} if links else {})
