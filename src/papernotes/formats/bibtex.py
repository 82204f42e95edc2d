"""BibTeX: an entry to cite a paper by.

Fields by their meaning in plain BibTeX (https://www.bibtex.org/Format/), with `eprint` as arXiv recommends it.
"""

import re
from collections.abc import Iterator

from papernotes.formats.tex import balanced, encode, encode_title
from papernotes.formats.text import address, first_ids, line
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
_BRACED = r"\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\})*+\}"
_HEAD = re.compile(r"(@[A-Za-z]+\s*+\{\s*+)([^\s,{}()\"#%~\\='@]++)\s*+,")
_FIELD = re.compile(
    rf"\s*+([A-Za-z][\w-]*+)\s*+=\s*+({_BRACED}|\"(?:[^\"{{}}]|{_BRACED})*+\"|[0-9]++|(?:{'|'.join(_MONTHS)})\b)"
    r"\s*+(?:,|(?=\}))",
    re.ASCII,
)
_PRIVATE = frozenset("file note annote annotation owner timestamp groups".split())


def write(paper: Paper, cited_as: str) -> str:
    """The BibTeX entry of a paper under a key, one of many; its own `bibtex` text, if it has one.

    Own text that could break the others, or says what stays private, is not taken.
    """
    if own := _one_of_many(paper.fields.bibtex.strip(), cited_as):
        return own + "\n"
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(paper) if value.strip("{}"))
    return f"@{kind(paper)}{{{cited_as},\n{fields}\n}}\n"


def _one_of_many(own: str, cited_as: str) -> str:
    """An entry of the author's own under a key; "" if it is no single entry that any program reads."""
    head = _HEAD.match(own)
    found: dict[str, str] = {}
    at = head.end() if head else 0
    while field := _FIELD.match(own, at):
        if field[1].lower() in found:
            return ""
        found[field[1].lower()] = field[2]
        at = field.end()
    names = " and ".join(found.get(role, "") for role in ("author", "editor")).split(" and ")
    is_plain = _PRIVATE.isdisjoint(found) and all(name.count(",") < 3 for name in names)
    return f"{head[1]}{cited_as}{own[head.end(2) :]}" if head and own[at:].strip() == "}" and is_plain else ""


def key(paper: Paper) -> str:
    """The citekey without what a BibTeX key may not hold."""
    written = paper.fields.citekey or (paper.keys[0] if paper.keys else paper.name)
    return re.sub(r"[\s,{}()\"#%~\\='@]+", "-", written).strip("-") or "paper"


def kind(paper: Paper) -> str:
    """The type of entry that a paper is in BibTeX."""
    fields = paper.fields
    written = (_SAME.get(record.type, record.type) for record in paper.records)
    known = next((type for type in written if type in _TYPES and type != "misc"), "")
    if known and (fields.type != "preprint" or known == "article"):
        return known
    if fields.type == "preprint" or (not fields.venue and fields.type in ("", "article")):
        return "misc"
    if fields.type in ("", "article"):
        return "inproceedings" if _is_meeting(fields.venue) else "article"
    type = _SAME.get(fields.type, fields.type)
    return type if type in _TYPES else "misc"


def _is_meeting(venue: str) -> bool:
    return bool(_MEETING.search(venue)) and not _JOURNAL.search(venue)


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    """Names and values in the order of the entry, values with their braces."""
    fields, type = paper.fields, kind(paper)
    details = dict(fields.details)
    people = " and ".join(map(_name, fields.authors)) + (" and others" if fields.et_al else "")
    yield "title", f"{{{_title(paper)}}}"
    editors = details.get("editor", "")
    yield ("editor" if editors and _plain(fields) == editors else "author"), f"{{{people}}}"
    if editors and _plain(fields) != editors:
        yield "editor", f"{{{' and '.join(encode(line(name)) for name in editors.split(' and '))}}}"
    named = {name: details.get(name, "") for name in _DETAILS}
    if fields.venue and (venue := _VENUE.get(type, "")) and not named[venue]:
        named[venue] = fields.venue
    yield from ((name, f"{{{encode(line(value))}}}") for name, value in named.items() if value)
    if details.get("pages"):
        yield "pages", f"{{{encode(line(details['pages'])).replace('–', '--')}}}"
    yield from _date(fields, details)
    yield from _places(fields, details)


def _title(paper: Paper) -> str:
    """The title as a .bib file writes it, if the paper's title is from there; else with its capitals guarded."""
    title = paper.fields.title
    written = (record.title for record in paper.records if record.fields.title == title and balanced(record.title))
    return next(filter(None, written), "") or encode_title(line(title.text if title else ""))


def _date(fields: PaperFields, details: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The year of the venue, if it is told, else of the first appearance with its month."""
    year = fields.venue_year or fields.issued[:4] or details.get("year", "")
    yield "year", f"{{{encode(line(year))}}}"
    month = fields.issued[5:7] if fields.issued[:4] == year else ""
    if month:
        yield "month", _MONTHS[int(month) - 1]
    elif details.get("month"):
        short = details["month"][:3].lower()
        yield "month", short if short in _MONTHS else f"{{{encode(line(details['month']))}}}"


def _places(fields: PaperFields, details: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Ids and the address, in which nothing is TeX."""
    ids = first_ids(fields.ids)
    yield "doi", f"{{{_raw(ids.get('doi', ''))}}}"
    if "arxiv" in ids:
        yield "eprint", f"{{{_raw(ids['arxiv'])}}}"
        yield "archiveprefix", "{arXiv}"
    yield "isbn", f"{{{_raw(details.get('isbn') or ids.get('isbn', ''))}}}"
    yield "url", f"{{{_raw(address(fields))}}}"


def _name(author: Author) -> str:
    """ "Family, Given"; a group, or a name that would be read otherwise, in braces."""
    family, given = encode(line(author.family)), encode(line(author.given))
    if not given:
        return f"{{{family}}}" if " " in family or _ODD.search(family) else family
    return ", ".join(f"{{{part}}}" if _ODD.search(part) else part for part in (family, given))


def _plain(fields: PaperFields) -> str:
    """The authors as `details` holds editors."""
    return " and ".join(author.filed for author in fields.authors)


def _raw(text: str) -> str:
    """An id or address: braces and backslashes, which would unbalance the entry, percent-encoded."""
    return re.sub(r"[{}\\%\s]", lambda char: char[0] if char[0] == "%" else f"%{ord(char[0]):02X}", text)
