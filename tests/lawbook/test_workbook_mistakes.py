"""Every mistake in a workbook has its code, and is named with its sheet and place."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from rasoat import law
from rasoat.errors import CATALOGUE
from rasoat.lawbook import workbook
from rasoat.lawbook.workbook import WorkbookRefused
from tests.lawbook.workbooks import (
    DAY,
    FIRST,
    LAST,
    PACK,
    Edit,
    changed_pack,
    edited,
    faults,
    on_sheet,
    part_of,
    read,
    rewritten,
    rotated,
    template,
    typed,
)

GUIDE = "Hướng dẫn"


def numbered(cell: str, code: str, value: object = 15) -> Edit:
    """Return the edit that gives a cell of NT1 a value and a number format."""

    def edit(book: Workbook) -> None:
        book["NT1"][cell] = value
        book["NT1"][cell].number_format = code

    return edit


def hide_row(book: Workbook) -> None:
    """Hide a row of the table."""
    book["NT1"].row_dimensions[8].hidden = True


def flatten_row(book: Workbook) -> None:
    """Make a row of the table too low to be seen."""
    book["NT1"].row_dimensions[8].height = 0.5


def hide_column(book: Workbook) -> None:
    """Hide the column of old points."""
    book["NT1"].column_dimensions["E"].hidden = True


def hide_sheet(book: Workbook) -> None:
    """Hide a table."""
    book["NT4"].sheet_state = "hidden"


def hidden_extra_sheet(book: Workbook) -> None:
    """Add a sheet that nobody sees."""
    book.create_sheet("Ghi chú").sheet_state = "veryHidden"


def copy_row(book: Workbook) -> None:
    """Repeat the second row below the table."""
    for column in range(1, 8):
        book["NT1"].cell(LAST + 1, column, book["NT1"].cell(FIRST + 1, column).value)


def shifted_points(book: Workbook) -> None:
    """Type the table one row too low, as it is easily done from paper, and fill the hole above."""
    for row in range(LAST, FIRST, -1):
        book["NT1"][f"D{row}"] = book["NT1"][f"D{row - 1}"].value
    book["NT1"][f"D{FIRST}"] = 0


MISTAKES: dict[str, tuple[Edit, list[str]]] = {
    "keys one row lower than labels and points": (rotated("A"), [f"L051 NT1 {FIRST}–{LAST}"]),
    "labels one row lower than keys": (rotated("BC", 2), [f"L051 NT1 {FIRST}–{LAST}"]),
    "all but the key one row lower": (rotated("BCDE"), [f"L051 NT1 {FIRST}–{LAST}"]),
    "two labels swapped": (typed({"C5": "2 người", "C6": "1 người"}), ["L051 NT1 5–6"]),
    "a label changed": (typed({"B5": "Số con"}), ["L051 NT1 5"]),
    "an old value changed": (typed({"E5": 74}), ["L051 NT1 5"]),
    "an old value taken away": (typed({"E5": None}), ["L051 NT1 5"]),
    "cells of points moved down": (
        on_sheet(lambda sheet: sheet.move_range(f"D{FIRST}:D{LAST}", rows=1)),
        [f"L053 NT1 D{LAST + 1}", f"L055 NT1 D{FIRST}"],
    ),
    "cells of points moved up": (
        on_sheet(lambda sheet: sheet.move_range(f"D{FIRST}:D{LAST}", rows=-1)),
        ["L043 NT1 D4"],
    ),
    "words": (typed({"D7": "mười lăm"}), ["L057 NT1 D7"]),
    "a number stored as text": (typed({"D7": "15", "D8": "15"}), ["L057 NT1 D7:D8"]),
    "yes": (typed({"D7": True}), ["L057 NT1 D7"]),
    "an error value": (typed({"D7": "#N/A"}), ["L057 NT1 D7"]),
    "a decimal": (typed({"D7": 15.5}), ["L058 NT1 D7"]),
    "a negative number": (typed({"D7": -1}), ["L058 NT1 D7"]),
    "four digits": (typed({"D7": 1000}), ["L058 NT1 D7"]),
    "a huge number": (typed({"D7": 1e300}), ["L058 NT1 D7"]),
    "a formula": (typed({"D7": "=10+5"}), ["L056 NT1 D7"]),
    "a day that is calculated": (typed({"B14": "=TODAY()"}, GUIDE), [f"L056 {GUIDE} B14"]),
    "an array formula": (typed({"D7": ArrayFormula("D7:D9", "=E7:E9")}), ["L056 NT1 D7:D9"]),
    "an empty cell": (typed({"D7": None, "D9": None}), ["L055 NT1 D7, D9"]),
    "a blank": (typed({"D7": "  "}), ["L055 NT1 D7"]),
    "a percentage": (numbered("D7", "0%"), ["L059 NT1 D7"]),
    "a date": (numbered("D7", "dd/mm/yyyy"), ["L059 NT1 D7"]),
    "a time": (numbered("D7", "[h]:mm", dt.timedelta(hours=15)), ["L059 NT1 D7"]),
    "money": (numbered("D7", '#,##0 "₫"'), ["L059 NT1 D7"]),
    "a format that shows another number": (numbered("D7", "0,"), ["L059 NT1 D7"]),
    "a missing area": (lambda book: book.remove(book["NT4"]), ["L047 NT4"]),
    "an area with another name": (
        lambda book: setattr(book["NT4"], "title", "NT 4"),
        ["L047 NT4", "L048 NT 4"],
    ),
    "one sheet more": (lambda book: book.create_sheet("Sheet1"), ["L048 Sheet1"]),
    "one hidden sheet more": (hidden_extra_sheet, ["L048 Ghi chú"]),
    "merged points": (on_sheet(lambda sheet: sheet.merge_cells("D5:D7")), ["L049 NT1 D5:D7"]),
    "merged question": (on_sheet(lambda sheet: sheet.merge_cells("B5:C5")), ["L049 NT1 B5:C5"]),
    "a hidden row": (hide_row, ["L050 NT1 8:8"]),
    "a row without height": (flatten_row, ["L050 NT1 8:8"]),
    "a hidden column": (hide_column, ["L050 NT1 E:E"]),
    "a hidden table": (hide_sheet, ["L050 NT4 NT4"]),
    "a key twice": (typed({"A6": "household_size.1"}), ["L052 NT1 A6", "L054 NT1"]),
    "a row twice": (copy_row, [f"L052 NT1 A{LAST + 1}"]),
    "a row more": (typed({f"A{LAST + 1}": "tv.both", f"D{LAST + 1}": 5}), [f"L053 NT1 A{LAST + 1}, D{LAST + 1}"]),
    "a value below the table": (typed({f"D{LAST + 2}": 5}), [f"L053 NT1 D{LAST + 2}"]),
    "a value beside the table": (typed({"H9": 5}), ["L053 NT1 H9"]),
    "a value far away": (typed({"XFD1048576": 5}), ["L053 NT1 XFD1048576"]),
    "a deleted row": (on_sheet(lambda sheet: sheet.delete_rows(10)), ["L054 NT1"]),
    "a changed heading": (typed({"D4": "Điểm mới"}), ["L043 NT1 D4"]),
    "no guide": (lambda book: book.remove(book[GUIDE]), [f"L043 {GUIDE} A17"]),
    "a moved box": (typed({"A11": None}, GUIDE), [f"L043 {GUIDE} A11"]),
    "the pack's name overwritten": (typed({"B17": "vn-2022"}, GUIDE), ["L044"]),
    "made for a day before the pack": (typed({"B19": "31/12/2015"}, GUIDE), [f"L046 {GUIDE} B19"]),
    "made for no day": (typed({"B19": None}, GUIDE), [f"L046 {GUIDE} B19"]),
    "from a day before the pack": (typed({"B14": dt.datetime(2015, 12, 31)}, GUIDE), [f"L046 {GUIDE} B14"]),
    "from a day that does not exist": (typed({"B14": "31/02/2019"}, GUIDE), [f"L046 {GUIDE} B14"]),
    "from a month": (typed({"B14": "02/2019"}, GUIDE), [f"L046 {GUIDE} B14"]),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_mistake_is_named_with_its_place(edit: Edit, expected: list[str]) -> None:
    """One mistake, its code, its sheet and its cells; nothing else is complained of."""
    assert faults(edited(edit)) == expected


def test_points_typed_one_row_too_low_are_refused() -> None:
    """Cells that each hold the old points of the row above are no new table."""
    (found,) = faults(edited(shifted_points))
    code, sheet, rows = found.split()
    first, last = map(int, rows.split("–"))
    assert (code, sheet, first > FIRST, last) == ("L051", "NT1", True, LAST)


def test_a_few_points_like_those_of_the_neighbour_are_no_shift() -> None:
    """A ladder of points that moves by one option may well be the law."""
    points = {
        f"D{row}": PACK.on(DAY).points("household_size", str(row - 3), "NT1").value for row in range(5, 10)
    }
    assert len(read(edited(typed(points))).changes) == 5


def test_every_fault_of_every_sheet_is_named_at_once() -> None:
    """Nobody mends one cell, tries again, and hears of the next."""
    content = edited(typed({"D7": "x", "D8": None}), typed({"D9": 15.5}, "NT3"), typed({"B14": "?"}, GUIDE))
    assert faults(content) == [f"L046 {GUIDE} B14", "L055 NT1 D8", "L057 NT1 D7", "L058 NT3 D9"]


def test_long_lists_of_cells_are_cut() -> None:
    """Twelve places are named and the others counted."""
    every_second = {f"D{row}": None for row in range(FIRST, LAST + 1, 2)}
    (found,) = faults(edited(typed(every_second)))
    assert found.endswith("D27, … (+29)")


def test_a_formula_with_its_result_stored_is_a_formula() -> None:
    """The cell shows 15 and holds a calculation."""
    content = rewritten(part_of("NT1"), lambda xml: xml.replace("<v>75</v>", "<f>70+5</f><v>75</v>", 1))
    assert faults(content) == [f"L056 NT1 D{FIRST}"]


def test_a_formula_shared_by_many_cells_is_a_formula_in_each() -> None:
    """Only the first cell holds its text."""
    shared = '<f t="shared" ref="D5:D6" si="0">E5</f><v>75</v>'
    content = rewritten(part_of("NT1"), lambda xml: xml.replace("<v>75</v>", shared, 1))
    assert faults(content) == ["L056 NT1 D5:D6"]


def test_a_workbook_of_another_pack_is_refused() -> None:
    """Its points are those of another law (L044)."""
    texts = law.shipped_files("vn-2016")
    head = texts["pack.yaml"].replace("id: vn-2016", "id: vn-1999", 1)
    other = law.from_files("vn-1999", {**texts, "pack.yaml": head})
    assert faults(workbook.template(other, DAY)) == ["L044"]


def test_a_workbook_of_an_earlier_edition_with_other_rows_is_refused() -> None:
    """One sentence says that the pack has changed, not eighty that rows do not match (L045)."""
    other_label = changed_pack("b1-items.yaml", "label_vi: 1 người,", "label_vi: Một người,")
    other_points = changed_pack("b1-points.csv", ",75,Mẫu 03", ",74,Mẫu 03")
    for now in (other_label, other_points):
        assert faults(template(), pack=now) == ["L045"]


def test_an_earlier_edition_does_not_hide_other_faults() -> None:
    """A gap in an outdated workbook is still a gap."""
    now = changed_pack("process.yaml", "value: 7", "value: 8")
    assert faults(edited(typed({"D7": None})), pack=now) == ["L055 NT1 D7"]


def test_a_day_the_pack_does_not_know_is_refused() -> None:
    """There is nothing to compare with (L016)."""
    assert faults(template(), on=dt.date(2015, 1, 1)) == ["L016"]


def _bomb(size: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * size)
    return packed.getvalue()


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused() -> None:
    """The limit is on what comes out, and nothing is read beyond it (L042)."""
    assert len(_bomb(40 * 2**20)) < 2**17
    assert faults(_bomb(40 * 2**20)) == ["L042"]


def test_a_package_that_lies_about_its_size_is_refused() -> None:
    """A part that declares ten bytes and holds forty megabytes is damaged (L040)."""
    content = bytearray(_bomb(40 * 2**20))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(mark) + offset, 10)
    assert faults(bytes(content)) == ["L040"]


def test_one_long_text_shared_by_many_cells_is_refused() -> None:
    """A small file whose cells all point at one long text would be huge once read (L042)."""
    content = rewritten("xl/sharedStrings.xml", lambda xml: xml.replace("</t>", "x" * 2**16 + "</t>", 1))
    assert faults(content) == ["L042"]


def test_two_parts_of_one_name_are_refused() -> None:
    """Names that differ in case only could show one program one sheet, and another the other (L040)."""
    packed = io.BytesIO(template())
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(part_of("NT1").upper(), archive.read(part_of("NT2")))
    assert faults(packed.getvalue()) == ["L040"]


def test_entities_are_never_expanded() -> None:
    """A document type is no part of a workbook (L040)."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    for part in ("xl/workbook.xml", "xl/styles.xml", part_of("NT1")):
        content = rewritten(part, lambda xml: xml.replace("?>", f"?>{bomb}", 1))
        assert faults(content) == ["L040"]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _encrypted_zip() -> bytes:
    content = bytearray(template())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def _ods() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return packed.getvalue()


