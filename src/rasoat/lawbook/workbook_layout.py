"""The shape of the point workbook: the same for the part that writes it and the part that reads it back."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from rasoat.law import Area, Cell, Item, Option, Provenance, Rules

GUIDE = "Hướng dẫn"
MOST_POINTS = 999
HEAD_ROW, FIRST_ROW = 3, 4
"""Rows of an area sheet, counted from 0: the headings, and the first option below them."""


class Column(IntEnum):
    """Columns of an area sheet, counted from 0."""

    KEY = 0
    QUESTION = 1
    OPTION = 2
    POINTS = 3
    CURRENT = 4
    SOURCE = 5
    STATUS = 6


HEADINGS = ("Mã", "Câu hỏi", "Phương án", "Điểm", "Điểm hiện có", "Nguồn", "Tình trạng")


class Field(NamedTuple):
    """A line of the guide sheet: its row counted from 0, and the label in column A; the value is in column B."""

    row: int
    label: str


DOCUMENT = Field(10, "Số, ký hiệu văn bản")
TITLE = Field(11, "Tên văn bản")
ARTICLE = Field(12, "Điều, khoản, phụ lục")
SINCE = Field(13, "Ngày áp dụng")
BOXES = (DOCUMENT, TITLE, ARTICLE, SINCE)
PACK = Field(16, "Bộ quy tắc")
HASH = Field(17, "Mã nội dung (SHA-256)")
DAY = Field(18, "Điểm hiện có lấy theo ngày")
MARKS = (PACK, HASH, DAY)
PROGRESS_ROW = 21


class Row(NamedTuple):
    """One row of an area sheet as the pack has it."""

    key: str
    item: Item
    option: Option
    cell: Cell[int]

    @property
    def points(self) -> int | None:
        """The points in force; None where no source gives them."""
        return self.cell.value if self.cell.known else None


def rows(rules: Rules, area: Area) -> Iterator[Row]:
    """Yield the rows of one area in the order of the pack."""
    for item in rules.items:
        for option in item.options:
            cell = rules.points(item.key, option.key, area.key)
            yield Row(f"{item.key}.{option.key}", item, option, cell)


def status(cell: Cell[int]) -> str:
    """Return in Vietnamese where a value comes from and how many people have compared it with the text."""
    if not cell.known:
        return Provenance.NOT_FOUND.label()
    people = len({name.casefold() for name in cell.verified_by})
    checked = ("chưa ai kiểm tra", "một người đã kiểm tra", "hai người đã kiểm tra")[min(people, 2)]
    return f"{cell.provenance.label()}; {checked}"
