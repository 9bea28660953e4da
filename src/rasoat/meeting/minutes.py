"""The minutes of a village meeting (biên bản họp thôn, in the copies that the pack asks for)."""

from __future__ import annotations

from datetime import datetime

from rasoat.accounts.models import User
from rasoat.documents.common import commune_of, in_vietnamese, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue
from rasoat.documents.shapes import Attendance, DiscussedHousehold, Minutes, Person, ReturnedHousehold
from rasoat.law import Class
from rasoat.meeting.models import InvitedGroup, Meeting, MeetingItem
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
    minutes = Minutes(
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
        other_opinions=[
            _said(item, heads[item.submission.listing.household_id])
            for item in items
            if item.objection or item.proposed
        ],
        conclusion=meeting.conclusion.splitlines(),
        representatives=representatives,
    )
    return _by_the_rules(minutes, meeting)


def _by_the_rules(minutes: Minutes, meeting: Meeting) -> Minutes:
    """Add what the pack gives: the share to reach, and the number of copies."""
    if meeting.vote_percent is not None:
        minutes["vote_percent"] = meeting.vote_percent
    copies = meeting.village.round.rules.parameters["minutes_copies"]
    if copies.known and copies.value is not None:
        minutes["copies"] = copies.value
    return minutes


def _attendance(meeting: Meeting) -> list[Attendance]:
    counts = [(group, getattr(meeting, group.value)) for group in InvitedGroup]
    return [
        Attendance(group=in_vietnamese(group.label), count=count)
        for group, count in counts
        if count or group == InvitedGroup.HOUSEHOLDS
    ]


def _discussed(item: MeetingItem, head: str) -> DiscussedHousehold:
    score = item.submission.score
    row = DiscussedHousehold(
        head=head,
        b1=score.b1,
        b2=score.b2,
        result=Class(score.result).label_vi,
        opinion=in_vietnamese(MeetingItem.Outcome(item.outcome).label),
        note=item.note,
    )
    if item.in_favour is not None:
        row["in_favour"] = item.in_favour
    return row


def _said(item: MeetingItem, head: str) -> str:
    asked = f"đề nghị kết quả: {Class(item.proposed).label_vi}" if item.proposed else ""
    return f"Hộ {head}: " + "; ".join(part for part in (item.objection, asked) if part)
