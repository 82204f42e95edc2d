"""Fields: text as people write it becomes values."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab import growth
from papernotes.fields import (
    FIELDS,
    FieldError,
    Raw,
    coerce,
    lookup,
    near,
    parse_authors,
    parse_date,
    parse_name,
    parse_venue,
    said,
)
from papernotes.fields.table import Field
from papernotes.identifiers import Identifier
from papernotes.model.written import Author, Link, NoteFields, PaperFields


def field(name: str) -> Field:
    """A field that exists."""
    found = lookup(name)
    assert found is not None
    return found


def names(authors: tuple[Author, ...]) -> list[str]:
    """Authors as `Family|Given`."""
    return [f"{author.family}|{author.given}".strip("|") for author in authors]


# The table


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("title", "title"),
        ("Title-Short", "short"),
        ("title short", "short"),
        ("shorttitle", "short"),
        ("author", "authors"),
        ("authorString", "authors"),
        ("creators", "authors"),
        ("reviewer", "by"),
        ("publication_date", "issued"),
        ("Container-Title", "venue"),
        ("booktitle", "venue"),
        ("eprint", "arxiv"),
        ("DOI", "doi"),
        ("forum", "openreview"),
        ("link", "url"),
        ("url_pdf", "pdf"),
        ("GitHub", "code"),
        ("citation-key", "citekey"),
        ("abstractNote", "abstract"),
        ("tldr", "summary"),
        ("categories", "topics"),
        ("Key Word", "keywords"),
        ("tag", "tags"),
        ("reading_status", "status"),
        ("stars", "rating"),
        ("date_read", "read_on"),
        ("numpages", "pages"),
        ("estimate", "time"),
        ("lastmod", "updated"),
        ("builds on", "builds_on"),
        ("references", "cites"),
        ("see_also", "related"),
        ("redirect_from", "aliases"),
        ("published", "publish"),
    ],
)
def test_a_key_names_its_field(key: str, expected: str) -> None:
    """Aliases, case, hyphens, underscores and blanks lead to one field."""
    assert expected == field(key).name


def test_the_table_is_whole() -> None:
    """No key names two fields, each field has a sentence for the docs, and fills something."""
    keys = [key for field in FIELDS for key in (field.name, *field.aliases)]
    filled = {*PaperFields.__struct_fields__, *NoteFields.__struct_fields__}
    special = {"year", "tags", "kind", "arxiv", "doi", "openreview", "acl", "dblp", "s2", "isbn", "pmid", "id"}

    assert len(keys) == len(set(keys))
    assert all(field.text[0].isupper() and field.text.endswith(".") for field in FIELDS)
    assert {field.name for field in FIELDS if not field.is_relation} <= filled | special
    assert lookup("nonsense") is None


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("autors", "authors"),
        ("tilte", "title"),
        ("sumary", "summary"),
        ("Key-Wrod", "key_word"),
        ("yaer", "year"),
        ("follwo", "follows"),
        ("inspiredby", "inspired_by"),
        ("thumbnail", ""),
        ("layout", ""),
        ("toc", ""),
        ("xyz", ""),
        ("cards-deck", ""),
        ("math", ""),
        ("something else", ""),
    ],
)
def test_a_misspelt_key_finds_its_neighbour(key: str, expected: str) -> None:
    """Up to two wrong letters are forgiven, not in short keys and those of other programs."""
    assert expected == near(key, ("inspired_by",))


# Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ashish Vaswani", "Vaswani|Ashish"),
        ("Vaswani, Ashish", "Vaswani|Ashish"),
        ("Aaron van den Oord", "van den Oord|Aaron"),
        ("van den Oord, Aaron", "van den Oord|Aaron"),
        ("van den Oord", "van den Oord"),
        ("Luc Van Gool", "Van Gool|Luc"),
        ("Virginia R. de Sa", "de Sa|Virginia R."),
        ("Van Gogh", "Gogh|Van"),
        ("King, Jr., Martin Luther", "King Jr.|Martin Luther"),
        ("Martin Luther King Jr.", "King Jr.|Martin Luther"),
        ("jane doe", "doe|jane"),
        ("Plato", "Plato"),
        ("X. Y. Han", "Han|X. Y."),
        ("{Barnes and Noble, Inc.}", "Barnes and Noble, Inc."),
        ("{\\O}yvind {Berg}", "Berg|\\Oyvind"),
        ("Gemini Team", "Gemini Team"),
        ("The ATLAS Collaboration", "The ATLAS Collaboration"),
        ("李明", "李明"),
        ("李 明", "李 明"),
        ("李, 明", "李|明"),
        ("Wei Wang 0002", "Wang|Wei"),
        ("Ashish Vaswani*†", "Vaswani|Ashish"),
        ("Noam Shazeer (Google)", "Shazeer|Noam"),
        ("Noam Shazeer <noam@example.org>", "Shazeer|Noam"),
        ("[[Geoffrey Hinton]]", "Hinton|Geoffrey"),
        ("[[people/hinton|Geoffrey Hinton]]", "Hinton|Geoffrey"),
        ("[[people/Geoffrey Hinton|Hinton]]", "Hinton|Geoffrey"),
        ("[Geoffrey Hinton](https://example.org)", "Hinton|Geoffrey"),
        ("  Jürgen   Schmidhuber ", "Schmidhuber|Jürgen"),
    ],
)
def test_a_name_has_a_family_and_a_given_part(text: str, expected: str) -> None:
    """Both orders are read; particles belong to the family; groups and Chinese names stand whole."""
    assert [expected] == names((parse_name(text),))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Vardan Papyan, X. Y. Han, David L. Donoho", ["Papyan|Vardan", "Han|X. Y.", "Donoho|David L."]),
        ("Ann Lee, Bo Chen and Cy Poe", ["Lee|Ann", "Chen|Bo", "Poe|Cy"]),
        ("Ann Lee, Bo Chen, and Cy Poe", ["Lee|Ann", "Chen|Bo", "Poe|Cy"]),
        ("G.H. Lee & T.S. Jaakkola", ["Lee|G.H.", "Jaakkola|T.S."]),
        ("Legg, Shane and Hutter, Marcus", ["Legg|Shane", "Hutter|Marcus"]),
        ("Hinton, Geoffrey and Yann LeCun", ["Hinton|Geoffrey", "LeCun|Yann"]),
        ("Vaswani, Shazeer and Parmar", ["Vaswani", "Shazeer", "Parmar"]),
        ("Legg, Shane; Hutter, Marcus", ["Legg|Shane", "Hutter|Marcus"]),
        ("Goodfellow, I., Bengio, Y.", ["Goodfellow|I.", "Bengio|Y."]),
        ("Kingma, Diederik P., Ba, Jimmy L.", ["Kingma|Diederik P.", "Ba|Jimmy L."]),
        ("Vaswani, Shazeer, Parmar", ["Vaswani", "Shazeer", "Parmar"]),
        ("OpenAI, Josh Achiam, Steven Adler, Sam Altman", ["OpenAI", "Achiam|Josh", "Adler|Steven", "Altman|Sam"]),
        ("{Barnes and Noble} and Ann Lee", ["Barnes and Noble", "Lee|Ann"]),
        ("King, Jr., Martin and Ann Lee", ["King Jr.|Martin", "Lee|Ann"]),
        ("King, Jr., Martin Luther", ["King Jr.|Martin Luther"]),
        ("李明, 王芳", ["李明", "王芳"]),
        ("李明、王芳", ["李明", "王芳"]),
        ("Plato", ["Plato"]),
        (["Ann Lee", "Chen, Bo"], ["Lee|Ann", "Chen|Bo"]),
        (["Ann Lee; Bo Chen", "Cy Poe"], ["Lee|Ann", "Chen|Bo", "Poe|Cy"]),
        (["Ann Lee, Bo Chen"], ["Lee|Ann", "Chen|Bo"]),
        ([{"name": "Ann Lee", "affiliation": "X"}], ["Lee|Ann"]),
        ([{"family": "Lee", "given": "Ann"}, {"Last": "Chen"}], ["Lee|Ann", "Chen"]),
        ({"literal": "Ann Lee"}, ["Lee|Ann"]),
        ("", []),
        ([], []),
    ],
)
def test_a_string_of_authors_is_split(raw: Raw, expected: list[str]) -> None:
    """At semicolons, else at and, else at commas where these can be read in one way."""
    assert (expected, False) == (names(parse_authors(raw)[0]), parse_authors(raw)[1])


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Vaswani, Shazeer, Parmar, et al.", ["Vaswani", "Shazeer", "Parmar"]),
        ("Ashish Vaswani et al", ["Vaswani|Ashish"]),
        ("Vaswani, Ashish and others", ["Vaswani|Ashish"]),
        ("Ann Lee, Bo Chen, and 12 others", ["Lee|Ann", "Chen|Bo"]),
        ("Ann Lee, …", ["Lee|Ann"]),
        (["Ann Lee", "et al."], ["Lee|Ann"]),
        (["Ann Lee et al.", "Bo Chen"], ["Lee|Ann", "Chen|Bo"]),
    ],
)
def test_et_al_marks_a_truncated_list(raw: Raw, expected: list[str]) -> None:
    """The words for "and others" are no author."""
    authors, et_al = parse_authors(raw, single=True)

    assert (expected, True) == (names(authors), et_al)


@pytest.mark.parametrize("text", ["Legg, Shane", "Legg, Shane, Hutter, Marcus", "Oord, Aaron van den"])
def test_what_can_be_read_two_ways_is_asked_back(text: str) -> None:
    """One person or two? The error shows both unambiguous forms."""
    with pytest.raises(FieldError) as error:
        parse_authors(text)

    assert text.split(", ")[0] in error.value.message
    assert '"; ' not in error.value.hint
    assert error.value.hint.count(";") >= 1


def test_a_field_of_one_person_needs_no_list() -> None:
    """In a field "Family, Given" is one person; four words between commas stay in doubt."""
    assert names(parse_authors("Legg, Shane", single=True)[0]) == ["Legg|Shane"]
    with pytest.raises(FieldError):
        parse_authors("Legg, Shane, Hutter, Marcus", single=True)


@pytest.mark.parametrize("raw", [["Ann Lee", None], ["Ann Lee", ""], [{"x": "y"}], [["Ann"]], None])
def test_an_author_must_be_a_name(raw: Raw) -> None:
    """Nothing, or a mapping without a name, is no author."""
    with pytest.raises(FieldError):
        parse_authors(raw)


# Dates and venues


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017", "2017"),
        ("2017-06", "2017-06"),
        ("2017-6-2", "2017-06-02"),
        ("2017/6/12", "2017-06-12"),
        ("20170612", "2017-06-12"),
        ("12.6.2017", "2017-06-12"),
        ("June 2017", "2017-06"),
        ("Jun. 2017", "2017-06"),
        ("12 Jun 2017", "2017-06-12"),
        ("12th June, 2017", "2017-06-12"),
        ("Jun 12, 2017", "2017-06-12"),
        ("Monday, June 12, 2017", "2017-06-12"),
        ("2017 Jun 12", "2017-06-12"),
        ("Sept 2019", "2019-09"),
        ("2016-01-18 9:00 PM", "2016-01-18"),
        ("2017-06-12T23:30:00+02:00", "2017-06-12"),
        ("2017-06-12T23:30:00Z", "2017-06-12"),
        ("2017年6月12日", "2017-06-12"),
        ("2020-02-29", "2020-02-29"),
        (" 2017 ", "2017"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, expected: str) -> None:
    """Year, month and day in the usual spellings; a time of day is dropped, its zone moves nothing."""
    assert expected == parse_date(text)


@pytest.mark.parametrize(
    "text", ["2020-13-45", "2019-02-29", "0000", "17", "soon", "Foo 2017", "06/12/2017", "2017-06-", "9" * 5000, ""]
)
def test_impossible_dates_are_refused(text: str) -> None:
    """A day that does not exist, an order that is not certain, and words are no dates."""
    with pytest.raises(FieldError):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NeurIPS 2017", ("NeurIPS", "2017")),
        ("*PNAS 2020*", ("PNAS", "2020")),
        ("ICML 2019 Workshop", ("ICML Workshop", "2019")),
        ("2020 IEEE CVPR", ("IEEE CVPR", "2020")),
        ("ICLR'20", ("ICLR", "2020")),
        ("ICLR ’98", ("ICLR", "1998")),
        ("Journal of Things (2017)", ("Journal of Things", "2017")),
        ("Proceedings (NIPS 2017)", ("Proceedings (NIPS)", "2017")),
        ("Nature, 2015", ("Nature", "2015")),
        ("Nature", ("Nature", "")),
        ("Studies 2001-2009", ("Studies 2001-2009", "")),
        ("From 2001 to 2009", ("From 2001 to 2009", "")),
        ("arXiv:1706.03762", ("arXiv:1706.03762", "")),
        ("[[ICLR]] 2020", ("[[ICLR]]", "2020")),
        ("[[ICLR]]", ("ICLR", "")),
        ("2017", ("", "2017")),
    ],
)
def test_a_venue_is_split_from_its_year(text: str, expected: tuple[str, str]) -> None:
    """One year in a venue is the venue's own."""
    assert expected == parse_venue(text)


