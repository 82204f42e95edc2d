"""Which claims are of one paper: a constrained union inside a set of claims that share keys.

Constraints make plain transitive closure wrong, so keys are gone through in a fixed order, the strongest kind first,
and a claim joins only where nothing speaks against it. The result depends on the set of claims and keys alone.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from papernotes.graph.claims import ENTRY, NOTE, Claim, first_author, years
from papernotes.identifiers import SCHEMES

_STRENGTH = {**dict.fromkeys(SCHEMES, 0), "note": 1, "@": 2, "isbn": 3, "url": 4, "title": 5}
_HOMES = 8  # papers of one key that a claim is tried with, so that a key of thousands stays linear
_NAMESAKES = 16  # papers of one title that are compared with each other
FAR = 2
"""Years that the dates given for one paper may lie apart."""
_WRITTEN = frozenset(
    "article inproceedings incollection inbook book proceedings booklet techreport unpublished misc".split()
)
_TYPES = {  # BibTeX types that are used one for the other
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "conference": "inproceedings",
    "collection": "book",
    "manual": "misc",
    "online": "misc",
    "electronic": "misc",
    "www": "misc",
    "report": "techreport",
}


class Kin:
    """Claims joined so far, and what they say together."""

    def __init__(self, claim: Claim) -> None:
        self.claims = [claim]
        self.keys = set(claim.keys)
        self.apart = set(claim.apart)
        self.ids = {key for key in claim.keys if kind_of(key) in SCHEMES and not key.startswith("isbn:")}
        self.titles = {claim.words} - {""}
        self.authors = {first_author(claim)} - {""}
        self.years = years(claim)
        self.printed = {printed(claim)} if claim.record else set()
        self.is_bare = claim.is_bare

    def add(self, other: "Kin") -> None:
        """Take in the claims of another."""
        self.claims += other.claims
        self.keys |= other.keys
        self.apart |= other.apart
        self.ids |= other.ids
        self.titles |= other.titles
        self.authors |= other.authors
        self.years |= other.years
        self.printed |= other.printed
        self.is_bare &= other.is_bare

    def of(self, scheme: str) -> set[str]:
        """The ids of a scheme."""
        return {key for key in self.ids if key.startswith(scheme)}

    def may_join(self, other: "Kin") -> bool:
        """Whether nothing forbids it: two arXiv ids, two DOIs with different titles, `not_same`."""
        if not (self.apart.isdisjoint(other.keys) and other.apart.isdisjoint(self.keys)):
            return False
        if not (self.ids and other.ids):
            return True
        if len(self.of("arxiv:") | other.of("arxiv:")) > 1:
            return False
        one, two = self.of("doi:"), other.of("doi:")
        return not (one and two and one.isdisjoint(two)) or not self.titles.isdisjoint(other.titles)

    def authors_differ(self, other: "Kin") -> bool:
        """Whether both name a first author, and not the same."""
        return bool(self.authors and other.authors) and self.authors.isdisjoint(other.authors)

    def years_differ(self, other: "Kin") -> bool:
        """Whether both give years, and none at most two apart."""
        few, many = sorted((self.years, other.years), key=len)
        return bool(few) and not any(year + step in many for year in few for step in range(-FAR, FAR + 1))

    def printings_differ(self, other: "Kin") -> bool:
        """Whether records of both are of different publications (see `printed`)."""
        few, many = sorted((self.printed, other.printed), key=len)
        return any(differ(one, two) for one in few for two in many)

    def contradicts(self, other: "Kin") -> bool:
        """Whether authors or years speak against one paper."""
        return self.authors_differ(other) or self.years_differ(other)


class Printed(NamedTuple):
    """What a record says of the publication itself: BibTeX type, year, number of authors (0: not all are named)."""

    type: str
    year: str
    authors: int


def printed(claim: Claim) -> Printed:
    """The publication that a record is of."""
    said = claim.fields
    type = claim.record.type.lower() if claim.record else ""
    type = "thesis" if said.type == "thesis" else _TYPES.get(type, type)
    return Printed(type, said.issued[:4], 0 if said.et_al else len(said.authors))


def differ(one: Printed, two: Printed) -> bool:
    """Whether two records of one title must be of two works.

    A thesis, a film or a dataset is not the paper of that title; what came out twice in one form, in two years (a
    yearly volume, a demonstration), or by more people, is not one work; a report, its paper and its article are.
    """
    if one.type != two.type and not (one.type in _WRITTEN and two.type in _WRITTEN):
        return True
    if not (one.authors or two.authors) and one.year != two.year:
        return True
    if one.authors and two.authors and one.authors != two.authors:
        return True
    return one.type == two.type and one.year != two.year and bool(one.year and two.year)


def kind_of(key: str) -> str:
    """The kind of a key: the scheme of an id, "@", "note", "isbn", "url" or "title"."""
    return "@" if key[0] == "@" else key.partition(":")[0]


def join(claims: Sequence[Claim], keys: Iterable[str]) -> list[tuple[Claim, ...]]:
    """The papers in a set of claims, given the keys that may join them; claims and papers in order."""
    if len(claims) == 1:  # as most are
        return [tuple(claims)]
    kin = {claim.number: Kin(claim) for claim in claims}
    sharing: dict[str, list[Claim]] = {key: [] for key in sorted(keys, key=lambda key: (_STRENGTH[kind_of(key)], key))}
    for claim in claims:
        for key in claim.keys:
            if key in sharing:
                sharing[key].append(claim)
    for key, holders in sharing.items():
        if key.startswith("title:"):
            _join_title(kin, key, holders)
        else:
            _join_key(kin, key, holders)
    papers = {id(group): group for group in kin.values()}.values()
    ordered = (tuple(sorted(group.claims, key=lambda claim: claim.number)) for group in papers)
    return sorted(ordered, key=lambda paper: paper[0].number)


def _merge(kin: dict[int, Kin], one: Kin, two: Kin) -> Kin:
    """Make one of two, the smaller into the larger."""
    if len(one.claims) < len(two.claims):
        one, two = two, one
    for claim in two.claims:
        kin[claim.number] = one
    one.add(two)
    return one


def _join_key(kin: dict[int, Kin], key: str, holders: Sequence[Claim]) -> None:
    """Join each holder of a key with the first paper before it that it agrees with."""
    homes: list[Claim] = []
    for claim in holders:
        for home in homes:
            one, two = kin[home.number], kin[claim.number]
            if one is two:
                break
            if one.may_join(two) and _agree(kind_of(key), home, claim, one, two):
                _merge(kin, one, two)
                break
        else:
            if len(homes) < _HOMES:
                homes.append(claim)


def _agree(kind: str, home: Claim, claim: Claim, one: Kin, two: Kin) -> bool:
    """Whether two claims with one key may be of one paper: a chapter may be given the DOI of its book, a message the
    URL of a whole mail, and people reuse citekeys, and file names even more.
    """
    if kind == "url":
        return not one.authors_differ(two)
    if kind != "@":
        return not (kind in SCHEMES and one.authors_differ(two)) or alike(home.words, claim.words)
    return claim.source == ENTRY or _agree_on_citekey(home, claim, one, two)


def _agree_on_citekey(home: Claim, claim: Claim, one: Kin, two: Kin) -> bool:
    """Whether what two claims with one citekey say besides fits one paper."""
    if home.source == NOTE and (claim.source != NOTE or has_citekey(home) != has_citekey(claim)):
        return alike(home.words, claim.words) or not one.contradicts(two)
    if home.words == claim.words and (home.words.count(" ") > 1 or not one.contradicts(two)):
        return True
    return home.source == NOTE and alike(home.words, claim.words) and not one.contradicts(two)


def has_citekey(claim: Claim) -> bool:
    """Whether a note gives its citekey itself instead of leaving it to its file name."""
    return bool(claim.fields.citekey)


def alike(one: str, other: str) -> bool:
    """Whether two normalised titles may be of one paper: one begins with the other, or most words are shared."""
    if one == other or not one or not other:
        return True
    short, long = sorted((one.split(), other.split()), key=len)
    if long[: len(short)] == short:
        return True
    return 10 * len(set(short) & set(long)) >= 6 * len(set(short) | set(long))


def _join_title(kin: dict[int, Kin], key: str, holders: Sequence[Claim]) -> None:
    """Join what has one title: claims that agree otherwise; then a title alone with the one paper of that title."""
    if key.count(" ") > 1:
        _join_equals(kin, holders)
        _join_namesakes(kin, [one for one in _papers(kin, holders) if not one.is_bare])
    bare = [one for one in _papers(kin, holders) if one.is_bare]
    for one in bare[1:]:
        bare[0] = _merge(kin, bare[0], one)
    firm = [one for one in _papers(kin, holders) if not one.is_bare]
    if bare and len(firm) == 1 and firm[0].may_join(bare[0]):
        _merge(kin, firm[0], bare[0])


def _papers(kin: dict[int, Kin], holders: Sequence[Claim]) -> list[Kin]:
    """The papers of some claims, in the order of their first one."""
    return list({id(one): one for one in (kin[claim.number] for claim in holders)}.values())


def _join_equals(kin: dict[int, Kin], holders: Sequence[Claim]) -> None:
    """Join papers of one title with one first author and year."""
    first: dict[tuple[str, int], Claim] = {}
    for claim in holders:
        for year in sorted(years(claim)) if claim.fields.authors else ():
            home = first.setdefault((first_author(claim), year), claim)
            one, two = kin[home.number], kin[claim.number]
            if one is not two and one.may_join(two) and not one.printings_differ(two):
                _merge(kin, one, two)


def _join_namesakes(kin: dict[int, Kin], papers: Sequence[Kin]) -> None:
    """Join papers of one title where each could only be those others, and they could be each other."""
    if not 1 < len(papers) <= _NAMESAKES:
        return
    candidates: dict[frozenset[int], list[int]] = {}
    for number, one in enumerate(papers):
        fits = frozenset(n for n, two in enumerate(papers) if n == number or _may_be_one(one, two))
        candidates.setdefault(fits, []).append(number)
    for fits, members in candidates.items():
        if fits == frozenset(members):
            home = papers[members[0]]
            for number in members[1:]:
                home = _merge(kin, home, papers[number])


def _may_be_one(one: Kin, two: Kin) -> bool:
    """Whether two papers of one title may be one: authors agree or are not named, years are near or an id says more."""
    if one.authors_differ(two) or not one.may_join(two) or one.printings_differ(two):
        return False
    if not (one.years or two.years):
        return False
    return not one.years_differ(two) or (_schemes(one).isdisjoint(_schemes(two)) and bool(one.ids or two.ids))


def _schemes(one: Kin) -> set[str]:
    return {kind_of(key) for key in one.ids}
