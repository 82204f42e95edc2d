"""Catalogues: dense, in their author's order, whole without scripts, in several pages when they are long."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from lab import Lab
from papernotes.graph import split
from papernotes.model.page import Page
from papernotes.pages import catalogue
from papernotes.project import load
from papernotes.text import slug

HEAD = "-- notes/c.md --\n---\nkind: catalogue\ntitle: Phenomena\n---\n"
THEORY = (
    HEAD
    + """Words in front.

## Theory

![a figure](figures/f.svg)

### Theory: 2019
- Wide and flat minima. [[paper]](https://arxiv.org/abs/1901.00001) [[code]](https://github.com/a/b) [[annotated]](https://example.org/n)
  - Ann Author, Bob Writer. *ICLR 2019*
  - Key Word: Width; Flat Minima.
  - <details><summary>Digest</summary> It shows that wide is flat.</details>

### Theory: 2021
- A later paper. [[paper]](https://arxiv.org/abs/2101.00002)
  - Carl Third. *NeurIPS 2021*
  - Key Word: Width.
- Another later one. [[paper]](https://openreview.net/forum?id=abcDEF123)

## Resources

Further lists stand elsewhere.
-- notes/figures/f.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
"""
)


def in_order(page: str, *words: str) -> bool:
    """Whether all words are in a page's main part, each after the one before."""
    place = page.find("<main")
    for word in words:
        place = page.find(word, place + 1)
        if place < 0:
            return False
    return True


def shown(page: str) -> str:
    """The main part of a page."""
    return page[page.index("<main") :]


def entry(page: str, anchor: str) -> str:
    """The list item of an entry."""
    start = page.index(f'<li id="{anchor}"')
    return page[start : page.index("</li>\n", start)]


def test_sections_and_years_stand_in_their_authors_order(lab: Callable[..., Lab]) -> None:
    """An author who puts the oldest year first keeps it; section and year say how many entries they hold."""
    page = lab(THEORY).build().html("catalogues/c.html")

    assert in_order(
        page, "Words in front", 'id="theory"', 'id="theory-2019"', "Wide and", 'id="theory-2021"', "A later"
    )
    assert re.search(r'id="theory">Theory <span class="m">3</span>', page)
    assert re.search(r'id="theory-2019">2019 <span class="m">1</span>', page)
    assert re.search(r'id="theory-2021">2021 <span class="m">2</span>', page)
    assert '<a href="#theory-2019">2019</a> 1, <a href="#theory-2021">2021</a> 2' in page


def test_an_entry_has_its_byline_links_keywords_and_digest(lab: Callable[..., Lab]) -> None:
    """The title leads to the paper's page; links keep their label; the digest is a native fold."""
    found = entry(lab(THEORY).build().html("catalogues/c.html"), "arxiv-1901.00001")

    assert '<a href="../papers/arxiv-1901.00001.html">Wide and flat minima</a>' in found
    assert "Ann Author, Bob Writer. <em>ICLR 2019</em>" in found
    assert '<a class="m cd" href="https://github.com/a/b">code</a>' in found
    assert '<a href="https://arxiv.org/abs/1901.00001">arXiv</a>' in found
    assert '<a href="https://example.org/n">annotated</a>' in found
    assert "/pdf/" not in found
    assert '<a href="../keywords/width.html">Width</a>; Flat Minima</p>' in found
    assert "<details><summary>Digest</summary> It shows that wide is flat.</details>" in found


def test_images_and_prose_of_sections_are_kept(lab: Callable[..., Lab]) -> None:
    """A section's lead image and a section of prose alone stand where they were written."""
    page = lab(THEORY).build().html("catalogues/c.html")

    assert in_order(
        page, 'id="theory"', 'src="../files/figures/f.svg"', 'id="theory-2019"', 'id="resources"', "Further"
    )


def test_the_papers_page_leads_to_the_entry(lab: Callable[..., Lab]) -> None:
    """The entry is named by the paper's id, which a change of the title leaves as it is."""
    built = lab(THEORY).build()

    assert 'href="../catalogues/c.html#arxiv-1901.00001"' in built.html("papers/arxiv-1901.00001.html")
    assert built.html("catalogues/c.html").count('id="arxiv-1901.00001"') == 1


def test_a_link_by_title_still_finds_the_entry(lab: Callable[..., Lab]) -> None:
    """A wikilink that names an entry by its title leads to it."""
    built = lab(THEORY + "-- notes/n.md --\n# N\n\nSee [[c#Wide and flat minima]].\n").build()

    assert 'href="../catalogues/c.html#arxiv-1901.00001"' in built.html("notes/n.html")


def test_what_filters_choose_by_stands_on_the_lists(lab: Callable[..., Lab]) -> None:
    """Year and venue of each entry are places in the lists that the form offers; 0 is none of them."""
    rows = "".join(
        f"- Paper number {n}. [[paper]](https://example.org/{n})\n  - A. Author. *ICML 2020*\n" for n in range(8)
    )
    page = lab(THEORY.replace("## Resources", f"## More: 2020\n{rows}\n## Resources")).build().html("catalogues/c.html")

    assert "<option>2021</option><option>2020</option><option>2019</option>" in page
    assert "<option>ICML</option><option>ICLR</option><option>NeurIPS</option>" in page
    assert 'data-y="3" data-v="2"' in page
    assert 'data-y="1 1" data-v="3 0"' in page
    assert "assets/filters.js" in page


def test_a_short_catalogue_needs_no_filters(lab: Callable[..., Lab]) -> None:
    """Three entries come without form and script."""
    page = lab(THEORY).build().html("catalogues/c.html")

    assert 'class="filters"' not in page
    assert "filters.js" not in page
    assert "3 papers, 1 with code." in page


def test_frequent_keywords_are_counted(lab: Callable[..., Lab]) -> None:
    """Keywords of several entries stand at the top with their number; spelled differently they are one."""
    rows = "".join(
        f"- Paper number {n}. [[code]](https://github.com/a/{n})\n  - Key Word: {'depth' if n % 2 else 'Depth'}.\n"
        for n in range(10)
    )
    page = lab(HEAD + rows).build().html("catalogues/c.html")
    keywords = page[page.index('class="kws"') : page.index("</details>")]

    assert re.search(r'<a href="../keywords/depth.html">Depth</a></span> <span class="m">10</span>', keywords)


def test_a_long_list_of_authors_is_folded(lab: Callable[..., Lab]) -> None:
    """Of 120 authors two are shown, all of them on demand."""
    names = [f"{given} {family}{end}" for given in ("Ada", "Boris", "Chen", "Dana") for family in ("Ber", "Kol", "Tor")
             for end in ("ger", "dov", "tin", "sen", "well", "mann", "ova", "ini", "qvist", "mer")]  # fmt: skip
    page = lab(
        f"{HEAD}- Crowd. [[paper]](https://arxiv.org/abs/2101.00001)\n  - {', '.join(names)}. *CVPR 2021*\n"
    ).build()
    found = entry(page.html("catalogues/c.html"), "arxiv-2101.00001")

    assert 120 == len(names)
    assert in_order(found, "A. Berger, A. Berdov and others", "CVPR 2021", "<details><summary>120 authors</summary>")
    assert all(name in found[found.index("<details>") :] for name in names)


def test_a_table_is_a_catalogue_too(lab: Callable[..., Lab]) -> None:
    """Rows of a table become entries, their columns fields."""
    table = "| Paper | Venue | Code | Keywords |\n|---|---|---|---|\n| [Row one](https://arxiv.org/abs/1701.00001) "
    table += "| ICLR 2017 | [code](https://github.com/r/one) | depth; width |\n"
    found = entry(lab(HEAD + table).build().html("catalogues/c.html"), "arxiv-1701.00001")

    assert in_order(found, "Row one", "https://github.com/r/one", "ICLR 2017", "depth; width")


def test_a_fold_that_is_all_of_a_section_is_no_section(lab: Callable[..., Lab]) -> None:
    """`<summary>Toggle</summary>` below a heading adds nothing; several folds keep their names."""
    one = "- [One](https://arxiv.org/abs/1701.00001)"
    text = f"## Old\n<details><summary>Toggle</summary>\n\n{one}\n\n</details>\n\n## New\n"
    text += "".join(
        f"<details><summary>{name}</summary>\n\n- [{name} paper](https://arxiv.org/abs/170{n}.00002)\n\n</details>\n\n"
        for n, name in enumerate(("Alpha", "Beta"), 2)
    )
    page = lab(HEAD + text).build().html("catalogues/c.html")

    assert "Toggle" not in page
    assert 'id="toggle"' in page
    assert in_order(page, ">Old <", ">New", ">Alpha <", ">Beta <")


def test_results_of_a_query_stand_in_groups(lab: Callable[..., Lab]) -> None:
    """What a query adds follows the entries, under what it has in common, with the links of the papers."""
    notes = "".join(
        f"-- notes/p{year}.md --\n---\ntitle: Paper of {year}\nauthors: [Ada Third]\nyear: {year}\ncode: https://github.com/p/{year}\n---\n"
        for year in (2018, 2020)
    )
    text = (
        HEAD.replace("kind: catalogue", "kind: catalogue\nquery: year:2017-2021 group:year") + "- [[p2020]]\n" + notes
    )
    page = lab(text).build().html("catalogues/c.html")

    assert in_order(
        page, "Paper of 2020", "https://github.com/p/2020", 'id="group:1"', "2018</", "Paper of 2018", "p/2018"
    )
    assert 1 == shown(page).count("Paper of 2020")


# bad input


def test_an_empty_catalogue_says_so(lab: Callable[..., Lab]) -> None:
    """The page is there, and the writer is told."""
    built = lab(HEAD + "Nothing yet.\n").build()

    assert "There is nothing in this catalogue yet." in built.html("catalogues/c.html")
    assert "Nothing yet." in built.html("catalogues/c.html")
    assert "collection-empty" in built.codes


def test_an_entry_that_names_nothing_is_shown_as_text(lab: Callable[..., Lab]) -> None:
    """It keeps its place, and a diagnostic points to its line."""
    built = lab(
        HEAD + "- [One](https://arxiv.org/abs/1701.00001)\n- [[paper]]()\n- [Two](https://arxiv.org/abs/1701.00002)\n"
    ).build()

    assert in_order(built.html("catalogues/c.html"), ">One<", "[paper]", ">Two<")
    assert [("entry-empty", 6)] == [
        (each.code.value, each.span.line)
        for each in built.diagnostics
        if each.span and each.code.value == "entry-empty"
    ]


def test_a_paper_may_stand_in_two_sections_but_not_twice_in_one(lab: Callable[..., Lab]) -> None:
    """Both entries are shown; only the second under the same heading is reported."""
    one = "- [One](https://arxiv.org/abs/1701.00001)\n"
    built = lab(f"{HEAD}## A\n{one}## B\n{one}{one}").build()

    assert 3 == built.html("catalogues/c.html").count(">One</a>")
    assert [9] == [each.span.line for each in built.diagnostics if each.span and each.code.value == "entry-twice"]


def test_a_keyword_that_is_a_sentence_is_text(lab: Callable[..., Lab]) -> None:
    """It is shown as it is written, and has no page."""
    words = "this is a whole sentence that someone wrote because nobody had said what a keyword is"
    built = lab(f"{HEAD}- One. [[code]](https://github.com/a/b)\n  - Key Word: {words}.\n").build()

    assert f'<p class="m kw">{words}</p>' in built.html("catalogues/c.html")


# long ones

LONG = (
    HEAD
    + "In front, see [Beta](#beta).\n\n"
    + "".join(
        f"## {name}\n\nAbout {name}.\n\n"
        + "".join(
            f"### {name}: {year}\n"
            + "".join(
                f"- {name} {year} number {n}. [[paper]](https://arxiv.org/abs/{year % 100}01.{base + n:05})\n"
                for n in range(2)
            )
            for year in (2020, 2019)
        )
        for base, name in ((10, "Alpha"), (20, "Beta"))
    )
    + "## Contributing\n\nWrite to me.\n-- notes/n.md --\n# N\n\nSee [[c#Beta]] and [[c#Beta 2019 number 1]].\n"
)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Catalogues are long from six entries on, and pages of sections hold four."""
    monkeypatch.setattr(split, "MOST", 6)
    monkeypatch.setattr(split, "PER_LEAF", 4)


@pytest.mark.usefixtures("short")
def test_a_long_catalogue_has_a_page_for_each_section(lab: Callable[..., Lab]) -> None:
    """Its first page keeps its own words and leads to sections and years, with their numbers."""
    built = lab(LONG).build()
    first, alpha = built.html("catalogues/c.html"), built.html("catalogues/c.alpha.html")

    assert in_order(
        first, "8 papers", "In front", '<a href="c.alpha.html">Alpha</a> <span class="m">4</span>', "Write to me"
    )
    assert '<a href="c.beta.html#beta-2019">2019</a> 2' in first
    assert "Alpha 2020 number 0" not in shown(first)
    assert in_order(
        alpha, '<a href="c.html">Phenomena</a>', "<h1>Alpha</h1>", "About Alpha.", "<h2", "Alpha 2019 number 1"
    )
    assert "Beta" not in alpha


@pytest.mark.usefixtures("short")
def test_links_lead_to_the_page_that_holds_the_entry(lab: Callable[..., Lab]) -> None:
    """From a paper's page, from an essay, and from the catalogue's own words."""
    built = lab(LONG).build()

    assert {"../catalogues/c.beta.html#arxiv-1901.00021"} == set(
        re.findall(r'"(\.\./catalogues/[^"]*#[^"]*)"', built.html("papers/arxiv-1901.00021.html"))
    )
    assert ["../catalogues/c.beta.html#beta", "../catalogues/c.beta.html#arxiv-1901.00021"] == re.findall(
        r'"(\.\./catalogues/c[^"]*)"', built.html("notes/n.html")
    )
    assert '<a href="c.beta.html#beta">Beta</a>' in built.html("catalogues/c.html")
    assert 'id="arxiv-1901.00021"' in built.html("catalogues/c.beta.html")


@pytest.mark.usefixtures("short")
def test_a_long_section_without_headings_is_cut(lab: Callable[..., Lab]) -> None:
    """Five pages of four; each leads to its neighbours; the writer is asked for headings."""
    rows = "".join(f"- Flat paper {n:02}. [[paper]](https://example.org/{n})\n" for n in range(18))
    built = lab(f"{HEAD}## Flat\n\nWords of it.\n\n{rows}").build()
    pages = [built.html(f"catalogues/c.flat{end}.html") for end in ("", ".2", ".3", ".4", ".5")]

    assert [4, 4, 4, 4, 2] == [shown(page).count("Flat paper") for page in pages]
    assert ["Words of it." in page for page in pages] == [True, False, False, False, False]
    assert 'href="c.flat.3.html" rel="next"' in pages[1]
    assert 'href="c.flat.html" rel="prev"' in pages[1]
    assert not built.exists("catalogues/c.flat.6.html")
    assert ["catalogue-long"] == [code for code in built.codes if code == "catalogue-long"]


@pytest.mark.usefixtures("short")
def test_a_long_query_is_split_by_its_groups(lab: Callable[..., Lab]) -> None:
    """A catalogue without entries of its own becomes long as well."""
    notes = "".join(
        f"-- notes/p{n}.md --\n---\ntitle: Paper {n}\nyear: {2018 + n % 2}\nauthors: [A B]\n---\n" for n in range(9)
    )
    built = lab(HEAD.replace("kind: catalogue", "kind: catalogue\nquery: year:2018-2019 group:year") + notes).build()

    urls = [f"catalogues/c.{name}.html" for name in ("2018", "2018.2", "2019")]
    assert [4, 1, 4] == [built.html(url).count('<li id="') for url in urls]
    assert in_order(
        built.html("catalogues/c.html"), 'href="c.2018.html">', 'href="c.2018.2.html">', 'href="c.2019.html">'
    )


def test_three_hundred_entries_weigh_at_most_sixty_kilobytes(lab: Callable[..., Lab]) -> None:
    """With names, venue, keywords and links of the usual length, digests apart."""
    import random

    chance = random.Random(7)
    letters = "abcdefghijklmnoprstuvwz"

    def word() -> str:
        return "".join(chance.choices(letters, k=chance.randint(3, 9)))

    def row(number: int) -> str:
        title = " ".join(word() for _ in range(9)).capitalize()
        names = ", ".join(f"{word().title()} {word().title()}" for _ in range(5))
        return (
            f"- {title}. [[paper]](https://arxiv.org/abs/2{chance.randint(100, 112)}.{10000 + number}) "
            f"[[code]](https://github.com/{word()}/{word()})\n  - {names}. *ICLR 2021*\n"
            f"  - Key Word: {word()} {word()}; {word()}.\n"
        )

    page = lab(HEAD + "".join(row(number) for number in range(300))).build().html("catalogues/c.html")

    assert 300 == page.count("<li id=")
    assert len(gzip.compress(page.encode(), 9)) <= 60_000


# real ones

LOTTERY, OTHERS = ("Lottery Ticket Hypothesis", "2024"), ("Others", "2025")
WITHOUT_LINK = {"2025-01-07_ad1eb52_seed004": [LOTTERY], "2026-05-16_c4ae61a": [LOTTERY, OTHERS]}
"""Entries of titles alone, which the other program left out."""


@pytest.mark.parametrize("version", ["2025-01-07_ad1eb52_seed004", "2026-05-16_c4ae61a"])
def test_a_real_list_becomes_a_catalogue_as_it_stands(lab: Callable[..., Lab], corpora: Path, version: str) -> None:
    """All of its entries are there, under sections and years that count what another program counted; it is light."""
    text = (corpora / "awesome-deep-phenomena" / version / "README.md").read_text(encoding="utf-8")
    truth = json.loads((corpora / "GROUND_TRUTH_awesome_entries.json").read_text(encoding="utf-8"))[version]
    project = load(lab(f"-- notes/c.md --\n---\nkind: catalogue\n---\n{text}").config())
    page = project.plan("catalogues/c.html", catalogue)
    assert isinstance(page, Page)
    made = project.theme.render(page, project.cache.bodies)
    assert isinstance(made, bytes)
    html = made.decode()
    sections = Counter([*((each["section"], each["year_heading"]) for each in truth), *WITHOUT_LINK[version]])
    heads = re.findall(r'<h4 class="yr" id="([^"]+)-(\d{4})">\d{4} <span class="m">(\d+)</span>', html)

    assert {(slug(name), year): count for (name, year), count in sections.items() if year} == {
        (name, year): int(count) for name, year, count in heads
    }
    without_digests = re.sub(r"<details><summary>Digest</summary>.*?</details>", "", html, flags=re.DOTALL)
    assert 60_000 >= len(gzip.compress(without_digests.encode(), 9)) * 300 / len(truth)
    assert len(truth) <= html.count("<li id=")
