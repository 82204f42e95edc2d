"""The query language: words that choose, sort and group papers, the same in notes, lists and on the command line.

A query is text; `parse` makes a value of it and never raises. What its words find is worked out in `graph`.
"""

import re
from collections.abc import Callable, Collection, Iterable

from msgspec import Struct

from papernotes import identifiers
from papernotes.fields import FIELDS, STATUSES, coerce, lookup
from papernotes.text import nearest


class Word(Struct, frozen=True):
    """A term of the language: its name, what it says, and examples of its value."""

    name: str
    text: str
    examples: tuple[str, ...]


def _word(name: str, text: str, *examples: str) -> Word:
    return Word(name, text, examples)


TERMS = (
    _word("topic", "The topic or one below it.", "generalization", "generalization/memorization"),
    _word("author", "An author of this name.", "zhang", '"Chiyuan Zhang"'),
    _word("venue", "Where it appeared; the year of the volume may follow.", "neurips", '"NeurIPS 2017"'),
    _word("year", "When it first appeared.", "2016", "2016-2020", "2016-", "-2020", ">=2016"),
    _word("keyword", "A keyword with these words.", "grokking", '"neural collapse"'),
    _word("status", "How far you are: to-read, reading, read, skimmed or dropped.", "to-read", "read,skimmed"),
    _word("type", "What it is: article, preprint, thesis, book, talk, …", "thesis"),
    _word("rating", "Your rating, from 1 to 5.", "5", ">=4"),
    _word("priority", "How soon to read it, from 1 (first) to 3.", "1", "1-2"),
    _word("has", "A field that is known, by any name it has in front matter; `note`: a note.", "code", "note"),
    _word(
        "in",
        "A bibliography, or a list, story, digest or catalogue: what stands in it, names it, or is found by its query.",
        "library.bib",
        "reading-list",
    ),
    _word("sort", "The order; a minus turns it round. What is not known stands last.", "-year", "status,-rating"),
    _word("group", "Headings: year, venue, topic, keyword, author, status or type.", "venue"),
    _word("limit", "At most so many papers, the first in that order.", "20"),
)
"""All terms with a name but relations (`builds_on:key`) and ids (`arxiv:1706.03762`)."""

SORTS = (
    "year",
    "title",
    "name",
    "author",
    "venue",
    "type",
    "status",
    "rating",
    "priority",
    "added",
    "read_on",
    "pages",
)
GROUPS = ("year", "venue", "topic", "keyword", "author", "status", "type")
RELATIONS = tuple(field.name for field in FIELDS if field.is_relation)
ALONE = frozenset({"words", "id", *(word.name for word in TERMS)})
"""The names of all terms that are not relations."""

_NAMES = tuple(word.name for word in TERMS)
_ORDER = ("sort", "group", "limit")
_WHOLE = ("group", "limit")  # what has one value
_TYPES = ("article", "preprint", "thesis", "book", "chapter", "blog", "course", "talk", "dataset", "software", "report")
_FIELDS = ("note", *(field.name for field in FIELDS))
_LATEST = 9999
_TOKEN = re.compile(
    r'(?P<minus>-?)(?:(?P<name>[^\W\d][\w-]*):)?(?:["“„](?P<phrase>[^"“”]*)(?P<close>["“”]?)|(?P<bare>\S*))'
)
_NUMBER = re.compile(r"(?P<sign>[<>]=?|=)?(?P<one>\d{1,4})|(?P<from>\d{1,4})?[-–—](?P<to>\d{1,4})?", re.ASCII)


class Value(Struct, frozen=True, omit_defaults=True):
    """What a term asks for: a text, or for a number its bounds."""

    text: str
    low: int = 0
    high: int = 0


class Term(Struct, frozen=True, omit_defaults=True):
    """What a paper must be, or with a minus must not be: one of some values; it stands at `start` to `end`.

    `words` and `id` are the terms that are written without a name.
    """

    name: str
    values: tuple[Value, ...]
    negated: bool = False
    start: int = 0
    end: int = 0


class Problem(Struct, frozen=True):
    """What is wrong with a query, from `start` to `end` in its text, and what to write instead."""

    message: str
    hint: str
    start: int = 0
    end: int = 0


class Query(Struct, frozen=True, omit_defaults=True):
    """A query as read: terms that must all hold, and how the papers are arranged; `sort` as ("-year", "title")."""

    terms: tuple[Term, ...] = ()
    sort: tuple[str, ...] = ()
    group: str = ""
    limit: int = 0
    problems: tuple[Problem, ...] = ()


class _WrongError(ValueError):
    """What is wrong with a word, and what to write instead."""


def parse(text: str, relations: Collection[str] = ()) -> Query:
    """Read a query; `relations` are types of relations besides those of the table of fields."""
    known = tuple(dict.fromkeys((*RELATIONS, *relations)))
    read = [_read(match, known) for match in _TOKEN.finditer(text) if match[0]]
    terms = [each for each in read if isinstance(each, Term)]
    values = {name: [value for term in terms if term.name == name for value in term.values] for name in _ORDER}
    return Query(
        terms=tuple(term for term in terms if term.name not in _ORDER),
        sort=tuple(value.text for value in values["sort"]),
        group=values["group"][-1].text if values["group"] else "",
        limit=values["limit"][-1].low if values["limit"] else 0,
        problems=tuple(each for each in read if isinstance(each, Problem)),
    )


def quoted(value: str) -> str:
    """A value as it is written in a query."""
    return f'"{value}"' if " " in value else value