# Values by type


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("title", " no ", "no"),
        ("title", ["One"], "One"),
        ("citekey", "@vaswani2017", "vaswani2017"),
        ("by", ["[[Ann Lee]]", "Bo"], "Ann Lee, Bo"),
        ("topics", "a/b; c, d", ("a/b", "c, d")),
        ("topics", "a/b, c", ("a/b", "c")),
        ("topics", ["#a", "[[b]]", "[[x|c]]", None, "", "a"], ("a", "b", "c")),
        ("keywords", "词，语、文", ("词", "语", "文")),
        ("aliases", ["#1", "b"], ("#1", "b")),
        ("rating", "4", 4),
        ("rating", "4/5", 4),
        ("rating", "7/10", 4),
        ("rating", "★★★☆☆", 3),
        ("priority", "high", 1),
        ("pages", "12 pages", 12),
        ("pages", "101--115", 15),
        ("time", "40 min", 40),
        ("time", "1h 20min", 80),
        ("time", "2 h", 120),
        ("weight", "-3", -3),
        ("draft", "Yes", True),
        ("publish", "off", False),
        ("status", "To Read", "to-read"),
        ("status", "in_progress", "reading"),
        ("status", "Finished", "read"),
        ("status", "true", "read"),
        ("status", "abandoned", "dropped"),
        ("status", "Half way", "Half way"),
        ("arxiv", "https://arxiv.org/abs/1706.03762v2", Identifier("arxiv", "1706.03762", "v2")),
        ("arxiv", "2401.10020", Identifier("arxiv", "2401.10020")),
        ("id", "doi:10.1000/1", Identifier("doi", "10.1000/1")),
        ("url", "<https://x.org/a>", "https://x.org/a"),
        ("url", "[PDF](https://x.org/a)", "https://x.org/a"),
        ("pdf", "[[files/a b.pdf]]", "files/a b.pdf"),
        ("pdf", "arxiv:1706.03762", "https://arxiv.org/pdf/1706.03762"),
        ("url", "10.1000/1", "https://doi.org/10.1000/1"),
        ("pdf", "10.1000/1", "https://doi.org/10.1000/1"),
        ("url", "www.x.org", "https://www.x.org"),
        ("code", "github.com/a/b", "https://github.com/a/b"),
        ("links", ["Annotated <https://x.org/a>"], (Link("Annotated", "https://x.org/a"),)),
        (
            "links",
            "A: https://x.org/a; https://www.y.org/b",
            (Link("A", "https://x.org/a"), Link("y.org", "https://www.y.org/b")),
        ),
        ("links", ["[B](https://x.org)"], (Link("B", "https://x.org"),)),
        ("links", [{"type": "blog", "url": "https://x.org"}], (Link("blog", "https://x.org"),)),
        (
            "links",
            {"blog": "https://x.org", "talk": "https://y.org"},
            (Link("blog", "https://x.org"), Link("talk", "https://y.org")),
        ),
        ("type", "Inproceedings", "article"),
        ("type", "PhD_Thesis", "thesis"),
        ("type", "Poem", "poem"),
        ("kind", "Story", "story"),
        ("kind", "catalog", "catalogue"),
        ("builds_on", "[[a]] - why, so; b", ("[[a]] - why, so", "b")),
        ("not_same", ["a", None, "b"], ("a", "b")),
        ("date", "June 2017", "2017-06"),
        ("venue", "ICLR 2020", ("ICLR", "2020")),
    ],
)
def test_each_type_of_field_reads_its_values(name: str, raw: Raw, expected: object) -> None:
    """What is written in a usual way becomes the value of the field."""
    assert expected == coerce(field(name), raw)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("title", {"a": "b"}),
        ("title", ["a", "b"]),
        ("title", None),
        ("rating", "6"),
        ("rating", "0"),
        ("rating", "good"),
        ("rating", "9" * 5000),
        ("priority", "4"),
        ("pages", "many"),
        ("pages", "15-1"),
        ("page", "-1"),
        ("time", "soon"),
        ("draft", "perhaps"),
        ("arxiv", "2401.1002"),
        ("id", "20210101"),
        ("doi", "nothing"),
        ("url", "javascript:alert(1)"),
        ("url", "some words"),
        ("links", ["no address"]),
        ("links", ["X <javascript:alert(1)>"]),
        ("links", [{"name": "x"}]),
        ("links", [["x"]]),
        ("kind", "reciepe"),
        ("topics", [{"a": "b"}]),
        ("topics", [["a"]]),
        ("builds_on", [{"a": "b"}]),
        ("date", "2020-13-45"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(name: str, raw: Raw) -> None:
    """The error names the trouble, with what to write."""
    with pytest.raises(FieldError) as error:
        coerce(field(name), raw)

    assert error.value.message
    assert len(error.value.message) < 200


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("arxiv", "1706.03762v2", {"ids": ("arxiv:1706.03762",), "version": "v2"}),
        ("doi", "10.1000/1", {"ids": ("doi:10.1000/1",)}),
        (
            "url",
            "https://arxiv.org/abs/1706.03762",
            {"url": "https://arxiv.org/abs/1706.03762", "ids": ("arxiv:1706.03762",)},
        ),
        ("pdf", "https://x.org/a.pdf", {"pdf": "https://x.org/a.pdf"}),
        ("code", "https://arxiv.org/abs/1706.03762", {"code": "https://arxiv.org/abs/1706.03762"}),
        ("venue", "NeurIPS 2017", {"venue": "NeurIPS", "venue_year": "2017"}),
        ("entry_venue", "ICLR 2020", {"entry_venue": "ICLR", "entry_year": "2020"}),
        ("venue", "Nature", {"venue": "Nature"}),
        ("authors", "Ann Lee et al.", {"authors": (Author("Lee", "Ann"),), "et_al": True}),
        ("year", "2017", {"year": "2017"}),
    ],
)
def test_a_value_fills_the_fields_of_a_paper(name: str, raw: Raw, expected: dict[str, object]) -> None:
    """Ids are gathered as keys, a venue gives its year, a paper's URL its id."""
    assert expected == said(field(name), raw)


raws = st.recursive(
    st.none() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(FIELDS), raws)
@settings(max_examples=400, deadline=None)
def test_nothing_but_a_field_error_is_raised(one: Field, raw: Raw) -> None:
    """Any value of any shape is read or refused."""
    with suppress(FieldError):
        said(one, raw)


PATTERNS = (",", " ", "a, ", "et al ", "*", "((", "{", " and ", "A B, ", "'1", "[[", "<", ";", "a: ")


@pytest.mark.timed
@pytest.mark.parametrize("pattern", PATTERNS)
def test_reading_fields_is_linear(pattern: str) -> None:
    """The time grows with the length of the value, whatever is repeated in it."""

    def work(text: str) -> None:
        for name in "authors title venue links url topics date time rating builds_on".split():
            with suppress(FieldError):
                coerce(field(name), f"x{text}x")

    assert growth(work, pattern) < 10
