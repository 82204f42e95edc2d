"""One thread that does all the work on a project, one job after the other.

So nothing in a project needs a lock, the memory's file is used by the thread that opened it, and the server's thread is
always free to answer. It is a daemon: nobody has to wait for it when the server ends.
"""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


class Worker:
    """Does what it is given, in order."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        Thread(target=self._work, name="papernotes project", daemon=True).start()

    def do(self, work: Callable[[], T]) -> "Future[T]":
        """Have some work done; the future holds its result or exception."""
        future: Future[T] = Future()

        def job() -> None:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work())
                except BaseException as error:
                    future.set_exception(error)

        self._jobs.put(job)
        return future

    def _work(self) -> None:
        while True:
            self._jobs.get()()
