"""What must hold before a table leaves the house: it closes, its mirror agrees, and it is decided."""

from __future__ import annotations

from collections.abc import Iterator

from rasoat.errors import Refused
from rasoat.reports.definitions import of_round
from rasoat.reports.flows import NEAR_POOR, POOR
from rasoat.reports.table import Gap, Table

# What leaves one list for the other must arrive there (column here: column of the other table).
_MIRRORED = {POOR: {"c2": "c5", "c5": "c3"}, NEAR_POOR: {"c5": "c2", "c3": "c5"}}
_NAMED = 10


def problems(table: Table) -> Iterator[Refused]:
    """Yield everything that keeps the table from being printed (T001, T002, T003, T005)."""
    if table.undecided:
        yield Refused(
            "T003",
            report=table.definition.title_vi,
            unit=str(table.unit),
            count=len(table.undecided),
            first=str(table.undecided[0]),
        )
    for gap in table.gaps:
        yield _open(table, gap)
    yield from _disagreements(table)


def require_printable(table: Table) -> None:
    """Raise ``Refused`` when the table may not be printed: T003, T001, T005, T002."""
    for problem in problems(table):
        raise problem


def require_closed(table: Table) -> None:
    """Raise ``Refused`` when the table may not be approved: not printable, or T004 (no roster)."""
    require_printable(table)
    for warning in warnings(table):
        raise warning


def warnings(table: Table) -> Iterator[Refused]:
    """Yield what is missing from a table that may yet be printed (T004)."""
    if table.unlisted:
        first = str(table.unlisted[0])
        yield Refused("T004", unit=str(table.unit), count=len(table.unlisted), first=first)


def _open(table: Table, gap: Gap) -> Refused:
    where = {
        "report": table.definition.title_vi,
        "unit": str(gap.unit),
        "measure": table.definition.line(gap.measure).label_vi,
        "column": gap.column.removeprefix("c"),
        "formula": table.definition.column(gap.column).number.partition("=")[2],
        "households": named([code for _, code in gap.households]) or "–",
    }
    if gap.printed == gap.computed:
        return Refused("T005", **where)
    return Refused("T001", printed=gap.printed, computed=gap.computed, **where)


def named(codes: list[str]) -> str:
    """Return the first codes in a sentence, and how many more there are: ``H1, H2 … (+5)``."""
    more = f" … (+{len(codes) - _NAMED})" if len(codes) > _NAMED else ""
    return ", ".join(codes[:_NAMED]) + more


def _disagreements(table: Table) -> Iterator[Refused]:
    if table.mirror is None:
        return
    other = of_round(table.round)[NEAR_POOR if table.key == POOR else POOR]
    for row in table.rows:
        if row["block"]:
            continue
        mirror = table.mirror[row["unit"].pk, row["measure"]]
        for column, opposite in _MIRRORED[table.key].items():
            if row[column] != mirror[opposite]:
                yield Refused(
                    "T002",
                    unit=str(row["unit"]),
                    measure=table.definition.line(row["measure"]).label_vi,
                    report=table.definition.title_vi,
                    column=column,
                    printed=row[column],
                    other=other.title_vi,
                    other_column=opposite,
                    computed=mirror[opposite],
                )
