"""Options of the tests of the Markdown room."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-cases` (for `pytest tests/markdown --update-cases`)."""
    parser.addoption("--update-cases", action="store_true", help="rewrite what the cases expect by what comes out")
