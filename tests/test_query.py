"""The query language: what each word is read as, and what is said of one that cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papernotes.query import GROUPS, SORTS, TERMS, Query, parse


def said(text: str) -> list[tuple[str, str, bool]]:
    """The terms of a query: name, values, whether it is negated."""
    query = parse(text)
    assert query.problems == ()
    return [(term.name, ",".join(value.text for value in term.values), term.negated) for term in query.terms]


def wrong(text: str) -> tuple[str, str, str]:
    """The one thing wrong with a query: message, hint, the word it points at."""
    (problem,) = parse(text).problems
    return problem.message, problem.hint, text[problem.start : problem.end]


def test_the_query_of_the_specification() -> None:
    """One query may have every kind of word in it."""
    text = "topic:memorization year:2016-2020 status:read -author:zhang in:library.bib sort:-year group:venue limit:20"
    query = parse(text)

    assert said(text) == [
        ("topic", "memorization", False),
        ("year", "2016-2020", False),
        ("status", "read", False),
        ("author", "zhang", True),
        ("in", "library.bib", False),
    ]
    assert (query.sort, query.group, query.limit) == (("-year",), "venue", 20)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("attention", ("words", "attention", False)),
        ('"all you need"', ("words", "all you need", False)),
        ('-"all  you need"', ("words", "all you need", True)),
        ("“all you need”", ("words", "all you need", False)),
        ("self-attention", ("words", "self-attention", False)),
        ('topic:"neural tangent"', ("topic", "neural tangent", False)),
        ('-topic:"neural tangent"', ("topic", "neural tangent", True)),
        ("Topic:a/B", ("topic", "a/B", False)),
        ("status:to-read,reading", ("status", "to-read,reading", False)),
        ("status:done", ("status", "read", False)),
        ("status:later", ("status", "later", False)),
        ("type:phdthesis", ("type", "thesis", False)),
        ('venue:"Science, Nature"', ("venue", "Science, Nature", False)),
        ("has:github", ("has", "code", False)),
        ("has:note", ("has", "note", False)),
        ("builds_on:vaswani2017", ("builds_on", "vaswani2017", False)),
        ("builds-on:vaswani2017", ("builds_on", "vaswani2017", False)),
        ("arxiv:1706.03762v5", ("id", "arxiv:1706.03762", False)),
        ("-https://arxiv.org/abs/1706.03762", ("id", "arxiv:1706.03762", True)),
    ],
)
def test_one_word(text: str, wanted: tuple[str, str, bool]) -> None:
    """Words, phrases, values with blanks, several values, relations, ids."""
    assert said(text) == [wanted]


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("2016", 2016, 2016),
        ("2016-2020", 2016, 2020),
        ("2016–2020", 2016, 2020),
        ("2016-", 2016, 9999),
        ("-2020", 1, 2020),
        (">=2016", 2016, 9999),
        (">2016", 2017, 9999),
        ("<=2016", 1, 2016),
        ("<2016", 1, 2015),
        ("=2016", 2016, 2016),
    ],
)
def test_years_from_to_and_between(value: str, low: int, high: int) -> None:
    """The ways to bound a year."""
    (term,) = parse(f"year:{value}").terms

    assert (low, high) == (term.values[0].low, term.values[0].high)


@pytest.mark.parametrize(
    ("text", "message", "hint", "at"),
    [
        ("a topc:x b", "there is no term topc:", "did you mean topic:x ?", "topc:x"),
        ('-topc:"x y"', "there is no term topc:", 'did you mean topic:"x y" ?', '-topc:"x y"'),
        ("year:recent", "year:recent is no year", "write: year:2016, year:2016-2020", "year:recent"),
        ("year:16", "year:16 is no year", "write: year:2016", "year:16"),
        ("year:-", "year:- is no year", "write: year:2016", "year:-"),
        ("year:2020-2016", "year:2020-2016 holds nothing", "write: year:2016-2020", "year:2020-2016"),
        ("rating:6", "rating:6 is no rating", "write: rating:1", "rating:6"),
        ("rating:>5", "rating:>5 holds nothing", "write: rating:1", "rating:>5"),
        ("priority:high", "priority:high is no priority", "write: priority:1", "priority:high"),
        ("status:redd", "status:redd means nothing", "did you mean status:read ?", "status:redd"),
        ("has:cod", "has:cod means nothing", "did you mean has:code ?", "has:cod"),
        ("has:zzz", "has:zzz names no field", "write a field of the front matter", "has:zzz"),
        ("sort:yaer", "sort:yaer means nothing", "did you mean sort:year ?", "sort:yaer"),
        ("group:colour", "group:colour means nothing", "there are year, venue", "group:colour"),
        ("limit:0", "limit:0 is no number of papers", "write: limit:20", "limit:0"),
        ("-sort:year", "a minus before sort: means nothing", "write: sort:-year", "-sort:year"),
        ("-limit:3", "a minus before limit: means nothing", "write: limit:3", "-limit:3"),
        ("topic: x", "topic: needs a value", "write topic:generalization", "topic:"),
        ('a "b c', "a quotation that never ends", 'write: "b c"', '"b c'),
        ("re:zero", "there is no term re:", 'words with a colon stand in quotes: "re:zero"', "re:zero"),
    ],
)
def test_a_word_that_means_nothing(text: str, message: str, hint: str, at: str) -> None:
    """What is wrong, what to write instead, and where it stands."""
    found = wrong(text)

    assert (message, at) == (found[0], found[2])
    assert hint in found[1]


def test_every_wrong_word_is_told_and_the_others_are_read() -> None:
    """Two mistakes are two problems; the rest of the query is still there."""
    query = parse("topc:x attention year:x")

    assert [problem.start for problem in query.problems] == [0, 17]
    assert [term.name for term in query.terms] == ["words"]


def test_relation_types_of_the_settings_are_terms_too() -> None:
    """A type that is in no table is known when it is named."""
    assert parse("refutes:x").problems
    assert parse("refutes:x", ["refutes"]).terms[0].name == "refutes"


def test_the_last_of_several_groups_and_limits_counts_and_sorts_add_up() -> None:
    """`sort:status,-rating sort:title` sorts by three fields."""
    query = parse("sort:status,-rating sort:title limit:3 limit:5 group:year group:type")

    assert (("status", "-rating", "title"), "type", 5) == (query.sort, query.group, query.limit)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "-", "- -", '""', '-""'])
def test_nothing_is_a_query_without_terms(text: str) -> None:
    """Blanks, dashes and empty quotations say nothing and are not wrong."""
    assert parse(text) == Query()


@pytest.mark.parametrize("word", TERMS, ids=lambda word: word.name)
def test_the_examples_of_the_table_can_be_read(word) -> None:  # type: ignore[no-untyped-def]
    """Every term of the table is a term, with each of its examples, alone and with a minus where it chooses papers."""
    for example in word.examples:
        assert parse(f"{word.name}:{example}").problems == ()
        is_condition = word.name not in ("sort", "group", "limit")
        assert (parse(f"-{word.name}:{example}").problems == ()) is is_condition


@pytest.mark.parametrize("name", [*SORTS, *(f"-{name}" for name in SORTS)])
def test_all_orders_can_be_read(name: str) -> None:
    """Each field of the table of orders, forwards and backwards."""
    assert parse(f"sort:{name}").sort == (name,)


@pytest.mark.parametrize("name", GROUPS)
def test_all_groups_can_be_read(name: str) -> None:
    """Each field of the table of groups."""
    assert parse(f"group:{name}").group == name


LIKELY = st.sampled_from(
    [
        "topic:",
        "year:",
        "2016-",
        ">=",
        "sort:-",
        "limit:",
        "in:",
        "-",
        '"',
        "“",
        ",",
        ":",
        " ",
        "\n",
        "a",
        "é",
        "has:x",
        "http://",
    ]
)


@given(st.lists(LIKELY | st.text(max_size=4), max_size=12).map("".join))
def test_parsing_never_fails(text: str) -> None:
    """Any text is a query, and what is wrong with it points into it."""
    query = parse(text)

    assert all(0 <= each.start < each.end <= len(text) for each in (*query.terms, *query.problems))
    assert query == parse(text)


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters='"“”„'), min_size=1)
        .map(lambda t: " ".join(t.split()))
        .filter(bool)
    )
)
def test_phrases_come_back(phrases: list[str]) -> None:
    """Whatever stands between quotes is looked for as it stands."""
    query = parse(" ".join(f'"{phrase}"' for phrase in phrases))

    assert phrases == [term.values[0].text for term in query.terms]
    assert {"words"} >= {term.name for term in query.terms}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["topic", "author", "venue", "keyword", "in"]),
            st.booleans(),
            st.text("ab /.é", min_size=1).map(str.strip).filter(bool),
        )
    )
)
def test_terms_come_back(terms: list[tuple[str, bool, str]]) -> None:
    """A query that is written term by term is read term by term."""
    text = " ".join(f'{"-" * negated}{name}:"{value}"' for name, negated, value in terms)

    assert [(name, " ".join(value.split()), negated) for name, negated, value in terms] == said(text)
