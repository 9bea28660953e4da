"""Turns of writers: whoever wants to write waits in one row, threads and processes alike, and is woken when it is his turn.

SQLite lets one write at a time and has the others sleep ever longer before they look again: the latest comer may be first,
and the unlucky wait for seconds. A lock on a file beside the database wakes who waits in the order they came.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

SUFFIX = ".turn"


class Turn:
    """The turn of one connection; taken before a transaction begins and given back behind it."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + SUFFIX)
        self._file: int | None = None

    def take(self) -> None:
        """Wait for the turn. Where no file can be locked SQLite's own waiting decides, as it does for other programs."""
        if sys.platform == "win32" or self._file is not None:
            return
        with suppress(OSError):  # a folder nobody may write to: the database says so itself
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
            except BaseException:
                os.close(file)
                raise
            self._file = file

    def give_back(self) -> None:
        """Let the next one write; nothing happens without a turn."""
        file, self._file = self._file, None
        if file is None or sys.platform == "win32":
            return
        # Unlocked by name: a process that was forked meanwhile holds the file open, too.
        fcntl.flock(file, fcntl.LOCK_UN)
        os.close(file)
