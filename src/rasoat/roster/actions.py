"""What happens to households in a year: each event is dated, changes the roster, and is kept.

Birth, death, marriage, move, split and merge. The flow columns of the reports come from these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action, ResultT, today
from rasoat.errors import Refused
from rasoat.roster.models import Event, EventKind, Household, Member, Precision, Relation
from rasoat.rounds.step import require_not_after, require_not_before


class NewPerson(NamedTuple):
    """A person who joins a household."""

    full_name: str
    relation: str
    sex: str
    birth_date: date
    birth_precision: str = Precision.DAY
    ethnic_group: str = ""
    identity_number: str = ""

    def member(self, household: Household, joined_on: date) -> Member:
        """The member row, not yet saved."""
        return Member(household=household, joined_on=joined_on, **self._asdict())


@dataclass(kw_only=True)
class _HouseholdEvent(Action[ResultT]):
    """An event of a living household, recorded on or after its day."""

    permission: ClassVar[Permission] = Permission.ROSTER_EDIT

    household: Household
    on: date

    def unit(self) -> Unit:
        """The household's village."""
        return self.household.village

    def check(self) -> None:
        """The household lives, and the day is neither before its registration nor in the future."""
        if self.household.ended_on is not None:
            raise Refused("P070", household=self.household.code, day=f"{self.household.ended_on:%d/%m/%Y}")
        require_not_before(self.on, self.household.registered_on, _("Ngày xảy ra"))
        require_not_after(self.on, today(), _("Ngày xảy ra"))

    def _present(self) -> list[Member]:
        return list(self.household.members.filter(left_on__isnull=True))

    def _event(
        self,
        kind: EventKind,
        persons: int,
        household: Household | None = None,
        other: Household | None = None,
    ) -> Event:
        return Event.objects.create(
            household=household or self.household,
            kind=kind,
            on=self.on,
            persons=persons,
            other=other,
            recorded_by=self.actor,
        )

    def facts(self, result: ResultT) -> Mapping[str, Any]:
        """Kind and day; not the people."""
        kind = result.kind if isinstance(result, Event) else ""
        return {"kind": kind, "on": str(self.on)}


@dataclass(kw_only=True)
class AddMember(_HouseholdEvent[Event]):
    """A birth, or somebody who joins the household (marriage, return)."""

    name: ClassVar[str] = "roster.add-member"

    person: NewPerson
    birth: bool = False

    def execute(self) -> Event:
        """Add the member and the event."""
        self.person.member(self.household, self.on).save()
        return self._event(EventKind.BIRTH if self.birth else EventKind.JOINED, 1)


@dataclass(kw_only=True)
class RemoveMember(_HouseholdEvent[Event]):
    """A death, or somebody who leaves; when a single person dies the household ends with him."""

    name: ClassVar[str] = "roster.remove-member"

    member: Member
    death: bool
    new_head: Member | None = None

    def check(self) -> None:
        """The person lives in the household; a head is followed by another."""
        super().check()
        present = self._present()
        if self.member not in present or (len(present) == 1 and not self.death):
            raise Refused("P071", have=len(present))
        self._last = len(present) == 1
        if self.member.relation == Relation.HEAD and not self._last:
            require_head(self.new_head, [m for m in present if m != self.member])

    def execute(self) -> Event:
        """End the membership, and the household when it was the last one."""
        leave([self.member], self.on)
        if self._last:
            end(self.household, self.on)
            return self._event(EventKind.DIED_OUT, 1)
        make_head(self.new_head)
        return self._event(EventKind.DEATH if self.death else EventKind.LEFT, 1)


@dataclass(kw_only=True)
class MoveOut(_HouseholdEvent[Event]):
    """The whole household moves away."""

    name: ClassVar[str] = "roster.move-out"

    def execute(self) -> Event:
        """End the household and its memberships."""
        present = self._present()
        leave(present, self.on)
        end(self.household, self.on)
        return self._event(EventKind.MOVED_OUT, len(present))


