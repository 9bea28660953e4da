"""What a receipt can be asked for: each kind of receipt has a finder here, and all answer alike when nothing matches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rasoat.audit.receipt import opens


@dataclass(frozen=True)
class Progress:
    """How far something stands that a citizen brought in: no name of an official, no data of another household."""

    receipt: str
    title: str
    received_on: date
    state: str
    told: Sequence[str] = ()
    practice: bool = False


Finder = Callable[[str], Progress | None]

FINDERS: tuple[Finder, ...] = ()
"""Each takes a number and finds the row of its own kind; the code has been checked before."""


def progress_of(number: str, code: str) -> Progress | None:
    """Return how far the receipt stands, or None when number and code do not belong together."""
    known = number.strip().upper()
    found = [finder(known) for finder in FINDERS]
    return next((each for each in found if each is not None), None) if opens(known, code) else None
