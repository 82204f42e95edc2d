"""What to read next, and why: papers to be read, ranked by what the graph knows of them."""

from bisect import insort

from msgspec import Struct

from papernotes.fields.values import READ
from papernotes.graph.addresses import note_at, page_name, paper_url
from papernotes.graph.backlinks import most_mentions, relations_of
from papernotes.graph.papers import paper as paper_at
from papernotes.graph.papers import papers
from papernotes.graph.passages import passages
from papernotes.graph.places import NUMBERED, places
from papernotes.graph.relations import edges, is_lineage
from papernotes.graph.site import Site, once
from papernotes.model.graph import Paper
from papernotes.model.written import Facts

_LOWEST = 4  # one more than the lowest priority, which is 3


class Next(Struct, frozen=True):
    """A paper that waits to be read: its score and what that is made of.

    `lineage` counts the papers of its lineage that are read, `notes` the notes that name it, `lists` the lists and
    stories that wait for it.
    """

    paper: Paper
    score: int
    lineage: int = 0
    notes: int = 0
    lists: int = 0


@once
def waiting(site: Site) -> tuple[Paper, ...]:
    """The papers to be read, in the order of time."""
    return tuple(paper for paper in papers(site) if is_waiting(site, paper))


@once
def next_up(site: Site) -> tuple[Next, ...]:
    """The papers to be read, the first one first; ties by year (unknown last), then by name."""
    return tuple(sorted((_ranked(site, paper.name) for paper in waiting(site)), key=_place))


def first_up(site: Site, count: int) -> tuple[Next, ...]:
    """The beginning of `next_up`: only papers are ranked that may still be among them."""
    bounds = sorted(((_bound(site, paper), paper) for paper in waiting(site)), key=lambda each: -each[0])
    found: list[Next] = []
    for bound, paper in bounds:
        if len(found) >= count and (not count or bound < found[count - 1].score):
            break
        insort(found, _ranked(site, paper.name), key=_place)
    return tuple(found[:count])


def _place(each: Next) -> tuple[int, str, str]:
    return -each.score, each.paper.fields.issued[:4] or "~", each.paper.name


def _bound(site: Site, paper: Paper) -> int:
    """A score that a paper cannot exceed: from what is spelled like its names, whoever is meant."""
    sentences, relations = most_mentions(site, paper_url(paper.name))
    own = sum(1 for _ in relations_of(site, paper_url(paper.name)))
    places_ = len(_lists(site, paper)) + len(paper.entries)
    return 3 * (own + relations) + 2 * (sentences + relations + places_) + places_ + _urgency(paper)


def is_waiting(site: Site, paper: Paper) -> bool:
    """Whether a paper is to be read: its status says so, or it has none, no note, and a priority or a reading list."""
    said = paper.fields
    if said.status or paper.notes:
        return said.status == "to-read"
    return bool(said.priority) or any(facts.kind == "list" and facts.note.show_status for facts in _lists(site, paper))


def _lists(site: Site, paper: Paper) -> tuple[Facts, ...]:
    """The lists and stories that a paper is in."""
    found = (note_at(site, place.url) for place in places(site, paper_url(paper.name)) if place.kind in NUMBERED)
    return tuple(facts for facts in found if facts)


@once
def _ranked(site: Site, name: str) -> Next:
    """The rank of the paper of a name."""
    paper = paper_at(site, name)
    assert paper is not None, f"there is no paper {name}"
    url = paper_url(name)
    lists = {facts.path for facts in _lists(site, paper)}
    naming = {passage.facts.path for passage in passages(site, url)} - lists
    lineage = len(_read_kin(site, url))
    return Next(paper, 3 * lineage + 2 * len(naming) + len(lists) + _urgency(paper), lineage, len(naming), len(lists))


def _urgency(paper: Paper) -> int:
    """What a paper's priority adds."""
    return 4 * (_LOWEST - paper.fields.priority) if paper.fields.priority else 0


def _read_kin(site: Site, url: str) -> set[str]:
    """The papers that a paper builds on or led to, and that are read."""
    strong = [edge for edge in edges(site, url) if is_lineage(site, edge.type)]
    ends = {end for edge in strong for end in (edge.source, edge.target)} - {url}
    kin = {end: paper_at(site, page_name(end)) for end in ends if end.startswith("papers/")}
    return {end for end, paper in kin.items() if paper and paper.fields.status in READ}
