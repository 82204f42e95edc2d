"""What a mention leads to: anchors, files, what is not published."""

import pytest

from papernotes import graph
from papernotes.model.page import Copy
from papernotes.model.written import Facts, Link, Prose, Sentence

from .conftest import entry, lead, names, note, piece, record, ref, relation, sentence, site, text

KEY = "arxiv:1706.03762"


def noted() -> list[Facts]:
    """A paper with two notes, and a story."""
    main = note(
        "main.md",
        "paper",
        "Attention",
        ids=KEY,
        citekey="main",
        pieces=(piece(), piece("The model", "the-model"), piece("The model", "the-model-2")),
        blocks=(("b1", Prose("d")),),
    )
    second = note("second.md", "paper", "Again", ids=KEY, pieces=(piece("Doubts & hopes", "doubts-hopes"),))
    story = note(
        "story.md",
        "story",
        "Road",
        entries=(
            entry("[[main]]", own="The turn", anchor="the-turn", form="heading"),
            entry("=Seq to seq", title="Seq to seq", anchor="seq-to-seq", form="heading"),
        ),
        sentences=(Sentence(text("x"), anchor="deep-inside"),),
        anchors=("in-an-entry",),
    )
    return [main, second, story]


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("[[main#The model]]", "papers/main.html#the-model"),
        ("[[main#the MODEL]]", "papers/main.html#the-model"),
        ("[[main#Part#The model]]", "papers/main.html#the-model"),
        ("[[main#the-model-2]]", "papers/main.html#the-model-2"),
        ("[[main#Attention]]", "papers/main.html"),
        ("[[main#^b1]]", "papers/main.html#b1"),
        ("[[main#^b2]]", "papers/main.html"),
        ("[[main#Nowhere]]", "papers/main.html"),
        ("[[second]]", "papers/main.html#note-2"),
        ("[[second#Doubts & hopes]]", "papers/main.html#note-2-doubts-hopes"),
        ("[[second#Nowhere]]", "papers/main.html#note-2"),
        ("(main.md#the-model)", "papers/main.html#the-model"),
        ("[[second#doubtshopes]]", "papers/main.html#note-2-doubts-hopes"),
        ("[[story#The turn]]", "stories/story.html#the-turn"),
        ("[[story#Seq to seq]]", "stories/story.html#seq-to-seq"),
        ("[[story#deep inside]]", "stories/story.html#deep-inside"),
        ("[[story#In an entry]]", "stories/story.html#in-an-entry"),
        ("[[#The model]]", "papers/main.html#the-model"),
        ("[[@stub#Part]]", "papers/stub.html"),
        ("=Seq to seq", "papers/seq-to-seq.html"),
        ("=Unknown title", "none"),
    ],
)
def test_a_part_leads_to_a_heading_or_block(written: str, where: str) -> None:
    """Headings by their text or id, blocks by their id; of further notes on one paper with that note's prefix."""
    linked = site(*noted(), note("x.md", "note", "X", "[@stub]"))
    assert lead(linked, written, "main.md") == where
    assert graph.prefix(2) == "note-2"


def test_a_place_that_is_no_note_leads_nowhere() -> None:
    """A link to a part of the file itself, where the file has no page."""
    assert lead(site(), "[[#Part]]", "library.bib") == "none"


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("!(fig.png)", "files/a/fig.png"),
        ("!(./fig.png)", "files/a/fig.png"),
        ("!(../img/plot 1.svg)", "files/img/plot 1.svg"),
        ("!(/img/plot 1.svg)", "files/img/plot 1.svg"),
        ("!(img/plot 1.svg)", "files/img/plot 1.svg"),
        ("!(img/plot%201.svg)", "files/img/plot 1.svg"),
        ("!(FIG.PNG)", "files/a/fig.png"),
        ("!(deep.png)", "files/x/y/deep.png"),
        ("!(y/deep.png)", "files/x/y/deep.png"),
        ("!(z/deep.png)", "none"),
        ("!(../../secret.png)", "none"),
        ("!(missing.png)", "none"),
        ("(data.csv)", "files/a/data.csv"),
        ("[[data.csv]]", "files/a/data.csv"),
        ("![[data.csv]]", "files/a/data.csv"),
        ("(paper.pdf)", "hidden"),
        ("(library.bib)", "hidden"),
    ],
)
def test_a_file_is_found_by_folder_root_or_name(written: str, where: str) -> None:
    """As Markdown, Hugo and Obsidian find it; a document is linked only where it is published, a .bib never."""
    files = ["a/fig.png", "img/plot 1.svg", "x/y/deep.png", "a/data.csv", "a/paper.pdf", "library.bib"]
    linked = site(note("a/x.md", "note", "X"), files=files)
    assert lead(linked, written, "a/x.md") == where
    published = site(note("a/x.md", "note", "X"), files=files, publish_files=True)
    assert lead(published, "(paper.pdf)", "a/x.md") == "files/a/paper.pdf"
    assert lead(published, "(library.bib)", "a/x.md") == "hidden"


