"""Indexes of authors, venues, years and keywords, the page of each name, and the table of all papers."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from lab import Lab

NOTES = """-- notes/a.md --
---
title: First paper of these
authors: [Ada Lovelace, Charles Babbage, Élan Vital]
year: 1925
venue: Taylor's Memoirs 1925
keywords: [engines, "bernoulli numbers"]
topics: [machines]
---
The [[menabrea]] it grew from.
-- notes/b.md --
---
title: Second paper of these
authors: [Ada Lovelace, Alan Turing]
issued: 1936-11
venue: Taylor's Memoirs
keywords: [Engines]
topics: [machines/universal]
builds_on: [a]
status: read
---
-- notes/c.md --
---
title: Third paper of these
authors: [A. Lovelace]
---
After [[ada|the Countess]] there was nobody for a while.
-- notes/people/ada.md --
---
kind: author
title: Ada Lovelace
aliases: [A. Lovelace]
url: https://www.example.org/ada
summary: The first to see what an engine is.
---
She wrote [[a]].

## Her life

Short.
"""


def words(html: str) -> str:
    """The text of a page, blanks single."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html[html.index("<main") :])).split())


def links(html: str) -> list[tuple[str, str]]:
    """The links of a page's main part: address and words."""
    main = html[html.index("<main") : html.index("</main")]
    return [
        (url, unescape(re.sub("<[^>]*>", "", text)))
        for url, text in re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', main)
    ]


def test_the_index_of_authors_is_by_family_name(lab: Callable[..., Lab]) -> None:
    """A person with a page leads there, one of a single paper to that paper."""
    found = links(lab(NOTES).build().html("authors/index.html"))

    assert [
        ("../papers/a.html", "Babbage, Charles"),
        ("ada.html", "Lovelace, Ada"),
        ("../papers/b.html", "Turing, Alan"),
        ("../papers/a.html", "Vital, Élan"),
    ] == found


def test_the_page_of_a_person(lab: Callable[..., Lab]) -> None:
    """Three papers by year with an arc, one of them by initials; co-authors, topics, note, link and passage."""
    page = lab(NOTES, author="Charles").build().html("authors/ada.html")
    text = words(page)

    assert "3 papers here, 1925 to 1936, 3 co-authors. Also written: A. Lovelace." in text
    assert text.index("First paper") < text.index("Second paper") < text.index("Third paper")
    assert 1 == page.count('<i class="arc"')
    assert "Wrote with Charles Babbage 1 Alan Turing 1 Élan Vital 1" in text
    assert "On Machines Universal" in text
    assert "The first to see what an engine is." in text
    assert "Note by Charles" in text
    assert ("https://www.example.org/ada", "www.example.org") in links(page)
    assert "After the Countess there was nobody for a while." in text
    assert "Her life" in text


def test_a_link_to_the_note_leads_to_the_page_of_the_person(lab: Callable[..., Lab]) -> None:
    """The note has no second page, and its old names lead there."""
    site = lab(NOTES).build()

    assert '"../authors/ada.html"' in site.html("papers/c.html")
    assert "ada.html" in site.html("authors/ada-lovelace.html")
    assert not site.exists("notes/ada.html")


def test_the_page_of_a_venue_a_year_and_a_keyword(lab: Callable[..., Lab]) -> None:
    """Each with its papers; a venue of two volumes is one, a keyword in two cases too."""
    site = lab(NOTES).build()

    assert "2 papers here, 1925 to 1936." in words(site.html("venues/taylors-memoirs.html"))
    assert "2 papers here, 1925 to 1936." in words(site.html("keywords/engines.html"))
    year = site.html("years/1925.html")
    assert "1 paper here." in words(year)
    assert ("1936.html", "1936") in links(year)
    assert not site.exists("keywords/bernoulli-numbers.html")
    assert ("../papers/a.html", "bernoulli numbers") in links(site.html("keywords/index.html"))


def test_only_the_first_of_several_counts_has_bars(lab: Callable[..., Lab]) -> None:
    """On an author's page they stand with the co-authors; the counts after them are numbers, and say no 1."""
    page = lab(NOTES).build().html("authors/ada.html")
    first, *others = page[page.index('<aside class="side"') : page.index("</aside>")].split("<h2")[1:]

    assert "--p:" in first
    assert others
    assert not any("--p:" in each or ">1<" in each for each in others)


def test_the_legend_explains_what_the_table_shows(lab: Callable[..., Lab]) -> None:
    """Each way of drawing a paper that is there, and no other."""
    skimmed = "-- notes/d.md --\n---\ntitle: Fourth paper\nauthors: [A. D]\nyear: 1940\nstatus: skimmed\n---\n"
    page = words(lab(NOTES + skimmed).build().html("papers/index.html"))

    assert "read, skimmed, with a note. " in page


def test_an_index_has_no_empty_lines(lab: Callable[..., Lab]) -> None:
    """A collection that counts no papers says nothing under its name."""
    digest = "-- notes/g.md --\n---\nkind: digest\ntitle: G\n---\nNothing yet.\n"
    built = lab(NOTES + digest).build()

    assert '<p class="by"></p>' not in built.html("digests/index.html")
    assert ">digest</p>" not in built.html("digests/index.html")


def test_the_years_have_bars(lab: Callable[..., Lab]) -> None:
    """As long as the share of the fullest year."""
    notes = "".join(
        f"-- notes/{n}.md --\n---\ntitle: Paper number {n}\nauthors: [A. B]\nyear: {2000 + n // 3}\n---\n"
        for n in range(4)
    )
    page = lab(notes).build().html("years/index.html")

    assert ["100", "33"] == re.findall(r"--p:(\d+)", page)


