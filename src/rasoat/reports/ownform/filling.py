"""Fill an own spreadsheet: the figures in their places, everything else as its makers left it."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rasoat.areas.models import Unit
from rasoat.reports.checks import require_printable
from rasoat.reports.csv_file import note
from rasoat.reports.ownform.checking import Checked, Spot, blocks_of, line_of
from rasoat.reports.ownform.marks import MARK, Mark, Place, Word, read
from rasoat.reports.ownform.shifting import Repeat, repeat
from rasoat.reports.printed import Figure
from rasoat.reports.table import Row, Table
from rasoat.reports.tables import Depth
from rasoat.reports.whole import zipped

TableOf = Callable[[str, Depth], Table]
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_STYLES: Mapping[bool, str] = {True: "#,##0.00", False: "#,##0"}


@dataclass
class Filling:
    """Fills one checked workbook from tables; ``main`` is the report that the sheet was made for."""

    checked: Checked
    main: str
    table_of: TableOf
    _tables: dict[tuple[str, Depth], Table] = field(default_factory=dict)

    def run(self) -> bytes:
        """Return the filled workbook; raises ``Refused`` as ``require_printable``. The same figures, the same bytes."""
        book = self.checked.book
        for sheet in book.worksheets:
            spots = [spot for spot in self.checked.spots if spot.sheet == sheet.title]
            self._fill(sheet, spots)
        main = self._table(self.main, "children")
        day = main.frozen.as_of if main.frozen else main.round.reference_date
        book.properties.created = dt.datetime.combine(day, dt.time())
        book.calculation.fullCalcOnLoad = True
        out = io.BytesIO()
        book.save(out)
        return _steady(out.getvalue(), day)

    def _fill(self, sheet: Any, spots: list[Spot]) -> None:
        repeated = [spot for spot in spots if spot.mark.row.repeated]
        for first, last, place in reversed(blocks_of(spots)):
            units = self._units(place, [spot for spot in repeated if first <= spot.row <= last])
            rows = Repeat(first, last, max(1, len(units)))
            repeat(sheet, rows)
            for number in range(rows.times):
                unit = units[number] if number < len(units) else None
                for row in range(first, last + 1):
                    self._row(sheet[row + number * rows.height], unit, number + 1)
        for line in sheet.iter_rows():
            self._row(line, None, 0)

    def _row(self, cells: Any, unit: Unit | None, number: int) -> None:
        """Put the figures of a unit into a repeated row, or with number 0 those of the whole into any row."""
        for cell in cells:
            if isinstance(cell.value, str) and "{{" in cell.value and cell.data_type != "f":
                whole = MARK.fullmatch(cell.value.strip())
                if whole:
                    self._put(cell, self._value(_known(whole[1]), unit, number))
                else:
                    text = MARK.sub(lambda each: self._text(_known(each[1]), unit, number), cell.value)
                    _write_text(cell, text)

    def _put(self, cell: Any, value: Any) -> None:
        if isinstance(value, int | Decimal):
            cell.value = float(value) if isinstance(value, Decimal) else value
            if cell.number_format == "General":
                cell.number_format = _STYLES[isinstance(value, Decimal)]
        elif value is None:
            cell.value = None
        else:
            _write_text(cell, str(value))

    def _text(self, mark: Mark, unit: Unit | None, number: int) -> str:
        value = self._value(mark, unit, number)
        if mark.word is not None:
            return str(value)
        form = self._table(mark.report, "children").definition
        return Figure(form.column(mark.column), value).text

    def _value(self, mark: Mark, unit: Unit | None, number: int) -> Any:
        if mark.word is not None:
            return self._word(mark.word, unit, number) if mark.row.repeated else self._said(mark.word)
        row = self._figures(mark, unit)
        return None if row is None else row[mark.column]

    def _word(self, word: Word, unit: Unit | None, number: int) -> Any:
        if unit is None:
            return None
        return {Word.NAME: str(unit), Word.CODE: unit.code, Word.NUMBER: number}[word]

    def _said(self, word: Word) -> Any:
        table = self._table(self.main, "children")
        kept = table.frozen
        day = kept.as_of if kept else table.round.reference_date
        said: dict[Word, Any] = {
            Word.NAME: str(table.unit),
            Word.CODE: table.unit.code,
            Word.NUMBER: "",
            Word.YEAR: str(table.round.year),
            Word.DAY: f"{day:%d/%m/%Y}",
            Word.NOTE: note(table),
            Word.SET: f"Bộ số liệu số {kept.number}, dấu {kept.sha256[:12]}" if kept else "",
            Word.MAKER: kept.maker if kept else "",
            Word.CHECKER: kept.checker if kept else "",
        }
        return said[word]

    def _figures(self, mark: Mark, unit: Unit | None) -> Row | None:
        table = self._table(mark.report, "blocks" if mark.row.block else "children")
        asked = unit if mark.row.repeated else table.unit
        line = line_of(table.definition, mark.line)
        rows = (row for row in table.rows if asked and row["unit"].pk == asked.pk and row["measure"] == line)
        return next((row for row in rows if row["block"] == mark.row.block), None)

    def _units(self, place: Place, spots: list[Spot]) -> list[Unit]:
        """Return the units below that a repeated row stands for, in the order of the report."""
        report = next((spot.mark.report for spot in spots if spot.mark.report), self.main)
        table = self._table(report, "blocks" if place.block else "children")
        rows = (row for row in table.rows if row["block"] == place.block and row["unit"].pk != table.unit.pk)
        return list({row["unit"].pk: row["unit"] for row in rows}.values())

    def _table(self, key: str, depth: Depth) -> Table:
        if (key, depth) not in self._tables:
            table = self.table_of(key, depth)
            require_printable(table)
            self._tables[key, depth] = table
        return self._tables[key, depth]


def _known(inner: str) -> Mark:
    mark = read(inner)
    assert mark is not None  # the workbook was checked
    return mark


def _write_text(cell: Any, text: str) -> None:
    """Write a text that stays a text, whatever it begins with."""
    cell.value = text
    cell.data_type = "s"


def _steady(content: bytes, day: dt.date) -> bytes:
    """Return the workbook without the moment at which it was written."""
    stamp = f"{day:%Y-%m-%d}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    core = "docProps/core.xml"
    parts[core] = _MODIFIED.sub(rb"\g<1>" + stamp, parts[core])
    return zipped(parts)
