"""Bibliographies: what an entry becomes, and that one mistake costs one entry at most."""

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes import bibliography
from papernotes.model.problem import Code, Diagnostic
from papernotes.model.settings import Parsing
from papernotes.model.written import Author, PaperFields, Record, Source

GOOD = """@article{%s,
  title = {On %s},
  author = {Doe, Jane},
  year = {2001},
}
"""


def read(*texts: str) -> tuple[list[Record], list[Diagnostic]]:
    """The records and diagnostics of .bib files called a.bib, b.bib, …."""
    sources = [
        Source(f"{letter}.bib", text, "", f"notes/{letter}.bib") for letter, text in zip("abcdef", texts, strict=False)
    ]
    records, said = bibliography.library(sources, Parsing())
    return [record for kept in records.values() for record in kept], list(said)


def fields(entry: str) -> PaperFields:
    """The fields of the one entry in a text that has nothing wrong in it."""
    records, said = read(entry)
    assert said == []
    (record,) = records
    return record.fields


def words(record: Record) -> str:
    """The plain title of a record."""
    return record.fields.title.text if record.fields.title else ""


def test_an_entry_becomes_a_record_with_its_place() -> None:
    """Key, type, title, names, date, venue and place are read from a plain article."""
    text = """% my papers

@inproceedings{vaswani2017attention,
  title     = {Attention is All You Need},
  author    = {Ashish Vaswani and Shazeer, Noam and others},
  booktitle = {Advances in Neural Information Processing Systems},
  year      = 2017,
  month     = dec,
  pages     = {5998--6008},
  eprint    = {1706.03762v5},
  archivePrefix = {arXiv},
}
"""

    (record,), said = read(text)

    assert said == []
    assert (record.key, record.type) == ("vaswani2017attention", "inproceedings")
    assert (record.span.path, record.span.line) == ("notes/a.bib", 3)
    assert words(record) == "Attention is All You Need"
    assert (Author("Vaswani", "Ashish"), Author("Shazeer", "Noam")) == record.fields.authors
    assert record.fields.et_al
    assert record.fields.issued == "2017-12"
    assert record.fields.venue == "Advances in Neural Information Processing Systems"
    assert record.fields.venue_year == "2017"
    assert record.fields.type == "article"
    assert (record.fields.ids, record.fields.version) == (("arxiv:1706.03762",), "v5")
    assert dict(record.fields.details)["pages"] == "5998–6008"


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Aaron van den Oord", "van den Oord", "Aaron"),
        ('van den Oord, A{\\"a}ron', "van den Oord", "Aäron"),
        ("King, Jr., Martin Luther", "King Jr.", "Martin Luther"),
        ("Martin Luther King, Jr.", "King Jr.", "Martin Luther"),
        ("{Google Brain Team}", "Google Brain Team", ""),
        ("{\\O}rsted, Hans", "Ørsted", "Hans"),
        ("family=Fontaine, given=Jean, prefix=de la", "de la Fontaine", "Jean"),
        ("李明", "李明", ""),
        ("Plato", "Plato", ""),
    ],
)
def test_names_are_split_as_bibtex_splits_them(written: str, family: str, given: str) -> None:
    """Particles belong to the family name, a group in braces stays whole."""
    assert (Author(family, given),) == fields(f"@book{{k, author = {{{written}}}}}").authors


def test_names_are_joined_by_and_outside_braces_only() -> None:
    """A firm whose name holds "and" is one author, and editors stand in where authors are missing."""
    found = fields("@book{k, editor = {{Barnes and Noble} and Jane Doe AND X. Y}}")

    assert (Author("Barnes and Noble"), Author("Doe", "Jane"), Author("Y", "X.")) == found.authors
    assert dict(found.details)["editor"] == "Barnes and Noble and Doe, Jane and Y, X."


@pytest.mark.parametrize(
    ("written", "issued"),
    [
        ("year = {2017}", "2017"),
        ("year = 2017, month = jun", "2017-06"),
        ("year = 2017, month = {6}, day = 12", "2017-06-12"),
        ('year = 2017, month = "12~" # jun', "2017-06"),
        ("year = 2017, month = {June/July}", "2017-06"),
        ("year = 2017, month = feb, day = {30}", "2017-02"),
        ("year = {1875 [2004]}", "1875"),
        ("year = {Autumn 2001}", "2001"),
        ("year = {{\\noopsort{1973c}}1981}", "1981"),
        ("year = {535 BCE}", ""),
        ("year = {in press}", ""),
        ("date = {2017-06-12}", "2017-06-12"),
        ("date = {1984~/2004-03}", "1984"),
        ("date = {2001-23}", "2001"),
        ("date = {../2003-05}", "2003-05"),
        ("date = {2004-06-12T10:00:00Z}, year = 1999", "2004-06-12"),
        ("date = {-0535}", ""),
    ],
)
def test_dates_in_bibtex_and_biblatex_spelling(written: str, issued: str) -> None:
    """The first date of a range, the first year of a reprint; of a season only the year."""
    assert issued == fields(f"@book{{k, {written}}}").issued


