"""Five pages as people write them: what is in them was counted by hand, and what the pages must do is said in words.

Each folder of tests/sites is a project with its `expected.toml`: a home page with a queue, a topic, a digest of a
conference, a story, and a catalogue with the irregularities of a list that grew for years.
"""

import json
import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lab import Lab, scatter
from papernotes.cli import papernotes

SITES = Path(__file__).parent / "sites"
NAMES = ("home", "topic", "digest", "story", "catalogue")
LINKS = ("url", "pdf", "code", "video", "slides", "data", "project", "poster")
_ENTRY = re.compile(r'<li[^<>]* id="([^"]*)"[^<>]*>(?:(?!</?li\b).)*?href="\.\./papers/([^"]+)\.html"', re.DOTALL)
_MATH = re.compile(r"<math.*?</math>", re.DOTALL)


def words(html: str) -> str:
    """The words of a stretch of HTML, each blank once."""
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", html)).split())


@dataclass
class Built:
    """A project of tests/sites, built, and asked on the command line."""

    root: Path

    @cached_property
    def expected(self) -> dict[str, Any]:
        """What was counted by hand."""
        return tomllib.loads((self.root / "expected.toml").read_text(encoding="utf-8"))

    def run(self, *arguments: str) -> str:
        """What a command prints on stdout."""
        return CliRunner().invoke(papernotes, ["-C", str(self.root), *arguments]).stdout

    @cached_property
    def papers(self) -> dict[str, dict[str, Any]]:
        """The papers by name, as `list --json` gives them."""
        return {row["name"]: row for row in json.loads(self.run("list", "--json"))}

    @cached_property
    def codes(self) -> dict[str, int]:
        """How often `check` says what."""
        return dict(Counter(problem["code"] for problem in json.loads(self.run("check", "--json"))))

    def main(self, url: str) -> str:
        """What a page shows between its header and footer."""
        page = (self.root / "site" / url).read_text(encoding="utf-8")
        return page[page.index("<main") : page.index("</main>")]

    def words(self, url: str) -> str:
        """A page in words."""
        return words(self.main(url))

    def anchors(self, url: str) -> dict[str, str]:
        """The entries of a collection in their order: anchor, and name of the paper."""
        return dict(_ENTRY.findall(self.main(url)))

    def entry(self, url: str, paper: str) -> str:
        """The first entry on a paper, as HTML, up to the next one."""
        anchors = self.anchors(url)
        anchor = next(anchor for anchor, name in anchors.items() if name == paper)
        rest = self.main(url).split(f' id="{anchor}"', 1)[1]
        return re.split(r"<li[^<>]* id=", rest.partition(">")[2], maxsplit=1)[0]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """A site by its name, built once."""
    known: dict[str, Built] = {}

    def site(name: str) -> Built:
        if name not in known:
            root = tmp_path_factory.mktemp(name)
            shutil.copytree(SITES / name, root, dirs_exist_ok=True)
            known[name] = Built(root)
            known[name].run("build")
        return known[name]

    return site


@pytest.fixture
def home(sites: Callable[[str], Built]) -> Built:
    """A home page with a queue of titles."""
    return sites("home")


@pytest.fixture
def topic(sites: Callable[[str], Built]) -> Built:
    """A topic with eight papers."""
    return sites("topic")


@pytest.fixture
def digest(sites: Callable[[str], Built]) -> Built:
    """A digest of a conference."""
    return sites("digest")


@pytest.fixture
def story(sites: Callable[[str], Built]) -> Built:
    """A story of 26 entries."""
    return sites("story")


@pytest.fixture
def catalogue(sites: Callable[[str], Built]) -> Built:
    """A catalogue of 45 entries."""
    return sites("catalogue")


# ---- the graph, against the count by hand


def links(row: dict[str, Any]) -> list[str]:
    """The links of a paper: the field or the author's label, and the address."""
    fields = [f"{name} {row[name]}" for name in LINKS if row[name]]
    return fields + [re.sub(r"(.*) <(.*)>", r"\1 \2", link) for link in row["links"]]


