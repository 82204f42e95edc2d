"""graph.json: papers and notes as nodes, what they say of each other as edges (docs/data.md)."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

VERSION = 1


class Node(Struct, frozen=True, omit_defaults=True):
    """A paper or note; `page` is its path in the site, by which edges name it. What is not known is left out."""

    page: str
    kind: str
    name: str
    title: str
    authors: tuple[str, ...] = ()
    issued: str = ""
    year: int = 0
    venue: str = ""
    ids: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    status: str = ""
    noted: bool = False


class Edge(Struct, frozen=True, omit_defaults=True):
    """A relation from `source` to `target`, with its reason in plain words."""

    source: str
    target: str
    type: str
    reason: str = ""


def write(nodes: Iterable[Node], edges: Iterable[Edge]) -> str:
    """The document: one node or edge on a line."""
    return f'{{"version": {VERSION},\n"nodes": [\n{_lines(nodes)}],\n"edges": [\n{_lines(edges)}]}}\n'


def _lines(items: Iterable[Node | Edge]) -> str:
    text = b",\n".join(map(msgspec.json.encode, items)).decode()
    return text + "\n" if text else ""
