"""The Excel file: the layout of the form, live formulas, and texts that stay texts."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from rasoat.areas.models import Unit
from rasoat.errors import Refused
from rasoat.reports.pdf import to_pdf
from rasoat.reports.tables import KEYS, build, to_csv
from rasoat.reports.xlsx import to_xlsx
from rasoat.rounds.models import Round
from tests.reports.season import MARCH, Season, Story
from tests.reports.test_results import HOSTILE, complete


def opened(content: bytes, *, values: bool = False) -> Worksheet:
    """Open the file as a second program does: formulas, or the values kept beside them."""
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=values).active
    assert isinstance(sheet, Worksheet)
    return sheet


def recomputed(formula: str, sheet: Worksheet) -> float:
    """Compute one of our two kinds of formula from the cells of the sheet."""
    names = re.findall(r"[A-Z]+\d+", formula)
    numbers = [float(sheet[name].value or 0) for name in names]
    if formula.startswith("=ROUND("):
        numerator, denominator = numbers
        return round(numerator / denominator * 100 + 1e-9, 2)
    signs = ["+", *re.findall(r"[+-]", formula)]
    return sum(number if sign == "+" else -number for sign, number in zip(signs, numbers, strict=True))


@pytest.mark.parametrize("key", KEYS)
def test_every_formula_gives_the_figure_that_is_kept_beside_it(season: Season, key: str) -> None:
    """Rates and the closing column are live formulas; recomputing them gives the printed figures of the CSV."""
    complete(season)
    season.tell([Story("H9", "near_poor", 3, (("birth", 1, MARCH),), closing="poor_income", village=2)])
    table = build(key, season.world.round, season.world.district)
    content = to_xlsx(table)
    live, kept = opened(content), opened(content, values=True)

    formulas = [cell for row in live.iter_rows() for cell in row if str(cell.value).startswith("=")]
    figures = [row[c.name] for row in table.rows for c in table.columns if (c.over or c.sums)]
    assert [float(kept[cell.coordinate].value) for cell in formulas] == [float(figure) for figure in figures]
    assert [recomputed(str(cell.value), kept) for cell in formulas] == [float(figure) for figure in figures]


def test_the_sheet_is_laid_out_as_the_form(season: Season) -> None:
    """Head, title, year, stamp, merged headings, column numbers, landscape A4, repeated rows, frozen names."""
    complete(season)
    sheet = opened(to_xlsx(build("poor_flows", season.world.round, season.world.district)))

    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    for expected in (
        "ỦY BAN NHÂN DÂN",
        str(season.world.district).upper(),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "TỔNG HỢP DIỄN BIẾN HỘ NGHÈO TRONG NĂM",
        "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ",
        "Diễn biến giảm hộ nghèo trong năm",
        "9=1-2-3-4+5+6+7+8",
        "Tổng cộng",
        "Người lập biểu",
    ):
        assert expected in texts
    numbers = [cell.value for cell in next(row for row in sheet.iter_rows() if row[0].value == "A")]
    assert numbers == ["A", "B", "C", *"12345678", "9=1-2-3-4+5+6+7+8"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (None, True)
    assert str(sheet.freeze_panes).startswith("D")
    assert sheet.print_title_rows is not None
    assert len(sheet.merged_cells.ranges) > 15


def test_an_official_round_carries_no_practice_stamp(season: Season) -> None:
    """Only a practice round says that it has no legal value."""
    complete(season)
    Round.objects.filter(pk=season.world.round.pk).update(kind="official", practice_day=None)
    season.world.round.refresh_from_db()
    sheet = opened(to_xlsx(build("results", season.world.round, season.world.district)))

    assert not [cell for row in sheet.iter_rows() for cell in row if "THỰC HÀNH" in str(cell.value)]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(season: Season, name: str) -> None:
    """A name that looks like a formula is a string in the sheet, in single and in merged cells."""
    complete(season)
    Unit.objects.filter(pk=season.world.villages[0].pk).update(name=name, kind="")
    for key in KEYS:
        sheet = opened(to_xlsx(build(key, season.world.round, season.world.communes[0])))
        cells = [cell for row in sheet.iter_rows() for cell in row if name.strip() in str(cell.value)]
        assert [cell.data_type for cell in cells] == ["s"] * len(cells) != []


def test_an_unknown_figure_is_an_empty_cell(season: Season) -> None:
    """Without a roster there is neither a 0 nor a formula, but nothing."""
    season.tell(
        [Story("H1", "poor_income", 4, closing="poor_income"), Story("H1", closing="average", village=2)]
    )
    season.decide()
    sheet = opened(to_xlsx(build("results", season.world.round, season.world.communes[0])))

    total = next(row for row in sheet.iter_rows() if row[1].value == "Tổng cộng")
    assert [cell.value for cell in total[2:6]] == [None, None, 1, None]


@pytest.mark.parametrize("write", [to_csv, to_xlsx, to_pdf])
def test_no_format_prints_a_table_that_does_not_close(season: Season, write: Any) -> None:
    """CSV, xlsx and PDF all refuse an open table (T001) and an undecided one (T003)."""
    season.tell([Story("H1", "poor_income", 4, closing="poor_income", closed_with=5)])
    undecided = build("poor_flows", season.world.round, season.world.communes[1])
    season.decide()
    not_closed = build("poor_flows", season.world.round, season.world.communes[0])

    for table, code in ((undecided, "T003"), (not_closed, "T001")):
        with pytest.raises(Refused) as refused:
            write(table)
        assert refused.value.code == code


def test_the_same_figures_give_the_same_bytes(season: Season) -> None:
    """Printing twice gives the same file, so that a hash can stand for it."""
    complete(season)
    table = build("results", season.world.round, season.world.district)

    assert to_xlsx(table) == to_xlsx(table)
    assert to_pdf(table) == to_pdf(table)
