"""Long catalogues: which page holds which section, and where their anchors stand."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.split import Leaf
from papernotes.model.problem import Code
from papernotes.model.written import Entry, Piece, Prose

from .conftest import entry, note, piece, said, site


def catalogue(sections: Sequence[tuple[int, int]], words: int = 0) -> Site:
    """A catalogue with sections, each given by the level of its heading (0: none) and its number of entries."""
    pieces: list[Piece] = []
    entries: list[Entry] = []
    for number, (level, count) in enumerate(sections):
        own = range(len(entries), len(entries) + count)
        name = f"s{number}" if level else ""
        pieces.append(piece(name, name, level=level, entries=tuple(own)))
        entries += (entry(f"=Entry {n}", anchor=f"e{n}", line=n + 1, prose=Prose("d", words=words)) for n in own)
    return site(note("c.md", "catalogue", "C", pieces=tuple(pieces), entries=tuple(entries)))


def held(leaf: Leaf) -> list[int]:
    """The entries on a page."""
    return [entry for _, entries in leaf.pieces for entry in entries]


def named(linked: Site) -> list[tuple[str, int]]:
    """The pages of the catalogue's sections by the end of their address, with their number of entries."""
    found = graph.leaves(linked, "c.md")
    return [(leaf.url.removeprefix("catalogues/c.").removesuffix(".html"), len(held(leaf))) for leaf in found]


def test_seven_hundred_entries_stand_on_one_page() -> None:
    """From 701 on each section has a page."""
    assert [] == named(catalogue([(2, 350), (2, 350)]))
    assert [("s0", 350), ("s1", 351)] == named(catalogue([(2, 350), (2, 351)]))


def test_many_words_make_a_catalogue_long_as_well() -> None:
    """Sixty thousand words of digests are enough for one page."""
    assert [] == named(catalogue([(2, 100), (2, 100)], words=300))
    assert [("s0", 100), ("s1", 100)] == named(catalogue([(2, 100), (2, 100)], words=301))


def test_too_long_a_section_is_divided_by_its_own_headings() -> None:
    """A heading over everything is no section to read, neither is one of 600 entries with years in it."""
    sections = [(0, 0), (2, 0), (3, 0), (4, 300), (4, 300), (3, 150), (2, 0)]

    assert [("s3", 300), ("s4", 300), ("s5", 150)] == named(catalogue(sections))


def test_a_section_without_headings_is_cut_after_every_five_hundred() -> None:
    """The writer is told where."""
    linked = catalogue([(2, 1001), (2, 10)])

    assert [("s0", 500), ("s0.2", 500), ("s0.3", 1), ("s1", 10)] == named(linked)
    assert [1] == [problem.span.line for problem in said(linked, Code.CATALOGUE_LONG) if problem.span]


def test_entries_without_any_heading_have_a_page_too() -> None:
    """It is called so; a section of that name gets another one."""
    assert [("entries", 500), ("entries.2", 300)] == named(catalogue([(0, 800)]))


def test_a_number_alone_is_no_name_of_a_page() -> None:
    """`c.2.html` is the second page of c; a year cannot be mistaken."""
    linked = site(
        note(
            "c.md",
            "catalogue",
            "C",
            pieces=(
                piece("2", "2", entries=tuple(range(400))),
                piece("2024", "2024", entries=tuple(range(400, 800))),
            ),
            entries=tuple(entry(f"=Entry {n}", anchor=f"e{n}") for n in range(800)),
        )
    )

    assert [("part-2", 400), ("2024", 400)] == named(linked)


def test_other_collections_are_not_split() -> None:
    """A long list keeps its page."""
    entries = tuple(entry(f"=Entry {n}", anchor=f"e{n}") for n in range(800))

    assert () == graph.leaves(
        site(note("l.md", "list", "L", pieces=(piece(entries=tuple(range(800))),), entries=entries)), "l.md"
    )


def test_an_anchor_stands_on_the_page_of_its_section() -> None:
    """Entries and headings are found; what is on no section's page stands on the first; other pages are left alone."""
    linked = catalogue([(0, 0), (2, 400), (2, 400), (2, 0)])

    assert "catalogues/c.s1.html#e0" == graph.stands_at(linked, "catalogues/c.html#e0")
    assert "catalogues/c.s2.html#e799" == graph.stands_at(linked, "catalogues/c.html#e799")
    assert "catalogues/c.s2.html#s2" == graph.stands_at(linked, "catalogues/c.html#s2")
    assert "catalogues/c.html#s3" == graph.stands_at(linked, "catalogues/c.html#s3")
    assert "catalogues/c.html" == graph.stands_at(linked, "catalogues/c.html")
    assert "papers/x.html#e0" == graph.stands_at(linked, "papers/x.html#e0")


@pytest.mark.parametrize("limits", [(6, 3), (10, 10)])
@given(sections=st.lists(st.tuples(st.sampled_from([0, 2, 2, 3, 4]), st.integers(0, 9)), max_size=12))
def test_every_entry_stands_on_one_page(limits: tuple[int, int], sections: list[tuple[int, int]]) -> None:
    """However a catalogue is built, no entry is lost or shown twice, their order is kept, and no page is too long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("papernotes.graph.split.MOST", limits[0])
        patch.setattr("papernotes.graph.split.PER_LEAF", limits[1])
        linked = catalogue(sections)
        leaves = graph.leaves(linked, "c.md")
    count = sum(number for _, number in sections)

    assert (count > limits[0]) == bool(leaves)
    assert [entry for leaf in leaves for entry in held(leaf)] == list(range(count) if leaves else ())
    assert all(0 < len(held(leaf)) <= limits[1] for leaf in leaves)
    assert len({leaf.url for leaf in leaves}) == len(leaves)
