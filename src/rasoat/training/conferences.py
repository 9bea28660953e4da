"""Actions on a conference: call it, invite people by their roles and guests by name, mark who came."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar, NamedTuple

from django.utils import timezone

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.audit.action import Action
from rasoat.audit.action import today as real_today
from rasoat.documents.common import in_full, lower
from rasoat.errors import Refused
from rasoat.planning.models import CommitteeMember
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round
from rasoat.rounds.step import require_open
from rasoat.text_vi import clean_cell
from rasoat.training.models import AgendaItem, Conference, Invitee, Way
from rasoat.training.queries import holders, units_that_host

COMMITTEE = "committee"
"""The group of the steering committee's members, with or without an account."""


class Item(NamedTuple):
    """An item of the agenda as entered."""

    starts_at: time
    title: str
    speaker: str = ""
    topic: str = ""


class Guest(NamedTuple):
    """A guest named by hand."""

    full_name: str
    office: str = ""


@dataclass(kw_only=True)
class CallConference(Action[Conference]):
    """Call a conference with its agenda, and invite the holders of roles, the committee and named guests.

    ``groups`` are keys of ``queries.GROUPS``, or ``COMMITTEE``. Each person is invited once.
    """

    name: ClassVar[str] = "training.call"
    permission: ClassVar[Permission] = Permission.TRAINING_KEEP

    round: Round
    at: Unit
    title: str
    held_on: date
    begins_at: time
    place: str
    host: str
    agenda: Sequence[Item]
    groups: Collection[str]
    guests: Sequence[Guest] = ()

    def unit(self) -> Unit:
        """The unit that holds it."""
        return self.at

    def check(self) -> None:
        """A unit of the round, a day of its year, an agenda in order of time, somebody to come."""
        require_open(self.round)
        if self.at not in units_that_host(self.round):
            raise Refused("P461", unit=str(self.at))
        if self.held_on.year != self.round.year:
            raise Refused("P451", day=f"{self.held_on:%d/%m/%Y}", year=self.round.year)
        if not self.agenda:
            raise Refused("P450")
        earliest = self.begins_at
        for item in self.agenda:
            if item.starts_at < earliest:
                raise Refused("P452", item=item.title, time=f"{item.starts_at:%H:%M}")
            earliest = item.starts_at
        self._held = holders(self.at, [each for each in self.groups if each != COMMITTEE], real_today())
        self._members = list(self._committee()) if COMMITTEE in self.groups else []
        if not self._held and not self._members and not self.guests:
            raise Refused("P453")

    def _committee(self) -> Any:
        rows = CommitteeMember.objects.filter(
            committee__round=self.round, committee__unit=self.round.unit, left_on__isnull=True
        )
        return rows.select_related("user")

    def execute(self) -> Conference:
        """Store it with everybody invited."""
        conference = Conference.objects.create(
            round=self.round,
            unit=self.at,
            title=self.title.strip(),
            held_on=self.held_on,
            begins_at=self.begins_at,
            place=self.place.strip(),
            host=self.host.strip(),
            called_by=self.actor,
            called_on=today(self.round),
        )
        AgendaItem.objects.bulk_create(
            AgendaItem(conference=conference, order=n, **item._asdict())
            for n, item in enumerate(self.agenda, start=1)
        )
        Invitee.objects.bulk_create(self._invitees(conference))
        return conference

    def _invitees(self, conference: Conference) -> list[Invitee]:
        found = [
            Invitee(
                conference=conference,
                unit=each.unit,
                user=each.user,
                full_name=each.user.full_name,
                office=_office(each.get_role_display(), each.unit),
            )
            for each in self._held
        ]
        known = {each.user_id for each in self._held}
        for member in self._members:
            if member.user_id is None or member.user_id not in known:
                office = ", ".join(word for word in (member.office, member.agency) if word)
                found.append(
                    Invitee(
                        conference=conference,
                        unit=self.at,
                        user=member.user,
                        full_name=member.full_name,
                        office=office,
                    )
                )
        return found + [
            Invitee(conference=conference, unit=self.at, guest=True, **guest._asdict())
            for guest in self.guests
        ]

    def facts(self, result: Conference) -> Mapping[str, Any]:
        """How many were invited, for which day."""
        return {"invited": result.invitees.count(), "day": str(result.held_on)}


def _office(role: str, unit: Unit) -> str:
    return f"{role}, {in_full(unit) if unit.level == Level.VILLAGE else lower(unit)}"[:160]


