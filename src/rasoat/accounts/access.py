"""Who may do what, where: answers both "may this person" and "which units may he"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import PERMITS, Permission, Role
from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope
from rasoat.errors import NotAllowed

ViewT = TypeVar("ViewT", bound=Callable[..., Any])


class Access:
    """One person's roles on one day, read once; ``held`` is (role, path of the unit), in order of the tree."""

    def __init__(self, user: User, on: date, *, shown: bool = False) -> None:
        self.user = user
        self.on = on
        if shown:  # a page shows the units, too: one query for both
            self.held = [(assignment.role, assignment.unit.path) for assignment in self.assignments]
        else:
            roles = user.assignments.in_force(on).values_list("role", "unit__path") if user.is_active else ()
            self.held = sorted(roles, key=lambda held: (held[1], held[0]))

    @cached_property
    def assignments(self) -> list[Assignment]:
        """The assignments with their units, for pages that show them."""
        if not self.user.is_active:
            return []
        return sorted(
            self.user.assignments.in_force(self.on).select_related("unit"),
            key=lambda a: (a.unit.path, a.role),
        )

    @property
    def roles(self) -> set[str]:
        """The roles held on the day."""
        return {role for role, _ in self.held}

    def scope(self, permission: str) -> Scope:
        """The units for which ``permission`` is given; empty when for none."""
        return Scope(tuple(sorted({path for role, path in self.held if permission in PERMITS[Role(role)]})))

    def may(self, permission: str, unit: Unit) -> bool:
        """Whether ``permission`` is given for ``unit``."""
        return self.scope(permission).covers(unit)

    def role_for(self, permission: str, unit: Unit) -> str:
        """The role that permits ``permission`` for ``unit``; raises ``NotAllowed`` (A001) when there is none."""
        for role, path in self.held:
            if permission in PERMITS[Role(role)] and unit.heir_path.startswith(path):
                return role
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
