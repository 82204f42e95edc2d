"""What linking finds wrong, with place and hint."""

import pytest

from papernotes import graph
from papernotes.model.problem import Code, Diagnostic
from papernotes.model.written import Prose

from .conftest import entry, note, piece, record, ref, relation, said, sentence, site


def one(linked: graph.Site, code: Code) -> Diagnostic:
    """The one diagnostic of a code."""
    (problem,) = said(linked, code)
    return problem


def test_a_sound_site_has_nothing_to_say() -> None:
    """Links, citations, relations, images that lead somewhere."""
    linked = site(
        note("a.md", "paper", "A", "[[b]]", "[@b]", "[[b#Part]]", "@handle", "arxiv:1706.03762", "(b.md)", "!(f.png)",
             relations=(relation("builds_on", "[[b]]"),), issued="2017", image="f.png"),
        note("b.md", "paper", "B", pieces=(piece("Part", "part"),), issued="2015", status="read"),
        note("l.md", "list", "L", entries=(entry("[[b]]", status="read"), entry("[[a]]", status="read"))),
        files=["f.png"],
    )  # fmt: skip
    assert list(graph.diagnose(linked)) == []


def test_a_link_to_nothing_is_a_slip_or_a_wish() -> None:
    """A warning with the near name, else a note that somebody wants it; each mention is said once."""
    mention = ref("[[Normalising Flows]]", 31, 5, "vae.md")
    linked = site(
        note("Normalizing Flows.md", "note", "F"),
        note("vae.md", "note", "V", "[[Nobody wrote this]]", "(gone.md)", "![[gone too]]",
             sentences=(sentence(mention),), pieces=(piece(), piece("P", "p"))),
    )  # fmt: skip
    slip, gone = said(linked, Code.LINK_MISSING)
    assert slip.message == 'no note called "Normalising Flows"'
    assert slip.hint == "did you mean [[Normalizing Flows]] ?"
    assert slip.span == mention.span
    assert 'no note called "gone.md"' in gone.message
    assert [problem.message for problem in said(linked, Code.WANTED)] == [
        'no note called "Nobody wrote this"',
        'no note called "gone too"',
    ]


def test_a_citation_that_nothing_defines_has_a_stub_and_a_warning() -> None:
    """In brackets or as a wikilink; not a bare word, not an id, not a key that an entry gives."""
    linked = site(
        note("vaswani2017.md", "paper", "V"),
        note("x.md", "note", "X", "[@vaswani2O17]", "[[@nobody]]", "@word", "[@given]", "[@doi:10.1000/x]"),
        note("l.md", "list", "L", entries=(entry("=T", title="T", citekey="given"),)),
    )
    first, second = said(linked, Code.CITE_MISSING)
    assert (first.message, first.hint) == (
        "no note or .bib entry has the key vaswani2O17", "did you mean @vaswani2017 ?"
    )  # fmt: skip
    assert second.message.endswith("nobody")
    assert second.hint == "write a note or .bib entry of that key"


def test_a_relation_to_nothing_is_said_once() -> None:
    """To no note, or to a key that nothing defines."""
    linked = site(
        note("he2015.md", "paper", "H"),
        note("x.md", "paper", "X", relations=(
            relation("builds_on", "[[he2016]]", line=4), relation("uses", "[@he2O15]", line=5),
            relation("related", "=No such title", line=6), relation("related", "[[he2015]]", line=7)),
            sentences=(sentence(relation("builds_on", "[[he2016]]", line=4).target),)),
    )  # fmt: skip
    found = said(linked, Code.RELATION_MISSING)
    wanted = "write a note or .bib entry of that name, or an id"
    assert [(problem.span and problem.span.line, problem.hint) for problem in found] == [
        (4, wanted), (5, "did you mean [[he2015]] ?"), (6, wanted)
    ]  # fmt: skip
    assert said(linked, Code.WANTED) == said(linked, Code.CITE_MISSING) == []


def test_a_link_to_a_hidden_note_is_a_warning() -> None:
    """But not one to a document that is not copied."""
    hidden = [note("secret.md", "note", "Secret")]
    linked = site(note("x.md", "note", "X", "[[secret]]", "(paper.pdf)"), hidden=hidden, files=["paper.pdf"])
    assert one(linked, Code.LINK_HIDDEN).message == '"secret" is not published; only the words are shown'


