"""What a paper is, in the words of each exchange format.

CSL 1.0.2 (appendix III), RIS (https://en.wikipedia.org/wiki/RIS_(file_format)), Zotero's item types.
"""

from msgspec import Struct

from papernotes.formats.bibtex import kind as bibtex_kind
from papernotes.model.graph import Paper
from papernotes.text import fold


class Kind(Struct, frozen=True):
    """A type of work as CSL, RIS and Zotero name it."""

    csl: str
    ris: str
    zotero: str


_ARTICLE = Kind("article-journal", "JOUR", "journalArticle")
_CHAPTER = Kind("chapter", "CHAP", "bookSection")
_BOOK = Kind("book", "BOOK", "book")
_THESIS = Kind("thesis", "THES", "thesis")
_REPORT = Kind("report", "RPRT", "report")
_PREPRINT = Kind("article", "UNPB", "preprint")
_PAGE = Kind("webpage", "ELEC", "webpage")
_DOCUMENT = Kind("document", "GEN", "document")
_BIBTEX = {
    "article": _ARTICLE,
    "inproceedings": Kind("paper-conference", "CPAPER", "conferencePaper"),
    **dict.fromkeys(("incollection", "inbook"), _CHAPTER),
    **dict.fromkeys(("book", "booklet", "proceedings", "manual"), _BOOK),
    **dict.fromkeys(("phdthesis", "mastersthesis"), _THESIS),
    "techreport": _REPORT,
    "unpublished": Kind("manuscript", "UNPB", "manuscript"),
}
_OURS = {
    "preprint": _PREPRINT,
    "blog": Kind("post-weblog", "BLOG", "blogPost"),
    "talk": Kind("speech", "SLIDE", "presentation"),
    "dataset": Kind("dataset", "DATA", "dataset"),
    "software": Kind("software", "COMP", "computerProgram"),
    **dict.fromkeys(("course", "webpage", "website", "online"), _PAGE),
}


def kind(paper: Paper) -> Kind:
    """What a paper is; one that only arXiv has is a preprint, one of which nothing is known a document."""
    if paper.fields.type in _OURS:
        return _OURS[paper.fields.type]
    known = _BIBTEX.get(bibtex_kind(paper))
    return known or (_PREPRINT if is_on_arxiv(paper) else _DOCUMENT)


def is_on_arxiv(paper: Paper) -> bool:
    """Whether arXiv has the paper and no venue is known."""
    return fold(paper.fields.venue) in ("", "arxiv") and any(key.startswith("arxiv:") for key in paper.fields.ids)
