"""One paper, one node: which claims are joined, and which never."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes import graph
from papernotes.graph.claims import claims
from papernotes.graph.identity import group_of
from papernotes.graph.joining import alike
from papernotes.model.written import Facts, Record

from .conftest import entry, lead, names, note, record, relation, site

LONG = "Attention is all you need"
ALL = "all"


def papers_of(*records: Record, **settings: Any) -> int:
    """How many papers some records make."""
    return len(graph.papers(site(records=records, bibliography_pages=ALL, **settings)))


@pytest.mark.parametrize(
    "key",
    ["arxiv:1706.03762", "doi:10.1000/x", "openreview:abcdefg", "acl:P19-1001", "dblp:conf/a/B", "s2:12", "pmid:7"],
)
def test_an_id_joins_whatever_the_titles_say(key: str) -> None:
    """A note, a record, an entry and a mention with one id are one paper with one page."""
    linked = site(
        note("reading.md", "paper", "My reading notes", ids=key),
        note("list.md", "list", "Queue", entries=(entry(key, title="The transformer paper", ids=key),)),
        note("essay.md", "note", "Essay", key, "[@vaswani2017]"),
        records=[record("vaswani2017", LONG, ids=key, authors="Ashish Vaswani")],
    )
    (paper,) = graph.papers(linked)
    assert paper.name == "reading"
    assert paper.fields.ids == (key,)
    assert paper.keys == ("reading", "vaswani2017")
    assert (len(paper.notes), len(paper.records), len(paper.entries)) == (1, 1, 1)
    assert lead(linked, key) == lead(linked, "[@vaswani2017]") == lead(linked, "[[reading]]") == "papers/reading.html"


def test_a_citekey_joins_note_and_record() -> None:
    """By `citekey`, or by the name of the file, without a leading @ or date, blanks as hyphens, in any case."""
    for path, given_key, key in [
        ("a/vaswani2017.md", "", "vaswani2017"),
        ("a/@vaswani2017.md", "", "Vaswani2017"),
        ("2020-01-02-vaswani2017.md", "", "vaswani2017"),
        ("attention paper.md", "", "attention-paper"),
        ("reading.md", "vaswani2017", "vaswani2017"),
        ("vaswani2017/index.md", "", "vaswani2017"),
    ]:
        linked = site(note(path, "paper", "Notes", citekey=given_key), records=[record(key, LONG, authors="A Vaswani")])
        assert [len(paper.records) for paper in graph.papers(linked)] == [1], path


def test_a_citekey_does_not_join_what_is_evidently_different() -> None:
    """A file name that happens to be the key of another paper: title, and author or year, speak against it."""
    linked = site(
        note("intro2000.md", "paper", "Residual networks revisited", authors="Kaiming He", issued="2016"),
        records=[record("intro2000", "An introduction to Basic", authors="John Kemeny", issued="1964")],
        bibliography_pages=ALL,
    )
    assert len(graph.papers(linked)) == 2


def test_two_notes_of_one_file_name_are_two_papers_unless_more_agrees() -> None:
    """In real folders many notes are called paper.md."""
    linked = site(note("a/paper.md", "paper", "Flat minima"), note("b/paper.md", "paper", "Sharp minima generalize"))
    assert names(linked) == ["b-paper", "paper"]
    same = site(note("a/paper.md", "paper", LONG), note("b/paper.md", "paper", LONG.upper()))
    assert names(same) == ["paper"]


def test_two_notes_on_one_paper_share_its_page_with_the_one_with_citekey_first() -> None:
    """Else the first by date, then by path, is the main one; one without a date comes last."""
    key = "arxiv:1706.03762"
    plain = [
        note("a.md", "paper", "A", ids=key),
        note("b.md", "paper", "B", ids=key, date="2021-01-01"),
        note("c.md", "paper", "C", ids=key, date="2020-01-01"),
    ]
    (paper,) = graph.papers(site(*plain))
    assert [facts.path for facts in paper.notes] == ["c.md", "b.md", "a.md"]
    (paper,) = graph.papers(site(*plain, note("z.md", "paper", "Z", ids=key, citekey="vaswani2017")))
    assert [facts.path for facts in paper.notes] == ["z.md", "c.md", "b.md", "a.md"]
    assert paper.name == "vaswani2017"


def test_one_citekey_given_in_two_notes_joins_only_titles_that_are_alike() -> None:
    """Two notes that give one key for two titles are two papers; one of them may leave the key to its file name."""
    two = site(
        note("a.md", "paper", "Flat minima", citekey="same"), note("b.md", "paper", "Grokking beyond", citekey="same")
    )
    assert len(graph.papers(two)) == 2
    one = site(note("a.md", "paper", "Flat minima", citekey="same"), note("same.md", "paper", "Second reading"))
    assert len(graph.papers(one)) == 1
    longer = site(
        note("a.md", "paper", "Adam", citekey="same"),
        note("b.md", "paper", "Adam: a method for optimization", citekey="same"),
    )
    assert len(graph.papers(longer)) == 1


def test_two_arxiv_ids_are_never_one_paper() -> None:
    """Neither by citekey nor by title nor over a third claim."""
    assert (
        papers_of(
            record("a", LONG, ids="arxiv:1706.00001", authors="A B", issued="2017"),
            record("b", LONG, ids="arxiv:1706.00002", authors="A B", issued="2017"),
        )
        == 2
    )
    linked = site(
        note("a.md", "paper", LONG, ids="arxiv:1706.00001", citekey="same"),
        note("b.md", "paper", LONG, ids="arxiv:1706.00002", citekey="same"),
        note("l.md", "list", "L", entries=(entry("[@same]", "arxiv:1706.00001"), entry("[@same]", "arxiv:1706.00002"))),
    )
    assert [len(paper.entries) for paper in graph.papers(linked)] == [1, 1]


def test_two_dois_are_one_paper_only_under_one_title() -> None:
    """A preprint and its article have two DOIs; two DOIs with two titles are two papers."""
    first = record("a", LONG, ids="doi:10.1000/a", authors="A B", issued="2017", type="misc")
    assert papers_of(first, record("b", LONG, ids="doi:10.1000/b", authors="A B", issued="2018")) == 1
    linked = site(
        note("a.md", "paper", "One title", ids="doi:10.1000/a", citekey="same"),
        note("b.md", "paper", "One title more", ids="doi:10.1000/b", citekey="same"),
    )
    assert len(graph.papers(linked)) == 2


def test_a_chapter_with_the_doi_of_its_book_is_not_the_book() -> None:
    """One id, nothing in common of the titles, other authors: two works."""
    book = record("book", "The complete social scientist", ids="doi:10.1000/b", authors="M Gold", type="collection")
    chapter = record(
        "chapter", "Group decision and change", ids="doi:10.1000/b", authors="K Lewin", type="incollection"
    )
    assert papers_of(book, chapter) == 2


def test_not_same_keeps_apart_whatever_the_ids_say() -> None:
    """By citekey, wikilink, title or id, said on either side."""
    for named in ("b", "@b", "[[b]]", "[[b|the other]]", "doi:10.1000/b"):
        linked = site(
            note("a.md", "paper", LONG, ids="arxiv:1706.03762", not_same=(named,)),
            note("b.md", "paper", LONG, ids="arxiv:1706.03762 doi:10.1000/b"),
        )
        assert names(linked) == ["a", "b"], named
    titled = site(
        note("a.md", "paper", "Deep learning: a view", url="https://x.org/p", not_same=("Deep learning: a view II",)),
        note("b.md", "paper", "Deep learning: a view II", ids="doi:10.1000/b", aliases=("a",)),
        records=[record("r", "Deep learning: a view II", ids="doi:10.1000/b", authors="A B")],
    )
    assert names(titled) == ["a", "b"]


def test_an_isbn_joins_whole_books_of_one_title() -> None:
    """The chapters of a book share its ISBN, and so do volumes of other titles."""
    isbn = "isbn:9780262510875"
    book = record("sicp", "Structure of programs", ids=isbn, type="book", authors="H Abelson")
    other = record("sicp2", "Structure of Programs", ids=isbn, type="book", issued="1999")
    chapter = record("part", "Structure of programs", ids=isbn, type="incollection", authors="X Y", issued="1950")
    volume = record("vol", "Another volume", ids=isbn, type="book")
    assert papers_of(book, other) == 1
    assert papers_of(book, other, chapter, volume) == 3
    noted = site(note("sicp-notes.md", "paper", "Structure of programs", ids=isbn), records=[book])
    assert len(graph.papers(noted)[0].records) == 1


def test_an_isbn_alone_names_the_one_book_it_is_of() -> None:
    """Of several books none is meant, and the mention makes a stub."""
    isbn = "isbn:9780262510875"
    book = record("sicp", "Structure of programs", ids=isbn, type="book")
    assert lead(site(note("x.md", "note", "X", isbn), records=[book]), isbn) == "papers/sicp.html"
    volume = record("vol", "Another volume", ids=isbn, type="book")
    assert lead(site(note("x.md", "note", "X", isbn), records=[book, volume]), isbn) == (
        "papers/isbn-9780262510875.html"
    )


def test_a_url_joins_only_if_all_that_give_it_give_one_title() -> None:
    """Whatever the scheme, `www.` and a last slash; a page that stands for many papers joins none of them."""
    one = record("a", "Two words", url="https://www.x.org/p/")
    two = record("b", "Two words", url="http://X.org/p")
    assert papers_of(one, two) == 1
    assert papers_of(one, two, record("c", "Other", url="https://x.org/p")) == 3
    assert papers_of(one, record("c", "", url="https://x.org/p")) == 2
    other_author = record("d", "Two words", url="https://x.org/p", authors="A B")
    assert papers_of(record("c", "Two words", url="https://x.org/p", authors="C D"), other_author) == 2


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("A Smith|2001", "B Smith|2001-05", 1),
        ("A Smith|2001", "A Jones|2001", 2),
        ("A Smith|2001|techreport", "A Smith|2003", 1),
        ("A Smith|2001|techreport", "A Smith|2004", 2),
        ("A Smith|2001|techreport", "A Smith|2009|article|doi:10.1000/a", 1),
        ("A Smith|2001|techreport|doi:10.1000/b", "A Smith|2009|article|doi:10.1000/a", 2),
        ("A Smith|2001", "A Smith|2002", 2),
        ("A Smith|2001", "A Smith|", 1),
        ("A Smith|", "A Smith|", 2),
        ("A Smith|2001", "|2001", 1),
        ("A Smith|2001|phdthesis", "A Smith|2001", 2),
        ("A Smith|2001|dataset", "A Smith|2001", 2),
        ("A Smith|2001|mastersthesis", "A Smith|2001|phdthesis", 1),
        ("A Smith; B Jones|2001", "A Smith|2001", 2),
        ("A Smith; B Jones|2001", "A Smith; et al.|2001", 1),
        ("|2008|proceedings", "|2009|proceedings", 2),
        ("|2008|proceedings", "|2008|proceedings", 1),
    ],
)
def test_titles_of_three_words_join_records_that_agree(one: str, two: str, expected: int) -> None:
    """First authors agree or are not named, years are near, and the two may be printings of one work."""
    assert papers_of(_printed("a", "A title of words", one), _printed("b", "A Title, of Words", two)) == expected


def _printed(key: str, title: str, said: str) -> Record:
    people, issued, type_, ids = [*said.split("|"), *["article", ""][said.count("|") - 1 :]]
    et_al = people.endswith("; et al.")
    return record(key, title, authors=people.removesuffix("; et al."), et_al=et_al, issued=issued, type=type_, ids=ids)


def test_short_titles_do_not_join() -> None:
    """ "Introduction" is the title of many."""
    said = {"authors": "A Smith", "issued": "2001"}
    assert papers_of(record("a", "Deep learning", **said), record("b", "Deep learning", **said)) == 2


def test_a_title_joins_only_where_there_is_one_candidate() -> None:
    """An entry without author may be either of two papers of its title: it stays by itself."""
    one = record("a", "A title of words", authors="A Smith", issued="2001")
    two = record("b", "A title of words", authors="B Jones", issued="2001")
    undecided = note("l.md", "list", "L", entries=(entry("=x", title="A title of words", issued="2001"),))
    assert len(graph.papers(site(undecided, records=[one]))) == 1
    assert len(graph.papers(site(undecided, records=[one, two], bibliography_pages=ALL))) == 3


def test_a_title_alone_means_the_one_paper_of_that_title() -> None:
    """However short it is; without such a paper all entries of that title are one stub."""
    alone = note("l.md", "list", "L", entries=(entry("=Neural tangents"), entry("=Neural Tangents.", line=2)))
    known = site(alone, note("jacot.md", "paper", "Neural Tangents", ids="arxiv:1806.07572"))
    assert [len(paper.entries) for paper in graph.papers(known)] == [2]
    stub = site(alone)
    assert [(paper.name, len(paper.entries)) for paper in graph.papers(stub)] == [("neural-tangents", 2)]
    both = site(
        alone,
        note("jacot.md", "paper", "Neural Tangents", ids="arxiv:1806.07572"),
        note("other.md", "paper", "Neural tangents", ids="arxiv:1806.07573"),
    )
    assert names(both) == ["jacot", "neural-tangents", "other"]


def test_very_many_claims_of_one_title_are_not_compared_pairwise() -> None:
    """Above sixteen papers of one title none is joined but those that agree in author and year."""
    many = [record(f"k{n}", "Proceedings of the workshop", authors=f"A Author{n}", issued="2001") for n in range(30)]
    unsure = record("u", "Proceedings of the workshop", issued="2001")
    assert papers_of(*many, unsure) == 31


def test_a_record_has_a_page_only_when_something_names_it() -> None:
    """A note, an entry, a citation, a bare key, a wikilink, an id, a title, a relation; or the settings."""
    known = record("knuth1984", "Literate programming for all", ids="doi:10.1/k", authors="D Knuth")
    assert names(site(records=[known])) == []
    assert names(site(records=[known], bibliography_pages=ALL)) == ["knuth1984"]
    for mention in ("[@knuth1984]", "@knuth1984", "[[knuth1984]]", "[[@knuth1984]]", "doi:10.1/k",
                    "[[Literate programming for all]]", "=Literate programming for all"):  # fmt: skip
        linked = site(note("x.md", "note", "X", mention), records=[known])
        assert names(linked) == ["knuth1984"], mention
        assert lead(linked, mention) == "papers/knuth1984.html"
    related = note("x.md", "note", "X", relations=(relation("related", "[[knuth1984]]"),))
    assert names(site(related, records=[known])) == ["knuth1984"]
    for mention in ("[[knuth1984]]", "[[@knuth1984]]", "[@knuth1984]"):
        listed = note("x.md", "list", "X", entries=(entry(mention),))
        assert names(site(listed, records=[known])) == ["knuth1984"]
    other = note("knuth1984.md", "note", "Not a paper", "[[knuth1984]]")
    assert names(site(other, records=[known])) == []


def test_what_is_only_mentioned_is_a_stub() -> None:
    """A citation in brackets, `[[@key]]`, an id make one; a bare @word and an unknown wikilink do not."""
    linked = site(note("x.md", "note", "X", "[@Someone2001]", "[[@other]]", "arxiv:1706.03762", "@handle", "[[wish]]"))
    assert names(linked) == ["arxiv-1706.03762", "other", "someone2001"]
    stub = graph.paper(linked, "someone2001")
    assert stub is not None
    assert stub.keys == ("Someone2001",)
    assert lead(linked, "@handle") == lead(linked, "[[wish]]") == "none"
    assert lead(linked, "@Someone2001") == lead(linked, "[[someone2001]]") == "papers/someone2001.html"
    assert lead(linked, "@someone2002") == "none"


def test_a_bare_word_is_a_citekey_only_as_it_is_spelled() -> None:
    """`@Test` in prose is no citation of test.md."""
    linked = site(note("test.md", "paper", "On testing"), note("x.md", "note", "X", "@test", "@Test"))
    assert lead(linked, "@test") == "papers/test.html"
    assert lead(linked, "@Test") == "none"
    assert lead(linked, "[@Test]") == "papers/test.html"


def test_a_citation_of_a_file_name_finds_the_note_with_another_citekey() -> None:
    """Whichever name a paper is given, it is one node."""
    linked = site(note("reading.md", "paper", "R", citekey="vaswani2017"), note("x.md", "note", "X", "[@reading]"))
    assert names(linked) == ["vaswani2017"]
    assert lead(linked, "[@reading]") == "papers/vaswani2017.html"
    plain = site(note("essay.md", "note", "E", "[@essay]"))
    assert names(plain) == ["essay"]


def test_an_entry_names_its_paper_by_wikilink_and_id_together() -> None:
    """An entry with a wikilink to a note and an id that the note lacks gives the note that id."""
    linked = site(
        note("he2015.md", "paper", "Deep residual learning"),
        note("l.md", "list", "L", entries=(entry("[[he2015]]", "arxiv:1512.03385", ids="arxiv:1512.03385"),)),
        note("x.md", "note", "X", "arxiv:1512.03385"),
    )
    assert names(linked) == ["he2015"]


def test_an_entry_that_links_to_no_paper_names_none() -> None:
    """A wikilink to an essay, or to nothing, makes no stub; with an id beside it the id counts."""
    linked = site(
        note("essay.md", "note", "Essay"),
        note("l.md", "list", "L", entries=(entry("[[essay]]"), entry("[[nowhere]]", title="Nowhere at all"))),
        note("p.md", "paper", "P"),
    )
    assert names(linked) == ["p"]
    with_id = site(note("l.md", "list", "L", entries=(entry("[[nowhere]]", "doi:10.1/x", ids="doi:10.1/x"),)))
    assert names(with_id) == ["doi-10.1-x"]
    by_key = site(note("l.md", "list", "L", entries=(entry("=x", title="Some book", citekey="book1", ids="isbn:1"),)))
    assert names(by_key) == ["book1"]


def test_a_key_of_thousands_stays_linear() -> None:
    """A citekey that stands for many different papers ends soon and loses none of them."""
    many = [record("same", f"Title number {n}", authors=f"A Author{n}", issued=str(1000 + n)) for n in range(2000)]
    assert papers_of(*many) == 2000


def test_titles_are_alike_when_one_begins_with_the_other_or_most_words_are_shared() -> None:
    """And an empty one is like any."""
    assert alike("adam", "adam a method for stochastic optimization")
    assert alike("", "anything")
    assert alike("on the flat minima", "the flat minima")
    assert not alike("flat minima", "sharp minima")


TITLES = st.sampled_from(["A title of words", "Another title of words", "Short one", "A title of words too"])
IDS = st.lists(st.sampled_from(["arxiv:1706.00001", "arxiv:1706.00002", "doi:10.1000/a", "doi:10.1000/b"]), max_size=2)
SAID = st.fixed_dictionaries(
    {
        "title": TITLES,
        "ids": IDS.map(lambda keys: tuple(dict.fromkeys(keys))),
        "authors": st.sampled_from(["", "A Smith", "B Jones"]),
        "issued": st.sampled_from(["", "2001", "2002", "2009"]),
        "url": st.sampled_from(["", "https://x.org/p"]),
    }
)


def _records(said: list[dict[str, Any]]) -> list[Record]:
    return [record(f"k{n % 4}", path=f"{n}.bib", **each) for n, each in enumerate(said)]


def _notes(said: list[dict[str, Any]]) -> list[Facts]:
    return [note(f"k{n}.md", "paper", each.pop("title"), **each) for n, each in enumerate(said)]


def _partition(linked: graph.Site) -> set[frozenset[str]]:
    claimed = claims(linked).all
    groups = {id(group): group for group in (group_of(linked, claim) for claim in claimed)}
    return {frozenset(str(claim.span.path) for claim in group.claims) for group in groups.values()}


@given(st.lists(SAID, max_size=7), st.lists(SAID, max_size=3), st.integers(0, 10**6))
@settings(max_examples=80, deadline=None)
def test_the_order_of_files_and_the_start_of_the_walk_do_not_matter(
    records: list[dict[str, Any]], notes: list[dict[str, Any]], seed: int
) -> None:
    """Shuffled files give the same papers, and a walk from any claim alone the same as the full listing."""
    shuffle = random.Random(seed)
    found, written = _records([dict(each) for each in records]), _notes([dict(each) for each in notes])
    by_path = {one.span.path: [one] for one in found}

    def linked() -> graph.Site:
        paths = list(by_path)
        shuffle.shuffle(paths)
        shuffle.shuffle(written)
        return site(*written, records={path: by_path[path] for path in paths}, bibliography_pages=ALL)

    whole = linked()
    expected = _partition(whole)
    assert expected == _partition(linked())
    assert names(whole) == names(linked())
    for number in range(len(claims(whole).all)):
        alone = linked()
        start = claims(alone).all[number]
        assert frozenset(claim.span.path for claim in group_of(alone, start).claims) in expected
    for group in {id(group): group for group in (group_of(whole, claim) for claim in claims(whole).all)}.values():
        told = [{key for key in claim.keys if key.startswith("arxiv:")} for claim in group.claims]
        assert len(set().union(*told)) <= 1 or sum(map(bool, told)) == 1
