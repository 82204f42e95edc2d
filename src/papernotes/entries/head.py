"""The head of an entry: what it is called, what names it, where the rest of its line begins."""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from papernotes import identifiers
from papernotes.entries import labels
from papernotes.entries.credit import credit, has_initials, holds_names, is_no_title
from papernotes.entries.labels import Label
from papernotes.entries.names import people
from papernotes.entries.prefix import read_prefix, skip
from papernotes.entries.run import Mark, Run, trim
from papernotes.entries.values import Find
from papernotes.entries.venues import YEAR, aside, is_venue
from papernotes.model.written import Ref

_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "「": "」", "《": "》", "『": "』"}
_LAST_PAREN = re.compile(r"\s*[(（\[]([^()\[\]（）]*)[)）\]]\s*\.?$")
_PAREN = re.compile(rf"[(（\[]([^()\[\]（）]{{2,150}})[)）\]]|\((?={YEAR}[,;\s])")
_DASHES = re.compile(r"\s+[-–—|·•]\s+|\s+[-–—]$")
_END = re.compile(r"(?<=[^\W_]{2})(?<!\bvs)(?<!\bcf)[.。]\s+")
_ASKED = re.compile(r"[?!？！]\s+")
_BY = re.compile(r",?\s+by\s+(?=[A-Z])")
_COMMA = re.compile(r",\s+(?=[^\W\d_])")
_SPACE = re.compile(
    r"(?<!\bof)(?<!\bin)(?<!\bfor)(?<!\bby)(?<!\band)(?<!\bthe)(?<!\bwith)(?<!\bto)"
    r"\s(?=(?:[A-Z]\.[\s-]?){1,3}\.?\s?(?:(?:van|von|de|der|den|la|le|di|da|del)\s)*[A-Z][^\W\d_])"
)


class Named(Struct, frozen=True):
    """A head: the stretch of its title (empty where it has none), the refs that name the paper, what else it says.

    `rest` is where the rest of the line begins; `open` says that only the line's end ended the title.
    """

    start: int
    end: int
    rest: int
    refs: tuple[Ref, ...] = ()
    finds: tuple[Find, ...] = ()
    status: str = ""
    tag: str = ""
    open: bool = False
    own: bool = False


def read_head(line: Run) -> Named:
    """Read the beginning of a line as the head of an entry; never fails (a head may have neither title nor ref)."""
    found = labels.labels(line)
    before = read_prefix(line, found)
    named = _delimited(line, before.end, found) or _plain(line, before.end, found)
    told, end = _asides(line, named.start, named.end)
    start, end = trim(line, named.start, end, " .,;:-–—|·•\\")
    if line.text[start : start + 1] == "[" and line.text[end - 1] == "]":
        start, end = start + 1, end - 1
    if not any(char.isalnum() for char in line.text[start:end]):
        start = end
    return replace(
        named,
        start=start,
        end=_stopped(line, end, named.end),
        finds=(*before.finds, *named.finds, *told),
        status=before.status,
        tag=" ".join(before.tags),
    )


def _stopped(line: Run, end: int, limit: int) -> int:
    """The end of a title with the dots that belong to it: an ellipsis, "et al.", "Inc."."""
    dots = re.compile(r"\.{2,}").match(line.text, end, limit)
    return dots.end() if dots else end


def _delimited(line: Run, position: int, found: tuple[Label, ...]) -> Named | None:
    """A head that is a mention, a link, or stands in bold, italics or quotes."""
    if quoted := _quoted(line, position):
        return quoted
    if line.text[position : position + 1] in "([" and line.at(position + 1, "mention"):
        position += 1
    mark = line.at(position, "strong", "em", "link", "mention")
    if mark is None or (mark.kind == "em" and not _is_whole(line, mark)):
        return None
    if mark.kind == "mention":
        return _called(line, mark, _mentioned(line, mark), found)
    if mark.kind == "link":
        named = _linked(line, mark, mark.start, mark.end)
        return None if any(label.start <= mark.start < label.end and label.names_nothing for label in found) else named
    if short := _short(line, mark):
        return short
    inner = [inside for inside in line.inside(mark.start, mark.end, "link") if inside.end - inside.start > 0]
    mentions = line.inside(mark.start, mark.end, "mention")
    if mentions and mentions[0].start == mark.start:
        return _mentioned(line, mentions[0])
    first = next((label.start for label in found if mark.start < label.start < mark.end), mark.end)
    if inner and not any(label.start <= inner[0].start < label.end for label in found):
        covers = (inner[0].end - inner[0].start) * 2 > mark.end - mark.start
        start, end = (
            (inner[0].start, inner[0].end) if covers and _is_lead(line, mark.start, inner[0]) else (mark.start, first)
        )
        return _linked(line, inner[0], start, end, max(first, inner[0].end) if first < mark.end else mark.end)
    return Named(mark.start, first, first if first < mark.end else mark.end)


