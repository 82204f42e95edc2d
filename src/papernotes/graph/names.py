"""What notes are called, and which note a name or a path means."""

import re
from collections.abc import Iterator
from itertools import chain
from posixpath import dirname

from msgspec import Struct

from papernotes.graph.site import Site, once
from papernotes.model.written import COLLECTIONS, Facts
from papernotes.text import fold

INDEXES = ("index", "_index", "readme")
"""File names (folded) that stand for their folder."""

PATH, EXACT, NAME, ALIAS, CITEKEY, TITLE = range(6)
"""How well a name fits, the best first."""

_NOTE = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d[-_ ]+(?=.)")


class Names(Struct, frozen=True, eq=False):
    """Notes by their names, folded (`forms`: rank, note, its path or the name), and by their paths (`places`).

    A path is looked for by its last part, or by its last two: thousands of notes may be called "notes".
    """

    forms: dict[str, list[tuple[int, Facts, str]]]
    places: dict[str, list[Facts]]


class Found(Struct, frozen=True, eq=False):
    """The notes that a link may mean, by path, all equally well; `hidden` if they are not published."""

    notes: tuple[Facts, ...] = ()
    hidden: bool = False


def place(path: str) -> str:
    """A path without its ending and without the name of an index file: "a/b.md" and "a/b/index.md" are "a/b"."""
    bare = path[:-3] if path.endswith(".md") else _NOTE.sub("", path)
    folder, _, last = bare.rpartition("/")
    return folder if last.lower() in INDEXES else bare


def dropped(name: str) -> str:
    """A file name without a leading `@` or date."""
    if name[:1].isalpha():
        return name
    return _DATE.sub("", name, count=1).removeprefix("@") or name


def name_of(facts: Facts) -> str:
    """The name a note gives itself by where it stands: its file's, an index file's folder's, at the root its title."""
    return dropped(place(facts.path).rpartition("/")[2]) or facts.title.text


def tail(written: str) -> str:
    """The last part of a name or path as written, folded: what two spellings of one name have in common."""
    if "/" in written or "." in written:
        written = place(written.strip("/")).rpartition("/")[2] or _NOTE.sub("", written)
    return fold(written)


@once
def home(site: Site) -> Facts | None:
    """The note whose words stand on the home page: an index at the root that is no collection."""
    found = [facts for facts in site.notes if not place(facts.path) and facts.kind not in COLLECTIONS]
    return min(found, key=lambda facts: (INDEXES.index(fold(_NOTE.sub("", facts.path))), facts.path), default=None)


def is_paper(site: Site, facts: Facts) -> bool:
    """Whether a note is about one paper; the home page's words never are."""
    return facts.kind == "paper" and facts is not home(site)


def notes_of(site: Site, kind: str) -> tuple[Facts, ...]:
    """The notes of a kind, by path."""
    return _by_kind(site).get(kind, ())


@once
def _by_kind(site: Site) -> dict[str, tuple[Facts, ...]]:
    kinds: dict[str, list[Facts]] = {}
    for facts in site.notes:
        kinds.setdefault(facts.kind, []).append(facts)
    return {kind: tuple(notes) for kind, notes in kinds.items()}


@once
def names(site: Site, hidden: bool = False) -> Names:
    """The inverted index of everything that notes are called."""
    notes = site.hidden if hidden else site.notes
    forms: dict[str, list[tuple[int, Facts, str]]] = {}
    places: dict[str, list[Facts]] = {}
    for facts in notes:
        where = fold(place(facts.path))
        places.setdefault(where, []).append(facts)
        for rank, name in called(facts):
            if rank == NAME:
                forms.setdefault(tail(name), []).append((rank, facts, where))
            else:
                forms.setdefault(fold(name), []).append((rank, facts, fold(name)))
        if "/" in where:
            forms.setdefault(_last_two(where), []).append((NAME, facts, where))
    return Names(forms, places)


def _last_two(path: str) -> str:
    """The name of a note with that of its folder."""
    return "/".join(path.split("/")[-2:])


def called(facts: Facts) -> Iterator[tuple[int, str]]:
    """Everything a note is called, with how well that fits."""
    last = place(facts.path).rpartition("/")[2]
    yield NAME, last or _NOTE.sub("", facts.path)
    if (short := dropped(last)) != last:
        yield NAME, short
    for alias in facts.note.aliases:
        yield ALIAS, alias
    if facts.paper.citekey and facts.kind == "paper":
        yield CITEKEY, facts.paper.citekey
    yield TITLE, facts.title.text


@once
def find(site: Site, target: str) -> Found:
    """The notes that a wikilink's target means: by exact path, name, name without case, alias, citekey, title.

    A hidden note counts only where it fits better than every published one.
    """
    rank, notes = _best(names(site), target)
    if site.hidden:
        hidden_rank, hidden = _best(names(site, True), target)
        if hidden and (not notes or hidden_rank < rank):
            return Found(hidden, hidden=True)
    return Found(notes)


def _best(known: Names, target: str) -> tuple[int, tuple[Facts, ...]]:
    """The notes that fit best, and how well."""
    bare = _NOTE.sub("", target.strip("/"))
    wanted = fold(bare)
    at = [facts for facts in known.places.get(fold(place(bare)), ()) if fold(_NOTE.sub("", facts.path)) == wanted]
    if at := at or known.places.get(wanted, []):
        return PATH, (*at,)
    ranked: dict[int, dict[str, Facts]] = {}
    inner = place(wanted)
    name = _last_two(inner) if "/" in inner else tail(target)
    for rank, facts, form in chain(known.forms.get(name, ()), known.forms.get(wanted, ()) if wanted != name else ()):
        fit = _fit(rank, form, wanted, bare, facts)
        if fit is not None:
            ranked.setdefault(fit, {})[facts.path] = facts
    best = min(ranked, default=TITLE)
    return best, tuple(ranked.get(best, {}).values())


def _fit(rank: int, form: str, wanted: str, bare: str, facts: Facts) -> int | None:
    """How well a name of a note fits a target: `form` is the folded path for a name, else the folded name."""
    if rank != NAME:
        return rank if form == wanted else None
    if "/" in wanted and not f"/{form}".endswith(f"/{place(wanted)}"):
        return None
    name = place(facts.path).rpartition("/")[2]
    return EXACT if bare.rpartition("/")[2] in (name, dropped(name)) else NAME


def linked(site: Site, target: str, path: str) -> Found:
    """The notes that the address of a Markdown link in the note at `path` means.

    Against the note's folder, then the notes folder (as Hugo and Quartz write them), then by name (as Obsidian does).
    """
    for where in dict.fromkeys((inside(dirname(path), target), inside("", target))):
        if where is None:
            continue
        if found := _at(names(site), where):
            return Found(found)
        if site.hidden and (hidden := _at(names(site, True), where)):
            return Found(hidden, hidden=True)
    shown = target.lstrip("./")
    return find(site, shown) if shown and (_NOTE.search(shown) or "." not in shown) else Found()


def _at(known: Names, where: str) -> tuple[Facts, ...]:
    """The note at a path, with or without its ending, folder for index file, in any case."""
    standing = known.places.get(fold(place(where)), ())
    exact = [facts for facts in standing if where in (facts.path, _NOTE.sub("", facts.path))]
    return tuple(exact or standing[:1])


def inside(folder: str, target: str) -> str | None:
    """A path against a folder, its dots resolved; None if it leads out of the notes folder."""
    parts = [] if target.startswith("/") else [part for part in folder.split("/") if part]
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
