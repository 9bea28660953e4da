"""A province's own spreadsheet: what is refused with its cell, what is filled, and that nothing else is touched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from openpyxl.styles import Font, PatternFill

from rasoat.audit.models import Entry
from rasoat.errors import NotAllowed, Refused
from rasoat.reports.definitions import definition, of_round
from rasoat.reports.models import OwnForm
from rasoat.reports.ownform.actions import ApproveOwnForm, UploadOwnForm
from rasoat.reports.ownform.checking import LARGEST, check
from rasoat.reports.ownform.example import example
from rasoat.reports.ownform.queries import filled_frozen, filled_live, own_form
from rasoat.reports.ownform.shifting import Repeat, adjusted
from rasoat.reports.set_actions import FreezeReports
from rasoat.reports.tables import build
from rasoat.reports.whole import zipped
from rasoat.rounds.clock import today
from tests.reports.office import converted
from tests.reports.season import Season
from tests.reports.test_whole_set import TOLD

CELLS = {
    "A1": "Biểu của tỉnh {{tên}} năm {{năm}}", "A2": "{{ghi chú}}", "A3": "Ngày {{ngày}}. Toàn huyện có {{results.c3}} hộ nghèo.",
    "A5": "TT", "B5": "Đơn vị", "C5": "Số hộ", "D5": "Hộ nghèo", "E5": "Tỷ lệ", "F5": "Của ta", "A6": "{{stt@mỗi dòng}}",
    "B6": "{{tên@mỗi dòng}}", "C6": "{{results.c1@mỗi dòng}}", "D6": "{{results.c3@each}}", "E6": "{{results.c4@mỗi dòng}}",
    "F6": "=ROUND(D6/C6*100,2)", "B7": "Cộng", "C7": "=SUM(C6:C6)", "D7": "{{results.c3@tổng}}", "E7": "{{ results.c4@tổng }}",
    "F7": "=$C$7-C7", "A9": "Nhân khẩu nghèo cuối kỳ", "C9": "{{poor_flows.c9@tổng/Nhân khẩu}}", "A10": "Người ký",
}  # fmt: skip


@pytest.fixture
def told(season: Season) -> Season:
    """Six decided households in two communes."""
    season.tell(TOLD)
    season.decide()
    return season


def book(cells: dict[str, Any] = CELLS, dress: Callable[[Any], None] | None = None) -> bytes:
    """Return a workbook with these cells, a merged title and a print area."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Biểu 1"
    for place, value in cells.items():
        sheet[place] = value
    sheet.merge_cells("A1:F1")
    if dress:
        dress(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def dressed(sheet: Any) -> None:
    """Fonts, heights, colours, merged cells below, print area and titles, a page break."""
    sheet["D6"].font = Font(bold=True, color="FFA3150F")
    sheet["D6"].number_format = "0000"
    sheet["A10"].fill = PatternFill("solid", fgColor="FFEAEEEA")
    sheet.row_dimensions[6].height = 31
    sheet.row_dimensions[10].height = 44
    sheet.column_dimensions["B"].width = 33
    sheet.merge_cells("A10:C11")
    sheet.print_area = "A1:F11"
    sheet.print_title_rows = "5:5"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8
    sheet.freeze_panes = "C6"


def codes(content: bytes, season: Season, name: str = "mau.xlsx") -> list[tuple[str, str]]:
    """Return the faults of a workbook with the cells they name."""
    found = check(name, content, of_round(season.world.round), "results").faults
    return [(fault.code, str(fault.where.get("cell", ""))) for fault in found]


def uploaded(season: Season, content: bytes, who: str = "district_officer", at: Any = None) -> OwnForm:
    """Upload for the district."""
    world = season.world
    return UploadOwnForm(
        actor=world.people[who], round=world.round, at=at or world.district, report="results",
        file_name="mau.xlsx", content=content,
    ).run()  # fmt: skip


def approved(season: Season, form: OwnForm, who: str = "district_chairman") -> OwnForm:
    """Approve it."""
    world = season.world
    return ApproveOwnForm(actor=world.people[who], round=world.round, form=form, on=today(world.round)).run()


def test_the_sheet_is_filled_and_everything_else_stays(told: Season) -> None:
    """Two communes take the repeated row; sums, merged cells, heights, colours and print set-up follow."""
    approved(told, uploaded(told, book(dress=dressed)))
    sheet = openpyxl.load_workbook(io.BytesIO(filled_live("results", told.world.round, told.world.district)))[
        "Biểu 1"
    ]
    first, second = (str(unit) for unit in told.world.communes)
    assert [[cell.value for cell in row] for row in sheet["A5:F8"]] == [
        ["TT", "Đơn vị", "Số hộ", "Hộ nghèo", "Tỷ lệ", "Của ta"],
        [1, first, 5, 3, 60, "=ROUND(D6/C6*100,2)"],
        [2, second, 1, 0, 0, "=ROUND(D7/C7*100,2)"],
        [None, "Cộng", "=SUM(C6:C7)", 3, 50, "=$C$8-C8"],
    ]
    assert sheet["A1"].value == f"Biểu của tỉnh {told.world.district} năm 2018"
    assert "THỰC HÀNH" in sheet["A2"].value
    assert sheet["A3"].value.endswith("Toàn huyện có 3 hộ nghèo.")
    assert sheet["C10"].value == 9
    assert [sheet[place].number_format for place in ("D6", "D7", "E8", "C6")] == [
        "0000",
        "0000",
        "#,##0.00",
        "#,##0",
    ]
    assert (sheet["D7"].font.b, sheet["A11"].fill.fgColor.rgb) == (True, "FFEAEEEA")
    assert [sheet.row_dimensions[row].height for row in (6, 7, 11)] == [31, 31, 44]
    assert {str(each) for each in sheet.merged_cells.ranges} == {"A1:F1", "A11:C12"}
    assert (sheet.print_area, sheet.print_title_rows) == ("'Biểu 1'!$A$1:$F$12", "$5:$5")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.freeze_panes) == (
        "landscape",
        8,
        "C6",
    )
    assert sheet.column_dimensions["B"].width == 33