def _short(line: Run, mark: Mark) -> Named | None:
    """ "**GPT-3**: [Language Models are Few-Shot Learners](…)": a short name in front of the title."""
    link = line.at(skip(line.text, mark.end), "link")
    words = line.text[mark.start : mark.end].strip(" :")
    colon = ":" in line.text[mark.end - 1 : link.start] if link else False
    if link is None or not colon or len(words.split()) > 3 or labels.is_label(line.text[link.start : link.end]):
        return None
    named = _linked(line, link, link.start, link.end)
    return Named(named.start, named.end, named.rest, named.refs, (*named.finds, ("short", words)), own=named.own)


def _is_lead(line: Run, start: int, link: Mark) -> bool:
    """Whether nothing but a number or a label stands before a link in bold."""
    return not line.text[start : link.start].strip(" 0123456789.)(:-–—|[]")


def _is_whole(line: Run, mark: Mark) -> bool:
    """Whether emphasis at the beginning of a line is a title, not its first words."""
    after = line.text[mark.end : mark.end + 40].lstrip()
    return len(line.text[mark.start : mark.end].split()) > 2 or not after or not after[0].isalnum()


def _quoted(line: Run, position: int) -> Named | None:
    closing = _QUOTES.get(line.text[position : position + 1])
    end = line.text.find(closing, position + 1) if closing else -1
    if end < position + 4:
        return None
    after = line.mask[end + 1 :].lstrip(" .,")
    whole = (
        line.text[end - 1] in ",."
        or not after
        or not after[0].isalnum()
        or people(after[:200].split("(")[0]) is not None
    )
    return Named(position + 1, end, end + 1) if whole and not after.startswith(":") else None


def _mentioned(line: Run, mark: Mark) -> Named:
    """A mention, the title of its own that it may have, and the ids that follow directly."""
    refs = [mark.ref] if mark.ref else []
    end = mark.end
    for other in sorted(line.marks, key=lambda other: other.start):
        if other.kind == "mention" and other.ref and other.start > mark.start:
            if line.text[end : other.start].strip(" ,;/()") or ":" not in other.ref.target:
                break
            refs.append(other.ref)
            end = other.end
    own = bool(mark.ref and mark.ref.kind == "note" and mark.ref.label)
    return Named(mark.start, mark.end if own else mark.start, end, tuple(refs), ids_of(*refs), own=own)


def _called(line: Run, mark: Mark, named: Named, found: tuple[Label, ...]) -> Named:
    """With the title that may follow a bare address: `https://openreview.net/forum?id=… Meta Dropout. H.B. Lee`."""
    said = line.text[named.rest :].lstrip()
    bare = line.text[mark.start : mark.end].startswith("http") and not named.own
    if not bare or not said[:1].isupper() or len(said.split()) < 2:
        return named
    read = credit(said) if len(said) < 3000 else None
    if read and (holds_names(read) or is_no_title(read)):
        return named
    title = _plain(line, len(line.text) - len(said), found)
    return replace(title, refs=(*named.refs, *title.refs), finds=(*named.finds, *title.finds), own=False)


def ids_of(*refs: Ref) -> tuple[Find, ...]:
    """The ids that mentions name a paper by."""
    return tuple(("ids", ref.target) for ref in refs if ref.kind == "id" or (ref.kind == "cite" and ":" in ref.target))


def _linked(line: Run, link: Mark, start: int, end: int, rest: int = 0) -> Named:
    """A title that is a link, or has one: the link is the paper's."""
    url = labels.address(link.url)
    ref = link.ref
    if ref and ref.kind == "link" and not url.startswith("http") and not ref.target.lower().endswith(".pdf"):
        return Named(start, end, rest or end, (ref,) if ref.target else (), own=True)
    said = tuple(labels.paper(url)) if url else ()
    refs = (ref,) if ref and ref.kind == "id" else ()
    return Named(start, end, rest or end, refs, said)


