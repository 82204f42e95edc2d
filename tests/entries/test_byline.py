"""Bylines: names, dates, venues, `Key: value`, folds; read only when they can be read one way."""

import pytest

from entries.reading import called, codes, collection, entry, fields, people, words

NAMES = {
    "Jane Doe": ["Jane Doe"],
    "Jane Doe, John Roe": ["Jane Doe", "John Roe"],
    "Jane Doe, John Roe, and Edgar A. Poe": ["Jane Doe", "John Roe", "Edgar A. Poe"],
    "Jane Doe and John Roe": ["Jane Doe", "John Roe"],
    "Jane Doe & John Roe": ["Jane Doe", "John Roe"],
    "J. Doe et al.": ["J. Doe", "et al."],
    "J.R. Doe, and 12 others": ["J.R. Doe", "et al."],
    "Doe, et al.": ["Doe", "et al."],
    "Doe and Roe": ["Doe", "Roe"],
    "Doe, Roe, Poe": ["Doe", "Roe", "Poe"],
    "Doe, Roe, Poe, et al.": ["Doe", "Roe", "Poe", "et al."],
    "Doe, Jane R., and John Roe": ["Jane R. Doe", "John Roe"],
    "Doe, Jane, John Roe, and Edgar A. Poe": ["Jane Doe", "John Roe", "Edgar A. Poe"],
    "Doe, J., Roe, J. K., and Poe, E.": ["J. Doe", "J. K. Roe", "E. Poe"],
    "Doe, J., K. Roe, E. Poe": ["J. Doe", "K. Roe", "E. Poe"],
    "Doe, Jane; Roe, John": ["Jane Doe", "John Roe"],
    "Doe, Jane and Roe, John": ["Jane Doe", "John Roe"],
    "Doe AB, Roe K": ["AB Doe", "K Roe"],
    "Jan van den Berg, Ana de la Cruz": ["Jan van den Berg", "Ana de la Cruz"],
    "Jane Doe, Robert Roe, Jr.": ["Jane Doe", "Robert Roe Jr."],
    "Jane Doe*, John Roe†, X. Y. Poe¹;": ["Jane Doe", "John Roe", "X. Y. Poe"],
    "Jane (Jo) Doe, John Roe": ["Jane Doe", "John Roe"],
    "Jane Doe, Yizhou liu, John Roe": ["Jane Doe", "Yizhou liu", "John Roe"],
    "E.Doe, Weinan E.": ["E. Doe", "Weinan E"],
    "王小明, 李雷": ["王小明", "李雷"],
    "Acme Research et al.": ["Acme Research", "et al."],
    "Jane Doe, Kwang In Kim, An Li": ["Jane Doe", "Kwang In Kim", "An Li"],
}

NO_NAMES = (
    "a library for deep learning",
    "Deep Learning",
    "The Latest News",
    "Neural Networks, Machine Learning",
    "must read, must cite",
    "This is fine. It says so.",
    "以下内容由 GPT 生成，结论如下",
    "Jane Doe shows that it works",
    "Jane Doe, and then some words",
    "*Deep Nets* and *Deeper Nets* and more",
    "Jane Doe, John Roe. *A very long sentence that can be no venue at all for it goes on*",
    "x" * 60_000,
    "Legg, Shane",
)


@pytest.mark.parametrize("text", NAMES)
def test_names_that_can_be_read_one_way(text: str) -> None:
    """A nested line of names and nothing else is the authors."""
    found = entry(f"- Title\n  - {text}\n")

    assert (NAMES[text], None) == (people(found.fields), found.prose)


