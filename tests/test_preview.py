"""The preview answers from memory, follows the files, and is deaf to everybody but its own pages."""

import errno
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab import hear_interrupts
from papernotes.model.problem import Code, Diagnostic, PapernotesError, Span
from papernotes.model.settings import Config
from papernotes.model.written import Facts, Inline, NoteFields
from papernotes.preview import editor, guard
from papernotes.preview.kinds import kind_of
from papernotes.preview.server import Wishes, bind, serve
from papernotes.preview.watched import concerns, folders
from papernotes.preview.worker import IDLE, NOW, SOON, Worker
from papernotes.watch import Watch

PAGE = "<!doctype html><html><head><title>t</title></head><body><main>{}</main></body></html>"


class Stand:
    """A project of one note per .md file: its page shows the text, and `broken` in it is a template that fails."""

    def __init__(self, root: Path, texts: dict[str, str] | None = None) -> None:
        self.config = Config(root=str(root))
        self.texts = texts or {path.name: path.read_text() for path in sorted((root / "notes").glob("*.md"))}
        if not self.texts:
            raise PapernotesError("there is no Markdown file to build from")
        if any("explode" in text for text in self.texts.values()):
            raise ValueError("exploded")

    def refresh(self, paths: Collection[Path] | None) -> "Stand":
        """Read the notes that may have changed, or everything."""
        root = Path(self.config.root)
        if paths is None:
            return self if Stand(root).texts == self.texts else Stand(root)
        texts = {name: text for name, text in self.texts.items() if root / "notes" / name not in paths}
        texts |= {path.name: path.read_text() for path in paths if path.suffix == ".md" and path.exists()}
        return Stand(root, texts)

    def page(self, url: str) -> tuple[bytes | Path, str] | Diagnostic | None:
        """A page of a note, a file below files/, or the page for what is not there."""
        if url == "404.html":
            return PAGE.format("nothing here").encode(), "text/html; charset=utf-8"
        if url.startswith("files/"):
            path = Path(self.config.root, "notes", url[6:])
            return (path, kind_of(url)) if path.is_file() else None
        text = self.texts.get(url.replace(".html", ".md"))
        if text == "raise":
            raise RuntimeError("raised <here>")
        if text is not None and "broken" in text:
            return Diagnostic(Code.TEMPLATE, "UndefinedError: <oops>", Span("templates/note.html", 3))
        return None if text is None else (PAGE.format(text).encode(), "text/html; charset=utf-8")

    def digest(self, url: str) -> str:
        """The text itself."""
        return self.texts.get(url.replace(".html", ".md"), "")

    def note(self, url: str) -> Facts | None:
        """The note of a page; one that says so is a draft."""
        name = url.replace(".html", ".md")
        if name not in self.texts:
            return None
        fields = NoteFields(draft="draft" in self.texts[name])
        return Facts(
            path=name, shown=f"notes/{name}", digest="", kind="note", title=Inline((name,), (), name), note=fields
        )

    def diagnosing(self) -> Iterator[None]:
        """In two steps."""
        yield
        yield

    def save(self) -> bool:
        """Nothing is remembered."""
        return False

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """A warning for every `TODO`, an error for what is broken."""
        found = [(name, "TODO" in text, "broken" in text) for name, text in self.texts.items()]
        return tuple(
            Diagnostic(Code.TEMPLATE if broken else Code.WANTED, f"look at {name}", Span(f"notes/{name}", 1, 2, 4))
            for name, todo, broken in found
            if todo or broken
        )


