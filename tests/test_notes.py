"""The graph of this repository's own notes, against a count by hand.

The numbers were counted in the files themselves, by reading and with regular expressions that share nothing with the
program: paper notes are files with authors; names (`[[key]]`, `@key`, arXiv, DOI and OpenReview addresses and ids) were
joined by the keys, DOIs and eprints of library.bib and of the notes; what was joined to no note is a stub. Relations
are the lines `type:: [[…]]` and the items under `type:` in the front matter.
"""

from collections import Counter
from pathlib import Path

import pytest

from papernotes import graph
from papernotes.build import Build, check
from papernotes.model.problem import Severity
from papernotes.model.settings import Config

ROOT = Path(__file__).parents[1]
LINEAGE = ("builds_on", "extends", "follows", "uses", "replicates", "supersedes")


@pytest.fixture(scope="module")
def checked() -> Build:
    """This repository's notes, linked and rendered, not written."""
    return check(Config(root=str(ROOT)), cache=False)


@pytest.fixture(scope="module")
def site(checked: Build) -> graph.Site:
    """The graph of this repository's notes."""
    return checked.site


def url(name: str) -> str:
    """The address of a paper's page."""
    return f"papers/{name}.html"


def name(url: str) -> str:
    """The name of the paper at an address."""
    return url.removeprefix("papers/").removesuffix(".html")


def edges(site: graph.Site, paper: str, types: tuple[str, ...], *, out: bool) -> set[tuple[str, str]]:
    """The relations of some types that a paper has with others, or that others have with it."""
    return {
        (edge.type, name(edge.target if out else edge.source))
        for edge in graph.edges(site, url(paper))
        if edge.type in types and (edge.source if out else edge.target) == url(paper)
    }


def test_nothing_is_wrong_with_our_own_notes(checked: Build) -> None:
    """Our own notes give neither errors nor warnings."""
    said = [problem for problem in checked.diagnostics if problem.code.severity is not Severity.NOTE]

    assert said == []


def test_notes_by_kind(site: graph.Site) -> None:
    """61 files: 44 papers, 11 topics, two essays and the home page, and one list, story and digest."""
    counted = Counter(facts.kind for facts in site.notes)

    assert counted == {"paper": 44, "topic": 11, "note": 3, "list": 1, "story": 1, "digest": 1}


def test_papers_and_stubs(site: graph.Site) -> None:
    """173 papers have a page: 44 with a note, 129 that are only named; one entry of the .bib file nobody names."""
    papers = graph.papers(site)
    stubs = [paper for paper in papers if not paper.notes]

    assert len(papers) == 173
    assert len(stubs) == 129
    assert graph.paper(site, "neyshabur2017exploring") is None


def test_relations_per_type(site: graph.Site) -> None:
    """113 relations, 40 in front matter and 73 on lines of their own."""
    found = {
        (edge.type, edge.source, edge.target)
        for paper in graph.papers(site)
        for edge in graph.edges(site, url(paper.name))
        if edge.type != "mentions"
    }

    assert Counter(type_ for type_, _, _ in found) == {
        "builds_on": 45,
        "related": 20,
        "uses": 19,
        "contradicts": 14,
        "follows": 5,
        "extends": 4,
        "cites": 3,
        "supersedes": 2,
        "replicates": 1,
    }


@pytest.mark.parametrize(
    ("kind", "entries"),
    [("list", 16), ("story", 18), ("digest", 33)],  # the digest: 30 items, and 3 papers cited in paragraphs
)
def test_entries_per_collection(site: graph.Site, kind: str, entries: int) -> None:
    """Every item of the list, every heading of the story but the last, every card of the digest is an entry."""
    (collection,) = graph.notes(site, kind)

    assert entries == len(collection.entries)


