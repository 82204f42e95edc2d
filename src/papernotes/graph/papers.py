"""The papers of a site: one by its name, all in the order of time."""

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape

import msgspec

from papernotes import identifiers
from papernotes.graph.addresses import paper_name, paper_named
from papernotes.graph.claims import ENTRY, claims, key_of
from papernotes.graph.identity import Group, group_by_key, group_of, is_named
from papernotes.graph.mentions import front, mentioned, relations_with, sentences_with
from papernotes.graph.merging import citekeys, merged
from papernotes.graph.site import Site, once
from papernotes.model.graph import Paper, Placed
from papernotes.model.written import Inline, PaperFields, Ref
from papernotes.text import fold, sort_key

_GENERIC = frozenset("paper pdf arxiv link here html url doi openreview abstract preprint code website this".split())
_TAG = re.compile(r"<[^<>]*>")


def paper(site: Site, name: str) -> Paper | None:
    """The paper whose page is `papers/<name>.html`."""
    group = group_named(site, name)
    return paper_of(site, group) if group else None


@once
def group_named(site: Site, name: str) -> Group | None:
    """The claims on the paper of that name; only for one named after its folder all papers are gone through."""
    return paper_named(site, name) or _by_name(site).get(name)


def papers(site: Site) -> tuple[Paper, ...]:
    """All papers with a page, by when they appeared (unknown last), title and name."""
    return _all(site)


@once
def _all(site: Site) -> tuple[Paper, ...]:
    return in_time(paper_of(site, group) for group in groups(site))


def in_time(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Papers by when they appeared (unknown last), title and name."""
    return tuple(sorted(papers, key=lambda each: (each.fields.issued or "~", sort_key(title(each).text), each.name)))


@once
def _by_name(site: Site) -> dict[str, Group]:
    return {paper_name(site, group): group for group in groups(site)}


def groups(site: Site) -> Iterator[Group]:
    """Every paper that has a page, once."""
    for group in dict.fromkeys(_candidates(site)):
        if is_named(site, group):
            yield group


def _candidates(site: Site) -> Iterator[Group]:
    for claim in claims(site).all:
        yield group_of(site, claim)
    for key in mentioned(site):
        yield group_by_key(site, key)


@once
def paper_of(site: Site, group: Group) -> Paper:
    """A group of claims as a paper."""
    name = paper_name(site, group)
    fields = merged(site, group.claims) if group.claims else PaperFields()
    mentioned = _mentioned(site, group.key) if group.key else None
    cited = (mentioned.target,) if mentioned and group.key[0] == "@" else ()
    keys = citekeys(group.claims) or tuple(key.removeprefix("@") for key in cited)
    if group.key and not keys:
        fields = msgspec.structs.replace(fields, ids=(group.key,), issued=identifiers.issued(group.key))
    if fields.title is None:
        fields = msgspec.structs.replace(fields, title=_link_text(site, fields.ids), citekey="".join(keys[:1]))
    return Paper(
        name=name,
        fields=fields,
        keys=keys,
        notes=group.notes,
        records=tuple(claim.record for claim in group.claims if claim.record),
        entries=tuple(
            Placed(claim.facts, claim.index) for claim in group.claims if claim.source == ENTRY and claim.facts
        ),
    )


def _refs(site: Site, key: str) -> Iterator[tuple[Ref, Inline | None]]:
    """The mentions of a key, with the lines of those in sentences."""
    for form in (key, f"[[{key}"):
        for facts, number in sentences_with(site, form):
            line = facts.sentences[number].line if number >= 0 else None
            refs = line.refs if line else front(facts)
            yield from ((ref, line) for ref in refs if key_of(ref) == key)
        for facts, number in relations_with(site, form):
            yield facts.relations[number].target, None


def _mentioned(site: Site, key: str) -> Ref | None:
    """The first mention of a key."""
    return next((ref for ref, _ in _refs(site, key)), None)


def _link_text(site: Site, ids: tuple[str, ...]) -> Inline | None:
    """The words of a link to a paper that name it, for one of which nothing better is known."""
    for key in ids:
        for ref, line in _refs(site, key):
            words = " ".join((ref.label or (_between(line, ref) if line else "")).split())
            if ref.kind == "id" and words and not _is_generic(words):
                return Inline((escape(words, quote=False),), (), words)
    return None


def _between(line: Inline, ref: Ref) -> str:
    """The plain words between the ends of a paired hole."""
    hole = next(number for number, each in enumerate(line.refs) if each is ref)
    if not ref.paired or hole not in line.parts or -hole - 1 not in line.parts:
        return ""
    inner = line.parts[line.parts.index(hole) + 1 : line.parts.index(-hole - 1)]
    return unescape(_TAG.sub("", "".join(part for part in inner if isinstance(part, str))))


def _is_generic(words: str) -> bool:
    """Whether the words of a link say only that it leads to a paper."""
    plain = fold(words).strip(" .:()[]")
    return plain in _GENERIC or "://" in plain or identifiers.recognise(words) is not None


def title(paper: Paper) -> Inline:
    """A paper's title; of one without, the key or id that names it."""
    if paper.fields.title is not None:
        return paper.fields.title
    words = paper.keys[0] if paper.keys else paper.fields.ids[0] if paper.fields.ids else paper.fields.url or paper.name
    return Inline((escape(words, quote=False),), (), words)
