"""The filters of a catalogue, in a real browser, from disk: an addition to a page that is whole without them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lab import Lab

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser tests")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

URL = "catalogues/c.html"
VENUES = ("ICLR", "ICLR", "ICML")


def row(number: int) -> str:
    """Entry of a catalogue: every third at ICML, every second with code, one author of accented name, one relation."""
    code = f" [[code]](https://github.com/a/{number})" if number % 2 else ""
    who = "Zoë Łukasz" if number == 4 else "Ann Author"
    return (
        f"- Title {number:02} of something. [[paper]](https://arxiv.org/abs/2001.{10000 + number}){code}\n"
        f"  - {who}. *{VENUES[number % 3]} 2020*\n  - Key Word: {'Depth' if number < 4 else 'Wide Nets'}.\n"
        f"  - <details><summary>Digest</summary> Hidden word{number}.</details>\n"
        + ("\n  extends:: [@arxiv:2001.10000]\n" if number == 5 else "")
    )


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a catalogue with a section of two years, a second section, and one of prose."""
    years = "".join(
        f"### Theory: {year}\n" + "".join(map(row, range(first, first + 4))) for year, first in ((2020, 0), (2019, 4))
    )
    rows = "".join(map(row, range(8, 12)))
    text = f"Words in front.\n\n## Theory\n\n{years}\n## Practice: 2019\n{rows}\n## About\n\nMore words.\n"
    root = tmp_path_factory.mktemp("catalogue")
    Lab(root).write(f"-- notes/c.md --\n---\nkind: catalogue\ntitle: C\n---\n{text}").build()
    return root / "site"


@pytest.fixture
def page(browser, catalogue: Path) -> Iterator["playwright.Page"]:  # type: ignore[no-untyped-def]
    """The catalogue, open; no script on it may fail."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    failed: list[str] = []
    opened.on("pageerror", lambda error: failed.append(str(error)))
    opened.goto((catalogue / URL).as_uri())
    yield opened
    context.close()
    assert failed == []


def titles(page: "playwright.Page") -> list[int]:
    """The numbers of the entries that are shown."""
    rows = page.locator(".cat li[id]").filter(visible=True)
    return [int(text.split()[1]) for text in rows.all_inner_texts()]


def test_all_is_there_without_scripts(browser, catalogue: Path) -> None:  # type: ignore[no-untyped-def]
    """Entries, counts and folds work; the form, which would do nothing, is not shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((catalogue / URL).as_uri())

    assert titles(page) == list(range(12))
    assert page.locator("form").filter(visible=True).count() == 0
    assert page.get_by_text("12 papers, 6 with code.").is_visible()
    page.locator(".cat li[id] summary").first.click()
    assert page.get_by_text("Hidden word0.").is_visible()
    context.close()


def test_words_are_sought_in_all_of_an_entry(page: "playwright.Page") -> None:
    """Every word must be there, accents apart; quotes hold words together; folded text counts."""
    found = {}
    for words in ("title 07", "zoe lukasz", '"wide nets" 05', "word11", "code"):
        page.fill("[name=q]", words)
        found[words] = titles(page)

    assert found == {"title 07": [7], "zoe lukasz": [4], '"wide nets" 05': [5], "word11": [11], "code": []}


def test_venue_year_and_code_narrow_further(page: "playwright.Page") -> None:
    """Each choice leaves fewer; sections, their numbers and the contents follow; prose steps aside."""
    page.select_option("[name=venue]", "ICML")
    assert titles(page) == [2, 5, 8, 11]
    page.check("[name=code]")
    assert titles(page) == [5, 11]
    assert page.locator("output").inner_text() == "2 of 12 papers, 2 with code"
    assert page.locator("#theory .m").inner_text() == "1"
    assert page.locator(".toc a[href='#theory'] + .m").inner_text() == "1"
    assert not page.locator("#theory-2020").is_visible()
    assert not page.get_by_text("More words.").is_visible()
    page.select_option("[name=year]", "2020")
    assert titles(page) == []
    assert page.get_by_text("No entry matches.").is_visible()


def test_one_button_clears_all(page: "playwright.Page") -> None:
    """Everything is as before, and the address too."""
    before = page.url
    assert not page.locator(".filters [data-clear]").is_visible()
    page.fill("[name=q]", "nothing like it")
    page.locator(".nohit [data-clear]").click()

    assert titles(page) == list(range(12))
    assert page.locator("output").inner_text() == "12 papers, 6 with code"
    assert page.locator("#theory .m").first.inner_text() == "8"
    assert page.get_by_text("More words.").is_visible()
    assert page.url == before


def test_the_address_keeps_what_was_chosen(page: "playwright.Page") -> None:
    """A filtered list can be shared: opened again it shows the same."""
    page.fill("[name=q]", "title")
    page.select_option("[name=venue]", "ICLR")
    page.check("[name=code]")
    chosen, address = titles(page), page.url
    page.goto("about:blank")
    page.goto(address)

    assert chosen == [1, 3, 7, 9]
    assert titles(page) == chosen
    assert page.input_value("[name=venue]") == "ICLR"


def test_a_keyword_filters(page: "playwright.Page") -> None:
    """A click on a keyword, of an entry or in the list at the top, shows what has it; a second click lets go."""
    page.locator(".cat li[id] > .kw > a", has_text="Depth").first.click()
    assert titles(page) == [0, 1, 2, 3]
    page.locator(".kws summary").click()
    page.locator(".kws .kw > a", has_text="Depth").click()
    assert titles(page) == list(range(12))


def test_a_keyword_without_a_page_filters_as_the_others_do(browser, site: Path) -> None:  # type: ignore[no-untyped-def]
    """In the list at the top the keyboard reaches it; Enter shows what has it."""
    page = browser.new_page()
    page.goto((site / "catalogues/why-learning-works.html").as_uri())
    page.locator(".kws summary").click()
    assert page.locator(".kws .kw:not(:has(a))").count() > 0
    page.get_by_role("button", name="Double Descent").press("Enter")

    assert page.input_value("[name=q]") == '"Double Descent"'
    assert 1 < page.locator(".cat li[id]").filter(visible=True).count() < 12
    page.close()


def test_a_relation_of_an_entry_can_be_followed(page: "playwright.Page") -> None:
    """A click on the paper that it names leads there and filters nothing."""
    page.locator(".cat li[id] p", has_text="extends").locator("a").click()

    page.wait_for_url("**/papers/arxiv-2001.10000.html")


def test_all_folds_open_and_close(page: "playwright.Page") -> None:
    """One button opens every digest, then closes them."""
    button = page.locator("[data-fold]")
    button.click()
    assert page.locator(".cat li details[open]").count() == 12
    playwright.expect(button).to_have_text("Close all")
    button.click()
    assert page.locator(".cat li details[open]").count() == 0
    playwright.expect(button).to_have_text("Open all")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_axe_finds_nothing(browser, catalogue: Path, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    """Neither on the whole catalogue nor on a filtered one with its folds open; nothing is too wide."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto((catalogue / URL).as_uri())
    page.evaluate("document.querySelectorAll('.cat ol').forEach(list => list.style.contentVisibility = 'visible')")
    first = axe.Axe().run(page).response["violations"]
    page.locator(".kws summary").click()
    page.locator("[data-fold]").click()
    page.fill("[name=q]", "title")
    second = axe.Axe().run(page).response["violations"]

    assert [(item["id"], [node["html"][:120] for node in item["nodes"]]) for item in (*first, *second)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
