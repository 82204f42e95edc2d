"""Front matter: fields with their places, whatever is wrong with the YAML."""

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lab import growth
from papernotes.fields import FIELDS
from papernotes.frontmatter import FrontMatter, fix, read
from papernotes.frontmatter.lines import read_lines
from papernotes.frontmatter.nodes import read_nodes
from papernotes.model.problem import Code
from papernotes.model.settings import Parsing
from papernotes.model.written import Author, Source


def source(text: str) -> Source:
    """A note with this text."""
    return Source("vae.md", text, "digest", "notes/vae.md")


def front(block: str, **options: object) -> FrontMatter:
    """What is read from a block between two `---`; each line of it is one line further down in the file."""
    return read(source(f"---\n{block}\n---\nBody\n"), Parsing(**options))  # type: ignore[arg-type]


def problems(found: FrontMatter) -> list[tuple[str, int, int]]:
    """Code, line and column of each diagnostic."""
    return [(one.code.value, one.span.line, one.span.column) for one in found.diagnostics if one.span]


# Where it begins and ends


@pytest.mark.parametrize(
    ("text", "body", "first"),
    [
        ("---\ntitle: A\n---\nBody\n", "Body\n", 4),
        ("---\ntitle: A\n...\nBody", "Body", 4),
        ("---  \ntitle: A\n---\t\n\nBody", "\nBody", 4),
        ("\ufeff---\ntitle: A\n---\nBody", "Body", 4),
        ("---\r\ntitle: A\r\n---\r\nBody\r\n", "Body\r\n", 4),
        ("---\ntitle: A\n---", "", 3),
        ("+++\ntitle = 'A'\n+++\nBody", "Body", 4),
    ],
)
def test_front_matter_is_split_off(text: str, body: str, first: int) -> None:
    """The title is read and the body begins in the line after the closing mark."""
    found = read(source(text))

    assert (("A", body, first), ()) == ((found.values["title"], found.body, found.first_line), found.diagnostics)


@pytest.mark.parametrize(
    "text",
    [
        "Body",
        "",
        "---",
        "---\n\nProse between two breaks.\n\n---\nmore",
        "---\n# A heading\n---\n",
        "---\nA heading\n---\n",
        "---\n\nBy the way: this is prose.\n\n---\n",
        "---\nNo end at all.\n",
        "---\nThis is a long sentence: with a colon.\n---\n",
        "----\ntitle: A\n----\n",
        " ---\ntitle: A\n---\n",
        "+++\nJust plus signs\n",
    ],
)
def test_a_thematic_break_is_no_front_matter(text: str) -> None:
    """What holds no keys stays in the body, every line of it."""
    assert FrontMatter(body=text) == read(source(text))


@pytest.mark.parametrize("block", ["", "\n", "  \n"])
def test_empty_front_matter_is_nothing(block: str) -> None:
    """Two lines `---` with nothing between are front matter that says nothing."""
    found = read(source(f"---\n{block}---\nBody"))

    assert (found.values, found.body, found.diagnostics) == ({}, "Body", ())


@pytest.mark.parametrize(
    ("text", "values", "body", "first"),
    [
        ("---\ntitle: A\ntopics:\n- a\n\nBody\n", {"title": "A", "topics": ("a",)}, "\nBody\n", 5),
        ("---\ntitle: A\nBody has begun.\n", {"title": "A"}, "Body has begun.\n", 3),
        ("---\ntitle: A\n", {"title": "A"}, "", 3),
        ("---\ntitle: A\n\nBody text.\n\n---\n\nmore\n", {"title": "A"}, "\nBody text.\n\n---\n\nmore\n", 3),
        ("+++\ntitle = 'A'\n\nBody\n", {"title": "A"}, "\nBody\n", 3),
    ],
)
def test_front_matter_without_end_stops_where_the_keys_stop(
    text: str, values: dict[str, object], body: str, first: int
) -> None:
    """A missing closing line is an error in line 1; the keys are read and the whole body stays."""
    found = read(source(text))

    assert (values, body, first) == (found.values, found.body, found.first_line)
    assert problems(found) == [("yaml-broken", 1, 1)]


# Values


