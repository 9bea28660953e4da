"""What each report is: title, headings as printed, columns, formulas, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from rasoat.errors import InputError
from rasoat.reports.flows import CLOSING, MEASURES, NEAR_POOR, POOR, SIGNS


@dataclass(frozen=True)
class Column:
    """One column of figures; ``over`` makes it a rate (numerator and denominator), in per cent."""

    name: str
    number: str
    over: tuple[str, str] | None = None
    sums: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Heading:
    """One cell of the printed heading: over a column, or over further headings."""

    vi: str
    en: str
    parts: tuple[Heading, ...] = ()
    column: Column | None = None

    def columns(self) -> Iterator[Column]:
        """Yield the columns under this heading, left to right."""
        if self.column is not None:
            yield self.column
        for part in self.parts:
            yield from part.columns()

    @property
    def depth(self) -> int:
        """How many rows of headings it takes."""
        return 1 + max((part.depth for part in self.parts), default=0)


class HeadCell(NamedTuple):
    """A heading in its place: row and column from 0, and how far it reaches."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Definition:
    """A report: ``provenance`` says how sure the layout is, ``ref`` which document it follows."""

    key: str
    title_vi: str
    title_en: str
    measures: tuple[str, ...]
    headings: tuple[Heading, ...]
    ref: str
    provenance: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of figures, left to right."""
        return tuple(column for heading in self.headings for column in heading.columns())

    def title(self, language: str = "vi") -> str:
        """Return the title in ``language`` (``vi`` or ``en``)."""
        return self.title_vi if language == "vi" else self.title_en

    def column(self, name: str) -> Column:
        """Return the column called ``name``; raises ``InputError`` T010 when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        known = ", ".join(column.name for column in self.columns)
        raise InputError("T010", key=self.key, column=name, known=known)

    @property
    def heading_rows(self) -> int:
        """How many rows the headings take."""
        return max(heading.depth for heading in self.headings)

    def layout(self, language: str = "vi") -> list[HeadCell]:
        """Return the heading cells; column 0 is the first column of figures."""
        return list(_place(self.headings, 0, 0, self.heading_rows, language))


def _place(
    headings: tuple[Heading, ...], row: int, column: int, rows: int, language: str
) -> Iterator[HeadCell]:
    for heading in headings:
        width = len(list(heading.columns()))
        height = rows if heading.column is not None else 1
        yield HeadCell(heading.vi if language == "vi" else heading.en, row, column, height, width)
        yield from _place(heading.parts, row + 1, column, rows - 1, language)
        column += width


def _count(vi: str, en: str, number: int) -> Heading:
    return Heading(vi, en, column=Column(f"c{number}", str(number)))


def _rate(number: int, numerator: int, denominator: int) -> Heading:
    shown = f"{number}={numerator}/{denominator}×100"
    over = (f"c{numerator}", f"c{denominator}")
    return Heading("Tỷ lệ (%)", "Rate (%)", column=Column(f"c{number}", shown, over))


def _pair(vi: str, en: str, what: tuple[str, str], number: int, total: int) -> Heading:
    return Heading(vi, en, (_count(*what, number), _rate(number + 1, number, total)))


_HOUSEHOLDS = ("Số hộ", "Households")
_PERSONS = ("Số nhân khẩu", "Persons")

_RESULTS = Definition(
    key="results",
    title_vi="Tổng hợp kết quả rà soát hộ nghèo, hộ cận nghèo, hộ có mức sống trung bình",
    title_en="Results of the review: poor, near-poor and average-living-standard households",
    measures=("households",),
    headings=(
        Heading(
            "Tổng số hộ dân cư tại thời điểm rà soát",
            "All households at the time of the review",
            (_count(*_HOUSEHOLDS, 1), _count("Nhân khẩu", "Persons", 2)),
        ),
        Heading(
            "Kết quả rà soát về hộ",
            "Results in households",
            (
                _pair("Hộ nghèo", "Poor", _HOUSEHOLDS, 3, 1),
                _pair("Hộ cận nghèo", "Near-poor", _HOUSEHOLDS, 5, 1),
                _pair("Hộ có mức sống trung bình", "Average living standard", _HOUSEHOLDS, 7, 1),
            ),
        ),
        Heading(
            "Kết quả rà soát về nhân khẩu",
            "Results in persons",
            (
                _pair("Hộ nghèo", "Poor", _PERSONS, 9, 2),
                _pair("Hộ cận nghèo", "Near-poor", _PERSONS, 11, 2),
                _pair("Hộ có mức sống trung bình", "Average living standard", _PERSONS, 13, 2),
            ),
        ),
        Heading("Số hộ chưa chấm điểm", "Households not scored", column=Column("unscored", "")),
    ),
    ref="Thông tư 07/2021/TT-BLĐTBXH, Phụ lục VII, mẫu 7.1",
    provenance="sister-form",
)


def _flow_end(vi: str, en: str) -> Heading:
    return Heading(vi, en, column=Column(CLOSING, "9=1-2-3-4+5+6+7+8", sums=SIGNS))


