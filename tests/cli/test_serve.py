"""papernotes serve: the real thing, from its first page to Ctrl-C."""

import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lab import hear_interrupts
from papernotes.cli import papernotes
from papernotes.preview.server import Wishes

NOTE = "---\ntitle: {}\nauthors: Ashish Vaswani\nyear: 2017\ndraft: true\n---\nWords.\n"


def get(port: int, path: str) -> str:
    """A page as text."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


@contextmanager
def started(*args: str) -> Iterator[subprocess.Popen[str]]:
    """`papernotes` in a process of its own, which is gone afterwards whatever happens."""
    command = [sys.executable, "-m", "papernotes", *args]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, text=True, preexec_fn=hear_interrupts) as run:
        try:
            yield run
        finally:
            run.kill()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of a draft, beside a public note."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/vaswani2017.md").write_text(NOTE.format("Attention Is All You Need"))
    (tmp_path / "notes/index.md").write_text("Hello.\n")
    return tmp_path


def test_from_the_first_page_to_ctrl_c(project: Path) -> None:
    """The address comes first; drafts are shown and marked; a save is followed; nothing is written into site/."""
    with started("-C", str(project), "serve") as run:
        assert run.stdout is not None
        address = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/  \(Ctrl-C ends\)\n", run.stdout.readline())
        assert address
        port = int(address[1])
        page = get(port, "/papers/vaswani2017.html")
        assert "Attention Is All You Need" in page
        assert 'data-note="notes/vaswani2017.md" data-mark="draft"' in page
        assert 'href="/' in get(port, "/deep/down/nothing.html")

        (project / "notes/vaswani2017.md").write_text(NOTE.format("Another title"))
        end = time.monotonic() + 20
        while "Another title" not in get(port, "/papers/vaswani2017.html"):
            assert time.monotonic() < end
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=5)

    assert run.returncode == 130
    assert "Traceback" not in errors
    assert not (project / "site").exists()


def test_a_port_in_use_ends_with_2(project: Path) -> None:
    """One that was asked for by number is not exchanged for another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "papernotes", "-C", str(project), "serve", "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert f"port {port} is in use" in done.stderr


def test_nothing_to_serve_ends_with_2(tmp_path: Path) -> None:
    """A folder without notes."""
    command = [sys.executable, "-m", "papernotes", "-C", str(tmp_path), "serve"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_what_is_handed_to_the_server(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Port and address as given, a warning for one that others reach; local files are served, settings read anew."""
    handed: list[Any] = []
    monkeypatch.setattr("papernotes.preview.server.serve", lambda *values: handed.extend(values))
    args = ["-C", str(project), "serve", "--host", "0.0.0.0", "--port", "8123", "--poll", "--open"]
    done = CliRunner().invoke(papernotes, args)
    load, wishes, *_ = handed

    assert done.exit_code == 0
    assert "everybody who reaches 0.0.0.0 can read all notes, drafts and private ones too" in done.stderr
    assert wishes == Wishes("0.0.0.0", 8123, open=True, poll=True)
    served, problems = load(None)
    assert served.config.publish_files
    assert problems == ()

    (project / "papernotes.toml").write_text("title = 'New'\ntitel = 'x'\n")
    served, problems = load(served)
    assert (served.config.title, [problem.code.value for problem in problems]) == ("New", ["setting-unknown"])
