"""What notes, records and entries claim of papers, and the keys by which two claims may be of one paper."""

import re
from collections.abc import Iterator

from msgspec import Struct

from papernotes import identifiers
from papernotes.graph.names import find, is_paper, name_of
from papernotes.graph.site import Site, once
from papernotes.identifiers import SCHEMES
from papernotes.model.problem import Span
from papernotes.model.written import Facts, PaperFields, Record, Ref
from papernotes.text import fold, plain_letters, title_key

NOTE, RECORD, ENTRY = range(3)
"""Where a claim comes from, the strongest first."""

BOOKS = frozenset(
    "book mvbook collection mvcollection proceedings mvproceedings reference mvreference manual periodical".split()
)
"""BibTeX types of works that an ISBN names as a whole."""

_WEB = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


class Claim(Struct, frozen=True, eq=False, kw_only=True):
    """One place that says something of a paper; claims are ordered by `number` (notes, records, entries).

    `keys` are all by which it may be one with another claim: ids ("scheme:value"), citekeys ("@key", folded),
    "note:path", "isbn:value title", "url:address" and "title:words"; an entry without any names no paper.
    `citekeys` are those among them as they are written; `apart` are keys of papers that it is not.
    """

    number: int
    source: int
    fields: PaperFields
    keys: tuple[str, ...]
    words: str
    span: Span
    citekeys: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    facts: Facts | None = None
    record: Record | None = None
    index: int = -1

    @property
    def is_bare(self) -> bool:
        """Whether it is an entry that gives a title and nothing else by which papers could be told apart."""
        said = self.fields
        return self.source == ENTRY and not (said.authors or said.issued or said.venue_year or len(self.keys) > 1)


class Claims(Struct, frozen=True, eq=False):
    """All claims in order, and those of each key."""

    all: list[Claim]
    by_key: dict[str, list[Claim]]


def citekey(facts: Facts) -> str:
    """The citekey of a note about a paper: its own, else its file's name with hyphens for blanks."""
    return facts.paper.citekey or "-".join(name_of(facts).split())


def key_of(ref: Ref) -> str:
    """The key that a citation, an id or `[[@key]]` names: "@key", folded, or "scheme:value"; "" for other mentions."""
    target = ref.target
    if ref.kind == "id" or (ref.kind == "cite" and target.partition(":")[0] in SCHEMES):
        return target
    if ref.kind == "cite":
        return "@" + fold(target)
    return fold(target) if target[:1] == "@" and ref.kind in ("note", "embed") else ""


@once
def claims(site: Site) -> Claims:
    """Fold notes, records and entries into the index of keys."""
    known = Claims([], {})
    for claim in _claims(site, known):
        known.all.append(claim)
        for key in claim.keys:
            known.by_key.setdefault(key, []).append(claim)
    return known


def _claims(site: Site, known: Claims) -> Iterator[Claim]:
    """All claims in order; `known` are those before each."""
    for facts in site.notes:
        if is_paper(site, facts):
            yield _of_note(site, len(known.all), facts)
    for record in site.records:
        yield _of_record(len(known.all), record)
    for facts in site.notes:
        for index in range(len(facts.entries)):
            yield _of_entry(site, known, facts, index)


def _of_note(site: Site, number: int, facts: Facts) -> Claim:
    said = facts.paper
    words = title_key((said.title or facts.title).text)
    is_book = said.type in ("", "book") and not said.venue
    key = citekey(facts)
    keys = _keys([*said.ids, "@" + fold(key), f"note:{facts.path}"], said, words, is_book)
    return Claim(
        number=number,
        source=NOTE,
        fields=said,
        keys=keys,
        words=words,
        span=facts.span,
        citekeys=(key,),
        apart=tuple(key for name in facts.note.not_same for key in keys_of(site, name) if key not in keys),
        facts=facts,
    )


