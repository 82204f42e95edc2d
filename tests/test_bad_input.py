"""Whatever stands in one file: a message with place and hint, and all other pages are built.

Lines and columns are counted by hand in the texts below, from 1, in characters.
"""

import pytest

from papernotes.model.problem import Code, Diagnostic, Severity
from papernotes.project import load

GOOD = """
-- notes/good2017.md --
---
title: A good paper
authors: Ada Lovelace
year: 2017
---
Words that stand on the page.
-- notes/essay.md --
# An essay

On [[good2017]].
"""

# name: (files, code, path, line, column)
CASES: dict[str, tuple[str, Code, str, int, int]] = {
    "empty file": ("-- notes/bad.md --\n", Code.FILE_EMPTY, "notes/bad.md", 1, 1),
    "file of a field that is not there": (
        "-- notes/bad.md --\n---\ntitle: Bad\nyear: 2017\nauthors: Ada\npdf: no/such.pdf\n---\nBody.\n",
        Code.FILE_MISSING,
        "notes/bad.md",
        5,
        6,
    ),
    "tab in YAML": (
        "-- notes/bad.md --\n---\ntitle: Bad\nauthors:\n\t- Ada\n---\nBody.\n",
        Code.YAML_BROKEN,
        "notes/bad.md",
        4,
        1,
    ),
    "duplicate key": (
        "-- notes/bad.md --\n---\ntitle: One\nyear: 2017\ntitle: Two\n---\nBody.\n",
        Code.YAML_DUPLICATE,
        "notes/bad.md",
        4,
        1,
    ),
    "YAML bomb": (
        "-- notes/bad.md --\n---\ntitle: Bomb\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n---\nBody.\n",
        Code.YAML_REFUSED,
        "notes/bad.md",
        3,
        4,
    ),
    "deep YAML": (
        "-- notes/bad.md --\n---\ntitle: Deep\nx: " + "[" * 3000 + "\n---\nBody.\n",
        Code.YAML_REFUSED,
        "notes/bad.md",
        3,
        0,
    ),
    "second colon": (
        "-- notes/bad.md --\n---\ntitle: Attention: a survey\n---\nBody.\n",
        Code.YAML_COLON,
        "notes/bad.md",
        2,
        17,
    ),
    "unclosed front matter": ("-- notes/bad.md --\n---\ntitle: Bad\n\nBody.\n", Code.YAML_BROKEN, "notes/bad.md", 1, 1),
    "unclosed fence": (
        "-- notes/bad.md --\n# Bad\n\nText.\n\n```python\nx = 1\n",
        Code.FENCE_OPEN,
        "notes/bad.md",
        5,
        1,
    ),
    "unclosed comment": (
        "-- notes/bad.md --\n# Bad\n\nText %% never\n\nends\n",
        Code.COMMENT_OPEN,
        "notes/bad.md",
        3,
        6,
    ),
    "unknown kind": (
        "-- notes/bad.md --\n---\ntitle: Bad\nkind: papre\n---\nBody.\n",
        Code.KIND_UNKNOWN,
        "notes/bad.md",
        3,
        7,
    ),
    "wrong value": (
        "-- notes/bad.md --\n---\ntitle: Bad\nrating: seven\n---\nBody.\n",
        Code.FIELD_VALUE,
        "notes/bad.md",
        3,
        9,
    ),
    "misspelt field": (
        "-- notes/bad.md --\n---\ntitle: Bad\nauthros: Ada Lovelace\n---\nBody.\n",
        Code.FIELD_UNKNOWN,
        "notes/bad.md",
        3,
        1,
    ),
    "note that embeds itself": (
        "-- notes/bad.md --\n# Bad\n\nBefore.\n\n![[bad]]\n",
        Code.EMBED_CYCLE,
        "notes/bad.md",
        5,
        1,
    ),
    "missing image": (
        "-- notes/bad.md --\n# Bad\n\nA picture: ![of a curve](curve.png)\n",
        Code.FILE_MISSING,
        "notes/bad.md",
        3,
        12,
    ),
    "missing heading": (
        "-- notes/bad.md --\n# Bad\n\nSee [[good2017#Nowhere]].\n",
        Code.HEADING_MISSING,
        "notes/bad.md",
        3,
        5,
    ),
    "link with a near name": (
        "-- notes/bad.md --\n# Bad\n\nSee [[god2017]].\n",
        Code.LINK_MISSING,
        "notes/bad.md",
        3,
        5,
    ),
    "broken formula": (
        "-- notes/bad.md --\n# Bad\n\nA formula $\\frac{1}{$ here.\n",
        Code.MATH_BROKEN,
        "notes/bad.md",
        3,
        21,
    ),
    "broken formula in the title": (
        "-- notes/bad.md --\n---\ntitle: On $\\undefinedcommand{x}$\n---\nBody.\n",
        Code.MATH_BROKEN,
        "notes/bad.md",
        2,
        8,
    ),
    "relation to nowhere": (
        "-- notes/bad.md --\n# Bad\n\nbuilds_on:: [[nobody-wrote-this]] - why not\n",
        Code.RELATION_MISSING,
        "notes/bad.md",
        3,
        13,
    ),
    "relation that names nothing": (
        "-- notes/bad.md --\n---\ntitle: Bad\narxiv: 1706.03762\nbuilds_on: ['- a reason alone']\n---\nBody.\n",
        Code.RELATION_UNREADABLE,
        "notes/bad.md",
        4,
        13,
    ),
    "entry that names nothing": (
        "-- notes/bad.md --\n---\ntitle: Bad\nkind: list\n---\n- [[good2017]]\n- [ ]\n",
        Code.ENTRY_EMPTY,
        "notes/bad.md",
        6,
        3,
    ),
    "unbalanced brace": (
        "-- notes/bad.bib --\n@article{one, title = {One}, year = 2001}\n\n"
        "@article{two,\n  title = {Two {and a half},\n  year = 2002\n}\n\n"
        "@article{three, title = {Three}, year = 2003}\n",
        Code.BIB_BROKEN,
        "notes/bad.bib",
        3,
        0,
    ),
    "unclosed element": (
        "-- notes/bad.md --\n# Bad\n\n<div>\n\nWords.\n",
        Code.HTML_OPEN,
        "notes/bad.md",
        3,
        1,
    ),
    "missing footnote": ("-- notes/bad.md --\n# Bad\n\nA claim.[^1]\n", Code.FOOTNOTE_MISSING, "notes/bad.md", 3, 9),
    "unsafe link": ("-- notes/bad.md --\n# Bad\n\nA [link](javascript:x).\n", Code.LINK_UNSAFE, "notes/bad.md", 3, 3),
}


