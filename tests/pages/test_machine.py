"""What programs read in a page: Zotero's tags, COinS, JSON-LD, previews of links."""

import json
import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qsl

import pytest

from lab import Lab
from papernotes.model.graph import Paper
from papernotes.model.written import Author, Inline, PaperFields
from papernotes.views.machine import citation

NOTES = """-- notes/vaswani2017attention.md --
---
title: Attention <is> all you need
authors: Ashish Vaswani; Noam Shazeer
arxiv: 1706.03762
venue: NeurIPS 2017
abstract: 'We "propose" a < b'
date: 2024-02-03
rating: 4
image: f.png
topics: models
by: Ada
---
Text on [[other]].
-- notes/other.md --
---
title: Other & more
authors: Aaron B. van den Oord
arxiv: 1901.00001
---
-- notes/list.md --
---
kind: list
title: A list
---
- [[vaswani2017attention]]
- [[other]]
-- notes/story.md --
---
kind: story
title: A story
---
## [[other]]
-- notes/digest.md --
---
kind: digest
title: A digest
---
Words.

- [[other]]
-- notes/f.png --
x
"""


def tags(html: str) -> list[tuple[str, str]]:
    """The tags of a page for Zotero."""
    found = re.findall(r'<meta name="((?:citation_|z:)[^"]*)" content="([^"]*)">', html)
    return [(name, unescape(content)) for name, content in found]


