"""What the pages of planning show."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from rasoat.accounts.access import Access
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope
from rasoat.planning.models import Committee, Plan, Reminder
from rasoat.rounds.models import CommuneRound, Round


def plans_of(round_: Round, scope: Scope) -> list[Plan]:
    """Return the newest plans of the units that concern the scope: the whole round's first."""
    rows = Plan.objects.filter(scope.around("unit__path"), round=round_).select_related(
        "unit", "document", "made_by"
    )
    newest: dict[int, Plan] = {}
    for plan in rows.order_by("unit__path", "-number"):
        newest.setdefault(plan.unit_id, plan)
    return list(newest.values())


def committees_of(round_: Round, scope: Scope) -> list[Committee]:
    """Return the committees that concern the scope."""
    return list(
        Committee.objects.filter(scope.around("unit__path"), round=round_)
        .select_related("unit")
        .order_by("unit__path")
    )


def planning_units(round_: Round) -> list[Unit]:
    """Return the units that make a plan in the round: its own, then its communes."""
    communes = CommuneRound.objects.filter(round=round_).select_related("unit")
    return [round_.unit, *(each.unit for each in communes)]


def units_for(access: Access, permission: Permission, round_: Round) -> list[Unit]:
    """Return the planning units for which the person holds the permission by a role of that very level."""
    held = set(access.scope(permission).paths)
    return [unit for unit in planning_units(round_) if unit.path in held]


def communes_under(unit: Unit, round_: Round) -> list[Unit]:
    """Return the communes of the round under a unit."""
    rows = CommuneRound.objects.filter(round=round_, unit__path__startswith=unit.path)
    return [each.unit for each in rows.select_related("unit")]


def accounts_under(unit: Unit) -> Any:
    """Return the people who hold a role at or under a unit, or directly above, by name."""
    roles = Q(assignments__unit__path__startswith=unit.path)
    return User.objects.filter(roles, is_active=True).distinct().order_by("full_name")


def reminders_for(access: Access, round_: Round) -> list[Reminder]:
    """Return the reminders not yet seen that are meant for the very units the person holds a role for."""
    held = {path for _role, path in access.held}
    rows = Reminder.objects.filter(round=round_, seen_on__isnull=True, unit__path__in=held)
    return list(rows.select_related("unit", "document"))
