"""The kinds of background work, each declared once where its step lives."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Outcome(NamedTuple):
    """What a job leaves: a sentence, a file with the name it is saved under, and a page to go to."""

    told: str = ""
    file: bytes = b""
    file_name: str = ""
    leads_to: str = ""


Work = Callable[..., Outcome]
_KINDS: dict[str, Work] = {}
_UNASKED: set[str] = set()


def work(kind: str, *, unasked: bool = False) -> Callable[[Work], Work]:
    """Declare a function as the work of ``kind``; it is called with its ``Progress`` and the job's arguments.

    A file named ``x.pdf`` is kept as ``pdf``. What must be whole or not at all is written in one transaction at the
    end: progress that is told inside a transaction is seen by others only when it is committed. ``unasked`` work is
    started by the house itself: it waits behind all that somebody asked for, and stands in nobody's list.
    """

    def declare(function: Work) -> Work:
        if kind in _KINDS:
            raise ValueError(f"two kinds of work are called {kind}")
        _KINDS[kind] = function
        if unasked:
            _UNASKED.add(kind)
        return function

    return declare


def unasked() -> frozenset[str]:
    """Return the kinds of work that nobody asks for."""
    return frozenset(_UNASKED)


def work_of(kind: str) -> Work:
    """Return the work of a kind; raises ``KeyError`` for one that nothing declares."""
    return _KINDS[kind]
