"""Topics as a tree: how many papers, and where on the years they stand."""

from collections.abc import Iterable

from msgspec import Struct

from papernotes import graph
from papernotes.fields.values import READ
from papernotes.figures import strip
from papernotes.figures.years import Axis
from papernotes.graph import Site
from papernotes.model.graph import Topic


class Branch(Struct, frozen=True, omit_defaults=True):
    """A topic with its sub-topics; `read` and `rest` are the strokes of its papers on the site's axis of years."""

    url: str
    title: str
    count: int
    read: str = ""
    rest: str = ""
    children: tuple["Branch", ...] = ()


def branches(
    site: Site, along: Axis, place: dict[str, int], under: str = "", *, deep: bool = True
) -> tuple[Branch, ...]:
    """The topics right below a path ("": at the top), in the order of their titles."""
    if under:
        topic = graph.topic(site, under)
        paths: tuple[str, ...] = topic.children if topic else ()
    else:
        paths = tuple(path for path in graph.topics(site) if "/" not in path)
    found = [branch for path in paths if (branch := _branch(site, along, place, path, deep))]
    return tuple(sorted(found, key=lambda branch: (branch.title.casefold(), branch.url)))


def _branch(site: Site, along: Axis, place: dict[str, int], path: str, deep: bool) -> Branch | None:
    topic = graph.topic(site, path)
    if topic is None:
        return None
    cards = [card for url in topic.papers if (card := graph.card(site, url))]
    chosen = [(place[card.url], card.status in READ) for card in cards if card.url in place]
    read, rest = strip.code(along, chosen)
    children = branches(site, along, place, path) if deep else ()
    return Branch(graph.topic_url(path), title_of(topic), len(topic.papers), read, rest, children)


def title_of(topic: Topic) -> str:
    """A topic's title, with a capital where nobody wrote a note that gives it one."""
    return topic.title if topic.note else topic.title[:1].upper() + topic.title[1:]


def crumbs(site: Site, paths: Iterable[str]) -> tuple[Branch, ...]:
    """Links to some topics, each once, however it is written."""
    topics = {topic.path: topic for path in paths if (topic := graph.topic(site, path))}
    return tuple(Branch(graph.topic_url(path), title_of(topic), 0) for path, topic in topics.items())