def told(row: dict[str, Any]) -> list[Any]:
    """A paper as an entry of expected.toml tells it."""
    named = [name for name in row["authors"] if name != "et al."]
    return [row["title"], row["year"] or 0, len(named), links(row)]


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_has_one_page(name: str, sites: Callable[[str], Built]) -> None:
    """As many papers as were counted, as many of them without a note, and a page for each."""
    site = sites(name)
    stubs = [row for row in site.papers.values() if row["note"] is None]

    assert (site.expected["papers"], site.expected["stubs"]) == (len(site.papers), len(stubs))
    assert [] == [row["page"] for row in site.papers.values() if not (site.root / "site" / row["page"]).is_file()]


@pytest.mark.parametrize("name", NAMES)
def test_entries_are_read_as_they_are_meant(name: str, sites: Callable[[str], Built]) -> None:
    """Title, year, number of authors and links of every entry, in the order in which the page shows them."""
    site = sites(name)
    for each in site.expected.get("collections", ()):
        assert each["entries"] == [told(site.papers[paper]) for paper in site.anchors(each["page"]).values()]


@pytest.mark.parametrize("name", NAMES)
def test_relations_topics_and_passages(name: str, sites: Callable[[str], Built]) -> None:
    """What papers have to do with each other, how many a topic holds, how often notes speak of some of them."""
    site = sites(name)
    types = ("builds_on", "extends", "follows", "uses", "replicates", "contradicts", "supersedes", "cites", "related")
    found = [[name, type, other] for name, row in site.papers.items() for type in types for other in row[type]]
    held = {path: site.words(f"topics/{path}.html") for path in site.expected.get("topics", ())}
    passages = site.expected["passages"]

    assert sorted(site.expected.get("relations", ())) == sorted(found)
    assert site.expected.get("topics", {}) == {
        path: int(match[1]) for path, text in held.items() if (match := re.search(r"(\d+) papers?\b", text))
    }
    assert passages == {name: site.papers[name]["passages"] for name in passages}


@pytest.mark.parametrize("name", NAMES)
def test_what_check_has_to_say(name: str, sites: Callable[[str], Built]) -> None:
    """No diagnostics but those that were expected."""
    site = sites(name)

    assert site.expected["diagnostics"] == site.codes


# ---- a home page with notes, the newest first, and a queue


def recent(site: Built) -> dict[str, str]:
    """The recent notes of a home page: the paper's name, and the item."""
    items = site.main("index.html").split("<section>")[1].split("</section>")[0].split("<li ")[1:]
    return {found[1]: item for item in items if (found := re.search(r'<h3><a href="papers/([^"]*)\.html"', item))}


def excerpt(item: str) -> str:
    """The excerpt of a recent note as HTML, "" for none."""
    found = re.search(r'<p class="gist">(.*?)</p>', item, re.DOTALL)
    return found[1] if found else ""


def test_recent_notes_stand_newest_first(home: Built) -> None:
    """Title, date and excerpt of each; notes without a date stand last."""
    found = recent(home)

    assert home.expected["recent"] == list(found)[:6]
    assert ["22 September 2020", "24 August 2020"] == [
        words(re.search(r"<time.*?</time>", found[name])[0])  # type: ignore[index]
        for name in ("ke2019learning", "zhang2016understanding")
    ]
    assert home.expected["counts"] in home.words("index.html")


def test_a_listed_title_leads_to_the_note_and_the_notes_to_the_paper(home: Built) -> None:
    """On a listing the title goes to the note; on the note the h1 goes to the paper."""
    assert '<h3><a href="papers/ke2019learning.html">' in home.main("index.html")
    assert re.search(r'<h1><a[^<>]* href="https://arxiv\.org/abs/1910\.01075"', home.main("papers/ke2019learning.html"))
    assert "On this page a title leads to my note" in home.words("index.html")


