"""The village meeting: agenda, projector, minutes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from rasoat import law
from rasoat.jobs.models import Job, State
from rasoat.meeting.models import Meeting, MeetingItem
from rasoat.meeting.queries import Part, agenda
from rasoat.rounds.models import Round
from tests.process_pages.conftest import Season, Visitor, codes
from tests.world import DAY, NEAR, RICH, World, answers


def typed(world: World, **changes: Any) -> dict[str, Any]:
    """Return complete minutes as they are typed."""
    opinions = {f"opinion_{world.listing(code).pk}": "agreed" for code in ("A1", "A2", "A3", "A4")}
    given = {
        "held_on": DAY, "began_at": "19:30", "ended_at": "21h15", "place": "Nhà văn hóa thôn",
        "secretary": "Nông Thị Thư", "party_cell": 2, "organisations": 3, "reviewers": 1, "households": 25,
        "representatives": "Triệu Văn Đại\r\nLý Thị Diện\r\n", "conclusion": "Nhất trí cả.",
    }  # fmt: skip
    return {**given, **opinions, **changes}


def test_agenda_puts_changes_before_what_remains(season: Season) -> None:
    """New poor first, then those who leave poverty, then those who remain; a household has one place."""
    found = {
        part.part: [row.listing.household.code for row in part.rows] for part in agenda(season.at_meeting())
    }
    assert found == {Part.NEW_POOR: ["A2"], Part.ESCAPED_POOR: ["A3", "A4"], Part.REMAINS: ["A1"]}


def test_agenda_orders_by_given_name(season: Season, world: World) -> None:
    """Within a part households stand by the given name of the head, in Vietnamese order."""
    season.at_meeting()
    for code, name in (("A3", "Nông Văn Ước"), ("A4", "Lý Thị Đào")):
        head = world.households[code].members.get(relation="head")
        head.full_name = name
        head.save()
    rows = next(part.rows for part in agenda(world.village_round()) if part.part == Part.ESCAPED_POOR)
    assert [row.head for row in rows] == ["Lý Thị Đào", "Nông Văn Ước"]


def test_agenda_page_offers_the_minutes_to_the_village_head_only(season: Season, visitor: Visitor) -> None:
    """The village head finds the way to the minutes, the reviewer reads the agenda."""
    village = season.at_meeting()
    shown = [
        b'id="meeting-record"' in visitor.get(who, "meeting", village.pk).content
        for who in ("village_head", "reviewer")
    ]
    assert shown == [True, False]


def test_minutes_hold_the_meeting(season: Season, visitor: Visitor, world: World) -> None:
    """Complete minutes are recorded through the action and the village moves on."""
    village = season.at_meeting()
    response = visitor.post("village_head", "meeting-record", village.pk, **typed(world))
    meeting = Meeting.objects.get()
    assert (response.status_code, response.url) == (302, f"/hop-thon/{village.pk}/")
    assert (meeting.held_on, meeting.ended_at.minute, meeting.households, meeting.secretary) == (
        DAY, 15, 25, "Nông Thị Thư",
    )  # fmt: skip
    assert meeting.minutes is not None
    assert meeting.minutes.data["items"][0]["representatives"] == ["Triệu Văn Đại", "Lý Thị Diện"]
    assert world.village_round().state == "agreed"


def test_minutes_send_a_household_back_with_its_reason(
    season: Season, visitor: Visitor, world: World
) -> None:
    """A household to be surveyed again goes back with the reason typed beside it."""
    village, listing = season.at_meeting(), world.listing("A3")
    changes = {f"opinion_{listing.pk}": "send_back", f"reason_{listing.pk}": "Chưa đếm trâu"}
    visitor.post("village_head", "meeting-record", village.pk, **typed(world, **changes))
    item = MeetingItem.objects.get(outcome="send_back")
    assert (item.submission.listing_id, item.note) == (listing.pk, "Chưa đếm trâu")
    assert world.village_round().state == "surveying"
    assert world.listing("A3").resurvey_reason == "Chưa đếm trâu"


def test_refusal_keeps_what_was_typed(season: Season, visitor: Visitor, world: World) -> None:
    """When the action refuses, the code stands on the page and every typed value stays."""
    village, listing = season.at_meeting(), world.listing("A3")
    changes = {
        "secretary": "Người village_head", f"opinion_{listing.pk}": "send_back", f"reason_{listing.pk}": "Đếm lại trâu",
    }  # fmt: skip
    response = visitor.post("village_head", "meeting-record", village.pk, **typed(world, **changes))
    page = response.content.decode()
    assert (response.status_code, codes(response)) == (422, ["P023"])
    assert all(text in page for text in ("P023: ", "Đếm lại trâu", "Nhất trí cả.", "Lý Thị Diện", "21h15"))
    assert Meeting.objects.count() == 0


def test_send_back_without_reason_is_refused(season: Season, visitor: Visitor, world: World) -> None:
    """A household is not sent back without a reason (P025)."""
    village, listing = season.at_meeting(), world.listing("A3")
    response = visitor.post(
        "village_head", "meeting-record", village.pk, **typed(world, **{f"opinion_{listing.pk}": "send_back"})
    )
    assert (response.status_code, codes(response)) == (422, ["P025"])


def test_reason_beside_agreement_is_asked_about(season: Season, visitor: Visitor, world: World) -> None:
    """A reason typed beside “thống nhất” is a contradiction, not silently dropped."""
    village, listing = season.at_meeting(), world.listing("A3")
    response = visitor.post(
        "village_head",
        "meeting-record",
        village.pk,
        **typed(world, **{f"reason_{listing.pk}": "Đếm lại trâu"}),
    )
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [f"reason_{listing.pk}"]


def test_future_day_stands_beside_the_day(season: Season, visitor: Visitor, world: World) -> None:
    """A day that the action refuses is shown beside its own field."""
    village = season.at_meeting()
    response = visitor.post(
        "village_head", "meeting-record", village.pk, **typed(world, held_on="21/10/2018")
    )
    assert [error.code for error in response.context["form"].errors.as_data()["held_on"]] == ["P003"]


def test_projector_shows_one_household_and_no_numbers_of_people(
    season: Season, visitor: Visitor, world: World
) -> None:
    """The room sees one household at a time; no identity number is ever on the screen."""
    village = season.at_meeting()
    head = world.households["A2"].members.get(relation="head")
    head.identity_number = "095088001234"
    head.save()
    page = visitor.get("reviewer", "meeting-projector", village.pk, ho=1).content.decode()
    assert head.full_name in page
    assert "1 / 4" in page
    assert "001234" not in page


def test_projector_holds_a_wild_number(season: Season, visitor: Visitor) -> None:
    """Asking for a household that is not there shows the nearest one."""
    village = season.at_meeting()
    shown = [
        visitor.get("reviewer", "meeting-projector", village.pk, ho=ho).context["at"]
        for ho in ("99", "0", "x", "-3")
    ]
    assert shown == [4, 1, 1, 1]


def test_past_meeting_is_listed_with_its_minutes(season: Season, visitor: Visitor) -> None:
    """A held meeting stands on the page with the way to its minutes."""
    village = season.met()
    response = visitor.get("reviewer", "meeting", village.pk)
    (meeting,) = response.context["meetings"]
    assert (meeting.discussed, meeting.sent_back) == (4, 0)
    assert f"/van-ban/{meeting.minutes_id}/" in response.content.decode()


def test_sixty_households_take_few_queries(
    world: World, visitor: Visitor, django_assert_max_num_queries: Any
) -> None:
    """The page of a village of sixty households stays within fifteen queries."""
    forms = {}
    for number in range(60):
        world.household(f"H{number:02d}", "poor_income", size=2)
        forms[f"H{number:02d}"] = answers(2, **(NEAR if number % 3 else RICH))
    world.surveyed(**forms)
    village = world.village_round()
    visitor.get("reviewer", "meeting", village.pk)
    with django_assert_max_num_queries(15):
        visitor.client.get(f"/hop-thon/{village.pk}/")


def by_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every round count hands by the share of the pack of 2022."""
    old = law.load("vn-2016").on(date(2018, 10, 10))
    share = law.load("vn-2022").on(date(2023, 11, 10)).parameters["meeting_vote_percent"]
    rules = replace(old, parameters={**old.parameters, "meeting_vote_percent": share})
    monkeypatch.setattr(Round, "rules", property(lambda _round: rules))


