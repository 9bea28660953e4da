"""Writes the point workbook: a guide, and one protected sheet an area in which only the points can be typed."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from rasoat import text_vi
from rasoat.errors import LawError
from rasoat.law import Area, Pack, Rules
from rasoat.lawbook import workbook_layout as layout
from rasoat.lawbook.workbook_layout import FIRST_ROW, HEAD_ROW, MOST_POINTS, Column, Row

_BASE: Mapping[str, Any] = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_BOXED: Mapping[str, Any] = {**_BASE, "border": 1, "border_color": "#B8C0B8", "text_wrap": True, "indent": 1}
_INPUT: Mapping[str, Any] = {**_BOXED, "bg_color": "#FFF8D6", "locked": False}
_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "title": {**_BASE, "bold": True, "font_size": 15},
    "heading": {**_BASE, "bold": True, "font_size": 13},
    "plain": {**_BASE, "text_wrap": True, "valign": "top"},
    "subtitle": {**_BASE, "italic": True, "font_size": 11},
    "head": {**_BOXED, "indent": 0, "bold": True, "align": "center", "bg_color": "#EAEEEA"},
    "key": {**_BOXED, "font_size": 8, "indent": 0, "font_color": "#7A807A", "bg_color": "#F3F4F3"},
    "question": {**_BOXED, "bold": True},
    "again": {**_BOXED, "font_color": "#8A908A"},
    "text": {**_BOXED},
    "small": {**_BOXED, "font_size": 9},
    "mark": {**_BOXED, "font_size": 10, "font_color": "#5A605A", "bg_color": "#F3F4F3"},
    "points": {**_INPUT, "indent": 0, "align": "center", "bold": True, "num_format": "0"},
    "current": {**_BOXED, "indent": 0, "align": "center", "font_color": "#5A605A", "num_format": "0"},
    "count": {**_BOXED, "indent": 0, "align": "center", "num_format": "0"},
    "box": {**_INPUT, "num_format": "@"},
    "day": {**_INPUT, "align": "left", "num_format": "dd/mm/yyyy"},
    "empty": {"bg_color": "#F6C9C3"},
    "changed": {"bg_color": "#FFD79A"},
}
_WIDTHS = (17, 33, 30, 8, 9, 16, 22)
_GUIDE_WIDTHS = (48, 11, 11, 15, 8)
_LINE_HEIGHT = 16
_LAST_GUIDE_COLUMN = len(_GUIDE_WIDTHS) - 1
_STEPS = (
    "Đặt bảng điểm chính thức bên cạnh. Mỗi trang tính ở cuối màn hình ({areas}) là một bảng.",
    "Ở từng trang, chỉ gõ vào cột «Điểm» (ô vàng): số nguyên từ 0 đến {most}. Văn bản ghi 0 thì gõ 0; "
    "không để ô nào trống.",
    "Ô trống có màu đỏ. Ô khác với điểm hiện có tự đổi sang màu cam, để người sau dễ soát.",
    "Không thêm, xóa, ẩn, gộp, đổi chỗ các dòng; không đổi tên trang; không dùng công thức.",
    "Ghi văn bản vào bốn ô vàng dưới đây, rồi lưu tệp với đuôi .xlsx.",
    "Nạp tệp lên và xem từng ô khác nhau. Điểm chỉ được dùng sau khi người thứ hai đã so với bản quét.",
)


def template(pack: Pack, on: dt.date) -> bytes:
    """Return the workbook of ``pack`` as xlsx, filled with the points in force on ``on``.

    The same pack and day give the same bytes. Raises ``LawError`` L016 when the pack has no rules for that
    day, L041 when it has no items to give points to.
    """
    rules = pack.on(on)
    if not rules.items:
        raise LawError("L041", pack=pack.id)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": f"Bảng điểm {pack.id}", "created": dt.datetime(on.year, on.month, on.day)})
    _Writer(book, pack, rules).write()
    book.close()
    return out.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, pack: Pack, rules: Rules) -> None:
        self.book, self.pack, self.rules = book, pack, rules
        self.formats = {name: book.add_format(dict(look)) for name, look in _FORMATS.items()}
        self.rows = {area.key: tuple(layout.rows(rules, area)) for area in rules.areas}

    def write(self) -> None:
        """Write the guide and one sheet an area."""
        _Guide(self).write()
        for area in self.rules.areas:
            self._area(area)

    def add_sheet(self, name: str, widths: tuple[int, ...]) -> Any:
        """Add a protected A4 sheet; whoever must may lift the protection, for it has no password."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.protect("", {"format_columns": True})
        sheet.set_portrait()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self.pack.id} · {self.pack.hash[:12]}&C&A&R&P/&N")
        return sheet

    def _area(self, area: Area) -> None:
        sheet, rows = self.add_sheet(area.key, _WIDTHS), self.rows[area.key]
        sheet.write_string(0, 0, f"{area.key} – {area.label_vi}", self.formats["title"])
        shown = text_vi.date(self.rules.on)
        sheet.write_string(
            1,
            0,
            f"Bảng điểm Phiếu B1, bộ quy tắc {self.pack.id}; điểm hiện có ngày {shown}",
            self.formats["subtitle"],
        )
        for column, heading in enumerate(layout.HEADINGS):
            sheet.write_string(HEAD_ROW, column, heading, self.formats["head"])
        sheet.set_row(HEAD_ROW, 32)
        above: Row | None = None
        for number, row in enumerate(rows, start=FIRST_ROW):
            self._row(sheet, number, row, again=above is not None and above.item is row.item)
            above = row
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.repeat_rows(HEAD_ROW)
        self._help_typing(sheet, FIRST_ROW + len(rows) - 1)

    def _row(self, sheet: Any, number: int, row: Row, *, again: bool) -> None:
        texts = ((Column.QUESTION, row.item.label_vi), (Column.OPTION, row.option.label_vi))
        sheet.set_row(number, _height(max(_lines(text, _WIDTHS[column]) for column, text in texts), least=2))
        question = "again" if again else "question"
        sheet.write_string(number, Column.KEY, row.key, self.formats["key"])
        sheet.write_string(number, Column.QUESTION, row.item.label_vi, self.formats[question])
        sheet.write_string(number, Column.OPTION, row.option.label_vi, self.formats["text"])
        for column, look in ((Column.POINTS, "points"), (Column.CURRENT, "current")):
            if row.points is None:
                sheet.write_blank(number, column, None, self.formats[look])
            else:
                sheet.write_number(number, column, row.points, self.formats[look])
        sheet.write_string(number, Column.SOURCE, str(row.cell.ref), self.formats["small"])
        sheet.write_string(number, Column.STATUS, layout.status(row.cell), self.formats["small"])

    def _help_typing(self, sheet: Any, last: int) -> None:
        points = (FIRST_ROW, Column.POINTS, last, Column.POINTS)
        sheet.data_validation(
            *points,
            {
                "validate": "integer",
                "criteria": "between",
                "minimum": 0,
                "maximum": MOST_POINTS,
                "error_title": "Điểm không đúng",
                "error_message": f"Gõ một số nguyên từ 0 đến {MOST_POINTS}, đúng như trong văn bản.",
            },
        )
        first = FIRST_ROW + 1
        for formula, look in ((f"=ISBLANK($D{first})", "empty"), (f"=$D{first}<>$E{first}", "changed")):
            sheet.conditional_format(
                *points,
                {"type": "formula", "criteria": formula, "format": self.formats[look], "stop_if_true": True},
            )


