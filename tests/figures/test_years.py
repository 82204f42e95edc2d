"""The elastic axis of years."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.figures import years


def test_a_lone_paper_stands_in_the_middle() -> None:
    """One year takes the whole width between the margins."""
    axis = years.axis([1998])

    assert axis.places == (500.0,)
    assert axis.ticks == (years.Tick(1998, 50.0, False),)


def test_years_are_as_wide_as_they_are_busy() -> None:
    """With 1, no and 1 papers the widths are 1.3, .3 and 1.3 of 972, after a margin of 14."""
    axis = years.axis([2000, 2002])

    assert axis.places == (231.9, 768.1)


def test_papers_of_a_year_are_spread_evenly() -> None:
    """Two papers stand at a quarter and three quarters of their year."""
    assert years.axis([2000, 2000]).places == (257.0, 743.0)


def test_within_a_year_ancestors_come_first() -> None:
    """A link from the second to the first paper of a year turns them round."""
    assert years.order([2017, 2017, 2016], [(1, 0)]) == [2, 1, 0]


def test_a_circle_of_links_is_cut_where_it_was_given_first() -> None:
    """Two papers that build on each other stand once each."""
    assert sorted(years.order([2017, 2017], [(0, 1), (1, 0)])) == [0, 1]


def test_a_long_gap_stops_growing() -> None:
    """A gap of 300 years is not wider than one of 21."""
    assert years.axis([1687, 2017]).places == years.axis([1995, 2017]).places


def test_years_too_close_are_not_named() -> None:
    """Of forty busy years only those 3.6 % apart are named, and those 12 % apart on phones."""
    axis = years.axis(list(range(1980, 2020)))
    at = [tick.at for tick in axis.ticks]
    major = [tick.at for tick in axis.ticks if not tick.minor]

    assert all(after - before >= 3.6 for before, after in pairwise(at))
    assert all(after - before >= 12 for before, after in pairwise(major))
    assert len(at) == 20


def test_counts_stand_in_equal_columns() -> None:
    """Without places, each year of a count is as wide as the next."""
    axis = years.counted({2001: 9, 2000: 1})

    assert [(year, round(left), round(right)) for year, left, right in axis.columns] == [
        (2000, 14, 500),
        (2001, 500, 986),
    ]


def test_nothing_makes_an_empty_axis() -> None:
    """No papers, no places, no ticks."""
    assert years.axis([]) == years.Axis()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1950, 2024), max_size=30), st.data())
def test_links_to_older_papers_never_point_right(found: list[int], data: st.DataObject) -> None:
    """Every link without a circle goes from left to right on the axis."""
    pairs = [(a, b) for a in range(len(found)) for b in range(len(found)) if (found[a], a) < (found[b], b)]
    links = data.draw(st.lists(st.sampled_from(pairs), max_size=20)) if pairs else []
    places = years.axis(found, links).places

    assert all(places[older] < places[newer] for older, newer in links)
