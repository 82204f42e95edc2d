"""Front matter → values of the fields, relations, extra properties and diagnostics."""

import json
import re
from typing import Any, get_args

from msgspec import Struct

from papernotes.fields import STATUSES, Field, FieldError, Raw, lookup, near, said
from papernotes.fields.table import plain_key
from papernotes.frontmatter.block import BOM, Block, is_json, split, without_end
from papernotes.frontmatter.lines import read_yaml
from papernotes.frontmatter.property import BrokenError, Property
from papernotes.frontmatter.repair import Problem, quoted, repaired
from papernotes.frontmatter.toml import read_toml
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.settings import Parsing
from papernotes.model.written import Kind, Source
from papernotes.text import fold

# Keys that mean something else just as often: a value that does not fit is kept as a property.
_LOOSE = frozenset(
    "id source paper project ref key data code forum references website homepage bib published image".split()
)
_DEFAULTS = Parsing()
_NEAR_KEYS = 50  # so many unknown keys of one note get a did-you-mean
_WIKILINKS = re.compile(r"\[\[[^\[\]]+\]\](?:\s*,\s*\[\[[^\[\]]+\]\])+")


class FrontMatter(Struct, frozen=True):
    """What stands above a note's body.

    values      by the names of the fields of `PaperFields` and `NoteFields`, and `kind` and `tags`; titles and other
                prose as written
    written     line and column of each field's value, by the field's name in the table
    relations   type, text as written, line, column
    body        the text below, whose first line is line `first_line` of the file
    """

    values: dict[str, Any] = {}
    written: dict[str, tuple[int, int]] = {}
    extra: tuple[tuple[str, str], ...] = ()
    relations: tuple[tuple[str, str, int, int], ...] = ()
    body: str = ""
    first_line: int = 1
    diagnostics: tuple[Diagnostic, ...] = ()


def read(source: Source, settings: Parsing = _DEFAULTS) -> FrontMatter:
    """The front matter of a note; never raises on content.

    `settings.author` under `author` means the note's author; `settings.relations` are types of relations besides
    those of the table.
    """
    block, properties, problems = _properties(source.text)
    if block is None:
        return FrontMatter(body=source.text.removeprefix(BOM), diagnostics=_diagnostics(source, problems))
    filling = _Filling(settings, properties)
    return FrontMatter(
        filling.values,
        filling.written,
        tuple(filling.extra),
        tuple(sorted(filling.relations, key=lambda relation: relation[2:])),
        block.body,
        block.body_line,
        _diagnostics(source, problems + filling.problems),
    )


def fix(source: Source) -> str | None:
    """The file's text with every repair made that needs no person, None if there is none; all other bytes the same."""
    edits = [problem.edit for problem in _properties(source.text)[2] if problem.edit]
    lines = source.text.split("\n")
    for edit in edits:
        lines[edit.line - 1] = edit.after + ("\r" if lines[edit.line - 1].endswith("\r") else "")
    return "\n".join(lines) if edits else None


def _properties(text: str) -> tuple[Block | None, list[Property], list[Problem]]:
    """The front matter of a file, its properties, and what had to be repaired to read them."""
    block = split(text)
    if block is None:
        message, hint = "front matter in JSON is not read", "write it as `key: value` lines between two lines `---`"
        return None, [], [Problem(Code.YAML_BROKEN, message, 1, 1, hint)] if is_json(text) else []
    if block.format == "toml":
        properties, problems = read_toml(block.text, block.first)
    else:
        block, properties, problems = _yaml(block, text)
    if not block.closed:
        hint = f"write a line `{text.lstrip(BOM)[:3]}` where the keys end"
        problems = [Problem(Code.YAML_BROKEN, "front matter that is never closed", 1, 1, hint), *problems]
    return block, properties, problems


