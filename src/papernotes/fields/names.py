"""Names of people as they are written → `Author`s."""

import re

from papernotes.fields.table import FieldError, Raw
from papernotes.model.written import Author

_ET_AL = re.compile(
    r"(?:^|[\s,;&])(?:and )?(?:et\.? ?al\b\.?|(?:\d+ )?others\b|(?:\d+ )?colleagues\b|…|\.\.\.)[\s.,;]*$", re.IGNORECASE
)
_AND = re.compile(r",? (?:and|&) ", re.IGNORECASE)
_COMMA = re.compile(r" ?[,，、] ?")
_GROUP = re.compile(r"\{[^{}]*\}")
_GROUP_WORD = re.compile(
    r"^the |\b(?:team|group|collaboration|consortium|committee|project|labs?|foundation|institute|inc|community)\b",
    re.IGNORECASE,
)
_JUNIOR = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_PARTICLE = re.compile(r"[a-zß-öø-ÿ'’]+|Van|Von|De|Del|Della|Di|Du|La")
_CJK = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af ·・]+"  # compiled when it is needed: that takes 3 ms
_MARKS = " *†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹"
_BEHIND = re.compile(r" (?:\d{4}|\([^()]*\)|<[^<>]*>)$")
_HIDE = str.maketrans({" ": "\ue000", ",": "\ue001", ";": "\ue002", "&": "\ue003"})
_SHOW = str.maketrans({"\ue000": " ", "\ue001": ",", "\ue002": ";", "\ue003": "&"})


def parse_name(text: str) -> Author:
    """One name: "Given Family", "Family, Given", "Family, Jr., Given"; a group or a CJK name stands whole.

    Braces hold a group together; marks, an affiliation in brackets and a number (DBLP) behind the name are dropped.
    """
    name = _BEHIND.sub("", _unlinked(" ".join(text.translate(_SHOW).split())).strip(_MARKS)).strip(_MARKS)
    if name.startswith("{") and name.endswith("}") and name.count("{") == 1:
        return Author(name[1:-1].strip())
    name = name.replace("{", "").replace("}", "")
    if "," in name:
        return _inverted([part.strip() for part in name.split(",")])
    if _is_cjk(name) or _GROUP_WORD.search(name):
        return Author(name)
    words = name.split()
    split = _family_start(words)
    return Author(" ".join(words[split:]), " ".join(words[:split]))


def _is_cjk(name: str) -> bool:
    """Whether a name is written in Chinese, Japanese or Korean signs alone."""
    return not name.isascii() and re.fullmatch(_CJK, name) is not None


def _unlinked(text: str) -> str:
    """The name in `[[Name]]`, `[[page|Name]]` or `[Name](…)`; of page and label the one of more words."""
    link = re.fullmatch(r"\[\[([^\]|]*)(?:\|([^\]]*))?\]\]|\[([^\]]*)\]\([^)]*\)", text)
    if not link:
        return text
    return link[3] or max((link[1] or "").rpartition("/")[2], link[2] or "", key=lambda name: len(name.split()))


def _inverted(parts: list[str]) -> Author:
    """`Family, Given` or `Family, Jr., Given`."""
    family, *rest = parts
    if rest and _JUNIOR.fullmatch(rest[0]):
        family = f"{family} {rest.pop(0)}"
    return Author(family, " ".join(part for part in rest if part))


def _family_start(words: list[str]) -> int:
    """The index of the family name's first word: its particles (van den) belong to it, Jr. too."""
    start = len(words) - 1
    if start > 1 and _JUNIOR.fullmatch(words[start]):
        start -= 1
    if all(word.islower() for word in words):
        return max(start, 0)
    while start > 0 and _PARTICLE.fullmatch(words[start - 1]) and (start > 1 or words[0].islower()):
        start -= 1
    return max(start, 0)


