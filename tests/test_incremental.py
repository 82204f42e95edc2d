"""A build after any series of edits gives what a clean build gives, and does no more than it must."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lab import Lab
from papernotes import graph

EXAMPLES = int(os.environ.get("PAPERNOTES_EXAMPLES", "12"))
"""How many series of edits are tried; more by hand: PAPERNOTES_EXAMPLES=300."""

NAMES = ["alpha2017", "beta2018", "gamma2019", "delta2020"]
TOPICS = ["memory", "memory/recall", "speed"]
BODIES = [
    "Plain words about nothing.",
    "It builds on [[alpha2017]] and on [@beta2018, p. 3].",
    "See arxiv:1706.03762 and [[gamma2019|that one]]. A second sentence with $x^2$.",
    "builds_on:: [[beta2018]] - it takes the idea\n\n## A heading\n\nMore words, ![[delta2020#Part]].",
    "## Part\n\nA part that others embed.[^1]\n\n[^1]: A footnote.",
    "A link to [[nowhere]] and ![a picture](figure.png).",
    "> [!question] Is it so?\n\nSome ==marked words== here.\n\n> Somebody said this, [@beta2018].\n\nTODO: look again.",
    "contradicts:: [[gamma2019]] - it does not\n\n```query\ntopic:memory sort:-year\n```\n\nThe end.",
    "First.\n\nThe same words stand on [[beta2018]] and [[gamma2019]] here. A paragraph ends.\n\nLast words. ^last",
]

note_texts = st.builds(
    lambda title, topic, body, state, year, authors: (
        f"---\ntitle: {title}\nauthors: {authors}\nyear: {year}\ntopics: {topic}\nkeywords: [weights, {topic}x]\n"
        f"venue: NeurIPS\n{state}\n---\n{body}\n"
    ),
    title=st.sampled_from(["On alpha", "On beta", "A third title about memory", "Weights"]),
    topic=st.sampled_from(TOPICS),
    body=st.sampled_from(BODIES),
    state=st.sampled_from(
        [
            "draft: true",
            "private: true",
            "status: read\nread_on: 2024-05-06",
            "status: to-read\npriority: 1\nlists: queue#1",
        ]
    ),
    authors=st.sampled_from(["Ada Lovelace", "Ada Lovelace; Charles Babbage"]),
    year=st.sampled_from([2016, 2018, 2020]),
)
lists = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(
    lambda names: "---\nkind: list\ntitle: To read\n---\n" + "".join(f"- [ ] [[{name}]] - a remark\n" for name in names)
)
collections = st.builds(
    lambda kind, names, query: (
        f"---\nkind: {kind}\ntitle: A {kind}\ndate: 2024-01-02\n{query}---\nA lead.\n\n## Early: 2017\n\n"
        "Words on both.\n\n"
        + "".join(
            f"- [{name}](https://arxiv.org/abs/1706.0{number:04}). Ada Lovelace. *NeurIPS 2017* [[{name}]]\n"
            for number, name in enumerate(names)
        )
    ),
    kind=st.sampled_from(["list", "story", "digest", "catalogue"]),
    names=st.lists(st.sampled_from(NAMES), max_size=3),
    query=st.sampled_from(["", "query: topic:memory\n", "query: author:lovelace group:year\n"]),
)
bibs = st.lists(st.sampled_from(NAMES), max_size=3).map(
    lambda keys: "".join(
        f"@article{{{key},\n  title = {{The title of {key}}},\n  author = {{Babbage, C.}},\n  year = 2015\n}}\n"
        for key in dict.fromkeys(keys)
    )
)


class Edits(RuleBasedStateMachine):
    """Random edits of a small project; after each, warm output equals clean output byte for byte."""

    root: Path

    @initialize()
    def start(self) -> None:
        """An empty project with one essay."""
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.warm = Lab(Path(self.folder.name), {"base_url": "https://example.org/notes/"})
        self.warm.write("-- notes/index.md --\nHello.\n-- notes/essay.md --\n# Essay\n\nWords on [[alpha2017]].\n")

    @rule(name=st.sampled_from(NAMES), text=note_texts)
    def write(self, name: str, text: str) -> None:
        """Add or change a note."""
        self.warm.write(f"-- notes/{name}.md --\n{text}")

    @rule(name=st.sampled_from(NAMES))
    def delete(self, name: str) -> None:
        """Delete a note."""
        (self.warm.root / f"notes/{name}.md").unlink(missing_ok=True)

    @rule(old=st.sampled_from(NAMES), new=st.sampled_from(NAMES))
    def rename(self, old: str, new: str) -> None:
        """Rename a note, over another one perhaps."""
        if (self.warm.root / f"notes/{old}.md").exists():
            self.warm.rename(f"notes/{old}.md", f"notes/{new}.md")

    @rule(text=lists)
    def relist(self, text: str) -> None:
        """Change a reading list."""
        self.warm.write(f"-- notes/queue.md --\n{text}")

    @rule(name=st.sampled_from(["one", "two"]), text=collections)
    def collect(self, name: str, text: str) -> None:
        """Change a collection."""
        self.warm.write(f"-- notes/{name}.md --\n{text}")

    @rule(name=st.sampled_from([*NAMES, "queue", "one", "two"]), edit=st.sampled_from(range(4)))
    def edit_body(self, name: str, edit: int) -> None:
        """Change words of a body, add a line above or below it, or words to its last line."""
        path = self.warm.root / f"notes/{name}.md"
        if path.exists():
            head, rule, body = path.read_text(encoding="utf-8").rpartition("\n---\n")
            edited = (
                body.replace("words", "other words"),
                f"\n{body}",
                f"{body}\nA paragraph more.\n",
                body.rstrip() + " End.\n",
            )[edit]
            path.write_text(f"{head}{rule}{edited}", encoding="utf-8")

    @rule(name=st.sampled_from(["authors/ada", "venues/neurips"]), there=st.booleans())
    def describe(self, name: str, there: bool) -> None:
        """Add or remove a note on a person or a venue."""
        kind, alias = ("author", "A. Lovelace") if name.startswith("authors") else ("venue", "NIPS")
        path = self.warm.root / f"notes/{name}.md"
        path.unlink(missing_ok=True)
        if there:
            self.warm.write(f"-- notes/{name}.md --\n---\nkind: {kind}\naliases: [{alias}]\n---\nWords.\n")

    @rule(words=st.sampled_from(["", "Hello", "Hello again"]))
    def redress(self, words: str) -> None:
        """Change a template of the project's own."""
        path = self.warm.root / "templates/topic.html"
        path.unlink(missing_ok=True)
        if words:
            text = '{% extends "default/topic.html" %}{% block words %}' + words + "{% endblock %}\n"
            self.warm.write(f"-- templates/topic.html --\n{text}")

    @rule(text=bibs)
    def rebib(self, text: str) -> None:
        """Change the bibliography."""
        self.warm.write(f"-- notes/library.bib --\n{text}")

    @rule(there=st.booleans())
    def attach(self, there: bool) -> None:
        """Add or remove a figure."""
        path = self.warm.root / "notes/figure.png"
        path.write_bytes(b"\x89PNG") if there else path.unlink(missing_ok=True)

    @rule(title=st.sampled_from(["papernotes", "My notes"]), publish=st.sampled_from(["all", "all", "marked"]))
    def reset(self, title: str, publish: str) -> None:
        """Change a setting that stands on every page, and one that hides notes."""
        self.warm.settings |= {"title": title, "publish": publish}

    @invariant()
    def warm_equals_clean(self) -> None:
        """Warm output is clean output, and a second build renders and writes nothing."""
        if not hasattr(self, "warm"):
            return
        self.warm.build()
        again = self.warm.build().last
        assert again is not None
        assert (again.rendered, again.written, again.removed) == ((), 0, 0)
        self.warm.write("-- static/robots-are-welcome.txt --\nYes.\n")  # its time is new, so every page is planned
        once_more = self.warm.build().last
        assert once_more is not None
        assert once_more.rendered == ()

        clean = Lab(self.warm.root, {**self.warm.settings, "output": "clean"})
        clean.build(cache=False)
        warm = self.warm.files()
        shutil.move(self.warm.root / "site", self.warm.root / "kept")
        shutil.move(self.warm.root / "clean", self.warm.root / "site")
        cold = clean.files()
        shutil.rmtree(self.warm.root / "site")
        shutil.move(self.warm.root / "kept", self.warm.root / "site")
        assert warm == cold
        assert clean.diagnostics == self.warm.diagnostics

    def teardown(self) -> None:
        """Remove the folder."""
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_a_body_edit_renders_its_own_page_only(lab) -> None:  # type: ignore[no-untyped-def]
    """A body edit that leaves title, excerpt, mentions and entries alone re-renders one HTML page."""
    site = lab(
        "-- notes/a2017.md --\n---\ntitle: First of all\nauthors: A. One\nyear: 2017\n---\n"
        "The first paragraph is the excerpt.\n\nA later paragraph.\n"
        "-- notes/b2018.md --\n---\ntitle: Second of all\nauthors: B. Two\nyear: 2018\n---\nOn [[a2017]].\n"
        "-- notes/c2019.md --\n---\ntitle: Third of all\nauthors: C. Three\nyear: 2019\n---\n![[a2017]]\n"
    ).build()
    path = site.root / "notes/a2017.md"
    path.write_text(path.read_text().replace("A later paragraph.", "A later paragraph, longer."))

    pages = [url for url in site.build().rendered if url.endswith(".html")]

    assert pages == ["papers/a2017.html", "papers/c2019.html"]


