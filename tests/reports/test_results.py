"""The results table: figures, rates, what is missing, and its CSV."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from rasoat.areas.models import Unit
from rasoat.errors import InputError, Refused
from rasoat.reports.csv_file import plain_text
from rasoat.reports.tables import KEYS, build, households_behind, require_closed, require_printable, to_csv
from tests.reports.season import Season, Story

VILLAGE_0 = [
    Story("H1", "poor_income", 5, closing="poor_income", closed_with=5),
    Story("H2", "near_poor", 4, closing="near_poor"),
    Story("H3", closing="poor_deprivation", closed_with=3),
    Story("H4", closing="average", closed_with=6),
    Story("H5", closing="better_off", closed_with=2),
]


def complete(season: Season) -> None:
    """Five surveyed households, one that asked for nothing, and a household in each other village; decided."""
    season.tell([*VILLAGE_0, Story("H1", closing="better_off", village=2)])
    season.roster("H6", 4)
    season.roster("H1", 7, village=1)
    season.decide()


def test_results_count_households_and_persons_of_each_class(season: Season) -> None:
    """Columns 1 to 14 of the village and of the commune above it."""
    complete(season)
    table = build("results", season.world.round, season.world.communes[0])

    village, empty_of_poor, commune = table.rows
    assert [village[f"c{n}"] for n in (1, 2, 3, 5, 7, 9, 11, 13)] == [6, 24, 2, 1, 1, 8, 4, 6]
    assert [village[f"c{n}"] for n in (4, 6, 8)] == [Decimal("33.33"), Decimal("16.67"), Decimal("16.67")]
    assert [village[f"c{n}"] for n in (10, 12, 14)] == [Decimal("33.33"), Decimal("16.67"), Decimal("25.00")]
    assert [empty_of_poor[f"c{n}"] for n in (1, 2, 3, 4)] == [1, 7, 0, Decimal("0.00")]
    assert [commune[f"c{n}"] for n in (1, 2, 3, 9)] == [7, 31, 2, 8]
    assert table.total is commune


def test_the_unscored_have_a_column_of_their_own(season: Season) -> None:
    """A listed household without a form is unscored, and in no class."""
    complete(season)
    row = season.roster("H7", 3)
    season.listing(row, 0)

    total = build("results", season.world.round, season.world.communes[0]).total
    assert [total[c] for c in ("c1", "c3", "unscored")] == [8, 2, 1]
    behind = households_behind("results", season.world.round, season.world.district, "unscored")
    assert behind == [row.pk]


def test_without_a_roster_there_is_no_rate(season: Season) -> None:
    """A village without any household makes totals and rates unknown above it, and only there (T004)."""
    season.tell([*VILLAGE_0, Story("H1", closing="better_off", village=2)])
    season.decide()
    table = build("results", season.world.round, season.world.district, depth="tree")

    by_unit = {row["unit_code"]: row for row in table.rows}
    assert [by_unit["01906-01"][c] for c in ("c1", "c4")] == [5, Decimal("40.00")]
    for code in ("01906-02", "01906", "061"):
        assert [by_unit[code][c] for c in ("c1", "c2", "c4", "c10")] == [None] * 4
    assert [by_unit["061"]["c3"], by_unit["01909"]["c1"]] == [2, 1]
    require_printable(table)
    with pytest.raises(Refused) as refused:
        require_closed(table)
    assert (refused.value.code, refused.value.where["first"]) == ("T004", str(season.world.villages[1]))


def test_before_the_decision_classes_are_unknown_unless_preliminary(season: Season) -> None:
    """Scores are no results: without a decision the class columns are empty, preliminary ones come from scores."""
    row = season.roster("H1", 4, village=2)
    season.score(season.listing(row, 2), "poor_income", 4)
    village = season.world.villages[2]

    official = build("results", season.world.round, village).total
    preliminary = build("results", season.world.round, village, preliminary=True).total
    assert [official[c] for c in ("c1", "c3", "c4", "c9")] == [1, None, None, None]
    assert [preliminary[c] for c in ("c1", "c3", "c4", "c9")] == [1, 1, Decimal("100.00"), 4]


def test_csv_has_the_agreed_columns_and_plain_decimals(season: Season) -> None:
    """The CSV begins with the five agreed columns; rates have a point and two places, unknowns are empty."""
    complete(season)
    text = to_csv(build("results", season.world.round, season.world.district))

    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == [
        "unit_code", "unit_name", "level", "area_type", "measure", *(f"c{n}" for n in range(1, 15)), "unscored", "note",
    ]  # fmt: skip
    assert [row["unit_code"] for row in rows] == ["01906", "01909", "061"]
    assert [rows[0][c] for c in ("unit_name", "level", "area_type", "measure", "c1", "c4", "unscored")] == [
        str(season.world.communes[0]), "commune", "rural", "households", "7", "28.57", "0",
    ]  # fmt: skip
    assert [rows[2][c] for c in ("level", "area_type", "c1", "c3")] == ["district", "", "8", "2"]


def test_flow_csv_has_two_rows_for_each_unit(season: Season) -> None:
    """Households first, then persons; nine columns."""
    complete(season)
    text = to_csv(build("poor_flows", season.world.round, season.world.communes[0]))

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["unit_code"], row["measure"]) for row in rows] == [
        (code, measure) for code in ("01906-01", "01906-02", "01906") for measure in ("households", "persons")
    ]
    assert [rows[-1][f"c{n}"] for n in range(1, 10)] == ["5", "0", "0", "0", "0", "0", "3", "0", "8"]


def test_csv_says_practice_and_preliminary(season: Season) -> None:
    """The last column says on every row that the round has no legal value and that figures are not decided."""
    row = season.roster("H1", 4)
    season.score(season.listing(row, 0), "poor_income", 4)
    text = to_csv(build("results", season.world.round, season.world.villages[0], preliminary=True))

    notes = {line["note"] for line in csv.DictReader(io.StringIO(text))}
    assert notes == {"THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ; Số liệu sơ bộ"}


HOSTILE = ["=1+1", " @x", "\t=cmd", "+84", "-1", "@SUM(A1)", "\u00a0=1", "\r=1", "＝1"]


@pytest.mark.parametrize("name", HOSTILE)
def test_csv_never_holds_a_formula(season: Season, name: str) -> None:
    """A text that a spreadsheet would run gets an apostrophe before it."""
    complete(season)
    Unit.objects.filter(pk=season.world.villages[0].pk).update(kind="", code=name)
    text = to_csv(build("results", season.world.round, season.world.communes[0]))

    codes = [row["unit_code"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert codes[0] == "'" + name.replace("\r", " ")


def test_ordinary_text_is_left_alone() -> None:
    """A name that begins with a letter or digit is written as it is."""
    assert [plain_text(text) for text in ("Thôn 1", "01906", "Nà=Thử", "")] == [
        "Thôn 1",
        "01906",
        "Nà=Thử",
        "",
    ]


@pytest.mark.parametrize("key", KEYS)
def test_a_unit_of_another_place_is_refused(season: Season, key: str) -> None:
    """A unit outside the round has no table (T009), an unknown key neither (T006), nor an unknown column (T010)."""
    other = Unit.objects.create(
        code="04",
        valid_from=season.world.province.valid_from,
        level="province",
        kind="Tỉnh",
        name="Khác",
        path="04/",
    )
    with pytest.raises(InputError) as refused:
        build(key, season.world.round, other)
    assert refused.value.code == "T009"
    with pytest.raises(InputError) as unknown:
        build(key.upper(), season.world.round, season.world.district)
    assert unknown.value.code == "T006"
    with pytest.raises(InputError) as column:
        households_behind(key, season.world.round, season.world.district, "c99")
    assert column.value.code == "T010"


def test_every_figure_of_results_leads_to_its_households(season: Season) -> None:
    """A count leads to as many households; a rate and persons to those they are made of."""
    complete(season)
    world = season.world
    table = build("results", world.round, world.district)
    for column, counted in (
        ("c1", "c1"),
        ("c2", "c1"),
        ("c3", "c3"),
        ("c4", "c3"),
        ("c9", "c3"),
        ("c12", "c5"),
        ("c14", "c7"),
        ("unscored", "unscored"),
    ):
        ids = households_behind("results", world.round, world.district, column)
        assert (column, len(ids)) == (column, table.total[counted])


def test_a_district_takes_few_queries(season: Season, django_assert_max_num_queries: object) -> None:
    """The number of queries does not grow with units and households."""
    complete(season)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        build("poor_flows", season.world.round, season.world.district, depth="tree")
