"""Parts of views that page kinds share: lines and bodies with their holes filled, rows, references, lineage."""

from papernotes.views.fills import Labels, line
from papernotes.views.lineage import Kin, Lineage, lineage, relations
from papernotes.views.links import Link, links
from papernotes.views.references import Reference, labelled, references
from papernotes.views.rows import Row, Shelf, by_year, row
from papernotes.views.sections import (
    Colophon,
    Meta,
    Section,
    about,
    colophon,
    meta,
    plain,
    sections,
    summary,
    writer,
)

__all__ = [
    "Colophon",
    "Kin",
    "Labels",
    "Lineage",
    "Link",
    "Meta",
    "Reference",
    "Row",
    "Section",
    "Shelf",
    "about",
    "by_year",
    "colophon",
    "labelled",
    "line",
    "lineage",
    "links",
    "meta",
    "plain",
    "references",
    "relations",
    "row",
    "sections",
    "summary",
    "writer",
]