def test_no_heading_runs_into_an_excerpt(home: Built) -> None:
    """An excerpt is prose alone: neither headings, nor the words of their anchors, nor the line of a relation."""
    texts = [words(excerpt(item)) for item in recent(home).values()]

    assert texts[0].startswith("The graph is learned as a matrix of beliefs")
    assert [] == [
        text for text in texts if re.search(r"the algorithm|what I doubt|the bound|permalink|§|follows", text)
    ]


def test_mathematics_stands_in_excerpts(home: Built) -> None:
    """Dollars and backslashed brackets are read, and no formula is cut."""
    formulas = [_MATH.findall(excerpt(recent(home)[name])) for name in ("ke2019learning", "zhang2016understanding")]

    assert ["\\sigma(\\gamma_{ij})", "X_j", "X_i"] == re.findall(r'alttext="([^"]*)"', "".join(formulas[0]))
    assert ["p=2n+d", "n", "d"] == re.findall(r'alttext="([^"]*)"', "".join(formulas[1]))


def test_read_more_stands_only_where_something_was_cut(home: Built) -> None:
    """A note of one paragraph is shown whole."""
    more = {name: "Read more" in words(item) for name, item in list(recent(home).items())[:6]}

    assert {**dict.fromkeys(more, True), "zhang2016understanding": False} == more


def test_follows_is_shown_on_both_notes(home: Built) -> None:
    """A follow-on, with its reason, from either end."""
    reason = "the same idea for a whole graph"
    pages = {name: home.main(f"papers/{name}.html") for name in ("ke2019learning", "bengio2019meta")}

    assert all(reason in words(page) for page in pages.values())
    assert 'href="bengio2019meta.html"' in pages["ke2019learning"]
    assert 'href="ke2019learning.html"' in pages["bengio2019meta"]


def test_the_queue_takes_a_list_and_a_status(home: Built) -> None:
    """Titles of a list and notes with `status: to-read` wait in one queue; the home page shows its beginning."""
    queue = home.words("reading.html")

    assert f"All {home.expected['waiting']} in the queue" in home.words("index.html")
    assert [] == [name for name in ("Layer Normalization", "Rotate your networks", "SLIDE") if name not in queue]


def test_a_title_alone_keeps_its_source_and_its_parenthesis(home: Built) -> None:
    """ "Google AI: …" and "(fast CPU training)" belong to the title; "(priority 1, 40 min)" is a plan."""
    page = home.words("lists/to-read.html")

    assert "Google AI: Neural Tangents" in page
    assert "SLIDE (fast CPU training)" in page
    assert ("World Models", 1, 40) == tuple(home.papers["world-models"][key] for key in ("title", "priority", "time"))


@pytest.mark.xfail(strict=True, reason='the short name of "Google AI: Reformer" is "Google AI"')
def test_two_papers_in_the_queue_are_not_called_alike(home: Built) -> None:
    """Where a source stands before several titles, it is no name for any of them."""
    aside = home.main("index.html").split("<aside")[1]
    queue = re.findall(r'<a href="papers/[^"]*">(.*?)</a>', aside)

    assert "Google AI" not in queue


def test_topics_footnotes_figures_and_related_papers_stand_on_a_note(home: Built) -> None:
    """Topic links, a sidenote, a figure with its caption, and other papers with the reason."""
    page = home.main("papers/ke2019learning.html")

    assert 'href="../topics/causality.html"' in page
    assert "Longer cycles get through in principle" in words(page)
    assert '<img src="../files/beliefs.svg"' in page
    assert "<figcaption>Beliefs about the six edges" in page
    assert 'href="zhang2016understanding.html"' in home.main("papers/valle2018deep.html").split("Related")[-1]


