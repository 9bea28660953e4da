"""Posting, the public page, complaints and re-checks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from rasoat.posting.actions import AssignRecheck, OpenPosting
from rasoat.posting.models import Complaint, Posting
from rasoat.posting.queries import days_left
from tests.process_pages.conftest import CLOSED, Season, Visitor, codes
from tests.world import DAY, NEAR, World, answers

PLACES = {"office": "Trụ sở xã", "house": "Nhà văn hóa", "loudspeaker": "Loa thôn"}


def test_officer_opens_the_posting(season: Season, visitor: Visitor, world: World) -> None:
    """The form posts the lists for seven days, both ends included."""
    village = season.met()
    response = visitor.post("commune_officer", "posting-open", village.pk, opened_on=DAY, **PLACES)
    posting = Posting.objects.get()
    assert (response.status_code, posting.closes_on) == (302, date(2018, 10, 26))
    assert dict(posting.places.values_list("kind", "name")) == PLACES
    assert world.village_round().state == "posting"


def test_posting_before_the_meeting_day_is_refused_and_kept(season: Season, visitor: Visitor) -> None:
    """A day before the meeting is refused beside the field; the places typed stay."""
    village = season.met()
    response = visitor.post(
        "commune_officer", "posting-open", village.pk, opened_on=date(2018, 10, 19), **PLACES
    )
    assert (response.status_code, codes(response)) == (422, ["P004"])
    assert "Loa thôn" in response.content.decode()
    assert "19/10/2018" in response.content.decode()


def test_page_shows_the_lists_as_posted(season: Season, visitor: Visitor) -> None:
    """A household that leaves poverty into near-poverty stands in two lists; empty lists are shown, too."""
    village = season.posted_open()
    lists = visitor.get("reviewer", "posting", village.pk).context["lists"]
    assert {each.part.value: len(each.rows) for each in lists} == {
        "new_poor": 1, "new_near_poor": 1, "escaped_poor": 2, "escaped_near_poor": 1, "remains": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("day", "left"), [(20, 7), (26, 1), (27, 0), (31, 0)])
def test_days_left_counts_the_day_itself(season: Season, day: int, left: int) -> None:
    """On the first of seven days seven are left, on the last one, then none."""
    posting = season.posted_open().postings.get()
    assert days_left(posting, date(2018, 10, day)) == left


def test_closing_too_early_is_refused(season: Season, visitor: Visitor) -> None:
    """The window holds (P026)."""
    village = season.posted_open()
    response = visitor.post("commune_officer", "posting-close", village.pk)
    assert (response.status_code, codes(response)) == (422, ["P026"])


def test_closing_after_the_window(season: Season, visitor: Visitor, world: World) -> None:
    """After the last day the officer closes the posting."""
    village = season.posted_open()
    world.on(CLOSED)
    assert visitor.post("commune_officer", "posting-close", village.pk).status_code == 302
    assert world.village_round().state == "posted"


def test_public_page_says_names_persons_and_class_only(
    season: Season, visitor: Visitor, world: World
) -> None:
    """Everybody with the link sees heads, persons and class, and nothing else of a household."""
    head = world.households["A2"].members.get(relation="head")
    head.identity_number = "095088001234"
    head.save()
    posting = season.posted_open().postings.get()
    response = visitor.get("", "public-posting", posting.token)
    page = response.content.decode()
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert head.full_name in page
    assert "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in page
    assert not any(secret in page for secret in ("001234", "1975", ">45<", "A2<", "Người "))


def test_public_page_ends_with_the_window(season: Season, visitor: Visitor, world: World) -> None:
    """After the last day the names are gone (410)."""
    posting = season.posted_open().postings.get()
    world.on(CLOSED)
    response = visitor.get("", "public-posting", posting.token)
    assert response.status_code == 410
    assert "Triệu Văn" not in response.content.decode()


def test_public_page_of_a_list_posted_anew_is_gone(season: Season, visitor: Visitor, world: World) -> None:
    """When a complaint changed the result, the old list is public no longer."""
    village = season.posted_open()
    posting = village.postings.get()
    complaint = season.complaint()
    _recheck(world, complaint, answers())
    visitor.post(
        "commune_committee", "complaint-decide", complaint.pk, decided_on=DAY, answer="Đúng là đã bán xe."
    )
    assert visitor.get("", "public-posting", posting.token).status_code == 410
    OpenPosting(actor=world.people["commune_officer"], village=world.village_round(), opened_on=DAY).run()
    assert visitor.get("", "public-posting", posting.token).status_code == 410
    assert visitor.get("", "public-posting", village.postings.get(number=2).token).status_code == 200


def test_unknown_public_link_is_not_found(visitor: Visitor) -> None:
    """A guessed token finds nothing."""
    assert visitor.get("", "public-posting", "khong-co").status_code == 404


def _complaint(world: World, **changes: Any) -> dict[str, Any]:
    given = {
        "received_on": DAY, "complainant": "Lý Thị Hỏi", "channel": "paper", "kind": "should_be_on",
        "listing": world.listing("A3").pk, "text": "Nhà tôi nghèo hơn.",
    }  # fmt: skip
    return {**given, **changes}


def test_complaint_is_taken_in(season: Season, visitor: Visitor, world: World) -> None:
    """The form takes a complaint in under a receipt number."""
    village = season.posted_open()
    response = visitor.post("commune_committee", "complaint-receive", village.pk, **_complaint(world))
    complaint = Complaint.objects.get()
    assert response.url == f"/khieu-nai/{complaint.pk}/"
    assert (complaint.listing, complaint.channel, complaint.late) == (world.listing("A3"), "paper", False)


def test_complaint_without_household(season: Season, visitor: Visitor, world: World) -> None:
    """A complaint may name no household."""
    village = season.posted_open()
    visitor.post(
        "village_head", "complaint-receive", village.pk, **_complaint(world, listing="", kind="procedure")
    )
    assert Complaint.objects.get().listing is None


def test_complaint_in_the_future_keeps_the_text(season: Season, visitor: Visitor, world: World) -> None:
    """A refused complaint keeps every word."""
    village = season.posted_open()
    response = visitor.post(
        "commune_committee",
        "complaint-receive",
        village.pk,
        **_complaint(world, received_on=DAY + timedelta(days=1)),
    )
    assert (response.status_code, codes(response)) == (422, ["P003"])
    assert "Nhà tôi nghèo hơn." in response.content.decode()


def test_household_of_another_village_cannot_be_chosen(
    season: Season, visitor: Visitor, world: World
) -> None:
    """The form offers only the households of the village."""
    village = season.posted_open()
    world.household("B1", "poor_income", village=1)
    world.surveyed(1, B1=answers())
    response = visitor.post(
        "commune_committee",
        "complaint-receive",
        village.pk,
        **_complaint(world, listing=world.listing("B1").pk),
    )
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["listing"])


def test_candidates_leave_out_the_first_reviewer_and_the_assigner(season: Season, visitor: Visitor) -> None:
    """Those who may re-check are reviewers, staff sent to help and the village head, never the first reviewer."""
    season.posted_open()
    complaint = season.complaint()
    form = visitor.get("commune_committee", "complaint", complaint.pk).context["assign_form"]
    found = sorted(person.username for person in form.people.values())
    assert found == ["reviewer_2", "support_staff", "village_head"]


def test_assignment(season: Season, visitor: Visitor, world: World) -> None:
    """The committee names the re-checker."""
    season.posted_open()
    complaint = season.complaint()
    visitor.post(
        "commune_committee", "complaint-assign", complaint.pk, rechecker=world.people["reviewer_2"].pk
    )
    complaint.refresh_from_db()
    assert complaint.rechecker == world.people["reviewer_2"]


def test_first_reviewer_cannot_be_assigned_by_a_crafted_form(
    season: Season, visitor: Visitor, world: World
) -> None:
    """A person who is no candidate is refused by the form itself."""
    season.posted_open()
    complaint = season.complaint()
    response = visitor.post(
        "commune_committee", "complaint-assign", complaint.pk, rechecker=world.people["reviewer"].pk
    )
    complaint.refresh_from_db()
    assert (response.status_code, complaint.rechecker) == (422, None)


def _assign(world: World, complaint: Complaint) -> None:
    AssignRecheck(
        actor=world.people["commune_committee"], complaint=complaint, rechecker=world.people["reviewer_2"]
    ).run()


def _recheck(world: World, complaint: Complaint, form: dict[str, Any]) -> None:
    from rasoat.posting.actions import RecheckHousehold

    _assign(world, complaint)
    RecheckHousehold(
        actor=world.people["reviewer_2"],
        complaint=complaint,
        answers=form,
        visited_on=DAY,
        respondent="Chủ hộ",
    ).run()


def _sheet(form: dict[str, Any], **more: Any) -> dict[str, Any]:
    given = {
        "visited_on": DAY, "respondent": "Chủ hộ", "submission_id": "6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b",
    }  # fmt: skip
    return {**form, **given, **more}


def test_recheck_form_is_blind(season: Season, visitor: Visitor, world: World) -> None:
    """The re-checker's form holds what the roster knows and nothing of the first answers."""
    season.posted_open()
    complaint = season.complaint()
    _assign(world, complaint)
    form = visitor.get("reviewer_2", "recheck", complaint.pk).context["form"]
    assert form.initial == {"household_size": "4"}


