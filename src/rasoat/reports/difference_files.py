"""The comparison of two frozen sets as a file: the totals, then every household that makes the difference."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from typing import Any

import xlsxwriter

from rasoat.law import Class
from rasoat.reports.csv_file import plain_text
from rasoat.reports.differences import Change, Comparison
from rasoat.reports.printed import PRACTICE
from rasoat.reports.xlsx import VIETNAM

KINDS: Mapping[str, str] = {
    "ended": "Hộ không còn",
    "left": "Không còn trong diện rà soát",
    "came": "Hộ mới có kết quả",
    "survey": "Khảo sát",
    "resurvey": "Khảo sát lại",
    "recheck": "Phúc tra",
    "decided": "Quyết định khác với điểm, hoặc nhân khẩu khác",
}
NAMES: Mapping[str, str] = {
    "poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo", "average": "Hộ có mức sống trung bình",
}  # fmt: skip
HEADINGS = ("Mã hộ", "Thôn", "Xã", "Trước", "Sau", "Nhân khẩu trước", "Nhân khẩu sau", "Lý do", "Căn cứ")
_SUMS = (
    "Loại hộ",
    "Số hộ trước",
    "Số hộ sau",
    "Chênh lệch",
    "Giải thích được",
    "Nhân khẩu trước",
    "Nhân khẩu sau",
)


def lines(found: Comparison) -> Iterator[list[str | int]]:
    """Yield the households, one a line."""
    for change in found.changes:
        yield _line(change)


def _line(change: Change) -> list[str | int]:
    village = change.village
    place = (change.code, str(village), str(village.parent or ""))
    classes = (_class(change.before), _class(change.after))
    return [
        *map(plain_text, (*place, *classes)),
        change.persons_before,
        change.persons_after,
        KINDS[change.kind],
        plain_text(change.detail),
    ]


def _class(result: str) -> str:
    return Class(result).label_vi if result else "–"


def note(found: Comparison) -> str:
    """Name the two sets, and whether the file is of a practice round."""
    sets = " → ".join(f"số {each.number} ({each.sha256[:12]})" for each in (found.first, found.second))
    return f"{PRACTICE}; {sets}" if found.first.round.practice else sets


def to_csv(found: Comparison) -> bytes:
    """Return the households as CSV in UTF-8 with BOM; the last column names the sets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*HEADINGS, "note"])
    writer.writerows([*line, note(found)] for line in lines(found))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def to_xlsx(found: Comparison) -> bytes:
    """Return totals and households as xlsx; the same sets give the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": dt.datetime.combine(found.second.as_of, dt.time())})
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    looks = {
        "title": book.add_format({**font, "bold": True, "font_size": 14}),
        "plain": book.add_format(font),
        "head": book.add_format(
            {**font, "bold": True, "border": 1, "text_wrap": True, "bg_color": "#EAEEEA"}
        ),
        "cell": book.add_format({**font, "border": 1, "text_wrap": True, "num_format": f"{VIETNAM}#,##0"}),
    }
    sheet = book.add_worksheet("Khác biệt")
    sheet.set_column(0, len(HEADINGS) - 1, 18)
    title = f"Bộ số liệu số {found.first.number} và số {found.second.number} – {found.first.unit}"
    sheet.write_string(0, 0, title, looks["title"])
    sheet.write_string(1, 0, note(found), looks["plain"])
    sums = [
        [NAMES[s.of], s.before, s.after, s.difference, s.explained, s.persons_before, s.persons_after]
        for s in found.sides
    ]
    row = _table(sheet, 3, _SUMS, sums, looks)
    first = row + 1
    _table(sheet, first, HEADINGS, list(lines(found)), looks)
    sheet.freeze_panes(first + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _table(sheet: Any, row: int, heads: tuple[str, ...], rows: list[Any], looks: Mapping[str, Any]) -> int:
    """Write a table and return the row below it."""
    for column, text in enumerate(heads):
        sheet.write_string(row, column, text, looks["head"])
    for row_, values in enumerate(rows, start=row + 1):
        for column, value in enumerate(values):
            if value is None:
                sheet.write_blank(row_, column, None, looks["cell"])
            elif isinstance(value, int):
                sheet.write_number(row_, column, value, looks["cell"])
            else:
                sheet.write_string(row_, column, value, looks["cell"])
    return row + 1 + len(rows)


FORMATS = {
    "xlsx": (to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (to_csv, "text/csv; charset=utf-8"),
}
