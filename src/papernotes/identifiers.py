"""Names of papers that mean the same everywhere: recognise, normalise, link.

Forms: https://info.arxiv.org/help/arxiv_identifier.html, https://www.doi.org/doi-handbook/,
https://aclanthology.org/info/ids/, https://dblp.org/faq/, ISO 2108 (ISBN).
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, quote, unquote

from msgspec import Struct

SCHEMES = ("arxiv", "doi", "openreview", "acl", "dblp", "s2", "isbn", "pmid")


class Identifier(Struct, frozen=True):
    """An id in its one normalised spelling; `version` is "v2" where a version was named."""

    scheme: str
    value: str
    version: str = ""

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


_FLAGS = re.IGNORECASE | re.ASCII
_ARXIV = re.compile(
    r"(?:arxiv:\s*)?(?:"
    r"(?P<new>(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5})"
    r"|(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(?P<old>\d\d(?:0[1-9]|1[0-2])\d{3})"
    r")(?P<version>v\d+)?(?:\s?\[[\w.-]+\])?",
    _FLAGS,
)
_ARCHIVES = frozenset(
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga "
    "funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph "
    "q-alg q-bio quant-ph solv-int supr-con".split()
)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)")
_OPENREVIEW = re.compile(r"[A-Za-z0-9_-]{7,16}")
_ACL = re.compile(r"(?:(?P<old>[a-z]\d\d-\d{4,5})|(?P<new>\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+))(?P<version>v\d+)?", _FLAGS)
_DBLP = re.compile(r"(?:journals|conf|books|phd|series|reference|homepages|tr|www|persons|data)/[^\s/]+/[^\s/?#]+")
_CORR = re.compile(r"journals/corr/abs-(\d{4})-(\d{4,5})", _FLAGS)
_S2 = re.compile(r"(?:corpusid:\s*)?(\d{1,12})|([0-9a-f]{40})", _FLAGS)
_PMID = re.compile(r"\d{1,8}", re.ASCII)


def _arxiv(text: str) -> Identifier | None:
    """`1706.03762v5` or `hep-th/9901001`; the subject class of an old id (cs.LG/…) is not part of its name."""
    match = _ARXIV.fullmatch(text)
    if not match:
        return None
    version = (match["version"] or "").lower()
    if match["new"]:
        return Identifier("arxiv", match["new"], version)
    archive = match["archive"].lower()
    return Identifier("arxiv", f"{archive}/{match['old']}", version) if archive in _ARCHIVES else None


def _doi(text: str) -> Identifier | None:
    """`10.1000/x`, case-folded; the DOI of an arXiv paper is its arXiv id."""
    doi = _trim(unquote(text)).lower()
    if not _DOI.fullmatch(doi):
        return None
    arxiv = _ARXIV_DOI.fullmatch(doi)
    return (_arxiv(arxiv[1]) if arxiv else None) or Identifier("doi", doi)


def _openreview(text: str) -> Identifier | None:
    return Identifier("openreview", text) if _OPENREVIEW.fullmatch(text) else None


def _acl(text: str) -> Identifier | None:
    match = _ACL.fullmatch(text)
    if not match:
        return None
    value = match["old"].upper() if match["old"] else match["new"].lower()
    return Identifier("acl", value, (match["version"] or "").lower())


def _dblp(text: str) -> Identifier | None:
    """`conf/nips/VaswaniSPUJGKP17`; an entry of CoRR is its arXiv paper."""
    corr = _CORR.fullmatch(text)
    return _arxiv(f"{corr[1]}.{corr[2]}") if corr else Identifier("dblp", text) if _DBLP.fullmatch(text) else None


def _s2(text: str) -> Identifier | None:
    """The 40 digits of a paper, or a corpus id."""
    match = _S2.fullmatch(text)
    return Identifier("s2", match[1] or match[2].lower()) if match else None


def _isbn(text: str) -> Identifier | None:
    """An ISBN of 10 or 13 digits whose check digit is right, as 13 digits."""
    digits = re.sub(r"[\s‐‑–-]", "", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        weighed = sum((10 - i) * (10 if digit == "X" else int(digit)) for i, digit in enumerate(digits))
        return Identifier("isbn", _with_check_digit("978" + digits[:9])) if weighed % 11 == 0 else None
    if re.fullmatch(r"97[89]\d{10}", digits, re.ASCII) and _with_check_digit(digits[:12]) == digits:
        return Identifier("isbn", digits)
    return None


def _with_check_digit(digits: str) -> str:
    """Twelve digits of an ISBN and the thirteenth."""
    return digits + str(-sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(digits)) % 10)


def _pmid(text: str) -> Identifier | None:
    return Identifier("pmid", text.lstrip("0")) if _PMID.fullmatch(text) and text.strip("0") else None


Reader = Callable[[str, str], Identifier | None]  # of a URL's path and query

_READERS: dict[str, Callable[[str], Identifier | None]] = {
    "arxiv": _arxiv,
    "doi": _doi,
    "openreview": _openreview,
    "acl": _acl,
    "dblp": _dblp,
    "s2": _s2,
    "isbn": _isbn,
    "pmid": _pmid,
}

_URL = re.compile(
    r"(?:https?:)?(?://)?(?P<host>[\w.-]+\.[a-z]{2,})(?::\d+)?(?P<path>/[^?#]*)(?P<query>\?[^#]*)?(?:#.*)?", re.I
)
_PREFIX = re.compile(
    r"(?:(arxiv|doi|openreview|acl|dblp|s2cid|s2|isbn(?:-1[03])?|pmid)\s*:|(arxiv|doi|isbn(?:-1[03])?|pmid)(?=\s))\s*(\S.*)",
    _FLAGS | re.DOTALL,
)
_ENDINGS = (".pdf", ".html", ".htm", ".bib", ".xml")


def _stem(path: str) -> str:
    """A path without the ending of its format and slashes behind it."""
    path = path.rstrip("/")
    return next((path[: -len(ending)] for ending in _ENDINGS if path.lower().endswith(ending)), path)


def _from_arxiv_url(path: str, query: str) -> Identifier | None:
    match = re.match(r"/(?:abs|pdf|html|ps|format|e-print|overview|papers|arxiv|forum)/(\S+)", unquote(path))
    return _arxiv(_stem(match[1])) if match else None


def _from_openreview_url(path: str, query: str) -> Identifier | None:
    if path.rstrip("/") not in ("/forum", "/pdf", "/attachment"):
        return None
    return _openreview(parse_qs(query).get("id", [""])[0])


def _from_acl_url(path: str, query: str) -> Identifier | None:
    for part in reversed(path.split("/")):
        if found := _acl(_stem(part)):
            return found
    return None


def _from_iclr_url(path: str, query: str) -> Identifier | None:
    match = re.fullmatch(r"/virtual(?:_\d{4})?/poster_([A-Za-z0-9_-]+)\.html", path)
    return _openreview(match[1]) if match else None


def _from_dblp_url(path: str, query: str) -> Identifier | None:
    match = re.match(r"/rec/(?:html|bibtex|xml|bib\d?|rdf)?/?(.+)", path)
    return _dblp(_stem(match[1])) if match else None


def _from_s2_url(path: str, query: str) -> Identifier | None:
    if match := re.match(r"/arxiv[/:](.+)", path, re.IGNORECASE):
        return _arxiv(match[1])
    match = re.match(r"/(?:(?:paper|p|reader)/(?:[^/]*/)?([0-9a-f]{40})|(corpusid:\d+))(?:/|$)", path, re.IGNORECASE)
    return _s2(match[1] or match[2]) if match else None


def _from_pubmed_url(path: str, query: str) -> Identifier | None:
    match = re.fullmatch(r"(?:/pubmed)?/(\d+)/?", path)
    return _pmid(match[1]) if match else None


def _from_doi_url(path: str, query: str) -> Identifier | None:
    return _doi(path.lstrip("/"))


_BIORXIV = re.compile(r"(v\d+)?(\.full|\.abstract|\.article-info|\.supplementary-material)?(-text)?(\.pdf)?$")
_VIEW = re.compile(r"/(?:full|abstract|pdf|html|meta|references|epub)/?$|\.pdf$", re.I)


def _from_publisher_url(path: str, query: str) -> Identifier | None:
    match = re.search(r"/(10\.\d{4,9}/.+)", unquote(path))
    return _doi(_VIEW.sub("", match[1]).rstrip("/")) if match else None


def _from_biorxiv_url(path: str, query: str) -> Identifier | None:
    match = re.search(r"/(10\.1101/.+)", unquote(path))
    return _doi(_BIORXIV.sub("", match[1])) if match else None


def _from_nature_url(path: str, query: str) -> Identifier | None:
    match = re.fullmatch(r"/articles/((?:s\d{5}-|[a-z]+\d)[\w-]+)(?:\.pdf)?/?", path)
    match = match or re.fullmatch(r"/[a-z]+/journal/v\d+/n\d+/(?:full|abs|pdf)/([a-z]+\d+)\.(?:html|pdf)", path)
    return _doi(f"10.1038/{match[1]}") if match else None


def _from_plos_url(path: str, query: str) -> Identifier | None:
    return _doi(parse_qs(query).get("id", [""])[0])


def _hosts(reader: Reader, names: str) -> dict[str, Reader]:
    return dict.fromkeys(names.split(), reader)


_PUBLISHERS = """
    dl.acm.org link.springer.com onlinelibrary.wiley.com tandfonline.com science.org pnas.org journals.sagepub.com
    pubs.acs.org frontiersin.org royalsocietypublishing.org annualreviews.org journals.aps.org iopscience.iop.org
    epubs.siam.org pubs.aip.org mitpressjournals.org worldscientific.com
