"""Each step of the season: what it does, and what it refuses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from rasoat.appraisal.actions import GiveOpinion, SubmitReport
from rasoat.appraisal.inspecting import DrawInspection, RecordInspection
from rasoat.audit.log import broken_entries
from rasoat.errors import NotAllowed, RasoatError
from rasoat.posting.actions import (
    AssignRecheck,
    ClosePosting,
    DecideComplaint,
    OpenPosting,
    ReceiveComplaint,
    RecheckHousehold,
)
from rasoat.recognition.actions import IssueCertificates, SignDecision
from rasoat.recognition.models import Recognition
from rasoat.survey.answers import FinishSurvey, SubmitAnswers
from rasoat.survey.listing import BuildList, CloseList, ProposeHousehold
from rasoat.survey.models import Inclusion, Score, Submission
from rasoat.survey.requests import ReceiveRequest
from rasoat.survey.screening import ScreenHousehold
from tests.world import DAY, NEAR, RICH, World, answers


def refused(code: str) -> Any:
    """Expect a refusal with ``code``."""
    return pytest.raises(RasoatError, match=f"^{code} ")


def screen(world: World, code: str, count: int, include_reason: str = "") -> None:
    """Fill Phiếu A with ``count`` signs."""
    questions = world.round.rules.form("A").questions
    form = {question.id: 1 if number < count else 0 for number, question in enumerate(questions)}
    ScreenHousehold(
        actor=world.people["village_head"], village=world.village_round(), listing=world.listing(code),
        answers=form, filled_on=DAY, include_reason=include_reason,
    ).run()  # fmt: skip


def test_everybody_on_the_current_list_is_listed_and_nobody_else(world: World) -> None:
    """BuildList takes the poor and near-poor of the village that still live there, once each."""
    for code, opening in {"01": "poor_income", "02": "near_poor", "03": "once_poor", "04": ""}.items():
        world.household(code, opening)
    head = world.people["village_head"]
    added = [BuildList(actor=head, village=world.village_round()).run() for _ in range(2)]
    assert added == [2, 0]


def test_list_cannot_close_while_a_household_is_forgotten_or_waits(world: World) -> None:
    """CloseList names who is missing and how many wait for Phiếu A."""
    world.household("01", "poor_income")
    world.household("02")
    head, village = world.people["village_head"], world.village_round()
    with refused("P017"):
        CloseList(actor=head, village=village).run()
    BuildList(actor=head, village=village).run()
    ProposeHousehold(
        actor=head, village=village, household=world.households["02"], hardship="economic", reason="Mất mùa"
    ).run()
    with refused("P018"):
        CloseList(actor=head, village=village).run()
    screen(world, "02", 0)
    assert CloseList(actor=head, village=world.village_round()).run() == 2


def test_request_before_the_amendment_needs_the_village_head(world: World) -> None:
    """Form 1a before 10/11/2018 bears the village head's confirmation (TT17 Art. 4.2)."""
    household = world.household("02")
    request = {
        "actor": world.people["village_head"], "village": world.village_round(), "household": household,
        "reason": "Nhà cháy", "applicant": "Triệu Văn A", "received_on": DAY,
    }  # fmt: skip
    with refused("P015"):
        ReceiveRequest(**request).run()
    receipt = ReceiveRequest(**request, confirmed_by_village_head=True).run().receipt
    assert receipt.startswith("DN-2018-")


@pytest.mark.parametrize(
    ("signs", "reason", "inclusion"),
    [(2, "", Inclusion.INCLUDED), (3, "", Inclusion.LEFT_OUT), (3, "Chủ hộ ốm nặng", Inclusion.ASKED)],
)
def test_quick_screen_follows_the_pack_and_may_be_put_to_the_committee(
    world: World, signs: int, reason: str, inclusion: str
) -> None:
    """Three signs leave a household out, unless the village asks the committee to look at it."""
    household = world.household("02")
    ProposeHousehold(
        actor=world.people["village_head"],
        village=world.village_round(),
        household=household,
        hardship="disaster",
        reason="Thiên tai",
    ).run()
    screen(world, "02", signs, reason)
    listing = world.listing("02")
    assert (listing.inclusion, bool(listing.inclusion_reason)) == (inclusion, signs == 3)


