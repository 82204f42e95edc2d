"""A small site in a temporary folder, built and looked at through the public door."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from papernotes.model.problem import Diagnostic
from papernotes.model.settings import Config

if TYPE_CHECKING:
    from papernotes.build import Build

ROOT = Path(__file__).parent.parent


def scatter(root: Path, text: str) -> None:
    """Write the files of a text in which each begins with a line `-- path --`."""
    path: Path | None = None
    lines: list[str] = []
    for line in [*text.splitlines(keepends=True), "-- --"]:
        if line.startswith("-- ") and line.rstrip().endswith("--"):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("".join(lines), encoding="utf-8")
            name = line.strip().strip("-").strip()
            path, lines = (root / name if name else None), []
        else:
            lines.append(line)


@dataclass
class Lab:
    """A project in a folder: write, rename and delete files, build, look at what came out."""

    root: Path
    settings: dict[str, object] = field(default_factory=dict)
    last: "Build | None" = None

    def write(self, text: str) -> "Lab":
        """Write or overwrite the files of a text in `-- path --` form."""
        scatter(self.root, text)
        return self

    def rename(self, old: str, new: str) -> "Lab":
        """Move a file."""
        target = self.root / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(target)
        return self

    def delete(self, path: str) -> "Lab":
        """Remove a file."""
        (self.root / path).unlink()
        return self

    def config(self, **settings: object) -> Config:
        """The settings of this lab, with further ones."""
        return Config(**{"root": str(self.root), **self.settings, **settings})  # type: ignore[arg-type]

    def build(self, **options: bool) -> "Lab":
        """Build the site into `site/`."""
        from papernotes.build import build

        self.last = build(self.config(), **options)  # type: ignore[arg-type]
        return self

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What the last build had to say."""
        assert self.last is not None
        return self.last.diagnostics

    @property
    def codes(self) -> list[str]:
        """The codes of what the last build had to say."""
        return [problem.code.value for problem in self.diagnostics]

    @property
    def rendered(self) -> tuple[str, ...]:
        """The pages that the last build rendered."""
        assert self.last is not None
        return self.last.rendered

    def html(self, url: str) -> str:
        """A page of the site as text."""
        return (self.root / "site" / url).read_text(encoding="utf-8")

    def exists(self, url: str) -> bool:
        """Whether a file is in the site."""
        return (self.root / "site" / url).exists()

    def files(self) -> dict[str, bytes]:
        """Every file of the site by its path."""
        site = self.root / "site"
        return {
            path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()
        }


def hear_interrupts() -> None:
    """In a new process: listen to Ctrl-C again, which a shell switches off for what it runs in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def growth(work: Callable[[str], object], pattern: str, size: int = 20_000) -> float:
    """How much longer four times as many repetitions take: 4 is linear, 16 quadratic."""

    def seconds(length: int) -> float:
        text = (pattern * length)[:length]
        start = time.process_time()
        work(text)
        return time.process_time() - start

    return seconds(4 * size) / max(seconds(size), 0.005)
