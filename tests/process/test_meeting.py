"""The village meeting: how it agrees under each pack, who is called, and the signed copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rasoat import law
from rasoat.documents.attachments import checked
from rasoat.errors import RasoatError
from rasoat.meeting.actions import HoldMeeting
from rasoat.meeting.ballot import Attendance, Opinion
from rasoat.meeting.inviting import InviteToMeeting
from rasoat.meeting.models import InvitedGroup, Meeting, MeetingItem
from rasoat.meeting.signing import KeepSignedMinutes
from rasoat.rounds.models import Round
from rasoat.survey.answers import FinishSurvey
from tests.world import DAY, World, answers

PAGE = checked(b"%PDF-1.7\n%%EOF", "bien-ban.pdf")
NOTHING = Opinion()
Hold = Callable[..., HoldMeeting]


def refusal(action: Any) -> str:
    """The code with which the action is refused."""
    with pytest.raises(RasoatError) as caught:
        action.run()
    return caught.value.code


@pytest.fixture
def by_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every round counts hands by the share of the pack of 2022, and scores by that of 2016."""
    old = law.load("vn-2016").on(date(2018, 10, 10))
    share = law.load("vn-2022").on(date(2023, 11, 10)).parameters["meeting_vote_percent"]
    rules = replace(old, parameters={**old.parameters, "meeting_vote_percent": share})
    monkeypatch.setattr(Round, "rules", property(lambda _round: rules))


@pytest.fixture
def hold(world: World) -> Hold:
    """The meeting of a village of two households, with some people there and some hands in favour of each."""
    for code in ("01", "02"):
        world.household(code, "poor_income")
    world.surveyed(**{"01": answers(), "02": answers()})
    FinishSurvey(actor=world.people["village_head"], village=world.village_round()).run()

    def held(first: Opinion = NOTHING, second: Opinion = NOTHING, **changes: Any) -> HoldMeeting:
        opinions = {world.listing("01").pk: first, world.listing("02").pk: second}
        return world.hold_meeting(opinions=opinions, **changes)

    return held


def test_2016_records_agreement_and_counts_nothing(hold: Hold) -> None:
    """No share of votes was found for 2016: the minutes say who agreed, and a count is refused (M003)."""
    assert refusal(hold(Opinion(in_favour=20))) == "M003"
    meeting = hold().run()
    paper = meeting.minutes.data["items"][0]
    assert (meeting.vote_percent, "vote_percent" in paper, paper["copies"]) == (None, False, 2)


@pytest.mark.usefixtures("by_hands")
@pytest.mark.parametrize(
    ("hands", "code"),
    [((28, None), "M002"), ((29, 28), "M001"), ((-1, 28), "M001"), ((13, 28), "M005"), ((14, 28), "")],
    ids=["not counted", "above attendance", "below nought", "below half", "half"],
)
def test_2022_asks_for_half_of_all_present(hold: Hold, hands: tuple[int, int | None], code: str) -> None:
    """Of 28 present at least 14 agree, for each household; every other count has its code."""
    action = hold(Opinion(in_favour=hands[0]), Opinion(in_favour=hands[1]))
    assert (refusal(action) if code else action.run().village.state) == (code or "agreed")


@pytest.mark.usefixtures("by_hands")
def test_below_half_is_reviewed_again_and_meets_again(hold: Hold, world: World) -> None:
    """A household below the share goes back with a reason, the village surveys, and meets a second time."""
    back = {world.listing("01").pk: "Chưa đủ người tán thành"}
    first = hold(Opinion(in_favour=13), Opinion(in_favour=28), send_back=back).run()
    assert world.village_round().state == "surveying"
    assert first.minutes.data["items"][0]["discussed"][0]["in_favour"] == 13
    world.answer("01", answers(motorbike=1))
    FinishSurvey(actor=world.people["village_head"], village=world.village_round()).run()
    second = hold(Opinion(in_favour=20), Opinion(in_favour=28)).run()
    assert (second.number, world.village_round().state) == (2, "agreed")


def test_result_that_departs_from_the_score_only_goes_back(hold: Hold, world: World) -> None:
    """The room asks for another class: without a re-survey refused (M004), with one kept as said; points stay."""
    listing = world.listing("01")
    asked = Opinion("Ông Đại: nhà có xe mới", "near_poor")
    assert refusal(hold(asked)) == "M004"
    meeting = hold(asked, send_back={listing.pk: "Chưa tính xe máy mới"}).run()
    item = meeting.items.get(submission__listing=listing)
    assert (item.proposed, item.objection, item.outcome) == ("near_poor", asked.objection, "send_back")
    assert item.submission.score.result == "poor_income"
    (said,) = meeting.minutes.data["items"][0]["other_opinions"]
    assert said.endswith("Ông Đại: nhà có xe mới; đề nghị kết quả: Hộ cận nghèo")


def test_objection_alone_stands_in_the_minutes(hold: Hold) -> None:
    """An objection that did not prevail is kept, and the household is agreed."""
    meeting = hold(Opinion("Bà Diện không đồng ý")).run()
    assert meeting.village.state == "agreed"
    assert "Bà Diện không đồng ý" in meeting.minutes.data["items"][0]["other_opinions"][0]


def test_opinion_on_a_household_that_is_not_discussed_is_refused(hold: Hold) -> None:
    """What was said must be about a household of the agenda (P025)."""
    action = hold()
    action.opinions = {0: Opinion("?")}
    assert refusal(action) == "P025"


