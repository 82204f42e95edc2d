"""Gaps: what is named and not written, written and not named, or said in two ways."""

from collections.abc import Iterator

from msgspec import Struct

from papernotes.graph.addresses import address, paper_url
from papernotes.graph.backlinks import entries_on, relations_to, sentences_on
from papernotes.graph.diagnose import diagnose
from papernotes.graph.names import home
from papernotes.graph.papers import papers
from papernotes.graph.passages import passages
from papernotes.graph.places import places
from papernotes.graph.relations import edges
from papernotes.graph.resolve import resolve
from papernotes.graph.site import Site, once
from papernotes.model.graph import Paper
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.written import Facts

DOUBTS = {
    Code.PAPER_CONFLICT: "conflict",
    Code.PAPER_NEAR: "near",
    Code.NAME_NEAR: "spelling",
    Code.WANTED: "wanted",
}
"""The diagnostics that stand among the gaps, each with the section it stands in."""


class Stub(Struct, frozen=True):
    """A paper without a note, and how many notes name it."""

    paper: Paper
    count: int


def has_gaps(site: Site) -> bool:
    """Whether anything is missing; what costs least to find out is looked at first."""
    if any(not paper.notes for paper in papers(site)):
        return True
    return any(next(each, None) is not None for each in (idle(site), orphans(site))) or bool(doubts(site))


@once
def stubs(site: Site) -> tuple[Stub, ...]:
    """The papers without a note, those that most notes name first; by when they appeared, then by title."""
    bare = [paper for paper in papers(site) if not paper.notes]
    named = [(len({passage.facts.path for passage in passages(site, paper_url(paper.name))}), paper) for paper in bare]
    named.sort(key=lambda pair: -pair[0])
    return tuple(Stub(paper, count) for count, paper in named)


def first_named(site: Site, url: str) -> Span | None:
    """The first place where notes name a page."""
    spans = [facts.entries[index].span for facts, index in entries_on(site, url)]
    spans += [span for facts, number in relations_to(site, url) if (span := facts.relations[number].span)]
    for facts, number in sentences_on(site, url):
        refs = (ref for ref in facts.sentences[number].line.refs if ref.span)
        spans += [ref.span for ref in refs if resolve(site, ref, facts.path).page == url and ref.span]
    return min(spans, default=None)


def orphans(site: Site) -> Iterator[Facts]:
    """The notes on papers and the essays that nothing links to and that link to nothing."""
    own = home(site)
    for facts in site.notes:
        if facts.kind in ("paper", "note") and facts is not own and _is_alone(site, facts):
            yield facts


def _is_alone(site: Site, facts: Facts) -> bool:
    url = address(site, facts.path)
    if any(_is_led_elsewhere(site, facts, url)) or passages(site, url) or edges(site, url):
        return False
    return not places(site, url)


def _is_led_elsewhere(site: Site, facts: Facts, url: str) -> Iterator[bool]:
    for sentence in facts.sentences:
        for ref in sentence.line.refs:
            target = resolve(site, ref, facts.path)
            yield target.kind in ("paper", "note") and target.page != url


def idle(site: Site) -> Iterator[Paper]:
    """Papers to be read of which nothing says why: no priority, no reason, no list, and nobody names them."""
    for paper in papers(site):
        said, url = paper.fields, paper_url(paper.name)
        is_bare = said.status == "to-read" and not (said.priority or said.why)
        if is_bare and not (places(site, url) or passages(site, url)):
            yield paper


@once
def doubts(site: Site) -> tuple[tuple[str, Diagnostic], ...]:
    """Papers that disagree with themselves or look alike, names that do, notes that are wanted: by section."""
    return tuple((DOUBTS[problem.code], problem) for problem in diagnose(site) if problem.code in DOUBTS)
