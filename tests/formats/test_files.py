"""`_redirects`, `graph.json`, front matter and feeds: what their readers ask for."""

import json

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from papernotes.formats import feed, note, redirects
from papernotes.formats.graph import Edge, Node, write


def test_old_paths_lead_to_new_ones_for_good() -> None:
    """Three fields between blanks; folders for their index, blanks and other scripts encoded."""
    moved = [("old/index.html", "papers/x.html"), ("a b.html", "notes/é.html#c d")]

    assert redirects.write(moved) == "/old/ /papers/x.html 301\n/a%20b.html /notes/%C3%A9.html#c%20d 301\n"
    assert redirects.write(moved[:1], "/site") == "/site/old/ /site/papers/x.html 301\n"


def test_a_graph_is_json_with_a_line_for_each_node_and_edge() -> None:
    """Unknown fields are left out; an empty graph is one too."""
    nodes = [Node("papers/a.html", "paper", "a", 'A "</script>"', year=2017), Node("notes/b.html", "note", "b", "B")]

    text = write(nodes, [Edge("papers/a.html", "notes/b.html", "cites", "so")])

    assert json.loads(text) == {
        "version": 1,
        "nodes": [
            {"page": "papers/a.html", "kind": "paper", "name": "a", "title": 'A "</script>"', "year": 2017},
            {"page": "notes/b.html", "kind": "note", "name": "b", "title": "B"},
        ],
        "edges": [{"source": "papers/a.html", "target": "notes/b.html", "type": "cites", "reason": "so"}],
    }
    assert 8 == text.count("\n")
    assert json.loads(write([], [])) == {"version": 1, "nodes": [], "edges": []}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.lists(st.text(min_size=1, max_size=5)))
@example("no", ["2017", "a, b", "[x]"])
@example("2401.10020", ["- a", "# b"])
@example("a: b\n---\nc", ["\x85\u2028\ufeff"])
def test_front_matter_says_the_same_in_yaml(text: str, texts: list[str]) -> None:
    """Every text is read back as that text, on a line of its own."""
    texts = [each for each in texts if each.isprintable()]
    written = note.write({"title": text, "topics": texts, "empty": ""})

    found = yaml.load(written, yaml.CSafeLoader)

    assert {"title": text, **({"topics": texts} if texts else {})} == found
    assert len(written.split("\n")) == (3 if texts else 2)


@pytest.mark.parametrize(
    ("date", "moment"),
    [("2024", "2024-01-01T00:00:00Z"), ("2024-03", "2024-03-01T00:00:00Z"), ("2024-03-09", "2024-03-09T00:00:00Z")],
)
def test_dates_are_moments_in_feeds(date: str, moment: str) -> None:
    """RFC 3339, at the beginning of what is known."""
    assert feed.moment(date) == moment


def test_side_notes_stand_in_the_text_of_a_feed() -> None:
    """No buttons, no notes behind each other; links into the page are full URLs."""
    html = (
        '<p>a<sup class="fn" aria-hidden="true">1</sup><button class="fn" popovertarget="fn:1">1</button>'
        '<span class="sn" id="fn:1"><span class="fn">1</span>b <span>c</span></span> <a href="#x">d</a></p>'
    )

    assert feed.content(html, "https://a.b/c.html") == (
        '<p>a <small>(b <span>c</span>)</small> <a href="https://a.b/c.html#x">d</a></p>'
    )
