"""Settings: the file, the environment and the options of a command become one `Config`.

The file is papernotes.toml, or `[tool.papernotes]` in pyproject.toml. An option is stronger than the environment
(`PAPERNOTES_TITLE`), that is stronger than the file, and that is stronger than the default.
"""

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin
from urllib.parse import urlsplit

import msgspec

from papernotes.model.problem import Code, Diagnostic, PapernotesError, Span
from papernotes.model.settings import Config, Parsing
from papernotes.text import distance, nearest

FILE = "papernotes.toml"
SHARED = "pyproject.toml"
PREFIX = "PAPERNOTES_"

_TYPES = {field.name: field.type for field in msgspec.structs.fields(Config) if field.name != "root"}
_DEPTH = 60  # of brackets; tables of settings are two deep
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*\[[ \t]*({_NAME})[ \t]*\]")
_KEY = re.compile(rf"([ \t]*)({_NAME})[ \t]*=[ \t]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_BOOLEANS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


class Settings(NamedTuple):
    """The effective settings, what is to be said of them, and where each value came from."""

    config: Config
    diagnostics: tuple[Diagnostic, ...]
    origins: dict[str, str]


class _File(NamedTuple):
    """A settings file as read: its name in messages, its text, the table that is ours and where that stands."""

    shown: str
    text: str = ""
    table: Mapping[str, Any] = {}
    prefix: tuple[str, ...] = ()


class _Given(NamedTuple):
    """A value that somebody gave for a setting, and where."""

    key: str
    value: Any
    origin: str


def find_root(start: Path) -> Path:
    """The project that a folder lies in: the nearest one upwards with settings or a notes/ folder, else itself.

    A notes/ folder in the home folder or above it makes no project of what lies elsewhere in there.
    """
    try:
        home = Path.home()
    except RuntimeError:
        home = Path("/")
    for folder in (start, *start.parents):
        if (folder / FILE).is_file() or _is_shared(folder / SHARED):
            return folder
        if (folder / "notes").is_dir() and (folder == start or folder not in (home, *home.parents)):
            return folder
    return start


def load(
    root: Path,
    path: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """The settings of the project at `root`; `path` is another file to read, `overrides` what options say.

    Raises PapernotesError (exit code 2) with file, line and column for a file or a value that cannot be read.
    """
    if not root.is_dir():
        raise PapernotesError(f"there is no folder {root}")
    file = _read(root, path)
    problems: list[Diagnostic] = []
    origins = dict.fromkeys(_TYPES, "default")
    values: dict[str, Any] = {}
    layers = (
        _from_file(file, problems),
        _from_environment(os.environ if environment is None else environment, problems),
        _from_options(overrides or {}),
    )
    for given in (given for layer in layers for given in layer):
        values[given.key], origins[given.key] = given.value, given.origin
    return Settings(Config(root=str(root.resolve()), **values), tuple(problems), origins)


def parsing(config: Config) -> Parsing:
    """The settings that parsing depends on."""
    return Parsing(
        html=config.html,
        remote=config.remote,
        inline_tags=config.inline_tags,
        topics_ignore=config.topics_ignore,
        tags_are=config.tags_are,
        references=config.references,
        author=config.author,
        macros=tuple(sorted(config.macros.items())),
        relations=tuple(sorted(config.relations)),
    )


def _is_shared(path: Path) -> bool:
    """Whether a pyproject.toml has settings of ours; one that is not TOML has if it looks so."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    if "papernotes" not in text:
        return False
    try:
        tool = tomllib.loads(text).get("tool")
        return isinstance(tool, dict) and "papernotes" in tool
    except (ValueError, RecursionError):
        return re.search(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*papernotes\b", text, re.MULTILINE) is not None


def _read(root: Path, path: Path | None) -> _File:
    if path is None:
        path = root / (FILE if (root / FILE).is_file() or not _is_shared(root / SHARED) else SHARED)
        if not path.is_file():
            return _File(FILE)
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise PapernotesError(f"the settings file {shown} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(errors="replace")
        place = _place(shown, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        raise PapernotesError(f"{place} this is not UTF-8 text", hint="save the file as UTF-8") from error
    table = _parse(text, shown)
    prefix = ("tool", "papernotes") if path.name == SHARED else ()
    for key in prefix:
        table = table.get(key, {})
        if not isinstance(table, dict):
            raise PapernotesError(
                f"{_place(shown, *_locate(_places(text), prefix)[:2])} [tool.papernotes] must be a table"
            )
    return _File(shown, text, table, prefix)


def _parse(text: str, shown: str) -> dict[str, Any]:
    try:
        if deep := _too_deep(text):
            raise PapernotesError(f"{_place(shown, *deep)} brackets are nested more than {_DEPTH} deep")
        return tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError, and numbers of thousands of digits
        message = str(error)
        at = _AT.search(message)
        line, column = 1, 1
        if at and at[1]:
            line, column = int(at[1]), int(at[2])
        elif at:
            line, column = text.count("\n") + 1, len(text.rpartition("\n")[2]) + 1
        said = _AT.sub("", message)
        raise PapernotesError(
            f"{_place(shown, line, column)} this is not TOML: {said[:1].lower()}{said[1:]}",
            hint='a setting is written: title = "My notes"',
        ) from error


def _too_deep(text: str) -> tuple[int, int] | None:
    """Line and column of the bracket that opens one level too many; brackets in texts and comments do not count."""
    depth = 0
    for match in re.finditer(r"""\"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\#[^\n]*|[\[\]{}]""", text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > _DEPTH:
            before = text[: match.start()]
            return before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    return None


def _from_file(file: _File, problems: list[Diagnostic]) -> Iterator[_Given]:
    places = _places(file.text)
    lines = file.text.split("\n")
    for key, raw in file.table.items():
        line, column, value = _locate(places, (*file.prefix, key))
        if key in _TYPES:
            inner = _wrong_entry(key, raw)
            if inner:
                line, _, value = _locate(places, (*file.prefix, key, inner))
            yield _Given(key, _checked(key, raw, _place(file.shown, line, value)), f"{file.shown}:{line}")
        else:
            span = Span(file.shown, line, column, column + len(key))
            message = f"no setting is called {key}"
            problems.append(Diagnostic(Code.SETTING_UNKNOWN, message, span, _meant(key), lines[line - 1]))


def _from_environment(environment: Mapping[str, str], problems: list[Diagnostic]) -> Iterator[_Given]:
    for name, text in sorted(environment.items()):
        key = name.removeprefix(PREFIX).lower()
        if not name.startswith(PREFIX) or not text:
            continue
        if key in _TYPES:
            yield _Given(key, _checked(key, _from_text(_TYPES[key], text), name), name)
        elif any(distance(key, known, 2) <= 2 for known in _TYPES):  # others may use the prefix for their own
            problems.append(Diagnostic(Code.SETTING_UNKNOWN, f"{name}: no setting is called {key}", hint=_meant(key)))


def _from_options(overrides: Mapping[str, Any]) -> Iterator[_Given]:
    for key, value in overrides.items():
        if value is not None:
            option = "--" + key.replace("_", "-")
            yield _Given(key, _checked(key, value, option), option)


def _from_text(kind: Any, text: str) -> Any:
    """What a text in the environment means: a list is separated by commas, yes and no are many words."""
    if (kind is bool or bool in get_args(kind)) and text.lower() in _BOOLEANS:
        return _BOOLEANS[text.lower()]
    if get_origin(kind) is tuple or any(get_origin(part) is tuple for part in get_args(kind)):
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _checked(key: str, raw: Any, place: str) -> Any:
    """A value of the setting's type; raises PapernotesError that names the place and what is wanted."""
    try:
        value = msgspec.convert(raw, type=_TYPES[key])
    except msgspec.ValidationError as error:
        raise PapernotesError(
            f"{place} {key} must be {_wanted(_TYPES[key])}, not {_shown(raw)}", hint=_choice(_TYPES[key], raw)
        ) from error
    if key == "base_url" and value:
        value = value.rstrip("/")
        if urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc:
            raise PapernotesError(f"{place} base_url must be a full address", hint="https://example.org/notes")
    if key == "language" and not _LANGUAGE.fullmatch(value):
        raise PapernotesError(f"{place} language must be a code of letters such as en or pt-BR, not {_shown(raw)}")
    return value


def _wrong_entry(key: str, raw: Any) -> str:
    """The first key of a table of settings whose value is not of its type."""
    kind = _TYPES[key]
    if get_origin(kind) is dict and isinstance(raw, dict):
        for name, value in raw.items():
            try:
                msgspec.convert(value, type=get_args(kind)[1])
            except msgspec.ValidationError:
                return str(name)
    return ""


def _wanted(kind: Any) -> str:
    """What a setting's type is called in a message."""
    if get_origin(kind) is Literal:
        return " or ".join(f'"{choice}"' for choice in get_args(kind))
    if get_origin(kind) is tuple:
        return 'a list of texts: ["…", "…"]'
    if get_origin(kind) is dict:
        return f"a table whose values are {_wanted(get_args(kind)[1])}"
    if kind in (str, bool):
        return "text in quotes" if kind is str else "true or false"
    return ", or ".join(_wanted(part) for part in get_args(kind))


def _choice(kind: Any, raw: Any) -> str:
    near = nearest(raw, get_args(kind), n=1) if get_origin(kind) is Literal and isinstance(raw, str) else ()
    return f"did you mean {near[0]}?" if near else ""


def _meant(key: str) -> str:
    near = nearest(key, _TYPES, n=1)
    return f"did you mean {near[0]}?" if near else "papernotes config lists all settings"


def _shown(raw: Any) -> str:
    try:
        text = json.dumps(raw, default=str, ensure_ascii=False)
    except RecursionError:
        text = "a table of tables of tables"
    return text if len(text) <= 60 else text[:57] + "…"


def _place(shown: str, line: int, column: int) -> str:
    return f"{shown}:{line}:{column}"


def _places(text: str) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """Line, column and column of the value of each table and key of a TOML text; of tables on one line, the line's."""
    found: dict[tuple[str, ...], tuple[int, int, int]] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            name = table = _names(header[1])
            place = number, header.start(1) + 1, header.start(1) + 1
        elif key := _KEY.match(line):
            name = table + _names(key[2])
            place = number, key.start(2) + 1, key.end() + 1
        else:
            continue
        for length in range(1, min(len(name), 5) + 1):
            found.setdefault(name[:length], place)
    return found


def _locate(places: dict[tuple[str, ...], tuple[int, int, int]], wanted: tuple[str, ...]) -> tuple[int, int, int]:
    """The place of a key, else of the nearest table around it."""
    for length in range(len(wanted), 0, -1):
        if wanted[:length] in places:
            return places[wanted[:length]]
    return 1, 1, 1


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))
