"""The head of an entry: what names the paper, where its title begins and ends."""

import pytest

from entries.reading import called, codes, collection, entry, fields, people, titles

PAPER = "https://arxiv.org/abs/2001.04451"

TITLES = {
    "Deep Nets. [[paper]](https://a.b/c)": "Deep Nets",
    "Deep Nets [[paper]](https://a.b/c)": "Deep Nets",
    "Deep Nets [[Paper](https://a.b/c)] [[Code](https://g.h/i)]": "Deep Nets",
    "Deep Nets ([paper](https://a.b/c), [code](https://g.h/i))": "Deep Nets",
    "Deep Nets [paper](https://a.b/c)": "Deep Nets",
    "Deep Nets [[pdf]] (https://a.b/c)": "Deep Nets",
    "Deep Nets [pdf]": "Deep Nets",
    "Deep Nets https://a.b/c": "Deep Nets",
    "**Deep Nets: a study** (2015), G. Hinton et al.": "Deep Nets: a study",
    "**Deep Nets (NeurIPS 2019)**": "Deep Nets",
    "**Deep - Nets. Of All. Sorts** [[pdf]](https://a.b/c)": "Deep - Nets. Of All. Sorts",
    "**[Deep Nets](https://a.b/c)**": "Deep Nets",
    "[**Deep Nets**](https://a.b/c)": "Deep Nets",
    "**1. [Deep Nets](https://a.b/c)** great": "Deep Nets",
    "**Deep Nets [[pdf]](https://a.b/c)**": "Deep Nets",
    "*Deep Nets of All Sorts*, Jane Doe, 2017": "Deep Nets of All Sorts",
    "<b>Deep Nets</b> <i>NeurIPS 2019</i>": "Deep Nets",
    '"Deep Nets," Doe et al., 2017': "Deep Nets",
    "“Deep Nets”. Jane Doe and John Roe": "Deep Nets",
    '"Why?": a question of trust': '"Why?": a question of trust',
    '"Deep" nets are shallow': '"Deep" nets are shallow',
    "Deep Nets (2017)": "Deep Nets",
    "Deep Nets (2017, A. Doe et al.": "Deep Nets",
    "Deep Nets (almost) from scratch": "Deep Nets (almost) from scratch",
    "Deep Nets (Doe et al., 2017)": "Deep Nets",
    "Deep Nets - with a dash": "Deep Nets",
    "Deep Nets – with a dash": "Deep Nets",
    "Deep Nets — with a dash": "Deep Nets",
    "Deep Nets -- with two": "Deep Nets -- with two",
    "Deep Nets | Doe et al. | ICML 2017": "Deep Nets",
    "Deep Nets by Jane Doe and John Roe": "Deep Nets",
    "Deep Nets by Gradient Descent": "Deep Nets by Gradient Descent",
    "Deep Nets, J. Doe and J. Roe": "Deep Nets",
    "Deep Nets, Shallow Nets, and All That": "Deep Nets, Shallow Nets, and All That",
    "Deep Nets. Jane Doe, John Roe. ICML 2017.": "Deep Nets",
    "Deep Nets vs. Shallow Nets": "Deep Nets vs. Shallow Nets",
    "Are Nets Deep? J. Doe and J. Roe": "Are Nets Deep?",
    "Are Nets Deep? A Theoretical Study": "Are Nets Deep? A Theoretical Study",
    "Deep Nets and Where to Find Them S.M. Doe et al.": "Deep Nets and Where to Find Them",
    "Deep Nets on Lie Groups E.J. Doe https://a.b/c": "Deep Nets on Lie Groups",
    "Deep Nets (1706.03762)": "Deep Nets",
    "**Deep Nets (Book, 2016)**": "Deep Nets",
    "**Deep Nets (2017) (12 pages) (skip)**": "Deep Nets",
    "Deep<wbr>Nets": "DeepNets",
    "[a] [b] [c] [d] [e] [f] [g] [h] [i] [j] [k] [l] [m] Nets": "[m] Nets",
    "One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten. Eleven. Twelve. More. Even. J. Doe et al.": (
        "One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten. Eleven. Twelve. More. Even"
    ),
    "Growth of E. Coli in Nets https://a.b/c": "Growth of E. Coli in Nets",
    "Deep Nets *ICML 2017*": "Deep Nets",
    "Nets are not *all* you need": "Nets are not all you need",
    "The $L^2$ norm of nets": "The L^2 norm of nets",
    "1. Deep Nets": "Deep Nets",
    "1) Deep Nets": "Deep Nets",
    "[12] Deep Nets": "Deep Nets",
    "#3 Deep Nets": "Deep Nets",
    "2024-06-20 - Deep Nets": "Deep Nets",
    "1993 - Deep Nets": "Deep Nets",
    "(2023-02) **Deep Nets**": "Deep Nets",
    "(20220-10) **Deep Nets** [paper](https://a.b/c)": "Deep Nets",
    "[ICLR 2020] Deep Nets": "Deep Nets",
    "(ICLR 2020) Deep Nets [paper](https://a.b/c)": "Deep Nets",
    "(**ICLR 2020**) Deep Nets": "Deep Nets",
    "**[ICLR 2020]** [Deep Nets](https://a.b/c)": "Deep Nets",
    "**NeurIPS** [Deep Nets](https://a.b/c)": "Deep Nets",
    "`ICLR'20` **Deep Nets**": "Deep Nets",
    "ICLR 2020: Deep Nets": "Deep Nets",
    "2011-JMLR-[Deep Nets](https://a.b/c)": "Deep Nets",
    "🔥 :star: Deep Nets": "Deep Nets",
    "Title: Deep Nets": "Deep Nets",
    "[[pdf]](https://a.b/c) Deep Nets": "Deep Nets",
    "2001: A Space Odyssey of Nets": "2001: A Space Odyssey of Nets",
    "Google AI: Deep Nets": "Google AI: Deep Nets",
    "Doe et al. (2017). [Deep Nets](https://a.b/c). ICML.": "Deep Nets",
    "J. Doe, J. Roe, [Deep Nets of Sorts](https://a.b/c.pdf), in ICDE, 2015": "Deep Nets of Sorts",
    "Doe, J., Roe, J., & Poe, E. (2017). Deep nets of sorts. *NeurIPS*.": "Deep nets of sorts",
    "J. Doe, X. Roe, and E. Poe. Deep nets of sorts. In CVPR, 2016.": "Deep nets of sorts",
    'Doe et al. "Deep Nets." CVPR 2016.': "Deep Nets",
    "GPT-3: [Language Models Learn](https://a.b/c)": "Language Models Learn",
    "**GPT-3**: [Language Models Learn](https://a.b/c)": "Language Models Learn",
    "read [Deep Nets](https://arxiv.org/abs/2001.04451) first": "Deep Nets",
    "Deep Nets [annotated](https://a.b/c)": "Deep Nets",
    "[blog](https://a.b/c)": "blog",
    "Deep Nets ...": "Deep Nets",
    "Deep Nets of S. Doe...": "Deep Nets of S. Doe...",
}


