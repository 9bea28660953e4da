"""Whether a whole set closes: within each table, between tables, and in what it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from rasoat.errors import Refused
from rasoat.law import Cross
from rasoat.reports.checks import named, problems, warnings
from rasoat.reports.definitions import Definition
from rasoat.reports.facts import events_of, live_recognitions
from rasoat.reports.sources import Source
from rasoat.reports.table import Row, Table
from rasoat.roster.models import BRINGS_HOUSEHOLD, ENDS_HOUSEHOLD, OpeningEntry


def set_faults(source: Source, tables: Mapping[str, Table]) -> Iterator[Refused]:
    """Yield everything that keeps a set from being frozen.

    T014 (no opening list), T015 (contradicting events), T001 to T005 of each table, T016 (two reports disagree).
    """
    yield from _without_opening(source)
    yield from contradictions(source)
    for table in tables.values():
        yield from problems(table)
        yield from warnings(table)
    yield from disagreements(source, tables)


def _without_opening(source: Source) -> Iterator[Refused]:
    if not OpeningEntry.objects.filter(round=source.round).exists():
        yield Refused("T014", round=source.round.name)


# ---- events that cannot both be true ------------------------------------------------------------------------


def contradictions(source: Source) -> Iterator[Refused]:
    """Yield T015 for households whose events of the year cannot all be true, or contradict their decision."""
    rows = events_of(source.round, source.path).order_by("household", "on", "pk")
    values = rows.values_list("household", "household__code", "household__ended_on", "kind", "on")
    decided = dict(
        live_recognitions(source.round, source.path).values_list("household", "decision__signed_on")
    )
    told: list[str] = []
    for key, events in groupby(values.iterator(), key=lambda row: row[0]):
        own = list(events)
        if _contradict(own, decided.get(key)):
            told.append(own[0][1])
    if told:
        yield Refused("T015", unit=str(source.unit), count=len(told), households=named(sorted(told)))


def _contradict(events: list[Any], signed: Any) -> bool:
    ends = [on for *_rest, kind, on in events if kind in ENDS_HOUSEHOLD]
    brings = [on for *_rest, kind, on in events if kind in BRINGS_HOUSEHOLD]
    if len(ends) > 1 or len(brings) > 1:
        return True
    if not ends:
        return any(on < brings[0] for *_rest, on in events) if brings else False
    last, ended_on = ends[0], events[0][2]
    after = any(on > last for *_rest, on in events)
    return after or ended_on is None or (signed is not None and last <= signed)


# ---- figures that must be equal in two reports ---------------------------------------------------------------


def disagreements(source: Source, tables: Mapping[str, Table]) -> Iterator[Refused]:
    """Yield T016 for every line on which two figures differ that the pack says are the same."""
    for check in source.round.rules.report_checks:
        left, right = (tables.get(side[0]) for side in (check.left, check.right))
        if left is not None and right is not None:
            yield from _compared(check, left, right)


def _compared(check: Cross, left: Table, right: Table) -> Iterator[Refused]:
    others = {_place(row): row for row in _lines(right, check.right[1])}
    for row in _lines(left, check.left[1]):
        other = others.get(_place(row))
        if other is None:
            continue
        mine = _value(row, left.definition, check.left[2])
        theirs = _value(other, right.definition, check.right[2])
        if mine is not None and theirs is not None and mine != theirs:
            yield Refused(
                "T016",
                unit=str(row["unit"]),
                report=left.definition.title_vi,
                columns=_columns(left.definition, check.left[2]),
                printed=mine,
                other=right.definition.title_vi,
                other_columns=_columns(right.definition, check.right[2]),
                computed=theirs,
            )


def _lines(table: Table, measure: str) -> Iterable[Row]:
    return (row for row in table.rows if row["measure"] == measure)


def _place(row: Row) -> tuple[Any, str]:
    return row["unit"].pk, row["block"]


def _value(row: Row, form: Definition, names: Iterable[str]) -> int | None:
    figures = [row[column] for name in names for column in form.names.get(name, ())]
    return None if any(figure is None for figure in figures) else sum(figures)


def _columns(form: Definition, names: Iterable[str]) -> str:
    numbers = [form.column(column) for name in names for column in form.names.get(name, ())]
    return " + ".join(column.number.partition("=")[0] or column.name for column in numbers)
