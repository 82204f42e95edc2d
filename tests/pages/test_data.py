"""Feeds, exports and Markdown copies: what the site offers to programs, read by programs that are not ours."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
import rispy
import yaml
from markdown_it import MarkdownIt
from pybtex.database import parse_string

from lab import Lab
from papernotes.model.page import Chrome
from papernotes.pages import exports
from papernotes.pages.exports import ExportView
from papernotes.project import load

BASE = "https://a.b/s"
NOTES = r"""-- notes/papers/vaswani2017attention.md --
---
title: "Attention: is it *all* you need?"
authors: Ashish Vaswani; Noam Shazeer
arxiv: 1706.03762
venue: NeurIPS 2017
topics: models/attention
date: 2024-02-03
by: Ada
secret_plan: canary
why: to know
---
It drops [[bahdanau2014neural|recurrence]], see [[an-essay#Doubts]], [[hidden|my plan]] and [@luong2015].[^1]

builds_on:: [[bahdanau2014neural]] - keeps the *lookup*, $O(n^2)$

%% canary in a comment %% <!-- canary -->

## Doubts

$$
\frac{1}{\sqrt{d_k}} % canary
$$

![drawing](f.png) and <b>bold</b> *text* with $x_1 < 2$.

[^1]: An aside.
-- notes/papers/bahdanau2014neural.md --
---
title: Align and translate
authors: Dzmitry Bahdanau
year: 2014
topics: models/attention
date: 2024-01
updated: 2024-03-05
---
Text.
-- notes/an-essay.md --
---
title: An essay
date: 2023
---
# Doubts

Words.
-- notes/hidden.md --
---
title: canary
private: true
---
canary
-- notes/list.md --
---
kind: list
title: To read
date: 2024-05-06
---
- [x] [[vaswani2017attention]] - start *here*
- [ ] [[bahdanau2014neural]]
- [ ] [[hidden|what I plan]]
-- notes/story.md --
---
kind: story
title: A story
---
Lead.

## [[bahdanau2014neural|The lookup]]

It began.
-- notes/topics/attention.md --
---
kind: topic
title: models/attention
---
About attention.
-- notes/f.png --
x
"""


@pytest.fixture
def made(lab: Callable[..., Lab]) -> Lab:
    """The notes above, built with an address."""
    return lab(NOTES, base_url=BASE, title="T & U", description="Notes", author="Bo").build()


def test_the_files_that_there_are(made: Lab) -> None:
    """Data for the whole site, a copy beside each note's page, a feed beside topics, lists and stories."""
    files = set(made.files())

    assert {"papers.bib", "papers.ris", "papers.json", "graph.json", "llms.txt", "feed.xml", "_redirects"} <= files
    assert {path for path in files if path.endswith(".md")} == {
        "papers/vaswani2017attention.md",
        "papers/bahdanau2014neural.md",
        "notes/an-essay.md",
        "lists/list.md",
        "stories/story.md",
        "topics/models/attention.md",
    }
    assert {path for path in files if path.endswith(".xml")} == {
        "feed.xml",
        "sitemap.xml",
        "topics/models.xml",
        "topics/models/attention.xml",
        "lists/list.xml",
        "stories/story.xml",
    }


def test_without_an_address_there_are_no_feeds_and_all_else(lab: Callable[..., Lab]) -> None:
    """A feed needs full URLs; the other files do without."""
    files = set(lab(NOTES).build().files())

    assert not [path for path in files if path.endswith(".xml")]
    assert {"papers.bib", "graph.json", "llms.txt", "papers/vaswani2017attention.md"} <= files
    assert "(papers/vaswani2017attention.md)" in lab().html("llms.txt")
    assert "og:" not in lab().html("papers/vaswani2017attention.html")


def test_an_empty_site_offers_nothing(lab: Callable[..., Lab]) -> None:
    """No paper, no bibliography."""
    files = set(lab("-- notes/index.md --\nHello.\n").build().files())

    assert not files & {"papers.bib", "papers.ris", "papers.json", "_redirects"}


def test_a_copy_is_the_note_in_markdown(made: Lab) -> None:
    """Front matter that its page shows, relations, text; links lead to copies, else to pages; nothing hidden."""
    assert made.html("papers/vaswani2017attention.md") == (
        "---\n"
        'title: "Attention: is it all you need?"\n'
        "kind: paper\n"
        "authors: [Ashish Vaswani, Noam Shazeer]\n"
        "issued: 2017-06\n"
        "venue: NeurIPS 2017\n"
        'arxiv: "1706.03762"\n'
        "citekey: vaswani2017attention\n"
        "topics: [models/attention]\n"
        "status: read\n"
        "by: Ada\n"
        "date: 2024-02-03\n"
        'permalink: "https://a.b/s/papers/vaswani2017attention.html"\n'
        "---\n\n"
        "# Attention: is it *all* you need?\n\n"
        "- builds on [Align and translate](bahdanau2014neural.md): keeps the *lookup*, $O(n^2)$\n\n"
        "It drops [recurrence](bahdanau2014neural.md), see [An essay](../notes/an-essay.md#doubts), my plan and "
        "([luong2015](luong2015.html)).[^1]\n\n"
        "## Doubts\n\n"
        "$$\n\\frac{1}{\\sqrt{d_k}}\n$$\n\n"
        "![drawing](../files/f.png) and **bold** *text* with $x_1 < 2$.\n\n"
        "[^1]: An aside.\n"
    )


def test_the_copy_of_a_list_and_of_a_story(made: Lab) -> None:
    """Entries stand as they were written, with links to copies; what is hidden has only its words."""
    assert (
        "- [x] [Attention: is it *all* you need?](../papers/vaswani2017attention.md) – start *here*\n"
        "- [ ] [Align and translate](../papers/bahdanau2014neural.md)\n"
        "- [ ] what I plan\n"
    ) in made.html("lists/list.md")
    assert made.html("stories/story.md").endswith(
        "# A story\n\nLead.\n\n## [The lookup](../papers/bahdanau2014neural.md)\n\n"
        "[Align and translate](../papers/bahdanau2014neural.md)\n\nIt began.\n"
    )


def test_two_notes_on_a_paper_are_one_copy(lab: Callable[..., Lab]) -> None:
    """The second stands under its own title."""
    front = "---\ntitle: A\ndoi: 10.1000/x\n---\n"
    text = f"-- notes/a.md --\n{front}One.\n-- notes/b.md --\n{front}Two.\n"

    copy = lab(text).build().html("papers/a.md")

    assert copy.index("One.") < copy.index("## A\n") < copy.index("Two.")


def test_nothing_private_is_in_any_of_them(made: Lab) -> None:
    """Comments of all kinds, unknown fields, hidden notes."""
    assert [path for path, data in made.files().items() if b"canary" in data] == []


def test_feeds_are_read_by_a_feed_parser(made: Lab) -> None:
    """The newest first, full content, every link and picture absolute, notes in the text."""
    feed = feedparser.parse(made.html("feed.xml"))

    assert not feed.bozo
    assert (feed.feed.title, feed.feed.link, feed.feed.updated) == ("T & U", f"{BASE}/", "2024-05-06T00:00:00Z")
    assert [entry.title for entry in feed.entries] == [
        "To read",
        "Attention: is it all you need?",
        "Align and translate",
        "An essay",
    ]
    attention, align = feed.entries[1:3]
    assert (attention.author, align.author) == ("Ada", "Bo")
    assert (align.published, align.updated) == ("2024-01-01T00:00:00Z", "2024-03-05T00:00:00Z")
    raw = made.html("feed.xml")
    assert 'href="#' not in raw.replace("&#34;", '"').replace("&quot;", '"')
    content = attention.content[0].value
    for url in ("papers/bahdanau2014neural.html", "notes/an-essay.html#doubts", "papers/luong2015.html"):
        assert f'href="{BASE}/{url}"' in content
    assert f'src="{BASE}/files/f.png"' in content
    assert "(An aside.)" in content
    assert "builds on" in content


@pytest.mark.parametrize(
    ("feed", "title", "entries"),
    [
        ("topics/models.xml", "Models", ["Attention: is it all you need?", "Align and translate"]),
        ("topics/models/attention.xml", "models/attention", ["Attention: is it all you need?", "Align and translate"]),
        ("lists/list.xml", "To read", ["Attention: is it all you need?", "Align and translate"]),
        ("stories/story.xml", "A story", ["Align and translate"]),
    ],
)
def test_a_feed_beside_a_page_has_the_notes_on_its_papers(made: Lab, feed: str, title: str, entries: list[str]) -> None:
    """It is named after the page, which leads to it in its head."""
    found = feedparser.parse(made.html(feed))
    page = made.html(feed.replace(".xml", ".html"))

    assert not found.bozo
    assert found.feed.title.casefold().startswith(title.casefold())
    assert found.feed.id == f"{BASE}/{feed.replace('.xml', '.html')}"
    assert [entry.title for entry in found.entries] == entries
    assert f'type="application/atom+xml" href="{feed.rpartition("/")[2]}"' in page


def test_a_feed_holds_fifty_notes(lab: Callable[..., Lab]) -> None:
    """The fifty newest, each with an id of its own even where two stand on one page."""
    notes = "".join(
        f"-- notes/n{i:02}.md --\n---\ntitle: N{i}\ndate: 2024-01-{i % 28 + 1:02}\n---\nx\n" for i in range(60)
    )
    twice = "".join(f"-- notes/z{i}.md --\n---\ntitle: Z\ndoi: 10.1000/x\ndate: 2025\n---\nx\n" for i in range(2))

    feed = feedparser.parse(lab(notes + twice, base_url=BASE).build().html("feed.xml"))

    assert len(feed.entries) == 50
    assert len({entry.id for entry in feed.entries}) == 50


def test_papers_bib_is_read_by_pybtex(made: Lab) -> None:
    """Each paper once, under the key that notes cite it by."""
    found = parse_string(made.html("papers.bib"), "bibtex").entries

    assert set(found) == {"vaswani2017attention", "bahdanau2014neural", "luong2015"}
    assert found["vaswani2017attention"].fields["title"].replace("{", "").replace("}", "") == (
        "Attention: is it all you need?"
    )


def test_keys_are_unique_whatever_the_notes_say(lab: Callable[..., Lab]) -> None:
    """Two papers that want one key, in whatever case, get two; own BibTeX that would break the file is not taken."""
    text = (
        "-- notes/one.md --\n---\ntitle: First of the two\ncitekey: Same\nauthors: Ada B\nyear: 1999\n---\n"
        "-- notes/two.md --\n---\ntitle: Second of the two\ncitekey: same\nauthors: Cy D\nyear: 1950\n---\n"
        '-- notes/three.md --\n---\ntitle: Third\ndoi: 10.1000/3\nbibtex: "@misc{x, title={broken"\n---\n'
        '-- notes/four.md --\n---\ntitle: Fourth\ndoi: 10.1000/4\nbibtex: "@misc{y, title={Own}, year=2001}"\n---\n'
        '-- notes/five.md --\n---\ntitle: Fifth\ndoi: 10.1000/5\nbibtex: "@misc{z, title={Own}, file={/home}}"\n---\n'
    )
    made = lab(text).build()

    found = parse_string(made.html("papers.bib"), "bibtex").entries
    items = json.loads(made.html("papers.json"))

    assert len(found) == 5
    assert {key.lower() for key in found} == {item["id"].lower() for item in items}
    assert found["four"].fields["title"] == "Own"
    assert "home" not in made.html("papers.bib")


def test_papers_ris_is_read_by_rispy(made: Lab) -> None:
    """A record for each paper."""
    found = rispy.loads(made.html("papers.ris"))

    assert [each["id"] for each in found] == ["bahdanau2014neural", "vaswani2017attention", "luong2015"]
    assert found[1]["authors"] == ["Vaswani, Ashish", "Shazeer, Noam"]


def test_the_graph_has_papers_notes_and_what_they_say_of_each_other(made: Lab) -> None:
    """Nodes by their page, edges with type and reason; a mention of an older paper is a thin edge."""
    found = json.loads(made.html("graph.json"))
    nodes = {node["page"]: node for node in found["nodes"]}

    assert set(nodes) == {
        "papers/vaswani2017attention.html",
        "papers/bahdanau2014neural.html",
        "papers/luong2015.html",
        "notes/an-essay.html",
        "lists/list.html",
        "stories/story.html",
        "topics/models/attention.html",
    }
    assert nodes["papers/vaswani2017attention.html"] == {
        "page": "papers/vaswani2017attention.html",
        "kind": "paper",
        "name": "vaswani2017attention",
        "title": "Attention: is it all you need?",
        "authors": ["Ashish Vaswani", "Noam Shazeer"],
        "issued": "2017-06",
        "year": 2017,
        "venue": "NeurIPS 2017",
        "ids": ["arxiv:1706.03762"],
        "topics": ["models/attention"],
        "status": "read",
        "noted": True,
    }
    assert {
        "source": "papers/vaswani2017attention.html",
        "target": "papers/bahdanau2014neural.html",
        "type": "builds_on",
        "reason": "keeps the lookup, O(n^2)",
    } in found["edges"]
    assert all({edge["source"], edge["target"]} <= set(nodes) for edge in found["edges"])


def test_llms_txt_leads_to_the_copies(made: Lab) -> None:
    """Title, description, sections with links to Markdown, data files at the end."""
    text = made.html("llms.txt")
    tokens = MarkdownIt().parse(text)
    links = [child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"]

    assert text.startswith("# T & U\n\n> Notes\n\n## ")
    assert ["h1", "h2"] == [token.tag for token in tokens if token.type == "heading_open"][:2]
    assert f"{BASE}/papers/vaswani2017attention.md" in links
    assert links[-4:] == [f"{BASE}/{name}" for name in ("papers.bib", "papers.ris", "papers.json", "graph.json")]
    assert all(made.exists(urlsplit(str(link)).path.removeprefix("/s/")) for link in links)


def test_redirects_name_paths_of_the_site(made: Lab) -> None:
    """A line for each old address, below the path of the site."""
    lines = made.html("_redirects").splitlines()

    assert "/s/papers/arxiv-1706.03762.html /s/papers/vaswani2017attention.html 301" in lines
    assert all(line.startswith("/s/") and line.endswith(" 301") and line.count(" ") == 2 for line in lines)


def test_an_old_address_takes_no_file_of_the_site(lab: Callable[..., Lab]) -> None:
    """An alias that asks for the place of a feed or bibliography is said, and the file is there."""
    made = lab("-- notes/a.md --\n---\ntitle: A\ndoi: 10.1000/x\naliases: [/papers.bib, /old]\n---\n").build()

    assert made.exists("old/index.html")
    assert "papers.bib" in made.files()
    assert "address-clash" in made.codes


def test_an_edit_changes_what_it_must_and_a_second_build_nothing(made: Lab) -> None:
    """A warm build gives the bytes of a clean one, and renders nothing where nothing has changed."""
    made.build()
    assert made.rendered == ()

    made.write("-- notes/an-essay.md --\n---\ntitle: An essay\ndate: 2023\n---\n# Doubts\n\nOther words.\n").build()
    assert "notes/an-essay.md" in made.rendered
    assert "papers/vaswani2017attention.md" not in made.rendered
    assert "papers.bib" not in made.rendered


def test_front_matter_of_every_copy_is_yaml(demo: Path) -> None:
    """All of our own notes; each copy names its title and page."""
    copies = sorted(demo.rglob("*.md"))

    for path in copies:
        front = yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], yaml.CSafeLoader)
        assert front["title"], path
    assert len(copies) > 60


def test_our_own_papers_are_read_back_whole(demo: Path) -> None:
    """Three readers find the same papers."""
    entries = parse_string((demo / "papers.bib").read_text(encoding="utf-8"), "bibtex").entries
    records = rispy.loads((demo / "papers.ris").read_text(encoding="utf-8"))
    items = json.loads((demo / "papers.json").read_text(encoding="utf-8"))
    nodes = json.loads((demo / "graph.json").read_text(encoding="utf-8"))["nodes"]
    papers = [node for node in nodes if node["kind"] == "paper"]

    assert len(papers) == len(entries) == len(records) == len(items)
    assert set(entries) == {record["id"] for record in records} == {item["id"] for item in items}


@pytest.mark.parametrize("name", ["bib-better-bibtex-fixtures", "bib-do-we-need-attention", "bib-plume"])
def test_real_bibliographies_are_read_back_whole(lab: Callable[..., Lab], corpora: Path, name: str) -> None:
    """Every paper of thousands of entries as people have them, by three readers."""
    made = lab("-- notes/a.md --\n# A\n", bibliography_pages="all")
    for number, path in enumerate(sorted((corpora / name).rglob("*.bib"))):
        shutil.copy(path, made.root / "notes" / f"{number}.bib")
    site = load(made.config(), cache=False).site
    pages = {key: exports.page(site, key, Chrome("T")) for key in exports.keys(site)}
    texts = {key: str(page.view.text) for key, page in pages.items() if page and isinstance(page.view, ExportView)}

    entries = parse_string(texts["papers.bib"], "bibtex").entries
    records = rispy.loads(texts["papers.ris"])
    items = json.loads(texts["papers.json"])
    nodes = json.loads(texts["graph.json"])["nodes"]

    assert len(nodes) - 1 == len(entries) == len(records) == len(items) > 50
    assert [record["id"] for record in records] == [item["id"] for item in items]
    assert not [record for record in records if "unknown_tag" in record]


def test_an_address_inside_the_site_is_in_no_export(lab: Callable[..., Lab]) -> None:
    """A published file has an address on its page alone; elsewhere the paper's id tells where it is."""
    made = lab(
        "-- notes/one.md --\n---\ntitle: One\narxiv: 1706.03762\nurl: a.html\n---\n"
        "-- notes/two.md --\n---\ntitle: Two\nkind: paper\nurl: a.html\n---\n"
        "-- notes/a.html --\n<p>\n",
        publish_files=True,
    ).build()

    assert "files/a.html" in made.html("papers/one.html")
    entries = parse_string(made.html("papers.bib"), "bibtex").entries
    assert [entry.fields.get("url") for entry in entries.values()] == ["https://arxiv.org/abs/1706.03762", None]
    assert all("files/a.html" not in made.html(name) for name in ("papers.bib", "papers.ris", "papers.json"))


def test_a_page_is_as_new_as_its_newest_note(lab: Callable[..., Lab]) -> None:
    """The sitemap gives the latest date of all notes on a paper."""
    made = lab(
        "-- notes/a.md --\n---\ntitle: One\ncitekey: a\narxiv: 1706.03762\ndate: 2024-05-05\n---\n"
        "-- notes/b.md --\n---\ntitle: One\narxiv: 1706.03762\ndate: 2020-01-01\n---\n",
        base_url=BASE,
    ).build()

    assert "<loc>https://a.b/s/papers/a.html</loc>\n<lastmod>2024-05-05</lastmod>" in made.html("sitemap.xml")
