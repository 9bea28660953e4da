"""Repeat rows of a sheet: what stands below moves down with its heights, merged cells, formulas and print set-up."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break, RowBreak

_REFERENCE = re.compile(r"(\$?[A-Za-z]{1,3})(\$?)(\d+)(?::(\$?[A-Za-z]{1,3})(\$?)(\d+))?")
_WHOLE_ROWS = re.compile(r"(\$?)(\d+):(\$?)(\d+)")


@dataclass(frozen=True)
class Repeat:
    """Rows ``first`` to ``last`` of a sheet stand ``times`` times under one another."""

    first: int
    last: int
    times: int

    @property
    def height(self) -> int:
        """How many rows are repeated together."""
        return self.last - self.first + 1

    @property
    def extra(self) -> int:
        """How many rows are added."""
        return self.height * (self.times - 1)

    def holds(self, row: int) -> bool:
        """Whether a row of the sheet, before it was shifted, is one of those repeated."""
        return self.first <= row <= self.last

    def moved(self, row: int) -> int:
        """Return where a row stands afterwards."""
        return row + self.extra if row > self.last else row

    def stretched(self, top: int, bottom: int) -> tuple[int, int]:
        """Return where a range stands afterwards; one that reaches to the last repeated row grows with it."""
        grown = bottom + self.extra if bottom >= self.last and top <= self.last else self.moved(bottom)
        return self.moved(top), grown


def repeat(sheet: Any, rows: Repeat) -> None:
    """Repeat the rows in an openpyxl sheet; names of the workbook and formulas of other sheets follow."""
    if not rows.extra:
        return
    merged = [CellRange(each.coord) for each in sheet.merged_cells.ranges]
    for each in merged:
        sheet.unmerge_cells(each.coord)
    _formulas(sheet, rows)
    sheet.insert_rows(rows.last + 1, rows.extra)
    _heights(sheet, rows)
    _copies(sheet, rows)
    for each in merged:
        _merge_again(sheet, each, rows)
    _rules(sheet, rows)
    _print_setup(sheet, rows)


def _formulas(sheet: Any, rows: Repeat) -> None:
    for other in sheet.parent.worksheets:
        for line in other.iter_rows():
            for cell in line:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    inside = other is sheet and rows.holds(cell.row)
                    cell.value = adjusted(cell.value, rows, sheet.title, own=other is sheet, inside=inside)
    names = [*sheet.parent.defined_names.values(), *sheet.defined_names.values()]
    for name in names:
        if name.value:
            name.value = adjusted(f"={name.value}", rows, sheet.title, own=False, inside=False)[1:]


def adjusted(formula: str, rows: Repeat, title: str, *, own: bool, inside: bool) -> str:
    """Return a formula as it reads after the rows were repeated.

    ``own`` formulas stand on the sheet itself; one ``inside`` the repeated rows keeps what it says of its own rows.
    """
    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = _adjusted_range(token.value, rows, title, own=own, inside=inside)
    return str(tokens.render())


def _adjusted_range(text: str, rows: Repeat, title: str, *, own: bool, inside: bool) -> str:
    sheet, _, reference = text.rpartition("!")
    if (sheet.strip("'").replace("''", "'") != title) if sheet else not own:
        return text
    prefix = f"{sheet}!" if sheet else ""
    whole = _WHOLE_ROWS.fullmatch(reference)
    if whole:
        top, bottom = rows.stretched(int(whole[2]), int(whole[4]))
        return f"{prefix}{whole[1]}{top}:{whole[3]}{bottom}"
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return text
    if found[4] is None:
        return f"{prefix}{found[1]}{found[2]}{rows.moved(int(found[3]))}"
    top, bottom = int(found[3]), int(found[6])
    within = inside and rows.holds(top) and rows.holds(bottom)
    top, bottom = (top, bottom) if within else rows.stretched(top, bottom)
    return f"{prefix}{found[1]}{found[2]}{top}:{found[4]}{found[5]}{bottom}"


def _heights(sheet: Any, rows: Repeat) -> None:
    """Give the rows below their heights and look back, which the library leaves where they were."""
    known = {number: sheet.row_dimensions[number] for number in list(sheet.row_dimensions)}
    for number in [each for each in known if each > rows.last]:
        del sheet.row_dimensions[number]
    for number, dimension in known.items():
        if number > rows.last:
            _set_row(sheet, rows.moved(number), dimension)
    for at in range(rows.last + 1, rows.last + 1 + rows.extra):
        pattern = known.get(rows.first + (at - rows.first) % rows.height)
        if pattern is not None:
            _set_row(sheet, at, pattern)


def _set_row(sheet: Any, number: int, like: Any) -> None:
    dimension = copy(like)
    dimension.index = number
    sheet.row_dimensions[number] = dimension


def _copies(sheet: Any, rows: Repeat) -> None:
    for row in range(rows.first, rows.last + 1):
        for cell in list(sheet[row]):
            for time in range(1, rows.times):
                other = sheet.cell(row + time * rows.height, cell.column)
                other._style = copy(cell._style)
                other.value = cell.value
                if cell.data_type == "f" and isinstance(cell.value, str):
                    other.value = Translator(cell.value, cell.coordinate).translate_formula(other.coordinate)


def _merge_again(sheet: Any, each: CellRange, rows: Repeat) -> None:
    if rows.holds(each.min_row) and rows.holds(each.max_row):
        for time in range(rows.times):
            by = time * rows.height
            sheet.merge_cells(
                start_row=each.min_row + by, end_row=each.max_row + by,
                start_column=each.min_col, end_column=each.max_col,
            )  # fmt: skip
        return
    sheet.merge_cells(
        start_row=rows.moved(each.min_row), end_row=rows.moved(each.max_row),
        start_column=each.min_col, end_column=each.max_col,
    )  # fmt: skip


def _stretched(text: str, rows: Repeat) -> str:
    parts = []
    for each in str(text).split():
        area = CellRange(each)
        top, bottom = rows.stretched(area.min_row, area.max_row)
        parts.append(CellRange(min_row=top, max_row=bottom, min_col=area.min_col, max_col=area.max_col).coord)
    return " ".join(parts)


def _rules(sheet: Any, rows: Repeat) -> None:
    """Move conditional formats, checks at entry and the filter."""
    old, sheet.conditional_formatting = sheet.conditional_formatting, ConditionalFormattingList()
    for area in old:
        for rule in area.rules:
            rule.formula = [_rule(text, rows, sheet) for text in rule.formula or ()]
            sheet.conditional_formatting.add(_stretched(area.sqref, rows), rule)
    for check in sheet.data_validations.dataValidation:
        check.sqref = type(check.sqref)(_stretched(check.sqref, rows))
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _stretched(sheet.auto_filter.ref, rows)


def _rule(text: str, rows: Repeat, sheet: Any) -> str:
    return adjusted(f"={text}", rows, sheet.title, own=True, inside=True)[1:]


def _print_setup(sheet: Any, rows: Repeat) -> None:
    if sheet.print_area:
        areas = str(sheet.print_area).split(",")
        sheet.print_area = [_stretched(each.rpartition("!")[2].replace("$", ""), rows) for each in areas]
    breaks = RowBreak()
    for each in sheet.row_breaks.brk:
        breaks.append(Break(id=rows.moved(each.id)))
    sheet.row_breaks = breaks