def test_older_notes_stand_on_further_pages(tmp_path: Path) -> None:
    """Twenty to a page; newer and older lead from one to the next, and each says its number."""
    shutil.copytree(SITES / "home", tmp_path, dirs_exist_ok=True)
    scatter(
        tmp_path,
        "".join(f"-- notes/n{day}.md --\n---\ndate: 2021-03-{day:02}\n---\n# N{day}\n\nW.\n" for day in range(1, 22)),
    )
    built = Lab(tmp_path).build()

    assert 'href="page/2.html" rel="next"' in built.html("index.html")
    assert 'href="../index.html" rel="prev"' in built.html("page/2.html")
    assert "2 of 2" in words(built.html("page/2.html"))
    assert "<title>" in built.html("page/2.html")


def test_the_site_has_a_feed(home: Built) -> None:
    """With an address of its own, and links to full pages."""
    assert "https://papers.example.org/papers/ke2019learning.html" in (home.root / "site" / "feed.xml").read_text(
        "utf-8"
    )


# ---- a topic


def test_a_topic_has_words_papers_and_counts(topic: Built) -> None:
    """Its note in front, then its papers by year, and the topics below it with their counts."""
    page = topic.main("topics/generalization.html")

    assert "These are my notes on papers about one question." in words(page)
    assert ["1997", "2010", "2014", "2016", "2017"] == re.findall(r'id="year:(\d+)"', page)
    assert ["Flatness 3", "Memorization 2"] == re.findall(r"(?:Flatness|Memorization) \d", words(page))


def test_titles_on_a_topic_lead_to_the_notes(topic: Built) -> None:
    """As on any listing; tags that name a topic count as topics."""
    page = topic.main("topics/generalization.html")
    names = "zhang2016understanding arpit2017closer franceschi2017forward erhan2010why keskar2016large dinh2017sharp"

    assert [] == [name for name in names.split() if f'href="../papers/{name}.html"' not in page]
    assert 'href="../papers/neyshabur2014search.html"' in page
    assert 'href="../papers/smith2018disciplined.html"' not in page


def test_the_last_short_note_is_shown_whole(topic: Built) -> None:
    """A note of one paragraph has no "Read more", the others have."""
    more = {name: "Read more" in words(item) for name, item in recent(topic).items()}

    assert ["erhan2010why"] == [name for name, is_cut in more.items() if not is_cut]


def test_a_quoted_title_in_prose_leads_to_its_note(topic: Built) -> None:
    """In the text, and in the excerpt of it; on the note it leads to, the sentence is quoted."""
    link = 'papers/zhang2016understanding.html" class="paper">Understanding deep learning requires rethinking'

    assert link in excerpt(recent(topic)["arpit2017closer"])
    assert "noise can be fitted in about the time that data take" in topic.words("papers/zhang2016understanding.html")


def test_no_word_of_an_anchor_leaks(topic: Built) -> None:
    """Neither "permalink" nor the sign of a section nor a heading stands in an excerpt."""
    texts = [words(excerpt(item)) for item in recent(topic).values()]

    assert [] == [text for text in texts if re.search(r"permalink|§|Link to|experiments that|the range test", text)]


def test_brackets_with_backslashes_are_mathematics(topic: Built) -> None:
    r"""`\(p=2n+d\)` is a formula in the note and in its excerpt."""
    assert 'alttext="p=2n+d"' in excerpt(recent(topic)["zhang2016understanding"])
    assert 'alttext="p=2n+d"' in topic.main("papers/zhang2016understanding.html")


# ---- a digest


DIGEST = "digests/iclr2020.html"


def test_the_overview_leads_to_every_theme(digest: Built) -> None:
    """The paragraphs in front link to the sections, which stand in the same order with their counts."""
    page = digest.main(DIGEST)
    themes = digest.expected["themes"]
    headings = [words(heading).removesuffix(" §") for heading in re.findall(r"<h2 id=.*?</h2>", page)]
    front = page[page.index('<p><a href="#') : page.index("<h2 id=")]

    assert list(themes) == headings
    assert list(re.findall(r'<h2 id="([^"]*)"', page))[:8] == re.findall(r'<p><a href="#([^"]*)"', front)
    assert [f"{name} {count}" for name, count in themes.items() if count] == [
        words(item)
        for item in re.findall(r'<li><a href="#.*?</li>', page.split("</nav>")[0])
        if re.search(r"\d", words(item))
    ]


