"""Authors, venues, years and keywords: which spellings are one, which names have a page, where it stands."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papernotes import graph
from papernotes.fields.names import parse_name
from papernotes.graph import Site
from papernotes.graph.registers import REGISTERS
from papernotes.model.graph import Named
from papernotes.model.problem import Code
from papernotes.model.written import Author

from .conftest import authors, names, note, record, said, site


def called(linked: Site, folder: str) -> dict[str, Named]:
    """The names of a register."""
    return {each.name: each for each in graph.named(linked, folder)}


def people(*bylines: str, **settings: object) -> Site:
    """A paper for each byline."""
    return site(
        *(
            note(f"p{number}.md", title=f"Paper {number} of some", authors=byline)
            for number, byline in enumerate(bylines)
        ),
        **settings,
    )


def test_a_person_has_a_page_from_the_second_paper_on() -> None:
    """Ada Lovelace wrote two of the papers, Alan Turing one; both stand in the index."""
    linked = people("Ada Lovelace; Alan Turing", "Ada Lovelace")

    assert [("Lovelace, Ada", "authors/ada-lovelace.html", 2), ("Turing, Alan", "", 1)] == [
        (each.filed, each.url, len(each.papers)) for each in graph.named(linked, "authors")
    ]
    assert graph.author_url(linked, Author("Lovelace", "Ada")) == "authors/ada-lovelace.html"
    assert graph.author_url(linked, Author("Turing", "Alan")) == ""
    assert graph.author_url(linked, Author("Nobody", "At All")) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José García", "Jose Garcia"),
        ("Jean-Pierre Serre", "Jean Pierre Serre"),
        ("Geoffrey E. Hinton", "Geoffrey E Hinton"),
        ("ADA LOVELACE", "Ada Lovelace"),
        (unicodedata.normalize("NFC", "Jürgen Schmidhuber"), unicodedata.normalize("NFD", "Jürgen Schmidhuber")),
        ("王伟", "王伟"),
        ("فاطمة الزهراء", "فاطمة الزهراء"),
    ],
)
def test_names_that_are_surely_one_are_joined(one: str, other: str) -> None:
    """Case, accents, punctuation and the form of Unicode do not count."""
    [each] = graph.named(people(one, other), "authors")

    assert len(each.papers) == 2
    assert each.url


@pytest.mark.parametrize(
    ("one", "other"),
    [("Yann LeCun", "Yann Bengio"), ("Geoffrey Hinton", "Geoffrey E. Hinton"), ("John Smith", "Jon Smith")],
)
def test_names_that_may_be_two_are_not_joined(one: str, other: str) -> None:
    """Another middle initial or letter is another name."""
    assert len(graph.named(people(one, other), "authors")) == 2


@pytest.mark.parametrize("name", ["A. Author", "J.R. Smith", "JR Smith", "Smith", "OpenAI"])
def test_initials_and_family_names_alone_make_no_page(name: str) -> None:
    """They tell nobody who is meant, however many papers have them."""
    linked = site(*(note(f"{n}.md", title=f"Some title {n}", authors=(parse_name(name),)) for n in range(3)))

    assert graph.named(linked, "authors") == ()
    assert graph.author_url(linked, parse_name(name)) == ""


@pytest.mark.parametrize("name", ["The Foo Team", "王伟", "Ada Lovelace", "J. Ada Lovelace", "DeepMind Safety Team"])
def test_whole_names_and_groups_do(name: str) -> None:
    """A group of several words, a name without blanks in its script, a name with one given name written out."""
    linked = site(*(note(f"{n}.md", title=f"Some title {n}", authors=(parse_name(name),)) for n in range(2)))

    assert len(graph.named(linked, "authors")) == 1


def test_the_settings_join_spellings() -> None:
    """Initials count for the person whom the settings name, even on a single paper; the settings' name is shown."""
    linked = people("Y. LeCun", "LeCun; Ada Lovelace", authors={"Yann LeCun": ("Y. LeCun", "LeCun, Y.", "LeCun")})
    lecun = called(linked, "authors")["Yann LeCun"]

    assert (lecun.url, len(lecun.papers), lecun.filed) == ("authors/yann-lecun.html", 2, "LeCun, Yann")
    assert lecun.spellings == ("LeCun", "Y. LeCun")
    assert graph.author_url(linked, Author("LeCun", "Y.")) == "authors/yann-lecun.html"


