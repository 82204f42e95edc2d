"""Topics: a hierarchy with notes, papers and other notes in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes import graph

from .conftest import entry, lead, note, record, ref, site


def test_topics_are_a_hierarchy_of_what_is_named() -> None:
    """Those above are there too; a topic holds what is in it and below it, papers in the order of time."""
    linked = site(
        note("a.md", "paper", "A", topics=("generalization/memorization",), issued="2017"),
        note("b.md", "paper", "B", topics=("Generalization", "optimization"), issued="2015"),
        note("e.md", "note", "E", topics=("generalization/memorization", "generalization")),
        note("l.md", "digest", "L", topics=("optimization",), entries=(entry("[@c]", topics=("vision/Deep Nets",)),)),
        records=[record("c", "C"), record("unnamed", "U", topics=("nowhere",))],
    )
    assert graph.topics(linked) == (
        "generalization", "generalization/memorization", "optimization", "vision", "vision/deep-nets"
    )  # fmt: skip
    whole = graph.topic(linked, "generalization")
    assert whole is not None
    assert (whole.title, whole.children) == ("generalization", ("generalization/memorization",))
    assert whole.papers == ("papers/b.html", "papers/a.html")
    assert whole.notes == ("notes/e.html",)
    deep = graph.topic(linked, "Vision/deep nets")
    assert deep is not None
    assert (deep.path, deep.title, deep.papers) == ("vision/deep-nets", "Deep Nets", ("papers/c.html",))
    assert deep.note is None
    assert graph.topic(linked, "nowhere") is None
    assert graph.topic(linked, "") is None
    assert graph.topic_title(linked, "OPTIMIZATION") == "optimization"
    assert graph.topic_title(linked, "nowhere") == ""


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("memorization.md", {}),
        ("topics/generalization/memorization.md", {}),
        ("x.md", {"slug": "generalization/memorization"}),
        ("x.md", {"aliases": ("Memorization",)}),
        ("x.md", {"aliases": ("generalization/memorization",)}),
        ("generalization/memorization/index.md", {}),
        ("x.md", {"topics": ("generalization/memorization",), "aliases": ("memorization",)}),
    ],
)
def test_a_topic_note_finds_its_topic(path: str, more: dict[str, tuple[str, ...]]) -> None:
    """By slug, path, file name, title or alias, in full or by the last step."""
    paper = note("a.md", "paper", "A", topics=("generalization/memorization",))
    linked = site(note(path, "topic", "Learning by heart", **more), paper)
    found = graph.topic(linked, "generalization/memorization")
    assert found is not None
    assert found.note is not None
    assert found.title == "Learning by heart"
    assert graph.address(linked, path) == "topics/generalization/memorization.html"
    assert graph.topic_url(found.path) == "topics/generalization/memorization.html"


def test_a_topic_note_alone_makes_a_topic() -> None:
    """Under its name, below the topic it names itself; two notes on one topic are two pages."""
    linked = site(
        note("sub/flat minima.md", "topic", "Flat minima", topics=("optimization",)),
        note("a/optics.md", "topic", "Optics"),
        note("b/optics.md", "topic", "More optics"),
        note("sharp.md", "topic", "Sharp", topics=("optimization/sharp",)),
    )
    assert graph.topics(linked) == ("optics", "optimization", "optimization/flat-minima", "optimization/sharp")
    assert graph.address(linked, "b/optics.md") == "topics/b-optics.html"
    assert graph.note_at(linked, "topics/b-optics.html") is graph.note(linked, "b/optics.md")


def test_a_keyword_that_names_a_topic_note_is_a_topic() -> None:
    """Wherever it was given; any other stays a keyword."""
    linked = site(
        note("t/memorization.md", "topic", "Memorization", aliases=("learning by heart",)),
        note("a.md", "paper", "A", keywords=("Memorization", "noise", "Learning by Heart")),
        note("b.md", "paper", "B", keywords=("noise",), topics=("memorization",)),
    )
    found = graph.topic(linked, "memorization")
    paper = graph.paper(linked, "a")
    assert found is not None
    assert paper is not None
    assert found.papers == ("papers/a.html", "papers/b.html")
    assert (paper.fields.topics, paper.fields.keywords) == (("memorization",), ("noise",))
    plain = graph.paper(site(note("a.md", "paper", "A", keywords=("Memorization",))), "a")
    assert plain is not None
    assert plain.fields.keywords == ("Memorization",)


def test_a_topic_is_found_at_its_address_and_further_pages() -> None:
    """`x.2.html` is the second page of `x.html`."""
    linked = site(note("a.md", "paper", "A", topics=("one/two",)))
    assert graph.topic_at(linked, "topics/one/two.html") == "one/two"
    assert graph.topic_at(linked, "topics/one/two.2.html") == "one/two"
    assert graph.topic_at(linked, "topics/three.html") == ""
    assert graph.topic_at(linked, "one/two.html") == ""


def test_a_tag_in_the_text_leads_to_its_topic() -> None:
    """If it is one; a tag that is no topic stays text, without a word."""
    linked = site(
        note("a.md", "paper", "A", "(topic:One/two)", "(topic:card)", topics=("one/two",), keywords=("card",)),
        note("t.md", "topic", "About two", slug="one/two"),
    )
    assert lead(linked, "(topic:One/two)") == "topics/one/two.html"
    assert lead(linked, "(topic:card)") == "none"
    assert list(graph.diagnose(linked)) == []
    assert graph.resolve(linked, ref("(topic:one)"), "a.md").path == ""


def test_topic_names_are_safe_and_bounded() -> None:
    """No name leads out of the folder, takes the index's place or nests without end."""
    linked = site(note("a.md", "paper", "A", topics=("../../etc", "index", " / ", "a/" * 5000 + "z", "C++", "🙂")))
    paths = graph.topics(linked)
    assert "index" not in paths
    assert "index-topic" in paths
    assert all(".." not in path and "" not in path.split("/") for path in paths)
    assert max(path.count("/") for path in paths) == 8