def test_every_scalar_stays_a_string() -> None:
    """Ids, versions, `no` and times are what was written."""
    found = front(
        "title: no\narxiv: 2401.10020\nshort: 1.10\nwhy: 12:30\npages: 010\nversion: 0x1F\nmood: ~\nlang: 'null'"
    )

    assert found.values == {
        "title": "no",
        "ids": ("arxiv:2401.10020",),
        "short": "1.10",
        "why": "12:30",
        "pages": 10,
        "lang": "null",
    }
    assert found.extra == (("version", "0x1F"),)
    assert found.diagnostics == ()


def test_fields_are_read_with_their_places() -> None:
    """Each value goes where the model has it, with the line and column at which it stands."""
    found = front(
        "Title: Attention\nauthors:\n  - Ashish Vaswani\n  - Shazeer, Noam\nvenue: NeurIPS 2017\nyear: 2017\n"
        'arxiv: "1706.03762v5"\nlink: https://doi.org/10.1000/1\nKey Word: a; b'
    )

    assert found.values == {
        "title": "Attention",
        "authors": (Author("Vaswani", "Ashish"), Author("Shazeer", "Noam")),
        "venue": "NeurIPS",
        "venue_year": "2017",
        "issued": "2017",
        "ids": ("arxiv:1706.03762", "doi:10.1000/1"),
        "version": "v5",
        "url": "https://doi.org/10.1000/1",
        "keywords": ("a", "b"),
    }
    assert found.written["title"] == (2, 8)
    assert found.written["authors"] == (4, 3)
    assert found.written["arxiv"] == (8, 8)
    assert found.written["keywords"] == (10, 11)


def test_what_is_empty_is_not_said() -> None:
    """Keys without a value, as templates leave them, are no error."""
    found = front('title:\nauthors: []\nyear: ~\nvenue: ""\nbuilds_on:\ntags: null\nfoo:')

    assert found == FrontMatter(body="Body\n", first_line=10)


@pytest.mark.parametrize(
    ("block", "values"),
    [
        ("issued: 2017-06\nyear: 2018", {"issued": "2017-06"}),
        ("year: 2018\nissued: 2017-06", {"issued": "2017-06"}),
        ("year: 2018", {"issued": "2018"}),
        ("published: 2017-06-12", {"issued": "2017-06-12"}),
        ("published: false", {"publish": False}),
        ("authors: Ann Lee\nauthor: Mara", {"authors": (Author("Lee", "Ann"),), "by": "Mara"}),
        ("author: Mara Lind", {"by": "Mara Lind"}),
        ("author: [Ann Lee]", {"authors": (Author("Lee", "Ann"),)}),
        ("type: story", {"kind": "story"}),
        ("type: thesis", {"type": "thesis"}),
        ("layout: paper", {"kind": "paper"}),
        ("topics: a\ncategories: [b, a]", {"topics": ("a", "b")}),
        ("tags: [a]\ntag: b", {"tags": ("a", "b")}),
        ("version: 1\narxiv: 1706.03762v2\nurl: https://arxiv.org/abs/1706.03762v5", "v2"),
    ],
)
def test_a_key_may_mean_what_its_neighbours_say(block: str, values: object) -> None:
    """`author` beside `authors` or of the site is who wrote the note; kinds, dates and lists find their field."""
    found = front(block, author="mara lind")

    assert values == (found.values["version"] if isinstance(values, str) else found.values)
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    ("block", "values", "extra"),
    [
        ("created: 2020\ndate: 2021", {"date": "2021"}, (("created", "2020"),)),
        ("source: Ann's talk", {}, (("source", "Ann's talk"),)),
        ("id: 20210101", {}, (("id", "20210101"),)),
        ("project: '[[My thesis]]'", {}, (("project", "[[My thesis]]"),)),
        ("published: in Nature", {}, (("published", "in Nature"),)),
        ("layout: post", {}, (("layout", "post"),)),
        ("mood: [good, calm]", {}, (("mood", "good, calm"),)),
        ("nested: {a: [1, ~], b: ü}", {}, (("nested", '{"a": ["1", null], "b": "ü"}'),)),
        ("up: [[Some note]]", {}, (("up", "[[Some note]]"),)),
        ("references: [{id: a, title: b}]", {}, (("references", '[{"id": "a", "title": "b"}]'),)),
        ("cites: {a: b, c: d}", {}, (("cites", '{"a": "b", "c": "d"}'),)),
        ("mood: good\n? [a, b]\n: c", {}, (("mood", "good"), ("", "c"))),
    ],
)
def test_other_keys_are_kept(block: str, values: dict[str, object], extra: tuple[tuple[str, str], ...]) -> None:
    """What papernotes does not know, or cannot take as its own, is kept as text without a word."""
    found = front(block)

    assert (values, extra, ()) == (found.values, found.extra, found.diagnostics)


