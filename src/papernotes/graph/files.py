"""Images and attachments: which file a path means, and whether it is published."""

import re
from collections.abc import Iterator
from posixpath import dirname
from urllib.parse import unquote

from papernotes.graph.names import inside
from papernotes.graph.site import Site, once
from papernotes.model.graph import Target
from papernotes.model.written import FILES, PaperFields
from papernotes.text import fold

NEVER = frozenset({"bib", "biblatex"})
"""Endings of files that are not copied: what a .bib says beside the fields of a paper is its owner's."""

DOCUMENTS = frozenset("pdf ps djvu epub mobi ppt pptx key odp doc docx odt htm html xhtml".split())
"""Endings of files that are copied only with `publish_files = true`."""

_URL = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//|www\.)")


def is_local(address: str) -> bool:
    """Whether the value of a field is a path, not a URL."""
    return bool(address) and not _URL.match(address)


def addresses_in(said: PaperFields) -> Iterator[tuple[str, str]]:
    """The values of fields that may be files, with the name of each field."""
    yield from ((name, getattr(said, name)) for name in FILES)
    yield from (("links", link.url) for link in said.links)


@once
def _by_name(site: Site) -> dict[str, list[str]]:
    """Paths by folded file name, and each by its folded path."""
    found: dict[str, list[str]] = {}
    for path in sorted(site.files):
        found.setdefault(fold(path.rpartition("/")[2]), []).append(path)
        found.setdefault(f"/{fold(path)}", []).append(path)
    return found


def file_at(site: Site, target: str, path: str) -> str | None:
    """The file that an address in the note at `path` means.

    Against the note's folder, then the notes folder, in any case, then by name alone wherever it lies (as Obsidian
    finds it; the first of several).
    """
    if not site.files:
        return None
    bare = target.strip().removeprefix("[[").removesuffix("]]").partition("|")[0].strip("<>")
    for name in dict.fromkeys((bare, unquote(bare))):
        for folder in (dirname(path), ""):
            where = inside(folder, name)
            if where in site.files:
                return where
            if where and (found := _by_name(site).get(f"/{fold(where)}")):
                return found[0]
        last = fold(name.lstrip("./"))
        found = _by_name(site).get(last.rpartition("/")[2], [])
        if fitting := [each for each in found if f"/{fold(each)}".endswith(f"/{last}")]:
            return fitting[0]
    return None


def file_target(site: Site, target: str, path: str) -> Target:
    """What the address of a file in the note at `path` leads to: a file that is copied, one that is not, or nothing."""
    found = file_at(site, target, path)
    if found is None:
        return Target("none")
    ending = fold(found.rpartition(".")[2])
    if ending in NEVER or (ending in DOCUMENTS and not site.config.publish_files):
        return Target("hidden")
    return Target("file", f"files/{_published(site, found)}", found)


def _published(site: Site, path: str) -> str:
    """The path of a file in the site: `#` would end an address, so another sign stands for it."""
    name = path.replace("#", "-")
    while name != path and name in site.files:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem}-{dot}{ending}"
    return name
