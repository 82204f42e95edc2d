"""Names that may be one are reported with the line to write, and no more of them than a person can read."""

import pytest

from papernotes.graph import Site
from papernotes.graph.alike import MOST
from papernotes.model.problem import Code, Diagnostic

from .conftest import note, said, site


def reports(linked: Site) -> list[Diagnostic]:
    """What is said of names."""
    return said(linked, Code.NAME_NEAR)


def keywords(*words: str, **settings: object) -> Site:
    """A paper for each keyword."""
    return site(
        *(note(f"{n}.md", title=f"A paper {n} here", keywords=(word,)) for n, word in enumerate(words)), **settings
    )


def people(*names: str, **settings: object) -> Site:
    """A paper for each name."""
    notes = (note(f"{n}.md", title=f"A paper {n} here", authors=name) for n, name in enumerate(names))
    return site(*notes, **settings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Neural Collapse", "Neural Collapses"),
        ("Neural Collapse", "neural-collapse"),
        ("Overparameterization", "Over-Parameterization"),
        ("generalization", "generalisation"),
        ("Stochastic Gradient Descent", "Stochastic Gradient Descent (SGD)"),
        ("Memory", "Memories"),
    ],
)
def test_keywords_that_look_alike(one: str, other: str) -> None:
    """Singular and plural, with hyphen, blank or neither, British and American, with the abbreviation behind."""
    [found] = reports(keywords(one, one, other))

    assert found.message == f'"{one}" and "{other}" may be one keyword'
    assert f'[keywords]: "{one}" = ["{other}"]' in found.hint
    assert found.span is not None
    assert found.span.path == "notes/2.md"


@pytest.mark.parametrize(
    ("one", "other"), [("Bias", "Bia"), ("GAN", "VAE"), ("neural collapse", "Neural Collapse"), ("loss", "lose")]
)
def test_keywords_that_do_not(one: str, other: str) -> None:
    """Other words, and the same word in other case."""
    assert [] == reports(keywords(one, other))


def test_what_the_settings_join_is_not_reported() -> None:
    """The line that was proposed, once written, ends the matter."""
    settings = {"keywords": {"Neural Collapse": ("Neural Collapses", "neural-collapse")}}

    assert [] == reports(keywords("Neural Collapse", "Neural Collapses", "neural-collapse", **settings))


@pytest.mark.parametrize(
    ("one", "other"),
    [("John Smith", "J. Smith"), ("Geoffrey Hinton", "Geoffrey E. Hinton"), ("Jimmy Lei Ba", "Jimmy Ba")],
)
def test_people_who_may_be_one(one: str, other: str) -> None:
    """Initials that fit one person alone, and a middle name left out."""
    [found] = reports(people(one, one, other))

    assert found.message == f'"{one}" and "{other}" may be one person'


@pytest.mark.parametrize(
    "names",
    [
        ("John Smith", "Jane Smith", "J. Smith"),
        ("Geoffrey A. Hinton", "Geoffrey E. Hinton"),
        ("Yu Wang", "Yu-Xiang Wang"),
        ("J. Smith", "J. R. Smith"),
        ("José García", "Jose Garcia"),
    ],
)
def test_people_of_whom_nothing_can_be_said(names: tuple[str, ...]) -> None:
    """Initials of two people, other initials, another given name, initials alone; and what is joined already."""
    assert [] == reports(people(*names))


def test_venues_that_look_alike() -> None:
    """The proceedings of a conference, and the conference."""
    written = ("International Conference on Machine Learning",) * 2 + (
        "Proceedings of the 34th International Conference on Machine Learning",
    )
    linked = site(*(note(f"{n}.md", title=f"A paper {n} here", venue=venue) for n, venue in enumerate(written)))
    [found] = reports(linked)

    assert found.message == f'"{written[0]}" and "{written[2]}" may be one venue'


def test_a_long_list_does_not_drown_everything_else() -> None:
    """Fifty groups are reported, and how many more there are."""
    words = [word for n in range(MOST + 7) for word in (f"subject{n}x", f"subject{n}xs")]
    found = reports(keywords(*words))

    assert len(found) == 51
    assert found[-1].message == "7 more keywords have names that look alike"
