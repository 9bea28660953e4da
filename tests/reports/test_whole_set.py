"""The whole set of a round: deprivations, groups, ethnic groups, causes, children, local tables, lists, blocks."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import polars as pl
import pypdfium2
import pytest

from rasoat.areas.models import Unit
from rasoat.errors import InputError
from rasoat.recognition.models import Features, Recognition
from rasoat.reports.definitions import of_round
from rasoat.reports.parquet import to_parquet
from rasoat.reports.pdf import to_pdf
from rasoat.reports.tables import build, build_all, households_behind, require_closed, to_csv
from rasoat.reports.xlsx import to_workbook, to_xlsx
from rasoat.roster.models import Household, Member
from rasoat.text_vi import inert
from tests.reports.season import Season, Story
from tests.reports.test_results import HOSTILE, complete
from tests.world import DAY

TOLD = (
    Story("H1", "poor_income", 4, closing="poor_income", ethnic="Tày", deprived="1;7"),
    Story("H2", "poor_income", 3, closing="poor_deprivation", closed_with=3, ethnic="H'Mông", deprived="7;8;9"),
    Story("H3", closing="poor_income", closed_with=2, ethnic="Kinh", deprived="8"),
    Story("H4", "near_poor", 5, closing="near_poor", closed_with=5, ethnic="Ngái", deprived="2"),
    Story("H5", "near_poor", 4, closing="average", ethnic="Tày", village=2),
    Story("H6", closing="average", closed_with=6, ethnic="Kinh", village=1),
)  # fmt: skip


@pytest.fixture
def told(season: Season) -> Season:
    """Six decided households of several groups in three villages."""
    season.tell(TOLD)
    season.decide()
    return season


def cells(season: Season, key: str, unit: Unit | None = None, measure: str = "") -> dict[str, object]:
    """Return the figures of a unit's own total by column."""
    table = build(key, season.world.round, unit or season.world.district, depth="self")
    row = next(row for row in table.rows if not measure or row["measure"] == measure)
    return {column.name: row[column.name] for column in table.columns}


def test_every_report_is_built_for_every_level_and_closes(told: Season) -> None:
    """Village, commune, district, province: every table of the set, all levels adding up to the unit's own row."""
    world = told.world
    for unit in (world.villages[0], world.communes[0], world.district, world.province):
        tables = build_all(world.round, unit, depth="tree")
        assert set(tables) == {key for key, form in of_round(world.round).items() if not form.people}
        for table in tables.values():
            require_closed(table)
            assert table.rows[-1]["unit"] == unit


def test_deprivations_are_counted_by_indicator_and_add_up(told: Season) -> None:
    """Three poor households with 2, 3 and 1 deprivations: 6 in all, by indicator 1, 7 (twice), 8 (twice), 9."""
    assert cells(told, "poor_deprivations") == {
        "total": 3, "deprivations": 6,
        **{f"c{n}": {1: 1, 7: 2, 8: 2, 9: 1}.get(n, 0) for n in range(1, 11)},
    }  # fmt: skip
    shares = cells(told, "poor_deprivation_rates")
    assert [str(shares[name]) for name in ("c1", "c2", "c7")] == ["33.33", "0.00", "66.67"]
    assert cells(told, "near_poor_deprivations")["c2"] == 1


def test_a_share_without_poor_households_is_empty(told: Season) -> None:
    """A village without a poor household has no share; the count there is 0."""
    village = told.world.villages[1]
    assert cells(told, "poor_deprivations", village)["c7"] == 0
    assert cells(told, "poor_deprivation_rates", village)["c7"] is None


def test_ethnic_groups_have_the_columns_of_their_province(told: Season) -> None:
    """Bắc Kạn's columns; another spelling counts in its column, a group without a column under «other»."""
    form = of_round(told.world.round)["ethnic_groups"]
    names = [heading.label_vi for top in form.headings for heading in top.leaves()]
    assert names[3:10] == ["Tày", "Nùng", "Dao", "Mông", "Sán Chí", "Hoa", "Dân tộc khác"]
    row = cells(told, "ethnic_groups")
    assert [row[name] for name in ("c1", "c2", "c3")] == [3, 2, 1]
    assert row[form.names["poor_groups"][3]] == 1
    assert [row[name] for name in form.names["near_poor_other"]] == [1]
    assert form.column("c2").number == "2=1-3"


