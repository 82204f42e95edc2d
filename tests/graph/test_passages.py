"""What other notes say of a page."""

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.written import Inline, Prose, Sentence

from .conftest import entry, note, piece, record, ref, relation, sentence, site, text

URL = "papers/he2015.html"


def told(linked: Site, url: str = URL) -> list[tuple[str, str, int, str]]:
    """Passages as (note, words, entry, relation)."""
    return [
        (passage.facts.path, passage.line.text if passage.line else "", passage.entry, passage.relation)
        for passage in graph.passages(linked, url)
    ]


def test_every_sentence_of_other_notes_is_a_passage() -> None:
    """In whatever form it names the paper; by date, path and place, without a date last; not of its own notes."""
    key = "arxiv:1512.03385"
    linked = site(
        note("he2015.md", "paper", "Deep residual learning", "[[he2015]]", ids=key, aliases=("ResNet",)),
        note("z.md", "note", "Z", "[[ResNet]]", key, date="2019"),
        note("b.md", "note", "B", "[@he2015]", "[[other]]", "@he2015"),
        note("a.md", "note", "A", sentences=(sentence("[[he2015]]", "[[he2015]]", line=3),)),
        note("sub/c.md", "note", "C", "(../he2015.md)", "[[Deep residual learning]]", date="2020-02"),
        note("other.md", "note", "Other"),
    )
    assert [path for path, *_ in told(linked)] == ["z.md", "z.md", "sub/c.md", "sub/c.md", "a.md", "b.md", "b.md"]
    assert [passage.facts.path for passage in graph.passages(linked, "notes/other.html")] == ["b.md"]


def test_a_passage_says_where_it_stands() -> None:
    """Heading and nearest anchor of the sentence; the section of an entry."""
    spoken = sentence("[[he2015]]", anchor="results", heading="Results")
    listed = entry("[[he2015]]", anchor="e1", remark="read it first")
    linked = site(
        note("he2015.md", "paper", "Deep residual learning"),
        note("a.md", "note", "A", sentences=(spoken,)),
        note("l.md", "list", "L", entries=(listed,), pieces=(piece(), piece("Vision", "vision", entries=(0,)))),
    )
    passages = graph.passages(linked, URL)
    assert [(passage.heading, passage.anchor) for passage in passages] == [("Results", "results"), ("Vision", "e1")]
    assert passages[1].line == text("read it first")


def test_an_entry_is_one_passage_with_all_its_text() -> None:
    """Sentences inside it that name its own paper are no passages beside it; those on another paper are."""
    inner = sentence("[[he2015]]", "[@other]", line=5, path="s.md")
    linked = site(
        note("he2015.md", "paper", "Deep residual learning"),
        note(
            "s.md",
            "story",
            "S",
            entries=(entry("[[he2015]]", line=4, path="s.md", prose=Prose("d", inner.line.refs, 9)),),
            sentences=(inner,),
        ),
    )
    assert told(linked) == [("s.md", "", 0, "")]
    assert told(linked, "papers/other.html") == [("s.md", inner.line.text, -1, "")]


def test_an_entry_may_be_of_a_note_that_is_no_paper() -> None:
    """Its page says which list it stands in."""
    linked = site(
        note("essay.md", "note", "Essay"),
        note("l.md", "list", "L", entries=(entry("[[essay]]"), entry("[[nothing]]"), entry("(essay.md)"))),
    )
    assert told(linked, "notes/essay.html") == [("l.md", "", 0, ""), ("l.md", "", 2, "")]


def test_the_reason_of_a_relation_is_a_passage_of_its_type() -> None:
    """In place of the sentence that states it; one without a reason and without a sentence is none."""
    stated = relation("contradicts", "[[he2015]]", "not so deep", line=7, path="b.md")
    bare = relation("uses", "[[he2015]]", line=9, path="c.md")
    linked = site(
        note("he2015.md", "paper", "Deep residual learning", relations=(relation("uses", "[[he2015]]", "itself"),)),
        note("a.md", "paper", "A", relations=(
            relation("builds_on", "[[he2015]]", "skips"), relation("uses", "[[he2015]]", line=2))),
        note("b.md", "paper", "B", relations=(stated,), sentences=(
            Sentence(Inline((0,), (stated.target,), "whole sentence"), "h", "Heading"),)),
        note("c.md", "paper", "C", relations=(bare,), sentences=(Sentence(Inline((0,), (bare.target,), "C says")),)),
    )  # fmt: skip
    assert told(linked) == [
        ("a.md", "skips", -1, "builds_on"),
        ("b.md", "not so deep", -1, "contradicts"),
        ("c.md", "C says", -1, "uses"),
    ]
    assert graph.passages(linked, URL)[1].anchor == "h"


def test_a_stub_is_spoken_of_too() -> None:
    """By its key, its id or its title, in any spelling."""
    linked = site(
        note("a.md", "note", "A", "[@knuth1984]", "[[@Knuth1984]]", "[[knuth1984]]", "doi:10.1000/k"),
        note("b.md", "note", "B", "[[Literate programming for all]]", sentences=(Sentence(text("nothing")),)),
        records=[record("knuth1984", "Literate programming for all", ids="doi:10.1000/k")],
    )
    assert len(told(linked, "papers/knuth1984.html")) == 5
    assert told(linked, "papers/nobody.html") == []


def test_a_line_of_front_matter_is_no_passage() -> None:
    """It names the paper, but is no sentence of the body."""
    linked = site(note("a.md", "note", "A", summary=Inline((0,), (ref("[@stub]"),), "")))
    assert told(linked, "papers/stub.html") == []
    assert graph.paper(linked, "stub") is not None
