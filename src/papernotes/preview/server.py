"""The server itself: an address, a loop, and an end."""

import asyncio
import errno
import gc
import logging
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from msgspec import Struct

from papernotes.model.problem import PapernotesError
from papernotes.preview import guard
from papernotes.preview.app import App
from papernotes.preview.door import Door
from papernotes.preview.session import Load, Say, Session
from papernotes.processes import uncollected

FIRST_PORT = 8000
_PORTS = 100
_CONNECTIONS = 800


class Wishes(Struct, frozen=True):
    """Where to serve and how; `port` 0 is the first one that is free."""

    host: str = "127.0.0.1"
    port: int = 0
    open: bool = False
    poll: bool = False


def serve(load: Load, wishes: Wishes, say: Say, tell: Callable[[str], None]) -> None:
    """Serve until interrupted (KeyboardInterrupt or SystemExit, as the signal has it); `tell` hears the address.

    Raises PapernotesError where the port is taken, or with what leaves nothing to serve.
    """
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # clients that vanish are no news
    listener = bind(wishes.host, wishes.port)
    port = listener.getsockname()[1]
    address = f"http://{f'[{wishes.host}]' if ':' in wishes.host else wishes.host}:{port}/"
    tell(address)
    with listener, uncollected():
        session = Session(load, say)  # before there are threads, so that others can be forked for it
        gc.freeze()  # what is read at the start stays, so nobody needs to look through it
        if wishes.open:
            threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()
        try:
            asyncio.run(_serve(session, wishes, listener))
        finally:
            session.close()


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens, at the port or at the first free one; raises PapernotesError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for wanted in [port] if port else [*range(FIRST_PORT, FIRST_PORT + _PORTS), 0]:
        try:
            return socket.create_server((host, wanted), family=family, backlog=256)
        except (OSError, OverflowError) as error:
            busy = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
            if port and busy:
                raise PapernotesError(
                    f"port {port} is in use", hint="without --port the next free one is taken"
                ) from error
            if not busy:
                raise PapernotesError(f"cannot listen at {host}:{wanted}: {error}") from error
    raise PapernotesError(f"no port is free at {host}")


async def _serve(session: Session, wishes: Wishes, listener: socket.socket) -> None:
    _allow_many_connections()
    app = App(session, guard.hosts(wishes.host, listener.getsockname()[1]))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            http=Door,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_CONNECTIONS,
            h11_max_incomplete_event_size=16384,
            timeout_graceful_shutdown=0,
        )
    )
    session.start(asyncio.get_running_loop(), poll=wishes.poll)
    await server.serve(sockets=[listener])


def _allow_many_connections() -> None:
    """Raise the number of open files to what the connections may need; macOS starts with 256."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 4096 if hard == resource.RLIM_INFINITY else min(4096, hard)
        if soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
