"""A table as Parquet: the columns of the CSV with their types."""

from __future__ import annotations

import io
from decimal import Decimal

import polars as pl

from rasoat.reports.checks import require_printable
from rasoat.reports.csv_file import note
from rasoat.reports.table import PLACE, Table


def to_parquet(table: Table) -> bytes:
    """Return the table as Parquet: counts as integers, rates as decimals of two places, unknown as null.

    Raises ``Refused`` as ``require_printable``.
    """
    require_printable(table)
    columns: dict[str, pl.Series] = {
        name: pl.Series(name, [row[name] for row in table.rows], dtype=pl.String) for name in PLACE
    }
    for column in table.columns:
        values = [row[column.name] for row in table.rows]
        if column.text is not None:
            texts = [None if value is None else str(value) for value in values]
            columns[column.name] = pl.Series(column.name, texts, dtype=pl.String)
        elif column.over is not None or column.per is not None:
            decimals = [None if value is None else Decimal(value) for value in values]
            columns[column.name] = pl.Series(column.name, decimals, dtype=pl.Decimal(10, 2))
        else:
            columns[column.name] = pl.Series(column.name, values, dtype=pl.Int64)
    columns["note"] = pl.Series("note", [note(table)] * len(table.rows), dtype=pl.String)
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out)
    return out.getvalue()
