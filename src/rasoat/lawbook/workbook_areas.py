"""Reads the sheet of one area: each row by its key, checked against its labels, each cell a whole number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any

from rasoat import text_vi
from rasoat.errors import LawError
from rasoat.lawbook import workbook_naming as naming
from rasoat.lawbook.workbook_layout import FIRST_ROW, HEAD_ROW, HEADINGS, MOST_POINTS, Column, Row
from rasoat.lawbook.workbook_parts import Place, Sheet, letters

_SHIFT_EVIDENCE = 10
"""So many changed cells on end that each hold the old points of the row beside them are no coincidence."""


class AreaReader:
    """Reads one sheet against the ``rows`` of the pack; what is wrong with it gathers in ``faults``."""

    def __init__(self, sheet: Sheet, rows: Sequence[Row], file: str) -> None:
        self.sheet, self.file = sheet, file
        self.rows = {row.key: row for row in rows}
        self.faults: list[LawError] = []
        self._found: dict[str, int] = {}

    def points(self) -> dict[str, int]:
        """Return the points by key; complete and sound only when ``faults`` is empty."""
        self._check_shape()
        if self.faults:
            return {}
        self._find_rows()
        self._check_labels()
        points = self._read_points()
        if not self.faults:
            self._check_shift(points)
        return points

    def _fault(self, code: str, **where: Any) -> None:
        self.faults.append(LawError(code, file=self.file, sheet=self.sheet.name, **where))

    def _check_shape(self) -> None:
        heads = {Place(HEAD_ROW, column): heading for column, heading in enumerate(HEADINGS)}
        wrong = [place for place, heading in heads.items() if self._text(place) != heading]
        if wrong:
            self._fault("L043", cells=naming.cells(wrong), expected=heads[wrong[0]])
        table = (
            block for block in self.sheet.merged if self._touches_table(block.last.row, block.first.column)
        )
        merged = [str(block) for block in table]
        if merged:
            self._fault("L049", cells=naming.listed(merged))
        unseen = list(self._unseen())
        if unseen:
            self._fault("L050", cells=naming.listed(unseen))

    def _touches_table(self, last_row: int, first_column: int) -> bool:
        return last_row >= HEAD_ROW and first_column < len(HEADINGS)

    def _unseen(self) -> Iterator[str]:
        if self.sheet.hidden:
            yield self.sheet.name
        last = max((place.row for place in self.sheet.values), default=HEAD_ROW)
        rows = [row for row in self.sheet.hidden_rows if HEAD_ROW <= row <= last]
        yield from (f"{first + 1}:{last + 1}" for first, last in naming.runs(sorted(rows)))
        columns = (column for column in sorted(self.sheet.hidden_columns) if column < len(HEADINGS))
        yield from (f"{letters(column)}:{letters(column)}" for column in columns)

    def _find_rows(self) -> None:
        """Find the row of each key; a row is wherever a cell of the sheet is not empty below the headings."""
        strange: list[Place] = []
        twice: list[int] = []
        filled = sorted(place for place in self.sheet.values if place.row >= FIRST_ROW)
        for row in dict.fromkeys(place.row for place in filled):
            key = self._text(Place(row, Column.KEY))
            if key not in self.rows:
                strange += (place for place in filled if place.row == row)
            elif key in self._found:
                twice.append(row)
            else:
                self._found[key] = row
        strange += (p for p in self.sheet.values if p.row >= HEAD_ROW and p.column >= len(HEADINGS))
        missing = [key for key in self.rows if key not in self._found]
        if twice:
            self._fault("L052", cells=naming.cells(Place(row, Column.KEY) for row in twice))
        if strange:
            self._fault("L053", cells=naming.cells(set(strange)))
        if missing:
            self._fault("L054", keys=naming.listed(missing), count=len(missing))

    def _check_labels(self) -> None:
        """Labels and old points must stand beside their key: where they do not, something has been shifted."""
        shifted = [row for key, row in self._found.items() if not self._belongs(self.rows[key], row)]
        if shifted:
            self._fault("L051", rows=naming.rows(shifted))

    def _belongs(self, expected: Row, row: int) -> bool:
        return (
            self._text(Place(row, Column.QUESTION)) == text_vi.clean_cell(expected.item.label_vi)
            and self._text(Place(row, Column.OPTION)) == text_vi.clean_cell(expected.option.label_vi)
            and self.sheet.values.get(Place(row, Column.CURRENT)) == expected.points
        )

    def _text(self, place: Place) -> str:
        value = self.sheet.values.get(place, "")
        return text_vi.clean_cell(value) if isinstance(value, str) else str(value)

    def _read_points(self) -> dict[str, int]:
        points: dict[str, int] = {}
        wrong: dict[str, list[Place]] = {}
        for key, row in self._found.items():
            place = Place(row, Column.POINTS)
            code = self._wrong_with(place)
            if code is None:
                points[key] = int(self.sheet.values[place])  # type: ignore[arg-type]  # a whole number, as checked
            else:
                wrong.setdefault(code, []).append(place)
        for code, places in sorted(wrong.items()):
            self._fault(code, cells=naming.cells(places), count=len(places), most=MOST_POINTS)
        return points

    def _wrong_with(self, place: Place) -> str | None:
        """Return the code of what is wrong with a cell of points."""
        value = self.sheet.values.get(place, "")
        if self.sheet.is_formula(place):
            return "L056"
        if isinstance(value, str):
            blank = not value.strip() and place not in self.sheet.errors
            return "L055" if blank else "L057"
        if isinstance(value, bool):
            return "L057"
        if isinstance(value, date | time | timedelta) or place in self.sheet.odd_formats:
            return "L059"
        return None if 0 <= value <= MOST_POINTS and value == int(value) else "L058"

    def _check_shift(self, points: dict[str, int]) -> None:
        """Refuse points moved up or down against their rows: many hold the old points of the row beside them."""
        keys = sorted(self._found, key=self._found.__getitem__)
        old = [self.rows[key].points for key in keys]
        for beside in ([*old[1:], None], [None, *old[:-1]]):
            alike = [self._found[k] for k, other in zip(keys, beside, strict=True) if points[k] == other]
            for first, last in naming.runs(alike):
                run = (key for key in keys if first <= self._found[key] <= last)
                if sum(points[key] != self.rows[key].points for key in run) >= _SHIFT_EVIDENCE:
                    self._fault("L051", rows=naming.rows(range(first, last + 1)))
