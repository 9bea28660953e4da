"""A long file as columns: every distinct text is cleaned once, and only what is out of the ordinary row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from rasoat.roster.importing.grouping import Cleaner, Row, clean, mendings
from rasoat.roster.importing.reading import SheetRow

BATCH = 10_000


@dataclass
class Columns:
    """The filled rows of a file: ``cells`` holds the cleaned texts of each canonical column, empty when there is none.

    ``numbers`` are the rows as in the sheet, 1-based; ``misshapen`` the positions of rows refused for their shape.
    """

    cells: dict[str, list[str]]
    numbers: list[int] = field(default_factory=list)
    misshapen: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.numbers)

    def row(self, at: int) -> Row:
        """Return one row, its empty cells left out."""
        cells = {column: texts[at] for column, texts in self.cells.items() if texts[at]}
        return Row(self.numbers[at], cells, frozenset())


def read_columns(cleaner: Cleaner, rows: Iterable[SheetRow]) -> Columns:
    """Return the rows that ``cleaner.rows`` yields, as columns; the report says the same."""
    columns = Columns({column: [] for column in cleaner.layout.index})
    cleaned: dict[str, str] = {}
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        _add(
            columns, cleaner, [row for row in batch if any(c and not c.isspace() for c in row.cells)], cleaned
        )
    return columns


def _add(columns: Columns, cleaner: Cleaner, rows: Sequence[SheetRow], cleaned: dict[str, str]) -> None:
    begin, width = len(columns), cleaner.layout.width
    columns.numbers.extend(row.number for row in rows)
    odd = {at for at, row in enumerate(rows) if cleaner.has_merges or len(row.cells) > width}
    turned = list(zip(*(_fitted(row.cells, width) for row in rows), strict=True))
    for column, place in cleaner.layout.index.items() if rows else ():
        texts = turned[place]
        distinct = set(texts)
        cleaned.update((text, clean(text)) for text in distinct if text not in cleaned)
        columns.cells[column].extend(map(cleaned.__getitem__, texts))
        mended = {text for text in distinct if cleaned[text] != text and any(mendings(text))}
        odd.update(at for at, text in enumerate(texts) if text in mended) if mended else None
    _add_odd(columns, cleaner, begin, {at: rows[at] for at in sorted(odd)})


def _fitted(cells: list[str], width: int) -> list[str]:
    return cells if len(cells) == width else (cells + [""] * width)[:width]


def _add_odd(columns: Columns, cleaner: Cleaner, begin: int, odd: dict[int, SheetRow]) -> None:
    """Put the rows the cleaner has something to say about in place of what was read of them."""
    for at, (row, misshapen) in zip(odd, cleaner.rows(odd.values()), strict=True):
        for column, texts in columns.cells.items():
            texts[begin + at] = row.get(column)
        if misshapen:
            columns.misshapen.add(begin + at)
