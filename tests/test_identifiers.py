"""Ids of papers: recognised in every usual spelling, found in prose, linked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab import growth
from papernotes.identifiers import SCHEMES, Identifier, find, issued, link, normalise, pdf, recognise

HASH = "204e3073870fae3d05bcbc2f6a8e263d9b72e776"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # arXiv, new and old style
        ("1706.03762", "arxiv:1706.03762"),
        ("0704.0001", "arxiv:0704.0001"),
        ("arXiv:1706.03762v5", "arxiv:1706.03762"),
        ("arXiv:1706.03762v5 [cs.CL]", "arxiv:1706.03762"),
        ("arXiv 1706.03762", "arxiv:1706.03762"),
        ("hep-th/9901001", "arxiv:hep-th/9901001"),
        ("cs.LG/0101001", "arxiv:cs/0101001"),
        ("arxiv:math.GT/0309136v2", "arxiv:math/0309136"),
        ("https://arxiv.org/abs/1706.03762", "arxiv:1706.03762"),
        ("http://www.arxiv.org/pdf/1706.03762v5.pdf", "arxiv:1706.03762"),
        ("https://arxiv.org/pdf/1706.03762.pdf#page=3", "arxiv:1706.03762"),
        ("https://arxiv.org/html/1706.03762v7#S3", "arxiv:1706.03762"),
        ("https://export.arxiv.org/abs/hep-th/9901001v1", "arxiv:hep-th/9901001"),
        ("http://arxiv.org/abs/arXiv:1706.03762", "arxiv:1706.03762"),
        ("https://ar5iv.org/abs/1706.03762", "arxiv:1706.03762"),
        ("https://ar5iv.labs.arxiv.org/html/1706.03762", "arxiv:1706.03762"),
        ("https://www.alphaxiv.org/abs/1706.03762v1", "arxiv:1706.03762"),
        ("https://www.alphaxiv.org/overview/1706.03762", "arxiv:1706.03762"),
        ("https://huggingface.co/papers/1706.03762", "arxiv:1706.03762"),
        ("https://www.arxiv-vanity.com/papers/1706.03762/", "arxiv:1706.03762"),
        ("arxiv.org/abs/1706.03762", "arxiv:1706.03762"),
        ("<https://arxiv.org/abs/1706.03762>", "arxiv:1706.03762"),
        ("https://api.semanticscholar.org/arXiv:1706.03762", "arxiv:1706.03762"),
        # DOI
        ("10.1000/182", "doi:10.1000/182"),
        ("doi:10.1000/ABC", "doi:10.1000/abc"),
        ("DOI: 10.1000/abc.", "doi:10.1000/abc"),
        ("https://doi.org/10.1016%2F0893-6080(91)90009-T", "doi:10.1016/0893-6080(91)90009-t"),
        ("http://dx.doi.org/10.1000/182?utm_source=x", "doi:10.1000/182"),
        ("https://doi.org/10.48550/arXiv.1706.03762", "arxiv:1706.03762"),
        ("10.48550/arxiv.hep-th/9901001", "arxiv:hep-th/9901001"),
        ("10.48550/arxiv.nonsense", "doi:10.48550/arxiv.nonsense"),
        ("10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",) * 2,
        ("https://dl.acm.org/doi/abs/10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"),
        ("https://link.springer.com/content/pdf/10.1007/BF02551274.pdf", "doi:10.1007/bf02551274"),
        ("https://onlinelibrary.wiley.com/doi/10.1111/x.1/full", "doi:10.1111/x.1"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf", "doi:10.1101/2020.01.01.123456"),
        ("https://www.nature.com/articles/s41586-021-03819-2", "doi:10.1038/s41586-021-03819-2"),
        ("https://www.nature.com/articles/nature14539.pdf", "doi:10.1038/nature14539"),
        ("http://www.nature.com/nature/journal/v529/n7587/full/nature16961.html", "doi:10.1038/nature16961"),
        ("https://arxiv.org/pdf/1511.07289.pdf%0Ahttp://arxiv.org/abs/1511.07289", "arxiv:1511.07289"),
        (
            "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0130140",
            "doi:10.1371/journal.pone.0130140",
        ),
        # OpenReview
        ("https://openreview.net/forum?id=Bke8UR4FPB", "openreview:Bke8UR4FPB"),
        ("https://openreview.net/pdf?id=Bke8UR4FPB", "openreview:Bke8UR4FPB"),
        ("https://openreview.net/attachment?id=Bke8UR4FPB&name=pdf", "openreview:Bke8UR4FPB"),
        ("https://openreview.net/forum?noteId=xyz1234567&id=r1-x_Y2Z3", "openreview:r1-x_Y2Z3"),
        ("https://iclr.cc/virtual_2020/poster_Bke8UR4FPB.html", "openreview:Bke8UR4FPB"),
        ("https://iclr.cc/virtual/poster_SJeLIgBKPS.html", "openreview:SJeLIgBKPS"),
        ("openreview:Bke8UR4FPB", "openreview:Bke8UR4FPB"),
        # ACL Anthology
        ("https://aclanthology.org/2020.acl-main.1", "acl:2020.acl-main.1"),
        ("https://aclanthology.org/2020.acl-main.1v2.pdf", "acl:2020.acl-main.1"),
        ("https://aclanthology.org/p17-1001/", "acl:P17-1001"),
        ("https://www.aclweb.org/anthology/P17-1001.pdf", "acl:P17-1001"),
        ("http://aclweb.org/anthology/P/P17/P17-1001.bib", "acl:P17-1001"),
        ("2022.tacl-1.3", "acl:2022.tacl-1.3"),
        ("acl:P17-1001", "acl:P17-1001"),
        # DBLP, Semantic Scholar, ISBN, PubMed
        ("https://dblp.org/rec/conf/nips/VaswaniSPUJGKP17.html?view=bibtex", "dblp:conf/nips/VaswaniSPUJGKP17"),
        ("https://dblp.uni-trier.de/rec/bibtex/journals/jmlr/X09", "dblp:journals/jmlr/X09"),
        ("DBLP:conf/nips/VaswaniSPUJGKP17", "dblp:conf/nips/VaswaniSPUJGKP17"),
        ("dblp:journals/corr/abs-1706-03762", "arxiv:1706.03762"),
        (f"https://www.semanticscholar.org/paper/Attention-is/{HASH}", f"s2:{HASH}"),
        (f"https://www.semanticscholar.org/paper/{HASH.upper()}", f"s2:{HASH}"),
        ("https://api.semanticscholar.org/CorpusID:13756489", "s2:13756489"),
        ("S2CID: 13756489", "s2:13756489"),
        ("isbn:0-306-40615-2", "isbn:9780306406157"),
        ("ISBN 978-0-306-40615-7", "isbn:9780306406157"),
        ("ISBN-10: 080442957X", "isbn:9780804429573"),
        ("PMID: 012345", "pmid:12345"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345/", "pmid:12345"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/12345", "pmid:12345"),
    ],
)
def test_one_paper_has_one_name(text: str, expected: str) -> None:
    """Every usual spelling of an id becomes the one normalised key."""
    if not expected.startswith(tuple(SCHEMES)):
        expected = f"doi:{expected.lower()}"

    assert expected == str(recognise(text))


@pytest.mark.parametrize(
    "text",
    [
        "2401.1002",  # five digits since 2015
        "1713.03762",  # there is no month 13
        "1412.12345",
        "foo/9901001",
        "１７０６.03762",
        "12345",
        "9780306406157",
        "P17-1001",
        "isbn:0306406153",
        "isbn:9780306406158",
        "10.1000",
        "doi:nothing",
        "openreview:no",
        "acl:foo",
        "dblp:foo",
        "s2:xyz",
        "pmid:0",
        "https://arxiv.org/list/cs.LG/recent",
        "https://arxiv.org/a/warner_s_1",
        "https://openreview.net/group?id=ICLR.cc/2020/Conference",
        "https://openreview.net/forum",
        "https://openreview.net/profile?id=~Ashish_Vaswani1",
        "https://openreview.net/references/pdf?id=Bke8UR4FPB",
        "https://iclr.cc/virtual/2021/poster/3313",
        "https://aclanthology.org/venues/acl/",
        "https://dblp.org/db/conf/nips/nips2017.html",
        "https://www.semanticscholar.org/author/A-Vaswani/40348417",
        "https://pubmed.ncbi.nlm.nih.gov/?term=attention",
        "https://www.nature.com/nature/volumes/1",
        "https://dl.acm.org/citation.cfm?id=1",
        "https://www.biorxiv.org/about",
        "https://journals.plos.org/plosone/",
        "https://doi.org/about",
        "https://example.org/10.1000/182",
        "https://web.archive.org/web/2020/https://arxiv.org/abs/1706.03762",
        "",
    ],
)
def test_what_is_no_paper_is_none(text: str) -> None:
    """Other pages of the same hosts, wrong check digits, impossible months and bare numbers are no ids."""
    assert recognise(text) is None


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("1706.03762v5", "v5"),
        ("https://arxiv.org/pdf/hep-th/9901001V2", "v2"),
        ("1706.03762", ""),
        ("acl:P17-1001v3", "v3"),
    ],
)
def test_the_version_is_kept_apart(text: str, version: str) -> None:
    """A version is no part of the key."""
    found = recognise(text)

    assert found is not None
    assert version == found.version
    assert "v" not in found.value.partition(":")[2]


@pytest.mark.parametrize(
    ("scheme", "text", "expected"),
    [
        ("acl", "P17-1001", "acl:P17-1001"),
        ("pmid", "12345", "pmid:12345"),
        ("s2", "13756489", "s2:13756489"),
        ("isbn", "9780306406157", "isbn:9780306406157"),
        ("openreview", "https://openreview.net/forum?id=Bke8UR4FPB", "openreview:Bke8UR4FPB"),
        ("dblp", "DBLP:conf/nips/X17", "dblp:conf/nips/X17"),
        ("doi", "https://arxiv.org/abs/1706.03762", "arxiv:1706.03762"),
        ("arxiv", "not an id", None),
    ],
)
def test_a_field_knows_the_scheme(scheme: str, text: str, expected: str | None) -> None:
    """Where the scheme is known a bare value is enough; a URL of another scheme keeps its own."""
    found = normalise(scheme, text)

    assert expected == (str(found) if found else None)


def test_ids_are_found_in_prose() -> None:
    """URLs and prefixed ids with their exact place, without the punctuation around them."""
    text = (
        "See arXiv:1706.03762v2 [cs.CL], (https://doi.org/10.1000/x_(y)), doi:10.1000/ABC; doi 10.1000/d. "
        "ISBN 0-306-40615-2, PMID: 123! https://openreview.net/forum?id=Bke8UR4FPB. “acl:P17-1001” "
        "arxiv.org/abs/2001.04451, and https://example.org/a and http://aclanthology.org/P17-1002.pdf"
    )

    assert [(text[start:end], str(found)) for start, end, found in find(text)] == [
        ("arXiv:1706.03762v2", "arxiv:1706.03762"),
        ("https://doi.org/10.1000/x_(y)", "doi:10.1000/x_(y)"),
        ("doi:10.1000/ABC", "doi:10.1000/abc"),
        ("doi 10.1000/d", "doi:10.1000/d"),
        ("ISBN 0-306-40615-2", "isbn:9780306406157"),
        ("PMID: 123", "pmid:123"),
        ("https://openreview.net/forum?id=Bke8UR4FPB", "openreview:Bke8UR4FPB"),
        ("acl:P17-1001", "acl:P17-1001"),
        ("arxiv.org/abs/2001.04451", "arxiv:2001.04451"),
        ("http://aclanthology.org/P17-1002.pdf", "acl:P17-1002"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the number 1706.03762 alone",
        "10.1000/182 alone",
        "x@arxiv.org/abs/1706.03762",
        "fooarxiv:1706.03762",
        "notes/arxiv:1706.03762",
        "my-arxiv:1706.03762",
        "arxiv:1706.03762.pdf",
        "arxiv:1706.03762x",
        "evil-arxiv.org/abs/1706.03762",
        "isbn:0306406153",
        "https://example.org/arxiv:1706.03762",
    ],
)
def test_ids_are_not_found_inside_other_things(text: str) -> None:
    """No id in a bare number, a word, a mail address, a file name or another URL."""
    assert list(find(text)) == []


def test_ids_are_found_between_chinese_words() -> None:
    """Chinese and Japanese write no blanks around an id."""
    text = "见arXiv:1706.03762的论文（https://arxiv.org/abs/2001.04451）。"

    assert [str(found) for _, _, found in find(text)] == ["arxiv:1706.03762", "arxiv:2001.04451"]


@pytest.mark.parametrize(
    ("key", "address", "paper"),
    [
        ("arxiv:1706.03762", "https://arxiv.org/abs/1706.03762", "https://arxiv.org/pdf/1706.03762"),
        ("doi:10.1000/a<b>#c", "https://doi.org/10.1000/a%3Cb%3E%23c", ""),
        (
            "openreview:Bke8UR4FPB",
            "https://openreview.net/forum?id=Bke8UR4FPB",
            "https://openreview.net/pdf?id=Bke8UR4FPB",
        ),
        ("acl:P17-1001", "https://aclanthology.org/P17-1001", "https://aclanthology.org/P17-1001.pdf"),
        ("dblp:conf/nips/X", "https://dblp.org/rec/conf/nips/X", ""),
        (f"s2:{HASH}", f"https://www.semanticscholar.org/paper/{HASH}", ""),
        ("s2:137", "https://api.semanticscholar.org/CorpusID:137", ""),
        ("isbn:9780306406157", "https://openlibrary.org/isbn/9780306406157", ""),
        ("pmid:12345", "https://pubmed.ncbi.nlm.nih.gov/12345", ""),
        ("unknown:1", "", ""),
    ],
)
def test_a_key_leads_to_the_paper(key: str, address: str, paper: str) -> None:
    """Each key has its address, and its PDF where the key tells it; the address is recognised again."""
    assert address == link(key)
    assert paper == pdf(key)
    if address and "openlibrary" not in address:
        assert key == str(recognise(address))


@pytest.mark.parametrize(
    ("key", "month"),
    [
        ("arxiv:1706.03762", "2017-06"),
        ("arxiv:0704.0001", "2007-04"),
        ("arxiv:hep-th/9901001", "1999-01"),
        ("arxiv:cs/0101001", "2001-01"),
        ("doi:10.1000/1", ""),
        ("arxiv:", ""),
    ],
)
def test_an_arxiv_id_tells_the_month(key: str, month: str) -> None:
    """The first four digits are year and month."""
    assert month == issued(key)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_asked(text: str) -> None:
    """Nothing raises, and what is recognised is recognised again by its key."""
    found = recognise(text)

    assert found is None or recognise(str(found)) == Identifier(found.scheme, found.value)
    for start, end, identifier in find(text):
        assert 0 <= start < end <= len(text)
        assert identifier.scheme in SCHEMES


PATTERNS = (
    "arxiv:",
    "arxiv:1.",
    "https://",
    "https://arxiv.org/abs/",
    "/",
    "doi:10.1/",
    ")",
    "isbn 1 ",
    "a.",
    "s2:",
    "%2F",
    "v1",
)


@pytest.mark.timed
@pytest.mark.parametrize("pattern", PATTERNS)
def test_finding_ids_is_linear(pattern: str) -> None:
    """The time grows with the length of the text, whatever is repeated in it."""

    def work(text: str) -> None:
        list(find(text))
        recognise(text)
        recognise(f"https://doi.org/10.1000/{text}")
        recognise(f"https://arxiv.org/abs/{text}x")

    assert growth(work, pattern) < 10
