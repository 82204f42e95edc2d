"""The heading of a paper's own note, and the byline under it."""

import pytest

from entries.reading import codes, head, people


@pytest.mark.parametrize(
    "text",
    [
        "# [Deep Nets](https://arxiv.org/abs/1706.03762)\n\nText",
        "# **[Deep Nets](https://arxiv.org/abs/1706.03762)**\n\nText",
        "#[Deep Nets](https://arxiv.org/abs/1706.03762)\n\nText",
    ],
)
def test_a_title_that_is_a_link(text: str) -> None:
    """The link is the paper's address, also where the blank behind `#` is missing."""
    found = head(text)

    assert found.title is not None
    assert ("Deep Nets", ("arxiv:1706.03762",), 3) == (found.title.text, found.fields.ids, found.end)
    assert ("https://arxiv.org/abs/1706.03762", ["arxiv:1706.03762"]) == (
        found.fields.url,
        [ref.target for ref in found.refs],
    )


def test_a_title_that_is_a_picture_of_a_pdf() -> None:
    """`#![Title](paper.pdf)` is a link with a mark too many."""
    found = head("#![Deep Nets](http://a.b/deep.pdf)\n\nText")

    assert found.title is not None
    assert ("Deep Nets", "http://a.b/deep.pdf") == (found.title.text, found.fields.pdf)


def test_a_local_pdf() -> None:
    """A file beside the notes counts."""
    assert "../pdfs/deep.pdf" == head("### [Deep Nets](../pdfs/deep.pdf)\n").fields.pdf


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Deep Learning - an overview", "Deep Learning - an overview"),
        ("# Notes on [Foo](https://a.b/c)", "Notes on Foo"),
        ("# *Deep* nets", "Deep nets"),
        ("# 2020", "2020"),
        ("#", ""),
    ],
)
def test_titles_of_plain_notes(text: str, title: str) -> None:
    """A heading without a link is a title whole, and says nothing of a paper."""
    found = head(f"{text}\n\nText")

    assert found.title is not None
    assert (title, "", ()) == (found.title.text, found.fields.url, found.refs)


def test_a_title_with_a_parenthesis() -> None:
    """A venue with its year, or a year, is read."""
    found = head("# Deep Nets (NeurIPS 2019)")

    assert found.title is not None
    assert ("Deep Nets", "NeurIPS", "2019") == (found.title.text, found.fields.venue, found.fields.venue_year)


def test_a_link_to_a_note_is_no_address() -> None:
    """`# [Title](other.md)` mentions a note."""
    found = head("# [Deep Nets](other.md)")

    assert ("", ["other.md"]) == (found.fields.url, [ref.target for ref in found.refs])


def test_the_byline_of_a_note() -> None:
    """Names, year and links under the title are read; the note begins behind them."""
    found = head("# Deep Nets\n\nDoe, Roe, et al. 2017 ([PDF](https://a.b/c.pdf))\nICML 2017\n\nText.")

    assert ("2017", "https://a.b/c.pdf", 6) == (found.fields.issued, found.fields.pdf, found.end)
    assert ([], "ICML", ["entry-byline"]) == (people(found.fields), found.fields.venue, codes(found))


def test_fields_of_a_note() -> None:
    """A list of fields, a quotation that is byline: both are read."""
    listed = head(
        "# [Deep](https://a.b/c) (ICML 2019)\n- Authors: Jane Doe, John Roe\n- Year: 2018\n- Keywords: a; b\n\nText"
    )
    quoted = head("# [Deep](https://a.b/c)\n\n> ICDE 2013\n>\n> https://doi.org/10.1000/x\n\nText")

    assert (["Jane Doe", "John Roe"], "2018", "ICML", ("a", "b")) == (
        people(listed.fields),
        listed.fields.issued,
        listed.fields.venue,
        listed.fields.keywords,
    )
    assert ("ICDE", ("doi:10.1000/x",), None) == (quoted.fields.venue, quoted.fields.ids, quoted.fields.authors or None)


def test_what_is_no_byline_stays() -> None:
    """Prose, a list of points, words that are partly byline: the note begins there."""
    for body in (
        "It works.",
        "- one\n- two",
        "> So they say.",
        "Jane Doe, 2017\nwrote it.",
        "Great Stuff",
        "## Next\n\nJane Doe, 2017",
    ):
        assert 3 == head(f"# Deep Nets\n\n{body}\n").end, body
    assert 6 == head("# [Deep Nets](https://a.b/c)\n\nJane Doe\n").end


def test_a_long_fold_under_a_title() -> None:
    """A fold that goes on and on is text, like any other."""
    body = "<details><summary>Authors</summary>\n\n" + "text\n\n" * 20 + "</details>\n"

    assert 3 == head(f"# Deep Nets\n\n{body}").end


def test_an_unclear_byline_of_a_note() -> None:
    """Two readings are a note, as in a story."""
    found = head("# Deep\n\nLegg, Shane, 2008\n")

    assert (["entry-byline"], "2008", "Legg, Shane, 2008") == (
        codes(found),
        found.fields.issued,
        found.byline.text if found.byline else "",
    )


def test_headings_that_went_wrong() -> None:
    """A picture of a PDF is a link to it; a `#` too many is no part of the title."""
    pictured, doubled = head("# ![Deep Nets](https://a.b/c.pdf)\n\nText"), head("# # Deep Nets\n")

    assert pictured.title
    assert doubled.title
    assert ("Deep Nets", "https://a.b/c.pdf", "Deep Nets") == (
        pictured.title.text,
        pictured.fields.pdf,
        doubled.title.text,
    )
