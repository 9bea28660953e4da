"""Each column of the two flow tables, from rows in the database."""

from __future__ import annotations

from datetime import date

import pytest

from rasoat.errors import Refused
from rasoat.reports.flows import SIGNS
from rasoat.reports.tables import build, households_behind, require_closed
from tests.reports.season import MARCH, SIGNED, Season, Story
from tests.world import DAY, START

POOR, NEAR, ONCE_POOR, ONCE_NEAR = "poor_income", "near_poor", "once_poor", "once_near_poor"
OTHER_POOR, AVERAGE, RICH = "poor_deprivation", "average", "better_off"

Pair = tuple[int, int]

CASES: dict[str, tuple[Story, dict[str, Pair], dict[str, Pair]]] = {
    "stays poor": (
        Story("H", POOR, 5, closing=OTHER_POOR, closed_with=5),
        {"c1": (1, 5), "c9": (1, 5)},
        {},
    ),
    "poor becomes near-poor": (
        Story("H", POOR, 5, closing=NEAR, closed_with=5),
        {"c1": (1, 5), "c2": (1, 5)},
        {"c5": (1, 5), "c9": (1, 5)},
    ),
    "poor becomes average": (
        Story("H", OTHER_POOR, 5, closing=AVERAGE, closed_with=5),
        {"c1": (1, 5), "c3": (1, 5)},
        {},
    ),
    "poor becomes better off and grows": (
        Story("H", POOR, 5, (("birth", 1, MARCH),), closing=RICH, closed_with=6),
        {"c1": (1, 5), "c3": (1, 5)},
        {},
    ),
    "poor household moves away": (
        Story("H", POOR, 5, (("moved_out", 6, MARCH),), ended=True),
        {"c1": (1, 5), "c4": (1, 5)},
        {},
    ),
    "poor household merges": (
        Story("H", POOR, 5, (("merged_into", 5, MARCH),), ended=True),
        {"c1": (1, 5), "c4": (1, 5)},
        {},
    ),
    "poor single person dies": (
        Story("H", POOR, 1, (("died_out", 1, MARCH),), ended=True),
        {"c1": (1, 1), "c4": (1, 1)},
        {},
    ),
    "near-poor becomes poor": (
        Story("H", NEAR, 4, closing=POOR),
        {"c5": (1, 4), "c9": (1, 4)},
        {"c1": (1, 4), "c3": (1, 4)},
    ),
    "poor again": (
        Story("H", ONCE_POOR, 3, closing=POOR, closed_with=4),
        {"c6": (1, 4), "c9": (1, 4)},
        {},
    ),
    "once near-poor, now poor, is new": (
        Story("H", ONCE_NEAR, 3, closing=POOR, closed_with=4),
        {"c7": (1, 4), "c9": (1, 4)},
        {},
    ),
    "newly poor": (
        Story("H", closing=POOR),
        {"c7": (1, 4), "c9": (1, 4)},
        {},
    ),
    "newly poor and grown": (
        Story("H", events=(("birth", 1, MARCH),), closing=POOR, closed_with=5),
        {"c7": (1, 5), "c9": (1, 5)},
        {},
    ),
    "moved in poor": (
        Story("H", events=(("moved_in", 4, MARCH), ("birth", 1, DAY)), closing=POOR, closed_with=5),
        {"c8": (1, 5), "c9": (1, 5)},
        {},
    ),
    "split from another, poor": (
        Story("H", events=(("split_from", 2, MARCH),), closing=POOR, closed_with=2),
        {"c8": (1, 2), "c9": (1, 2)},
        {},
    ),
    "moved in before the opening list": (
        Story("H", events=(("moved_in", 4, START),), closing=POOR),
        {"c7": (1, 4), "c9": (1, 4)},
        {},
    ),
    "once poor, moved in again": (
        Story("H", ONCE_POOR, 4, (("moved_in", 4, MARCH),), closing=POOR),
        {"c6": (1, 4), "c9": (1, 4)},
        {},
    ),
    "once near-poor, moved in again, is new among the poor": (
        Story("H", ONCE_NEAR, 4, (("moved_in", 4, MARCH),), closing=POOR),
        {"c7": (1, 4), "c9": (1, 4)},
        {},
    ),
    "stays poor, a birth and two who leave": (
        Story("H", POOR, 5, (("birth", 1, MARCH), ("left", 2, MARCH)), closing=POOR, closed_with=4),
        {"c1": (1, 5), "c4": (0, 2), "c8": (0, 1), "c9": (1, 4)},
        {},
    ),
    "somebody splits off a poor household": (
        Story("H", POOR, 5, (("split_off", 2, MARCH),), closing=POOR, closed_with=3),
        {"c1": (1, 5), "c4": (0, 2), "c9": (1, 3)},
        {},
    ),
    "a household joins a poor one": (
        Story("H", POOR, 5, (("merged_in", 3, MARCH),), closing=POOR, closed_with=8),
        {"c1": (1, 5), "c8": (0, 3), "c9": (1, 8)},
        {},
    ),
    "poor becomes near-poor, changes count there": (
        Story("H", POOR, 5, (("death", 1, MARCH), ("joined", 2, MARCH)), closing=NEAR, closed_with=6),
        {"c1": (1, 5), "c2": (1, 5)},
        {"c4": (0, 1), "c5": (1, 5), "c8": (0, 2), "c9": (1, 6)},
    ),
    "an event on the day of the visit counts": (
        Story("H", POOR, 4, (("birth", 1, DAY),), closing=POOR, closed_with=5),
        {"c1": (1, 4), "c8": (0, 1), "c9": (1, 5)},
        {},
    ),
    "an event after the visit is next year's": (
        Story("H", POOR, 4, (("birth", 1, date(2018, 10, 21)),), closing=POOR),
        {"c1": (1, 4), "c9": (1, 4)},
        {},
    ),
    "an event on the day of the opening list is last year's": (
        Story("H", POOR, 4, (("birth", 1, START),), closing=POOR),
        {"c1": (1, 4), "c9": (1, 4)},
        {},
    ),
    "recognised, then moves away": (
        Story("H", POOR, 4, (("moved_out", 4, SIGNED),), closing=POOR),
        {"c1": (1, 4), "c9": (1, 4)},
        {},
    ),
    "near-poor escapes": (
        Story("H", NEAR, 4, closing=AVERAGE),
        {},
        {"c1": (1, 4), "c2": (1, 4)},
    ),
    "near-poor moves away": (
        Story("H", NEAR, 4, (("moved_out", 4, MARCH),), ended=True),
        {},
        {"c1": (1, 4), "c4": (1, 4)},
    ),
    "near-poor again": (
        Story("H", ONCE_NEAR, 4, closing=NEAR),
        {},
        {"c6": (1, 4), "c9": (1, 4)},
    ),
    "once poor, now near-poor": (
        Story("H", ONCE_POOR, 4, closing=NEAR),
        {},
        {"c6": (1, 4), "c9": (1, 4)},
    ),
    "newly near-poor": (Story("H", closing=NEAR), {}, {"c7": (1, 4), "c9": (1, 4)}),
    "moved in near-poor": (
        Story("H", events=(("moved_in", 4, MARCH),), closing=NEAR),
        {},
        {"c8": (1, 4), "c9": (1, 4)},
    ),
    "on no list and not found poor": (Story("H", closing=AVERAGE), {}, {}),
    "once poor and still escaped": (Story("H", ONCE_POOR, 4), {}, {}),
}