def _read(match: re.Match[str], relations: tuple[str, ...]) -> Term | Problem | None:
    """One word of a query: a term, what is wrong with it, or nothing (a dash on its own)."""
    place = (match.start(), match.end())
    is_negated = bool(match["minus"])
    try:
        if match["phrase"] is not None and not match["close"]:
            raise _WrongError("a quotation that never ends", f'write: {match[0].strip()}"')
        if found := match["phrase"] is None and identifiers.recognise(match[0].removeprefix("-")):
            return Term("id", (Value(str(found)),), is_negated, *place)
        values = _values(match)
        if match["name"] is None:
            return Term("words", (Value(" ".join(values)),), is_negated, *place) if values else None
        name = match["name"].lower().replace("-", "_")
        return Term(name, _meant(name, values, is_negated, relations), is_negated, *place)
    except _WrongError as error:
        return Problem(str(error.args[0]), str(error.args[1]), *place)


def _values(match: re.Match[str]) -> list[str]:
    """The values of a term: a phrase, or what stands between commas."""
    if match["phrase"] is not None:
        return [phrase] if (phrase := " ".join(match["phrase"].split())) else []
    is_one = match["name"] is None or match["name"].lower() in _WHOLE
    return [each for each in ([match["bare"]] if is_one else match["bare"].split(",")) if each]


def _meant(name: str, values: list[str], is_negated: bool, relations: tuple[str, ...]) -> tuple[Value, ...]:
    """What the values of a term with a name mean; raises _WrongError for a name or a value that means nothing."""
    written = quoted(",".join(values))
    if name not in _NAMES and name not in relations:
        near = nearest(name, (*_NAMES, *relations), n=1)
        otherwise = f'there are {", ".join(_NAMES)}; words with a colon stand in quotes: "{name}:{",".join(values)}"'
        raise _WrongError(f"there is no term {name}:", f"did you mean {near[0]}:{written} ?" if near else otherwise)
    if not values:
        example = next((word.examples[0] for word in TERMS if word.name == name), "key")
        raise _WrongError(f"{name}: needs a value", f"write {name}:{example}, without a blank after the colon")
    if is_negated and name in _ORDER:
        minus = "-" if name == "sort" else ""
        raise _WrongError(f"a minus before {name}: means nothing", f"write: {name}:{minus}{written}")
    read = _READERS.get(name)
    return tuple(read(name, value) if read else Value(value) for value in values)


def _number(name: str, value: str) -> Value:
    """A number or a range of them: `2016`, `2016-2020`, `2016-`, `-2020`, `>=4`."""
    field = lookup(name)
    least, most = (1000, _LATEST) if name == "year" or field is None else (field.low, field.high)
    match = _NUMBER.fullmatch(value)
    given = [int(each) for each in (match["one"], match["from"], match["to"]) if each] if match else []
    if not match or not given or min(given) < least or max(given) > most:
        raise _WrongError(f"{name}:{value} is no {name}", f"write: {_ranges(name)}")
    low, high = _bounds(match, most)
    if low > high:
        hint = f"{name}:{high}-{low}" if match["from"] else _ranges(name)
        raise _WrongError(f"{name}:{value} holds nothing", f"write: {hint}")
    return Value(value, low, high)


def _ranges(name: str) -> str:
    """The ways in which a range is written."""
    one, two = ("2016", "2020") if name == "year" else ("1", "3")
    return f"{name}:{one}, {name}:{one}-{two}, {name}:{two}-, {name}:-{two} or {name}:>={two}"


def _bounds(match: re.Match[str], most: int) -> tuple[int, int]:
    """The first and the last number of a range."""
    if not match["one"]:
        return int(match["from"] or 1), int(match["to"] or most)
    number, sign = int(match["one"]), match["sign"] or "="
    first = {">": number + 1, "<": 1, "<=": 1}.get(sign, number)
    last = {"<": number - 1, ">": most, ">=": most}.get(sign, number)
    return first, last


def _limit(name: str, value: str) -> Value:
    if not re.fullmatch("[1-9][0-9]{0,5}", value):
        raise _WrongError(f"{name}:{value} is no number of papers", f"write: {name}:20")
    return Value(value, int(value))


def _one_of(name: str, value: str, known: Iterable[str], *, only: bool = True) -> Value:
    """A word that must be one of some, or with `only` off must not look like one of them misspelt."""
    known = tuple(known)
    near = nearest(value, known, n=1)
    if value not in known and (only or near):
        hint = f"did you mean {name}:{near[0]} ?" if near else f"there are {', '.join(known)}"
        raise _WrongError(f"{name}:{value} means nothing", hint)
    return Value(value)


def _as_field(name: str, value: str) -> str:
    """A value as the field of that name holds it: `status:done` is `status:read`."""
    field = lookup(name)
    return str(coerce(field, value)) if field else value


def _has(name: str, value: str) -> Value:
    field = lookup(value)
    known = field.name if field else value.lower()
    if known not in _FIELDS and not nearest(known, _FIELDS, n=1):
        raise _WrongError(
            f"{name}:{value} names no field", "write a field of the front matter, as has:code, or has:note"
        )
    return _one_of(name, known, _FIELDS)


def _sort(name: str, value: str) -> Value:
    minus = "-" if value.startswith("-") else ""
    known = _one_of(name, value.removeprefix("-").replace("-", "_").lower(), SORTS)
    return Value(minus + known.text)


_READERS: dict[str, Callable[[str, str], Value]] = {
    "year": _number,
    "rating": _number,
    "priority": _number,
    "status": lambda name, value: _one_of(name, _as_field(name, value), STATUSES, only=False),
    "type": lambda name, value: _one_of(name, _as_field(name, value), _TYPES, only=False),
    "has": _has,
    "sort": _sort,
    "group": lambda name, value: _one_of(name, value.lower(), GROUPS),
    "limit": _limit,
}
