"""The households behind a figure as a file: the same cells for csv and xlsx, texts always texts."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import xlsxwriter

from rasoat.law import Class
from rasoat.reports.csv_file import plain_text
from rasoat.reports.printed import PRACTICE, PRELIMINARY
from rasoat.rounds.models import Round

_WIDTHS = (6, 16, 28, 22, 22, 26, 30, 10)
_WORDS = {
    "headings": (
        ("TT", "Mã hộ", "Chủ hộ", "Thôn", "Xã", "Đầu kỳ", "Cuối kỳ", "Nhân khẩu"),
        ("No.", "Code", "Head of household", "Village", "Commune", "At the start", "At the end", "Persons"),
    ),
    "by_score": ("theo điểm", "by score"),
    "ended": ("Không còn từ", "Ended on"),
    "unscored": ("Chưa chấm điểm", "Not scored"),
}


@dataclass(frozen=True)
class HouseholdList:
    """A list to write: its title, whose it is, and people as ``people_behind`` gives them with their ``persons``."""

    title: str
    subtitle: str
    round: Round
    people: Sequence[Any]
    preliminary: bool
    language: str = "vi"

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns."""
        found: tuple[str, ...] = _word("headings", self.language)
        return found

    @property
    def notes(self) -> list[str]:
        """What the list has to say of itself: practice, preliminary."""
        said = [PRACTICE] if self.round.practice else []
        return [*said, *([PRELIMINARY] if self.preliminary else [])]

    def rows(self) -> list[list[str | int]]:
        """Return the lines, numbered from 1."""
        return [self._row(number, each) for number, each in enumerate(self.people, start=1)]

    def _row(self, number: int, each: Any) -> list[str | int]:
        village = each.village
        texts = (each.code, each.head or "", str(village), str(village.parent or ""), str(each.opening_label))
        return [number, *map(plain_text, texts), plain_text(self._closing(each)), each.persons]

    def _closing(self, each: Any) -> str:
        if each.ended_on:
            return f"{_word('ended', self.language)} {each.ended_on:%d/%m/%Y}"
        if each.result:
            return Class(each.result).label(self.language)
        if each.score_result:
            return f"{Class(each.score_result).label(self.language)} ({_word('by_score', self.language)})"
        return str(_word("unscored", self.language))


def _word(name: str, language: str) -> Any:
    return _WORDS[name][language == "en"]


def to_csv(wanted: HouseholdList) -> bytes:
    """Return the list as CSV in UTF-8 with BOM, so that Excel shows Vietnamese; the last column says what it is."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    note = "; ".join(wanted.notes)
    writer.writerow([*wanted.headings, "note"])
    writer.writerows([*row, note] for row in wanted.rows())
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def to_xlsx(wanted: HouseholdList) -> bytes:
    """Return the list as xlsx; the same list gives the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    made = dt.datetime.combine(wanted.round.reference_date, dt.time())
    book.set_properties({"title": wanted.title, "created": made})
    _write(book, wanted)
    book.close()
    return out.getvalue()


def _write(book: Any, wanted: HouseholdList) -> None:
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    strong = book.add_format({**font, "bold": True, "font_size": 14})
    plain = book.add_format(font)
    head = book.add_format({**font, "bold": True, "border": 1, "text_wrap": True, "bg_color": "#EAEEEA"})
    cell = book.add_format({**font, "border": 1, "text_wrap": True})
    sheet = book.add_worksheet("Các hộ")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, wanted.title, strong)
    for row, text in enumerate([wanted.subtitle, *wanted.notes], start=1):
        sheet.write_string(row, 0, text, plain)
    first = 3 + len(wanted.notes)
    for column, text in enumerate(wanted.headings):
        sheet.write_string(first, column, text, head)
    for row, values in enumerate(wanted.rows(), start=first + 1):
        for column, value in enumerate(values):
            write = sheet.write_number if isinstance(value, int) else sheet.write_string
            write(row, column, value, cell)
    sheet.freeze_panes(first + 1, 3)
    sheet.autofilter(first, 0, first + max(len(wanted.people), 1), len(_WIDTHS) - 1)
    sheet.repeat_rows(first)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


class ListFormat(NamedTuple):
    """How a list becomes a file, and its media type."""

    write: Callable[[HouseholdList], bytes]
    media_type: str


LIST_FORMATS: Mapping[str, ListFormat] = {
    "xlsx": ListFormat(to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ListFormat(to_csv, "text/csv; charset=utf-8"),
}
