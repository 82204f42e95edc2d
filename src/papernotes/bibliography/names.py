"""Names as BibTeX writes them ("von Last, Jr, First" and its kin) become authors."""

import re
from collections.abc import Iterator
from functools import lru_cache

from papernotes.bibliography.cutting import closing
from papernotes.formats.tex import decode
from papernotes.model.written import Author

_LONGEST = 300  # characters; what is longer is no name that can be split

_AND = re.compile(r"[{}]| and(?= )", re.IGNORECASE)
_OTHERS = re.compile(r"(?:^| |, ?)(?:others|et\.? al\.?)$", re.IGNORECASE)
_SPECIAL = re.compile(r"[{}\\~$=]|--|``|,(?! )")
_JUNIOR = re.compile(r"[JS]r\.?|I{2,3}|IV")
_LABELLED = re.compile(r"(?:^|, ?)(family|given|prefix|suffix) ?= ?(\{[^{}]*\}|\"[^\"]*\"|[^,]*)")


def people(text: str) -> tuple[tuple[Author, ...], bool, tuple[str, ...]]:
    """The authors of a BibTeX field, whether there are others, and the names that could not be split (kept whole)."""
    if not text:
        return (), False, ()
    written = [name.strip() for name in _apart(text)]
    names = [whole for name in written if (whole := _OTHERS.sub("", name)).strip("{} ,")]
    found = [author(name) for name in names]
    odd = tuple(name for name, (_, sure) in zip(names, found, strict=True) if not sure)
    return tuple(who for who, _ in found if who.family), any(map(_OTHERS.search, written)), odd


@lru_cache(maxsize=65_536)
def author(name: str) -> tuple[Author, bool]:
    """One name, and whether it could be split; "von" belongs to the family, "Jr" stands behind it."""
    if plain := _plain(name):
        return plain, True
    if name.startswith("{") and closing(name, 0) == len(name) - 1:
        return Author(decode(name)), True
    if labelled := dict(_LABELLED.findall(name)):
        family = (labelled.get(label, "").strip('"') for label in ("prefix", "family", "suffix"))
        return Author(decode(" ".join(family)), decode(labelled.get("given", "").strip('"'))), True
    if len(name) > _LONGEST or _commas(name.rstrip(", ")) > 2:
        return Author(decode(name)), False
    return _split(name.strip(", ")), True


def _plain(name: str) -> Author | None:
    """A name that needs no parser: "Family, Given", or words that all begin with a capital."""
    if _SPECIAL.search(name) or len(name) > _LONGEST:
        return None
    family, comma, given = name.partition(", ")
    if comma:
        return Author(family, given) if family and given and "," not in given and not _JUNIOR.fullmatch(given) else None
    words = name.split()
    return Author(words[-1], " ".join(words[:-1])) if all(word[0].isupper() for word in words) else None


def _commas(name: str) -> int:
    """How many commas stand outside braces."""
    count = depth = 0
    for char in name:
        depth += (char == "{") - (char == "}")
        count += char == "," and depth <= 0
    return count


def _split(name: str) -> Author:
    from pybtex.database import Person

    before, comma, after = name.rpartition(", ")
    junior = [after] if comma and "," not in before and " " in before and _JUNIOR.fullmatch(after) else []
    person = Person(before if junior else name)
    family = [*person.prelast_names, *person.last_names, *person.lineage_names, *junior]
    given = [*person.first_names, *person.middle_names]
    return Author(decode(" ".join(family or given)), decode(" ".join(given if family else [])))


def _apart(text: str) -> Iterator[str]:
    """The names between the words "and" that stand outside braces; a list without any may use semicolons."""
    depth, start = 0, 0
    padded = f" {text} "
    for match in _AND.finditer(padded):
        if match[0] in "{}":
            depth = max(0, depth + (1 if match[0] == "{" else -1))
        elif not depth:
            yield padded[start : match.start()]
            start = match.end()
    yield from padded[start:].split(";") if not start and "\\" not in text and "&" not in text else [padded[start:]]