def test_a_year_that_is_no_date_is_kept_as_text() -> None:
    """Nothing that was written about the year is lost."""
    assert dict(fields("@book{k, year = {535 BCE}}").details)["year"] == "535 BCE"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("{BERT}: Pre-training", "BERT: Pre-training"),
        ("{\\'E}tude de l'{\\oe}uvre -- encore", "Étude de l'œuvre – encore"),
        ("``Why?'' ask~R\\&D", "“Why?” ask R&D"),
        ("100% a_b *not* [[emphasis]] <b>", "100% a_b *not* [[emphasis]] <b>"),
        ('\\emph{Drosophila} {\\"{\\i}}\\c{c}', "Drosophila ïç"),
        ("costs \\$5 and \\$6", "costs $5 and $6"),
        ("GaN$\\slash$AlN", "GaN/AlN"),
        ("H$_2$O in the 15$^{th}$ century", "H2O in the 15th century"),
    ],
)
def test_titles_are_read_as_a_person_reads_them(written: str, plain: str) -> None:
    """TeX's spellings become text, and nothing in a title is Markdown or HTML."""
    title = fields(f"@book{{k, title = {{{written}}}}}").title

    assert title is not None
    assert plain == title.text
    assert title.refs == ()


def test_formulas_in_titles_become_mathml() -> None:
    """A formula is typeset, its TeX is kept for the record's BibTeX."""
    (record,), _ = read("@book{k, title = {Sorting in $O(n \\log n)$ & {<i>}}}")

    assert record.fields.title is not None
    html = "".join(map(str, record.fields.title.parts))
    assert "<math" in html
    assert "&amp; &lt;i&gt;" in html
    assert record.title == "Sorting in $O(n \\log n)$ & {<i>}"


def test_a_formula_that_cannot_be_read_is_named_with_its_field() -> None:
    """The diagnostic points at the field in the file, not into the formula alone."""
    _, (problem,) = read("\n@book{k,\n  title = {On $\\nosuchthing{1}$ things},\n}\n")

    assert (
        problem.code,
        problem.span and problem.span.line,
        problem.span and problem.span.column,
    ) == (Code.MATH_BROKEN, 3, 3)


@pytest.mark.parametrize(
    ("entry", "kind", "venue"),
    [
        ("@article{k, journal = {JMLR}}", "article", "JMLR"),
        ("@article{k, journaltitle = {Nature}}", "article", "Nature"),
        ("@inproceedings{k, booktitle = {ICML 2019}, publisher = {PMLR}}", "article", "ICML"),
        ("@incollection{k, booktitle = {Handbook}}", "chapter", "Handbook"),
        ("@book{k, publisher = {MIT Press}}", "book", "MIT Press"),
        ("@phdthesis{k, school = {MIT}}", "thesis", "MIT"),
        ("@misc{k, school = {MIT}}", "thesis", "MIT"),
        ("@techreport{k, institution = {OpenAI}}", "report", "OpenAI"),
        ("@misc{k, howpublished = {Lecture notes}}", "", "Lecture notes"),
        ("@article{k, journal = {arXiv preprint arXiv:1412.6980}}", "preprint", "arXiv"),
        ("@article{k, journal = {CoRR}, volume = {abs/1412.6980}}", "preprint", "arXiv"),
        ("@misc{k, eprint = {1412.6980}}", "preprint", "arXiv"),
        ("@online{k, url = {https://example.org}}", "webpage", ""),
    ],
)
def test_type_and_venue(entry: str, kind: str, venue: str) -> None:
    """What it is and where it appeared is told by the type and the fields that go with it."""
    found = fields(entry)

    assert (kind, venue) == (found.type, found.venue)


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("doi = {https://doi.org/10.1000/X\\_1}", ("doi:10.1000/x_1",)),
        ("eprint = {hep-th/9901001}, eprinttype = {arXiv}", ("arxiv:hep-th/9901001",)),
        ("eprint = {25279924}, eprinttype = {pubmed}", ("pmid:25279924",)),
        ("eprint = {2945.1}, archiveprefix = {jstor}", ()),
        ("url = {https://openreview.net/forum?id=Bke8UR4FPB}", ("openreview:Bke8UR4FPB",)),
        ("howpublished = {\\url{https://arxiv.org/abs/1706.03762}}", ("arxiv:1706.03762",)),
        ("isbn = {0-262-03384-4}, note = {arXiv:1706.03762}", ("isbn:9780262033848",)),
        ("journal = {CoRR}, volume = {abs/1706.03762}", ("arxiv:1706.03762",)),
    ],
)
def test_ids_from_the_fields_that_hold_them(written: str, ids: tuple[str, ...]) -> None:
    """Every id is normalised; a note may speak of another paper and gives none."""
    assert ids == fields(f"@book{{k, {written}}}").ids