@pytest.mark.parametrize("text", TITLES)
def test_where_a_title_begins_and_ends(text: str) -> None:
    """The title is what a reader would call the paper, without what stands before and behind it."""
    assert [TITLES[text]] == titles(f"- {text}")


def test_a_mention_is_a_name_without_a_title() -> None:
    """A wikilink names the paper; the paper's own title is found elsewhere."""
    found = entry("- [[doe2017deep]] - read section 3 first")

    assert [("note", "doe2017deep")] == [(ref.kind, ref.target) for ref in found.refs]
    assert (None, None) == (found.title, found.fields.title)
    assert found.remark is not None
    assert "read section 3 first" == found.remark.text


def test_a_mention_with_a_label_has_a_heading_of_its_own() -> None:
    """`[[key|Bits for weights]]` is the author's heading, not the paper's title."""
    found = entry("- [[key|Bits for weights]]")

    assert found.title is not None
    assert ("Bits for weights", None) == (found.title.text, found.fields.title)


@pytest.mark.parametrize(
    "text", ["- **[[key]]**", "- [@key]", "- @key", "- Deep Nets [@key]", "- Deep Nets (see) [@key]."]
)
def test_a_citation_names_the_paper(text: str) -> None:
    """A citation, alone or behind a title, is the strongest name."""
    assert "key" == entry(text).refs[0].target


def test_a_title_before_a_citation_is_the_entrys_own() -> None:
    """Words before a citation in the middle of a line are a heading of the author's."""
    found = entry("- Deep nets @doe2017deep are fine")

    assert found.title is not None
    assert "Deep nets" == found.title.text


