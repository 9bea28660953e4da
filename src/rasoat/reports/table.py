"""A report's table: rows of figures, what is missing, and what does not close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from rasoat.areas.models import Unit
from rasoat.reports.definitions import Column, Definition
from rasoat.rounds.models import Round

Row = dict[str, Any]
"""``unit`` (Unit), ``block``, the five ``PLACE`` texts, and each column's figure: ``int``, ``Decimal``, text or ``None``."""

COUNTRY_LEVEL = "country"
PLACE = ("unit_code", "unit_name", "level", "area_type", "measure")


def place(unit: Unit, measure: str, block: str = "") -> Row:
    """Return the beginning of a row: whose figures they are, and of what; ``block`` is urban, rural or all of it."""
    texts = (unit.code, str(unit), unit.level, block or unit.area_type, measure)
    return {"unit": unit, "block": block, **dict(zip(PLACE, texts, strict=True))}


@dataclass(frozen=True)
class Gap:
    """A row that does not close, and the households behind it (none where the figures alone disagree)."""

    unit: Unit
    measure: str
    printed: int
    computed: int
    households: tuple[tuple[UUID, str], ...]
    column: str = "c9"


@dataclass(frozen=True)
class FrozenAs:
    """The frozen set that a table was taken from: its number, day, hash and who answers for it."""

    number: int
    official: bool
    as_of: date
    sha256: str
    maker: str
    checker: str
    checked_on: date | None


@dataclass(frozen=True)
class Table:
    """One report of one unit; the last rows are the unit's own total.

    ``gaps`` are rows that do not close; ``undecided`` communes whose figures are not official yet; ``unlisted``
    villages without a roster. ``mirror`` holds, by unit and measure, what the other flow table says. ``frozen`` is
    set on a table read back from a frozen set; ``notes`` are what its papers have to say besides, Vietnamese and English.
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
    frozen: FrozenAs | None = None
    notes: tuple[tuple[str, str], ...] = ()

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
        """The first line of the row of the unit itself."""
        first = self.definition.measures[0]
        return next(row for row in reversed(self.rows) if row["measure"] == first and not row["block"])


def rate(numerator: int | None, denominator: int | None) -> Decimal | None:
    """Return a percentage with two decimals, halves rounded up, or ``None`` without a denominator."""
    if numerator is None or not denominator:
        return None
    return Decimal((numerator * 20_000 + denominator) // (2 * denominator)).scaleb(-2)
