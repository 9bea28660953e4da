"""How far something stands that a citizen brought in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rasoat.documents.models import Document


@dataclass(frozen=True)
class Progress:
    """What a receipt tells: no name of an official, no data of another household.

    ``paper`` is the written answer, once there is one.
    """

    receipt: str
    title: str
    received_on: date
    state: str
    told: Sequence[str] = ()
    practice: bool = False
    paper: Document | None = None


Finder = Callable[[str], Progress | None]