class Client:
    """Speaks to a server at a port."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """One request over a new connection; `host` and others as keyword arguments."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        given = {"host": f"127.0.0.1:{self.port}", **{key.replace("_", "-"): value for key, value in headers.items()}}
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for key, value in given.items():
            connection.putheader(key, value)
        if body is not None:
            connection.putheader("content-length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        content = answer.read() if "event-stream" not in answer.headers.get("content-type", "") else b""
        connection.close()
        return answer, content

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and text of a page."""
        answer, content = self.ask(path, **headers)
        return answer.status, content.decode()

    def raw(self, sent: bytes, seconds: float = 3) -> bytes:
        """What comes back for some bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            connection.sendall(sent)
            came = b""
            try:
                while more := connection.recv(65536):
                    came += more
            except (TimeoutError, ConnectionResetError):
                pass
            return came

    def events(self, page: str, digest: str = "") -> "Stream":
        """Listen as an open tab does."""
        return Stream(self.port, page, digest)

    def until(self, path: str, words: str, seconds: float = 5) -> bool:
        """Whether a page shows some words in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if words in self.get(path)[1]:
                return True
            time.sleep(0.01)
        return False


class Stream:
    """An event stream that is open."""

    def __init__(self, port: int, page: str, digest: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        path = f"/_papernotes/events?page={quote(page)}&digest={quote(digest)}"
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        self.lines = self.socket.makefile("r", encoding="utf-8", newline="\n")
        assert "200" in self.lines.readline()

    def next(self, name: str) -> Any:
        """The data of the next event of a name."""
        for line in self.lines:
            if line == f"event: {name}\n":
                return json.loads(self.lines.readline().removeprefix("data: "))
        raise AssertionError("the stream has ended")

    def close(self) -> None:
        """Hang up."""
        self.lines.close()
        self.socket.close()


class Running:
    """A server in a thread of this process."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import uvicorn

        servers: list[uvicorn.Server] = []
        real = uvicorn.Server.serve

        async def keep(server: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
            servers.append(server)
            await real(server, sockets)

        def see(watch: Watch, wanted: dict[Path, bool]) -> set[Path]:
            fresh = look(watch, wanted)
            self.is_watching = True
            return fresh

        look, self.is_watching = Watch.see, False
        monkeypatch.setattr(Watch, "see", see)
        monkeypatch.setattr(uvicorn.Server, "serve", keep)
        self.said: list[Diagnostic] = []
        self.failure: Exception | None = None
        told: list[str] = []
        self.thread = threading.Thread(target=self._run, args=[root, told], daemon=True)
        self.thread.start()
        wait(lambda: bool(told and servers) or self.failure is not None)
        self.servers = servers
        self.port = int(told[0].rstrip("/").rpartition(":")[2]) if told else 0

    def _run(self, root: Path, told: list[str]) -> None:
        """Serve until told to stop."""

        def load(_: Stand | None) -> tuple[Stand, tuple[Diagnostic, ...]]:
            if (root / "papernotes.toml").exists() and "wrong" in (root / "papernotes.toml").read_text():
                raise PapernotesError("papernotes.toml:1:1 this is wrong", "write it right")
            return Stand(root), ()

        try:
            serve(load, Wishes(), self.said.extend, told.append)
        except Exception as error:
            self.failure = error

    def stop(self) -> None:
        """End the server."""
        for server in self.servers:
            server.should_exit = True
        self.thread.join(5)
        assert not self.thread.is_alive()


def wait(ready: Callable[[], bool], seconds: float = 5) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.005)


def is_open(connection: socket.socket) -> bool:
    """Whether the other side still listens to one more letter."""
    try:
        connection.sendall(b"G")
        return connection.recv(1) != b""
    except TimeoutError:
        return True
    except OSError:
        return False


def scatter(folder: Path) -> Path:
    """A project of two notes, a figure and slides."""
    (folder / "notes").mkdir()
    texts = {"a.md": "alpha", "b.md": "a draft", "figure.svg": "<svg/>", "slides.pdf": "%PDF-1.4 " * 100}
    for name, text in texts.items():
        (folder / "notes" / name).write_text(text)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of one test's own."""
    return scatter(tmp_path)


@pytest.fixture
def running(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A server of that project."""
    server = Running(root, monkeypatch)
    yield server
    server.stop()


@pytest.fixture
def client(running: Running) -> Client:
    """Somebody who asks that server, once it has read the project and watches it."""
    client = Client(running.port)
    assert client.get("/a.html")[0] == 200
    wait(lambda: running.is_watching)
    return client


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Somebody who asks a server whose project nobody changes."""
    with pytest.MonkeyPatch.context() as patch:
        folder = scatter(tmp_path_factory.mktemp("served"))
        (folder / "secret.txt").write_text("secret")
        server = Running(folder, patch)
    yield Client(server.port)
    server.stop()


def test_a_page_comes_with_what_a_tab_needs(reader: Client) -> None:
    """The page's own bytes, and before the end of its body the script that knows page, digest, note and mark."""
    status, text = reader.get("/b.html")

    assert status == 200
    assert text.startswith("<!doctype html><html><head><title>t</title></head><body><main>a draft</main>")
    assert (
        'data-page="b.html" data-digest="a draft-draft" data-looks="0.0" data-note="notes/b.md" data-mark="draft" defer'
        in text
    )
    assert text.endswith("</script></body></html>")
    assert 'data-mark=""' in reader.get("/a.html")[1]


def test_answers_carry_their_protections(reader: Client) -> None:
    """Charset, nosniff, no-store, no frame around it, and no CORS header at all."""
    headers = reader.ask("/a.html")[0].headers

    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert not [name for name in headers if name.lower().startswith("access-control")]


def test_what_is_not_there_is_the_sites_own_404(reader: Client) -> None:
    """The page for it repeats nothing of what was asked."""
    status, text = reader.get("/%3Cscript%3Ealert(1)%3C/script%3E.html")

    assert (status, "nothing here" in text, "alert" in text) == (404, True, False)


def test_its_own_files_are_served(reader: Client) -> None:
    """Script and style of the preview."""
    assert reader.ask("/_papernotes/preview.js")[0].headers["content-type"].startswith("text/javascript")
    assert reader.get("/_papernotes/preview.css")[0] == 200
    assert reader.get("/_papernotes/other.js")[0] == 404


def test_attachments_are_in_a_sandbox(reader: Client) -> None:
    """A figure from the notes is no page of ours."""
    answer, content = reader.ask("/files/figure.svg")

    assert (answer.status, content, answer.headers["content-type"]) == (200, b"<svg/>", "image/svg+xml")
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert reader.get("/files/gone.svg")[0] == 404


def test_a_pdf_comes_in_ranges(reader: Client) -> None:
    """Readers ask for parts of a file."""
    answer, content = reader.ask("/files/slides.pdf", range="bytes=0-3")

    assert (answer.status, content, answer.headers["content-range"]) == (206, b"%PDF", "bytes 0-3/900")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/../a.html", 400),
        ("/%2e%2e/a.html", 400),
        ("/x/%2e%2e/a.html", 400),
        ("/%252e%252e/a.html", 404),
        ("//example.org/", 400),
        ("/..%2f..%2fetc/passwd", 400),
        ("/%5c..%5ca.html", 400),
        ("/a.html%00", 400),
        ("/files//etc/passwd", 400),
        ("/files/../../secret.txt", 400),
        ("http://example.org/a.html", 400),
        ("/a.html?x=../../y", 200),
        ("/notes/", 404),
        ("/" + "a" * 5000, 404),
        ("/%ff%fe", 404),
    ],
)
def test_paths_cannot_leave_the_site(reader: Client, path: str, status: int) -> None:
    """400 or 404, never a file, a list of a folder, or a redirect."""
    got, text = reader.get(path)

    assert got == status
    assert not any(words in text for words in ("secret", "root:", "served0"))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="/.\\%a\0:#?é", max_size=14))