def test_an_isbn_is_an_id_of_a_whole_book_only() -> None:
    """The chapters of a book all carry its ISBN."""
    assert fields("@incollection{k, isbn = {0-262-03384-4}}").ids == ()


def test_links_are_kept_if_they_may_be_followed() -> None:
    """A script in an address is named and left out; files on the writer's disk are not looked at."""
    (record,), (problem,) = read(
        "@misc{k,\n url = {JavaScript:alert(1)},\n pdf = {http://example.org/a\\%20b.pdf},\n code = {code.zip},\n"
        " file = {x.pdf}}"
    )

    assert (record.fields.url, record.fields.pdf, record.fields.code) == ("", "http://example.org/a%20b.pdf", "")
    assert (problem.code, problem.span and problem.span.line) == (Code.LINK_UNSAFE, 2)


def test_details_hold_no_private_field() -> None:
    """What a writer notes for himself is in no output."""
    private = ", ".join(
        f"{name} = {{secret}}" for name in "file note annote annotation owner timestamp groups mendeley-tags x".split()
    )

    record = read(f"@article{{k, volume = 3, {private}}}")[0][0]

    assert record.fields.details == (("volume", "3"),)
    assert "secret" not in repr(record)


def test_further_fields() -> None:
    """Short title, keywords, number of pages, abstract and subtitle each have their field."""
    found = fields(
        "@book{k, title = {A}, subtitle = {B}, shorttitle = {{ABC}}, keywords = {one, two; three},"
        "pagetotal = {xii, 345 p.},"
        "abstract = {Some  text}}"
    )

    assert (found.title and found.title.text) == "A: B"
    assert (found.short, found.keywords, found.pages) == ("ABC", ("one, two", "three"), 345)
    assert (found.abstract and found.abstract.text) == "Some text"


BROKEN = [
    ("  title = {{On x},\n  author = {Doe, Jane},\n  year = 2001,\n", "a brace too many opened"),
    ("  title = {On x}},\n  author = {Doe, Jane},\n  year = 2001,\n", "a brace too many closed"),
    ("  title = {On x}\n  author = {Doe, Jane},\n  year = 2001,\n", "no comma"),
    ("  title = {On x},\n  = ,\n  author = {Doe, Jane},\n  year = 2001,\n", "rubbish between fields"),
    ("  title = {On x},\n  author = {Doe, Jane},\n  year = 2001a,\n", "letters behind a number"),
    ("  title = {On {x},\n  note = {{a},\n  author = {Doe, Jane},\n  year = 2001,\n", "two braces too many opened"),
    ('  title = "On x,\n  author = {Doe, Jane},\n  year = 2001,\n', "a quotation mark that is never closed"),
]


@pytest.mark.parametrize("body", [body for body, _ in BROKEN], ids=[name for _, name in BROKEN])
def test_a_broken_entry_is_named_and_read_as_far_as_can_be(body: str) -> None:
    """The entry's own line is named once, its fields are kept, and so are the entries around it."""
    text = GOOD % ("before", "a") + "@article{broken,\n" + body + "}\n" + GOOD % ("after", "b")

    records, said = read(text)

    assert [record.key for record in records] == ["before", "broken", "after"]
    assert [(problem.code, problem.span and problem.span.line) for problem in said] == [(Code.BIB_BROKEN, 6)]
    assert "broken" in said[0].message
    assert said[0].source == "@article{broken,"
    assert ("On x", (Author("Doe", "Jane"),), "2001") == (
        words(records[1]),
        records[1].fields.authors,
        records[1].fields.issued,
    )


def test_an_unbalanced_brace_in_one_entry_of_a_hundred_keeps_all_others() -> None:
    """Ninety-nine are whole, the second is named."""
    entries = [GOOD % (f"k{number}", number) for number in range(100)]
    entries[1] = entries[1].replace("{On 1}", "{On {1}")

    records, said = read("".join(entries))

    assert [f"k{number}" for number in range(100)] == [record.key for record in records]
    assert [f"On {number}" for number in range(100) if number != 1] == [words(r) for r in records if r.key != "k1"]
    assert [problem.span.line for problem in said if problem.span] == [6]


@pytest.mark.parametrize("last", ["", "\n% a comment", "\nSome prose about x = y and (so on)."])
def test_an_entry_without_its_last_brace(last: str) -> None:
    """All its fields are kept and the entry is named."""
    (record,), (problem,) = read(f"@article{{k,\n title = {{T}},\n year = 2001{last}")

    assert (words(record), record.fields.issued) == ("T", "2001")
    assert problem.code == Code.BIB_BROKEN


