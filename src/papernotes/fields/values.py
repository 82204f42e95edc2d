"""What is written → the value of a field, by the field's type."""

import re
from collections.abc import Callable
from typing import Any, get_args

from papernotes import identifiers
from papernotes.fields.dates import parse_date
from papernotes.fields.names import parse_authors
from papernotes.fields.table import Field, FieldError, Raw
from papernotes.identifiers import Identifier
from papernotes.model.written import Kind, Link
from papernotes.text import fold, safe_url

STATUSES = ("to-read", "reading", "read", "skimmed", "dropped")
READ = frozenset({"read", "skimmed"})
"""The statuses of a paper that was read."""


def _synonyms(words: dict[str, str]) -> dict[str, str]:
    """Each word of a `|` list with what it stands for."""
    return {word: meant for meant, those in words.items() for word in those.split("|")}


_STATUS_WORDS = _synonyms(
    {
        "to-read": "unread|todo|to do|toread",
        "reading": "in progress|started",
        "read": "done|finished|true",
        "dropped": "abandoned",
    }
)
_BOOLS = _synonyms({"true": "true|yes|on|y|1|x", "false": "false|no|off|n|0"})
_TYPES = _synonyms(
    {
        "article": "article-journal|inproceedings|paper-conference|journal article|journalarticle|conference paper"
        "|conferencepaper|conference|proceedings",
        "thesis": "phdthesis|mastersthesis|dissertation|phd thesis|master thesis",
        "chapter": "incollection|inbook|book section|booksection",
        "blog": "blog post|blogpost|post|post-weblog",
        "talk": "lecture|speech|presentation",
    }
)
_MANY = ("list", "authors", "links", "mentions")
_LABELS = ("tags", "topics", "keywords", "entry_topics", "entry_keywords")
_BARE_HOSTS = ("www.", "github.com/", "gitlab.com/", "youtu.be/", "youtube.com/", "huggingface.co/")


def coerce(field: Field, raw: Raw) -> Any:
    """The value of a field, as its type says; for authors and venue what `parse_authors` and `parse_venue` give.

    One of `str`, `tuple[str, …]`, `int`, `bool`, `Identifier`, `tuple[Link, …]`. Raises FieldError.
    """
    if isinstance(raw, list) and field.type not in _MANY and field.name != "by":
        if len(raw) != 1:
            raise FieldError(f"{field.name} is one value, not a list of {len(raw)}", f"write: {field.name}: …")
        raw = raw[0]
    return _COERCERS[field.type](field, raw)


def said(field: Field, raw: Raw) -> dict[str, Any]:
    """The value under the names of `PaperFields` and `NoteFields`: an id as `ids` and `version`, a venue with its year.

    Raises FieldError.
    """
    value = coerce(field, raw)
    match field.type:
        case "id":
            return _named(value)
        case "venue":
            year = "venue_year" if field.name == "venue" else "entry_year"
            return _present({field.name: value[0], year: value[1]})
        case "authors":
            return _present({"authors": value[0], "et_al": value[1]})
    if field.name in ("url", "pdf") and (found := identifiers.recognise(value)):
        return {field.name: value} | _named(found)
    return {field.name: value}


def _named(found: Identifier) -> dict[str, Any]:
    """An id, and the version if one was named."""
    return _present({"ids": (str(found),), "version": found.version})


def _present(values: dict[str, Any]) -> dict[str, Any]:
    """Only what was said."""
    return {name: value for name, value in values.items() if value}


def _text(field: Field, raw: Raw) -> str:
    if not isinstance(raw, str):
        shape = "a mapping" if isinstance(raw, dict) else "a list" if isinstance(raw, list) else "nothing"
        raise FieldError(f"{field.name} is a text, not {shape}", f'write: {field.name}: "…"')
    return raw.strip()


def _words(field: Field, raw: Raw) -> str:
    """A text; a citekey without its `@`, the note's authors without links."""
    if field.name == "by":
        return ", ".join(_unlinked(_text(field, item)) for item in (raw if isinstance(raw, list) else [raw]))
    text = _text(field, raw)
    return text.lstrip("@") if field.name == "citekey" else text


def _unlinked(text: str) -> str:
    """What `[[target|label]]` shows: Obsidian's users link topics and people."""
    return re.sub(r"^\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]$", r"\1", text)


