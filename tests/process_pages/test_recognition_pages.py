"""Decision, certificates, the district's approval, and documents."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rasoat.appraisal.actions import GiveOpinion, SubmitReport
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import path_of, printed
from rasoat.posting.actions import ClosePosting, OpenPosting
from rasoat.recognition.actions import IssueCertificates, SignDecision
from rasoat.recognition.models import Certificate, Decision
from rasoat.reports.models import DistrictApproval
from rasoat.survey.answers import FinishSurvey
from tests.process_pages.conftest import CLOSED, Season, Visitor, codes
from tests.world import World


def test_chairman_signs(season: Season, visitor: Visitor) -> None:
    """The decision is signed by the form and its paper can be read."""
    commune = season.appraised()
    visitor.post("commune_chairman", "decision-sign", commune.pk, day=CLOSED)
    decision = Decision.objects.get()
    assert (decision.signed_on, decision.signed_by.username) == (CLOSED, "commune_chairman")
    assert visitor.get("village_head", "document", decision.document_id).status_code == 404
    assert visitor.get("commune_officer", "document", decision.document_id).status_code == 200


def test_signing_before_the_opinion_is_refused(season: Season, visitor: Visitor) -> None:
    """The state table refuses (P001) and the day stays."""
    commune = season.reported()
    response = visitor.post("commune_chairman", "decision-sign", commune.pk, day=CLOSED)
    assert (response.status_code, codes(response)) == (422, ["P001"])


def test_certificates_are_issued_and_read_one_by_one(season: Season, visitor: Visitor) -> None:
    """Each poor and near-poor household has its own certificate."""
    commune = season.decided()
    visitor.post("commune_officer", "certificates-issue", commune.pk, day=CLOSED)
    certificates = list(Certificate.objects.all())
    assert [each.number for each in certificates] == [1, 2, 3, 4]
    response = visitor.get("village_head", "certificate", certificates[0].pk)
    assert (response["Content-Type"], response.content[:4]) == ("application/pdf", b"%PDF")
    assert visitor.get("other_officer", "certificate", certificates[0].pk).status_code == 404


def test_certificates_dated_before_the_decision_are_refused(season: Season, visitor: Visitor) -> None:
    """A certificate is not older than its decision (P004)."""
    commune = season.decided()
    response = visitor.post("commune_officer", "certificates-issue", commune.pk, day="20/10/2018")
    assert (response.status_code, codes(response)) == (422, ["P004"])


@pytest.fixture
def whole(season: Season, world: World) -> World:
    """A round whose first commune has certified; the second has not begun."""
    season.certified()
    return world


def test_approval_is_refused_while_a_commune_is_missing(whole: World, visitor: Visitor) -> None:
    """The page names the communes that are not done, and the action refuses (P050)."""
    round_ = whole.round
    page = visitor.get("district_chairman", "approval", round_.pk)
    assert [str(commune.unit) for commune in page.context["undone"]] == [str(whole.communes[1])]
    response = visitor.post(
        "district_chairman", "district-approve", round_.pk,
        approved_on=CLOSED, prepared_by=whole.people["district_officer"].pk,
    )  # fmt: skip
    assert (response.status_code, codes(response)) == (422, ["P050"])
    assert response.context["approve_form"]["prepared_by"].value() == str(whole.people["district_officer"].pk)


def test_documents_are_listed_by_kind_and_commune(whole: World, visitor: Visitor) -> None:
    """The filters narrow the list; a filter that fits nothing of one's area is no filter."""
    kinds = [
        each.kind
        for each in visitor.get("commune_officer", "documents", loai="decision").context["documents"]
    ]
    assert kinds == ["decision"]
    pages = [
        visitor.get("district_officer", "documents", xa=whole.communes[0].pk),
        visitor.get("district_officer", "documents"),
    ]
    assert [len(page.context["documents"].object_list) for page in pages] == [7, 8]


