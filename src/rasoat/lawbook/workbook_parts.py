"""An .xlsx file opened with care: its values, and what a reader of values hides (formulas, formats, hidden rows).

The file is unpacked within a limit before anything looks into it, XML with a document type is refused (so nothing in
it can be expanded), and a cell far outside any table is refused before a grid is laid out for it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from xml.parsers import expat

import python_calamine

from rasoat import text_vi
from rasoat.errors import LawError

MEGABYTE = 2**20
UNPACKED_LIMIT = 32
LAST_ROW, LAST_COLUMN = 1_999, 25
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOOK = "xl/workbook.xml"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PLAIN_FORMATS = {0, 1, 3, 49}
_PLAIN_CODES = {"general", "0", "#,##0", "@"}
_TOO_SMALL = 1.0
_SHARED_TEXTS = "sharedstrings.xml"
_SHARED_TEXT = re.compile(rb"<(?:\w+:)?si\b")
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

Value = str | float | bool | date | datetime | time | timedelta
Attributes = Mapping[str, str]


class Place(NamedTuple):
    """A cell, row and column counted from 0."""

    row: int
    column: int

    def __str__(self) -> str:
        return f"{letters(self.column)}{self.row + 1}"


class Block(NamedTuple):
    """A rectangle of cells, both corners included."""

    first: Place
    last: Place

    def __str__(self) -> str:
        return f"{self.first}:{self.last}"

    def __contains__(self, place: object) -> bool:
        if not isinstance(place, Place):
            return False
        return (
            self.first.row <= place.row <= self.last.row
            and self.first.column <= place.column <= self.last.column
        )


@dataclass
class Sheet:
    """One sheet: the values that are not empty by place, and everything about them that may deceive the eye."""

    name: str
    hidden: bool = False
    filled: int = 0
    values: dict[Place, Value] = field(default_factory=dict)
    formulas: set[Block] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)
    odd_formats: set[Place] = field(default_factory=set)
    merged: list[Block] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def is_formula(self, place: Place) -> bool:
        """Tell whether the cell is calculated, alone or as part of an array."""
        return any(place in block for block in self.formulas)


class Broken(Exception):
    """The file is not the workbook it says it is."""


class NoWorkbook(Broken):
    """The file is a package of another kind."""


def open_sheets(content: bytes, name: str, wanted: Callable[[str], bool]) -> dict[str, Sheet]:
    """Return the sheets of a workbook in its order, by name in NFC; those not ``wanted`` are not read.

    Raises ``LawError``: L040 for what is no readable .xlsx file (a csv, an old .xls, a password, damage), L042 for one
    that unpacks to more than a table can need, L053 for a cell far outside any table.
    """
    try:
        parts = _unpack(content, name)
        sheets = _sheets(parts, name, wanted)
        _require_little_text(parts, name, sum(sheet.filled for sheet in sheets.values()))
        _read_values(parts, [sheet for key, sheet in sheets.items() if wanted(key)])
    except (Broken, KeyError, ValueError, expat.ExpatError) as error:
        raise LawError("L040", file=name, problem=_problem(content, name, error)) from error
    return sheets


def _problem(content: bytes, name: str, error: Exception) -> str:
    """Return in one word or two what is wrong with the file."""
    if content.startswith(_OLE):
        return "mật khẩu / password" if _ENCRYPTED in content else ".xls"
    if not content.startswith(_ZIP) or isinstance(error, NoWorkbook):
        return posixpath.splitext(name)[1].lower() or "?"
    return str(error) if isinstance(error, Broken) else "xml"


def _unpack(content: bytes, name: str) -> dict[str, bytes]:
    """Return the parts of the package; the sizes it declares are not believed."""
    parts: dict[str, bytes] = {}
    left = UNPACKED_LIMIT * MEGABYTE
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                with archive.open(info) as part:
                    parts[info.filename] = part.read(left + 1)
                left -= len(parts[info.filename])
                if left < 0:
                    raise LawError("L042", file=name, limit=UNPACKED_LIMIT)
            if len({part.lower() for part in parts}) != len(archive.infolist()):
                raise Broken("zip")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise Broken("zip") from error
    if _BOOK not in parts:
        raise NoWorkbook
    return parts


def _sheets(parts: Mapping[str, bytes], name: str, wanted: Callable[[str], bool]) -> dict[str, Sheet]:
    targets: dict[str, str] = {}
    found: list[tuple[Sheet, str]] = []

    def relationship(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            targets[attributes["Id"]] = posixpath.normpath(posixpath.join("/xl", attributes["Target"]))

    def listed(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            sheet = Sheet(attributes["name"], attributes.get("state", "visible") != "visible")
            found.append((sheet, targets[attributes["id"]].removeprefix("/")))

    _parse(parts["xl/_rels/workbook.xml.rels"], relationship)
    _parse(parts[_BOOK], listed)
    formats = _plain_styles(parts.get("xl/styles.xml"))
    sheets = {text_vi.clean_cell(sheet.name): sheet for sheet, _ in found}
    if len(sheets) != len(found):
        raise Broken("xml")
    for (key, sheet), (_, part) in zip(sheets.items(), found, strict=True):
        if wanted(key):
            _SheetFacts(sheet, formats, name).read(parts[part])
    return sheets


def _require_little_text(parts: Mapping[str, bytes], name: str, cells: int) -> None:
    """Raise L042 when many cells share a text so long that copies of it could fill the memory."""
    shared = [text for part, text in parts.items() if part.lower().endswith(_SHARED_TEXTS)]
    longest = max((len(text) for part in shared for text in _SHARED_TEXT.split(part)), default=0)
    if longest * cells > UNPACKED_LIMIT * MEGABYTE:
        raise LawError("L042", file=name, limit=UNPACKED_LIMIT)


def _plain_styles(styles: bytes | None) -> list[bool]:
    """Return for each cell style whether it shows a number as the whole number it is."""
    codes: dict[int, str] = {}
    plain: list[bool] = []
    within: list[str] = []

    def opened(tag: str, attributes: Attributes) -> None:
        within.append(tag)
        if tag == "numFmt" and "numFmts" in within:
            codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        if tag == "xf" and "cellXfs" in within:
            number = int(attributes.get("numFmtId", 0))
            code = codes.get(number)
            plain.append(number in _PLAIN_FORMATS if code is None else code.lower() in _PLAIN_CODES)

    if styles is not None:
        _parse(styles, opened, lambda _: within.pop())
    return plain


class _SheetFacts:
    """Reads from a sheet's XML what is no value."""

    def __init__(self, sheet: Sheet, plain_styles: list[bool], file: str) -> None:
        self.sheet, self.plain_styles, self.file = sheet, plain_styles, file
        self.place = Place(-1, -1)

    def read(self, xml: bytes) -> None:
        """Fill the sheet."""
        _parse(xml, self._opened)

    def _opened(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self._row(attributes)
        elif tag == "c":
            self._cell(attributes)
        elif tag in ("v", "is", "f"):
            self._content(tag, attributes)
        elif tag == "mergeCell":
            self.sheet.merged.append(block(attributes["ref"]))
        elif tag == "col" and _unseen(attributes, "width"):
            last = min(int(attributes["max"]), LAST_COLUMN + 1)
            self.sheet.hidden_columns.update(range(max(int(attributes["min"]) - 1, 0), last))

    def _row(self, attributes: Attributes) -> None:
        row = int(attributes["r"]) - 1 if "r" in attributes else self.place.row + 1
        self.place = Place(row, -1)
        if _unseen(attributes, "ht"):
            self.sheet.hidden_rows.add(row)

    def _cell(self, attributes: Attributes) -> None:
        after = Place(self.place.row, self.place.column + 1)
        self.place = place(attributes["r"]) if "r" in attributes else after
        if attributes.get("t") == "e":
            self.sheet.errors.add(self.place)
        style = int(attributes.get("s", 0))
        if style < len(self.plain_styles) and not self.plain_styles[style]:
            self.sheet.odd_formats.add(self.place)

    def _content(self, tag: str, attributes: Attributes) -> None:
        self.sheet.filled += 1
        if tag == "f":
            all_of_it = block(attributes["ref"]) if "ref" in attributes else Block(self.place, self.place)
            self.sheet.formulas.add(all_of_it)
        if self.place.row > LAST_ROW or self.place.column > LAST_COLUMN:
            raise LawError("L053", file=self.file, sheet=self.sheet.name, cells=str(self.place))


def _unseen(attributes: Attributes, size: str) -> bool:
    """Tell whether a row or column is hidden, or too small to be seen."""
    return attributes.get("hidden") in ("1", "true") or float(attributes.get(size, "99")) < _TOO_SMALL


def _parse(
    xml: bytes, opened: Callable[[str, Attributes], None], closed: Callable[[str], object] | None = None
) -> None:
    """Call ``opened`` with each element's name and attributes, both without prefixes."""
    parser = expat.ParserCreate()

    def refuse(*_: Any) -> None:
        raise Broken("xml")

    def start(tag: str, attributes: dict[str, str]) -> None:
        opened(_local(tag), {_local(key): value for key, value in attributes.items()})

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    if closed is not None:
        parser.EndElementHandler = closed
    parser.Parse(xml, True)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _read_values(parts: Mapping[str, bytes], sheets: list[Sheet]) -> None:
    """Fill in the values with calamine, from the parts that were unpacked within the limit."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    try:
        book = python_calamine.load_workbook(io.BytesIO(packed.getvalue()))
        for sheet in sheets:
            grid = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            sheet.values = {
                Place(row, column): value
                for row, cells in enumerate(grid)
                for column, value in enumerate(cells)
                if value != ""
            }
    except BaseException as error:
        # A panic of the reader is no ``Exception``; an interrupt must pass.
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError | GeneratorExit):
            raise
        raise Broken("xml") from error


def place(address: str) -> Place:
    """Return the place of an address such as ``D5``; raise ``Broken`` for anything else."""
    found = _ADDRESS.fullmatch(address.replace("$", ""))
    if found is None:
        raise Broken("xml")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return Place(int(found[2]) - 1, column - 1)


def block(range_: str) -> Block:
    """Return the block of a range such as ``D5:D9``, or of a single cell."""
    first, _, last = range_.partition(":")
    return Block(place(first), place(last or first))


def letters(column: int) -> str:
    """Return the letters of a column counted from 0: 0 is ``A``, 26 is ``AA``."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
