"""Build the report tables of any unit of a round, and refuse those that do not close.

>>> table = build("poor_flows", round, unit)     # doctest: +SKIP
>>> require_closed(table)                        # doctest: +SKIP
>>> to_csv(table)                                # doctest: +SKIP
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Literal
from uuid import UUID

from rasoat.areas.models import Unit
from rasoat.errors import InputError
from rasoat.law import Class
from rasoat.reports.checks import require_closed, require_printable
from rasoat.reports.csv_file import to_csv
from rasoat.reports.definitions import KEYS, SECOND, Definition, definition
from rasoat.reports.facts import (
    ClassSum,
    Communes,
    Counts,
    common_path,
    ids_of_classes,
    living_households,
    read_classes,
    read_communes,
    read_counts,
    read_years,
    units_of,
    unscored_listings,
)
from rasoat.reports.flows import (
    CLOSING,
    HOUSEHOLDS,
    MEASURES,
    NEAR_POOR,
    PERSONS,
    POOR,
    SIGNS,
    HouseholdYear,
    moves,
    shortfalls,
)
from rasoat.reports.table import Gap, Row, Table, place, rate
from rasoat.rounds.models import Round
from rasoat.survey.standing import POOR as POOR_CLASSES

__all__ = ["KEYS", "Table", "build", "households_behind", "require_closed", "require_printable", "to_csv"]

RESULTS = ("results", SECOND)
Depth = Literal["self", "children", "tree"]
Cells = dict[tuple[str, str], int]
"""Sums by unit path and column."""


def build(
    key: str, round_: Round, unit: Unit, *, preliminary: bool | None = False, depth: Depth = "children"
) -> Table:
    """Return the report ``key`` of ``unit``: the units directly below it, or all of them, then its own total.

    A commune's closing figures come from its chairman's decision; before that they are unknown (``None``), or
    taken from the scores when ``preliminary``. ``preliminary=None`` does so only where a decision is missing.

    Raises ``InputError`` T006 for an unknown report, T009 for a unit outside the round, and T013 for a report by a
    second standard that the round does not have.
    """
    wanted = _of_round(key, round_)
    communes = read_communes(round_, unit)
    if preliminary is None:
        preliminary = bool(communes.undecided)
    undecided = () if preliminary else tuple(communes.undecided)
    empty = Table(wanted, round_, unit, preliminary, undecided=undecided)
    shown = _shown(units_of(round_, unit), depth)
    return (_results if key in RESULTS else _flows)(empty, communes, shown)


def _of_round(key: str, round_: Round) -> Definition:
    wanted = definition(key)
    if key == SECOND and not round_.second_pack:
        raise InputError("T013", round=round_.code)
    return wanted


def households_behind(
    key: str,
    round_: Round,
    unit: Unit,
    column: str,
    *,
    measure: str | None = None,
    preliminary: bool | None = False,
) -> list[UUID]:
    """Return the ids of the households that a figure counts, in order of village and household code.

    ``measure`` narrows a flow table to its households or its persons; ``preliminary`` is as for ``build``.
    Raises ``InputError`` T006, T009, T010.
    """
    wanted = _of_round(key, round_).column(column)
    column = wanted.over[0] if wanted.over else wanted.name
    communes = read_communes(round_, unit)
    if preliminary is None:
        preliminary = bool(communes.undecided)
    if key in RESULTS:
        return _behind_result(key, round_, unit, column, communes, preliminary)
    years = read_years(round_, unit, communes, preliminary=preliminary)
    return _ids(year for year in years if _counts(year, key, column, measure))


def _ids(years: Iterable[HouseholdYear]) -> list[UUID]:
    return [year.id for year in sorted(years, key=in_order)]


def in_order(year: HouseholdYear) -> tuple[str, str]:
    """Sort households by village and code."""
    return year.path, year.code


def _shown(units: list[Unit], depth: Depth) -> list[Unit]:
    """Return the units of the rows, the unit asked for last."""
    asked, *below = units
    if depth == "self":
        return [asked]
    if depth == "children":
        below = [unit for unit in below if unit.parent_id == asked.pk]
    return [*below, asked]


def _rolled_up(cells: Cells) -> Cells:
    """Add the figures of every village to every unit above it."""
    sums: Cells = defaultdict(int)
    for (village, column), amount in cells.items():
        end = village.find("/") + 1
        while end:
            sums[village[:end], column] += amount
            end = village.find("/", end) + 1
    return sums


def _touches(unit: Unit, others: Iterable[Unit]) -> bool:
    return any(unit.path.startswith(other.path) or other.path.startswith(unit.path) for other in others)


# ---- flows ----------------------------------------------------------------------------------------------


def _flows(empty: Table, communes: Communes, shown: list[Unit]) -> Table:
    years = read_years(empty.round, empty.unit, communes, preliminary=empty.preliminary)
    sums, broken = _flow_sums(years)
    places = [(unit, measure) for unit in shown for measure in MEASURES]
    rows = [_flow_row(empty, empty.key, sums, *where) for where in places]
    other = NEAR_POOR if empty.key == POOR else POOR
    return replace(
        empty,
        rows=rows,
        gaps=tuple(_gaps(empty.key, rows, sorted(broken, key=lambda pair: in_order(pair[0])))),
        mirror={(unit.pk, measure): _flow_row(empty, other, sums, unit, measure) for unit, measure in places},
    )


Shortfalls = dict[tuple[str, str], int]


def _flow_sums(years: list[HouseholdYear]) -> tuple[Cells, list[tuple[HouseholdYear, Shortfalls]]]:
    """Return the sums of both tables and the households that do not close."""
    cells: Cells = defaultdict(int)
    broken = []
    for year in years:
        own = list(moves(year))
        for report, column, households, persons in own:
            cells[year.path, _cell(report, HOUSEHOLDS, column)] += households
            cells[year.path, _cell(report, PERSONS, column)] += persons
        gaps = shortfalls(own)
        if gaps:
            broken.append((year, gaps))
    return _rolled_up(cells), broken


@cache
def _cell(report: str, measure: str, column: str) -> str:
    return f"{report} {measure} {column}"


def _flow_row(table: Table, key: str, sums: Cells, unit: Unit, measure: str) -> Row:
    row = place(unit, measure)
    known = not _touches(unit, table.undecided)
    for column in (*SIGNS, CLOSING):
        figure = sums.get((unit.path, _cell(key, measure, column)), 0)
        row[column] = figure if known or column == "c1" else None
    return row


def _gaps(key: str, rows: list[Row], broken: list[tuple[HouseholdYear, Shortfalls]]) -> Iterator[Gap]:
    for row in rows:
        unit, measure = row["unit"], row["measure"]
        behind = tuple(
            (year.id, year.code)
            for year, gaps in broken
            if (key, measure) in gaps and year.path.startswith(unit.path)
        )
        if behind and row[CLOSING] is not None:
            computed = sum(sign * row[column] for column, sign in SIGNS.items())
            yield Gap(unit, measure, row[CLOSING], computed, behind)


def _counts(year: HouseholdYear, key: str, column: str, measure: str | None) -> bool:
    for move in moves(year):
        if move.report == key and move.column == column:
            amounts = (move.households, move.persons) if measure is None else (move.amount(measure),)
            if any(amounts):
                return True
    return False


# ---- results --------------------------------------------------------------------------------------------

_CLASSES: Mapping[str, frozenset[str]] = {
    "c3": frozenset(POOR_CLASSES),
    "c5": frozenset({Class.near_poor}),
    "c7": frozenset({Class.average}),
}
_PERSONS_OF = {"c3": "c9", "c5": "c11", "c7": "c13"}


def _results(empty: Table, communes: Communes, shown: list[Unit]) -> Table:
    second = empty.key == SECOND
    counts = read_counts(empty.round, empty.unit, second=second)
    classes = read_classes(empty.round, empty.unit, communes, preliminary=empty.preliminary, second=second)
    table = replace(empty, unlisted=tuple(counts.unlisted))
    sums = _result_sums(counts, classes)
    return replace(table, rows=[_result_row(table, unit, sums) for unit in shown])


def _result_sums(counts: Counts, classes: list[ClassSum]) -> Cells:
    cells: Cells = defaultdict(int)
    for column, found in (("c1", counts.living), ("c2", counts.persons), ("unscored", counts.unscored)):
        for village, count in found.items():
            cells[village, column] = count
    for each in classes:
        for column, belonging in _CLASSES.items():
            if each.result in belonging:
                cells[each.path, column] += each.households
                cells[each.path, _PERSONS_OF[column]] += each.persons
    return _rolled_up(cells)


def _result_row(table: Table, unit: Unit, sums: Cells) -> Row:
    row = place(unit, HOUSEHOLDS)
    hidden = _not_told(table)
    if _touches(unit, table.undecided):
        hidden |= {*_PERSONS_OF, *_PERSONS_OF.values()}
    # Without every village's roster the total is unknown, and no rate is better than a wrong one.
    if any(village.path.startswith(unit.path) for village in table.unlisted):
        hidden |= {"c1", "c2"}
    for column in table.columns:
        if column.over is None:
            row[column.name] = None if column.name in hidden else sums.get((unit.path, column.name), 0)
        else:
            numerator, denominator = column.over
            row[column.name] = rate(row[numerator], row[denominator])
    return row


def _not_told(table: Table) -> set[str]:
    """Return the columns of classes that the standard does not tell by points; unknown is not zero."""
    rules = table.round.second_rules if table.key == SECOND else table.round.rules
    told = {rule.cls for rule in rules.class_rules} if rules else set()
    missing = {column for column, classes in _CLASSES.items() if not told & classes}
    return missing | {_PERSONS_OF[column] for column in missing}


def _behind_result(
    key: str, round_: Round, unit: Unit, column: str, communes: Communes, preliminary: bool
) -> list[UUID]:
    path, second = common_path(round_, unit), key == SECOND
    if column in ("c1", "c2"):
        return list(living_households(path).order_by("village__path", "code").values_list("pk", flat=True))
    if column == "unscored":
        waiting = unscored_listings(round_, path, second=second).order_by(
            "village__unit__path", "household__code"
        )
        return list(waiting.values_list("household", flat=True))
    column = {persons: households for households, persons in _PERSONS_OF.items()}.get(column, column)
    classes = _CLASSES[column]
    return ids_of_classes(round_, unit, communes, classes, preliminary=preliminary, second=second)