def _yaml(block: Block, text: str) -> tuple[Block, list[Property], list[Problem]]:
    """The same for YAML; where the closing line is a thematic break of the body, the block ends before it."""
    try:
        return block, read_yaml(block.text, block.first), []
    except BrokenError:
        block = (without_end(text, "---", block.start) if _runs_into_body(block) else None) or block
        return block, *repaired(block.text, block.first)


def _runs_into_body(block: Block) -> bool:
    """Whether the closing `---` seems to be a thematic break of the body: a gap, then a line of prose."""
    return bool(re.search(r"\n[ \t]*\r?\n(?![ \t\r\n#\]}-])(?![^\n:]{1,60}:(?:\s|$))", block.text))


def _diagnostics(source: Source, problems: list[Problem]) -> tuple[Diagnostic, ...]:
    """The problems in their order on the page, each with the line it stands in."""
    if not problems:
        return ()
    lines = source.text.split("\n")
    return tuple(
        Diagnostic(
            problem.code,
            problem.message,
            Span(source.shown, problem.line, problem.column),
            problem.hint,
            lines[problem.line - 1].rstrip("\r") if problem.line <= len(lines) else "",
            problem.edit,
        )
        for problem in sorted(problems, key=lambda problem: (problem.line, problem.column))
    )


class _Filling:
    """What the properties of one note say, gathered one by one."""

    def __init__(self, settings: Parsing, properties: list[Property]) -> None:
        self.author = fold(settings.author)
        self.relation_types = {plain_key(name): name for name in settings.relations}
        self.values: dict[str, Any] = {}
        self.written: dict[str, tuple[int, int]] = {}
        self.extra: list[tuple[str, str]] = []
        self.relations: list[tuple[str, str, int, int]] = []
        self.problems: list[Problem] = []
        self.keys: dict[str, Property] = {}
        for item in properties:
            self.take_once(item)
        for key, item in sorted(self.keys.items(), key=lambda pair: _is_alias(pair[0])):
            self.take(key, item)
        if year := self.values.pop("year", ""):
            self.values.setdefault("issued", year)

    def take_once(self, item: Property) -> None:
        """The first property of each key."""
        before = self.keys.setdefault(plain_key(item.key), item)
        if before is not item:
            message = f"`{item.key}` stands in line {before.key_line} and again in line {item.key_line}"
            problem = Problem(Code.YAML_DUPLICATE, message, item.key_line, item.key_column, "keep one of them")
            self.problems.append(problem)

    def take(self, key: str, item: Property) -> None:
        """One property, under the field or relation that it means."""
        raw = _with_wikilinks(item.raw)
        if raw is None or raw in ("", []):
            return
        field = self.field(key, raw)
        relation = field.name if field and field.is_relation else self.relation_types.get(key, "")
        if relation:
            self.relate(relation, item, raw)
        elif field and (field.type == "list" or field.name not in self.written):
            self.fill(field, key, item, raw)
        else:
            self.keep(item, raw)

    def field(self, key: str, raw: Raw) -> Field | None:
        """The field that a key means, which may depend on the other keys and on the value."""
        word = fold(raw.strip()) if isinstance(raw, str) else ""
        if key == "author" and ("authors" in self.keys or (word and word == self.author)):
            return lookup("by")
        if (key == "type" and word in get_args(Kind)) or (key == "layout" and word in ("paper", "page")):
            return lookup("kind")
        if key == "published" and re.match(r"\d{4}\b", word):
            return lookup("issued")
        return lookup(key)

    def fill(self, field: Field, key: str, item: Property, raw: Raw) -> None:
        """A field of the table."""
        try:
            values = said(field, self.plain_items(item, raw) if field.type == "list" else raw)
        except FieldError as error:
            if key in _LOOSE:
                self.keep(item, raw)
                return
            code = Code.KIND_UNKNOWN if field.type == "kind" else Code.FIELD_VALUE
            self.problems.append(Problem(code, error.message, item.line, item.column, error.hint))
            return
        if field.type == "status" and values["status"] not in STATUSES:
            message = f'"{values["status"][:40]}" is no status papernotes knows'
            hint = f"write one of: {', '.join(STATUSES)}"
            self.problems.append(Problem(Code.STATUS_UNKNOWN, message, item.line, item.column, hint))
        self.written.setdefault(field.name, (item.line, item.column))
        for name, value in values.items():
            self.add(name, value, field)

    def add(self, name: str, value: Any, field: Field) -> None:
        """A value; lists and ids are joined, a version or year that came along does not replace one."""
        if name == "ids" or field.type == "list":
            self.values[name] = tuple(dict.fromkeys((*self.values.get(name, ()), *value)))
        elif name == field.name:
            self.values[name] = value
        else:
            self.values.setdefault(name, value)

    def plain_items(self, item: Property, raw: Raw) -> Raw:
        """A list of texts in which `- Attention: a survey` is the text that was meant."""
        if not isinstance(raw, list):
            return raw
        items: list[Raw] = []
        for one, (line, column) in zip(raw, item.items or [(item.line, item.column)] * len(raw), strict=False):
            if isinstance(one, dict) and len(one) == 1 and isinstance(value := next(iter(one.values())), str):
                one = f"{next(iter(one))}: {value}"
                hint = f"write: {quoted(one)}"
                self.problems.append(Problem(Code.YAML_COLON, 'a ":" in a list needs quotes', line, column, hint))
            items.append(one)
        return items

    def relate(self, type: str, item: Property, raw: Raw) -> None:
        """The items of a relation, each with its place."""
        if isinstance(raw, str):
            self.relations += _split(type, raw, item.line, item.column)
        elif isinstance(raw, list) and not any(isinstance(one, dict) and len(one) != 1 for one in raw):
            places = item.items or ((item.line, item.column),) * len(raw)
            self.relations += [
                (type, _mention(one), *place) for one, place in zip(raw, places, strict=False) if one is not None
            ]
        else:
            self.keep(item, raw)

    def keep(self, item: Property, raw: Raw) -> None:
        """A key papernotes does not know."""
        key = item.key.strip()
        self.extra.append((key, flat(raw)))
        if len(self.extra) > _NEAR_KEYS or lookup(key):
            return
        if meant := near(key, tuple(self.relation_types)):
            message, hint = f'unknown key "{key}"', f"did you mean `{meant}`?"
            self.problems.append(Problem(Code.FIELD_UNKNOWN, message, item.key_line, item.key_column, hint))


