"""Venues, years and asides in a head or byline: "ICLR 2020", "in Proc. of KDD, 2019", "(priority 1, 40 min)"."""

import re
from collections.abc import Iterator

from papernotes import fields, identifiers
from papernotes.entries.names import people
from papernotes.entries.values import Find

YEAR = r"(?:1[5-9]|20)\d\d"
_KNOWN = frozenset(
    "neurips nips icml iclr aaai ijcai cvpr iccv eccv wacv bmvc accv acl emnlp naacl eacl aacl coling conll tacl lrec "
    "kdd www sigir wsdm cikm recsys icdm sdm pakdd ecml pkdd ecai aamas icaps icra iros corl rss aistats uai colt alt "
    "jmlr tmlr tpami pami ijcv tip interspeech icassp slt asru siggraph chi uist cscw iui osdi sosp nsdi asplos isca "
    "micro hpca pldi popl oopsla icse fse vldb pvldb sigmod icde edbt cidr usenix ccs ndss mlsys miccai isbi midl embc "
    "tvcg focs stoc soda itcs podc ppopp eurosys fast atc hotos corr pnas jacm cacm "
    "tit tnnls tkde tois taslp iacr ssrn".split()
)
_KNOWN_WORDS = frozenset(
    "arxiv biorxiv medrxiv psyarxiv nature science cell neuron crypto eurocrypt neurocomputing distill bioinformatics "
    "interspeech eurosys".split()
)
_WORDS = re.compile(
    r"\b(?:proceedings|proc|conference|conf|workshop|symposium|journal|transactions|trans|letters|review|reviews|annals|"
    r"bulletin|communications|magazine|press|thesis|dissertation|preprint|technical report|tech report|arxiv|biorxiv|"
    r"advances in|lecture notes|annual meeting|findings|nature|science|frontiers|plos|ieee|acm|siam|"
    r"openreview)\b|学报",
    re.I,
)
_MORE = re.compile(r"(?:\s(?:[A-Z@&][\w@&+'’-]*|on|of|in|and|for|the|\d{1,2}))*")
_PRAISE = re.compile(
    r"[\s,;(–|-]*\b(?:oral|spotlight|poster|highlight|best (?:student )?paper|outstanding paper|runner[- ]up|"
    r"honou?rable mention|notable|award|top \d+ ?%)\b[^,;)]*\)?",
    re.I,
)
_VOLUME = re.compile(r",?\s+(?:vol|volume|no|issue|pp|pages?|pt)\b\.?\s*\d.*|,\s*\d[\d():,\s–-]*$", re.I)
_SMALL = frozenset("of on and in for the at de la für et to with & track".split())
_IN = re.compile(r"^(?:(?:published |to appear |accepted )?(?:in|at|by)\b:?|in:)\s+", re.I)
_TYPES = {word: word for word in ("book", "thesis", "blog", "talk", "course", "preprint", "software", "dataset")} | {
    "phd thesis": "thesis",
    "blog post": "blog",
}
_ASIDES = (
    (re.compile(r"prio(?:rity)?[ :=]*([1-3])|p([1-3])", re.I), "priority"),
    (re.compile(r"(?:~|about |ca\.? )?(\d{1,4})\s*(?:min|mins|minutes|m)\.?", re.I), "time"),
    (re.compile(r"(\d{1,4})\s*(?:pages|pp?)\.?", re.I), "pages"),
    (re.compile(r"(\d{1,2})\s*(?:h|hours?)\.?", re.I), "hours"),
)
_FLAGS = {"required": ("required", True), "optional": ("required", False), "skip": ("skip", True)} | {
    "safe to skip": ("skip", True), "highlight": ("highlight", True), "worth a look": ("highlight", True)
}  # fmt: skip


def is_venue(text: str, *, named: bool = False) -> bool:
    """Whether a text is the name of a venue and nothing more, by its words: a known name, "Journal of …", an acronym.

    With `named` an acronym that nobody knows is not enough.
    """
    name = fields.parse_venue(_IN.sub("", _spaced(text.strip(" .,;:")), count=1))[0]
    words = name.split()
    if not words or len(words) > 18 or re.search(r"[.!?]\s+[a-z]|:", name):
        return False
    first = re.split(r"['’@/]|-(?![a-z])|(?<=[A-Za-z])\d", words[0], maxsplit=1)[0]
    if _is_known(first) or _WORDS.search(name):
        return True
    return not named and len(words) < 6 and _is_acronym(first) and _MORE.fullmatch(name, len(words[0])) is not None