def test_ids_behind_a_mention_name_the_same_paper() -> None:
    """The wikilink is the strongest name, then the ids, in order."""
    found = entry("- [[doe]] arxiv:1706.03762, doi:10.1000/x")

    assert ["doe", "arxiv:1706.03762", "doi:10.1000/x"] == [ref.target for ref in found.refs]
    assert ("arxiv:1706.03762", "doi:10.1000/x") == found.fields.ids


def test_an_id_alone_is_enough() -> None:
    """A bare arXiv id or URL names a paper that has no title yet."""
    assert ("arxiv:1706.03762",) == fields("- arxiv:1706.03762 read this").ids
    assert ("arxiv:1706.03762",) == fields("- https://arxiv.org/abs/1706.03762").ids


def test_a_bare_address_names_a_paper() -> None:
    """Any URL is the paper's address; it is all the name there is."""
    found = entry("- https://example.org/post")

    assert "https://example.org/post" == found.fields.url
    assert ["title"] == [ref.kind for ref in found.refs]


def test_a_title_may_follow_a_bare_address() -> None:
    """Words that begin like a title are one; names, a parenthesis and a remark are not."""
    url = "https://openreview.net/forum?id=BJgd81SYwr"
    read = entry(f"- {url} Meta Dropout: Learning to Perturb. H.B. Lee et al.")

    assert ("Meta Dropout: Learning to Perturb", ("openreview:BJgd81SYwr",)) == (called(read), read.fields.ids)
    assert ["H.B. Lee", "et al."] == people(read.fields)
    assert "Deep Nets" == called(entry(f"- <{url}> Deep Nets"))
    for text in (
        f"- {url} H.B. Lee et al.",
        f"- {url} - Read this first",
        f"- {url} (priority 1)",
        f"- {url} see later",
    ):
        assert "" == called(entry(text)), text


def test_a_title_alone_is_a_name() -> None:
    """A title resolves, or makes a stub."""
    found = entry("- Google AI: Neural Tangents")

    assert [("title", "Google AI: Neural Tangents")] == [(ref.kind, ref.target) for ref in found.refs]


def test_a_link_to_another_note_is_a_mention() -> None:
    """`[Title](other.md)` leads to a note, so it is no address of a paper."""
    found = entry("- [Deep Nets](other.md)")

    assert [("link", "other.md")] == [(ref.kind, ref.target) for ref in found.refs]
    assert "" == found.fields.url


def test_a_local_pdf_is_the_papers() -> None:
    """`[Title](x.pdf)` is the paper's PDF."""
    assert "pdfs/deep.pdf" == fields("- [Deep Nets](pdfs/deep.pdf)").pdf


def test_a_label_names_no_paper() -> None:
    """`paper`, `pdf`, `here` or a URL is never a title."""
    for label in ("paper", "PDF", "arXiv", "link", "here", "https://arxiv.org/abs/2001.04451"):
        found = entry(f"- [{label}]({PAPER})")

        assert ("", ("arxiv:2001.04451",)) == (called(found), found.fields.ids)


def test_what_stands_before_a_title_is_read() -> None:
    """A leading date is when the paper appeared, a leading venue where."""
    assert "2024-06-20" == fields("- 2024-06-20 - Deep Nets").issued
    assert "1993" == fields("- 1993 - Deep Nets").issued
    for text in ("[ICLR 2020] Deep", "**[ICLR 2020]** [Deep](https://a.b/c)", "ICLR 2020: Deep", "[ICLR'20] Deep"):
        said = fields(f"- {text}")

        assert ("ICLR", "2020") == (said.venue, said.venue_year), text
    assert ("NIPS", "2017") == (fields("- [NIPS17] Deep").venue, fields("- [NIPS17] Deep").venue_year)
    assert ("JMLR", "2011") == (
        fields("- 2011-JMLR-[D](https://a.b)").venue,
        fields("- 2011-JMLR-[D](https://a.b)").venue_year,
    )


def test_names_before_a_title_are_authors() -> None:
    """A list in the style of a bibliography has its authors in front."""
    said = fields("- Doe, J., Roe, J. (2017). Deep nets of sorts. *NeurIPS*. [link](https://a.b/c)")

    assert ["J. Doe", "J. Roe"] == people(said)
    assert ("2017", "NeurIPS", "https://a.b/c") == (said.issued, said.venue, said.url)
    assert ["J. Doe", "et al."] == people(fields("- J. Doe et al., [Deep Nets](https://a.b/c), in ICDE, 2015"))


