"""Households that stand on several rows, found exactly and without holding the ids of a large file in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

AT_ONCE = 1 << 22
"""So many ids are compared at once, by their hashes: 32 MiB."""
ID = "household_id"
Ids = Callable[[], Iterator[pl.DataFrame]]
"""Reads the column ``household_id`` from the beginning, in chunks."""


def repeated_ids(ids: Ids, rows: int) -> pl.Series:
    """Return the household ids that stand on more than one of the ``rows``; a row without an id counts for none.

    The ids are parted by their hash, and read once for each part.
    """
    parts = rows // AT_ONCE + 1
    suspects = pl.concat([_repeated_hashes(ids, part, parts) for part in range(parts)])
    if suspects.is_empty():
        return pl.Series(ID, dtype=pl.String)
    found = pl.concat([_known(chunk).filter(pl.col(ID).hash().is_in(suspects.implode())) for chunk in ids()])
    return found.filter(pl.col(ID).is_duplicated())[ID].unique()


def _repeated_hashes(ids: Ids, part: int, parts: int) -> pl.Series:
    """Return the hashes of one part that occur twice: of one id, or by chance of two."""
    mine = pl.col(ID).hash() % parts == part
    read = (_known(chunk) if parts == 1 else _known(chunk).filter(mine) for chunk in ids())
    found = pl.concat([chunk.select(pl.col(ID).hash())[ID] for chunk in read])
    return found.filter(found.is_duplicated()).unique() if found.n_unique() < len(found) else found.clear()


def _known(chunk: pl.DataFrame) -> pl.DataFrame:
    return chunk.filter(pl.col(ID).is_not_null())
