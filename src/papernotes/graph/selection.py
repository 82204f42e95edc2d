"""Queries answered: the papers that match, in a total order, in groups."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from papernotes.fields import STATUSES
from papernotes.graph.addresses import page_name, paper_url
from papernotes.graph.asked import is_readable, parsed
from papernotes.graph.authors import author_key, author_spellings, author_url
from papernotes.graph.conditions import condition
from papernotes.graph.hierarchy import hierarchy, topic_path, topic_url
from papernotes.graph.keywords import keyword_key, keyword_spellings, keyword_url, year_url
from papernotes.graph.papers import papers, title
from papernotes.graph.site import Site, once
from papernotes.graph.spellings import Spellings
from papernotes.graph.venues import venue_spellings, venue_url
from papernotes.model.graph import Group, Paper
from papernotes.model.written import Facts
from papernotes.query import Query
from papernotes.text import sort_key, title_key


def selected(site: Site, facts: Facts) -> tuple[Group, ...]:
    """What the query in a note's front matter finds; papers that the note has entries for are among them."""
    return select(site, facts.note.query) if facts.note.query else ()


@once
def select(site: Site, text: str) -> tuple[Group, ...]:
    """The papers that a query finds, in groups (one if it asks for none); nothing for a query with a mistake in it."""
    query = parsed(site, text)
    if not is_readable(site, text):
        return ()
    conditions = [condition(site, term, _found) for term in query.terms]
    found = [paper for paper in papers(site) if all(fits(paper) for fits in conditions)]
    shown = arranged(found, query.sort)[: query.limit or None]
    return tuple(_grouped(site, shown, query)) if shown else ()


def _found(site: Site, facts: Facts) -> Iterable[str]:
    """The names of the papers that the query of a note finds."""
    return (page_name(url) for group in selected(site, facts) for url in group.papers)


def arranged(papers: Sequence[Paper], sort: Sequence[str]) -> list[Paper]:
    """Papers in the order of time sorted by some fields, the first of which counts most; what is not known is last."""
    found = list(papers)
    for name in reversed(sort):
        key = _SORTS[name.removeprefix("-")]
        known = [paper for paper in found if key(paper)]
        unknown = [paper for paper in found if not key(paper)]
        found = sorted(known, key=key, reverse=name.startswith("-")) + unknown
    return found


Key = str | int | tuple[str, str]


def _by_author(paper: Paper) -> Key:
    return (
        sort_key(" ".join(f"{author.family} {author.given}" for author in paper.fields.authors))
        if paper.fields.authors
        else ""
    )


_SORTS: dict[str, Callable[[Paper], Key]] = {
    "year": lambda paper: paper.fields.issued,
    "title": lambda paper: sort_key(title(paper).text),
    "name": lambda paper: paper.name,
    "author": _by_author,
    "venue": lambda paper: sort_key(paper.fields.venue) if paper.fields.venue else "",
    "type": lambda paper: paper.fields.type,
    "status": lambda paper: _step(paper.fields.status),
    "rating": lambda paper: paper.fields.rating,
    "priority": lambda paper: paper.fields.priority,
    "added": lambda paper: paper.fields.added,
    "read_on": lambda paper: paper.fields.read_on,
    "pages": lambda paper: paper.fields.pages,
}


def _step(status: str) -> int:
    """The place of a status on the way from to-read to read, others behind; 0 for none."""
    return STATUSES.index(status) + 1 if status in STATUSES else len(STATUSES) + 1 if status else 0


Head = tuple[str, str, str]
"""What papers of a group have in common: a key, its title, the address of its page."""


def _grouped(site: Site, papers: Sequence[Paper], query: Query) -> Iterator[Group]:
    """Papers under what they have in common, in the order of the alphabet (of time, of reading); the rest is last."""
    if not query.group:
        yield Group(tuple(paper_url(paper.name) for paper in papers))
        return
    found: dict[str, tuple[Head, list[str]]] = {}
    for paper in papers:
        heads = {head[0]: head for head in reversed(_HEADS[query.group](site, paper))} or {"": ("", "", "")}
        for key, head in heads.items():
            found.setdefault(key, (head, []))[1].append(paper_url(paper.name))
    rest = found.pop("", None)
    down = f"-{query.group}" in query.sort
    for head, urls in sorted(found.values(), key=lambda pair: _rank(query.group, pair[0]), reverse=down):
        yield Group(tuple(urls), query.group, *head)
    if rest:
        yield Group(tuple(rest[1]), query.group)


def _rank(by: str, head: Head) -> tuple[Key, str]:
    """The order of groups."""
    key, title, _ = head
    return _step(key) if by == "status" else key if by in ("year", "topic") else sort_key(title), key


def _one(known: Spellings, key: str, name: str, url: str) -> Head:
    """The head of a name that has several spellings, one of which has a key."""
    one = known.key(key)
    return one, known.shown.get(one, name), url


def _year(site: Site, paper: Paper) -> tuple[Head, ...]:
    year = paper.fields.issued[:4]
    return ((year, year, year_url(site, year)),) if year else ()


def _topic(site: Site, paper: Paper) -> tuple[Head, ...]:
    titles = hierarchy(site).titles
    paths = dict.fromkeys(topic_path(site, topic) for topic in paper.fields.topics)
    return tuple((path, titles[path], topic_url(path)) for path in paths)


def _venue(site: Site, paper: Paper) -> tuple[Head, ...]:
    venue = paper.fields.venue
    return (_one(venue_spellings(site), title_key(venue), venue, venue_url(site, venue)),) if venue else ()


def _author(site: Site, paper: Paper) -> tuple[Head, ...]:
    known, authors = author_spellings(site), dict.fromkeys(paper.fields.authors)
    return tuple(_one(known, author_key(author), author.full, author_url(site, author)) for author in authors)


def _keyword(site: Site, paper: Paper) -> tuple[Head, ...]:
    known = keyword_spellings(site)
    return tuple(_one(known, keyword_key(word), word, keyword_url(site, word)) for word in paper.fields.keywords)


def _status(_: Site, paper: Paper) -> tuple[Head, ...]:
    status = paper.fields.status
    return ((status, "" if status in STATUSES else status, ""),) if status else ()


def _type(_: Site, paper: Paper) -> tuple[Head, ...]:
    type_ = paper.fields.type
    return ((type_, type_, ""),) if type_ else ()


_HEADS: dict[str, Callable[[Site, Paper], tuple[Head, ...]]] = {
    "year": _year,
    "topic": _topic,
    "venue": _venue,
    "author": _author,
    "keyword": _keyword,
    "status": _status,
    "type": _type,
}