def is_known(text: str) -> bool:
    """Whether a text is the well-known name of a venue."""
    return _is_known(text.strip(" .,;:"))


def _is_known(word: str) -> bool:
    """CHI is a conference, Chi a name."""
    folded = word.casefold()
    return folded in _KNOWN_WORDS or (folded in _KNOWN and sum(char.isupper() for char in word) > 1)


def _is_acronym(word: str) -> bool:
    capitals = sum(char.isupper() for char in word)
    return len(word) > 2 and word.isalpha() and capitals * 2 > len(word)


def venue(text: str) -> Iterator[Find]:
    """A venue, and its own year where one stands with it; volume, pages and praise (oral, best paper) are left out."""
    plain = _IN.sub("", _VOLUME.sub("", _spaced(text.strip(" .,;:*_"))), count=1).strip(" .,;:")
    plain = plain[1:-1] if plain.startswith("(") and plain.endswith(")") else plain
    name, year = fields.parse_venue(_PRAISE.sub("", plain).strip(" ,;|–-") or plain)
    if name:
        yield "venue", name
    if year:
        yield "venue_year", year


def _spaced(text: str) -> str:
    """ "TMLR2025", "NIPS17" with the year apart."""
    if (match := re.fullmatch(r"([A-Za-z]{2,})-?(\d\d)", text)) and _is_known(match[1]):
        return f"{match[1]} '{match[2]}"
    return re.sub(rf"(?<=[A-Za-z])-?(?={YEAR}\b)", " ", text)


def venue_with_year(text: str) -> tuple[Find, ...]:
    """The finds of a text that is a venue and its year ("ICLR 2020", "NeurIPS'19 Workshop"), () if it is not."""
    found = dict(venue(text)) if len(text) < 150 else {}
    name = str(found.get("venue", ""))
    fits = (
        re.match(r"[^\W\d_]", name) and len(name.split()) < 14 and not re.search(r"[.!?:;]\s|\bet al\b|[\"*()]", name)
    )
    if (
        not fits
        or not all(map(_is_venue_word, name.split()))
        or "venue_year" not in found
        or ((named := people(name)) and named.certain and not is_venue(name))
    ):
        return ()
    return tuple(found.items())


def _is_venue_word(word: str) -> bool:
    """Whether a word may stand in a venue's name: it has a capital, is a number, or one of the small words in names."""
    return not word.islower() or word in _SMALL or _is_known(word) or _WORDS.fullmatch(word) is not None


def date(text: str) -> str:
    """The date that a text is ("2017", "June 2017", "2017.06.12"), "" if it is none."""
    text = text.strip(" .,;:()[]")
    if not re.search(YEAR, text) or len(text) > 30:
        return ""
    try:
        return fields.parse_date(text)
    except fields.FieldError:
        return ""


def cited(text: str) -> tuple[Find, ...]:
    """What "Kaplan et al., 2020" says of a paper; () where it is not clearly names and a year."""
    match = re.fullmatch(rf"(.{{2,120}}?),?\s*({YEAR})[a-z]?", text.strip())
    named = people(match[1]) if match else None
    if not match or not named or not named.certain or is_venue(match[1]):
        return ()
    return (("authors", named.authors), *((("et_al", True),) if named.et_al else ()), ("issued", match[2]))


def aside(text: str) -> tuple[Find, ...]:
    """What a parenthesis says: a venue with a year, a date, an id, or known words only; () for anything else."""
    if found := date(text):
        return (("issued", found),)
    if key := identifiers.recognise(text):
        return (("ids", str(key)),)
    parts = [part.strip() for part in re.split(r"[,;]", text)]
    if len(parts) < 7 and (told := [_told(part) for part in parts]) and all(told):
        return tuple(find for find in told if find)
    return cited(text) or venue_with_year(text)


def _told(part: str) -> Find | None:
    """One known word of a parenthesis."""
    if part.casefold() in _FLAGS:
        return _FLAGS[part.casefold()]
    if part.casefold() in _TYPES:
        return "type", _TYPES[part.casefold()]
    for shape, field in _ASIDES:
        if match := shape.fullmatch(part):
            number = int(match[1] or match[match.lastindex or 1])
            return ("time", 60 * number) if field == "hours" else (field, number)
    return ("issued", found) if (found := date(part)) else None
