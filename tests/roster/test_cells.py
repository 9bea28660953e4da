"""What a cell may hold: impossible values are refused with a code, doubtful ones told, odd forms repaired."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest

from rasoat.roster.importing import options
from rasoat.roster.importing.options import ETHNIC_GROUPS
from rasoat.roster.models import Household, Member, Relation
from tests.roster.conftest import CANONICAL, Importer, codes, table, workbook

ROW = {
    "village_code": "01906-01", "household_code": "H1", "full_name": "Triệu Văn Thử", "relation": "Chủ hộ",
    "sex": "Nam", "birth_date": "01/02/1970", "identity_number": "", "ethnic_group": "Tày", "opening_class": "",
}  # fmt: skip


def row(**changes: str) -> str:
    """Return one csv row with changed cells."""
    return ",".join({**ROW, **changes}.values())


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("full_name", "", "R030"),
        ("full_name", "-", "R030"),
        ("full_name", "=1+1", "R031"),
        ("full_name", "=cmd|'/c calc'!A1", "R031"),
        ("full_name", "  +84", "R031"),
        ("full_name", "-2", "R031"),
        ("full_name", "@SUM(A1)", "R031"),
        ("full_name", "\u200b=1", "R031"),
        ("full_name", "＝1", "R031"),
        ("full_name", "NguyÔn V¨n ThÞ", "R032"),
        ("full_name", "A" * 121, "R033"),
        ("birth_date", "", "R034"),
        ("birth_date", "31/02/1990", "R034"),
        ("birth_date", "00/00/1990", "R034"),
        ("birth_date", "13/1990", "R034"),
        ("birth_date", "90", "R034"),
        ("birth_date", "khoảng 1950", "R034"),
        ("birth_date", "21/10/2018", "R035"),
        ("birth_date", "2150", "R035"),
        ("sex", "", "R038"),
        ("sex", "x", "R038"),
        ("relation", "", "R039"),
        ("relation", "bạn", "R039"),
        ("opening_class", "Hộ giàu", "R040"),
        ("opening_class", "1", "R040"),
        ("identity_number", "12345", "R043"),
        ("identity_number", "00107000000A", "R043"),
        ("identity_number", "1,07E+11".replace(",", "."), "R043"),
        ("identity_number", "١٢٣٤٥٦٧٨٩", "R043"),
        ("ethnic_group", "=Tày", "R031"),
        ("ethnic_group", "x" * 31, "R033"),
        ("household_code", "=H1", "R031"),
        ("household_code", "H" * 36, "R033"),
        ("household_code", "", "R053"),
    ],
)
def test_a_cell_that_refuses_its_household(bring_in: Importer, column: str, value: str, code: str) -> None:
    """The line names the row, the file's own heading and the household's code; nothing is stored."""
    result = bring_in(table(row(**{column: value}), row(household_code="H2")))
    line = next(line for line in result.lines if line.code == code)
    assert (line.row, line.level, line.column) == (2, "error", column)
    assert list(Household.objects.values_list("code", flat=True)) == ["H2"]


@pytest.mark.parametrize(
    ("column", "accepted"), [("sex", "Nam; Nữ"), ("relation", "Vợ/chồng"), ("opening_class", "Hộ cận nghèo")]
)
def test_an_unknown_option_comes_with_the_accepted_ones(
    bring_in: Importer, column: str, accepted: str
) -> None:
    """The sentence lists what may be written, and each of these words is accepted."""
    result = bring_in(table(row(**{column: "???"})))
    assert accepted in result.lines[0].where["accepted"]
    lists = {"sex": options.SEX, "relation": options.RELATION, "opening_class": options.CLASS}
    words = lists[column].accepted.split("; ")
    assert [word for word in words if lists[column].read(word) is None] == []


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("birth_date", "1890", "R036"),
        ("birth_date", "19/10/2018", "R037"),
        ("ethnic_group", "Người rừng", "R042"),
        ("opening_class", "Hộ nghèo", "R041"),
    ],
)
def test_a_doubtful_cell_goes_in_with_a_warning(
    bring_in: Importer, column: str, value: str, code: str
) -> None:
    """A doubtful value is taken as written and told."""
    result = bring_in(table(row(**{column: value})))
    assert [(x.row, x.level, x.code, x.column) for x in result.lines] == [(2, "warning", code, column)]
    assert Member.objects.count() == 1


def test_decomposed_unicode_is_put_into_one_form(bring_in: Importer) -> None:
    """A name typed in decomposed letters is stored composed, and the report says so once a row."""
    result = bring_in(table(row(full_name=unicodedata.normalize("NFD", "Triệu Văn Thử"))))
    assert [(x.row, x.level, x.code, x.column) for x in result.lines] == [
        (2, "repaired", "R025", "full_name")
    ]
    assert Member.objects.get().full_name == "Triệu Văn Thử"


def test_invisible_characters_are_removed(bring_in: Importer) -> None:
    """Zero-width and control characters do not reach the database."""
    result = bring_in(table(row(full_name="Triệu\u200b Văn\x00\u00a0Thử")))
    assert (codes(result), Member.objects.get().full_name) == ([(2, "R026")], "Triệu Văn Thử")


def test_plain_spaces_are_no_news(bring_in: Importer) -> None:
    """Blanks around and within a cell are cleaned without a line."""
    result = bring_in(table(row(full_name="  Triệu   Văn Thử ")))
    assert (result.lines, Member.objects.get().full_name) == ([], "Triệu Văn Thử")


@pytest.mark.parametrize("name", ["H'Hen Niê", "Y Ƀlô Êban", "K’Brể", "Lò Thị Ñ"])
def test_names_of_every_people(bring_in: Importer, name: str) -> None:
    """Apostrophes and letters of other languages of the country are no sign of an old font."""
    bring_in(table(row(full_name=name)))
    assert Member.objects.get().full_name == name


@pytest.mark.parametrize(
    "name", ["'; DROP TABLE x;--", "<script>alert(1)</script>", "a\u202eb", "{0.__class__}", "%s %(x)s"]
)
def test_hostile_text_is_only_text(bring_in: Importer, name: str) -> None:
    """What would be code elsewhere is stored and reported as text."""
    bad = row(
        household_code="H2", full_name=name.replace("\u202e", ""), sex=name, birth_date=name, relation=name
    )
    result = bring_in(table(row(full_name=name), bad))
    assert Member.objects.get().full_name == name.replace("\u202e", "")
    assert all(line.message() and line.message("en") for line in result.lines)


def test_the_report_is_harmless_in_a_spreadsheet(bring_in: Importer, tmp_path: object) -> None:
    """No cell of the report starts a formula, whatever the file held."""
    result = bring_in(table(row(household_code="=H1"), headings=CANONICAL + ",=1+1"))
    cells = [cell for line in result.lines for cell in line.cells()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert "'=H1" in cells


def test_an_identity_number_in_any_writing(bring_in: Importer) -> None:
    """Spaces and dots in a number are not part of it."""
    bring_in(table(row(identity_number="001.070 000001")))
    assert Member.objects.get().identity_number == "001070000001"


def test_a_leading_zero_that_excel_dropped(bring_in: Importer) -> None:
    """A number cell has lost its leading zero; it is put back and told, with the number masked."""
    cells: list[object] = list(ROW.values())
    cells[6] = 1070000001
    numbers = [*cells[:6], 95000001, *cells[7:]]
    result = bring_in(workbook([CANONICAL.split(","), numbers]), file_name="ho.xlsx")
    assert Member.objects.get().identity_number == "095000001"
    assert [(x.code, x.where["value"]) for x in result.lines] == [("R029", "••••••001")]


def test_dates_of_a_workbook(bring_in: Importer) -> None:
    """A date cell is a day, a number is a year."""
    first, second = list(ROW.values()), list(ROW.values())
    day: list[object] = [*first[:5], dt.date(1970, 2, 1), *first[6:]]
    year: list[object] = [second[0], "H2", *second[2:5], 1985, *second[6:]]
    bring_in(workbook([CANONICAL.split(","), day, year]), file_name="ho.xlsx")
    found = Member.objects.order_by("pk").values_list("birth_date", "birth_precision")
    assert list(found) == [(dt.date(1970, 2, 1), "day"), (dt.date(1985, 1, 1), "year")]


def test_a_formula_without_a_value(bring_in: Importer) -> None:
    """A formula in a name cell of a workbook is not taken for a name."""
    cells: list[object] = list(ROW.values())
    cells[2] = '=HYPERLINK("http://example.org")'
    result = bring_in(workbook([CANONICAL.split(","), cells]), file_name="ho.xlsx")
    assert (codes(result), Member.objects.count()) == ([(2, "R030")], 0)


def test_more_cells_than_headings(bring_in: Importer) -> None:
    """A row with cells beyond the headings may be shifted."""
    result = bring_in(table(row() + ",extra"))
    assert (codes(result), Member.objects.count()) == ([(2, "R062")], 0)


@pytest.mark.parametrize("persons", ["0", "2", "hai"])
def test_the_number_of_persons_must_be_that_of_the_rows(bring_in: Importer, persons: str) -> None:
    """A household of 0, or of more people than are listed, is refused."""
    result = bring_in(table(row() + f",{persons}", headings=CANONICAL + ",Số nhân khẩu"))
    assert (codes(result), Member.objects.count()) == ([(2, "R061")], 0)


def test_rows_of_a_household_that_contradict_each_other(bring_in: Importer) -> None:
    """One household has one class."""
    child = row(full_name="Triệu Thị Bé", relation="con", birth_date="2001", opening_class="cận nghèo")
    result = bring_in(table(row(opening_class="thoát nghèo"), child))
    assert (codes(result), Member.objects.count()) == ([(3, "R060")], 0)


def test_the_list_of_ethnic_groups() -> None:
    """The list of 1979 has 54 groups, and each is found in any spelling."""
    assert (len(ETHNIC_GROUPS), len(set(ETHNIC_GROUPS))) == (54, 54)
    assert [options.ethnic_group(name.upper().replace("-", " ")) for name in ETHNIC_GROUPS] == [
        (name, True) for name in ETHNIC_GROUPS
    ]


def test_every_relation_has_words() -> None:
    """Each relation is reached by its value and its label."""
    labels = [options.RELATION.read(str(label)) for label in Relation.labels]
    assert (labels, [options.RELATION.read(value) for value in Relation.values]) == (
        Relation.values,
        Relation.values,
    )


def test_the_decision_becomes_the_source(bring_in: Importer) -> None:
    """The decision's number and day are kept with the opening entry."""
    headings = CANONICAL + ",Số quyết định công nhận,Ngày ban hành quyết định"
    bring_in(table(row(opening_class="cận nghèo") + ",12/QĐ-UBND,10/12/2017", headings=headings))
    assert Household.objects.get().openings.get().source == "12/QĐ-UBND ngày 10/12/2017"