def data(html: str) -> dict[str, object]:
    """The JSON-LD of a page."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    found: dict[str, object] = json.loads(text)
    return found


def coins(html: str) -> list[dict[str, str]]:
    """The papers that can be saved from a page, by their keys."""
    return [dict(parse_qsl(unescape(text))) for text in re.findall(r'class="Z3988" title="([^"]*)"', html)]


def paper(**fields: object) -> Paper:
    """A paper of these fields."""
    return Paper(name="k", fields=PaperFields(title=Inline(("T",), (), "T"), **fields))  # type: ignore[arg-type]


def test_a_conference_paper_has_highwire_tags(lab: Callable[..., Lab]) -> None:
    """Zotero takes its type from the conference; no COinS stand on the page, for they would win."""
    html = lab(NOTES).build().html("papers/vaswani2017attention.html")

    assert tags(html) == [
        ("citation_title", "Attention <is> all you need"),
        ("citation_author", "Vaswani, Ashish"),
        ("citation_author", "Shazeer, Noam"),
        ("citation_publication_date", "2017"),
        ("citation_conference_title", "NeurIPS"),
        ("citation_public_url", "https://arxiv.org/abs/1706.03762"),
        ("citation_pdf_url", "https://arxiv.org/pdf/1706.03762"),
        ("citation_abstract", 'We "propose" a < b'),
    ]
    assert "Z3988" not in html


def test_a_preprint_is_told_by_zoteros_own_tags() -> None:
    """`z:itemType`, repository and archive id, with the DOI that arXiv gives; a sole author ends with a semicolon."""
    found = paper(authors=(Author("van den Oord", "Aaron B."),), ids=("arxiv:1901.00001",), issued="2019-01")

    assert list(citation(found)) == [
        ("citation_title", "T"),
        ("citation_author", "van den Oord, Aaron B.;"),
        ("citation_publication_date", "2019/01"),
        ("z:itemType", "preprint"),
        ("z:repository", "arXiv"),
        ("z:archiveID", "arXiv:1901.00001"),
        ("citation_doi", "10.48550/arXiv.1901.00001"),
        ("citation_public_url", "https://arxiv.org/abs/1901.00001"),
        ("citation_pdf_url", "https://arxiv.org/pdf/1901.00001"),
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"type": "article", "venue": "Nature"}, ("citation_journal_title", "Nature")),
        ({"type": "chapter", "venue": "Handbook"}, ("citation_book_title", "Handbook")),
        ({"type": "thesis", "venue": "MIT"}, ("citation_dissertation_institution", "MIT")),
        ({"type": "report", "venue": "OpenAI"}, ("citation_technical_report_institution", "OpenAI")),
        ({"type": "book", "venue": "Springer"}, ("z:itemType", "book")),
        ({"type": "blog"}, ("z:itemType", "blogPost")),
        ({"type": "software"}, ("z:itemType", "computerProgram")),
        ({"details": (("pages", "3–9"),)}, ("citation_lastpage", "9")),
        ({"ids": ("isbn:9780262033848",)}, ("citation_isbn", "9780262033848")),
        ({"pdf": "javascript:alert(1)//://"}, ("citation_title", "T")),
    ],
)
def test_other_types_by_their_container_or_name(fields: dict[str, object], expected: tuple[str, str]) -> None:
    """Each work is what it is in Zotero."""
    found = list(citation(paper(**fields)))

    assert expected in found
    assert "citation_pdf_url" not in dict(found)


def test_two_people_with_two_names_each_stay_two() -> None:
    """A comma with blanks on both sides would be read as a list of names."""
    names = (Author("van den Oord", "Aaron B."), Author("Li", "Yazhe"))

    assert [value for name, value in citation(paper(authors=names)) if name == "citation_author"] == [
        "van den Oord, Aaron B.;",
        "Li, Yazhe",
    ]


def test_the_setting_switches_the_tags_off(lab: Callable[..., Lab]) -> None:
    """`zotero = false`: neither tags nor COinS."""
    made = lab(NOTES, zotero=False).build()

    assert tags(made.html("papers/vaswani2017attention.html")) == []
    assert coins(made.html("lists/list.html")) == []


@pytest.mark.parametrize(
    ("url", "count"),
    [("lists/list.html", 2), ("stories/story.html", 1), ("topics/models.html", 1), ("digests/digest.html", 0)],
)
def test_a_whole_list_can_be_saved_at_once(lab: Callable[..., Lab], url: str, count: int) -> None:
    """COinS stand on lists, topics and stories."""
    assert len(coins(lab(NOTES).build().html(url))) == count


def test_coins_are_dublin_core_with_the_type_last(lab: Callable[..., Lab]) -> None:
    """Zotero takes the title for the container's once it knows a type; names and addresses are whole."""
    html = lab(NOTES).build().html("lists/list.html")
    first, second = coins(html)

    assert first == {
        "ctx_ver": "Z39.88-2004",
        "rft_val_fmt": "info:ofi/fmt:kev:mtx:dc",
        "rft.title": "Attention <is> all you need",
        "rft.au": "Shazeer, Noam",
        "rft.date": "2017",
        "rft.source": "NeurIPS",
        "rft_id": "https://arxiv.org/abs/1706.03762",
        "rft.type": "conferencePaper",
    }
    assert list(second)[-1] == "rft.type"
    assert (second["rft.publisher"], second["rft.type"]) == ("arXiv", "preprint")
    assert "rft_id=info%3Adoi%2F10.48550%2FarXiv.1901.00001" in unescape(html)


def test_a_note_is_a_review_by_its_reviewer(lab: Callable[..., Lab]) -> None:
    """Nothing in it can end the script."""
    html = lab(NOTES).build().html("papers/vaswani2017attention.html")

    assert data(html) == {
        "@context": "https://schema.org",
        "@type": "Review",
        "author": {"@type": "Person", "name": "Ada"},
        "datePublished": "2024-02-03",
        "reviewRating": {"@type": "Rating", "ratingValue": 4},
        "itemReviewed": {
            "@type": "ScholarlyArticle",
            "name": "Attention <is> all you need",
            "author": [
                {"@type": "Person", "name": "Ashish Vaswani"},
                {"@type": "Person", "name": "Noam Shazeer"},
            ],
            "datePublished": "2017-06",
            "url": "https://arxiv.org/abs/1706.03762",
        },
    }


def test_a_list_is_a_list_of_items(lab: Callable[..., Lab]) -> None:
    """In its order, with full addresses where that of the site is known."""
    found = data(lab(NOTES, base_url="https://a.b").build().html("lists/list.html"))

    assert (found["@type"], found["name"], found["numberOfItems"]) == ("ItemList", "A list", 2)
    assert found["itemListElement"] == [
        {
            "@type": "ListItem",
            "position": 1,
            "name": "Attention <is> all you need",
            "url": "https://a.b/papers/vaswani2017attention.html",
        },
        {"@type": "ListItem", "position": 2, "name": "Other & more", "url": "https://a.b/papers/other.html"},
    ]


