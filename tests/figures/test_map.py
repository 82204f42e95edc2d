"""The map's layout: every paper once, on its year, in its lane, no label on another."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.figures import map as figure
from papernotes.figures.map import Lane, Map, Node, Point

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=90)
POINTS = st.lists(st.builds(Point, st.integers(1950, 2024), st.integers(0, 3), NAMES, st.integers(0, 500)), max_size=60)


def test_nothing_makes_an_empty_map() -> None:
    """Without papers there is no drawing."""
    assert Map() == figure.draw([], 0)


def test_a_paper_stands_in_the_middle_of_its_lane() -> None:
    """One paper: the years are 1000 wide from 24 on; the first lane begins at 56, its first row 44 below."""
    drawn = figure.draw([Point(2017, 0, "Attention", 4)], 1)

    assert (Node(524, 100, 5.8, "Attention"),) == drawn.nodes
    assert (Lane(56, 116, (0,)),) == drawn.lanes
    assert ((2017, 38, 1010),) == drawn.years


def test_papers_that_would_touch_take_the_next_row() -> None:
    """Sixty papers of one year stand some 16 apart, far less than a label is long: the second takes a second row."""
    drawn = figure.draw([Point(2017, 0, "A name of some length")] * 60, 1)

    assert [100, 126, 152] == [node.y for node in drawn.nodes[:3]]
    assert len({node.y for node in drawn.nodes}) < 20


def test_lanes_stand_below_each_other() -> None:
    """Each lane begins where the one above ends, also one without papers."""
    drawn = figure.draw([Point(2000, 0, "a"), Point(2001, 2, "b")], 3)

    assert [(56, 116), (116, 176), (176, 236)] == [(lane.top, lane.bottom) for lane in drawn.lanes]
    assert [(0,), (), (1,)] == [lane.members for lane in drawn.lanes]


def test_nodes_grow_with_what_builds_on_them_but_stay_in_their_row() -> None:
    """3.5 + 1.15·√n, at most 11."""
    assert [3.5, 4.7, 5.8, 11.0] == [figure.radius(count) for count in (0, 1, 4, 10_000)]


def test_a_curve_is_level_at_both_ends() -> None:
    """Its handles stand half-way, one at the height of each end."""
    nodes = [Node(10, 100, 4, ""), Node(30, 200, 4, "")]

    assert "M10 100C20 100 20 200 30 200" == figure.curves(nodes, [(0, 1)])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Attention", "Attention"),
        ("Two\n lines", "Two lines"),
        ("Understanding deep learning requires rethinking generalization", "Understanding deep learning…"),
        ("模型" * 30, "模型" * 7 + "模…"),
        ("x" * 200, "x" * 29 + "…"),
    ],
)
def test_long_names_are_cut_between_words(name: str, shown: str) -> None:
    """A label is at most 220 units long; Chinese letters and the ellipsis are 13 wide, an x is 7."""
    assert shown == figure.cut(name)


def test_years_are_named_forty_units_apart() -> None:
    """Of years 20 wide every second one is named."""
    named = figure.ticks([(2000 + n, 100 + 20 * n, 120 + 20 * n) for n in range(5)])

    assert ((2000, 110), (2002, 150), (2004, 190)) == named


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_no_label_touches_another_in_its_row(points: list[Point]) -> None:
    """From the left edge of a node to the end of its label a row belongs to one paper, and 16 units more."""
    drawn = figure.draw(points, 4)
    rows: dict[int, list[tuple[float, float]]] = {}
    for node in drawn.nodes:
        rows.setdefault(node.y, []).append((node.x - node.radius, node.x + 4 + figure.length(node.label)))

    for spans in rows.values():
        assert all(left + 0.001 >= end + 16 for (_, end), (left, _) in pairwise(sorted(spans)))
    assert all(end <= drawn.width for spans in rows.values() for _, end in spans)


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_every_paper_is_placed_once_in_its_lane_and_in_time(points: list[Point]) -> None:
    """A lane holds its own papers, later ones never left of earlier ones; twice drawn is the same."""
    drawn = figure.draw(points, 4)

    assert sorted(range(len(points))) == sorted(index for lane in drawn.lanes for index in lane.members)
    for number, lane in enumerate(drawn.lanes):
        assert all(points[index].lane == number for index in lane.members)
        assert all(lane.top < drawn.nodes[index].y < lane.bottom for index in lane.members)
    in_time = sorted(range(len(points)), key=lambda index: (points[index].year, drawn.nodes[index].x))
    assert all(drawn.nodes[one].x <= drawn.nodes[two].x for one, two in pairwise(in_time))
    assert drawn == figure.draw(points, 4)


@settings(max_examples=60, deadline=None)
@given(POINTS, st.data())
def test_links_within_a_year_go_to_the_right(points: list[Point], data: st.DataObject) -> None:
    """A paper that builds on one of the same year does not stand left of it."""
    pairs = [(a, b) for b in range(len(points)) for a in range(b) if points[a].year == points[b].year]
    links = data.draw(st.lists(st.sampled_from(pairs), max_size=10)) if pairs else []
    drawn = figure.draw(points, 4, links)

    assert all(drawn.nodes[older].x <= drawn.nodes[newer].x for older, newer in links)


@pytest.mark.timed
def test_ten_thousand_papers_are_placed_in_a_third_of_a_second() -> None:
    """Also when half of them stand in one lane."""
    import time

    points = [Point(1990 + n * n // 3_000_000, n % 20 % 11, f"Paper of number {n}", n % 9) for n in range(10_000)]
    start = time.process_time()
    figure.draw(points, 11, [(n // 2, n) for n in range(1, 10_000)])

    assert time.process_time() - start < 0.35