# Relations


def test_relations_keep_their_text_and_place() -> None:
    """Each mention with its reason, from lists and strings, as Obsidian's users write them."""
    found = front(
        "builds_on:\n"
        "  - [[vae]] - the same bound: tighter\n"
        '  - "[[flows|Flows]] - exact"\n'
        "  - arxiv:1706.03762 - attends\n"
        "  - [[long]] - goes on\n"
        "    and it's quoted\n"
        "extends: [[one]]\n"
        "follows: [[one]], [[two]]\n"
        "uses: [[one]] - because; ; [[two]]\n"
        "references: [[[one]], [[two]]]\n"
        "replicates: [[a, b]]\n"
        "contradicts:\n- zhang2017: with real labels\n-\n"
        "inspired-by: [[one]]",
        relations=("inspired_by",),
    )

    assert found.relations == (
        ("builds_on", "[[vae]] - the same bound: tighter", 3, 5),
        ("builds_on", "[[flows|Flows]] - exact", 4, 5),
        ("builds_on", "arxiv:1706.03762 - attends", 5, 5),
        ("builds_on", "[[long]] - goes on and it's quoted", 6, 5),
        ("extends", "[[one]]", 8, 10),
        ("follows", "[[one]]", 9, 10),
        ("follows", "[[two]]", 9, 19),
        ("uses", "[[one]] - because", 10, 7),
        ("uses", "[[two]]", 10, 28),
        ("cites", "[[one]]", 11, 14),
        ("cites", "[[two]]", 11, 23),
        ("replicates", "[[a, b]]", 12, 13),
        ("contradicts", "zhang2017 - with real labels", 14, 3),
        ("inspired_by", "[[one]]", 16, 14),
    )
    assert found.diagnostics == ()


def test_wikilinks_are_understood_in_every_field() -> None:
    """`[[…]]` without quotes is a link, not a list in a list."""
    found = front("topics: [[deep/nets]]\nauthors:\n  - [[Ann Lee]]\n  - [[Bo Chen]] # a friend\nvenue: [[ICLR]]")

    assert found.values["topics"] == ("deep/nets",)
    assert found.values["authors"][0] == Author("Lee", "Ann")
    assert found.values["venue"] == "ICLR"


# What is wrong


def test_a_second_colon_is_a_title() -> None:
    """The title is understood, the error stands at the colon and shows the quoted form."""
    found = front('title: Attention: a "survey"\nyear: 2017')

    assert found.values == {"title": 'Attention: a "survey"', "issued": "2017"}
    assert found.diagnostics[0].code is Code.YAML_COLON
    assert found.diagnostics[0].hint == r'write: title: "Attention: a \"survey\""'
    assert found.diagnostics[0].source == 'title: Attention: a "survey"'
    assert problems(found) == [("yaml-colon", 2, 17)]


@pytest.mark.parametrize(
    ("block", "place", "key", "value"),
    [
        ("venue: ICLR: workshop", (2, 12), "venue", "ICLR: workshop"),
        ("title: What is it:", (2, 18), "title", "What is it:"),
        ("summary: one: two\n  three", (2, 13), "summary", "one: two three"),
        ("aliases:\n  - Deep: a survey", (3, 5), "aliases", ("Deep: a survey",)),
        ("aliases: [Deep: a survey, b]", (2, 11), "aliases", ("Deep: a survey", "b")),
    ],
)
def test_colons_are_understood_in_any_text(block: str, place: tuple[int, int], key: str, value: object) -> None:
    """Not only in titles, and not only in one line."""
    found = front(block)

    assert value == found.values[key]
    assert problems(found) == [("yaml-colon", *place)]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_colon_can_be_mended(ending: str) -> None:
    """The fixed text differs in the one line, is read without a diagnostic, and needs no second fix."""
    lines = ["\ufeff---", "date:   2020  # kept", r"title: A \ B: C", "summary: x: y", "---", "Body: text", ""]
    fixed = fix(source(ending.join(lines)))

    lines[2:4] = [r'title: "A \\ B: C"', 'summary: "x: y"']
    assert fixed == ending.join(lines)
    assert read(source(fixed)).diagnostics == ()
    assert read(source(fixed)).values == {"date": "2020", "title": r"A \ B: C", "summary": "x: y"}
    assert fix(source(fixed)) is None
    assert fix(source("No front matter")) is None


