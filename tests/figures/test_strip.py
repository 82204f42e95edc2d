"""Strips of papers along the years."""

from papernotes.figures.strip import Dot, Link, Path, code, counts, lineage, timeline


def kinds(paths: tuple[Path, ...]) -> list[str]:
    """The classes of the paths in drawing order."""
    return [path.kind for path in paths]


def test_a_timeline_has_one_path_per_class() -> None:
    """Thin arcs, arcs, dots by weight and fill, year marks; a hollow dot is a dot with paper on it."""
    points = [Dot(2000, 5), Dot(2001, 1, hollow=True), Dot(2002, 0), Dot(2002, 0, hollow=True, faint=True)]
    drawing, along = timeline(points, [Link(0, 1), Link(0, 2), Link(1, 3, thin=True)])

    drawn = ["et", "e", "n s3", "n0", "ni", "n s1", "n u s1", "yt"]
    assert sorted(kinds(drawing.paths)) == sorted(drawn)
    assert [tick.year for tick in drawing.ticks] == [2000, 2001, 2002]
    assert len(along.places) == 4


def test_direct_links_of_a_paper_can_be_pointed_at() -> None:
    """What it builds on is blue, what came of it red, both with keys; links further off are faint."""
    points = [Dot(1997, key="a"), Dot(2014, key="b"), Dot(2017, key="c"), Dot(2018, key="d"), Dot(2019, key="e")]
    drawing = lineage(points, [Link(0, 1), Link(1, 2), Link(2, 3), Link(3, 4), Link(0, 2, thin=True)], 2)

    assert [(path.kind, path.key) for path in drawing.paths if path.kind.startswith("e")] == [
        ("eb", ""),
        ("ea", ""),
        ("eb0", "a"),
        ("eb1", "b"),
        ("ea1", "d"),
    ]
    assert kinds(drawing.paths)[-1] == "nf"
    assert {path.kind for path in drawing.paths if path.kind.startswith("n ")} == {"n b s1", "n a s1"}


def test_a_circle_of_links_ends() -> None:
    """Two papers that each build on the other are drawn once, before the focus."""
    drawing = lineage([Dot(2017, key="a"), Dot(2017, key="b")], [Link(0, 1), Link(1, 0)], 0)

    assert [path.key for path in drawing.paths if path.key] == ["b", "b"]


def test_counts_are_columns() -> None:
    """One path for all years, their names below."""
    drawing = counts({2000: 3, 2001: 1})

    assert kinds(drawing.paths) == ["cnt"]
    assert [tick.year for tick in drawing.ticks] == [2000, 2001]


def test_a_barcode_shows_read_papers_apart() -> None:
    """Two paths on the same axis."""
    _, along = timeline([Dot(2000), Dot(2001)], [])

    assert code(along, [(0, True), (1, False)]) == ("M30.8 1v10", "M89.2 1v10")


def test_nothing_to_draw_makes_no_paths() -> None:
    """An empty collection has an empty drawing."""
    drawing, _ = timeline([], [])

    assert (drawing.paths, counts({}).paths[0].data) == ((), "")
