"""The board: late first, forecasts from the pace, and reminders to the late alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.accounts.access import Access
from rasoat.appraisal.models import Finding
from rasoat.areas.scope import Scope
from rasoat.errors import Refused
from rasoat.planning.board import Pace, board, late_lines
from rasoat.planning.queries import reminders_for
from rasoat.planning.reminders import SeeReminder, SendReminders
from tests.planning.conftest import FIRST, approved, days
from tests.world import DAY, World, answers

AFTER = date(2018, 11, 25)


@pytest.fixture
def late_world(world: World) -> World:
    """The first commune has a plan until 20/11; its first village has filled one form of two; it is the 25th."""
    approved(world, days=days(date(2018, 11, 20)))
    for code in ("01", "02"):
        world.household(code, "poor_income")
    world.surveyed(0, **{"01": answers()})
    world.on(AFTER)
    return world


def whole(world: World) -> Scope:
    """The district."""
    return Scope((world.district.path,))


def test_the_day_after_a_deadline_the_late_stand_first(late_world: World) -> None:
    """The commune with a plan is late by five days, the one without is not."""
    lines = board(late_world.round, whole(late_world))
    assert [(each.commune.unit, each.commune.late) for each in lines] == [
        (late_world.communes[0], 5),
        (late_world.communes[1], 0),
    ]


def overdue(world: World, *, due_on: date) -> Finding:
    """A finding in the second commune, which has no plan, whose order is due on a day."""
    return Finding.objects.create(
        commune=world.commune_round(1), number=1, kind=Finding.Kind.PAPERS, text="Thiếu chữ ký", raised_on=DAY,
        raised_by=world.people["district_inspector"], state="ordered", order="Ký bổ sung", due_on=due_on,
        responsible=world.people["commune_officer"], ordered_by=world.people["district_inspector"],
    )  # fmt: skip


def test_an_order_of_the_inspection_past_its_day_is_urged(late_world: World) -> None:
    """A commune in time with its steps is among the late while an order stands open after its day; and is reminded by name."""
    finding = overdue(late_world, due_on=AFTER - timedelta(days=3))
    found = [line for line in late_lines(board(late_world.round, whole(late_world))) if line.order_to_mend]
    assert [(line.unit, line.late, line.done, line.of) for line in found] == [
        (late_world.communes[1], 3, 0, 1)
    ]
    sent = SendReminders(
        actor=late_world.people["district_officer"], round=late_world.round, sender=late_world.district,
        to=[late_world.communes[1].pk], words="Làm ngay",
    ).run()  # fmt: skip
    assert [each.words for each in sent] == ["Khắc phục phát hiện của đoàn kiểm tra\nLàm ngay"]
    rows = sent[0].document.data["items"][0]["rows"]
    assert [row["step"] for row in rows] == ["Khắc phục phát hiện của đoàn kiểm tra"]
    Finding.objects.filter(pk=finding.pk).update(
        state="mended", mended_by=late_world.people["commune_officer"]
    )
    assert not any(line.order_to_mend for line in late_lines(board(late_world.round, whole(late_world))))


def test_an_order_in_time_is_not_urged(late_world: World) -> None:
    """On its very day it is in time."""
    overdue(late_world, due_on=AFTER)
    assert not any(line.order_to_mend for line in late_lines(board(late_world.round, whole(late_world))))


def test_the_village_line_counts_its_forms_and_looks_ahead(late_world: World) -> None:
    """One of two is filled, at one form in 37 days; the second would take as long."""
    line = next(
        line
        for line in late_lines(board(late_world.round, whole(late_world)))
        if line.unit == late_world.villages[0]
    )
    assert (line.step, line.done, line.of, line.forecast) == (
        "survey",
        1,
        2,
        AFTER + (AFTER - DAY) + timedelta(days=1),
    )


def test_a_reminder_reaches_the_late_and_nobody_else(late_world: World) -> None:
    """Chosen together with a village in time, only the late one is reminded, and a dispatch is issued."""
    to = [late_world.villages[0].pk, late_world.villages[2].pk]
    sent = SendReminders(
        actor=late_world.people["district_officer"], round=late_world.round, sender=late_world.district, to=to
    ).run()
    head = Access(late_world.people["village_head"], AFTER)
    seen = reminders_for(head, late_world.round)
    assert ([each.unit for each in sent], seen, sent[0].document.kind) == (
        [late_world.villages[0]],
        sent,
        "dispatch",
    )


def test_nobody_late_is_nobody_to_remind(world: World) -> None:
    """P430."""
    with pytest.raises(Refused, match=r"^P430 "):
        SendReminders(
            actor=world.people["district_officer"],
            round=world.round,
            sender=world.district,
            to=[world.villages[0].pk],
        ).run()


def test_only_the_unit_itself_marks_a_reminder_as_seen(late_world: World) -> None:
    """The commune officer may not for the village (P431); the head does, once (P432)."""
    (sent,) = SendReminders(
        actor=late_world.people["district_officer"],
        round=late_world.round,
        sender=late_world.district,
        to=[late_world.villages[0].pk],
    ).run()
    with pytest.raises(Refused, match=r"^P431 "):
        SeeReminder(actor=late_world.people["commune_officer"], reminder=sent).run()
    SeeReminder(actor=late_world.people["village_head"], reminder=sent).run()
    with pytest.raises(Refused, match=r"^P432 "):
        SeeReminder(actor=late_world.people["village_head"], reminder=sent).run()


@given(forms=st.integers(1, 500), spent=st.integers(1, 90), left=st.integers(0, 500))
def test_a_forecast_is_enough_and_no_more(forms: int, spent: int, left: int) -> None:
    """At the pace of now the work is done on the forecast day, and not a day earlier."""
    through = Pace(forms, spent).through(left, FIRST)
    assert through is not None
    needed = (through - FIRST).days
    assert forms * needed >= left * spent > forms * (needed - 1)


def test_without_a_form_there_is_no_forecast() -> None:
    """No pace, no day."""
    assert Pace(0, 3).through(5, FIRST) is None