@pytest.mark.parametrize(
    ("block", "expected", "place", "hint"),
    [
        ("title: @home", {"title": "@home"}, (2, 8), 'write: title: "@home"'),
        ("title: *Deep* nets", {"title": "*Deep* nets"}, (2, 8), 'write: title: "*Deep* nets"'),
        ("title: [Re] Deep nets", {"title": "[Re] Deep nets"}, (2, 8), 'write: title: "[Re] Deep nets"'),
        ('title: "Deep nets', {"title": "Deep nets"}, (2, 8), 'write: title: "Deep nets"'),
        ('title: "Deep" nets', {"title": "Deep nets"}, (2, 8), 'write: title: "Deep nets"'),
        ("title: `code`", {"title": "`code`"}, (2, 8), 'write: title: "`code`"'),
        ("title:Deep nets", {"title": "Deep nets"}, (2, 7), "write: title: Deep nets"),
        ("topics: [a, b", {"topics": ("a", "b")}, (2, 9), 'write: topics: "[a, b"'),
        ("topics:\n  - a\n  - @b", {"topics": ("a", "@b")}, (4, 5), 'write: - "@b"'),
        ("nonsense line", {}, (2, 1), "write: key: value"),
        ("%", {}, (2, 1), "write: key: value"),
    ],
)
def test_what_can_be_read_is_read(block: str, expected: dict[str, object], place: tuple[int, int], hint: str) -> None:
    """One key that is not YAML costs none of the others, and the error shows the line to write."""
    found = front(f"{block}\nyear: 2017\nstatus: read")

    assert {**expected, "issued": "2017", "status": "read"} == found.values
    assert problems(found) == [("yaml-broken", *place)]
    assert hint == found.diagnostics[0].hint
    assert found.body == "Body\n"


def test_tabs_are_read_as_blanks() -> None:
    """A tab after a colon is no matter; one in the indentation is an error and is read all the same."""
    after = front("title:\tDeep nets\ndate:\t\t2020\nlist_of:\n  -\tx")
    inside = front("topics:\n\t- a\n\t- b\ntitle: Deep nets")

    assert (after.values, after.diagnostics) == ({"title": "Deep nets", "date": "2020"}, ())
    assert inside.values == {"topics": ("a", "b"), "title": "Deep nets"}
    assert problems(inside) == [("yaml-broken", 3, 1)]


def test_a_key_that_stands_twice_names_both_lines() -> None:
    """The first value stays."""
    found = front("title: One\nyear: 2017\nTITLE: Two")

    assert found.values["title"] == "One"
    assert problems(found) == [("yaml-duplicate", 4, 1)]
    assert "line 2" in found.diagnostics[0].message
    assert "line 4" in found.diagnostics[0].message


@pytest.mark.parametrize(
    ("block", "code", "place"),
    [
        ("rating: 9", "field-value", (2, 9)),
        ("title: {a: b}", "field-value", (2, 8)),
        ("authors: [Ann Lee, ~]", "field-value", (2, 10)),
        ("date: 2020-13-45", "field-value", (2, 7)),
        ("arxiv: 2401.1002", "field-value", (2, 8)),
        ("pdf: javascript:alert(1)", "field-value", (2, 6)),
        ("aliases: [{a: b, c: d}]", "field-value", (2, 10)),
        ("kind: recipe", "kind-unknown", (2, 7)),
        ("  autors: Ann Lee", "field-unknown", (2, 3)),
        ("tilte: x", "field-unknown", (2, 1)),
        ("bulids_on: x", "field-unknown", (2, 1)),
    ],
)
def test_a_wrong_value_is_left_out_and_said(block: str, code: str, place: tuple[int, int]) -> None:
    """The error stands at the value (or the unknown key), says what to write, and the note is built without it."""
    found = front(block)

    assert found.values == {}
    assert problems(found) == [(code, *place)]
    assert found.diagnostics[0].hint


