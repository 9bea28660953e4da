"""Plans: days within those above, two hands, and a calendar that follows the approval."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasoat.errors import NotAllowed, Refused
from rasoat.planning.models import Plan, PlanState
from rasoat.planning.plans import ApprovePlan, ReturnPlan, SetLastDays, StepDays, SubmitPlan, require_days
from rasoat.rounds.models import STEP_ORDER
from rasoat.rounds.queries import Calendar
from rasoat.web.tasks import Board
from tests.planning.conftest import FIRST, approved, days, draft
from tests.world import World

LATE = date(2018, 12, 20)


def limit(world: World, last: date) -> None:
    """The province sets ``last`` for every step."""
    SetLastDays(
        actor=world.people["province_officer"], round=world.round, above=world.province, days=days(last)
    ).run()


def test_an_approved_plan_puts_the_days_of_its_commune_in_force(world: World) -> None:
    """Only the commune's own villages follow its plan."""
    approved(world)
    calendar = Calendar(world.round)
    mine, next_door = calendar.of(world.villages[0]), calendar.of(world.villages[2])
    assert (mine["survey"].due_on, next_door) == (date(2018, 11, 30), {})


def test_tasks_take_the_day_of_their_commune(world: World) -> None:
    """The village head's task shows the day of the commune's plan."""
    approved(world)
    from rasoat.accounts.access import Access

    board = Board(Access(world.people["village_head"], world.round.practice_day), world.round)
    task = board.task("x", world.villages[0], "village", 1, "survey")
    assert task.due == date(2018, 11, 30)


def test_a_plan_becomes_a_paper(world: World) -> None:
    """Numbered in the register of its unit, with what was planned."""
    document = approved(world).document
    item = document.data["items"][0]
    assert (document.number, item["total"], len(item["steps"])) == (1, 1_500_000, len(STEP_ORDER))


def test_no_plan_passes_the_days_of_the_province(world: World) -> None:
    """P401 names the step, the day and who has set it; nothing is kept."""
    limit(world, date(2018, 11, 16))
    with pytest.raises(Refused, match=r"^P401 .*16/11/2018.*Tỉnh thử") as refused:
        draft(world).run()
    assert (refused.value.code, Plan.objects.count()) == ("P401", 0)


def test_no_commune_passes_its_district(world: World) -> None:
    """The district's approved plan stands above those of its communes."""
    plan = draft(world, "district_officer", world.district, days=days(date(2018, 11, 20))).run()
    SubmitPlan(actor=world.people["district_officer"], plan=plan).run()
    ApprovePlan(actor=world.people["district_chairman"], plan=plan).run()
    with pytest.raises(Refused, match=r"^P401 "):
        draft(world).run()


def test_the_province_does_not_undercut_a_plan_in_force(world: World) -> None:
    """A limit before the district's own day is refused until the plan is changed."""
    plan = draft(world, "district_officer", world.district).run()
    SubmitPlan(actor=world.people["district_officer"], plan=plan).run()
    ApprovePlan(actor=world.people["district_chairman"], plan=plan).run()
    with pytest.raises(Refused, match=r"^P403 "):
        limit(world, date(2018, 11, 16))


def test_a_district_does_not_undercut_the_plan_of_a_commune(world: World) -> None:
    """P410 names the commune whose plan ends later."""
    approved(world)
    plan = draft(world, "district_officer", world.district, days=days(date(2018, 11, 1))).run()
    SubmitPlan(actor=world.people["district_officer"], plan=plan).run()
    with pytest.raises(Refused, match=r"^P410 "):
        ApprovePlan(actor=world.people["district_chairman"], plan=plan).run()


def test_whoever_made_a_plan_does_not_approve_it(world: World) -> None:
    """Refused by the action for want of the right, and by the database whoever asks."""
    plan = draft(world).run()
    SubmitPlan(actor=world.people["commune_officer"], plan=plan).run()
    with pytest.raises(NotAllowed):
        ApprovePlan(actor=world.people["commune_officer"], plan=plan).run()
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(decided_by=plan.made_by)


def test_a_returned_plan_is_mended_and_submitted_again(world: World) -> None:
    """It keeps its number; the reason is gone once it is submitted again."""
    plan = draft(world).run()
    SubmitPlan(actor=world.people["commune_officer"], plan=plan).run()
    ReturnPlan(actor=world.people["commune_chairman"], plan=plan, remark="Thiếu thôn Nà Thử.").run()
    again = draft(world).run()
    SubmitPlan(actor=world.people["commune_officer"], plan=again).run()
    assert (again.pk, again.number, again.state, again.remark) == (plan.pk, 1, PlanState.SUBMITTED, "")


def test_a_plan_returned_without_a_reason_stays(world: World) -> None:
    """P013, and the plan still waits."""
    plan = draft(world).run()
    SubmitPlan(actor=world.people["commune_officer"], plan=plan).run()
    with pytest.raises(Refused, match=r"^P013 "):
        ReturnPlan(actor=world.people["commune_chairman"], plan=plan, remark=" ").run()
    assert Plan.objects.get().state == PlanState.SUBMITTED


def test_a_plan_under_approval_is_not_changed(world: World) -> None:
    """P405."""
    SubmitPlan(actor=world.people["commune_officer"], plan=draft(world).run()).run()
    with pytest.raises(Refused, match=r"^P405 "):
        draft(world).run()


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"days": {}}, "P407"), ({"persons": []}, "P408")],
    ids=["without days", "without people"],
)
def test_an_unfinished_plan_is_not_submitted(world: World, changes: dict[str, object], code: str) -> None:
    """Named: the steps without days, or that nobody is to do the work."""
    plan = draft(world, **changes).run()
    with pytest.raises(Refused, match=f"^{code} "):
        SubmitPlan(actor=world.people["commune_officer"], plan=plan).run()


def test_a_village_makes_no_plan(world: World) -> None:
    """P406: only the unit of the round and its communes do."""
    with pytest.raises(Refused, match=r"^P406 "):
        draft(world, at=world.villages[0]).run()


def test_the_second_plan_replaces_the_first(world: World) -> None:
    """A new number, and its days take the place of the earlier ones."""
    approved(world)
    second = approved(world, days=days(date(2018, 12, 10)))
    assert (second.number, Calendar(world.round).of(world.communes[0])["list"].due_on) == (
        2,
        date(2018, 12, 10),
    )


@given(lengths=st.lists(st.integers(0, 40), min_size=len(STEP_ORDER), max_size=len(STEP_ORDER)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_days_are_taken_exactly_when_they_run_forward(lengths: list[int]) -> None:
    """P402 exactly when a step would end before the one before it."""
    ends = [FIRST + timedelta(days=length) for length in lengths]
    plan = {step: StepDays(FIRST, end) for step, end in zip(STEP_ORDER, ends, strict=True)}
    if ends == sorted(ends):
        require_days(plan)
    else:
        with pytest.raises(Refused, match=r"^P402 "):
            require_days(plan)
