"""What holds for every text: nothing raises, nothing is lost, all is read in time that grows with the text."""

import re
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entries.reading import collection, document
from papernotes import entries
from papernotes.entries import Reading
from papernotes.model.written import COLLECTIONS, Inline, Kind

BITS = (
    "- |* |1. |  - |    - |# |## |### |\n|\n\n|[[paper]](https://arxiv.org/abs/2001.04451)|[[code](https://g.h/i)]|[T](u)|"
    "[T](#x)|**B**|*e*|`c`|$x$|(2017)|(NeurIPS 2019)|[x] |[ ] |[/] |Jane Doe, John Roe|et al.|. | - | – |Key: a; b|"
    "Authors: |Digest:: x|<details><summary>Digest</summary>|</details>|<details>|<summary>2020</summary>|<br>|"
    "<b>x</b>|<a href='https://x.y'>k</a>|<!-- c -->|> some words that are quoted here because they are many enough |"
    "[[note]]|[@key]|[@a; @b]|arxiv:1706.03762|https://openreview.net/forum?id=Bke8UR4FPB|![i](a.png)|![i](https://x.y/z)|"
    '"Quoted Title"|“q”|2024-06-20 - |Title words|NeurIPS 2020|😀|:star:|張三, 李四|\t|\\|[^1]|[^1]: n\n|```\n|'
    "{|}|:|\x01|<|[|](|))|***|Legg, Shane, 2008|(priority 1, 40 min)|&amp;|[pdf]|[[pdf]] (https://x.y)|---\n"
).split("|")
MORE = ("|", "\n| Title | Paper |\n|--|--|\n| a | [p](u) |\n", "[[note|own]]")
TEXTS = st.lists(st.sampled_from([*BITS, *MORE]), max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(COLLECTIONS))
def test_nothing_raises(text: str, kind: Kind) -> None:
    """Any text is read; every entry is in one piece, in order, under a name of its own."""
    found = collection(text, kind, entry_venue="ICLR 2020")
    indexes = [index for piece in found.pieces for index in piece.entries]

    assert list(range(len(found.entries))) == indexes
    assert len({one.anchor for one in found.entries}) == len(found.entries)
    assert all(one.refs for one in found.entries)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_any_heading_may_be_a_title(text: str) -> None:
    """Every heading and paragraph can be asked for what it says of a paper."""
    note = document(text)
    for index, token in enumerate(note.tokens):
        if token.type in ("heading_open", "paragraph_open"):
            assert index + 3 <= entries.heading(note, index).end <= len(note.tokens)


WORDS = st.lists(
    st.sampled_from("alpha beta gamma delta epsilon zeta eta theta iota kappa".split()), min_size=1, max_size=6
)
ITEMS = st.tuples(WORDS, st.sampled_from(["", ". ", " - ", " (2017) ", ", ", ": ", "\n  - ", "\n\n  ", "\n  "]), WORDS)


@settings(max_examples=100, deadline=None)
@given(st.lists(ITEMS, min_size=1, max_size=6), st.sampled_from(COLLECTIONS))
def test_no_word_is_lost(items: list[tuple[list[str], str, list[str]]], kind: Kind) -> None:
    """Every word of the file is in a heading, in prose, or in an entry."""
    text = "".join(f"- [{' '.join(a)}](https://a.b/c){between}{' '.join(b)}\n" for a, between, b in items)
    found = collection(f"# lambda\n\nmu nu\n{text}\nxi\n", kind)
    written = Counter(re.findall(r"[a-z]{2,}", re.sub(r"\(https\S+\)", "", text)))

    assert {} == {word: number for word, number in written.items() if shown(found)[word] < number}


def shown(found: Reading) -> Counter[str]:
    """The words of a reading: headings, prose, entries (a body counts as often as it is shown)."""
    counted: Counter[str] = Counter()
    bodies = {body.digest: body for body in found.bodies}
    proses = [piece.prose for piece in found.pieces] + [one.prose for one in found.entries if one.form != "card"]
    for prose in proses:
        parts = bodies[prose.digest].parts if prose else ()
        counted.update(re.findall(r"[a-z]{2,}", re.sub(r"<[^>]*>", " ", " ".join(map(str, parts)))))
    lines: list[Inline | None] = [piece.title for piece in found.pieces]
    for one in found.entries:
        lines += one.title, one.fields.title, one.byline, one.remark
    counted.update(word for line in lines if line for word in re.findall(r"[a-z]{2,}", line.text))
    return counted


UNITS = (
    "[a](b) ", "[[paper]](https://x.y) ", "[a] ", "(2017) ", "(", "[", "**a** ", "*a* ", " - ", "A. B, ", "Jane Doe, ",
    "A. ", '"a" ', "2017 ", "et al. ", "a; ", "Key: ", ". ", "a? ", " by A", "https://arxiv.org/abs/1706.03762 ",
    "[@a] ", "@a ", "[[a]] ", "<b>a</b> ", "a<br>", ":star: ", " | ", "![a](https://img.shields.io/b) ", ", vol 3",
    "张三, ", "Jane Doe\n  ", "- a\n", "- [a](b)\n  - Jane Doe\n", "## a\n\n", "## a\n\nJane Doe, 2017\n\n",
    "> a\n\n", "<details><summary>a</summary>\n\n- [b](c)\n\n", "<details>", "    ", "\n\n**a** [[paper]](https://x.y)\n",
)  # fmt: skip


@pytest.mark.timed
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str) -> None:
    """Four times the text takes no more than some eight times as long, in the worst kind."""
    assert min(_growth(unit) for _ in range(3)) < 10


def _growth(unit: str) -> float:
    """How much longer 16 kB of a repeated construct take than 4 kB."""
    short, long = (document("- " + unit * (size // len(unit))) for size in (4_000, 16_000))
    return max(_seconds(long, kind) / (_seconds(short, kind) + 0.002) for kind in ("catalogue", "digest"))


def _seconds(note: object, kind: str) -> float:
    start = time.process_time()
    entries.read(note, kind)  # type: ignore[arg-type]
    return time.process_time() - start
