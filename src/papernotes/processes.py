"""Work shared out to copies of this process: what they need they have already, only results are sent.

Copies (fork) cost a few milliseconds and share memory with us, so nothing need be packed up for them. Where the system
has no fork, or other threads run, or there is too little to do, everything is done here: the results are the same.
"""

import gc
import os
import selectors
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import msgspec

T = TypeVar("T")
R = TypeVar("R")

_HEAD = 8  # bytes that tell the length of a result
_CHUNK = 1 << 20


def spread(work: Callable[[Sequence[T]], Iterator[R]], items: Sequence[T], kind: type[R], least: int) -> Iterator[R]:
    """What `work` yields for all items, in no order; `kind` is the type of a result, each copy gets `least` items.

    A copy that dies leaves its share unfinished: the caller sees what is missing, and does that itself.
    """
    count = min(cores(), len(items) // least) if _can_fork() else 1
    if count < 2:
        yield from work(items)
        return
    copies = [_copy(work, items[number::count]) for number in range(count)]
    decoder = msgspec.msgpack.Decoder(kind)
    try:
        yield from (decoder.decode(data) for data in _results([pipe for _, pipe in copies]))
    finally:
        for pid, pipe in copies:
            os.close(pipe)
            if os.waitpid(pid, os.WNOHANG) == (0, 0):  # nobody wants its results any more
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the cyclic garbage collector: there are millions of values and no circles among them.

    It would look through all of them, and in a copy each look is a page of memory that is no longer shared.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # or the first thing it does is to look at every value there is
            gc.enable()


def cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_fork() -> bool:
    return hasattr(os, "fork") and threading.active_count() == 1


def _copy(work: Callable[[Sequence[T]], Iterator[R]], items: Sequence[T]) -> tuple[int, int]:
    """Start a copy; its process id, and the pipe that its results come through."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid:
        os.close(theirs)
        return pid, ours
    try:
        os.close(ours)
        for result in map(msgspec.msgpack.encode, work(items)):
            _send(theirs, len(result).to_bytes(_HEAD, "big") + result)
    finally:
        os._exit(0)


def _send(pipe: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view) :]


def _results(pipes: list[int]) -> Iterator[bytes]:
    """Whole results as they come."""
    waiting = {pipe: bytearray() for pipe in pipes}
    with selectors.DefaultSelector() as selector:
        for pipe in pipes:
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                data = os.read(key.fd, _CHUNK)
                if not data:
                    selector.unregister(key.fd)
                waiting[key.fd] += data
                yield from _whole(waiting[key.fd])


def _whole(data: bytearray) -> Iterator[bytes]:
    """The results that have come whole, taken out of what has come."""
    while len(data) >= _HEAD and len(data) >= (end := _HEAD + int.from_bytes(data[:_HEAD], "big")):
        yield bytes(data[_HEAD:end])
        del data[:end]
