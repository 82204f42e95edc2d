"""The table of all papers in a browser: columns sort it, by pointer and keyboard; without scripts it stands by year."""

from pathlib import Path

import pytest

from lab import Lab

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PAPERS = (
    ("a", "Zebra of papers", "Ada Young", 2001, "NeurIPS", "read"),
    ("b", "apple of papers", "Bob Álvarez", 2010, "", "to-read"),
    ("c", "Élan of papers", "Cy Brown", 2005, "ICML", "reading"),
)
NOTES = "".join(
    f"-- notes/{name}.md --\n---\ntitle: {title}\nauthors: [{author}]\nyear: {year}\nvenue: {venue}\n"
    f"status: {status}\n---\n"
    for name, title, author, year, venue, status in PAPERS
)


@pytest.fixture
def table(browser, tmp_path: Path):  # type: ignore[no-untyped-def]
    """The page, open."""
    site = Lab(tmp_path).write(NOTES).build().root / "site"
    page = browser.new_page()
    page.goto((site / "papers/index.html").as_uri())
    yield page
    page.close()


def first_words(page) -> list[str]:  # type: ignore[no-untyped-def]
    """The first word of each row."""
    return [text.split()[0] for text in page.locator("tbody th").all_text_contents()]


def test_a_click_on_a_head_sorts_and_a_second_turns_it_round(table) -> None:  # type: ignore[no-untyped-def]
    """By title as people sort: without regard to case and accents."""
    assert ["Zebra", "Élan", "apple"] == first_words(table)

    table.get_by_role("button", name="Title").click()
    assert ["apple", "Élan", "Zebra"] == first_words(table)
    assert "ascending" == table.get_by_role("columnheader", name="Title").get_attribute("aria-sort")

    table.get_by_role("button", name="Title").click()
    assert ["Zebra", "Élan", "apple"] == first_words(table)
    assert "descending" == table.get_by_role("columnheader", name="Title").get_attribute("aria-sort")


def test_years_turn_round_at_once_for_they_stood_in_order(table) -> None:  # type: ignore[no-untyped-def]
    """The table stands by year; only one column says that it is sorted."""
    table.get_by_role("button", name="Year").click()

    assert ["apple", "Élan", "Zebra"] == first_words(table)
    assert 1 == table.locator("[aria-sort]").count()


def test_the_keyboard_sorts_and_what_is_empty_stands_last(table) -> None:  # type: ignore[no-untyped-def]
    """Enter on the head of the venues; the paper without one stays below, whichever way."""
    table.get_by_role("button", name="Venue").focus()
    table.keyboard.press("Enter")
    assert ["Élan", "Zebra", "apple"] == first_words(table)

    table.keyboard.press("Enter")
    assert ["Zebra", "Élan", "apple"] == first_words(table)
    assert table.evaluate("document.activeElement.textContent") == "Venue"


def test_the_status_sorts_as_papers_are_read(table) -> None:  # type: ignore[no-untyped-def]
    """To read, reading, read."""
    table.get_by_role("button", name="Status").click()

    assert ["apple", "Élan", "Zebra"] == first_words(table)
