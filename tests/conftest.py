"""What many tests need: the `lab`, the demo site, the folder of real notes."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lab import ROOT, Lab


@pytest.fixture
def lab(tmp_path: Path) -> Callable[..., Lab]:
    """Make a lab: `lab("-- notes/a.md --\\n# A\\n").build()`."""

    def make(text: str = "", **settings: object) -> Lab:
        return Lab(tmp_path, dict(settings)).write(text)

    return make


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own notes, built once from a copy; the folder of the site."""
    from papernotes.build import build
    from papernotes.config import load

    root = tmp_path_factory.mktemp("demo")
    for name in ("notes", "templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "pyproject.toml", root)
    build(load(root).config)
    return root / "site"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real notes that PAPERNOTES_CORPORA names; tests that need it are skipped without it."""
    folder = os.environ.get("PAPERNOTES_CORPORA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("PAPERNOTES_CORPORA names no folder of real notes")
    return Path(folder)