"""
_HOSTS: dict[str, Reader] = {
    **_hosts(
        _from_arxiv_url, "arxiv.org ar5iv.org alphaxiv.org arxiv-vanity.com scirate.com huggingface.co xxx.lanl.gov"
    ),
    **_hosts(_from_doi_url, "doi.org dx.doi.org doi.acm.org doi.ieeecomputersociety.org"),
    **_hosts(_from_openreview_url, "openreview.net"),
    **_hosts(_from_iclr_url, "iclr.cc"),
    **_hosts(_from_acl_url, "aclanthology.org aclweb.org aclanthology.info aclanthology.coli.uni-saarland.de"),
    **_hosts(_from_dblp_url, "dblp.org dblp.uni-trier.de dblp.dagstuhl.de"),
    **_hosts(_from_s2_url, "semanticscholar.org api.semanticscholar.org"),
    **_hosts(_from_pubmed_url, "pubmed.ncbi.nlm.nih.gov ncbi.nlm.nih.gov"),
    **_hosts(_from_publisher_url, _PUBLISHERS),
    **_hosts(_from_biorxiv_url, "biorxiv.org medrxiv.org"),
    **_hosts(_from_nature_url, "nature.com"),
    **_hosts(_from_plos_url, "journals.plos.org"),
}


def recognise(text: str) -> Identifier | None:
    """The id that a whole text is: a paper's URL, `scheme:id`, or a bare arXiv, DOI or new ACL id."""
    text = text.strip().removeprefix("<").removesuffix(">")
    if prefixed := _PREFIX.fullmatch(text):
        return normalise((prefixed[1] or prefixed[2]).lower(), prefixed[3])
    return _from_url(text) or _arxiv(text) or (_doi(text) if text.startswith("10.") else None) or _new_acl(text)