def test_spellings_of_one_topic_are_one() -> None:
    """The first as written in the order of notes gives the title; the paper keeps its own words."""
    twice = note("b.md", "paper", "B", topics=("deep-learning", "Deep learning"))
    linked = site(note("a.md", "paper", "A", topics=("Deep Learning",)), twice)
    paper = graph.paper(linked, "b")
    assert graph.topics(linked) == ("deep-learning",)
    assert graph.topic_title(linked, "deep-learning") == "Deep Learning"
    assert paper is not None
    assert paper.fields.topics == ("deep-learning",)


def test_a_topic_below_one_that_a_note_names_stands_below_that_note() -> None:
    """`attention/flash` is the topic "flash" of the note at nlp/attention, not a second "attention"."""
    linked = site(
        note("topics/nlp/attention.md", "topic", "Attention"),
        note("z.md", "paper", "Z", topics=("nlp/attention",)),
        note("a.md", "paper", "A", topics=("attention/Flash Attention",)),
    )
    assert graph.topics(linked) == ("nlp", "nlp/attention", "nlp/attention/flash-attention")
    flash = graph.topic(linked, "attention/flash attention")
    assert flash is not None
    assert (flash.title, flash.papers) == ("Flash Attention", ("papers/a.html",))
    assert graph.topic_at(linked, "topics/attention.html") == ""


@pytest.mark.parametrize("written", ["Index", "index", " INDEX "])
def test_a_topic_called_index_is_no_index(written: str) -> None:
    """The index of topics stands at that address."""
    assert graph.topics(site(note("a.md", "paper", "A", topics=(written,)))) == ("index-topic",)


STEPS = st.lists(st.sampled_from(["a", "b", "C d", "Index", "é", "a-b"]), min_size=1, max_size=11).map("/".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(STEPS, max_size=4), st.lists(st.tuples(STEPS, STEPS), max_size=3))
def test_the_path_of_a_topic_names_that_topic(written: list[str], notes: list[tuple[str, str]]) -> None:
    """However deep, and whatever topic notes there are: its path, looked up again, is itself."""
    about = [note(f"topics/{name}.md", "topic", name.rpartition("/")[2], topics=(above,)) for name, above in notes]
    papers = [note(f"{number}.md", "paper", str(number), topics=(topic,)) for number, topic in enumerate(written)]
    linked = site(*about, *papers)
    for path in graph.topics(linked):
        found = graph.topic(linked, path)
        assert found is not None
        assert (found.path, graph.topic_at(linked, graph.topic_url(path))) == (path, path)
