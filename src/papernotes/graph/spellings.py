"""Names that papers share (people, venues, years, keywords): which spellings are one, and which have a page.

The settings and notes of kind `author` or `venue` say which spellings are one; beyond that only those are joined that
differ in nothing but case, accents and punctuation.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, count

from msgspec import Struct, field

from papernotes.graph.addresses import address, note_urls
from papernotes.graph.names import name_of
from papernotes.graph.site import Site
from papernotes.model.graph import Named, Paper
from papernotes.model.written import Facts
from papernotes.text import slug, sort_key

ENOUGH = 2
"""Papers that a name needs for a page of its own, if neither a note nor the settings speak of it."""

Use = tuple[str, str, Paper]
"""A name on a paper: its key, its spelling, the paper."""


class Spellings(Struct, frozen=True, eq=False):
    """What settings and notes say of a kind of names, by key: the key each belongs to, its name, the note on it."""

    one: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Facts] = field(default_factory=dict)

    def key(self, key: str) -> str:
        """The key of the name that a spelling belongs to."""
        return self.one.get(key, key)


class Register(Struct, frozen=True, eq=False):
    """All names of a kind in the order of the alphabet, by address, by the key of each spelling, and old addresses.

    `moved` are the addresses that spellings in use would have if nobody had said whose they are.
    """

    all: tuple[Named, ...] = ()
    by_url: dict[str, Named] = field(default_factory=dict)
    by_key: dict[str, Named] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)

    def url(self, key: str) -> str:
        """The address of the page of a name, "" where there is none."""
        found = self.by_key.get(key)
        return found.url if found else ""


def spellings(
    table: Mapping[str, str | Sequence[str]],
    notes: Iterable[Facts],
    key: Callable[[str], str],
    is_name: Callable[[str], bool] = bool,
) -> Spellings:
    """The spellings that the settings and the notes of a kind give; the settings' name is the one that is shown.

    `is_name` says whether the name of a note's file can be a spelling.
    """
    known = Spellings()
    for name, others in table.items():
        _join(known, key, (name, others) if isinstance(others, str) else (name, *others))
    for facts in notes:
        file = name_of(facts).replace("-", " ")
        aliases = (alias for alias in facts.note.aliases if "/" not in alias)
        one = _join(known, key, (facts.title.text, *aliases, *filter(is_name, (file,))))
        known.notes.setdefault(one, facts)
    return known


def _join(known: Spellings, key: Callable[[str], str], names: Sequence[str]) -> str:
    """Join the spellings of a name, the first of which is shown; if one of them belongs to a name already, to that."""
    keys = [each for name in names if (each := key(name))]
    one = next((known.one[each] for each in keys if each in known.one), keys[0] if keys else "")
    known.shown.setdefault(one, names[0])
    known.one.setdefault(one, one)
    for each in keys:
        known.one.setdefault(each, one)
    return one


def register(
    site: Site,
    folder: str,
    uses: Iterable[Use],
    known: Spellings,
    filed: Callable[[str], str] = str,
    *,
    enough: int = ENOUGH,
) -> Register:
    """Fold all uses of names into one value for each name, and give addresses to those that have a page."""
    gathered: dict[str, _Uses] = {key: _Uses() for key in known.notes}
    for key, spelling, paper in uses:
        one = known.one.get(key, key)
        if one not in gathered:
            gathered[one] = _Uses()
        gathered[one].papers[paper.name] = paper
        gathered[one].spellings[spelling] = gathered[one].spellings.get(spelling, 0) + 1
        gathered[one].keys.add(key)
    has_page = (key for key in gathered if key in known.shown or len(gathered[key].papers) >= enough)
    urls = _addresses(site, folder, sorted(has_page), known)
    found: dict[str, Named] = {}
    for key, used in gathered.items():
        name = known.shown.get(key) or _commonest(used.spellings)
        found[key] = Named(
            name=name,
            filed=filed(name),
            url=urls.get(key, ""),
            papers=tuple(used.papers.values()),
            spellings=tuple(sorted(each for each in used.spellings if each != name)),
            note=known.notes.get(key),
        )
    joined = {key: found[one] for key, one in known.one.items() if one in found}
    told = (one for one in gathered if one in known.shown and urls.get(one))
    moved = {f"{folder}{slug(key)}.html": urls[one] for one in told for key in sorted(gathered[one].keys)}
    return Register(
        all=tuple(sorted(found.values(), key=lambda each: (sort_key(each.filed), each.url))),
        by_url={each.url: each for each in found.values() if each.url},
        by_key={**found, **joined},
        moved={old: url for old, url in moved.items() if old != url},
    )


class _Uses(Struct, eq=False):
    """Where a name is used: papers by name, spellings with how often, keys."""

    papers: dict[str, Paper] = field(default_factory=dict)
    spellings: dict[str, int] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)


def _addresses(site: Site, folder: str, keys: Iterable[str], known: Spellings) -> dict[str, str]:
    """The address of each name's page: that of its note, else its own name where no note has that."""
    taken = {url for url in note_urls(site).values() if url.startswith(folder)} | {f"{folder}index.html"}
    urls: dict[str, str] = {}
    for key in keys:
        if key in known.notes:
            urls[key] = address(site, known.notes[key].path)
            continue
        name = slug(key)
        names = chain((name,), (f"{name}-{number}" for number in count(2)))
        urls[key] = next(url for each in names if (url := f"{folder}{each}.html") not in taken)
        taken.add(urls[key])
    return urls


def _commonest(written: Mapping[str, int]) -> str:
    """The spelling that most papers use; of equals one with accents, then one with capitals."""
    return min(written, key=lambda name: (-written[name], name.isascii(), name))
