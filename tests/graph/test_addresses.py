"""Names and addresses of pages, old ones included."""

import pytest

from papernotes import graph
from papernotes.graph.redirects import old_address
from papernotes.model.problem import Code
from papernotes.text import slug

from .conftest import entry, lead, names, note, record, said, site

KEY = "arxiv:1706.03762"


def test_a_paper_is_named_by_slug_citekey_file_bib_key_id_or_title_in_this_order() -> None:
    """And the others are redirects to it."""
    bib = record("vaswani2017attention", "Attention is all you need", ids=KEY, issued="2017")
    listed = note("l.md", "list", "L", entries=(entry(KEY, title="Attention is all you need", ids=KEY),))
    titled = note("l.md", "list", "L", entries=(entry("=x", title="Attention is all you need", issued="2017"),))
    by_title, by_id, by_bib = "attention-is-all-you-need-2017", "arxiv-1706.03762", "vaswani2017attention"
    assert names(site(titled)) == [by_title]
    assert names(site(listed)) == [by_id]
    assert names(site(listed, records=[bib])) == [by_bib]
    reading = note("my reading.md", "paper", "Attention", ids=KEY)
    assert names(site(listed, reading, records=[bib])) == ["my-reading"]
    keyed = note("my reading.md", "paper", "Attention", ids=KEY, citekey="Vas+17")
    assert names(site(listed, keyed, records=[bib])) == ["vas-17"]
    slugged = note("my reading.md", "paper", "Attention", ids=KEY, citekey="Vas+17", slug="transformer")
    linked = site(listed, slugged, records=[bib])
    (paper,) = graph.papers(linked)
    assert paper.name == "transformer"
    others = {"vas-17", "my-reading", by_bib, by_id, "attention-2017", by_title}
    assert {old for old, _ in graph.redirects(linked)} == {f"papers/{other}.html" for other in others}
    assert graph.redirected(linked, "papers/vas-17.html") == "papers/transformer.html"
    assert graph.redirected(linked, "papers/other.html") is None


def test_a_stub_that_gets_a_note_keeps_its_old_address() -> None:
    """Neither that nor a merge nor a rename breaks a link."""
    essay = note("x.md", "note", "X", "[@vaswani2017]", KEY)
    assert names(site(essay)) == ["arxiv-1706.03762", "vaswani2017"]
    noted = site(essay, note("attention.md", "paper", "Attention", ids=KEY, citekey="vaswani2017"))
    assert names(noted) == ["vaswani2017"]
    assert graph.redirected(noted, "papers/arxiv-1706.03762.html") == "papers/vaswani2017.html"
    assert graph.redirected(noted, "papers/attention.html") == "papers/vaswani2017.html"


def test_where_names_clash_all_but_the_first_get_their_folder_in_front() -> None:
    """With a warning; then the folder above; every one keeps a page, and is found by its name."""
    linked = site(
        note("a/b/paper.md", "paper", "One thing"),
        note("a/c/paper.md", "paper", "Another matter"),
        note("d/c/paper.md", "paper", "Third subject"),
        note("e/x.md", "note", "X"),
        note("f/x.md", "note", "Also X"),
        note("X.md", "note", "Still X"),
    )
    assert names(linked) == ["c-paper", "d-c-paper", "paper"]
    found = graph.paper(linked, "d-c-paper")
    assert found is not None
    assert found.notes[0].path == "d/c/paper.md"
    assert graph.address(linked, "f/x.md") == "notes/f-x.html"
    assert [problem.span and problem.span.path for problem in said(linked, Code.NAME_CLASH)] == [
        "notes/a/c/paper.md", "notes/d/c/paper.md", "notes/e/x.md", "notes/f/x.md"
    ]  # fmt: skip
    assert lead(linked, "[[c/paper]]") == "papers/c-paper.html"
    assert graph.paper(linked, "no-such-paper") is None


def test_without_a_folder_a_number_or_another_name_tells_two_apart() -> None:
    """Names that differ only in what an address cannot show are two pages."""
    linked = site(note("C++.md", "note", "C++"), note("C#.md", "note", "C#"), note("🙂.md", "note", "Smile"))
    urls = [graph.address(linked, path) for path in ("C#.md", "C++.md", "🙂.md")]
    assert urls[:2] == ["notes/c.html", "notes/c-2.html"]
    assert urls[2] == f"notes/{slug('🙂')}.html"
    keys = site(
        note("x.md", "note", "X", "[@a+b]", "[@a*b]"),
        records=[record("a/b", "Third of these", ids="doi:10.1000/x"), record("a:b", "A title", issued="2001")],
        bibliography_pages="all",
    )
    assert names(keys) == ["a-b", "a-b-2", "a-b-3", "a-title-2001"]
    assert len(said(keys, Code.NAME_CLASH)) == 3


def test_no_page_takes_the_place_of_one_of_the_sites_own() -> None:
    """`index` in a folder, `map` at the root."""
    linked = site(
        note("z/index-of.md", "paper", "I", slug="index"),
        note("q/map.md", "page", "A map"),
        note("map.md", "page", "Another"),
        note("about.md", "page", "About"),
        note("n/index.md", "list", "Lists", slug="index"),
    )
    assert names(linked) == ["z-index"]
    assert graph.address(linked, "q/map.md") == "q-map.html"
    assert graph.address(linked, "map.md") == "map-2.html"
    assert graph.address(linked, "about.md") == "about.html"
    assert graph.address(linked, "n/index.md") == "lists/index-2.html"


