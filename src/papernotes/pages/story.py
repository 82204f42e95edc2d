"""A story: papers in the order in which they appeared, each with the author's own words and its ties to the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import asdict, replace

from papernotes import graph
from papernotes.fields.values import READ
from papernotes.graph import Site
from papernotes.model.graph import Held
from papernotes.model.page import Chrome, Line, Page
from papernotes.model.written import Facts
from papernotes.views import Section
from papernotes.views.entries import Collection, EntryRow, Part, added_row, addresses, collection, once_each
from papernotes.views.lineage import lineage_types
from papernotes.views.rows import Arc, arcs

LONG_GAP = 4  # years that are said


class Tie(Struct, frozen=True, omit_defaults=True):
    """Another entry of the story that one builds on or led to: its id, short name, whether it stands above.

    `reason` is what the entry itself says of it; `is_odd` says that the older one builds on the later one.
    """

    anchor: str
    name: str
    is_above: bool = False
    is_odd: bool = False
    reason: Line | None = None


class Scene(EntryRow, frozen=True, omit_defaults=True):
    """An entry of a story: when the paper appeared, the years since the last one if many, what it builds on and led to.

    `said_year` is the year that the entry gives where that is not the paper's.
    """

    number: int = 0
    year: str = ""
    gap: int = 0
    said_year: str = ""
    builds_on: tuple[Tie, ...] = ()
    led_to: tuple[Tie, ...] = ()


class Year(Struct, frozen=True):
    """A year of the story and the id of its first entry."""

    year: str
    anchor: str


class StoryView(Collection, frozen=True, omit_defaults=True):
    """A story: what stands before its first entry and after its last, the entries between with their arcs and years.

    `parts` hold the entries in the order of time; `undated` counts those without a date, which stand last.
    """

    count: int = 0
    read: int = 0
    lead: tuple[Section, ...] = ()
    coda: tuple[Section, ...] = ()
    years: tuple[Year, ...] = ()
    arcs: tuple[Arc, ...] = ()
    undated: int = 0


def keys(site: Site) -> Iterator[str]:
    """`stories/<name>.html` for every story."""
    yield from addresses(site, "story")


def page(site: Site, key: str, chrome: Chrome) -> Page | None:
    """The page of a story at an address."""
    found = collection(StoryView, site, key, "story")
    if found is None:
        return None
    facts, view = found
    return Page(key, "story.html", _opened(site, facts, view) if view.pager.number == 1 else view, chrome)


def _opened(site: Site, facts: Facts, view: StoryView) -> StoryView:
    """The whole story: lead, scenes in order, coda."""
    lead, before, coda = stretches(view.parts)
    scenes = _scenes(site, facts, view.parts)
    urls = [scene.card.url if scene.card else "" for _, scene in scenes]
    papers = once_each([scene for _, scene in scenes])
    return replace(
        view,
        count=len(papers),
        read=sum(scene.card is not None and scene.card.status in READ for scene in papers),
        lead=lead,
        parts=tuple(_parts(scenes, before)),
        coda=coda,
        years=tuple(_years([scene for _, scene in scenes])),
        arcs=arcs(site, urls),
        undated=sum(not scene.year for scene in papers),
    )


def stretches(parts: Sequence[Part]) -> tuple[tuple[Section, ...], dict[int, list[Section]], tuple[Section, ...]]:
    """The text of a story apart from its entries: the lead, what precedes an entry (by its index), the coda."""
    before: dict[int, list[Section]] = {}
    waiting: list[Section] = []
    for section in (part.section for part in parts):
        waiting += [replace(section, entries=())] if section.heading or section.body else []
        if section.entries:
            before[section.entries[0]] = waiting
            waiting = []
    lead = before.pop(min(before)) if before else waiting
    return tuple(lead), before, tuple(waiting) if lead is not waiting else ()


def _scenes(site: Site, facts: Facts, parts: Sequence[Part]) -> list[tuple[Held, Scene]]:
    """The entries in the order of the story, each with its years and ties."""
    rows = {index: row for part in parts for index, row in zip(part.section.entries, part.rows, strict=True)}
    held = graph.contents(site, facts.path)
    found = [(each, rows[each.entry] if each.entry >= 0 else added_row(site, each.url)) for each in held]
    shown = [(each, row) for each, row in found if row]
    scenes = [_dated(site, facts, each, row, number) for number, (each, row) in enumerate(shown)]
    scenes = [replace(scene, gap=gap) for scene, gap in zip(scenes, _gaps(scenes), strict=True)]
    place = {scene.card.url: scene for scene in reversed(scenes) if scene.card}
    return [(each, _tied(site, scene, place)) for (each, _), scene in zip(shown, scenes, strict=True)]


def _dated(site: Site, facts: Facts, held: Held, row: EntryRow, number: int) -> Scene:
    """An entry with the paper's year, and the entry's own where it is another one."""
    entry = facts.entries[held.entry] if held.entry >= 0 else None
    year = row.card.year if row.card else entry.fields.issued[:4] if entry else ""
    said = graph.other_year(site, facts, entry) if entry else ""
    return Scene(**asdict(row), number=number, year=year, said_year=said)


def _gaps(scenes: Sequence[Scene]) -> Iterator[int]:
    """The years since the entry before, where they are many."""
    last = ""
    for scene in scenes:
        gap = int(scene.year) - int(last) if scene.year.isdigit() and last.isdigit() else 0
        yield gap if gap >= LONG_GAP else 0
        last = scene.year


def _tied(site: Site, scene: Scene, place: Mapping[str, Scene]) -> Scene:
    """An entry with those of the story that it builds on or led to, from top to bottom."""
    if scene.card is None:
        return scene
    own, strong = scene.card.url, lineage_types(site)
    edges = [edge for edge in graph.edges(site, own) if edge.type in strong]
    older = {edge.target for edge in edges if edge.source == own and edge.target in place}
    newer = {edge.source for edge in edges if edge.target == own and edge.source in place}
    return replace(
        scene,
        relations=tuple(kin for kin in scene.relations if kin.type not in strong or kin.card.url not in older),
        builds_on=_in_order(_tie(scene, place[url], scene.year < place[url].year) for url in older),
        led_to=_in_order(_tie(scene, place[url], place[url].year < scene.year) for url in newer),
    )


def _tie(scene: Scene, other: Scene, is_odd: bool) -> tuple[int, Tie]:
    assert other.card is not None
    is_known = bool(scene.year and other.year)
    reasons = (kin.reason for kin in scene.relations if kin.card.url == other.card.url and kin.reason)
    is_above = other.number < scene.number
    return other.number, Tie(other.anchor, other.card.short, is_above, is_odd and is_known, next(reasons, None))


def _in_order(ties: Iterable[tuple[int, Tie]]) -> tuple[Tie, ...]:
    return tuple(tie for _, tie in sorted(ties, key=lambda pair: pair[0]))


def _parts(scenes: Sequence[tuple[Held, Scene]], before: Mapping[int, Sequence[Section]]) -> Iterator[Part]:
    """The scenes below the headings that precede them."""
    section, rows, level = Section(), list[EntryRow](), 1
    for held, scene in scenes:
        for above in before.get(held.entry, ()):
            yield Part(section, tuple(rows), level + 1)
            section, rows = above, []
            level = min(above.heading.level, 5) if above.heading else level
        rows.append(scene)
    yield Part(section, tuple(rows), level + 1)


def _years(scenes: Sequence[Scene]) -> Iterator[Year]:
    """The years of the story, each time one begins."""
    last = None
    for scene in scenes:
        if scene.year != last:
            yield Year(scene.year, scene.anchor)
        last = scene.year