def test_a_citation_is_a_card(digest: Built) -> None:
    """The title leads to the paper's page; authors, the venue of all, and links with names, no bare address."""
    card = digest.entry(DIGEST, "arxiv-1909.00025")

    assert "Meta-Learning with Warped Gradient Descent Flennerhag and others 2019, ICLR 2020 arXiv video" == words(
        card.split("</li>")[0]
    )
    assert [] == re.findall(r">https?://[^<]*</a>", digest.main(DIGEST).split('id="how-i-watched"')[0])
    assert {"ICLR"} == {row["venue"] for row in digest.papers.values()}


def test_the_poster_page_is_the_same_paper(digest: Built) -> None:
    """A conference's poster page has the id of the forum: one paper, however it is cited."""
    posters = [digest.papers[f"openreview-{key}"]["openreview"] for key in ("rylb3ebtwr", "byl5nrefdr", "skld9yrfps")]

    assert ["rylb3eBtwr", "Byl5NREFDr", "SklD9yrFPS"] == posters
    assert "BJgd81SYwr" == digest.papers["openreview-bjgd81sywr"]["openreview"]


def test_several_citations_under_one_paragraph_are_cards_of_it(digest: Built) -> None:
    """Each of them has the paragraph on its own page, one without an address too."""
    for name in ("openreview-hjgpugrkps", "arxiv-1909.12057", "openreview-b1e3olstpb", "arxiv-1910.02421"):
        assert "Sets have the symmetry 𝔖ₙ" in digest.words(f"papers/{name}.html")
    assert "a net that was trained to tell smiles knows who smiles" in digest.words(
        "papers/overlearning-reveals-sensitive-attributes-2020.html"
    )
    assert "The random start is the point" in digest.words("papers/wong2020fast.html")
    assert "One step of attack with a random start" in digest.words("papers/wong2020fast.html")


def test_all_papers_are_indexed_at_the_end(digest: Built) -> None:
    """Each once, with the theme it stands under."""
    index = digest.main(DIGEST).split("<h2>Index</h2>")[1]
    listed = re.findall(r'href="\.\./papers/([^"]*)\.html"', index)

    assert sorted(digest.papers) == sorted(listed)
    assert "Overlearning Reveals Sensitive Attributes Song and Shmatikov, 2020 in Attackers" in words(index)


def test_dollars_are_mathematics_or_they_are_not(digest: Built) -> None:
    """Formulas are read; prices, names of a shell and characters of Unicode stay as they are."""
    page = digest.main(DIGEST)

    assert {"2^N", "M", "q = 2^x + 2^y + 2^z", "L^1"} == {
        found for found in re.findall(r'alttext="([^"]*)"', page) if "aligned" not in found
    }
    assert "\\prod_i" in "".join(_MATH.findall(page))
    for text in ("$url is the address", "$id/$name the place", "$( grep … )", "$5 of electricity and $6"):
        assert text in words(page)
    for text in ("(x, z) ↦ zᵀWx + b", "‖Δ‖²", "∇_θ f(x)", "xᵢ < α", "10⁵", "L^1 norm"):
        assert text in words(page)


def test_code_stays_code(digest: Built) -> None:
    """A block in its language, and a command in a line."""
    page = digest.main(DIGEST)

    assert "pip install backpack-for-pytorch" in words(page)
    assert 'curl -s "$url" > "$id/$name"' in unescape(re.sub(r"<[^<>]*>", "", page))


def test_caveats_and_links_that_are_no_papers_stay_prose(digest: Built) -> None:
    """The caveat stands in front; a course that is linked in the last section makes no paper."""
    page = digest.main(DIGEST)

    assert "My selection follows my interests" in words(page[: page.index("<h2 id=")])
    assert '<a href="https://cs330.stanford.edu/"' in page


# ---- a story


STORY = "stories/the-stack.html"


