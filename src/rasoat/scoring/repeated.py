"""Households that stand on several rows, found exactly and without holding the ids of a large file in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import polars as pl

AT_ONCE = 1 << 21
"""So many ids are compared at once, by their hashes: 16 MiB."""
ID = "household_id"
Ids = Callable[[], Iterator[pl.DataFrame]]
"""Reads the column ``household_id`` once more from the beginning, in chunks."""


class SeenIds:
    """The ids met so far, as hashes: the last ones in memory, the others in files of ``folder``.

    A row without an id counts for none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: list[Path] = []
        self._held: list[pl.DataFrame] = []
        self._count = 0

    def add(self, ids: pl.Series) -> None:
        """Remember the ids of a chunk."""
        self._held.append(ids.drop_nulls().hash().to_frame(ID))
        self._count += self._held[-1].height
        if sum(each.height for each in self._held) > AT_ONCE:
            self._files.append(self._folder / f"{len(self._files)}.ipc")
            pl.concat(self._held).write_ipc_stream(self._files[-1])
            self._held.clear()

    def repeated(self, ids: Ids) -> pl.Series:
        """Return the ids that were met more than once; ``ids`` reads them again where hashes are alike."""
        parts = self._count // AT_ONCE + 1
        suspects = pl.concat([self._alike(part, parts) for part in range(parts)])
        if suspects.is_empty():
            return pl.Series(ID, dtype=pl.String)
        suspect = pl.col(ID).hash().is_in(suspects.implode())
        found = pl.concat([chunk.filter(suspect & pl.col(ID).is_not_null()) for chunk in ids()])
        return found.filter(pl.col(ID).is_duplicated())[ID].unique()

    def _alike(self, part: int, parts: int) -> pl.Series:
        """Return the hashes of one part that were met more than once: of one id, or by chance of two."""
        every = chain(map(pl.read_ipc_stream, self._files), self._held)
        mine = [frame if parts == 1 else frame.filter(pl.col(ID) % parts == part) for frame in every]
        ordered = pl.concat([pl.DataFrame(schema={ID: pl.UInt64}), *mine])[ID].sort()
        if ordered.n_unique() == len(ordered):
            return ordered.clear()
        return ordered.filter(ordered == ordered.shift()).unique()
