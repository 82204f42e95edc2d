"""BibTeX: an entry to cite a paper by.

Fields by their meaning in plain BibTeX (https://www.bibtex.org/Format/), with `eprint` as arXiv recommends it.
"""

import re
from collections.abc import Iterator

from papernotes import identifiers
from papernotes.formats.tex import balanced, encode, encode_title
from papernotes.model.graph import Paper
from papernotes.model.written import Author, PaperFields

_TYPES = frozenset(
    "article inproceedings incollection inbook book booklet proceedings phdthesis mastersthesis techreport manual "
    "unpublished misc".split()
)
_SAME = {
    **dict.fromkeys(("conference", "paper-conference"), "inproceedings"),
    **dict.fromkeys(("thesis",), "phdthesis"),
    **dict.fromkeys(("report",), "techreport"),
    **dict.fromkeys(("chapter", "inreference", "bookinbook", "suppbook"), "incollection"),
    **dict.fromkeys(("collection", "mvcollection", "mvbook", "reference", "mvreference"), "book"),
    "mvproceedings": "proceedings",
}
_VENUE = {
    "article": "journal",
    "inproceedings": "booktitle",
    "incollection": "booktitle",
    "inbook": "booktitle",
    "book": "publisher",
    "proceedings": "publisher",
    "phdthesis": "school",
    "mastersthesis": "school",
    "techreport": "institution",
}
_DETAILS = (
    "journal booktitle school institution publisher organization howpublished address series edition volume number "
    "chapter type"
).split()
_MEETING = re.compile(
    r"(?i:conference|workshop|symposium|proceedings of|proc\.|advances in neural|meeting|congress)"
    r"|[A-Za-z]*[A-Z]{2}[A-Za-z]*$"  # ICML, NeurIPS
)
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|letters|review|annals|[jt]mlr|tacl|pnas|jacm|cacm|t?pami)\b", re.IGNORECASE
)
_ODD = re.compile(r",|\band\b|\bothers\b|\bet al\b", re.IGNORECASE)  # what BibTeX would take for more than a name
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def write(paper: Paper) -> str:
    """The BibTeX entry of a paper; the paper's own `bibtex` text as it is, if it has one."""
    if paper.fields.bibtex:
        return paper.fields.bibtex.strip() + "\n"
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(paper) if value.strip("{}"))
    return f"@{_type(paper)}{{{_key(paper)},\n{fields}\n}}\n"


def _key(paper: Paper) -> str:
    """The citekey without what a BibTeX key may not hold."""
    key = paper.fields.citekey or (paper.keys[0] if paper.keys else paper.name)
    return re.sub(r"[\s,{}()\"#%~\\='@]+", "-", key).strip("-") or "paper"


def _type(paper: Paper) -> str:
    fields = paper.fields
    written = (_SAME.get(record.type, record.type) for record in paper.records)
    known = next((kind for kind in written if kind in _TYPES and kind != "misc"), "")
    if known and (fields.type != "preprint" or known == "article"):
        return known
    if fields.type == "preprint" or (not fields.venue and fields.type in ("", "article")):
        return "misc"
    if fields.type in ("", "article"):
        return "inproceedings" if _is_meeting(fields.venue) else "article"
    kind = _SAME.get(fields.type, fields.type)
    return kind if kind in _TYPES else "misc"


def _is_meeting(venue: str) -> bool:
    return bool(_MEETING.search(venue)) and not _JOURNAL.search(venue)


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    """Names and values in the order of the entry, values with their braces."""
    fields, kind = paper.fields, _type(paper)
    details = dict(fields.details)
    people = " and ".join(map(_name, fields.authors)) + (" and others" if fields.et_al else "")
    yield "title", f"{{{_title(paper)}}}"
    editors = details.get("editor", "")
    yield ("editor" if editors and _plain(fields) == editors else "author"), f"{{{people}}}"
    if editors and _plain(fields) != editors:
        yield "editor", f"{{{' and '.join(encode(_line(name)) for name in editors.split(' and '))}}}"
    named = {name: details.get(name, "") for name in _DETAILS}
    if fields.venue and (venue := _VENUE.get(kind, "")) and not named[venue]:
        named[venue] = fields.venue
    yield from ((name, f"{{{encode(_line(value))}}}") for name, value in named.items())
    yield "pages", f"{{{encode(_line(details.get('pages', ''))).replace('–', '--')}}}"
    yield from _date(fields, details)
    yield from _places(fields, details)


def _title(paper: Paper) -> str:
    """The title as a .bib file writes it, if the paper's title is from there; else with its capitals guarded."""
    title = paper.fields.title
    written = (record.title for record in paper.records if record.fields.title == title and balanced(record.title))
    return next(filter(None, written), "") or encode_title(_line(title.text if title else ""))


def _date(fields: PaperFields, details: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The year of the venue, if it is told, else of the first appearance with its month."""
    year = fields.venue_year or fields.issued[:4] or details.get("year", "")
    yield "year", f"{{{encode(_line(year))}}}"
    month = fields.issued[5:7] if fields.issued[:4] == year else ""
    if month:
        yield "month", _MONTHS[int(month) - 1]
    elif details.get("month"):
        short = details["month"][:3].lower()
        yield "month", short if short in _MONTHS else f"{{{encode(_line(details['month']))}}}"


def _places(fields: PaperFields, details: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Ids and the address, in which nothing is TeX."""
    ids = dict(reversed([key.split(":", 1) for key in fields.ids]))
    yield "doi", f"{{{_raw(ids.get('doi', ''))}}}"
    if "arxiv" in ids:
        yield "eprint", f"{{{_raw(ids['arxiv'])}}}"
        yield "archiveprefix", "{arXiv}"
    yield "isbn", f"{{{_raw(details.get('isbn') or ids.get('isbn', ''))}}}"
    known = next((identifiers.link(key) for key in fields.ids if not key.startswith("isbn:")), "")
    yield "url", f"{{{_raw(fields.url or known)}}}"


def _name(author: Author) -> str:
    """ "Family, Given"; a group, or a name that would be read otherwise, in braces."""
    family, given = encode(_line(author.family)), encode(_line(author.given))
    if not given:
        return f"{{{family}}}" if " " in family or _ODD.search(family) else family
    return ", ".join(f"{{{part}}}" if _ODD.search(part) else part for part in (family, given))


def _plain(fields: PaperFields) -> str:
    """The authors as `details` holds editors."""
    return " and ".join(f"{who.family}, {who.given}" if who.given else who.family for who in fields.authors)


def _line(text: str) -> str:
    """A text on one line, without control characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", " ", text).split())


def _raw(text: str) -> str:
    """An id or address: braces and backslashes, which would unbalance the entry, percent-encoded."""
    return re.sub(r"[{}\\%\s]", lambda char: char[0] if char[0] == "%" else f"%{ord(char[0]):02X}", text)
