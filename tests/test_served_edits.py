"""What the preview answers after any series of edits is what a clean build writes that keeps the same notes."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lab import Lab
from papernotes.build import build
from papernotes.preview.served import Served
from papernotes.project import load

NAMES = ["alpha2017", "beta2018", "gamma2019"]
BODIES = [
    "Plain words about nothing.",
    "Plain words about something else.",
    "One line more.\n\nPlain words about nothing.",
    "It builds on [[alpha2017]] and on [@beta2018, p. 3]. See [[nowhere]].",
    "A line above.\n\nIt builds on [[alpha2017]] and on [@beta2018, p. 3]. See [[nowhere]].",
    "builds_on:: [[beta2018]] - it takes the idea\n\n## Part\n\nA question: why?\n\n![[gamma2019#Part]]",
    "> [!question] Why?\n\nSee ![a picture](figure.png) and arxiv:1706.03762.",
]
FRONTS = st.builds(
    "---\ntitle: {}\nauthors: {}\nyear: {}\ntopics: {}\n{}\n---\n".format,
    st.sampled_from(["On alpha", "On beta", "A third title"]),
    st.sampled_from(["Ada Lovelace", "Charles Babbage and Ada Lovelace"]),
    st.sampled_from([2016, 2020]),
    st.sampled_from(["memory", "memory/recall", "speed"]),
    st.sampled_from(["status: read", "draft: true", "private: true", "status: to-read\ndate: 2024-01-02"]),
)
ENTRIES = ["@article{{{0},\n  title = {{The title of {0}}},\n  author = {{Babbage, C.}},\n  year = {1}\n}}\n"]


class Edits(RuleBasedStateMachine):
    """Random edits of a small project; the preview is told which files changed, or looks for itself."""

    folder: TemporaryDirectory[str] | None = None

    @initialize()
    def start(self) -> None:
        """A project of a few notes, and the preview of it."""
        self.folder = TemporaryDirectory()
        self.lab = Lab(Path(self.folder.name).resolve(), {"base_url": "https://example.org/", "publish_files": True})
        self.lab.write("-- notes/index.md --\nHello.\n-- notes/essay.md --\n# Essay\n\nWords on [[alpha2017]].\n")
        self.texts = dict.fromkeys(NAMES, ("---\ntitle: On alpha\nyear: 2016\n---\n", BODIES[0]))
        self.hinted: set[Path] = set()
        self.is_deaf = False
        for name in NAMES:
            self.put(name)
        self.hinted.clear()
        self.served = Served(load(self.lab.config(), drafts=True))

    def put(self, name: str) -> None:
        """Write a note."""
        path = self.lab.root / f"notes/{name}.md"
        path.write_text("".join(self.texts[name]) + "\n")
        self.hinted.add(path)

    @rule(name=st.sampled_from(NAMES), body=st.sampled_from(BODIES))
    def edit_body(self, name: str, body: str) -> None:
        """Change a note's body alone."""
        self.texts[name] = (self.texts[name][0], body)
        self.put(name)

    @rule(name=st.sampled_from(NAMES), front=FRONTS)
    def edit_front(self, name: str, front: str) -> None:
        """Change what a note says of its paper and of itself."""
        self.texts[name] = (front, self.texts[name][1])
        self.put(name)

    @rule(name=st.sampled_from(NAMES))
    def delete(self, name: str) -> None:
        """Delete a note."""
        path = self.lab.root / f"notes/{name}.md"
        path.unlink(missing_ok=True)
        self.hinted.add(path)

    @rule(name=st.sampled_from(NAMES), folder=st.sampled_from(["deep", "deep/down"]))
    def move(self, name: str, folder: str) -> None:
        """Move a note into a folder; the folder's own event may come first, last, or be lost."""
        old, new = self.lab.root / f"notes/{name}.md", self.lab.root / f"notes/{folder}/{name}.md"
        if old.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
            self.hinted |= {old, new}

    @rule()
    def move_folder(self) -> None:
        """Rename a folder: one event for all below."""
        old, new = self.lab.root / "notes/deep", self.lab.root / "notes/moved"
        if old.exists() and not new.exists():
            old.rename(new)
            self.hinted |= {old, new}

    @rule(keys=st.lists(st.sampled_from([*NAMES, "other2000"]), unique=True), year=st.sampled_from([2015, 2016]))
    def edit_bibliography(self, keys: list[str], year: int) -> None:
        """Change entries of the bibliography, or their order."""
        path = self.lab.root / "notes/library.bib"
        path.write_text("".join(ENTRIES[0].format(key, year) for key in keys))
        self.hinted.add(path)

    @rule(is_there=st.booleans())
    def attach(self, is_there: bool) -> None:
        """Add or remove a figure."""
        path = self.lab.root / "notes/figure.png"
        path.write_bytes(b"\x89PNG") if is_there else path.unlink(missing_ok=True)
        self.hinted.add(path)

    @rule(words=st.sampled_from(["one", "two"]))
    def edit_template(self, words: str) -> None:
        """Change a template."""
        path = self.lab.root / "templates/note.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'{{% extends "default/note.html" %}}{{% block title %}}{words}{{% endblock %}}')
        self.hinted.add(path)

    @rule()
    def miss(self) -> None:
        """The next changes ring no bell."""
        self.is_deaf = True

    @rule()
    def save(self) -> None:
        """The preview writes down what it has parsed."""
        self.served.save()

    @invariant()
    def what_is_served_is_what_is_built(self) -> None:
        """Every page and file, all diagnostics, and nothing else."""
        if self.folder is None:
            return
        self.served = self.served.refresh(None if self.is_deaf else self.hinted)
        self.is_deaf = self.is_deaf and not self.hinted
        self.hinted.clear()
        config = self.lab.config(output="clean")
        clean = build(config, cache=False, drafts=True)
        site = self.lab.root / "clean"
        assert {url: (site / url).read_bytes() for url in clean.pages if url != "404.html"} == {
            url: self.answer(url) for url in clean.pages if url != "404.html"
        }
        assert (site / "files/figure.png").exists() == (self.served.page("files/figure.png") is not None)
        assert set(self.served.diagnostics()) == {problem for problem in clean.diagnostics if problem.span}
        for name in NAMES:
            gone = {f"papers/{name}.html", f"notes/deep/{name}.html"} - set(clean.pages)
            assert [self.served.page(url) for url in gone] == [None] * len(gone)
        shutil.rmtree(site)

    def answer(self, url: str) -> object:
        """What a site path is answered with."""
        found = self.served.page(url)
        return found[0] if isinstance(found, tuple) else found

    def teardown(self) -> None:
        """Remove the folder."""
        if self.folder is not None:
            self.folder.cleanup()


Edits.TestCase.settings = settings(
    max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)
TestEdits = Edits.TestCase