def test_an_unknown_ethnic_group_leaves_the_figure_empty_and_not_zero(told: Season) -> None:
    """One head without a group: its village, commune and district do not say how many Tày there are; others do."""
    Member.objects.filter(household__code="H1").update(ethnic_group="")
    assert cells(told, "ethnic_groups")["c4"] is None
    assert cells(told, "ethnic_groups")["c1"] == 3
    assert cells(told, "ethnic_groups", told.world.communes[1])["c4"] == 0


def test_what_was_not_asked_is_empty_until_it_is_known_of_every_household(told: Season) -> None:
    """Causes and merit are unknown; once recorded for all three poor households they are counted."""
    assert cells(told, "groups")["c7"] is None
    assert cells(told, "causes", measure="households:poor")["c1"] is None
    for code, causes in (("H1", "capital;land"), ("H2", "capital"), ("H3", "other")):
        recognition = Recognition.objects.get(household__code=code)
        said = {
            "merit": str(int(code == "H1")),
            "social_protection": "0",
            "unable_to_work": "0",
            "causes": causes,
        }
        for version, answers in enumerate(({**said, "causes": "illness"}, said), start=1):
            Features.objects.create(
                recognition=recognition,
                version=version,
                answers=answers,
                answers_hash="0" * 64,
                form_version="thu",
                visited_on=DAY,
                respondent="Chủ hộ",
                filled_by=told.user,
            )
    poor = cells(told, "groups")
    assert [poor[f"c{n}"] for n in range(2, 9)] == [3, 2, 2, 1, 0, 1, 0]
    assert cells(told, "groups", measure="persons")["c7"] == 4
    causes_of = cells(told, "causes", measure="households:poor")
    assert [causes_of[name] for name in ("total", "c1", "c2", "c3")] == [3, 2, 1, 0]
    assert cells(told, "causes")["c1"] is None  # the near-poor household was not asked
    behind = households_behind("groups", told.world.round, told.world.district, "c7")
    assert [Household.objects.get(pk=key).code for key in behind] == ["H1"]


def test_who_cannot_work_is_taken_from_the_form_where_nobody_asked_more(season: Season) -> None:
    """Phiếu B says of each household whether all depend on others."""
    for code, closing, dependent in (
        ("H1", "poor_income", 0),
        ("H2", "poor_income", 1),
        ("H3", "near_poor", 0),
    ):
        season.tell([Story(code, closing=closing, answers=(("all_dependent", dependent),))])
    season.decide()
    assert [cells(season, "groups")[name] for name in ("c8", "c13")] == [1, 0]


def test_children_are_counted_from_the_member_table(season: Season) -> None:
    """Two children by the table; without a child there are none, and without a table children are unknown."""
    child = {"birth_date": "2010-05-01", "health_insurance": 0}
    season.tell(
        [Story("H1", closing="poor_income", table=({**child, "in_school": 1}, {**child, "in_school": 0}))]
    )
    season.tell([Story("H2", closing="poor_income", village=1)])
    season.tell([Story("H3", closing="near_poor", village=2)])
    season.decide()
    assert [cells(season, "children")[f"c{n}"] for n in range(1, 6)] == [2, 0, 2, 1, 0]
    Member.objects.filter(household__code="H2", relation="child").update(birth_date=date(2010, 5, 1))
    assert [cells(season, "children")[f"c{n}"] for n in range(1, 6)] == [None, None, None, None, 0]


