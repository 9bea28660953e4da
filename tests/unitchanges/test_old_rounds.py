"""What an old round printed before a change of units, it prints after it; and who may see it then."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import Sum

from rasoat.accounts.access import Access
from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope
from rasoat.audit.action import today
from rasoat.recognition.models import Recognition
from rasoat.reports.dashboards.sources import Sources
from rasoat.reports.dashboards.years import points_of
from rasoat.reports.facts import living_households, present_members
from rasoat.reports.files import FORMATS
from rasoat.reports.models import ReportSet
from rasoat.reports.set_actions import FreezeReports
from rasoat.reports.sets import frozen_tables, intact
from rasoat.reports.tables import build_all, households_behind
from rasoat.roster.actions import AddMember, MoveOut, NewPerson
from rasoat.roster.models import Household
from rasoat.rounds.models import CommuneRound, Round, VillageRound
from rasoat.rounds.queries import visible
from rasoat.rounds.states import RoundState
from rasoat.survey.queries import village_rows
from tests.reports.season import Season
from tests.reports.test_whole_set import TOLD
from tests.unitchanges.conftest import Land, now
from tests.unitchanges.test_openings import next_round, opened
from tests.world import make_world, person

ORDER_2020 = (("01906", "01906", "Xã Lớn", "Xã"), ("01909", "01906", "Xã Lớn", "Xã"))
ORDER_2025 = (
    ("06", "19", "Tỉnh Mới"),
    ("061", "", "", "", "", "", "", "", "1"),
    ("01906", "01906", "Xã Lớn", "Xã", "19"),
    ("01909", "01906", "Xã Lớn", "Xã", "19"),
)


@pytest.fixture
def told(db: None) -> Land:
    """Six decided households of a finished round."""
    season = Season(make_world())
    season.tell(TOLD)
    season.decide()
    land = Land(season.world)
    land.finish()
    return land


def printed(round_: Round, units: list[Unit]) -> dict[Any, bytes]:
    """Return every report of every unit in every format, computed anew."""
    return {
        (unit.path, key, name): form.write(table)
        for unit in units
        for key, table in build_all(round_, unit, depth="tree").items()
        for name, form in FORMATS.items()
        if name != "pdf" or unit.level == "district"
    }


@pytest.mark.parametrize("order", [ORDER_2020, ORDER_2025], ids=["merged", "no district"])
def test_reports_of_an_old_round_are_the_same_bytes(told: Land, order: Any) -> None:
    """Live and frozen, at every old unit, after the change and after what happens to the households since."""
    world = told.world
    units = [world.district, *world.communes, *world.villages]
    kept = FreezeReports(
        actor=world.people["district_officer"], round=world.round, at=world.district, official=True
    ).run()
    before = printed(world.round, units)
    frozen = {key: FORMATS["csv"].write(table) for key, table in frozen_tables(kept, depth="tree").items()}
    told.change(*order)
    head = Access(world.people["village_head"], today())
    assert head.held
    home = Household.objects.get(code="H1")
    born = NewPerson("Trẻ Mới Sinh", "child", "male", date(2021, 1, 1))
    AddMember(
        actor=world.people["village_head"], household=home, person=born, birth=True, on=date(2021, 1, 1)
    ).run()
    leaving = Household.objects.get(code="H2")
    MoveOut(actor=world.people["village_head"], household=leaving, on=date(2021, 2, 1)).run()
    round_ = Round.objects.select_related("unit").get(pk=world.round.pk)
    again = printed(round_, [Unit.objects.get(pk=unit.pk) for unit in units])
    assert [key for key in before if again[key] != before[key]] == []
    kept = ReportSet.objects.get(pk=kept.pk)
    assert intact(kept)
    assert {k: FORMATS["csv"].write(t) for k, t in frozen_tables(kept, depth="tree").items()} == frozen


def test_the_households_behind_an_old_figure_are_the_same(told: Land) -> None:
    """Every figure of an old commune still opens to the same households; counts of the living too."""
    world = told.world
    old = world.communes[0]
    before = households_behind("results", world.round, old, "c3")
    living = living_households(world.round, old.path).count()
    people = present_members(world.round, old.path).count()
    told.change(*ORDER_2020)
    round_ = Round.objects.select_related("unit").get(pk=world.round.pk)
    old.refresh_from_db()
    assert before
    assert households_behind("results", round_, old, "c3") == before
    assert living_households(round_, old.path).count() == living
    assert present_members(round_, old.path).count() == people


def appointed(role: str, unit: Unit) -> User:
    """Return a new person with one role in a unit of now."""
    return person(f"moi-{role}-{unit.code}", role, unit)


def test_the_new_officer_sees_all_predecessors_and_the_old_one_nothing(told: Land) -> None:
    """Rounds, villages and papers of both old communes are the new commune's; an ended office opens nothing."""
    told.change(*ORDER_2020)
    officer = Access(appointed("commune_officer", now("01906")), today()).scope(Permission.HOUSEHOLD_VIEW)
    assert set(Household.objects.within(officer)) == set(Household.objects.all())
    assert VillageRound.objects.within(officer).count() == 3
    assert CommuneRound.objects.within(officer).count() == 2
    assert Recognition.objects.within(officer).count() == 6
    assert visible(officer).count() == 1
    for name in ("commune_officer", "other_officer"):
        old = Access(told.world.people[name], today())
        assert old.scope(Permission.HOUSEHOLD_VIEW) == Scope()