def test_the_story_is_in_the_order_of_time(story: Built) -> None:
    """Whatever the order of the file; contents and years lead to the entries."""
    contents, rail = re.findall(r"<nav.*?</nav>", story.main(STORY), re.DOTALL)[:2]
    entries = story.expected["collections"][0]["entries"]

    assert [row[1] for row in entries] == [int(year) for year in re.findall(r"\b(\d{4}) [A-Z]", words(contents))]
    assert story.expected["collections"][0]["years"] == [int(year) for year in words(rail).split() if year.isdigit()]
    assert list(story.anchors(STORY)) == re.findall(r'href="#([^"]*)"', contents)


def test_the_lead_and_the_coda_are_kept(story: Built) -> None:
    """The quotation, the old contents and the prose in front, and what follows the last entry."""
    page = story.main(STORY)
    lead, coda = page.split('<li class="e" id=')[0], page.split('<li class="e" id=')[-1]

    assert "<blockquote>" in lead
    assert "[2016 - " not in lead
    assert 'href="#order-matters-sequence-to-sequence-for-sets">2016 - Order Matters' in lead
    assert "A list of 2024 should have something on reading" in words(coda)


def test_bylines_are_shown_as_they_are_written(story: Built) -> None:
    """In all their shapes; what the page says in words of its own is not said twice."""
    bylines = [words(found) for found in re.findall(r'<p class="by"><span>(.*?)</span>', story.main(STORY))]

    for text in (
        "Hinton, Geoffrey E., and Drew Van Camp, 1993",
        "Scott Aaronson, 2011.",
        "Aaronson, Carroll, Ouelette, 2014",
        "Oriol Vinyals, Meire Fortunato, Navdeep Jaitly. 2015",
        "Amodei, et al. 2016",
        "Gilmer, et al. 2017",
        "Santoro, Adam, et al. 2018",
    ):
        assert text in bylines
    assert "et al." == story.papers["arxiv-1704.01212"]["authors"][-1]


def test_labels_of_links_are_kept(story: Built) -> None:
    """ "Helpfully Annotated Paper" and "Blog" stay what they are; "Original Paper" is the paper."""
    assert '">Helpfully Annotated Paper</a>' in story.entry(STORY, "arxiv-1706.03762")
    assert '">Blog</a>' in story.entry(STORY, "arxiv-1811.06965")


def test_a_link_to_the_work_itself_is_called_what_it_is(story: Built) -> None:
    """ "PDF" and "Blog Post" where the author says so and nothing else is known."""
    assert '">pdf</a>' in story.entry(STORY, "machine-super-intelligence-2008")
    assert ">paper</a>" not in story.entry(STORY, "understanding-lstm-networks-2015")


def test_quotation_takeaways_and_code_of_an_entry(story: Built) -> None:
    """The abstract as a quotation, then prose, bold words, lists and formulas."""
    page = story.main(STORY)
    scene = story.entry(STORY, "imagenet-classification-with-deep-convolutional-neural-networks-2012")

    assert story.expected["abstracts"] == sum(row["abstract"] is not None for row in story.papers.values())
    assert "<strong>Rectifiers.</strong> Six times quicker" in scene
    assert 'alttext="x + F(x)"' in page
    assert "CAVEAT: Not everybody believes the exponents" in words(page)


def test_the_takeaways_stand_on_the_papers_own_page(story: Built) -> None:
    """With the story's name, its place in it, and what stands before and after."""
    page = story.words("papers/arxiv-1511.06391.html")

    assert "A set has no order, and a reader has one." in page
    assert "See Order Matters below" in page
    assert "14 of 26" in page


def test_types_marks_and_other_years(story: Built) -> None:
    """Thesis, blog, book, course; worth a look, safe to skip; a year in a byline that is not the paper's."""
    rows = story.papers.values()
    page = story.words(STORY)

    assert story.expected["types"] == dict(Counter(row["type"] for row in rows if row["type"]))
    assert [story.expected[key] for key in ("highlighted", "skipped")] == [
        sum(row[key] for row in rows) for key in ("highlight", "skip")
    ]
    assert (story.expected["highlighted"], story.expected["skipped"]) == (
        page.count("worth a look"),
        page.count("safe to skip"),
    )
    assert story.expected["other_years"] == len(re.findall(r"Written as \d+ here; the paper first appeared in", page))