def pairs(season: Season, key: str) -> dict[str, Pair]:
    """Return the columns of the district's total that are not (0, 0), as (households, persons)."""
    table = build(key, season.world.round, season.world.district, depth="self")
    households, persons = table.rows
    columns = (*SIGNS, "c9")
    return {c: (households[c], persons[c]) for c in columns if households[c] or persons[c]}


@pytest.mark.parametrize("name", CASES)
def test_each_year_of_a_household_stands_in_its_columns_and_closes(season: Season, name: str) -> None:
    """One household alone gives exactly the columns its year stands for, in both tables, and both close."""
    story, poor, near_poor = CASES[name]
    season.tell([story])
    season.decide()

    assert (pairs(season, "poor_flows"), pairs(season, "near_poor_flows")) == (poor, near_poor)
    for key in ("poor_flows", "near_poor_flows"):
        require_closed(build(key, season.world.round, season.world.district))


def test_all_years_together_add_up_column_by_column(season: Season) -> None:
    """All the households of the cases in one village give the sum of their columns."""
    stories = [
        Story(**{**story.__dict__, "code": f"H{n:02d}"}) for n, (story, *_) in enumerate(CASES.values())
    ]
    season.tell(stories)
    season.decide()

    expected: dict[str, Pair] = {}
    for _, poor, _ in CASES.values():
        for column, (households, persons) in poor.items():
            before = expected.get(column, (0, 0))
            expected[column] = (before[0] + households, before[1] + persons)
    assert pairs(season, "poor_flows") == dict(sorted(expected.items()))
    require_closed(build("poor_flows", season.world.round, season.world.district))


INCONSISTENT: dict[str, tuple[Story, str, str, int, int]] = {
    "persons grew without an event": (
        Story("H9", POOR, 4, closing=POOR, closed_with=5), "poor_flows", "Nhân khẩu", 5, 4),
    "a birth that the form does not show": (
        Story("H9", POOR, 4, (("birth", 1, MARCH),), closing=POOR), "poor_flows", "Nhân khẩu", 4, 5),
    "neither recognised nor ended": (Story("H9", POOR, 4), "poor_flows", "Hộ", 0, 1),
    "ended without an event": (Story("H9", NEAR, 4, ended=True), "near_poor_flows", "Hộ", 0, 1),
    "ended by an event before the list": (
        Story("H9", NEAR, 4, (("moved_out", 4, START),), ended=True), "near_poor_flows", "Hộ", 0, 1),
    "moves away after the decision, never recognised": (
        Story("H9", POOR, 4, (("moved_out", 4, date(2018, 12, 2)),), ended=True), "poor_flows", "Hộ", 0, 1),
}  # fmt: skip


