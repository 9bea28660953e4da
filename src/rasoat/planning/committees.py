"""Actions on the steering committee: enter it, charge its members and agencies with communes, end a charge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Permission, Role
from rasoat.areas.models import Level, Unit
from rasoat.audit.action import Action
from rasoat.audit.people import require_compatible
from rasoat.documents.models import Document
from rasoat.errors import Refused
from rasoat.planning.models import Charge, Committee, CommitteeMember, Designation, Part
from rasoat.planning.papers import issue_charges
from rasoat.planning.plans import require_planner
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round
from rasoat.rounds.step import require_open


class Seat(NamedTuple):
    """A member of the committee as entered."""

    part: str
    full_name: str
    office: str = ""
    agency: str = ""
    user: User | None = None


@dataclass(kw_only=True)
class EnterCommittee(Action[Committee]):
    """Enter the steering committee as its decision on paper names it; entered again, members who are gone leave."""

    name: ClassVar[str] = "committee.enter"
    permission: ClassVar[Permission] = Permission.COMMITTEE_KEEP

    round: Round
    at: Unit
    decision: str
    decided_on: date
    seats: Sequence[Seat]

    def unit(self) -> Unit:
        """The unit of the committee."""
        return self.at

    def check(self) -> None:
        """One head, no account twice, a decision."""
        require_open(self.round)
        require_planner(self.round, self.at)
        if not self.decision.strip():
            raise Refused("P420")
        heads = [seat for seat in self.seats if seat.part == Part.HEAD]
        if len(heads) != 1:
            raise Refused("P421", count=len(heads))
        users = [seat.user for seat in self.seats if seat.user is not None]
        if len(set(users)) < len(users):
            twice = next(user for user in users if users.count(user) > 1)
            raise Refused("P422", person=twice.full_name)

    def execute(self) -> Committee:
        """Store it; whoever is in both keeps his seat and what he is charged with."""
        committee, _new = Committee.objects.update_or_create(
            round=self.round,
            unit=self.at,
            defaults={
                "decision": self.decision.strip(),
                "decided_on": self.decided_on,
                "entered_by": self.actor,
            },
        )
        kept = self._kept(committee)
        gone = committee.members.filter(left_on__isnull=True).exclude(pk__in=kept.values())
        gone.update(left_on=self.decided_on)
        for seat in self.seats:
            if seat not in kept:
                CommitteeMember.objects.create(committee=committee, **seat._asdict())
        return committee

    def _kept(self, committee: Committee) -> dict[Seat, int]:
        now = {
            Seat(each.part, each.full_name, each.office, each.agency, each.user): each.pk
            for each in committee.members.filter(left_on__isnull=True).select_related("user")
        }
        return {seat: now[seat] for seat in self.seats if seat in now}

    def facts(self, result: Committee) -> Mapping[str, Any]:
        """How many members."""
        return {"members": len(self.seats)}


@dataclass(kw_only=True)
class ChargeCommune(Action[Charge]):
    """Charge somebody with a commune: a member of the committee supervises it, or named staff help there.

    With an account, the person sees the commune (a helper also fills forms there) from the first to the last day.
    """

    name: ClassVar[str] = "committee.charge"
    permission: ClassVar[Permission] = Permission.COMMITTEE_KEEP

    committee: Committee
    kind: str
    commune: Unit
    task: str
    starts_on: date
    ends_on: date
    member: CommitteeMember | None = None
    full_name: str = ""
    agency: str = ""
    user: User | None = None

    def unit(self) -> Unit:
        """The unit of the committee."""
        return self.committee.unit

    def check(self) -> None:
        """A commune of the committee, a person, days that run forward, no role against another, nobody himself."""
        require_open(self.committee.round)
        inside = self.commune.path.startswith(self.committee.unit.path)
        if not inside or self.commune.level != Level.COMMUNE:
            raise Refused("P423", unit=str(self.commune), committee=str(self.committee.unit))
        if self.ends_on < self.starts_on:
            raise Refused("P424", day=f"{self.ends_on:%d/%m/%Y}", earliest=f"{self.starts_on:%d/%m/%Y}")
        if self.kind == Charge.Kind.SUPERVISE:
            self._check_member()
        elif not self.full_name.strip():
            raise Refused("P426")
        self._person = self.member.user if self.member else self.user
        if self._person is not None:
            self._check_account(self._person)

    def _check_member(self) -> None:
        member = self.member
        if member is None or member.committee_id != self.committee.pk or member.left_on is not None:
            raise Refused("P425")

    def _check_account(self, person: User) -> None:
        if person == self.actor:
            raise Refused("P061")
        require_compatible(person, self._role, self.starts_on, self.ends_on)
        same = Assignment.objects.filter(
            user=person, role=self._role, unit=self.commune, starts_on=self.starts_on
        )
        if same.exists():
            raise Refused("P427", person=person.full_name, commune=str(self.commune))

    @property
    def _role(self) -> Role:
        return Role.SUPERVISOR if self.kind == Charge.Kind.SUPERVISE else Role.SUPPORT_STAFF

    def execute(self) -> Charge:
        """Store the charge with its role."""
        person, assignment = self._person, None
        if person is not None:
            assignment = Assignment.objects.create(
                user=person,
                role=self._role,
                unit=self.commune,
                starts_on=self.starts_on,
                ends_on=self.ends_on,
                granted_by=self.actor,
            )
        return Charge.objects.create(
            committee=self.committee,
            kind=self.kind,
            commune=self.commune,
            member=self.member if self.kind == Charge.Kind.SUPERVISE else None,
            full_name=self.member.full_name if self.member else self.full_name.strip(),
            agency=self.member.agency if self.member else self.agency.strip(),
            task=self.task.strip(),
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            assignment=assignment,
            charged_by=self.actor,
        )

    def facts(self, result: Charge) -> Mapping[str, Any]:
        """What for, where and until when; not who."""
        return {"kind": result.kind, "unit": result.commune.code, "to": str(result.ends_on)}


@dataclass(kw_only=True)
class EndCharge(Action[Charge]):
    """End a charge early; the role that it gave ends on the same day."""

    name: ClassVar[str] = "committee.end-charge"
    permission: ClassVar[Permission] = Permission.COMMITTEE_KEEP

    charge: Charge
    ends_on: date

    def unit(self) -> Unit:
        """The unit of the committee."""
        return self.charge.committee.unit

    def check(self) -> None:
        """Between its first and its last day, and not one's own."""
        if not self.charge.starts_on <= self.ends_on <= self.charge.ends_on:
            raise Refused(
                "P428", earliest=f"{self.charge.starts_on:%d/%m/%Y}", latest=f"{self.charge.ends_on:%d/%m/%Y}"
            )
        if self.charge.assignment is not None and self.charge.assignment.user_id == self.actor.pk:
            raise Refused("P061")

    def execute(self) -> Charge:
        """Store the day in both."""
        self.charge.ends_on = self.ends_on
        self.charge.save(update_fields=["ends_on"])
        if self.charge.assignment is not None:
            self.charge.assignment.ends_on = self.ends_on
            self.charge.assignment.save(update_fields=["ends_on"])
        return self.charge


