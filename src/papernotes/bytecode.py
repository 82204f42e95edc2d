"""The default templates as byte code, kept beside them as Python keeps that of modules: compiling them takes 0.2 s.

A project's own templates are compiled each time, and nothing that runs is ever read from a project's folder.
"""

import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from papernotes import sandbox


class Bytecode(FileSystemBytecodeCache):
    """Byte code of the templates in one folder, in its `__pycache__`; where that cannot be written there is none."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder / "__pycache__"), f"%s.{sys.implementation.cache_tag}.jinja")
        self.folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The file's name, "" for one that stands elsewhere."""
        path = Path(filename or name)
        return path.relative_to(self.folder).as_posix().replace("/", "-") if path.is_relative_to(self.folder) else ""

    def get_source_checksum(self, source: str) -> str:
        """The digest of a template and of what compiles it."""
        return super().get_source_checksum(_compiler() + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept, if it was made of the same; damaged files count for none."""
        if bucket.key:
            with suppress(Exception):
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, unless Python is told to keep nothing."""
        if bucket.key and not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def _compiler() -> str:
    """What decides the byte code of a template besides its text."""
    return f"{sys.version} {jinja2.__version__} {Path(sandbox.__file__).read_text(encoding='utf-8')}"
