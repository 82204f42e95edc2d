"""Names that look like one that does not exist ("did you mean"), found without comparing all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from papernotes.graph.claims import citekey
from papernotes.graph.names import called, is_paper, tail
from papernotes.graph.site import Site, once
from papernotes.model.written import Ref
from papernotes.text import distance, fold

_MOST = 60  # names that are compared letter by letter with one that is missing
_LONGEST = 100  # letters that are looked at


def near(site: Site, ref: Ref) -> tuple[str, ...]:
    """Up to three names that a mention which leads nowhere may have meant, the nearest first.

    For a wikilink names of notes and citekeys, for a citation citekeys, for an image or a linked file names of files.
    """
    if ref.kind in ("image", "link") and not is_note(ref):
        return _near(site, fold(ref.target.rpartition("/")[2]), "file")
    if ref.kind in ("note", "embed", "link"):
        return _near(site, tail(ref.target), "note")
    return _near(site, fold(ref.target), "key") if ref.kind == "cite" else ()


def did_you_mean(names: Iterable[str], form: str, otherwise: str) -> str:
    """The near names as they would be written, "%s" in a form, else what else to do."""
    written = [form % name for name in names]
    return f"did you mean {' or '.join(written)} ?" if written else otherwise


def is_note(ref: Ref) -> bool:
    """Whether a link is to a note, by its ending."""
    last = ref.target.rpartition("/")[2].lower()
    return ref.kind != "image" and (last.endswith((".md", ".markdown")) or "." not in last)


@once
def _near(site: Site, wanted: str, kind: str) -> tuple[str, ...]:
    limit = _limit(wanted)
    known = _pieces(site, kind)
    shared = Counter(name for piece in _seen(wanted, limit) for name in known.get(piece, ()))
    candidates = [each for each in shared if kind == "key" or _digits(each[0]) == _digits(wanted)]
    candidates.sort(key=lambda each: (-shared[each], each))
    ranked = [(distance(wanted, folded, limit), name) for folded, name in candidates[:_MOST]]
    return tuple(dict.fromkeys(name for steps, name in sorted(ranked) if 0 < steps <= limit))[:3]


def _limit(name: str) -> int:
    """How many letters may differ: none in the shortest names, which are all near each other."""
    return 0 if len(name) < 4 else 1 if len(name) < 8 else 2


def _digits(name: str) -> str:
    """The digits of a name: "Lecture 2" is no slip of the pen for "Lecture 1"."""
    return "".join(char for char in name if char.isdigit())


@once
def _pieces(site: Site, kind: str) -> dict[tuple[int, int, str], list[tuple[str, str]]]:
    """Names of a kind, folded and as written, by each of three pieces: two slips leave one of them whole."""
    found: dict[tuple[int, int, str], list[tuple[str, str]]] = {}
    for name in dict.fromkeys(_names(site, kind)):
        folded = fold(name)
        for number, (start, end) in enumerate(_thirds(len(folded))):
            found.setdefault((len(folded), number, folded[start:end]), []).append((folded, name))
    return found


def _names(site: Site, kind: str) -> Iterator[str]:
    """The names of notes with the citekeys, the citekeys alone, or the names of files."""
    if kind == "file":
        yield from (path.rpartition("/")[2] for path in sorted(site.files))
        return
    for facts in site.notes:
        if kind == "note":
            yield from (name for _, name in called(facts) if len(name) <= _LONGEST)
        if is_paper(site, facts):
            yield citekey(facts)
    yield from (record.key for record in site.records)


def _thirds(length: int) -> Iterator[tuple[int, int]]:
    for number in range(3):
        yield length * number // 3, length * (number + 1) // 3


def _seen(wanted: str, limit: int) -> Iterator[tuple[int, int, str]]:
    """The pieces that a name within the limit would have, wherever a slip has moved them."""
    for length in range(len(wanted) - limit, len(wanted) + limit + 1) if limit and len(wanted) <= _LONGEST else ():
        for number, (start, end) in enumerate(_thirds(length)):
            for shift in range(-limit, limit + 1):
                if start + shift >= 0:
                    yield length, number, wanted[start + shift : end + shift]