def test_the_starting_sheet_of_every_report_fills_to_the_figures_of_the_report(told: Season) -> None:
    """Each starting sheet is taken without a fault, and filled holds what the report holds, row by row."""
    world = told.world
    for key, form in of_round(world.round).items():
        if form.people:
            continue
        found = check("x.xlsx", example(form, world.round, world.district), of_round(world.round), key)
        assert (key, [str(fault) for fault in found.faults]) == (key, [])
    for key in ("results", "poor_flows"):
        made = UploadOwnForm(
            actor=world.people["district_officer"], round=world.round, at=world.district, report=key,
            file_name="mau.xlsx", content=example(definition(key, world.round), world.round, world.district),
        ).run()  # fmt: skip
        approved(told, made)
        sheet = openpyxl.load_workbook(io.BytesIO(filled_live(key, world.round, world.district))).active
        table = build(key, world.round, world.district)
        places = 3 if len(table.definition.lines) > 1 else 2
        figures = [
            [cell.value for cell in row[places : places + len(table.columns)]]
            for row in sheet.iter_rows()
            if isinstance(row[places].value, int) and not isinstance(row[1].value, int)
        ]
        wanted = [[row[column.name] for column in table.columns] for row in table.rows]
        assert figures == [[value if value is None else float(value) for value in row] for row in wanted]


def test_a_frozen_set_fills_the_same_bytes_again(told: Season) -> None:
    """The roster moves on; the set's file stays to the byte, with number and mark, also for a commune of it."""
    world = told.world
    cells = {**CELLS, "F1": None, "A12": "{{bộ số liệu}}", "B12": "{{người chốt}}"}
    approved(told, uploaded(told, book(cells)))
    who = world.people["district_officer"]
    kept = FreezeReports(actor=who, round=world.round, at=world.district, official=True).run()
    first = filled_frozen("results", kept, world.district)
    told.roster("R9", 3)
    assert filled_frozen("results", kept, world.district) == first
    sheet = openpyxl.load_workbook(io.BytesIO(first)).active
    assert sheet["A13"].value == f"Bộ số liệu số 1, dấu {kept.sha256[:12]}"
    assert sheet["B13"].value == who.full_name
    commune = openpyxl.load_workbook(io.BytesIO(filled_frozen("results", kept, world.communes[0]))).active
    assert [commune[f"B{row}"].value for row in (6, 7)] == [str(unit) for unit in world.villages[:2]]
    with pytest.raises(Refused) as nothing:
        filled_frozen("causes", kept, world.district)
    assert nothing.value.code == "T052"


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({"B3": "{{kết quả}}"}, [("T037", "Biểu 1!B3")]),
        ({"B3": "{{results.c3@mỗi hộ}}"}, [("T037", "Biểu 1!B3")]),
        ({"B3": "{{results.c3"}, [("T037", "Biểu 1!B3")]),
        ({"B3": "{{resultz.c3}}"}, [("T038", "Biểu 1!B3")]),
        ({"B3": "{{poor_list.c3}}"}, [("T038", "Biểu 1!B3")]),
        ({"B3": "{{results.c99}}"}, [("T039", "Biểu 1!B3")]),
        ({"B3": "{{results.c3/khác}}"}, [("T040", "Biểu 1!B3")]),
        ({"B3": "{{poor_local.c1@thành thị}}"}, [("T041", "Biểu 1!B3")]),
        ({"B3": '="{{results.c3}}"'}, [("T043", "Biểu 1!B3")]),
        ({"B3": "=WEBSERVICE(A1)"}, [("T034", "")]),
        ({"B3": "=[1]Sheet1!A1"}, [("T034", "")]),
        ({"A2": None}, [("T044", "")]),
        ({"B6": "{{results.c1@mỗi dòng thành thị}}"}, [("T046", "Biểu 1!6:6")]),
    ],
)
def test_a_mark_that_cannot_be_filled_is_refused_with_its_cell(
    told: Season, cells: dict[str, Any], wanted: list[tuple[str, str]]
) -> None:
    """The code, and the cell."""
    assert codes(book({**CELLS, **cells}), told) == wanted