def _plain(line: Run, position: int, found: tuple[Label, ...]) -> Named:
    """A title in plain words, up to the first thing that can end it."""
    size = len(line.text)
    stop = min((label.start for label in found if label.start >= position), default=size)
    inner = next((mark for mark in sorted(line.marks, key=lambda mark: mark.start)
                  if mark.start > position and mark.kind in ("link", "strong", "em", "mention")
                  and mark.start < stop), None)  # fmt: skip
    if inner is not None:
        if turned := _after_lead(line, position, inner):
            return turned
        if _ends_title(line, inner):
            stop = inner.start
    end, rest = _ended(line, position, stop)
    refs: tuple[Ref, ...] = ()
    if (
        inner is not None
        and inner.kind == "mention"
        and inner.start == stop
        and not line.text[end:stop].strip(" ,;:.-–—([@")
    ):
        mention = _mentioned(line, inner)
        refs, rest = mention.refs, mention.rest
        return Named(position, end, rest, refs, own=True)
    return Named(position, end, rest, open=end == size and stop == size)


def _after_lead(line: Run, position: int, mark: Mark) -> Named | None:
    """The title in bold or in a link that follows names, a venue or "Topic:"."""
    lead = line.text[position : mark.start].strip()
    words = lead.strip(" .,:;-–—([")
    if mark.kind in ("em", "mention") or labels.is_label(line.text[mark.start : mark.end]):
        return None
    read = credit(words) if words and len(words) < 3000 else None
    known = mark.kind == "link" and identifiers.recognise(mark.url) is not None and len(words.split()) < 5
    if not (read and (read.sure or lead.endswith((",", ".", ":")))) and not lead.endswith((":", "：")) and not known:
        return None
    named = _linked(line, mark, mark.start, mark.end) if mark.kind == "link" else Named(mark.start, mark.end, mark.end)
    short = (("short", words),) if lead.endswith(":") and len(words.split()) < 3 and not read else ()
    return Named(
        named.start, named.end, named.rest, named.refs, (*named.finds, *(read.finds if read else short)), own=named.own
    )


def _ends_title(line: Run, mark: Mark) -> bool:
    """Whether a mark in the middle of plain words ends the title: a link, a mention, a venue in italics."""
    words = line.text[mark.start : mark.end]
    if mark.kind in ("link", "mention"):
        return True
    return bool(aside(words)) or is_venue(words)


def _ended(line: Run, position: int, stop: int) -> tuple[int, int]:
    """The end of a plain title and the beginning of the rest."""
    ends = [(stop, stop), *_parens(line, position, stop), *_dashes(line, position, stop)]
    ends += _people_after(line, position, min(ends)[0])
    return min(ends)


def _parens(line: Run, position: int, stop: int) -> Iterator[tuple[int, int]]:
    for match in _PAREN.finditer(line.mask, position, stop):
        if match[1] is None or aside(match[1]):
            yield match.start(), match.start()
            return


def _dashes(line: Run, position: int, stop: int) -> Iterator[tuple[int, int]]:
    if match := _DASHES.search(line.mask, position, stop):
        yield match.start(), match.start()


def _people_after(line: Run, position: int, stop: int) -> Iterator[tuple[int, int]]:
    """The ends that only names, a venue or a date behind them make ends."""
    size = 0
    alone = is_no_title if stop == len(line.text) else has_initials
    for shape, fits in (
        (_END, None),
        (_ASKED, holds_names),
        (_BY, holds_names),
        (_COMMA, is_no_title),
        (_SPACE, alone),
    ):
        for number, match in enumerate(shape.finditer(line.mask, position, stop)):
            size += stop - match.end()
            if number > 12 or size > 100_000:
                break
            read = credit(line.text[match.end() : stop]) if match.end() < stop else None
            if read and (fits is None or fits(read)):
                yield match.start() + (shape is _ASKED), match.end()
                break


def _asides(line: Run, start: int, end: int) -> tuple[list[Find], int]:
    """What the last parentheses of a title say ("(NeurIPS 2019)"), and the end of the title before them."""
    finds: list[Find] = []
    for _ in range(3):
        match = _LAST_PAREN.search(line.text, max(start, end - 200), end)
        said = aside(match[1]) if match and match.start() > start else ()
        if not match or not said:
            break
        finds += said
        end = match.start()
    return finds, end
