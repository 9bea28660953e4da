"""The list behind a figure adds up to the figure, cell by cell; it is narrowed and taken away as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from rasoat.reports.behind import behind
from rasoat.reports.definitions import KEYS, of_round
from rasoat.reports.tables import Depth, build
from rasoat.reports.tally import wanted
from tests.reports.season import MARCH, Season, Story
from tests.routes.played import play
from tests.world import World, make_world

HOSTILE = '=HYPERLINK("http://x")'
STORIES = [
    Story("H1", "poor_income", 5, closing="poor_income", closed_with=5),
    Story("H2", "poor_income", 4, closing="near_poor"),
    Story("H3", "poor_deprivation", 3, closing="average", closed_with=3),
    Story("H4", "near_poor", 6, closing="poor_deprivation", closed_with=6),
    Story("H5", "near_poor", 2, closing="better_off", closed_with=2),
    Story("H6", "near_poor", 4, (("birth", 1, MARCH), ("death", 2, MARCH)), "near_poor", 3),
    Story("H7", "poor_income", 1, (("moved_out", 1, MARCH),), ended=True),
    Story("H8", "once_poor", 4, closing="poor_income", closed_with=4),
    Story("H9", "", 4, (("moved_in", 3, MARCH),), "near_poor", 3),
    Story("K1", "poor_income", 4, closing="poor_income", village=1),
    Story("K2", "", closing="average", closed_with=2, village=2),
]


def told() -> World:
    """A decided season with a household in every kind of cell."""
    season = Season(make_world())
    season.tell(STORIES)
    season.listing(season.roster("H0", 3), 0)
    season.decide()
    return season.world


@pytest.fixture(params=[play, told], ids=["played by actions", "decided"])
def world(request: Any, db: None) -> World:
    """A world of each kind."""
    found: World = request.param()
    return found


def test_every_cell_of_every_report_has_exactly_its_households_or_persons(world: World) -> None:
    """The list of each cell of each unit counts what the cell says; a rate has the list of its numerator."""
    wrong, seen = [], 0
    for each in of_round(world.round).values():
        deep: Depth = "tree" if each.key in KEYS else "self"
        unit = world.province if each.key in KEYS else world.district
        table = build(each.key, world.round, unit, preliminary=None, depth=deep)
        for row, column in ((row, column) for row in table.rows for column in each.columns):
            numerator = each.column(column.over[0]) if column.over else column
            count = wanted(each.line(row["measure"]), numerator)
            figure = row[numerator.name]
            if (
                figure is None
                or count is None
                or numerator.per
                or count.what not in ("households", "persons")
            ):
                continue
            found = behind(each.key, world.round, row["unit"], column.name, measure=row["measure"])
            counted = found.persons if count.what == "persons" else found.households
            seen += figure > 0
            if counted != figure:
                wrong.append((each.key, row["unit_code"], row["measure"], column.name, figure, counted))
    assert wrong == []
    assert seen > 50


@pytest.fixture
def season(db: None) -> Season:
    """The stories above, told for one test."""
    made = Season(make_world())
    made.tell(STORIES)
    made.decide()
    return made


def _visit(season: Season, who: str, rest: str, code: str = "061", **query: str) -> Any:
    client = Client()
    client.force_login(season.world.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/bao-cao/{season.world.round.pk}/{code}/{rest}", query)


def test_the_page_says_households_and_persons(season: Season) -> None:
    """Both counts stand at the top, and each line says what it adds."""
    page = _visit(season, "district_officer", "poor_flows/ho/c9/", dong="persons")
    assert (page.context["all"].households, page.context["all"].persons) == (4, 19)
    assert [each.persons for each in page.context["people"]] == [5, 6, 4, 4]


def test_the_list_is_narrowed_by_name_code_and_unit(season: Season) -> None:
    """A search finds code or head without marks; a unit below narrows, and the whole count stays in sight."""
    for query, codes in (
        ({"tim": "h4"}, ["H4"]),
        ({"tim": "nguoi 0"}, ["H1", "H4", "H8", "K1"]),
        ({"don-vi": season.world.communes[1].code}, []),
        ({"tim": "không có ai"}, []),
    ):
        page = _visit(season, "district_officer", "results/ho/c3/", **query)
        assert [each.code for each in page.context["people"]] == codes
        assert page.context["all"].households == 4


def test_the_list_leaves_as_csv_and_xlsx_with_the_same_cells(season: Season) -> None:
    """Both files hold the same lines, and a name that begins like a formula stays a text (F21)."""
    head = season.world.villages[0].households.get(code="H1").members.get(relation="head")
    head.full_name = HOSTILE
    head.save()
    text = _visit(season, "district_officer", "results/ho/c3.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    book = load_workbook(io.BytesIO(_visit(season, "district_officer", "results/ho/c3.xlsx").content))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=5)]
    assert [line[:-1] for line in lines] == [["" if c is None else str(c) for c in row] for row in cells]
    assert [line[1] for line in lines[1:]] == ["H1", "H4", "H8", "K1"]
    assert lines[1][2] == f"'{HOSTILE}"
    assert {line[-1] for line in lines[1:]} == {"THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"}
    assert _visit(season, "district_officer", "results/ho/c3.docx").status_code == 404


def test_a_file_holds_what_the_page_was_narrowed_to(season: Season) -> None:
    """The file follows the search."""
    text = _visit(season, "district_officer", "results/ho/c3.csv", tim="H8").content.decode("utf-8-sig")
    assert [line[1] for line in csv.reader(io.StringIO(text))][1:] == ["H8"]


def test_the_list_stays_within_fifteen_queries(season: Season, django_assert_max_num_queries: Any) -> None:
    """Narrowed or not."""
    client = Client()
    client.force_login(
        season.world.people["district_officer"], backend="django.contrib.auth.backends.ModelBackend"
    )
    base = f"/bao-cao/{season.world.round.pk}/061/"
    client.get(base)
    for rest in ("results/ho/c1/?tim=h", "poor_flows/ho/c9/?tim=h&don-vi=01906"):
        with django_assert_max_num_queries(15):
            assert client.get(base + rest).status_code == 200


def test_nobody_takes_a_list_of_another_area(season: Season) -> None:
    """The file is as closed as the page."""
    own, other = season.world.communes[0].code, season.world.communes[1].code
    assert _visit(season, "commune_officer", "results/ho/c1.csv", own).status_code == 200
    assert _visit(season, "commune_officer", "results/ho/c1.csv", other).status_code == 404
