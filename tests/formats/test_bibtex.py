"""BibTeX of a paper: what is written parses back to the same."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from papernotes import bibliography
from papernotes.formats.bibtex import key, write
from papernotes.model.graph import Paper
from papernotes.model.settings import Parsing
from papernotes.model.written import Author, Inline, PaperFields, Record, Source


def title(text: str) -> Inline:
    """A title without markup."""
    return Inline((text,), (), text)


def read(text: str) -> Record:
    """The one record of a text in which nothing is wrong."""
    records, said = bibliography.library([Source("a.bib", text, "", "a.bib")], Parsing())
    assert said == ()
    (record,) = records["a.bib"]
    return record


def test_a_conference_paper_of_a_note() -> None:
    """The year is the venue's, the fields stand in their usual order."""
    fields = PaperFields(
        title=title("Attention Is All You Need"),
        authors=(Author("Vaswani", "Ashish"), Author("Google Brain"), Author("van den Oord", "Aäron")),
        et_al=True,
        issued="2016-06",
        venue="NeurIPS",
        venue_year="2017",
        ids=("arxiv:1706.03762", "doi:10.1000/x_1"),
        details=(("pages", "1–15"),),
    )

    assert write(Paper(name="vaswani-2017", fields=fields), "vaswani2017attention") == (
        "@inproceedings{vaswani2017attention,\n"
        "  title = {Attention Is All You Need},\n"
        "  author = {Vaswani, Ashish and {Google Brain} and van den Oord, Aäron and others},\n"
        "  booktitle = {NeurIPS},\n"
        "  pages = {1--15},\n"
        "  year = {2017},\n"
        "  doi = {10.1000/x_1},\n"
        "  eprint = {1706.03762},\n"
        "  archiveprefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/1706.03762}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("kind", "venue", "start"),
    [
        ("preprint", "arXiv", "@misc{k,"),
        ("article", "Journal of Machine Learning Research", "@article{k,"),
        ("article", "ICML", "@inproceedings{k,"),
        ("article", "Nature", "@article{k,"),
        ("", "", "@misc{k,"),
        ("thesis", "MIT", "@phdthesis{k,"),
        ("chapter", "Handbook", "@incollection{k,"),
        ("report", "OpenAI", "@techreport{k,"),
        ("blog", "distill.pub", "@misc{k,"),
    ],
)
def test_the_type_follows_from_kind_and_venue(kind: str, venue: str, start: str) -> None:
    """A venue that is an acronym or names a meeting has proceedings, any other is a journal."""
    assert write(Paper(name="k", fields=PaperFields(title=title("T"), type=kind, venue=venue)), "k").startswith(start)


def test_the_bibtex_of_a_record_keeps_its_type_title_and_details() -> None:
    """What a .bib file says comes out as it went in, without what is private."""
    text = (
        "@incollection{k,\n  title = {On {BERT} in $O(n^2)$},\n  author = {Doe, Jane},\n"
        "  editor = {Roe, R. and Poe, E.},\n"
        "  booktitle = {Handbook},\n  publisher = {P \\& Q},\n  number = {3},\n  pages = {1--2},\n  year = {1999},\n"
        "  month = jun,\n  note = {secret},\n  file = {/home/me/x.pdf}\n}\n"
    )
    record = read(text)

    written = write(Paper(name="k", fields=record.fields, records=(record,)), "k")

    assert "secret" not in written
    assert "home" not in written
    assert written.startswith("@incollection{k,\n  title = {On {BERT} in $O(n^2)$},\n  author = {Doe, Jane},\n")
    again = read(written)
    assert (again.fields, again.title) == (record.fields, record.title)


def test_editors_of_a_book_are_editors() -> None:
    """A collection without authors is not said to be written by its editors."""
    record = read("@book{k, title = {T}, editor = {Roe, R.}}")

    written = write(Paper(name="k", fields=record.fields, records=(record,)), "k")

    assert "  editor = {Roe, R.}" in written
    assert "author" not in written


def test_literal_bibtex_wins() -> None:
    """The note's own entry is given as it is, but for its key."""
    paper = Paper(name="k", fields=PaperFields(bibtex="\n@misc{x, title={Y}}\n\n"))

    assert write(paper, "k") == "@misc{k, title={Y}}\n"


@pytest.mark.parametrize(
    ("citekey", "written"),
    [("müller 2020", "müller-2020"), ("a,b{c}", "a-b-c"), ("{}", "paper"), ("x:y/z+1", "x:y/z+1")],
)
def test_keys_hold_nothing_that_bibtex_cannot_read(citekey: str, written: str) -> None:
    """Blanks, commas and braces become hyphens."""
    assert key(Paper(name="k", keys=(citekey,), fields=PaperFields())) == written


TEXT = st.text(
    st.sampled_from("abZ é,{}\\%&#_~^-'`\"$()=@\n") | st.characters(exclude_categories=["C"]), min_size=1, max_size=30
)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT, TEXT, TEXT)
@example("and", "others", "A and B", "x")
@example("@article{k,", "}", "{", "\\")
def test_what_is_written_parses_back(words: str, family: str, given: str, venue: str) -> None:
    """Hostile text in any field stays text: pybtex reads the entry, and our own reader the same names and words."""
    fields = PaperFields(
        title=title(words),
        authors=(Author(family.strip() or "x", given.strip()),),
        issued="2001",
        venue=venue,
        url="https://x.org/" + venue,
        ids=("doi:10.1000/{}\\%",),
        details=(("pages", given), ("month", words), ("number", family), ("booktitle", words)),
    )

    paper = Paper(name=words, fields=fields)
    written = write(paper, key(paper))

    entries = parse_string(written, "bibtex").entries
    assert len(entries) == 1
    (entry,) = entries.values()
    assert len(entry.persons.get("author", ())) <= 1
    assert entry.fields["year"] == "2001"
    if "$" not in words:
        again = read(written)
        assert (again.fields.title.text if again.fields.title else "") == " ".join(words.split())