def test_parentheses_may_enclose_an_entry() -> None:
    """`@ARTICLE(key, …)` is an entry like any other."""
    (record,), said = read("@ARTICLE(k,\n  TITLE = {A (small) title},\n  YEAR = 1991)\n")

    assert (record.key, record.type, words(record), record.fields.issued) == ("k", "article", "A (small) title", "1991")
    assert said == []


@pytest.mark.parametrize(
    "text", ["@article{title = {x}}", "@article{,\n title = {x}}", "@article{\n title={x}}", "@article{{k}, a={x}}"]
)
def test_an_entry_without_a_key_is_refused(text: str) -> None:
    """A field is never taken for a key."""
    records, (problem,) = read("\n" + text)

    assert records == []
    assert (problem.code, problem.span and problem.span.line) == (Code.BIB_BROKEN, 2)


@pytest.mark.parametrize("text", ["@artículo{k, title={x}}", "@a\u0301b{k,}"])
def test_a_type_that_is_no_word_of_bibtex_is_refused(text: str) -> None:
    """BibTeX's names are ASCII."""
    records, said = read(text)

    assert records == []
    assert {problem.code for problem in said} <= {Code.BIB_BROKEN}


def test_text_and_comments_between_entries_are_no_entries() -> None:
    """Neither an entry inside `@comment{…}` nor mail addresses and prose make one, and nothing is said of them."""
    text = (
        "\ufeff@book{first,}\n%@book{no4,\n% a = {b}}\nWrite to me@example.org\n"
        "@comment{ @article{no, title={x}}\n\n@book{no2,}\n}\n% @article{no3,\n"
    )

    records, said = read(text + GOOD % ("k", "x"))

    assert [record.key for record in records] == ["first", "k"]
    assert said == []


def test_comments_inside_an_entry_are_skipped() -> None:
    """A field behind `%` is not one."""
    assert fields("@book{k,\n % year = 1999,\n year = 2001,\n % the end\n}").issued == "2001"


def test_many_entries_on_one_line() -> None:
    """A file without line ends is read too."""
    records, said = read("@book{a, title={A @book{x,} b}}@book{b, title={B}} @book{c,}")

    assert ([record.key for record in records], said) == (["a", "b", "c"], [])


def test_a_field_that_stands_twice_is_named() -> None:
    """The first is kept; the same value twice is no news."""
    (record,), (problem,) = read("@book{k,\n title = {A},\n year = 2001,\n Title = {B},\n year = {2001}}")

    assert words(record) == "A"
    assert (problem.code, problem.span and problem.span.line) == (Code.BIB_FIELD, 4)
    assert "2 lines above" in problem.message


def test_a_name_with_too_many_commas_is_kept_whole() -> None:
    """It is named, and the other authors are read."""
    (record,), (problem,) = read("@book{k,\n author = {A, B, C, D, E and X Y}}")

    assert (Author("A, B, C, D, E"), Author("Y", "X")) == record.fields.authors
    assert (problem.code, problem.span and problem.span.line) == (Code.BIB_FIELD, 2)


def test_macros_hold_for_all_files() -> None:
    """An @string may stand anywhere, use another, and be written in either case; a file's own goes first."""
    records, said = read(
        "@article{a, journal = MINE # { of } # x, title = own}\n@string{own = {Own a}}",
        '@string{x = "X-ing"}\n@STRING(mine = {Journal} # " " # x)\n'
        "@string{own = {Own b}}\n@article{b, journal = cacm, title = own}",
    )

    assert said == []
    assert [(record.fields.venue, words(record)) for record in records] == [
        ("Journal X-ing of X-ing", "Own a"),
        ("Communications of the ACM", "Own b"),
    ]


def test_an_unknown_macro_is_kept_as_text() -> None:
    """It is named with its place."""
    (record,), (problem,) = read("@article{k,\n  journal = TSE,\n}")

    assert record.fields.venue == "TSE"
    assert (
        problem.code,
        problem.span and problem.span.line,
        problem.span and problem.span.column,
    ) == (Code.BIB_MACRO, 2, 13)


def test_a_string_that_cannot_be_read_is_named() -> None:
    """So is each of them, with its line."""
    _, said = read('@string{a = "x" = "y"}\n@string{b}\n@string{c = {x}\n' + GOOD % ("k", "x"))

    assert [(p.code, p.span and p.span.line) for p in said] == [
        (Code.BIB_BROKEN, 1),
        (Code.BIB_BROKEN, 2),
        (Code.BIB_BROKEN, 3),
    ]


def test_one_key_for_two_entries() -> None:
    """The same content is silent, other content is named with both places; the first is kept."""
    records, said = read(GOOD % ("k", "x") + GOOD % ("K", "x"), GOOD % ("k", "y"))

    assert [words(record) for record in records] == ["On x"]
    assert [(p.code, p.span and p.span.path, p.span and p.span.line) for p in said] == [
        (Code.BIB_DUPLICATE, "notes/b.bib", 1)
    ]
    assert "notes/a.bib:1" in said[0].message


