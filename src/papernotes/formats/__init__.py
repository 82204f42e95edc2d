"""Exchange formats, one file each: pure, text ↔ values; FORMATS is the table of them.

`tex` and `xml` beside them are what several formats share.
"""

from types import ModuleType

from papernotes.formats import bibtex, csl, sitemap

FORMATS: dict[str, ModuleType] = {"bibtex": bibtex, "csl": csl, "sitemap": sitemap}
