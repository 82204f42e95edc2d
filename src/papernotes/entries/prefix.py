"""What may stand before the title of a head: box, number, date, venue, tags, names."""

import re

from msgspec import Struct

from papernotes.entries.credit import credit, holds_names, is_no_title
from papernotes.entries.labels import Label, finds, is_label
from papernotes.entries.run import LINK, Mark, Run
from papernotes.entries.values import Find
from papernotes.entries.venues import YEAR, aside, date, is_known, is_venue, venue, venue_with_year

_CHECK = re.compile(r"\[([ xX/-])\]\s+")
_STATUS = {" ": "to-read", "x": "read", "X": "read", "/": "reading", "-": "dropped"}
_NUMBER = re.compile(r"\(?\d{1,3}[.):\]]\s+|\[\d{1,3}\]\s*|#\d{1,3}[.:]?\s+|No\.?\s?\d+[.:]\s+")
_SYMBOL = re.compile(r"[^\w\s\[\]()（）【】\"“”„«»'‘’`<>$@#\\.{}:「」《》『』]+\s*|:[a-z0-9_+-]+:\s*|#+\s+")
_LEAD = re.compile(r"(?:(?:paper )?title|paper|标题|论文)\s*[:：]\s*(?=\S)", re.I)
_DATE = re.compile(rf"({YEAR}[-./](?:0?[1-9]|1[0-2])(?:[-./]\d{{1,2}})?)(?:\s*[-–—:|,]\s+|\s+)|({YEAR})\s+[-–—|]\s+")
_BRACKET = re.compile(r"([\[(【])([^\[\]()【】]{1,60})[\])】]\s*[.,:|–—-]?\s*(?=\S)")
_HYPHENED = re.compile(rf"({YEAR})-([A-Z][A-Za-z]{{1,9}})\s?-\s?(?=\S)")
_VENUE = re.compile(r"([^:|–—\n]{3,30}?)\s*(?:[:|]|\s[-–—])\s+(?=\S)")
_AFTER_NAMES = re.compile(rf"\({YEAR}[a-z]?\)[.,:]?\s+|(?<=[^\W\d_]{{2}})[.:]\s+|(?<=al)\.?[,:]?\s+(?=[\"“])")
_BLANKS = " \t\n\xa0\u3000"
_MOST = 12  # things before one title


class Prefix(Struct, frozen=True):
    """What stands before a title: where the title begins, the status of its box, what it says, tags as written."""

    end: int
    status: str = ""
    finds: tuple[Find, ...] = ()
    tags: tuple[str, ...] = ()


def read_prefix(line: Run, found: tuple[Label, ...]) -> Prefix:
    """Read what stands before the title of a line whose labelled links are `found`."""
    box = _CHECK.match(line.text, len(line.text) - len(line.text.lstrip()))
    read = Prefix(box.end() if box else 0, _STATUS[box[1]] if box else "")
    for _ in range(_MOST):
        more = _next(line, skip(line.text, read.end, _BLANKS), found)
        if more is None:
            break
        read = Prefix(more.end, read.status, (*read.finds, *more.finds), (*read.tags, *more.tags))
    return Prefix(skip(line.text, read.end, _BLANKS), read.status, read.finds, read.tags)


def skip(text: str, position: int, junk: str = " :-–—|·") -> int:
    """The position of the first character that is not junk."""
    while position < len(text) and text[position] in junk:
        position += 1
    return position


def _next(line: Run, position: int, found: tuple[Label, ...]) -> Prefix | None:
    """One thing at a position; None where the title begins."""
    for label in found:
        if label.start == position and label.names_nothing and label.words and label.end < len(line.text):
            tags = () if label.url else (line.text[label.start : label.end],)
            return Prefix(label.end, finds=tuple(finds(label)), tags=tags)
    if mark := line.at(position, "strong", "em", "fixed"):
        return _marked(line, mark)
    if line.at(position, "link", "mention"):
        return None
    for shape in (_NUMBER, _LEAD, _SYMBOL):
        if match := shape.match(line.text, position):
            return Prefix(match.end())
    return _dated(line, position) or _bracketed(line, position) or _venue(line, position) or _names(line, position)


def _marked(line: Run, mark: Mark) -> Prefix | None:
    """A venue or date in bold, italics or code, with a title behind it."""
    written = line.text[mark.start : mark.end].strip(" :")
    words = written.strip("[]()【】")
    behind = skip(line.text, mark.end)
    titled = line.at(behind, "link", "strong") is not None
    sure = titled or (mark.kind != "fixed" and (words != written or date(words) or is_venue(words)))
    said = aside(words) if sure else ()
    if not said and titled and is_known(words):
        said = tuple(venue(words))
    return Prefix(mark.end, finds=said) if said and behind < len(line.text) else None


def _dated(line: Run, position: int) -> Prefix | None:
    if match := _DATE.match(line.text, position):
        return Prefix(match.end(), finds=(("issued", date(match[1] or match[2])),))
    if match := _HYPHENED.match(line.text, position):
        return Prefix(match.end(), finds=(*venue(match[2]), ("venue_year", match[1])))
    return None


def _bracketed(line: Run, position: int) -> Prefix | None:
    """ "[ICLR 2020]", "(2023-02)", "[Survey]"; any other words in round brackets are the title's."""
    match = _BRACKET.match(line.text, position)
    if not match or not _is_plain(line, match.start(), match.end()):
        return None
    words = match[2].strip()
    if said := aside(words):
        return Prefix(match.end(), finds=said)
    if re.fullmatch(r"[\d\s./-]+", words):
        return Prefix(match.end())
    tagged = match[1] != "(" and len(words.split()) < 4 and not is_label(words)
    return Prefix(match.end(), tags=(match[0].strip(),)) if tagged else None


def _venue(line: Run, position: int) -> Prefix | None:
    """ "ICLR 2020: Title"."""
    match = _VENUE.match(line.mask, position)
    said = venue_with_year(match[1]) if match and is_venue(match[1]) else ()
    return Prefix(match.end(), finds=said) if match and said else None


def _names(line: Run, position: int) -> Prefix | None:
    """Names, where nothing but names can be meant: "Vaswani, A. et al. (2017). Attention is all you need"."""
    for _, match in zip(range(8), _AFTER_NAMES.finditer(line.mask, position, position + 600), strict=False):
        read = credit(line.text[position : match.end()].rstrip(" :"))
        if read is None or not is_no_title(read) or not _is_plain(line, position, match.start()):
            continue
        rest = line.text[match.end() : match.end() + 300]
        after = credit(re.split(r"[\[(]", rest, maxsplit=1)[0])
        if len(rest.split()) > 1 and not (after and holds_names(after)):
            return Prefix(match.end(), finds=read.finds)
    return None


def _is_plain(line: Run, start: int, end: int) -> bool:
    """Whether a stretch holds neither link nor mention."""
    return LINK not in line.mask[start:end] and not any(
        mark.kind == "mention" and start <= mark.start < end for mark in line.marks
    )
