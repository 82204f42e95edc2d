"""Promises for any input: parsing never raises, links lead somewhere, builds are deterministic, text stays text."""

import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pybtex.database import parse_string

from lab import Lab
from papernotes.fields import FIELDS
from papernotes.model.problem import Code
from papernotes.model.settings import Parsing
from papernotes.model.written import Source
from papernotes.parse import parse

ROOT = Path(__file__).parents[1]

PIECES = (
    "[ ] ( ) [[ ]] ![[ | # ^ @ $ $$ \\( \\) \\[ \\] ** * _ __ == ~~ %% ` ``` ~~~ > - + 1. : :: ; & < > <b> </b> "
    "<details> </details> <summary> <!-- --> [^1] [^1]: --- === | :--- [x] [ ] [!note] \\ ! ? . , / // https:// "
    "arxiv:1706.03762 doi:10.1/x [@a] @a [[a]] [a](b) builds_on:: title: kind: list story digest catalogue {{ }} {% %} "
    "\t \u00a0 \u200b \u202e \ufdd0 \ufdd3 \ufeff \ue000 \U0001f600 \u00e9 e\u0301 \u4e2d \u3002 \u0660"
)
BLANKS = [" ", "\n", "\n\n", "\n    ", "\n- ", "\n## ", "\n| a | b |\n|---|---|\n| ", "\n---\n", "\n> ", "\r\n", "\0"]
PARTS = st.sampled_from([*PIECES.split(" "), *BLANKS])
WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
BODIES = st.lists(PARTS | WORDS, max_size=40).map("".join)
KEYS = st.sampled_from([field.name for field in FIELDS]) | WORDS
VALUES = BODIES | st.sampled_from(
    ["[a, b]", "{a: b}", "[", "{", "- a", "|", ">", "&a b", "*a", "!!python/name:x", "''"]
)
FRONT = st.lists(st.tuples(KEYS, VALUES), max_size=6).map(
    lambda pairs: "---\n" + "".join(f"{key}: {value}\n" for key, value in pairs) + "---\n"
)
KINDS = st.sampled_from(
    ["", *(f"---\nkind: {kind}\n---\n" for kind in ("paper", "list", "story", "digest", "catalogue"))]
)
FILES = st.builds(str.__add__, FRONT | KINDS | st.just(""), BODIES)


@settings(max_examples=150, deadline=None)
@given(FILES)
def test_parsing_never_raises(text: str) -> None:
    """Any text makes facts or a message, with every message in a line and column that the file has."""
    parsed = parse(Source("a.md", text, "0", "notes/a.md"), Parsing())

    lines = text.split("\n")
    for problem in parsed.diagnostics if "\r" not in text else ():  # a file is read with line ends of one kind
        assert problem.span is not None
        assert 1 <= problem.span.line <= len(lines) + 1
        assert 1 <= problem.span.column <= max(map(len, lines)) + 2


@settings(max_examples=60, deadline=None)
@given(FILES)
def test_parsing_is_a_function(text: str) -> None:
    """The same text gives the same value."""
    source = Source("a.md", text, "0", "notes/a.md")

    assert parse(source, Parsing()) == parse(source, Parsing())


class Links(HTMLParser):
    """The ids and the addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's id and addresses."""
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in ("href", "src", "data", "poster") and value is not None:
                self.urls.append(value)


