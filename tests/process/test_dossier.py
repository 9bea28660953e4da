"""The dossier: one list of checks for the page, the report and the opinion; returns item by item; what a second report changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rasoat.appraisal.actions import GiveOpinion, SubmitReport
from rasoat.appraisal.differences import changes
from rasoat.appraisal.dossier import Stage, all_checks, lines, missing
from rasoat.appraisal.dossier_paper import dossier_of
from rasoat.appraisal.models import CommuneReport, ReportedHousehold, ReturnReason
from rasoat.documents.attachments import checked
from rasoat.documents.models import Attachment
from rasoat.documents.render import render
from rasoat.documents.signed import KeepScan, WithdrawScan
from rasoat.errors import RasoatError
from rasoat.meeting.models import SignedPage
from rasoat.meeting.signing import KeepSignedMinutes, WithdrawSignedPage
from rasoat.posting.actions import ClosePosting, OpenPosting
from rasoat.recognition.actions import SignDecision
from rasoat.roster.models import Event
from tests.world import DAY, NEAR, SCAN, World, answers

CLOSED = DAY + timedelta(days=7)


def refused(code: str) -> Any:
    """Expect a refusal with ``code``."""
    return pytest.raises(RasoatError, match=f"^{code} ")


@pytest.fixture
def posted(world: World) -> World:
    """Both villages of the first commune posted through; nothing scanned in, nobody on record as having seen the lists."""
    for code in ("01", "02"):
        world.household(code, "poor_income")
    world.surveyed(**{"01": answers(), "02": answers(**NEAR)})
    world.surveyed(1)
    officer = world.people["commune_officer"]
    for village in (0, 1):
        world.met(village)
        OpenPosting(actor=officer, village=world.village_round(village), opened_on=DAY).run()
    world.on(CLOSED)
    for village in (0, 1):
        ClosePosting(actor=officer, village=world.village_round(village)).run()
    return world


def send(world: World) -> CommuneReport:
    """The commune reports."""
    return SubmitReport(
        actor=world.people["commune_officer"], commune=world.commune_round(), submitted_on=CLOSED
    ).run()


def answer(world: World, outcome: str = "agreed", **given: Any) -> CommuneReport:
    """The district's opinion."""
    return GiveOpinion(
        actor=world.people["district_officer"], commune=world.commune_round(), outcome=outcome,
        **{"opinion": "", "appraised_on": CLOSED, **given},
    ).run()  # fmt: skip


def failing(world: World) -> dict[str, int]:
    """How many things each check that does not pass finds."""
    return {line.check.key: len(line.spots) for line in lines(world.commune_round()) if not line.passed}


def test_a_commune_that_has_not_begun_fails_what_it_has_not_done(world: World) -> None:
    """Every village lacks its minutes and its posting; nothing else can be wrong yet."""
    assert failing(world) == {"postings": 2, "minutes": 2}


def test_sending_and_agreeing_ask_for_different_parts_of_one_list(posted: World) -> None:
    """The report may go without scans and proofs, which are the programme's rules; the district agrees only with them."""
    assert failing(posted) == {"signed": 2, "proofs": 6}
    found = lines(posted.commune_round())
    assert (missing(found, Stage.SEND), len(missing(found, Stage.AGREE))) == ([], 2)
    send(posted)
    with refused("H013"):
        answer(posted)
    signed = next(line for line in lines(posted.commune_round()) if line.check.key == "signed")
    assert signed.spots[0].label.startswith(str(posted.villages[0]))
    posted.papers()
    assert failing(posted) == {}
    assert answer(posted).outcome == "agreed"


def test_proof_is_asked_of_every_place_of_the_last_posting(posted: World) -> None:
    """With the minutes scanned in, three places in each village still lack who saw the lists (H014)."""
    for village, head in ((0, "village_head"), (1, "village_head_1")):
        meeting = posted.village_round(village).meetings.get()
        KeepSignedMinutes(
            actor=posted.people[head], meeting=meeting, pages=[checked(SCAN, "ban-ky.pdf")]
        ).run()
    send(posted)
    with refused("H014"):
        answer(posted)


def test_requirements_that_are_no_law_say_so(world: World) -> None:
    """Survey, meeting and posting are steps of the circular; the rest is the programme's own."""
    rules = {check.key: str(check.rule) for check in all_checks()}
    assert {key for key, rule in rules.items() if rule == "law"} == {"surveyed", "minutes", "postings"}
    assert {"signed", "proofs", "tables", "complaints", "rechecks", "inspected"} <= rules.keys()


def test_tables_that_do_not_close_keep_the_report_here(posted: World) -> None:
    """A household to which something happened before it came here contradicts itself (H015)."""
    household = posted.households["01"]
    for kind, day in (("birth", DAY), ("moved_in", CLOSED)):
        Event.objects.create(
            household=household, kind=kind, on=day, persons=4, recorded_by=posted.people["commune_officer"]
        )
    assert failing(posted)["tables"] >= 1
    with refused("H015"):
        send(posted)


