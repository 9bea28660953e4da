"""A table as it will print: the same head, headings, numbering and lines for the page, the xlsx and the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rasoat.areas.models import Level, Unit
from rasoat.documents.common import commune_of, in_full, lower
from rasoat.reports.definitions import Column, HeadCell
from rasoat.reports.features import LOCAL
from rasoat.reports.table import COUNTRY_LEVEL, Row, Table
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
    "urban": ("Khu vực thành thị", "Urban areas"),
    "rural": ("Khu vực nông thôn", "Rural areas"),
    "native": (
        "Cột dân tộc tại chỗ để trống: chưa có danh sách dân tộc tại chỗ của tỉnh",
        "Columns of native groups are empty: the province's list of native groups is not there",
    ),
}
_BLOCKS = {"urban": "I", "rural": "II"}


@dataclass(frozen=True)
class Figure:
    """One figure in its column."""

    column: Column
    value: int | Decimal | str | None

    @property
    def text(self) -> str:
        """As Vietnamese papers print it: ``17.435``, ``21,88``, unknown ``–``; a year or a text as it is."""
        if self.column.text is not None:
            return "" if self.value is None else str(self.value)
        assert not isinstance(self.value, str)
        if isinstance(self.value, Decimal):
            whole, _, places = str(self.value).partition(".")
            return f"{number(int(whole))},{places}"
        return number(self.value)


@dataclass(frozen=True)
class Line:
    """One printed row; ``first`` begins a unit, whose name reaches over ``span`` rows.

    ``block`` says of which kind of area the figures are, if not of all. A ``band`` is a line across the sheet without figures: the commune and village of the people below it.
    """

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
    band: str = ""
    block: str = ""


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
    signers: tuple[str, str]
    numbers: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def width(self) -> int:
        """How many columns the sheet has."""
        return len(self.numbers)


def printed(table: Table, language: str = "vi") -> Printed:
    """Lay out ``table``; ``language`` (``vi`` or ``en``) is that of headings and labels, names stay Vietnamese."""
    definition = table.definition
    places = 0 if definition.people else 3 if len(definition.measures) > 1 else 2
    state = "preliminary" if table.preliminary else "official"
    return Printed(
        issuer=_issuer(table.unit),
        title=definition.title(language),
        subtitles=(
            f"{_word('year', language)} {table.round.year} – {_whole(table.unit)}",
            f"({_word(state, language)})",
            *_frozen_words(table, language),
            *(note[language == "en"] for note in table.notes),
            *_undefined_words(table, language),
        ),
        stamp=PRACTICE if table.round.practice else "",
        places=places,
        head_rows=definition.heading_rows,
        head=tuple(_head(table, places, language)),
        signers=(SIGNERS[0], "") if table.unit.level == COUNTRY_LEVEL else SIGNERS,
        numbers=(*"ABC"[:places], *(column.number for column in table.columns)),
        lines=tuple(_people(table) if definition.people else _lines(table, language)),
    )


def _issuer(unit: Unit) -> tuple[str, str]:
    """Return the two lines of who issues the paper; nobody issues a sum over the country, so it says what it is."""
    if unit.level == COUNTRY_LEVEL:
        return "BẢNG CỘNG TỪ BỘ SỐ LIỆU", "CÁC TỈNH ĐÃ KÝ XÁC NHẬN"
    return "ỦY BAN NHÂN DÂN", str(commune_of(unit)).upper()


def _undefined_words(table: Table, language: str) -> Iterator[str]:
    """Say why the columns of native groups are empty: which groups these are is the province's to set."""
    if any(row.get(column.name) is not None for row in table.rows for column in _native(table)):
        return
    if _native(table):
        yield _word("native", language)


def _native(table: Table) -> list[Column]:
    return [column for column in table.columns if column.count is not None and LOCAL in column.count.of]


def _frozen_words(table: Table, language: str) -> Iterator[str]:
    """Name the frozen set that the figures come from, so that two papers can be compared."""
    kept = table.frozen
    if kept is None:
        return
    day = f"{kept.as_of:%d/%m/%Y}"
    if language == "vi":
        yield f"Bộ số liệu số {kept.number}, chốt ngày {day}, dấu {kept.sha256[:12]}"
    else:
        yield f"Set of figures no. {kept.number}, frozen on {day}, mark {kept.sha256[:12]}"


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
    numbers = _numbers(table.rows, table.unit)
    span = len(table.definition.lines)
    for index, row in enumerate(table.rows):
        unit, block = row["unit"], row["block"]
        asked = unit.pk == table.unit.pk
        total = asked and not block
        name = _word(block, language) if asked and block else str(unit)
        yield Line(
            number="" if total else _BLOCKS[block] if asked else numbers[unit.pk, block],
            name=_word("total", language) if total and len(table.rows) > span else name,
            unit=unit,
            measure=row["measure"],
            measure_label=table.definition.line(row["measure"]).label(language),
            first=index % span == 0,
            span=span,
            total=asked,
            depth=numbers.get((unit.pk, block), "").count("."),
            figures=tuple(_figures(table, row)),
            block=block,
        )


def _people(table: Table) -> Iterator[Line]:
    """Lay out a list: a band for each commune and village, then its people."""
    above: tuple[str, str] = ("", "")
    for row in table.rows:
        unit = row["unit"]
        here = (str(commune_of(unit)), str(unit))
        for depth, band in enumerate(here):
            if band != above[depth] or (depth == 1 and here[0] != above[0]):
                yield Line("", band, unit, row["measure"], "", True, 1, True, depth, (), band)
        above = here
        yield Line("", "", unit, row["measure"], "", True, 1, False, 0, tuple(_figures(table, row)))


def _figures(table: Table, row: Row) -> Iterator[Figure]:
    for column in table.columns:
        yield Figure(column, row[column.name])


def _numbers(rows: list[Row], asked: Unit) -> dict[tuple[Any, str], str]:
    """Number the units of each block 1, 2 …, and those below a numbered unit 1.1, 1.2 …."""
    numbers: dict[tuple[Any, str], str] = {}
    taken: dict[tuple[Any, str], int] = {}
    for row in rows:
        unit, block = row["unit"], row["block"]
        if (unit.pk, block) in numbers or unit.pk == asked.pk:
            continue
        parent = (unit.parent_id, block)
        above = numbers.get(parent, "")
        taken[parent] = taken.get(parent, 0) + 1
        numbers[unit.pk, block] = f"{above}.{taken[parent]}" if above else str(taken[parent])
    return numbers
