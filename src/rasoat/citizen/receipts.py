"""What a receipt can be asked for: each kind of receipt has a finder here, and all answer alike when nothing matches."""

from __future__ import annotations

from rasoat.audit.receipt import opens
from rasoat.citizen.case_progress import case_progress
from rasoat.citizen.complaining import complaint_progress
from rasoat.citizen.progress import Finder, Progress
from rasoat.citizen.request_progress import request_progress

FINDERS: tuple[Finder, ...] = (complaint_progress, case_progress, request_progress)
"""Each takes a number and finds the row of its own kind; the code has been checked before. A request that has become a case is told as a case."""


def progress_of(number: str, code: str) -> Progress | None:
    """Return how far the receipt stands, or None when number and code do not belong together."""
    known = number.strip().upper()
    found = [finder(known) for finder in FINDERS]
    return next((each for each in found if each is not None), None) if opens(known, code) else None