WITH_TROUBLE = """
-- notes/a2017.md --
---
title: First of all
authors: A. One
year: 2017
---
A paragraph.

Another one.
-- notes/b2018.md --
---
title: Second of all
authors: B. Two
year: 2018
---
A paragraph.

See [[nowhere]].
"""


def test_new_lines_in_a_note_without_trouble_do_not_make_it_look_for_trouble(lab, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """What is wrong with other notes is said again as it was, without another look at all mentions."""
    site = lab(WITH_TROUBLE).build()
    before = site.diagnostics
    path = site.root / "notes/a2017.md"
    path.write_text(path.read_text().replace("Another one.", "A line more.\n\nAnother one."))

    with monkeypatch.context() as patch:
        patch.setattr(graph, "diagnose", lambda _: pytest.fail("all mentions were looked at"))
        assert site.build().diagnostics == before
    assert "A line more." in site.files()["papers/a2017.html"].decode()


def test_trouble_is_said_where_it_stands_after_a_new_line(lab) -> None:  # type: ignore[no-untyped-def]
    """A line above it moves it."""
    site = lab(WITH_TROUBLE).build()
    path = site.root / "notes/b2018.md"
    path.write_text(path.read_text().replace("See", "A line more.\n\nSee"))
    site.build()

    (broken,) = (each for each in site.diagnostics if "nowhere" in each.message)

    assert broken.span is not None
    assert path.read_text().split("\n")[broken.span.line - 1] == "See [[nowhere]]."
