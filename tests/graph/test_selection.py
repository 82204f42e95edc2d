"""What queries find, in which order and groups, and which papers name a list themselves."""

import pytest

from papernotes import graph
from papernotes.graph import Site
from papernotes.graph.listed import named_lists
from papernotes.model.problem import Code
from papernotes.model.written import Ref

from .conftest import entry, names, note, record, relation, said, site


def library() -> Site:
    """Six papers, two lists, a bibliography with an entry that nothing names."""
    return site(
        note(
            "vaswani2017.md",
            "paper",
            "Attention Is All You Need",
            authors="Ashish Vaswani; Noam Shazeer",
            issued="2017-06",
            venue="NeurIPS",
            venue_year="2017",
            topics=("architectures/attention",),
            status="read",
            rating=5,
            ids="arxiv:1706.03762",
            code="https://example.org",
            added="2024-01-02",
        ),
        note(
            "zhang2017.md",
            "paper",
            "Understanding Deep Learning Requires Rethinking Generalization",
            authors="Chiyuan Zhang; Jürgen Müller",
            issued="2016-11",
            venue="ICLR",
            venue_year="2017",
            topics=("generalization/memorization",),
            keywords=("Random labels",),
            status="read",
            rating=4,
            lists=("reading#2",),
        ),
        note(
            "arpit2017.md",
            "paper",
            "A Closer Look at Memorization",
            authors="Devansh Arpit",
            issued="2017",
            venue="ICML",
            topics=("generalization/memorization", "optimization"),
            status="to-read",
            priority=1,
            relations=(relation("contradicts", "[[zhang2017]]"),),
            lists=("reading#1",),
            added="2024-02-03",
        ),
        note("li2018.md", "paper", "Loss Landscapes", authors="Hao Li", issued="2018", topics=("optimization",)),
        note("undated.md", "paper", "A Work Without a Year", type="thesis", lists=("reading", "Later")),
        note("reading.md", "list", "Reading", entries=(entry("[[vaswani2017]]"),), query="topic:optimization"),
        note("later.md", "list", "Later", "[@liu2019]"),
        records=[
            record("liu2019", "Named and Cited", authors="Jane Liu", issued="2019"),
            record("lonely2020", "Nobody Names This", issued="2020"),
        ],
    )


def found(text: str, linked: Site | None = None) -> list[str]:
    """The names of the papers a query finds, in order."""
    groups = graph.select(linked or library(), text)
    return [graph.name_of(url) for group in groups for url in group.papers]