def test_a_spelling_in_circles_ends() -> None:
    """Two settings that name each other are one name, the first."""
    linked = people("Ada One", "Ada Two", authors={"Ada One": "Ada Two", "Ada Two": "Ada One"})

    assert ["Ada One"] == [each.name for each in graph.named(linked, "authors")]


def test_a_note_of_kind_author_gives_page_and_spellings() -> None:
    """Its title, aliases and full file name are spellings; the page is the note's."""
    written = note("people/ada-king.md", "author", "Ada Lovelace", aliases=("A. Lovelace", "old/ada"))
    linked = site(
        written,
        note("a.md", title="First of two", authors="A. Lovelace"),
        note("b.md", title="Second of two", authors="Ada King"),
    )
    [ada] = graph.named(linked, "authors")

    assert (ada.name, ada.url, len(ada.papers), ada.note) == ("Ada Lovelace", "authors/ada-king.html", 2, written)
    assert graph.named_at(linked, "authors/ada-king.html") is ada
    assert dict(graph.redirects(linked))["authors/a-lovelace.html"] == "authors/ada-king.html"


def test_the_file_name_of_a_person_joins_only_a_full_name() -> None:
    """`smith.md` about Ada Smith is not about every Smith."""
    linked = site(
        note("smith.md", "author", "Ada Smith"),
        note("a.md", title="First of two", authors="Smith; Alan Turing"),
        note("b.md", title="Second of two", authors="Smith; Alan Turing"),
    )

    assert called(linked, "authors")["Ada Smith"].papers == ()
    assert called(linked, "authors")["Alan Turing"].url == "authors/alan-turing.html"


def test_a_second_note_on_a_person_keeps_a_page_of_its_own() -> None:
    """The first by path stands on the person's page."""
    linked = site(note("a.md", "author", "Ada Lovelace"), note("b.md", "author", "Ada Lovelace"))

    assert ["authors/a.html"] == [each.url for each in graph.named(linked, "authors")]
    assert graph.named_at(linked, "authors/b.html") is None


def test_a_name_gives_way_to_a_note_with_its_address() -> None:
    """A note on somebody else under the slug `ada-lovelace` keeps it."""
    linked = site(
        note("x.md", "author", "Countess of Somewhere", slug="ada-lovelace"),
        note("a.md", title="First of two", authors="Ada Lovelace"),
        note("b.md", title="Second of two", authors="Ada Lovelace"),
    )

    assert called(linked, "authors")["Ada Lovelace"].url == "authors/ada-lovelace-2.html"
    assert [
        "authors/ada-lovelace.html is taken; the page of Ada Lovelace is authors/ada-lovelace-2.html",
    ] == [problem.message for problem in said(linked, Code.NAME_CLASH)]


def test_a_name_with_a_sign_in_it_gives_way_too() -> None:
    """The address that a person would have leaves out apostrophes, as the person's page does."""
    linked = site(
        note("x.md", "author", "Somebody else", slug="miles-obrien"),
        note("a.md", title="First of two", authors="Miles O'Brien"),
        note("b.md", title="Second of two", authors="Miles O'Brien"),
    )

    assert called(linked, "authors")["Miles O'Brien"].url == "authors/miles-obrien-2.html"
    assert len(said(linked, Code.NAME_CLASH)) == 1


def test_a_venue_counts_without_its_year() -> None:
    """Papers of two volumes are in one venue; another name of it only if the settings say so."""
    said = [("NeurIPS", "2017"), ("NEURIPS", "2018"), ("NIPS", "2016")]
    notes = [
        note(f"{n}.md", title=f"A paper {n} here", venue=venue, venue_year=year) for n, (venue, year) in enumerate(said)
    ]

    assert {"NEURIPS": 2, "NIPS": 1} == {each.name: len(each.papers) for each in graph.named(site(*notes), "venues")}
    joined = site(*notes, venues={"NeurIPS": "NIPS"})
    assert {"NeurIPS": 3} == {each.name: len(each.papers) for each in graph.named(joined, "venues")}
    assert graph.venue_url(joined, "NIPS") == "venues/neurips.html"
    assert ("venues/nips.html", "venues/neurips.html") in graph.redirects(joined)


