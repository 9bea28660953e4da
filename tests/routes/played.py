"""A world played so far that every route has something to show: one commune inspected, the other certified."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from rasoat.appraisal.actions import GiveOpinion, SubmitReport
from rasoat.appraisal.findings import CloseFinding, MendFinding, OrderMending, RaiseFinding
from rasoat.appraisal.inspecting import DrawInspection
from rasoat.appraisal.models import Finding
from rasoat.areas.models import Unit
from rasoat.corrections.actions import RequestCorrection
from rasoat.corrections.models import Correction
from rasoat.documents.attachments import attach, checked
from rasoat.documents.models import Attachment, Document, Kind, ScannedPage
from rasoat.documents.signed import KeepScan
from rasoat.jobs.models import Job
from rasoat.lawbook.models import Proposal, ProposedCell
from rasoat.meeting.models import Meeting, SignedPage
from rasoat.planning.models import Charge, Plan, Reminder
from rasoat.planning.papers import issue_dispatch
from rasoat.posting.actions import AssignRecheck, ClosePosting, OpenPosting, ReceiveComplaint
from rasoat.posting.models import Complaint, Notice
from rasoat.posting.notices import WriteNotice
from rasoat.recognition.actions import IssueCertificates, SignDecision
from rasoat.recognition.models import Certificate, Recognition
from rasoat.reports.definitions import definition
from rasoat.reports.models import OwnForm, ReportSet
from rasoat.reports.ownform.actions import ApproveOwnForm, UploadOwnForm
from rasoat.reports.ownform.example import example
from rasoat.reports.set_actions import FreezeReports
from rasoat.survey.models import Request
from rasoat.survey.requests import FileRequest
from rasoat.training.models import Conference, Invitee
from rasoat.unitchanges.models import ChangeLine, ChangeOrder
from rasoat.yearround.actions import TakeInCase
from rasoat.yearround.models import Case
from tests.lawbook.conftest import DECISION, proposing
from tests.planning.conftest import committee, draft
from tests.planning.test_committees import charge
from tests.process.inspected import second_inspector
from tests.training.conftest import calling
from tests.world import DAY, RICH, START, Place, World, answers, make_world

PAPER = {
    "applicant_name": "Nông Văn Thử", "sex": "male", "birth_date": "1980", "ethnic_group": "Tày",
    "identity_card": "095123456", "permanent_residence": "Nà Thử", "present_residence": "Nà Thử",
    "applied_to_be": "poor", "reason": "disaster", "reason_text": "Mất mùa",
}  # fmt: skip
AFTER = DAY + timedelta(days=7)


def play(place: Place | None = None, *, blind: bool = False) -> World:
    """Play the three villages to their posting, both communes to their report, the second to its certificates.

    With ``blind`` the inspector of the world is appointed to every household of the first commune; else a colleague to two.
    """
    world = make_world(place)
    for village in range(3):
        for number, opening in enumerate(("poor_income", "near_poor", "poor_income"), start=1):
            world.household(f"{village}{number}", opening, village=village)
        forms = {f"{village}1": answers(), f"{village}2": answers(), f"{village}3": answers(**RICH)}
        world.surveyed(village, **forms)
        world.met(village)
        OpenPosting(actor=officer(world, village), village=world.village_round(village), opened_on=DAY).run()
    world.on(AFTER)
    for village in (0, 2):
        FileRequest(village=world.village_round(village), form="1a", answers=PAPER).run()
    for village in range(3):
        ClosePosting(actor=officer(world, village), village=world.village_round(village)).run()
    for commune in range(2):
        SubmitReport(
            actor=officer(world, commune * 2), commune=world.commune_round(commune), submitted_on=AFTER
        ).run()
    _inspect(world, blind=blind)
    _certify(world)
    _propose(world)
    _ask(world)
    _start(world)
    _attach(world)
    _plan(world)
    calling(world).run()
    _freeze(world)
    _change(world)
    _own_form(world)
    _correct(world)
    return world


def officer(world: World, village: int) -> Any:
    """The officer of the village's commune."""
    return world.people["commune_officer" if village < 2 else "other_officer"]


