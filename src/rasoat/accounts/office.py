"""Who held an office on a day: the one who signs must hold it on the day he signs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Role
from rasoat.areas.models import Unit
from rasoat.errors import Refused


def holds_office(actor: User, roles: Iterable[Role], unit: Unit, day: date) -> bool:
    """Tell whether ``actor`` held one of ``roles`` for the unit itself (not for one above or below it) on ``day``."""
    held = Assignment.objects.in_force(day).filter(user=actor, role__in=list(roles), unit__path=unit.path)
    return held.exists()


def require_office(actor: User, roles: Iterable[Role], unit: Unit, day: date) -> None:
    """Raise ``Refused`` (A004) unless ``actor`` held one of ``roles`` for the unit itself on ``day``, the day of the paper.

    A permission says what somebody may do today; an office says for whom he could sign on that day.
    """
    offices = list(roles)
    if not holds_office(actor, offices, unit, day):
        named = " / ".join(str(role.label) for role in offices)
        raise Refused("A004", person=actor.full_name, office=named, unit=str(unit), day=f"{day:%d/%m/%Y}")
