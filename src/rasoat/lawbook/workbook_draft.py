"""What was read from a point workbook: every cell with its old and new points, and the document it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from rasoat.errors import LawError


@dataclass(frozen=True)
class Point:
    """One cell of the point table: ``new`` in the workbook, ``old`` in the pack on ``since`` (None: no source)."""

    key: str
    since: dt.date
    area: str
    item: str
    option: str
    old: int | None
    new: int


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A complete, sound workbook, compared with the pack on the day ``on``.

    ``pack`` and ``pack_hash`` name what it was compared with. ``points`` are all cells in the order of the pack: areas, items, options. ``made_from`` is the hash of the pack
    the workbook was made from. ``document``, ``document_title``, ``article`` and ``since`` are the boxes of the
    guide sheet, empty or None when they were left so.
    """

    pack: str
    pack_hash: str
    on: dt.date
    made_from: str
    points: tuple[Point, ...]
    document: str
    document_title: str
    article: str
    since: dt.date | None

    @property
    def changes(self) -> tuple[Point, ...]:
        """The cells whose points differ from those of the pack, those without old points among them."""
        return tuple(point for point in self.points if point.new != point.old)

    @property
    def equal(self) -> tuple[Point, ...]:
        """The cells with the points the pack has already."""
        return tuple(point for point in self.points if point.new == point.old)

    @property
    def filled(self) -> tuple[Point, ...]:
        """The changes that give points to a cell that had none."""
        return tuple(point for point in self.points if point.old is None)

    @property
    def outdated(self) -> bool:
        """Whether the pack has changed since the workbook was made, though not in these cells."""
        return self.made_from != self.pack_hash


class WorkbookRefused(LawError):
    """The workbook cannot be taken in: as an error the first of its ``faults``, of which there is at least one."""

    def __init__(self, faults: Sequence[LawError]) -> None:
        self.faults = tuple(faults)
        super().__init__(faults[0].code, **faults[0].where)
