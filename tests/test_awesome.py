"""Real lists become catalogues as they stand, measured against counts that were made without papernotes."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from papernotes import entries, markdown
from papernotes.entries import Reading
from papernotes.model.written import Entry, PaperFields, Source
from papernotes.text import title_key

CORPORA = os.environ.get("PAPERNOTES_CORPORA", "")
pytestmark = pytest.mark.skipif(not CORPORA, reason="PAPERNOTES_CORPORA names no folder of real files")
ADDRESSES = ("url", "pdf", "code", "video", "slides", "data", "project", "poster")
PHENOMENA = {"2026-05-16_c4ae61a": "2026-05-16_c4ae61a", "2025-01-07_ad1eb52_seed004": "2025-01-07_ad1eb52_seed004"}


def catalogue(path: str) -> Reading:
    """A file of the corpora, read as a catalogue."""
    text = (Path(CORPORA) / path).read_text(encoding="utf-8")
    return entries.read(markdown.read(Source(path, text, "", path), text), "catalogue")


def addresses(said: PaperFields) -> set[str]:
    """Every address that an entry gives."""
    return {getattr(said, name) for name in ADDRESSES} - {""} | {link.url for link in said.links}


def share(right: list[bool]) -> float:
    """The part that is right, in per cent."""
    return 100 * sum(right) / len(right)


def truth(version: str) -> list[dict[str, Any]]:
    """The entries of awesome-deep-phenomena as an independent parse found them."""
    known = json.loads((Path(CORPORA) / "GROUND_TRUTH_awesome_entries.json").read_text(encoding="utf-8"))
    return next(rows for name, rows in known.items() if version.startswith(name[:10]))


def keys(texts: Any) -> list[str]:
    """Words as they are compared; a keyword with a comma is two."""
    return list(dict.fromkeys(title_key(part) for text in texts or () for part in text.split(",")))


@pytest.mark.parametrize("version", PHENOMENA)
def test_deep_phenomena(version: str) -> None:
    """At least 99 % of the entries, 98 % of their titles, links, venues and keywords, every author list and digest."""
    found = {entry.span.line: entry for entry in catalogue(f"awesome-deep-phenomena/{version}/README.md").entries}
    rows = truth(version)
    pairs = [(row, found[row["line"]]) for row in rows if row["line"] in found]

    assert len(pairs) >= 0.99 * len(rows)
    assert share([title_key(row["title"]) == title_key(called(entry)) for row, entry in pairs]) >= 98
    assert share([{url for _, url in row["links"] if url} == addresses(entry.fields) for row, entry in pairs]) >= 98
    assert share([title_key(row["venue"] or "") == title_key(venue(entry.fields)) for row, entry in pairs]) >= 98
    assert share([keys(row["keywords"]) == keys(entry.fields.keywords) for row, entry in pairs]) >= 98
    assert share([row["has_authors"] == bool(entry.fields.authors) for row, entry in pairs]) >= 99
    assert [] == [row["line"] for row, entry in pairs if bool(row["digest_chars"]) != bool(entry.prose)]


@pytest.mark.parametrize("version", PHENOMENA)
def test_deep_phenomena_has_no_other_entries(version: str) -> None:
    """Beside the papers: seven links, the sample of the format, and papers whose link the list forgot."""
    known = {row["line"] for row in truth(version)}
    others = [
        entry
        for entry in catalogue(f"awesome-deep-phenomena/{version}/README.md").entries
        if entry.span.line not in known
    ]
    unlinked = [entry for entry in others if not addresses(entry.fields)]

    assert 7 + 1 + len(unlinked) == len(others)
    assert all(entry.fields.authors and entry.fields.keywords and entry.prose for entry in unlinked)


def called(entry: Entry) -> str:
    """An entry's title in plain words."""
    return entry.fields.title.text if entry.fields.title else ""


def venue(said: PaperFields) -> str:
    """A venue as lists write it."""
    return f"{said.venue} {said.venue_year}".strip()