def found(diagnostics: tuple[Diagnostic, ...], code: Code, path: str) -> list[Diagnostic]:
    """The diagnostics of a code in a file."""
    return [problem for problem in diagnostics if problem.code is code and problem.span and problem.span.path == path]


def others_are_built(site) -> bool:  # type: ignore[no-untyped-def]
    """Whether the pages of the good notes are there and whole."""
    return "Words that stand on the page." in site.html("papers/good2017.html") and "A good paper" in site.html(
        "notes/essay.html"
    )


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_reported_in_its_place(lab, name: str) -> None:  # type: ignore[no-untyped-def]
    """The message has code, path, line, column and hint, and the other pages are built (column 0: any)."""
    files, code, path, line, column = CASES[name]
    site = lab(GOOD + files).build()

    problems = found(site.diagnostics, code, path)
    places = [(problem.span.line, problem.span.column) for problem in problems if problem.span]

    assert [(line, column)] == [(at, col if column else 0) for at, col in places][:1], site.diagnostics
    assert all(problem.hint and problem.message for problem in problems)
    assert others_are_built(site)
    assert Code.INTERNAL.value not in site.codes


SEVERITIES = {
    Severity.ERROR: "file-encoding yaml-broken yaml-duplicate yaml-refused yaml-colon kind-unknown field-value "
    "math-broken relation-unreadable bib-broken paper-citekey",
    Severity.WARNING: "file-empty file-large fence-open nesting embed-cycle file-missing relation-missing entry-empty "
    "heading-missing link-missing field-unknown html-open",
    Severity.NOTE: "wanted entry-unsure entry-byline",
}