def test_crossref_gives_what_the_child_does_not_say() -> None:
    """Date, book title, publisher and editors come from the parent, wherever it stands; its ids and pages do not."""
    records, said = read(
        "@inproceedings{child, title = {Child}, author = {A B}, pages = {1--2}, crossref = {Parent}}",
        "@proceedings{parent, title = {Proceedings of X}, year = 1999, editor = {C D}, publisher = {P}, pages = {300},"
        "doi = {10.1000/p}, isbn = {0-262-03384-4}}",
    )

    child = records[0].fields
    assert said == []
    assert ("1999", "Proceedings of X", (Author("B", "A"),), ()) == (
        child.issued,
        child.venue,
        child.authors,
        child.ids,
    )
    assert dict(child.details) == {"booktitle": "Proceedings of X", "editor": "D, C", "publisher": "P", "pages": "1–2"}


def test_xdata_gives_its_fields_and_is_no_record() -> None:
    """It is a drawer for what several entries share."""
    records, said = read("@xdata{x, publisher = {P}, date = {2001}}\n@book{k, title = {T}, xdata = {x}}")

    assert [(record.key, record.fields.issued, record.fields.venue) for record in records] == [("k", "2001", "P")]
    assert said == []


@pytest.mark.parametrize(
    "text",
    ["@book{a, crossref = {a}}", "@book{a, crossref = {b}}\n@book{b, crossref = {a}}", "@book{a, crossref = {z}}"],
)
def test_a_crossref_to_nowhere_or_in_a_circle_is_named(text: str) -> None:
    """And the entries are kept."""
    records, said = read(text)

    assert text.count("@") == len(records)
    assert {Code.BIB_PARENT} == {problem.code for problem in said}


def test_reading_an_entry_depends_on_its_text_and_macros_only() -> None:
    """So it can be remembered: `place` puts it wherever the same text stands."""
    here = Source("a.bib", "@string{j = {J}}\n\n@article{k,\n journal = j,\n title = t}", "", "a.bib")
    there = Source("b.bib", "\n\n\n@article{k,\n journal = j,\n title = t}", "", "b.bib")
    chunks, others = bibliography.chunks(here), bibliography.chunks(there)
    macros = bibliography.macros(chunks)

    assert chunks[1].text == others[0].text
    reading = bibliography.read(chunks[1], bibliography.used(chunks[1], dict(macros)), Parsing())
    record, said = bibliography.place(reading, "b.bib", others[0].line)

    assert (
        record and record.fields.venue,
        record and record.span.path,
        record and record.span.line,
    ) == ("J", "b.bib", 4)
    assert [problem.span.line for problem in said if problem.span] == [6]
    assert bibliography.used(chunks[1], {"j": "J", "other": "x"}) == (("j", "J"),)


def shelved(
    text: str, before: dict[str, bibliography.Shelf] | None = None
) -> tuple[dict[str, bibliography.Shelf], list[str]]:
    """A file a.bib as it is read after it was read before, and the texts of the chunks that had to be read for it."""
    again: list[str] = []

    def read(chunk: bibliography.Chunk, macros: tuple[tuple[str, str], ...], parsing: Parsing) -> bibliography.Reading:
        again.append(chunk.text)
        return bibliography.read(chunk, macros, parsing)

    source = Source("a.bib", text, "", "notes/a.bib")
    return bibliography.shelves([source], Parsing(), before or {}, read), again


def records_of(shelves: dict[str, bibliography.Shelf]) -> list[Record]:
    """The records that stand on shelves, in order."""
    return [record for shelf in shelves.values() for record, _ in shelf.readings if record]


def test_of_a_big_file_only_an_entry_that_has_changed_is_read_again() -> None:
    """All others are the very objects that they were."""
    text = "@string{j = {J}}\n" + "".join(GOOD % (f"key{number}", number) for number in range(500))
    before, first = shelved(text)
    after, again = shelved(text.replace("On 250", "On zebras"), before)

    assert len(first) == 501
    assert again == [(GOOD % ("key250", "zebras")).strip()]
    pairs = list(zip(records_of(before), records_of(after), strict=True))
    assert [words(new) for old, new in pairs if old is not new] == ["On zebras"]


def test_an_entry_that_grows_moves_those_below_it_unread() -> None:
    """What is told of them names the lines on which they stand now."""
    text = "".join(GOOD % (f"key{number}", number) for number in range(9)) + "@article{odd, journal = nowhere}\n"
    before, _ = shelved(text)
    longer = text.replace("  title = {On 4}", "  note = {x},\n\n  title = {On 4}")
    after, again = shelved(longer, before)

    assert len(again) == 1
    assert [record.span.line for record in records_of(after)] == [1, 6, 11, 16, 21, 28, 33, 38, 43, 48]
    _, said = after["notes/a.bib"].readings[-1]
    assert [problem.span.line for problem in said if problem.span] == [48]
    assert after == shelved(longer)[0]


