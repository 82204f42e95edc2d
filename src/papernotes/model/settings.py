"""Settings: one value, from papernotes.toml or `[tool.papernotes]` of pyproject.toml."""

from typing import Literal

from msgspec import Struct


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Effective settings; every field has a default, so that a folder of .md files is enough."""

    root: str = "."
    output: str = "site"
    title: str = "papernotes"
    description: str = ""
    author: str = ""
    base_url: str = ""
    language: str = "en"
    nav: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    edit_url: str = ""
    publish: Literal["all", "marked"] = "all"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    bibliography: tuple[str, ...] = ()
    bibliography_pages: Literal["named", "all"] = "named"
    publish_files: bool = False
    html: Literal["sanitize", "escape", "trust"] = "sanitize"
    remote: Literal["link", "load"] = "link"
    inline_tags: bool = True
    topics_ignore: tuple[str, ...] = ()
    tags_are: Literal["mixed", "topics"] = "mixed"
    zotero: bool = True
    show_properties: bool | tuple[str, ...] = False
    references: Literal["author-year", "numeric", "alpha"] = "author-year"
    git_dates: bool = False
    macros: dict[str, str] = {}
    relations: dict[str, str | dict[str, str | bool]] = {}
    authors: dict[str, str | tuple[str, ...]] = {}
    venues: dict[str, str | tuple[str, ...]] = {}
    keywords: dict[str, str | tuple[str, ...]] = {}


class Parsing(Struct, frozen=True):
    """The settings that change what parsing makes of a file; part of the key under which it is remembered."""

    html: str = "sanitize"
    remote: str = "link"
    inline_tags: bool = True
    topics_ignore: tuple[str, ...] = ()
    tags_are: str = "mixed"
    references: str = "author-year"
    author: str = ""
    macros: tuple[tuple[str, str], ...] = ()
    relations: tuple[str, ...] = ()
