"""The map in a real browser, from disk: walked by keyboard, traced, moved, read without scripts, printed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lab import Lab

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser tests")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

CHAIN = "".join(
    f"-- notes/{name}.md --\n---\ntitle: {name.capitalize()} paper\nauthors: [A. {name.capitalize()}]\nyear: {year}\n"
    f"topics: [{topic}]\nstatus: read\nbuilds_on: [{before}]\n---\n"
    for name, year, topic, before in (
        ("alpha", 1990, "memory", ""),
        ("beta", 1997, "memory", "alpha"),
        ("gamma", 2014, "depth", "beta"),
        ("delta", 2017, "depth", "gamma"),
        ("other", 2000, "vision", ""),
    )
)


def colours(page, x: int, y: int, width: int, height: int) -> list[int]:  # type: ignore[no-untyped-def]
    """The different colours in a part of the canvas, as numbers."""
    script = """([x, y, width, height]) => {
      const copy = Object.assign(document.createElement('canvas'), { width, height })
      const pen = copy.getContext('2d', { willReadFrequently: true })
      pen.drawImage(document.querySelector('canvas'), -x, -y)
      return [...new Set(new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer))]
    }"""
    page.wait_for_timeout(150)
    return list(page.evaluate(script, [x, y, width, height]))


def at(page, name: str) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    """Where the keyboard's link to a paper lies on the screen."""
    box = page.locator(".here").bounding_box()
    assert str(page.locator(".here").get_attribute("aria-label")).startswith(name)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.fixture
def opened(browser, lab: Callable[..., Lab]) -> Iterator[Callable[..., object]]:  # type: ignore[no-untyped-def]
    """Open the map of a small site; whatever the console says fails the test."""
    contexts, said = [], []

    def make(text: str = CHAIN, width: int = 1440, **options: object):  # type: ignore[no-untyped-def]
        site = lab(text).build().root / "site"
        contexts.append(context := browser.new_context(viewport={"width": width, "height": 900}, **options))
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((site / "map.html").as_uri())
        return page

    yield make
    for context in contexts:
        context.close()
    assert said == []


def test_the_keyboard_walks_from_paper_to_paper(opened) -> None:  # type: ignore[no-untyped-def]
    """One stop; arrows to the nearest paper, B to what it builds on, L to what it led to, Enter opens, Esc lets go."""
    page = opened()
    here, info = page.locator(".here"), page.locator(".mapinfo")
    here.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert here.get_attribute("aria-label") == "Alpha paper, 1990, read"
    page.keyboard.press("l")
    page.keyboard.press("l")
    assert here.get_attribute("aria-label") == "Gamma paper, 2014, read"
    assert info.inner_text().splitlines() == [
        "Gamma paper, 2014, read",
        "Builds on 1 here; 2 behind it in all",
        "Led to 1 here; 1 ahead of it in all",
    ]
    page.keyboard.press("b")
    assert here.get_attribute("aria-label") == "Beta paper, 1997, read"
    page.keyboard.press("+")
    page.keyboard.press("Escape")
    assert info.inner_text() == ""
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    here.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/beta.html")


def test_the_map_is_one_tab_stop(opened) -> None:  # type: ignore[no-untyped-def]
    """From the last button above it one Tab leads into the map, the next out of it."""
    page = opened()
    page.locator("[data-zoom='0']").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "here"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.mapbox')") is None


def test_pointing_at_a_paper_traces_it_and_a_click_opens_it(opened) -> None:  # type: ignore[no-untyped-def]
    """Hovering lights what is behind and ahead; moving away lets go."""
    page = opened()
    page.locator(".here").focus()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowLeft", "l"):
        page.keyboard.press(key)
    place = at(page, "Beta")
    page.keyboard.press("Escape")
    page.mouse.move(*place)
    assert "Beta paper" in page.locator(".mapinfo").inner_text()
    page.mouse.move(place[0], place[1] + 60)
    assert page.locator(".mapinfo").inner_text() == ""
    page.mouse.click(*place)
    page.wait_for_url("**/papers/beta.html")