def _new_acl(text: str) -> Identifier | None:
    """Old ACL ids (P17-1001) look like too many other things to be taken without a prefix."""
    return _acl(text) if text[:4].isdigit() else None


def _from_url(url: str) -> Identifier | None:
    """The id in the URL of a host that is known to carry ids."""
    match = _URL.fullmatch(url)
    if not match:
        return None
    host = match["host"].lower().removeprefix("www.")
    reader = _from_arxiv_url if host.endswith(".arxiv.org") else _HOSTS.get(host)
    return reader(match["path"], (match["query"] or "?")[1:]) if reader else None


def normalise(scheme: str, text: str) -> Identifier | None:
    """The id of a known scheme in whatever spelling: bare, with its prefix, or as a URL; None if it is none."""
    scheme = {"s2cid": "s2"}.get(scheme, scheme.partition("-")[0])
    text = text.strip().removeprefix("<").removesuffix(">")
    prefixed = re.match(rf"{scheme}(?:-1[03])?(?:\s*:\s*|\s+)", text, re.I)
    bare = text[prefixed.end() :] if prefixed else text
    found = _from_url(bare)
    return found or _READERS[scheme](bare)


_URL_CHARS = r"[!#-;=?-~]+"  # printable ASCII but `"<>`: what follows in Chinese or Japanese is no part of the URL
_PROSE = re.compile(
    r"(?<![\w@./\\:-])(?:"
    rf"(?P<url>https?://{_URL_CHARS}"
    rf"|(?:www\.)?(?:arxiv\.org|doi\.org|dx\.doi\.org|openreview\.net|aclanthology\.org)/{_URL_CHARS})"
    r"|(?P<arxiv>arxiv:\s?[a-z.-]*/?\d[\d.]*\d(?:v\d+)?(?!\w|\.\w))"
    r"|(?P<doi>doi(?::\s?|\s)10\.\d[!#-;=?-~]+)"
    r"|(?P<isbn>isbn(?:-1[03])?:?\s?[\dX](?:[\s-]?[\dX]){9,12}(?!\w))"
    r"|(?P<plain>(?:pmid:\s?\d+|(?:openreview|acl|dblp|s2):[\w./-]*\w)(?!\w))"
    r")",
    _FLAGS,
)