def test_entries_are_read_again_when_a_macro_changes() -> None:
    """Also one that another file defines."""
    entries = Source("a.bib", "@article{k, title = {On x}, journal = j}", "", "a.bib")
    one, other = (Source("b.bib", f"@string{{j = {{{name}}}}}", "", "b.bib") for name in ("One", "Other"))
    before = bibliography.shelves([entries, one], Parsing(), {})
    after = bibliography.shelves([entries, other], Parsing(), before)

    assert [record.fields.venue for record in records_of(before) + records_of(after)] == ["One", "Other"]


BIB = st.sampled_from(
    [
        GOOD % ("one", "one thing"),
        GOOD % ("one", "another thing"),
        GOOD % ("two", "{braces"),
        "  @book{three, title = {Indented}, crossref = {one}}\n",
        "@article{four, journal = j, title = {With a macro}}",
        "@a{five,}@b{six,} @c(seven,)\n",
        "@string{j = {Journal}}\n",
        "@string{j = {Review}}\n",
        '@preamble{"x"}\n',
        "@comment{a remark}\n",
        "@Comment{\n",
        "@ comment{\n",
        "@article\n\n",
        *"@{}%\n \x00\x0c\ufeffé",
    ]
)
BIB_EDIT = st.tuples(st.integers(0, 12), st.integers(0, 3), st.lists(BIB, max_size=3))


@settings(max_examples=150, deadline=None)
@given(st.lists(BIB, max_size=12), st.lists(BIB, max_size=4), st.lists(BIB_EDIT, min_size=1, max_size=4))
def test_reading_again_after_edits_gives_what_reading_from_nothing_gives(
    pieces: list[str], others: list[str], edits: list[tuple[int, int, list[str]]]
) -> None:
    """Whatever is edited, however broken it is: cuts, records, their places and diagnostics."""
    other = Source("b.bib", "".join(others), "", "b.bib")
    shelves: dict[str, bibliography.Shelf] = {}
    for start, length, new in [(0, 0, []), *edits]:
        pieces[start : start + length] = new
        sources = [Source("a.bib", "".join(pieces), "", "a.bib"), other]
        shelves = bibliography.shelves(sources, Parsing(), shelves)

        assert shelves == bibliography.shelves(sources, Parsing(), {})
        assert bibliography.gathered(sources, shelves) == bibliography.library(sources, Parsing())


FEW = [GOOD % (f"few{number}", number) for number in range(8)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(["@comment{\n", *FEW], ["@comment{\n", *FEW[:4], "}\n", *FEW[4:]], id="a comment is closed"),
        pytest.param(["@comment{\n", *FEW[:4], "}\n", *FEW[4:]], ["@comment{\n", *FEW], id="a comment is opened"),
        pytest.param([*FEW, "}\n"], [*FEW[:4], "@comment{\n", *FEW[4:], "}\n"], id="a comment begins"),
        pytest.param([*FEW, "@comment{x}"], [*FEW[:4], "% y\n", *FEW[4:], "@comment{x}"], id="a comment further below"),
        pytest.param([FEW[0]] * 6, [FEW[0]] * 5, id="one of equal entries goes"),
        pytest.param([FEW[0]] * 5, [FEW[0]] * 6, id="one of equal entries comes"),
        pytest.param([*FEW, "@a(b,)\n", *FEW], [*FEW, "@a(b,)", *FEW], id="a line end goes"),
        pytest.param([*FEW, "@a{b,}@string{j, k}@c{d,}"], [*FEW, "@a{b,}@string{j, k}@c{e,}"], id="end of a long line"),
        pytest.param(["@a{b,}@c{d,}\n", *FEW], ["@a(b,}@c{d,}\n", *FEW], id="beginning of a long line"),
        pytest.param(
            ["@a{b,}@string{j, k}\n@string{j, k}\n", *FEW], ["@a{b,}@string{j, k}\n@string{j, k}\n"], id="twins"
        ),
        pytest.param(FEW, ["\n\n", *FEW], id="lines above all"),
        pytest.param(FEW, [*FEW[4:], *FEW[:4]], id="another order"),
        pytest.param(FEW, [], id="nothing is left"),
    ],
)
def test_an_edit_that_concerns_more_than_its_own_entry(old: list[str], new: list[str]) -> None:
    """All that it concerns is read again."""
    before, _ = shelved("".join(old))
    after, _ = shelved("".join(new), before)

    assert after == shelved("".join(new))[0]


def test_a_comment_may_have_a_blank_after_its_sign() -> None:
    """As every other command."""
    records, _ = read("@ comment{\n" + GOOD % ("inside", "x") + "}\n" + GOOD % ("outside", "y"))

    assert [record.key for record in records] == ["outside"]


