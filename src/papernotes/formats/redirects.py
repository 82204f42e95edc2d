"""`_redirects`: old addresses with new ones, as Netlify and Cloudflare Pages read them.

Format: https://docs.netlify.com/manage/routing/redirects/overview/, of which only paths and the code 301 are used.
"""

from collections.abc import Iterable
from urllib.parse import quote

_SAFE = "/-._~!$&'()+,;=@"


def write(moved: Iterable[tuple[str, str]], root: str = "") -> str:
    """The file: a line for each pair of paths of a site that begins at `root` ("" or "/notes")."""
    return "".join(f"{_path(root, old)} {_path(root, new)} 301\n" for old, new in moved)


def _path(root: str, path: str) -> str:
    """A path as a browser asks for it: a folder for its index, all that is not plain encoded."""
    path, mark, anchor = path.partition("#")
    folder = path.removesuffix("index.html") if path.endswith("/index.html") or path == "index.html" else path
    return f"{root}/{quote(folder, safe=_SAFE)}{mark}{quote(anchor, safe=_SAFE)}"
