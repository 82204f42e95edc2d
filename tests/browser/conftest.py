"""This repository's own notes, built once and opened from disk in Debian's chromium."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser tests")


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


@pytest.fixture(scope="session")
def browser() -> Iterator["playwright.Browser"]:
    """One headless browser for all tests."""
    if chromium() is None:
        pytest.skip("no chromium here: the browser tests were skipped")
    with playwright.sync_playwright() as started:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        launched = started.chromium.launch(executable_path=chromium(), args=arguments)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def site(demo: Path) -> Path:
    """The folder of the demo site."""
    return demo
