"""Names in a byline: read only when they can be read one way."""

import re
from collections.abc import Sequence

from msgspec import Struct

from papernotes.fields import parse_name
from papernotes.model.written import Author


class People(Struct, frozen=True):
    """The authors a stretch of text names; `choices` are its possible readings where there is more than one."""

    authors: tuple[Author, ...] = ()
    et_al: bool = False
    choices: tuple[str, ...] = ()
    certain: bool = False


_LETTER = r"[^\W\d_]"
_INITIALS = re.compile(rf"(?:{_LETTER}\.|{_LETTER}(?=[\s-]|$))(?:[-‐\s]?(?:{_LETTER}\.|{_LETTER}(?=[\s-]|$)))*")
_LAST_INITIALS = re.compile(rf"((?:{_LETTER}|['’-])*[a-zà-ÿ]) ([A-Z]{{1,3}})")
_WORD = rf"(?:{_LETTER}\.)*{_LETTER}(?:{_LETTER}|['’`´‐-](?={_LETTER}))+\.?"
_PART = rf"(?:{_LETTER}\.?(?:[-‐.]?{_LETTER}\.)*(?:[-‐]{_LETTER})?(?![^\W\d_])|{_WORD})"
_CHUNK = re.compile(rf"{_PART}(?:\s+{_PART})*")
_MARKS = re.compile(r"[*†‡§¶#✉⁰¹²³⁴⁵⁶⁷⁸⁹\u200b]+|(?<=[^\W\d_])\d(?:,\d)*$|\^\d*|\\[*]")
_ET_AL = re.compile(
    r"(?:^|[\s,;&]+)(?:(?:and|&)\s+)?(?:et\.?\s*al\b\.?|(?:\d+\s+)?others\b|colleagues\b|…|\.\.\.|等)[\s.,;]*$", re.I
)
_DOT = re.compile(rf"(?<!\bJr)(?<!\bSr)(?<={_LETTER}{_LETTER})\.$")
_NICK = re.compile(r"\s\([A-Z][a-z]{1,14}\)(?=\s)")
_JOINED = re.compile(r"(?<=\b[A-Z]\.)(?=[A-Z][a-zà-ÿ])")
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+|\s*,\s*(?:and|&)\s+|\s*&\s*", re.I)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CJK_NAME = re.compile(
    r"[\u3400-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}"
    r"|[\u3040-\u30ff\u3400-\u9fff]{1,4}[ ・·][\u3040-\u30ff\u3400-\u9fff]{1,6}"
)
_PARTICLES = frozenset(
    "van von de der den del della di du da dos das des do la le el al bin ibn ben ter ten zu zur y e of och af av d st "
    "dello".split()
)
_GROUP = re.compile(r"(?:[A-Z][\w&.-]+\s)+(?:Research|Team|Group|Lab|Labs|Brain|AI|Collaboration|Institute)")
_STRAY = re.compile(
    rf"{_LETTER}{{4}}\.|{_LETTER}{{3}}\s{_LETTER}{{3,}}\s{_LETTER}\."
)  # a sentence's end; two words, then an initial
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.I)
_SMALL = frozenset("a an and the in on at with without for from to as by via is are not or this that we our vs".split())
# Words that stand in titles, venues and remarks, and in hardly anybody's name.
_NO_NAMES = frozenset(
    "learning network networks neural paper papers oral spotlight poster award best must read workshop conference "
    "proc trans conf int journal university institute proceedings transactions letters review reviews survey "
    "communications symposium international annual advances models model deep data dataset code github pdf arxiv "
    "preprint nature science neurips nips icml iclr cvpr iccv eccv acl emnlp naacl aaai ijcai kdd jmlr tmlr ieee acm "
    "siam blog post book chapter thesis course lecture lectures slides video talk tutorial library framework tool "
    "tools toolkit system systems research technical report computing computation computer intelligence machine "
    "language processing vision robotics statistics statistical theory analysis methods applications introduction "
    "part volume edition press recognition pattern physical physics medical biology image images signal circuits "
    "control engineering economics psychology cognition cognitive brain quarterly artificial computational "
    "information mathematics mathematical reading list awesome official implementation pytorch tensorflow series "
    "great large small new first supervised".split()
)


def people(text: str) -> People | None:
    """The people that a text names and nothing else, None if it does more or less than that.

    "A. B, C. D and E. F", "Family, Given, G. Family, and …", "Family, A., Family, B.", "Family, Given; Family, Given",
    "Family, Family, Family", "Family et al.".
    """
    text = re.sub(r"\.{2,}(?=\s\w)", ".", _NICK.sub("", text))
    text = _JOINED.sub(" ", re.sub(r"[_{}]", " ", text))
    text = _DOT.sub("", " ".join(_MARKS.sub(" ", text).split()).strip(" ,;:"))
    rest = _ET_AL.sub("", text).strip(" ,;")
    et_al = rest != text.strip(" ,;")
    if not rest or len(rest) > 40_000:
        return None
    if ";" in rest:
        parts = [[chunk.strip() for chunk in part.split(",")] for part in rest.split(";") if part.strip()]
        named = [", ".join(part) for part in parts if len(part) < 3 and all(map(_is_chunk, part))]
        return _sure(named, et_al) if len(named) == len(parts) else None
    groups = [[chunk for chunk in re.split(r"\s*[,，、]\s*", part) if chunk] for part in _AND.split(rest)]
    if et_al and len(groups) == len(groups[0]) == 1 and _GROUP.fullmatch(rest):
        return People((Author(rest),), True, (), True)
    odd = [chunk for group in groups for chunk in group if not _is_chunk(chunk)]
    if not all(groups) or (odd and not (len(odd) * 3 <= sum(map(len, groups)) and all(map(_is_half, odd)))):
        return None
    return _read(groups, et_al)


