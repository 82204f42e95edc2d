"""The kinds of pages that people look for: those in the sitemap."""

from types import ModuleType

from papernotes.pages import (
    catalogue,
    debates,
    digest,
    home,
    indexes,
    listing,
    map,
    named,
    note,
    paper,
    papers,
    questions,
    quotes,
    reading,
    reading_list,
    story,
    topic,
    topics,
)

FOUND: tuple[ModuleType, ...] = (
    home,
    paper,
    note,
    reading_list,
    story,
    digest,
    catalogue,
    topics,
    topic,
    papers,
    listing,
    indexes,
    named,
    reading,
    debates,
    questions,
    quotes,
    map,
)
