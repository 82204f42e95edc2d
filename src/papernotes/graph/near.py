"""Names that look like one that does not exist ("did you mean"), found without comparing all of them."""

from collections.abc import Iterable, Iterator

from papernotes.graph.claims import citekey
from papernotes.graph.names import called, is_paper, tail
from papernotes.graph.site import Site, once
from papernotes.model.written import Ref
from papernotes.text import distance, fold

_MOST = 200  # names that are compared letter by letter with one that is missing
_LONGEST = 100  # letters that are looked at


def near(site: Site, ref: Ref, path: str) -> tuple[str, ...]:
    """Up to three names that a mention which leads nowhere may have meant, the nearest first.

    For a wikilink or link names of notes and citekeys, for a citation citekeys.
    """
    if ref.kind in ("note", "embed", "link"):
        return _near(site, tail(ref.target), False)
    return _near(site, fold(ref.target), True) if ref.kind == "cite" else ()


@once
def _near(site: Site, wanted: str, keys_only: bool) -> tuple[str, ...]:
    limit = _limit(wanted)
    known = _pieces(site, keys_only)
    candidates = dict.fromkeys(name for piece in _seen(wanted, limit) for name in known.get(piece, ()))
    ranked = []
    for folded, name in list(candidates)[:_MOST]:
        steps = distance(wanted, folded, limit)
        if 0 < steps <= limit and (keys_only or _digits(folded) == _digits(wanted)):
            ranked.append((steps, name))
    return tuple(dict.fromkeys(name for _, name in sorted(ranked)))[:3]


def _limit(name: str) -> int:
    """How many letters may differ: none in the shortest names, which are all near each other."""
    return 0 if len(name) < 4 else 1 if len(name) < 8 else 2


def _digits(name: str) -> str:
    """The digits of a name: "Lecture 2" is no slip of the pen for "Lecture 1"."""
    return "".join(char for char in name if char.isdigit())


@once
def _pieces(site: Site, keys_only: bool) -> dict[tuple[int, int, str], list[tuple[str, str]]]:
    """Names, folded and as written, by each of three pieces: two slips leave one of them whole."""
    found: dict[tuple[int, int, str], list[tuple[str, str]]] = {}
    for name in dict.fromkeys(_keys(site) if keys_only else (*_names(site), *_keys(site))):
        folded = fold(name)
        for number, (start, end) in enumerate(_thirds(len(folded))):
            found.setdefault((len(folded), number, folded[start:end]), []).append((folded, name))
    return found


def _names(site: Site) -> Iterator[str]:
    for facts in site.notes:
        yield from (name for _, name in called(facts) if len(name) <= _LONGEST)


def _keys(site: Site) -> Iterable[str]:
    for facts in site.notes:
        if is_paper(site, facts):
            yield citekey(facts)
    for record in site.records:
        yield record.key


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
