"""Holes are filled as seen from the page, and templates can reach nothing but the page."""

from pathlib import Path

import pytest

from papernotes.model.page import Chrome, Fill, Heading, Html, Line, Page, View, Woven
from papernotes.model.problem import Code, Diagnostic
from papernotes.model.written import Body
from papernotes.theme import theme, weave

BODIES = {"d": Body("d", ('<p id="\ufdd3x">See ', 0, "that", -1, " and ", 1, ".</p>"))}


class Shown(View, frozen=True):
    """A view of one title."""

    title: str = ""
    unknown: str | None = None


def woven(value: object, url: str = "papers/a.html") -> str:
    """A value as HTML, seen from a page."""
    return "".join(weave(value, url, BODIES, lambda results: results.text))


def rendered(tmp_path: Path, template: str, view: View | None = None) -> bytes | Diagnostic:
    """What a template of the project makes of a page."""
    (tmp_path / "mine.html").write_text(template, encoding="utf-8")
    return theme(tmp_path).render(Page("papers/a.html", "mine.html", view or Shown(), Chrome("Site")), BODIES)


def test_a_paired_hole_wraps_its_words() -> None:
    """A link's words stay, and its address is relative to the page."""
    fills = (Fill("link", "notes/b.html#x", paired=True), Fill("text", label=Html("B")))

    assert woven(Woven("d", fills)) == '<p id="x">See <a href="../notes/b.html#x">that</a> and B.</p>'


def test_a_broken_link_keeps_its_words_and_says_why() -> None:
    """Text that leads nowhere is marked, with a title."""
    line = Line((0, "words", -1), (Fill("broken", title='no "b"', paired=True),))

    assert woven(line) == '<span class="broken" title="no &quot;b&quot;">words</span>'


def test_ids_get_the_prefix_of_a_second_note() -> None:
    """Where two notes share a page the second one's ids and links to them are kept apart."""
    fills = (Fill("link", "#x", paired=True), Fill("text"))

    assert woven(Woven("d", fills, "n2-")) == '<p id="n2-x">See <a href="#n2-x">that</a> and .</p>'


def test_images_and_outside_links() -> None:
    """An image's address is relative; a full URL stays as it is; quotes are escaped."""
    image = Line((0,), (Fill("image", "files/f.png", Html("a &amp; b"), size="300"),))
    outside = Line((0,), (Fill("link", "https://a.b/?x=1&y=2", Html("there")),))

    assert woven(image) == '<img src="../files/f.png" alt="a &amp; b" width="300" loading="lazy">'
    assert woven(outside) == '<a href="https://a.b/?x=1&amp;y=2">there</a>'


def test_an_embed_shows_pieces_of_another_note() -> None:
    """Headings and prose of the other note stand inside the embedding one."""
    embed = Fill("embed", embed=(Heading(3, Line(("Part",)), "Part", "part"), Line(("words",))))

    assert woven(Line((0,), (embed,))) == '<div class="embed"><h3 id="part">Part</h3>words</div>'


def test_text_is_escaped_and_html_is_not(tmp_path: Path) -> None:
    """Autoescape is on for every template."""
    assert rendered(tmp_path, "{{ view.title }}", Shown("<b>")) == b"&lt;b&gt;"
    assert rendered(tmp_path, "{{ page.url | href }}|{{ 'index.html' | href }}") == b"a.html|../index.html"


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{{ view.nothing }}", 1),
        ("\n{% if %}", 2),
        ("{{ view.unknown }}", 1),
        ("\n\n{{ site.papers }}", 3),
        ("{{ 1 / 0 }}", 1),
    ],
)
def test_a_wrong_template_is_a_diagnostic_with_its_line(tmp_path: Path, template: str, line: int) -> None:
    """Whatever goes wrong in a template is said with file and line, and nothing is raised."""
    problem = rendered(tmp_path, template)

    assert isinstance(problem, Diagnostic)
    assert (problem.code, problem.span and (problem.span.path, problem.span.line)) == (
        Code.TEMPLATE,
        ("templates/mine.html", line),
    )


@pytest.mark.parametrize("attack", ["view.__class__.__mro__", "''.format.__globals__", "w.__globals__"])
def test_a_template_cannot_reach_python(tmp_path: Path, attack: str) -> None:
    """Attributes that lead out of the data are refused."""
    assert isinstance(rendered(tmp_path, "{{ " + attack + " }}"), Diagnostic)


def test_a_project_can_extend_the_template_it_overrides(tmp_path: Path) -> None:
    """`default/…` always means the theme's own, and a change of either changes the digest."""
    before = theme().digest("404.html")
    (tmp_path / "404.html").write_text('{% extends "default/404.html" %}', encoding="utf-8")

    assert theme(tmp_path).digest("404.html") != before
    assert theme().digest("404.html") == before


def test_dates_in_words() -> None:
    """A date is said as precisely as it is known."""
    words = theme().words

    assert [words.when(date) for date in ("2024", "2024-03", "2024-03-14")] == ["2024", "March 2024", "14 March 2024"]