def test_each_kind_of_note_has_its_folder() -> None:
    """Each kind of page has its folder."""
    kinds = {"note": "notes", "list": "lists", "story": "stories", "digest": "digests", "catalogue": "catalogues"}
    kinds |= {"author": "authors", "venue": "venues"}
    linked = site(*(note(f"{kind}-one.md", kind, kind) for kind in kinds))
    assert [graph.address(linked, f"{kind}-one.md") for kind in kinds] == [
        f"{folder}/{kind}-one.html" for kind, folder in kinds.items()
    ]
    assert graph.address(linked, "missing.md") == ""
    assert graph.url(linked, linked.notes[0]) == graph.address(linked, linked.notes[0].path)


def test_a_note_is_found_at_its_address_and_further_pages() -> None:
    """`x.2.html` is the second page of `x.html`."""
    linked = site(note("x.md", "list", "X"))
    assert graph.note_at(linked, "lists/x.html") is graph.note(linked, "x.md")
    assert graph.note_at(linked, "lists/x.2.html") is graph.note(linked, "x.md")
    assert graph.note_at(linked, "lists/y.html") is None
    assert graph.name_of("papers/x.html#part") == "x"
    assert graph.paper_url("x") == "papers/x.html"


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ("/old/path/", "old/path/index.html"),
        ("/old/path", "old/path/index.html"),
        ("/old/path.html", "old/path.html"),
        ("https://me.example/2019/post/", "2019/post/index.html"),
        ("TCP/IP", "TCP/IP/index.html"),
        ("/../up/", ""),
        ("/.git/config", ""),
        ("/a//b/", "a/b/index.html"),
        ("/", ""),
        ("/con/x", ""),
        ("/x-ray/", "x-ray/index.html"),
        ("/what?/x", ""),
        ("/a\x07b/", ""),
        (f"/{'a' * 201}/", ""),
        ("/ends./x", ""),
    ],
)
def test_an_alias_with_a_slash_is_an_old_address(alias: str, expected: str) -> None:
    """Only one that is a file below the site on every system."""
    assert old_address(alias) == expected


def test_an_alias_that_begins_with_a_dot_counts_from_the_notes_folder() -> None:
    """As Quartz writes them; none leads out of the site."""
    assert old_address("../posts/docker", "content/thoughts/docker.md") == "content/posts/docker/index.html"
    assert old_address("./old.html", "a/x.md") == "a/old.html"
    assert old_address("../../up", "a/x.md") == ""


def test_old_addresses_lead_on_unless_they_are_taken() -> None:
    """The first of two counts, no page is displaced, and what is left out is said."""
    linked = site(
        note("a.md", "note", "A", aliases=("/old/a/", "plain", "/notes/b.html", "/../x")),
        note("b.md", "note", "B", aliases=("/OLD/a/", "/notes/b.html", "/index.html")),
        note("p.md", "paper", "A paper", ids=KEY, aliases=("/papers/arxiv-1706.03762.html",)),
    )
    assert dict(graph.redirects(linked)) == {
        "old/a/index.html": "notes/a.html",
        "papers/arxiv-1706.03762.html": "papers/p.html",
        "papers/a-paper-2017.html": "papers/p.html",
    }
    assert [problem.message for problem in said(linked, Code.ADDRESS_CLASH)] == [
        'the alias "/notes/b.html" is the address of notes/b.html; it was left out',
        'the alias "/OLD/a/" is the address of notes/a.html; it was left out',
        'the alias "/index.html" is the address of index.html; it was left out',
    ]
    assert len(said(linked, Code.ADDRESS_UNSAFE)) == 1


def test_a_redirect_never_stands_where_another_paper_is() -> None:
    """The key of one paper is the file name of another's note."""
    linked = site(
        note("one.md", "paper", "First thing", citekey="two"),
        note("two.md", "paper", "Second thing", citekey="one", authors="A B", issued="2001"),
    )
    assert names(linked) == ["one", "two"]
    assert lead(linked, "[@two]") == "papers/two.html"
    assert not {"papers/one.html", "papers/two.html"} & {old for old, _ in graph.redirects(linked)}


@pytest.mark.parametrize("given", ["../../etc", "a/b", "a?b", "con", ".hidden", "x."])
def test_a_slug_that_is_no_name_is_an_error_and_a_safe_one_is_taken(given: str) -> None:
    """No slug leads out of the site, hides a page or names a device."""
    linked = site(note("a.md", "note", "A", slug=given))
    (problem,) = said(linked, Code.ADDRESS_UNSAFE)
    assert problem.hint.endswith(f"slug: {slug(given)}")
    assert graph.address(linked, "a.md") == f"notes/{slug(given)}.html"


def test_a_good_slug_passes() -> None:
    """Capitals and blanks are only folded; a topic's slug may be a path."""
    good = note("a.md", "note", "A", slug="My Slug"), note("t.md", "topic", "T", slug="a/b"), note("b.md", slug="x-1")
    assert said(site(*good), Code.ADDRESS_UNSAFE) == []
