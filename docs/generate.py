"""Rewrite the parts of docs/ that come from the code: `python docs/generate.py`."""

from pathlib import Path

from papernotes import report
from papernotes.cli.reference import reference
from papernotes.fields import FIELDS
from papernotes.query import GROUPS, RELATIONS, SORTS, TERMS

WRITING = Path(__file__).with_name("writing.md")
QUERIES = Path(__file__).with_name("queries.md")
DIAGNOSTICS = Path(__file__).with_name("diagnostics.md")
COMMANDS = Path(__file__).with_name("commands.md")

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


def terms() -> str:
    """The table of the words of a query."""
    relations = ", ".join(f"`{name}:`" for name in RELATIONS)
    rows = [
        (
            "a word, or several in quotes",
            "Letters of the title, the short name or the name.",
            '`attention`, `"all you need"`',
        ),
        *(
            (f"`{word.name}:`", word.text, ", ".join(f"`{word.name}:{example}`" for example in word.examples))
            for word in TERMS
        ),
        (relations, "A note about the paper says this relation to another.", "`builds_on:vaswani2017attention`"),
        ("an id or its address", "The paper of that id.", "`arxiv:1706.03762`"),
    ]
    return "\n".join(
        [
            "| word | what it asks for | examples |",
            "| --- | --- | --- |",
            *map("| {0[0]} | {0[1]} | {0[2]} |".format, rows),
        ]
    )


def orders() -> str:
    """The values of `sort:` and `group:`."""
    return "\n".join(
        f"- `{name}:` {', '.join(f'`{value}`' for value in values)}."
        for name, values in (("sort", SORTS), ("group", GROUPS))
    )


def queries() -> str:
    """docs/queries.md as it must be."""
    return between(between(QUERIES.read_text(encoding="utf-8"), "terms", terms()), "orders", orders())


if __name__ == "__main__":
    QUERIES.write_text(queries(), encoding="utf-8")
    WRITING.write_text(writing(), encoding="utf-8")
    DIAGNOSTICS.write_text(report.reference(), encoding="utf-8")
    COMMANDS.write_text(reference(), encoding="utf-8")