@pytest.mark.parametrize("name", INCONSISTENT)
def test_a_table_that_does_not_close_is_refused_and_names_the_household(season: Season, name: str) -> None:
    """T001 says unit, row, printed and computed figure, and which household stands behind the gap."""
    story, key, measure, printed, computed = INCONSISTENT[name]
    season.tell([Story("H1", POOR, 3, closing=POOR, closed_with=3, village=2), story])
    season.decide()
    table = build(key, season.world.round, season.world.communes[0])

    with pytest.raises(Refused) as refused:
        require_closed(table)

    where = refused.value.where
    assert (refused.value.code, where["unit"], where["households"]) == (
        "T001",
        str(season.world.villages[0]),
        "H9",
    )
    assert (where["measure"], where["printed"], where["computed"]) == (measure, printed, computed)


def test_differences_that_cancel_out_do_not_hide(season: Season) -> None:
    """Two households whose errors add up to nothing are refused as well (T005)."""
    season.tell(
        [
            Story("H1", POOR, 4, closing=POOR, closed_with=5),
            Story("H2", POOR, 4, closing=POOR, closed_with=3),
        ]
    )
    season.decide()

    with pytest.raises(Refused) as refused:
        require_closed(build("poor_flows", season.world.round, season.world.district))

    assert (refused.value.code, refused.value.where["households"]) == ("T005", "H1, H2")


def test_one_commune_does_not_disturb_another(season: Season) -> None:
    """A gap in one commune does not keep the other commune's table from being printed."""
    season.tell(
        [
            Story("H1", POOR, 4, closing=POOR, closed_with=5, village=0),
            Story("H2", POOR, 4, closing=POOR, village=2),
        ]
    )
    season.decide()

    require_closed(build("poor_flows", season.world.round, season.world.communes[1]))
    assert build("poor_flows", season.world.round, season.world.communes[1]).total["c9"] == 1


def test_before_the_decision_there_are_no_closing_figures(season: Season) -> None:
    """Without a commune's decision its closing columns are unknown, and so is the total: T003."""
    season.tell([Story("H1", POOR, 4, closing=POOR, village=0), Story("H2", POOR, 3, village=2)])
    table = build("poor_flows", season.world.round, season.world.district)

    by_unit = {(row["unit_code"], row["measure"]): row for row in table.rows}
    assert [by_unit["01906", "households"][c] for c in ("c1", "c9")] == [1, 1]
    assert [by_unit["01909", "households"][c] for c in ("c1", "c9")] == [1, None]
    assert [by_unit["061", "persons"][c] for c in ("c1", "c9")] == [7, None]
    with pytest.raises(Refused) as refused:
        require_closed(table)
    assert (refused.value.code, refused.value.where["first"]) == ("T003", str(season.world.communes[1]))


def test_preliminary_figures_come_from_the_scores(season: Season) -> None:
    """Before the decision, the preliminary table takes the class of each scored form."""
    season.tell([Story("H1", POOR, 4, village=2), Story("H2", NEAR, 4, village=2)])
    for code, result in (("H1", NEAR), ("H2", POOR)):
        row = season.world.villages[2].households.get(code=code)
        season.score(season.listing(row, 2), result, 4)

    table = build("poor_flows", season.world.round, season.world.district, preliminary=True)

    require_closed(table)
    assert [table.total[c] for c in ("c1", "c2", "c5", "c9")] == [1, 1, 1, 1]


def test_the_households_behind_a_figure_are_those_it_counts(season: Season) -> None:
    """Click-through: households and persons of a column lead to the households behind each."""
    season.tell(
        [
            Story("H1", POOR, 4, (("birth", 1, MARCH),), closing=POOR, closed_with=5),
            Story("H2", events=(("moved_in", 4, MARCH),), closing=POOR),
            Story("H3", closing=POOR, village=2),
        ]
    )
    season.decide()
    world = season.world

    def codes(column: str, measure: str | None = None) -> list[str]:
        ids = households_behind("poor_flows", world.round, world.district, column, measure=measure)
        known = {row.pk: row.code for village in world.villages for row in village.households.all()}
        return [known[id_] for id_ in ids]

    assert (codes("c8"), codes("c8", "households"), codes("c8", "persons")) == (
        ["H1", "H2"], ["H2"], ["H1", "H2"],
    )  # fmt: skip
    assert (codes("c9"), codes("c7")) == (["H1", "H2", "H3"], ["H3"])
