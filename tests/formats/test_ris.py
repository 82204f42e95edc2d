"""RIS, read back by rispy."""

import pytest
import rispy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papernotes.formats.ris import write
from papernotes.model.graph import Paper
from papernotes.model.written import Author, Inline, PaperFields


def paper(**fields: object) -> Paper:
    """A paper of these fields, its title as plain words."""
    words = str(fields.pop("title", "T"))
    return Paper(name="k", fields=PaperFields(title=Inline((words,), (), words), **fields))  # type: ignore[arg-type]


def test_a_conference_paper() -> None:
    """Each thing under its tag, in the order of the entry."""
    found = paper(
        title="Attention Is All You Need",
        authors=(Author("Vaswani", "Ashish"), Author("Google Brain"), Author("van den Oord", "Aäron")),
        issued="2017-06",
        venue="NeurIPS",
        venue_year="2017",
        ids=("arxiv:1706.03762", "doi:10.1000/x"),
        details=(("volume", "30"), ("number", "4"), ("pages", "1–15"), ("publisher", "Curran")),
    )

    assert write(found, "vaswani2017attention") == (
        "TY  - CPAPER\nID  - vaswani2017attention\nTI  - Attention Is All You Need\n"
        "AU  - Vaswani, Ashish\nAU  - Google Brain\nAU  - van den Oord, Aäron\nPY  - 2017\nDA  - 2017/06\n"
        "T2  - NeurIPS\nVL  - 30\nIS  - 4\nSP  - 1\nEP  - 15\nPB  - Curran\nDO  - 10.1000/x\n"
        "UR  - https://arxiv.org/abs/1706.03762\nER  - \n"
    )


@pytest.mark.parametrize(
    ("fields", "type"),
    [
        ({"type": "preprint", "venue": "arXiv"}, "UNPB"),
        ({"ids": ("arxiv:1706.03762",)}, "UNPB"),
        ({"type": "article", "venue": "Nature"}, "JOUR"),
        ({"type": "thesis", "venue": "MIT"}, "THES"),
        ({"type": "book", "venue": "Springer"}, "BOOK"),
        ({"type": "blog", "url": "https://a.b"}, "BLOG"),
        ({"type": "talk"}, "SLIDE"),
        ({"type": "dataset"}, "DATA"),
        ({"type": "software"}, "COMP"),
        ({"type": "course"}, "ELEC"),
        ({"type": "report", "venue": "OpenAI"}, "RPRT"),
        ({}, "GEN"),
    ],
)
def test_every_type_of_work_has_a_type_in_ris(fields: dict[str, object], type: str) -> None:
    """The codes are those that rispy knows."""
    (read,) = rispy.loads(write(paper(**fields), "k"))

    assert type in rispy.TYPE_OF_REFERENCE_MAPPING
    assert type == read["type_of_reference"]


TEXT = st.text(st.sampled_from("ab ,*-\n\r{}<") | st.characters(exclude_categories=["C"]), min_size=1, max_size=20)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT, TEXT)
@example("ER  - ", "a\nER  - \nTY  - JOUR", "x,y*z")
def test_hostile_text_stays_in_its_line(title: str, family: str, given: str) -> None:
    """Whatever a title or a name holds, two records are read back as two, with the title as one line."""
    found = paper(title=title, authors=(Author(family, given),), venue=family, url=f"https://a.b/{given}")

    one, two = rispy.loads(write(found, "k") + "\n" + write(found, "k"))

    assert one == two
    assert one.get("title", "").split() == " ".join(title.split()).split()
    assert len(one.get("authors", ())) <= 1
