"""A build makes what may be shown, says what went wrong, and no mistake stops the other pages."""

import re
import sqlite3
from collections.abc import Callable

import pytest

from lab import Lab
from papernotes import project
from papernotes.build import build, check
from papernotes.model.problem import Code, PapernotesError

TWO = """-- notes/a2017.md --
---
title: First of all
year: 2017
authors: A. One
---
Words on [[b2018]].
-- notes/b2018.md --
---
title: Second of all
year: 2018
authors: B. Two
---
Words.
"""


@pytest.mark.parametrize(
    ("settings", "front", "shown"),
    [
        ({}, "", True),
        ({}, "draft: true", False),
        ({}, "private: true", False),
        ({}, "publish: false", False),
        ({"publish": "marked"}, "", False),
        ({"publish": "marked"}, "publish: true", True),
        ({"include": ("open/*",)}, "", False),
        ({"include": ("a*", "open/*")}, "", True),
        ({"exclude": ("a*.md",)}, "publish: true", False),
    ],
)
def test_what_may_be_shown(lab: Callable[..., Lab], settings: dict[str, object], front: str, shown: bool) -> None:
    """Drafts and private notes never; the rest as publish, include and exclude say."""
    note = f"-- notes/a2017.md --\n---\ntitle: First of all\nauthors: A. One\n{front}\n---\nWords.\n"
    text = note + "-- notes/open/z.md --\n# Z\n"
    site = lab(text, **settings).build()

    assert site.exists("papers/a2017.html") == shown


def test_drafts_are_shown_where_they_are_asked_for(lab: Callable[..., Lab]) -> None:
    """The build that the preview is compared with keeps drafts."""
    site = lab("-- notes/a2017.md --\n---\nauthors: A. One\ndraft: true\n---\nWords.\n-- notes/z.md --\n# Z\n")

    assert site.build(drafts=True).exists("papers/a2017.html")
    assert not site.build().exists("papers/a2017.html")


def test_nothing_to_build_from(lab: Callable[..., Lab]) -> None:
    """Without a Markdown file nothing begins."""
    with pytest.raises(PapernotesError) as caught:
        lab("-- notes/library.bib --\n@misc{a, title={A}}\n").build()

    assert caught.value.code == 2


def test_a_broken_template_is_said_once_and_other_pages_are_built(lab: Callable[..., Lab]) -> None:
    """Two pages of a kind fail with one message that names file and line."""
    site = lab(TWO + "-- templates/paper.html --\n<p>\n{{ view.nothing_of_that_name }}\n").build()
    (problem,) = [found for found in site.diagnostics if found.code is Code.TEMPLATE]

    assert problem.span is not None
    assert (problem.span.path, problem.span.line) == ("templates/paper.html", 2)
    assert site.exists("index.html")
    assert not site.exists("papers/a2017.html")


def test_check_says_what_build_says_and_writes_nothing(lab: Callable[..., Lab]) -> None:
    """The same diagnostics, template errors included, and no site."""
    site = lab(TWO + "-- templates/paper.html --\n{{ view.nothing_of_that_name }}\n")
    said = check(site.config(), cache=False).diagnostics

    assert not site.exists("index.html")
    assert said == site.build().diagnostics


def test_a_name_in_the_navigation_that_means_nothing(lab: Callable[..., Lab]) -> None:
    """What is no view, note or address in `nav`, `show` and `hide` is said, with a name that is near."""
    nav = ("papers", "a2017", "Me <https://example.org>", "topcis")
    wrong = {"nav": nav, "show": ("nosuch", "bb2018"), "hide": ("maps",)}
    site = lab(TWO, **wrong)
    said = [problem for problem in site.build().diagnostics if problem.code is Code.SETTING_UNKNOWN]

    assert [(problem.message, problem.hint) for problem in said] == [
        ("hide: no view or note is called maps", "did you mean map?"),
        ("nav: no view or note is called topcis", "did you mean topics?"),
        ("show: no view or note is called bb2018", "did you mean b2018?"),
        ("show: no view or note is called nosuch", "name a view or a note, or write: Label <https://…>"),
    ]
    assert "setting-unknown" not in lab(TWO, nav=("lists", "a2017"), show=("gaps",), hide=("map",)).build().codes


