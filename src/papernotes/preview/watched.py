"""Which folders are watched, and which files in them concern a project."""

from pathlib import Path

from papernotes.config import FILE, SHARED
from papernotes.model.settings import Config

_BELOW = ("templates", "static")


def folders(config: Config) -> dict[Path, bool]:
    """The folders to watch, True for those with all below."""
    root = Path(config.root)
    notes = root / "notes"
    wanted = {path.parent: False for path in _bibliographies(config)}
    wanted |= {root: not notes.is_dir()}
    if notes.is_dir():
        wanted |= {root / name: True for name in ("notes", *_BELOW)}
    return wanted


def concerns(config: Config, path: Path) -> bool:
    """Whether a change of a file can change the site: notes, templates, static files, settings, bibliographies.

    Neither what the site is written to, nor folders that begin with a dot, nor the leftovers of editors.
    """
    root = Path(config.root)
    if path in _bibliographies(config):
        return True
    if not path.is_relative_to(root) or path.is_relative_to(root / config.output):
        return False
    parts = path.relative_to(root).parts
    if not parts or any(part.startswith(".") or part.endswith("~") or part == "__pycache__" for part in parts):
        return False
    if len(parts) == 1 and parts[0] in (FILE, SHARED, "notes", *_BELOW):
        return True
    return parts[0] in ("notes", *_BELOW) or not (root / "notes").is_dir()


def _bibliographies(config: Config) -> set[Path]:
    """The bibliographies that the settings name, wherever they lie."""
    found = set()
    for name in config.bibliography:
        try:
            found.add(Path(config.root, Path(name).expanduser()))
        except RuntimeError:  # no home
            continue
    return found
