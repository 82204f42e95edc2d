"""What an entry says becomes a `Record`: BibTeX and biblatex fields → the fields of a paper."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from papernotes import identifiers
from papernotes.bibliography.dates import issued
from papernotes.bibliography.names import people
from papernotes.bibliography.words import from_tex
from papernotes.fields import parse_venue
from papernotes.formats.tex import decode
from papernotes.identifiers import Identifier
from papernotes.model.problem import Code, Diagnostic
from papernotes.model.settings import Parsing
from papernotes.model.written import Author, Inline, PaperFields
from papernotes.text import safe_url

TYPES = {
    **dict.fromkeys(("article", "inproceedings", "conference", "suppperiodical"), "article"),
    **dict.fromkeys(("incollection", "inbook", "bookinbook", "suppbook", "suppcollection", "inreference"), "chapter"),
    **dict.fromkeys(("book", "booklet", "mvbook", "collection", "mvcollection", "manual", "periodical"), "book"),
    **dict.fromkeys(("proceedings", "mvproceedings", "reference", "mvreference"), "book"),
    **dict.fromkeys(("thesis", "phdthesis", "mastersthesis"), "thesis"),
    **dict.fromkeys(("report", "techreport"), "report"),
    **dict.fromkeys(("unpublished", "preprint"), "preprint"),
    **dict.fromkeys(("online", "electronic", "www", "webpage"), "webpage"),
    "misc": "",
}
"""What a BibTeX type is in our words; a type not named here stands for itself."""

_KEPT = "journal booktitle publisher school institution organization howpublished volume number pages series edition"
_DETAILS = {name: name for name in f"{_KEPT} chapter month address isbn type eid".split()} | {
    "journaltitle": "journal",
    "location": "address",
    "issue": "number",
}
_VENUES = "journaltitle journal booktitle eventtitle school institution howpublished organization publisher".split()
_LINKS = ("pdf", "code", "video", "slides", "data", "project", "poster")
_PREPRINT = re.compile(r"(?:arxiv|corr|computing research repository)\b", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([%&#_$~{}])|\\(?:url|href|path|nolinkurl)\b|[{}]")


class Fault(Struct, frozen=True):
    """Something wrong with what a field holds."""

    field: str
    code: Code
    message: str
    hint: str = ""


def paper(kind: str, key: str, values: Mapping[str, str], parsing: Parsing) -> tuple[PaperFields, list[Fault]]:
    """The fields of a paper from those of an entry (type, citation key, values by lower-case name), and what is wrong.

    A paper without authors has its editors for authors.
    """
    faults: list[Fault] = []
    when = issued(*(decode(values.get(name, "")) for name in ("date", "year", "month", "day")))
    authors, et_al = _people(values, faults)
    said: dict[str, Any] = _lines(values, parsing, faults) | _places(values, faults)
    ids = {found.scheme: found for found in _identities(kind, key, values, faults)}
    said |= _appeared(kind, values, when, "arxiv" in ids)
    found = PaperFields(
        authors=authors,
        et_al=et_al,
        issued=when,
        ids=tuple(map(str, ids.values())),
        version=ids["arxiv"].version if "arxiv" in ids else "",
        short=decode(values.get("shorttitle", "")),
        keywords=keywords(values.get("keywords") or values.get("keyword") or ""),
        pages=number(values.get("pagetotal") or values.get("numpages") or ""),
        details=tuple(_details(values)),
        **said,
    )
    return found, faults


def full_title(values: Mapping[str, str]) -> str:
    """The title with its subtitle, as TeX."""
    title, subtitle = values.get("title") or values.get("maintitle") or "", values.get("subtitle", "")
    if title and subtitle:
        return f"{title}{'' if title.rstrip('}')[-1:] in tuple('.:?!') else ':'} {subtitle}"
    return title


@lru_cache(maxsize=1024)  # all papers of a volume take theirs from it
def venue(text: str) -> tuple[str, str]:
    """A venue without its year, and the year: ("STOC: Proceedings …", "1993")."""
    name, year = parse_venue(text)
    return re.sub(r" (?=[:;,.])", "", name), year


def keywords(text: str) -> tuple[str, ...]:
    """Labels, separated by semicolons or, where there are none, by commas."""
    parts = re.split(";" if ";" in text else ",", text)
    return tuple(dict.fromkeys(word for part in parts if (word := decode(part))))


def number(text: str) -> int:
    """The first number in a text of at most five digits, else 0."""
    found = re.search(r"(?<![0-9])[0-9]{1,5}(?![0-9])", text)
    return int(found[0]) if found else 0


def names(people: tuple[Author, ...]) -> str:
    """Names as one BibTeX field holds them."""
    return " and ".join(author.filed for author in people)


def _people(values: Mapping[str, str], faults: list[Fault]) -> tuple[tuple[Author, ...], bool]:
    role = next((role for role in ("author", "editor") if values.get(role)), "author")
    authors, et_al, odd = people(values.get(role, ""))
    hint = "join names with the word and: A, B and C, D"
    faults += (
        Fault(role, Code.BIB_FIELD, f"a name with too many commas was kept whole: {name[:60]}", hint) for name in odd
    )
    return authors, et_al


def _lines(values: Mapping[str, str], parsing: Parsing, faults: list[Fault]) -> dict[str, Inline]:
    """Title (with its subtitle) and abstract."""
    lines = {}
    texts = (("title", full_title(values)), ("abstract", values.get("abstract", "")))
    for name, text in ((name, text) for name, text in texts if text):
        problems: list[Diagnostic] = []
        line = from_tex(text, parsing, problems)
        faults += (Fault(name, problem.code, problem.message, problem.hint) for problem in problems)
        if line.text:
            lines[name] = line
    return lines


def _places(values: Mapping[str, str], faults: list[Fault]) -> dict[str, str]:
    """Addresses of the paper and of what belongs to it; files on one's own disk are none."""
    found = {}
    for name in ("url", *_LINKS):
        written = values.get(name) or (values.get("bdsk-url-1", "") if name == "url" else "")
        url = address(written) if written else ""
        if url is None:
            message = f"this address may not be linked to: {written[:60]}"
            faults.append(Fault(name, Code.LINK_UNSAFE, message, "write an http:// or https:// address"))
        elif url:
            found[name] = url
    if "url" not in found and (inside := address(values.get("howpublished", ""))):
        found["url"] = inside
    return found


