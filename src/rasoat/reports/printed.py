"""A table as it will print: the same head, headings, numbering and lines for the page, the xlsx and the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rasoat.areas.models import Level, Unit
from rasoat.documents.common import commune_of, in_full, lower
from rasoat.reports.definitions import MEASURE_NAMES, Column, HeadCell
from rasoat.reports.table import Row, Table
from rasoat.text_vi import number

COUNTRY = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PRACTICE = "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
PRELIMINARY = "Số liệu sơ bộ"
SIGNERS = ("Người lập biểu", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")
_WORDS = {
    "number": ("TT", "No."),
    "unit": ("Đơn vị", "Unit"),
    "measure": ("Hộ, nhân khẩu", "Households, persons"),
    "total": ("Tổng cộng", "Total"),
    "year": ("Năm", "Year"),
    "official": ("Số liệu chính thức", "Official figures"),
    "preliminary": (PRELIMINARY, "Preliminary figures"),
}


@dataclass(frozen=True)
class Figure:
    """One figure in its column."""

    column: Column
    value: int | Decimal | None

    @property
    def text(self) -> str:
        """As Vietnamese papers print it: ``17.435``, ``21,88``, unknown ``–``."""
        if isinstance(self.value, Decimal):
            whole, _, places = str(self.value).partition(".")
            return f"{number(int(whole))},{places}"
        return number(self.value)


@dataclass(frozen=True)
class Line:
    """One printed row; ``first`` begins a unit, whose name reaches over ``span`` rows."""

    number: str
    name: str
    unit: Unit
    measure: str
    measure_label: str
    first: bool
    span: int
    total: bool
    depth: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Printed:
    """Everything on the sheet, in the order it is read."""

    issuer: tuple[str, str]
    title: str
    subtitles: tuple[str, ...]
    stamp: str
    places: int
    head_rows: int
    head: tuple[HeadCell, ...]
    numbers: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def width(self) -> int:
        """How many columns the sheet has."""
        return len(self.numbers)


def printed(table: Table, language: str = "vi") -> Printed:
    """Lay out ``table``; ``language`` (``vi`` or ``en``) is that of headings and labels, names stay Vietnamese."""
    definition = table.definition
    places = 3 if len(definition.measures) > 1 else 2
    state = "preliminary" if table.preliminary else "official"
    return Printed(
        issuer=("ỦY BAN NHÂN DÂN", str(commune_of(table.unit)).upper()),
        title=definition.title(language),
        subtitles=(
            f"{_word('year', language)} {table.round.year} – {_whole(table.unit)}",
            f"({_word(state, language)})",
        ),
        stamp=PRACTICE if table.round.practice else "",
        places=places,
        head_rows=definition.heading_rows,
        head=tuple(_head(table, places, language)),
        numbers=(*"ABC"[:places], *(column.number for column in table.columns)),
        lines=tuple(_lines(table, language)),
    )


def _word(name: str, language: str) -> str:
    return _WORDS[name][language == "en"]


def _whole(unit: Unit) -> str:
    return in_full(unit) if unit.level == Level.VILLAGE else lower(unit)


def _head(table: Table, places: int, language: str) -> Iterator[HeadCell]:
    rows = table.definition.heading_rows
    for column, name in enumerate(("number", "unit", "measure")[:places]):
        yield HeadCell(_word(name, language), 0, column, rows, 1)
    for cell in table.definition.layout(language):
        yield cell._replace(column=cell.column + places)


def _lines(table: Table, language: str) -> Iterator[Line]:
    numbers = _numbers([row["unit"] for row in table.rows], table.unit)
    span = len(table.definition.measures)
    for index, row in enumerate(table.rows):
        unit = row["unit"]
        total = unit.pk == table.unit.pk
        yield Line(
            number="" if total else numbers[unit.pk],
            name=_word("total", language) if total and len(table.rows) > span else str(unit),
            unit=unit,
            measure=row["measure"],
            measure_label=MEASURE_NAMES[row["measure"]][language == "en"],
            first=index % span == 0,
            span=span,
            total=total,
            depth=numbers[unit.pk].count(".") if unit.pk in numbers else 0,
            figures=tuple(_figures(table, row)),
        )


def _figures(table: Table, row: Row) -> Iterator[Figure]:
    for column in table.columns:
        yield Figure(column, row[column.name])


def _numbers(units: list[Unit], asked: Unit) -> dict[Any, str]:
    """Number the units 1, 2 …, and those below a numbered unit 1.1, 1.2 …."""
    numbers: dict[Any, str] = {}
    taken: dict[Any, int] = {}
    for unit in units:
        if unit.pk in numbers or unit.pk == asked.pk:
            continue
        above = numbers.get(unit.parent_id, "")
        taken[unit.parent_id] = taken.get(unit.parent_id, 0) + 1
        numbers[unit.pk] = f"{above}.{taken[unit.parent_id]}" if above else str(taken[unit.parent_id])
    return numbers
