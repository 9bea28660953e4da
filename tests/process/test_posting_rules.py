"""What the lists in public and the complaints about them have to keep to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from rasoat.audit.models import Entry
from rasoat.documents.register import read
from rasoat.errors import RasoatError
from rasoat.posting.actions import (
    AssignRecheck,
    DecideComplaint,
    FileComplaint,
    NameHousehold,
    OpenPosting,
    ReceiveComplaint,
    RecheckHousehold,
    SetDue,
)
from rasoat.posting.models import Complaint, Posting
from rasoat.posting.proof import RecordProof
from rasoat.posting.receiving import due_of
from rasoat.posting.script import script_of
from rasoat.posting.window import last_day
from rasoat.recognition.models import Decision
from tests.world import DAY, RICH, World, answers


def refused(code: str) -> Any:
    """Expect a refusal with ``code``."""
    return pytest.raises(RasoatError, match=f"^{code} ")


@pytest.fixture
def met(world: World) -> World:
    """A village whose meeting has agreed: one household falls into poverty, one leaves it."""
    world.household("01", "near_poor")
    world.household("02", "poor_income")
    world.surveyed(**{"01": answers(), "02": answers(**RICH)})
    world.met()
    return world


def post(world: World, **given: Any) -> Posting:
    """Hang the lists."""
    officer = world.people["commune_officer"]
    return OpenPosting(actor=officer, village=world.village_round(), opened_on=DAY, **given).run()


def complain(world: World, **given: Any) -> Complaint:
    """Take in a complaint about the household that fell into poverty."""
    told = {"listing": world.listing("01"), "text": "Hộ này có xe tải.", "received_on": DAY, **given}
    return ReceiveComplaint(
        actor=world.people["commune_officer"], village=world.village_round(), kind="should_not_be_on",
        complainant="Nông Thị Mới", **told,
    ).run()  # fmt: skip


def text_of(document: Any) -> str:
    """The words of a paper as it was issued."""
    from io import BytesIO

    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(read(document))).pages).split()
    )


def test_a_posting_may_be_longer_but_never_shorter(met: World) -> None:
    """A day before the pack's last one is refused with that day; a later one counts."""
    with refused("K001"):
        post(met, closes_on=DAY + timedelta(days=5))
    assert post(met, closes_on=DAY + timedelta(days=9)).closes_on == DAY + timedelta(days=9)


def test_a_posting_before_the_meeting_is_refused(world: World) -> None:
    """Without minutes there is nothing to post."""
    world.household("01", "near_poor")
    world.surveyed(**{"01": answers()})
    with refused("P001"):
        post(world)


@pytest.mark.parametrize("missing", ["office", "house", "loudspeaker"])
def test_each_of_the_three_places_is_named(met: World, missing: str) -> None:
    """The circular names three places; none may be left out."""
    places = {"office": "Trụ sở xã", "house": "Nhà văn hóa", "loudspeaker": "Loa xã"}
    with refused("K002"):
        post(met, places={**places, missing: "  "})


@pytest.mark.parametrize(
    ("opened", "closes"),
    [(date(2022, 10, 20), date(2022, 10, 24)), (date(2022, 1, 28), date(2022, 2, 8))],
    ids=["over a weekend", "over Tet"],
)
def test_working_days_step_over_weekends_and_holidays(opened: date, closes: date) -> None:
    """Three working days from 2022 on, the first one counted: Saturday, Sunday and Tết are not."""
    from rasoat.law import load

    assert last_day(load("vn-2022").on(date(2022, 10, 10)), opened) == closes


def test_proof_says_who_saw_the_list_and_when(met: World) -> None:
    """A proof lies within the days of the place and not in the future."""
    place = post(met).places.get(kind="house")
    head = met.people["village_head"]
    with refused("K003"):
        RecordProof(actor=head, place=place, seen_on=DAY - timedelta(days=1)).run()
    with refused("P003"):
        RecordProof(actor=head, place=place, seen_on=DAY + timedelta(days=1)).run()
    proof = RecordProof(actor=head, place=place, seen_on=DAY, note="Treo ở cửa").run()
    with pytest.raises(DatabaseError), transaction.atomic():
        type(proof).objects.filter(pk=proof.pk).update(note="khác")


def test_the_script_names_heads_days_and_where_to_object(met: World) -> None:
    """What is read out holds the names of the four lists and nothing else of a household."""
    text = " ".join(script_of(post(met)))
    head = met.households["01"].members.get(relation="head").full_name
    for words in (
        f"Có 1 hộ nghèo mới: hộ {head}.",
        "Thôn không có hộ cận nghèo mới.",
        "đến hết ngày 26 tháng 10 năm 2018",
    ):
        assert words in text
    assert "1975" not in text


def test_the_printed_list_leads_to_its_page(met: World, settings: Any) -> None:
    """The paper carries the whole address under its code, when the site knows its own."""
    settings.SITE_ADDRESS = "https://rasoat.example.vn/"
    posting = post(met)
    assert posting.document is not None
    assert (
        posting.document.data["items"][0]["link"] == f"https://rasoat.example.vn/cong-khai/{posting.token}/"
    )
    assert f"https://rasoat.example.vn/cong-khai/{posting.token}/" in text_of(posting.document).replace(
        " ", ""
    )


