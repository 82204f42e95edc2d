"""Measured figures go into docs/speed.md by themselves."""

import re
from pathlib import Path

SPEED = Path(__file__).parents[1] / "docs" / "speed.md"
PLOT = SPEED.with_suffix(".svg")


def put(name: str, text: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->`."""
    page = SPEED.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    found = re.search(f"{re.escape(begin)}.*?{re.escape(end)}", page, re.DOTALL)
    assert found, f"docs/speed.md has no place for {name}"
    SPEED.write_text(page[: found.start()] + begin + text + "\n" + end + page[found.end() :], encoding="utf-8")
