"""A table as CSV: the stable contract that programs read."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from rasoat.reports.checks import require_printable
from rasoat.reports.printed import PRACTICE, PRELIMINARY
from rasoat.reports.table import PLACE, Row, Table
from rasoat.text_vi import inert


def to_csv(table: Table) -> str:
    """Return the table as CSV with a heading line: unknown figures empty, rates with a point and 2 places.

    Raises ``Refused`` as ``require_printable``: a table that does not close is never written.
    """
    require_printable(table)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*PLACE, *(column.name for column in table.columns), "note"])
    writer.writerows(_line(table, row) for row in table.rows)
    return out.getvalue()


def _line(table: Table, row: Row) -> list[str]:
    places = (plain_text(row[name]) for name in PLACE)
    return [*places, *(_figure(row[column.name]) for column in table.columns), note(table)]


def note(table: Table) -> str:
    """Say what every export has to say: practice, and figures that are not decided."""
    said = [PRACTICE] if table.round.practice else []
    notes = [vietnamese for vietnamese, _english in table.notes]
    return "; ".join([*said, *([PRELIMINARY] if table.preliminary else []), *notes])


def _figure(value: int | Decimal | str | None) -> str:
    if isinstance(value, str):
        return plain_text(value)
    return "" if value is None else str(value)


def plain_text(text: str) -> str:
    """Return ``text`` on one line, with an apostrophe before what a spreadsheet would run as a formula."""
    return inert(text.replace("\r", " ").replace("\n", " "))