def test_incomplete_answers_give_no_score(world: World) -> None:
    """A missing answer is refused by name and nothing is stored (F1)."""
    world.household("01", "poor_income")
    world.surveyed()
    form = {**answers(), "water": None}
    with pytest.raises(RasoatError, match=r"^P020 .*water"):
        world.answer("01", form)
    assert (Submission.objects.count(), Score.objects.count()) == (0, 0)


def test_household_size_must_be_that_of_the_roster(world: World) -> None:
    """A form with more people than the roster asks for the event first."""
    world.household("01", "poor_income", size=4)
    world.surveyed()
    with refused("P074"):
        world.answer("01", answers(5))


def test_same_form_twice_is_kept_once_and_other_content_is_refused(world: World) -> None:
    """The submission id makes sending again harmless (F29)."""
    world.household("01", "poor_income")
    world.surveyed()
    first = SubmitAnswers(
        actor=world.people["reviewer"], village=world.village_round(), listing=world.listing("01"),
        answers=answers(), visited_on=DAY, respondent="A",
    )  # fmt: skip
    first.run()
    first.run()
    assert Submission.objects.count() == 1
    first.answers = answers(tv=1)
    with refused("P021"):
        first.run()


def test_survey_finishes_only_when_everybody_is_scored(world: World) -> None:
    """FinishSurvey names the first household without a form."""
    world.household("01", "poor_income")
    world.household("02", "near_poor")
    world.surveyed(**{"01": answers()})
    with refused("P022"):
        FinishSurvey(actor=world.people["village_head"], village=world.village_round()).run()


def test_meeting_sends_a_form_back_and_never_changes_points(world: World) -> None:
    """A departure from the score goes back to a re-survey; the village meets again."""
    world.household("01", "poor_income")
    world.surveyed(**{"01": answers()})
    before = Score.objects.values_list("b1", "b2", "result").get()
    assert world.met(send_back={world.listing("01").pk: "Có xe máy chưa ghi"}).state == "surveying"
    assert Score.objects.values_list("b1", "b2", "result").get() == before
    with refused("P022"):
        world.met()
    world.answer("01", answers(motorbike=1))
    assert world.met().state == "agreed"
    assert list(world.listing("01").submissions.values_list("version", "origin")) == [
        (1, "survey"),
        (2, "resurvey"),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"secretary": "Người village_head"}, "P023"),
        ({"representatives": []}, "P024"),
        ({"held_on": DAY - timedelta(days=1)}, "P004"),
        ({"held_on": DAY + timedelta(days=1)}, "P003"),
        ({"send_back": {999: "?"}}, "P025"),
    ],
)
def test_meeting_refuses_what_cannot_be(world: World, changes: dict[str, Any], code: str) -> None:
    """Chair and secretary differ, households sign, the day fits."""
    world.household("01", "poor_income")
    world.surveyed(**{"01": answers()})
    FinishSurvey(actor=world.people["village_head"], village=world.village_round()).run()
    with refused(code):
        world.hold_meeting(**changes).run()


def posted(world: World) -> Any:
    """Open the posting of the first village."""
    action = OpenPosting(actor=world.people["commune_officer"], village=world.village_round(), opened_on=DAY)
    return action.run()


def ready_to_post(world: World) -> None:
    """One poor household stays, one near-poor household becomes poor, one poor one escapes."""
    for code, opening in {"01": "poor_income", "02": "near_poor", "03": "poor_income"}.items():
        world.household(code, opening)
    world.surveyed(**{"01": answers(), "02": answers(), "03": answers(**RICH)})
    world.met()


