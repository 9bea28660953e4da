"""Who may do what, where: answers both "may this person" and "which units may he"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import PERMITS, Permission, Role
from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope
from rasoat.errors import NotAllowed

ViewT = TypeVar("ViewT", bound=Callable[..., Any])


class Access:
    """One person's assignments on one day, read once."""

    def __init__(self, user: User, on: date) -> None:
        self.user = user
        self.on = on
        self.assignments: list[Assignment] = (
            sorted(user.assignments.in_force(on).select_related("unit"), key=lambda a: (a.unit.path, a.role))
            if user.is_active
            else []
        )

    @property
    def roles(self) -> set[str]:
        """The roles held on the day."""
        return {assignment.role for assignment in self.assignments}

    def scope(self, permission: str) -> Scope:
        """The units for which ``permission`` is given; empty when for none."""
        return Scope(
            tuple(sorted({a.unit.path for a in self.assignments if permission in PERMITS[Role(a.role)]}))
        )

    def may(self, permission: str, unit: Unit) -> bool:
        """Whether ``permission`` is given for ``unit``."""
        return self.scope(permission).covers(unit)

    def role_for(self, permission: str, unit: Unit) -> str:
        """The role that permits ``permission`` for ``unit``; raises ``NotAllowed`` (A001) when there is none."""
        for assignment in self.assignments:
            if permission in PERMITS[Role(assignment.role)] and unit.path.startswith(assignment.unit.path):
                return assignment.role
        raise NotAllowed("A001", permission=Permission(permission).label, unit=str(unit))

    def holds(self, roles: Iterable[str]) -> bool:
        """Whether one of ``roles`` is held anywhere."""
        return bool(self.roles & set(roles))


def permitted(permission: Permission) -> Callable[[ViewT], ViewT]:
    """Declare the permission a view needs; the doorkeeper refuses a view that declares none."""

    def declare(view: ViewT) -> ViewT:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return declare


def public(view: ViewT) -> ViewT:
    """Declare that a view needs no sign-in and shows no personal data."""
    view.permission = None  # type: ignore[attr-defined]
    return view
