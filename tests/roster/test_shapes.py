"""The shapes commune lists come in: headings, sparse rows, merged cells, the ministry's two heading rows."""

from __future__ import annotations

import pytest

from rasoat.roster.importing.headings import key
from rasoat.roster.importing.reading import Merge, column_letters
from rasoat.roster.models import Household, Member, OpeningEntry
from tests.roster.conftest import Importer, codes, table, workbook

COMMUNE = "STT hộ,Chủ hộ,Thành viên,Quan hệ với chủ hộ,Ngày sinh,Giới tính,CMND/CCCD,Xã,Mã xã,Thôn,Dân tộc,Phân loại hộ"
SPARSE = (
    "1,Triệu Văn Thử,Triệu Văn Thử,Chủ hộ,01/02/1970,Nam,,Mẫu Thượng,01906,Nà Thử,Tày,Cận nghèo",
    ",,Nông Thị Thử,Vợ,1975,Nữ,,,,,Nùng,",
    "2,Bàn Văn Mẫu,,,1960,Nam,,Mẫu Thượng,01906,Nà Thử,Dao,",
    ",,Bàn Thị Bé,Con,2010,Nữ,,,,,Dao,",
)


def people() -> dict[str, list[str]]:
    """Return the names of each household by code."""
    found: dict[str, list[str]] = {}
    for code, name in Member.objects.order_by("pk").values_list("household__code", "full_name"):
        found.setdefault(code, []).append(name)
    return found


EXPECTED = {"1": ["Triệu Văn Thử", "Nông Thị Thử"], "2": ["Bàn Văn Mẫu", "Bàn Thị Bé"]}


def test_the_list_of_a_commune(bring_in: Importer) -> None:
    """Only the head's row has the number, the head's name and the village; members follow."""
    result = bring_in(table(*SPARSE, headings=COMMUNE))
    assert (people(), result.lines, OpeningEntry.objects.get().persons) == (EXPECTED, [], 2)


def test_headings_in_any_order_case_and_accents(bring_in: Importer) -> None:
    """Headings are known folded, wherever they stand."""
    rows = [",".join(reversed(line.split(","))) for line in (COMMUNE.upper(), *SPARSE)]
    plain = rows[0].replace("Ộ", "O").replace("Ủ", "U")
    result = bring_in(table(*rows[1:], headings=plain))
    assert (people(), result.lines) == (EXPECTED, [])


def test_titles_above_and_numbers_below_the_headings(bring_in: Importer) -> None:
    """Titles of a printed list, blank rows and the row (1) (2) (3) are no data; rows keep the sheet's numbers."""
    numbering = ",".join(f"({i})" for i in range(1, 13))
    bad = SPARSE[3].replace("2010", "31/02/2010")
    content = table(
        "DANH SÁCH HỘ NGHÈO", "", COMMUNE, numbering, *SPARSE[:3], bad, headings="UBND XÃ MẪU THƯỢNG"
    )
    result = bring_in(content)
    assert (codes(result), people()) == ([(9, "R034")], {"1": EXPECTED["1"]})


def test_full_name_alone_is_the_person_of_the_row(bring_in: Importer) -> None:
    """Without a column of members “Họ và tên” is everybody's name."""
    headings = "STT hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Giới tính,Thôn,Xã,Phân loại hộ"
    rows = ("1,Triệu Văn Thử,Chủ hộ,1970,Nam,Nà Thử,Mẫu Thượng,", ",Nông Thị Thử,Vợ,1975,Nữ,,,")
    bring_in(table(*rows, headings=headings))
    assert people() == {"1": EXPECTED["1"]}


def test_full_name_beside_members_is_the_head(bring_in: Importer) -> None:
    """Beside a column of members “Họ và tên” is the head's name."""
    result = bring_in(table(*SPARSE, headings=COMMUNE.replace("Chủ hộ,Thành", "Họ và tên,Thành")))
    assert (people(), result.lines) == (EXPECTED, [])


def test_full_name_beside_both_is_told(bring_in: Importer) -> None:
    """With columns for head and member a third column of names has no meaning, and the report says so."""
    result = bring_in(table(*(f"{line},X" for line in SPARSE), headings=COMMUNE + ",Họ và tên"))
    assert (people(), [(x.code, x.column) for x in result.lines]) == (EXPECTED, [("R020", "Họ và tên")])


def test_the_head_named_twice_differently(bring_in: Importer) -> None:
    """The head's name and the person whose relation is head must be one."""
    rows = (SPARSE[0].replace("Triệu Văn Thử,Triệu Văn Thử", "Triệu Văn Thử,Lý Văn Hai"),)
    assert codes(bring_in(table(*rows, headings=COMMUNE))) == [(2, "R052")]


