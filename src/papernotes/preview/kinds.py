"""What kind of content a site path holds."""

import mimetypes
from pathlib import Path

_KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_TEXT = ("text/", "application/json", "application/xml", "application/x-bibtex", "application/x-research-info-systems")


def kind_of(url: str) -> str:
    """The content type of a site path, by its ending; the system's table is asked last."""
    ending = Path(url).suffix.lower()
    kind = _KINDS.get(ending) or mimetypes.guess_type(f"x{ending}")[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind
