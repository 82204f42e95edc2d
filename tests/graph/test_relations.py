"""Typed relations, seen from both ends."""

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.graph import Edge

from .conftest import entry, note, record, relation, sentence, site

OLD, NEW, THIRD = "papers/old.html", "papers/new.html", "papers/third.html"


def ends(linked: Site, url: str) -> set[tuple[str, str, str]]:
    """The edges of a node without their reasons."""
    return {(edge.source, edge.type, edge.target) for edge in graph.edges(linked, url)}


def test_a_relation_is_seen_from_both_ends_with_its_reason() -> None:
    """In whatever form the target is named."""
    for target in ("[[old]]", "[@old]", "(../b/old.md)", "arxiv:1512.03385", "[[Deep residual learning]]"):
        linked = site(
            note("a/new.md", "paper", "Attention", relations=(relation("builds_on", target, "skips"),)),
            note("b/old.md", "paper", "Deep residual learning", ids="arxiv:1512.03385"),
        )
        (edge,) = graph.edges(linked, OLD)
        assert graph.edges(linked, NEW) == (edge,)
        assert (edge.source, edge.target, edge.type, edge.path) == (NEW, OLD, "builds_on", "a/new.md")
        assert edge.reason is not None
        assert edge.reason.text == "skips"


def test_a_relation_said_twice_is_one_edge_with_a_reason() -> None:
    """In the front matter without, in the body with one; an edge to itself is none."""
    linked = site(
        note("new.md", "paper", "New", relations=(
            relation("builds_on", "[[old]]"), relation("builds_on", "[[old]]", "why"),
            relation("builds_on", "[[old]]"), relation("uses", "[[old]]", "how"),
            relation("builds_on", "[[new]]"), relation("related", "[[nowhere]]"))),
        note("old.md", "paper", "Old"),
    )  # fmt: skip
    assert [(edge.type, edge.reason and edge.reason.text) for edge in graph.edges(linked, OLD)] == [
        ("builds_on", "why"),
        ("uses", "how"),
    ]


def test_relations_lead_to_stubs_and_notes_too() -> None:
    """A stub knows what builds on it; an essay may be related."""
    linked = site(
        note("new.md", "paper", "New", relations=(relation("builds_on", "[@stub]"), relation("related", "[[essay]]"))),
        note("essay.md", "note", "Essay", relations=(relation("related", "[[new]]"),)),
    )
    assert ends(linked, "papers/stub.html") == {(NEW, "builds_on", "papers/stub.html")}
    assert ends(linked, "notes/essay.html") == {
        (NEW, "related", "notes/essay.html"),
        ("notes/essay.html", "related", NEW),
    }


def test_a_mention_of_an_older_paper_is_a_thin_edge() -> None:
    """Only in a paper's own note, only where both dates are known, only without a relation between the two."""
    linked = site(
        note("new.md", "paper", "New", "[[old]]", "[[third]]", "[[undated]]", "[[later]]", "[[same]]", issued="2017-06",
             relations=(relation("uses", "[[third]]"),), sentences=(sentence("[[old]]", "[[essay]]"),)),
        note("old.md", "paper", "Old", issued="2012"),
        note("third.md", "paper", "Third", issued="2013"),
        note("later.md", "paper", "Later", issued="2018"),
        note("same.md", "paper", "Same", issued="2017"),
        note("undated.md", "paper", "Undated"),
        note("essay.md", "note", "Essay", "[[old]]"),
    )  # fmt: skip
    thin = {(NEW, "mentions", OLD)}
    assert ends(linked, OLD) == thin
    assert ends(linked, NEW) == thin | {(NEW, "uses", THIRD)}
    assert ends(linked, "papers/later.html") == ends(linked, "papers/same.html") == set()


def test_types_are_a_table_that_settings_add_to() -> None:
    """A type of one's own has words and may be lineage; a type nobody knows is none."""
    added = {"refutes": "is refuted by", "distils": {"inverse": "x", "lineage": True}}
    linked = site(note("new.md", "paper", "New"), relations=added)
    lineage = {name for name in graph.relation_types(linked) if graph.is_lineage(linked, name)}
    assert lineage == {"builds_on", "extends", "follows", "uses", "replicates", "supersedes", "distils"}
    assert graph.relation_types(linked)["refutes"].inverse == "is refuted by"
    assert not graph.is_lineage(linked, "mentions")
    assert set(graph.RELATIONS) == {
        "builds_on", "extends", "follows", "uses", "replicates", "supersedes", "contradicts", "cites", "related"
    }  # fmt: skip


def test_a_card_counts_the_papers_that_build_on_it() -> None:
    """Each paper once, by lineage alone, not essays."""
    linked = site(
        note("old.md", "paper", "Old", relations=(relation("builds_on", "[[old]]"),)),
        note("a.md", "paper", "A", relations=(relation("builds_on", "[[old]]"), relation("extends", "[[old]]"))),
        note("b.md", "paper", "B", relations=(relation("contradicts", "[[old]]"),)),
        note("c.md", "note", "C", relations=(relation("builds_on", "[[old]]"),)),
    )
    card = graph.card(linked, OLD)
    assert card is not None
    assert card.built_on == 1


def test_a_relation_of_a_second_note_is_its_papers() -> None:
    """Whichever of a paper's notes says it."""
    key = "arxiv:1706.03762"
    linked = site(
        note("new.md", "paper", "New", ids=key, citekey="new"),
        note("more.md", "paper", "More", ids=key, relations=(relation("builds_on", "[[old]]"),)),
        note("old.md", "paper", "Old"),
    )
    assert graph.edges(linked, OLD) == (
        Edge(NEW, OLD, "builds_on", None, "more.md", graph.edges(linked, NEW)[0].span),
    )  # fmt: skip
    assert ends(linked, "papers/none.html") == ends(linked, "notes/none.html") == set()


def test_an_entry_makes_no_edge() -> None:
    """A list that names a paper is no relation."""
    linked = site(note("l.md", "list", "L", entries=(entry("[@a]"),)), records=[record("a", "A")])
    assert graph.edges(linked, "papers/a.html") == ()