@dataclass(kw_only=True)
class AddGuest(Action[Invitee]):
    """Add somebody who was not invited, with the unit he comes from."""

    name: ClassVar[str] = "training.guest"
    permission: ClassVar[Permission] = Permission.TRAINING_KEEP

    conference: Conference
    at: Unit
    full_name: str
    office: str = ""

    def unit(self) -> Unit:
        """The unit the guest comes from."""
        return self.at

    def check(self) -> None:
        """Not on the list of that unit yet."""
        require_open(self.conference.round)
        if find_by_name(self.conference.invitees.filter(unit__path__startswith=self.at.path), self.full_name):
            raise Refused("P458", person=self.full_name)

    def execute(self) -> Invitee:
        """Store the guest."""
        return Invitee.objects.create(
            conference=self.conference,
            unit=self.at,
            full_name=self.full_name.strip(),
            office=self.office.strip(),
            guest=True,
        )


@dataclass(kw_only=True)
class MarkPresent(Action[int]):
    """Set who came of the invited of one unit: those in ``present`` are marked, the others of ``shown`` are not."""

    name: ClassVar[str] = "training.attend"
    permission: ClassVar[Permission] = Permission.TRAINING_KEEP

    conference: Conference
    at: Unit
    present: Collection[int]
    shown: Collection[int] | None = None

    def unit(self) -> Unit:
        """The unit whose people are marked."""
        return self.at

    def check(self) -> None:
        """The day has come, and everybody is invited from that unit."""
        require_begun(self.conference)
        rows = self.conference.invitees.filter(unit__path__startswith=self.at.path)
        self._rows = {each.pk: each for each in rows}
        strangers = [pk for pk in self.present if pk not in self._rows]
        if strangers:
            raise Refused("P454", person=f"№ {strangers[0]}")

    def execute(self) -> int:
        """Mark and unmark in bulk; return how many are present now."""
        now, chosen = timezone.now(), set(self.present)
        shown = self._rows.keys() if self.shown is None else self._rows.keys() & set(self.shown)
        self._changed = []
        for pk in shown | chosen:
            each = self._rows[pk]
            if (each.present_at is not None) == (pk in chosen):
                continue
            came = pk in chosen
            each.present_at, each.marked_by = (now, self.actor) if came else (None, None)
            each.way = Way.LIST if came else ""
            self._changed.append(each)
        Invitee.objects.bulk_update(self._changed, ["present_at", "marked_by", "way"])
        return sum(each.present_at is not None for each in self._rows.values())

    def subject(self, result: int) -> str:
        """The conference."""
        return f"conference:{self.conference.pk}"

    def facts(self, result: int) -> Mapping[str, Any]:
        """How many changed, how many are present."""
        return {"changed": len(self._changed), "present": result}


@dataclass(kw_only=True)
class MarkOne(Action[Invitee]):
    """Mark one invited person present, by the code of his invitation; marked already, nothing changes."""

    name: ClassVar[str] = "training.attend-code"
    permission: ClassVar[Permission] = Permission.TRAINING_KEEP

    invitee: Invitee
    way: str = Way.CODE

    def unit(self) -> Unit:
        """The unit the person comes from."""
        return self.invitee.unit

    def check(self) -> None:
        """The day has come."""
        require_begun(self.invitee.conference)

    def execute(self) -> Invitee:
        """Mark him."""
        marked = Invitee.objects.filter(pk=self.invitee.pk, present_at__isnull=True)
        self._new = marked.update(present_at=timezone.now(), marked_by=self.actor, way=self.way) == 1
        self.invitee.refresh_from_db()
        return self.invitee

    def logged(self, result: Invitee) -> bool:
        """Only the first time."""
        return self._new


def require_begun(conference: Conference) -> None:
    """Raise ``Refused`` P456 before the day of the conference, P002 when the round is closed."""
    require_open(conference.round)
    day = today(conference.round)
    if day < conference.held_on:
        raise Refused("P456", day=f"{conference.held_on:%d/%m/%Y}", today=f"{day:%d/%m/%Y}")


def find_by_name(rows: Any, name: str) -> Invitee | None:
    """Return the one of ``rows`` with this name, however it is typed."""
    wanted = clean_cell(name).casefold()
    return next((each for each in rows if each.full_name.casefold() == wanted), None)


def invited_by_name(rows: Any, name: str) -> Invitee:
    """Return the invited person of this name; raises ``Refused`` P454, which says to add a guest."""
    found = find_by_name(rows, name)
    if found is None:
        raise Refused("P454", person=clean_cell(name))
    return found
