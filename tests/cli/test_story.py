"""papernotes story: the lineage between two papers as a note."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from papernotes.cli import papernotes

NOTES = {
    "perceptron.md": (
        "---\ntitle: 'The Perceptron: a model'\nauthors: Frank Rosenblatt\nyear: 1958\nshort: Perceptron\n"
        "summary: Storage *without* an address, in $N$ weights.\n---\n"
    ),
    "lstm.md": (
        "---\ntitle: Long Short-Term Memory\nauthors: [Sepp Hochreiter, Jürgen Schmidhuber]\nissued: 1997-11\n"
        "citekey: hochreiter1997\nbuilds_on: ['[[perceptron]]', '[@old1986]']\n---\n"
    ),
    "attention.md": (
        "---\ntitle: Attention Is All You Need\nauthors: [Ashish Vaswani, Noam Shazeer, Niki Parmar, Jakob Uszkoreit]\n"
        "arxiv: 1706.03762\nextends: ['[[hochreiter1997]]', '[@arxiv:1409.0473]']\nabstract: We propose one.\n---\n"
    ),
    "align.md": "A link: [Align](https://arxiv.org/abs/1409.0473).\n",
    "alone.md": "---\ntitle: Something else altogether\nauthors: A Body\nyear: 2000\n---\n",
    "library.bib": "@article{old1986, title={Old ideas}, author={Olga Old}, year=1986}\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three notes with a lineage, one without, two stubs."""
    (tmp_path / "notes").mkdir()
    for name, text in NOTES.items():
        (tmp_path / "notes" / name).write_text(text, encoding="utf-8")
    return tmp_path


def told(project: Path, first: str, last: str) -> Result:
    """Run `papernotes story` on the project."""
    return CliRunner().invoke(papernotes, ["-C", str(project), "story", "--from", first, "--to", last])


def test_a_story_has_every_paper_on_the_way(project: Path) -> None:
    """Front matter, an entry each with byline and quotation, the oldest first."""
    done = told(project, "perceptron", "attention")

    assert (0, "") == (done.exit_code, done.stderr)
    assert done.stdout == (
        "---\ntitle: From Perceptron to Attention Is All You Need\nkind: story\n---\n\n"
        "## [[perceptron]]\nFrank Rosenblatt, 1958\n\n> Storage *without* an address, in $N$ weights.\n\n"
        "## [[hochreiter1997]]\nSepp Hochreiter and Jürgen Schmidhuber, 1997\n\n"
        "## [[attention]]\nAshish Vaswani, Noam Shazeer, Niki Parmar, et al. 2017\n\n> We propose one.\n"
    )


@pytest.mark.parametrize("first", ["perceptron", "[[perceptron]]", "The Perceptron: a model"])
@pytest.mark.parametrize("last", ["@attention", "1706.03762", "arxiv:1706.03762v3", "attention is all you need"])
def test_papers_by_citekey_id_or_title(project: Path, first: str, last: str) -> None:
    """In any of these forms, and whichever of the two is the older one."""
    assert told(project, first, last).stdout.count("\n## ") == 3
    assert told(project, first, last).stdout == told(project, last, first).stdout


def test_what_was_printed_reads_back_as_the_same_papers(project: Path) -> None:
    """Stubs too: one from a .bib file, one that is only linked."""
    from papernotes import graph
    from papernotes.config import load as settings
    from papernotes.project import load

    for number, ends in enumerate((("old1986", "attention"), ("1409.0473", "attention"), ("perceptron", "attention"))):
        text = told(project, *ends).stdout
        (project / "notes" / f"story{number}.md").write_text(text, encoding="utf-8")
    loaded = load(settings(project, None, {}).config)
    loaded.cache.close()
    held = [graph.contents(loaded.site, f"story{number}.md") for number in range(3)]

    assert [[each.url.removesuffix(".html")[7:] for each in one] for one in held] == [
        ["old1986", "hochreiter1997", "attention"],
        ["arxiv-1409.0473", "attention"],
        ["perceptron", "hochreiter1997", "attention"],
    ]


def test_an_unknown_name_ends_with_2_and_a_proposal(project: Path) -> None:
    """The nearest names of notes, citekeys, or titles."""
    done = told(project, "perceptrn", "attention")
    assert (2, "") == (done.exit_code, done.stdout)
    assert 'no paper is called "perceptrn"' in done.stderr
    assert "did you mean perceptron ?" in done.stderr

    assert "did you mean attention ?" in told(project, "perceptron", "Attention Is What You Need").stderr


def test_papers_without_a_way_between_them_end_with_1(project: Path) -> None:
    """It is said on stderr, and nothing is printed."""
    done = told(project, "perceptron", "alone")

    assert (1, "") == (done.exit_code, done.stdout)
    assert 'no lineage leads from one to the other of "Perceptron" and "Something else altogether"' in done.stderr


def test_a_paper_to_itself_is_a_story_of_one(project: Path) -> None:
    """No paper is lost where both names mean the same one."""
    assert told(project, "perceptron", "Perceptron").exit_code == 0
