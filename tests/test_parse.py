"""One Markdown file becomes facts: its title, its kind, its fields and relations, whichever way they were written."""

import pytest

from papernotes.model.problem import Code
from papernotes.model.settings import Parsing
from papernotes.model.written import Author, Facts, Source
from papernotes.parse import parse


def facts(text: str, path: str = "some-note.md", **settings: object) -> Facts:
    """The facts of a note."""
    found = parse(Source(path, text, "0", f"notes/{path}"), Parsing(**settings)).facts  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "path", "title", "line"),
    [
        ("---\ntitle: From above\n---\n# Another\n", "a.md", "From above", 2),
        ("---\nyear: 2017\n---\n\n# The heading\n\nWords.\n", "a.md", "The heading", 5),
        ("Words first.\n\n# A later heading\n", "a.md", "A later heading", 3),
        ("## A lower one at the top\n\nWords.\n", "a.md", "A lower one at the top", 1),
        ("Words only.\n\n## A section\n", "deep-double_descent.md", "Deep double descent", 1),
        ("Words.\n", "My Note.md", "My Note", 1),
        ("Words.\n", "2024-06-20-a-visit.md", "A visit", 1),
        ("Words.\n", "papers/attention/index.md", "Attention", 1),
        ("", "README.md", "README", 1),
    ],
)
def test_the_title_falls_back_to_heading_and_file_name(text: str, path: str, title: str, line: int) -> None:
    """Front matter, else the heading at the top or the first of level 1, else the file's or its folder's name."""
    found = facts(text, path)

    assert (found.title.text, found.line) == (title, line)


def test_a_heading_that_repeats_the_title_is_not_shown_twice() -> None:
    """The title's own heading is no part of the body; another heading is."""
    same = facts("---\ntitle: Flat minima\n---\n# Flat Minima\n\nWords.\n")
    other = facts("---\ntitle: Flat minima\n---\n# The idea\n\nWords.\n")

    assert [piece.title and piece.title.text for piece in same.pieces] == [None]
    assert [piece.title and piece.title.text for piece in other.pieces] == ["The idea"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# A thought\n", "note"),
        ("---\narxiv: 1706.03762\n---\n", "paper"),
        ("---\nauthors: Ada Lovelace\n---\n", "paper"),
        ("---\nvenue: NeurIPS 2017\n---\n", "paper"),
        ("---\nurl: https://example.org/paper\n---\n", "paper"),
        ("# [Attention](https://arxiv.org/abs/1706.03762)\n\nWords.\n", "paper"),
        ("#[Attention](https://arxiv.org/abs/1706.03762)\n\nWords.\n", "paper"),
        ("---\nkind: note\narxiv: 1706.03762\n---\n", "note"),
        ("---\nkind: topic\n---\n", "topic"),
    ],
)
def test_a_note_with_facts_of_a_paper_is_about_one(text: str, kind: str) -> None:
    """An id, authors, a venue, a pdf or a url make a paper note unless the kind is given."""
    assert facts(text).kind == kind


def test_a_heading_with_a_link_and_byline_fills_the_fields() -> None:
    """`# [Title](URL)` and the names under it say what front matter would; front matter wins."""
    found = facts(
        "---\nyear: 2016\n---\n# [Deep nets](https://arxiv.org/abs/1706.03762)\nAda Lovelace, 2017\n\nWords.\n"
    )

    assert found.paper.title is not None
    assert (found.paper.title.text, found.paper.ids, found.paper.issued, found.paper.authors) == (
        "Deep nets",
        ("arxiv:1706.03762",),
        "2016",
        (Author("Lovelace", "Ada"),),
    )


@pytest.mark.parametrize(
    ("written", "kind", "target", "reason"),
    [
        ('"[[a2017]] - takes the idea"', "note", "a2017", "takes the idea"),
        ('"[[a - b]] — why not"', "note", "a - b", "why not"),
        ('"[@a2017] - takes it"', "cite", "a2017", "takes it"),
        ("a2017", "note", "a2017", ""),
        ("'@a2017'", "cite", "a2017", ""),
        ("arxiv:1706.03762v2 - earlier", "id", "arxiv:1706.03762", "earlier"),
        ("https://arxiv.org/abs/1706.03762", "id", "arxiv:1706.03762", ""),
    ],
)
def test_relations_of_the_front_matter(written: str, kind: str, target: str, reason: str) -> None:
    """A relation is a mention in any form, or a bare name, and what stands behind a dash is its reason."""
    (found,) = facts(f"---\nbuilds_on:\n  - {written}\n---\n").relations

    assert (found.type, found.target.kind, found.target.target) == ("builds_on", kind, target)
    assert (found.reason.text if found.reason else "") == reason


def test_a_relation_that_names_nothing_is_said() -> None:
    """A reason without a target is an error at its place, with the form to write."""
    found = parse(Source("a.md", "---\nuses: ['- only a reason']\n---\n", "0", "notes/a.md"), Parsing())

    assert [(problem.code, problem.span and problem.span.line) for problem in found.diagnostics] == [
        (Code.RELATION_UNREADABLE, 2)
    ]


def test_tags_are_topics_where_they_are_nested() -> None:
    """A tag with a slash is a topic, any other a keyword, or all are topics if the settings say so."""
    text = "---\ntags: [memory/recall, speed]\n---\nOn #depth/width and #noise.\n"
    mixed, topics = facts(text), facts(text, tags_are="topics")

    assert (mixed.paper.topics, mixed.paper.keywords) == (("memory/recall", "depth/width"), ("speed", "noise"))
    assert topics.paper.topics == ("memory/recall", "speed", "depth/width", "noise")


def test_the_date_in_a_file_name_is_the_notes() -> None:
    """A note without a date takes the one its file is named by."""
    assert facts("Words.\n", "2024-06-20-a-visit.md").note.date == "2024-06-20"
    assert facts("---\ndate: 2023-01-02\n---\n", "2024-06-20-a-visit.md").note.date == "2023-01-02"
