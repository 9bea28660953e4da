"""Actions on people: create an account, give a role, end a role. Nobody touches his own roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import LEVEL_OF, Permission, Role, excluded_with
from rasoat.areas.models import Level, Unit
from rasoat.audit.action import Action
from rasoat.errors import Refused


@dataclass(kw_only=True)
class CreateUser(Action[User]):
    """Create an account, not yet with any role."""

    name: ClassVar[str] = "people.create"
    permission: ClassVar[Permission] = Permission.PEOPLE_MANAGE

    at: Unit
    username: str
    full_name: str
    password: str

    def unit(self) -> Unit:
        """The unit whose administrator creates it."""
        return self.at

    def check(self) -> None:
        """A new user name."""
        if User.objects.filter(username=self.username).exists():
            raise Refused("P063", username=self.username)

    def execute(self) -> User:
        """Create it."""
        return User.objects.create_user(self.username, self.full_name, self.password)


def require_compatible(user: User, role: Role, starts_on: date, ends_on: date | None) -> None:
    """Raise ``Refused`` (P060) when the person holds, in that span, a role that excludes ``role``."""
    held = user.assignments.filter(role__in=excluded_with(role)).exclude(ends_on__lt=starts_on)
    if ends_on is not None:
        held = held.exclude(starts_on__gt=ends_on)
    first = held.first()
    if first is not None:
        raise Refused("P060", role=role.label, other=first.get_role_display())


@dataclass(kw_only=True)
class GrantRole(Action[Assignment]):
    """Give a person a role for a unit from a day on (to a day)."""

    name: ClassVar[str] = "people.grant"
    permission: ClassVar[Permission] = Permission.PEOPLE_MANAGE

    user: User
    role: str
    at: Unit
    starts_on: date
    ends_on: date | None = None

    def unit(self) -> Unit:
        """The unit of the role."""
        return self.at

    def check(self) -> None:
        """Not to oneself, at the role's level, and no two roles that exclude each other."""
        if self.user == self.actor:
            raise Refused("P061")
        role, level = Role(self.role), LEVEL_OF[Role(self.role)]
        if level and self.at.level != level:
            raise Refused("P062", role=role.label, level=Level(level).label)
        require_compatible(self.user, role, self.starts_on, self.ends_on)

    def execute(self) -> Assignment:
        """Store the assignment."""
        return Assignment.objects.create(
            user=self.user,
            role=self.role,
            unit=self.at,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            granted_by=self.actor,
        )

    def facts(self, result: Assignment) -> Mapping[str, Any]:
        """Whom, what and from when."""
        return {
            "user": result.user_id,
            "role": result.role,
            "from": str(result.starts_on),
            "to": str(result.ends_on),
        }


@dataclass(kw_only=True)
class EndRole(Action[Assignment]):
    """End a role on a day."""

    name: ClassVar[str] = "people.end-role"
    permission: ClassVar[Permission] = Permission.PEOPLE_MANAGE

    assignment: Assignment
    ends_on: date

    def unit(self) -> Unit:
        """The unit of the role."""
        return self.assignment.unit

    def check(self) -> None:
        """Not one's own."""
        if self.assignment.user == self.actor:
            raise Refused("P061")

    def execute(self) -> Assignment:
        """Store the last day."""
        self.assignment.ends_on = self.ends_on
        self.assignment.save(update_fields=["ends_on"])
        return self.assignment
