"""Every kind of page, in a real browser, from disk: accessible, complete without scripts, silent, within its width."""

from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser tests")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

PAGES = [
    "index.html",
    "page/2.html",
    "papers/vaswani2017attention.html",
    "papers/index.html",
    "authors/index.html",
    "authors/yoshua-bengio.html",
    "years/index.html",
    "papers/luong2015effective.html",
    "notes/the-flatness-debate.html",
    "lists/fitting-everything.html",
    "stories/road-to-attention.html",
    "stories/why-they-generalize.html",
    "lists/the-pile.html",
    "digests/iclr-2020.html",
    "catalogues/why-learning-works.html",
    "venues/neurips.html",
    "keywords/index.html",
    "notes/simple-first.html",
    "topics/index.html",
    "topics/generalization.html",
    "topics/generalization.venue.html",
    "reading.html",
    "debates.html",
    "questions.html",
    "quotes.html",
    "gaps.html",
    "map.html",
    "404.html",
]


def opened(browser, site: Path, url: str, width: int = 1440, **options):  # type: ignore[no-untyped-def]
    """A page of the site, open at a width."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    page.goto((site / url).as_uri())
    return page


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_axe_finds_nothing(browser, site: Path, url: str, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    """The page has no violation of WCAG A or AA or of axe's best practices."""
    page = opened(browser, site, url, width, color_scheme=scheme)

    found = axe.Axe().run(page).response["violations"]

    assert [(item["id"], [node["html"][:120] for node in item["nodes"]]) for item in found] == []
    page.context.close()


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440, 1920])
def test_nothing_is_wider_than_the_window(browser, site: Path, url: str, width: int) -> None:  # type: ignore[no-untyped-def]
    """No page scrolls sideways."""
    page = opened(browser, site, url, width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("url", PAGES)
def test_no_request_leaves_and_no_script_fails(browser, site: Path, url: str) -> None:  # type: ignore[no-untyped-def]
    """The page asks nothing of any host and the console stays empty."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((site / url).as_uri())

    assert [address for address in asked if not address.startswith("file:")] == []
    assert said == []
    context.close()


def test_a_paper_page_is_whole_without_scripts(browser, site: Path) -> None:  # type: ignore[no-untyped-def]
    """Title, lineage, body and references are there when JavaScript is off."""
    page = opened(browser, site, "papers/vaswani2017attention.html", java_script_enabled=False)

    assert page.locator("h1").inner_text().startswith("Attention Is All You Need")
    assert page.locator(".lin svg path").count() > 3
    assert page.locator("math").count() > 5
    assert page.get_by_role("heading", name="References").count() == 1
    page.context.close()


def test_the_theme_switch_is_remembered(browser, site: Path) -> None:  # type: ignore[no-untyped-def]
    """The button switches light and dark, and the next page keeps the choice."""
    page = opened(browser, site, "index.html", color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("button.theme").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.evaluate("Object.keys(localStorage)") == ["papernotes-theme"]  # other sites may have the same origin
    page.goto((site / "papers/index.html").as_uri())

    assert light != dark
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.context.close()


def test_pointing_at_an_entry_traces_it(browser, site: Path) -> None:  # type: ignore[no-untyped-def]
    """Arcs from what it builds on and to what it led to light up, by pointer and by keyboard, and go out again."""
    page = opened(browser, site, "stories/road-to-attention.html")
    traced = "['.arc.b', '.arc.a', '.tracing'].map(each => document.querySelectorAll(each).length)"
    entry = page.locator(".con .e", has_text="Align and translate")
    key = entry.get_attribute("data-k")
    ends = [page.locator(f".con .arc[data-{end}={key}]").count() for end in "tf"]
    assert min(ends) > 0

    entry.locator("a").hover()
    assert page.evaluate(traced) == [*ends, 1]
    page.mouse.move(2, 2)
    assert page.evaluate(traced) == [0, 0, 0]
    entry.locator("a").focus()
    assert page.evaluate(traced) == [*ends, 1]
    page.locator(".site a").first.focus()
    assert page.evaluate(traced) == [0, 0, 0]
    page.context.close()
