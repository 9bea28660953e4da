"""The data set of a round: households and persons by class in every commune, and in the units above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasoat.areas.models import Level, Unit
from rasoat.errors import InputError, Refused
from rasoat.reports.opendata.suppress import TOTAL, Cell, K, Tree, suppressed
from rasoat.reports.printed import PRACTICE
from rasoat.reports.table import Row, Table
from rasoat.reports.tables import build
from rasoat.rounds.models import Round

CATEGORIES = ("poor", "near_poor", "average", "other")
COLUMNS = (
    "unit_code", "unit_name", "level", "measure", "total", *CATEGORIES,
)  # fmt: skip
_COUNTED = {
    "households": ("c1", {"poor": "c3", "near_poor": "c5", "average": "c7"}),
    "persons": ("c2", {"poor": "c9", "near_poor": "c11", "average": "c13"}),
}
_LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


@dataclass(frozen=True)
class DataSet:
    """Rows of counts (None: suppressed) with what they are; ``hidden`` is how many cells are suppressed."""

    round: Round
    unit: Unit
    rows: Sequence[dict[str, Any]]
    hidden: int

    @property
    def note(self) -> str:
        """What every row says: practice data have no legal value."""
        return PRACTICE if self.round.practice else ""


def data_set(round_: Round, unit: Unit) -> DataSet:
    """Return the data of a district or province, as decided.

    Raises ``Refused`` O001 while a commune has no decision and O003 without a roster, ``InputError`` O002 for a commune
    or village.
    """
    if unit.level not in (Level.PROVINCE, Level.DISTRICT):
        raise InputError("O002", unit=str(unit), level=unit.get_level_display())
    table = build("results", round_, unit, depth="tree")
    _require_whole(table, unit)
    rows = [row for row in table.rows if row["unit"].level in _LEVELS]
    # The unit itself comes last in a report and first in a tree.
    rows = [rows[-1], *rows[:-1]]
    trees = {measure: _tree(rows, measure) for measure in _COUNTED}
    hidden = suppressed(trees["households"])
    # Few households are few persons, whatever their number.
    masks = {"households": hidden, "persons": suppressed(trees["persons"], also=hidden)}
    return DataSet(round_, unit, list(_rows(rows, trees, masks)), sum(map(len, masks.values())))


def _require_whole(table: Table, unit: Unit) -> None:
    if table.undecided:
        raise Refused("O001", unit=str(unit), count=len(table.undecided), first=str(table.undecided[0]))
    if table.unlisted:
        raise Refused("O003", unit=str(unit), count=len(table.unlisted), first=str(table.unlisted[0]))


def _tree(rows: Sequence[Row], measure: str) -> Tree:
    paths = {row["unit"].path: row["unit"].code for row in rows}
    above = {row["unit"].code: _above(row["unit"].path, paths) for row in rows}
    counts: dict[Cell, int] = {}
    for row in rows:
        counts |= {(row["unit"].code, name): n for name, n in _counts(row, measure).items()}
    return Tree(above, counts, CATEGORIES)


def _above(path: str, paths: dict[str, str]) -> str | None:
    while path := path.rstrip("/").rpartition("/")[0]:
        path += "/"
        if path in paths:
            return paths[path]
    return None


def _counts(row: Row, measure: str) -> dict[str, int]:
    """Return the counts of a row; ``other`` is everybody who is in none of the three classes."""
    total, columns = _COUNTED[measure]
    counts = {name: row[column] or 0 for name, column in columns.items()}
    # Forms and roster may differ by a person or two.
    return {**counts, "other": max(0, row[total] - sum(counts.values()))}


def _rows(
    rows: Sequence[Row], trees: Mapping[str, Tree], masks: Mapping[str, set[Cell]]
) -> Iterator[dict[str, Any]]:
    cells = {measure: tree.cells() for measure, tree in trees.items()}
    for row in rows:
        unit = row["unit"]
        for measure, found in cells.items():
            shown = {
                name: None if (unit.code, name) in masks[measure] else found[unit.code, name]
                for name in (TOTAL, *CATEGORIES)
            }
            yield {
                "unit_code": unit.code, "unit_name": str(unit), "level": str(unit.level), "measure": measure, **shown,
            }  # fmt: skip


__all__ = ["CATEGORIES", "COLUMNS", "DataSet", "K", "data_set"]
