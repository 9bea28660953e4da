"""The pages of plans, committee and board, as people use them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from rasoat.planning.models import Charge, Committee, Plan, Reminder
from rasoat.rounds.models import Deadline, Step
from tests.planning.conftest import approved, days
from tests.planning.test_board import AFTER
from tests.process_pages.conftest import Visitor
from tests.world import World


@pytest.fixture
def visitor(client: Client, world: World) -> Visitor:
    """A visitor of the world."""
    return Visitor(client, world)


def calendar(last: str = "30/11/2018") -> dict[str, str]:
    """Every step of the form until ``last``."""
    return {
        f"{step}_{end}": day for step in Step.values for end, day in (("from", "15/10/2018"), ("to", last))
    }


def typed(**more: Any) -> dict[str, Any]:
    """A plan as typed: one person, one sum."""
    return {
        **calendar(),
        "purpose": "Đúng, đủ.",
        "person_0": "Hoàng Văn Thử",
        "task_0": "Chỉ đạo",
        "item_0": "In phiếu",
        "amount_0": "1.500.000",
        **more,
    }


def test_a_plan_goes_from_the_officer_to_the_chairman_and_becomes_a_paper(
    visitor: Visitor, world: World
) -> None:
    """Written, submitted, found among the chairman's tasks, approved; its days are in force."""
    visitor.post("commune_officer", "plan-draft", world.round.pk, world.communes[0].code, **typed())
    plan = Plan.objects.get()
    visitor.post("commune_officer", "plan-submit", plan.pk)
    assert "Phê duyệt kế hoạch" in visitor.get("commune_chairman", "home").content.decode()
    visitor.post("commune_chairman", "plan-approve", plan.pk)
    plan.refresh_from_db()
    assert (plan.state, plan.document.number, Deadline.objects.filter(unit=world.communes[0]).count()) == (
        "approved",
        1,
        len(Step),
    )


def test_a_day_after_the_limit_keeps_everything_typed(visitor: Visitor, world: World) -> None:
    """422, the code, and what was typed; nothing is stored."""
    visitor.post("province_officer", "plan-last-days", world.round.pk, **calendar("16/11/2018"))
    answer = visitor.post("commune_officer", "plan-draft", world.round.pk, world.communes[0].code, **typed())
    page = answer.content.decode()
    assert (answer.status_code, "P401" in page, "1.500.000" in page, Plan.objects.count()) == (
        422,
        True,
        True,
        0,
    )


@pytest.mark.parametrize("amount", ["0", "-5", "1,5", "abc", "10000000000000000"])
def test_an_amount_that_is_none_is_named_at_its_field(visitor: Visitor, world: World, amount: str) -> None:
    """422 and nothing stored."""
    answer = visitor.post(
        "commune_officer", "plan-draft", world.round.pk, world.communes[0].code, **typed(amount_0=amount)
    )
    assert (answer.status_code, Plan.objects.count()) == (422, 0)


def test_a_half_filled_row_is_named(visitor: Visitor, world: World) -> None:
    """A person without a task."""
    answer = visitor.post(
        "commune_officer", "plan-draft", world.round.pk, world.communes[0].code, **typed(task_0="")
    )
    assert (answer.status_code, "còn thiếu ô" in answer.content.decode()) == (422, True)


def test_a_returned_plan_shows_its_reason_to_its_maker(visitor: Visitor, world: World) -> None:
    """On the task page and on the plan."""
    visitor.post("commune_officer", "plan-draft", world.round.pk, world.communes[0].code, **typed())
    plan = Plan.objects.get()
    visitor.post("commune_officer", "plan-submit", plan.pk)
    visitor.post("commune_chairman", "plan-return", plan.pk, **{"remark": "Thiếu thôn Nà Thử."})
    home = visitor.get("commune_officer", "home").content.decode()
    assert "Sửa kế hoạch bị trả lại" in home
    assert "Thiếu thôn Nà Thử." in visitor.get("commune_officer", "plan", plan.pk).content.decode()


def seats(**more: Any) -> dict[str, Any]:
    """A committee as typed."""
    return {
        "decision": "1009/QĐ-UBND", "decided_on": "10/10/2018", "part_0": "head", "name_0": "Nông Thị Trưởng",
        "part_1": "member", "name_1": "Ma Văn Viên", "agency_1": "Huyện đoàn",
        **{f"part_{n}": "member" for n in (2, 3, 4)}, **more,
    }  # fmt: skip


def test_a_committee_is_entered_and_a_commune_charged(visitor: Visitor, world: World) -> None:
    """Two steps on one page; the charge stands in its table."""
    visitor.post("district_officer", "committee-enter", world.round.pk, **seats())
    member = Committee.objects.get().members.get(part="member")
    given = {"member": member.pk, "commune": world.communes[0].pk, "task": "Chỉ đạo"}
    visitor.post(
        "district_officer",
        "charge-supervise",
        world.round.pk,
        **given,
        starts_on="15/10/2018",
        ends_on="30/11/2018",
    )
    page = visitor.get("commune_officer", "committee", world.round.pk).content.decode()
    assert (Charge.objects.get().full_name, "Ma Văn Viên" in page) == ("Ma Văn Viên", True)


def test_a_committee_without_a_head_keeps_what_was_typed(visitor: Visitor, world: World) -> None:
    """422, P421, the names still there."""
    answer = visitor.post("district_officer", "committee-enter", world.round.pk, **seats(part_0="member"))
    page = answer.content.decode()
    assert (answer.status_code, "P421" in page, "Ma Văn Viên" in page) == (422, True, True)


def test_the_board_reminds_and_the_village_head_has_seen_it(visitor: Visitor, world: World) -> None:
    """Late, reminded from the board, on the head's task page, marked as seen."""
    approved(world, days=days(AFTER.replace(day=20)))
    world.household("01", "poor_income")
    world.surveyed(0)
    world.on(AFTER)
    visitor.post(
        "district_officer", "reminders-send", world.round.pk, to=str(world.villages[0].pk), words="Làm ngay."
    )
    assert "Làm ngay." in visitor.get("village_head", "home").content.decode()
    visitor.post("village_head", "reminder-seen", Reminder.objects.get().pk)
    board = visitor.get("district_officer", "board", world.round.pk).content.decode()
    assert ("Đã xem" in board, "Làm ngay." in visitor.get("village_head", "home").content.decode()) == (
        True,
        False,
    )


def test_the_board_of_a_district_takes_few_queries(
    visitor: Visitor, world: World, django_assert_max_num_queries: Any
) -> None:
    """However many villages there are."""
    approved(world)
    world.surveyed(0)
    visitor.get("district_officer", "board", world.round.pk)
    with django_assert_max_num_queries(15):
        visitor.client.get(f"/don-doc/{world.round.pk}/")


def test_words_of_a_reminder_are_never_markup(visitor: Visitor, world: World) -> None:
    """A script in the words is shown as typed."""
    approved(world, days=days(AFTER.replace(day=20)))
    world.on(AFTER)
    visitor.post(
        "district_officer",
        "reminders-send",
        world.round.pk,
        to=str(world.villages[0].pk),
        words="<script>alert(1)</script>",
    )
    assert "<script>alert(1)" not in visitor.get("village_head", "home").content.decode()