def parse_authors(raw: Raw, single: bool = False) -> tuple[tuple[Author, ...], bool]:
    """The authors of a list or a string, and whether the list is truncated ("et al.", "and others").

    A string is split at `;`, else at " and ", else at commas where that can be read one way; with `single`,
    "Legg, Shane" is one person. Raises FieldError where there are two ways, or for a list with an empty item.
    """
    items = [_item(item) for item in raw] if isinstance(raw, list) else [raw if isinstance(raw, str) else _item(raw)]
    is_list = len(items) > 1
    names: list[str] = []
    et_al = False
    for item in items:
        hidden = _GROUP.sub(lambda group: group[0].translate(_HIDE), " ".join(item.split()))
        rest = _ET_AL.sub("", hidden).strip(" ,;")
        et_al |= rest != hidden.strip(" ,;")
        names += [rest] if is_list and ";" not in rest else _split(rest, single)
    authors = (parse_name(name) for name in names if name.strip())
    return tuple(author for author in authors if author.family), et_al


def _item(item: Raw) -> str:
    """An item of a list of authors: a name, or a mapping that holds one."""
    if isinstance(item, str) and item.strip():
        return item
    if isinstance(item, dict):
        parts = {key.lower(): value for key, value in item.items() if isinstance(value, str)}
        family, given = parts.get("family") or parts.get("last"), parts.get("given") or parts.get("first")
        whole = parts.get("name") or parts.get("literal") or (f"{family}, {given}" if family and given else family)
        if whole:
            return whole
    raise FieldError("an author is a name, not this", 'write: authors: ["Given Family", "Given Family"]')


def _split(text: str, single: bool) -> list[str]:
    """The names in a string."""
    if ";" in text:
        return text.split(";")
    chunks = _AND.split(text)
    if len(chunks) > 1:
        return [name for chunk in chunks for name in _between_ands(chunk, chunks)]
    parts = [part for part in _COMMA.split(text) if part]
    if len(parts) < 2 or _is_list(parts):
        return parts
    if _is_pairs(parts):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    if (single and len(parts) == 2) or _JUNIOR.fullmatch(parts[1]):
        return [text]
    pairs = "; ".join(", ".join(parts[i : i + 2]) for i in range(0, len(parts), 2))
    shown = text.translate(_SHOW)[:60]
    raise FieldError(f'"{shown}" can be read in more than one way', f'write "{pairs}" or "{"; ".join(parts)}"')


def _between_ands(chunk: str, chunks: list[str]) -> list[str]:
    """The names of a chunk: `A B, C D` of "A B, C D and E F", but `Family, Given` of "Family, Given and …"."""
    parts = [part for part in _COMMA.split(chunk) if part]
    if len(parts) < 2 or _JUNIOR.fullmatch(parts[1]):
        return [chunk]
    bare_families = " " not in chunks[-1] and not any(" " in part or _ends_in_initial(part) for part in parts)
    return parts if len(parts) > 2 or all(map(_is_whole, parts)) or bare_families else [chunk]


def _is_list(parts: list[str]) -> bool:
    """Whether parts between commas can only be whole names."""
    whole = sum(map(_is_whole, parts))
    if whole == len(parts):
        return True
    if _is_pairs(parts) or _JUNIOR.fullmatch(parts[1]):
        return False
    return len(parts) > 2 and (len(parts) % 2 == 1 or whole > len(parts) / 2)


def _is_pairs(parts: list[str]) -> bool:
    """Whether every second part can only be a given name, for it ends in an initial."""
    families, givens = parts[::2], parts[1::2]
    return (
        len(families) == len(givens) and all(map(_ends_in_initial, givens)) and not any(map(_ends_in_initial, families))
    )


def _ends_in_initial(part: str) -> bool:
    """`I.`, `Ian J.`, `Y`."""
    last = re.split(r"[ .-]", part.rstrip(". "))[-1]
    return len(last) == 1 and last.isupper()


def _is_whole(part: str) -> bool:
    """Whether a part can be a whole name: two words of which the last is no initial, a group, or a CJK name."""
    if _is_cjk(part):
        return len(part) > 1
    return (" " in part and not _ends_in_initial(part)) or part.startswith("{")
