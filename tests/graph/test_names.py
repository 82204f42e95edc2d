"""What notes are called, and which one a wikilink or a path means."""

import pytest

from papernotes import graph
from papernotes.model.problem import Code

from .conftest import entry, lead, note, piece, ref, said, site


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("[[a/essay]]", "notes/essay.html"),
        ("[[a/essay.md]]", "notes/essay.html"),
        ("[[/a/essay]]", "notes/essay.html"),
        ("[[Essay]]", "notes/essay.html"),
        ("[[ESSAY]]", "notes/essay.html"),
        ("[[On writing]]", "notes/essay.html"),
        ("[[Short pieces]]", "notes/essay.html"),
        ("[[short PIECES]]", "notes/essay.html"),
        ("[[2021-03-04-Diary]]", "notes/diary.html"),
        ("[[Diary]]", "notes/diary.html"),
        ("[[Über uns]]", "notes/uber-uns.html"),
        ("[[topic-folder]]", "notes/topic-folder.html"),
        ("[[c/topic-folder]]", "notes/topic-folder.html"),
        ("[[c/topic-folder/index]]", "notes/topic-folder.html"),
        ("[[b/essay]]", "none"),
        ("[[nothing]]", "none"),
    ],
)
def test_a_wikilink_finds_a_note_by_path_name_alias_or_title(written: str, where: str) -> None:
    """Names are compared without case and in one Unicode form; part of a path narrows the choice."""
    linked = site(
        note("a/Essay.md", "note", "On writing", aliases=("Short pieces",)),
        note("2021-03-04-Diary.md", "note", "A day"),
        note("U\u0308ber uns.md", "note", "About"),
        note("b/c/topic-folder/index.md", "note", "What is in here"),
    )
    assert lead(linked, written) == where


def test_a_better_fit_wins_over_the_order_of_paths() -> None:
    """Exact path, name, name without case, alias, citekey, title: in this order."""
    by_title = note("a.md", "note", "Target")
    by_key = note("b.md", "paper", "Some paper", citekey="Target")
    by_alias = note("c.md", "note", "C", aliases=("Target",))
    by_folded = note("x/target.md", "note", "Lower case")
    by_name = note("y/Target.md", "note", "As written")
    by_path = note("Target.md", "note", "At the root")
    order = [by_path, by_name, by_folded, by_alias, by_key, by_title]
    for first in range(len(order)):
        rest = order[first:]
        found = graph.resolve(site(*rest), ref("[[Target]]"), "x.md")
        assert order[first].path == found.path


def test_several_notes_of_one_name_are_said_and_the_first_is_taken() -> None:
    """An ambiguous wikilink leads to the first path, with a warning that names the candidates."""
    linked = site(
        note("b/plan.md", "note", "B"),
        note("a/plan.md", "note", "A"),
        note("x.md", "note", "X", "[[plan]]", "[[a/plan]]"),
    )
    (problem,) = said(linked, Code.LINK_AMBIGUOUS)
    assert lead(linked, "[[plan]]") == "notes/plan.html"
    assert '2 notes answer to "plan": a/plan.md, b/plan.md' in problem.message
    assert problem.span is not None
    assert problem.span.line == 10
    assert "[[a/plan]]" in problem.hint


