"""Names that may be one: people, venues and keywords in spellings that nobody has joined.

Names are put under loose keys, and only those under one key are compared, so that the time grows with their number.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct, field

from papernotes.graph.authors import author_spellings, is_whole, people
from papernotes.graph.keywords import keyword_key, keyword_spellings
from papernotes.graph.papers import papers
from papernotes.graph.site import Site, once
from papernotes.graph.spellings import Spellings
from papernotes.graph.venues import venue_spellings
from papernotes.model.graph import Paper
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.written import Author, PaperFields
from papernotes.text import fold, plain_letters, title_key

MOST = 50
"""Groups of a kind that are reported; a bibliography that nobody has tidied has hundreds."""

_SHOWN = 4  # spellings that a message names
_PLAIN = frozenset("the of and on in for a annual proceedings proc".split())
_SHORT = {"intl": "international", "int": "international", "conf": "conference", "symp": "symposium", "j": "journal"}
_SHORT |= {"trans": "transactions", "lang": "languages", "comput": "computer", "sci": "science"}
_BETWEEN = re.compile(r"[\s.]+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


class _Spelled(Struct, eq=False):
    """A spelling in use, and the papers that have it."""

    name: str
    papers: list[Paper] = field(default_factory=list)


def names_alike(site: Site) -> Iterator[Diagnostic]:
    """What is reported of spellings: those of most papers first, and how many more there are."""
    yield from _reports("authors", "person", _names, _people(site))
    yield from _reports("venues", "venue", lambda said: (said.venue,), _labels(site, "venues"))
    yield from _reports("keywords", "keyword", lambda said: said.keywords, _labels(site, "keywords"))


def _reports(
    table: str, kind: str, said: Callable[[PaperFields], Iterable[str]], groups: Sequence[Sequence[_Spelled]]
) -> Iterator[Diagnostic]:
    ranked = sorted(groups, key=lambda group: (-sum(len(each.papers) for each in group), group[0].name))
    for first, *others in ranked[:MOST]:
        shown = [f'"{each.name}"' for each in others[:_SHOWN]]
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        setting = f'"{first.name}" = [{", ".join(shown)}]'
        hint = f"write one of them, or, in the settings under [{table}]: {setting}"
        message = f'"{first.name}" and {", ".join(shown)}{more} may be one {kind}'
        yield Diagnostic(Code.NAME_NEAR, message, _place(others[0], said), hint)
    if len(ranked) > MOST:
        message = f"{len(ranked) - MOST} more {table} have names that look alike"
        yield Diagnostic(Code.NAME_NEAR, message, None, "they are shown as the first ones are mended")


def _place(spelled: _Spelled, said: Callable[[PaperFields], Iterable[str]]) -> Span | None:
    """Where a spelling first stands."""
    paper = spelled.papers[0]
    notes = ((facts.paper, facts.span) for facts in paper.notes)
    records = ((record.fields, record.span) for record in paper.records)
    written = (each.facts.entries[each.index] for each in paper.entries)
    claims = (*notes, *records, *((entry.fields, entry.span) for entry in written))
    return next((span for fields, span in claims if spelled.name in said(fields)), claims[0][1] if claims else None)


def _names(said: PaperFields) -> Iterator[str]:
    yield from (author.full for author in said.authors)


@once
def _labels(site: Site, table: str) -> list[list[_Spelled]]:
    """Venues or keywords under one loose key, the spelling of most papers first."""
    is_venue = table == "venues"
    known = venue_spellings(site) if is_venue else keyword_spellings(site)
    key_of = title_key if is_venue else keyword_key
    used: dict[str, _Spelled] = {}
    named: dict[str, _Spelled] = {}
    for paper in papers(site):
        for name in (paper.fields.venue,) if is_venue else paper.fields.keywords:
            if name and name not in named:
                key = key_of(name)
                named[name] = _spelled(used, known, key, key if is_venue else fold(name), name)
            if name:
                named[name].papers.append(paper)
    found: dict[str, list[_Spelled]] = {}
    for each in used.values():
        found.setdefault(_loose(key_of(each.name), is_venue=is_venue), []).append(each)
    return [_ranked(group) for group in found.values() if len(group) > 1]


def _spelled(used: dict[str, _Spelled], known: Spellings, key: str, folded: str, name: str) -> _Spelled:
    """A spelling; all those of a name that the settings or a note tell of count as that name."""
    one = known.key(key)
    shown = known.shown.get(one)
    return used.setdefault(f"={one}" if shown else folded, _Spelled(shown or name))


def _ranked(group: Iterable[_Spelled]) -> list[_Spelled]:
    return sorted(group, key=lambda each: (-len(each.papers), each.name))


def _loose(key: str, *, is_venue: bool = False) -> str:
    """A key that spellings of one thing share: singular, without blanks and an abbreviation behind it, z as s."""
    words = key.split()
    if is_venue:
        words = [word for word in words if word not in _PLAIN and not _ORDINAL.fullmatch(word)] or words
        words = [_SHORT.get(word, word) for word in words]
    if len(words) > 2 and words[-1].rstrip("s") == "".join(word[0] for word in words[:-1]):
        words.pop()
    return "".join(map(_singular, words)).replace("z", "s")


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "as")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


@once
def _people(site: Site) -> list[list[_Spelled]]:
    """People of one family name whose given names do not contradict each other."""
    known = author_spellings(site)
    used: dict[str, _Spelled] = {}
    named = {author: _spelled(used, known, key, key, name) for author, (key, name) in people(site).items()}
    for paper in papers(site):
        for author in paper.fields.authors:
            named[author].papers.append(paper)
    blocks: dict[tuple[str, str], dict[_Spelled, Author]] = {}
    for author, each in named.items():
        if author.given:
            block = plain_letters(author.family), plain_letters(author.given[0])
            blocks.setdefault(block, {}).setdefault(each, author)
    return [group for block in blocks.values() if len(block) > 1 for group in _same(block)]


def _same(block: Mapping[_Spelled, Author]) -> Iterator[list[_Spelled]]:
    """The names of a block that may be one person's; initials count where they fit one person alone."""
    parts = {each: _parts(author.given) for each, author in block.items()}
    persons: dict[str, list[_Spelled]] = {}
    for each, author in block.items():
        if is_whole(author):
            persons.setdefault(parts[each][0], []).append(each)
    for each, author in block.items():
        fitting = [person for person in persons.values() if _fits(parts[each], parts[person[0]])]
        if not is_whole(author) and len(fitting) == 1:
            fitting[0].append(each)
    for person in persons.values():
        first, *others = _ranked(person)
        if others and all(_fits(parts[first], parts[other]) for other in others):
            yield [first, *others]


def _parts(given: str) -> list[str]:
    """The parts of a given name, without hyphens: "Yu-Xiang" is one."""
    return [title_key(part).replace(" ", "") for part in _BETWEEN.split(given) if part] or [given]


def _fits(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two given names may be one: part by part equal, an initial, or left out."""
    return all(
        a == b or not (a and b) or (min(len(a), len(b)) == 1 and a[0] == b[0])
        for a, b in zip_longest(one, other, fillvalue="")
    )
