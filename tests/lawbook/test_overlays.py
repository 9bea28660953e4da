"""What a province may decide since TT14 Art. 1.5: land and livestock of its towns, boats of its rivers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from rasoat import law, scoring
from rasoat.law import amendments
from rasoat.lawbook import editions
from rasoat.lawbook.drafting import text_of
from tests.lawbook.conftest import DECIDED, DECISION, PACK, adopted
from tests.world import World, answers

LAND = ("garden_m2", "annual_crop_m2", "perennial_m2", "forest_m2", "water_surface_m2")
LIVESTOCK = ("cattle", "pigs_goats", "poultry")
BEFORE = DECIDED - timedelta(days=1)
TOWN = {"area_type": "urban", "region": None}
NORTH = {"area_type": "rural", "region": "NT2"}


def land_and_livestock_of_towns() -> dict[str, str]:
    """The overlay: no item of land or livestock is rural only, and each has the points of region NT2 in towns."""
    rules = law.load(PACK).on(DECIDED)
    items = [item for item in rules.items if item.key in LAND + LIVESTOCK]
    points = {
        f"b1.points.{item.key}.{option.key}.TT": str(rules.points(item.key, option.key, "NT2").value)
        for item in items
        for option in item.options
    }
    left = sorted(rules.rural_only - set(LAND) - set(LIVESTOCK))
    return {"b1.rural_only": " ".join(left) or "-", **points}


def b1(world: World, on: date, place: dict[str, Any], **changes: Any) -> int | None:
    """Return the points of a household under the province's edition, or None where it is refused."""
    rules = editions.current(PACK, world.province).on(on)
    result = scoring.score(rules, answers(**changes) | place)
    return result.b1 if isinstance(result, scoring.Scored) else None


def test_towns_score_land_and_livestock_from_the_day_of_the_decision(world: World) -> None:
    """Two head of cattle count in a town from the decision on; the day before they are refused as before."""
    adopted(world, land_and_livestock_of_towns(), DECISION)
    without = b1(world, DECIDED, TOWN)
    gained = law.load(PACK).on(DECIDED).points("cattle", "2+", "NT2").value
    assert without is not None
    assert b1(world, DECIDED, TOWN, cattle=2) == without + gained
    assert b1(world, BEFORE, TOWN, cattle=2) is None
    assert b1(world, BEFORE, TOWN) == without


def test_the_form_asks_towns_for_land_from_that_day(world: World) -> None:
    """The question list follows the overlay: before it the land questions are for rural households only."""
    adopted(world, land_and_livestock_of_towns(), DECISION)
    pack = editions.current(PACK, world.province)
    asked = {
        day: {q.id for q in pack.on(day).questions if q.id in LAND + LIVESTOCK and q.relevant is not None}
        for day in (BEFORE, DECIDED)
    }
    assert asked == {BEFORE: {*LAND, *LIVESTOCK}, DECIDED: set()}


def test_boats_of_mountain_rivers_take_the_points_of_another_region(world: World) -> None:
    """A boat in NT2 gets the points of NT6 from the decision on, and none the day before."""
    other = law.load(PACK).on(DECIDED).points("boat", "yes", "NT6").value
    adopted(world, {"b1.points.boat.yes.NT2": str(other)}, DECISION)
    gained = [b1(world, day, NORTH, boat=1) - b1(world, day, NORTH) for day in (BEFORE, DECIDED)]
    assert (other > 0, gained) == (True, [0, other])


def test_the_overlay_names_the_decision(world: World) -> None:
    """The cell carries number and article, the pack the decision's title."""
    adopted(world, {"b1.points.boat.yes.NT2": "15"}, DECISION)
    pack = editions.current(PACK, world.province)
    cell = pack.cell("b1.points.boat.yes.NT2", DECIDED)
    assert (str(cell.ref), cell.since, cell.verified) == ("15/QĐ-BCĐ, Điều 1", DECIDED, True)
    assert pack.documents["15/QĐ-BCĐ"] == "Quyết định của Ban Chỉ đạo tỉnh thử"


def test_two_decisions_follow_one_another(world: World) -> None:
    """A later decision ends the earlier one the day before; both stay to be read."""
    later = DECISION._replace(since=date(2019, 9, 1), document="20/QĐ-BCĐ")
    adopted(world, {"b1.points.boat.yes.NT2": "15"}, DECISION)
    adopted(world, {"b1.points.boat.yes.NT2": "10"}, later)
    pack = editions.current(PACK, world.province)
    days = (BEFORE, DECIDED, date(2019, 8, 31), date(2019, 9, 1))
    assert [pack.cell("b1.points.boat.yes.NT2", day).value for day in days] == [0, 15, 15, 10]


def test_the_table_of_the_edition_reads_back(world: World) -> None:
    """The files of an edition make the very pack that was adopted."""
    adopted(world, land_and_livestock_of_towns(), DECISION)
    files = editions.files_of(PACK, world.province)
    assert law.from_files(PACK, files).hash == editions.current(PACK, world.province).hash
    assert len(amendments.read(files[amendments.FILE])) == len(land_and_livestock_of_towns())


def test_a_province_sets_the_ethnic_groups_that_have_a_column_from_the_day_of_its_decision(
    world: World,
) -> None:
    """The cell is typed with commas; before the day the columns are those of the pack, and another spelling stays one."""
    before = law.load(PACK).on(DECIDED).ethnic_columns["06"]
    adopted(world, {"report_ethnic.06": "Tày, Mông / HMông, Lô Lô"}, DECISION)
    pack = editions.current(PACK, world.province)
    assert [pack.on(day).ethnic_columns["06"] for day in (BEFORE, DECIDED)] == [
        before,
        ("Tày", "Mông / HMông", "Lô Lô"),
    ]
    assert text_of(pack.cell("report_ethnic.06", DECIDED)) == "Tày, Mông / HMông, Lô Lô"
