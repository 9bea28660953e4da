"""A table as an Excel file in the layout of the official form, with live formulas where the form prints one."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from rasoat.reports.checks import require_printable
from rasoat.reports.printed import COUNTRY, Figure, Line, Printed, printed
from rasoat.reports.table import Table

VIETNAM = "[$-42A]"
"""Before a number format: 17.435 and 21,88 also where the program that opens the file is set to another language."""
_BASE: Mapping[str, Any] = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_BOXED: Mapping[str, Any] = {**_BASE, "border": 1, "text_wrap": True}
_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "plain": {**_BASE, "align": "center"},
    "strong": {**_BASE, "align": "center", "bold": True},
    "title": {**_BASE, "align": "center", "bold": True, "font_size": 14, "text_wrap": True},
    "italic": {**_BASE, "align": "center", "italic": True, "text_wrap": True},
    "stamp": {**_BASE, "align": "center", "bold": True, "border": 1, "font_color": "#A3150F"},
    "sign": {**_BASE, "align": "center", "bold": True, "text_wrap": True, "valign": "top"},
    "head": {**_BOXED, "align": "center", "bold": True, "bg_color": "#EAEEEA"},
    "numbers": {**_BOXED, "align": "center", "italic": True, "font_size": 9},
    "centre": {**_BOXED, "align": "center"},
    "text": {**_BOXED, "align": "left"},
    "count": {**_BOXED, "align": "right", "num_format": f"{VIETNAM}#,##0"},
    "rate": {**_BOXED, "align": "right", "num_format": f"{VIETNAM}#,##0.00"},
}
_IN_TOTAL = ("centre", "text", "count", "rate")
_WIDTHS = (6, 28, 13)
_FIGURE_WIDTH, _LONG_NUMBER_WIDTH = 11, 20
_HEAD_HEIGHT, _LINE_HEIGHT = 36, 17
_PEOPLE_WIDTHS: Mapping[int, int] = {0: 7, 1: 7, 2: 28, 5: 12, 6: 16}
_A3, _A4 = 8, 9
_WIDE = 17
_ONE_PAGE = 56
"""So many lines are printed on one page, a little smaller: no name is cut, no signature stands on a page alone."""


def to_xlsx(table: Table) -> bytes:
    """Return the table as xlsx; texts are always texts, never formulas. Raises ``Refused`` as ``require_printable``."""
    return to_workbook([table])


def to_workbook(tables: Sequence[Table]) -> bytes:
    """Return the tables as one workbook with a sheet a table; raises ``Refused`` as ``require_printable``.

    The sheets are protected without a password: nobody types over a figure by mistake.
    """
    for table in tables:
        require_printable(table)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    first = tables[0]
    # The same figures give the same bytes, whenever they are printed.
    day = first.frozen.as_of if first.frozen else first.round.reference_date
    made = dt.datetime.combine(day, dt.time(), dt.UTC).replace(tzinfo=None)
    book.set_properties({"title": first.definition.title_vi, "created": made})
    formats = _formats(book)
    for number, table in enumerate(tables, start=1):
        _Sheet(book, printed(table), _sheet_name(table, number, len(tables)), formats).write()
    book.close()
    return out.getvalue()


def printed_workbook(form: Printed, title: str, day: dt.date) -> bytes:
    """Return one laid out sheet as a workbook that may be edited: a text in the place of a figure looks like one."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    made = dt.datetime.combine(day, dt.time(), dt.UTC).replace(tzinfo=None)
    book.set_properties({"title": title, "created": made})
    _Sheet(book, form, "Báo cáo", _formats(book)).write(protect=False)
    book.close()
    return out.getvalue()


def _sheet_name(table: Table, number: int, of: int) -> str:
    if of == 1:
        return "Báo cáo"
    return f"{number:02d} {table.definition.number or table.key}"[:31]


def _lines(text: str, columns: int) -> int:
    """Return how many lines a bold heading takes, word by word, over so many columns of figures."""
    room = max(6, _FIGURE_WIDTH * columns - 2)
    lines, used = 1, 0
    for word in text.split():
        lines, used = (
            (lines + 1, len(word)) if used and used + 1 + len(word) > room else (lines, used + 1 + len(word))
        )
    return lines


def _formats(book: Any) -> dict[str, Any]:
    formats = {name: book.add_format(dict(look)) for name, look in _FORMATS.items()}
    for name in _IN_TOTAL:
        formats[f"total {name}"] = book.add_format({**_FORMATS[name], "bold": True})
    return formats