def _list(field: Field, raw: Raw) -> tuple[str, ...]:
    if isinstance(raw, str):
        items: list[Raw] = list(re.split(";" if ";" in raw else "[,，、]", raw))
    else:
        items = raw if isinstance(raw, list) else [raw]
    texts = [_unlinked(_text(field, item)) for item in items if item is not None]
    if field.name in _LABELS:
        texts = [text.lstrip("#").strip() for text in texts]
    return tuple(dict.fromkeys(text for text in texts if text))


def _mentions(field: Field, raw: Raw) -> tuple[str, ...]:
    items: list[Raw] = list(raw.split(";")) if isinstance(raw, str) else raw if isinstance(raw, list) else [raw]
    return tuple(text for item in items if item is not None and (text := _text(field, item)))


def _number(field: Field, raw: Raw) -> int:
    text = _text(field, raw)
    number = (
        _rating(text) if field.name == "rating" else _minutes(text) if field.name == "time" else _plain_number(text)
    )
    if number is None:
        raise FieldError(f'{field.name} is a number, not "{text[:40]}"', f"write: {field.name}: {max(field.low, 1)}")
    if not field.low <= number <= field.high:
        raise FieldError(f"{field.name} goes from {field.low} to {field.high}", f"write: {field.name}: {field.high}")
    return number


def _plain_number(text: str) -> int | None:
    """`12`, `12 pages`, `1--15` (a range of pages), `high`."""
    if span := re.fullmatch(r"(\d{1,6})\s?[-–—]{1,3}\s?(\d{1,6})", text, re.ASCII):
        return int(span[2]) - int(span[1]) + 1
    match = re.fullmatch(r"([+-]?\d{1,9})(?:\s*(?:p|pp|pages?)\.?)?", text, re.IGNORECASE | re.ASCII)
    return int(match[1]) if match else {"high": 1, "medium": 2, "low": 3}.get(text.lower())