def keys_of(site: Site, name: str) -> tuple[str, ...]:
    """The keys that a name in a list of papers may mean: an id, a wikilink, a citekey or a title."""
    bare = name.strip().removeprefix("[[").removesuffix("]]").partition("|")[0].strip()
    if found := identifiers.recognise(bare):
        return (str(found),)
    bare = bare.removeprefix("@")
    notes = find(site, bare).notes
    return "@" + fold(bare), f"title:{title_key(bare)}", *(f"note:{facts.path}" for facts in notes)


def _of_record(number: int, record: Record) -> Claim:
    said = record.fields
    words = title_key(said.title.text) if said.title else ""
    keys = _keys([*said.ids, "@" + fold(record.key)], said, words, record.type.lower() in BOOKS)
    return Claim(
        number=number,
        source=RECORD,
        fields=said,
        keys=keys,
        words=words,
        span=record.span,
        citekeys=(record.key,),
        record=record,
    )


def _of_entry(site: Site, known: Claims, facts: Facts, index: int) -> Claim:
    entry = facts.entries[index]
    said = entry.fields
    title = said.title.text if said.title else next((ref.target for ref in entry.refs if ref.kind == "title"), "")
    words = title_key(title) if title else ""
    keys = [key for ref in entry.refs if (key := _named(site, known, ref))] + [*said.ids]
    if said.citekey:
        keys.append("@" + fold(said.citekey))
    is_lost = not (keys or said.url) and any(ref.kind == "note" for ref in entry.refs)
    is_book = said.type in ("", "book") and not said.venue
    cited = (ref.target for ref in entry.refs if ref.kind == "cite")
    return Claim(
        number=len(known.all),
        source=ENTRY,
        fields=said,
        keys=() if is_lost else _keys(keys, said, words, is_book),
        words=words,
        span=entry.span,
        citekeys=tuple(key for key in (said.citekey, *cited) if key and key.partition(":")[0] not in SCHEMES),
        facts=facts,
        index=index,
    )


def _named(site: Site, known: Claims, ref: Ref) -> str:
    """The key that an entry's mention gives: of a wikilink the paper note, else the known citekey, that it means."""
    if ref.kind != "note":
        return key_of(ref)
    bare = ref.target.removeprefix("@")
    key = "@" + fold(bare)
    holders = known.by_key.get(key)
    is_known = bool(holders and holders[0].source < ENTRY)
    if is_known and bare != ref.target:
        return key
    found = find(site, ref.target)
    found = found if found.notes else find(site, bare)
    if found.notes:
        return "" if found.hidden or not is_paper(site, found.notes[0]) else f"note:{found.notes[0].path}"
    return key if is_known or bare != ref.target else ""


def _keys(keys: list[str], said: PaperFields, words: str, is_book: bool) -> tuple[str, ...]:
    """All keys of a claim, each once; an ISBN counts only for a whole book, together with its title."""
    found = [key if not key.startswith("isbn:") else f"{key} {words}" for key in keys if is_book or key[:5] != "isbn:"]
    if said.url:
        found.append(f"url:{web(said.url)}")
    if words:
        found.append(f"title:{words}")
    return tuple(dict.fromkeys(found))


def web(url: str) -> str:
    """A URL as it is compared with others: without its scheme, `www.` and a last slash, the host folded."""
    host, slash, path = _WEB.sub("", url.strip(), count=1).partition("/")
    return (host.lower() + slash + path).rstrip("/")


def years(claim: Claim) -> set[int]:
    """The years that a claim gives: the paper's, its venue's, its arXiv id's."""
    said = claim.fields
    dates = (said.issued, said.venue_year, *map(identifiers.issued, said.ids))
    return {int(date[:4]) for date in dates if date[:4].isdigit()}


def first_author(claim: Claim) -> str:
    """The family name of the first author as it is compared with others, "" where none is named."""
    return plain_letters(claim.fields.authors[0].family) if claim.fields.authors else ""
