"""One thread that does all the work on a project, one job after the other, what somebody waits for first.

So nothing in a project needs a lock, the memory's file is used by the thread that opened it, and the server's thread is
always free to answer. It is a daemon: nobody has to wait for it when the server ends.
"""

from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from queue import PriorityQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")

NOW, SOON, IDLE = range(3)
"""What somebody looks at a white page for; what a tab would like to know; what can wait for a pause."""


class Worker:
    """Does what it is given by its rank, equals in order; what takes long is given in steps."""

    def __init__(self) -> None:
        self._jobs: PriorityQueue[tuple[int, int, Callable[[], None]]] = PriorityQueue()
        self._numbers = count()
        Thread(target=self._work, name="papernotes project", daemon=True).start()

    def do(self, work: Callable[[], T], rank: int = NOW) -> "Future[T]":
        """Have some work done; the future holds its result or exception."""
        future: Future[T] = Future()

        def job() -> None:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work())
                except BaseException as error:
                    future.set_exception(error)

        self._jobs.put((rank, next(self._numbers), job))
        return future

    def _work(self) -> None:
        while True:
            self._jobs.get()[-1]()
