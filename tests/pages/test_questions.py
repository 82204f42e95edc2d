"""Questions, quotations and debates, gathered over the whole site."""

import re
from collections.abc import Callable

from lab import Lab

NOTES = """-- notes/flat.md --
---
title: Flat minima
authors: S. Hochreiter
year: 1997
---
## Doubts

> [!question]
> Is it $\\alpha$-invariant, as [[dinh]] asks?

> [!claim]
> Flat means short.

> Quoted from the paper itself.
-- notes/dinh.md --
---
title: Sharp minima can generalize
authors: L. Dinh
year: 2017
---
contradicts:: [[flat]] - a rescaling moves it

TODO: read the appendix
-- notes/essay.md --
# An essay

On [[flat]] and [[dinh]], which ==disagree==.

> Short is good [@flat, p. 2].
-- notes/secret.md --
---
draft: true
---
contradicts:: [[flat]] - zqcanary

> [!question]
> zqcanary?

TODO zqcanary

==zqcanary== of [[flat]]
"""


def part(page: str, start: str, end: str = "</section>") -> str:
    """What stands between two strings of a page."""
    return page[page.index(start) :].partition(end)[0]


def test_questions_stand_by_kind_and_paper(lab: Callable[..., Lab]) -> None:
    """Each under what it is about, with mathematics, links, and a link to its place in the note."""
    page = lab(NOTES).build().html("questions.html")

    question = part(page, 'id="question"')
    assert '<a href="papers/flat.html">Flat minima</a>' in question
    assert "<math" in question
    assert '<a href="papers/dinh.html" class="paper">' in question
    assert '<a class="m" href="papers/flat.html#doubts">Doubts</a>' in question
    assert "Flat means short." in part(page, 'id="claim"')
    assert "read the appendix" in part(page, 'id="todo"')
    assert page.index('id="question"') < page.index('id="claim"') < page.index('id="todo"')


def test_quotations_stand_under_the_paper_they_quote(lab: Callable[..., Lab]) -> None:
    """The note's own paper, or the one that is cited; a mark keeps its sentence."""
    page = lab(NOTES).build().html("quotes.html")

    flat = part(page, "Flat minima</a></h3>", "<h3>")
    assert "Quoted from the paper itself." in flat
    assert "Short is good" in flat
    assert "An essay" in flat
    assert "which <mark>disagree</mark>." in part(page, "Sharp minima can generalize</a></h3>", "<h3>")


def test_a_debate_has_two_sides(lab: Callable[..., Lab]) -> None:
    """Claimant, contradicted, the reason in words, the essay that tells of both."""
    page = lab(NOTES).build().html("debates.html")

    row = part(page, 'class="row debate"')
    assert row.index("Sharp minima can generalize") < row.index("Flat minima</a>") < row.index("a rescaling moves it")
    assert 'Both in <span><a href="notes/essay.html">An essay</a></span>' in row


def test_hidden_notes_leave_no_trace(lab: Callable[..., Lab]) -> None:
    """What a draft asks, claims, marks or contradicts is in no file."""
    site = lab(NOTES).build()

    assert [path for path, data in site.files().items() if b"zqcanary" in data] == []


def test_views_with_nothing_in_them_have_no_page(lab: Callable[..., Lab]) -> None:
    """Neither page nor link."""
    site = lab("-- notes/a.md --\n# A\n\nWords.\n").build()

    for name in ("questions", "quotes", "debates"):
        assert not site.exists(f"{name}.html")
        assert f"{name}.html" not in site.html("index.html")


def test_an_edit_of_a_body_leaves_them_alone(lab: Callable[..., Lab]) -> None:
    """Words that are no question and no quotation render none of these pages; a new question renders its own."""
    site = lab(NOTES).build()
    path = site.root / "notes/flat.md"

    path.write_text(path.read_text() + "\nFurther words.\n")
    assert [url for url in site.build().rendered if url.endswith(".html")] == ["papers/flat.html"]

    path.write_text(path.read_text() + "\n> [!question]\n> One more?\n")
    rendered = {url for url in site.build().rendered if url.endswith(".html")}
    assert rendered == {"papers/flat.html", "questions.html"}


def test_five_hundred_to_a_page(lab: Callable[..., Lab]) -> None:
    """Further questions stand on further pages, each with the count of all."""
    body = "\n\n".join(f"TODO: thing {n}" for n in range(502))
    site = lab(f"-- notes/a.md --\n# A\n\n{body}\n").build()

    first, second = site.html("questions.html"), site.html("questions.2.html")
    assert len(re.findall("thing \\d+ <a", first)) == 500
    assert len(re.findall("thing \\d+ <a", second)) == 2
    assert "502 things to do" in second