def test_an_unknown_status_is_kept_and_said() -> None:
    """It is shown as written."""
    found = front("status: half way")

    assert found.values["status"] == "half way"
    assert problems(found) == [("status-unknown", 2, 9)]


@pytest.mark.parametrize("text", ["---\n- a\n- b\n---\nBody\n", "---\n{a\n---\nBody\n"])
def test_front_matter_must_be_keys(text: str) -> None:
    """A list is an error; the body is whole."""
    found = read(source(text))

    assert found.body == "Body\n"
    assert {code for code, _, _ in problems(found)} == {"yaml-broken"}


def test_json_front_matter_is_not_passed_over() -> None:
    """It is said, and stays in the body."""
    found = read(source('{\n  "title": "x"\n}\nBody'))

    assert found.body == '{\n  "title": "x"\n}\nBody'
    assert problems(found) == [("yaml-broken", 1, 1)]
    assert read(source("{ a set } of words")).diagnostics == ()


def test_toml_front_matter_is_read() -> None:
    """As Hugo writes it, numbers as written, with places."""
    lines = ["title = 'A: B'", "arxiv = 2401.10020", "date = 2017-06-12T10:00:00Z", "draft = true", "tags = ['a', 'b']"]
    more = ["rating = 9", "at = 10:00:00", "[params]", "  x = 1"]
    found = read(source("\n".join(["+++", *lines, *more, "+++", "Body"])))

    assert found.values == {
        "title": "A: B",
        "ids": ("arxiv:2401.10020",),
        "date": "2017-06-12",
        "draft": True,
        "tags": ("a", "b"),
    }
    assert found.extra == (("at", "10:00:00"), ("params", '{"x": "1"}'))
    assert found.written["arxiv"] == (3, 9)
    assert problems(found) == [("field-value", 7, 10)]


def test_broken_toml_keeps_its_good_lines() -> None:
    """The error has its place, the lines that can be read by themselves are read."""
    found = read(source("+++\ntitle = 'A\ndate = 2017-06-12\n+++\nBody"))
    deep = read(source(f"+++\na = {'[' * 9000}\n+++\nBody"))

    assert (found.values, found.body) == ({"date": "2017-06-12"}, "Body")
    assert [code for code, _, _ in problems(found)] == ["yaml-broken"]
    assert (deep.values, deep.body) == ({}, "Body")
    assert [code for code, _, _ in problems(deep)] == ["yaml-broken"]


# YAML as a weapon


@pytest.mark.parametrize(
    ("block", "place"),
    [
        ("x: !!python/object/apply:os.system ['true']", (2, 4)),
        ("x: &a [lol]", (2, 4)),
        ("x: {<<: *a}", (2, 9)),
        ("x: " + "[" * 30 + "]" * 30, (2, 23)),
        ("x: " + "[" * 100_000, (2, 23)),
        ("x: " + "{a: " * 30 + "b" + "}" * 30, (2, 80)),
        ("x:\n" + "- " * 30 + "x", (3, 39)),
    ],
)
def test_yaml_that_does_more_than_say_is_refused(block: str, place: tuple[int, int]) -> None:
    """Tags, anchors, aliases and depth are refused at their place; the rest is read."""
    found = front(f"title: Deep\n{block}")

    assert found.values == {"title": "Deep"}
    assert ("yaml-refused", place[0] + 1, place[1]) in problems(found)


