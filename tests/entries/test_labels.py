"""Labelled links: whatever brackets they come in, they say what they lead to."""

import pytest

from entries.reading import called, codes, collection, entry, fields


@pytest.mark.parametrize(
    "written",
    [
        "[[code]](https://g.h/i)",
        "[[code](https://g.h/i)]",
        "([code](https://g.h/i))",
        "[code](https://g.h/i)",
        "[ [Code](https://g.h/i) ]",
    ],
)
def test_every_form_of_brackets(written: str) -> None:
    """All forms say the same."""
    said = fields(f"- Deep {written}")

    assert ("https://g.h/i", "Deep") == (said.code, said.title.text if said.title else "")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("paper", "url"),
        ("arXiv", "url"),
        ("Original Paper", "url"),
        ("DOI", "url"),
        ("pdf", "pdf"),
        ("Code", "code"),
        ("GitHub", "code"),
        ("talk", "video"),
        ("video", "video"),
        ("slides", "slides"),
        ("data", "data"),
        ("poster", "poster"),
        ("project", "project"),
        ("Project Page", "project"),
    ],
)
def test_usual_labels(label: str, name: str) -> None:
    """A usual label names the field."""
    assert "https://a.b/c" == getattr(fields(f"- Deep [[{label}]](https://a.b/c)"), name)


def test_any_other_label_is_kept() -> None:
    """It goes to the links under that label."""
    said = fields("- Deep [[paper]](https://a.b/c) [[Python Reference]](https://g.h/i) ([Annotated](https://a.b/d))")

    assert [("Python Reference", "https://g.h/i"), ("Annotated", "https://a.b/d")] == [
        (link.label, link.url) for link in said.links
    ]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/a/b", "code"),
        ("https://slideslive.com/1", "video"),
        ("https://www.youtube.com/watch?v=1", "video"),
        ("https://a.b/c", "url"),
        ("https://a.b/c.pdf", "pdf"),
    ],
)
def test_without_a_label_the_host_tells(url: str, name: str) -> None:
    """A bare address is the code, the talk, or the paper."""
    assert url == getattr(fields(f"- Deep <{url}>"), name)


def test_ids_are_read_from_addresses() -> None:
    """An address of the paper gives its id, and the version that was read."""
    said = fields(
        "- Deep [[pdf]](https://arxiv.org/pdf/1706.03762v3) [[OpenReview]](https://openreview.net/pdf?id=Bke8UR4FPB)"
    )

    assert (("arxiv:1706.03762", "openreview:Bke8UR4FPB"), "v3") == (said.ids, said.version)


def test_ids_of_different_kinds_are_one_paper() -> None:
    """Head and byline together name one paper, the strongest name first."""
    found = entry("- [Deep](https://arxiv.org/abs/1706.03762)\n  - [[DOI]](https://doi.org/10.1000/x)\n")

    assert ["arxiv:1706.03762", "doi:10.1000/x"] == [ref.target for ref in found.refs]


def test_two_ids_of_one_kind_are_not_joined() -> None:
    """The first is the paper's; the other is a link, and a warning says so."""
    found = collection(
        "- Deep [[a]](https://x.y) [[arXiv]](https://arxiv.org/abs/1706.03762) [[arXiv]](https://arxiv.org/abs/1810.04805v2)"
    )
    (read,) = found.entries

    assert (["entry-ids"], ("arxiv:1706.03762",), "") == (codes(found), read.fields.ids, read.fields.version)
    assert ("arxiv:1810.04805", "https://arxiv.org/abs/1810.04805v2") in [
        (link.label, link.url) for link in read.fields.links
    ]


def test_further_addresses_are_links() -> None:
    """The first address of a field is its value; others are kept under the name of what they are."""
    said = fields(
        "- [Deep](https://blog.org/x) [[arXiv]](https://arxiv.org/abs/1706.03762) [[paper]](https://a.b/c) "
        "[[code]](https://g.h/i) [[code]](https://g.h/j) [[paper]](https://blog.org/x)"
    )

    assert ("https://blog.org/x", "https://g.h/i") == (said.url, said.code)
    assert [
        ("arXiv", "https://arxiv.org/abs/1706.03762"),
        ("a.b", "https://a.b/c"),
        ("code", "https://g.h/j"),
    ] == [(link.label, link.url) for link in said.links]


