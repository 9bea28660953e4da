"""Filled-in point workbooks for the tests: a template, edited as a person or a program might edit it."""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rasoat import law
from rasoat.lawbook import workbook
from rasoat.lawbook.workbook import Draft, WorkbookRefused

PACK = law.load("vn-2016")
DAY = dt.date(2018, 11, 10)
FIRST = 5
"""The first row of a table, as a spreadsheet counts."""
LAST = FIRST + sum(len(item.options) for item in PACK.items) - 1
NAME = "bang-diem.xlsx"
Edit = Callable[[Workbook], object]


@functools.cache
def template() -> bytes:
    """Return the template of the pack on 10/11/2018."""
    return workbook.template(PACK, DAY)


def edited(*edits: Edit, content: bytes | None = None) -> bytes:
    """Return the template after ``edits``."""
    book = openpyxl.load_workbook(io.BytesIO(content or template()))
    for edit in edits:
        edit(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def typed(values: Mapping[str, object], sheet: str = "NT1") -> Edit:
    """Return the edit that types values into cells of a sheet."""

    def edit(book: Workbook) -> None:
        for address, value in values.items():
            book[sheet][address] = value

    return edit


def on_sheet(change: Callable[[Worksheet], object], sheet: str = "NT1") -> Edit:
    """Return the edit that does something with one sheet."""
    return lambda book: change(book[sheet])


def rotated(columns: str, by: int = 1, sheet: str = "NT1") -> Edit:
    """Return the edit that moves whole columns of the table down, the last cells to the top."""

    def edit(book: Workbook) -> None:
        for column in columns:
            cells = [book[sheet][f"{column}{row}"] for row in range(FIRST, LAST + 1)]
            values = [cell.value for cell in cells]
            for cell, value in zip(cells, values[-by:] + values[:-by], strict=True):
                cell.value = value

    return edit


def part_of(sheet: str) -> str:
    """Return the part of the package that holds a sheet of the template."""
    number = 2 + [area.key for area in PACK.areas].index(sheet)
    return f"xl/worksheets/sheet{number}.xml"


def rewritten(part: str, change: Callable[[str], str], content: bytes | None = None) -> bytes:
    """Return the template with the XML of one part changed, for what no spreadsheet would write."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or template())) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()).encode() if name == part else text)
    return packed.getvalue()


def with_points(points: Mapping[str, int | None], sheet: str, content: bytes | None = None) -> bytes:
    """Return the template with points by cell (``D5``), written straight into the XML; None empties a cell."""

    def cell(found: re.Match[str]) -> str:
        if found[1] not in points:
            return found[0]
        value = points[found[1]]
        return (
            f'<c r="{found[1]}"{found[2]}/>'
            if value is None
            else f'<c r="{found[1]}"{found[2]}><v>{value}</v></c>'
        )

    return rewritten(
        part_of(sheet), lambda xml: re.sub(r'<c r="(D\d+)"( s="\d+")><v>\d+</v></c>', cell, xml), content
    )


def read(content: bytes, name: str = NAME, pack: law.Pack = PACK, on: dt.date | None = None) -> Draft:
    """Read a workbook against the pack."""
    return workbook.read(content, name, pack, on)


def faults(content: bytes, name: str = NAME, pack: law.Pack = PACK, on: dt.date | None = None) -> list[str]:
    """Return the codes for which a workbook is refused, each with its sheet and its place where there is one."""
    try:
        read(content, name, pack, on)
    except WorkbookRefused as refused:
        places = [
            (f.code, f.where.get("sheet"), f.where.get("cells") or f.where.get("rows"))
            for f in refused.faults
        ]
        return [" ".join(str(part) for part in place if part) for place in places]
    return []


def changed_pack(name: str = "", old: str = "", new: str = "", **files: str) -> law.Pack:
    """Return vn-2016 with one text of one of its files replaced."""
    texts = {**law.shipped_files("vn-2016"), **files}
    if name:
        assert old in texts[name]
        texts[name] = texts[name].replace(old, new, 1)
    return law.from_files("vn-2016", texts)


def without_points() -> law.Pack:
    """Return vn-2016 as if its point table had not been found."""
    texts = law.shipped_files("vn-2016")
    heading = texts["b1-points.csv"].splitlines()[0] + "\n"
    source = "points_not_found: {ref: {document: TT17, article: Phụ lục 3b}, provenance: not-found}\n"
    return law.from_files(
        "vn-2016", {**texts, "b1-points.csv": heading, "b1-items.yaml": source + texts["b1-items.yaml"]}
    )
