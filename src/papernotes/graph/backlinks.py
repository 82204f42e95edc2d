"""What leads to a page, found from the other end: all forms in which it may be written, then who is really meant."""

from collections.abc import Callable, Iterator

from papernotes.graph.addresses import address, note_at, page_name
from papernotes.graph.claims import ENTRY
from papernotes.graph.identity import keys_of
from papernotes.graph.mentions import mentions, relations_with, sentences_with, spellings
from papernotes.graph.names import called, tail
from papernotes.graph.papers import group_named
from papernotes.graph.resolve import resolve
from papernotes.graph.site import Site, note_of, once
from papernotes.model.written import Facts, Relation


def notes_on(site: Site, url: str) -> tuple[Facts, ...]:
    """The notes on the page at an address, the main one first."""
    if url.startswith("papers/"):
        group = group_named(site, page_name(url))
        return group.notes if group else ()
    facts = note_at(site, url)
    return (facts,) if facts else ()


def _forms(site: Site, url: str) -> Iterator[str]:
    """The keys of `mentions` under which a node may be found."""
    group = group_named(site, page_name(url)) if url.startswith("papers/") else None
    for key in keys_of(group) if group else ():
        yield key
        if key[0] == "@":
            yield from (f"?{key}", f"[[{key}", f"[[{key[1:]}")
    for facts in notes_on(site, url):
        for _, name in called(facts):
            yield from (f"[[{tail(name)}", f"@{tail(name)}", f"[[@{tail(name)}")


def most_mentions(site: Site, url: str) -> tuple[int, int]:
    """At most how many sentences and relations name a node: all that are spelled so, whoever is meant."""
    known, written = mentions(site), spellings(site)
    forms = [form for key in dict.fromkeys(_forms(site, url)) for form in written.get(key, ())]
    sentences = sum(len(known.sentences[kind].get(target, ())) for kind, target in forms)
    return sentences, sum(len(known.relations[kind].get(target, ())) for kind, target in forms)


def _places(
    site: Site, url: str, places_with: Callable[[Site, str], Iterator[tuple[Facts, int]]]
) -> list[tuple[Facts, int]]:
    found = {
        (facts.path, number): (facts, number)
        for form in dict.fromkeys(_forms(site, url))
        for facts, number in places_with(site, form)
    }
    return [found[key] for key in sorted(found)]


@once
def sentences_on(site: Site, url: str) -> tuple[tuple[Facts, int], ...]:
    """The sentences that name the node at an address, its own notes' left out, by path and place."""
    found = _places(site, url, sentences_with)
    return tuple((facts, number) for facts, number in found if number >= 0 and _is_named(site, facts, number, url))


def _is_named(site: Site, facts: Facts, number: int, url: str) -> bool:
    if address(site, facts.path) == url:
        return False
    refs = facts.sentences[number].line.refs
    return any(resolve(site, ref, facts.path).page == url for ref in refs)


def relations_of(site: Site, url: str) -> Iterator[tuple[Facts, Relation]]:
    """The relations that are said of the node at an address: by its own notes, then in the text of entries on it."""
    for facts in notes_on(site, url):
        yield from ((facts, relation) for relation in facts.relations if relation.entry < 0)
    for facts, index in entries_on(site, url):
        said = relations_in(site, facts.path).get(facts.entries[index].anchor, ())
        yield from ((facts, relation) for relation in said)


@once
def relations_in(site: Site, path: str) -> dict[str, tuple[Relation, ...]]:
    """The relations in the texts of the entries of the note at a path, by the entry's anchor."""
    found: dict[str, tuple[Relation, ...]] = {}
    facts = note_of(site, path)
    for relation in facts.relations:
        if relation.entry >= 0:
            anchor = facts.entries[relation.entry].anchor
            found[anchor] = (*found.get(anchor, ()), relation)
    return found


def subject(site: Site, facts: Facts, relation: Relation) -> str:
    """The address of the node that a relation is said of; "" where its entry leads nowhere."""
    if relation.entry < 0:
        return address(site, facts.path)
    targets = (resolve(site, ref, facts.path) for ref in facts.entries[relation.entry].refs)
    return next((each.page for each in targets if each.kind in ("paper", "note")), "")


@once
def relations_to(site: Site, url: str) -> tuple[tuple[Facts, int], ...]:
    """The relations whose target is the node at an address, by path and place."""
    found = _places(site, url, relations_with)
    return tuple(
        (facts, number)
        for facts, number in found
        if resolve(site, facts.relations[number].target, facts.path).page == url
    )


def entries_on(site: Site, url: str) -> tuple[tuple[Facts, int], ...]:
    """The entries that name the node at an address, by path and place."""
    if not url.startswith("papers/"):
        return tuple(_entries_by_note(site).get(url, ()))
    group = group_named(site, page_name(url))
    claims = group.claims if group else ()
    return tuple((claim.facts, claim.index) for claim in claims if claim.source == ENTRY and claim.facts)


@once
def _entries_by_note(site: Site) -> dict[str, list[tuple[Facts, int]]]:
    """The entries that name a note which is not about a paper, by its address."""
    found: dict[str, list[tuple[Facts, int]]] = {}
    for facts in site.notes:
        for index, entry in enumerate(facts.entries):
            targets = (resolve(site, ref, facts.path) for ref in entry.refs if ref.kind in ("note", "link"))
            for url in {target.page for target in targets if target.kind == "note"}:
                found.setdefault(url, []).append((facts, index))
    return found
