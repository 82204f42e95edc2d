"""A bell that rings when files may have changed: watchdog → paths, and nothing more.

Nothing is concluded from the kind of an event: an atomic save arrives as a move, a file moved in from elsewhere only as
created, a save as four events. Whoever hears the bell reads the file again and compares.
"""

import errno
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver, ObservedWatch

POLL_SECONDS = 0.5
_NO_CHANGE = ("opened", "closed_no_write", "attrib")
_LIMITS = (errno.EMFILE, errno.ENOSPC, errno.ENOSYS)  # too many instances or watches; no inotify at all


class Watch:
    """Calls `ring` with each path that may have changed, from a thread of its own, until it is stopped.

    `polling` says that files are looked at twice a second instead: because it was asked for, or because the system
    gives no more watches.
    """

    def __init__(self, ring: Callable[[Path], None], *, poll: bool = False) -> None:
        self.polling = poll
        logging.getLogger("watchdog").setLevel(logging.CRITICAL)  # it tells of events that come after the end
        self._ring = ring
        self._wanted: dict[Path, bool] = {}
        self._watched: dict[tuple[Path, int], ObservedWatch] = {}
        self._observer = self._start()

    def see(self, folders: Mapping[Path, bool]) -> set[Path]:
        """Watch these folders (True: with all below), no others; one that was replaced by another is watched anew.

        Returns those that were not watched until now: what happened in them before rang no bell.
        """
        self._wanted = dict(folders)
        try:
            return self._schedule()
        except OSError as error:
            if self.polling or error.errno not in _LIMITS:
                raise
            self.stop()
            self.polling = True
            self._watched.clear()
            self._observer = self._start()
            return self._schedule()

    def stop(self) -> None:
        """Ring no more."""
        self._observer.stop()
        with suppress(RuntimeError):
            self._observer.join(1)

    def _start(self) -> "BaseObserver":
        from watchdog.observers import Observer
        from watchdog.observers.polling import PollingObserver

        observer = PollingObserver(timeout=POLL_SECONDS) if self.polling else Observer()
        observer.daemon = True
        observer.start()
        return observer

    def _schedule(self) -> set[Path]:
        there = {(folder, number): folder for folder in self._wanted if (number := _inode(folder)) is not None}
        for key in self._watched.keys() - there.keys():
            with suppress(KeyError, OSError):
                self._observer.unschedule(self._watched.pop(key))
        fresh = there.keys() - self._watched.keys()
        for key in fresh:
            handler = _Handler(self._heard)
            self._watched[key] = self._observer.schedule(
                handler,  # type: ignore[arg-type]  # watchdog asks for no more than `dispatch`
                str(key[0]),
                recursive=self._wanted[key[0]],
            )
        return {folder for folder, _ in fresh}

    def _heard(self, event: "FileSystemEvent") -> None:
        if event.event_type in _NO_CHANGE or (event.is_directory and event.event_type == "modified"):
            return
        for name in (event.src_path, event.dest_path):
            if name:
                self._ring(Path(name if isinstance(name, str) else name.decode(errors="surrogateescape")))


class _Handler:
    """What watchdog calls; equal only to itself, so that one folder can be watched twice."""

    def __init__(self, heard: "Callable[[FileSystemEvent], None]") -> None:
        self._heard = heard

    def dispatch(self, event: "FileSystemEvent") -> None:
        self._heard(event)


def _inode(folder: Path) -> int | None:
    try:
        return folder.stat().st_ino if folder.is_dir() else None
    except OSError:
        return None
