"""What a paper's claims say together: the first non-empty value of each field wins."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from papernotes import identifiers
from papernotes.graph.claims import ENTRY, NOTE, Claim
from papernotes.graph.files import file_target, is_local
from papernotes.graph.hierarchy import promoted, topic_path
from papernotes.graph.site import Site
from papernotes.identifiers import SCHEMES
from papernotes.model.written import FILES, Link, PaperFields

_GATHERED = ("ids", "links", "topics", "keywords", "details")
_TOGETHER = ("et_al", "venue_year", "issued", "status")  # decided together with another field, or by a rule of its own
_FIRST = tuple(name for name in PaperFields.__struct_fields__ if name not in (*_GATHERED, *_TOGETHER))


def citekeys(claims: Iterable[Claim]) -> tuple[str, ...]:
    """All citekeys of a paper as they are written, the main note's first."""
    return tuple(dict.fromkeys(key for claim in claims for key in claim.citekeys))


def merged(site: Site, claims: Sequence[Claim]) -> PaperFields:
    """The fields of a paper from its claims, the strongest first."""
    values = dict(_first(site, claims))
    notes = [claim.facts for claim in claims if claim.source == NOTE and claim.facts]
    if not (values.get("title") or claims[0].fields.title) and notes:
        values["title"] = notes[0].title
    if keys := citekeys(claims):
        values["citekey"] = keys[0]
    values["et_al"] = next((claim.fields.et_al for claim in claims if claim.fields.authors), False)
    values["ids"] = ids(claims)
    values["status"] = status(claims)
    values.update(_dates(claims, values.get("venue", claims[0].fields.venue), values["ids"]))
    values.update(_labels(site, claims))
    links = {link.url: link for claim in reversed(claims) for link in reversed(_links(site, claim))}
    values["links"] = tuple(reversed(links.values()))
    values["details"] = tuple({**dict(pair for claim in reversed(claims) for pair in claim.fields.details)}.items())
    return msgspec.structs.replace(claims[0].fields, **values)


def _first(site: Site, claims: Sequence[Claim]) -> Iterator[tuple[str, Any]]:
    """The first value of each field, where it is not what the strongest claim says, as it stands there."""
    strongest, *others = claims
    for name in _FIRST if others else FILES:
        claim, value = strongest, getattr(strongest.fields, name)
        if others and not value:
            claim = next((each for each in others if getattr(each.fields, name)), strongest)
            value = getattr(claim.fields, name)
        if value and name in FILES:
            yield name, _address(site, claim, value)
        elif claim is not strongest:
            yield name, value


def ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    """All ids of a paper, the strongest scheme first."""
    written = dict.fromkeys(key for claim in claims for key in (*claim.fields.ids, *_mentioned(claim)))
    return tuple(sorted(written, key=lambda key: SCHEMES.index(key.partition(":")[0])))


def _mentioned(claim: Claim) -> Iterable[str]:
    return (key for key in claim.keys if key.partition(":")[0] in SCHEMES and not key.startswith("isbn:"))


def _links(site: Site, claim: Claim) -> list[Link]:
    """A claim's labelled links, those to files as they are published."""
    links = [msgspec.structs.replace(link, url=_address(site, claim, link.url)) for link in claim.fields.links]
    return [link for link in links if link.url]


def _address(site: Site, claim: Claim, address: str) -> str:
    """A URL as it is, a file by its place in the site; "" where it is not published."""
    if claim.facts is None or not is_local(address):
        return address
    return file_target(site, address, claim.facts.path).url


def _dates(claims: Sequence[Claim], venue: str, keys: Sequence[str]) -> dict[str, str]:
    """When the paper and its venue's volume appeared: an arXiv id tells the month where no note says more.

    The year that a record or entry gives is then the venue's, "2014, ICLR 2015", unless it is an earlier one: the paper
    came to arXiv when it had appeared already.
    """
    said = next((claim.fields.issued for claim in claims if claim.source == NOTE and claim.fields.issued), "")
    weaker = next((claim.fields.issued for claim in claims if claim.source != NOTE and claim.fields.issued), "")
    month = next((issued for key in keys if (issued := identifiers.issued(key))), "")
    issued = said or (month if not weaker or month[:4] <= weaker[:4] else "") or weaker
    if said and month[:4] == said:
        issued = month
    same = (claim.fields for claim in claims if claim.fields.venue in ("", venue))
    year = next((fields.venue_year for fields in same if fields.venue_year), "")
    if venue and not year and issued == month != "":
        year = next((claim.fields.issued[:4] for claim in claims if _is_dated(claim)), "")
    return {"issued": issued, "venue_year": year}


def _is_dated(claim: Claim) -> bool:
    """Whether a record or the lines of an entry give a year: that of a section or an id is when the paper appeared."""
    if claim.source != ENTRY or claim.facts is None:
        return claim.source != NOTE and bool(claim.fields.issued)
    return claim.facts.entries[claim.index].dated


def status(claims: Iterable[Claim]) -> str:
    """The status that a note gives, else the first checkbox in a list that shows one's own."""
    claims = tuple(claims)
    said = next((claim.fields.status for claim in claims if claim.source != ENTRY and claim.fields.status), "")
    ticked = next((tick for claim in claims if (tick := ticked_status(claim))), "")
    return said or ticked or next((claim.fields.status for claim in claims if claim.fields.status), "")


def ticked_status(claim: Claim) -> str:
    """The status that a list's checkbox gives."""
    if claim.source != ENTRY or claim.facts is None or claim.facts.kind != "list" or not claim.facts.note.show_status:
        return ""
    return claim.facts.entries[claim.index].status


def _labels(site: Site, claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
    """Topics and keywords as first written; a keyword that names a topic note is a topic."""
    keywords = {
        keyword.casefold(): keyword for claim in reversed(claims) for keyword in reversed(claim.fields.keywords)
    }
    written = [topic for claim in claims for topic in claim.fields.topics]
    plain: list[str] = []
    for keyword in reversed(keywords.values()):
        if path := promoted(site, keyword):
            written.append(path)
        else:
            plain.append(keyword)
    topics = {path: topic for topic in reversed(written) if (path := topic_path(site, topic))}
    return {"topics": tuple(reversed(topics.values())), "keywords": tuple(plain)}
