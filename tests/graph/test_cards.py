"""Cards: all that other pages see of a node."""

import pytest

from papernotes import graph
from papernotes.graph.cards import byline, short
from papernotes.model.graph import Card
from papernotes.model.page import Html
from papernotes.model.written import Inline, Ref

from .conftest import authors, note, record, site, text


def test_the_card_of_a_paper() -> None:
    """Everything of it that is known, with the venue's own year."""
    linked = site(
        note("kingma.md", "paper", "Adam: a method for stochastic optimization", ids="arxiv:1412.6980",
             authors="Diederik Kingma; Jimmy Ba", venue="ICLR", venue_year="2015", status="reading", page=5, pages=15),
    )  # fmt: skip
    assert graph.card(linked, "papers/kingma.html") == Card(
        kind="paper",
        url="papers/kingma.html",
        title=Html("Adam: a method for stochastic optimization"),
        text="Adam: a method for stochastic optimization",
        short="Adam",
        byline="Kingma and Ba",
        year="2014",
        issued="2014-12",
        venue="ICLR 2015",
        published="2014, ICLR 2015",
        status="reading",
        progress=33,
        noted=True,
    )


def test_the_cards_of_a_stub_a_note_and_a_topic() -> None:
    """A stub is not noted; a note is dated by itself; a topic has its title; nothing else has a card."""
    linked = site(
        note("x.md", "note", "Essay & more", "[@stub]", date="2020-05", aliases=("/old/", "E"), topics=("one",)),
        note("p.md", "paper", "P", page=90, pages=60),
    )
    stub = graph.card(linked, "papers/stub.html")
    essay = graph.card(linked, "notes/x.html")
    topic = graph.card(linked, "topics/one.html")
    paper = graph.card(linked, "papers/p.html")
    assert stub is not None
    assert (stub.text, stub.short, stub.noted) == ("stub", "stub", False)
    assert essay is not None
    assert (essay.kind, essay.issued, essay.year, essay.noted) == ("note", "2020-05", "2020", True)
    assert topic is not None
    assert (topic.kind, topic.text) == ("topic", "one")
    assert paper is not None
    assert paper.progress == 100
    assert graph.card(linked, "papers/nobody.html") is graph.card(linked, "map.html") is None


@pytest.mark.parametrize(
    ("names", "et_al", "expected"),
    [
        ("", False, ""),
        ("", True, ""),
        ("Ashish Vaswani", False, "Vaswani"),
        ("Ashish Vaswani", True, "Vaswani and others"),
        ("A Frankle; M Carbin", False, "Frankle and Carbin"),
        ("A Geman; B Bienenstock; C Doursat", False, "Geman, Bienenstock and Doursat"),
        ("A Vaswani; N Shazeer; N Parmar; J Uszkoreit", False, "Vaswani, Shazeer and others"),
        ("A Vaswani; N Shazeer", True, "Vaswani, Shazeer and others"),
        ("Samy Bengio; Yoshua Bengio", False, "S. Bengio and Y. Bengio"),
        ("Dumitru Erhan; Yoshua Bengio; Samy Bengio", False, "Erhan, Y. Bengio and S. Bengio"),
        ("OpenAI; OpenAI", False, "OpenAI and OpenAI"),
    ],
)
def test_a_byline_is_short(names: str, et_al: bool, expected: str) -> None:
    """Up to three family names, with initials only where two are equal."""
    assert byline(authors(names), et_al) == expected


@pytest.mark.parametrize(
    ("given", "title", "aliases", "expected"),
    [
        ("Own", "Long title: more", (), "Own"),
        ("", "Adam: a method", ("A",), "Adam"),
        ("", "Attention is all you need", (), "Attention is all you need"),
        ("", "x" * 32, (), "x" * 32),
        ("", "x" * 33, ("/old/", "X33"), "X33"),
        ("", "x" * 33, ("/old/",), "x" * 33),
        ("", ": odd", ("Odd",), "Odd"),
        ("", "arxiv:1512.03385", (), "arxiv:1512.03385"),
    ],
)
def test_a_short_name(given: str, title: str, aliases: tuple[str, ...], expected: str) -> None:
    """As given, else the title up to ":" of at most 32 letters, else the first alias, else the title; an id whole."""
    assert short(given, title, aliases) == expected


def test_a_title_on_a_card_has_no_links_and_no_ids() -> None:
    """The words of a link stay; mathematics and emphasis too."""
    line = Inline(
        ('On <em id="\ufdd3x">', 0, "flat", -1, "</em> ", 1, ' and <a href="https://x.org">sharp</a> <b id="m">x</b>'),
        (Ref("note", "flat", paired=True), Ref("note", "a<b")),
        "On flat a<b and sharp",
    )
    assert graph.plain_html(line) == "On <em>flat</em> a&lt;b and sharp <b>x</b>"
    linked = site(records=[record("a", "", authors="A B")], bibliography_pages="all")
    assert [graph.title(paper) for paper in graph.papers(linked)] == [text("a")]


def test_a_card_calls_a_venue_by_its_name() -> None:
    """That of its note or of the settings, where the one that is written is a known spelling."""
    linked = site(
        note("a.md", "paper", "A", venue="Advances in Neural Information Processing Systems", venue_year="2022"),
        note("b.md", "paper", "B", venue="Intl. Conf. on Learning Representations", issued="2020"),
        note("c.md", "paper", "C", venue="Elsewhere", issued="2021"),
        note("neurips.md", "venue", "NeurIPS", aliases=("Advances in Neural Information Processing Systems", "NIPS")),
        venues={"ICLR": ["Intl. Conf. on Learning Representations"]},
    )
    found = [graph.card(linked, f"papers/{name}.html") for name in "abc"]
    assert ["NeurIPS 2022", "ICLR 2020", "Elsewhere 2021"] == [each.published for each in found if each]
    (first,) = (paper for paper in graph.papers(linked) if paper.name == "a")
    assert first.fields.venue == "Advances in Neural Information Processing Systems"
