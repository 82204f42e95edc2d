"""Did you mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes import graph
from papernotes.model.written import Ref

from .conftest import note, record, ref, site

KNOWN = [
    note("Normalizing Flows.md", "note", "On flows"),
    note("vaswani2017attention.md", "paper", "Attention is all you need"),
    note("Lecture 1.md", "note", "First"),
    note("gan.md", "note", "GAN"),
    note("adam.md", "note", "Adaptive moments"),
]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[Normalising Flows]]", ("Normalizing Flows",)),
        ("[[Normalizing Flow]]", ("Normalizing Flows",)),
        ("[[a/Normalzing Flows]]", ("Normalizing Flows",)),
        ("(Normalising%20Flows.md)", ()),
        ("(normalising flows.md)", ("Normalizing Flows",)),
        ("[[On flow]]", ("On flows",)),
        ("[[Lecture 2]]", ()),
        ("[[gam]]", ()),
        ("[[adan]]", ("adam",)),
        ("[[adxx]]", ()),
        ("[[Attention is all you ned]]", ("Attention is all you need",)),
        ("[@vaswani2018attention]", ("vaswani2017attention",)),
        ("[@vaswani2017atention]", ("vaswani2017attention",)),
        ("[@knuth1894]", ("knuth1984",)),
        ("[@Normalising Flows]", ()),
        ("arxiv:1706.03762", ()),
        ("!(adan)", ()),
        ("[[" + "x" * 150 + "]]", ()),
    ],
)
def test_a_slip_of_the_pen_is_near(written: str, expected: tuple[str, ...]) -> None:
    """One letter, two in long names, digits alike but in citekeys; names of notes, or citekeys for a citation."""
    linked = site(*KNOWN, records=[record("knuth1984", "Literate programming")])
    assert graph.near(linked, ref(written)) == expected


def test_the_nearest_come_first_and_three_at_most() -> None:
    """In the order of their distance, then of the alphabet."""
    words = "abcdefgx abcdefxx abcdefgy abcdefgz abcdefgh".split()
    linked = site(*(note(f"{word}.md", "note", word) for word in words))
    assert graph.near(linked, ref("[[abcdefgg]]")) == ("abcdefgh", "abcdefgx", "abcdefgy")


@given(st.text(st.sampled_from("abcde"), min_size=8, max_size=12), st.integers(0, 7), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_what_is_left_out_or_put_in_is_always_found(name: str, cut: int, put: int) -> None:
    """One letter missing and one added, wherever."""
    wrong = name[:cut] + name[cut + 1 :]
    wrong = wrong[:put] + "z" + wrong[put:]
    linked = site(note(f"{name}.md", "note", "T"))
    assert graph.near(linked, Ref("note", wrong)) in ((name,), ())
    if wrong[0] != "z":
        assert graph.near(linked, Ref("note", wrong)) == (name,)


def test_among_many_names_that_share_most_letters_the_right_one_is_found() -> None:
    """A miss among thousands of names is not compared with each of them, but with those that share most pieces."""
    linked = site(*(note(f"topic about number{number}.md", "note", f"T{number}") for number in range(1000)))
    for number in range(0, 1000, 50):
        mention = ref(f"[[topik about number{number}]]")
        assert graph.near(linked, mention) == (f"topic about number{number}",)
