"""Rewrite the parts of docs/ that come from the code: `python docs/generate.py`."""

from pathlib import Path

from papernotes import report
from papernotes.fields import FIELDS

WRITING = Path(__file__).with_name("writing.md")
DIAGNOSTICS = Path(__file__).with_name("diagnostics.md")

TYPES = {
    "text": "text",
    "list": "list",
    "authors": "names",
    "number": "number",
    "bool": "true or false",
    "date": "date",
    "status": "status",
    "id": "id",
    "url": "address",
    "links": "list of links",
    "venue": "text",
    "type": "text",
    "kind": "kind",
    "mentions": "mentions",
}


def fields() -> str:
    """The table of front-matter fields."""
    rows = ["| field | holds | what it says | also written |", "| --- | --- | --- | --- |"]
    for field in FIELDS:
        aliases = ", ".join(f"`{alias}`" for alias in field.aliases)
        rows.append(f"| `{field.name}` | {TYPES[field.type]} | {field.text} | {aliases} |")
    return "\n".join(rows)


def between(text: str, mark: str, made: str) -> str:
    """A text with what stands between `<!-- mark -->` and `<!-- /mark -->` replaced."""
    head, start, rest = text.partition(f"<!-- {mark} -->\n")
    _, end, tail = rest.partition(f"<!-- /{mark} -->")
    return f"{head}{start}\n{made}\n\n{end}{tail}"


def writing() -> str:
    """docs/writing.md as it must be."""
    return between(WRITING.read_text(encoding="utf-8"), "fields", fields())


if __name__ == "__main__":
    WRITING.write_text(writing(), encoding="utf-8")
    DIAGNOSTICS.write_text(report.reference(), encoding="utf-8")
