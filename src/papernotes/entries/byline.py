"""A line under a head, or the rest of the head's own: `Key: value`, names and venue, labelled links."""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from papernotes import fields, identifiers
from papernotes.entries import labels
from papernotes.entries.credit import EM, credit
from papernotes.entries.labels import Label
from papernotes.entries.names import people
from papernotes.entries.run import LINK, Run, merged, without
from papernotes.entries.values import Find
from papernotes.entries.venues import aside, date, is_venue, venue
from papernotes.model.problem import Span
from papernotes.model.written import Link, PaperFields
from papernotes.text import distance, fold

JUNK = " \t.,;:|·•/-–—&+"
_PAREN = re.compile(r"[(（\[]([^()\[\]（）]*)[)）\]]")
_LAST = re.compile(r"[(（\[]([^()\[\]（）]*)[)）\]][\s.,;:|·•–—-]*$")
_APART = frozenset([*".;,|·/()[]", LINK, ""])
_KEY = re.compile(r"\s*(TL;\s?DR|[^\W\d_][^:：|\n.!?,;\[\]]{0,29}?)\s*(?:::|[:：])(?!/)\s*")
_EMOJI = re.compile(r"(?<!\S):[a-z][a-z0-9_+-]*:(?!\S)")
_DASH = re.compile(r"\s*(?:[-–—|:·•]|--+)\s+|\s*[-–—:|]\s*$")

_PLANNED = frozenset("priority time pages required skip highlight".split())
_KEYS = {
    "keywords": "key, key word, key words, keyword(s), keyphrases, 关键词",
    "authors": "author list, author(s), authors list, by, written by, 作者",
    "venue": "published in, published at, published, appeared in, accepted at, accepted by, accepted to, venue & year, "
    "publisher, 会议, 期刊",
    "issued": "date, year published, published on, publication year, release date, 时间, 年份",
    "url": "paper link, papers, arxiv link, paper url, link to paper, original paper, 论文, 链接",
    "code": "source code, implementation, code link, 代码",
    "summary": "tl;dr, tl; dr, one-line summary, one sentence summary",
    "abstract": "abs, 摘要",
    "title": "paper title, 标题",
    "project": "project page",
}
_FIELD_OF = {key: field for field, keys in _KEYS.items() for key in keys.split(", ")}
_PAPER_FIELDS = {"year", "tags", "arxiv", "doi", "openreview", "acl", "dblp", "s2", "isbn", "pmid", "id"} | (
    set(PaperFields.__struct_fields__)
    - {"ids", "details", "bibtex", "image", "image_alt", "et_al", "version", "venue_year"}
)
PROSE = frozenset({"abstract", "summary", "why", "title"})
"""Fields that hold a line of Markdown; their find is the `Run` of the value."""


class Said(Struct, frozen=True):
    """What a line says of the paper; `shown` is the part that is shown as it is written, `left` what was not read.

    `unclear` are the readings of names that can be read in more than one way; `key` is the field of a `Key: value`,
    `wrong` what is wrong with its value, and what to write.
    """

    finds: tuple[Find, ...] = ()
    shown: Run | None = None
    left: Run | None = None
    unclear: tuple[str, ...] = ()
    key: str = ""
    sure: bool = True
    wrong: tuple[str, str] = ("", "")
    span: Span | None = None


def field_of(key: str) -> str:
    """The field that a key names, one misspelt letter forgiven; "" for none that an entry can have."""
    wanted = " ".join(re.sub(r"[-_\s]+", " ", fold(key)).strip(" *_").split())
    if wanted in _FIELD_OF:
        return _FIELD_OF[wanted]
    known = fields.lookup(wanted)
    if known is not None:
        return known.name if known.name in _PAPER_FIELDS else ""
    if len(wanted) < 5:
        return ""
    return next((field for name, field in _spelled() if distance(wanted, name, 1) < 2), "")


def _spelled() -> Iterator[tuple[str, str]]:
    yield from ((name, field) for name, field in _FIELD_OF.items() if len(name) > 4)
    for field in fields.FIELDS:
        if field.name in _PAPER_FIELDS:
            names = (name.replace("_", " ") for name in (field.name, *field.aliases))
            yield from ((name, field.name) for name in names if len(name) > 4)


def read_line(line: Run) -> Said | None:
    """Read a whole line as byline: None if it is prose."""
    if keyed := key_value(line):
        return keyed
    found = labels.labels(line)
    said = _read(line, 0, found, sure=False)
    if said.left is None:
        return said if said.finds or said.shown or found else None
    return None


def read_rest(line: Run, start: int) -> Said:
    """Read what follows the head on its own line; what is no byline is left (a remark)."""
    dash = _DASH.match(line.text, start)
    begin = dash.end() if dash and dash.end() <= len(line.text) else start
    rest = without(line, begin, len(line.text))
    if keyed := key_value(rest):
        return keyed
    found = labels.labels(rest)
    said = _read(rest, 0, found, sure=dash is not None)
    if said.left is not None and (loose := _loose(rest, found)):
        again = _read(rest, 0, tuple(sorted([*found, *loose], key=lambda label: label.start)), sure=dash is not None)
        return again if again.left is None else said
    return said


def _read(line: Run, start: int, found: tuple[Label, ...], *, sure: bool) -> Said:
    finds = [find for label in found for find in labels.finds(label)]
    holes = [(label.start, label.end) for label in found] + [match.span() for match in _EMOJI.finditer(line.text)]
    written = without(line, start, len(line.text), holes, JUNK)
    asides = _asides(written.text, sure)
    rest = without(written, 0, len(written.text), [(start, end) for start, end, _ in asides], JUNK + "()[]")
    if not rest.text:
        return Said((*finds, *(find for _, _, said in asides for find in said)))
    read = credit(_marked(written))
    if read and (read.sure or not sure):
        plans = [(start, end) for start, end, said in asides if _is_plan(said)]
        shown = without(written, 0, len(written.text), plans, JUNK) if plans else written
        return Said((*finds, *read.finds), shown, None, read.unclear, sure=read.sure or bool(found))
    return Said((*finds, *(find for _, _, said in asides for find in said)), None, rest)


def _asides(text: str, remark: bool) -> list[tuple[int, int, tuple[Find, ...]]]:
    """The parentheses at the beginning and end of a text that say something; at a remark's end only known words do."""
    found: list[tuple[int, int, tuple[Find, ...]]] = []
    start, end = 0, len(text)
    while (match := _PAREN.match(text, _past(text, start))) and (said := aside(match[1])):
        found.append((match.start(), match.end(), said))
        start = match.end()
    while (match := _LAST.search(text, max(start, end - 200), end)) and (said := aside(match[1])):
        if remark and any(field in ("venue", "authors", "issued") for field, _ in said):
            break
        found.append((match.start(), match.end(), said))
        end = match.start()
    return found


def _is_plan(said: tuple[Find, ...]) -> bool:
    """Whether a parenthesis holds only what the page says in words of its own: `(priority 1, 40 min)`, `(skip)`."""
    return all(field in _PLANNED for field, _ in said)


def _past(text: str, position: int) -> int:
    while position < len(text) and text[position] in JUNK:
        position += 1
    return position


def _marked(line: Run) -> str:
    """A run's words with the marks of emphasis that `credit` looks for."""
    text, out, position = line.text, [], 0
    for start, end in merged((mark.start, mark.end) for mark in line.marks if mark.kind in ("em", "strong", "fixed")):
        out += [text[position:start], EM[0], text[start:end], EM[1]]
        position = end
    return "".join([*out, text[position:]])


def _loose(line: Run, found: tuple[Label, ...]) -> Iterator[Label]:
    """Links with a label of their own that stand apart, between stops or other links."""
    taken = {label.url for label in found}
    for mark in line.marks:
        words = line.text[mark.start : mark.end].strip()
        if mark.kind != "link" or mark.url in taken or not words or len(words.split()) > 5:
            continue
        apart = line.before(mark.start) in _APART and line.after(mark.end) in _APART
        named = people(words)
        if apart and not identifiers.recognise(mark.url) and not (named and named.authors and named.authors[0].given):
            yield Label(mark.start, mark.end, words, mark.url, False, mark.ref)


def key_value(line: Run) -> Said | None:
    """Read a line as `Key: value` with a field that an entry may have; None if it is something else."""
    match = _KEY.match(line.text)
    if not match or LINK in line.mask[: match.end()]:
        return None
    field = field_of(match[1])
    if not field:
        return None
    value = without(line, match.end(), len(line.text))
    said = value_of(field, value) if value.text or value.marks else Said(key=field)
    return replace(said, shown=line) if said and said.wrong[0] else said


