"""Work shared out to processes: the same results, whoever does it, and whatever becomes of him.

A process that has threads is not copied, and where tests run in parallel theirs has: so this file runs itself once more
by itself there.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from lab import ROOT, Lab
from papernotes import making, processes, project
from papernotes.processes import spread


@pytest.fixture
def alone() -> None:
    """Only where no other threads run."""
    if threading.active_count() > 1:
        pytest.skip("other threads run: it is tested in a process of its own")


def test_all_of_this_in_a_process_without_threads() -> None:
    """The tests below hold in a process that can be copied."""
    if threading.active_count() == 1:
        pytest.skip("no other threads run: the tests below are enough")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", __file__]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stdout


def doubled(items: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each number with its double."""
    return ((item, 2 * item) for item in items)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("cores", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 7, 1000])
def test_every_item_comes_back_once(monkeypatch: pytest.MonkeyPatch, cores: int, count: int) -> None:
    """However many processes there are, each item is worked on once."""
    monkeypatch.setattr(processes, "cores", lambda: cores)
    found = sorted(spread(doubled, range(count), tuple[int, int], 1))
    assert [(number, 2 * number) for number in range(count)] == found


@pytest.mark.usefixtures("alone")
def test_the_work_is_done_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """With two cores two other processes do it; with too little to do, this one."""
    monkeypatch.setattr(processes, "cores", lambda: 2)

    def where(items: Sequence[int]) -> Iterator[int]:
        return (os.getpid() for _ in items)

    assert len({*spread(where, range(20), int, 10)} - {os.getpid()}) == 2
    assert {os.getpid()} == {*spread(where, range(19), int, 10)}


@pytest.mark.usefixtures("alone")
def test_large_results_come_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A result may be longer than a pipe holds."""
    monkeypatch.setattr(processes, "cores", lambda: 2)

    def long(items: Sequence[int]) -> Iterator[bytes]:
        return (bytes([item]) * 300_000 for item in items)

    found = list(spread(long, range(6), bytes, 1))
    assert [(item, 300_000) for item in range(6)] == sorted((data[0], len(data)) for data in found)


@pytest.mark.usefixtures("alone")
def test_a_copy_that_dies_owes_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it had sent is there, the rest is missing, nothing hangs."""
    monkeypatch.setattr(processes, "cores", lambda: 2)

    home = os.getpid()

    def dying(items: Sequence[int]) -> Iterator[int]:
        for item in items:
            if item == 5 and os.getpid() != home:
                os.kill(os.getpid(), signal.SIGKILL)
            yield item

    assert [0, 1, 2, 3, 4, 6, 8] == sorted(spread(dying, range(10), int, 1))


def test_nothing_is_copied_while_other_threads_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of a process with threads may hang on a lock, so none is made."""
    monkeypatch.setattr(processes, "cores", lambda: 2)
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        pids = {*spread(lambda items: (os.getpid() for _ in items), range(10), int, 1)}
    finally:
        done.set()
        other.join()
    assert {os.getpid()} == pids


NOTES = "".join(
    f"-- notes/paper{number}.md --\n---\ntitle: Paper number {number}\nyear: {2000 + number}\nauthors: Ada Lovelace\n"
    f"topics: [all]\n---\nIt builds on [[paper{number // 2}]] and $x^{number}$.\n\n> [!question] Why {number}?\n"
    for number in range(12)
)


@pytest.mark.usefixtures("alone")
def test_the_site_is_the_same_however_many_make_it(lab: Callable[..., Lab], monkeypatch: pytest.MonkeyPatch) -> None:
    """One process or three: the same bytes, the same diagnostics, the same pages called rendered."""
    one = lab(NOTES, base_url="https://example.org").build(cache=False)
    expected, said, rendered = one.files(), one.diagnostics, one.rendered
    one.write("-- notes/paper3.md --\n---\ntitle: [\n---\nBroken.\n").build()
    one.write(NOTES)
    monkeypatch.setattr(processes, "cores", lambda: 3)
    monkeypatch.setattr(making, "LEAST", 1)
    monkeypatch.setattr(project, "LEAST", 1)

    one.build(cache=False)

    assert expected == one.files()
    assert said == one.diagnostics
    assert set(rendered) >= set(one.rendered)


@pytest.mark.usefixtures("alone")
def test_what_is_wrong_with_a_template_is_said_alike(lab: Callable[..., Lab], monkeypatch: pytest.MonkeyPatch) -> None:
    """The page at which it was first met is the first in order, whichever process came to it first."""
    one = lab(NOTES + "-- templates/paper.html --\n{{ view.nothing }}\n").build(cache=False)
    expected = one.diagnostics
    monkeypatch.setattr(processes, "cores", lambda: 3)
    monkeypatch.setattr(making, "LEAST", 1)

    assert [one.build(cache=False).diagnostics for _ in range(3)] == [expected] * 3
    assert "papers/paper0.html" in str(expected)


@pytest.mark.usefixtures("alone")
def test_pages_of_a_dead_process_are_made_here(lab: Callable[..., Lab], monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed half-way costs time, not pages."""
    expected = lab(NOTES).build(cache=False).files()
    monkeypatch.setattr(processes, "cores", lambda: 2)
    monkeypatch.setattr(making, "LEAST", 1)
    monkeypatch.setattr(project, "LEAST", 1)
    home, made = os.getpid(), making._made

    def killed(*about: object) -> object:
        if os.getpid() != home and "paper7" in str(about[1]):
            os.kill(os.getpid(), signal.SIGKILL)
        return made(*about)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "_made", killed)

    assert expected == lab(NOTES).build(cache=False).files()
