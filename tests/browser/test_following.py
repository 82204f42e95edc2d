"""A page of the preview in a real browser: it follows the notes and keeps what scripts have added to it."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from lab import Lab, hear_interrupts

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser tests")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

ENTRIES = "".join(
    f"- Title {number:02} of something. [[paper]](https://arxiv.org/abs/2001.{10000 + number})\n"
    for number in range(12)
)
NOTES = f"""-- notes/a.md --
---
title: First paper
authors: [Ann Author]
year: 2001
status: read
topics: [depth]
---
Words.

## One

    code = 1

## Two

{"A line. " * 400}
-- notes/b.md --
---
title: Second paper
authors: [Bob Writer]
year: 2002
status: to-read
topics: [depth]
builds_on: [a]
---
Words.
-- notes/c.md --
---
kind: catalogue
title: C
---
## Theory

{ENTRIES}"""

expect = playwright.expect


@pytest.fixture
def served(browser, lab: Callable[..., Lab]) -> Iterator[Callable[[str], tuple[Lab, "playwright.Page"]]]:  # type: ignore[no-untyped-def]
    """Open a page of a small site as `papernotes serve` shows it; no script on it may fail."""
    made = lab(NOTES)
    command = [sys.executable, "-m", "papernotes", "-C", str(made.root), "serve"]
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    failed: list[str] = []

    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=hear_interrupts) as run:
        try:
            assert run.stdout is not None
            address = re.match(r"http\S+", run.stdout.readline())
            assert address

            def opened(url: str) -> tuple[Lab, "playwright.Page"]:
                page = context.new_page()
                page.on("pageerror", lambda error: failed.append(str(error)))
                page.goto(address[0] + url)
                return made, page

            yield opened
        finally:
            context.close()
            run.send_signal(signal.SIGINT)
            run.communicate(timeout=20)
    assert failed == []


def edit(lab: Lab, name: str, old: str, new: str) -> None:
    """Save a note with other words."""
    path = lab.root / "notes" / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_save_leaves_what_scripts_have_added(served) -> None:  # type: ignore[no-untyped-def]
    """Copy buttons, the mark of the section that is read and open folds are there after a save as before."""
    made, page = served("papers/a.html")
    assert page.locator(".copy").count() == page.locator(".code").count() > 1
    page.evaluate("document.getElementById('two').scrollIntoView({behavior: 'instant'})")
    expect(page.locator(".toc [aria-current]")).to_have_text("Two")
    page.locator("details:has(.code)").first.evaluate("fold => fold.open = true")
    edit(made, "a.md", "Words.", "Other words.")

    expect(page.get_by_text("Other words.")).to_be_attached()
    assert page.locator(".copy").count() == page.locator(".code").count() > 1
    expect(page.locator(".toc [aria-current]")).to_have_text("Two")
    assert page.locator("details:has(.code)").first.evaluate("fold => fold.open")
    edit(made, "a.md", "## Two", f"## Three\n\n{'More. ' * 400}\n\n## Two")

    expect(page.locator(".toc a", has_text="Three")).to_be_visible()
    page.evaluate("document.getElementById('three').scrollIntoView({behavior: 'instant'})")
    expect(page.locator(".toc [aria-current]")).to_have_text("Three")


def test_a_table_that_sorts_still_sorts_after_a_save(served) -> None:  # type: ignore[no-untyped-def]
    """The heads of the columns are buttons on the new page too."""
    made, page = served("papers/index.html")
    assert page.locator("thead button").count() == 5
    edit(made, "a.md", "First paper", "Zebra paper")

    expect(page.get_by_role("link", name="Zebra paper")).to_be_visible()
    expect(page.locator("thead button")).to_have_count(5)


def test_a_filtered_catalogue_is_filtered_after_a_save(served) -> None:  # type: ignore[no-untyped-def]
    """What stands in the box still holds."""
    made, page = served("catalogues/c.html")
    page.fill("[name=q]", "07")
    edit(made, "c.md", "Title 07", "Changed 07")

    expect(page.get_by_role("link", name="Changed 07")).to_be_visible()
    expect(page.locator("[name=q]")).to_have_value("07")
    expect(page.locator(".cat li[id]:visible")).to_have_count(1)


def test_the_map_is_drawn_after_a_save(served) -> None:  # type: ignore[no-untyped-def]
    """The canvas takes the place of the drawing again."""
    made, page = served("map.html")
    expect(page.locator("canvas")).to_have_count(1)
    made.write(
        "-- notes/d.md --\n---\ntitle: Third\nauthors: [Cy Reader]\nyear: 2003\ntopics: [depth]\nbuilds_on: [b]\n---\n"
    )

    expect(page.get_by_text("15 papers")).to_be_visible()
    expect(page.locator("canvas")).to_have_count(1)


def test_the_sheet_of_problems_holds_the_focus_and_gives_it_back(served) -> None:  # type: ignore[no-untyped-def]
    """Tab stays in it, a save with the sheet open moves nothing, and Escape leads back to where the reader was."""
    made, page = served("papers/b.html")
    link = page.get_by_role("link", name="All papers").or_(page.locator(".site a")).first
    link.focus()
    edit(made, "b.md", "year: 2002", "year: [")
    sheet = page.get_by_role("alertdialog")
    expect(sheet).to_be_visible()
    inside = "document.activeElement.closest('.pn-e') !== null || document.activeElement === document.body"
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)
    found = axe.Axe().run(page).response["violations"]
    assert [item["id"] for item in found] == []
    page.locator(".pn-e .l").first.focus()
    page.get_by_role("button", name="Hide").focus()
    edit(made, "a.md", "year: 2001", "year: [")
    expect(sheet.locator("h1")).to_contain_text("2")
    expect(page.get_by_role("button", name="Hide")).to_be_focused()
    page.keyboard.press("Escape")

    expect(sheet).to_have_count(0)
    expect(link).to_be_focused()


def test_a_wish_to_edit_that_nobody_hears_is_answered(served) -> None:  # type: ignore[no-untyped-def]
    """Where the server is gone the page says so."""
    _, page = served("papers/b.html")
    page.route("**/_papernotes/edit", lambda route: route.abort())
    page.get_by_role("button", name="Edit").click()

    expect(page.get_by_role("status")).to_contain_text("ended")
