"""CSL-JSON: the items of a file with their lines."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.formats.csl import Item, items, write
from papernotes.model.graph import Paper
from papernotes.model.written import Author, Inline, PaperFields


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


# The names and shapes of the CSL-JSON schema (csl-data.json, version 1.0.2) that we write.
TYPES = frozenset(
    "article article-journal book chapter dataset document manuscript paper-conference post-weblog report software "
    "speech thesis webpage".split()
)
STRINGS = frozenset("id type title container-title publisher volume issue page DOI ISBN PMID URL".split())


def wrong(item: dict[str, Any]) -> list[str]:
    """What in an item the schema does not allow."""
    found = [name for name in item if name in STRINGS and not (isinstance(item[name], str) and item[name])]
    found += [name for name in item if name not in STRINGS | {"author", "editor", "issued"}]
    people = [*item.get("author", ()), *item.get("editor", ())]
    found += [str(who) for who in people if set(who) not in ({"family", "given"}, {"literal"})]
    dates = item.get("issued", {"date-parts": [[1]]})["date-parts"]
    found += [str(dates)] if [len(dates), 1 <= len(dates[0]) <= 3] != [1, True] else []
    return found + ([item["type"]] if item["type"] not in TYPES else []) + ([] if item["id"] else ["id"])


def test_an_item_of_a_conference_paper() -> None:
    """Its variables are CSL's; the year is that of the proceedings."""
    fields = PaperFields(
        title=Inline(("A <math></math>",), (), "A β"),
        authors=(Author("van den Oord", "Aäron"), Author("Google Brain")),
        issued="2016-11",
        venue="ICML",
        venue_year="2017",
        ids=("doi:10.1000/x",),
        details=(("pages", "1--9"), ("editor", "Roe, R. and Poe, E.")),
    )

    found = json.loads(write(Paper(name="k", fields=fields), "oord2017"))

    assert found == {
        "id": "oord2017",
        "type": "paper-conference",
        "title": "A β",
        "author": [{"family": "van den Oord", "given": "Aäron"}, {"literal": "Google Brain"}],
        "editor": [{"family": "Roe", "given": "R."}, {"family": "Poe", "given": "E."}],
        "issued": {"date-parts": [[2017]]},
        "container-title": "ICML",
        "page": "1-9",
        "DOI": "10.1000/x",
        "URL": "https://doi.org/10.1000/x",
    }
    assert wrong(found) == []


@pytest.mark.parametrize(
    "type", ["", "article", "preprint", "thesis", "book", "chapter", "blog", "talk", "x", "report"]
)
def test_every_item_is_as_the_schema_wants_it(type: str) -> None:
    """Whatever is known or not known."""
    for venue, issued in (("", ""), ("Nature", "1999-12-31")):
        fields = PaperFields(type=type, venue=venue, issued=issued, ids=("isbn:9780262033848", "pmid:1"))

        assert wrong(json.loads(write(Paper(name="k", fields=fields), "k"))) == []
