"""papernotes list: papers, their fields, and queries."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from papernotes.cli import papernotes

NOTES = {
    "vaswani2017.md": (
        "---\ntitle: Attention Is All You Need\nauthors: [Ashish Vaswani, Noam Shazeer, Niki Parmar, et al.]\n"
        "arxiv: 1706.03762v5\nvenue: NeurIPS 2017\ntopics: [architectures/attention]\nstatus: read\n"
        "pages: 15\npage: 7\ncode: https://github.com/tensorflow/tensor2tensor\n---\nIt builds on [[bahdanau2014]].\n"
    ),
    "bahdanau2014.md": (
        "---\ntitle: Neural Machine Translation\nauthors: Dzmitry Bahdanau\nyear: 2014\nstatus: to-read\n---\n"
    ),
    "later.md": (
        "---\ntitle: Reformer\nauthors: Nikita Kitaev\nyear: 2020\n"
        "builds_on: ['[[vaswani2017]] - hashes instead']\n---\nCites [@stub1999].\n"
    ),
    "library.bib": "@article{stub1999, title={A stub of its own}, author={Müller, Jürgen}, year=1999}\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three notes and a paper that is only cited."""
    root = tmp_path_factory.mktemp("listed")
    (root / "notes").mkdir()
    for name, text in NOTES.items():
        (root / "notes" / name).write_text(text)
    return root


def listed(project: Path, *args: str) -> Result:
    """Run `papernotes list` on the project."""
    return CliRunner().invoke(papernotes, ["-C", str(project), "list", *args])


def names(project: Path, *query: str) -> list[str]:
    """The names of the papers that a query lists, in order."""
    done = listed(project, "--json", "--", *query)
    assert done.exit_code == 0, done.stderr
    return [paper["name"] for paper in json.loads(done.stdout)]


def paper(project: Path, name: str) -> dict[str, Any]:
    """The object of a paper."""
    (found,) = [row for row in json.loads(listed(project, "--json").stdout) if row["name"] == name]
    return dict(found)


def test_one_line_per_paper(project: Path) -> None:
    """Name, year, authors, title, status, by the date of the paper."""
    assert listed(project).stdout.splitlines() == [
        "stub1999  1999  Müller  A stub of its own",
        "bahdanau2014  2014  Bahdanau  Neural Machine Translation  to-read",
        "vaswani2017  2017  Vaswani, Shazeer …  Attention Is All You Need  read",
        "later  2020  Kitaev  Reformer",
    ]


def test_a_paper_as_an_object(project: Path) -> None:
    """The fields of notes, lists as lists, the page of the site, the page reached, the note, the passages."""
    row = paper(project, "vaswani2017")

    assert row["title"] == "Attention Is All You Need"
    assert row["authors"] == ["Ashish Vaswani", "Noam Shazeer", "Niki Parmar", "et al."]
    assert (row["year"], row["issued"], row["venue"], row["arxiv"]) == (2017, "2017-06", "NeurIPS", "1706.03762")
    assert (row["topics"], row["keywords"], row["status"]) == (["architectures/attention"], [], "read")
    assert (row["page"], row["pages"], row["page_reached"]) == ("papers/vaswani2017.html", 15, 7)
    assert (row["note"], row["passages"]) == ("notes/vaswani2017.md", 1)
    assert (row["rating"], row["doi"], row["highlight"]) == (None, None, False)


def test_a_stub_has_no_note(project: Path) -> None:
    """A paper that is only cited has null for its note, and the passage that cites it."""
    row = paper(project, "stub1999")

    assert (row["note"], row["passages"], row["authors"]) == (None, 1, ["Jürgen Müller"])