@pytest.mark.parametrize(("severity", "codes"), SEVERITIES.items(), ids=lambda value: str(value)[:16])
def test_severity(severity: Severity, codes: str) -> None:
    """Error: not on the site as written; warning: there but perhaps not as meant; note: advice."""
    assert {Code(code).severity for code in codes.split()} == {severity}


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"# Caf\xe9 au lait\n", 1, 6),
        (b"# Good\n\nThen \xff\xfe.\n", 3, 6),
        (b"\xff\xfe#\x00 \x00B\x00", 1, 1),
        (b"# Title\n\nA NUL \x00 byte.\n", 3, 7),
        (b"\x00\x00\x00\x00", 1, 1),
    ],
    ids=["latin-1", "half-way", "utf-16", "a NUL", "NULs only"],
)
def test_bytes_that_are_no_text(lab, data: bytes, line: int, column: int) -> None:  # type: ignore[no-untyped-def]
    """Bytes that are not UTF-8, and NUL bytes, are an error at their place."""
    site = lab(GOOD)
    (site.root / "notes" / "bad.md").write_bytes(data)
    site.build()

    (problem,) = found(site.diagnostics, Code.FILE_ENCODING, "notes/bad.md")

    assert problem.span is not None
    assert (line, column) == (problem.span.line, problem.span.column)
    assert problem.hint
    assert others_are_built(site)


def test_a_note_with_a_nul_byte_is_still_shown(lab) -> None:  # type: ignore[no-untyped-def]
    """A NUL byte becomes a replacement character, and the rest of the note stands."""
    site = lab(GOOD)
    (site.root / "notes" / "bad.md").write_bytes(b"# Title\n\nA NUL \x00 byte.\n")

    assert "A NUL \ufffd byte." in site.build().html("notes/bad.html")


def test_a_file_of_five_megabytes_is_built(lab) -> None:  # type: ignore[no-untyped-def]
    """A file of 5 MB has its page, first and last words included, or says what was left out."""
    paragraph = "Plain words on nothing much, again and again, to the end of the line.\n\n"
    site = lab(GOOD + "-- notes/bad.md --\n# Large\n\n" + paragraph * 70_000 + "The last words.\n").build()

    assert "The last words." in site.html("notes/bad.html") or Code.FILE_LARGE.value in site.codes
    assert others_are_built(site)


@pytest.mark.parametrize("bracket", ["[", "![", "[[", "(", "**", "> ", "$", "`", "<details>", "{", "[^", "==", "%%"])
def test_ten_thousand_brackets(lab, bracket: str) -> None:  # type: ignore[no-untyped-def]
    """10,000 nested brackets of any kind harm neither the note nor others."""
    site = lab(GOOD + f"-- notes/bad.md --\n# Deep\n\n{bracket * 10_000}\n\nThe end.\n").build()

    assert site.exists("notes/bad.html")
    assert others_are_built(site)
    assert Code.INTERNAL.value not in site.codes


def test_deep_nesting_is_said(lab) -> None:  # type: ignore[no-untyped-def]
    """Ten thousand quotations in each other are cut and reported where they begin."""
    site = lab(GOOD + f"-- notes/bad.md --\n# Deep\n\n{'> ' * 10_000}words\n").build()

    problems = found(site.diagnostics, Code.NESTING, "notes/bad.md")

    assert [problem.span.line for problem in problems if problem.span] == [3]
    assert all(problem.hint for problem in problems)