def test_topics(site: graph.Site) -> None:
    """24 topics, those above a named one included."""
    assert set(graph.topics(site)) == {
        "description-length",
        "foundations",
        "generalization",
        "generalization/capacity",
        "generalization/double-descent",
        "generalization/flatness",
        "generalization/infinite-width",
        "generalization/memorization",
        "generative-models",
        "generative-models/adversarial",
        "generative-models/diffusion",
        "generative-models/latent-variables",
        "optimization",
        "optimization/normalization",
        "optimization/sparsity",
        "representation",
        "representation/vision",
        "representation/words",
        "scaling",
        "scaling/emergence",
        "sequence-models",
        "sequence-models/attention",
        "sequence-models/recurrence",
        "sequence-models/state-space",
    }


def test_papers_of_a_topic(site: graph.Site) -> None:
    """Five notes on papers name flatness; the essay and the topic's own note are no papers."""
    topic = graph.topic(site, "generalization/flatness")

    assert topic is not None
    assert {name(paper) for paper in topic.papers} == {
        "hochreiter1997flat",
        "keskar2016large",
        "dinh2017sharp",
        "foret2020sharpness",
        "cohen2021gradient",
    }


def test_what_attention_builds_on(site: graph.Site) -> None:
    """Six lineage relations leave the note: two in its front matter, four in its text."""
    assert edges(site, "vaswani2017attention", LINEAGE, out=True) == {
        ("builds_on", "bahdanau2014neural"),
        ("builds_on", "he2015deep"),
        ("extends", "luong2015effective"),
        ("uses", "ba2016layer"),
        ("uses", "kingma2014adam"),
        ("follows", "gehring2017convolutional"),
    }


def test_what_came_of_attention(site: graph.Site) -> None:
    """Seven notes say by lineage relations that their paper came of it; two contradict it or are related."""
    assert edges(site, "vaswani2017attention", LINEAGE, out=False) == {
        ("uses", "nakkiran2019deep"),
        ("uses", "power2022grokking"),
        ("uses", "ho2020denoising"),
        ("builds_on", "devlin2018bert"),
        ("builds_on", "dosovitskiy2020image"),
        ("uses", "brown2020language"),
        ("uses", "kaplan2020scaling"),
    }
    assert edges(site, "vaswani2017attention", ("contradicts", "related"), out=False) == {
        ("contradicts", "gu2023mamba"),
        ("related", "dao2024transformers"),
    }


# Sentences, entries and the reasons of relations (in front matter too); mentions in a paper's own note and in heads of
# entries make no passage.
PASSAGES = {
    "vaswani2017attention": [
        "generalization/nakkiran2019deep.md",
        "generalization/power2022grokking.md",
        "generative-models/ho2020denoising.md",
        "representation/devlin2018bert.md",
        "representation/dosovitskiy2020image.md",
        "scaling/brown2020language.md",
        "scaling/kaplan2020scaling.md",
        "sequence-models/bahdanau2014neural.md",
        "sequence-models/dao2024transformers.md",
        "sequence-models/gu2023mamba.md",
        "stories/road-to-attention.md",
        "topics/sequence-models/attention.md",
    ],
    "hochreiter1997flat": [
        "essays/the-flatness-debate.md",
        "generalization/dinh2017sharp.md",
        "generalization/hinton1993keeping.md",
        "generalization/keskar2016large.md",
        "lists/fitting-everything.md",
        "optimization/foret2020sharpness.md",
    ],
    "simonyan2014very": [
        "foundations/krizhevsky2012imagenet.md",
        "generalization/papyan2020prevalence.md",
        "optimization/he2015deep.md",
        "optimization/santurkar2018how.md",
    ],
}


@pytest.mark.parametrize("paper", PASSAGES)
def test_passages(site: graph.Site, paper: str) -> None:
    """The passages of three papers (one of them a stub) stand in the notes that speak of it, one in each."""
    found = sorted(passage.facts.path for passage in graph.passages(site, url(paper)))

    assert PASSAGES[paper] == found
