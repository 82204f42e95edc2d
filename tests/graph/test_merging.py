"""What a paper's claims say together."""

from papernotes import graph
from papernotes.graph import Site
from papernotes.model.graph import Paper
from papernotes.model.written import Inline, Link, Ref, Sentence

from .conftest import entry, note, record, ref, sentence, site, text


def only(linked: Site) -> Paper:
    """The one paper of a site."""
    (paper,) = graph.papers(linked)
    return paper


def test_the_first_that_says_something_wins() -> None:
    """Note, .bib, entry: field by field; lists are gathered, each value once."""
    linked = site(
        note("he2015.md", "paper", "Deep residual learning", keywords=("ResNet",), rating=5,
             details=(("note", "x"),), links=(Link("talk", "https://t.org"),)),
        note("l.md", "catalogue", "L", entries=(entry(
            "[[he2015]]", title="ResNets", authors="Somebody Else", code="https://github.com/x", abstract="Entry's.",
            venue="CVPR", venue_year="2016", ids="arxiv:1512.03385", keywords=("skip connections",),
            links=(Link("again", "https://t.org"), Link("slides by me", "https://s.org"))),)),
        records=[record("he2015", "Deep Residual Learning for Image Recognition", authors="Kaiming He; Xiangyu Zhang",
                        abstract="The record's.", keywords=("resnet", "CNN"), pages=12, url="https://x.org",
                        details=(("note", "y"), ("publisher", "IEEE")))],
    )  # fmt: skip
    said = only(linked).fields
    assert said.title == text("Deep residual learning")
    assert [author.family for author in said.authors] == ["He", "Zhang"]
    assert (said.abstract, said.code, said.pages, said.rating) == (
        text("The record's."), "https://github.com/x", 12, 5
    )  # fmt: skip
    assert (said.venue, said.venue_year) == ("CVPR", "2016")
    assert said.keywords == ("ResNet", "CNN", "skip connections")
    assert [link.label for link in said.links] == ["talk", "slides by me"]
    assert sorted(said.details) == [("note", "x"), ("publisher", "IEEE")]
    assert said.ids == ("arxiv:1512.03385",)
    assert said.citekey == "he2015"


def test_a_title_from_the_file_name_is_the_weakest() -> None:
    """A note without a title takes the record's; without one anywhere its file name stands."""
    untitled = note("he2015.md", "paper", ids="arxiv:1512.03385")
    assert only(site(untitled)).fields.title == text("he2015")
    known = site(untitled, records=[record("he2015", "Deep residual learning")])
    assert only(known).fields.title == text("Deep residual learning")


def test_et_al_belongs_to_the_list_of_authors_that_is_taken() -> None:
    """A truncated list in a list does not truncate the record's."""
    linked = site(
        note("l.md", "list", "L", entries=(entry("[@a]", title="A", authors="A B", et_al=True),)),
        records=[record("a", "A", authors="A B; C D")],
    )
    assert only(linked).fields.et_al is False


def test_an_arxiv_id_tells_the_month() -> None:
    """Where nothing more exact is said; a year of its own stands, and of the same year the month is better known."""
    for issued, expected in [("", "2014-12"), ("2014", "2014-12"), ("2015", "2015"), ("2014-11", "2014-11")]:
        assert only(site(note("a.md", "paper", "Adam", ids="arxiv:1412.6980", issued=issued))).fields.issued == expected


def test_the_year_of_a_record_is_its_venues_beside_an_arxiv_id() -> None:
    """Shown as "2014, ICLR 2015"; without the id it is the paper's own year."""
    kingma = record("kingma", "Adam", ids="arxiv:1412.6980", issued="2015", venue="ICLR")
    said = only(site(records=[kingma], bibliography_pages="all")).fields
    assert (said.issued, said.venue, said.venue_year) == ("2014-12", "ICLR", "2015")
    plain = only(site(records=[record("k", "Adam", issued="2015", venue="ICLR")], bibliography_pages="all")).fields
    assert (plain.issued, plain.venue_year) == ("2015", "")


def test_what_came_to_arxiv_later_appeared_when_its_record_says() -> None:
    """A paper of 2018 with an arXiv id of 2019 is one of 2018."""
    reddi = record("reddi", "On Adam", ids="arxiv:1904.09237", issued="2018", venue="ICLR")
    said = only(site(records=[reddi], bibliography_pages="all")).fields
    assert (said.issued, said.venue_year) == ("2018", "")


def test_a_venue_takes_its_year_from_those_that_name_the_same_venue() -> None:
    """The journal's year is not the conference's."""
    linked = site(
        note("a.md", "paper", "A", venue="arXiv"), records=[record("a", "A", venue="ICLR", venue_year="2015")]
    )
    assert (only(linked).fields.venue, only(linked).fields.venue_year) == ("arXiv", "")


def test_a_checkbox_gives_the_status_that_no_note_gives() -> None:
    """Only in a list, and not in one that shows nobody's own status."""
    ticked = (entry("[@a]", status="read"),)
    known = [record("a", "A paper")]
    assert only(site(note("l.md", "list", "L", entries=ticked), records=known)).fields.status == "read"
    assert only(site(note("l.md", "digest", "L", entries=ticked), records=known)).fields.status == ""
    of_a_class = note("l.md", "list", "L", entries=ticked, show_status=False)
    assert only(site(of_a_class, records=known)).fields.status == ""
    noted = site(note("l.md", "list", "L", entries=ticked), note("a.md", "paper", "A paper", status="reading"))
    assert only(noted).fields.status == "reading"


