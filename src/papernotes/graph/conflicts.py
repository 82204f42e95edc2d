"""Where two places disagree about a paper, and where two papers may be one."""

from collections.abc import Iterator, Sequence

from papernotes.graph.addresses import paper_name
from papernotes.graph.claims import ENTRY, NOTE, Claim, claims
from papernotes.graph.identity import Group, group_of, groups_of, is_named
from papernotes.graph.joining import FAR, alike, has_citekey
from papernotes.graph.merging import citekeys, ids, ticked_status
from papernotes.graph.papers import groups
from papernotes.graph.site import Site
from papernotes.identifiers import issued
from papernotes.model.problem import Code, Diagnostic, Span

_MOST = 20  # papers of one title or key that are spoken of
_AGREEING = frozenset({("read", "skimmed")})  # what a checkbox says, what a note may say beside it


def conflicts(site: Site) -> Iterator[Diagnostic]:
    """Citekeys of two papers, titles, years and statuses that differ, papers that look alike, entries without any."""
    for group in groups(site):
        yield from _titles(group.claims)
        yield from _years(group.claims)
        yield from _statuses(group.claims)
    for key, holders in claims(site).by_key.items():
        if len(holders) > 1 and key[0] == "@":
            yield from _citekey(site, key)
        elif len(holders) > 1 and key.startswith("title:") and key.count(" ") > 1:
            yield from _near(site, key)
    for facts in site.notes:
        for entry in facts.entries:
            if not entry.refs:
                hint = "write its title, an id, or a link to it"
                yield Diagnostic(Code.ENTRY_EMPTY, "an entry that names no paper", entry.span, hint)


def _where(span: Span) -> str:
    return f"{span.path}:{span.line}"


def _titles(in_order: Sequence[Claim]) -> Iterator[Diagnostic]:
    """Titles that have little in common with that of the strongest claim."""
    titled = [claim for claim in in_order if claim.fields.title]
    for claim in titled[1:]:
        if not alike(titled[0].words, claim.words):
            yield _conflict(claim, titled[0], f'is "{_title(claim)}" here', f'"{_title(titled[0])}"')


def _title(claim: Claim) -> str:
    return claim.fields.title.text if claim.fields.title else ""


def _years(in_order: Sequence[Claim]) -> Iterator[Diagnostic]:
    """Years more than two apart; an arXiv id's year before a later one is no conflict."""
    preprint = {issued(key)[:4] for key in ids(in_order)}
    dated = [claim for claim in in_order if claim.fields.issued[:4].isdigit()]
    for claim in dated[1:]:
        one, other = sorted((claim.fields.issued[:4], dated[0].fields.issued[:4]))
        if int(other) - int(one) > FAR and one not in preprint:
            here, there = claim.fields.issued[:4], dated[0].fields.issued[:4]
            yield _conflict(claim, dated[0], f"is of {here} here", f"of {there}")


def _conflict(claim: Claim, stronger: Claim, here: str, there: str) -> Diagnostic:
    hint = "one of them is wrong, or they are two papers: then say so with not_same in the note of one of them"
    return Diagnostic(Code.PAPER_CONFLICT, f"a paper {here}, {there} in {_where(stronger.span)}", claim.span, hint)


def _statuses(in_order: Sequence[Claim]) -> Iterator[Diagnostic]:
    """Checkboxes of lists that disagree with the note."""
    said = next((claim for claim in in_order if claim.source == NOTE and claim.fields.status), None)
    for claim in in_order if said else ():
        ticked = ticked_status(claim)
        if said and ticked not in ("", said.fields.status) and (ticked, said.fields.status) not in _AGREEING:
            message = f"the box says {ticked}, the note {said.fields.status} ({_where(said.span)})"
            yield Diagnostic(Code.STATUS_CONFLICT, message, claim.span, "the note's status is shown")


def _citekey(site: Site, key: str) -> Iterator[Diagnostic]:
    """A citekey of two different papers, unless both are only file names."""
    holders = [claim for claim in claims(site).by_key[key] if claim.source != ENTRY]
    first: dict[Group, Claim] = {}
    for claim in holders:
        first.setdefault(group_of(site, claim), claim)
    for other in list(first.values())[1:_MOST]:
        one = holders[0]
        is_meant = any(claim.source != NOTE or has_citekey(claim) for claim in (one, other))
        if is_meant and _key(one, key) == _key(other, key) and _is_shown(site, one, other):
            message = f"the citekey {_key(other, key)} already means another paper, in {_where(one.span)}"
            yield Diagnostic(Code.PAPER_CITEKEY, message, other.span, "give one of them another citekey")


def _key(claim: Claim, key: str) -> str:
    return next((each for each in citekeys([claim]) if "@" + each.casefold() == key), "")


def _is_shown(site: Site, *both: Claim) -> bool:
    return any(is_named(site, group_of(site, claim)) for claim in both)


def _near(site: Site, key: str) -> Iterator[Diagnostic]:
    """Papers of one title that were not joined, and of which nobody says that they differ."""
    found = [group for group in groups_of(site, key)[: _MOST + 1] if is_named(site, group)]
    for other in found[1:]:
        if not _are_kept_apart(found[0], other):
            one, two = paper_name(site, found[0]), paper_name(site, other)
            message = f"{two} has the title of {one} ({_where(found[0].claims[0].span)})"
            hint = f"if they are one, give both the same id or citekey; if not, write in a note: not_same: {two}"
            yield Diagnostic(Code.PAPER_NEAR, message, other.claims[0].span, hint)


def _are_kept_apart(one: Group, two: Group) -> bool:
    apart = {key for group in (one, two) for claim in group.claims for key in claim.apart}
    return any(key in apart for group in (one, two) for claim in group.claims for key in claim.keys)