@pytest.mark.parametrize(
    ("families", "et_al", "label"),
    [
        (["Knuth"], False, "Knu84"),
        (["Vaswani", "Shazeer"], False, "VS84"),
        (["A", "B", "C", "D", "E"], False, "ABC+84"),
        (["van Dam", "X"], True, "vDX+84"),
    ],
)
def test_alpha_labels(families: list[str], et_al: bool, label: str) -> None:
    """Initials and year, as BibTeX's style "alpha" makes them."""
    authors = tuple(Author(family, "J. and") for family in families)

    assert label == bibliography.alpha_label(PaperFields(authors=authors, et_al=et_al, issued="1984-05"))
    assert bibliography.alpha_label(PaperFields())


def test_csl_items_become_records() -> None:
    """Names, dates, ids and markup of CSL-JSON are read; the citation key goes before the id."""
    items = [
        {
            "id": 7,
            "citation-key": "oord2016wavenet",
            "type": "article-journal",
            "title": "<i>WaveNet</i> &amp; H<sub>2</sub>O <script>x",
            "author": [{"family": "Oord", "given": "Aäron", "non-dropping-particle": "van den"}, {"literal": "Team"}],
            "issued": {"date-parts": [["2016", 9, "12"]]},
            "container-title": "Speech",
            "DOI": "10.1000/W",
            "page": "1-15",
            "note": "secret",
        }
    ]

    (record,), said = bibliography.csl(Source("a.json", json.dumps(items, indent=1), "", "a.json"), Parsing())

    assert said == ()
    assert (record.key, record.type, record.span.line) == ("oord2016wavenet", "article", 2)
    assert record.fields.title is not None
    assert record.fields.title.parts == ("<em>WaveNet</em> &amp; H<sub>2</sub>O x",)
    assert record.fields.title.text == "WaveNet & H2O x"
    assert (Author("van den Oord", "Aäron"), Author("Team")) == record.fields.authors
    assert (
        record.fields.issued,
        record.fields.venue,
        record.fields.ids,
    ) == ("2016-09-12", "Speech", ("doi:10.1000/w",))
    assert "secret" not in repr(record)


def test_csl_files_stand_beside_bib_files() -> None:
    """Keys are shared, crossrefs and exchange formats do not matter to one another."""
    csl = {
        "items": [
            {
                "id": "http://zotero.org/users/1/items/ABC",
                "type": "chapter",
                "title": "On $O(n)$ <b>bold <i>and</b> tilted</i>",
                "editor": [{"family": "Roe", "given": "R."}],
                "container-title": "Handbook",
                "publisher": "P & Q",
            },
            {
                "id": "k",
                "type": "article",
                "number": "arXiv:1706.03762",
                "author": [{"given": "Plato"}, {}],
                "issued": "2017",
            },
            {"id": "t", "type": "thesis", "publisher": "MIT", "issued": {"date-parts": [[-535]]}},
        ]
    }
    sources = [
        Source("a.bib", GOOD % ("k", "x"), "", "a.bib"),
        Source("b.json", json.dumps(csl), "", "b.json"),
    ]

    records, said = bibliography.library(sources, Parsing())

    assert [record.key for record in records["a.bib"]] == ["k"]
    assert [problem.code for problem in said] == [Code.BIB_DUPLICATE]
    chapter, thesis = records["b.json"]
    assert (chapter.key, chapter.fields.type, chapter.fields.venue) == ("ABC", "chapter", "Handbook")
    assert dict(chapter.fields.details)["publisher"] == "P & Q"
    assert chapter.fields.authors == (Author("Roe", "R."),)
    assert chapter.fields.title is not None
    assert "".join(map(str, chapter.fields.title.parts)).endswith("<strong>bold <em>and</em></strong> tilted")
    assert (thesis.fields.venue, thesis.fields.type, thesis.fields.issued) == ("MIT", "thesis", "")


def test_csl_preprints_are_known_by_their_arxiv_number() -> None:
    """As Zotero writes them."""
    item = {
        "id": "k",
        "type": "article",
        "number": "arXiv:1706.03762",
        "publisher": "arXiv",
        "author": [{"given": "Plato"}, {}],
    }
    ((record,), _) = bibliography.csl(Source("a.json", json.dumps([item]), "", "a.json"), Parsing())

    assert (record.fields.ids, record.fields.type, record.fields.venue) == (("arxiv:1706.03762",), "preprint", "arXiv")
    assert record.fields.authors == (Author("Plato"),)


def test_a_broken_csl_item_is_named_by_its_line() -> None:
    """The items around it are kept."""
    text = (
        '[\n {"id": "a", "type": "book"},\n {"id": "b", "author": [{"family": }]},\n {"type": "book"},\n'
        ' {"id": "c", "type": "book"}\n]'
    )

    records, said = bibliography.csl(Source("a.json", text, "", "a.json"), Parsing())

    assert [record.key for record in records] == ["a", "c"]
    assert [(problem.code, problem.span and problem.span.line) for problem in said] == [
        (Code.BIB_BROKEN, 3),
        (Code.BIB_BROKEN, 4),
    ]


