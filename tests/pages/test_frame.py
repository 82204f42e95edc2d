"""The frame of every page, and the pages that are hardly more than that."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from lab import Lab
from papernotes.graph import link
from papernotes.model.settings import Config
from papernotes.pages import KINDS, chrome, csp

ATOM = "{http://www.w3.org/2005/Atom}"
NOTES = """-- notes/a.md --
---
title: A & B
date: 2024-02-03
---
See [[b]] and ![[f.png]].
-- notes/b.md --
---
title: B
---
-- notes/f.png --
x
-- notes/list.md --
---
kind: list
title: L
---
- [Attention](https://arxiv.org/abs/1706.03762) - a remark
"""


def test_only_views_with_something_in_them_are_in_the_navigation(lab: Callable[..., Lab]) -> None:
    """Lists and papers there are, topics and stories not; notes and years stand at the foot, authors nowhere."""
    page = lab(NOTES).build().html("index.html")
    bar = page[page.index('<nav class="site"') : page.index("</nav>")]
    foot = page[page.index('<footer class="foot"') :]

    assert ["Papers", "Lists"] == [word for word in ("Papers", "Topics", "Notes", "Lists", "Stories") if word in bar]
    assert ["Years", "Notes"] == [word for word in ("Papers", "Authors", "Years", "Notes") if f">{word}</a>" in foot]


def test_show_moves_a_view_into_the_bar_and_hide_takes_it_out_of_both(lab: Callable[..., Lab]) -> None:
    """What is shown in the bar is not said again at the foot."""
    page = lab(NOTES, show=("years", "notes"), hide=("notes", "papers")).build().html("index.html")
    bar = page[page.index('<nav class="site"') : page.index("</nav>")]
    foot = page[page.index('<footer class="foot"') :]

    assert ["Years"] == [word for word in ("Papers", "Years", "Notes") if f">{word}</a>" in bar]
    assert [] == [word for word in ("Papers", "Years", "Notes") if f">{word}</a>" in foot]


def test_settings_order_and_hide_the_navigation(lab: Callable[..., Lab]) -> None:
    """`nav` gives the order, with links of one's own; `hide` leaves out."""
    page = (
        lab(NOTES, nav=("lists", "notes", "papers", "Me <https://me.example>"), hide=("papers",))
        .build()
        .html("index.html")
    )
    nav = page[page.index("<nav") : page.index("</nav>")]

    assert [nav.index(word) for word in ("Lists", "Notes", "Me")] == sorted(
        nav.index(word) for word in ("Lists", "Notes", "Me")
    )
    assert "Papers" not in nav
    assert 'href="https://me.example"' in nav


def test_nothing_is_loaded_from_elsewhere_unless_asked_for() -> None:
    """The policy of every page, with https for images, media and frames where `remote = "load"`."""
    assert csp(Config()) == (
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' "
        "data:; font-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
    loading = csp(Config(remote="load"))
    assert all(
        part in loading for part in ("img-src 'self' data: https:;", "media-src 'self' https:;", "frame-src https:")
    )


def test_an_empty_site_has_a_frame() -> None:
    """Without notes there is no navigation, and still a page for each key."""
    site = link([], {}, [], Config(), {})
    frame = chrome(site, Config())
    found = [(kind, key) for kind in KINDS for key in kind.keys(site)]

    assert frame.nav == ()
    assert [key for _, key in found] == ["index.html", "404.html", "robots.txt"]
    assert all(kind.page(site, key, frame).url == key for kind, key in found)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__.rpartition(".")[2])
def test_an_address_of_no_page_makes_none(kind) -> None:  # type: ignore[no-untyped-def]
    """Asked for an address that is not among its keys, a kind answers None or not at all."""
    site = link([], {}, [], Config(), {})

    if kind.__name__.rpartition(".")[2] not in ("notfound", "robots", "feed", "sitemap", "topics"):
        assert kind.page(site, "papers/nothing.html", chrome(site, Config())) is None


def test_the_404_page_starts_at_the_path_of_base_url(lab: Callable[..., Lab]) -> None:
    """Its links work at any depth; without base_url they are relative."""
    assert 'href="/my/site/lists/index.html"' in lab(NOTES, base_url="https://a.b/my/site/").build().html("404.html")
    assert 'href="/my/site/assets/style.css"' in lab().html("404.html")
    assert 'href="lists/index.html"' in lab(NOTES).build().html("404.html")


def test_canonical_and_feed_need_a_base_url(lab: Callable[..., Lab]) -> None:
    """Without it neither is there, nor a sitemap."""
    lab(NOTES).build()
    assert "canonical" not in lab().html("index.html")
    assert not lab().exists("feed.xml")
    assert not lab().exists("sitemap.xml")

    lab(NOTES, base_url="https://a.b").build()
    assert '<link rel="canonical" href="https://a.b/notes/a.html">' in lab().html("notes/a.html")
    assert "Sitemap: https://a.b/sitemap.xml" in lab().html("robots.txt")
    assert "<loc>https://a.b/notes/a.html</loc><lastmod>2024-02-03</lastmod>" in lab().html("sitemap.xml").replace(
        "\n", ""
    )


def test_the_feed_has_full_content_with_full_urls(lab: Callable[..., Lab]) -> None:
    """A dated note stands in it whole; every address is absolute."""
    feed = ElementTree.fromstring(lab(NOTES, base_url="https://a.b/s", title="T").build().html("feed.xml"))
    entry = feed.find(f"{ATOM}entry")

    assert entry is not None
    assert len(feed.findall(f"{ATOM}entry")) == 1
    assert entry.findtext(f"{ATOM}title") == "A & B"
    assert entry.findtext(f"{ATOM}id") == "https://a.b/s/notes/a.html"
    assert entry.findtext(f"{ATOM}published") == "2024-02-03T00:00:00Z"
    content = entry.findtext(f"{ATOM}content") or ""
    assert 'href="https://a.b/s/notes/b.html"' in content
    assert 'src="https://a.b/s/files/f.png"' in content


def test_old_addresses_lead_on(lab: Callable[..., Lab]) -> None:
    """A redirect says where it leads in three ways and asks not to be indexed."""
    page = (
        lab(NOTES.replace("title: B\n", "title: B\naliases: [old/place.html]\n"), base_url="https://a.b")
        .build()
        .html("old/place.html")
    )

    assert 'content="0; url=../notes/b.html"' in page
    assert '<link rel="canonical" href="https://a.b/notes/b.html">' in page
    assert '<a href="../notes/b.html">B</a>' in page
    assert "noindex" in page


def test_a_listing_has_the_newest_first(lab: Callable[..., Lab]) -> None:
    """The index of notes has dates, those without one last."""
    page = lab(NOTES).build().html("notes/index.html")

    assert page.index("A &amp; B") < page.index(">B<")
    assert '<time datetime="2024-02-03">3 February 2024</time>' in page


def test_all_papers_stand_by_year(lab: Callable[..., Lab]) -> None:
    """Each paper once, under the year in which it appeared."""
    page = lab(NOTES).build().html("papers/index.html")

    assert page.index('id="year:2017"') < page.index("arxiv-1706.03762.html")
    assert "1 paper, 2017 to 2017" not in page


def test_a_note_in_another_script_has_its_language_and_direction(lab: Callable[..., Lab]) -> None:
    """`lang: ar` is said, and the page is read from the right."""
    page = lab("-- notes/a.md --\n---\ntitle: ملاحظات\nlang: ar\n---\nنص\n").build().html("notes/a.html")

    assert '<main id="page:main" class="page" lang="ar" dir="rtl">' in page


def test_the_feed_is_xml_whatever_the_notes_hold(lab: Callable[..., Lab]) -> None:
    """Control characters in a note do not break the feed."""
    made = lab(
        "-- notes/a.md --\n---\ntitle: A\ndate: 2024\n---\nForm\x0cfeed \x1b `\x08`\n", base_url="https://a.b"
    ).build()

    assert "Formfeed" in (ElementTree.fromstring(made.html("feed.xml")).findtext(f".//{ATOM}content") or "")


def test_the_end_of_a_note_is_as_the_settings_want_it(lab: Callable[..., Lab]) -> None:
    """Unknown properties are shown where asked for, and a change can be proposed."""
    note = "-- notes/sub dir/a.md --\n---\ntitle: A\nmood: fine\nweather: rain\n---\n"
    page = lab(note, show_properties=("mood",), edit_url="https://a.b/edit/{path}").build().html("notes/a.html")

    assert "<dt>mood</dt> <dd>fine</dd>" in page
    assert "weather" not in page
    assert '<a href="https://a.b/edit/sub%20dir/a.md">Propose a change</a>' in page


def test_the_end_of_a_note_stands_on_its_first_page(lab: Callable[..., Lab]) -> None:
    """Further pages hold only what other notes say of it."""
    others = "".join(f"-- notes/n{number}.md --\n# Note {number}\n\nSee [[essay]].\n" for number in range(51))
    made = lab(f"-- notes/essay.md --\n# Essay\n\nText.\n{others}", edit_url="https://edit.it/{path}").build()

    assert "https://edit.it/essay.md" in made.html("notes/essay.html")
    assert "https://edit.it/essay.md" not in made.html("notes/essay.2.html")