def test_graph_classification() -> None:
    """145 entries in four files, all with authors and a link, 144 with venue and year, 142 with further links."""
    chapters = ("deep_learning", "fingerprints", "kernels", "matrix_factorization")
    found = [catalogue(f"awesome-graph-classification/chapters/{name}.md").entries for name in chapters]
    every = [entry.fields for part in found for entry in part]

    assert [90, 10, 36, 9] == [len(part) for part in found]
    assert share([bool(said.authors) for said in every]) >= 99
    assert share([bool(said.url or said.pdf) for said in every]) == 100
    assert 144 == sum(bool(said.venue and said.venue_year) for said in every)
    assert 142 == sum(bool(said.links or said.code) for said in every)
    assert 145 == sum(bool(said.issued) for said in every)
    assert "http://www.bioinf.uni-freiburg.de/~costa/EDeNcpp.tgz" in {link.url for said in every for link in said.links}


LINE = re.compile(r"- +(?:\*\*)?(.+?)(?:\*\*)? \((\d{4})\),? (.+?)[.,]* *\[\[(?:pdf|html)\]\]\((\S+?) ?\)")


def test_deep_learning_papers() -> None:
    """238 entries (the seven criteria are none); title, year, authors and link of every line in the usual form."""
    path = "awesome-deep-learning-papers/README.md"
    found = {entry.span.line: entry for entry in catalogue(path).entries}
    lines = (Path(CORPORA) / path).read_text(encoding="utf-8").splitlines()
    usual = [(match, found[number]) for number, line in enumerate(lines, 1) if (match := LINE.match(line))]

    assert (238, 209) == (len(found), len(usual))
    assert [] == [match[1] for match, entry in usual if title_key(match[1]) != title_key(called(entry))]
    assert [] == [match[0] for match, entry in usual if match[2] != entry.fields.issued[:4]]
    assert [] == [
        match[0] for match, entry in usual if not any(url.startswith(match[4]) for url in addresses(entry.fields))
    ]
    assert [] == [match[3] for match, entry in usual if not same_people(match[3], entry.fields)]


def same_people(text: str, said: PaperFields) -> bool:
    """Whether the authors are those of a text as "J. Doe and R. Roe et al."."""
    names = re.split(r",? and |, ", re.sub(r" et\.? al\.?$", "", text.partition(" [[")[0]))
    return [title_key(name) for name in names] == [title_key(f"{one.given} {one.family}") for one in said.authors]


def test_model_based_rl() -> None:
    """242 papers and four further links; authors of all, keywords of 241, the venue from the byline or the heading."""
    found = [
        entry for entry in catalogue("awesome-model-based-rl/README.md").entries if entry.fields.keywords or entry.prose
    ]
    every = [entry.fields for entry in found]

    assert 242 == len(every)
    assert (242, 241, 242) == (
        sum(bool(said.authors) for said in every),
        sum(bool(said.keywords) for said in every),
        sum(bool(said.venue and said.venue_year) for said in every),
    )
    assert 242 == sum(bool(said.issued) for said in every)
    assert 242 == sum("ExpEnv" in "".join(map(str, body(found_, entry))) for found_, entry in texts())


def texts() -> list[tuple[Reading, Entry]]:
    """The entries of awesome-model-based-rl that have a text, with the reading that holds it."""
    found = catalogue("awesome-model-based-rl/README.md")
    return [(found, entry) for entry in found.entries if entry.prose]


def body(found: Reading, entry: Entry) -> tuple[str | int, ...]:
    """The text of an entry."""
    return next(body.parts for body in found.bodies if entry.prose and body.digest == entry.prose.digest)


def test_llm() -> None:
    """62 rows of a table with their month and keyword, and every linked item outside the contents list."""
    found = catalogue("awesome-llm/README.md")
    rows = [entry for entry in found.entries if entry.form == "row"]

    assert (62, 369) == (len(rows), len(found.entries))
    assert all(entry.fields.issued and entry.fields.keywords and called(entry) for entry in rows)
    assert sorted(entry.fields.issued for entry in rows) == [entry.fields.issued for entry in rows]
    assert all(addresses(entry.fields) and called(entry) for entry in found.entries)


def test_llm_by_topic() -> None:
    """66 items in fourteen files, two of them empty; the month of each paper is when it appeared."""
    folder = Path(CORPORA) / "awesome-llm/paper_list"
    every = [
        entry.fields
        for path in sorted(folder.glob("*.md"))
        for entry in catalogue(f"awesome-llm/paper_list/{path.name}").entries
    ]
    dated = [said for said in every if len(said.issued) == 7]

    assert 66 == len(every)
    assert 61 <= len(dated)
    assert all(said.title and addresses(said) for said in every)
