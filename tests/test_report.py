"""Diagnostics have one shape in the terminal, and forms for machines."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes import report
from papernotes.model.problem import Code, Diagnostic, PapernotesError, Span

COLON = Diagnostic(
    Code.YAML_COLON,
    'a second ":" needs quotes',
    Span("notes/vae.md", 2, 17),
    hint='write: title: "Attention: a survey"      (papernotes check --fix does it)',
    source="title: Attention: a survey",
)
LINK = Diagnostic(
    Code.LINK_MISSING,
    'no note called "Normalising Flows"',
    Span("notes/vae.md", 31, 5),
    hint="did you mean [[Normalizing Flows]] ?",
)


def test_the_shape_is_that_of_the_specification() -> None:
    """Code and place, source with a mark and the message, hint; without a source the message follows the place."""
    assert report.text([COLON, LINK]) == (
        "error[yaml-colon] notes/vae.md:2:17\n"
        "  2 | title: Attention: a survey\n"
        '    |                 ^ a second ":" needs quotes\n'
        '    = write: title: "Attention: a survey"      (papernotes check --fix does it)\n'
        'warning[link-missing] notes/vae.md:31:5  no note called "Normalising Flows"\n'
        "    = did you mean [[Normalizing Flows]] ?\n"
    )


def test_what_has_no_place_is_one_line() -> None:
    """A diagnostic without a span is its code and message."""
    assert report.one(Diagnostic(Code.BASE_URL, "no base_url")) == "note[base-url] no base_url\n"


def test_the_mark_is_as_wide_as_what_is_meant() -> None:
    """`end` is the column after the last character."""
    problem = Diagnostic(Code.LINK_MISSING, "no such note", Span("a.md", 12, 4, 9), source="on [[x]] and")

    assert report.one(problem).splitlines()[1:] == ["  12 | on [[x]] and", "     |    ^^^^^ no such note"]


@pytest.mark.parametrize(
    ("source", "column", "blanks"),
    [
        ("注記: [[x]]", 5, 6),
        ("\t[[x]]", 2, 2),
        ("e\u0301 [[x]]", 4, 2),
        ("\x1b[31m", 2, 4),
        ("abc", 4, 3),
        ("abc", 9, 8),
    ],
)
def test_the_mark_stands_under_its_character(source: str, column: int, blanks: int) -> None:
    """Wide letters, tabs, accents and escapes take the columns that a terminal gives them."""
    problem = Diagnostic(Code.LINK_MISSING, "m", Span("a.md", 1, column), source=source)

    assert report.one(problem).splitlines()[2] == "    | " + " " * blanks + "^ m"


def test_a_long_line_is_cut_around_the_place() -> None:
    """Of a line of a million letters some hundred are shown, the ones pointed at among them."""
    problem = Diagnostic(Code.MATH_BROKEN, "m", Span("a.md", 1, 500_001), source="a" * 500_000 + "X" + "b" * 500_000)
    _, line, mark = report.one(problem).splitlines()

    assert len(line) < 120
    assert line[mark.index("^")] == "X"


def test_controls_are_shown_as_escapes() -> None:
    """Neither a message, a path, a source line nor a hint can steer the terminal or turn its letters around."""
    evil = "\x1b]0;x\x07\u202e\x9b\ud800\u2028"
    problem = Diagnostic(Code.WANTED, evil, Span(evil), hint=evil, source=evil)
    shown = report.one(problem)

    assert shown.replace("\n", "").isprintable()
    assert "\\x1b]0;x\\x07\\u202e\\x9b\\ud800\\u2028" in shown
    assert "\x1b" not in report.failure(PapernotesError(evil, evil))


def test_letters_of_every_script_stay() -> None:
    """Accents, CJK, joined emoji and Persian are text."""
    words = "é 漢字 👩\u200d🔬 می\u200cخواهم"

    assert report.printable(words) == words


@settings(max_examples=100, deadline=None)
@given(st.text(), st.integers(1, 50), st.integers(0, 60))
def test_every_text_can_be_printed(words: str, column: int, end: int) -> None:
    """No source or message breaks the shape: each line begins as it should and can be encoded."""
    lines = report.one(Diagnostic(Code.WANTED, words, Span("a.md", 1, column, end), source=words + "x")).splitlines()

    assert len(lines) == 3
    assert "\n".join(lines).encode()


def test_colour_is_only_in_the_head() -> None:
    """Errors are red where colours are wanted."""
    assert report.one(LINK, colour=True).startswith("\x1b[1;33mwarning[link-missing]\x1b[0m notes/vae.md:31:5  no")
    assert report.failure(PapernotesError("no"), colour=True) == "\x1b[1;31merror\x1b[0m: no\n"


def test_a_group_shows_three_examples_and_its_number() -> None:
    """The worst code comes first; a code with three diagnostics or fewer is shown whole."""
    wanted = [Diagnostic(Code.WANTED, f"n{i}", Span("a.md", i)) for i in range(1, 1202)]
    shown = report.grouped([*wanted, LINK, COLON])

    assert shown.splitlines()[0] == "error[yaml-colon] notes/vae.md:2:17"
    assert shown.splitlines()[-4:] == [
        "note[wanted] a.md:1:1  n1",
        "note[wanted] a.md:2:1  n2",
        "note[wanted] a.md:3:1  n3",
        "note[wanted] 1,201 in all; papernotes check --all shows them",
    ]
    assert report.grouped([LINK] * 3) == report.text([LINK] * 3)


def test_json_has_the_seven_fields() -> None:
    """`check --json`: code, severity, path, line, column, message, hint; null where there is no place."""
    assert json.loads(report.as_json([LINK, Diagnostic(Code.BASE_URL, "no base_url")])) == [
        {
            "code": "link-missing",
            "severity": "warning",
            "path": "notes/vae.md",
            "line": 31,
            "column": 5,
            "message": 'no note called "Normalising Flows"',
            "hint": "did you mean [[Normalizing Flows]] ?",
        },
        {
            "code": "base-url",
            "severity": "note",
            "path": None,
            "line": None,
            "column": None,
            "message": "no base_url",
            "hint": "",
        },
    ]
    assert report.as_json([]) == "[]\n"


def test_github_annotations_escape_their_own_signs() -> None:
    """The forms of GitHub's documentation: %0A for a new line, %3A and %2C in properties; a note is a notice."""
    problem = Diagnostic(Code.WANTED, "50% of\nit", Span("a,b:c.md", 3, 4), hint="write it")

    assert report.github([problem]) == (
        "::notice file=a%2Cb%3Ac.md,line=3,col=4,title=wanted::50%25 of%0Ait%0Awrite it\n"
    )
    assert report.github([LINK], "kb/").startswith(
        "::warning file=kb/notes/vae.md,line=31,col=5,title=link-missing::no "
    )
    assert report.github([Diagnostic(Code.TEMPLATE, "x")]) == "::error title=template::x\n"


@pytest.mark.parametrize(
    ("problems", "words", "plain", "strict"),
    [
        ([], "", False, False),
        ([COLON, COLON, LINK], "2 errors, 1 warning", True, True),
        ([LINK], "1 warning", False, True),
        ([Diagnostic(Code.WANTED, "x")] * 1000, "1,000 notes", False, False),
    ],
)
def test_counts_and_verdict(problems: list[Diagnostic], words: str, plain: bool, strict: bool) -> None:
    """Errors fail a run, warnings only a strict one, notes none."""
    assert report.summary(problems) == words
    assert report.failed(problems) is plain
    assert report.failed(problems, strict=True) is strict


def test_the_page_on_diagnostics_is_made_from_the_codes() -> None:
    """docs/diagnostics.md names every code, its severity and its meaning."""
    page = Path(__file__).parent.parent / "docs" / "diagnostics.md"

    assert page.read_text(encoding="utf-8") == report.reference()
    assert all(f"| `{code.value}` |" in report.reference() for code in Code)
