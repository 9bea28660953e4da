"""Phiếu B filled again by the re-checker or the inspector passes the same member table and the same checks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest

from rasoat.appraisal.actions import SubmitReport
from rasoat.appraisal.inspecting import DrawInspection, RecordInspection
from rasoat.appraisal.models import Inspection
from rasoat.audit.models import Entry
from rasoat.errors import RasoatError
from rasoat.posting.actions import (
    AssignRecheck,
    ClosePosting,
    OpenPosting,
    ReceiveComplaint,
    RecheckHousehold,
)
from rasoat.posting.models import Complaint
from rasoat.survey import traced
from rasoat.survey.models import Submission
from rasoat.survey.traced import astray
from tests.process.test_member_table import WELL, blank
from tests.process.test_second_standard import HIGHER, carry_second, local_standard
from tests.world import DAY, World, answers

MUCH_POWER = answers(electricity_kwh=300)
REASON = {"electricity_without_goods": "Xay xát thuê"}


def table(world: World, **odd: Any) -> list[dict[str, Any]]:
    """Everybody is well and insured; ``odd`` are the answers of the first person that differ."""
    rows = [{"member": member.pk, **WELL} for member in world.households["01"].members.order_by("pk")]
    rows[0] |= odd
    return rows


def complained(world: World) -> Complaint:
    """One household surveyed and posted, a complaint about it, and the second reviewer named."""
    world.household("01", "poor_income")
    world.surveyed(**{"01": answers()})
    world.met()
    officer, committee = world.people["commune_officer"], world.people["commune_committee"]
    OpenPosting(actor=officer, village=world.village_round(), opened_on=DAY).run()
    complaint = ReceiveComplaint(
        actor=officer, village=world.village_round(), kind="wrong_data", complainant="Lý Thị Hỏi",
        text="Ghi sai", received_on=DAY, listing=world.listing("01"),
    ).run()  # fmt: skip
    return AssignRecheck(actor=committee, complaint=complaint, rechecker=world.people["reviewer_2"]).run()


def recheck(world: World, complaint: Complaint, form: dict[str, Any], **more: Any) -> Submission:
    """Fill the form again for the complaint."""
    done = RecheckHousehold(
        actor=world.people["reviewer_2"], complaint=complaint, answers=form, visited_on=DAY,
        respondent="Chủ hộ", **more,
    ).run()  # fmt: skip
    assert done.recheck is not None
    return done.recheck


def drawn(world: World) -> Inspection:
    """The household is drawn for inspection."""
    world.household("01", "poor_income")
    world.surveyed(**{"01": answers()})
    world.met()
    world.surveyed(1)
    world.met(1)
    officer = world.people["commune_officer"]
    for index in (0, 1):
        OpenPosting(actor=officer, village=world.village_round(index), opened_on=DAY).run()
    world.on(DAY + timedelta(days=7))
    for index in (0, 1):
        ClosePosting(actor=officer, village=world.village_round(index)).run()
    SubmitReport(actor=officer, commune=world.commune_round(), submitted_on=world.round.practice_day).run()
    (row,) = DrawInspection(
        actor=world.people["district_inspector"], commune=world.commune_round(), size=1, seed=7
    ).run()
    return row


def inspect(world: World, row: Inspection, form: dict[str, Any], **more: Any) -> Inspection:
    """The inspector's form."""
    return RecordInspection(
        actor=world.people["district_inspector"], inspection=row, answers=form,
        inspected_on=world.round.practice_day, **more,
    ).run()  # fmt: skip


def test_a_recheck_follows_from_the_members(world: World) -> None:
    """The re-checker's member table gives the indicators and is kept with the form."""
    kept = recheck(world, complained(world), blank(), members=table(world, health_insurance=0))
    assert (kept.answers["d_health_insurance"], kept.members[0]["health_insurance"]) == (1, 0)
    assert kept.score.deprivations.split(";")[0] == "2"


def test_a_recheck_against_its_members_is_refused(world: World) -> None:
    """A tick that the re-checker's own table contradicts refuses his form, and nothing is kept."""
    complaint = complained(world)
    form = {**blank(), "d_health_insurance": 0}
    with pytest.raises(RasoatError) as caught:
        recheck(world, complaint, form, members=table(world, health_insurance=0))
    assert (caught.value.code, Submission.objects.count()) == ("P020", 1)


def test_a_warning_of_a_recheck_wants_a_reason(world: World) -> None:
    """Much electricity and no goods: the re-checker, too, says why."""
    complaint = complained(world)
    with pytest.raises(RasoatError) as caught:
        recheck(world, complaint, MUCH_POWER)
    assert caught.value.code == "P101"
    assert recheck(world, complaint, MUCH_POWER, remarks=REASON).remarks == REASON


def test_a_recheck_is_scored_by_both_standards(world: World) -> None:
    """Where the round carries a second standard, the new form has a result by each."""
    local_standard(world, **HIGHER)
    carry_second(world)
    assert recheck(world, complained(world), answers()).second.pack == world.round.second_pack


def test_an_inspection_keeps_its_member_table_and_reasons(world: World) -> None:
    """The inspector's form is judged like the first one; what he found about each person is kept."""
    row = drawn(world)
    with pytest.raises(RasoatError) as caught:
        inspect(world, row, MUCH_POWER)
    assert caught.value.code == "P101"
    form, people = {**blank(), "electricity_kwh": 300}, table(world, sick_no_care=1)
    kept = inspect(world, row, form, members=people, remarks=REASON)
    kept.refresh_from_db()
    assert (kept.answers or {})["d_health_access"] == 1
    assert (kept.members[0]["sick_no_care"], kept.remarks) == (1, REASON)


def test_an_inspector_may_count_other_people_than_the_roster(world: World) -> None:
    """Somebody who has moved away is a finding, not a fault of the form."""
    kept = inspect(world, drawn(world), answers(3), finding="Một người đã chuyển đi")
    assert (kept.answers or {})["household_size"] == 3


def test_the_log_vouches_for_a_rechecked_form(world: World) -> None:
    """Its entry names the form and the hash of its answers; without the entry, or with another hash, the check says so."""
    form = recheck(world, complained(world), blank(), members=table(world, health_insurance=0))
    entry = Entry.objects.get(action="complaint.recheck")
    assert entry.facts == {"submission": str(form.pk), "version": 2, "answers": form.answers_hash}
    assert list(astray()) == []
    with patch.object(traced, "_handed_in_alone", lambda: {}):
        assert [fault.code for fault in astray()] == ["R092", "R092"]
    with patch.object(traced, "_handed_in_alone", lambda: {form.pk: (entry.number, "0" * 64)}):
        assert [fault.code for fault in astray()] == ["R090", "R092"]
