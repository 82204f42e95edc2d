"""The graph of this repository's own notes, against a count by hand.

The numbers were counted in the files themselves, by reading and with regular expressions that share nothing with the
program: paper notes are files with authors; names (`[[key]]`, `@key`, arXiv, DOI and OpenReview addresses and ids) were
joined by the keys, DOIs and eprints of library.bib and of the notes; what was joined to no note is a stub, and the one
paper of the catalogue that has another address is one more. Relations are the lines `type:: [[…]]` and the items under
`type:` in the front matter; topics the items under `topics:`, with those above them; questions, claims and todos the
lines `> [!question]`, `> [!claim]`, `> [!todo]`; quotations and `==marks==` were read one by one; entries were
counted as numbered lines, list items, headings and rows.
"""

from collections import Counter
from pathlib import Path

import pytest

from papernotes import graph
from papernotes.build import Build, check
from papernotes.model.problem import Severity
from papernotes.model.settings import Config
from papernotes.project import load

ROOT = Path(__file__).parents[1]
LINEAGE = ("builds_on", "extends", "follows", "uses", "replicates", "supersedes")


@pytest.fixture(scope="module")
def checked() -> Build:
    """What there is to say about this repository's notes, linked and rendered, not written."""
    return check(Config(root=str(ROOT)), cache=False)


@pytest.fixture(scope="module")
def site() -> graph.Site:
    """The graph of this repository's notes."""
    return load(Config(root=str(ROOT)), cache=False).site


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
    """102 files: 67 papers, 14 topics, three essays and the home page, eight collections, five people, four venues."""
    counted = Counter(facts.kind for facts in site.notes)

    assert counted == {
        "paper": 67,
        "topic": 14,
        "author": 5,
        "note": 4,
        "list": 4,
        "story": 2,
        "venue": 4,
        "catalogue": 1,
        "digest": 1,
    }


def test_papers_and_stubs(site: graph.Site) -> None:
    """251 papers have a page: 67 with a note, 184 that are only named; one entry of the .bib file nobody names."""
    papers = graph.papers(site)
    stubs = [paper for paper in papers if not paper.notes]

    assert len(papers) == 251
    assert len(stubs) == 184
    assert graph.paper(site, "neyshabur2017exploring") is None


def test_relations_per_type(site: graph.Site) -> None:
    """179 relations, 58 in front matter and 121 on lines of their own."""
    found = {
        (edge.type, edge.source, edge.target)
        for paper in graph.papers(site)
        for edge in graph.edges(site, url(paper.name))
        if edge.type != "mentions"
    }

    assert Counter(type_ for type_, _, _ in found) == {
        "builds_on": 67,
        "related": 37,
        "contradicts": 34,
        "uses": 23,
        "extends": 5,
        "follows": 5,
        "cites": 3,
        "replicates": 3,
        "supersedes": 2,
    }


@pytest.mark.parametrize(
    ("path", "entries"),
    [
        ("lists/fitting-everything.md", 16),
        ("lists/seminar-generalization.md", 22),
        ("lists/the-pile.md", 16),
        ("stories/road-to-attention.md", 18),
        ("stories/why-they-generalize.md", 20),
        ("digests/iclr-2020.md", 33),  # 30 items, and 3 papers cited in paragraphs
        ("catalogues/why-learning-works.md", 103),  # 100 items, and 3 rows of a table
    ],
)
def test_entries_per_collection(site: graph.Site, path: str, entries: int) -> None:
    """Every item of a list, every heading of a story but the last, every card of a digest is an entry.

    In the catalogue it is every item, and every row of the table at its end.
    """
    (collection,) = (facts for facts in site.notes if facts.path == path)

    assert entries == len(collection.entries)


def test_remarks(site: graph.Site) -> None:
    """43 questions, 33 claims and 5 todos, 8 quotations that are no abstract, and 13 sentences with a mark."""
    counted = Counter(remark.kind for facts in site.notes for remark in facts.remarks)

    assert counted == {"question": 43, "claim": 33, "mark": 13, "quote": 8, "todo": 5}


def test_topics(site: graph.Site) -> None:
    """27 topics, those above a named one included."""
    assert set(graph.topics(site)) == {
        "description-length",
        "foundations",
        "generalization",
        "generalization/capacity",
        "generalization/double-descent",
        "generalization/flatness",
        "generalization/implicit-bias",
        "generalization/infinite-width",
        "generalization/memorization",
        "generalization/robustness",
        "generative-models",
        "generative-models/adversarial",
        "generative-models/diffusion",
        "generative-models/latent-variables",
        "optimization",
        "optimization/landscape",
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
    """Seven notes on papers name flatness; the essay and the topic's own note are no papers."""
    topic = graph.topic(site, "generalization/flatness")

    assert topic is not None
    assert {name(paper) for paper in topic.papers} == {
        "hochreiter1997flat",
        "keskar2016large",
        "dinh2017sharp",
        "foret2020sharpness",
        "cohen2021gradient",
        "dziugaite2017computing",
        "jiang2019fantastic",
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
    """Eight notes say by lineage relations that their paper came of it; two contradict it or are related."""
    assert edges(site, "vaswani2017attention", LINEAGE, out=False) == {
        ("uses", "nakkiran2019deep"),
        ("uses", "power2022grokking"),
        ("uses", "ho2020denoising"),
        ("builds_on", "devlin2018bert"),
        ("builds_on", "dosovitskiy2020image"),
        ("uses", "brown2020language"),
        ("uses", "kaplan2020scaling"),
        ("uses", "nanda2023progress"),
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
        "generalization/nanda2023progress.md",
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
        "generalization/chiang2022loss.md",
        "generalization/dinh2017sharp.md",
        "generalization/dziugaite2017computing.md",
        "generalization/hinton1993keeping.md",
        "generalization/keskar2016large.md",
        "generalization/rahaman2018spectral.md",
        "lists/fitting-everything.md",
        "optimization/foret2020sharpness.md",
        "stories/why-they-generalize.md",
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
