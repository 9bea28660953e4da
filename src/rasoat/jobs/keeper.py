"""Keep a worker running beside the server: started with it, started again when it dies, ended with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_PAUSE = 1.0
_PATIENCE = 10


@contextmanager
def kept_working() -> Iterator[None]:
    """Have a worker as long as the block runs; it works on the data folder and database of this process."""
    keeper = _Keeper()
    keeper.start()
    try:
        yield
    finally:
        keeper.end()


class _Keeper(threading.Thread):
    def __init__(self) -> None:
        super().__init__(name="keeper", daemon=True)
        self._over = threading.Event()
        self._turn = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        command = [sys.executable, "-m", "rasoat.jobs.worker", str(os.getpid())]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "rasoat.settings"}
        while True:
            with self._turn:  # none is started after the end has been called
                if self._over.is_set():
                    return
                self._worker = subprocess.Popen(command, env=environment)  # noqa: S603  # our own module
            self._worker.wait()
            self._over.wait(_PAUSE)

    def end(self) -> None:
        """Ask the worker to stop after what it does; the second time the job ends and says so, then it is killed."""
        with self._turn:
            self._over.set()
        if self._worker is None:
            return
        for stop in (self._worker.terminate, self._worker.terminate, self._worker.kill):
            stop()
            with suppress(subprocess.TimeoutExpired):
                self._worker.wait(_PATIENCE)
                return