def test_recheck_is_recorded(season: Season, visitor: Visitor, world: World) -> None:
    """The re-check stores a new form by another hand."""
    season.posted_open()
    complaint = season.complaint()
    _assign(world, complaint)
    response = visitor.post("reviewer_2", "recheck", complaint.pk, **_sheet(answers()))
    complaint.refresh_from_db()
    assert response.status_code == 302
    assert complaint.recheck is not None
    assert (complaint.recheck.reviewer.username, complaint.recheck.score.result) == (
        "reviewer_2",
        "poor_income",
    )


def test_incomplete_recheck_keeps_answers(season: Season, visitor: Visitor, world: World) -> None:
    """A missing answer is named at its question; the others stay."""
    season.posted_open()
    complaint = season.complaint()
    _assign(world, complaint)
    response = visitor.post(
        "reviewer_2", "recheck", complaint.pk, **_sheet({**answers(), "wall": "", "poultry": 17})
    )
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["wall"]
    assert 'value="17"' in response.content.decode()


def test_recheck_asks_about_each_person_and_wants_reasons(
    season: Season, visitor: Visitor, world: World
) -> None:
    """A warning shows with a box for its reason; with the reason and the people's answers the form is taken."""
    season.posted_open()
    complaint = season.complaint()
    _assign(world, complaint)
    person = world.households["A3"].members.order_by("pk").first()
    assert person is not None
    sheet = _sheet(answers(electricity_kwh=300))
    response = visitor.post("reviewer_2", "recheck", complaint.pk, **sheet)
    page = response.content.decode()
    assert (response.status_code, "P101" in page) == (422, True)
    assert f'name="m-{person.pk}-health_insurance"' in page
    reason = {"remark-electricity_without_goods": "Xay xát thuê"}
    assert visitor.post("reviewer_2", "recheck", complaint.pk, **sheet, **reason).status_code == 302
    complaint.refresh_from_db()
    assert complaint.recheck is not None
    assert list(complaint.recheck.remarks.values()) == ["Xay xát thuê"]


