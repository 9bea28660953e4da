"""What an own spreadsheet must be before it is taken: safe, whole when it is filled, and every mark understood."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from rasoat.errors import RasoatError, Refused
from rasoat.reports.definitions import Definition
from rasoat.reports.ownform.marks import Mark, Place, Word, found
from rasoat.text_vi import fold

LARGEST = 2 * 2**20
UNPACKED = 60 * 2**20
_CELLS = 200_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS = ("vbaproject", "macrosheets/", "dialogsheets/", "activex/", "ctrlprops/")
_OUTSIDE = (
    "externallinks/",
    "connections.xml",
    "embeddings/",
    "querytables/",
    "customdata/",
    "webextensions/",
)
_LOST = (
    "drawings/",
    "charts/",
    "media/",
    "pivottables/",
    "pivotcache/",
    "slicers/",
    "comments",
    "threadedcomments/",
)
_REACHES_OUT = re.compile(
    r"\b(WEBSERVICE|FILTERXML|RTD|IMAGE|DDE|CALL|REGISTER(?:\.ID)?)\s*\(|\[|\|", re.IGNORECASE
)
_TEXT = re.compile(r'"[^"]*"')

Forms = Mapping[str, Definition]


class Spot(NamedTuple):
    """A mark in its cell."""

    sheet: str
    row: int
    column: int
    cell: str
    mark: Mark


class Checked(NamedTuple):
    """A workbook, its marks, and every fault; a faulty one is never filled."""

    spots: tuple[Spot, ...]
    faults: tuple[RasoatError, ...]
    book: Any = None


def check(file_name: str, content: bytes, forms: Forms, report: str) -> Checked:
    """Read an own spreadsheet for ``report``; ``forms`` are the reports of the round that marks may name."""
    fault = next(_unsafe(file_name, content), None)
    if fault is not None:
        return Checked((), (fault,))
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    except Exception:  # a library that reads what anybody may have sent raises whatever it meets
        return Checked((), (Refused("T031", file=file_name),))
    spots: list[Spot] = []
    faults: list[RasoatError] = []
    for sheet in book.worksheets:
        own = list(_read_sheet(sheet, forms, faults))
        spots += own
        faults += _layout_faults(sheet, own)
    if not any(spot.mark.report == report for spot in spots) and not faults:
        faults.append(Refused("T045", file=file_name, report=report))
    return Checked(tuple(spots), tuple(faults), book)


# ---- the file --------------------------------------------------------------------------------------------


def _unsafe(file_name: str, content: bytes) -> Iterator[RasoatError]:
    if len(content) > LARGEST:
        yield Refused("T032", file=file_name, limit=LARGEST // 2**20)
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
        infos = packed.infolist()
        kinds = packed.read("[Content_Types].xml")
    except Exception:  # not a zip, a broken one, or one that only looks like a workbook
        yield Refused("T031", file=file_name)
        return
    if sum(info.file_size for info in infos) > UNPACKED:
        yield Refused("T032", file=file_name, limit=LARGEST // 2**20)
        return
    names = [info.filename.lower() for info in infos]
    yield from _parts(file_name, names, kinds.decode(errors="replace"))
    yield from _relations(file_name, packed, infos)


def _parts(file_name: str, names: list[str], kinds: str) -> Iterator[RasoatError]:
    if "macroenabled" in kinds.lower() or any(part in name for name in names for part in _MACROS):
        yield Refused("T033", file=file_name)
    if _XLSX not in kinds:
        yield Refused("T031", file=file_name)
    for code, parts in (("T034", _OUTSIDE), ("T035", _LOST)):
        for name in names:
            if any(part in name for part in parts):
                yield Refused(code, file=file_name, part=name)


def _relations(
    file_name: str, packed: zipfile.ZipFile, infos: list[zipfile.ZipInfo]
) -> Iterator[RasoatError]:
    for info in infos:
        if not info.filename.lower().endswith((".xml", ".rels")):
            continue
        try:
            text = packed.read(info).decode("utf-8", errors="replace")
        except Exception:  # a damaged part
            yield Refused("T031", file=file_name)
            return
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            yield Refused("T031", file=file_name)
        if info.filename.endswith(".rels") and re.search(r"TargetMode\s*=\s*[\"']External", text):
            yield Refused("T034", file=file_name, part=info.filename)


# ---- the marks -------------------------------------------------------------------------------------------


def _read_sheet(sheet: Any, forms: Forms, faults: list[RasoatError]) -> Iterator[Spot]:
    if sheet.max_row * sheet.max_column > _CELLS:
        faults.append(Refused("T032", file=sheet.title, limit=LARGEST // 2**20))
        return
    for line in sheet.iter_rows():
        for cell in line:
            where = f"{sheet.title}!{cell.coordinate}"
            if isinstance(cell.value, ArrayFormula | DataTableFormula):
                faults.append(Refused("T043", cell=where))
            elif isinstance(cell.value, str):
                yield from _read_cell(cell, where, sheet.title, forms, faults)


def _read_cell(cell: Any, where: str, title: str, forms: Forms, faults: list[RasoatError]) -> Iterator[Spot]:
    if cell.data_type == "f":
        if "{{" in cell.value:
            faults.append(Refused("T043", cell=where))
        if _REACHES_OUT.search(_TEXT.sub("", cell.value)):
            faults.append(Refused("T034", file=where, part=cell.value[:60]))
        return
    marks = list(found(cell.value))
    for written, mark in marks:
        fault = _mark_fault(where, written, mark, forms)
        if fault is not None:
            faults.append(fault)
        elif mark is not None:
            yield Spot(title, cell.row, cell.column, cell.coordinate, mark)
    if cell.value.count("{{") != len(marks) or cell.value.count("}}") != len(marks):
        faults.append(Refused("T037", cell=where, mark=cell.value[:60]))


def _mark_fault(where: str, written: str, mark: Mark | None, forms: Forms) -> RasoatError | None:
    if mark is None:
        return Refused("T037", cell=where, mark=written[:60])
    if mark.word is not None:
        return None
    figures = {key: form for key, form in forms.items() if not form.people}
    if mark.report not in figures:
        return Refused("T038", cell=where, report=mark.report, known=", ".join(figures))
    form = figures[mark.report]
    names = [column.name for column in form.columns]
    if mark.column not in names:
        return Refused("T039", cell=where, report=form.key, column=mark.column, known=", ".join(names))
    if mark.line and line_of(form, mark.line) is None:
        return Refused("T040", cell=where, report=form.key, line=mark.line, known=", ".join(form.measures))
    if mark.row.block and not form.blocks:
        return Refused("T041", cell=where, report=form.key)
    return None


def line_of(form: Definition, text: str) -> str | None:
    """Return the key of a line called by its key or its Vietnamese label; empty is the first."""
    if not text:
        return form.measures[0]
    asked = fold(text)
    return next((line.key for line in form.lines if asked in (line.key, fold(line.label_vi))), None)


# ---- the sheet -------------------------------------------------------------------------------------------


def blocks_of(spots: list[Spot]) -> list[tuple[int, int, Place]]:
    """Return the rows to be repeated: first, last, and for whom; rows that touch are repeated together."""
    kinds = {spot.row: spot.mark.row for spot in spots if spot.mark.row.repeated}
    blocks: list[tuple[int, int, Place]] = []
    for row in sorted(kinds):
        if blocks and blocks[-1][1] == row - 1 and blocks[-1][2] == kinds[row]:
            blocks[-1] = (blocks[-1][0], row, kinds[row])
        else:
            blocks.append((row, row, kinds[row]))
    return blocks


def _layout_faults(sheet: Any, spots: list[Spot]) -> Iterator[RasoatError]:
    if not spots:
        return
    if not any(spot.mark.word is Word.NOTE for spot in spots):
        yield Refused("T044", sheet=sheet.title)
    for row in sorted({spot.row for spot in spots}):
        kinds = {spot.mark.row for spot in spots if spot.row == row and spot.mark.row.repeated}
        if len(kinds) > 1:
            yield Refused("T046", cell=f"{sheet.title}!{row}:{row}")
    for first, last, _place in blocks_of(spots):
        for each in sheet.merged_cells.ranges:
            apart = each.max_row < first or each.min_row > last
            if not apart and not (first <= each.min_row and each.max_row <= last):
                yield Refused("T042", cell=f"{sheet.title}!{each.coord}", first=first, last=last)
        for name, table in sheet.tables.items():
            yield Refused("T047", cell=f"{sheet.title}!{table.ref}", name=name)