@pytest.mark.parametrize("text", NO_NAMES)
def test_lines_that_are_no_names(text: str) -> None:
    """Anything else stays text."""
    found = entry(f"- Title\n  - {text}\n")

    assert [] == people(found.fields)
    assert found.prose is not None


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Legg, Shane, 2008", "Shane Legg, 2008", "Legg and Shane, 2008"),
        ("Doe, Jane, et al. 2018", "Jane Doe et al., 2018", "Doe and Jane et al., 2018"),
        ("OpenAI, Jane Doe, 2023", "Jane Doe OpenAI, 2023", "OpenAI and Jane Doe, 2023"),
    ],
)
def test_names_that_can_be_read_in_two_ways(text: str, one: str, other: str) -> None:
    """Only the year is taken; the note shows both unambiguous forms; the line is shown as it is written."""
    found = collection(f"## Title\n\n{text} ([PDF](https://a.b/c.pdf))\n", "story")
    (read,) = found.entries
    (problem,) = found.diagnostics

    assert ([], text[-4:]) == (people(read.fields), read.fields.issued)
    assert ("entry-byline", f'write "{one}" or "{other}"') == (problem.code.value, problem.hint)
    assert problem.span is not None
    assert ("notes/a.md", 3) == (problem.span.path, problem.span.line)
    assert read.byline is not None
    assert text == read.byline.text


BYLINES = {
    "Jane Doe, John Roe. *PNAS 2020*": (2, "2020", "PNAS", "2020"),
    "Jane Doe, John Roe. *Nature*": (2, "", "Nature", ""),
    "Jane Doe, John Roe *Made-up Letters*": (2, "", "Made-up Letters", ""),
    "Jane Doe, John Roe. *TMLR2025*": (2, "2025", "TMLR", "2025"),
    "*Jane Doe, John Roe*": (2, "", "", ""),
    "*Jane Doe and John Roe*, NeurIPS 2019": (2, "2019", "NeurIPS", "2019"),
    "Jane Doe, 2004": (1, "2004", "", ""),
    "Jane Doe, 2011.": (1, "2011", "", ""),
    "Doe, et al. 2017": (1, "2017", "", ""),
    "(2015), J. Doe et al.": (1, "2015", "", ""),
    "2017, Doe et al.": (1, "2017", "", ""),
    "by Jane Doe, June 2017": (1, "2017-06", "", ""),
    "Jane Doe, John Roe, NeurIPS 2017": (2, "2017", "NeurIPS", "2017"),
    "Jane Doe, John Roe, *NeurIPS*, 2017": (2, "2017", "NeurIPS", "2017"),
    "J. Doe et al., in ICDE, 2015": (1, "2015", "ICDE", "2015"),
    "J. Doe et al. DaMoN '16": (1, "2016", "DaMoN", "2016"),
    "Jane Doe. Neural Computation, 2002": (1, "2002", "Neural Computation", "2002"),
    "Jane Doe. Journal of Nets, vol. 3, pp. 1-20, 2002": (1, "2002", "Journal of Nets", "2002"),
    "Jane Doe, John Springer": (2, "", "", ""),
    "CIDR 2021. Jane Doe, John Roe": (2, "2021", "CIDR", "2021"),
    "IEEE Transactions on Nets, J. Doe, 1992": (1, "1992", "IEEE Transactions on Nets", "1992"),
    "Jane Doe (2017). Acme Press.": (1, "2017", "Acme Press", ""),
    "Communications of the ACM, April 1988": (0, "1988-04", "Communications of the ACM", "1988"),
    "ICDE 2013": (0, "2013", "ICDE", "2013"),
    "AI Open 2020.": (0, "2020", "AI Open", "2020"),
    "*CVPR 2019 (Oral)*": (0, "2019", "CVPR", "2019"),
    "Chi Jin, John Roe": (2, "", "", ""),
    "*2017*": (0, "2017", "", ""),
}


