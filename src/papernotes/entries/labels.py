"""Labelled links: what `[[paper]](u)`, `[[code](u)]`, `([slides](u))` and `[talk](u)` say of a paper."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from papernotes import identifiers
from papernotes.entries.run import Mark, Run
from papernotes.entries.values import Find
from papernotes.entries.venues import is_venue, venue_with_year
from papernotes.model.written import Link, Ref
from papernotes.text import fold, safe_url

_WORDS = {
    "paper": "paper, papers, article, arxiv, arxiv link, preprint, openreview, doi, abs, original paper, original, "
    "full paper, full text, fulltext, publication, proceedings, link, url, here, this, paper link, link to paper, "
    "html, acm, ieee, springer, acl, acl anthology, biorxiv, medrxiv, pmlr, cvf, arxiv paper, 论文, 原文, 链接, 論文",
    "pdf": "pdf, paper pdf, pdf link, arxiv pdf, ps",
    "code": "code, codes, github, git, gitlab, source code, source, implementation, official code, repo, repository, "
    "official implementation, code link, github code, github link, github repo, 代码, コード, 코드",
    "video": "video, videos, talk, youtube, presentation, recording, video talk, talk video, slideslive, 视频",
    "slides": "slides, slide, ppt, pptx, talk slides, slide deck",
    "data": "data, dataset, datasets, data set, 数据, 数据集",
    "poster": "poster",
    "project": "project, project page, project website, project site, homepage, home page, 项目主页, 主页",
}
ROLES = {label: field for field, labels in _WORDS.items() for label in labels.split(", ")}
"""What a label says of the address: the field it goes to ("paper": url, pdf and ids)."""

FALLBACK = {"web": "", "website": "", "site": "", "page": "", "webpage": "", "online": "", "post": "blog"} | {
    "blog": "blog",
    "blog post": "blog",
    "blogpost": "blog",
    "book": "book",
    "course": "course",
    "thesis": "thesis",
}
"""Labels whose link is the paper's own where no better one is given, and the type they tell."""

_HOSTS = {
    "github.com": "code",
    "gitlab.com": "code",
    "bitbucket.org": "code",
    "youtube.com": "video",
    "youtu.be": "video",
    "vimeo.com": "video",
    "slideslive.com": "video",
    "videolectures.net": "video",
    "bilibili.com": "video",
}
_HOST = re.compile(r"(?:https?:)?//(?:www\.|m\.)?([^/?#:]+)", re.I)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_OPENING, _CLOSING, _BETWEEN = "[(（【{", "])）】}", "|,;/·&+•"


_PAGE = re.compile(r"\.(?:md|markdown)(?:#.*)?$", re.I)


_BADGES = (
    r"(?:[\w-]+\.)*(?:shields\.io|badgen\.net|fury\.io|awesome\.re|rawgit\.com|githubusercontent\.com"
    r"|badge[\w.-]*\.\w+)"
)
_PICTURE = re.compile(rf"\s*\((?:{_BADGES}|colab\.research\.google\.com)\)$|^{_BADGES}$")
_POINTERS = frozenset("this here link url page site web source original".split())


class Label(Struct, frozen=True):
    """A labelled link at `text[start:end]` of its run with its brackets; `known` says that the label is a usual one."""

    start: int
    end: int
    words: str
    url: str
    known: bool
    ref: Ref | None = None

    @property
    def names_nothing(self) -> bool:
        """Whether these words never are a title: "pdf", "here", a URL, a badge."""
        return self.known and (not self.words or is_label(self.words))


def name(words: str) -> str:
    """A label as it is looked up."""
    return " ".join(_EDGES.sub("", fold(words)).split())


def is_label(words: str) -> bool:
    """Whether these words are a usual label, so that they name no paper."""
    return name(words) in ROLES


def labels(line: Run) -> tuple[Label, ...]:
    """The labelled links of a run in order, and usual labels in brackets that lead nowhere."""
    links = sorted((mark for mark in line.marks if mark.kind == "link"), key=lambda mark: mark.start)
    grouped = _grouped(line, links)
    badges = {mark.start: mark.note for mark in line.marks if mark.kind == "image" and mark.note}
    found = []
    for mark, in_brackets in zip(links, grouped, strict=True):
        words = line.text[mark.start : mark.end].strip()
        picture = _PICTURE.search(words)
        badge = not words or picture is not None
        words = (words[: picture.start()] if picture else words) or badges.get(mark.start, "")
        known = badge or (_names_nothing(words) and not _in_sentence(line, mark, words))
        if badge and name(words) not in ROLES:
            words = ""
        if in_brackets or known:
            start, end = _widened(line, mark) if in_brackets else (mark.start, mark.end)
            found.append(Label(start, end, "" if _is_address(words) else words, mark.url, known, mark.ref))
    return tuple(sorted([*found, *_empty(line), *_mentions(line)], key=lambda label: label.start))


def _names_nothing(words: str) -> bool:
    return is_label(words) or name(words) in FALLBACK or _is_address(words)


def _in_sentence(line: Run, mark: Mark, words: str) -> bool:
    """Whether words go on behind a link ("the [paper](u) says"), or stand before a word like "here"."""
    goes_on = re.match(r"\s+[a-z]|\s*['’]s\b", line.mask[mark.end : mark.end + 40]) is not None
    return goes_on or (name(words) in _POINTERS and line.before(mark.start).isalpha())