def find(text: str) -> Iterator[tuple[int, int, Identifier]]:
    """Start, end and id of each paper URL and prefixed id in prose, in order; never inside a word or a file name."""
    for match in _PROSE.finditer(text):
        written = _trim(match[0])
        scheme = next((name for name in ("isbn", "doi") if match[name]), "")
        found = normalise(scheme, written) if scheme else recognise(written)
        if found:
            yield match.start(), match.start() + len(written), found


def _trim(text: str) -> str:
    """Without the punctuation that follows a URL in prose; closing brackets stay if they were opened inside."""
    extra = {close: text.count(close) - text.count(opening) for opening, close in ("()", "[]", "{}", "<>")}
    end = len(text)
    while end and (text[end - 1] in ".,;:!?'\"*’”…" or extra.get(text[end - 1], 0) > 0):
        if text[end - 1] in extra:
            extra[text[end - 1]] -= 1
        end -= 1
    return text[:end]


def _apart(key: str) -> tuple[str, str]:
    scheme, _, value = key.partition(":")
    return scheme, value


def link(key: str) -> str:
    """The address of the paper that a key `scheme:value` names ("" for an unknown scheme)."""
    scheme, value = _apart(key)
    where = {
        "arxiv": "https://arxiv.org/abs/",
        "doi": "https://doi.org/",
        "openreview": "https://openreview.net/forum?id=",
        "acl": "https://aclanthology.org/",
        "dblp": "https://dblp.org/rec/",
        "s2": "https://api.semanticscholar.org/CorpusID:"
        if value.isdigit()
        else "https://www.semanticscholar.org/paper/",
        "isbn": "https://openlibrary.org/isbn/",
        "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    }.get(scheme)
    return where + quote(value, safe="/:;()-._") if where else ""


def pdf(key: str) -> str:
    """The address of the paper's PDF where the key alone tells it, else ""."""
    scheme, value = _apart(key)
    if scheme == "arxiv":
        return f"https://arxiv.org/pdf/{value}"
    if scheme == "openreview":
        return f"https://openreview.net/pdf?id={value}"
    return f"https://aclanthology.org/{value}.pdf" if scheme == "acl" else ""


def issued(key: str) -> str:
    """The month "YYYY-MM" that an arXiv id tells, else ""."""
    scheme, value = _apart(key)
    if scheme != "arxiv":
        return ""
    digits = value.rpartition("/")[2]
    if not digits[:4].isdigit():
        return ""
    century = "19" if "/" in value and digits[0] == "9" else "20"
    return f"{century}{digits[:2]}-{digits[2:4]}"
