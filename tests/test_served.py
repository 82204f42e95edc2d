"""A real project as the preview serves it: one page at a time, drafts among them, files from where they lie."""

from pathlib import Path
from typing import Any

import pytest

from papernotes.project import load
from papernotes.model.problem import Code, Diagnostic
from papernotes.preview.served import Served

FILES = """
-- notes/index.md --
Hello.
-- notes/vaswani2017.md --
---
title: Attention Is All You Need
authors: Ashish Vaswani
year: 2017
citekey: vaswani2017
---
The words. ![A figure](figure.svg)
-- notes/second.md --
---
title: Attention Is All You Need
authors: Ashish Vaswani
year: 2017
kind: paper
---
A second note on it.
-- notes/essay.md --
---
title: An essay
draft: true
---
On [[vaswani2017]].
-- notes/figure.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- static/CNAME --
example.org
"""


@pytest.fixture
def served(lab) -> Served:  # type: ignore[no-untyped-def]
    """The project above, with everything that only the writer sees."""
    return Served(load(lab(FILES).config(), drafts=True))


def text(served: Served, url: str) -> str:
    """A page as text."""
    found = served.page(url)
    assert isinstance(found, tuple)
    assert isinstance(found[0], bytes)
    assert found[1] == "text/html; charset=utf-8"
    return found[0].decode()


def test_pages_and_files(served: Served, tmp_path: Path) -> None:
    """A page is rendered, a file is where it lies, and nothing else is there."""
    assert "The words." in text(served, "papers/vaswani2017.html")
    assert "An essay" in text(served, "notes/essay.html")
    assert served.page("files/figure.svg") == (tmp_path / "notes/figure.svg", "image/svg+xml")
    assert served.page("CNAME") == (tmp_path / "static/CNAME", "application/octet-stream")
    assert served.page("papers/nobody.html") is None
    assert served.page("files/essay.md") is None


def test_the_preview_shows_what_build_writes(lab) -> None:  # type: ignore[no-untyped-def]
    """The bytes of each page are those of a build that keeps the same notes."""
    site = lab(FILES).build(drafts=True)
    served = Served(load(site.config(), drafts=True))
    assert site.last is not None
    pages = [url for url in site.last.pages if url.endswith(".html") and url != "404.html"]

    assert len(pages) > 3
    assert {url: text(served, url) for url in pages} == {url: site.html(url) for url in pages}


def test_the_404_page_works_at_any_depth(served: Served) -> None:
    """Its links begin at the root."""
    assert 'href="/assets/style.css"' in text(served, "404.html")


def test_a_page_knows_its_note(served: Served) -> None:
    """The main one of several; the home page its words; an index none."""
    shown = {
        url: note.shown if (note := served.note(url)) else None
        for url in ("index.html", "papers/vaswani2017.html", "notes/essay.html", "papers/index.html", "papers/x.html")
    }

    assert shown == {
        "index.html": "notes/index.md",
        "papers/vaswani2017.html": "notes/vaswani2017.md",
        "notes/essay.html": "notes/essay.md",
        "papers/index.html": None,
        "papers/x.html": None,
    }


def test_a_digest_changes_with_its_page_only(served: Served, tmp_path: Path) -> None:
    """An edit of one note's body leaves the digests of other pages alone."""
    urls = ("papers/vaswani2017.html", "notes/essay.html", "none.html")
    before = [served.digest(url) for url in urls]
    (tmp_path / "notes/essay.md").write_text("---\ntitle: An essay\ndraft: true\n---\nMore on [[vaswani2017]].\n")
    after = [served.refresh([tmp_path / "notes/essay.md"]).digest(url) for url in urls]

    assert before[0] != ""
    assert before[1] != after[1]
    assert before[2] == after[2] == ""


def test_a_look_at_all_files_finds_what_no_bell_told(served: Served, tmp_path: Path) -> None:
    """The same project where nothing is new; a new one after a change of a note or a template."""
    assert served.refresh(None) is served
    (tmp_path / "notes/new.md").write_text("# Brand new\n")
    newer = served.refresh(None)
    assert "Brand new" in text(newer, "notes/new.html")

    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/note.html").write_text("<p>my own theme</p>\n")
    newest = newer.refresh(None)
    assert text(newest, "notes/new.html") == "<p>my own theme</p>"
    assert newest.refresh(None) is newest


def test_a_broken_template_is_said(served: Served, tmp_path: Path) -> None:
    """With its file and line, in place of the page."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/note.html").write_text("\n{{ view.nothing }}\n")
    found = served.refresh(None).page("notes/essay.html")

    assert isinstance(found, Diagnostic)
    assert (found.code, found.span and (found.span.path, found.span.line)) == (
        Code.TEMPLATE,
        ("templates/note.html", 2),
    )


def test_other_settings_make_other_pages(served: Served) -> None:
    """The title of the site stands on every page."""
    from msgspec.structs import replace

    assert "Another title" in text(served.remade(replace(served.config, title="Another title")), "index.html")
    assert served.diagnostics() is not None


def test_a_damaged_memory_is_no_reason_to_fail(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that should be remembered and is not: everything is read again, and the page comes."""
    from papernotes.model.problem import LostBodyError
    from papernotes.theme import Theme

    real, calls = Theme.render, []

    def lose(theme: Theme, *values: Any) -> object:
        calls.append(values)
        if len(calls) == 1:
            raise LostBodyError("0" * 32)
        return real(theme, *values)

    monkeypatch.setattr(Theme, "render", lose)

    assert "The words." in text(served, "papers/vaswani2017.html")