class _Guide:
    """The first sheet: what to do, the boxes to fill, what the workbook was made from, how far one has come."""

    def __init__(self, writer: _Writer) -> None:
        self.writer, self.formats = writer, writer.formats
        self.sheet = writer.add_sheet(layout.GUIDE, _GUIDE_WIDTHS)

    def write(self) -> None:
        """Write the sheet from top to bottom."""
        pack = self.writer.pack
        self.sheet.write_string(0, 0, "Bảng điểm Phiếu B1 theo văn bản chính thức", self.formats["title"])
        self.sheet.write_string(1, 0, pack.title_vi, self.formats["subtitle"])
        self._steps()
        self._heading(layout.DOCUMENT.row - 1, "Điền văn bản")
        for field in layout.BOXES:
            self._field(field, "", "day" if field is layout.SINCE else "box")
        self._only_days()
        self._heading(layout.PACK.row - 1, "Mẫu này được lập từ")
        shown = (pack.id, pack.hash, text_vi.date(self.writer.rules.on))
        for field, text in zip(layout.MARKS, shown, strict=True):
            self._field(field, text, "mark")
        self._progress()

    def _heading(self, row: int, text: str) -> None:
        self.sheet.write_string(row, 0, text, self.formats["heading"])

    def _steps(self) -> None:
        areas = ", ".join(self.writer.rules.area_columns)
        for number, step in enumerate(_STEPS, start=1):
            text = f"{number}. {step.format(areas=areas, most=MOST_POINTS)}"
            self._across(number + 1, 0, text, "plain")
            self.sheet.set_row(number + 1, _height(_lines(text, sum(_GUIDE_WIDTHS))))

    def _field(self, field: layout.Field, text: str, look: str) -> None:
        self.sheet.write_string(field.row, 0, field.label, self.formats["text"])
        self._across(field.row, 1, text, look)
        self.sheet.set_row(field.row, _height(2 if field in (layout.TITLE, layout.HASH) else 1))

    def _across(self, row: int, column: int, text: str, look: str) -> None:
        self.sheet.merge_range(row, column, row, _LAST_GUIDE_COLUMN, "", self.formats[look])
        if text:
            self.sheet.write_string(row, column, text, self.formats[look])

    def _only_days(self) -> None:
        first = self.writer.pack.versions[0].since
        self.sheet.data_validation(
            layout.SINCE.row, 1, layout.SINCE.row, 1,
            {
                "validate": "date",
                "criteria": ">=",
                "value": first,
                "error_title": "Ngày không đúng",
                "error_message": f"Gõ ngày/tháng/năm, từ {text_vi.date(first)} trở đi.",
            },
        )  # fmt: skip

    def _progress(self) -> None:
        row = layout.PROGRESS_ROW
        self._heading(row - 1, "Đã điền đến đâu")
        for column, heading in enumerate(("Bảng", "Số ô", "Đã điền", "Khác hiện có")):
            self.sheet.write_string(row, column, heading, self.formats["head"])
        for number, area in enumerate(self.writer.rules.areas, start=row + 1):
            self._progress_of(number, area)

    def _progress_of(self, number: int, area: Area) -> None:
        rows = self.writer.rows[area.key]
        filled = sum(row.points is not None for row in rows)
        points, current = (
            f"'{area.key}'!${letter}${FIRST_ROW + 1}:${letter}${FIRST_ROW + len(rows)}" for letter in "DE"
        )
        name = f"{area.key} – {area.label_vi}"
        self.sheet.write_string(number, 0, name, self.formats["text"])
        self.sheet.set_row(number, _height(_lines(name, _GUIDE_WIDTHS[0])))
        self.sheet.write_number(number, 1, len(rows), self.formats["count"])
        self.sheet.write_formula(number, 2, f"=COUNT({points})", self.formats["count"], filled)
        self.sheet.write_formula(number, 3, f"=SUMPRODUCT(--({points}<>{current}))", self.formats["count"], 0)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column so many digits wide."""
    return math.ceil(len(text) / (width - 2))


def _height(lines: int, least: int = 1) -> int:
    """Return the height of a row in points."""
    return max(lines, least) * _LINE_HEIGHT + 4
