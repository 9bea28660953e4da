"""The log, and whether its chain is whole."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.audit import log
from rasoat.audit.desk import page, sheet, typed_day
from rasoat.audit.models import Entry, EntryQuerySet
from rasoat.audit.names import name_of
from rasoat.audit.queries import LogFilter, filtered, lines
from rasoat.text_vi import sort_key


@permitted(Permission.AUDIT_VIEW)
@require_GET
def index(request: Visit) -> HttpResponse:
    """The entries of the visitor's area, by action, unit, person and day; no personal data of households."""
    own = Entry.objects.within(scope(request))
    units = list(Unit.objects.within(scope(request)).exclude(level=Level.VILLAGE))
    people = sorted(
        User.objects.filter(pk__in=own.values("actor")), key=lambda user: sort_key(user.full_name)
    )
    wanted = _wanted(request, units, people)
    found = sheet(request, filtered(own, wanted))
    context = {
        "lines": lines(found.object_list),
        "page": found,
        "wanted": wanted,
        "actions": [(action, name_of(action)) for action in _actions(own)],
        "units": units,
        "people": people,
        "checked": request.GET.get("kiem") == "1",
        "broken": log.broken_entries() if request.GET.get("kiem") == "1" else [],
    }
    return page(request, "audit/log.html", context)


def _actions(entries: EntryQuerySet) -> list[str]:
    return list(entries.order_by("action").values_list("action", flat=True).distinct())


def _wanted(request: Visit, units: list[Unit], people: list[User]) -> LogFilter:
    asked = request.GET
    return LogFilter(
        action=asked.get("viec", ""),
        unit=next((unit for unit in units if str(unit.pk) == asked.get("don-vi")), None),
        person=next((user for user in people if str(user.pk) == asked.get("nguoi")), None),
        start=typed_day(asked.get("tu", "")),
        end=typed_day(asked.get("den", "")),
    )