def _is_address(words: str) -> bool:
    return bool(re.match(r"(?:https?://|www\.)\S+$", words)) or identifiers.recognise(words) is not None


def _grouped(line: Run, links: Sequence[Mark]) -> list[bool]:
    """Of each link, whether it stands in brackets, alone or with other links only."""
    opened, closed = [False] * len(links), [False] * len(links)
    for index, mark in enumerate(links):
        gap = line.text[links[index - 1].end if index else 0 : mark.start]
        alone = index > 0 and opened[index - 1] and not gap.strip(f" {_BETWEEN}")
        opened[index] = alone or gap.rstrip()[-1:] in set(_OPENING)
    for index in range(len(links) - 1, -1, -1):
        after = links[index + 1].start if index + 1 < len(links) else len(line.text)
        gap = line.text[links[index].end : after]
        alone = index + 1 < len(links) and closed[index + 1] and not gap.strip(f" {_BETWEEN}")
        closed[index] = alone or gap.lstrip()[:1] in set(_CLOSING)
    texts = [line.text[mark.start : mark.end].strip() for mark in links]
    return [
        (text[:1] == "[" and text[-1:] == "]") or (opened[index] and closed[index] and len(text.split()) <= 8)
        for index, text in enumerate(texts)
    ]


def _widened(line: Run, mark: Mark) -> tuple[int, int]:
    """The stretch of a link with the brackets that stand directly around it."""
    start, end = mark.start, mark.end
    for place in range(mark.start - 1, -1, -1):
        if line.mask[place] not in _OPENING + " ":
            break
        start = place if line.mask[place] in _OPENING else start
    for place in range(mark.end, len(line.text)):
        if line.mask[place] not in _CLOSING + " ":
            break
        end = place + 1 if line.mask[place] in _CLOSING else end
    return start, end


def _mentions(line: Run) -> Iterator[Label]:
    """Bare ids, and citations that stand apart from the words around them."""
    for mark in line.marks:
        if mark.kind != "mention" or mark.ref is None:
            continue
        before, after = line.before(mark.start), line.after(mark.end)
        if mark.ref.kind == "id":
            url = mark.url if "//" in mark.url else identifiers.link(mark.ref.target) if "/" in mark.url else ""
            yield Label(mark.start, mark.end, "", url, True, mark.ref)
        elif mark.ref.kind == "cite" and before in (*_OPENING, *".;,|", "") and after in (*_CLOSING, *".;,|", ""):
            yield Label(*_widened(line, mark), "", "", False, mark.ref)


_UNLINKED = re.compile(r"\[\s*([^\[\]()]{2,20})\s*\](?!\()")


def _empty(line: Run) -> Iterator[Label]:
    """Labels without a link: `[pdf]` as text, `[[pdf]]` read as a wikilink."""
    for match in _UNLINKED.finditer(line.mask):
        if is_label(match[1]):
            yield Label(match.start(), match.end(), match[1], "", True)
    for mark in line.marks:
        if mark.kind == "mention" and mark.ref and mark.ref.kind == "note" and is_label(mark.ref.target):
            yield Label(mark.start, mark.end, mark.ref.target, "", True)


def finds(label: Label) -> Iterator[Find]:
    """What a labelled link says: fields and their values."""
    url = address(label.url)
    if label.ref and label.ref.kind in ("id", "cite"):
        yield "refs", label.ref
    if label.ref and label.ref.kind == "id":
        yield "ids", label.ref.target
    if not url or (label.ref and label.ref.kind == "link" and not url.startswith("http") and _PAGE.search(url)):
        return
    words = label.words.strip("[]() ")
    role = ROLES.get(name(words), "") if words else _role(url)
    if not role and is_venue(words) and (where := venue_with_year(words)):
        yield from where
        role = "paper"
    if role in ("paper", "pdf"):
        yield from paper(url, role == "pdf")
    elif role:
        yield role, url
    else:
        yield "links", Link(words, url)


def paper(url: str, is_pdf: bool = False) -> Iterator[Find]:
    """What the address of the paper itself says: its id and version, its page or its PDF."""
    found = identifiers.recognise(url)
    if found:
        yield "ids", str(found)
        if found.version:
            yield "version", found.version
    yield ("pdf" if is_pdf or _is_pdf(url) else "url"), url


def _is_pdf(url: str) -> bool:
    path = re.split(r"[?#]", url, maxsplit=1)[0].lower()
    return path.endswith(".pdf") or re.match(r"https?://(?:\w+\.)?(?:arxiv|openreview)\.\w+/pdf", path) is not None


def address(url: str) -> str:
    """A written address made whole: a scheme for `www.…`, "" for what leads nowhere or may not be linked to."""
    url = re.sub(r"^(?:\[|%5B|<)+", "", url.strip(), flags=re.I)
    if url.lower().startswith("www."):
        url = f"http://{url}"
    if not url or url.startswith(("#", "mailto:")):
        return ""
    return safe_url(url) or ""


def _role(url: str) -> str:
    """What an address without a label is, by its host."""
    host = _HOST.match(url)
    return _HOSTS.get(host[1].lower(), "paper") if host else "paper"