def test_the_blocks_of_the_form_add_up(told: Season) -> None:
    """Urban, rural and the total: a town's commune stands in its own block, and the blocks make the total."""
    Unit.objects.filter(pk=told.world.communes[1].pk).update(area_type="urban", region="")
    Unit.objects.filter(parent=told.world.communes[1]).update(area_type="urban", region="")
    table = build("results", told.world.round, told.world.district, depth="blocks")
    rows = [(row["block"], row["unit"].code, row["c1"]) for row in table.rows]
    first, second, district = told.world.communes[0].code, told.world.communes[1].code, "061"
    assert rows == [
        ("urban", district, 1), ("urban", second, 1), ("rural", district, 5), ("rural", first, 5), ("", district, 6),
    ]  # fmt: skip
    assert b"I" in to_csv(table).encode()
    assert len(pypdfium2.PdfDocument(to_pdf(table))) == 1


def test_the_summary_of_2012_counts_the_changes_of_the_near_poor(told: Season) -> None:
    """Two near-poor at the start, one Tày; one escaped; one at the end, who is of a minority."""
    row = cells(told, "near_poor_summary")
    assert [row[name] for name in ("c1", "c2", "c3", "c6", "c12", "c14")] == [6, 2, 2, 1, 1, 1]


def test_a_list_names_every_member_and_marks_the_kind_of_household(told: Season) -> None:
    """Nine persons of three poor households, by village; H3 is new, the others are old."""
    table = build("poor_list", told.world.round, told.world.district)
    assert len(table.rows) == 4 + 3 + 2
    kinds = [(row["c5"], row["c6"], row["c7"]) for row in table.rows if row["a"]]
    assert sorted(kinds, key=str) == [("x", None, None), (None, None, "x"), (None, None, "x")]
    assert {row["b"] for row in table.rows if row["a"] is None} == {2, 3, 4}


@pytest.mark.parametrize("key", ["poor_list", "poor_local", "ethnic_groups", "causes", "near_poor_summary"])
def test_every_kind_of_table_prints_in_every_format(told: Season, key: str) -> None:
    """CSV, xlsx, PDF and Parquet of narrow, wide, many-lined and personal tables, the same bytes each time."""
    table = build(key, told.world.round, told.world.district)
    assert to_csv(table).count("\n") == len(table.rows) + 1
    frame = pl.read_parquet(io.BytesIO(to_parquet(table)))
    assert (frame.height, frame.width) == (len(table.rows), 6 + len(table.columns))
    assert to_xlsx(table) == to_xlsx(table)
    assert to_pdf(table) == to_pdf(table)


@pytest.mark.parametrize(
    ("key", "width"), [("poor_local", 420), ("ethnic_groups", 420), ("causes", 297), ("poor_list", 297)]
)
def test_a_wide_table_is_printed_on_a_larger_sheet(told: Season, key: str, width: int) -> None:
    """More than fifteen columns of figures go on A3; on A4 they would run off the paper."""
    page = pypdfium2.PdfDocument(to_pdf(build(key, told.world.round, told.world.district)))[0]
    assert round(page.get_width() / 72 * 25.4) == width


def test_the_whole_set_is_one_workbook_with_a_sheet_a_table(told: Season) -> None:
    """A protected sheet for every table."""
    tables = list(build_all(told.world.round, told.world.district).values())
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(tables)))
    assert len(book.sheetnames) == len(tables) == len(set(book.sheetnames))
    assert all(sheet.protection.sheet for sheet in book)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_person_stays_text(told: Season, name: str) -> None:
    """A name that looks like a formula is a text in the list's CSV and xlsx."""
    Member.objects.filter(household__code="H1", relation="head").update(full_name=name)
    table = build("poor_list", told.world.round, told.world.district)
    rows = list(csv.reader(io.StringIO(to_csv(table))))
    assert [row[7] for row in rows if row[7].endswith(name.strip())] == [inert(name.replace("\r", " "))]
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table))).active
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_an_unknown_report_names_those_there_are(season: Season) -> None:
    """T006 lists the reports of the round's pack; a second standard is T013."""
    complete(season)
    for key, code in (("results_third", "T006"), ("results_second", "T013")):
        with pytest.raises(InputError) as refused:
            build(key, season.world.round, season.world.district)
        assert refused.value.code == code
