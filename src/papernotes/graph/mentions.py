"""Where papers and notes are mentioned, by target as written; who is meant is found out when a page asks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from posixpath import dirname
from typing import get_args, get_type_hints

from msgspec import Struct

from papernotes.graph.claims import key_of
from papernotes.graph.names import INDEXES, inside, tail
from papernotes.graph.site import Site, once
from papernotes.identifiers import SCHEMES
from papernotes.model.problem import Span
from papernotes.model.written import Facts, Inline, Prose, Ref
from papernotes.text import fold, title_key

_STEP = 1_000_000  # a place is one number, a note's times this and a sentence's: quick to fold, small to keep

Places = dict[str, dict[str, list[int]]]
"""Places by the kind of a mention ("bare" for a bare `@word`) and its target as written."""


class Mentions(Struct, frozen=True, eq=False):
    """Sentences (0: a line of front matter, n: sentence n - 1) and relations by what they mention."""

    sentences: Places
    relations: Places


@once
def mentions(site: Site) -> Mentions:
    """Fold all sentences and relations into the two indexes."""
    known = Mentions(_empty(), _empty())
    for number, facts in enumerate(site.notes):
        place = number * _STEP
        _add(known.sentences, front(facts), facts, place)
        for sentence in facts.sentences:
            place += 1
            _add(known.sentences, sentence.line.refs, facts, place)
        for index, relation in enumerate(facts.relations):
            _add(known.relations, (relation.target,), facts, number * _STEP + index)
    return known


def _empty() -> Places:
    return {kind: defaultdict(list) for kind in (*get_args(get_type_hints(Ref)["kind"]), "bare")}


def _add(index: Places, refs: Iterable[Ref], facts: Facts, place: int) -> None:
    for ref in refs:
        kind: str = ref.kind
        target = ref.target
        if kind == "cite" and ref.form == "bare":
            kind = "bare"
        elif kind == "link" and _says_folder(target):
            target = inside(dirname(facts.path), target) or target
        index[kind][target].append(place)


def _says_folder(target: str) -> bool:
    """Whether the address of a link, like `../` or `../index.md`, names a folder that only the note's place tells."""
    return tail(target) in ("", ".", "..", *INDEXES)


@once
def spellings(site: Site) -> dict[str, list[tuple[str, str]]]:
    """All that is mentioned, as (kind, target), by key.

    "@key" or an id for a citation, "?@key" for a bare `@word`, which may be none; "[[name" for a wikilink or link,
    folded, whole and the last part of it only; "title:words" where a title may be meant.
    """
    known = mentions(site)
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, index in known.sentences.items():
        for target in {**index, **known.relations[kind]}:
            for key in _keys(kind, target):
                found.setdefault(key, []).append((kind, target))
    return found


def _keys(kind: str, target: str) -> Iterable[str]:
    if kind == "id":
        return (target,)
    if kind in ("cite", "bare"):
        key = key_of(Ref("cite", target))
        return (key if kind == "cite" else f"?{key}",)
    if kind == "title":
        return (f"title:{title_key(target)}",)
    if kind == "image" or not target:
        return ()
    names = [f"[[{tail(target)}", f"[[{fold(target)}"]
    if target.count(" ") > 1:
        names.append(f"title:{title_key(target)}")
    return dict.fromkeys(names)


def sentences_with(site: Site, key: str) -> Iterator[tuple[Facts, int]]:
    """The sentences that mention a key, in order: the note and the sentence's number (-1: a line of front matter)."""
    for place in _places(site, mentions(site).sentences, key):
        yield site.notes[place // _STEP], place % _STEP - 1


def relations_with(site: Site, key: str) -> Iterator[tuple[Facts, int]]:
    """The relations that mention a key, in order: the note and the relation's number."""
    for place in _places(site, mentions(site).relations, key):
        yield site.notes[place // _STEP], place % _STEP


def _places(site: Site, index: Places, key: str) -> list[int]:
    found = (index[kind].get(target, ()) for kind, target in spellings(site).get(key, ()))
    return sorted({place for places in found for place in places})


def mentioned(site: Site) -> Iterator[str]:
    """The citekeys and ids that are mentioned outside entries, so that they name papers."""
    for key in spellings(site):
        if key.startswith("[[@"):
            yield key[2:]
        elif key[0] == "@" or key.partition(":")[0] in SCHEMES:
            yield key


def front(facts: Facts) -> Iterator[Ref]:
    """What the lines of a note's front matter mention."""
    said = facts.paper
    for line in (facts.title, said.summary, said.why, said.abstract):
        if line is not None:
            yield from line.refs


def all_refs(facts: Facts) -> Iterator[Ref]:
    """Every mention, link and image of a note once: in its body, its entries, its front matter, its relations."""
    seen: set[tuple[str, str, str, Span | None]] = set()
    for ref in _refs(facts):
        key = ref.kind, ref.target, ref.part, ref.span
        if key not in seen:
            seen.add(key)
            yield ref


def _refs(facts: Facts) -> Iterator[Ref]:
    yield from (relation.target for relation in facts.relations)
    yield from front(facts)
    lines: list[Inline | Prose | None] = [relation.reason for relation in facts.relations]
    for piece in facts.pieces:
        lines += piece.title, piece.prose
    for entry in facts.entries:
        yield from entry.refs
        lines += entry.title, entry.byline, entry.remark, entry.prose
    lines += (sentence.line for sentence in facts.sentences)
    lines += (prose for _, prose in facts.blocks)
    for line in lines:
        if line is not None:
            yield from line.refs