def test_todos_of_a_story_are_gathered(story: Built) -> None:
    """Under the paper whose entry they stand in."""
    assert "Variational Lossy Autoencoder" in story.words("questions.html")
    assert "read it again with the chain rule of bits at hand" in story.words("questions.html")


def test_relations_in_an_entry_are_the_papers(story: Built) -> None:
    """`builds_on::` under an entry's heading says what that paper builds on, and is drawn in the story."""
    lineage = {
        "arxiv-1405.6903": ["the-first-law-of-complexodynamics-2011"],
        "arxiv-1603.05027": ["arxiv-1512.03385"],
        "arxiv-1706.03762": ["arxiv-1409.0473"],
    }

    assert lineage == {name: row["builds_on"] for name, row in story.papers.items() if row["builds_on"]}
    assert "Builds on Deep Residual Learning" in words(story.entry(STORY, "arxiv-1603.05027"))


# ---- a catalogue


CATALOGUE = "catalogues/things.html"


def test_sections_and_years_are_counted(catalogue: Built) -> None:
    """Each with an anchor, in their author's order; the contents lead to the sections."""
    page = catalogue.main(CATALOGUE)
    heads = [words(found).removesuffix(" §") for found in re.findall(r"<h2 id=.*?</h2>", page)]
    years = {
        words(f"<h2 {part[: part.index('</h2>')]}").rpartition(" ")[0].rpartition(" ")[0]: {
            year: int(count) for year, count in re.findall(r'<h3 [^<>]*>(\d{4}) <span class="m">(\d+)', part)
        }
        for part in page.split("<h2 ")[1:]
        if "§" in part
    }
    wanted = catalogue.expected["sections"]

    assert [f"{name} {count}" for name, (count, _) in wanted.items()] == heads[:-1]
    assert {name: by_year for name, (_, by_year) in wanted.items() if by_year} == {k: v for k, v in years.items() if v}
    assert [f"{name} {count}" for name, (count, _) in wanted.items()] == [
        words(item) for item in re.findall(r'<li><a href="#.*?</li>', page.split("</nav>")[0])
    ]


def test_a_paper_that_stands_twice_is_counted_once(catalogue: Built) -> None:
    """45 entries on 43 papers; a keyword that one paper has twice is on one paper."""
    page = catalogue.words(CATALOGUE)

    assert "43 papers, 10 with code" in page
    assert "Low-Level Vision 2" not in page


def test_digests_and_long_author_lists_are_folded(catalogue: Built) -> None:
    """Native folds, which need no script; one that its author never closed ends with its entry."""
    page = catalogue.main(CATALOGUE)

    assert catalogue.expected["collections"][0]["digests"] == page.count("<summary>Digest</summary>")
    assert page.count("<details") == page.count("</details>")
    assert "<summary>120 authors</summary>" in catalogue.entry(CATALOGUE, "arxiv-2303.17719")
    assert "Liam Jansen" not in words(catalogue.entry(CATALOGUE, "doi-10.1038-s41586-024-07566-y"))
    assert "Liam Jansen" in catalogue.papers["arxiv-2303.17719"]["authors"]


def test_titles_with_marks_of_their_own_stay_whole(catalogue: Built) -> None:
    """ "?", ":", "--", parentheses and apostrophes are part of the title; the stop at its end is not."""
    titles = {row["title"] for row in catalogue.papers.values()}

    assert [] == [title for title in titles if title.endswith((".", "["))]
    assert {"When Do Curricula Work?", "Neural (Tangent Kernel) Collapse"} <= titles