def test_every_site_path_is_plain(path: str) -> None:
    """What is asked of the project is a relative path without dots, backslashes and empty parts."""
    url = guard.site_path("/" + path)

    assert url is None or all(part not in ("", ".", "..") for part in url.split("/"))
    assert url is None or "\\" not in url


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", "", "127.0.0.1:80:80"]
)
def test_a_foreign_host_is_refused(reader: Client, host: str) -> None:
    """A name that was bound to this address elsewhere reads nothing."""
    assert reader.get("/a.html", host=host)[0] == 400


def test_our_names_are_answered(reader: Client) -> None:
    """127.0.0.1, localhost and [::1] with our port, in any case."""
    for name in ("127.0.0.1", "LOCALHOST", "[::1]"):
        assert reader.get("/a.html", host=f"{name}:{reader.port}")[0] == 200


def test_two_hosts_are_none(reader: Client) -> None:
    """Host must stand exactly once."""
    ours = f"Host: 127.0.0.1:{reader.port}\r\n"
    assert b" 400 " in reader.raw(f"GET /a.html HTTP/1.1\r\n{ours}{ours}Connection: close\r\n\r\n".encode())
    assert b" 400 " in reader.raw(b"GET /a.html HTTP/1.0\r\n\r\n")


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://evil.example", "file://", "127.0.0.1:{port}"]
)
@pytest.mark.parametrize("path", ["/a.html", "/_papernotes/events?page=a.html", "/files/figure.svg"])
def test_a_foreign_origin_is_refused(reader: Client, origin: str, path: str) -> None:
    """403, on the stream of events too."""
    assert reader.get(path, origin=origin.format(port=reader.port))[0] == 403
    assert reader.get("/a.html", origin=f"http://localhost:{reader.port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"])
