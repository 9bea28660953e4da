"""Papers of a conference: the invitation with its code, the attendance list to sign, the certificate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from rasoat.documents.common import chairman, letterhead
from rasoat.documents.shapes import (
    AgendaLine,
    AttendanceList,
    Attendant,
    InvitedGuest,
    TrainedCertificate,
    TrainingLetter,
)
from rasoat.training.models import Conference, Invitee
from rasoat.training.queries import CommuneInvited


def link_of(invitee: Invitee) -> str:
    """Return what the QR code of an invitation holds: the registrar's page of the code, with the site's address."""
    base = str(settings.SITE_ADDRESS).rstrip("/")
    return base + reverse("attendance-code", args=[invitee.code])


def _lines(conference: Conference) -> list[AgendaLine]:
    return [
        AgendaLine(time=f"{item.starts_at:%H:%M}", title=item.title, speaker=item.speaker)
        for item in conference.agenda.all()
    ]


def invitation_of(conference: Conference, rows: Sequence[Invitee]) -> TrainingLetter:
    """Return the data of the invitations of ``rows``."""
    return TrainingLetter(
        practice=conference.round.practice,
        head=letterhead(conference.unit, min(conference.called_on, conference.held_on)),
        year=conference.round.year,
        title=conference.title,
        host=conference.host,
        meets_at=datetime.combine(conference.held_on, conference.begins_at),
        place=conference.place,
        agenda=_lines(conference),
        guests=[InvitedGuest(name=each.full_name, office=each.office, link=link_of(each)) for each in rows],
        signature=chairman(),
    )


def attendance_of(conference: Conference, group: CommuneInvited) -> AttendanceList:
    """Return the data of the list of one commune."""
    return AttendanceList(
        practice=conference.round.practice,
        head=letterhead(conference.unit, conference.held_on),
        year=conference.round.year,
        title=conference.title,
        unit=str(group.unit),
        meets_at=datetime.combine(conference.held_on, conference.begins_at),
        place=conference.place,
        attendants=[Attendant(name=each.full_name, office=each.office) for each in group.invitees],
        signature={"capacity": "NGƯỜI ĐIỂM DANH", "name": ""},
    )


def certificate_of(conference: Conference, rows: Sequence[Invitee]) -> TrainedCertificate:
    """Return the data of the certificates of ``rows``, who were present."""
    return TrainedCertificate(
        practice=conference.round.practice,
        head=letterhead(conference.unit, conference.held_on),
        year=conference.round.year,
        title=conference.title,
        host=conference.host,
        held_on=conference.held_on,
        topics=[item.title for item in conference.agenda.all() if item.topic] or [conference.title],
        attendants=[Attendant(name=each.full_name, office=each.office) for each in rows],
        signature=chairman(),
    )