def test_the_same_complaint_again_is_refused_with_the_first_receipt(met: World) -> None:
    """Case, accents and spaces make no new complaint; another household does; the database holds it, too."""
    post(met)
    first = complain(met)
    with refused("K010") as error:
        complain(met, text="  hộ này CÓ xe tai. ")
    assert first.receipt in str(error.value)
    complain(met, listing=met.listing("02"))
    again = Complaint.objects.get(pk=first.pk)
    again.pk, again.receipt = None, "KN-khac"
    with pytest.raises(DatabaseError), transaction.atomic():
        again.save()


def test_where_no_rule_gives_the_days_the_commune_sets_them(met: World) -> None:
    """In 2018 no text gives the days for an answer: nothing is invented, and the commune's own day is marked."""
    post(met)
    complaint = complain(met)
    assert (complaint.due_on, complaint.due_by) == (None, "")
    committee = met.people["commune_committee"]
    with refused("K011"):
        SetDue(actor=committee, complaint=complaint, due_on=DAY).run()
    SetDue(actor=committee, complaint=complaint, due_on=DAY + timedelta(days=5)).run()
    assert (complaint.due_on, complaint.due_by) == (DAY + timedelta(days=5), "commune")


def test_the_days_of_the_pack_are_working_days() -> None:
    """From 2022 a complaint received on the eve of Tết is due on the third working day after it."""
    from rasoat.law import load

    assert due_of(load("vn-2022").on(date(2022, 10, 10)), date(2022, 1, 28)) == (date(2022, 2, 9), "law")


def test_a_day_of_the_law_cannot_be_moved(met: World) -> None:
    """What the pack sets, nobody sets."""
    post(met)
    complaint = complain(met)
    complaint.due_on, complaint.due_by = DAY + timedelta(days=3), "law"
    with refused("K013"):
        SetDue(
            actor=met.people["commune_committee"], complaint=complaint, due_on=DAY + timedelta(days=9)
        ).run()


def test_a_citizen_complains_without_signing_in(met: World) -> None:
    """The log says it was the public; what was told before is refused without the other's receipt."""
    post(met)
    told = {"village": met.village_round(), "kind": "should_be_on", "complainant": "Lý A", "about": "Lý Văn B",
            "text": "Nhà tôi chưa được hỏi.", "received_on": DAY, "channel": "web"}  # fmt: skip
    complaint = FileComplaint(**told).run()
    assert (complaint.channel, complaint.received_by.is_active, Entry.objects.latest("number").role) == (
        "web", False, "public",
    )  # fmt: skip
    with refused("K012") as error:
        FileComplaint(**told).run()
    assert complaint.receipt not in str(error.value)


def test_a_name_becomes_a_household_once(met: World) -> None:
    """The officer says which household is meant, so that it can be re-checked."""
    post(met)
    complaint = complain(met, listing=None, about="hộ có xe tải")
    officer = met.people["commune_officer"]
    NameHousehold(actor=officer, complaint=complaint, listing=met.listing("01")).run()
    with refused("K014"):
        NameHousehold(actor=officer, complaint=complaint, listing=met.listing("02")).run()


def decided(world: World, form: dict[str, Any]) -> Complaint:
    """A complaint re-checked and answered."""
    complaint = complain(world)
    committee, other = world.people["commune_committee"], world.people["reviewer_2"]
    AssignRecheck(actor=committee, complaint=complaint, rechecker=other).run()
    RecheckHousehold(actor=other, complaint=complaint, answers=form, visited_on=DAY, respondent="B").run()
    return DecideComplaint(actor=committee, complaint=complaint, answer="Đã hỏi lại.", decided_on=DAY).run()


@pytest.mark.parametrize(
    ("form", "words"),
    [(answers(**RICH), "niêm yết lại"), (answers(), "Danh sách đã niêm yết được giữ nguyên")],
    ids=["wins", "loses"],
)
def test_every_answer_is_a_letter(met: World, form: dict[str, Any], words: str) -> None:
    """The letter says the receipt, what the re-check found, the answer and what follows."""
    post(met)
    complaint = decided(met, form)
    assert complaint.letter is not None
    text = text_of(complaint.letter)
    for part in (complaint.receipt, "Đã hỏi lại.", "phúc tra", words):
        assert part in text


def test_the_database_refuses_a_decision_while_a_complaint_is_open(met: World) -> None:
    """No way around the actions leads to a decision over an open complaint of one of the villages."""
    post(met)
    complain(met)
    with pytest.raises(DatabaseError, match="no_decision_while_a_complaint_is_open"), transaction.atomic():
        Decision.objects.create(
            commune=met.commune_round(), report_id=1, signed_on=DAY, document_id=1,
            prepared_by=met.people["commune_officer"], appraised_by=met.people["district_officer"],
            signed_by=met.people["commune_chairman"],
        )  # fmt: skip