def test_many_candidates_are_not_all_listed() -> None:
    """A message names three of the notes that answer, and how many more there are."""
    linked = site(*(note(f"{folder}/n.md", "note", folder) for folder in "abcde"), note("x.md", "note", "X", "[[n]]"))
    (problem,) = said(linked, Code.LINK_AMBIGUOUS)
    assert "a/n.md, b/n.md, c/n.md and 2 more" in problem.message


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("(other.md)", "notes/other.html"),
        ("(./other.md)", "notes/other.html"),
        ("(../root.md)", "notes/root.html"),
        ("(/root.md)", "notes/root.html"),
        ("(root.md)", "notes/root.html"),
        ("(/a/other)", "notes/other.html"),
        ("(OTHER.md)", "notes/other.html"),
        ("(../bundle)", "notes/bundle.html"),
        ("(../bundle/)", "notes/bundle.html"),
        ("(../bundle/index.md)", "notes/bundle.html"),
        ("(/bundle/index)", "notes/bundle.html"),
        ("(deep.md)", "notes/deep.html"),
        ("(../../../etc/passwd)", "none"),
        ("(../missing.md)", "none"),
        ("(#here)", "notes/x.html#here"),
        ("(other.md#part-one)", "notes/other.html#part-one"),
    ],
)
def test_a_link_is_read_against_the_folder_then_the_root_then_by_name(written: str, where: str) -> None:
    """Relative links, links from the content root, page bundles and bare names all lead to the note."""
    linked = site(
        note("a/x.md", "note", "X", pieces=(piece("Here", "here"),)),
        note("a/other.md", "note", "Other", pieces=(piece("Part one", "part-one"),)),
        note("root.md", "note", "Root"),
        note("bundle/index.md", "note", "Bundle"),
        note("f/g/deep.md", "note", "Deep"),
    )
    assert lead(linked, written, "a/x.md") == where


def test_the_first_index_without_a_collection_is_home() -> None:
    """index.md, _index.md, README.md in this order; a collection among them is a page of its own, by its title."""
    readme = note("README.md", "catalogue", "Awesome things", entries=(entry("=One Paper"),))
    linked = site(readme, note("_index.md", "note", "Welcome"), note("a/index.md", "note", "A"))
    home = graph.home(linked)
    assert home is not None
    assert home.path == "_index.md"
    assert graph.address(linked, "_index.md") == "index.html"
    assert graph.address(linked, "README.md") == "catalogues/awesome-things.html"
    assert graph.address(linked, "a/index.md") == "notes/a.html"
    assert graph.home(site(readme)) is None
    both = site(note("index.md", "note", "One"), note("README.md", "note", "Read me"))
    assert graph.address(both, "README.md") == "notes/read-me.html"
    assert lead(both, "[[index]]") == "index.html"


def test_the_home_page_is_never_a_paper() -> None:
    """A README whose title is a link has the look of a paper note, and still is the home page's words."""
    linked = site(note("README.md", "paper", "My notes", url="https://example.org"))
    assert graph.papers(linked) == ()
    assert graph.address(linked, "README.md") == "index.html"


def test_notes_of_a_kind_are_listed_by_path() -> None:
    """The order in which files were read leaves no trace."""
    linked = site(note("b.md", "list"), note("a.md", "list"), note("c.md", "story"))
    assert [facts.path for facts in graph.notes(linked, "list")] == ["a.md", "b.md"]
    assert graph.notes(linked, "digest") == ()
    assert graph.note(linked, "c.md") is not None
    assert graph.note(linked, "d.md") is None


def test_a_link_to_an_index_counts_for_its_folder() -> None:
    """`../index.md` is a mention of the folder's note, though its name is not in it."""
    linked = site(
        note("a/index.md", "note", "The folder"),
        note("a/b/x.md", "note", "X", "(../index.md)"),
        note("a/y.md", "note", "Y", "(./)"),
    )
    passages = graph.passages(linked, "notes/a.html")
    assert [passage.facts.path for passage in passages] == ["a/b/x.md", "a/y.md"]


def test_folders_tell_notes_of_one_file_name_apart() -> None:
    """`papers/<key>/notes.md`, two thousand times: the folder in the link chooses, deeper folders and aliases too."""
    many = [note(f"papers/key{number}/notes.md", "note", f"On key{number}") for number in range(2000)]
    linked = site(*many, note("x/key7/notes.md", "note", "Another"), note("z.md", "note", "Z", aliases=("a/b/notes",)))
    assert graph.resolve(linked, ref("[[key1234/notes]]"), "y.md").path == "papers/key1234/notes.md"
    assert graph.resolve(linked, ref("[[papers/key7/notes]]"), "y.md").path == "papers/key7/notes.md"
    assert graph.resolve(linked, ref("[[x/key7/notes.md]]"), "y.md").path == "x/key7/notes.md"
    assert graph.resolve(linked, ref("[[a/b/notes]]"), "y.md").path == "z.md"
    assert graph.resolve(linked, ref("[[b/notes]]"), "y.md").kind == "none"
