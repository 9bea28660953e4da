"""How far something stands that a citizen brought in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rasoat.documents.models import Document


@dataclass(frozen=True)
class Progress:
    """What a receipt tells: no name of an official, no data of another household.

    ``paper`` is the written answer, once there is one; ``papers`` are the files that may be printed again, by the name
    of their button.
    """

    receipt: str
    title: str
    received_on: date
    state: str
    told: Sequence[str] = ()
    practice: bool = False
    paper: Document | None = None
    papers: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)


Finder = Callable[[str], Progress | None]