def _sure(names: Sequence[str], et_al: bool) -> People:
    certain = (
        et_al or (len(names) > 1 and not any(map(_CJK.search, names))) or any(_INITIAL.search(name) for name in names)
    )
    return People(tuple(parse_name(name) for name in names), et_al, (), certain)


_INITIAL = re.compile(rf"(?:^|\s|\.){_LETTER}(?:\.|\s|$)")


def _is_chunk(chunk: str) -> bool:
    """Whether what stands between two commas may be a name or a part of one."""
    if _CJK.search(chunk):
        return _CJK_NAME.fullmatch(chunk) is not None
    if len(chunk) > 60 or not _CHUNK.fullmatch(chunk):
        return False
    words = chunk.split()
    if len(words) > 6 or (words[0] == "A" and len(words) > 2) or any(map(_is_no_name, words)) or _STRAY.search(chunk):
        return False
    loud = [word for word in words if not word[0].islower()]
    quiet = [word for word in words if word[0].islower() and not re.match(r"[a-z]{1,3}['’-]\w", word)]
    return bool(loud or "-" in chunk or "'" in chunk) and all(word.casefold() in _PARTICLES for word in quiet)


def _is_no_name(word: str) -> bool:
    return word in _SMALL or word == "The" or (len(word) > 1 and word.casefold() in _NO_NAMES)


def _is_half(chunk: str) -> bool:
    """Whether a chunk among many names may be one in small letters ("Yizhou liu", "zhengyao jiang")."""
    return (
        len(chunk.split()) < 5
        and not _CJK.search(chunk)
        and bool(_CHUNK.fullmatch(chunk))
        and not any(map(_is_no_name, chunk.split()))
    )


def _shape(chunk: str) -> str:
    """F a whole name, S a single word, G a given name (it ends in an initial), I initials, J a suffix."""
    words = chunk.split()
    if _SUFFIX.fullmatch(chunk):
        return "J"
    if _INITIALS.fullmatch(chunk):
        return "I"
    loud = [word for word in words if word not in _PARTICLES]
    if _CJK.search(chunk):
        return "F"
    if len(loud) > 1 or re.match(rf"(?:{_LETTER}\.)+{_LETTER}{{2}}", chunk):
        return "G" if re.search(rf"\s{_LETTER}\.$", chunk) else "F"
    return "S"


def _read(groups: list[list[str]], et_al: bool) -> People | None:
    chunks = [chunk for group in groups for chunk in group]
    shapes = "".join(map(_shape, chunks))
    if len(chunks) > 1 and all(map(_LAST_INITIALS.fullmatch, chunks)):
        return _sure([_LAST_INITIALS.sub(r"\1, \2", chunk) for chunk in chunks], et_al)
    paired = [f"{family}, {given}" for family, given in zip(chunks[::2], chunks[1::2], strict=False)]
    if re.fullmatch("F+G?", shapes):
        return _sure([*chunks[:-1], chunks[-1].rstrip(".") if shapes[-1] == "G" else chunks[-1]], et_al)
    if (
        len(groups) > 1
        and all(re.fullmatch("[SF][SGFI]", "".join(map(_shape, group))) for group in groups)
        and "S" in shapes
    ):
        return _sure(paired, et_al)
    if re.fullmatch("(?:[SF][IG])+", shapes):
        return _sure(paired, et_al)
    if re.fullmatch("S[IG]F*", shapes) or re.fullmatch("SSF+", shapes):
        return _sure([paired[0], *chunks[2:]], et_al)
    if re.fullmatch("S{3,}", shapes) or re.fullmatch("F[FS]*", shapes) or re.fullmatch("FJ?[FJ]*", shapes):
        return _sure(_joined(chunks), et_al)
    if shapes == "S" or (shapes == "SS" and len(groups) == 2):
        return _sure(chunks, et_al) if et_al or len(chunks) == 2 else People((parse_name(chunks[0]),))
    return _unsure(chunks, shapes, et_al)


def _joined(chunks: Sequence[str]) -> list[str]:
    """The chunks with "Jr." joined to the name it follows."""
    names: list[str] = []
    for chunk in chunks:
        if names and _shape(chunk) == "J":
            names[-1] += f" {chunk}"
        else:
            names.append(chunk)
    return names


def _unsure(chunks: Sequence[str], shapes: str, et_al: bool) -> People | None:
    """Names that can be read in two ways: the first is "Family, Given", or each is a person."""
    if not re.fullmatch("S[SF]+", shapes) or len(chunks) > 20:
        return None
    more = " et al." if et_al else ""
    one = " and ".join([f"{chunks[1]} {chunks[0]}", *chunks[2:]])
    return People((), et_al, (one + more, " and ".join(chunks) + more))