def test_refused_recheck_names_the_code(season: Season, visitor: Visitor, world: World) -> None:
    """A size that is not the roster's is refused (P074)."""
    season.posted_open()
    complaint = season.complaint()
    _assign(world, complaint)
    response = visitor.post("reviewer_2", "recheck", complaint.pk, **_sheet(answers(5)))
    assert response.status_code == 422
    assert "P074" in response.content.decode()


def test_recheck_of_somebody_else_is_not_there(season: Season, visitor: Visitor, world: World) -> None:
    """Only the person assigned finds the form."""
    season.posted_open()
    complaint = season.complaint()
    _assign(world, complaint)
    assert visitor.get("reviewer", "recheck", complaint.pk).status_code == 404


@pytest.mark.parametrize(
    ("form", "outcome", "state"), [(answers(), "upheld", "agreed"), (answers(**NEAR), "dismissed", "posting")]
)
def test_decision(
    season: Season, visitor: Visitor, world: World, form: dict[str, Any], outcome: str, state: str
) -> None:
    """A re-check that changes the result upholds the complaint and the village is posted anew."""
    season.posted_open()
    complaint = season.complaint()
    _recheck(world, complaint, form)
    visitor.post("commune_committee", "complaint-decide", complaint.pk, decided_on=DAY, answer="Đã phúc tra.")
    complaint.refresh_from_db()
    assert (complaint.outcome, world.village_round().state) == (outcome, state)


def test_answer_before_the_recheck_is_refused_and_kept(
    season: Season, visitor: Visitor, world: World
) -> None:
    """A complaint that waits for its re-check cannot be answered yet (P035)."""
    season.posted_open()
    complaint = season.complaint()
    _assign(world, complaint)
    response = visitor.post(
        "commune_committee", "complaint-decide", complaint.pk, decided_on=DAY, answer="Không phải vậy."
    )
    assert (response.status_code, codes(response)) == (422, ["P035"])
    assert "Không phải vậy." in response.content.decode()


def test_complaints_of_the_area(season: Season, visitor: Visitor) -> None:
    """A list shows what is open in one's own area; the answered ones on request."""
    village = season.posted_open()
    complaint = season.complaint("")
    counts = [
        visitor.get(who, "all-complaints").context["count"] for who in ("commune_officer", "other_officer")
    ]
    assert counts == [1, 0]
    visitor.post(
        "commune_committee", "complaint-decide", complaint.pk, decided_on=DAY, answer="Đã giải thích."
    )
    pages = [
        visitor.get("commune_officer", "complaints", village.pk, **query) for query in ({}, {"xem": "tat-ca"})
    ]
    assert [page.context["count"] for page in pages] == [0, 1]
