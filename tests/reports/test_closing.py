"""Whatever happens to households in a year, the tables close and add up the tree."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from rasoat.areas.models import Unit
from rasoat.errors import Refused
from rasoat.reports.definitions import KEYS
from rasoat.reports.flows import (
    SIGNS,
    HouseholdYear,
    Move,
    list_at_closing,
    list_at_opening,
    moves,
    shortfalls,
)
from rasoat.reports.table import Row, Table
from rasoat.reports.tables import build, require_closed
from tests.examples import examples
from tests.reports.season import MARCH, Season, Story

OPENINGS = ("", "poor_income", "poor_deprivation", "near_poor", "once_poor", "once_near_poor")
CLOSINGS = ("poor_income", "poor_deprivation", "near_poor", "average", "better_off")
ENDS = ("moved_out", "merged_into", "died_out")
FLOWS = ("poor_flows", "near_poor_flows")


@st.composite
def stories(draw: st.DrawFn, code: str = "H") -> Story:
    """A year of one household in which persons and events agree."""
    opening = draw(st.sampled_from(OPENINGS))
    opened_with = draw(st.integers(1, 9))
    village = draw(st.integers(0, 2))
    if opening and draw(st.integers(0, 4)) == 0:
        end = draw(st.sampled_from(ENDS))
        return Story(code, opening, opened_with, ((end, opened_with, MARCH),), village=village, ended=True)
    brings = () if opening else draw(st.sampled_from([(), ("moved_in",), ("split_from",)]))
    events = [(kind, opened_with, MARCH) for kind in brings]
    now = opened_with
    for kind in draw(
        st.lists(st.sampled_from(["birth", "joined", "merged_in", "death", "left", "split_off"]), max_size=4)
    ):
        persons = draw(st.integers(1, 3))
        grows = kind in ("birth", "joined", "merged_in")
        if grows or persons < now:
            events.append((kind, persons, MARCH))
            now += persons if grows else -persons
    return Story(code, opening, opened_with, tuple(events), draw(st.sampled_from(CLOSINGS)), now, village)


@st.composite
def seasons(draw: st.DrawFn) -> list[Story]:
    """Up to eight households."""
    return [draw(stories(f"H{n}")) for n in range(draw(st.integers(1, 8)))]


def figures(table: Table, unit: Unit, columns: tuple[str, ...]) -> Counter[tuple[str, str]]:
    """Return the figures of a unit's own rows."""
    own: list[Row] = [row for row in table.rows if row["unit"] == unit]
    return Counter({(row["measure"], column): row[column] for row in own for column in columns})


@examples(10, 50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=seasons())
def test_consistent_years_close_and_add_up_from_village_to_province(
    season: Season, told: list[Story]
) -> None:
    """For random consistent years every table closes, and villages make the commune, the district, the province."""
    with transaction.atomic():
        fresh = Season(season.world)
        fresh.tell(told)
        fresh.decide()
        world = season.world
        for number in range(3):
            fresh.roster("R", 2, number)
        for key in KEYS:
            tree = build(key, world.round, world.province, depth="tree")
            counts = tuple(column.name for column in tree.columns if column.over is None)
            if key in FLOWS:
                require_closed(tree)
            villages = sum((figures(tree, unit, counts) for unit in world.villages), Counter())
            communes = sum((figures(tree, unit, counts) for unit in world.communes), Counter())
            assert +villages == communes
            assert +figures(tree, world.district, counts) == communes
            assert +figures(tree, world.province, counts) == communes
            alone = [build(key, world.round, unit, depth="self").rows for unit in world.villages]
            assert [row for rows in alone for row in rows] == [
                row for row in tree.rows if row["unit"] in world.villages
            ]
        transaction.set_rollback(True)


@examples(8, 30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=seasons(), error=st.sampled_from([-1, 1, 2]))
def test_one_wrong_household_among_right_ones_is_named(season: Season, told: list[Story], error: int) -> None:
    """A household whose recognised persons do not follow from its events is the one that is named."""
    wrong = Story("SAI", "poor_income", 5, closing="poor_income", closed_with=5 + error)
    with transaction.atomic():
        fresh = Season(season.world)
        fresh.tell([*told, wrong])
        fresh.decide()
        with pytest.raises(Refused) as refused:
            require_closed(build("poor_flows", season.world.round, season.world.district))
        where = refused.value.where
        assert (refused.value.code, where["households"]) == ("T001", "SAI")
        assert where["computed"] - where["printed"] == -error
        transaction.set_rollback(True)


def year_of(story: Story) -> HouseholdYear:
    """Return the story as the flows read it, without a database."""
    kinds = {kind for kind, _, _ in story.events}
    sizes = Counter(dict.fromkeys(("added", "taken"), 0))
    for kind, persons, _ in story.events:
        if kind in ("birth", "joined", "merged_in"):
            sizes["added"] += persons
        elif kind in ("death", "left", "split_off"):
            sizes["taken"] += persons
    return HouseholdYear(
        key="0" * 32,
        code=story.code,
        path="06/061/01906/01906-01/",
        opening=story.opening,
        opening_persons=story.opened_with if story.opening else 0,
        closing=story.closing,
        closing_persons=story.closed_with if story.closing else 0,
        brought=bool(kinds & {"moved_in", "split_from"}),
        ended=bool(kinds & set(ENDS)),
        added=sizes["added"],
        taken=sizes["taken"],
    )


@examples(200, 2000)
@given(told=stories())
def test_every_consistent_year_closes_alone(told: Story) -> None:
    """No consistent year leaves a remainder, stands twice in one column, or is in a table it has no part in."""
    year = year_of(told)
    found = [move for move in moves(year) if move.households]

    assert shortfalls(moves(year)) == {}
    assert len({(move.report, move.column) for move in found}) == len(found)
    parts = {part for part in (list_at_opening(year), list_at_closing(year)) if part}
    assert {move.report for move in found} == parts


@examples(100, 1000)
@given(told=stories())
def test_what_leaves_one_list_for_the_other_arrives_there(told: Story) -> None:
    """Poor column 2 is near-poor column 5, and poor column 5 near-poor column 3, in households and persons."""
    cells: dict[tuple[str, str], Move] = {(move.report, move.column): move for move in moves(year_of(told))}

    def pair(report: str, column: str) -> tuple[int, int] | None:
        move = cells.get((report, column))
        return (move.households, move.persons) if move else None

    assert pair("poor_flows", "c2") == pair("near_poor_flows", "c5")
    assert pair("poor_flows", "c5") == pair("near_poor_flows", "c3")


def test_the_formula_has_the_signs_of_the_form() -> None:
    """The form prints 9 = 1-2-3-4+5+6+7+8."""
    shown = "".join(f"{'+' if sign > 0 else '-'}{column[1:]}" for column, sign in SIGNS.items())
    assert shown == "+1-2-3-4+5+6+7+8"
