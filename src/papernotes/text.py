"""Words and names: slugs, the one comparison of names, sentences, relative URLs."""

import difflib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import quote

SCHEMES = frozenset({"http", "https", "mailto", "zotero"})

_SLUG_LENGTH = 80
_SLUG_BYTES = 160  # with `.2.html` and a temporary suffix below the 255 bytes that file systems allow
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{name}{digit}" for name in ("com", "lpt") for digit in "0123456789¹²³"]
)
# Latin letters that Unicode does not decompose into a plain letter and a mark.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t"}
)
_MARKED = re.compile("([a-z])[\u0300-\u036f]+")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_NO_SLUG = re.compile(r"[^a-z0-9_.]+")
_LOOSE_DOT = re.compile(r"(?<![0-9])\.|\.(?![0-9])")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


def fold(text: str) -> str:
    """The form in which names are compared: case-folded, NFC."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def plain_letters(text: str) -> str:
    """The folded text with Latin letters bare of accents; other scripts keep their marks, ligatures are resolved."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", _MARKED.sub(r"\1", apart.translate(_LETTERS)))


def _letters_only(text: str, kept: str = "") -> str:
    """The text with a blank for all that is no letter, digit, mark on one, or `kept`, in any script."""
    chars: list[str] = []
    is_word = False
    for char in text:
        mark = is_word and unicodedata.category(char) in ("Mn", "Mc") and not "\ufe00" <= char <= "\ufe0f"
        is_word = char.isalnum() or mark
        chars.append(char if is_word or char in kept else " ")
    return "".join(chars)


def slug(text: str) -> str:
    """A name for files and anchors: letters and digits of any script, hyphens; never empty, at most 80 characters.

    Dots stay between digits only (`arxiv-1706.03762`); a name that is a device on Windows gets `x-` in front; a text
    without letters or digits, and the end of a long one, becomes a short digest. `slug(slug(text)) == slug(text)`.
    """
    letters = plain_letters(text)
    words = _NO_SLUG.sub(" ", letters) if letters.isascii() else _letters_only(letters, "_.")
    name = "-".join(_LOOSE_DOT.sub(" ", words).split())
    if name.partition(".")[0] in _DEVICES:
        name = f"x-{name}"
    if len(name) <= _SLUG_LENGTH and len(name.encode()) <= _SLUG_BYTES:
        return name or _digest(text)
    start = name[: _SLUG_LENGTH - 9].encode()[: _SLUG_BYTES - 9].decode(errors="ignore")
    return f"{start.rstrip('-.')}-{_digest(name)}"


def _digest(text: str) -> str:
    """Eight hexadecimal digits that stand for a text."""
    return blake2b(fold(text).encode(errors="surrogatepass"), digest_size=4).hexdigest()


_TEX_FONT = re.compile(r"\\(?:emph|text[a-z]*|math[a-z]*|operatorname|(?:it|bf|sc|tt|rm|sf|em)(?![a-zA-Z]))\*?")
_TEX_REST = re.compile(r"\\(?:[^A-Za-z\s]|(?=[A-Za-z]))|[{}$^_'’‘`´]")


@lru_cache(maxsize=16384)
def title_key(text: str) -> str:
    """A title as it is compared with others: folded, without accents, punctuation and TeX, blanks single."""
    bare = _TEX_REST.sub("", _TEX_FONT.sub(" ", text.replace("\\&", "&")))
    letters = plain_letters(bare.replace("&amp;", "&").replace("&", " and "))
    words = _NO_WORD.sub(" ", letters) if letters.isascii() else _letters_only(letters)
    return " ".join(words.split()) or " ".join(fold(text).split())


def sort_key(text: str) -> tuple[str, str]:
    """A total order for names and titles: by plain letters first, then by the text itself."""
    return title_key(text), text


def distance(one: str, other: str, limit: int) -> int:
    """Edit distance (a swap of neighbours counts once), at most `limit` + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def nearest(word: str, candidates: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """The up to `n` candidates that look most like `word`, the nearest first ("did you mean")."""
    by_fold = {fold(candidate): candidate for candidate in sorted(set(candidates), reverse=True)}
    return tuple(by_fold[match] for match in difflib.get_close_matches(fold(word), by_fold, n=n, cutoff=0.7))


def relative(from_url: str, to_url: str) -> str:
    """The href that leads from one page of the site to another, percent-encoded, with its `#anchor`.

    Both are site paths (`papers/x.html#a`); an `#anchor` alone and a full URL are returned as they are.
    """
    if to_url.startswith("#") or _SCHEME.match(to_url):
        return to_url
    path, mark, anchor = to_url.partition("#")
    ending = mark + quote(anchor, safe="!$&()*+,;=:@/?")
    if mark and path == from_url:
        return ending
    here, there = from_url.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    steps = "../" * (len(here) - shared) + quote("/".join(there[shared:]), safe="!$&()*+,;=@/")
    return (steps or "./") + ending


def safe_url(url: str) -> str | None:
    """The URL without blanks and control characters around and in it, None if its scheme may not be linked to.

    Relative URLs pass; `//host/…` becomes https. What a browser would see behind entities is looked at too.
    """
    cleaned = _CONTROLS.sub("", url).strip()
    seen = _CONTROLS.sub("", html.unescape(cleaned)).strip()
    scheme = _SCHEME.match(seen)
    if scheme and scheme[1].lower() not in SCHEMES:
        return None
    return f"https:{cleaned}" if cleaned.startswith("//") else cleaned


_STOP = re.compile(r"[.!?]++[)\]}»”’\"'*_]*+|[。！？｡]++[」』）】”’]*+|\$(?!\s)[^$\n]++(?<!\s)\$(?!\d)")
_SHORT = re.compile(
    r"(?<![^\W_])(?:al|e\.?g|i\.?e|cf|vs|figs?|eqs?|eqns?|secs?|dr|prof|mrs?|approx|ca|resp|viz|w\.r\.t|s\.t|a\.k\.a)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?<![^\W_])(?:nos?|vols?|pp?|ch|chap|tab|refs?|app|thm|def|prop|lem|cor|alg)$", re.IGNORECASE)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a text's sentences, blanks around them left out.

    Cut after `. ! ?` before a blank and after `。！？` anywhere; not after an abbreviation (et al., Fig.), an initial
    or a leading number, and not inside `$…$`.
    """
    spans = []
    start = 0
    for end in (*_stops(text), len(text)):
        part = text[start:end]
        if part.strip():
            spans.append((start + len(part) - len(part.lstrip()), start + len(part.rstrip())))
        start = end
    return tuple(spans)


def _stops(text: str) -> Iterator[int]:
    """Where sentences end."""
    start = 0
    for match in _STOP.finditer(text):
        first, end = match[0][0], match.end()
        if first == "$" or (first in ".!?" and end < len(text) and not text[end].isspace()):
            continue
        if match[0] == "." and _is_open(text, start, match.start()):
            continue
        yield end
        start = end


def _is_open(text: str, start: int, dot: int) -> bool:
    """Whether the sentence goes on after the full stop at `dot`: an abbreviation, an initial, a leading number."""
    before = text[max(start, dot - 12) : dot]
    after = text[dot + 1 : dot + 3].strip()
    if _SHORT.search(before) or (before[-1:].isupper() and not before[-2:-1].isalnum()):
        return True
    if before.strip().isdigit() and len(before.strip()) <= 3 and not text[start : dot - len(before)].strip():
        return True
    if before.lower().endswith("etc"):
        return after[:1].islower()
    return after[:1].isdigit() and bool(_COUNTED.search(before))