@dataclass(kw_only=True)
class MoveIn(Action[Household]):
    """A household that moves into the village."""

    name: ClassVar[str] = "roster.move-in"
    permission: ClassVar[Permission] = Permission.ROSTER_EDIT

    village: Unit
    code: str
    persons: Sequence[NewPerson]
    on: date

    def unit(self) -> Unit:
        """The village."""
        return self.village

    def check(self) -> None:
        """One head, a free code, not in the future."""
        require_free_code(self.village, self.code)
        if sum(person.relation == Relation.HEAD for person in self.persons) != 1:
            raise Refused("P073")
        require_not_after(self.on, today(), _("Ngày chuyển đến"))

    def execute(self) -> Household:
        """Register the household with its members and the event."""
        household = Household.objects.create(village=self.village, code=self.code, registered_on=self.on)
        for person in self.persons:
            person.member(household, self.on).save()
        Event.objects.create(
            household=household,
            kind=EventKind.MOVED_IN,
            on=self.on,
            persons=len(self.persons),
            recorded_by=self.actor,
        )
        return household


@dataclass(kw_only=True)
class SplitHousehold(_HouseholdEvent[Household]):
    """Some members leave to make a household of their own in the same village."""

    name: ClassVar[str] = "roster.split"

    members: Sequence[Member]
    head: Member
    code: str
    new_head: Member | None = None

    def check(self) -> None:
        """Some go, some stay, and both sides have a head."""
        super().check()
        present = self._present()
        if not set(self.members) < set(present) or not self.members:
            raise Refused("P071", have=len(present))
        require_head(self.head, self.members)
        if any(member.relation == Relation.HEAD for member in self.members):
            require_head(self.new_head, [m for m in present if m not in self.members])
        require_free_code(self.household.village, self.code)

    def execute(self) -> Household:
        """Register the new household, move the members, keep both events."""
        other = Household.objects.create(
            village=self.household.village, code=self.code, registered_on=self.on
        )
        leave(self.members, self.on)
        for member in self.members:
            join(member, other, self.on, Relation.HEAD if member == self.head else Relation.OTHER)
        make_head(self.new_head)
        self._event(EventKind.SPLIT_OFF, len(self.members), other=other)
        self._event(EventKind.SPLIT_FROM, len(self.members), household=other, other=self.household)
        return other


@dataclass(kw_only=True)
class MergeHousehold(_HouseholdEvent[Event]):
    """A household joins another one and ends."""

    name: ClassVar[str] = "roster.merge"

    into: Household

    def check(self) -> None:
        """Into another living household of the same village."""
        super().check()
        if self.into == self.household or self.into.village_id != self.household.village_id:
            raise Refused("P072")
        if self.into.ended_on is not None:
            raise Refused("P070", household=self.into.code, day=f"{self.into.ended_on:%d/%m/%Y}")

    def execute(self) -> Event:
        """Move the members, end the household, keep both events."""
        present = self._present()
        leave(present, self.on)
        for member in present:
            join(member, self.into, self.on, Relation.OTHER)
        end(self.household, self.on)
        self._event(EventKind.MERGED_IN, len(present), household=self.into, other=self.household)
        return self._event(EventKind.MERGED_INTO, len(present), other=self.into)


def require_head(head: Member | None, among: Sequence[Member]) -> None:
    """Raise ``Refused`` (P073) unless ``head`` is one of ``among``."""
    if head is None or head not in among:
        raise Refused("P073")


def require_free_code(village: Unit, code: str) -> None:
    """Raise ``Refused`` (P075) when the village has a household of that code."""
    if Household.objects.filter(village=village, code=code).exists():
        raise Refused("P075", code=code, village=str(village))


def leave(members: Sequence[Member], on: date) -> None:
    """End the memberships."""
    Member.objects.filter(pk__in=[member.pk for member in members]).update(left_on=on)


def join(member: Member, household: Household, on: date, relation: str) -> None:
    """Add the same person to another household."""
    person = NewPerson(
        member.full_name,
        relation,
        member.sex,
        member.birth_date,
        member.birth_precision,
        member.ethnic_group,
        member.identity_number,
    )
    person.member(household, on).save()


def make_head(member: Member | None) -> None:
    """Make a member the head of his household."""
    if member is not None:
        Member.objects.filter(pk=member.pk).update(relation=Relation.HEAD)


def end(household: Household, on: date) -> None:
    """End a household."""
    household.ended_on = on
    household.save(update_fields=["ended_on"])
