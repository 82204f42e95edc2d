"""What is hidden leaves no trace: a canary word in every corner of hidden notes is in no byte of the site."""

import pytest
from msgspec.structs import fields as struct_fields

from papernotes.fields import FIELDS
from papernotes.model.problem import Code
from papernotes.model.settings import Config

CANARY = "zqcanary"
HIDING = ("draft: true", "private: true", "publish: false")

VALUES = {
    "text": f"{CANARY} text",
    "list": f"[{CANARY}/sub, {CANARY}]",
    "authors": f"{CANARY} Person; Ada {CANARY}",
    "number": "3",
    "bool": "true",
    "date": "2017-06-12",
    "status": CANARY,
    "url": f"https://{CANARY}.example.org/{CANARY}.pdf",
    "links": f'["{CANARY} <https://example.org/{CANARY}>"]',
    "venue": f"{CANARY} 2017",
    "type": CANARY,
    "mentions": f'["[[{CANARY}-note]] - {CANARY}", "[@{CANARY}2019]"]',
}
IDS = {
    "arxiv": "1799.99999",
    "doi": f"10.9999/{CANARY}",
    "openreview": f"{CANARY}0000",
    "acl": "P99-9999",
    "dblp": f"conf/x/{CANARY}",
    "id": f"doi:10.9998/{CANARY}",
}
SETTLED = ("kind", "draft", "private", "publish", "show_status", "s2", "isbn", "pmid", "pages", "page")

BODY = f"""
# {CANARY} heading

A sentence on [[public2017]] and [[{CANARY}-other]] with {CANARY}, [@{CANARY}2020], arxiv:1788.88888, #{CANARY}tag/sub.

builds_on:: [[public2017]] - {CANARY}
builds_on:: [[{CANARY}2021]] - {CANARY}

> [!question] {CANARY}
> {CANARY}

![{CANARY}](figures/{CANARY}.png)

![[public2017]]

A footnote.[^1] $\\text{{{CANARY}}}$ ==mark {CANARY}==

[^1]: {CANARY}

```python
{CANARY} = 1
```

<details><summary>{CANARY}</summary>{CANARY}</details>
"""

PUBLIC = f"""
-- notes/index.md --
Welcome. Words on [[{CANARY}-note|that thing]].
-- notes/public2017.md --
---
title: A public paper
authors: Ada Lovelace
year: 2017
topics: memory
---
A public sentence. See [[{CANARY}-note|my plan]] and [the other]({CANARY}-note.md), not more.

%% {CANARY} in a comment, with [[{CANARY}-commented]] and [@{CANARY}2018] %%

related:: [[{CANARY}-note|a plan]]
-- notes/queue.md --
---
kind: list
title: A list
---
- [ ] [[public2017]] - a remark
-- notes/figures/{CANARY}.png --
no picture
-- notes/library.bib --
@article{{{CANARY}2020, title = {{The {CANARY} book}}, author = {{Canary, {CANARY}}}, year = 2020, note = {{{CANARY}}}}}
@article{{public2017, title = {{A public paper}}, year = 2017, file = {{{CANARY}.pdf}}, annote = {{{CANARY}}},
  groups = {{{CANARY}}}, owner = {{{CANARY}}}, timestamp = {{{CANARY}}}, keywords = {{memory}}}}
"""


def hidden_note(how: str, name: str = f"{CANARY}-note") -> str:
    """A note hidden in one of the ways, with the canary in every field that can hold it."""
    said = {field.name: IDS.get(field.name) or VALUES.get(field.type, "") for field in FIELDS}
    lines = [f"{key}: {value}" for key, value in said.items() if value and key not in SETTLED]
    return f"-- notes/{name}.md --\n---\n" + "\n".join([*lines, f"unknown{CANARY}: {CANARY}", how]) + f"\n---\n{BODY}"


def traces(files: dict[str, bytes]) -> list[str]:
    """The files of a site in which the canary, or an id that only hidden notes name, stands; and such file names."""
    words = [word.encode() for word in (CANARY, "1799.99999", "1788.88888", "P99-9999", "1799-99999", "1788-88888")]
    return [path for path, data in files.items() if any(w in data.lower() or w in path.lower().encode() for w in words)]


@pytest.mark.parametrize("how", HIDING)
def test_a_hidden_note_leaves_no_trace(lab, how: str) -> None:  # type: ignore[no-untyped-def]
    """No byte of the site holds a word of a hidden note, of a comment, or a name that only these use."""
    site = lab(PUBLIC + hidden_note(how), base_url="https://example.org/", show_properties=True).build()

    assert "papers/public2017.html" in site.files()
    assert traces(site.files()) == []


