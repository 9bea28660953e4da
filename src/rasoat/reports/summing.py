"""Sums of whole sets over units that do not overlap: districts into a province, provinces into the country.

Counts are added, rates and shares computed anew from the sums; one unknown figure leaves its sum unknown.

>>> found = sum_sets([frozen_tables(one), frozen_tables(another)], province)     # doctest: +SKIP
>>> found.tables["results"].total["c3"], [fault.code for fault in found.left_out]     # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from rasoat.areas.models import AreaType, Unit
from rasoat.errors import InputError, Refused
from rasoat.law import ReportColumn, ReportLine
from rasoat.reports.definitions import SECOND, Definition
from rasoat.reports.sets import definition_json
from rasoat.reports.table import Gap, Row, Table, place, rate
from rasoat.reports.tally import wanted
from rasoat.rounds.models import Round

Tables = Mapping[str, Table]
_BLOCKS = (AreaType.URBAN.value, AreaType.RURAL.value)


class Summed(NamedTuple):
    """The tables of the whole by key, and why each of the others could not be added up (T024, T025)."""

    tables: dict[str, Table]
    left_out: tuple[Refused, ...]


def sum_sets(sets: Sequence[Tables], whole: Unit, round_: Round | None = None) -> Summed:
    """Add up whole sets, as ``frozen_tables`` returns them, into ``whole``; ``round_`` is the first set's by default.

    The rows of each set stand before the total of the whole, in the order of their units; blocks likewise. A table
    that a set lacks (T025) or that is not the same form of the same pack (T024) is left out. Raises ``InputError``
    T023 without any set, and ``Refused`` T026 when two sets hold the same unit.
    """
    if not sets or not all(sets):
        raise InputError("T023", unit=str(whole))
    ordered = sorted(sets, key=lambda tables: _first(tables).unit.path)
    _require_apart([_first(tables).unit for tables in ordered])
    keys = dict.fromkeys(key for tables in ordered for key in tables)
    summed: dict[str, Table] = {}
    left_out: list[Refused] = []
    for key in keys:
        try:
            summed[key] = _sum(key, ordered, whole, round_ or _first(ordered[0]).round)
        except Refused as fault:
            left_out.append(fault)
    return Summed(summed, tuple(left_out))


def _first(tables: Tables) -> Table:
    return next(iter(tables.values()))


def _require_apart(units: Sequence[Unit]) -> None:
    """Refuse a unit that would be counted twice; ``units`` are in order of their paths."""
    for one, other in pairwise(units):
        if other.path.startswith(one.path):
            raise Refused("T026", first=str(one), second=str(other))


def _sum(key: str, sets: Sequence[Tables], whole: Unit, round_: Round) -> Table:
    lacking = [str(_first(tables).unit) for tables in sets if key not in tables]
    if lacking:
        raise Refused("T025", report=_title(key, sets), count=len(lacking), units=", ".join(lacking[:10]))
    tables = [each[key] for each in sets]
    _require_alike(tables)
    form = tables[0].definition
    numerators = _numerators(form, sets)
    rows = [row for block in _BLOCKS for row in _blocks(tables, whole, numerators, block)]
    if not rows:
        rows = sorted((row for table in tables for row in table.rows), key=lambda row: row["unit"].path)
    rows += _totals(tables, whole, numerators, "")
    preliminary = any(table.preliminary for table in tables)
    gaps = tuple(_gaps(form, rows))
    return Table(form, round_, whole, preliminary, rows=rows, gaps=gaps)


def _title(key: str, sets: Sequence[Tables]) -> str:
    return next(tables[key].definition.title_vi for tables in sets if key in tables)


def _require_alike(tables: Sequence[Table]) -> None:
    """Refuse tables that differ in form or pack; inside one province also in the edition of the pack."""
    first, *others = tables
    for other in others:
        if _version(first, other) != _version(other, first):
            units = {"first": str(first.unit), "second": str(other.unit)}
            raise Refused("T024", report=first.definition.title_vi, **units)


def _version(table: Table, other: Table) -> list[Any]:
    """Return what must be equal; provinces may overlay the pack, and are added up all the same."""
    near = table.unit.path.partition("/")[0] == other.unit.path.partition("/")[0]
    second = table.key == SECOND
    return [
        definition_json(table.definition),
        table.round.year,
        table.round.practice,
        table.round.second_pack if second else table.round.pack,
        near and (table.round.second_pack_hash if second else table.round.pack_hash),
    ]


# ---- rows -------------------------------------------------------------------------------------------------

Numerators = Mapping[tuple[str, str], Sequence[Mapping[str, Row]]]
"""By line and column of a share: for each set the rows of its own total by block, with the numerator as ``n``."""


def _blocks(tables: Sequence[Table], whole: Unit, numerators: Numerators, block: str) -> Iterator[Row]:
    """Yield the total of a block and the units that lie in it; nothing when the tables were read without blocks."""
    if any(row["block"] for table in tables for row in table.rows):
        yield from _totals(tables, whole, numerators, block)
        for table in tables:
            if _lies_in(table, block):
                yield from _own(table, block)


def _lies_in(table: Table, block: str) -> bool:
    unit = table.unit
    if unit.area_type:
        return unit.area_type == block
    return any(row["block"] == block and row["unit"].pk != unit.pk for row in table.rows)


def _own(table: Table, block: str) -> Iterator[Row]:
    """Yield the rows of the table's own unit in a block, one a line."""
    unit = table.unit.pk
    return (row for row in table.rows if row["unit"].pk == unit and row["block"] == block)


