"""Files to numbered rows: xlsx and csv, one row at a time; every file that is no table is refused with its code."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import python_calamine

from rasoat.errors import InputError

MEGABYTE = 2**20
UNPACKED_LIMIT = 1024
LOOK_AHEAD = 30
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TEXT_ENDINGS = (".csv", ".txt", ".tsv")
_BOOK_ENDINGS = (".xlsx", ".xlsm", ".xls")
_DELIMITERS = ",;\t"


class NumberText(str):
    """The text of a cell that the workbook holds as a number: leading zeros may have been lost."""

    __slots__ = ()


class Merge(NamedTuple):
    """Merged cells: rows 1-based as in the sheet, columns 0-based, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def cells(self) -> str:
        """Return the range as a spreadsheet writes it: ``B5:B7``."""
        first, last = column_letters(self.first_column), column_letters(self.last_column)
        return f"{first}{self.first_row}:{last}{self.last_row}"


class SheetRow(NamedTuple):
    """One row of the sheet: its number (1-based as in the sheet) and its cells as text."""

    number: int
    cells: list[str]


@dataclass
class Table:
    """A file as rows. ``other_sheets`` are named but not read."""

    rows: Iterator[SheetRow]
    merges: list[Merge] = field(default_factory=list)
    sheet: str = ""
    other_sheets: list[str] = field(default_factory=list)


Content = bytes | Sequence[Sequence[object]]


def read_path(path: Path) -> bytes:
    """Return a file's bytes; raises ``InputError`` R013."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError("R013", file=path.name, problem=error.strerror or "?") from error


def read_table(file_name: str, content: Content) -> Table:
    """Read xlsx, csv (UTF-8; comma, semicolon or tab) or rows in memory; raises ``InputError`` (R001 … R012)."""
    if not isinstance(content, bytes):
        return Table(numbered(content))
    if not content.strip(b"\xef\xbb\xbf \r\n\t,;"):
        raise InputError("R001", file=file_name)
    ending = Path(file_name).suffix.lower()
    if content.startswith(_ZIP):
        return _read_book(file_name, content)
    if content.startswith(_OLE):
        raise InputError("R003", file=file_name)
    if ending in _BOOK_ENDINGS:
        raise InputError("R004", file=file_name)
    if ending not in _TEXT_ENDINGS:
        raise InputError("R005", file=file_name)
    return Table(_read_text(file_name, _decode(file_name, content)))


def numbered(rows: Iterable[Sequence[object]]) -> Iterator[SheetRow]:
    """Number rows from 1 and turn their cells into text."""
    for number, cells in enumerate(rows, start=1):
        yield SheetRow(number, [cell_text(cell) for cell in cells])


def cell_text(value: object) -> str:
    """Return a cell as the text a person would have typed: whole numbers without a point, dates yyyy-mm-dd."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        return NumberText(int(value) if whole else value)
    return str(value)


def column_letters(index: int) -> str:
    """Return the letters of a 0-based column: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _read_book(file_name: str, content: bytes) -> Table:
    _require_bounded(file_name, content)
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        shown = [
            each.name
            for each in book.sheets_metadata
            if each.visible == python_calamine.SheetVisibleEnum.Visible
            and each.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        sheets = [book.get_sheet_by_name(name) for name in shown]
    except python_calamine.PasswordError as error:
        raise InputError("R003", file=file_name) from error
    except BaseException as error:
        _reraise_interrupts(error)
        raise InputError("R004", file=file_name) from error
    filled = [sheet for sheet in sheets if sheet.start is not None]
    if not filled:
        raise InputError("R001", file=file_name)
    merges = [Merge(r1 + 1, c1, r2 + 1, c2) for (r1, c1), (r2, c2) in filled[0].merged_cell_ranges or []]
    return Table(_sheet_rows(filled[0]), merges, filled[0].name, [sheet.name for sheet in filled[1:]])


def _sheet_rows(sheet: python_calamine.CalamineSheet) -> Iterator[SheetRow]:
    # The reader starts every row at the first filled column, but always at the first row.
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield SheetRow(number, left + [cell_text(cell) for cell in cells])


def _reraise_interrupts(error: BaseException) -> None:
    """Let the reader's own failures (a panic is no ``Exception``) become a code, but never an interrupt."""
    if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError | GeneratorExit):
        raise error


def _require_bounded(file_name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(each.file_size for each in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InputError("R004", file=file_name) from error
    if size > UNPACKED_LIMIT * MEGABYTE:
        raise InputError("R012", file=file_name, megabytes=size // MEGABYTE, limit=UNPACKED_LIMIT)


def _decode(file_name: str, content: bytes) -> str:
    if content.startswith(_UTF16):
        raise InputError("R002", file=file_name, line=1, byte=1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("R002", file=file_name, line=line, byte=error.start + 1) from error


def _read_text(file_name: str, text: str) -> Iterator[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield SheetRow(number, cells)
    except csv.Error as error:
        raise InputError("R011", file=file_name, line=number + 1) from error


def _delimiter(text: str) -> str:
    """Return the separator that stands most often in one of the first lines."""
    lines = text[:20_000].splitlines()[:LOOK_AHEAD]
    return max(_DELIMITERS, key=lambda each: max((line.count(each) for line in lines), default=0))
