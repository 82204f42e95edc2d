"""What the other pages see of a note, as a digest: its facts without the texts of its bodies and its line numbers.

A save that leaves the frames of all notes as they were concerns only the pages that show a body that has changed.
Places count by their order alone, for a new line moves all below it; a body's words are counted only where entries
are, for the lengths of entries decide how a long catalogue is split.
"""

import re
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from papernotes.cache import fingerprint
from papernotes.model.problem import Span
from papernotes.model.written import Facts

_SPAN = re.compile(rb'\{"path":"(?:[^"\\]|\\.)*"(?:,"(?:line|column|end)":\d+)*\}')
_DIGEST = re.compile(rb'"digest":"([0-9a-f]*)"')
_LINE = re.compile(rb',"line":\d+')
_WORDS = re.compile(rb',"words":\d+')


class Renewal(Struct, frozen=True):
    """What an edit that keeps the frame changes: digests of bodies, and places, each from the old to the new one.

    `is_split` says that of two bodies that were equal only one has changed, or each in its own way.
    """

    bodies: dict[str, str] = {}
    places: dict[Span, Span] = {}
    is_split: bool = False

    @property
    def has_moved(self) -> bool:
        """Whether anything stands in another place than before."""
        return any(old != new for old, new in self.places.items())


def frame(facts: Facts) -> str:
    """The digest of what other pages see of a note."""
    data = msgspec.json.encode(facts)
    spans = list(_spans(data))
    ranks = {span: rank for rank, span in enumerate(sorted(set(spans)))}
    order = [ranks[span] for span in spans]
    data = _LINE.sub(b"", _DIGEST.sub(b"", _SPAN.sub(b"@", data)))
    return fingerprint(data if facts.entries else _WORDS.sub(b"", data), repr(order))


def renewal(old: Facts, new: Facts) -> Renewal:
    """What has changed between two states of a note that have one frame."""
    before, after = msgspec.json.encode(old), msgspec.json.encode(new)
    pairs = set(zip(_DIGEST.findall(before), _DIGEST.findall(after), strict=True))
    bodies = {one.decode(): other.decode() for one, other in sorted(pairs, key=lambda pair: pair[0] != pair[1])}
    places = dict(zip(_spans(before), _spans(after), strict=True))
    places[Span(old.shown, old.line)] = Span(new.shown, new.line)
    return Renewal(bodies, places, len(bodies) < len(pairs))


def _spans(data: bytes) -> Iterator[Span]:
    """The places that encoded facts name, in the order of their encoding."""
    return (msgspec.json.decode(match[0], type=Span) for match in _SPAN.finditer(data))