def test_a_reference_of_which_only_an_id_is_known(lab: Callable[..., Lab]) -> None:
    """Without authors and year it begins with its title."""
    site = lab("-- notes/a.md --\n# Words\n\nAs [@doi:10.1000/xyz] says.\n").build()
    (line,) = re.findall(r"<li>(.*10\.1000/xyz.*)</li>", site.html("notes/a.html"))

    assert line.startswith("<cite>")


@pytest.mark.parametrize("name", ["_redirects", "llms.txt", "robots.txt", "sitemap.xml", "feed.xml", "graph.json"])
def test_a_static_file_takes_the_place_of_one_for_machines(lab: Callable[..., Lab], name: str) -> None:
    """The user's own is what they want: nothing is said, whether or not there would be one of ours."""
    aliased = "-- notes/alias.md --\n---\ntitle: Alias\naliases: [old/place]\n---\n"
    site = lab(TWO + aliased + f"-- static/{name} --\nmine\n", base_url="https://example.org").build()

    assert "mine\n" == site.html(name)
    assert "address-clash" not in site.codes
    assert [] == list(site.build().rendered)


def test_a_static_file_in_the_way_of_a_page_is_an_error(lab: Callable[..., Lab]) -> None:
    """Two things for one file of the site: the file of the writer's own is kept, and both are named."""
    site = lab(TWO + "-- static/papers/A2017.html --\nmine\n").build()

    assert "address-clash" in site.codes
    assert not site.exists("papers/a2017.html")
    assert site.html("papers/A2017.html") == "mine\n"


def test_a_mistake_of_ours_costs_one_note(lab: Callable[..., Lab], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is raised while one note is parsed or one page planned, the others are built."""
    from papernotes.pages import paper

    parse, plan = project.parse, paper.page

    def fails(source, settings):  # type: ignore[no-untyped-def]
        if source.path == "a2017.md":
            raise RecursionError("too deep")
        return parse(source, settings)

    def stumbles(site, key, chrome):  # type: ignore[no-untyped-def]
        if key == "papers/b2018.html":
            raise ZeroDivisionError("by nought")
        return plan(site, key, chrome)

    monkeypatch.setattr(project, "parse", fails)
    monkeypatch.setattr(paper, "page", stumbles)
    site = lab(TWO + "-- notes/c2019.md --\n---\ntitle: Third\nauthors: C. Three\n---\nWords.\n").build()

    assert site.codes.count("internal") == 2
    assert site.exists("papers/c2019.html")


def test_a_cache_without_its_bodies_is_no_harm(lab: Callable[..., Lab]) -> None:
    """Where bodies are lost the build starts anew and gives the same bytes."""
    site = lab(TWO).build()
    clean = site.files()
    with sqlite3.connect(site.root / ".papernotes" / "cache.sqlite") as db:
        db.execute("delete from body")
        db.execute("delete from page")
    db.close()

    assert site.build().files() == clean


@pytest.mark.parametrize("damage", [b"", b"garbage" * 1000])
def test_a_damaged_cache_is_no_harm(lab: Callable[..., Lab], damage: bytes) -> None:
    """Whatever stands where the cache should be, the bytes are the same."""
    site = lab(TWO).build()
    clean = site.files()
    (site.root / ".papernotes" / "cache.sqlite").write_bytes(damage)

    assert site.build().files() == clean


def test_progress_counts_each_stage(lab: Callable[..., Lab]) -> None:
    """Whoever wants to draw a bar is told how far each stage is."""
    told: list[tuple[str, int, int]] = []
    build(lab(TWO).config(), progress=lambda *step: told.append(step))

    assert [step for step in told if step[0] == "parse"] == [("parse", 0, 2), ("parse", 1, 2)]
    assert {step[0] for step in told} == {"parse", "render"}


def test_stages_are_timed(lab: Callable[..., Lab]) -> None:
    """What each stage costs is part of what a build gives back."""
    site = lab(TWO).build()

    assert site.last is not None
    assert [stage.name for stage in site.last.stages] == ["read", "parse", "link", "plan", "render", "write"]
    assert all(stage.seconds > 0 and stage.megabytes >= 0 for stage in site.last.stages)