@pytest.mark.parametrize("text", BYLINES)
def test_names_dates_and_venues(text: str) -> None:
    """A year beside a venue is the venue's, and the paper's where nothing says more."""
    said = fields(f"- Title\n  - {text}\n")

    assert BYLINES[text] == (len(said.authors), said.issued, said.venue, said.venue_year)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Key Word: Nets; Deep Nets.", "keywords", ("Nets", "Deep Nets")),
        ("Keywords: Nets;; Deep Nets;", "keywords", ("Nets", "Deep Nets")),
        ("Key Word:Nets.", "keywords", ("Nets",)),
        ("key Word: Nets, Deep Nets", "keywords", ("Nets", "Deep Nets")),
        ("Key Wrod: Nets", "keywords", ("Nets",)),
        ("Key Work: Nets", "keywords", ("Nets",)),
        ("Key: vae(mean, variance), *k*-nets <!-- sic -->", "keywords", ("vae(mean, variance)", "k-nets")),
        ("**Keywords**: Nets", "keywords", ("Nets",)),
        ("**Keywords:** Nets etc.", "keywords", ("Nets etc.",)),
        ("keywords:: Nets", "keywords", ("Nets",)),
        ("Tags: #nets, deep/nets", "topics", ("deep/nets",)),
        ("Topics: deep/nets", "topics", ("deep/nets",)),
        ("Year: 2017", "issued", "2017"),
        ("Date: 2017-06", "issued", "2017-06"),
        ("Published: ICML 2017", "venue", "ICML"),
        ("Published on: ICML 2017", "venue_year", "2017"),
        ("Venue: 2017-06-12", "issued", "2017-06-12"),
        ("Paper: https://arxiv.org/abs/1706.03762", "ids", ("arxiv:1706.03762",)),
        ("Paper: [arXiv](https://arxiv.org/abs/1706.03762v2)", "version", "v2"),
        ("PDF: [x](https://a.b/c)", "pdf", "https://a.b/c"),
        ("Code: <https://g.h/i>", "code", "https://g.h/i"),
        ("Code: www.g.h/i", "code", "http://www.g.h/i"),
        ("Slides: slides/deep.pdf", "slides", "slides/deep.pdf"),
        ("arXiv: 1706.03762", "ids", ("arxiv:1706.03762",)),
        ("arXiv: [1706.03762v3](https://arxiv.org/abs/1706.03762v3)", "version", "v3"),
        ("DOI: 10.1000/x", "ids", ("doi:10.1000/x",)),
        ("id: arxiv:1706.03762", "ids", ("arxiv:1706.03762",)),
        ("Status: skimmed", "status", "skimmed"),
        ("Pages: 12", "pages", 12),
        ("Time: 40 min", "time", 40),
        ("Rating: 4/5", "rating", 4),
        ("作者：王小明", "authors", ()),
    ],
)
def test_keys_and_values(text: str, name: str, value: object) -> None:
    """`Key: value` and `key:: value` with any field; one misspelt letter is forgiven."""
    said = fields(f"- Title\n  - {text}\n")

    assert (value or said.authors) == getattr(said, name)


@pytest.mark.parametrize(
    "text",
    [
        "ExpEnv: mujoco",
        "OpenReview: 7, 6, 8",
        "Note: Jane Doe",
        "Key Insights: it works",
        "builds_on:: [[x]]",
        "Kind: list",
    ],
)
def test_keys_that_are_no_fields_are_text(text: str) -> None:
    """A line that is no field of a paper stays text, with its links."""
    found = collection(f"- Title\n  - {text}\n")

    assert [] == codes(found)
    assert text.split(":")[0] in words(found, found.entries[0])


def test_values_that_a_field_cannot_hold() -> None:
    """The line is shown as it is written, and a note says what to write."""
    found = collection("- Title\n  - Year: soon\n  - Priority: 9\n")
    (read,) = found.entries

    assert ["entry-byline", "entry-byline"] == codes(found)
    assert [2, 3] == [problem.span.line for problem in found.diagnostics if problem.span]
    assert read.byline is not None
    assert ("Year: soon · Priority: 9", "") == (read.byline.text, read.fields.issued)


def test_authors_by_their_key() -> None:
    """After `Authors:` names are read as front matter reads them; two ways are a note."""
    assert ["Jane Doe", "John Roe"] == people(fields("- T\n  - Authors: Jane Doe, John Roe\n"))
    assert ["the nets team", "Jane Doe"] == people(fields("- T\n  - Authors: the nets team; Jane Doe\n"))
    assert ["entry-byline"] == codes(collection("- T\n  - Authors: Legg, Shane\n"))


def test_an_empty_value_says_nothing() -> None:
    """`Key:` alone is no text of the entry."""
    found = entry("- Title\n  - Key:\n  - Keywords: nets\n")

    assert (("nets",), None) == (found.fields.keywords, found.prose)