def test_a_preview_of_a_link_shows_the_notes_picture_or_the_card(lab: Callable[..., Lab]) -> None:
    """`image:` by its full address; an article, so that Zotero does not take the page for a mere web page."""
    made = lab(NOTES, base_url="https://a.b").build()
    html = made.html("papers/vaswani2017attention.html")

    assert '<meta property="og:type" content="article">' in html
    assert '<meta property="og:image" content="https://a.b/files/f.png">' in html
    assert '<meta property="og:image" content="https://a.b/assets/card.png">' in made.html("lists/list.html")
    assert 20_000 > len(made.files()["assets/card.png"]) > 0


def test_a_preview_of_a_link_says_what_the_picture_shows(lab: Callable[..., Lab]) -> None:
    """`image_alt:` of a paper's note or of any other, beside its `image:` alone."""
    made = lab(
        "-- notes/a.md --\n---\ntitle: A\narxiv: 1706.03762\nimage: f.png\nimage_alt: 'A \"<drawing>\"'\n---\n"
        "-- notes/b.md --\n---\ntitle: B\nimage: https://c.d/f.png\nimage_alt: Two hands\n---\nText.\n"
        "-- notes/c.md --\n---\ntitle: C\nimage_alt: Nothing\n---\nText.\n"
        "-- notes/f.png --\nx\n",
        base_url="https://a.b",
    ).build()

    assert 'property="og:image:alt" content="A &#34;&lt;drawing&gt;&#34;">' in made.html("papers/a.html")
    assert 'property="og:image:alt" content="Two hands">' in made.html("notes/b.html")
    assert "og:image:alt" not in made.html("notes/c.html")


def test_a_page_leads_to_its_markdown_copy(lab: Callable[..., Lab]) -> None:
    """Pages of notes have one, stubs have none."""
    made = lab(NOTES + "-- notes/n.md --\n# N\n\n[@x2020]\n").build()

    for url in ("papers/other.html", "lists/list.html", "notes/n.html"):
        name = url.rpartition("/")[2].replace(".html", ".md")
        assert f'<link rel="alternate" type="text/markdown" href="{name}">' in made.html(url)
    assert "text/markdown" not in made.html("papers/x2020.html")


def test_no_title_ends_the_script(lab: Callable[..., Lab]) -> None:
    """Data in a page stays data, whatever a title spells."""
    note = "-- notes/a.md --\n---\ntitle: A `</script><script>alert(1)</script>` B\ndoi: 10.1000/x\n---\nText.\n"

    html = lab(note).build().html("papers/a.html")

    assert data(html)["itemReviewed"]["name"] == "A </script><script>alert(1)</script> B"  # type: ignore[index]
    assert "<script>alert" not in html


def test_a_description_is_in_the_words_of_the_page(lab: Callable[..., Lab]) -> None:
    """Neither citekeys nor file names stand in it, whether it is a summary or the beginning of the text."""
    built = lab(
        "-- notes/doe2017deep.md --\n---\ntitle: Deep & wide\nauthors: Jane Doe\nyear: 2017\n"
        'summary: "After [@roe2015], with *care*."\n---\nText.\n'
        "-- notes/roe2015.md --\n---\ntitle: Wide\nauthors: John Roe\nyear: 2015\n---\nSee [[doe2017deep]] for more.\n"
        "-- notes/essay.md --\n---\ntitle: Essay\n---\nAs @doe2017deep says, $\\alpha < 1$ goes well.\n"
    ).build()

    def description(url: str) -> str:
        found = re.search(r'<meta name="description" content="([^"]*)"', built.html(url))
        return unescape(found[1]) if found else ""

    assert "After (Roe, 2015), with care." == description("papers/doe2017deep.html")
    assert "See Deep & wide for more." == description("papers/roe2015.html")
    assert "As Doe (2017) says, α < 1 goes well." == description("notes/essay.html")