def test_meeting_before_the_survey_ends_is_refused(world: World) -> None:
    """While a form is missing nobody meets (P001)."""
    world.household("01", "poor_income")
    world.surveyed()
    assert refusal(world.hold_meeting()) == "P001"


@pytest.mark.usefixtures("by_hands")
def test_database_holds_hands_to_those_present_and_to_the_share(hold: Hold, world: World) -> None:
    """Whoever writes past the action is stopped: too many hands, none where asked for, agreed below the share."""
    meeting = hold(Opinion(in_favour=28), Opinion(in_favour=28)).run()
    listing = world.listing("01")
    world.on(DAY)
    form = meeting.items.get(submission__listing=listing).submission
    again = Meeting.objects.create(
        **{
            name: getattr(meeting, name)
            for name in (
                "village", "held_on", "began_at", "ended_at", "place", "chair", "secretary", "recorded_by",
                "vote_percent", *Attendance._fields,
            )
        },
        number=9,
    )  # fmt: skip
    wrong: list[Mapping[str, Any]] = [
        {"in_favour": 29}, {"in_favour": None}, {"in_favour": 13}, {"in_favour": 28, "proposed": "near_poor"},
    ]  # fmt: skip
    for row in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            MeetingItem.objects.create(meeting=again, submission=form, outcome="agreed", **row)
    MeetingItem.objects.create(meeting=again, submission=form, outcome="agreed", in_favour=14)


def test_database_refuses_hands_where_no_share_is_asked_for(hold: Hold) -> None:
    """In 2016 no quorum is invented, not even past the action; nor does attendance change afterwards."""
    meeting = hold().run()
    form = meeting.items.first().submission
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingItem.objects.filter(meeting=meeting).model.objects.create(
            meeting=meeting, submission=form, outcome="agreed", in_favour=1
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(households=99)


def invite(world: World, **changes: Any) -> InviteToMeeting:
    """The calling of a meeting, not yet run."""
    given: dict[str, Any] = {
        "meets_on": DAY, "begins_at": time(19, 30), "place": "Nhà văn hóa", "reviewed": True,
        "names": {InvitedGroup.FRONT: ["Lò Thị Mặt"], InvitedGroup.HOUSEHOLDS: ["Ma Văn Ngoài"]},
    }  # fmt: skip
    return InviteToMeeting(
        actor=world.people["village_head"], village=world.village_round(), **{**given, **changes}
    )


def test_invitation_records_who_was_asked_by_group(world: World) -> None:
    """The heads of the listed households and the named people are invited, and stand on the paper by group."""
    world.household("01", "poor_income")
    world.household("02", "near_poor")
    world.surveyed()
    invitation = invite(world).run()
    paper = invitation.letters.data["items"][0]
    assert [(group["group"], group["names"]) for group in paper["groups"]] == [
        ("Ban công tác Mặt trận", ["Lò Thị Mặt"]),
        ("Đại diện hộ dân", ["Ma Văn Ngoài", "Triệu Văn 01 0", "Triệu Văn 02 0"]),
    ]
    assert invitation.invitees.filter(listing__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"meets_on": DAY - timedelta(days=1)}, "P004"),
        ({"reviewed": False, "names": {InvitedGroup.FRONT: []}}, "M006"),
    ],
    ids=["yesterday", "nobody"],
)
def test_calling_for_a_day_gone_or_for_nobody_is_refused(
    world: World, changes: dict[str, Any], code: str
) -> None:
    """A day that has passed is P004, an empty list M006; nothing is printed."""
    world.household("01", "poor_income")
    world.surveyed()
    assert refusal(invite(world, **changes)) == code
    assert world.village_round().invitations.count() == 0


def test_village_may_be_called_again(world: World) -> None:
    """A second calling has its own number; the first stays."""
    world.household("01", "poor_income")
    world.surveyed()
    assert [invite(world).run().number for _ in range(2)] == [1, 2]


def test_meeting_is_not_called_before_the_list_is_closed(world: World) -> None:
    """Nobody is called while the list is being made (P001)."""
    assert refusal(invite(world)) == "P001"


@pytest.mark.parametrize("who", ["village_head", "commune_officer"])
def test_signed_copy_comes_back_page_by_page(hold: Hold, world: World, who: str) -> None:
    """Village head or commune officer sends the pages; each is kept with its hash, the same one only once (M007)."""
    meeting = hold().run()
    second = checked(b"%PDF-1.7\n2\n%%EOF", "trang 2.pdf")
    for pages in ([PAGE], [second]):
        KeepSignedMinutes(actor=world.people[who], meeting=meeting, pages=pages).run()
    kept = [(page.number, page.attachment.name) for page in meeting.signed_pages.all()]
    assert kept == [(1, "bien-ban.pdf"), (2, "trang 2.pdf")]
    assert refusal(KeepSignedMinutes(actor=world.people[who], meeting=meeting, pages=[second])) == "M007"


@pytest.mark.parametrize("who", ["reviewer", "district_officer", "other_officer"])
def test_others_do_not_send_the_signed_copy(hold: Hold, world: World, who: str) -> None:
    """The reviewer, the district and another commune's officer may not (A001)."""
    action = KeepSignedMinutes(actor=world.people[who], meeting=hold().run(), pages=[PAGE])
    assert refusal(action) == "A001"
