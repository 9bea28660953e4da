"""The figures go up: preliminary, official, corrected; the province adds up, its chairman approves, the ministry is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rasoat.accounts.models import Assignment
from rasoat.errors import RasoatError
from rasoat.recognition.models import Recognition
from rasoat.reports.actions import (
    ApproveDistrict,
    CorrectDistrict,
    ReceivePreliminary,
    ReceiveResult,
    SendPreliminary,
    SendResult,
    current_approval,
)
from rasoat.reports.models import DistrictApproval, Preliminary, ProvinceResult, ReportSet
from rasoat.reports.province import is_late, province_year
from rasoat.reports.province_actions import (
    ApproveProvince,
    ConsolidateProvince,
    ReportToMinistry,
    SignPreliminary,
)
from rasoat.reports.set_actions import FreezeReports, SignOffReports
from rasoat.rounds.models import CommuneRound
from tests.reports.season import SIGNED, Season, Story
from tests.world import person, unit


def refused(code: str) -> Any:
    """Expect a refusal with ``code``."""
    return pytest.raises(RasoatError, match=f"^{code} ")


@pytest.fixture
def told(season: Season) -> Season:
    """Three villages with a household each, decided and certified; the district is one of two."""
    season.tell(
        [
            Story("01", opening="poor_income", closing="poor_income"),
            Story("02", opening="near_poor", closing="near_poor", village=1),
            Story("03", opening="poor_income", closing="average", village=2),
        ]
    )
    season.decide()
    CommuneRound.objects.update(state="certified")
    season.world.on(SIGNED)
    return season


def officer(told: Season, name: str) -> Any:
    """One person of the world."""
    return told.world.people[name]


def preliminary(told: Season, day: date = SIGNED) -> Preliminary:
    """Freeze, sign off, send and receive the preliminary figures of the district."""
    round_ = told.world.round
    kept = FreezeReports(
        actor=officer(told, "district_officer"), round=round_, at=round_.unit, official=False
    ).run()
    with refused("P055"):
        SendPreliminary(actor=officer(told, "district_officer"), round=round_, set=kept, sent_on=day).run()
    SignOffReports(actor=officer(told, "district_chairman"), set=kept, on=day).run()
    SendPreliminary(actor=officer(told, "district_officer"), round=round_, set=kept, sent_on=day).run()
    return ReceivePreliminary(actor=officer(told, "province_officer"), round=round_, received_on=day).run()


def official(told: Season) -> DistrictApproval:
    """Approve, send and receive the official result of the district."""
    round_ = told.world.round
    ApproveDistrict(
        actor=officer(told, "district_chairman"), round=round_, approved_on=SIGNED,
        prepared_by=officer(told, "district_officer"),
    ).run()  # fmt: skip
    return onward(told)


def onward(told: Season) -> DistrictApproval:
    """Send and receive the approval that counts."""
    round_ = told.world.round
    SendResult(actor=officer(told, "district_officer"), round=round_, sent_on=SIGNED).run()
    return ReceiveResult(actor=officer(told, "province_officer"), round=round_, received_on=SIGNED).run()


def consolidate(told: Season, *, official: bool) -> ConsolidateProvince:
    """The province's sum, not yet run."""
    return ConsolidateProvince(
        actor=officer(told, "province_officer"), province=told.world.province, year=2018, practice=True,
        official=official, prepared_on=SIGNED,
    )  # fmt: skip


def worsen(told: Season, code: str = "02") -> None:
    """Let a later recognition say that a household is poor: what a decided correction leaves behind."""
    before = Recognition.objects.live().get(household__code=code)
    row = Recognition.objects.create(
        round=before.round, household=before.household, village=before.village, decision=before.decision,
        submission=before.submission, result="poor_income", kind="none", persons=before.persons,
        superseded_by=before,
    )  # fmt: skip
    before.superseded_by = row
    before.save()
    row.superseded_by = None
    row.save()


def test_preliminary_and_official_are_kept_apart(told: Season) -> None:
    """The preliminary set goes up once, signed off by another; the official one is a set of its own."""
    sent = preliminary(told)
    with refused("P057"):
        SendPreliminary(
            actor=officer(told, "district_officer"), round=told.world.round, set=sent.report_set, sent_on=SIGNED
        ).run()  # fmt: skip
    with refused("P058"):
        ReceivePreliminary(
            actor=officer(told, "province_officer"), round=told.world.round, received_on=SIGNED
        ).run()
    approval = official(told)
    assert (sent.report_set.official, approval.report_set.official) == (False, True)
    assert "sơ bộ" in sent.document.title
    with pytest.raises(IntegrityError), transaction.atomic():
        Preliminary.objects.update(received_by=sent.sent_by)


