"""A real project as the preview serves it: one page at a time, drafts among them, files from where they lie."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import papernotes.project
from lab import ROOT
from papernotes.build import build
from papernotes.model.problem import Code, Diagnostic
from papernotes.model.settings import Parsing
from papernotes.model.written import Source
from papernotes.preview.served import Served
from papernotes.project import load

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


def test_every_address_is_found_without_a_list(lab) -> None:  # type: ignore[no-untyped-def]
    """Of the own notes every listed page is the one that is answered, and near misses are no pages."""
    site = lab("")
    shutil.copytree(ROOT / "notes", site.root / "notes")
    project = load(site.config(base_url="https://example.org/x/"), drafts=True)
    served = Served(project)
    listed = {url: kind for url, kind in reversed(list(project.urls())) if url != "404.html"}
    near = {near for url in listed for near in near_misses(url)} - listed.keys() - {"404.html"}

    assert len(listed) > 1000
    assert {url: project.plan(url, kind) for url, kind in listed.items()} == {url: served._plan(url) for url in listed}
    assert [] == [url for url in sorted(near) if served.page(url) is not None]


def near_misses(url: str) -> Iterator[str]:
    """Addresses that are like one that there is."""
    stem, folder, name = url.rpartition(".")[0], url.rpartition("/")[0], url.rpartition("/")[2]
    yield from (f"{stem}{ending}" for ending in (".1.html", ".2.html", ".02.html", ".xml", ".md", ".venue.html", ""))
    yield from (f"{each}/{name}" for each in ("papers", "notes", "lists", "topics", "authors", "stories", "x"))
    yield from (
        f"{folder}/index.2.html",
        folder,
        url.upper(),
        f"x{url}",
        f"{url}x",
        name,
        "page/1.html",
        "page/99.html",
    )


KINDS = {
    "papers/dao2024transformers.html": "text/html; charset=utf-8",
    "papers/dao2024transformers.md": "text/markdown; charset=utf-8",
    "papers.bib": "application/x-bibtex; charset=utf-8",
    "papers.ris": "application/x-research-info-systems; charset=utf-8",
    "papers.json": "application/json; charset=utf-8",
    "graph.json": "application/json; charset=utf-8",
    "llms.txt": "text/plain; charset=utf-8",
    "robots.txt": "text/plain; charset=utf-8",
    "sitemap.xml": "application/xml; charset=utf-8",
    "feed.xml": "application/xml; charset=utf-8",
    "map.html": "text/html; charset=utf-8",
    "assets/map-data.js": "text/javascript; charset=utf-8",
    "assets/style.css": "text/css; charset=utf-8",
    "authors/index.html": "text/html; charset=utf-8",
    "reading.html": "text/html; charset=utf-8",
}


def test_every_kind_of_page_is_served_as_what_it_is(lab) -> None:  # type: ignore[no-untyped-def]
    """Pages, copies, exports, feeds, data, assets: each with its content type."""
    site = lab("")
    shutil.copytree(ROOT / "notes", site.root / "notes")
    served = Served(load(site.config(base_url="https://example.org/"), drafts=True))

    assert KINDS == {url: found[1] for url in KINDS if isinstance(found := served.page(url), tuple)}


def test_a_missing_page_costs_no_list_of_redirects(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser asks for favicon.ico by itself."""
    monkeypatch.setattr("papernotes.graph.redirected", None)

    assert served.page("favicon.ico") is None


