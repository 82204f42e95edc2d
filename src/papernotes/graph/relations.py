"""Typed relations between papers and notes, seen from both ends."""

from collections.abc import Iterator

from msgspec import Struct

from papernotes.graph.addresses import address, page_name
from papernotes.graph.backlinks import notes_on, relations_in, relations_of, relations_to, sentences_on, subject
from papernotes.graph.papers import paper
from papernotes.graph.resolve import resolve
from papernotes.graph.site import Site, once
from papernotes.model.graph import Edge
from papernotes.model.written import Entry, Facts, Relation


class RelationType(Struct, frozen=True):
    """A type of relation: whether its source came of its target, and the user's own word for it from the other end.

    The words of the types below stand in words/<language>.toml as `rel_<type>` and `rel_<type>_inverse`.
    """

    is_lineage: bool = False
    inverse: str = ""


RELATIONS = {
    "builds_on": RelationType(is_lineage=True),
    "extends": RelationType(is_lineage=True),
    "follows": RelationType(is_lineage=True),
    "uses": RelationType(is_lineage=True),
    "replicates": RelationType(is_lineage=True),
    "supersedes": RelationType(is_lineage=True),
    "contradicts": RelationType(),
    "cites": RelationType(),
    "related": RelationType(),
}
"""The relation types there are; settings add more."""


@once
def relation_types(site: Site) -> dict[str, RelationType]:
    """All relation types: the table and those of the settings, `name = "inverse"` or `{inverse = "…", lineage = …}`."""
    known = dict(RELATIONS)
    for name, given in site.config.relations.items():
        table = {"inverse": given} if isinstance(given, str) else given
        known[name] = RelationType(bool(table.get("lineage", False)), str(table.get("inverse", "")))
    return known


def is_lineage(site: Site, type: str) -> bool:
    """Whether a relation says that its source came of its target."""
    return relation_types(site).get(type, RelationType()).is_lineage


@once
def edges(site: Site, url: str) -> tuple[Edge, ...]:
    """The relations of the node at an address, from either end, those said in notes first; none to itself.

    Of a relation said twice the one with a reason is kept. Thin edges of type "mentions" lead from a paper to an
    older one that its own note mentions.
    """
    found: dict[tuple[str, str, str], Edge] = {}
    for edge in (*_said_by(site, url), *_said_of(site, url)):
        key = edge.source, edge.target, edge.type
        if edge.source != edge.target and (key not in found or (edge.reason and found[key].reason is None)):
            found[key] = edge
    joined = {key[:2] for key in found}
    thin = {(edge.source, edge.target): edge for edge in _mentions(site, url)}
    return (*found.values(), *(edge for ends, edge in thin.items() if ends not in joined))


def edges_in(site: Site, facts: Facts, entry: Entry) -> tuple[Edge, ...]:
    """The relations that are said in the text of an entry of a note."""
    said = relations_in(site, facts.path).get(entry.anchor, ())
    source = subject(site, facts, said[0]) if said else ""
    ends = ((relation, resolve(site, relation.target, facts.path)) for relation in said if source)
    found = (_edge(facts, relation, source, end.page) for relation, end in ends)
    return tuple(edge for edge in found if edge.target)


def _said_by(site: Site, url: str) -> Iterator[Edge]:
    for facts, relation in relations_of(site, url):
        target = resolve(site, relation.target, facts.path)
        if target.kind in ("paper", "note"):
            yield _edge(facts, relation, url, target.page)


def _said_of(site: Site, url: str) -> Iterator[Edge]:
    for facts, number in relations_to(site, url):
        relation = facts.relations[number]
        if end := subject(site, facts, relation):
            yield _edge(facts, relation, end, url)


def _edge(facts: Facts, relation: Relation, source: str, target: str) -> Edge:
    return Edge(source, target, relation.type, relation.reason, facts.path, relation.span)


def builders(site: Site, url: str) -> frozenset[str]:
    """The papers that came of a paper, by address."""
    said = ((facts, facts.relations[number]) for facts, number in relations_to(site, url))
    ends = ((subject(site, facts, relation), relation.type) for facts, relation in said)
    papers = ((end, type) for end, type in ends if end.startswith("papers/") and end != url)
    return frozenset(end for end, type in papers if is_lineage(site, type))


def _mentions(site: Site, url: str) -> Iterator[Edge]:
    """The thin edges of a paper."""
    if not url.startswith("papers/"):
        return
    for facts in notes_on(site, url):
        for sentence in facts.sentences:
            for ref in sentence.line.refs:
                target = resolve(site, ref, facts.path)
                other = target.page
                if target.kind == "paper" and is_older(site, other, url):
                    yield Edge(url, other, "mentions", path=facts.path, span=ref.span)
    for facts, _ in sentences_on(site, url):
        source = address(site, facts.path)
        if source.startswith("papers/") and is_older(site, url, source):
            yield Edge(source, url, "mentions", path=facts.path)


def is_older(site: Site, url: str, than: str) -> bool:
    """Whether one paper is known to have appeared before another."""
    one, two = (issued(site, page_name(each)) for each in (url, than))
    shared = min(len(one), len(two))
    return one[:shared] < two[:shared]


@once
def issued(site: Site, name: str) -> str:
    """When the paper of a name appeared."""
    found = paper(site, name)
    return found.fields.issued if found else ""
