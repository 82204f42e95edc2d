"""What stands before the command."""

from typing import NamedTuple


class Options(NamedTuple):
    """Project folder, settings file, and how much to say."""

    root: str | None = None
    config: str | None = None
    quiet: bool = False
    verbose: bool = False