def test_only_what_has_changed_is_parsed(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a save one note; the site is kept where others see nothing new of it."""
    parsed: list[str] = []
    real = papernotes.project.parse

    def count(source: Source, settings: Parsing) -> object:
        parsed.append(source.path)
        return real(source, settings)

    monkeypatch.setattr(papernotes.project, "parse", count)
    monkeypatch.setattr(papernotes.project, "_site", None)
    path = tmp_path / "notes/vaswani2017.md"
    path.write_text(path.read_text() + "\n\nA second paragraph.\n")
    newer = served.refresh([path])
    assert parsed == ["vaswani2017.md"]
    assert "A second paragraph." in text(newer, "papers/vaswani2017.html")
    assert newer.refresh([path]) is newer


def test_the_lines_of_diagnostics_follow_an_edit(served: Served, tmp_path: Path) -> None:
    """A line more above a broken link moves what is said of it, on the page of gaps too."""
    path = tmp_path / "notes/essay.md"
    path.write_text("# An essay\n\nFirst words.\n\nSee [[nowhere]].\n")
    before = served.refresh([path])
    assert [5] == lines(before)

    path.write_text("# An essay\n\nFirst words.\n\nMore words.\n\nSee [[nowhere]].\n")
    after = before.refresh([path])
    assert "notes/essay.md:7" in text(after, "gaps.html")
    assert [7] == lines(after)


def lines(served: Served) -> list[int]:
    """The lines of what is said of the essay."""
    return [problem.span.line for problem in served.diagnostics() if problem.span and "essay" in problem.span.path]


def test_the_next_start_is_warm(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was parsed is remembered on the disk, the last state of each note and no other, also by a build."""
    path = tmp_path / "notes/essay.md"
    for words in ("one", "two", "three"):
        path.write_text(f"# An essay\n\n{words}\n")
        served = served.refresh([path])
        served.save()
        assert f"<p>{words}</p>" in text(served, "notes/essay.html")
    with closing(sqlite3.connect(tmp_path / ".papernotes/cache.sqlite")) as db:
        assert db.execute("select count(*) from value").fetchone() == (4,)

    monkeypatch.setattr(papernotes.project, "parse", None)
    again = Served(load(served.config, drafts=True))
    assert text(served, "notes/essay.html") == text(again, "notes/essay.html")
    build(served.config)
    assert "three" in (tmp_path / "site/notes/essay.html").read_text()


def test_a_build_keeps_its_memory_while_one_serves(served: Served, tmp_path: Path) -> None:
    """Nothing that the last build wrote is forgotten, so the next renders only what has changed."""
    build(served.config)
    path = tmp_path / "notes/vaswani2017.md"
    path.write_text(path.read_text() + "\n\nA second paragraph.\n")
    served = served.refresh([path])
    served.save()

    rendered = [url for url in build(served.config).rendered if url.endswith(".html")]
    assert rendered == ["papers/vaswani2017.html"]


def test_two_servers_on_one_project(served: Served, tmp_path: Path) -> None:
    """While another writes, nothing is written and nothing is said; later it is."""
    served.page("index.html")
    with closing(sqlite3.connect(tmp_path / ".papernotes/cache.sqlite", isolation_level=None)) as other:
        other.execute("begin immediate")
        served.save()
        assert (0,) == other.execute("select count(*) from value").fetchone()
        other.execute("rollback")
        served.save()
        assert (4,) == other.execute("select count(*) from value").fetchone()
    assert Code.CACHE not in {problem.code for problem in served.diagnostics()}


def test_an_edit_of_one_of_two_equal_texts(served: Served, tmp_path: Path) -> None:
    """Paragraphs that are equal, in one note or in two, are not edited together."""
    two = "First words.\n\n## One\n\nThe same.\n\n## Two\n\nThe same.\n"
    for name in ("one", "two"):
        (tmp_path / f"notes/{name}.md").write_text(f"# Note {name}\n\n{two}")
    before = served.refresh([tmp_path / "notes/one.md", tmp_path / "notes/two.md"])
    (tmp_path / "notes/one.md").write_text(f"# Note one\n\n{two.replace('The same.', 'Other.', 1)}")
    after = before.refresh([tmp_path / "notes/one.md"])

    assert [1, 1] == [text(after, "notes/one.html").count(words) for words in ("<p>The same.", "<p>Other.")]
    assert [2, 0] == [text(after, "notes/two.html").count(words) for words in ("<p>The same.", "<p>Other.")]
