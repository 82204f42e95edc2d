"""The house keeps its shape: rooms import only what stands above them, and stay small."""

import ast
import re
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import papernotes
from papernotes.model.page import Html, View

SRC = Path(papernotes.__file__).parent
MODULES = sorted(SRC.rglob("*.py"))


def rooms() -> list[str]:
    """The rooms floor by floor, as the table of docs/architecture.md has them."""
    text = (SRC.parent.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\|[ \w]*\| (`[^|]*) \|", text, re.MULTILINE)
    return re.findall(r"`(\w+)(?:\.py|/)`", " ".join(cells))


ORDER = [*rooms(), "__main__"]  # a later room may use an earlier one, never the other way


def room(name: str) -> str:
    """The room a dotted module name belongs to: the longest name of ORDER it starts with."""
    inner = name.removeprefix("papernotes").lstrip(".")
    fits = [known for known in ORDER if inner == known or inner.startswith(known + ".")]
    return max(fits, key=len, default="")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every papernotes module that a file imports, type-only and in-function imports too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names if alias.name.startswith("papernotes"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("papernotes"):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                is_module = (SRC.parent / inner.replace(".", "/")).with_suffix(".py").exists() or (
                    SRC.parent / inner.replace(".", "/")
                ).is_dir()
                yield (inner if is_module else str(node.module)), node.lineno


def dotted(path: Path) -> str:
    """The dotted name of a module file."""
    return ".".join(path.relative_to(SRC.parent).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_imports_go_down_the_stairs(path: Path) -> None:
    """A room imports only rooms that stand before it in the table."""
    own = room(dotted(path))
    if dotted(path) == "papernotes":
        return
    assert own, f"{dotted(path)} stands in no floor"
    wrong = [
        f"line {line}: {name}"
        for name, line in imports(path)
        if name != "papernotes" and room(name) != own and ORDER.index(room(name)) > ORDER.index(own)
    ]

    assert wrong == []


def test_inside_a_room_no_imports_go_in_circles() -> None:
    """No module reaches itself through imports, not even inside a package."""
    graph = {dotted(path): {name for name, _ in imports(path)} for path in MODULES}
    state: dict[str, str] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert state.get(name) != "open", " → ".join((*trail, name))
        if name in graph and name not in state:
            state[name] = "open"
            for other in sorted(graph[name] - {name, "papernotes"}):
                visit(other, (*trail, name))
            state[name] = "done"

    for module in graph:
        visit(module, ())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_modules_and_functions_stay_small(path: Path) -> None:
    """A module has at most 400 lines and a function at most 50."""
    text = path.read_text(encoding="utf-8")
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > 50
    ]

    assert long == []
    assert len(text.splitlines()) <= 400


def views() -> list[type]:
    """Every view of every page kind."""
    from papernotes.pages import KINDS

    assert KINDS
    found: list[type] = []
    todo = [View]
    while todo:
        todo += (kinds := todo.pop().__subclasses__())
        found += kinds
    return sorted(found, key=lambda view: view.__name__)


def is_plain(kind: object, seen: set[object]) -> bool:
    """Whether a type hint holds only values whose equality and encoding are exact."""
    if kind in seen or kind in (str, int, float, bool, type(None), Html, ...):
        return True
    seen.add(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return all(is_plain(hint, seen) for hint in typing.get_type_hints(kind).values())
    origin = typing.get_origin(kind)
    if origin is typing.Literal:
        return True
    if origin is None or origin in (dict, list, set):
        return False
    return all(is_plain(arg, seen) for arg in typing.get_args(kind))


@pytest.mark.parametrize("view", views(), ids=lambda view: view.__name__)
def test_views_hold_plain_values(view: type) -> None:
    """A view holds no set, dict, path or function, so that equal pages have equal bytes."""
    wrong = {name: hint for name, hint in typing.get_type_hints(view).items() if not is_plain(hint, set())}

    assert wrong == {}


def test_every_room_of_the_table_is_there() -> None:
    """docs/architecture.md names no room that has gone."""
    assert [name for name in ORDER if not (SRC / name).is_dir() and not (SRC / f"{name}.py").is_file()] == []