def test_form_asks_for_hands_only_where_the_pack_does(
    season: Season, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In 2016 there is no box to count in and the page says why; in 2022 the share to reach is told."""
    village = season.at_meeting()
    before = visitor.get("village_head", "meeting-record", village.pk).content.decode()
    by_hands(monkeypatch)
    after = visitor.get("village_head", "meeting-record", village.pk).content.decode()
    assert ["in_favour" in page for page in (before, after)] == [False, True]
    assert "không đếm phiếu" in before
    assert "ít nhất 50 %" in after


def test_one_count_serves_all_households_without_a_vote_of_their_own(
    season: Season, visitor: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The common count is stored for each household, the own count where there was one."""
    village, listing = season.at_meeting(), world.listing("A3")
    by_hands(monkeypatch)
    visitor.post(
        "village_head",
        "meeting-record",
        village.pk,
        **typed(world, in_favour="30", front="2", **{f"hands_{listing.pk}": "20"}),
    )
    meeting = Meeting.objects.get()
    counts = {item.submission.listing.household.code: item.in_favour for item in meeting.items.all()}
    assert (meeting.present, counts) == (33, {"A1": 30, "A2": 30, "A3": 20, "A4": 30})


def test_hands_above_attendance_are_told_with_their_code(
    season: Season, visitor: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More hands than people: M001, nothing stored, everything typed stays."""
    village = season.at_meeting()
    by_hands(monkeypatch)
    response = visitor.post("village_head", "meeting-record", village.pk, **typed(world, in_favour="32"))
    assert (response.status_code, codes(response), Meeting.objects.count()) == (422, ["M001"], 0)


def test_another_result_needs_a_resurvey_on_the_page_too(
    season: Season, visitor: Visitor, world: World
) -> None:
    """A result that departs from the score is M004; the box where it was typed is open."""
    village, listing = season.at_meeting(), world.listing("A3")
    more = {f"proposed_{listing.pk}": "poor_income", f"objection_{listing.pk}": "Xe hỏng rồi"}
    response = visitor.post("village_head", "meeting-record", village.pk, **typed(world, **more))
    assert codes(response) == ["M004"]
    assert '<details class="opinion-more" open>' in response.content.decode()
    more |= {f"opinion_{listing.pk}": "send_back", f"reason_{listing.pk}": "Xem lại xe máy"}
    visitor.post("village_head", "meeting-record", village.pk, **typed(world, **more))
    assert MeetingItem.objects.get(proposed="poor_income").objection == "Xe hỏng rồi"


def test_script_in_an_objection_is_only_text(season: Season, visitor: Visitor, world: World) -> None:
    """What was said is shown as it was said, never run."""
    village, listing = season.at_meeting(), world.listing("A3")
    said = "<script>alert(1)</script>"
    changes = {"secretary": "Người village_head", f"objection_{listing.pk}": said}
    page = visitor.post("village_head", "meeting-record", village.pk, **typed(world, **changes)).content
    assert (said.encode() in page, b"&lt;script&gt;alert(1)" in page) == (False, True)


def test_calling_the_village_leaves_list_and_letters(season: Season, visitor: Visitor, world: World) -> None:
    """The village head calls; the page then offers the paper, and a second calling starts from the same people."""
    village = season.at_meeting()
    response = visitor.post(
        "village_head",
        "meeting-invite",
        village.pk,
        meets_on=DAY,
        begins_at="19:30",
        place="Nhà văn hóa",
        reviewed="on",
        front="Lò Thị Mặt\r\nLò Thị Mặt\r\n",
    )
    assert response.status_code == 302
    (invitation,) = village.invitations.all()
    page = visitor.get("village_head", "meeting", village.pk).content.decode()
    assert invitation.invitees.count() == 5
    assert f"/van-ban/{invitation.letters_id}/" in page
    assert "Lò Thị Mặt" in visitor.get("village_head", "meeting-invite", village.pk).content.decode()
    assert 'value="Nhà văn hóa"' in visitor.get("village_head", "meeting-record", village.pk).content.decode()


def pdf(name: str = "bien-ban.pdf", more: bytes = b"") -> SimpleUploadedFile:
    """Return a scan as a browser sends it."""
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + more + b"%%EOF", "application/pdf")


def test_minutes_page_tells_whether_the_signed_copy_is_in(season: Season, visitor: Visitor) -> None:
    """First it is missing, then both pages are there with who sent them and their hashes."""
    village = season.met()
    meeting = Meeting.objects.get()
    missing = visitor.get("commune_officer", "minutes", meeting.pk).content.decode()
    response = visitor.client.post(
        f"/bien-ban-hop/{meeting.pk}/", {"pages": [pdf("trang1.pdf"), pdf("trang2.pdf", b"2")]}
    )
    there = visitor.get("reviewer", "minutes", meeting.pk).content.decode()
    assert (response.status_code, "Chưa có bản ký" in missing, 'id="signed-form"' in missing) == (
        302,
        True,
        True,
    )
    page = meeting.signed_pages.get(number=2).attachment
    assert all(part in there for part in ("trang1.pdf", "trang2.pdf", page.sha256, "Người commune_officer"))
    assert 'id="signed-form"' not in there
    assert "Đã có (2 tệp)" in visitor.get("reviewer", "meeting", village.pk).content.decode()


def test_wrong_scan_is_refused_beside_its_field(season: Season, visitor: Visitor) -> None:
    """A program called scan.pdf (D072), a page sent twice (M007), and nothing at all: nothing is kept."""
    season.met()
    meeting = Meeting.objects.get()
    visitor.get("village_head", "minutes", meeting.pk)
    wrong = [
        {"pages": [pdf(), SimpleUploadedFile("scan.pdf", b"MZ program")]},
        {"pages": [pdf(), pdf("lan-nua.pdf")]},
        {},
    ]
    found = [codes(visitor.client.post(f"/bien-ban-hop/{meeting.pk}/", data)) for data in wrong]
    assert (found, meeting.signed_pages.count()) == ([["D072"], ["M007"], ["required"]], 0)


def test_reviewer_may_not_send_the_signed_copy(season: Season, visitor: Visitor) -> None:
    """Whoever reads the minutes without keeping them is refused (403)."""
    season.met()
    meeting = Meeting.objects.get()
    visitor.get("reviewer", "minutes", meeting.pk)
    assert visitor.client.post(f"/bien-ban-hop/{meeting.pk}/", {"pages": [pdf()]}).status_code == 403


def test_commune_prints_its_minutes_in_the_background(season: Season, visitor: Visitor, world: World) -> None:
    """The page tells who has met; printing is a job whose one PDF begins each meeting on a sheet of its own."""
    season.posted()
    page = visitor.get("commune_officer", "minutes-of-round", world.round.pk).content.decode()
    assert page.count("Bản đã ký:") >= 2
    response = visitor.post("commune_officer", "minutes-of-round", world.round.pk)
    job = Job.objects.get()
    content = visitor.client.get(f"{response.url}tep/").content
    assert (job.state, job.done, job.file_name) == (State.DONE, 2, "Biên bản họp - Xã Xã thử 01906.pdf")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    firsts = [number for number, page in enumerate(pages, start=1) if "BIÊN BẢN" in page]
    assert (len(firsts), [number % 2 for number in firsts]) == (2, [1, 1])


def test_district_prints_a_file_for_each_commune(season: Season, visitor: Visitor, world: World) -> None:
    """Two communes are two PDFs in one zip, under names that a person finds."""
    season.posted()
    world.household("C1", "poor_income", village=2)
    world.surveyed(2, C1=answers())
    world.met(2)
    visitor.post("district_officer", "minutes-of-round", world.round.pk)
    job = Job.objects.get()
    content = visitor.client.get(f"/viec-dang-chay/{job.pk}/tep/").content
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == [
        "01906 Xã Xã thử 01906.pdf", "01909 Xã Xã thử 01909.pdf",
    ]  # fmt: skip


def test_printing_before_anybody_has_met_fails_with_its_sentence(
    season: Season, visitor: Visitor, world: World
) -> None:
    """Where there are no minutes the job says so (M008)."""
    season.surveyed()
    visitor.post("commune_officer", "minutes-of-round", world.round.pk)
    assert Job.objects.get().error == "M008"
