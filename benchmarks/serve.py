"""The preview: from its start to the first page, from a save to the new page in an open tab, and its memory.

    python benchmarks/serve.py [--saves N] [--docs] [1000 10000]

A real `papernotes serve` is asked over HTTP. After a save an open tab hears of it on its event stream and fetches its
page, as a browser does; the time runs from before the file is written until the new page is there. CPU is that of the
server. Each figure is the median of several runs. `--docs` writes the table into docs/speed.md.
"""

import argparse
import http.client
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus import key, write
from docs import put
from measure import PAPERNOTES, megabytes, room, surroundings

TARGETS = {
    "start to home page, no cache": (600, 3800),
    "start to a paper's page, no cache": (600, 3800),
    "start to home page, cache warm": (220, 450),
    "start to a paper's page, cache warm": (220, 450),
    "memory when at rest, MB": (80, 180),
    "save of a body": (10, 15),
    "save of a title: page, topic, page that links": (20, 75),
    "save of one of 5000 entries": (100, 100),
}
"""Milliseconds, or megabytes, that are aimed at with up to 1,000 notes, and with more."""

NOTE = 57  # the note that is edited; half a dozen link to it
ENTRIES = 5000


class Server:
    """A running `papernotes serve`."""

    def __init__(self, folder: Path) -> None:
        self.start = time.perf_counter()
        command = [PAPERNOTES, "-q", "-C", str(folder), "serve", "--port", str(_free_port())]
        self.port = int(command[-1])
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.connection = self._connect()

    def get(self, url: str) -> str:
        """A page; a connection that was idle for long has been closed."""
        try:
            self.connection.request("GET", f"/{url}")
            return self.connection.getresponse().read().decode()
        except (http.client.RemoteDisconnected, ConnectionError):
            self.connection = self._connect()
            return self.get(url)

    def tab(self, url: str) -> socket.socket:
        """The event stream of a tab that shows a page as it is now."""
        found = re.search(r'data-digest="([^"]*)" data-looks="([^"]*)"', self.get(url))
        assert found, f"{url} is no page"
        stream = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        query = f"page={url}&digest={found[1]}&looks={found[2]}"
        stream.sendall(f"GET /_papernotes/events?{query} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        return stream

    def cpu(self) -> float:
        """Seconds of CPU so far."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def stop(self) -> None:
        """Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(10)

    def _connect(self) -> http.client.HTTPConnection:
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            try:
                connection.connect()
            except ConnectionRefusedError:
                time.sleep(0.002)
            else:
                return connection


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server for a while, in which it has come to rest."""
    server = Server(folder)
    try:
        yield server
    finally:
        server.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def rest(server: Server) -> None:
    """Wait until the server does nothing."""
    before = -1.0
    while server.cpu() - before > 0.01:
        before = server.cpu()
        time.sleep(0.7)


def first(folder: Path, url: str, *, warm: bool, runs: int) -> tuple[float, float]:
    """Seconds and CPU from the start of the process to a page."""
    found = []
    for _ in range(runs):
        if not warm:
            for file in folder.glob(".papernotes/cache.sqlite*"):
                file.unlink()
        with serving(folder) as server:
            assert "<main" in server.get(url)
            found.append((time.perf_counter() - server.start, server.cpu()))
            if warm:
                continue
            rest(server)  # it writes down what it has parsed
    return _medians(found)


def saved(
    server: Server, file: Path, change: Callable[[str, int], str], urls: list[str], runs: int
) -> tuple[float, float]:
    """Seconds and CPU from before a save to the pages with the new words in them, the first of them in an open tab."""
    text = file.read_text(encoding="utf-8")
    found = []
    for number in range(runs):
        new = change(text, number)
        with server.tab(urls[0]) as stream:
            _hear(stream, "event: problems")
            cpu, start = server.cpu(), time.perf_counter()
            file.write_text(new, encoding="utf-8")
            _hear(stream, "event: page")
            for url in urls:
                assert f"zebra{number}" in server.get(url), url
            found.append((time.perf_counter() - start, server.cpu() - cpu))
        rest(server)
    file.write_text(text, encoding="utf-8")
    rest(server)
    return _medians(found)


def _hear(stream: socket.socket, words: str) -> None:
    heard = b""
    while words.encode() not in heard:
        more = stream.recv(65536)
        assert more, f"the stream ended after {heard!r}"
        heard += more


def _medians(found: list[tuple[float, float]]) -> tuple[float, float]:
    walls, cpus = zip(*found, strict=True)
    return statistics.median(walls), statistics.median(cpus)


def with_bibliography(folder: Path) -> Path:
    """Add a bibliography of 5,000 entries, all of them cited by lists."""
    file = folder / "notes" / "library.bib"
    entries = (
        f"@article{{bib{number},\n  title = {{The title of entry {number}}},\n  author = {{Ito, June and Haas, Ivo}},\n"
        f"  journal = {{Journal of Entries}},\n  year = {{{1990 + number % 35}}},\n  doi = {{10.1000/{number}}}\n}}\n"
        for number in range(ENTRIES)
    )
    file.write_text("".join(entries), encoding="utf-8")
    cited = "".join(f"One that cites [@bib{number}].\n\n" for number in range(0, ENTRIES, 50))
    (folder / "notes" / "cites.md").write_text(f"# What cites entries\n\n{cited}", encoding="utf-8")
    return file


def rows(folder: Path, count: int, runs: int) -> Iterator[tuple[str, tuple[float, float]]]:
    """What is measured, one after the other."""
    note = folder / "notes" / "000" / f"{key(NOTE)}.md"
    page, topic = f"papers/{key(NOTE)}.html", _topic(note)
    yield "start to home page, no cache", first(folder, "index.html", warm=False, runs=1 if count > 2000 else 3)
    yield "start to a paper's page, no cache", first(folder, page, warm=False, runs=1 if count > 2000 else 3)
    yield "start to home page, cache warm", first(folder, "index.html", warm=True, runs=5)
    yield "start to a paper's page, cache warm", first(folder, page, warm=True, runs=5)
    with serving(folder) as server:
        linking = _linking(server.get(page))
        rest(server)
        yield "memory when at rest, MB", (megabytes(server.process.pid), 0)
        yield "save of a body", saved(server, note, _word, [page], runs)
        yield "save of a body with a line more", saved(server, note, _line, [page], runs)
        yield "save of a title: page, topic, page that links", saved(server, note, _title, [page, topic, linking], runs)
        tabs = [server.tab(page) for _ in range(200)]
        yield "save of a body, 200 open tabs", saved(server, note, _word, [page], runs)
        for tab in tabs:
            tab.close()
        yield "memory after all that, MB", (megabytes(server.process.pid), 0)
    library = with_bibliography(folder)
    with serving(folder) as server:
        server.get("papers/bib50.html")
        rest(server)
        yield f"save of one of {ENTRIES} entries", saved(server, library, _entry, ["papers/bib50.html"], runs)
    library.unlink()
    (folder / "notes" / "cites.md").unlink()


def _topic(note: Path) -> str:
    found = re.search(r"topics: \[([a-z-]+/[a-z]),", note.read_text(encoding="utf-8"))
    assert found
    return f"topics/{found[1]}.html"


def _linking(page: str) -> str:
    """A page that links to the one edited, whose passage stands on it."""
    start = page.index('class="said"') if 'class="said"' in page else page.rindex("<main")
    found = re.search(r'href="([a-z]+\d{4}n\d+\.html)#', page[start:]) or re.search(r'href="(\w+\.html)', page[start:])
    assert found
    return f"papers/{found[1]}"


def _word(text: str, number: int) -> str:
    """Words in a paragraph that is neither the excerpt nor a passage about another paper."""
    return text.replace("## The idea\n\n", f"## The idea\n\nZebra zebra{number}. ", 1)


def _line(text: str, number: int) -> str:
    return text.replace("## The idea\n\n", f"## The idea\n\nZebra zebra{number}.\n\n", 1)


def _title(text: str, number: int) -> str:
    return text.replace("title: ", f"title: Zebra zebra{number} ", 1)


def _entry(text: str, number: int) -> str:
    return text.replace("entry 50}", f"entry 50 zebra{number}}}", 1)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("counts", nargs="*", type=int, default=[1000, 10000])
    options.add_argument("--saves", type=int, default=5)
    options.add_argument("--docs", action="store_true")
    given = options.parse_args()
    with room(1) as home:
        table = [surroundings(1) + "\n", "| notes | what | wall | CPU | target |", "| --- | --- | --- | --- | --- |"]
        print(*table, sep="\n")
        for count in given.counts:
            folder = home / str(count)
            write(count, folder)
            for name, cost in rows(folder, count, given.saves):
                table.append(_row(count, name, *cost))
                print(table[-1], flush=True)
        if given.docs:
            put("serve", "\n".join(table))


def _row(count: int, name: str, wall: float, cpu: float) -> str:
    """A row of the table: megabytes as they are, seconds as milliseconds."""
    target = TARGETS.get(name, ("", ""))[count > 1000]
    aim = f"≤ {target}" if target else ""
    if "MB" in name:
        return f"| {count:,} | {name} | {wall:.0f} | | {aim} |"
    return f"| {count:,} | {name} | {wall * 1000:.0f} ms | {cpu * 1000:.0f} ms | {f'{aim} ms' if aim else ''} |"


if __name__ == "__main__":
    sys.exit(main())