def test_without_names_there_are_no_indexes(lab: Callable[..., Lab]) -> None:
    """A note that says nothing of authors, venue, year or keywords."""
    site = lab("-- notes/a.md --\n# Words\n").build()

    assert not any(site.exists(f"{folder}/index.html") for folder in ("authors", "venues", "years", "keywords"))


def many(count: int) -> str:
    """A .bib file with so many papers, each by somebody else."""
    letters = [chr(65 + n * 26 // count) for n in range(count)]
    return "".join(
        f"@book{{k{n}, title={{Paper number {n}}}, author={{{letter}amily{n:04}, Given}}, year={{{1990 + n % 30}}}}}\n"
        for n, letter in enumerate(letters)
    )


def test_a_long_index_goes_on_with_letters_that_lead_across_pages(lab: Callable[..., Lab]) -> None:
    """1,040 names, 40 for each letter: A to M are on the first page, Z on the third."""
    site = lab(f"-- notes/index.md --\nWords.\n-- notes/x.bib --\n{many(1040)}", bibliography_pages="all").build()
    first = site.html("authors/index.html")

    assert site.exists("authors/index.3.html")
    assert not site.exists("authors/index.4.html")
    assert ("#page:A", "A") in links(first)
    assert ("index.3.html#page:Z", "Z") in links(first)
    assert 'id="page:Z"' in site.html("authors/index.3.html")
    assert ("#page:Z", "Z") in links(site.html("authors/index.3.html"))


def test_names_of_many_scripts_are_in_the_index(lab: Callable[..., Lab]) -> None:
    """Digits under "#", scripts without letters under a word of their own."""
    names = ["王伟", "فاطمة الزهراء", "3M Research Group", *(f"Given{n} Family{n}" for n in range(40))]
    page = lab(
        "-- notes/a.md --\n---\ntitle: One paper\nauthors:\n" + "".join(f"- {name}\n" for name in names) + "---\n"
    )
    found = dict(links(page.build().html("authors/index.html")))

    assert "Other scripts" == found["#page:other"]
    assert "#" in found.values()


def test_a_paper_of_120_authors(lab: Callable[..., Lab]) -> None:
    """All are in the index; on the page of each stand those most often met, and how many there are."""
    names = ", ".join(f'"Given{n} Family{n}"' for n in range(120))
    notes = "".join(f"-- notes/{n}.md --\n---\ntitle: Large paper {n}\nauthors: [{names}]\n---\n" for n in range(2))
    site = lab(notes).build()

    assert "120 authors." in words(site.html("authors/index.html"))
    page = site.html("authors/given7-family7.html")
    assert "119 co-authors" in words(page)
    assert 12 == page.count("../authors/given") + page.count('href="given')


def test_all_papers_stand_in_a_table_by_year(lab: Callable[..., Lab]) -> None:
    """Five columns; a month sorts within its year, a paper without a year stands last."""
    page = lab(NOTES).build().html("papers/index.html")
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)

    assert ["Title", "Authors", "Venue", "Year", "Status"] == re.findall(r'<th scope="col"[^>]*>(\w+)', rows[0])
    cells = [
        [unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows[1:]
    ]
    assert [
        ["First paper of these", "Lovelace, Babbage and Vital", "Taylor's Memoirs 1925", "1925", ""],
        ["Second paper of these", "Lovelace and Turing", "Taylor's Memoirs", "1936", ""],
        ["Third paper of these", "Lovelace", "", "", ""],
    ] == cells[:3]
    assert 'data-s="1936-11"' in rows[2]
    assert 'id="year:1936"' in rows[2]


def test_the_table_goes_on_after_500_rows(lab: Callable[..., Lab]) -> None:
    """501 papers are on two pages."""
    site = lab(f"-- notes/index.md --\nWords.\n-- notes/x.bib --\n{many(501)}", bibliography_pages="all").build()

    assert 501 == site.html("papers/index.html").count("<tr") + site.html("papers/index.2.html").count("<tr") - 2
    assert 'href="index.2.html"' in site.html("papers/index.html")


def test_names_are_text_not_markup(lab: Callable[..., Lab]) -> None:
    """Markup in a name is shown as written."""
    fields = "authors: ['Mallory <b>X</b> Y']\nkeywords: ['<script>']"
    notes = "".join(f"-- notes/{n}.md --\n---\ntitle: Paper number {n}\n{fields}\n---\n" for n in range(2))
    site = lab(notes).build()

    for url in ("authors/index.html", "keywords/index.html", "keywords/script.html"):
        assert "<script>alert" not in site.html(url)
        assert "<b>X" not in site.html(url)
        assert site.html(url).count("<script") == site.html("404.html").count("<script")


@pytest.mark.parametrize("url", ["authors/nobody.html", "years/1066.html", "keywords/index.9.html", "venues/x.2.html"])
def test_no_page_for_a_name_that_is_not_there(lab: Callable[..., Lab], url: str) -> None:
    """The preview asks for any address."""
    from papernotes.pages import chrome, indexes, named
    from papernotes.project import load

    site = load(lab(NOTES).config()).site

    assert indexes.page(site, url, chrome(site, site.config)) is None
    assert named.page(site, url, chrome(site, site.config)) is None


def test_an_edit_of_one_author_touches_only_what_shows_it(lab: Callable[..., Lab]) -> None:
    """A new co-author on one paper renders that paper, the person's pages and the index, not the other people."""
    site = lab(NOTES).build()
    text = (site.root / "notes" / "b.md").read_text(encoding="utf-8")
    site.write("-- notes/b.md --\n" + text.replace("Alan Turing", "Alan Turing, Grace Hopper")).build()

    assert "authors/ada.html" in site.rendered
    assert "authors/index.html" in site.rendered
    assert "papers/c.html" not in site.rendered
    assert "venues/index.html" not in site.rendered