def value_of(field: str, value: Run) -> Said | None:
    """What a line says as the value of a field; None if the field cannot hold it."""
    try:
        finds = tuple(_VALUES.get(field, _plain_value)(field, value))
    except fields.FieldError as error:
        return Said(shown=value, wrong=(error.message, error.hint))
    if not finds:
        return None
    unclear = next((choices for name, choices in finds if name == "unclear"), ())
    told = tuple(find for find in finds if find[0] != "unclear")
    return Said(told, value if unclear else None, None, unclear, field)


def _prose_value(field: str, value: Run) -> Iterator[Find]:
    yield field, value


def _people_value(field: str, value: Run) -> Iterator[Find]:
    named = people(value.text)
    if named and named.choices:
        yield "unclear", named.choices
    elif named:
        yield "authors", named.authors
        yield from (("et_al", True) for _ in range(named.et_al))
    else:
        yield from fields.said(_field("authors"), value.text.strip(" .")).items()


def _link_value(field: str, value: Run) -> Iterator[Find]:
    """The addresses behind `Code:`: the first is the field's, further ones are links under their own labels."""
    found = labels.labels(value)
    known = {label.url for label in found}
    others = (mark for mark in value.marks if mark.kind == "link" and mark.url not in known)
    loose = [Label(mark.start, mark.end, value.text[mark.start : mark.end], mark.url, False) for mark in others]
    for number, label in enumerate(sorted([*found, *loose], key=lambda label: label.start)):
        url = labels.address(label.url)
        if url and number == 0 and field not in ("links",):
            yield from labels.paper(url, field == "pdf") if field in ("url", "pdf") else iter([(field, url)])
        elif url and not (label.known and label.words):
            yield "links", Link(label.words.strip("[]() ") or url, url)
        else:
            yield from labels.finds(label)
    if not found and not loose and re.fullmatch(r"\S+[./]\S+", value.text):
        yield from fields.said(_field(field), value.text).items()


def _venue_value(field: str, value: Run) -> Iterator[Find]:
    if found := date(value.text):
        yield "issued", found
    else:
        yield from venue(value.text)


def _date_value(field: str, value: Run) -> Iterator[Find]:
    text = value.text.strip(" .")
    if not date(text) and is_venue(text):
        yield from venue(text)
    else:
        yield "issued", fields.parse_date(text)


def _list_value(field: str, value: Run) -> Iterator[Find]:
    words = value.text.strip().rstrip(".") if not value.text.rstrip().endswith("etc.") else value.text.strip()
    for item in re.split(";" if ";" in words else r"[,，、](?![^()]*\))", words):
        if name := item.strip(" #`"):
            yield ("topics" if field == "topics" or (field == "tags" and "/" in name) else "keywords"), (name,)


def _id_value(field: str, value: Run) -> Iterator[Find]:
    link = next((mark.url for mark in value.marks if mark.kind == "link"), value.text)
    found = identifiers.recognise(link) if field == "id" else identifiers.normalise(field, link)
    if found and not re.fullmatch(r"[\d\s,./]+", link if field == "openreview" else ""):
        yield "ids", str(found)
        yield from (("version", found.version) for _ in range(bool(found.version)))


def _plain_value(field: str, value: Run) -> Iterator[Find]:
    yield from fields.said(_field(field), value.text.strip().rstrip(".")).items()


def _field(name: str) -> fields.Field:
    found = fields.lookup(name)
    assert found is not None, name
    return found


_VALUES: dict[str, Callable[[str, Run], Iterator[Find]]] = {
    "authors": _people_value,
    "venue": _venue_value,
    **dict.fromkeys(PROSE, _prose_value),
    **dict.fromkeys(("year", "issued"), _date_value),
    **dict.fromkeys(("keywords", "topics", "tags"), _list_value),
    **dict.fromkeys(("arxiv", "doi", "openreview", "acl", "dblp", "s2", "isbn", "pmid", "id"), _id_value),
    **dict.fromkeys(("url", "pdf", "code", "video", "slides", "data", "project", "poster", "links"), _link_value),
}
