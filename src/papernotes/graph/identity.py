"""One paper, one node: the claims reached from any of its claims, walked when it is asked for."""

from msgspec import Struct

from papernotes.graph.asked import asked
from papernotes.graph.claims import NOTE, RECORD, Claim, claims
from papernotes.graph.joining import join
from papernotes.graph.mentions import spellings
from papernotes.graph.names import find
from papernotes.graph.site import Site, once
from papernotes.model.written import Facts


class Group(Struct, frozen=True, eq=False):
    """One paper: its claims as they count (notes with the main one first, records, entries) and the notes on it.

    A paper that is only mentioned has none, but the key that names it.
    """

    claims: tuple[Claim, ...] = ()
    notes: tuple[Facts, ...] = ()
    key: str = ""


@once
def joins(site: Site, key: str) -> bool:
    """Whether a key may join claims at all: a URL only where all that have it give one title.

    A title of less than three words joins only entries that say nothing else.
    """
    holders = claims(site).by_key[key]
    if len(holders) == 1:
        return False
    if key.startswith("url:"):
        return len({claim.words for claim in holders if claim.words or claim.record}) < 2
    return not key.startswith("title:") or key.count(" ") > 1 or any(claim.is_bare for claim in holders)


def component(site: Site, start: Claim) -> tuple[list[Claim], set[str]]:
    """All claims that are linked by keys with a claim, directly or over others, and those keys."""
    by_key = claims(site).by_key
    found = {start.number: start}
    keys: set[str] = set()
    todo = [start]
    while todo:
        for key in todo.pop().keys:
            if key in keys or not joins(site, key):
                continue
            keys.add(key)
            for claim in by_key[key]:
                if claim.number not in found:
                    found[claim.number] = claim
                    todo.append(claim)
    return [found[number] for number in sorted(found)], keys


@once
def _groups(site: Site) -> dict[int, Group]:
    """The papers that were walked so far, by the numbers of their claims."""
    return {}


def group_of(site: Site, claim: Claim) -> Group:
    """The paper that a claim is of."""
    known = _groups(site)
    if claim.number not in known:
        for members in join(*component(site, claim)):
            in_order = tuple(sorted(members, key=_rank))
            notes = tuple(member.facts for member in in_order if member.source == NOTE and member.facts)
            group = known.setdefault(members[0].number, Group(in_order, notes))
            known.update((member.number, group) for member in members)
    return known[claim.number]


def _rank(claim: Claim) -> tuple[int, bool, str, int]:
    """The note with `citekey` is the main one, else the first by date and path."""
    if claim.source != NOTE or claim.facts is None:
        return claim.source, False, "", claim.number
    return NOTE, not claim.fields.citekey, claim.facts.note.date or "9999", claim.number


def groups_of(site: Site, key: str) -> list[Group]:
    """The papers that have a key, in the order of their first claim with it."""
    groups = (group_of(site, claim) for claim in claims(site).by_key.get(key, ()))
    return list(dict.fromkeys(groups))


@once
def group_by_key(site: Site, key: str) -> Group:
    """The paper that a citekey or id names: the first with it, else the note of that name, else one only mentioned."""
    if key.startswith("isbn:"):
        groups = _groups_by_isbn(site, key)
        return groups[0] if len(groups) == 1 else Group(key=key)
    if groups := groups_of(site, key):
        return groups[0]
    if key[0] == "@":
        found = find(site, key[1:])
        holders = [] if found.hidden or not found.notes else groups_of(site, f"note:{found.notes[0].path}")
        return holders[0] if holders else Group(key=key)
    return Group(key=key)


@once
def _isbns(site: Site) -> dict[str, list[str]]:
    """The keys "isbn:value title" of each ISBN."""
    found: dict[str, list[str]] = {}
    for key in claims(site).by_key:
        if key.startswith("isbn:"):
            found.setdefault(key.partition(" ")[0], []).append(key)
    return found


def _groups_by_isbn(site: Site, isbn: str) -> list[Group]:
    groups = (group for key in _isbns(site).get(isbn, ()) for group in groups_of(site, key))
    return list(dict.fromkeys(groups))


@once
def group_by_title(site: Site, words: str) -> Group | None:
    """The one paper of a normalised title, None where there is none or more than one."""
    groups = groups_of(site, f"title:{words}")
    return groups[0] if len(groups) == 1 else None


def is_named(site: Site, group: Group) -> bool:
    """Whether a paper has a page: a note or entry is about it, or something names it, or its records have pages."""
    if any(claim.source != RECORD for claim in group.claims):
        return any(claim.keys for claim in group.claims)
    if group.claims and site.config.bibliography_pages == "all":
        return True
    if any(claim.span.path in asked(site) for claim in group.claims):
        return True
    return any(_names(site, key, group) for key in keys_of(group))


def keys_of(group: Group) -> tuple[str, ...]:
    """Every key of a paper once, an ISBN without its title."""
    if group.key:
        return (group.key,)
    keys = (key.partition(" ")[0] if key.startswith("isbn:") else key for claim in group.claims for key in claim.keys)
    return tuple(dict.fromkeys(keys))


def _names(site: Site, key: str, group: Group) -> bool:
    """Whether something in a note names a paper by this key."""
    said = spellings(site)
    if key.startswith("title:"):
        return key in said and group_by_title(site, key[6:]) is group
    if key[0] != "@":
        return key in said and group_by_key(site, key) is group
    is_cited = key in said or (bool(group.claims) and f"?{key}" in said)
    return (is_cited or _is_linked(site, key, group)) and group_by_key(site, key) is group


def _is_linked(site: Site, key: str, group: Group) -> bool:
    """Whether a wikilink `[[@key]]`, or `[[key]]` for a known key, means a paper and no note, hidden ones included."""
    said = spellings(site)
    if f"[[{key}" in said and (group.claims or not (find(site, key).notes or find(site, key[1:]).notes)):
        return True
    return bool(group.claims) and f"[[{key[1:]}" in said and not find(site, key[1:]).notes
