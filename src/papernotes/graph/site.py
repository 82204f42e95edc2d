"""The value that everything else is looked up in: what was read, sorted, and what was already worked out from it."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Concatenate, ParamSpec, TypeVar

from msgspec import Struct, field, structs

from papernotes.model.settings import Config
from papernotes.model.written import Facts, Record

P = ParamSpec("P")
T = TypeVar("T")


class Site(Struct, frozen=True, eq=False, kw_only=True):
    """All notes by path and all records by file and line, with what was asked of them so far.

    `hidden` are notes that are not published, kept for their names alone; `files` are the other files below the notes
    folder, with their paths on disk. `renewed` tells the digests of bodies that were edited since it was linked.
    Nothing in it changes but `memo`, which only `once` touches.
    """

    notes: tuple[Facts, ...] = ()
    records: tuple[Record, ...] = ()
    hidden: tuple[Facts, ...] = ()
    config: Config = Config()
    files: Mapping[str, str] = field(default_factory=dict)
    renewed: Mapping[str, str] = field(default_factory=dict)
    memo: defaultdict[str, dict[Hashable, object]] = field(default_factory=lambda: defaultdict(dict))


def once(function: Callable[Concatenate[Site, P], T]) -> Callable[Concatenate[Site, P], T]:
    """Make `function(site, *key)` remember its result in that site; keys are small values (numbers, names).

    Of two threads that ask at once both get what the first has put in.
    """
    return _remembering(function, "")


def once_an_edit(function: Callable[Concatenate[Site, P], T]) -> Callable[Concatenate[Site, P], T]:
    """The same for results that hold bodies: they are forgotten when one is renewed."""
    return _remembering(function, _BODIES)


_BODIES = "bodies:"


def _remembering(function: Callable[Concatenate[Site, P], T], mark: str) -> Callable[Concatenate[Site, P], T]:
    name = f"{mark}{function.__module__}.{function.__qualname__}"

    def remembered(site: Site, /, *key: P.args, **named: P.kwargs) -> T:
        memo = site.memo[name]
        try:
            return memo[key]  # type: ignore[return-value]
        except KeyError:
            assert not named, "what is remembered is asked for by position"
            return memo.setdefault(key, function(site, *key, **named))  # type: ignore[return-value]

    remembered.__doc__ = function.__doc__
    return remembered


def new(
    notes: Sequence[Facts],
    records: Mapping[str, Sequence[Record]],
    hidden: Sequence[Facts],
    config: Config,
    files: Mapping[str, str],
) -> Site:
    """A site in which nothing was asked yet; the order in which files were read leaves no trace."""
    return Site(
        notes=tuple(sorted(notes, key=lambda facts: facts.path)),
        records=tuple(record for path in sorted(records) for record in records[path]),
        hidden=tuple(sorted(hidden, key=lambda facts: facts.path)),
        config=config,
        files=files,
    )


def renewed(site: Site, bodies: Mapping[str, str]) -> Site:
    """The same site, with all that was worked out in it, after edits that changed nothing but bodies.

    `bodies` maps digests as the site's facts have them to those of today.
    """
    memo = site.memo.copy()
    for name in [name for name in memo if name.startswith(_BODIES)]:
        del memo[name]
    return structs.replace(site, renewed={**site.renewed, **bodies}, memo=memo)


@once
def _by_path(site: Site) -> dict[str, Facts]:
    return {facts.path: facts for facts in site.notes}


def note(site: Site, path: str) -> Facts | None:
    """The note at a path below the notes folder."""
    return _by_path(site).get(path)


def note_of(site: Site, path: str) -> Facts:
    """The note at a path where one is known to be."""
    return _by_path(site)[path]
