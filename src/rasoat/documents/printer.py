"""The printer: two threads that print what has been issued, while people go on working.

A document that is asked for before its turn is printed at once (``register.printed``); one whose turn never came,
because the process ended, is printed when it is asked for.
"""

from __future__ import annotations

import logging
import threading
from queue import SimpleQueue

from django.db import OperationalError, connection

from rasoat.documents import store
from rasoat.documents.models import Document, Print
from rasoat.documents.render import render_many

_THREADS, _TRIES = 2, 3
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


def print_out(document: Document) -> str:
    """Render the document from its data, keep the PDF, and return its SHA-256."""
    return store.keep(render_many(document.kind, document.data["items"]), "pdf")


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
    document = Document.objects.filter(pk=pk, print__isnull=True).first()
    if document is None:
        return
    made = Print(document=document, sha256=print_out(document))
    for tries in range(1, _TRIES + 1):
        try:
            Print.objects.bulk_create([made], ignore_conflicts=True)
            return
        except OperationalError:  # somebody writes for longer than the database waits, or it is gone
            if tries == _TRIES:
                raise


def _done() -> None:
    global _open
    with _idle:
        _open -= 1
        _idle.notify_all()
