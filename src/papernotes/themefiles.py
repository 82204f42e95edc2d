"""Where templates are: the theme's own folder, and the project's before it."""

from collections.abc import Iterable, Iterator
from pathlib import Path


def default_templates() -> Path:
    """The folder of the default theme: in the installed package, else in the checkout."""
    package = Path(__file__).parent
    shipped = package / "templates"
    return shipped if shipped.is_dir() else package.parent.parent / "templates"


def folders(overrides: Path | None = None) -> tuple[Path, ...]:
    """The folders that templates are looked for in, the first wins; the default theme's own is the last."""
    own = default_templates()
    if overrides is not None and overrides.is_dir() and overrides.resolve() != own.resolve():
        return overrides, own
    return (own,)


def files(folders: Iterable[Path]) -> Iterator[Path]:
    """Everything in folders of templates but the byte code that Python and we keep there."""
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if "__pycache__" not in path.parts)
