"""Arcs, dots and bars as path data."""

import pytest

from papernotes.figures import arcs


def test_an_arc_is_the_cubic_of_the_design() -> None:
    """The arc from 100 to 900 rises 1.33·(6 + 100·1.0^.62) over the axis at 110, its handles 8 % inside."""
    assert arcs.arc(100, 900) == "M100 110C164 -31 836 -31 900 110"


def test_an_arc_is_the_same_from_either_end() -> None:
    """Which end is given first does not matter."""
    assert arcs.arc(20, 70.5) == arcs.arc(70.5, 20)


def test_dots_are_strokes_of_no_length() -> None:
    """Each dot moves to its place on the axis and draws nothing but its caps."""
    assert arcs.dots([5.04, 12]) == "M5 110h0M12 110h0"


def test_a_barcode_is_scaled_to_its_strip() -> None:
    """Half of the axis is half of the strip."""
    assert arcs.barcode([500, 1000]) == "M60 1v10M120 1v10"


def test_the_longest_span_reaches_farthest() -> None:
    """The reach is .8 rem for nothing and 7.4 rem for the longest span."""
    assert [arcs.reach(0, 9), arcs.reach(9, 9), arcs.reach(0, 0)] == [0.8, 7.4, 0.8]


def test_bars_stand_on_the_axis() -> None:
    """The fullest column is 100 high, the others in proportion."""
    assert arcs.bars([(10, 20, 4), (20, 30, 1)], 4) == "M10 110V10h10V110zM20 110V85h10V110z"


@pytest.mark.parametrize(("value", "shown"), [(1.04, "1"), (1.06, "1.1"), (-0.01, "0"), (-2.5, "-2.5")])
def test_coordinates_have_one_decimal(value: float, shown: str) -> None:
    """A coordinate is as short as one decimal allows."""
    assert arcs.number(value) == shown