def _totals(tables: Sequence[Table], whole: Unit, numerators: Numerators, block: str) -> Iterator[Row]:
    form = tables[0].definition
    for line in form.lines:
        parts = [row for table in tables for row in _own(table, block) if row["measure"] == line.key]
        row = place(whole, line.key, block)
        for column in form.columns:
            row[column.name] = _added([part[column.name] for part in parts])
        for column in form.columns:
            row[column.name] = _computed(row, column, line, numerators, block)
        yield row


def _added(figures: Sequence[Any]) -> Any:
    return None if any(not isinstance(figure, int) for figure in figures) else sum(figures)


def _computed(row: Row, column: ReportColumn, line: ReportLine, numerators: Numerators, block: str) -> Any:
    """Return the figure of the whole: a rate of its sums, a share of the counts beside it, a formula, or the sum."""
    if column.over is not None:
        return rate(row[column.over[0]], row[column.over[1]])
    if column.per is not None:
        found = numerators.get((line.key, column.name), ())
        counts = [each[block]["n"] for each in found if block in each]
        return rate(_added(counts) if counts else None, row[column.per])
    if column.count is None:
        return _by_formula(row, column)
    return row[column.name]


def _by_formula(row: Row, column: ReportColumn) -> int | None:
    parts = [(row[name], sign) for name, sign in (column.sums or {}).items()]
    return None if any(part is None for part, _ in parts) else sum(part * sign for part, sign in parts)


def _numerators(form: Definition, sets: Sequence[Tables]) -> Numerators:
    """Find, for each share, the column of another table of the set that counts the same households."""
    found: dict[tuple[str, str], Sequence[Mapping[str, Row]]] = {}
    for line in form.lines:
        for column in form.columns:
            if column.per is not None:
                found[line.key, column.name] = [_counted(tables, line, column) for tables in sets]
    return found


def _counted(tables: Tables, line: ReportLine, share: ReportColumn) -> Mapping[str, Row]:
    asked = _meaning(line, share)
    for table in tables.values():
        for other in table.definition.lines:
            for column in table.definition.columns:
                if column.per is None and column.over is None and _meaning(other, column) == asked:
                    rows = [row for block in ("", *_BLOCKS) for row in _own(table, block)]
                    own = [row for row in rows if row["measure"] == other.key]
                    return {row["block"]: {"n": row[column.name]} for row in own}
    return {}


def _meaning(line: ReportLine, column: ReportColumn) -> Any:
    count = wanted(line, column)
    return count and (frozenset(count.of), count.what, frozenset(count.said))


def _gaps(form: Definition, rows: Sequence[Row]) -> Iterator[Gap]:
    """Yield the rows on which a formula of the form does not give the sum."""
    for column in form.columns:
        if column.sums and column.count is not None:
            for row in rows:
                computed = _by_formula(row, column)
                if computed is not None and row[column.name] not in (None, computed):
                    yield Gap(row["unit"], row["measure"], row[column.name], computed, (), column.name)
