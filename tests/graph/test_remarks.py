"""What remarks are about, and whom notes contradict."""

from typing import Any

import pytest
from msgspec.structs import replace

from papernotes import graph
from papernotes.graph.gaps import first_named, idle, orphans, stubs
from papernotes.model.problem import Span
from papernotes.model.written import Facts, Inline, Remark

from .conftest import entry, note, ref, relation, site


def remark(kind: str = "quote", source: str = "", **more: Any) -> Remark:
    """A remark with words of its own."""
    return Remark(kind, Inline(("words",), (), "words"), source=ref(source) if source else None, **more)  # type: ignore[arg-type]


def with_remarks(facts: Facts, *remarks: Remark) -> Facts:
    """A note with remarks."""
    return replace(facts, remarks=remarks)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (remark(), "papers/own.html"),
        (remark(source="[@other]"), "papers/own.html"),
        (remark(source="[@other]", cited=True), "papers/other.html"),
    ],
)
def test_a_remark_in_a_note_on_a_paper(said: Remark, expected: str) -> None:
    """It is about that paper, unless a citation in the quotation says otherwise."""
    linked = site(with_remarks(note("own.md", "paper", "Own", "[@other]"), said))

    assert [noted.about for noted in graph.remarks(linked, ("quote",))] == [expected]


def test_a_remark_in_an_essay_or_entry() -> None:
    """It is about the entry's paper, else about the paper mentioned last, else about the note."""
    linked = site(
        with_remarks(note("essay.md", "note", "Essay", "[@other]"), remark(), remark(source="[@other]")),
        with_remarks(
            note("tale.md", "story", "Tale", entries=(entry("[@told]", form="heading"),)),
            remark(entry=0),
            remark("question", entry=0),
        ),
    )

    assert [noted.about for noted in graph.remarks(linked, ("quote",))] == [
        "notes/essay.html",
        "papers/other.html",
        "papers/told.html",
    ]
    assert [noted.remark.kind for noted in graph.remarks_on(linked, "papers/told.html", ("question",))] == ["question"]
    assert graph.remarks_on(linked, "papers/other.html", ("question",)) == ()


def test_debates() -> None:
    """Newest claimant first, with the reasons, and the essays and stories that name both."""
    linked = site(
        note("old.md", "paper", "Old claim", issued="1997"),
        note("new.md", "paper", "New claim", issued="2017",
             relations=(relation("contradicts", "[[old]]", "it is not invariant"),)),
        note("late.md", "paper", "Late claim", issued="2020",
             relations=(relation("contradicts", "[[new]]"), relation("cites", "[[old]]"))),
        note("essay.md", "note", "Essay", "[[old]]", "[[new]]"),
        note("half.md", "note", "Half", "[[old]]"),
        note("list.md", "list", "List", "[[old]]", "[[new]]"),
    )  # fmt: skip

    found = graph.debates(linked)

    assert [(each.claimant, each.contradicted) for each in found] == [
        ("papers/late.html", "papers/new.html"),
        ("papers/new.html", "papers/old.html"),
    ]
    assert [passage.line and passage.line.text for passage in found[1].passages] == ["it is not invariant"]
    assert found[1].told == ("notes/essay.html",)
    assert graph.has_debates(linked)
    assert not graph.has_debates(site(note("a.md", "paper", "A")))


def test_gaps() -> None:
    """Stubs by the number of notes that name them, notes that stand alone, papers that nothing speaks for."""
    linked = site(
        note("a.md", "paper", "A", "[@twice]", "[@once]"),
        note("b.md", "paper", "B", "[@twice]"),
        note("alone.md", "note", "Alone"),
        note("waits.md", "paper", "Waits", status="to-read"),
        note("why.md", "paper", "Why", status="to-read", why="I must"),
    )

    assert [(stub.paper.name, stub.count) for stub in stubs(linked)] == [("twice", 2), ("once", 1)]
    assert first_named(linked, "papers/twice.html") == Span("notes/a.md", 10, 1)
    assert [facts.path for facts in orphans(linked)] == ["alone.md", "waits.md", "why.md"]
    assert [paper.name for paper in idle(linked)] == ["waits"]
    assert graph.has_gaps(linked)