def test_a_signer_out_of_office_does_not_approve(told: Season) -> None:
    """The chairman's term had ended on the day of the paper (A004)."""
    chairman = officer(told, "district_chairman")
    Assignment.objects.filter(user=chairman).update(ends_on=SIGNED - timedelta(1))
    Assignment.objects.create(
        user=chairman, role="district_chairman", unit=told.world.district, starts_on=SIGNED + timedelta(1)
    )
    with refused("A004"):
        official(told)


def test_a_corrected_approval_stands_beside_the_first(told: Season) -> None:
    """Nothing differs: refused; a household differs: number 2 with its own set and report, both readable as they were."""
    first = official(told)
    again = CorrectDistrict(
        actor=officer(told, "district_chairman"), round=told.world.round, approved_on=SIGNED,
        prepared_by=officer(told, "district_officer"),
    )  # fmt: skip
    with refused("P056"):
        again.run()
    worsen(told)
    second = again.run()
    assert (second.number, second.corrects, second.report_set.corrects) == (2, first, first.report_set)
    assert (first.poor, second.poor) == (1, 2)
    assert DistrictApproval.objects.get(pk=first.pk).figures_sha256 == first.report_set.sha256
    assert onward(told) == second == current_approval(told.world.round)


def test_the_province_adds_up_what_it_has_and_names_what_is_missing(told: Season) -> None:
    """A second district without figures stands as missing; its chairman approves only the whole."""
    world = told.world
    with refused("P152"):
        consolidate(told, official=False).run()
    other = unit("062", "district", "Huyện không gửi", world.province)
    preliminary(told)
    made = consolidate(told, official=False).run()
    assert (made.poor, made.near_poor, made.missing) == (1, 1, [str(other)])
    with refused("P153"):
        consolidate(told, official=False).run()
    with refused("P051"):
        SignPreliminary(actor=officer(told, "province_officer"), result=made, approved_on=SIGNED).run()
    second = person("so-2", "province_officer", world.province)
    SignPreliminary(actor=second, result=made, approved_on=SIGNED).run()
    with refused("P154"):
        consolidate(told, official=False).run()
    official(told)
    whole = consolidate(told, official=True).run()
    with refused("P156"):
        ApproveProvince(actor=officer(told, "province_chairman"), result=whole, approved_on=SIGNED).run()


def test_the_official_result_is_approved_reported_and_corrected(told: Season) -> None:
    """Officer, chairman, officer: a decision with its number, the letter to the ministry, and a corrected result beside it."""
    official(told)
    first = finish(told)
    assert (first.state, first.poor, first.households) == ("reported", 1, 3)
    worsen(told)
    CorrectDistrict(
        actor=officer(told, "district_chairman"), round=told.world.round, approved_on=SIGNED,
        prepared_by=officer(told, "district_officer"),
    ).run()  # fmt: skip
    onward(told)
    second = finish(told)
    assert (second.number, second.corrects, second.poor) == (2, first, 2)
    assert second.document is not None
    assert "đính chính" in second.document.title
    first.refresh_from_db()
    assert (first.poor, first.lines.get().report_set.number) == (1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvinceResult.objects.update(approved_by=first.prepared_by)


def finish(told: Season) -> ProvinceResult:
    """Add up, approve and report; the wrong hands and a missing number are refused."""
    made = consolidate(told, official=True).run()
    with refused("P155"):
        SignPreliminary(actor=officer(told, "province_officer"), result=made, approved_on=SIGNED).run()
    ApproveProvince(actor=officer(told, "province_chairman"), result=made, approved_on=SIGNED).run()
    report = ReportToMinistry(
        actor=officer(told, "province_officer"), result=made, reported_on=SIGNED, reported_as=" "
    )
    with refused("P157"):
        report.run()
    report.reported_as = "12/BC-UBND"
    return report.run()


@pytest.mark.parametrize(
    ("sent", "now", "expected"),
    [
        (date(2018, 11, 14), date(2018, 12, 1), False),
        (date(2018, 11, 15), date(2018, 12, 1), True),
        (None, date(2018, 11, 14), False),
        (None, date(2018, 11, 15), True),
    ],
)
def test_late_is_on_the_day_itself_and_is_only_marked(sent: date | None, now: date, expected: bool) -> None:
    """«Trước ngày 15/11»: the 14th is in time, the 15th is late; no day of the pack, no late."""
    assert is_late(sent, date(2018, 11, 15), now) is expected
    assert not is_late(sent, None, now)


def test_what_came_late_is_marked_and_counted_all_the_same(told: Season) -> None:
    """Sent on 01/12, due before 15/11: late, received, and in the total."""
    preliminary(told)
    year = province_year(told.world.province, 2018, practice=True)
    assert year is not None
    line = next(each for each in year.lines if each.round is not None)
    assert (line.preliminary.late, line.preliminary.state, line.official.state) == (
        True,
        "received",
        "missing",
    )
    summed = year.total(official=False)
    assert summed is not None
    assert summed.tables["results"].total["c3"] == 1
    assert ReportSet.objects.filter(corrects__isnull=False).count() == 0
