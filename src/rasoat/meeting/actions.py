"""Step 3: record the village meeting (họp dân thống nhất kết quả)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.errors import Refused
from rasoat.meeting import ballot
from rasoat.meeting.ballot import Attendance, Opinion
from rasoat.meeting.minutes import issue_minutes
from rasoat.meeting.models import Meeting, MeetingItem
from rasoat.rounds.clock import today
from rasoat.rounds.models import VillageRound
from rasoat.rounds.step import move, require, require_not_after, require_not_before, require_open
from rasoat.survey.models import Inclusion, Listing


@dataclass(kw_only=True)
class HoldMeeting(Action[Meeting]):
    """Record a meeting: every scored household was discussed and agreed, unless it is named in ``send_back``.

    ``send_back`` maps a listing to the reason why its form must be filled again; then the village goes back to the
    survey and meets again. The meeting never changes points: ``opinions`` keeps what was said, and a class the room
    asks for instead goes back. Hands are counted where the pack has a share to reach; in the rules of 2016 no quorum
    and no vote were found: agreement is recorded, nothing is counted.
    """

    name: ClassVar[str] = "meeting.hold"
    permission: ClassVar[Permission] = Permission.MEETING_HOLD

    village: VillageRound
    held_on: date
    place: str
    began_at: time
    ended_at: time
    secretary: str
    attendance: Attendance
    representatives: Sequence[str]
    send_back: Mapping[int, str]
    conclusion: str = ""
    opinions: Mapping[int, Opinion] = field(default_factory=dict)

    def unit(self) -> Unit:
        """The village."""
        return self.village.unit

    @property
    def step(self) -> str:
        """The row of the state table: the meeting agrees, or sends forms back."""
        return "meeting.send-back" if self.send_back else "meeting.agree"

    def check(self) -> None:
        """Held after the last visit, with a secretary other than the chair and households present."""
        require_open(self.village.round)
        require(self.village, self.step)
        require_not_after(self.held_on, today(self.village.round), _("Ngày họp"))
        self._listings = list(self._scored())
        visits = [listing.answered.visited_on for listing in self._listings if listing.answered]
        if visits:
            require_not_before(self.held_on, max(visits), _("Ngày họp"))
        if (
            self.secretary.strip().casefold() == self.actor.full_name.strip().casefold()
            or not self.secretary.strip()
        ):
            raise Refused("P023")
        if self.attendance.households < 1 or not self.representatives:
            raise Refused("P024")
        if self.ended_at <= self.began_at:
            raise Refused("P077")
        unknown = {*self.send_back, *self.opinions} - {listing.pk for listing in self._listings}
        if unknown or any(not reason.strip() for reason in self.send_back.values()):
            raise Refused("P025")
        self._percent = ballot.vote_percent(self.village.round.rules)
        ballot.check(self._listings, self.opinions, self.send_back, self._percent, sum(self.attendance))

    def _scored(self) -> Any:
        return (
            Listing.objects.filter(
                village=self.village,
                inclusion=Inclusion.INCLUDED,
                answered__isnull=False,
                household__ended_on__isnull=True,
            )
            .select_related("household", "answered__score")
            .order_by("household__code")
        )

    def execute(self) -> Meeting:
        """Store the meeting and its items, issue the minutes, move the village."""
        meeting = Meeting.objects.create(
            village=self.village,
            number=self.village.meetings.count() + 1,
            held_on=self.held_on,
            began_at=self.began_at,
            ended_at=self.ended_at,
            place=self.place,
            chair=self.actor.full_name,
            secretary=self.secretary.strip(),
            conclusion=self.conclusion,
            recorded_by=self.actor,
            vote_percent=self._percent,
            **self.attendance._asdict(),
        )
        MeetingItem.objects.bulk_create(self._item(meeting, listing) for listing in self._listings)
        for listing in self._listings:
            if listing.pk in self.send_back:
                listing.resurvey_reason = self.send_back[listing.pk].strip()
                listing.save(update_fields=["resurvey_reason"])
        meeting.minutes = issue_minutes(meeting, list(self.representatives), self.actor)
        meeting.save(update_fields=["minutes"])
        move(self.village, self.step)
        return meeting

    def _item(self, meeting: Meeting, listing: Listing) -> MeetingItem:
        note = self.send_back.get(listing.pk, "").strip()
        outcome = MeetingItem.Outcome.SEND_BACK if note else MeetingItem.Outcome.AGREED
        assert listing.answered is not None
        return MeetingItem(
            meeting=meeting,
            submission=listing.answered,
            outcome=outcome,
            note=note,
            **self.opinions.get(listing.pk, Opinion())._asdict(),
        )

    def facts(self, result: Meeting) -> Mapping[str, Any]:
        """How many households were discussed and sent back."""
        return {"discussed": len(self._listings), "sent_back": len(self.send_back)}
