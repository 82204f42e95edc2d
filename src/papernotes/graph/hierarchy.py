"""The hierarchy of topics: one path for each, however it is written, and the note that speaks of it."""

from collections.abc import Iterator

from msgspec import Struct

from papernotes.graph.claims import claims
from papernotes.graph.names import is_paper, name_of, notes_of, place
from papernotes.graph.site import Site, once
from papernotes.model.written import Facts, PaperFields
from papernotes.text import slug

_DEEPEST = 8  # steps; what is nested deeper is one word


class Hierarchy(Struct, frozen=True, eq=False):
    """Paths ("generalization/memorization") with the title of their last step, notes by path, paths by topic name."""

    titles: dict[str, str]
    notes: dict[str, Facts]
    names: dict[str, str]


def cleaned(written: str) -> str:
    """A topic as written as a path of slugs: what two spellings of one topic have in common."""
    return "/".join(slug(step) for step in steps(written))


def steps(written: str) -> list[str]:
    """The names on the way to a topic, the topic's own last."""
    parts = [part.strip() for part in written.split("/", _DEEPEST) if part.strip()]
    return ["index topic", *parts[1:]] if parts and slug(parts[0]) == "index" else parts


@once
def hierarchy(site: Site) -> Hierarchy:
    """All topics that notes, records and entries name, with those above them, and all topic notes."""
    written = [topic for topic in dict.fromkeys(_written(site)) if cleaned(topic)]
    known = Hierarchy({}, {}, {})
    used: dict[str, list[str]] = {}
    for path in dict.fromkeys(map(cleaned, written)):
        for name in dict.fromkeys((path, path.rpartition("/")[2])):
            used.setdefault(name, []).append(path)
    for facts in notes_of(site, "topic"):
        names = tuple(_names(facts))
        path = _path(facts, names, used, known)
        if path not in known.notes:
            known.notes[path] = facts
        for name in names:
            known.names.setdefault(name.rpartition("/")[2], path)
    for topic in (*written, *known.notes):
        _add(known, topic)
    known.titles.update((path, facts.title.text) for path, facts in known.notes.items())
    return known


def _written(site: Site) -> Iterator[str]:
    """Every topic as written."""
    for facts in site.notes:
        if not is_paper(site, facts) and facts.kind != "topic":
            yield from facts.paper.topics
    for claim in claims(site).all:
        yield from claim.fields.topics


def _names(facts: Facts) -> Iterator[str]:
    """The topics that a topic note may be about, the surest first: slug, path or the end of it, title, aliases."""
    if facts.note.slug:
        yield cleaned(facts.note.slug)
    folders = place(facts.path).split("/")[:-1]
    for start in range(max(0, len(folders) - _DEEPEST), len(folders)):
        yield cleaned("/".join([*folders[start:], name_of(facts)]))
    yield cleaned(name_of(facts))
    yield cleaned(facts.title.text)
    yield from (name for alias in facts.note.aliases if (name := cleaned(alias)))


def _path(facts: Facts, names: tuple[str, ...], used: dict[str, list[str]], known: Hierarchy) -> str:
    """The topic that a note is about: one in use, in full or by its last step, else its own name under its topic."""
    for name in names:
        if name in used and name in used[name] and name not in known.notes:
            return name
    for name in names:
        if len(used.get(name, ())) == 1 and used[name][0] not in known.notes:
            return used[name][0]
    name = cleaned(facts.note.slug or name_of(facts))
    above = cleaned(facts.paper.topics[0]) if facts.paper.topics else ""
    if above.rpartition("/")[2] in names:
        return above
    return cleaned(f"{above}/{name}") if above else name


def _add(known: Hierarchy, written: str) -> None:
    """Add a topic and those above it, under the titles they are first written with."""
    path, last = topic_path_in(known, written), steps(written)[1:]
    parts = steps(written) if path == cleaned(written) else [*path.split("/")[: -len(last) or None], *last]
    if written in known.notes or cleaned("/".join(parts)) != path:
        parts = path.split("/")
    path = ""
    for part in parts:
        path = f"{path}/{slug(part)}" if path else slug(part)
        known.titles.setdefault(path, part)


def topic_path_in(known: Hierarchy, written: str) -> str:
    """The path of a topic as written: below the topic note that its first step names, else as it stands."""
    path = cleaned(written)
    first, slash, rest = path.partition("/")
    if path in known.notes or first in known.notes or first not in known.names:
        return path
    return cleaned(f"{known.names[first]}{slash}{rest}")


@once
def topic_path(site: Site, written: str) -> str:
    """The path of a topic as somebody wrote it."""
    return topic_path_in(hierarchy(site), written)


@once
def promoted(site: Site, keyword: str) -> str:
    """The path of the topic whose note has a keyword's name, "" where there is none."""
    known = hierarchy(site)
    return known.names.get(cleaned(keyword), "") if known.notes else ""


def topics_of(site: Site, said: PaperFields) -> tuple[str, ...]:
    """The paths of the topics that somebody names, keywords that name a topic note among them."""
    paths = [topic_path(site, topic) for topic in said.topics]
    paths += [promoted(site, keyword) for keyword in said.keywords]
    return tuple(dict.fromkeys(path for path in paths if path))


def topic_url(path: str) -> str:
    """The address of a topic's page."""
    return f"topics/{path}.html"