def test_a_heading_or_block_that_is_not_there_is_a_warning() -> None:
    """Of a note that exists; a stub has no headings to miss."""
    linked = site(
        note("a.md", "note", "A", blocks=(("b", Prose("d")),), pieces=(piece("Results", "results"),)),
        note("x.md", "note", "X", "[[a#Result]]", "[[a#^c1]]", "[[a#^b]]", "[[@stub#Part]]"),
    )
    assert [(problem.message, problem.hint) for problem in said(linked, Code.HEADING_MISSING)] == [
        ('there is no heading "Result" in a.md', "did you mean #Results ?"),
        ('there is no block "c1" in a.md', "write the block as it stands there"),
    ]


def test_a_missing_file_is_a_warning() -> None:
    """An image, a linked file; a `.md` file is a note."""
    linked = site(note("x.md", "note", "X", "!(figur.png)", "(no.csv)", "(no.md)", "(no)"), files=["a/figure.png"])
    assert [(problem.message, problem.hint) for problem in said(linked, Code.FILE_MISSING)] == [
        ("there is no file figur.png", "did you mean figure.png ?"),
        ("there is no file no.csv", "paths count from the note's folder"),
    ]


def test_a_field_that_names_a_missing_file_is_a_warning_at_the_note() -> None:
    """Of the note's paper, or of an entry's."""
    linked = site(
        note("p.md", "paper", "P", pdf="no.pdf", image="yes.png", url="https://x.org"),
        note("l.md", "list", "L", entries=(entry("[@a]", slides="gone.pdf", line=9, path="l.md"),)),
        files=["yes.png"],
    )
    first, second = said(linked, Code.FILE_MISSING)
    assert (first.message, first.span and first.span.path) == ("there is no file gone.pdf", "notes/l.md")
    assert first.span is not None
    assert first.span.line == 9
    assert (second.message, second.span and second.span.path) == ("there is no file no.pdf", "notes/p.md")


def test_one_citekey_for_two_papers_is_an_error_that_names_both() -> None:
    """Two notes, or a note and a record; both keep their pages."""
    notes = site(
        note("a.md", "paper", "Flat minima", citekey="same"), note("b.md", "paper", "Grokking beyond", citekey="same")
    )
    problem = one(notes, Code.PAPER_CITEKEY)
    assert problem.message == "the citekey same already means another paper, in notes/a.md:1"
    assert problem.span is not None
    assert problem.span.path == "notes/b.md"
    assert len(graph.papers(notes)) == 2
    mixed = site(
        note("same.md", "paper", "Flat minima", authors="A B"), records=[record("same", "Grokking", authors="C D")]
    )
    assert one(mixed, Code.PAPER_CITEKEY).message.endswith("notes/same.md:1")


def test_file_names_that_are_equal_are_no_citekeys() -> None:
    """Nor records that nobody names, nor keys that differ in case."""
    linked = site(
        note("a/paper.md", "paper", "Flat minima"),
        note("b/paper.md", "paper", "Sharp minima generalize"),
        records=[record("k", "One", authors="A B"), record("k", "Two", authors="C D"),
                 record("Z", "Three", authors="A B"), record("z", "Four", authors="C D")],
    )  # fmt: skip
    assert said(linked, Code.PAPER_CITEKEY) == []


def test_titles_and_years_that_disagree_are_a_conflict() -> None:
    """Not where one title begins the other, nor where an arXiv id explains the earlier year."""
    key = "arxiv:1412.6980"
    linked = site(
        note("adam.md", "paper", "Adam", ids=key, issued="2014"),
        note("other.md", "paper", "Completely different words", ids="doi:10.1000/x", issued="2001"),
        records=[
            record("k", "Adam: a method", ids=key, issued="2019", line=3),
            record("r", "Not that title", ids="doi:10.1000/x", issued="2009", line=7),
            record("s", "", ids="doi:10.1000/x", issued="2002", line=9),
        ],
    )
    title, year = said(linked, Code.PAPER_CONFLICT)
    assert title.message == (
        'a paper is "Not that title" here, "Completely different words" in notes/other.md:1'
    )  # fmt: skip
    assert year.message == "a paper is of 2009 here, of 2001 in notes/other.md:1"
    assert title.span is not None
    assert (title.span.path, title.span.line) == ("notes/library.bib", 7)