def _is_alias(key: str) -> bool:
    """Whether a key is another name of its field, which comes after the field's own name."""
    field = lookup(key)
    return field is not None and field.name != key


def _with_wikilinks(raw: Raw) -> Raw:
    """A value in which `[[note]]`, which YAML reads as a list in a list, is a text again."""
    if not isinstance(raw, list):
        return raw
    inner = raw[0] if len(raw) == 1 else None
    if isinstance(inner, list) and inner and all(isinstance(word, str) for word in inner):
        return f"[[{', '.join(map(str, inner))}]]"
    return [_with_wikilinks(item) for item in raw]


def _split(type: str, text: str, line: int, column: int) -> list[tuple[str, str, int, int]]:
    """The relations in a string: split at `;`, or at the commas of a plain row of wikilinks."""
    mark = "," if _WIKILINKS.fullmatch(text.strip()) else ";"
    found = []
    for part in text.split(mark):
        if part.strip():
            found.append((type, part.strip(), line, column + len(part) - len(part.lstrip())))
        column += len(part) + 1
    return found


def _mention(raw: Raw) -> str:
    """An item of a relation as text; `target: reason` is a target with its reason."""
    if isinstance(raw, dict):
        return " - ".join(f"{key} - {flat(value)}" for key, value in raw.items())
    return flat(raw)


def flat(raw: Raw) -> str:
    """A value as one line of text: a list of words by commas, anything deeper as JSON."""
    if isinstance(raw, list) and all(isinstance(item, str) for item in raw):
        return ", ".join(map(str, raw))
    return raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False)
