"""Default templates kept as byte code."""

import shutil
import sys
from pathlib import Path

import pytest

from papernotes import bytecode
from papernotes.model.page import Chrome, Page
from papernotes.sandbox import Sandbox
from papernotes.theme import Theme
from papernotes.themefiles import default_templates


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A theme's folder with one template, and a Python that keeps byte code."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = tmp_path / "theme"
    shutil.copytree(default_templates() / "words", folder / "words")
    (folder / "a.html").write_text("<p>{{ page.url }}</p>", encoding="utf-8")
    return folder


def shown(*folders: Path) -> bytes:
    """The page as a new program would make it."""
    found = Theme(folders).render(Page("x.html", "a.html", None, Chrome("Notes")), {})
    assert isinstance(found, bytes)
    return found


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled from now on."""
    names: list[str] = []
    real = Sandbox.compile

    def compile(self: Sandbox, source: str, name: str, filename: str) -> object:
        names.append(name)
        return real(self, source, name, filename)

    monkeypatch.setattr(Sandbox, "compile", compile)
    return names


def test_a_template_is_compiled_once_for_all_runs(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second run compiles nothing and makes the same page."""
    first = shown(templates)
    names = compiled(monkeypatch)

    assert (first, shown(templates), names) == (b"<p>x.html</p>", b"<p>x.html</p>", [])


def test_a_template_that_has_changed_is_compiled_anew(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As is any where the program that compiles them has changed."""
    shown(templates)
    (templates / "a.html").write_text("<b>{{ page.url }}</b>", encoding="utf-8")
    names = compiled(monkeypatch)

    assert shown(templates) == b"<b>x.html</b>"
    monkeypatch.setattr(bytecode, "_compiler", lambda: "another")
    assert shown(templates) == b"<b>x.html</b>"
    assert names == ["a.html", "a.html"]


def test_damaged_byte_code_is_made_anew(templates: Path) -> None:
    """Whatever stands in its file, the page is the same."""
    shown(templates)
    (kept,) = (templates / "__pycache__").iterdir()
    whole = kept.read_bytes()
    for damage in (b"", b"nonsense", whole[: len(whole) // 2], whole[:-20]):
        kept.write_bytes(damage)
        assert shown(templates) == b"<p>x.html</p>"


def test_a_projects_own_templates_are_never_kept(templates: Path, tmp_path: Path) -> None:
    """Nothing that runs is written into a project, or read from it."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "a.html").write_text("mine", encoding="utf-8")

    assert shown(own, templates) == b"mine"
    assert sorted(path.name for path in tmp_path.rglob("*.jinja")) == []
    assert [path.name for path in own.iterdir()] == ["a.html"]


def test_a_folder_that_cannot_be_written_does_no_harm(templates: Path) -> None:
    """As that of a program which another user has installed."""
    (templates / "__pycache__").write_text("a file in its place", encoding="utf-8")

    assert shown(templates) == b"<p>x.html</p>"


def test_python_can_be_told_to_keep_nothing(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PYTHONDONTWRITEBYTECODE holds for templates too."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    shown(templates)

    assert not (templates / "__pycache__").exists()
