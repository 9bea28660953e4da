"""Units from a table: parents before children, the place in the tree computed, every impossible row named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.audit.models import Entry
from rasoat.errors import InputError, NotAllowed
from rasoat.roster.importing import ImportResult
from rasoat.roster.importing.units import ImportUnits
from tests.roster.conftest import codes, table
from tests.world import World

HEADINGS = "code,name,kind,level,area_type,region,parent_code,valid_from,valid_to"
PROVINCE = "90,Mẫu,Tỉnh,province,,,,2018-01-01,"
DISTRICT = "901,Mẫu Sơn,Huyện,district,,,90,2018-01-01,"
COMMUNE = "90101,Mẫu Hạ,Xã,commune,rural,NT2,901,2018-01-01,"
TOWN = "90104,Mẫu Thị,Thị trấn,Xã,Thành thị,,901,01/01/2018,01/01/2030"
VILLAGE = "90101-01,Nà Mẫu,Thôn,village,rural,NT2,90101,2018-01-01,"

UnitImporter = Callable[..., ImportResult]


@pytest.fixture
def bring_in(db: None) -> UnitImporter:
    """Import into an empty database, as an account without any role."""
    user = User.objects.create(username="setup", full_name="Người cài đặt")

    def run(*rows: str, **changes: Any) -> ImportResult:
        given = {"actor": user, "file_name": "donvi.csv", "content": table(*rows, headings=HEADINGS)}
        return ImportUnits(**{**given, **changes}).run()

    return run


def test_a_tree_in_any_order(bring_in: UnitImporter) -> None:
    """Rows may come before those of their parents; each unit gets its path."""
    result = bring_in(VILLAGE, TOWN, COMMUNE, DISTRICT, PROVINCE)
    assert list(Unit.objects.values_list("path", flat=True)) == [
        "90/", "90/901/", "90/901/90101/", "90/901/90101/90101-01/", "90/901/90104/",
    ]  # fmt: skip
    assert (result.lines, result.counts) == ([], {"rows": 5, "units": 5, "kept": 0, "refused_rows": 0})


def test_vietnamese_words_and_dates(bring_in: UnitImporter) -> None:
    """Level and area may be written in Vietnamese, days as dd/mm/yyyy."""
    bring_in(PROVINCE, DISTRICT, TOWN)
    town = Unit.objects.get(code="90104")
    assert (town.level, town.area_type, town.valid_to.isoformat() if town.valid_to else "") == (
        "commune", "urban", "2030-01-01",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (VILLAGE.replace("Nà Mẫu", ""), "R070"),
        (VILLAGE.replace("village", "hamlet"), "R071"),
        (VILLAGE.replace("village", ""), "R070"),
        (VILLAGE.replace("rural", "coast"), "R071"),
        (VILLAGE.replace(",90101,", ",90199,"), "R072"),
        (VILLAGE.replace(",90101,", ",901,"), "R072"),
        (VILLAGE.replace("2018-01-01", "2017-01-01"), "R072"),
        (VILLAGE.replace("2018-01-01,", "2018-01-01,2018-01-01"), "R074"),
        (VILLAGE.replace("NT2", ""), "R075"),
        (VILLAGE.replace("NT2", "NT7"), "R075"),
        (VILLAGE.replace("rural", "urban"), "R075"),
        (VILLAGE.replace("rural,NT2", ","), "R075"),
        (VILLAGE.replace("90101-01", "90101/01"), "R076"),
        (VILLAGE.replace("90101-01", "9" * 21), "R076"),
        (VILLAGE.replace("2018-01-01", "31/02/2018"), "R034"),
        (VILLAGE.replace("Nà Mẫu", "=1+1"), "R031"),
        (VILLAGE.replace("Nà Mẫu", "N" * 121), "R033"),
        (COMMUNE.replace("Mẫu Hạ", "Mẫu Hai"), "R073"),
    ],
)
def test_a_row_that_is_refused(bring_in: UnitImporter, row: str, code: str) -> None:
    """The row is named with its code, the others go in."""
    result = bring_in(PROVINCE, DISTRICT, COMMUNE, row)
    assert (codes(result, "error"), Unit.objects.count()) == ([(5, code)], 3)


def test_what_hangs_under_a_refused_unit_is_refused(bring_in: UnitImporter) -> None:
    """A village whose commune was refused has no place."""
    result = bring_in(PROVINCE, DISTRICT, COMMUNE.replace("NT2", "NT9"), VILLAGE)
    assert codes(result) == [(4, "R075"), (5, "R072")]


def test_a_unit_that_is_there_already(bring_in: UnitImporter, db: None) -> None:
    """Within one file the second of two is refused, even when it says the same."""
    result = bring_in(PROVINCE, DISTRICT, DISTRICT)
    assert codes(result, "error") == [(4, "R073")]


def test_a_code_may_live_again(bring_in: UnitImporter) -> None:
    """A code may be used for another unit once the first has ended."""
    first = COMMUNE + "2018-06-01"
    result = bring_in(PROVINCE, DISTRICT, first, COMMUNE.replace("2018-01-01", "2018-06-01"))
    assert (result.lines, Unit.objects.filter(code="90101").count()) == ([], 2)


def test_only_headings(bring_in: UnitImporter) -> None:
    """A table without rows is refused."""
    with pytest.raises(InputError) as error:
        bring_in()
    assert error.value.code == "R009"


def test_a_missing_column(bring_in: UnitImporter) -> None:
    """A missing column is named."""
    with pytest.raises(InputError) as error:
        bring_in(content=table(PROVINCE, headings=HEADINGS.replace("level", "lvl")))
    assert error.value.code == "R007"


def test_a_dry_run_leaves_nothing(bring_in: UnitImporter) -> None:
    """The dry run gives the counts of the real one."""
    tried = bring_in(PROVINCE, DISTRICT, dry_run=True)
    assert (Unit.objects.count(), Entry.objects.count()) == (0, 0)
    assert bring_in(PROVINCE, DISTRICT).counts == tried.counts


def test_the_first_table_is_logged_as_set_up(bring_in: UnitImporter) -> None:
    """While there is no unit nobody can hold a role; the log says by whom the tree was set up."""
    bring_in(PROVINCE)
    entry = Entry.objects.get()
    assert (entry.action, entry.role, entry.facts["units"]) == ("units.import", "setup", 1)


def test_an_administrator_adds_within_his_unit(bring_in: UnitImporter, world: World) -> None:
    """Later tables are the administrator's, for units inside his own; the same unit again is kept."""
    admin = world.people["administrator"]
    villages = [
        "01906-09,Nà Mới,Thôn,village,rural,NT2,01906,2018-01-01,",
        "01906-01,Nà Thử,Thôn,village,rural,NT2,01906,2018-01-01,",
        PROVINCE,
    ]
    result = bring_in(*villages, actor=admin)
    assert [(x.row, x.level, x.code) for x in result.lines] == [(3, "warning", "R077"), (4, "error", "R078")]
    assert Unit.objects.get(code="01906-09").path == "06/061/01906/01906-09/"


def test_nobody_else_adds_units(bring_in: UnitImporter, world: World) -> None:
    """Once there are units, an account without the administrator's role is refused."""
    with pytest.raises(NotAllowed) as error:
        bring_in(PROVINCE, actor=world.people["district_officer"])
    assert error.value.code == "A002"


def test_units_of_a_round_stay_inside_it(bring_in: UnitImporter, world: World) -> None:
    """With a round, only units under the round's unit are taken."""
    result = bring_in(PROVINCE, actor=world.people["administrator"], root=world.district)
    assert codes(result) == [(2, "R078")]