def broken_links(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Pairs of a page and a relative address on it that leads to no file, or to no element of one."""
    pages: dict[str, Links] = {}
    for path, data in files.items():
        if path.endswith(".html"):
            pages[path] = Links()
            pages[path].feed(data.decode())
    for path, page in pages.items():
        for url in dict.fromkeys(page.urls):
            parts = urlsplit(url)
            if not parts.scheme and not parts.netloc and path != "404.html" and not _leads(path, parts, files, pages):
                yield path, url


def _leads(path: str, parts: Any, files: dict[str, bytes], pages: dict[str, Links]) -> bool:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    if target not in files:
        return False
    return not parts.fragment or target not in pages or unquote(parts.fragment) in pages[target].ids


def doubled_ids(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Pairs of a page and an id that stands on it twice."""
    found = []
    for path, data in files.items():
        if path.endswith(".html"):
            page = Links()
            page.feed(data.decode())
            found += [(path, id_) for id_ in sorted(set(page.ids)) if page.ids.count(id_) > 1]
    return found


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of this repository's own notes, by path."""
    root = tmp_path_factory.mktemp("own")
    shutil.copytree(ROOT / "notes", root / "notes")
    return Lab(root, {"base_url": "https://example.org/notes"}).build().files()


def test_every_link_of_our_own_site_leads_somewhere(own: dict[str, bytes]) -> None:
    """Every relative address on every page leads to a file, and every anchor to an element."""
    assert list(broken_links(own)) == []


def test_no_id_stands_twice_on_a_page(own: dict[str, bytes]) -> None:
    """Every id of our own pages is unique on its page."""
    assert doubled_ids(own) == []


def test_our_own_pages_are_well_formed(own: dict[str, bytes]) -> None:
    """Every page of our own notes passes a strict HTML parser."""
    wrong = {}
    for path, data in own.items():
        if path.endswith(".html"):
            parser = html5lib.HTMLParser(strict=False)
            parser.parse(data.decode())
            wrong |= {path: parser.errors[:3]} if parser.errors else {}

    assert wrong == {}


def test_no_path_of_this_machine_is_on_the_site(own: dict[str, bytes], tmp_path: Path) -> None:
    """No file of the site names a folder of the machine it was built on."""
    folders = [str(ROOT).encode(), str(tmp_path.parents[1]).encode(), str(Path.home()).encode() + b"/", b"file://"]

    assert [path for path, data in own.items() if any(folder in data for folder in folders)] == []


NAMES = st.sampled_from(["alpha2017", "beta2018", "an essay", "index", "deep/README", "gämma", "Alpha2017", "list"])
SAID = st.lists(
    st.sampled_from(
        [
            "Words on [[alpha2017]] and [[beta2018|the other]].",
            "Cited: [@alpha2017, p. 3; @gone2019].",
            "builds_on:: [[beta2018]] - a reason",
            "contradicts:: [@gone2019]",
            "An embed:\n\n![[an essay]]",
            "![[alpha2017#Part one]]",
            "[a link](an%20essay.md#part-one), [[#Part one]], [[gämma#Part one]], [[an essay#^block]]",
            "## Part one\n\nText with $x^2$.[^1]\n\n[^1]: A footnote with [[gämma]].",
            "A paragraph with an id. ^block",
            "See https://arxiv.org/abs/1706.03762 and doi:10.1000/182.",
            "![a figure](figure%20one.png)",
            "> [!question] Why?\n> Because of [[beta2018#Part one]].",
            "- [ ] [A paper](https://arxiv.org/abs/1512.03385) - a remark\n- [x] [[alpha2017]]",
            "#topic/one and #topic/two",
        ]
    ),
    max_size=6,
).map("\n\n".join)
HEADS = st.sampled_from(
    [
        "",
        "---\ntitle: A title\n---\n",
        "---\ntitle: A paper with a name\nauthors: A. One\nyear: 2017\ntopics: [a/b, c]\nstatus: read\n---\n",
        "---\nkind: list\n---\n",
        "---\nkind: story\naliases: [old/place.html, other name]\n---\n",
        "---\nkind: topic\ntopics: a/b\n---\n",
        "---\ndraft: true\n---\n",
        "---\nkind: page\nslug: about\n---\n",
    ]
)
SITES = st.dictionaries(NAMES, st.builds(str.__add__, HEADS, SAID), min_size=1, max_size=5)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(SITES)
def test_every_link_of_any_site_leads_somewhere(
    tmp_path_factory: pytest.TempPathFactory, notes: dict[str, str]
) -> None:
    """Whatever the notes say of each other, no page of the site has a link into nothing."""
    site = Lab(tmp_path_factory.mktemp("site")).write("-- notes/home.md --\n# Words\n\nOn [[alpha2017]].\n")
    for name, text in notes.items():
        site.write(f"-- notes/{name}.md --\n{text}\n")
    (site.root / "notes" / "figure one.png").write_bytes(b"\x89PNG")
    site.build(cache=False)

    assert list(broken_links(site.files())) == []
    assert doubled_ids(site.files()) == []
    assert Code.INTERNAL.value not in site.codes


BUILD = """
import sys
from papernotes.build import build
from papernotes.model.settings import Config
build(Config(root=sys.argv[1]))
"""


def test_builds_do_not_depend_on_the_hash_seed_or_the_order_of_files(tmp_path: Path) -> None:
    """Two processes with other hash seeds, and folders filled in another order, write the same bytes."""
    notes = sorted(path for path in (ROOT / "notes").rglob("*") if path.is_file())
    sites = []
    for seed, files in (("1", notes), ("4242", notes[::-1])):
        root = tmp_path / seed
        for path in files:
            target = root / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed[0]}", "LC_ALL": "C"}
        subprocess.run([sys.executable, "-c", BUILD, str(root)], check=True, env=environment)
        sites.append(Lab(root).files())

    first, second = sites
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


EVIL = '"><script>alert(1)</script>'
SHUT = "</style></title></textarea><img src=x onerror=alert(1)>"
URLS = {"url", "pdf", "code", "video", "slides", "data", "project", "poster", "image"}


