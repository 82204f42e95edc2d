"""The documentation says what the program can do: every field, query, setting and block is in it."""

import json
import re
import runpy
from pathlib import Path

from msgspec.structs import fields

from papernotes.model.problem import Severity
from papernotes.model.settings import Config
from papernotes.query import RELATIONS, TERMS, parse

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    """A page of the documentation as text."""
    return (DOCS / name).read_text(encoding="utf-8")


def examples(text: str) -> list[str]:
    """The Markdown examples of a page."""
    return re.findall(r"^```markdown\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_table_of_fields_is_the_one_in_the_code() -> None:
    """The derived part of writing.md is up to date (`python docs/generate.py` makes it so)."""
    made = runpy.run_path(str(DOCS / "generate.py"))["writing"]()

    assert made == page("writing.md")


def test_the_words_of_queries_are_those_in_the_code() -> None:
    """The derived parts of queries.md are up to date, and every term, order and group stands in it."""
    made = runpy.run_path(str(DOCS / "generate.py"))["queries"]()

    assert made == page("queries.md")
    missing = [name for name in (*(word.name for word in TERMS), *RELATIONS) if f"`{name}:" not in made]
    assert missing == []


def test_the_queries_of_the_docs_can_be_read() -> None:
    """Every query in a block, a front matter or the first example is one."""
    text = page("queries.md") + page("writing.md")
    found = re.findall(r"^ *(?:query: )?(topic:.*|status:.*)$", text, re.MULTILINE)

    assert len(found) >= 4
    assert [problem for query in found for problem in parse(query).problems] == []


def test_every_setting_is_documented_with_its_default() -> None:
    """The table of settings.md has a row for each setting, in the order of the code, with its default."""
    rows = re.findall(r"^\| `(\w+)` \| `(.*?)` \|", page("settings.md"), re.MULTILINE)
    wanted = [(field.encode_name, default(field.name)) for field in fields(Config) if field.name != "root"]

    assert rows == wanted


def default(name: str) -> str:
    """A setting's default as it is written in TOML."""
    return json.dumps(getattr(Config(), name))


def test_every_block_is_documented() -> None:
    """Each block that an override can fill stands in themes.md, and each that stands there exists."""
    templates = sorted((ROOT / "templates").glob("*.html"))
    blocks = {name for path in templates for name in re.findall(r"\{%-?\s*block\s+(\w+)", path.read_text("utf-8"))}
    told = set(re.findall(r"`(\w+)`", page("themes.md").partition("## Blocks of `base.html`")[2]))

    assert blocks == told


def test_the_examples_build_without_an_error(lab) -> None:  # type: ignore[no-untyped-def]
    """Each Markdown example of writing.md is a note that papernotes reads without an error."""
    notes = "".join(f"-- notes/example{n}.md --\n{text}" for n, text in enumerate(examples(page("writing.md"))))

    site = lab(notes).build()

    assert len(examples(page("writing.md"))) >= 8
    assert [problem for problem in site.diagnostics if problem.code.severity is Severity.ERROR] == []


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link in README.md and docs/ leads to a file of the repository."""
    broken = []
    for path in (ROOT / "README.md", *sorted(DOCS.glob("*.md"))):
        text = re.sub(r"```.*?```|``[^`]*``|`[^`]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if "://" not in target and not (path.parent / target).exists():
                broken.append((path.name, target))

    assert broken == []