def test_only_get_and_head(reader: Client, method: str) -> None:
    """Other methods change nothing and are told so; HEAD has no body."""
    assert reader.ask("/a.html", method)[0].status == 405
    answer, content = reader.ask("/a.html", "HEAD")
    assert (answer.status, content) == (200, b"")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\n" + b"x: " + b"y" * 100_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 20_000 + b"\r\n",
    ],
    ids=["tls", "long header", "long line", "http2", "nonsense", "many headers"],
)
def test_foreign_protocols_are_shown_the_door(reader: Client, sent: bytes) -> None:
    """4xx or a closed connection, not one that is left open, and the next one is answered."""
    start = time.monotonic()
    try:
        came = reader.raw(sent, 30)
    except (BrokenPipeError, ConnectionResetError):
        came = b""

    assert came == b"" or came.startswith(b"HTTP/1.1 4")
    assert time.monotonic() - start < 20
    assert reader.get("/a.html")[0] == 200


def test_a_request_has_a_total_deadline(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends one letter after the other is cut off; idle connections too."""
    monkeypatch.setattr("papernotes.preview.door.SECONDS", 0.5)
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", client.port), timeout=0.05) as slow:
        while is_open(slow) and time.monotonic() - start < 30:
            time.sleep(0.02)

    assert 0.4 < time.monotonic() - start < 20


def test_half_requests_and_many_streams_hurt_nobody(client: Client) -> None:
    """300 half-sent requests and 200 open streams, and a page still comes before anybody gives up."""
    half = [socket.create_connection(("127.0.0.1", client.port)) for _ in range(300)]
    for connection in half:
        try:
            connection.sendall(b"GET / HTTP/1.1\r\nHo")
        except OSError:
            continue
    streams = [client.events("a.html", "alpha") for _ in range(200)]

    assert client.get("/a.html")[0] == 200
    for connection in [*half, *streams]:
        connection.close()


def test_a_save_is_served_and_told(client: Client, root: Path) -> None:
    """After a save the page is new, and a tab that shows it hears of it."""
    assert "alpha" in client.get("/a.html")[1]
    tab = client.events("a.html", "alpha")
    other = client.events("b.html", "a draft-draft")
    (root / "notes/a.md").write_text("omega")

    assert tab.next("page") == {"digest": "omega"}
    assert "omega" in client.get("/a.html")[1]
    (root / "notes/b.md").write_text("another draft")
    assert other.next("page") == {"digest": "another draft-draft"}
    tab.close()
    other.close()


def test_a_tab_that_comes_back_hears_what_it_missed(client: Client, root: Path) -> None:
    """With the digest of an older page it is told at once."""
    tab = client.events("a.html", "older")

    assert tab.next("page") == {"digest": "alpha"}
    tab.close()


def test_new_and_deleted_notes_are_followed(client: Client, root: Path) -> None:
    """A new note has a page; a deleted one has none."""
    (root / "notes/new.md").write_text("brand new")
    assert client.until("/new.html", "brand new")
    (root / "notes/new.md").unlink()
    assert client.until("/new.html", "nothing here")


def test_many_changes_are_one(client: Client, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout of a thousand files is taken together, on a busy machine in some portions, never one by one."""
    taken: list[int] = []
    real = Stand.refresh

    def refresh(stand: Stand, paths: Collection[Path] | None) -> Stand:
        taken.append(len(paths or ()))
        return real(stand, paths)

    monkeypatch.setattr(Stand, "refresh", refresh)
    for number in range(1000):
        (root / f"notes/n{number}.md").write_text(f"words {number}")
    wait(lambda: client.get("/n999.html")[0] == 200, 20)

    assert len([count for count in taken if count]) < 100
    assert "words 500" in client.get("/n500.html")[1]


def test_while_a_file_is_saved_its_page_never_goes(client: Client, root: Path) -> None:
    """Emptied and written again, deleted and put back, replaced: no request sees a 404, a 5xx or half a page."""
    assert client.get("/a.html")[0] == 200
    seen: set[tuple[int, str]] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            status, text = client.get("/a.html")
            seen.add((status, text.partition("<main>")[2].partition("</main>")[0]))

    watcher = threading.Thread(target=look)
    watcher.start()
    note = root / "notes/a.md"
    for number in range(8):
        text = f"version {number}"
        if number % 2:
            note.unlink()
        else:
            note.write_text("")
        time.sleep(0.01)
        note.write_text(text)
        assert client.until("/a.html", text)
    done.set()
    watcher.join(5)

    assert {status for status, _ in seen} == {200}
    assert all(text == "alpha" or text.startswith("version") for _, text in seen)


def test_a_broken_template_leaves_the_last_good_page(client: Client, root: Path) -> None:
    """The page stays, its problem is told with place, and both are mended by a save."""
    tab = client.events("a.html", "alpha")
    assert "alpha" in client.get("/a.html")[1]
    (root / "notes/a.md").write_text("broken")
    assert tab.next("page") == {"digest": "broken"}
    assert client.get("/a.html")[0] == 200
    assert "alpha" in client.get("/a.html")[1]
    while not (told := tab.next("problems"))["problems"]:
        pass
    assert told["words"] == "1 error"
    assert told["problems"][0]["path"] == "notes/a.md"

    (root / "notes/a.md").write_text("mended")
    while tab.next("problems")["problems"]:
        pass
    assert "mended" in client.get("/a.html")[1]
    tab.close()


def test_a_page_that_never_was_good_says_why(client: Client, root: Path) -> None:
    """Its error stands at its own address, as text."""
    (root / "notes/c.md").write_text("broken")

    assert client.until("/c.html", "This page cannot be made")
    assert "UndefinedError: &lt;oops&gt;" in client.get("/c.html")[1]


def test_a_build_that_fails_leaves_the_last_one(client: Client, running: Running, root: Path) -> None:
    """An unexpected exception while reading: the pages stay, with the message on top, until it is gone."""
    tab = client.events("a.html", "alpha")
    (root / "notes/b.md").write_text("explode")
    while not (told := tab.next("problems"))["problems"]:
        pass

    assert told["problems"][0]["message"] == "ValueError: exploded"
    assert "alpha" in client.get("/a.html")[1]
    (root / "notes/b.md").write_text("well again")
    assert client.until("/b.html", "well again")
    assert [problem.message for problem in running.said] == ["ValueError: exploded"]
    tab.close()


def test_wrong_settings_leave_the_last_site(client: Client, root: Path) -> None:
    """The message comes on top and goes with the next good settings."""
    tab = client.events("a.html", "alpha")
    (root / "papernotes.toml").write_text("wrong")
    while not (told := tab.next("problems"))["problems"]:
        pass
    assert (told["problems"][0]["code"], told["problems"][0]["hint"]) == ("stopped", "write it right")
    (root / "notes/b.md").write_text("another note")
    time.sleep(0.2)
    tab.close()
    tab = client.events("a.html", "alpha")
    assert tab.next("problems")["problems"][0]["code"] == "stopped"
    assert "alpha" in client.get("/a.html")[1]
    (root / "papernotes.toml").write_text("right")
    while tab.next("problems")["problems"]:
        pass
    tab.close()


def test_a_page_that_raises_says_so(client: Client, root: Path) -> None:
    """An unexpected exception in one page: its last good bytes, else the error at its own address, as text."""
    assert "alpha" in client.get("/a.html")[1]
    (root / "notes/a.md").write_text("raise")
    (root / "notes/c.md").write_text("raise")

    assert client.until("/c.html", "RuntimeError: raised &lt;here&gt;")
    assert client.get("/c.html")[0] == 200
    assert "alpha" in client.get("/a.html")[1]


def test_what_no_bell_told_is_found_later(client: Client, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change whose event was lost is seen with the next look at everything."""
    monkeypatch.setattr("papernotes.preview.session.concerns", lambda _, path: path.name != "a.md")
    assert "alpha" in client.get("/a.html")[1]
    (root / "notes/a.md").write_text("unheard")
    (root / "notes/b.md").write_text("heard")

    assert client.until("/b.html", "heard")
    assert client.until("/a.html", "unheard")


def test_a_silent_stream_has_a_beat(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a connection that has died is noticed."""
    monkeypatch.setattr("papernotes.preview.app._BEAT", 0.05)
    tab = client.events("a.html", "alpha")
    beats = [line for _, line in zip(range(30), tab.lines, strict=False) if line == ":\n"]
    tab.close()

    assert len(beats) > 2


def test_too_many_streams_are_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more tab than there is room for hears nothing; pages still come."""
    monkeypatch.setattr("papernotes.preview.app._STREAMS", 1)
    tab = client.events("a.html", "alpha")
    assert client.get("/_papernotes/events?page=b.html")[0] == 503
    assert client.get("/a.html")[0] == 200
    tab.close()


def test_where_the_system_gives_no_watches_it_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, and files are followed all the same."""
    from watchdog.observers import Observer

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "schedule", refuse)
    server = Running(root, monkeypatch)
    assert Client(server.port).get("/a.html")[0] == 200
    (root / "notes/a.md").write_text("polled")
    followed = Client(server.port).until("/a.html", "polled")
    server.stop()

    assert followed
    assert [problem.code for problem in server.said] == [Code.WATCH]


def test_new_looks_are_told_without_a_new_page(client: Client, root: Path) -> None:
    """A changed style sheet or script of the theme reaches every open tab."""
    (root / "templates").mkdir()
    time.sleep(0.2)
    tab = client.events("a.html", "alpha")
    (root / "templates" / "style.css").write_text("body {}")

    assert tab.next("looks").endswith(".0")
    (root / "templates" / "site.js").write_text("1")
    while not tab.next("looks").endswith(".1"):
        pass
    tab.close()


def test_diagnostics_are_said_once(client: Client, running: Running, root: Path) -> None:
    """The terminal hears what is new, not everything again."""
    (root / "notes/a.md").write_text("TODO one")
    wait(lambda: len(running.said) == 1)
    (root / "notes/c.md").write_text("TODO two")
    wait(lambda: len(running.said) == 2)

    assert [problem.message for problem in running.said] == ["look at a.md", "look at c.md"]


def test_edit_opens_the_note_in_the_editor(client: Client, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a request of our own page; the file of a diagnostic too; nothing else, and for nobody else."""
    opened: list[tuple[Path, int]] = []
    monkeypatch.setattr(editor, "open_file", lambda path, line: opened.append((path, line)) or "")
    (root / "notes/a.md").write_text("TODO")
    tab = client.events("a.html", "alpha")
    while not tab.next("problems")["problems"]:
        pass
    tab.close()

    def wish(body: object, **headers: str) -> int:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return client.ask("/_papernotes/edit", "POST", raw, **headers)[0].status

    ours = f"http://127.0.0.1:{client.port}"
    assert wish({"page": "b.html"}, origin=ours) == 200
    assert wish({"path": "notes/a.md", "line": 7}, origin=ours) == 200
    assert opened == [(root / "notes/b.md", 1), (root / "notes/a.md", 7)]

    assert wish({"page": "b.html"}) == 403
    assert wish({"page": "b.html"}, origin="http://evil.example") == 403
    assert wish({"path": "notes/b.md"}, origin=ours) == 404
    assert wish({"path": "../../etc/passwd"}, origin=ours) == 404
    assert wish({"page": "none.html"}, origin=ours) == 404
    assert wish(b"[" * 4000, origin=ours) == 400
    assert wish(b"[]", origin=ours) == 400
    assert wish(b"x" * 10_000, origin=ours) == 400
    assert client.get("/_papernotes/edit")[0] == 405
    assert len(opened) == 2


def test_nothing_is_written(client: Client, root: Path) -> None:
    """Serving leaves no file behind."""
    before = sorted(root.rglob("*"))
    client.get("/a.html")
    client.get("/files/slides.pdf")

    assert sorted(root.rglob("*")) == before


def test_streams_that_hang_up_are_forgotten(client: Client, running: Running) -> None:
    """Closed tabs leave no connection behind."""
    streams = [client.events("a.html", "alpha") for _ in range(50)]
    for stream in streams:
        stream.close()

    wait(lambda: len(running.servers[0].server_state.connections) == 0)


def test_a_project_that_cannot_be_loaded_ends_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to serve: the error is the command's."""
    (tmp_path / "notes").mkdir()
    failed = Running(tmp_path, monkeypatch)
    failed.thread.join(5)

    assert isinstance(failed.failure, PapernotesError)
    assert failed.failure.code == 2


def test_a_port_in_use_is_refused_or_passed_over() -> None:
    """An explicit port must be free (exit code 2); without one the next is taken."""
    with bind("127.0.0.1", 0) as first, bind("127.0.0.1", 0) as second:
        taken = first.getsockname()[1]
        assert second.getsockname()[1] != taken
        with pytest.raises(PapernotesError, match=f"port {taken} is in use") as caught:
            bind("127.0.0.1", taken)
    assert caught.value.code == 2
    with bind("127.0.0.1", taken):
        pass
    with pytest.raises(PapernotesError, match="cannot listen"):
        bind("203.0.113.1", 0)


def test_which_files_concern_a_project(tmp_path: Path) -> None:
    """Notes, templates, static files, settings and named bibliographies; no dot folder, no output, no leftovers."""
    (tmp_path / "notes").mkdir()
    config = Config(root=str(tmp_path), bibliography=("/elsewhere/library.bib",))
    yes = ["notes/a.md", "notes/x/y.png", "templates/base.html", "static/CNAME", "papernotes.toml", "notes"]
    no = [
        "site/index.html",
        ".git/HEAD",
        "notes/.a.md.swp",
        "notes/a.md~",
        "src/x.py",
        "README.md",
        ".papernotes/cache",
    ]

    assert [name for name in yes + no if concerns(config, tmp_path / name)] == yes
    assert concerns(config, Path("/elsewhere/library.bib"))
    assert not concerns(config, Path("/elsewhere/other.bib"))
    assert folders(config) == {
        Path("/elsewhere"): False,
        tmp_path: False,
        **{tmp_path / name: True for name in ("notes", "templates", "static")},
    }


def test_a_vault_is_watched_whole(tmp_path: Path) -> None:
    """Where there is no notes/, everything but the site and dot folders is."""
    config = Config(root=str(tmp_path))

    assert folders(config) == {tmp_path: True}
    assert concerns(config, tmp_path / "any/where.md")
    assert not concerns(config, tmp_path / "site/where.md")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("assets/site.js", "text/javascript; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("files/Paper.PDF", "application/pdf"),
        ("files/thing", "application/octet-stream"),
    ],
)
def test_content_types(url: str, kind: str) -> None:
    """By the ending, text with its charset."""
    assert kind_of(url) == kind


@pytest.mark.parametrize(
    ("name", "told"),
    [("subl", ["{path}:7"]), ("codium", ["--goto", "{path}:7"]), ("gedit", ["+7", "{path}"]), ("pad", ["{path}"])],
)
def test_the_editor_is_told_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: list[str]
) -> None:
    """$VISUAL is started without a shell, in the way that it understands."""
    program, out, note = tmp_path / name, tmp_path / "out", tmp_path / "a note; $(rm).md"
    program.write_text(f'#!{sys.executable}\nimport sys\nopen({str(out)!r}, "w").write("\\n".join(sys.argv[1:]))\n')
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{program}' --wait")

    assert editor.open_file(note, 7) == ""
    wait(lambda: out.exists() and out.read_text() != "")
    assert out.read_text().split("\n") == ["--wait", *(word.format(path=note) for word in told)]


