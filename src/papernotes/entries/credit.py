"""The plain part of a byline: who, when and where, read only if nothing is left over."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from msgspec import Struct

from papernotes.entries.names import People, people
from papernotes.entries.values import Find
from papernotes.entries.venues import YEAR, aside, date, is_known, is_venue, venue, venue_with_year

EM = ("\x02", "\x03")
"""What stands around an emphasised stretch in the text that `credit` reads."""

_EDGE = " \t\n.,;:-–—|·•/"
_PAREN = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]")
_EMPHASISED = re.compile(rf"{EM[0]}([^{EM[0]}{EM[1]}]*){EM[1]}")
_SPLITS = 6  # stops at which names may end
_LAST_YEAR = re.compile(rf"(?:^|(?<=[\s,.;(:])|(?<=al\.)|(?<=[a-z]))\(?({YEAR})[a-z]?\)?$")
_FIRST_YEAR = re.compile(rf"\(?({YEAR})\)?[\s,.:;-]+(?=\S)")
_LOUD = re.compile(rf"\b[A-Z]{{2,}}\b(?=[^,.;(]*\s{YEAR}\W*$)")  # "AI Open 2020"
_INITIAL = re.compile(r"(?:^|[\s.,-])(?:[^\W\d_]|Jr|Sr)\.$")
_YEAR = re.compile(YEAR)
_BY = re.compile(r"^(?:written |authored )?by:?\s+", re.I)
_STOP = re.compile(r"(?<=[^\W\d_]{2})[.;]\s+|(?<=\bal)\.?,?\s+|(?<=[^\W\d_]{2}),\s*(?=in\s)|\s+(?=in\s+[A-Z])")


class Credit(Struct, frozen=True):
    """What a byline says.

    `unclear` are the ways it can be read where there are several; `sure` says that it can be nothing but a byline:
    several names, initials, a year or a venue.
    """

    finds: tuple[Find, ...]
    sure: bool
    unclear: tuple[str, ...] = ()


@lru_cache(maxsize=256)  # a line is looked at when it is chosen and again when it is read
def credit(text: str) -> Credit | None:
    """Read names, date and venue ("A. B and C. D. *PNAS 2020*"); None if anything else is there too."""
    if len(text) > 50_000:
        return None
    text = text.replace("，", ", ")
    finds: list[Find] = []
    rest = _PAREN.sub(lambda paren: _taken(finds, aside(paren[1])) or paren[0], text) if len(text) < 5_000 else text
    open_: list[str] = []
    for part in (match[1].strip(_EDGE) for match in _EMPHASISED.finditer(rest)):
        told = _emphasised(part)
        finds += told
        open_ += [] if told or not part else [part]
    plain = " ".join(_EMPHASISED.sub(" ", rest).split()).strip(_EDGE.replace(".", "")).lstrip(_EDGE)
    plain = re.sub(r"\.\s+\.$", ".", plain)
    plain = plain if _INITIAL.search(plain) else plain.rstrip(_EDGE)
    plain = _BY.sub("", re.sub(r"\s+(?=[.,;])", "", plain))
    if not open_:
        return _plain(plain, finds, None)
    read = _plain(plain, finds, None) if plain else None
    if len(open_) == 1 and read and dict(read.finds).get("authors"):
        return Credit((*read.finds, *venue(open_[0])), True) if len(open_[0].split()) < 9 else None
    named = people(open_[0]) if len(open_) == 1 else None
    return _plain(plain, finds, named) if named else None


def _taken(finds: list[Find], found: tuple[Find, ...]) -> str:
    finds += found
    return " " if found else ""


def _emphasised(text: str) -> tuple[Find, ...]:
    """What an emphasised stretch says for itself: a date, a venue with or without a year."""
    if found := date(text):
        return (("issued", found),)
    return venue_with_year(text) or (tuple(venue(text)) if is_venue(text, named=True) else ())


def _plain(text: str, finds: list[Find], named: People | None) -> Credit | None:
    """The plain words around the emphasised ones."""
    if not named and _LOUD.search(text) and (found := venue_with_year(text)) and not text.count(","):
        return _credit(None, [*found, *finds])
    text, years = _dated(text)
    if not text:
        return _credit(named, _when(years, finds)) if years or finds or named else None
    if named:
        fits = is_venue(text) or (years and _is_plain_venue(text))
        return _credit(named, _when(years, [*venue(text), *finds])) if fits else None
    whole = people(text)
    if whole and (whole.choices or (whole.certain and not is_venue(text.rpartition(",")[2]))):
        return _credit(whole, _when(years, finds))
    for who, where in _splits(text):
        dated = bool(years or venue_with_year(where))
        if (is_venue(where, named=not dated) or (years and _is_plain_venue(where))) and (found_names := people(who)):
            return _credit(found_names, _when(years, [*venue(where), *finds]))
    if is_venue(text) and (years or is_known(text) or venue_with_year(text)):
        return _credit(None, _when(years, [*venue(text), *finds]))
    return _credit(whole, _when(years, finds)) if whole else None


def _is_plain_venue(text: str) -> bool:
    """Whether a text beside a year may be a venue although none of its words says so."""
    named = people(text)
    whole = named is not None and any(author.given for author in named.authors)
    return bool(re.match(r"[A-Z]", text)) and len(text.split()) < 6 and not whole and not re.search(r"[.:!?]", text)


def _when(years: list[Find], finds: list[Find]) -> list[Find]:
    """The finds with the date; a year that stands with a venue is the venue's own."""
    names = {name for name, _ in finds}
    if not years or "venue" not in names or "venue_year" in names:
        return [*years, *finds]
    issued = str(years[0][1])
    return [*finds, ("venue_year", issued[:4]), *(years if len(issued) > 4 else ())]