def test_names_before_names_are_no_authors_of_a_title() -> None:
    """Where nothing but names follows, the first are not what stands before a title."""
    found = entry("- Doe, J. and Roe, R. (2017). Poe, P. and Low, A. [[pdf]](https://a.b/c.pdf)")

    assert ("Doe, J. and Roe, R", "2017", "https://a.b/c.pdf") == (called(found), found.fields.issued, found.fields.pdf)


def test_a_name_in_front_of_a_title_is_its_short_form() -> None:
    """`GPT-3: [title]` gives the paper a short name."""
    assert "GPT-3" == fields("- **GPT-3**: [Language Models Learn](https://a.b/c)").short


def test_a_tag_in_front_is_kept() -> None:
    """`[Video] Title` loses no word."""
    for text in ("- [Video] [Deep Nets](https://a.b/c)", "- [Survey] Deep Nets"):
        found = entry(text)

        assert found.remark is not None
        assert ("Deep Nets", found.remark.text) == (called(found), text[2:].split("]")[0] + "]")


def test_the_boxes_of_a_list() -> None:
    """`[ ]`, `[/]`, `[x]` and `[-]` are a status."""
    found = collection("- [ ] A\n- [/] B\n- [x] C\n- [X] D\n- [-] E\n- F\n").entries

    assert ["to-read", "reading", "read", "read", "dropped", ""] == [one.status for one in found]


def test_known_words_in_a_parenthesis() -> None:
    """Priority, time, pages, required, optional, skip and highlight are read where nothing else is there."""
    said = entry("- Deep (priority 1, 40 min)").fields

    assert (1, 40) == (said.priority, said.time)
    assert (12, True, True) == (
        (said := fields("- Deep (12 pages, skip, highlight)")).pages,
        said.skip,
        said.highlight,
    )
    assert 120 == fields("- Deep (2 h)").time
    assert (True, False) == (entry("- Deep (required)").required, entry("- Deep (optional)").required)
    assert "Deep (priority 1, if ever)" == called(entry("- Deep (priority 1, if ever)"))


def test_the_last_parenthesis_of_a_title_is_a_venue_with_a_year() -> None:
    """Conference, workshop, journal: the venue's year is the venue's, the paper's own year is not said."""
    for text, venue, year in (
        ("**Deep (NeurIPS 2019)**", "NeurIPS", "2019"),
        ("**Deep (ICML 2019 Workshop)**", "ICML Workshop", "2019"),
        ("**Deep (Pattern Recognition 2018)**", "Pattern Recognition", "2018"),
        ("[Deep (KDD'18)](https://a.b/c)", "KDD", "2018"),
        ("Deep (arXiv 2020)", "arXiv", "2020"),
        ("**Deep** (CVPR 2021, Oral)", "CVPR", "2021"),
    ):
        said = fields(f"- {text}")

        assert (venue, year, "Deep") == (said.venue, said.venue_year, said.title.text if said.title else ""), text


def test_an_item_that_names_nothing() -> None:
    """An empty item is no entry, stays where it is, and is a warning."""
    found = collection("- Deep Nets\n- [ ]\n- \n- More Nets\n")

    assert ["Deep Nets", "More Nets"] == [called(one) for one in found.entries]
    assert ["entry-empty", "entry-empty"] == codes(found)
    assert [2, 3] == [problem.span.line for problem in found.diagnostics if problem.span]
    assert [(0,), (1,)] == [piece.entries for piece in found.pieces if piece.entries]


def test_a_title_may_run_over_lines() -> None:
    """A title in plain words goes on in the next line, unless that is byline."""
    wrapped = fields("- A title that is too long\n  for one line. [[paper]](https://a.b/c)")
    below = fields("- A title of one line\n  Jane Doe, John Roe. *ICML 2018*")

    assert "Deep nets of all sorts" == called(entry("- Deep nets\n  of all\n  sorts [[pdf]](https://a.b/c.pdf)"))
    assert wrapped.title is not None
    assert below.title is not None
    assert ("A title that is too long for one line", "https://a.b/c") == (wrapped.title.text, wrapped.url)
    assert ("A title of one line", ["Jane Doe", "John Roe"]) == (below.title.text, people(below))


def test_a_title_keeps_its_markup_but_no_link() -> None:
    """Emphasis within a title stays; links in it are dropped, for it is a link itself."""
    title = fields("- [Nets are not *all*](https://a.b/c)").title

    assert title is not None
    assert ("Nets are not <em>all</em>",) == title.parts