def test_a_return_says_why_item_by_item(posted: World) -> None:
    """Reasons stand beside their checks, on the letter too, and never change; an unknown item is left out."""
    send(posted)
    with refused("P046"):
        answer(posted, "returned", reasons={"signed": "  "})
    report = answer(posted, "returned", reasons={"signed": "Mờ chữ ký", "khong-co": "x"})
    assert list(report.reasons.values_list("check_key", "text")) == [("signed", "Mờ chữ ký")]
    assert report.letter is not None
    assert "Biên bản đã ký được quét vào hồ sơ: Mờ chữ ký" in report.letter.data["items"][0]["requests"]
    with pytest.raises(IntegrityError), transaction.atomic():
        ReturnReason.objects.update(text="khác")


def test_a_second_report_shows_what_it_changed(posted: World) -> None:
    """Counts and households with their class before and now; the first report has nothing to compare with."""
    first = send(posted)
    assert changes(first) is None
    answer(posted, "returned", opinion="Xem lại hộ 02")
    second = send(posted)
    unchanged = changes(second)
    assert unchanged is not None
    assert (unchanged.changed_counts, unchanged.households) == ([], [])
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportedHousehold.objects.update(result="poor_income")
    answer(posted, "returned", opinion="Vẫn chưa xem lại hộ 02")
    posted.household("03", "poor_income")
    third = CommuneReport.objects.create(
        commune=posted.commune_round(), number=3, submitted_on=CLOSED, submitted_by=posted.people["commune_officer"],
        households=3, persons=12, reviewed=3, poor=2, near_poor=1, average=0,
    )  # fmt: skip
    for code, result in (("01", "near_poor"), ("02", "near_poor"), ("03", "poor_income")):
        ReportedHousehold.objects.create(report=third, household=posted.households[code], result=result)
    found = changes(third)
    assert found is not None
    rows = [
        (row.code, row.before and row.before.value, row.now and row.now.value) for row in found.households
    ]
    assert rows == [("01", "poor_income", "near_poor"), ("03", None, "poor_income")]
    assert {str(count.label): count.difference for count in found.changed_counts} == {
        "Hộ dân cư": 1, "Nhân khẩu": 4, "Hộ đã khảo sát": 1, "Hộ nghèo": 1,
    }  # fmt: skip


def test_the_dossier_is_one_paper(posted: World) -> None:
    """Cover, the papers that lie in it, and the checks with where they come from."""
    send(posted)
    paper = dossier_of(posted.commune_round(), lines(posted.commune_round()), CLOSED)
    names = [row["name"] for row in paper["papers"]]
    assert names[0] == "Báo cáo lần 1"
    assert sum("Biên bản họp" in name for name in names) == 2
    assert {row["result"] for row in paper["checks"] if row["name"].startswith("Mọi thôn")} == {"Đạt"}
    assert render("dossier", paper)[:4] == b"%PDF"


def test_signed_minutes_sent_by_mistake_are_withdrawn_and_sent_again(posted: World) -> None:
    """The file stays, the page stands no more, the dossier lacks it again, and the same page may come back."""
    meeting, head = posted.village_round().meetings.get(), posted.people["village_head"]
    keep = KeepSignedMinutes(actor=head, meeting=meeting, pages=[checked(SCAN, "nham.pdf")])
    keep.run()
    page = SignedPage.objects.get()
    with refused("H023"):
        WithdrawSignedPage(actor=head, page=page, reason=" ").run()
    WithdrawSignedPage(actor=head, page=page, reason="Gửi nhầm thôn").run()
    with refused("H022"):
        WithdrawSignedPage(actor=head, page=page, reason="Gửi nhầm thôn").run()
    assert (Attachment.objects.count(), failing(posted)["signed"]) == (1, 2)
    keep.run()
    assert failing(posted)["signed"] == 1
    assert [row.number for row in SignedPage.objects.standing()] == [2]
    with pytest.raises(IntegrityError), transaction.atomic():
        SignedPage.objects.update(number=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignedPage.objects.update(withdrawn_why="")


def test_the_signed_decision_is_kept_under_its_hash(posted: World) -> None:
    """By the commune's officer, once a page; withdrawn with the reason; of minutes there is another page for that."""
    posted.papers()
    send(posted)
    answer(posted)
    decision = SignDecision(
        actor=posted.people["commune_chairman"], commune=posted.commune_round(), signed_on=CLOSED
    ).run()
    officer = posted.people["commune_officer"]
    scan = checked(SCAN, "quyet-dinh.pdf")
    KeepScan(actor=officer, document=decision.document, pages=[scan]).run()
    with refused("H021"):
        KeepScan(actor=officer, document=decision.document, pages=[scan]).run()
    page = decision.document.scans.get()
    assert len(page.attachment.sha256) == 64
    with refused("A001"):
        WithdrawScan(actor=posted.people["commune_chairman"], page=page, reason="Nhầm").run()
    WithdrawScan(actor=officer, page=page, reason="Nhầm tệp").run()
    assert decision.document.scans.filter(withdrawn_at__isnull=True).count() == 0
    minutes = posted.village_round().meetings.get().minutes
    assert minutes is not None
    with refused("H020"):
        KeepScan(actor=officer, document=minutes, pages=[scan]).run()