def test_a_website_is_the_address_where_there_is_no_better() -> None:
    """A blog post or website alone is the paper's; beside a paper it is a link."""
    alone = fields("- Deep [[Blog Post]](https://a.b/c)")
    beside = fields("- Deep [[web]](https://a.b/c) [[pdf]](https://a.b/d)")

    assert ("https://a.b/c", "blog", ()) == (alone.url, alone.type, alone.links)
    assert ("", "https://a.b/d", ["web"]) == (beside.url, beside.pdf, [link.label for link in beside.links])
    assert ("https://a.b/c", "") == ((said := fields("- Deep [[web]](https://a.b/c)")).url, said.type)


def test_links_that_lead_nowhere() -> None:
    """An empty link, an anchor, a mail address, a scheme that is not allowed: a label, but no address."""
    for url in ("", "#x", "mailto:a@b.c", "javascript:x"):
        said = fields(f"- Deep [[paper]]({url}) [[code]](https://g.h/i)")

        assert ("Deep", "", "https://g.h/i") == (said.title.text if said.title else "", said.url, said.code)


def test_addresses_are_made_whole() -> None:
    """`www.…` gets a scheme, a bracket too many is dropped."""
    assert "http://www.a.b/c" == fields("- Deep [[paper]](www.a.b/c)").url
    assert "https://a.b/c" == fields("- [Deep]([https://a.b/c)").url


def test_links_to_notes_say_nothing_of_the_paper() -> None:
    """A labelled link to a `.md` file is no address."""
    assert () == fields("- Deep [[paper]](https://a.b/c) [[notes]](deep.md)").links


def test_badges() -> None:
    """A picture of stars is no title; a badge that is a link leads to the code."""
    said = fields(
        "- [Deep](https://a.b/c) ![GitHub stars](https://img.shields.io/x) [![Star](https://img.shields.io/y)](https://github.com/a/b)"
    )
    labelled = fields("- Deep [![arXiv](https://img.shields.io/y)](https://arxiv.org/abs/1706.03762) ![](local.png)")

    assert ("https://a.b/c", "https://github.com/a/b", ()) == (said.url, said.code, said.links)
    assert ("arxiv:1706.03762",) == labelled.ids
    assert ("https://a.b/c", ()) == (said.url, fields("- ![badge](https://img.shields.io/x) Deep").links)


def test_a_venue_as_label() -> None:
    """`[ICLR 2020](…)` is where it appeared, and the paper."""
    said = fields("- Deep [[ICLR 2020]](https://openreview.net/forum?id=Bke8UR4FPB)")

    assert ("ICLR", "2020", ("openreview:Bke8UR4FPB",)) == (said.venue, said.venue_year, said.ids)


def test_links_in_a_sentence_are_no_labels() -> None:
    """What a remark links to is another's."""
    for remark in (
        "see the [paper](https://a.b/d) for more",
        "more [here](https://a.b/d)",
        "the [code](https://a.b/d)'s fine",
    ):
        said = fields(f"- [Deep](https://a.b/c) - {remark}")

        assert ("https://a.b/c", "", ()) == (said.url, said.code, said.links), remark


def test_links_of_their_own_label_that_stand_apart() -> None:
    """Behind a byline a link with any short label belongs to the paper, but names and ids do not."""
    said = fields("- [Deep](https://a.b/c). Doe and Roe. [handout](https://a.b/d)")
    named = entry("- [Deep](https://a.b/c), [Jane Doe](https://a.b/jane), [John Roe](https://a.b/john)")

    assert [("handout", "https://a.b/d")] == [(link.label, link.url) for link in said.links]
    assert (["Jane Doe", "John Roe"], ()) == (
        [f"{author.given} {author.family}" for author in named.fields.authors],
        named.fields.links,
    )
    assert () == fields("- [Deep](https://a.b/c), [Deeper still](https://arxiv.org/abs/1706.03762)").ids


def test_links_in_brackets_with_words_are_text() -> None:
    """`(see [Foo](…))` is a remark."""
    found = entry("- [Deep](https://a.b/c) (see [Foo](https://a.b/d))")

    assert found.remark is not None
    assert ("(see Foo)", ()) == (f"({found.remark.text.strip('()')})", found.fields.links)


def test_a_title_in_double_brackets() -> None:
    """Where nothing else can be the title, a label that is none is one."""
    assert "Deep nets of sorts" == called(entry("- [[Deep nets of sorts]](https://a.b/c)"))
    assert "Deep" == called(entry("- [Deep](http://[bad) x"))


def test_empty_brackets_go_by_their_address() -> None:
    """`[[]](…)` is the paper, the code or the video."""
    assert "https://g.h/i" == fields("- Deep nets [[]](https://g.h/i)").url
    assert "https://www.github.com/a/b" == fields("- Deep nets [[]](https://www.github.com/a/b)").code
    assert "papers/a.pdf" == fields("- Deep nets [[]](papers/a.pdf)").pdf