def _inspect(world: World, *, blind: bool) -> None:
    inspector, colleague = world.people["district_inspector"], second_inspector(world)
    DrawInspection(
        actor=inspector,
        commune=world.commune_round(),
        size=6 if blind else 2,
        seed=1,
        inspectors=[inspector if blind else colleague],
    ).run()
    for commune in range(2):
        finding = RaiseFinding(
            actor=inspector, commune=world.commune_round(commune), kind="papers", text="Thiếu chữ ký",
            village=world.village_round(commune * 2),
        ).run()  # fmt: skip
        OrderMending(
            actor=inspector,
            finding=finding,
            order="Bổ sung",
            due_on=AFTER,
            responsible=officer(world, commune * 2),
        ).run()
    complaint = ReceiveComplaint(
        actor=officer(world, 0),
        village=world.village_round(),
        kind="wrong_data",
        complainant="Triệu Văn B",
        text="Sai",
        received_on=AFTER,
        listing=world.listing("01"),
    ).run()
    AssignRecheck(
        actor=world.people["commune_committee"], complaint=complaint, rechecker=world.people["reviewer_2"]
    ).run()


def _certify(world: World) -> None:
    world.papers(1)
    commune = {"commune": world.commune_round(1)}
    mended = Finding.objects.get(commune=commune["commune"])
    MendFinding(actor=world.people["other_officer"], finding=mended, reply="Đã bổ sung").run()
    CloseFinding(actor=world.people["district_inspector"], finding=mended).run()
    GiveOpinion(
        actor=world.people["district_officer"], outcome="agreed", opinion="", appraised_on=AFTER, **commune
    ).run()
    SignDecision(actor=world.people["other_chairman"], signed_on=AFTER, **commune).run()
    IssueCertificates(actor=world.people["other_officer"], issued_on=AFTER, **commune).run()


def _propose(world: World) -> None:
    """A proposal for the law of the province, waiting for its verifier."""
    proposing(world, {"b1.points.boat.yes.NT2": "15"}, DECISION, who="district_officer").run()


def _start(world: World) -> None:
    """A job of the district's officer, waiting for a worker."""
    officer = world.people["district_officer"]
    Job.objects.create(
        kind="test", title="Việc thử", owner=officer, unit=world.district, permission="document.view"
    )


def _attach(world: World) -> None:
    """A file of each commune."""
    pdf = checked(b"%PDF-1.7\n%%EOF", "ban-ky.pdf")
    for commune in range(2):
        attach(pdf, world.communes[commune], officer(world, commune * 2))
    world.papers()
    for commune, unit in enumerate(world.communes):
        # Issued before everything else, so that it is nowhere the newest document.
        plan = Document.objects.create(
            kind=Kind.PLAN, unit=unit, year=2018, title="Kế hoạch thử", issued_on=START, practice=True,
            issued_by=officer(world, commune * 2), data={"items": []},
        )  # fmt: skip
        KeepScan(actor=officer(world, commune * 2), document=plan, pages=[pdf]).run()


def _correct(world: World) -> None:
    """A correction in the second commune, waiting for its check."""
    RequestCorrection(
        actor=world.people["other_officer"],
        village=world.village_round(2),
        household=world.households["21"],
        wrong="Ghi nhầm xe máy",
        reason="Trưởng thôn xác nhận",
        requested_on=AFTER,
        evidence=checked(b"%PDF-1.7\n%%EOF", "xac-nhan.pdf"),
    ).run()


def _ask(world: World) -> None:
    """A text for the people and a request in the year in each commune."""
    for village in (0, 2):
        WriteNotice(
            actor=officer(world, village),
            village=world.village_round(village),
            step="posting",
            text="Mời bà con.",
        ).run()
        TakeInCase(
            actor=officer(world, village), village=world.village_round(village),
            household=world.household(f"{village}9", village=village), kind="1a", applicant="Triệu Văn Xin",
            reason="Nhà cháy", received_on=AFTER, confirmed_by_village_head=True,
        ).run()  # fmt: skip


def _plan(world: World) -> None:
    """A plan, a charge and a reminder for each commune."""
    body = committee(world)
    for number, unit in enumerate(world.communes):
        draft(world, "other_officer" if number else "commune_officer", unit).run()
        charge(world, committee=body, commune=unit).run()
        letter = issue_dispatch(world.round, world.district, [], "", world.people["district_officer"], AFTER)
        Reminder.objects.create(
            round=world.round, unit=unit, step="report", due_on=DAY, done=0, of=1, sent_on=AFTER,
            sent_by=world.people["district_officer"], document=letter,
        )  # fmt: skip


