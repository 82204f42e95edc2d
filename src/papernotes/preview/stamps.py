"""Size and time of every file of a project: a hint which of them have changed."""

from collections.abc import Iterator
from pathlib import Path

from papernotes import themefiles
from papernotes.model.settings import Config
from papernotes.sources import files
from papernotes.themefiles import folders

Stamps = dict[Path, tuple[int, int]]


def stamps(config: Config) -> Stamps:
    """What a look at all files sees, notes, bibliographies, static files and templates."""
    return dict(_stamps(config))


def _stamps(config: Config) -> Iterator[tuple[Path, tuple[int, int]]]:
    root = Path(config.root)
    for path in (*files(root, config), *themefiles.files(folders(root / "templates"))):
        try:
            stat = path.stat()
        except OSError:
            continue
        yield path, (stat.st_size, stat.st_mtime_ns)