def test_only_files_that_notes_use_are_copied() -> None:
    """Images, attachments, files of fields and of entries; documents only with `publish_files`."""
    files = ["used.png", "unused.png", "paper.pdf", "cover.jpg", "slides.csv", "linked.txt", "library.bib", "by.png"]
    notes = [
        note("x.md", "note", "X", pieces=(piece("P", "p", "!(used.png)", "(paper.pdf)", "(library.bib)"),)),
        note("p.md", "paper", "P", image="cover.jpg", url="https://x.org", pdf="paper.pdf"),
        note("l.md", "list", "L", entries=(
            entry("=x", title="T", slides="slides.csv", links=(Link("n", "linked.txt"),), byline=text("by"),
                  prose=Prose("d", (ref("!(by.png)"),))),)),
    ]  # fmt: skip
    expected = ["by.png", "cover.jpg", "linked.txt", "slides.csv", "used.png"]
    assert graph.attachments(site(*notes, files=files)) == tuple(
        Copy(f"files/{path}", f"/disk/{path}") for path in expected
    )
    everything = {copy.url for copy in graph.attachments(site(*notes, files=files, publish_files=True))}
    assert everything == {f"files/{path}" for path in [*expected, "paper.pdf"]}
    assert graph.attachments(site(*notes)) == ()


def test_a_hidden_note_is_known_by_name_alone() -> None:
    """A link to one, however written, has no target, makes no stub and no page; a better fit among the public wins."""
    hidden = [note("private/secret.md", "paper", "The secret", "[@other2001]", aliases=("hush",), citekey="skey",
                   ids="arxiv:2001.00001", topics=("secret topic",))]  # fmt: skip
    public = note(
        "x.md", "note", "X", "[[secret]]", "[[hush]]", "[[skey]]", "[[The secret]]", "[[@skey]]", "[[@secret]]",
        "(private/secret.md)", "![[secret]]", relations=(relation("related", "[[secret]]"),),
    )  # fmt: skip
    linked = site(public, note("l.md", "list", "L", entries=(entry("[[secret]]", title="Own words"),)), hidden=hidden)
    for written in ("[[secret]]", "[[hush]]", "[[skey]]", "[[@skey]]", "[[@secret]]", "(private/secret.md)"):
        target = graph.resolve(linked, ref(written), "x.md")
        assert (target.kind, target.url, target.path) == ("hidden", "", ""), written
    assert names(linked) == []
    assert graph.topics(linked) == ()
    assert graph.redirects(linked) == ()
    assert graph.near(linked, ref("[[secre]]")) == ()
    assert graph.edges(linked, "notes/x.html") == ()
    closer = site(public, note("b.md", "note", "Secret", aliases=("secret",)), hidden=hidden)
    assert lead(closer, "[[secret]]") == "hidden"
    same_rank = site(public, note("b/secret.md", "note", "Public"), hidden=hidden)
    assert lead(same_rank, "[[secret]]") == "notes/secret.html"


def test_a_public_citation_of_a_hidden_paper_makes_a_stub_from_public_sources() -> None:
    """From the citation and a record, with nothing of the hidden note."""
    hidden = [note("secret.md", "paper", "The secret", ids=KEY, citekey="skey", topics=("t",))]
    cited = site(note("x.md", "note", "X", "[@skey]", KEY), hidden=hidden)
    assert names(cited) == ["arxiv-1706.03762", "skey"]
    assert all(paper.fields.title is None and not paper.fields.topics for paper in graph.papers(cited))
    known = site(note("x.md", "note", "X", "[[@skey]]"), hidden=hidden, records=[record("skey", "Public title")])
    assert lead(known, "[[@skey]]") == "papers/skey.html"
    listed = site(note("l.md", "list", "L", entries=(entry("[[secret]]", KEY, title="Mine", ids=KEY),)), hidden=hidden)
    assert names(listed) == ["arxiv-1706.03762"]
    by_key = site(note("l.md", "list", "L", entries=(entry("[[@skey]]"),)), hidden=hidden)
    assert names(by_key) == []


def test_a_mention_that_nobody_counted_makes_no_link() -> None:
    """A page may not lead to a paper that has none."""
    linked = site(note("x.md", "note", "X"), records=[record("known", "A known paper of words")])
    assert lead(linked, "[@known]") == "none"
    assert lead(linked, "[@nobody]") == "none"
    said = site(note("x.md", "note", "X", sentences=(sentence("[@known]"),)), records=[record("known", "K")])
    assert lead(said, "[@known]") == "papers/known.html"


@pytest.mark.parametrize("written", ["[[@Person]]", "[[Person]]", "[[@person]]"])
def test_an_at_in_front_may_be_part_of_a_name(written: str) -> None:
    """Some people put an @ before the names of persons, or of paper notes."""
    linked = site(note("people/@Person.md", "author", "A person"), note("x.md", "note", "X", written))
    assert lead(linked, written) == "authors/person.html"