def test_documents_of_other_areas_are_not_listed(whole: World, visitor: Visitor) -> None:
    """Another commune sees none of them."""
    assert list(visitor.get("other_officer", "documents").context["documents"]) == []


def test_document_is_shown_in_the_browser_with_its_hash_as_etag(whole: World, visitor: Visitor) -> None:
    """The bytes are those issued; asked again with the tag there is nothing to send."""
    document = Document.objects.get(kind=Kind.DECISION)
    response = visitor.get("commune_officer", "document", document.pk)
    assert response["ETag"] == f'"{printed(document)}"'
    assert response["Content-Disposition"].startswith("inline")
    assert "private" in response["Cache-Control"]
    again = visitor.client.get(f"/van-ban/{document.pk}/", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert visitor.get("commune_officer", "document", document.pk, tai=1)["Content-Disposition"].startswith(
        "attachment"
    )


def test_changed_paper_is_not_shown(whole: World, visitor: Visitor) -> None:
    """A file that was changed on disk is refused with its code (D050), never served."""
    document = Document.objects.get(kind=Kind.DECISION)
    path_of(printed(document)).write_bytes(b"%PDF-1.7 forged")
    response = visitor.get("commune_officer", "document", document.pk)
    assert response.status_code == 409
    assert b"D050" in response.content
    assert b"forged" not in response.content


def test_table_check_tells_what_does_not_close(whole: World, visitor: Visitor) -> None:
    """With a commune undecided no table can be approved, and the page says so with the code (T003)."""
    page = visitor.get("district_officer", "approval", whole.round.pk, **{"kiem-tra": "1"})
    faults = {state.table.key: [fault.code for fault in state.faults] for state in page.context["tables"]}
    assert all("T003" in found for found in faults.values())
    assert len(faults) >= 3


def test_approval_send_receive(season: Season, world: World, visitor: Visitor) -> None:
    """When both communes are done the total goes through approval, sending and receiving, each by its own form."""
    season.certified()
    later = through(world)
    round_ = world.round.pk
    approve = {"approved_on": later, "prepared_by": world.people["district_officer"].pk}
    assert visitor.post("district_chairman", "district-approve", round_, **approve).status_code == 302
    approval = DistrictApproval.objects.get()
    assert (approval.households, approval.poor, approval.near_poor) == (6, 3, 1)
    early = visitor.post("district_officer", "result-send", round_, day=CLOSED)
    assert (early.status_code, codes(early)) == (422, ["P004"])
    visitor.post("district_officer", "result-send", round_, day=later)
    visitor.post("province_officer", "result-receive", round_, day=later)
    approval.refresh_from_db()
    people = world.people["district_officer"], world.people["province_officer"]
    assert (approval.sent_by, approval.received_by) == people
    world.round.refresh_from_db()
    assert world.round.state == "received"


def through(world: World) -> date:
    """Take the second commune, with one household that nobody proposes, to its certificates; return the day."""
    later = CLOSED + timedelta(days=10)
    head, officer = world.people["village_head_2"], world.people["other_officer"]
    world.household("C1", village=2)
    world.surveyed(2)
    world.on(CLOSED)
    FinishSurvey(actor=head, village=world.village_round(2)).run()
    world.hold_meeting(2, held_on=CLOSED).run()
    OpenPosting(actor=officer, village=world.village_round(2), opened_on=CLOSED).run()
    world.on(later)
    ClosePosting(actor=officer, village=world.village_round(2)).run()
    SubmitReport(actor=officer, commune=world.commune_round(1), submitted_on=later).run()
    world.papers(1)
    GiveOpinion(
        actor=world.people["district_officer"],
        commune=world.commune_round(1),
        outcome="agreed",
        opinion="",
        appraised_on=later,
    ).run()
    SignDecision(actor=world.people["other_chairman"], commune=world.commune_round(1), signed_on=later).run()
    IssueCertificates(actor=officer, commune=world.commune_round(1), issued_on=later).run()
    return later