def test_the_note_on_a_venue_and_the_settings_meet() -> None:
    """A note under the long name, with the short one as alias, belongs to the name in the settings."""
    linked = site(
        note("neurips.md", "venue", "Conference on Neural Information Processing Systems"),
        note("a.md", title="A paper of one", venue="NIPS"),
        venues={"NeurIPS": ("NIPS",)},
    )

    assert [("NeurIPS", "venues/neurips.html", 1)] == [
        (each.name, each.url, len(each.papers)) for each in graph.named(linked, "venues")
    ]


def test_a_keyword_is_shown_as_most_papers_write_it() -> None:
    """Two papers say "neural collapse", one "Neural-Collapse": one page."""
    words = ["neural collapse", "neural collapse", "Neural-Collapse"]
    linked = site(*(note(f"{n}.md", title=f"A paper {n} here", keywords=(word,)) for n, word in enumerate(words)))
    [each] = graph.named(linked, "keywords")

    assert (each.name, each.spellings, len(each.papers)) == ("neural collapse", ("Neural-Collapse",), 3)
    assert graph.keyword_url(linked, "NEURAL COLLAPSE") == "keywords/neural-collapse.html"


def test_a_keyword_that_is_a_sentence_has_a_name_that_fits_a_disk() -> None:
    """No file name is longer than 255 bytes, not even with `.2.html` behind."""
    sentence = "an answer to the question of everything and " * 20
    linked = site(*(note(f"{n}.md", title=f"A paper {n} here", keywords=(sentence, "???")) for n in range(2)))

    assert all(len(each.url.rpartition("/")[2].encode()) < 240 and each.url for each in graph.named(linked, "keywords"))
    assert len({each.url for each in graph.named(linked, "keywords")}) == 2


def test_every_year_has_a_page() -> None:
    """A month counts for its year; a paper without a date for none."""
    linked = site(
        note("a.md", title="One of three", issued="2017-06"),
        note("b.md", title="Two of three", issued="2018"),
        note("c.md", title="Three of three"),
    )

    assert ["years/2017.html", "years/2018.html"] == [each.url for each in graph.named(linked, "years")]
    assert graph.year_url(linked, "2017-06-12") == "years/2017.html"
    assert graph.year_url(linked, "2019") == ""


def test_a_paper_counts_once_for_a_name_that_stands_twice() -> None:
    """Two spellings of one person in one byline are one author of one paper."""
    linked = people("José García; Jose Garcia", "Ada Lovelace")

    assert len(called(linked, "authors")["José García"].papers) == 1


def test_bibliographies_and_notes_count_alike() -> None:
    """An author of a note and of a .bib entry that has a page is one person."""
    linked = site(
        note("a.md", title="First of two", authors="Ada Lovelace"),
        records=[record("k", "Second of two", authors=authors("Ada Lovelace"))],
        bibliography_pages="all",
    )

    assert names(linked) == ["a", "k"]
    assert [2] == [len(each.papers) for each in graph.named(linked, "authors")]


NAMES = st.text("aAäÄ bB.-'王", min_size=1, max_size=8).filter(lambda name: name.strip(" .-'"))


@given(st.lists(st.lists(NAMES, max_size=4), max_size=6), st.dictionaries(NAMES, NAMES, max_size=3))
def test_no_two_names_share_an_address(written: list[list[str]], table: dict[str, str]) -> None:
    """Whatever is written, each name has an address of its own, and every paper's keyword is found again."""
    notes = [note(f"{n}.md", title=f"A paper {n} here", keywords=tuple(words)) for n, words in enumerate(written)]
    linked = site(*notes, keywords=table)
    urls = [each.url.casefold() for each in graph.named(linked, "keywords") if each.url]

    assert len(set(urls)) == len(urls)
    for paper in graph.papers(linked):
        for word in paper.fields.keywords:
            url = graph.keyword_url(linked, word)
            assert not url or paper in graph.named_at(linked, url).papers  # type: ignore[union-attr]


def test_all_registers_are_known() -> None:
    """One folder for each."""
    assert ["authors", "venues", "years", "keywords"] == list(REGISTERS)
