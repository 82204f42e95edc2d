"""CSL-JSON: the items of a file with their lines."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.formats.csl import Item, items


def test_items_of_an_array_and_of_an_object() -> None:
    """Both shapes are read, each item with the line it begins in."""
    array = '[\n  {"id": "a"},\n\n  {"id": "b"}\n]\n'

    assert list(items(array)) == [Item(2, {"id": "a"}), Item(4, {"id": "b"})]
    assert list(items(f'{{"x": 1, "items": {array}}}')) == [Item(2, {"id": "a"}), Item(4, {"id": "b"})]


def test_a_broken_item_does_not_hide_those_after_it() -> None:
    """Reading goes on at the next item, not at a name inside the broken one."""
    text = '[{"id": "a",\n "author": [\n{"family": "x"}, {"literal": y}]},\n {"id": "b"},\n 3]'

    found = list(items(text))

    assert [(item.line, item.value) for item in found] == [(1, None), (4, {"id": "b"}), (5, None)]
    assert all(item.error for item in found if item.value is None)


@pytest.mark.parametrize("text", ["", "hello", "{}", "null", '"[{}]"', "[" * 100_000, '[{"a":' * 50_000])
def test_what_is_no_list_of_items_is_said_once(text: str) -> None:
    """One item without a value, and an error."""
    found = list(items(text))

    assert [item.value for item in found] == [None]


def test_a_file_full_of_mistakes_is_given_up() -> None:
    """The last item says so, so that time stays linear."""
    found = list(items("[" + ",\n".join(['{"id": }'] * 1_000) + "]"))

    assert len(found) == 101
    assert "rest of the file" in found[-1].error


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=5), max_size=3), max_size=5),
    st.integers(0, 4),
)
def test_every_item_of_a_well_formed_file_is_found(values: list[dict[str, object]], indent: int) -> None:
    """In order, whatever the layout."""
    assert [item.value for item in items(json.dumps(values, indent=indent or None))] == values
