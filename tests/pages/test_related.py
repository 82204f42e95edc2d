"""Related papers: what two papers have in common, in counts, on both their pages."""

import re
from collections.abc import Callable
from html import unescape

from lab import Lab


def related(lab: Lab, name: str) -> list[str]:
    """The related papers on a paper's page, each as "title, year, reason"."""
    html = lab.html(f"papers/{name}.html")
    if 'id="page:related"' not in html:
        return []
    row = html.partition('id="page:related"')[2].partition("</section>")[0]
    items = re.findall(r"<li>(.*?)</li>", row, re.DOTALL)
    return [
        ", ".join(unescape(" ".join(text.split())) for text in re.findall(r">([^<>]+)<", item) if text.strip())
        for item in items
    ]


def paper(name: str, title: str, year: int, body: str, topics: str = "") -> str:
    """A note on a paper."""
    topic = f"topics: [{topics}]\n" if topics else ""
    return f"-- notes/{name}.md --\n---\ntitle: {title}\nkind: paper\nyear: {year}\n{topic}---\n{body}\n"


def test_shared_references_are_counted_on_both_pages(lab: Callable[..., Lab]) -> None:
    """Two papers that build on the same two are related; one shared reference is not enough."""
    site = lab(
        paper("old", "Old ground", 1990, "The start.")
        + paper("base", "Common base", 1991, "Another start.")
        + paper("a", "First child", 2001, "builds_on:: [[old]]\n\nbuilds_on:: [[base]]")
        + paper("b", "Second child", 2002, "builds_on:: [[old]]\n\nuses:: [[base]]")
        + paper("c", "Third child", 2003, "builds_on:: [[old]]")
    ).build()
    assert ["Second child, 2002, 2 references in common"] == related(site, "a")
    assert ["First child, 2001, 2 references in common"] == related(site, "b")
    assert [] == related(site, "c")


def test_a_shared_topic_counts_beside_a_shared_reference(lab: Callable[..., Lab]) -> None:
    """A topic alone makes no relation; with one shared reference it does, and is named."""
    site = lab(
        paper("old", "Old ground", 1990, "The start.")
        + paper("a", "First child", 2001, "builds_on:: [[old]]", "optics")
        + paper("b", "Second child", 2002, "builds_on:: [[old]]", "optics")
        + paper("d", "Stranger", 2002, "Nothing.", "optics")
    ).build()
    assert ["Second child, 2002, 1 reference in common; both on optics"] == related(site, "a")
    assert [] == related(site, "d")


def test_papers_named_in_one_passage_are_related(lab: Callable[..., Lab]) -> None:
    """A sentence of a note, and a paragraph above the cards of a digest, name papers together."""
    site = lab(
        paper("a", "Alpha", 2001, "One.")
        + paper("b", "Beta", 2002, "Two.")
        + paper("c", "Gamma", 2003, "Three.")
        + "-- notes/essay.md --\n---\ntitle: Essay\n---\nCompare [[a]] with [[b]]. Then [[c]] came.\n"
        + "-- notes/week.md --\n---\ntitle: Week\nkind: digest\n---\nBoth are about light.\n\n- [[a]]\n- [[b]]\n"
    ).build()
    assert ["Beta, 2002, named together in 2 passages"] == related(site, "a")
    assert [] == related(site, "c")


def test_what_a_relation_joins_is_not_repeated(lab: Callable[..., Lab]) -> None:
    """Papers of the lineage stand in the lineage alone, and a paper is not related to itself."""
    site = lab(
        paper("old", "Old ground", 1990, "The start.")
        + paper("base", "Common base", 1991, "Another start.")
        + paper("a", "First child", 2001, "builds_on:: [[old]]\n\nbuilds_on:: [[base]]")
        + paper("b", "Second child", 2002, "builds_on:: [[old]]\n\nbuilds_on:: [[base]]\n\nextends:: [[a]] - more")
    ).build()
    assert [] == related(site, "a")


def test_what_a_whole_conference_shares_relates_no_two_papers(lab: Callable[..., Lab]) -> None:
    """A paragraph above sixty cards says nothing of any two of them, one above two does."""
    cards = "".join(f"- [@card{number}]\n" for number in range(60))
    site = lab(
        "-- notes/d.md --\n---\nkind: digest\n---\n## A day\n\nWords on all.\n\n"
        + cards
        + "\n## A night\n\nWords on two, [@card1] and [@card2].\n"
        + "".join(
            f"-- notes/card{number}.md --\n---\ntitle: Card {number}\nauthors: A. One\nyear: 2017\n---\nWords.\n"
            for number in range(60)
        )
    ).build()
    assert ["Card 2, 2017, named in one passage"] == related(site, "card1")
    assert [] == related(site, "card3")