def test_dragging_pans_and_does_not_open(opened) -> None:  # type: ignore[no-untyped-def]
    """The paper under the pointer goes with it."""
    page = opened(width=390)
    page.locator(".here").focus()
    page.keyboard.press("b")
    x, y = at(page, "")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 30, y, steps=4)
    page.mouse.up()
    page.wait_for_timeout(100)
    moved, _ = at(page, "")

    assert abs(moved - x + 30) < 2
    assert page.url.endswith("map.html")


def test_the_wheel_scrolls_the_page_and_with_ctrl_zooms(opened) -> None:  # type: ignore[no-untyped-def]
    """A plain wheel is the page's own."""
    page = opened(width=700)
    before = page.locator("canvas").screenshot()
    page.locator("canvas").hover(position={"x": 30, "y": 200})
    page.mouse.wheel(0, 120)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 0
    scrolled = page.evaluate("scrollY")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == scrolled
    assert page.locator("canvas").screenshot() != before


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"device_scale_factor": 2}])
def test_it_is_drawn_in_every_light(opened, options: dict[str, object]) -> None:  # type: ignore[no-untyped-def]
    """Dark, forced colours and fine screens: the canvas shows more than its ground."""
    page = opened(**options)

    assert len(colours(page, 0, 0, 1000, 300)) > 5


def test_the_switch_of_light_and_dark_draws_it_anew(opened) -> None:  # type: ignore[no-untyped-def]
    """The canvas takes the colours of the page."""
    page = opened(color_scheme="light")
    light = colours(page, 2, 60, 1, 1)
    page.locator("button.theme").click()

    assert light == [0xFFFBFCFC]
    assert colours(page, 2, 60, 1, 1) == [0xFF1B1715]


def test_without_scripts_every_paper_is_a_link(opened) -> None:  # type: ignore[no-untyped-def]
    """The drawing scrolls in a box of its own that the keyboard reaches; no dead buttons."""
    page = opened(width=390, java_script_enabled=False)

    assert page.locator(".map a:has(circle)").count() == 5
    assert page.locator("[data-zoom]:visible").count() == 0
    assert page.locator(".mapbox").get_attribute("tabindex") == "0"
    assert page.locator(".mapbox").evaluate("box => box.scrollWidth > box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_on_paper_the_drawing_stands(opened) -> None:  # type: ignore[no-untyped-def]
    """Print shows the drawing whole, not the canvas."""
    page = opened()
    assert not page.locator("svg.map").is_visible()
    page.emulate_media(media="print")

    assert page.locator("svg.map").is_visible()
    assert not page.locator(".mapbox canvas").is_visible()


def test_the_address_may_name_a_paper(browser, site: Path) -> None:  # type: ignore[no-untyped-def]
    """map.html#name stands at that paper and traces it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto((site / "map.html").as_uri() + "#vaswani2017attention")

    assert page.locator(".mapinfo").inner_text().startswith("Attention")
    context.close()


def test_an_address_that_names_nothing_is_no_harm(browser, site: Path) -> None:  # type: ignore[no-untyped-def]
    """What stands after # may be no paper, and no text even."""
    page = browser.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    for asked in ("#nobody", "#100%"):
        page.goto("about:blank")
        page.goto((site / "map.html").as_uri() + asked)
        assert page.locator("canvas").count() == 1
        assert page.locator(".mapinfo").inner_text() == ""

    assert failed == []
    page.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_axe_finds_nothing_on_a_map_of_counts(browser, lab: Callable[..., Lab], scripts: bool) -> None:  # type: ignore[no-untyped-def]
    """More than three hundred papers, with the canvas and with the table."""
    text = "".join(
        f"-- notes/p{n}.md --\n---\ntitle: Paper number {n}\nauthors: [A. B{n}]\nyear: {1990 + n % 30}\n"
        f"topics: [a{n % 9}]\n---\n"
        for n in range(301)
    )
    page = browser.new_page(color_scheme="dark")
    page.goto((lab(text).build().root / "site" / "map.html").as_uri())
    if not scripts:
        page.locator(".drawn").evaluate(
            "box => { box.classList.remove('drawn'); box.querySelector('canvas').remove() }"
        )
    found = axe.Axe().run(page).response["violations"]

    assert [(item["id"], [node["html"][:120] for node in item["nodes"]]) for item in found] == []
    page.close()