NO_WORKBOOKS = {
    "csv": ("diem.csv", b"item,option\ntv,yes\n", ".csv"),
    "csv with the wrong name": ("diem.xlsx", b"item;option\n", ".xlsx"),
    "empty": ("diem.xlsx", b"", ".xlsx"),
    "old Excel": ("diem.xls", OLE, ".xls"),
    "password": ("diem.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu / password"),
    "encrypted package": ("diem.xlsx", _encrypted_zip(), "zip"),
    "OpenDocument": ("diem.ods", _ods(), ".ods"),
    "cut short": ("diem.xlsx", template()[:20_000], "zip"),
    "no sheets": ("diem.xlsx", rewritten(part_of("NT1"), lambda _: ""), "xml"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "problem"), NO_WORKBOOKS.values(), ids=NO_WORKBOOKS)
def test_what_is_no_workbook_is_refused(name: str, content: bytes, problem: str) -> None:
    """The file is named, and in a word what it is (L040)."""
    with pytest.raises(WorkbookRefused) as caught:
        read(content, name)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where["file"], fault.where["problem"]) == ("L040", name, problem)


def test_an_area_twice_is_refused() -> None:
    """Nobody could say which of the two counts (L040)."""
    content = rewritten("xl/workbook.xml", lambda xml: xml.replace('name="NT2"', 'name="NT1"'))
    assert faults(content) == ["L040"]


def test_every_code_of_the_workbook_is_tested() -> None:
    """L041 is the template's; each of the others stands in this file."""
    seen = {fault[:4] for _edit, expected in MISTAKES.values() for fault in expected}
    seen |= {"L040", "L041", "L042", "L045"}
    assert seen == {code for code in CATALOGUE if "L040" <= code <= "L059"}
