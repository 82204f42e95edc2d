"""Requests and their answers, all from memory; what a tab needs is added to a page here, not in the page."""

import asyncio
import json
from collections.abc import AsyncIterator
from html import escape
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from papernotes.preview import editor, guard
from papernotes.preview.session import Answer, Session
from papernotes.themefiles import default_templates

OWN = "/_papernotes/"
_SECONDS = 60  # in which an answer must have been taken
_BEAT = 15  # seconds between signs of life on a stream
_STREAMS = 250
_BODY = 4096  # bytes of a request's body
_KINDS = {"preview.js": "text/javascript; charset=utf-8", "preview.css": "text/css; charset=utf-8"}


class App:
    """The preview as an ASGI application; `allowed` are the hosts it answers to."""

    def __init__(self, session: Session, allowed: frozenset[str]) -> None:
        self._session = session
        self._allowed = allowed
        self._streams = 0
        self._own = {name: (default_templates() / "preview" / name).read_bytes() for name in _KINDS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        answer = self._refused(request) or await self._answer(request)
        if isinstance(answer, StreamingResponse):
            await answer(scope, receive, send)
            return
        try:
            async with asyncio.timeout(_SECONDS):
                await answer(scope, receive, send)
        except TimeoutError:
            return

    def _refused(self, request: Request) -> Response | None:
        scope = request.scope
        address, port = scope.get("server") or ("", 0)
        local = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
        refused = guard.refusal(scope["method"], scope["path"], scope["headers"], self._allowed, local)
        return _text(refused[1], refused[0]) if refused else None

    async def _answer(self, request: Request) -> Response:
        path = request.scope["path"]
        if path == OWN + "events":
            return self._events(request)
        if path == OWN + "edit":
            return await self._edit(request)
        name = path.removeprefix(OWN)
        if path.startswith(OWN):
            kind = _KINDS.get(name)
            return _response(self._own[name], kind) if kind else _text("not found", 404)
        url = guard.site_path(path)
        if url is None:
            return _text("this is no address of the site", 400)
        return await self._page(url)

    async def _page(self, url: str) -> Response:
        answer = await self._session.page(url)
        if answer is None:
            missing = await self._session.page("404.html")
            if missing is None or isinstance(missing.content, Path):
                return _text("not found", 404)
            return _response(_equipped(missing, "404.html", self._session.news.looks), missing.kind, 404)
        if isinstance(answer.content, Path):
            return _file(answer.content, answer.kind, attached=url.startswith("files/"))
        return _response(_equipped(answer, url, self._session.news.looks), answer.kind)

    def _events(self, request: Request) -> Response:
        if request.method != "GET" or self._streams >= _STREAMS:
            return _text("no more tabs can listen", 503)
        page, digest, looks = (request.query_params.get(name, "") for name in ("page", "digest", "looks"))
        kind = "text/event-stream"
        headers = dict(guard.protections(kind, False))
        return StreamingResponse(self._stream(page, digest, looks), headers=headers, media_type=kind)

    async def _stream(self, page: str, digest: str, looks: str) -> AsyncIterator[bytes]:
        """What a tab is told: its page or its looks differ from those it has, and the problems there are.

        A tab that does not read holds up itself alone, for nothing is queued: it is told the newest when it reads on.
        """
        self._streams += 1
        try:
            told, looks = "", looks or self._session.news.looks
            yield b"retry: 1000\n\n"
            while True:
                news = self._session.news
                if (now := await self._session.digest(page)) != digest:
                    digest = now
                    yield _event("page", {"digest": digest})
                if news.looks != looks:
                    looks = news.looks
                    yield _event("looks", looks)
                if news.problems != told:
                    told = news.problems
                    yield _event("problems", json.loads(told))
                await self._session.wait(news.version, _BEAT)
                if self._session.news.version == news.version:
                    yield b":\n\n"
        finally:
            self._streams -= 1

    async def _edit(self, request: Request) -> Response:
        """Open the note of a page, or the file of a diagnostic, in the editor."""
        if request.method != "POST":
            return _text("only POST", 405)
        try:
            async with asyncio.timeout(5):
                wish = json.loads(await _body(request))
            page, path, line = str(wish.get("page", "")), str(wish.get("path", "")), int(wish.get("line", 1))
        except (ValueError, AttributeError, TypeError, RecursionError, TimeoutError):
            return _text("this is no wish to edit", 400)
        file = await self._session.place(page, path)
        if file is None:
            return _text("there is no such note", 404)
        problem = editor.open_file(file, line)
        return _text(problem, 501) if problem else _text("opened", 200)


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _BODY:
            raise ValueError("too long")
    return body


def _equipped(answer: Answer, url: str, looks: str) -> bytes:
    """A page with the script that keeps it fresh."""
    assert isinstance(answer.content, bytes)
    if not answer.kind.startswith("text/html"):
        return answer.content
    data = {"page": url, "digest": answer.digest, "looks": looks, "note": answer.note, "mark": answer.mark}
    known = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    more = (
        f'<link rel="stylesheet" href="{OWN}preview.css"><script src="{OWN}preview.js" id="papernotes-preview"'
        f"{known} defer></script>"
    ).encode()
    head, end, tail = answer.content.rpartition(b"</body>")
    return head + more + end + tail if end else answer.content + more


def _file(path: Path, kind: str, *, attached: bool) -> Response:
    """A file in pieces, with ranges for readers of PDFs and films; 404 for one that has just gone."""
    if not path.is_file():
        return _text("not found", 404)
    return FileResponse(path, headers=dict(guard.protections(kind, attached)), media_type=kind)


def _response(content: bytes, kind: str, status: int = 200) -> Response:
    return Response(content, status, dict(guard.protections(kind, False)), kind)


def _text(words: str, status: int) -> Response:
    kind = "text/plain; charset=utf-8"
    return PlainTextResponse(words + "\n", status, dict(guard.protections(kind, False)), kind)


def _event(name: str, data: Any) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