def _freeze(world: World) -> None:
    """A frozen set of each commune, made by its officer."""
    for commune, unit in enumerate(world.communes):
        maker = officer(world, commune * 2)
        FreezeReports(actor=maker, round=world.round, at=unit, official=False).run()


def _change(world: World) -> None:
    """An order that waits for the second person."""
    order = ChangeOrder.objects.create(
        unit=world.province, decision="Nghị quyết thử", signed_on=DAY, effective_on=AFTER, file_name="thu.csv",
        file_sha256=world.province.code, proposed_by=world.people["province_officer"],
    )  # fmt: skip
    code = world.communes[0].code
    ChangeLine.objects.create(order=order, number=2, old_code=code, new_code=code, name="Tên Khác")


def _own_form(world: World) -> None:
    """The district's own spreadsheet of the results, approved."""
    content = example(definition("results", world.round), world.round, world.district)
    made = UploadOwnForm(
        actor=world.people["district_officer"], round=world.round, at=world.district, report="results",
        file_name="mau.xlsx", content=content,
    ).run()  # fmt: skip
    ApproveOwnForm(
        actor=world.people["district_chairman"], round=world.round, form=made, on=made.made_on
    ).run()


def own_and_next(world: World, commune: int) -> dict[str, Callable[[], Any]]:
    """What each route's ``pk`` stands for, in the first or the second commune of the world."""
    village = 0 if commune == 0 else 2
    unit: Unit = world.communes[commune]
    return {
        "village": lambda: world.village_round(village).pk,
        "commune": lambda: world.commune_round(commune).pk,
        "round": lambda: world.round.pk,
        "request": lambda: Request.objects.filter(commune__unit=unit).get().pk,
        "household": lambda: world.households[f"{village}1"].pk,
        "listing": lambda: world.listing(f"{village}1").pk,
        "complaint": lambda: (
            Complaint.objects.filter(village__unit__path__startswith=world.district.path).get().pk
        ),
        "notice": lambda: Notice.objects.get(village=world.village_round(village)).pk,
        "case": lambda: Case.objects.get(village=world.village_round(village)).pk,
        "inspection": lambda: world.commune_round().reports.get().inspections.first().pk,
        "finding": lambda: Finding.objects.get(commune=world.commune_round(commune)).pk,
        "certificate": lambda: (
            Certificate.objects.filter(commune__unit__path__startswith=world.district.path).first().pk
        ),
        "recognition": lambda: (
            Recognition.objects.filter(household__village__path__startswith=world.district.path)
            .exclude(result="better_off")
            .first()
            .pk
        ),
        "document": lambda: Document.objects.filter(unit__path__startswith=unit.path).first().pk,
        "person": lambda: world.people["reviewer" if commune == 0 else "other_reviewer"].pk,
        "assignment": lambda: (
            world.people["reviewer" if commune == 0 else "other_reviewer"].assignments.get().pk
        ),
        "meeting": lambda: Meeting.objects.get(village=world.village_round(village)).pk,
        "own-form": lambda: OwnForm.objects.get(unit=world.district).pk,
        "correction": lambda: (
            Correction.objects.filter(village__unit__path__startswith=world.district.path).get().pk
        ),
        "report-set": lambda: ReportSet.objects.get(unit=unit).pk,
        "attachment": lambda: Attachment.objects.filter(unit=unit).first().pk,
        "signed-document": lambda: ScannedPage.objects.get(document__unit=unit).document_id,
        "scanned-page": lambda: ScannedPage.objects.get(document__unit=unit).pk,
        "signed-page": lambda: (
            SignedPage.objects.filter(meeting__village=world.village_round(village)).first().pk
        ),
        "job": lambda: Job.objects.get(unit=world.district).pk,
        "report": lambda: world.commune_round(commune).reports.latest("number").pk,
        "conference": lambda: Conference.objects.get(round=world.round).pk,
        "invitee": lambda: Invitee.objects.filter(unit__path__startswith=unit.path).first().code,
        "plan": lambda: Plan.objects.get(unit=unit).pk,
        "charge": lambda: Charge.objects.get(commune=unit).pk,
        "reminder": lambda: Reminder.objects.get(unit=unit).pk,
        "unit": lambda: unit.code,
        "change-order": lambda: ChangeOrder.objects.get(unit=world.province).pk,
        "province": lambda: world.province.code,
        "proposal": lambda: Proposal.objects.get(province=world.province).pk,
        "proposed-cell": lambda: ProposedCell.objects.get(proposal__province=world.province).pk,
    }
