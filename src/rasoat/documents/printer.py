"""The printer: two threads that print what has been issued, while people go on working.

A document that is asked for before its turn is printed at once (``register.printed``); one whose turn never came,
because the process ended, is printed when it is asked for.
"""

from __future__ import annotations

import logging
import threading
from queue import SimpleQueue

from django.db import OperationalError, connection

from rasoat.documents.models import Document, Print

_THREADS = 2
_log = logging.getLogger(__name__)
_waiting: SimpleQueue[int] = SimpleQueue()
_idle = threading.Condition()
_open = 0
_threads: list[threading.Thread] = []


def queue(pk: int) -> None:
    """Have the document printed soon."""
    global _open
    with _idle:
        _open += 1
        while len(_threads) < _THREADS:
            _threads.append(threading.Thread(target=_work, name="printer", daemon=True))
            _threads[-1].start()
    _waiting.put(pk)


def finish() -> None:
    """Wait until everything that was queued has been printed."""
    with _idle:
        _idle.wait_for(lambda: _open == 0)


def _work() -> None:
    while True:
        pk = _waiting.get()
        try:
            _print(pk)
        except Exception:
            _log.exception("document %s could not be printed", pk)
        finally:
            # Closed each time: an idle thread must not keep the database file open.
            connection.close()
            _done()


def _print(pk: int) -> None:
    from rasoat.documents.register import print_out

    document = Document.objects.filter(pk=pk, print__isnull=True).first()
    if document is None:
        return
    made = Print(document=document, sha256=print_out(document))
    while True:
        try:
            Print.objects.bulk_create([made], ignore_conflicts=True)
        except OperationalError:  # somebody writes for longer than the database waits
            continue
        return


def _done() -> None:
    global _open
    with _idle:
        _open -= 1
        _idle.notify_all()