def test_a_yaml_bomb_does_nothing() -> None:
    """A billion laughs end soon, and nothing of them is kept."""
    lines = ["a0: &a0 [lol, lol]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    start = time.process_time()
    found = front("title: Deep\n" + "\n".join(lines))

    assert time.process_time() - start < 10
    assert (found.values, found.extra) == ({"title": "Deep"}, ())


def test_plain_words_with_yaml_signs_are_text() -> None:
    """A star or an exclamation mark at the beginning is refused as YAML and kept as the text it is."""
    found = front("title: !important\nwhy: *great")

    assert found.values == {"title": "!important", "why": "*great"}
    assert problems(found) == [("yaml-refused", 2, 8), ("yaml-refused", 3, 6)]


def test_odd_characters_do_no_harm() -> None:
    """Control characters are shown as unreadable, line separators do not move lines."""
    found = front("title: a\x07b\nsummary: one\u2028two\x85three\nrating: 9")

    assert found.values == {"title": "a\ufffdb", "summary": "one two three"}
    assert problems(found) == [("yaml-broken", 2, 9), ("field-value", 4, 9)]
    assert front("title: \ud800").values == {"title": "\ufffd"}


# Promises

words = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@given(
    st.dictionaries(words, words | st.lists(words, max_size=3) | st.dictionaries(words, words, max_size=2), max_size=5)
)
@settings(max_examples=100, deadline=None)
def test_yaml_is_read_as_pyyaml_reads_it(values: dict[str, object]) -> None:
    """Keys and values are those of PyYAML's loader that keeps strings."""
    block = yaml.safe_dump(values, allow_unicode=True)

    assert yaml.load(block, Loader=yaml.BaseLoader) == {one.key: one.raw for one in read_nodes(block, 1)}


names = st.sampled_from([key for one in FIELDS for key in (one.name, *one.aliases)])
scraps = st.text("ab:-[]{}\"'#&*!|>%@`,? \t\n019", max_size=20)
blocks = st.lists(st.builds("{}:{}".format, names, scraps) | scraps, max_size=6).map("\n".join)


@given(blocks, st.sampled_from(["---", "+++", "", "..."]), st.text(max_size=20))
@settings(max_examples=300, deadline=None)
def test_nothing_is_raised_and_nothing_is_lost(block: str, end: str, body: str) -> None:
    """Whatever stands above, the body is the rest of the file from its first line on, and every place exists."""
    text = f"{'+++' if end == '+++' else '---'}\n{block}\n{end}\n{body}"
    found = read(source(text))
    lines = text.split("\n")

    assert found.body == "" or found.body == "\n".join(lines[found.first_line - 1 :])
    for code, line, column in problems(found):
        assert code
        assert 1 <= line <= len(lines)
        assert column >= 1
    fixed = fix(source(text))
    assert fixed is None or fixed.split("\n")[found.first_line - 1 :] == lines[found.first_line - 1 :]


PATTERNS = (
    "a: b: c\n",
    "key: v\n",
    "k: @\n",
    "- ",
    "[[x]] ",
    "[",
    "{a: ",
    "\t",
    "'",
    "key word ",
    "---x\n",
    "&a ",
    "#\n",
    "\n",
)


@pytest.mark.timed
@pytest.mark.parametrize("pattern", PATTERNS)
def test_front_matter_is_linear(pattern: str) -> None:
    """The time grows with the length of the block, whatever is repeated in it."""

    def work(block: str) -> None:
        front(f"title: x\nwhy: {block}")
        front(f"title: x\nbuilds_on:\n  - {block}")
        read(source(f"---\ntitle: x\n{block}"))

    assert growth(work, pattern, 10_000) < 10


def test_many_unknown_keys_take_no_long() -> None:
    """Only the first fifty are compared with the known ones."""
    found = front("\n".join(f"tittle{number}: x" for number in range(3_000)))

    assert len(found.extra) == 3_000
    assert len(found.diagnostics) <= 50


WORDS = st.text(st.sampled_from("ab1 -:#,[]\"'~&*!|>%@`?{}\t\\é\u00a0") | st.characters(), max_size=12)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=3), st.sampled_from(["{}", '"{}"', "[{}, b]", "[a, {}]"]))
def test_plain_lines_are_read_as_yaml_reads_them(words: list[str], form: str) -> None:
    """What is read without YAML has the values and places that YAML would give; all else is left to YAML."""
    block = "".join(f"key{number}: {form.format(word)}\n" for number, word in enumerate(words))
    plain = read_lines(block, 2)
    if plain is not None:
        assert read_nodes(block, 2) == plain
