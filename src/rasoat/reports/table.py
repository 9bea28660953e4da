"""A report's table: rows of figures, what is missing, and what does not close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from rasoat.areas.models import Unit
from rasoat.reports.definitions import Column, Definition
from rasoat.rounds.models import Round

Row = dict[str, Any]
"""``unit`` (Unit), the five ``PLACE`` texts, and each column's figure: ``int``, ``Decimal`` rate or ``None``."""

PLACE = ("unit_code", "unit_name", "level", "area_type", "measure")


def place(unit: Unit, measure: str) -> Row:
    """Return the beginning of a row: whose figures they are, and of what."""
    texts = (unit.code, str(unit), unit.level, unit.area_type, measure)
    return {"unit": unit, **dict(zip(PLACE, texts, strict=True))}


@dataclass(frozen=True)
class Gap:
    """A row that does not close, and the households behind it (at least one)."""

    unit: Unit
    measure: str
    printed: int
    computed: int
    households: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True)
class Table:
    """One report of one unit; the last rows are the unit's own total.

    ``gaps`` are rows that do not close; ``undecided`` communes whose figures are not official yet; ``unlisted``
    villages without a roster. ``mirror`` holds, by unit and measure, what the other flow table says.
    """

    definition: Definition
    round: Round
    unit: Unit
    preliminary: bool
    rows: list[Row] = field(default_factory=list)
    gaps: tuple[Gap, ...] = ()
    undecided: tuple[Unit, ...] = ()
    unlisted: tuple[Unit, ...] = ()
    mirror: Mapping[tuple[int, str], Mapping[str, int | None]] | None = None

    @property
    def key(self) -> str:
        """The report's key."""
        return self.definition.key

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of figures."""
        return self.definition.columns

    @property
    def total(self) -> Row:
        """The row of the unit itself, in households."""
        return next(row for row in reversed(self.rows) if row["measure"] == "households")


def rate(numerator: int | None, denominator: int | None) -> Decimal | None:
    """Return a percentage with two decimals, halves rounded up, or ``None`` without a denominator."""
    if numerator is None or not denominator:
        return None
    return Decimal((numerator * 20_000 + denominator) // (2 * denominator)).scaleb(-2)