class _Sheet:
    """Writes one printed table from top to bottom; ``row`` is the next free row."""

    def __init__(self, book: Any, form: Printed, name: str, formats: Mapping[str, Any]) -> None:
        self.form = form
        self.sheet = book.add_worksheet(name)
        self.formats = formats
        self.row = 0

    def write(self, *, protect: bool = True) -> None:
        """Write the whole sheet."""
        self._columns()
        self._letterhead()
        self._title()
        first = self.row
        self._head()
        self._page(first, self.row)
        for line in self.form.lines:
            self._line(line)
        self._signatures()
        if protect:
            self.sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})

    def _columns(self) -> None:
        if not self.form.places:  # a list of people
            for column in range(self.form.width):
                self.sheet.set_column(column, column, _PEOPLE_WIDTHS.get(column, _FIGURE_WIDTH))
            return
        widths = [*_WIDTHS[: self.form.places]]
        widths += [
            _LONG_NUMBER_WIDTH if len(number) > 12 else _FIGURE_WIDTH
            for number in self.form.numbers[self.form.places :]
        ]
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def _letterhead(self) -> None:
        middle = self.form.width // 2
        for left, right in zip(self.form.issuer, COUNTRY, strict=True):
            self._across(0, middle - 1, left, "strong")
            self._across(middle, self.form.width - 1, right, "strong")
            self.row += 1
        self.row += 1

    def _title(self) -> None:
        self.sheet.set_row(self.row, 24)
        self._whole(self.form.title.upper(), "title")
        for subtitle in self.form.subtitles:
            lines = -(-len(subtitle) // (_FIGURE_WIDTH * self.form.width))
            if lines > 1:
                self.sheet.set_row(self.row, _LINE_HEIGHT * lines)
            self._whole(subtitle, "italic")
        if self.form.stamp:
            self._whole(self.form.stamp, "stamp")
        self.row += 1

    def _head(self) -> None:
        for cell in self.form.head:
            top, left = self.row + cell.row, cell.column
            bottom, right = top + cell.rows - 1, left + cell.columns - 1
            self._merged(top, left, bottom, right, cell.text, "head")
        for row in range(self.form.head_rows):
            self.sheet.set_row(self.row + row, self._head_height(row))
        self.row += self.form.head_rows
        for column, number in enumerate(self.form.numbers):
            self.sheet.write_string(self.row, column, number, self.formats["numbers"])
        self.row += 1

    def _head_height(self, row: int) -> int:
        """Return the height in points that the longest heading standing in this row alone needs."""
        alone = [cell for cell in self.form.head if cell.row == row and cell.rows == 1]
        below = [cell for cell in self.form.head if cell.rows > 1 and cell.row + cell.rows - 1 == row]
        lines = [_lines(cell.text, cell.columns) for cell in alone]
        lines += [_lines(cell.text, cell.columns) - 2 * (cell.rows - 1) for cell in below]
        return max(_HEAD_HEIGHT, _LINE_HEIGHT * max(lines, default=1))

    def _page(self, first: int, body: int) -> None:
        self.sheet.freeze_panes(body, self.form.places or 3)
        self.sheet.repeat_rows(first, body - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A3 if self.form.width > _WIDE and self.form.places else _A4)
        short = self.form.places and len(self.form.lines) <= _ONE_PAGE
        self.sheet.fit_to_pages(1, 1 if short else 0)
        self.sheet.center_horizontally()
        self.sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        self.sheet.set_footer(f"&L{self.form.stamp}&R&P/&N")

    def _line(self, line: Line) -> None:
        look = "total " if line.total else ""
        if line.band:
            self._across(0, self.form.width - 1, "   " * line.depth + line.band, "total text")
            self.row += 1
            return
        if line.first and self.form.places:
            bottom = self.row + line.span - 1
            self._merged(self.row, 0, bottom, 0, line.number, f"{look}centre")
            self._merged(self.row, 1, bottom, 1, "   " * line.depth + line.name, f"{look}text")
        if self.form.places > 2:
            self.sheet.write_string(self.row, 2, line.measure_label, self.formats[f"{look}text"])
        for column, figure in enumerate(line.figures, start=self.form.places):
            self._figure(column, line, figure, look)
        self.row += 1

    def _figure(self, column: int, line: Line, figure: Figure, look: str) -> None:
        rate = figure.column.over is not None or figure.column.per is not None
        if isinstance(figure.value, str):
            style = "text" if figure.column.text is not None else f"{look}{'rate' if rate else 'count'}"
            self.sheet.write_string(self.row, column, figure.value, self.formats[style])
            return
        if figure.column.text is not None and figure.value is not None:
            self.sheet.write_number(self.row, column, figure.value, self.formats["centre"])
            return
        style = self.formats[f"{look}{'rate' if rate else 'count'}"]
        if figure.value is None:
            self.sheet.write_blank(self.row, column, None, style)
            return
        value = float(figure.value) if isinstance(figure.value, Decimal) else figure.value
        formula = self._formula(line, figure)
        if formula:
            self.sheet.write_formula(self.row, column, formula, style, value)
        else:
            self.sheet.write_number(self.row, column, value, style)

    def _formula(self, line: Line, figure: Figure) -> str:
        cells = {
            other.column.name: xl_rowcol_to_cell(self.row, number)
            for number, other in enumerate(line.figures, start=self.form.places)
        }
        if figure.column.over:
            numerator, denominator = (cells[name] for name in figure.column.over)
            return f"=ROUND({numerator}/{denominator}*100,2)"
        if figure.column.sums:
            signed = (f"{'+' if sign > 0 else '-'}{cells[name]}" for name, sign in figure.column.sums.items())
            return "=" + "".join(signed).lstrip("+")
        return ""

    def _signatures(self) -> None:
        middle = self.form.width // 2
        self.row += 1
        self._across(middle, self.form.width - 1, "…………, ngày …… tháng …… năm ………", "italic")
        self.row += 1
        self.sheet.set_row(self.row, 36)
        self._across(0, middle - 1, self.form.signers[0], "sign")
        self._across(middle, self.form.width - 1, self.form.signers[1], "sign")

    def _whole(self, text: str, look: str) -> None:
        self._across(0, self.form.width - 1, text, look)
        self.row += 1

    def _across(self, left: int, right: int, text: str, look: str) -> None:
        self._merged(self.row, left, self.row, right, text, look)

    def _merged(self, top: int, left: int, bottom: int, right: int, text: str, look: str) -> None:
        # merge_range would take "=…" for a formula, so the text is written over it as a string.
        if (top, left) != (bottom, right):
            self.sheet.merge_range(top, left, bottom, right, "", self.formats[look])
        self.sheet.write_string(top, left, text, self.formats[look])