def test_links_behind_a_key() -> None:
    """The first address is the field's, further ones are links under their own labels."""
    said = fields(
        "- T\n  - Code: [torch](https://g.h/a), [jax](https://g.h/b)\n  - Links: [notes](https://a.b/c) [x](https://a.b/d)\n"
    )

    assert ("https://g.h/a", [("jax", "https://g.h/b"), ("notes", "https://a.b/c"), ("x", "https://a.b/d")]) == (
        said.code,
        [(link.label, link.url) for link in said.links],
    )
    assert ("https://a.b/c", "https://g.h/i") == (
        (said := fields("- T\n  - Links: [[paper]](https://a.b/c) [[code]](https://g.h/i)\n")).url,
        said.code,
    )
    assert [] == people(fields("- T\n  - Code: soon\n"))


def test_texts_behind_a_key_are_lines_of_markdown() -> None:
    """Abstract, summary and title keep their emphasis."""
    said = fields("- Deep\n  - TL;DR: it *works*\n  - Abstract: We show.\n")

    assert said.summary is not None
    assert said.abstract is not None
    assert ("it works", "We show.") == (said.summary.text, said.abstract.text)
    assert "Deep" == called(entry("- Deep\n  - Title: Deeper\n"))


def test_a_digest_is_the_entrys_text() -> None:
    """An unclosed fold is the text, and ends with its item; it is shown once, without a bullet."""
    found = collection(
        "- Deep\n  - Jane Doe, John Roe\n  - <details><summary>Digest</summary> What it shows\n\n- More\n"
    )
    first, second = found.entries

    assert "<details><summary>Digest</summary> What it shows" in words(found, first).replace("\n", "")
    assert "<li>" not in words(found, first)
    assert second.prose is None


def test_an_author_list_in_a_fold() -> None:
    """Its names are the authors, with or without a venue."""
    said = fields("- Deep\n  - <details><summary>Author List</summary> Jane Doe, John Roe & E. Poe. *Nature Nets*\n")

    assert (["Jane Doe", "John Roe", "E. Poe"], "Nature Nets") == (people(said), said.venue)
    assert fields("- Deep\n  - <details><summary>Authors</summary> too many to tell\n").authors == ()
    assert entry("- Deep\n\n  <details><summary>Authors</summary>Jane Doe, John Roe</details>\n").prose is None


def test_abstracts() -> None:
    """A quotation first under the byline, or a fold of that name, is the abstract, and stays in the text."""
    quoted = entry("## Deep\n\nJane Doe, 2017\n\n> We show *it*.\n>\n> It works.\n\n> Not this.\n", "story")
    folded = entry("- Deep\n\n  <details><summary>Abstract</summary>\n\n  We show *it*.\n\n  </details>\n")

    assert quoted.fields.abstract is not None
    assert folded.fields.abstract is not None
    assert quoted.prose is not None
    assert ("We show it. It works.", "We show it.") == (quoted.fields.abstract.text, folded.fields.abstract.text)
    assert entry("- Deep\n\n  > so what\n").fields.abstract is None
    assert entry("## Deep\n\nJane Doe, 2017\n\nText.\n\n> Later.\n", "story").fields.abstract is None


def test_a_quotation_may_be_the_byline() -> None:
    """`> ICDE 2013` and an address under it say where and what."""
    said = fields("## Deep Nets\n\n> Jane Doe, ICDE 2013\n>\n> https://doi.org/10.1000/x\n\nText\n", "story")

    assert (["Jane Doe"], "ICDE", ("doi:10.1000/x",)) == (people(said), said.venue, said.ids)
    assert entry("- [Deep](https://a.b/c)\n\n  > - a list\n").prose is not None


def test_bylines_on_lines_of_their_own() -> None:
    """Lines of one paragraph, with soft or hard breaks, each say their part; names may run on."""
    said = fields("- **Deep** <br> Jane Doe,\n  John Roe <br> *ICML 2018* <br> [[code]](https://g.h/i)\n")
    wrapped = fields("- **Deep**\n  Jane Doe, John Roe,\n  Edgar Poe. *ICML 2018*\n")

    assert ("ICML", "https://g.h/i") == (said.venue, said.code)
    assert (["Jane Doe", "John Roe", "Edgar Poe"], "ICML") == (people(wrapped), wrapped.venue)