def test_papers_that_look_alike_are_a_note_unless_somebody_says_they_differ() -> None:
    """With the names of both and what to write."""
    twins = [
        note("a.md", "paper", "A title of words", ids="arxiv:1706.00001"),
        note("b.md", "paper", "A title of words", ids="arxiv:1706.00002"),
    ]
    problem = one(site(*twins), Code.PAPER_NEAR)
    assert problem.message == "b has the title of a (notes/a.md:1)"
    assert "not_same: b" in problem.hint
    told = note("a.md", "paper", "A title of words", ids="arxiv:1706.00001", not_same=("b",))
    assert said(site(told, twins[1]), Code.PAPER_NEAR) == []


def test_a_checkbox_against_the_note_is_a_warning() -> None:
    """Read in the list, to be read in the note; "skimmed" agrees with a ticked box."""
    linked = site(
        note("a.md", "paper", "A", status="to-read"),
        note("b.md", "paper", "B", status="skimmed"),
        note("c.md", "paper", "C"),
        note("l.md", "list", "L", entries=(
            entry("[[a]]", status="read", line=3, path="l.md"), entry("[[b]]", status="read"),
            entry("[[c]]", status="read"), entry("[[a]]"))),
    )  # fmt: skip
    problem = one(linked, Code.STATUS_CONFLICT)
    assert problem.message == "the box says read, the note to-read (notes/a.md:1)"
    assert problem.span is not None
    assert problem.span.line == 3


def test_an_entry_that_names_nothing_is_a_warning() -> None:
    """At its place."""
    linked = site(note("l.md", "list", "L", entries=(entry(line=6, path="l.md"),)))
    assert one(linked, Code.ENTRY_EMPTY).span == linked.notes[0].entries[0].span


def embedding(path: str, *targets: str) -> object:
    """A note that embeds others."""
    mentions = tuple(f"![[{target}]]" for target in targets)
    return note(path, "note", path, pieces=(piece("", "", *mentions),))


@pytest.mark.parametrize(
    ("embeds", "messages"),
    [
        ({"a": ["a"]}, ["a.md embeds itself"]),
        ({"a": ["b"], "b": ["a"]}, ["b.md embeds a.md, in which it stands itself"]),
        ({"a": ["b", "c"], "b": ["c"], "c": []}, []),
        ({"a": ["b"], "b": ["c"], "c": ["d"], "d": ["e"], "e": ["f"], "f": []}, []),
        ({"a": ["b"], "b": ["c"], "c": ["d"], "d": ["e"], "e": ["f"], "f": ["g"], "g": []},
         ["notes embedded more than 5 deep"]),
        ({"f": ["g"], "g": ["h"], "h": ["i"], "i": ["j"], "j": ["k"], "k": [], "z": ["f"]},
         ["notes embedded more than 5 deep"]),
    ],
)  # fmt: skip
def test_embeds_that_never_end_are_a_warning(embeds: dict[str, list[str]], messages: list[str]) -> None:
    """A note in itself, in a circle, or more than five deep."""
    linked = site(*(embedding(f"{name}.md", *targets) for name, targets in embeds.items()))  # type: ignore[arg-type]
    assert [problem.message for problem in said(linked, Code.EMBED_CYCLE)] == messages


def test_a_chain_of_thousands_of_embeds_ends() -> None:
    """Without recursion."""
    chain = {f"n{number}": [f"n{number + 1}"] for number in range(3000)}
    linked = site(*(embedding(f"{name}.md", *targets) for name, targets in chain.items()))  # type: ignore[arg-type]
    assert len(said(linked, Code.EMBED_CYCLE)) == 1


def test_embeds_in_entries_count_too() -> None:
    """And embeds of images or of nothing do not."""
    listed = entry("=T", title="T", prose=Prose("d", (ref("![[l]]"), ref("![[no]]"), ref("!(f.png)"))))
    linked = site(note("l.md", "list", "L", entries=(listed, entry("=U", title="U"))))
    assert [problem.message for problem in said(linked, Code.EMBED_CYCLE)] == ["l.md embeds itself"]


def test_very_many_links_and_names_stay_linear() -> None:
    """Everything links to everything of one name; a long line of papers; all ends."""
    many = [note(f"d{number}/paper.md", "paper", f"Title {number}", "[[paper]]") for number in range(400)]
    linked = site(*many)
    assert len(graph.papers(linked)) == 400
    assert len(said(linked, Code.LINK_AMBIGUOUS)) == 400
    assert len(graph.passages(linked, "papers/paper.html")) == 399
