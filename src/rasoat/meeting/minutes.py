"""The minutes of a village meeting (biên bản họp thôn, in the copies that the pack asks for)."""

from __future__ import annotations

from datetime import datetime

from rasoat.accounts.models import User
from rasoat.documents.common import commune_of, in_vietnamese, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue
from rasoat.documents.shapes import Attendance, DiscussedHousehold, Minutes, Person, ReturnedHousehold
from rasoat.law import Class
from rasoat.meeting.models import Meeting, MeetingItem
from rasoat.roster.models import Household
from rasoat.survey.standing import head_names


def issue_minutes(meeting: Meeting, representatives: list[str], actor: User) -> Document:
    """Register the minutes."""
    data = minutes_of(meeting, representatives)
    return issue(
        Kind.MINUTES,
        meeting.village.unit,
        title=f"Biên bản họp {lower(meeting.village.unit)} ngày {meeting.held_on:%d/%m/%Y}",
        issued_on=meeting.held_on,
        issued_by=actor,
        practice=meeting.village.round.practice,
        number=None,
        items=[data],
    )


def minutes_of(meeting: Meeting, representatives: list[str]) -> Minutes:
    """Return the data of the minutes."""
    village, round_ = meeting.village.unit, meeting.village.round
    items = list(
        meeting.items.select_related("submission__score", "submission__listing__household").order_by(
            "submission__listing__household__code"
        )
    )
    heads = head_names(item.submission.listing.household_id for item in items)
    living = Household.objects.living().filter(village=village).count()
    return Minutes(
        practice=round_.practice,
        head=letterhead(commune_of(village), meeting.held_on),
        year=round_.year,
        village=lower(village),
        commune=lower(commune_of(village)),
        place=meeting.place,
        began_at=datetime.combine(meeting.held_on, meeting.began_at),
        ended_at=datetime.combine(meeting.held_on, meeting.ended_at),
        chair=Person(name=meeting.chair, role=f"Trưởng {village.kind.lower()}"),
        secretary=Person(name=meeting.secretary, role="Thư ký"),
        attendance=_attendance(meeting),
        households_in_village=living,
        households_present=meeting.households,
        discussed=[_discussed(item, heads[item.submission.listing.household_id]) for item in items],
        returned=[
            ReturnedHousehold(head=heads[item.submission.listing.household_id], reason=item.note)
            for item in items
            if item.outcome == MeetingItem.Outcome.SEND_BACK
        ],
        conclusion=meeting.conclusion.splitlines(),
        representatives=representatives,
    )


def _attendance(meeting: Meeting) -> list[Attendance]:
    return [
        Attendance(group="Chi bộ", count=meeting.party_cell),
        Attendance(group="Mặt trận và các đoàn thể", count=meeting.organisations),
        Attendance(group="Rà soát viên", count=meeting.reviewers),
        Attendance(group="Đại diện hộ dân", count=meeting.households),
    ]


def _discussed(item: MeetingItem, head: str) -> DiscussedHousehold:
    score = item.submission.score
    return DiscussedHousehold(
        head=head,
        b1=score.b1,
        b2=score.b2,
        result=Class(score.result).label_vi,
        opinion=in_vietnamese(MeetingItem.Outcome(item.outcome).label),
        note=item.note,
    )