ALL = ["zhang2017", "arpit2017", "vaswani2017", "li2018", "liu2019", "undated"]
"""The papers of `library` in the order of time, those of one date by title."""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sort:year", ALL),
        ("attention", ["vaswani2017"]),
        ("ATTENTION need", ["vaswani2017"]),
        ('"need attention"', []),
        ('"is all"', ["vaswani2017"]),
        ("-a", []),
        ("zhang2017", ["zhang2017"]),
        ("topic:generalization", ["zhang2017", "arpit2017"]),
        ("topic:Generalization/Memorization", ["zhang2017", "arpit2017"]),
        ("topic:memorization", ["zhang2017", "arpit2017"]),
        ("topic:attention,optimization", ["arpit2017", "vaswani2017", "li2018"]),
        ("topic:general", []),
        ("topic:optimization -topic:generalization", ["li2018"]),
        ("author:zhang", ["zhang2017"]),
        ("author:muller", ["zhang2017"]),
        ('author:"Zhang, Chiyuan"', ["zhang2017"]),
        ("author:li", ["li2018"]),
        ('author:"noam shazeer"', ["vaswani2017"]),
        ("venue:neurips", ["vaswani2017"]),
        ('venue:"ICLR 2017"', ["zhang2017"]),
        ("venue:icl", []),
        ("year:2017", ["arpit2017", "vaswani2017"]),
        ("year:2017-2018", ["arpit2017", "vaswani2017", "li2018"]),
        ("year:2018-", ["li2018", "liu2019"]),
        ("year:-2016", ["zhang2017"]),
        ("-year:2000-", ["undated"]),
        ("keyword:labels", ["zhang2017"]),
        ("status:read", ["zhang2017", "vaswani2017"]),
        ("status:to-read,read", ["zhang2017", "arpit2017", "vaswani2017"]),
        ("type:thesis", ["undated"]),
        ("rating:>=4", ["zhang2017", "vaswani2017"]),
        ("rating:<5", ["zhang2017"]),
        ("priority:1", ["arpit2017"]),
        ("has:code", ["vaswani2017"]),
        ("has:arxiv", ["vaswani2017"]),
        ("has:contradicts", ["arpit2017"]),
        ("has:lists", ["zhang2017", "arpit2017", "undated"]),
        ("-has:note", ["liu2019"]),
        ("-has:year", ["undated"]),
        ("arxiv:1706.03762", ["vaswani2017"]),
        ("contradicts:zhang2017", ["arpit2017"]),
        ("contradicts:@zhang2017", ["arpit2017"]),
        ("builds_on:zhang2017", []),
        ("in:reading", ["zhang2017", "arpit2017", "vaswani2017", "li2018", "undated"]),
        ("in:later", ["undated"]),
        ("in:zhang2017.md", ["zhang2017"]),
        ("in:library.bib", ["liu2019"]),
        ("in:nowhere", []),
        ("topc:attention", []),
        ("", []),
        ("  ", []),
    ],
)
def test_what_a_query_finds(text: str, wanted: list[str]) -> None:
    """Each term by itself and some together; papers stand in the order of time, then by title."""
    assert wanted == found(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sort:-year", ["liu2019", "li2018", "vaswani2017", "arpit2017", "zhang2017", "undated"]),
        ("sort:title", ["arpit2017", "undated", "vaswani2017", "li2018", "liu2019", "zhang2017"]),
        ("sort:-rating", ["vaswani2017", "zhang2017", "arpit2017", "li2018", "liu2019", "undated"]),
        ("sort:status,-title", ["arpit2017", "zhang2017", "vaswani2017", "liu2019", "li2018", "undated"]),
        ("sort:added", ["vaswani2017", "arpit2017", "zhang2017", "li2018", "liu2019", "undated"]),
        ("sort:author", ["arpit2017", "li2018", "liu2019", "vaswani2017", "zhang2017", "undated"]),
        ("sort:-name limit:2", ["zhang2017", "vaswani2017"]),
    ],
)
def test_the_order_of_what_is_found(text: str, wanted: list[str]) -> None:
    """By a field, forwards or backwards; what is not known is last, equals stay in the order of time and title."""
    assert wanted == found(text)


def grouped(text: str) -> dict[str, list[str]]:
    """The groups of a query by their titles (a status by its key)."""
    groups = graph.select(library(), text)
    return {group.title or group.key: [graph.name_of(url) for url in group.papers] for group in groups}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "group:year",
            {
                "2016": ["zhang2017"],
                "2017": ["arpit2017", "vaswani2017"],
                "2018": ["li2018"],
                "2019": ["liu2019"],
                "": ["undated"],
            },
        ),
        (
            "group:year sort:-year limit:4",
            {"2019": ["liu2019"], "2018": ["li2018"], "2017": ["vaswani2017", "arpit2017"]},
        ),
        ("group:venue has:venue", {"ICLR": ["zhang2017"], "ICML": ["arpit2017"], "NeurIPS": ["vaswani2017"]}),
        ("group:status has:status", {"to-read": ["arpit2017"], "read": ["zhang2017", "vaswani2017"]}),
        (
            "group:topic topic:generalization",
            {"memorization": ["zhang2017", "arpit2017"], "optimization": ["arpit2017"]},
        ),
        ("group:author author:zhang", {"Chiyuan Zhang": ["zhang2017"], "Jürgen Müller": ["zhang2017"]}),
        ("group:type type:thesis", {"thesis": ["undated"]}),
        ("group:keyword has:keywords", {"Random labels": ["zhang2017"]}),
    ],
)
def test_groups(text: str, wanted: dict[str, list[str]]) -> None:
    """By year and status in their own order, else by the alphabet; a paper may be in several; the rest is last."""
    assert list(wanted.items()) == list(grouped(text).items())


