"""Who may ask for what: the rules for Host, Origin, method and path, each an exact allow list."""

import re
import socket
from collections.abc import Iterable, Mapping

_CONTROLS = re.compile(r"[\x00-\x1f\x7f\\]")
Headers = Iterable[tuple[bytes, bytes]]


def hosts(address: str, port: int) -> frozenset[str]:
    """The names under which this server may be asked for; `address` is the one it listens at."""
    names = {"127.0.0.1", "localhost", "[::1]", f"[{address}]" if ":" in address else address}
    if address in ("0.0.0.0", "::"):
        own = socket.gethostname().lower()
        names |= {own, f"{own}.local"}
    return frozenset({f"{name}:{port}" for name in names} | (names if port == 80 else set()))


def refusal(method: str, path: str, headers: Headers, allowed: frozenset[str], local: str) -> tuple[int, str] | None:
    """Status and words with which a request is refused, None for one that may be answered.

    `local` is the address at which the connection arrived, which is a name of ours too.
    """
    names = allowed | {local}
    sent, origins = _values(headers, b"host"), _values(headers, b"origin")
    if len(sent) != 1 or sent[0].lower() not in names:
        return 400, "this is not the name of this server"
    if len(origins) > 1 or not {origin.lower() for origin in origins} <= {f"http://{name}" for name in names}:
        return 403, "another site has no business here"
    if method == "POST" and not (origins and path == "/_papernotes/edit"):
        return (403, "no origin") if path == "/_papernotes/edit" else (405, "only GET and HEAD")
    if method not in ("GET", "HEAD", "POST"):
        return 405, "only GET and HEAD"
    return None


def site_path(path: str) -> str | None:
    """The site path that a request's (once decoded) path asks for; None for one that no page can have."""
    if not path.startswith("/") or _CONTROLS.search(path):
        return None
    url = path[1:]
    if any(part in ("", ".", "..") for part in url.split("/")[:-1]) or url.rpartition("/")[2] in (".", ".."):
        return None
    return url + "index.html" if not url or url.endswith("/") else url


def protections(kind: str, attached: bool) -> Mapping[str, str]:
    """The headers that every answer carries; an attachment is in a sandbox, so that it is no page of ours.

    PDF readers of browsers do not work in a sandbox, and run nothing of the file in our origin.
    """
    policy = "frame-ancestors 'none'"
    if attached and kind != "application/pdf":
        policy = "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'"
    return {
        "content-security-policy": policy,
        "cache-control": "no-store",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
    }


def _values(headers: Headers, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in headers if key == name]
