"""Topics with what is in them."""

from collections.abc import Iterator

from msgspec import Struct, field

from papernotes.graph.addresses import address, first_page, paper_url
from papernotes.graph.claims import Claim, claims
from papernotes.graph.hierarchy import hierarchy, topic_path, topics_of
from papernotes.graph.identity import group_of, is_named
from papernotes.graph.names import is_paper
from papernotes.graph.papers import in_time, paper_of
from papernotes.graph.site import Site, once
from papernotes.model.graph import Topic
from papernotes.model.written import Facts


class _Members(Struct, frozen=True, eq=False):
    """What names a topic or one below it: claims on papers, and notes on something else."""

    claims: list[Claim] = field(default_factory=list)
    notes: list[Facts] = field(default_factory=list)


def topics(site: Site) -> tuple[str, ...]:
    """The paths of all topics that have a page, in the order of the alphabet."""
    return tuple(path for path in sorted(hierarchy(site).titles) if _is_shown(site, path))


def topic(site: Site, written: str) -> Topic | None:
    """A topic by its path, however that is written, with the papers and notes in it and below it.

    Papers stand in the order of time, notes in that of their paths, both by address.
    """
    path = _meant(site, written)
    return _topic(site, path) if _is_shown(site, path) else None


def topic_title(site: Site, written: str) -> str:
    """The title of a topic, without going through what is in it; "" where it has no page."""
    path = _meant(site, written)
    return hierarchy(site).titles[path] if _is_shown(site, path) else ""


def _meant(site: Site, written: str) -> str:
    """The path of a topic; one that is a path already may also be the name of a topic below it."""
    return written if written in hierarchy(site).titles else topic_path(site, written)


def topic_at(site: Site, url: str) -> str:
    """The path of the topic whose page, or further page (`x.2.html`), is at an address; "" where there is none."""
    for each in (url, first_page(url)):
        path = each.removeprefix("topics/").removesuffix(".html")
        if each.startswith("topics/") and _is_shown(site, path):
            return path
    return ""


@once
def _topic(site: Site, path: str) -> Topic:
    known = hierarchy(site)
    groups = dict.fromkeys(group_of(site, claim) for claim in _members(site)[path].claims)
    papers = in_time(paper_of(site, group) for group in groups if is_named(site, group))
    return Topic(
        path=path,
        title=known.titles[path],
        note=known.notes.get(path),
        children=tuple(each for each in _below(site).get(path, ()) if _is_shown(site, each)),
        papers=tuple(paper_url(paper.name) for paper in papers),
        notes=tuple(address(site, facts.path) for facts in _members(site)[path].notes),
    )


@once
def _below(site: Site) -> dict[str, list[str]]:
    """The topics right below each."""
    found: dict[str, list[str]] = {}
    for path in sorted(hierarchy(site).titles):
        found.setdefault(path.rpartition("/")[0], []).append(path)
    return found


@once
def _is_shown(site: Site, path: str) -> bool:
    """Whether a topic has a note, or something in it or below it that has a page."""
    known = _members(site).get(path)
    if known is None:
        return False
    return (
        bool(known.notes) or path in _noted(site) or any(is_named(site, group_of(site, each)) for each in known.claims)
    )


@once
def _noted(site: Site) -> frozenset[str]:
    """The topics that have a note, and those above them."""
    return frozenset(each for path in hierarchy(site).notes for each in _and_above(path))


@once
def _members(site: Site) -> dict[str, _Members]:
    """Fold claims and notes into the topics they name and those above."""
    found = {path: _Members() for path in hierarchy(site).titles}
    for claim in claims(site).all:
        for path in dict.fromkeys(each for topic in topics_of(site, claim.fields) for each in _and_above(topic)):
            found[path].claims.append(claim)
    for facts in site.notes:
        if not is_paper(site, facts) and facts.kind != "topic":
            for path in dict.fromkeys(each for topic in topics_of(site, facts.paper) for each in _and_above(topic)):
                found[path].notes.append(facts)
    return found


def _and_above(path: str) -> Iterator[str]:
    """A path and those above it."""
    while path:
        yield path
        path = path.rpartition("/")[0]