def test_two_papers_with_one_citekey(lab) -> None:  # type: ignore[no-untyped-def]
    """Two different papers that claim one citekey both have a page, and the second is told at its field."""
    text = (
        "-- notes/one.md --\n---\ntitle: On weights and measures\narxiv: 1706.00001\ncitekey: same2017\n---\nOne.\n"
        "-- notes/two.md --\n---\ntitle: On quite other things\narxiv: 1706.00002\ncitekey: same2017\n---\nTwo.\n"
    )
    site = lab(GOOD + text).build()

    problems = [problem for problem in site.diagnostics if problem.code is Code.PAPER_CITEKEY]
    index = site.html("papers/index.html")

    assert problems
    assert all(problem.span and problem.span.path in ("notes/one.md", "notes/two.md") for problem in problems)
    assert all(problem.hint for problem in problems)
    assert "On weights and measures" in index
    assert "On quite other things" in index
    assert others_are_built(site)


def test_a_list_inside_an_entry_is_text(lab) -> None:  # type: ignore[no-untyped-def]
    """Entries do not nest: a list inside an entry is part of its text and makes no entry of its own."""
    text = (
        "-- notes/bad.md --\n---\ntitle: A list\nkind: list\n---\n"
        "- [[good2017]] - remark\n  - [Another paper](https://arxiv.org/abs/1706.00009)\n  - and words\n"
    )
    site = lab(GOOD + text).build()
    (facts,) = [note for note in load(site.config()).site.notes if note.path == "bad.md"]

    assert len(facts.entries) == 1
    assert "and words" in site.html("lists/bad.html")
    assert others_are_built(site)


def test_the_other_entries_of_a_broken_bibliography_are_kept(lab) -> None:  # type: ignore[no-untyped-def]
    """One unbalanced brace costs one entry; those before and after it have their pages."""
    text = CASES["unbalanced brace"][0] + "-- notes/words.md --\n# Words\n\nOn [@one] and [@three].\n"
    site = lab(GOOD + text).build()

    assert "One" in site.html("papers/one.html")
    assert "Three" in site.html("papers/three.html")


def test_a_broken_formula_is_shown_as_it_was_written(lab) -> None:  # type: ignore[no-untyped-def]
    """The source of a formula that cannot be read stays visible in its place."""
    site = lab(GOOD + CASES["broken formula"][0]).build()

    assert "\\frac{1}{" in site.html("notes/bad.html")


def test_a_sign_that_ends_an_address_is_replaced_in_the_name_of_a_file(lab) -> None:  # type: ignore[no-untyped-def]
    """`a#b.png` is copied to where the page asks for it, beside an `a-b.png` of one's own."""
    site = lab("-- notes/essay.md --\n# Essay\n\n![One](a%23b.png) and ![two](a-b.png)\n")
    (site.root / "notes/a#b.png").write_bytes(b"one")
    (site.root / "notes/a-b.png").write_bytes(b"two")
    site.build()
    files = site.files()

    assert (files["files/a-b-.png"], files["files/a-b.png"]) == (b"one", b"two")
    assert '"../files/a-b-.png"' in site.html("notes/essay.html")
    assert '"../files/a-b.png"' in site.html("notes/essay.html")


def test_an_undated_paper_that_a_query_has_found_is_dated_in_its_note(lab) -> None:  # type: ignore[no-untyped-def]
    """There is no heading in the story under which a year could stand."""
    site = lab(
        "-- notes/s.md --\n---\nkind: story\nquery: topic:memory\n---\nA lead.\n"
        "-- notes/a.md --\n---\ntitle: A\nauthors: A. One\ntopics: memory\n---\nWords.\n"
    ).build()
    (undated,) = (each for each in site.diagnostics if each.code is Code.ENTRY_UNDATED)

    assert undated.hint == "a query has found it: write its year in its note or its .bib entry"