def test_posting_lasts_the_days_of_the_pack(world: World) -> None:
    """Seven calendar days, both ends included, and not one fewer."""
    ready_to_post(world)
    posting = posted(world)
    assert posting.closes_on == DAY + timedelta(days=6)
    parts = sorted(posting.entries.values_list("listing__household__code", "part"))
    assert parts == [
        ("01", "remains"),
        ("02", "escaped_near_poor"),
        ("02", "new_poor"),
        ("03", "escaped_poor"),
    ]
    world.on(posting.closes_on)
    with refused("P026"):
        ClosePosting(actor=world.people["commune_officer"], village=world.village_round()).run()
    world.on(posting.closes_on + timedelta(days=1))
    ClosePosting(actor=world.people["commune_officer"], village=world.village_round()).run()
    assert world.village_round().state == "posted"


def complain(world: World, day: date = DAY) -> Any:
    """Take in a complaint about household 03."""
    return ReceiveComplaint(
        actor=world.people["commune_officer"], village=world.village_round(), kind="should_be_on",
        complainant="Triệu Văn B", text="Hộ vẫn nghèo", received_on=day, listing=world.listing("03"),
    ).run()  # fmt: skip


def test_upheld_complaint_is_posted_anew(world: World) -> None:
    """Another reviewer re-checks, the committee decides, the changed list is posted for its full days again."""
    ready_to_post(world)
    posted(world)
    complaint = complain(world)
    committee, other = world.people["commune_committee"], world.people["reviewer_2"]
    with refused("P032"):
        AssignRecheck(actor=committee, complaint=complaint, rechecker=world.people["reviewer"]).run()
    AssignRecheck(actor=committee, complaint=complaint, rechecker=other).run()
    with refused("P033"):
        RecheckHousehold(
            actor=world.people["reviewer"],
            complaint=complaint,
            answers=answers(),
            visited_on=DAY,
            respondent="B",
        ).run()
    with refused("P035"):
        DecideComplaint(actor=committee, complaint=complaint, answer="Đúng", decided_on=DAY).run()
    RecheckHousehold(
        actor=other, complaint=complaint, answers=answers(), visited_on=DAY, respondent="B"
    ).run()
    DecideComplaint(actor=committee, complaint=complaint, answer="Đúng", decided_on=DAY).run()
    assert (complaint.outcome, world.village_round().state) == ("upheld", "agreed")
    assert posted(world).number == 2


def test_open_complaint_holds_the_posting_and_a_late_one_is_marked(world: World) -> None:
    """Nothing is decided while a complaint is open; one after the window is taken in all the same."""
    ready_to_post(world)
    posting = posted(world)
    late = posting.closes_on + timedelta(days=2)
    world.on(late)
    complaint = complain(world, late)
    assert complaint.late
    with refused("P027"):
        ClosePosting(actor=world.people["commune_officer"], village=world.village_round()).run()
    DecideComplaint(
        actor=world.people["commune_committee"], complaint=complaint, answer="Giữ nguyên", decided_on=late
    ).run()
    assert complaint.outcome == "dismissed"
    ClosePosting(actor=world.people["commune_officer"], village=world.village_round()).run()


def reported(world: World) -> None:
    """Both villages of the first commune posted through, and the commune's report sent."""
    ready_to_post(world)
    posted(world)
    world.surveyed(1)
    world.met(1)
    officer = world.people["commune_officer"]
    OpenPosting(actor=officer, village=world.village_round(1), opened_on=DAY).run()
    world.on(DAY + timedelta(days=7))
    for index in (0, 1):
        ClosePosting(actor=officer, village=world.village_round(index)).run()
    world.papers()
    SubmitReport(actor=officer, commune=world.commune_round(), submitted_on=world.round.practice_day).run()


def opinion(world: World, outcome: str = "agreed", **changes: Any) -> GiveOpinion:
    """The district's opinion on the first commune, not yet run."""
    given = {
        "actor": world.people["district_officer"], "commune": world.commune_round(), "outcome": outcome,
        "opinion": "", "appraised_on": world.round.practice_day,
    }  # fmt: skip
    return GiveOpinion(**{**given, **changes})