def _dated(text: str) -> tuple[str, list[Find]]:
    """A text without the date at its end or beginning, and that date."""
    if not _YEAR.search(text):
        return text, []
    for size in (3, 2):
        words = text.rsplit(None, size)
        if len(words) > 1 and (found := date(" ".join(words[1:]))) and len(found) > 4:
            return words[0].strip(_EDGE), [("issued", found)]
    if whole := date(text):
        return "", [("issued", whole)]
    if match := _LAST_YEAR.search(text):
        return text[: match.start()].strip(_EDGE.replace(".", "") + "(").strip(), [("issued", match[1])]
    if match := _FIRST_YEAR.match(text):
        return text[match.end() :], [("issued", match[1])]
    return text, []


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part names from a venue: at stops from the left, at the last commas, and the venue first."""
    for match in islice(_STOP.finditer(text), _SPLITS):
        yield text[: match.start()], text[match.end() :].strip(_EDGE)
    commas = [match.start() for match in re.finditer(",", text)]
    for comma in commas[:-4:-1]:
        yield text[:comma], text[comma + 1 :].strip(_EDGE)
    stop = re.search(r"(?<=\w\w)[.;]\s", text)
    for place in (stop.start() if stop else 0, commas[0] if len(commas) == 1 else 0):
        if place and is_venue(text[:place], named=True):
            yield text[place + 1 :], text[:place]


def _credit(named: People | None, finds: list[Find]) -> Credit | None:
    """The credit of these people and finds; one lone family name needs a date or venue beside it."""
    if named is None:
        return Credit(tuple(finds), True)
    if named.choices:
        return Credit(tuple(finds), True, named.choices) if finds else None
    lone = len(named.authors) == 1 and not named.authors[0].given and not named.et_al
    if lone and not any(field in ("issued", "venue_year") for field, _ in finds):
        return None
    et_al = (("et_al", True),) if named.et_al else ()
    return Credit((("authors", named.authors), *et_al, *finds), named.certain or bool(finds))


def holds_names(read: Credit) -> bool:
    """Whether a credit holds several names, one of them whole, or a name and a date."""
    found = dict(read.finds)
    authors = found.get("authors", ())
    return read.sure and (any(author.given for author in authors) or "et_al" in found or _is_dated(found))


def is_no_title(read: Credit) -> bool:
    """Whether a credit can be no part of a title: it has initials, "et al." or a date."""
    found = dict(read.finds)
    initials = any(re.match(r"[^\W\d_]\.", author.given) for author in found.get("authors", ()))
    several = len(found.get("authors", ())) > 1 or "venue" in found
    return ("authors" in found and _is_dated(found)) or "et_al" in found or (initials and several)


def has_initials(read: Credit) -> bool:
    """Whether a credit begins with a name that has initials."""
    authors = dict(read.finds).get("authors", ())
    return bool(authors) and re.match(r"[^\W\d_]\.", authors[0].given) is not None


def _is_dated(found: Mapping[str, Any]) -> bool:
    return "issued" in found or "venue_year" in found