@pytest.mark.parametrize("kind", ["note", "topic", "list", "story", "digest", "catalogue", "author", "venue", "page"])
def test_a_hidden_note_of_any_kind_leaves_no_trace(lab, kind: str) -> None:  # type: ignore[no-untyped-def]
    """The same for every kind of note."""
    entries = f"\n- [ ] [[{CANARY}2022]] - {CANARY}\n- {CANARY} paper\n"
    site = lab(PUBLIC + hidden_note(f"draft: true\nkind: {kind}") + entries, base_url="https://example.org/").build()

    assert traces(site.files()) == []


@pytest.mark.parametrize(
    "settings",
    [{"publish": "marked"}, {"exclude": ("zq*",)}, {"include": ("public*", "index.md", "queue.md")}],
    ids=["marked", "exclude", "include"],
)
def test_notes_left_out_by_settings_leave_no_trace(lab, settings: dict[str, object]) -> None:  # type: ignore[no-untyped-def]
    """A note that `publish`, `include` or `exclude` leaves out is as hidden as a draft."""
    public = PUBLIC.replace("topics: memory\n", "topics: memory\npublish: true\n")
    site = lab(public + hidden_note("weight: 1"), base_url="https://example.org/", **settings).build()

    assert "papers/public2017.html" in site.files()
    assert traces(site.files()) == []


def test_a_note_that_is_hidden_later_leaves_no_trace(lab) -> None:  # type: ignore[no-untyped-def]
    """Hiding a note that was on the site removes its pages and every trace on others."""
    site = lab(PUBLIC + hidden_note("weight: 1")).build()
    assert traces(site.files())

    site.write(hidden_note("draft: true")).build()

    assert traces(site.files()) == []


def test_a_link_to_a_hidden_note_shows_its_own_words(lab) -> None:  # type: ignore[no-untyped-def]
    """A public link to a hidden note keeps its words, leads nowhere, and is reported with its place."""
    site = lab(PUBLIC + hidden_note("draft: true")).build()

    page = site.html("papers/public2017.html")
    found = [problem for problem in site.diagnostics if problem.code is Code.LINK_HIDDEN]
    places = {(problem.span.path, problem.span.line, problem.span.column) for problem in found if problem.span}

    assert "See my plan and the other, not more." in page
    assert {("notes/public2017.md", 7, 24), ("notes/public2017.md", 7, 54)} <= places
    assert all(problem.hint for problem in found)


def test_a_hidden_figure_is_not_copied_and_a_shared_one_is(lab) -> None:  # type: ignore[no-untyped-def]
    """An attachment that only a hidden note uses is not on the site; one that a public note uses too is."""
    text = (
        "-- notes/a.md --\n# A\n\n![shared](figures/shared.png)\n"
        "-- notes/b.md --\n---\ndraft: true\n---\n![shared](figures/shared.png) ![own](figures/own.png)\n"
        "-- notes/figures/shared.png --\nx\n-- notes/figures/own.png --\nx\n"
    )

    site = lab(text).build()

    assert site.exists("files/figures/shared.png")
    assert not site.exists("files/figures/own.png")


def test_a_public_citation_of_a_hidden_paper_tells_only_what_is_public(lab) -> None:  # type: ignore[no-untyped-def]
    """A paper whose only note is hidden, cited in public by its id, is a stub without a word of the hidden note."""
    text = (
        f"-- notes/secret.md --\n---\ntitle: The {CANARY} title\narxiv: 1706.03762\ndraft: true\nrating: 5\n---\nx\n"
        "-- notes/open.md --\n# Open\n\nWords on arxiv:1706.03762 stand here.\n"
    )

    site = lab(text).build()

    assert any(path.startswith("papers/arxiv-1706") for path in site.files())
    assert traces(site.files()) == []


def test_drafts_can_be_shown(lab) -> None:  # type: ignore[no-untyped-def]
    """What `build` hides is there when drafts are asked for, as in the preview."""
    site = lab(hidden_note("draft: true"))
    site.build(drafts=True)

    assert traces(site.files())


def test_every_type_of_field_holds_the_canary() -> None:
    """No field that can hold words is forgotten in these tests."""
    silent = {field.name for field in FIELDS if not (IDS.get(field.name) or VALUES.get(field.type))}

    assert silent <= set(SETTLED)
    assert {field.name for field in struct_fields(Config)} >= {"publish", "include", "exclude"}