@pytest.mark.parametrize(
    "value", [None, [], {"date-parts": [[None]]}, {"date-parts": []}, {"raw": "x"}, "2016", 2016, True]
)
def test_strange_csl_dates_do_no_harm(value: object) -> None:
    """Only a date is one."""
    text = json.dumps([{"id": "a", "type": "article", "issued": value}])

    (record,), _ = bibliography.csl(Source("a.json", text, "", "a.json"), Parsing())

    assert record.fields.issued == ("2016" if str(value) == "2016" else "")


TEX = st.text(st.sampled_from("@{}()\"=,#%\\$~'` \nab1éA-"), max_size=200)


@settings(max_examples=150, deadline=None)
@given(
    TEX,
    st.sampled_from(
        ["{}", "@article{{k,\n title = {{{}}},\n year = 1}}", "@string{{a = {}", "@book(k, author = {{{}}})"]
    ),
)
def test_reading_never_raises(text: str, frame: str) -> None:
    """Whatever stands in a file, what is told has a place in it, and an entry after it is kept."""
    records, said = read(frame.format(text) + "\n" + GOOD % ("last-one", "x"))

    assert "last-one" in [record.key for record in records] or "@comment" in frame.format(text).lower()
    assert all(problem.span and problem.span.path == "notes/a.bib" and problem.span.line >= 1 for problem in said)


CSL = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text("<i>& ab:/$", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["family", "given", "date-parts", "literal"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(
                "id type title author editor issued DOI ISBN URL abstract number archive keyword page".split()
            ),
            CSL,
            max_size=6,
        ),
        max_size=3,
    ),
    st.integers(0, 60),
)
def test_reading_csl_never_raises(items: list[object], cut: int) -> None:
    """Any JSON, whole or cut off, becomes records or diagnostics."""
    text = json.dumps(items)

    for shown in (text, text[:cut]):
        records, said = bibliography.csl(Source("a.json", shown, "", "a.json"), Parsing())
        assert len(records) + len(said) >= 0


@pytest.mark.parametrize(
    "text",
    [
        "@" * 10**6,
        "{" * 10**6,
        "@a{k," + "{" * 10**6,
        "@a{k, t = " + "{}" * 500_000,
        '@a{k, t = "' + "{}" * 500_000,
        "@a{k,\n" + "t = {{x},\n" * 30_000,
        "@a{k}" + "}" * 10**6,
        "@comment{\n" * 30_000,
        "@a{k, author = {" + "{A} B and " * 30_000 + "C D}}",
        "@a{k, title = {" + "$a$ \\'" * 5_000 + "}}",
        "@a{k, title = b" + " # b" * 60_000 + "}\n@string{b = {" + "x" * 2_000 + "}}",
        "".join(f"@string{{a{n} = a{n + 1} # a{n + 1}}}\n" for n in range(9_000))
        + "@string{a9000 = {boom}}\n@a{k, title = a0}",
        "[" * 10**6,
    ],
    ids=range(13),
)
def test_repeated_constructs_stay_linear(text: str) -> None:
    """A megabyte of one construct ends soon, in little memory: what a macro says is bounded."""
    start = time.process_time()

    records, _ = read(text)
    bibliography.csl(Source("a.json", text, "", "a.json"), Parsing())

    assert time.process_time() - start < 20
    assert all(len(repr(record)) < 3 * 10**6 + 10 * len(text) for record in records)


CORPORA = os.environ.get("PAPERNOTES_CORPORA", "")


@pytest.mark.skipif(not CORPORA, reason="PAPERNOTES_CORPORA names no folder of real files")
def test_every_entry_of_real_files_is_a_record_or_a_diagnostic() -> None:
    """Counted against entries found by script in the same files; one of them is a comment that the count took in."""
    truth = json.loads(Path(CORPORA, "GROUND_TRUTH.json").read_text(encoding="utf-8"))["bib"]
    wrong = {}
    for name, known in truth.items():
        path = Path(CORPORA, name)
        if not path.exists() or path.stat().st_size > 100_000:
            continue
        source = Source(name, path.read_text(encoding="utf-8"), "", name)
        entries = [chunk for chunk in bibliography.chunks(source) if chunk.kind == "entry"]
        records, said = read(source.text)
        lost = (
            len(entries) - len(records) - sum(problem.code in (Code.BIB_BROKEN, Code.BIB_DUPLICATE) for problem in said)
        )
        if abs(len(entries) - known.get("raw_entries", 0)) > 1 or lost > 1:
            wrong[name] = (known.get("raw_entries"), len(entries), len(records), lost)

    assert wrong == {}