def hostile(kind: str) -> str:
    """A note of a kind with hostile text in every field that takes text."""
    lines = []
    for field in FIELDS:
        if field.type in ("text", "authors", "venue", "type", "status") and field.name not in (
            "order",
            "slug",
            "query",
        ):
            lines.append(f"{field.name}: '{EVIL}{SHUT}'")
        elif field.type == "list":
            lines.append(f"{field.name}: ['{EVIL}', '{SHUT}']")
        elif field.type == "mentions":
            lines.append(f"{field.name}: ['[[{EVIL}]] - {EVIL}{SHUT}']")
        elif field.name in URLS:
            lines.append(f"{field.name}: 'https://example.org/{EVIL}'")
        elif field.type == "links":
            lines.append(f"{field.name}: ['{EVIL} <https://example.org/x>', 'js <javascript:alert(1)>']")
    body = (
        f"\n# {EVIL}\n\n{EVIL}{SHUT} [[{EVIL}|{SHUT}]] [@{EVIL}] `{EVIL}` ${EVIL}$ [a](<javascript:alert(1)>) "
        f"![{EVIL}](x.png '{EVIL}') <img src=x onerror=alert(1)> <a href='javascript:alert(1)'>x</a> "
        f"<svg onload=alert(1)><style>@import 'x'</style></svg> <iframe srcdoc='{SHUT}'></iframe>\n\n"
        f"- [{EVIL}](https://example.org/{SHUT}) - {EVIL}\n- **{EVIL}** by {SHUT}\n\n> [!{EVIL}] {SHUT}\n> x\n\n"
        f"```{EVIL}\n{EVIL}\n```\n\n    {EVIL}\n\n| {EVIL} |\n|---|\n| {SHUT} |\n\n[^1] \n\n[^1]: {EVIL}\n"
    )
    return f"---\nkind: {kind}\ndate: 2020-01-01\n" + "\n".join(lines) + f"\nx{EVIL}: '{EVIL}'\n---\n{body}"


class Scripts(HTMLParser):
    """What could run on a page: scripts that are not ours, handlers, and addresses of code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what could run."""
        values = dict(attrs)
        ours = re.fullmatch(r"[./]*assets/[\w.-]+\.js", values.get("src") or "")
        data = values.get("type") == "application/ld+json"
        if tag in ("script", "iframe", "object", "embed", "base", "form") and not ours and not data:
            self.found.append(f"<{tag} {values}>")
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith(
                ("javascript:", "vbscript:", "data:text")
            ):
                self.found.append(f"{name}={value}")


@pytest.mark.parametrize("kind", ["paper", "note", "topic", "list", "story", "digest", "catalogue", "author", "page"])
def test_hostile_text_stays_text(lab, kind: str) -> None:  # type: ignore[no-untyped-def]
    """Hostile text in any field, in the body, in a bibliography and in settings runs in no file, nor in its copy."""
    bib = f"@article{{evil, title = {{{EVIL}}}, author = {{{SHUT}}}, journal = {{{EVIL}}}, url = {{javascript:1}}}}"
    site = lab(
        f"-- notes/evil.md --\n{hostile(kind)}-- notes/library.bib --\n{bib}\n"
        "-- notes/other.md --\n# Other\n\nOn [[evil]] and [@evil].\n",
        title=EVIL,
        author=SHUT,
        description=EVIL,
        base_url="https://example.org",
        show_properties=True,
    ).build()

    texts = {path: data.decode() for path, data in site.files().items() if not path.startswith("assets/")}
    assert {name: wrong for name, text in texts.items() if (wrong := list(what_runs(name, text)))} == {}
    assert Code.INTERNAL.value not in site.codes

    again = lab("".join(f"-- notes/{name} --\n{text}\n" for name, text in texts.items() if name.endswith(".md")))
    pages = {name: data.decode() for name, data in again.build().files().items() if name.endswith(".html")}
    assert {name: wrong for name, text in pages.items() if (wrong := list(what_runs(name, text)))} == {}


def what_runs(name: str, text: str) -> Iterator[str]:
    """What is wrong with a file by what reads it: code that could run, or a form that its readers cannot rely on.

    A page, a feed's entries, and Markdown under a renderer that lets HTML through hold no code. XML and JSON can be
    read, and so can bibliographies and redirects, entry by entry and line by line; there a tag is but text.
    """
    ending = name.rpartition(".")[2]
    if ending == "html":
        yield from scripts(text)
        yield from re.findall("<script>alert|<img src=x", text)
    elif ending == "xml":
        for element in ElementTree.fromstring(text).iter():
            yield from scripts(element.text or "") if element.get("type") == "html" else ()
            yield from (value for value in element.attrib.values() if value.lower().startswith("javascript:"))
    elif ending == "json":
        json.loads(text)
    elif ending == "md" or name == "llms.txt":
        front = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
        yield from scripts(MarkdownIt("commonmark", {"html": True}).render(text[front.end() if front else 0 :]))
    elif ending == "bib":
        assert len(parse_string(text, "bibtex").entries) == len(re.findall(r"(?m)^@", text))
    elif ending == "ris":
        yield from (line for line in text.splitlines() if line and not re.match(r"[A-Z][A-Z0-9]  - ", line))
    elif name == "_redirects":
        yield from (line for line in text.splitlines() if not re.fullmatch(r"/[\w./%-]+ /[\w./%-]+ 301", line))


def scripts(text: str) -> list[str]:
    """What could run in a stretch of HTML."""
    page = Scripts()
    page.feed(text)
    return page.found