def test_venues_with_and_without_a_year(catalogue: Built) -> None:
    """ "ICLR 2022", "PNAS", "Nature", a publisher, or nothing."""
    rows = catalogue.papers
    seen = {name: rows[name]["venue"] for name in ("arxiv-2110.02796", "arxiv-2008.08186", "arxiv-1608.08225")}

    assert ["ICLR", "PNAS", "Journal of Statistical Physics"] == list(seen.values())
    assert "2022" == rows["arxiv-2110.02796"]["venue_year"]
    assert rows["arxiv-2409.15156"]["venue"] is None


def test_a_venue_without_a_year_is_given_none(catalogue: Built) -> None:
    """PNAS printed in 2019 what appeared in 2018: the entry does not say so, and neither may the page."""
    assert catalogue.papers["arxiv-1812.11118"]["venue_year"] is None
    assert "PNAS 2018" not in catalogue.words("papers/arxiv-1812.11118.html")


def test_keywords_and_venues_lead_to_their_pages(catalogue: Built) -> None:
    """Those of two papers have one, with the count; the last stop is no part of a keyword."""
    keywords, venues = catalogue.expected["keywords"], catalogue.expected["venues"]
    fold = catalogue.main(CATALOGUE).split("<summary>Frequent keywords</summary>")[1].split("</details>")[0]
    linked = [words(found) for found in re.findall(r"<li>.*?</li>", fold)]
    wanted = {f"{name} {count}" for name, count in keywords.items()}

    assert [f"{name} {count}" for name, count in keywords.items()] == [each for each in linked if each in wanted]
    for folder, counts in (("keywords", keywords), ("venues", venues)):
        for name, count in counts.items():
            page = catalogue.words(f"{folder}/{name.lower().replace(' ', '-')}.html")
            assert f"{count} papers" in page, name


def test_code_books_and_projects_are_linked(catalogue: Built) -> None:
    """[code], [book] and [project] under their names, and how many have code."""
    page = catalogue.main(CATALOGUE)

    assert f"{catalogue.expected['collections'][0]['with_code']} with code" in words(page)
    assert catalogue.expected["collections"][0]["with_code"] == page.count(">code</a>")
    assert '<a href="https://deeplearningtheory.com/">book</a>' in page
    assert '<a href="https://dmitryulyanov.github.io/deep_image_prior">project</a>' in page


def test_digests_are_markdown(catalogue: Built) -> None:
    """A link behind `<summary>` leads to that paper, which quotes the sentence; quotes and `\\%` are what they mean."""
    page = catalogue.main(CATALOGUE)

    assert "](https://" not in page
    assert '<a href="../papers/arxiv-2010.11924.html" class="paper">the follow-up</a>' in page
    assert "See also the follow-up" in catalogue.words("papers/arxiv-2010.11924.html")
    assert "``Easy first'' helps by 2% at best" in words(page)


def test_a_paper_listed_twice_is_one_paper(catalogue: Built) -> None:
    """Both places are named on its page, the keywords of both are its own; in one section the second is reported."""
    page = catalogue.main("papers/arxiv-1810.02340.html")

    assert ["Lottery Ticket Hypothesis", "Pruning"] == catalogue.papers["arxiv-1810.02340"]["keywords"]
    assert 2 == len(set(re.findall(r'href="(\.\./catalogues/things\.html#[^"]*)"', page)))


def test_images_resources_and_words_at_the_end_are_kept(catalogue: Built) -> None:
    """A section's image, a badge from another host as a link, the address to write to."""
    page = catalogue.main(CATALOGUE)

    assert '<img src="../files/simplex.svg"' in page
    assert "img.shields.io" not in "".join(re.findall(r"<img[^<>]*>", page))
    assert '<a href="mailto:mina@example.org">email</a>' in page


def test_everything_stands_in_the_page_without_scripts(catalogue: Built) -> None:
    """All entries and digests are there, light, and can be found by the browser."""
    text = (catalogue.root / "site" / CATALOGUE).read_text(encoding="utf-8")

    assert 45 == len(catalogue.anchors(CATALOGUE))
    assert "the tails go first, then the rest" in words(text)
    assert len(text.encode()) < 60_000