def test_merged_household_cells_are_filled_down(bring_in: Importer) -> None:
    """Number, head and village merged over the household's rows count for each of them, and the report says so."""
    rows = [line.split(",") for line in (COMMUNE, *SPARSE)]
    result = bring_in(workbook(rows, ["A2:A3", "B2:B3", "J2:J5"]), file_name="ho.xlsx")
    assert [(x.row, x.level, x.code, x.where["cells"]) for x in result.lines] == [
        (3, "repaired", "R023", "A2:A3"), (3, "repaired", "R023", "B2:B3"), (3, "repaired", "R023", "J2:J5"),
    ]  # fmt: skip
    assert people() == EXPECTED


@pytest.mark.parametrize("cells", ["E2:E3", "C3:D3", "A3:B3"])
def test_merged_cells_of_persons_are_refused(bring_in: Importer, cells: str) -> None:
    """A value merged over several persons, or over columns, belongs to nobody for certain."""
    rows = [line.split(",") for line in (COMMUNE, *SPARSE)]
    result = bring_in(workbook(rows, [cells]), file_name="ho.xlsx")
    assert {(x.code, x.where["cells"]) for x in result.lines if x.code == "R024"} == {("R024", cells)}
    assert people() == {"2": EXPECTED["2"]}


def test_merged_titles_are_no_matter(bring_in: Importer) -> None:
    """Merged cells above the data are how a list is printed."""
    rows = [["DANH SÁCH"], *(line.split(",") for line in (COMMUNE, *SPARSE))]
    result = bring_in(workbook(rows, ["A1:L1"]), file_name="ho.xlsx")
    assert (people(), result.lines) == (EXPECTED, [])


def test_a_table_that_does_not_begin_in_column_a(bring_in: Importer) -> None:
    """Empty rows and columns before the table change neither columns nor row numbers."""
    rows: list[list[object]] = [[], [], *(["", *line.split(",")] for line in (COMMUNE, *SPARSE))]
    result = bring_in(
        workbook([[cell or None for cell in row] for row in rows], ["B4:B5"]), file_name="ho.xlsx"
    )
    assert (people(), [(x.row, x.where["cells"]) for x in result.lines]) == (EXPECTED, [(5, "B4:B5")])


def test_the_two_heading_rows_of_the_ministry(bring_in: Importer) -> None:
    """Keys in row 1, labels in row 2; with village and birth date added, each row is a household of its head."""
    keys = "date,family.hostName,family.code,family.hostGender,family.numberOfMembers,classify,reviewer,Thôn,Ngày sinh"
    labels = (
        "Thời gian rà soát,Chủ hộ,Mã hộ,Giới tính,Số nhân khẩu,Kết quả rà soát,Người rà soát,Thôn,Ngày sinh"
    )
    rows = (
        "01/11/2017,Triệu Văn Thử,1,Nam,1,Hộ cận nghèo,X,Nà Thử,1970",
        "--,Bàn Văn Mẫu,2,Nam,5,--,--,Nà Thử,1960",
    )
    result = bring_in(table(labels, *rows, headings=keys))
    assert [(x.row, x.code, x.column) for x in result.lines] == [(4, "R061", "Số nhân khẩu")]
    assert (people(), OpeningEntry.objects.get().kind) == ({"1": ["Triệu Văn Thử"]}, "near_poor")


def test_a_column_that_is_not_known_is_told(bring_in: Importer) -> None:
    """A column the roster cannot place is named, a usual one it does not need is not."""
    result = bring_in(table(*(f"{line},x,y" for line in SPARSE), headings=COMMUNE + ",Màu nhà,Ghi chú"))
    assert [(x.row, x.code, x.column) for x in result.lines] == [(1, "R020", "Màu nhà")]


def test_a_list_without_classes_is_told(bring_in: Importer) -> None:
    """Without a class column nobody gets onto the opening list; that is said."""
    result = bring_in(
        table(*(line.rpartition(",")[0] for line in SPARSE), headings=COMMUNE.rpartition(",")[0])
    )
    assert (codes(result), Household.objects.count()) == ([(1, "R021")], 2)


def test_a_row_before_any_household(bring_in: Importer) -> None:
    """A member without a household above belongs to none."""
    result = bring_in(table(SPARSE[1], *SPARSE[2:], headings=COMMUNE))
    assert (codes(result), people()) == ([(2, "R053")], {"2": EXPECTED["2"]})


def test_numbers_instead_of_codes_are_told(bring_in: Importer) -> None:
    """Where the code is empty the running number stands in."""
    rows = (SPARSE[0] + ",", SPARSE[1] + ",")
    result = bring_in(table(*rows, headings=COMMUNE + ",Mã hộ"))
    assert (codes(result), Household.objects.get().code) == ([(2, "R067")], "1")


@pytest.mark.parametrize(
    ("heading", "folded"),
    [("Ngày sinh (dd/mm/yyyy)", "ngay sinh"), ("CMND/CCCD", "cmnd cccd"), ("family.code", "family code")],
)
def test_headings_are_compared_folded(heading: str, folded: str) -> None:
    """Case, accents, signs and what stands in parentheses do not matter."""
    assert key(heading) == folded


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(index: int, letters: str) -> None:
    """Columns are named as the spreadsheet names them."""
    assert (column_letters(index), Merge(2, index, 3, index).cells()) == (letters, f"{letters}2:{letters}3")