def test_files_of_fields_are_given_by_their_place_in_the_site() -> None:
    """As they are published: an image always, a document only with `publish_files`, nothing that does not exist."""
    said = {"pdf": "papers/a.pdf", "image": "../fig.png", "slides": "none.pdf", "code": "https://github.com/x"}
    written = note("x/a.md", "paper", "A", links=(Link("data", "b.csv"), Link("lost", "no.csv")), **said)
    files = ["x/papers/a.pdf", "fig.png", "x/b.csv"]
    fields = only(site(written, files=files)).fields
    assert (fields.pdf, fields.image, fields.slides, fields.code) == ("", "files/fig.png", "", "https://github.com/x")
    assert fields.links == (Link("data", "files/x/b.csv"),)
    assert only(site(written, files=files, publish_files=True)).fields.pdf == "files/x/papers/a.pdf"


def test_the_words_of_a_link_name_a_paper_until_something_better_does() -> None:
    """Not words like "paper" or "pdf", not a URL, not an id."""
    key = "arxiv:1706.03762"

    def linked(*labels: str) -> Site:
        spoken = tuple(
            Sentence(Inline(("see ", 0, label, -1), (ref(key, number, paired=True),), f"see {label}"))
            for number, label in enumerate(labels, 1)
        )
        return site(note("x.md", "note", "X", sentences=spoken))

    title = only(
        linked("paper", "arXiv:1706.03762", "https://x.org/p", "the <em>transformer</em> &amp; co")
    ).fields.title
    assert title == Inline(("the transformer &amp; co",), (), "the transformer & co")
    assert only(linked("PDF", "[here]")).fields.title is None
    labelled = Sentence(Inline((0,), (ref(key, label="Attention"),), "Attention"))
    assert only(site(note("x.md", "note", "X", sentences=(labelled,)))).fields.title == text("Attention")
    in_front = note("x.md", "note", "X", summary=Inline((0,), (ref(key),), key))
    assert only(site(in_front)).name == "arxiv-1706.03762"
    odd = Sentence(Inline((0,), (ref(key, paired=True),), ""))
    assert only(site(note("x.md", "note", "X", sentences=(odd,)))).fields.title is None


def test_a_paper_without_a_title_is_called_by_its_key_or_id() -> None:
    """The field stays empty, for nobody said it."""
    linked = site(
        note("x.md", "note", "X", "[@He2015]", "arxiv:1706.03762"),
        note("l.md", "list", "L", entries=(entry("=", url="https://x.org/p"),)),
    )
    shown = {paper.name: graph.title(paper).text for paper in graph.papers(linked)}
    assert shown["he2015"] == "He2015"
    assert shown["arxiv-1706.03762"] == "arxiv:1706.03762"
    assert "https://x.org/p" in shown.values()
    stub = graph.paper(linked, "arxiv-1706.03762")
    assert stub is not None
    assert (stub.fields.title, stub.fields.issued, stub.fields.ids) == (None, "2017-06", ("arxiv:1706.03762",))


def test_a_citation_in_front_matter_and_in_a_relation_names_a_stub() -> None:
    """The key is shown as it is written there."""
    from .conftest import relation

    linked = site(
        note("x.md", "note", "X", summary=Inline((0,), (Ref("cite", "Front2001"),), "")),
        note("y.md", "note", "Y", relations=(relation("related", "[@Related2001]"),)),
        note("z.md", "note", "Z", sentences=(sentence("[@Said2001]"),)),
    )
    keys = {key for paper in graph.papers(linked) for key in paper.keys}
    assert keys == {"Front2001", "Related2001", "Said2001"}


def test_papers_stand_in_the_order_of_time() -> None:
    """Unknown dates last; then title, then name."""
    linked = site(
        note("d.md", "paper", "No date", url="https://x.org"),
        note("c.md", "paper", "Zebra", issued="2001"),
        note("b.md", "paper", "Ant", issued="2001"),
        note("a.md", "paper", "Ant", issued="2001", not_same=("b",)),
        note("e.md", "paper", "Old", issued="1999-12"),
    )
    assert [paper.name for paper in graph.papers(linked)] == ["e", "a", "b", "c", "d"]


def test_a_year_that_nobody_gave_is_not_the_venues() -> None:
    """Of an id or a section: when the paper appeared. Of an entry's own lines or a record: the volume's too."""
    fields = {"title": "Reconciling", "ids": "arxiv:1812.11118", "venue": "PNAS"}
    for said, shown in [
        ({"issued": "2018-12"}, "2018, PNAS"),  # what the id tells
        ({"issued": "2018"}, "2018, PNAS"),  # what a section tells
        ({"issued": "2019", "dated": True}, "2018, PNAS 2019"),
        ({"issued": "2018-12", "venue": "arXiv"}, "arXiv 2018"),
    ]:
        linked = site(note("l.md", "catalogue", "L", entries=(entry(**{**fields, **said}),)))  # type: ignore[arg-type]
        (paper,) = graph.papers(linked)
        card = graph.card(linked, f"papers/{paper.name}.html")
        assert card is not None
        assert shown == card.published