def test_commune_reports_only_when_every_village_is_through(world: World) -> None:
    """SubmitReport names the village that is not done."""
    ready_to_post(world)
    with refused("P040"):
        SubmitReport(
            actor=world.people["commune_officer"], commune=world.commune_round(), submitted_on=DAY
        ).run()


def test_inspection_is_blind_reproducible_and_by_another(world: World) -> None:
    """The same seed draws the same households; a difference needs its finding; agreement waits for it."""
    reported(world)
    inspector, commune, day = (
        world.people["district_inspector"],
        world.commune_round(),
        world.round.practice_day,
    )
    drawn = DrawInspection(actor=inspector, commune=commune, size=2, seed=7).run()
    with refused("P041"):
        DrawInspection(actor=inspector, commune=commune, size=2, seed=8).run()
    with refused("P047"):
        opinion(world).run()
    for row in drawn:
        first = answers(**RICH) if row.listing.household.code == "03" else answers()
        RecordInspection(actor=inspector, inspection=row, answers=first, inspected_on=day).run()
    with refused("P042"):
        RecordInspection(actor=inspector, inspection=drawn[0], answers=answers(), inspected_on=day).run()
    assert opinion(world).run().outcome == "agreed"


def test_inspection_that_differs_must_say_what(world: World) -> None:
    """A different class without a finding is refused."""
    reported(world)
    inspector, day = world.people["district_inspector"], world.round.practice_day
    drawn = DrawInspection(actor=inspector, commune=world.commune_round(), size=3, seed=1).run()
    row = next(row for row in drawn if row.listing.household.code == "03")
    with refused("P044"):
        RecordInspection(actor=inspector, inspection=row, answers=answers(), inspected_on=day).run()


def test_returned_report_is_sent_again(world: World) -> None:
    """A return needs a reason, and the commune reports a second time."""
    reported(world)
    with refused("P046"):
        opinion(world, "returned").run()
    opinion(world, "returned", opinion="Thiếu chữ ký").run()
    day = world.round.practice_day
    SubmitReport(actor=world.people["commune_officer"], commune=world.commune_round(), submitted_on=day).run()
    assert list(world.commune_round().reports.values_list("number", "outcome")) == [(1, "returned"), (2, "")]


def test_decision_recognises_and_certificates_follow(world: World) -> None:
    """Kinds follow from opening and score; certificates go to the poor and near-poor only."""
    reported(world)
    day = world.round.practice_day
    with refused("P001"):
        SignDecision(
            actor=world.people["commune_chairman"], commune=world.commune_round(), signed_on=day
        ).run()
    opinion(world).run()
    with refused("P004"):
        SignDecision(
            actor=world.people["commune_chairman"],
            commune=world.commune_round(),
            signed_on=day - timedelta(days=1),
        ).run()
    SignDecision(actor=world.people["commune_chairman"], commune=world.commune_round(), signed_on=day).run()
    kinds = dict(Recognition.objects.values_list("household__code", "kind"))
    assert kinds == {"01": "poor_from_poor", "02": "poor_from_near", "03": "escaped_poor"}
    certificates = IssueCertificates(
        actor=world.people["commune_officer"], commune=world.commune_round(), issued_on=day
    ).run()
    assert [certificate.number for certificate in certificates] == [1, 2]
    assert world.commune_round().state == "certified"
    assert broken_entries() == []


def test_near_poor_kinds(world: World) -> None:
    """A household that was poor and scores as near-poor has escaped into near-poverty."""
    world.household("01", "poor_income")
    world.surveyed(**{"01": answers(**NEAR)})
    assert world.listing("01").answered.score.result == "near_poor"


def test_nobody_acts_outside_his_village(world: World) -> None:
    """The head of another village may not build this list (F9)."""
    with pytest.raises(NotAllowed, match=r"^A001 "):
        BuildList(actor=world.people["village_head_2"], village=world.village_round()).run()