def test_a_code_used_again_opens_nothing_of_the_area_that_had_it(told: Land) -> None:
    """A commune divided in two: each sees its own villages of old, neither the papers of the whole; the district does."""
    told.change(
        ("01906", "01906"),
        ("01906", "01907", "Xã Hai", "Xã"),
        ("01906-01", "01906-01", "", "", "01906"),
        ("01906-02", "01906-02", "", "", "01907"),
    )
    for code, village in (("01906", "01906-01"), ("01907", "01906-02")):
        officer = Access(appointed("commune_officer", now(code)), today()).scope(Permission.HOUSEHOLD_VIEW)
        assert [row.unit.code for row in VillageRound.objects.within(officer)] == [village]
        assert not CommuneRound.objects.within(officer).exists()
    district = Access(told.world.people["district_officer"], today()).scope(Permission.HOUSEHOLD_VIEW)
    assert CommuneRound.objects.within(district).count() == 2


def test_two_areas_that_change_their_codes(told: Land) -> None:
    """Where two communes swap codes, the officer sees the history of his area, not that of the code."""
    told.change(("01906", "01909", "Xã A"), ("01909", "01906", "Xã B"))
    officer = Access(appointed("commune_officer", now("01906")), today()).scope(Permission.HOUSEHOLD_VIEW)
    assert [row.unit.code for row in CommuneRound.objects.within(officer)] == ["01909"]
    assert {row.code for row in Household.objects.within(officer)} == {"H5"}


def test_the_province_without_districts_still_sees_the_old_round(told: Land) -> None:
    """After the province code changed, its officer reads rounds, reports and log of the old province."""
    told.change(*ORDER_2025)
    access = Access(told.world.people["province_officer"], today())
    scope = access.scope(Permission.REPORT_VIEW)
    assert [round_.unit.code for round_ in visible(scope)] == ["061"]
    assert Unit.objects.within(scope).filter(path="06/061/01909/").exists()
    assert access.may(Permission.REPORT_VIEW, Unit.objects.get(path="06/061/"))


def test_a_granted_role_ends_with_the_unit_whatever_its_last_day(told: Land) -> None:
    """Even an assignment without a last day holds nothing once its unit has ended."""
    told.change(*ORDER_2020)
    Assignment.objects.filter(role="commune_chairman").update(ends_on=None)
    assert Access(told.world.people["commune_chairman"], today()).held == []


def test_year_on_year_goes_through_the_succession(told: Land) -> None:
    """The new commune's chart starts with what its predecessors were recognised as."""
    wanted = Recognition.objects.filter(result__startswith="poor").aggregate(n=Sum("persons"))
    assert wanted["n"]
    poor = Recognition.objects.live().filter(result__startswith="poor").count()
    near = Recognition.objects.live().filter(result="near_poor").count()
    told.change(*ORDER_2020)
    round_ = next_round(told, now("061"))
    opened(told, round_)
    for unit in (now("01906"), now("061")):
        points = points_of(Sources(round_, unit, linked=False))
        assert [(point.poor, point.near_poor) for point in points][:2] == [(poor, near), (poor, near)]
    assert Round.objects.get(pk=told.world.round.pk).state == RoundState.RECEIVED


def test_the_village_of_an_old_round_still_lists_its_households(told: Land) -> None:
    """The page of the old village shows who lived there, also after they moved out of the new one."""
    before = sorted(row.household.code for row in village_rows(told.world.village_round()))
    told.change(*ORDER_2025)
    assert before
    assert sorted(row.household.code for row in village_rows(told.world.village_round())) == before
    MoveOut(
        actor=told.world.people["village_head"],
        household=Household.objects.get(code="H2"),
        on=date(2026, 1, 1),
    ).run()
    assert sorted(row.household.code for row in village_rows(told.world.village_round())) == before