def _rating(text: str) -> int | None:
    """`4`, `4/5`, `8/10`, `★★★★`."""
    stars = sum(text.count(star) for star in "★⭐")
    if stars and not re.sub(r"[★⭐☆\ufe0f\s]", "", text):
        return stars
    match = re.fullmatch(r"(\d{1,2})(?:\s*/\s*(5|10))?", text, re.ASCII)
    if not match:
        return None
    return -(-int(match[1]) // 2) if match[2] == "10" else int(match[1])


def _minutes(text: str) -> int | None:
    """`40`, `40 min`, `1 h 20 min`."""
    match = re.fullmatch(
        r"(?:(\d{1,4})\s*h(?:ours?)?)?\s*(?:(\d{1,6})\s*(?:m|min|mins|minutes?)?\.?)?", text, re.I | re.ASCII
    )
    return int(match[1] or 0) * 60 + int(match[2] or 0) if match and text else None


def _bool(field: Field, raw: Raw) -> bool:
    text = _text(field, raw)
    value = _BOOLS.get(fold(text))
    if value is None:
        raise FieldError(f'{field.name} is true or false, not "{text[:40]}"', f"write: {field.name}: true")
    return value == "true"


def _date(field: Field, raw: Raw) -> str:
    return parse_date(_text(field, raw))


def _status(field: Field, raw: Raw) -> str:
    text = _text(field, raw)
    words = re.sub(r"[-_\s]+", " ", fold(text))
    known = words.replace(" ", "-")
    return known if known in STATUSES else _STATUS_WORDS.get(words, text)


def _id(field: Field, raw: Raw) -> Identifier:
    text = _text(field, raw)
    found = identifiers.recognise(text) if field.name == "id" else identifiers.normalise(field.name, text)
    if found is None:
        example = {"arxiv": "1706.03762", "doi": "10.1000/182", "openreview": "Bke8UR4FPB", "acl": "P17-1001"}
        hint = f"write: {field.name}: {example[field.name]}" if field.name in example else ""
        raise FieldError(f'"{text[:60]}" is not an id of {field.name}', hint)
    return found


def _url(field: Field, raw: Raw) -> str:
    """A URL or a file, as it stands, in `<…>`, or as a Markdown or wiki link; an id becomes its address."""
    text = _text(field, raw)
    if link := re.fullmatch(r"<([^<>]*)>|\[[^\]]*\]\(([^()\s]*)\)|!?\[\[([^\]|]*)(?:\|[^\]]*)?\]\]", text):
        text = link[1] or link[2] or link[3] or ""
    if text.lower().startswith(_BARE_HOSTS):
        text = f"https://{text}"
    elif "//" not in text and (found := identifiers.recognise(text)):
        return (field.name == "pdf" and identifiers.pdf(str(found))) or identifiers.link(str(found))
    url = safe_url(text)
    if url is None:
        raise FieldError(f'{field.name}: "{text[:60]}" may not be linked to', "write an https:// address or a file")
    if not re.search("[./]", url):
        raise FieldError(f'{field.name} is a URL or a file, not "{text[:60]}"', f"write: {field.name}: https://…")
    return url


_LINK = re.compile(
    r"(?P<a>[^<>]*)<(?P<b>[^<>\s]+)>|\[(?P<c>[^\]]*)\]\((?P<d>[^()\s]+)\)|(?:(?P<e>[^\[<]*?)[: ] ?)?(?P<f>https?://\S+)"
)


def _links(field: Field, raw: Raw) -> tuple[Link, ...]:
    if isinstance(raw, dict) and "url" not in raw:
        raw = [{"label": label, "url": url} for label, url in raw.items()]
    items: list[Raw] = list(raw.split(";")) if isinstance(raw, str) else raw if isinstance(raw, list) else [raw]
    return tuple(_one_link(field, item) for item in items if item)


def _one_link(field: Field, raw: Raw) -> Link:
    """`Label <url>`, `[Label](url)`, `Label: url`, a URL alone, or a mapping with a url and a name."""
    if isinstance(raw, dict):
        label = next((str(raw[key]) for key in ("label", "name", "title", "type") if raw.get(key)), "")
        raw = f"{label} <{raw.get('url') or ''}>"
    match = _LINK.fullmatch(" ".join(_text(field, raw).split()))
    url = safe_url(match["b"] or match["d"] or match["f"]) if match else None
    if match is None or url is None:
        raise FieldError("a link is a label and an address", 'write: links: ["Annotated version <https://…>"]')
    label = (match["a"] or match["c"] or match["e"] or "").strip(" :")
    return Link(label or re.sub(r"^\w+://(?:www\.)?|/.*$", "", url), url)


_YEAR = re.compile(r"(?<![\w./-])(?:(?:19|20)\d\d|['’]\d\d)(?![\w/-])|(?<=[a-z])['’]\d\d(?!\w)", re.IGNORECASE)


def parse_venue(text: str) -> tuple[str, str]:
    """A venue without its year, and the year ("" where there is none or more than one): "NeurIPS 2017", "ICLR'20"."""
    text = " ".join(_unlinked(text.strip()).strip("*_ ").split())
    years = list(_YEAR.finditer(text))
    if len(years) != 1:
        return text, ""
    before, after = text[: years[0].start()], text[years[0].end() :]
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1], after[1:]
    venue = " ".join(f"{before.rstrip(' ,')} {after.lstrip(' ,')}".split())
    digits = years[0][0].lstrip("'’")
    century = "" if len(digits) == 4 else "19" if digits > "50" else "20"
    return venue.strip(" ,").replace(" )", ")").replace("( ", "("), century + digits


def _type(field: Field, raw: Raw) -> str:
    word = re.sub(r"[_\s]+", " ", fold(_text(field, raw)))
    return _TYPES.get(word, word)


def _kind(field: Field, raw: Raw) -> str:
    word = {"catalog": "catalogue"}.get(fold(_text(field, raw)), fold(_text(field, raw)))
    if word not in get_args(Kind):
        raise FieldError(f'there is no kind "{word[:40]}"', f"write one of: {', '.join(get_args(Kind))}")
    return word


_COERCERS: dict[str, Callable[[Field, Raw], Any]] = {
    "text": _words,
    "list": _list,
    "authors": lambda _, raw: parse_authors(raw, single=True),
    "number": _number,
    "bool": _bool,
    "date": _date,
    "status": _status,
    "id": _id,
    "url": _url,
    "links": _links,
    "venue": lambda field, raw: parse_venue(_text(field, raw)),
    "type": _type,
    "kind": _kind,
    "mentions": _mentions,
}
