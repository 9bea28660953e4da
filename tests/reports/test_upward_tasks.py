"""Tasks on the way of the result upward: each waits for its person, leads to its page, and is gone when it is done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.accounts.access import Access
from rasoat.corrections.models import Correction
from rasoat.reports.actions import (
    ApproveDistrict,
    CorrectDistrict,
    ReceivePreliminary,
    ReceiveResult,
    SendPreliminary,
    SendResult,
)
from rasoat.reports.province_actions import (
    ApproveProvince,
    ConsolidateProvince,
    ReportToMinistry,
    SignPreliminary,
)
from rasoat.reports.set_actions import FreezeReports, SignOffReports
from rasoat.rounds.models import Round
from rasoat.web.tasks import tasks_of
from tests.process.test_corrections import CLOSED, FORMS, ask, check, decide, played
from tests.reports.season import SIGNED, Season
from tests.reports.test_upward import told, worsen
from tests.world import World, person

__all__ = ["played", "told"]
ROLES = (
    "district_officer",
    "district_chairman",
    "province_officer",
    "province_officer_2",
    "province_chairman",
)


@pytest.fixture
def ready(told: Season) -> Season:
    """The certified district, with a second officer of the province."""
    province = told.world.province
    told.world.people["province_officer_2"] = person("so-2", "province_officer", province)
    return told


def titles(world: World, role: str) -> list[str]:
    """The tasks of a role, by title, each with a page."""
    round_ = Round.objects.select_related("unit").get(pk=world.round.pk)
    found = tasks_of(Access(world.people[role], SIGNED), round_)
    assert all(task.url for task in found)
    return [task.title for task in found]


def due(ready: Season) -> dict[str, list[str]]:
    """Who has something to do on the way up."""
    found = {role: titles(ready.world, role) for role in ROLES}
    return {role: each for role, each in found.items() if each}


def test_the_preliminary_figures_wait_for_one_after_the_other(ready: Season) -> None:
    """Freeze, sign off, send, receive, add up, sign by the second officer, tell the ministry."""
    people, round_ = ready.world.people, ready.world.round
    approve = {"district_chairman": ["Phê duyệt kết quả toàn huyện"]}
    assert due(ready) == {"district_officer": ["Chốt số liệu sơ bộ"], **approve}
    kept = FreezeReports(actor=people["district_officer"], round=round_, at=round_.unit, official=False).run()
    assert set(titles(ready.world, "district_chairman")) == {
        "Ký xác nhận số liệu sơ bộ",
        *approve["district_chairman"],
    }
    SignOffReports(actor=people["district_chairman"], set=kept, on=SIGNED).run()
    assert due(ready) == {"district_officer": ["Gửi số liệu sơ bộ lên tỉnh"], **approve}
    SendPreliminary(actor=people["district_officer"], round=round_, set=kept, sent_on=SIGNED).run()
    both = {"province_officer", "province_officer_2"}
    assert due(ready) == {role: ["Nhận số liệu sơ bộ"] for role in both} | approve
    ReceivePreliminary(actor=people["province_officer"], round=round_, received_on=SIGNED).run()
    assert due(ready) == {role: ["Tổng hợp số liệu sơ bộ toàn tỉnh"] for role in both} | approve
    made = consolidate(ready, official=False)
    assert due(ready) == {"province_officer_2": ["Ký số liệu sơ bộ toàn tỉnh"], **approve}
    SignPreliminary(actor=people["province_officer_2"], result=made, approved_on=SIGNED).run()
    assert due(ready) == {"province_officer": ["Báo cáo Bộ số liệu sơ bộ"], **approve}
    report(ready, made)
    assert due(ready) == approve


def test_the_preliminary_figures_are_late_after_their_day_and_unnamed_long_before(ready: Season) -> None:
    """Due by 14/11: on 01/12 late; in October nobody is bothered with them."""
    round_ = Round.objects.select_related("unit").get(pk=ready.world.round.pk)
    officer = ready.world.people["district_officer"]
    (task,) = tasks_of(Access(officer, SIGNED), round_)
    assert (task.due, task.late) == (date(2018, 11, 14), True)
    round_.practice_day = date(2018, 10, 25)
    assert tasks_of(Access(officer, SIGNED), round_) == []


def consolidate(ready: Season, *, official: bool) -> Any:
    """The province adds up."""
    world = ready.world
    return ConsolidateProvince(
        actor=world.people["province_officer"], province=world.province, year=2018, practice=True,
        official=official, prepared_on=SIGNED,
    ).run()  # fmt: skip


def report(ready: Season, made: Any) -> None:
    """The ministry is told."""
    ReportToMinistry(
        actor=ready.world.people["province_officer"], result=made, reported_on=SIGNED, reported_as="1/BC"
    ).run()


def official(ready: Season) -> None:
    """Everything up to the ministry, without the preliminary figures."""
    people, round_ = ready.world.people, ready.world.round
    ApproveDistrict(
        actor=people["district_chairman"], round=round_, approved_on=SIGNED, prepared_by=people["district_officer"]
    ).run()  # fmt: skip
    assert due(ready) == {"district_officer": ["Gửi kết quả lên tỉnh"]}
    SendResult(actor=people["district_officer"], round=round_, sent_on=SIGNED).run()
    both = ("province_officer", "province_officer_2")
    assert due(ready) == {role: ["Nhận kết quả chính thức"] for role in both}
    ReceiveResult(actor=people["province_officer"], round=round_, received_on=SIGNED).run()
    assert due(ready) == {role: ["Tổng hợp kết quả toàn tỉnh"] for role in both}
    made = consolidate(ready, official=True)
    assert due(ready) == {"province_chairman": ["Phê duyệt kết quả toàn tỉnh"]}
    ApproveProvince(actor=people["province_chairman"], result=made, approved_on=SIGNED).run()
    assert due(ready) == {role: ["Báo cáo Bộ kết quả toàn tỉnh"] for role in both}
    report(ready, made)


def test_the_official_result_waits_for_one_after_the_other_and_again_when_corrected(
    ready: Season, client: Client
) -> None:
    """Nothing is left when the ministry knows; a correction brings the card and the task of the chairman back."""
    official(ready)
    assert due(ready) == {}
    chairman = ready.world.people["district_chairman"]
    client.force_login(chairman)
    approval = reverse("approval", args=[ready.world.round.pk])
    assert 'id="correct-form"' not in client.get(approval).content.decode()
    worsen(ready)
    assert due(ready) == {"district_chairman": ["Phê duyệt kết quả đính chính"]}
    assert 'id="correct-form"' in client.get(approval).content.decode()
    CorrectDistrict(
        actor=chairman, round=ready.world.round, approved_on=SIGNED,
        prepared_by=ready.world.people["district_officer"],
    ).run()  # fmt: skip
    assert due(ready) == {"district_officer": ["Gửi kết quả lên tỉnh"]}


def test_a_correction_waits_for_its_check_and_its_decision(played: World, db: None) -> None:
    """The committee, then the chairman; never who asked, and nobody once it is decided."""
    row = ask(played).run()
    asked, decision = f"Kiểm tra đề nghị đính chính {row.receipt}", f"Quyết định đính chính {row.receipt}"
    assert asked in titles(played, "commune_committee")
    assert asked not in titles(played, "commune_officer")
    assert decision not in titles(played, "commune_chairman")
    check(played, row, FORMS["poor"]).run()
    assert asked not in titles(played, "commune_committee")
    assert decision in titles(played, "commune_chairman")
    decide(played, row).run()
    assert decision not in titles(played, "commune_chairman")
    assert Correction.objects.get().decided_on == CLOSED
