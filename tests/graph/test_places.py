"""In which collections a node stands, at what number, and between which others."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from papernotes import graph
from papernotes.model.graph import Place
from papernotes.model.written import Facts

from .conftest import entry, note, relation, site


def paper(name: str, issued: str = "", **more: Any) -> Facts:
    """A paper's note, titled by its name."""
    return note(f"{name}.md", "paper", name.upper(), issued=issued, **more)


def test_number_count_and_neighbours_in_a_list() -> None:
    """In the author's order; the first has nothing before it, the last nothing after it."""
    linked = site(
        paper("a"), paper("b"), paper("c"),
        note("l.md", "list", "L", entries=(
            entry("[[b]]", anchor="b"), entry("[[a]]", anchor="a"), entry("[[c]]", anchor="c"),
        )),
    )  # fmt: skip

    assert graph.places(linked, "papers/b.html") == (Place("lists/l.html", "list", "b", 1, 3, "", "papers/a.html"),)
    assert graph.places(linked, "papers/a.html") == (
        Place("lists/l.html", "list", "a", 2, 3, "papers/b.html", "papers/c.html"),
    )
    assert graph.places(linked, "papers/c.html") == (Place("lists/l.html", "list", "c", 3, 3, "papers/a.html", ""),)


def test_places_in_a_story_follow_time() -> None:
    """The file's order is another one; a year alone stands before the months of that year."""
    linked = site(
        paper("a", "2000-05"), paper("b", "2000"), paper("c"),
        note("s.md", "story", "S", entries=(entry("[[c]]"), entry("[[a]]"), entry("[[b]]"))),
    )  # fmt: skip
    numbers = {name: graph.places(linked, f"papers/{name}.html")[0].number for name in "abc"}

    assert {"b": 1, "a": 2, "c": 3} == numbers


def test_digests_and_catalogues_have_no_numbers() -> None:
    """Lists come first, then stories, digests, catalogues."""
    kinds = ("catalogue", "digest", "story", "list")
    linked = site(paper("a"), *(note(f"{kind}.md", kind, kind, entries=(entry("[[a]]"),)) for kind in kinds))

    assert [(place.kind, place.number, place.count) for place in graph.places(linked, "papers/a.html")] == [
        ("list", 1, 1),
        ("story", 1, 1),
        ("digest", 0, 0),
        ("catalogue", 0, 0),
    ]


def test_a_note_and_a_stub_have_places_too() -> None:
    """An essay in a list, and a paper that only an entry names; what leads nowhere counts but is no neighbour."""
    linked = site(
        note("essay.md", "note", "Essay"),
        note("l.md", "list", "L", entries=(entry("[[essay]]"), entry("[[nothing]]"), entry("arxiv:1706.03762"))),
    )

    assert graph.places(linked, "notes/essay.html")[0].after == "papers/arxiv-1706.03762.html"
    assert (3, 3) == (
        graph.places(linked, "papers/arxiv-1706.03762.html")[0].number,
        graph.places(linked, "papers/arxiv-1706.03762.html")[0].count,
    )


def test_a_paper_that_stands_twice_has_its_first_place() -> None:
    """The second place neither replaces the first nor makes it its own neighbour."""
    linked = site(
        paper("a"), paper("b"), note("l.md", "list", "L", entries=(entry("[[a]]"), entry("[[a]]"), entry("[[b]]")))
    )
    (place,) = graph.places(linked, "papers/a.html")

    assert (1, 3, "papers/b.html") == (place.number, place.count, place.after)


def test_papers_that_name_the_list_stand_behind_its_entries() -> None:
    """By the place they give; one that is an entry already stands there alone."""
    linked = site(
        paper("a", lists=("l#9",)), paper("b", lists=("l#2",)), paper("c", lists=("l#1",)),
        note("l.md", "list", "L", entries=(entry("[[a]]"),)),
    )  # fmt: skip

    assert [held.url[7] for held in graph.contents(linked, "l.md")] == ["a", "c", "b"]


@given(st.lists(st.sampled_from("abcdef"), max_size=8), st.sampled_from(["list", "story"]))
def test_neighbours_point_at_each_other(names: list[str], kind: str) -> None:
    """Whatever the entries, following `after` from the first one visits every paper once, and `before` leads back."""
    papers = [paper(name, str(2000 + ord(name) % 3)) for name in sorted(set(names))]
    linked = site(*papers, note("l.md", kind, "L", entries=tuple(entry(f"[[{name}]]") for name in names)))
    places = {f"papers/{name}.html": graph.places(linked, f"papers/{name}.html")[0] for name in names}
    walked, at = [], next((url for url, place in places.items() if not place.before), "")
    while at:
        walked.append(at)
        assert places[at].after == "" or places[places[at].after].before == at
        at = places[at].after

    assert sorted(walked) == sorted(places)


def test_between_two_papers_lies_every_way_of_lineage() -> None:
    """Two ways from a to d; what only cites or leads elsewhere is left out, and the order is that of time."""

    def builds(name: str, issued: str, *olds: str, type: str = "builds_on") -> Facts:
        return paper(name, issued, relations=tuple(relation(type, f"[[{old}]]", path=f"{name}.md") for old in olds))

    linked = site(
        builds("a", "1990"), builds("c", "2001", "a"), builds("b", "2000", "a"), builds("d", "2010", "b", "c"),
        builds("e", "2011", "a"), builds("f", "2012", "d", type="cites"),
    )  # fmt: skip
    pages = tuple(f"papers/{name}.html" for name in "abcd")

    assert pages == graph.between(linked, pages[0], pages[3])
    assert pages == graph.between(linked, pages[3], pages[0])
    assert graph.between(linked, pages[1], pages[2]) == ()
    assert graph.between(linked, pages[0], "papers/f.html") == ()
