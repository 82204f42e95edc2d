"""The frame of a note: equal where an edit concerns only the pages that show its body."""

from hashlib import blake2b

import pytest

from papernotes.frame import frame, renewal
from papernotes.model.problem import Span
from papernotes.model.settings import Parsing
from papernotes.model.written import Facts, Source
from papernotes.parse import parse

NOTE = """---
title: A note
kind: paper
year: 2020
---
The first paragraph is the excerpt.

A later paragraph has words. It names [[other2019]] here.

## Part

builds_on:: [[base2018]] - for a reason

The end.
"""


def facts(text: str) -> Facts:
    """What a note says."""
    found = parse(
        Source("n.md", text, blake2b(text.encode(), digest_size=16).hexdigest(), "notes/n.md"), Parsing()
    ).facts
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("old", "new", "is_equal"),
    [
        ("has words", "has more words", True),
        ("The end.", "The end.\n\nAnd another paragraph.", True),
        ("## Part\n", "A new paragraph.\n\n## Part\n", True),
        ("The end.", "> A quotation.", False),
        ("A later paragraph", "A [[third2017]] paragraph", False),
        ("It names", "There it names", False),
        ("## Part", "## Another part", False),
        ("title: A note", "title: Another note", False),
        ("for a reason", "for another reason", False),
        ("The first paragraph", "The very first paragraph", False),
        ("The end.", "The end, says [[base2018]].", False),
        ("year: 2020\n", "year: 2020\n\n", True),
    ],
)
def test_what_other_pages_see_makes_the_frame(old: str, new: str, is_equal: bool) -> None:
    """Words of a body and line numbers are not in it; title, excerpt, mentions with their sentences, headings are."""
    assert is_equal == (frame(facts(NOTE)) == frame(facts(NOTE.replace(old, new, 1))))


def test_the_order_of_what_is_said_is_in_the_frame() -> None:
    """A relation that moves above a sentence changes the order of passages, though both say what they said."""
    one = "# N\n\nIt names [[a]] once.\n\ncites:: [[b]]\n"
    other = "# N\n\ncites:: [[b]]\n\nIt names [[a]] once.\n"
    assert frame(facts(one)) != frame(facts(other))


def test_a_renewal_tells_what_became_of_bodies_and_places() -> None:
    """The old digest leads to the new one; a mention behind five new letters, below a new line, has moved."""
    old, new = facts(NOTE), facts(NOTE.replace("A later", "\nA later").replace("has words", "has more words"))
    change = renewal(old, new)

    first = old.pieces[0].prose
    assert first is not None
    assert new.pieces[0].prose is not None
    assert change.bodies[first.digest] == new.pieces[0].prose.digest
    assert change.has_moved
    mention = old.sentences[0].line.refs[0].span
    assert mention is not None
    assert change.places[mention] == Span(mention.path, mention.line + 1, mention.column + 5, mention.end + 5)


def test_entries_keep_their_lengths_in_the_frame() -> None:
    """How long the entries of a collection are decides how it is split, so their words count."""
    text = "---\nkind: catalogue\n---\n- [One](https://arxiv.org/abs/1706.00001)\n  Some words.\n- [Two](https://arxiv.org/abs/1706.00002)\n"
    assert frame(facts(text)) != frame(facts(text.replace("Some words", "Some more words")))
