"""The home page and its further pages."""

from collections.abc import Callable

from lab import Lab


def test_an_index_gives_the_home_page_its_words(lab: Callable[..., Lab]) -> None:
    """Title and text of notes/index.md open the page."""
    page = (
        lab("-- notes/index.md --\n---\ntitle: Papers, read slowly\n---\nI read one a week.\n")
        .build()
        .html("index.html")
    )

    assert "<h1>Papers, read slowly</h1>" in page
    assert "I read one a week." in page


def test_without_an_index_the_title_stands_there(lab: Callable[..., Lab]) -> None:
    """A site without words of its own still has a home page."""
    page = lab("-- notes/a.md --\n# A\n", title="My notes", description="On papers").build().html("index.html")

    assert "<h1>On papers</h1>" in page
    assert '<meta name="description" content="On papers">' in page


def test_read_more_only_where_something_was_cut(lab: Callable[..., Lab]) -> None:
    """A note that is shown whole has no such link."""
    long = "A paragraph that says something.\n\n" * 9
    page = (
        lab(f"-- notes/a.md --\n# Short\n\nAll of it.\n-- notes/b.md --\n# Long\n\n{long}\n").build().html("index.html")
    )

    assert page.count(">Read more<") == 1
    assert 'aria-label="Read more of: Long"' in page


def test_twenty_notes_to_a_page_the_newest_first(lab: Callable[..., Lab]) -> None:
    """The twenty-first stands on page/2.html; notes without a date come last."""
    dated = "".join(
        f"-- notes/n{day:02}.md --\n---\ntitle: Day {day}\ndate: 2024-01-{day:02}\n---\n" for day in range(1, 21)
    )
    made = lab(dated + "-- notes/undated.md --\n# Undated\n").build()

    assert made.html("index.html").index("Day 20") < made.html("index.html").index("Day 19")
    assert "Undated" not in made.html("index.html")
    assert "Undated" in made.html("page/2.html")
    assert 'href="../index.html" rel="prev"' in made.html("page/2.html")
    assert not made.exists("page/3.html")


def test_papers_stand_on_a_line_of_years(lab: Callable[..., Lab]) -> None:
    """Two dated papers make two dots; the drawing says in words what it is."""
    page = (
        lab(
            "-- notes/a.md --\n---\ntitle: A\narxiv: 1706.03762\nstatus: read\n---\n"
            "-- notes/b.md --\n---\ntitle: B\narxiv: 1810.04805\nstatus: to-read\nbuilds_on: [a]\n---\n"
        )
        .build()
        .html("index.html")
    )

    assert 'aria-label="All papers by year: 2 papers, 2017 to 2018"' in page
    assert page.count('<path class="e"') == 1
    assert '<span style="left:' in page


def test_above_500_papers_there_are_columns(lab: Callable[..., Lab]) -> None:
    """A timeline of very many papers shows counts per year."""
    bib = "".join(
        f"@misc{{key{number}, title={{Title number {number} of many}}, year={2000 + number % 20}}}\n"
        for number in range(501)
    )
    page = lab(f"-- notes/a.md --\n# A\n-- notes/l.bib --\n{bib}", bibliography_pages="all").build().html("index.html")

    assert '<path class="cnt"' in page
    assert '<path class="n' not in page


def test_what_is_being_read_says_how_far(lab: Callable[..., Lab]) -> None:
    """A paper in progress stands in the margin with its page."""
    page = (
        lab("-- notes/a.md --\n---\ntitle: A\ndoi: 10.1000/a\nstatus: reading\npage: 9\npages: 30\n---\n")
        .build()
        .html("index.html")
    )

    assert "page 9 of 30" in page
    assert 'style="--p:30"' in page


def test_notes_of_one_day_keep_their_order_on_every_page(lab: Callable[..., Lab]) -> None:
    """By title, whatever the case of its letters: on the home page, in the index of notes, in the feed."""
    made = lab(
        "-- notes/a.md --\n---\ntitle: Zed\ndate: 2024-01-01\n---\nText.\n"
        "-- notes/b.md --\n---\ntitle: apple\ndate: 2024-01-01\n---\nText.\n",
        base_url="https://a.b",
    ).build()

    for url in ("index.html", "notes/index.html", "feed.xml"):
        assert made.html(url).index("apple</") < made.html(url).index("Zed</")