def test_relations_are_lists_of_names(project: Path) -> None:
    """What a paper says of its relations, by type."""
    row = paper(project, "later")

    assert (row["builds_on"], row["contradicts"]) == (["vaswani2017"], [])


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (["attention"], ["vaswani2017"]),
        (["NEURAL", "machine"], ["bahdanau2014"]),
        (["neural attention"], []),
        (["topic:attention"], ["vaswani2017"]),
        (["topic:architectures"], ["vaswani2017"]),
        (["topic:architecture"], []),
        (["author:muller"], ["stub1999"]),
        (["venue:neurips"], ["vaswani2017"]),
        (["year:2017"], ["vaswani2017"]),
        (["year:2014-2017"], ["bahdanau2014", "vaswani2017"]),
        (["year:2015-"], ["vaswani2017", "later"]),
        (["year:-2014"], ["stub1999", "bahdanau2014"]),
        (["status:to-read"], ["bahdanau2014"]),
        (["has:code"], ["vaswani2017"]),
        (["has:note", "-has:code"], ["bahdanau2014", "later"]),
        (["in:library.bib"], ["stub1999"]),
        (["in:later"], ["later"]),
        (["-year:2000-"], ["stub1999"]),
        (["builds_on:vaswani2017"], ["later"]),
        (["sort:-year"], ["later", "vaswani2017", "bahdanau2014", "stub1999"]),
        (["has:note sort:title limit:2"], ["vaswani2017", "bahdanau2014"]),
        (["has:status", "group:status"], ["bahdanau2014", "vaswani2017"]),
        (["author:Noam Shazeer"], ["vaswani2017"]),
        (["is all"], ["vaswani2017"]),
        (["all is"], []),
        (['author:"Noam Shazeer" attention'], ["vaswani2017"]),
    ],
)
def test_queries(project: Path, query: list[str], wanted: list[str]) -> None:
    """The words of a query, one argument each or all in one; what the shell's quotes hold together is one value."""
    assert names(project, *query) == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (["-status:read"], ["stub1999", "bahdanau2014", "later"]),
        (["has:note", "-has:code", "-author:kitaev"], ["bahdanau2014"]),
        (["-attention is all"], ["stub1999", "bahdanau2014", "later"]),
        (["-has:note", "--", "-author:nobody"], ["stub1999"]),
    ],
)
def test_a_minus_in_front_turns_a_word_round(project: Path, query: list[str], wanted: list[str]) -> None:
    """On the command line as in a note, before or behind options; letters of options in the word mean nothing."""
    for args in (["--json", *query], [query[0], "--json", *query[1:]]):
        done = listed(project, *args)
        assert (done.exit_code, done.stderr) == (0, "")
        assert [paper["name"] for paper in json.loads(done.stdout)] == wanted


def test_a_misspelt_option_is_no_word(project: Path) -> None:
    """Two minuses begin an option, as everywhere; -h is help."""
    done = listed(project, "-status:read", "--josn")

    assert done.exit_code == 2
    assert "Did you mean '--json'?" in done.stderr
    assert "Usage: " in listed(project, "-h").stdout


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("topics:x", "there is no term topics:; did you mean topic:x ?"),
        ("year:recent", "year:recent is no year"),
        ("has:nothing", "has:nothing names no field"),
        ("sort:yaer", "did you mean sort:year ?"),
    ],
)
def test_a_word_that_means_nothing_ends_with_2(project: Path, query: str, words: str) -> None:
    """A misspelt term is not silently a word of the title."""
    done = listed(project, query)

    assert done.exit_code == 2
    assert words in done.stderr


def test_groups_stand_under_their_headings(project: Path) -> None:
    """What the papers of a group have in common, and their lines indented."""
    assert listed(project, "has:note", "group:status").stdout.splitlines() == [
        "to-read",
        "  bahdanau2014  2014  Bahdanau  Neural Machine Translation  to-read",
        "read",
        "  vaswani2017  2017  Vaswani, Shazeer …  Attention Is All You Need  read",
        "other",
        "  later  2020  Kitaev  Reformer",
    ]


def test_what_is_not_there_is_said_on_stderr(project: Path) -> None:
    """A topic, file or paper that does not exist finds nothing, and something near is named."""
    done = listed(project, "topic:atention")

    assert (0, "") == (done.exit_code, done.stdout)
    assert "there is no topic atention; did you mean topic:attention ?" in done.stderr
