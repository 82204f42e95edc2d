"""uvicorn's connection, with an end to patience: who does not finish asking in time is shown the door."""

import asyncio
import socket

from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS = 10.0  # in which a request's head must have come, counted from its first byte or from the connection
MOST = 128  # connections that may be waiting for the rest of a request; the oldest goes when there is one more


class Door(H11Protocol):
    """A connection whose requests have a total deadline, however slowly they trickle in."""

    _timer: asyncio.TimerHandle | None = None
    since = 0.0

    @property
    def is_waiting(self) -> bool:
        """Whether no request of this connection is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait; where too many do, the one that has waited longest goes."""
        super().connection_made(transport)
        if found := transport.get_extra_info("socket"):  # or a page waits 40 ms for the client to confirm its head
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._wait()
        waiting = [other for other in self.connections if isinstance(other, Door) and other.is_waiting]
        if len(waiting) > MOST:
            min(waiting, key=lambda other: other.since).transport.abort()

    def data_received(self, data: bytes) -> None:
        """Hear more of a request."""
        if self.is_waiting and self._timer is None:
            self._wait()
        super().data_received(data)
        if not self.is_waiting:
            self._forget()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._forget()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self.since = self.loop.time()
        self._timer = self.loop.call_later(SECONDS, self._expire)

    def _expire(self) -> None:
        self._timer = None
        if self.is_waiting:
            self.transport.abort()

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
