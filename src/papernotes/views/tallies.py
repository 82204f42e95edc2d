"""Names with how many papers they share: who wrote together, on what, where."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.hierarchy import topic_path, topic_url
from papernotes.graph.registers import on_paper
from papernotes.model.graph import Named, Paper

MOST = 12
MOST_ON_ONE = 200  # names on one paper that are counted


class Count(Struct, frozen=True):
    """A name, where it leads ("": nowhere), and how many papers it is on."""

    name: str
    url: str
    count: int


class Tally(Struct, frozen=True):
    """The names that most often stand together with something; `word` is the key of the heading, `all` how many."""

    word: str
    rows: tuple[Count, ...]
    all: int


def tally(site: Site, word: str, folder: str, papers: Iterable[Paper], own: Named) -> Tally:
    """The names of a register that stand on some papers together with one, the most frequent first."""
    together: Counter[Named] = Counter()
    for paper in papers:
        together.update(each for each in on_paper(site, folder, paper.name)[:MOST_ON_ONE] if each is not own)
    ranked = sorted(together.items(), key=lambda pair: (-pair[1], pair[0].filed, pair[0].url))
    return Tally(word, tuple(Count(each.name, url_of(each), count) for each, count in ranked[:MOST]), len(ranked))


def topics_of(site: Site, word: str, papers: Iterable[Paper]) -> Tally:
    """The topics of some papers, the most frequent first."""
    paths = Counter(topic_path(site, topic) for paper in papers for topic in paper.fields.topics)
    titles = ((path, graph.topic_title(site, path), count) for path, count in paths.items())
    found = [Count(title[:1].upper() + title[1:], topic_url(path), count) for path, title, count in titles if title]
    found.sort(key=lambda each: (-each.count, each.name, each.url))
    return Tally(word, tuple(found[:MOST]), len(found))


def url_of(named: Named) -> str:
    """Where a name leads: to its page, else to its one paper."""
    return named.url or next((graph.paper_url(paper.name) for paper in named.papers), "")