def test_groups_know_their_pages() -> None:
    """A topic's group leads to its page."""
    (group,) = graph.select(library(), "group:topic topic:architectures")

    assert ("topic", "architectures/attention", "topics/architectures/attention.html") == (
        group.by,
        group.key,
        group.url,
    )


def test_spellings_of_one_person_are_found_together() -> None:
    """Settings that join spellings hold for queries too, whichever is asked for."""
    linked = site(
        note("one.md", "paper", "One", authors="Geoffrey Hinton"),
        note("two.md", "paper", "Two", authors="G. E. Hinton"),
        authors={"Geoffrey Hinton": "G. E. Hinton"},
    )

    assert ["one", "two"] == found('author:"geoffrey hinton"', linked)
    assert ["one", "two"] == found('author:"g e hinton"', linked)


def test_the_order_does_not_depend_on_the_files() -> None:
    """Papers without a date or a title in common are ordered by name."""
    notes = [note(f"{name}.md", "paper", "The Same Title", authors=f"{name} Smith") for name in "cab"]

    assert ["a", "b", "c"] == found("same", site(*notes))
    assert ["a", "b", "c"] == found("same", site(*reversed(notes)))


def test_a_query_makes_nodes_of_the_bibliography_it_asks_for() -> None:
    """Entries that nothing names have a page as soon as a note asks for their file, not for another."""
    records = {
        "library.bib": [record("lonely2020", "Nobody Names This", issued="2020")],
        "other.bib": [record("other2020", "Nor This", path="other.bib")],
    }
    asking = note("a.md", "list", "A", query="in:library.bib")
    block = note("a.md", "note", "A", queries=(Ref("query", "year:2020 in:library.bib"),))
    minus = note("a.md", "list", "A", query="-in:library.bib")

    assert ["lonely2020"] == names(site(asking, records=records))
    assert ["lonely2020"] == names(site(block, records=records))
    assert [] == names(site(minus, records=records))
    assert ["lonely2020"] == [
        graph.name_of(url) for group in graph.selected(site(asking, records=records), asking) for url in group.papers
    ]


def test_a_list_may_ask_for_another_list() -> None:
    """What stands in it, what names it and what its query finds."""
    linked = site(
        note("x.md", "paper", "X", status="read"),
        note("y.md", "paper", "Y", lists=("one",)),
        note("one.md", "list", "One", query="status:read"),
        note("two.md", "list", "Two", query="in:one"),
    )

    assert ["x", "y"] == found("in:two", linked)


def test_lists_that_ask_for_each_other_come_to_an_end() -> None:
    """Only what stands in them is taken, and a diagnostic says so."""
    linked = site(
        note("x.md", "paper", "X"),
        note("one.md", "list", "One", entries=(entry("[[x]]"),), query="in:two"),
        note("two.md", "list", "Two", query="in:one"),
    )

    assert ["x"] == found("in:one", linked)
    assert 2 == len(said(linked, Code.QUERY_NAME))


def test_papers_that_name_a_list_stand_by_place_then_by_when_they_were_added() -> None:
    """By place, then `added`, then title."""
    linked = site(
        note("a.md", "paper", "Alpha", lists=("reading",), added="2024-02"),
        note("b.md", "paper", "Beta", lists=("reading",), added="2024-01"),
        note("c.md", "paper", "Gamma", lists=("Reading list#10",)),
        note("d.md", "paper", "Delta", lists=("other", "reading#2")),
        note("e.md", "paper", "Epsilon", lists=("reading",)),
        note("f.md", "paper", "Beta Too", lists=("reading",), added="2024-01"),
        note("reading.md", "list", "Reading list"),
    )
    listed = named_lists(linked, graph.note(linked, "reading.md"))  # type: ignore[arg-type]

    assert ["d", "c", "b", "f", "a", "e"] == [graph.name_of(url) for url in listed]


