"""The village meeting: agenda, projector, minutes."""

from __future__ import annotations

from typing import Any

from rasoat.meeting.models import Meeting, MeetingItem
from rasoat.meeting.queries import Part, agenda
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
