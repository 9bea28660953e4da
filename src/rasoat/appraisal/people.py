"""Who may inspect a commune, and who of the commune may be charged with mending."""

from __future__ import annotations

from collections.abc import Iterable

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Permission, Role, roles_permitting
from rasoat.areas.models import Unit
from rasoat.audit.action import today
from rasoat.text_vi import sort_key


def inspectors(unit: Unit) -> list[User]:
    """Return who may inspect in a unit today, by given name."""
    parts = unit.path.strip("/").split("/")
    above = ["/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
    rows = Assignment.objects.in_force(today()).filter(
        role__in=roles_permitting(Permission.INSPECTION_RECORD), unit__path__in=above
    )
    return _people(rows.values_list("user", flat=True))


def _people(keys: Iterable[int]) -> list[User]:
    found = User.objects.filter(pk__in=list(keys), is_active=True)
    return sorted(found, key=lambda person: sort_key(person.full_name))


def menders(unit: Unit) -> list[tuple[User, str]]:
    """Return who of a commune may be charged with mending, each with role and place: the commune first, then villages."""
    rows = (
        Assignment.objects.in_force(today())
        .filter(role__in=roles_permitting(Permission.FINDING_MEND), unit__path__startswith=unit.path)
        .filter(user__is_active=True)
        .select_related("user", "unit")
        .order_by("unit__path", "role")
    )
    found: dict[int, tuple[User, str]] = {}
    for row in rows:
        words = f"{row.user.full_name} – {Role(row.role).label}, {row.unit}"
        found.setdefault(row.user_id, (row.user, words))
    return list(found.values())