def test_merged_cells_across_the_repeated_row_are_refused(told: Season) -> None:
    """T042 names the range; inside the row merged cells are repeated with it."""
    assert codes(book(dress=lambda sheet: sheet.merge_cells("A6:A7")), told) == [("T042", "Biểu 1!A6:A7")]
    cells = {**CELLS, "C6": None}
    assert codes(book(cells, dress=lambda sheet: sheet.merge_cells("B6:C6")), told) == []


def packed(content: bytes, **parts: bytes) -> bytes:
    """Return the workbook with parts added or replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        old = {name: found.read(name) for name in found.namelist()}
    return zipped(
        {**old, **{name.replace("__", "/").replace("--", "."): part for name, part in parts.items()}}
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "T031"),
        (b"a;b;c", "T031"),
        (zipped({"a.txt": b"a"}), "T031"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "T031"),
        (book()[:-200], "T031"),
        (b"0" * (LARGEST + 1), "T032"),
        (packed(book(), **{"xl__vbaProject--bin": b"0"}), "T033"),
        (packed(book(), **{"xl__externalLinks__externalLink1--xml": b"<a/>"}), "T034"),
        (
            packed(book(), **{"xl__worksheets___rels__sheet1--xml--rels": b'<a TargetMode="External"/>'}),
            "T034",
        ),
        (packed(book(), **{"xl__drawings__drawing1--xml": b"<a/>"}), "T035"),
        (packed(book(), **{"xl__a--xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "T031"),
        (book({"A1": "{{ghi chú}}", "A2": "{{poor_flows.c1}}"}), "T045"),
    ],
    ids=[
        "empty",
        "text",
        "zip",
        "password",
        "cut",
        "large",
        "macro",
        "link",
        "hyperlink",
        "drawing",
        "entity",
        "none",
    ],
)
def test_a_file_that_is_no_safe_workbook_is_refused(told: Season, content: bytes, code: str) -> None:
    """Nothing is opened that could run, reach out, or blow up; the action takes nothing in."""
    assert codes(content, told)[0][0] == code
    with pytest.raises(Refused) as refused:
        uploaded(told, content)
    assert (refused.value.code, OwnForm.objects.count()) == (code, 0)


def test_who_uploads_does_not_approve_and_both_are_in_the_log(told: Season) -> None:
    """T049 in the action, a constraint in the database; once approved it is approved (T050); the bytes never change."""
    form = uploaded(told, book(), "province_officer", told.world.province)
    with pytest.raises(Refused) as own:
        approved(told, form, "province_officer")
    with pytest.raises(DatabaseError), transaction.atomic():
        OwnForm.objects.update(approved_by=form.made_by, approved_on=form.made_on)
    with pytest.raises(NotAllowed):
        approved(told, form)
    content = book()
    mine = uploaded(told, content)
    assert own_form("results", told.world.round, told.world.district) is None
    approved(told, mine)
    with pytest.raises(Refused) as twice:
        approved(told, mine)
    with pytest.raises(Refused) as again:
        uploaded(told, content)
    with pytest.raises(DatabaseError), transaction.atomic():
        OwnForm.objects.filter(pk=mine.pk).update(content=b"x")
    assert [each.value.code for each in (own, twice, again)] == ["T049", "T050", "T051"]
    logged = Entry.objects.filter(action__startswith="reports.template").values_list("action", flat=True)
    assert sorted(logged) == ["reports.template", "reports.template", "reports.template-approve"]


def test_the_nearest_and_newest_form_counts_and_a_commune_has_none_of_its_own(told: Season) -> None:
    """The district's before the province's, for its communes too; T048 for a commune."""
    world = told.world
    mine = approved(told, uploaded(told, book()))
    newer = uploaded(told, book({**CELLS, "A12": "mới"}))
    assert own_form("results", world.round, world.communes[0]) == mine
    assert own_form("results", world.round, world.province) is None
    approved(told, newer)
    assert own_form("results", world.round, world.district) == newer
    with pytest.raises(Refused) as refused:
        uploaded(told, book(), "commune_officer", world.communes[0])
    assert refused.value.code == "T048"


def test_formulas_follow_the_rows_that_move() -> None:
    """Ranges over the repeated row grow, those below move, other sheets and names follow; text and above stay."""
    rows = Repeat(6, 6, 4)
    said = {
        "=SUM(C6:C6)": "=SUM(C6:C9)", "=SUM(C1:C20)": "=SUM(C1:C23)", "=C7+$C$8": "=C10+$C$11", "=C5&\"C7\"": "=C5&\"C7\"",
        "=SUM(6:6)": "=SUM(6:9)", "=SUM(C:C)": "=SUM(C:C)", "=Khác!C7": "=Khác!C7", "='Biểu 1'!C7": "='Biểu 1'!C10",
    }  # fmt: skip
    for before, after in said.items():
        assert adjusted(before, rows, "Biểu 1", own=True, inside=False) == after
    assert adjusted("=SUM(B6:D6)+B8", rows, "Biểu 1", own=True, inside=True) == "=SUM(B6:D6)+B11"


def test_the_pages_upload_try_approve_and_deliver(told: Season) -> None:
    """A faulty file shows every fault; a sound one is tried, approved by another, and offered on the report's page."""
    world = told.world

    def visitor(who: str) -> Client:
        client = Client()
        client.force_login(world.people[who], backend="django.contrib.auth.backends.ModelBackend")
        return client

    def send(content: bytes) -> Any:
        file = io.BytesIO(content)
        file.name = "mau.xlsx"
        return officer.post(f"{place}tai-len/", {"report": "results", "file": file})

    officer, chairman = visitor("district_officer"), visitor("district_chairman")
    place, report = f"/mau-bang-tinh/{world.round.pk}/061/", f"/bao-cao/{world.round.pk}/061/results/"
    wrong = send(book({**CELLS, "B3": "{{a.b}}", "B4": "{{sai}}"}))
    assert (wrong.status_code, ["Biểu 1!B3" in wrong.content.decode(), "Biểu 1!B4" in wrong.content.decode()]) == (
        422, [True, True],
    )  # fmt: skip
    assert officer.get(f"{report}mau-rieng.xlsx").status_code == 404
    content = book()
    assert send(content).status_code == 302
    form = OwnForm.objects.get()
    tried = chairman.get(f"/mau-bang-tinh/mau/{form.pk}/thu/{world.round.pk}.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(tried.content)).active["D8"].value == 3
    assert officer.get(f"/mau-bang-tinh/mau/{form.pk}/tep.xlsx").content == content
    day = {"day": f"{today(world.round):%d/%m/%Y}"}
    assert chairman.post(f"/mau-bang-tinh/mau/{form.pk}/duyet/{world.round.pk}/", day).status_code == 302
    assert "mau-rieng.xlsx" in officer.get(report).content.decode()
    assert officer.get(f"{report}mau-rieng.xlsx").content.startswith(b"PK")
    assert officer.get(f"{place}bat-dau/results.xlsx").content.startswith(b"PK")


def test_a_second_program_opens_the_filled_sheet_and_computes_the_formulas(
    told: Season, tmp_path: Path
) -> None:
    """LibreOffice reads the workbook and writes it again with the values of its formulas."""
    approved(told, uploaded(told, book(dress=dressed)))
    source = tmp_path / "mau.xlsx"
    source.write_bytes(filled_live("results", told.world.round, told.world.district))
    out = tmp_path / "out"
    out.mkdir()
    (again,) = converted([source], "xlsx", out)
    sheet = openpyxl.load_workbook(again, data_only=True).active
    assert [sheet[place].value for place in ("F6", "F7", "C8", "F8")] == [60, 0, 6, 0]
