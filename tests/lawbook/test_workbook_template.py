"""The template: what an officer sees, and what he can and cannot type into."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from rasoat.errors import LawError
from rasoat.law import Pack
from rasoat.lawbook import workbook
from rasoat.lawbook.workbook_layout import HEADINGS, status
from tests.lawbook.workbooks import DAY, FIRST, LAST, PACK, changed_pack, template, without_points

AREAS = [area.key for area in PACK.areas]


def opened(content: bytes | None = None) -> openpyxl.Workbook:
    """Open a template with a second program."""
    return openpyxl.load_workbook(io.BytesIO(content or template()))


def column(sheet: Worksheet, letter: str) -> list[object]:
    """Return the cells of one column of the table."""
    return [sheet[f"{letter}{row}"].value for row in range(FIRST, LAST + 1)]


def test_one_sheet_an_area_after_the_guide() -> None:
    """Seven tables stand behind the guide, each under its key with its Vietnamese name."""
    book = opened()
    assert book.sheetnames == ["Hướng dẫn", *AREAS]
    assert book["NT2"]["A1"].value == "NT2 – Nông thôn Trung du và miền núi phía Bắc"
    assert tuple(cell.value for cell in book["TT"][FIRST - 1]) == HEADINGS


@pytest.mark.parametrize("area", AREAS)
def test_points_are_filled_in_with_those_of_the_day(area: str) -> None:
    """Both columns of points hold the table of the pack, in the order of items and options."""
    rules = PACK.on(DAY)
    points = [rules.points(i.key, o.key, area).value for i in rules.items for o in i.options]
    sheet = opened()[area]
    assert column(sheet, "D") == points
    assert column(sheet, "E") == points
    assert sheet.max_row == LAST


def test_a_table_nobody_found_is_empty() -> None:
    """Where the pack has no points there is nothing to type over, and the row says so."""
    sheet = opened(workbook.template(without_points(), DAY))["NT1"]
    assert set(column(sheet, "D") + column(sheet, "E")) == {None}
    assert set(column(sheet, "G")) == {"Chưa tìm thấy trong văn bản"}


def test_only_points_and_boxes_can_be_typed() -> None:
    """Every sheet is protected without a password; the points and the four boxes are open."""
    book = opened()
    for sheet in book.worksheets:
        assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    for area in AREAS:
        open_cells = {c.coordinate for row in book[area] for c in row if not c.protection.locked}
        assert open_cells == {f"D{row}" for row in range(FIRST, LAST + 1)}
    boxes = {c.coordinate[0] for row in book["Hướng dẫn"]["B11:B14"] for c in row if not c.protection.locked}
    assert boxes == {"B"}
    assert book["Hướng dẫn"]["B17"].protection.locked


def test_points_are_whole_numbers_up_to_999() -> None:
    """Excel itself refuses a decimal, a negative number or four digits."""
    (validation,) = opened()["NT3"].data_validations.dataValidation
    assert (validation.type, validation.formula1, validation.formula2) == ("whole", "0", "999")
    assert str(validation.sqref) == f"D{FIRST}:D{LAST}"


def test_sheets_print_on_a4_with_the_headings_on_each_page() -> None:
    """Portrait, one page wide, headings repeated and frozen."""
    for area in AREAS:
        sheet = opened()[area]
        page = (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight)
        assert page == (9, "portrait", 0)
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$4:$4", "A5")


def test_the_guide_says_what_to_do_and_what_it_was_made_from() -> None:
    """Steps, boxes, pack, hash and day stand on the first sheet, and how far each table has come."""
    guide = opened()["Hướng dẫn"]
    texts = [str(cell.value) for row in guide for cell in row if cell.value is not None]
    assert [text[:2] for text in texts if text[1:2] == "."] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert (guide["B17"].value, guide["B18"].value, guide["B19"].value) == (
        "vn-2016",
        PACK.hash,
        "10/11/2018",
    )
    assert guide["C23"].value == f"=COUNT('NT1'!$D${FIRST}:$D${LAST})"


def test_the_same_pack_and_day_give_the_same_bytes() -> None:
    """A template is a function of pack and day."""
    assert workbook.template(PACK, DAY) == template()


def test_no_text_can_run_as_a_formula() -> None:
    """A label of the pack is a text, also when it begins with an equals sign."""
    pack = changed_pack("b1-items.yaml", "label_vi: 1 người,", 'label_vi: "=1+1",')
    cell = opened(workbook.template(pack, DAY))["NT1"]["C5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_status_says_who_has_compared_a_value() -> None:
    """One person is not two, and one person under two spellings is one."""
    cell = PACK.on(DAY).points("tv", "yes", "NT1")
    said = [
        status(dataclasses.replace(cell, verified_by=by)).partition("; ")[2]
        for by in ((), ("An",), ("An", "an"), ("An", "Bình"))
    ]
    assert said == [
        "chưa ai kiểm tra",
        "một người đã kiểm tra",
        "một người đã kiểm tra",
        "hai người đã kiểm tra",
    ]


def test_a_pack_without_items_has_no_template() -> None:
    """Nothing can be given points to (L041)."""
    with pytest.raises(LawError) as caught:
        workbook.template(_without_items(), DAY)
    assert caught.value.code == "L041"


def _without_items() -> Pack:
    return dataclasses.replace(PACK, items=(), _points={}, _rules={})


def test_a_day_before_the_pack_has_no_template() -> None:
    """The law did not hold yet (L016)."""
    with pytest.raises(LawError) as caught:
        workbook.template(PACK, DAY.replace(year=2015))
    assert caught.value.code == "L016"


def test_the_workbook_needs_no_database() -> None:
    """Template and reading work where Django is not set up, or not even there."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys, rasoat.lawbook.workbook; print('django' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