def test_an_editor_of_the_terminal_is_not_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """vim has no window here; where nothing else is installed, one is told what to set."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("EDITOR", "vim")
    monkeypatch.delenv("VISUAL", raising=False)

    assert "set VISUAL" in editor.open_file(tmp_path / "a.md")


SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_preview import Stand
from papernotes import __main__
from papernotes.preview.server import Wishes, serve
import papernotes.cli.serve as command
import click
@click.command()
def stand():
    wishes = Wishes(port={port})
    serve(lambda before: (Stand(Path({root!r})), ()), wishes, print, lambda address: print(address, flush=True))
import papernotes.cli as cli
cli.load = lambda name: stand
sys.argv = ["papernotes", "serve"]
__main__.main()
"""


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_ends_with_streams_open(root: Path, sent: int, code: int) -> None:
    """Ctrl-C and SIGTERM: gone, with the exit code of the signal, and the port is free."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]  # none that another test would take when it is free again
    script = SCRIPT.format(tests=str(Path(__file__).parent), root=str(root), port=port)
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_interrupts,
    ) as run:
        try:
            assert run.stdout is not None
            assert run.stdout.readline().strip().endswith(f":{port}/")
            reader = Client(port)
            assert reader.get("/a.html")[0] == 200
            streams = [reader.events("a.html", "alpha") for _ in range(3)]
            os.kill(run.pid, sent)
            _, errors = run.communicate(timeout=20)
        finally:
            run.kill()
    assert (run.returncode, "Traceback" in errors) == (code, False)
    for stream in streams:
        stream.close()
    with bind("127.0.0.1", port):
        pass


def test_work_is_done_by_its_rank() -> None:
    """Who waits for a page comes before diagnosing, equals in order."""
    worker, started, done = Worker(), threading.Event(), []
    worker.do(lambda: started.wait(5))
    jobs = [worker.do(lambda rank=rank: done.append(rank), rank) for rank in (IDLE, NOW, SOON, IDLE, NOW)]
    started.set()
    for job in jobs:
        job.result(5)

    assert [NOW, NOW, SOON, IDLE, IDLE] == done


def test_a_page_does_not_wait_for_the_clients_word(client: Client, running: Running) -> None:
    """A page's body goes out at once, not 40 ms later when the client has confirmed its head."""
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=5)
    connection.request("GET", "/a.html")
    connection.getresponse().read()
    sockets = [door.transport.get_extra_info("socket") for door in running.servers[0].server_state.connections]

    assert {1} == {found.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for found in sockets}
    connection.close()