def test_tags_that_go_over_lines() -> None:
    """HTML that is closed on another line harms no line."""
    said = fields("- **Deep** <i>Jane Doe, John Roe<br>*ICML 2018*</i>\n")

    assert (["Jane Doe", "John Roe"], "ICML") == (people(said), said.venue)


def test_lines_that_are_prose_end_the_byline() -> None:
    """What stands behind the first line of prose is text."""
    found = collection("- **Deep**\n  Jane Doe, John Roe\n  It works, see [[other]].\n  Edgar Poe\n")
    (read,) = found.entries

    assert ["Jane Doe", "John Roe"] == people(read.fields)
    assert "<p>It works, see ‹other›.\nEdgar Poe</p>" == words(found, read).strip()
    assert ["other"] == [ref.target for sentence in found.sentences for ref in sentence.line.refs]


def test_a_paragraph_below_a_head_may_be_byline() -> None:
    """Numbered lists keep the authors in a paragraph of their own."""
    said = fields("1. **Deep.** AI Open 2020. [paper](https://a.b/c)\n\n   *Jane Doe, John Roe.*\n")

    assert (["Jane Doe", "John Roe"], "AI Open", "2020") == (people(said), said.venue, said.venue_year)


def test_a_nested_item_of_several_lines() -> None:
    """They are read as one."""
    assert ["Jane Doe", "John Roe"] == people(
        fields("- [Deep](https://a.b/c)\n  - Jane Doe,\n    John Roe. ICML 2017\n")
    )


def test_nested_items_that_are_no_byline() -> None:
    """Code and HTML are text of the entry."""
    for nested in ("<div>x</div>", "```\n    x\n    ```"):
        found = collection(f"- [Deep](https://a.b/c)\n  - Year: 2017\n  - {nested}\n")
        assert ("2017", True) == (found.entries[0].fields.issued, "x" in words(found, found.entries[0]))


def test_a_single_name_needs_its_place() -> None:
    """One full name alone is an author directly under the head, not behind a dash or further down."""
    assert ["Jane Doe"] == people(fields("- Deep\n  - Jane Doe\n"))
    assert [] == people(fields("- [Deep](https://a.b/c) - Great Stuff\n"))
    assert [] == people(fields("- [Deep](https://a.b/c) - Jane Doe\n"))
    assert [] == people(fields("- Deep\n  - 2017\n  - Great Place\n"))


def test_the_rest_of_the_line() -> None:
    """After a dash stands a byline, if it can be nothing else, or a remark."""
    read = entry("- [Deep](https://a.b/c) - Jane Doe, John Roe, NeurIPS 2017")
    left = entry("- [Deep](https://a.b/c): so *much* for [[other]] (ACL 2022).")

    assert (["Jane Doe", "John Roe"], None) == (people(read.fields), read.remark)
    assert left.remark is not None
    assert ("so much for other (ACL 2022).", "") == (left.remark.text, left.fields.venue)


def test_a_remark_that_mentions_another_paper_is_a_passage() -> None:
    """The remark is the sentence, the entry its place."""
    found = collection("# Some\n\n- [[deep]] - see [[other]]\n")
    (sentence,) = found.sentences

    assert ("see other", "deep", "Some") == (sentence.line.text, sentence.anchor, sentence.heading)


def test_keys_on_the_heads_line() -> None:
    """`Title. Keywords: a; b` says its part."""
    assert ("a", "b") == fields("- **Deep** Keywords: a; b").keywords


def test_what_a_page_says_in_its_own_words_is_not_shown_twice() -> None:
    """`(skip)` and the like are taken out of the byline that is shown as it is written; a year stays."""
    text = "## [Deep](https://a.b/c)\nJane Doe, 2011. {} ([PDF](https://a.b/c.pdf))\n"

    def shown(byline: str) -> str:
        line = entry(text.replace("{}", byline), "story").byline
        return line.text if line else ""

    assert ["Jane Doe, 2011."] * 3 == [shown(aside) for aside in ("", "(skip)", "(priority 1, 40 min)")]
    assert "Jane Doe, 2011. (NeurIPS 2012)" == shown("(NeurIPS 2012) (skip)")
