"""Exchange formats, one file each: pure, text ↔ values; FORMATS is the table of them.

`kinds`, `tex`, `text` and `xml` beside them are what several formats share.
"""

from types import ModuleType

from papernotes.formats import bibtex, csl, feed, graph, markdown, note, redirects, ris, sitemap

FORMATS: dict[str, ModuleType] = {
    "bibtex": bibtex,
    "csl": csl,
    "feed": feed,
    "graph": graph,
    "markdown": markdown,
    "note": note,
    "redirects": redirects,
    "ris": ris,
    "sitemap": sitemap,
}