def address(text: str) -> str | None:
    """The first URL in a field; "" if there is none, None if its scheme may not be linked to."""
    plain = _plain(text)
    if not plain:
        return ""
    if found := _URL.search(plain):
        return safe_url(found[0])
    if plain.lower().startswith("www."):
        return safe_url(f"https://{plain.split()[0]}")
    return None if safe_url(plain) is None else ""


def _plain(text: str) -> str:
    """An id or address without TeX's escapes; nothing else in it is TeX."""
    if "\\" not in text and "{" not in text:
        return text
    return _ESCAPED.sub(r"\1", text.replace(r"\textasciitilde", "~").replace(r"\~", "~"))


def _identities(kind: str, key: str, values: Mapping[str, str], faults: list[Fault]) -> Iterator[Identifier]:
    """The ids that an entry names, the surest of each scheme last."""
    url, journal = _plain(values.get("url", "")), _plain(values.get("journal", values.get("journaltitle", "")))
    howpublished = _plain(values.get("howpublished", ""))
    guesses = [identifiers.recognise(text) for text in (values.get("bdsk-url-1", ""), howpublished, url) if text]
    guesses += [found for text in (howpublished, journal) for _, _, found in identifiers.find(text)]
    if journal and (volume := _plain(values.get("volume", "")).removeprefix("abs/")) and not volume.isdecimal():
        guesses.append(identifiers.recognise(volume))  # CoRR abs/1706.03762; bioRxiv doi.org/10.1101/…
    if key.lower().startswith("dblp:"):
        guesses.append(identifiers.normalise("dblp", key))
    yield from (found for found in guesses if found and found.scheme != "isbn")
    yield from filter(None, (_eprint(values), *_named(values, kind, faults)))


def _eprint(values: Mapping[str, str]) -> Identifier | None:
    """`eprint` with its `archiveprefix` or `eprinttype`; without one it may be an arXiv id."""
    text = _plain(values.get("eprint", ""))
    scheme = (values.get("archiveprefix") or values.get("eprinttype") or "arxiv").lower()
    if scheme in ("pubmed", "pmid"):
        return identifiers.normalise("pmid", text)
    return identifiers.normalise("arxiv", text) if text and scheme == "arxiv" else None


def _named(values: Mapping[str, str], kind: str, faults: list[Fault]) -> Iterator[Identifier | None]:
    """Fields that hold an id and nothing else."""
    for field, scheme in (("arxivid", "arxiv"), ("arxiv", "arxiv"), ("pmid", "pmid"), ("doi", "doi")):
        if text := _plain(values.get(field, "")):
            found = identifiers.normalise(scheme, text)
            if not found and field == "doi":
                faults.append(
                    Fault(field, Code.BIB_FIELD, f"this is no DOI: {text[:60]}", "write: doi = {10.1000/182},")
                )
            yield found
    if TYPES.get(kind) == "book":
        isbn = values.get("isbn", "")
        yield from (identifiers.normalise("isbn", text) for text in (*re.split(r"[\s,;/]+", isbn)[::-1], isbn) if text)


def _appeared(kind: str, values: Mapping[str, str], when: str, in_arxiv: bool) -> dict[str, str]:
    """Type, venue and the venue's own year; a paper on arXiv and nowhere else is a preprint."""
    ours = TYPES.get(kind, kind) or ("thesis" if values.get("school") else "")
    fields = (name for name in _VENUES if name != "booktitle" or ours != "book")
    found = (decode(values[name]) for name in fields if values.get(name) and not _URL.search(values[name]))
    where, year = venue(next(filter(None, found), ""))
    if _PREPRINT.match(where) or (in_arxiv and not where and ours in ("", "webpage", "report", "preprint", "article")):
        return {"type": "preprint", "venue": "arXiv"}
    return {"type": ours, "venue": where, "venue_year": year or (when[:4] if in_arxiv and where else "")}


def _details(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """BibTeX fields that are kept as they are, for output; never file, note, annote, owner, … ."""
    done: set[str] = set()
    for written, name in ((written, name) for written, name in _DETAILS.items() if written in values):
        value = decode(values[written]) if name not in done else ""
        if value and not (name == "howpublished" and _URL.search(value)):
            done.add(name)
            yield name, value
    if editors := people(values.get("editor", ""))[0]:
        yield "editor", names(editors)
    year = decode(values.get("year", ""))
    if year and not re.fullmatch("[0-9]{4}", year):
        yield "year", year
