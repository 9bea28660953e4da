"""Before the meeting: call it, and print the list of the invited with their letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar

from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.documents import shapes
from rasoat.documents.common import commune_of, in_vietnamese, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue
from rasoat.errors import Refused
from rasoat.meeting.models import Invitation, InvitedGroup, Invitee
from rasoat.rounds.step import VillageStep, require_not_before
from rasoat.survey.models import Listing
from rasoat.survey.standing import head_names

ABOUT = (
    "thông báo kết quả chấm điểm các hộ được rà soát",
    "thảo luận từng hộ, trước hết là hộ nghèo, hộ cận nghèo mới và hộ thoát nghèo, thoát cận nghèo",
    "thống nhất kết quả và lập biên bản",
)


@dataclass(kw_only=True)
class InviteToMeeting(VillageStep[Invitation]):
    """Call a meeting for a day that has not passed; a village may call again, and every calling stays.

    ``reviewed`` asks the head of every listed household; ``names`` adds people by group. Refused: P004 (the day has
    passed), M006 (nobody invited).
    """

    name: ClassVar[str] = "meeting.invite"
    permission: ClassVar[Permission] = Permission.MEETING_HOLD

    meets_on: date
    begins_at: time
    place: str
    names: Mapping[InvitedGroup, Sequence[str]]
    reviewed: bool = True

    def check(self) -> None:
        """Somebody is invited, to a day to come."""
        super().check()
        require_not_before(self.meets_on, self.day, "Ngày họp")
        self._listings = list(_reviewed(self.village.pk)) if self.reviewed else []
        if not self._listings and not any(self.names.values()):
            raise Refused("M006")

    def execute(self) -> Invitation:
        """Record who was invited, and issue list and letters as one paper."""
        invitation = Invitation.objects.create(
            village=self.village,
            number=self.village.invitations.count() + 1,
            meets_on=self.meets_on,
            begins_at=self.begins_at,
            place=self.place,
            invited_on=self.day,
            invited_by=self.actor,
        )
        Invitee.objects.bulk_create(self._invitees(invitation))
        invitation.letters = _letters(invitation, self.actor)
        invitation.save(update_fields=["letters"])
        return invitation

    def _invitees(self, invitation: Invitation) -> list[Invitee]:
        heads = head_names(listing.household_id for listing in self._listings)
        named = [
            Invitee(invitation=invitation, group=group, name=name)
            for group in InvitedGroup
            for name in self.names.get(group, ())
        ]
        return named + [
            Invitee(
                invitation=invitation,
                group=InvitedGroup.HOUSEHOLDS,
                name=heads[listing.household_id],
                listing=listing,
            )
            for listing in self._listings
        ]

    def facts(self, result: Invitation) -> Mapping[str, Any]:
        """How many were invited."""
        return {"invited": result.invitees.count()}


def _reviewed(village: int) -> Any:
    rows = Listing.objects.included().filter(village=village, household__ended_on__isnull=True)
    return rows.order_by("household__code")


def _letters(invitation: Invitation, actor: User) -> Document:
    village = invitation.village
    return issue(
        Kind.INVITATION,
        village.unit,
        title=f"Giấy mời họp {lower(village.unit)} ngày {invitation.meets_on:%d/%m/%Y}",
        issued_on=invitation.invited_on,
        issued_by=actor,
        practice=village.round.practice,
        number=None,
        items=[letters_of(invitation)],
    )


def letters_of(invitation: Invitation) -> shapes.Invitation:
    """Return the data of the list of the invited and of their letters."""
    village, round_ = invitation.village.unit, invitation.village.round
    groups: dict[str, list[str]] = {}
    for guest in invitation.invitees.all():
        groups.setdefault(guest.group, []).append(guest.name)
    return shapes.Invitation(
        practice=round_.practice,
        head=shapes.Letterhead(
            parent=str(commune_of(village)).upper(),
            issuer=str(village).upper(),
            place=commune_of(village).name,
            dated=invitation.invited_on,
        ),
        year=round_.year,
        village=lower(village),
        commune=lower(commune_of(village)),
        place=invitation.place,
        meets_at=datetime.combine(invitation.meets_on, invitation.begins_at),
        about=list(ABOUT),
        groups=[
            shapes.InvitedGroup(group=in_vietnamese(group.label), names=groups[group.value])
            for group in InvitedGroup
            if group.value in groups
        ],
        signature=shapes.Signature(
            capacity=f"TRƯỞNG {village.kind.upper()}", name=invitation.invited_by.full_name
        ),
    )