_POOR_FLOWS = Definition(
    key=POOR,
    title_vi="Tổng hợp diễn biến hộ nghèo trong năm",
    title_en="Changes of poor households in the year",
    measures=MEASURES,
    headings=(
        _count("Tổng số hộ nghèo đầu năm", "Poor households at the start of the year", 1),
        Heading(
            "Diễn biến giảm hộ nghèo trong năm",
            "Fewer poor households",
            (
                Heading(
                    "Số hộ thoát nghèo",
                    "Escaped poverty",
                    (
                        _count("Trở thành hộ cận nghèo", "Became near-poor", 2),
                        _count("Vượt chuẩn cận nghèo", "Above the near-poor standard", 3),
                    ),
                ),
                _count(
                    "Khác (thay đổi nhân khẩu, hộ đơn thân chết, chuyển đi, tách, nhập hộ)",
                    "Other (members changed, single person died, moved away, split, merged)",
                    4,
                ),
            ),
        ),
        Heading(
            "Diễn biến tăng hộ nghèo trong năm",
            "More poor households",
            (
                _count("Hộ cận nghèo trở thành hộ nghèo", "Near-poor became poor", 5),
                Heading(
                    "Hộ ngoài danh sách gặp khó khăn trong năm",
                    "From outside the lists",
                    (
                        _count("Tái nghèo", "Poor again", 6),
                        _count("Phát sinh mới", "Newly poor", 7),
                    ),
                ),
                _count(
                    "Khác (thay đổi nhân khẩu, chuyển đến, tách, nhập hộ)",
                    "Other (members changed, moved in, split, merged)",
                    8,
                ),
            ),
        ),
        _flow_end("Tổng số hộ nghèo cuối năm", "Poor households at the end of the year"),
    ),
    ref="Thông tư 07/2021/TT-BLĐTBXH, Phụ lục VII, mẫu 7.2",
    provenance="sister-form",
)

_NEAR_POOR_FLOWS = Definition(
    key=NEAR_POOR,
    title_vi="Tổng hợp diễn biến hộ cận nghèo trong năm",
    title_en="Changes of near-poor households in the year",
    measures=MEASURES,
    headings=(
        _count("Tổng số hộ cận nghèo đầu năm", "Near-poor households at the start of the year", 1),
        Heading(
            "Diễn biến giảm hộ cận nghèo trong năm",
            "Fewer near-poor households",
            (
                _count("Thoát cận nghèo", "Escaped near-poverty", 2),
                _count("Hộ cận nghèo trở thành hộ nghèo", "Near-poor became poor", 3),
                _count(
                    "Khác (thay đổi nhân khẩu, hộ đơn thân chết, chuyển đi, tách, nhập hộ)",
                    "Other (members changed, single person died, moved away, split, merged)",
                    4,
                ),
            ),
        ),
        Heading(
            "Diễn biến tăng hộ cận nghèo trong năm",
            "More near-poor households",
            (
                _count("Hộ nghèo trở thành hộ cận nghèo", "Poor became near-poor", 5),
                Heading(
                    "Hộ ngoài danh sách được bổ sung trong năm",
                    "From outside the lists",
                    (
                        _count("Tái cận nghèo", "Near-poor again", 6),
                        _count("Phát sinh mới", "Newly near-poor", 7),
                    ),
                ),
                _count(
                    "Khác (thay đổi nhân khẩu, chuyển đến, tách, nhập hộ)",
                    "Other (members changed, moved in, split, merged)",
                    8,
                ),
            ),
        ),
        _flow_end("Tổng số hộ cận nghèo cuối năm", "Near-poor households at the end of the year"),
    ),
    ref="Thông tư 07/2021/TT-BLĐTBXH, Phụ lục VII, mẫu 7.3",
    provenance="sister-form",
)

SECOND = "results_second"
_RESULTS_SECOND = replace(
    _RESULTS,
    key=SECOND,
    title_vi="Tổng hợp kết quả rà soát theo chuẩn thứ hai của đợt",
    title_en="Results of the review by the round's second standard",
)

_FIRST = (_RESULTS, _POOR_FLOWS, _NEAR_POOR_FLOWS)
KEYS: tuple[str, ...] = tuple(each.key for each in _FIRST)
"""The reports of the standard that decides, which are approved together."""
DEFINITIONS: Mapping[str, Definition] = {each.key: each for each in (*_FIRST, _RESULTS_SECOND)}

MEASURE_NAMES: Mapping[str, tuple[str, str]] = {
    "households": ("Hộ", "Households"),
    "persons": ("Nhân khẩu", "Persons"),
}


def of_round(*, second: bool) -> list[Definition]:
    """Return the reports of a round; only one with a second standard reports by it."""
    return [each for each in DEFINITIONS.values() if second or each.key != SECOND]


def definition(key: str) -> Definition:
    """Return the report called ``key``; raises ``InputError`` T006 when there is none."""
    if key not in DEFINITIONS:
        raise InputError("T006", key=key, known=", ".join(DEFINITIONS))
    return DEFINITIONS[key]