@dataclass(kw_only=True)
class DesignateCommune(Action[Designation]):
    """Enter the decision that names a commune extremely difficult, from a day on (to a day)."""

    name: ClassVar[str] = "committee.designate"
    permission: ClassVar[Permission] = Permission.COMMITTEE_KEEP

    commune: Unit
    decision: str
    from_on: date
    until: date | None = None

    def unit(self) -> Unit:
        """The unit above the commune: its district keeps the list."""
        return self.commune.parent or self.commune

    def check(self) -> None:
        """A commune, a decision, forward, and not twice from one day."""
        if self.commune.level != Level.COMMUNE:
            raise Refused("P423", unit=str(self.commune), committee=str(self.unit()))
        if not self.decision.strip():
            raise Refused("P420")
        if self.until is not None and self.until < self.from_on:
            raise Refused("P424", day=f"{self.until:%d/%m/%Y}", earliest=f"{self.from_on:%d/%m/%Y}")
        if self.commune.designations.filter(from_on=self.from_on).exists():
            raise Refused("P429", commune=str(self.commune), day=f"{self.from_on:%d/%m/%Y}")

    def execute(self) -> Designation:
        """Store it."""
        return Designation.objects.create(
            commune=self.commune,
            decision=self.decision.strip(),
            from_on=self.from_on,
            until=self.until,
            entered_by=self.actor,
        )


@dataclass(kw_only=True)
class IssueCharges(Action[Document]):
    """Print the members and charges as they stand today as an official paper (bảng phân công)."""

    name: ClassVar[str] = "committee.issue"
    permission: ClassVar[Permission] = Permission.COMMITTEE_KEEP

    committee: Committee

    def unit(self) -> Unit:
        """The unit of the committee."""
        return self.committee.unit

    def execute(self) -> Document:
        """Number and register it."""
        return issue_charges(self.committee, self.actor, today(self.committee.round))