def test_two_notes_on_one_paper_name_a_list_once() -> None:
    """The better place counts."""
    linked = site(
        note("a.md", "paper", "A", ids="arxiv:1706.03762", lists=("reading#5",)),
        note("b.md", "paper", "A again", ids="arxiv:1706.03762", lists=("reading#1",)),
        note("c.md", "paper", "C", lists=("reading#3",)),
        note("reading.md", "list", "Reading"),
    )
    listed = named_lists(linked, graph.note(linked, "reading.md"))  # type: ignore[arg-type]

    assert ["a", "c"] == [graph.name_of(url) for url in listed]


def test_a_list_that_is_not_there_is_reported_with_a_near_one() -> None:
    """A warning at the note, for a note that is no list too."""
    linked = site(
        note("a.md", "paper", "A", lists=("raeding#1", "essay")),
        note("reading.md", "list", "Reading"),
        note("essay.md", "note", "Essay"),
    )
    one, two = said(linked, Code.LIST_MISSING)

    assert ("there is no list raeding", "did you mean reading ?") == (one.message, one.hint)
    assert "there is no list essay" == two.message


@pytest.mark.parametrize(
    ("text", "code", "message", "hint"),
    [
        ("topc:x", Code.QUERY_TERM, "there is no term topc:", "did you mean topic:x ?"),
        ("topic:optimisation", Code.QUERY_NAME, "there is no topic optimisation", "did you mean topic:optimization ?"),
        ("in:libary.bib", Code.QUERY_NAME, "there is no file or list libary.bib", "did you mean in:library.bib ?"),
        ("cites:zhang2071", Code.QUERY_NAME, "there is no paper zhang2071", "did you mean cites:zhang2017 ?"),
        ("year:1900", Code.QUERY_EMPTY, "no paper matches this query", ""),
        (" ", Code.QUERY_TERM, "a query without a word", "topic:"),
    ],
)
def test_what_is_wrong_with_a_query(text: str, code: Code, message: str, hint: str) -> None:
    """A word that means nothing, a name of nothing, nothing found: one diagnostic each."""
    linked = site(
        note("zhang2017.md", "paper", "Zhang", topics=("optimization",), issued="2017"),
        note("q.md", "note", "Q", queries=(Ref("query", text),)),
        records=[record("x", "X")],
    )
    problems = [problem for each in Code if each.value.startswith("query-") for problem in said(linked, each)]
    (problem,) = problems

    assert (code, message) == (problem.code, problem.message)
    assert hint in problem.hint


def test_hidden_notes_leave_no_trace_in_a_query() -> None:
    """Neither as what is asked for nor as what might have been meant."""
    linked = site(
        note("q.md", "note", "Q", queries=(Ref("query", "in:secrets"), Ref("query", "in:secrts"))),
        hidden=[note("secrets.md", "list", "Secrets", entries=(entry("arxiv:1706.03762"),))],
    )

    assert [] == found("in:secrets", linked)
    assert [] == [problem.hint for problem in said(linked, Code.QUERY_NAME) if "secrets ?" in problem.hint]


def test_a_keyword_is_compared_with_its_signs() -> None:
    """C++ is not C, whichever way it is asked for; a spelling that the settings join is found under the other."""
    linked = site(
        note("a.md", "paper", "A", keywords=("C++",)),
        note("b.md", "paper", "B", keywords=("C",)),
        note("c.md", "paper", "C", keywords=("cpp", "C++")),
        keywords={"C++": "cpp"},
    )

    assert ["a", "c"] == found('keyword:"C++"', linked)
    assert ["a", "c"] == found("keyword:cpp", linked)
    assert ["b"] == found("keyword:c", linked)
    assert {"C": ["b"], "C++": ["a", "c"]} == {
        group.title: [graph.name_of(url) for url in group.papers] for group in graph.select(linked, "group:keyword")
    }


def test_a_paper_stands_once_in_a_group() -> None:
    """Also if it gives one keyword in two spellings."""
    linked = site(note("a.md", "paper", "A", keywords=("deep learning", "Deep-Learning")))

    assert [("papers/a.html",)] == [group.papers for group in graph.select(linked, "group:keyword")]
