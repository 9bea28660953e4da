"""Open a round, and the rounds opened."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.audit.action import today as real_today
from rasoat.audit.desk import carry_out, page
from rasoat.rounds.actions import OpenRound
from rasoat.rounds.manage_forms import OpenRoundForm
from rasoat.rounds.models import Round, RoundKind

FIELDS = {
    "P003": "opening_as_of",
    "P005": "kind",
    "P006": "code",
    "P007": "practice_day",
    "P140": "pack",
    "P141": "second_pack",
    "P142": "second_pack",
    "P143": "second_pack",
}


@permitted(Permission.ROUND_OPEN)
@require_GET
def index(request: Visit) -> HttpResponse:
    """The rounds of the visitor's area."""
    rounds = Round.objects.within(scope(request)).select_related("unit", "opened_by")
    return page(request, "rounds/manage.html", {"rounds": rounds})


@permitted(Permission.ROUND_OPEN)
@require_http_methods(["GET", "POST"])
def open_round(request: Visit) -> HttpResponse:
    """Open a round for a unit and everything under it."""
    units = _units_that_hold_rounds(request)
    if request.method == "POST":
        form = OpenRoundForm(request.POST, units=units)
        opened = carry_out(form, lambda typed: _action(request, form, typed), FIELDS)
        if opened is not None:
            told = _("Đã mở đợt “%(round)s”. Việc tiếp theo: nhập danh sách hộ.")
            messages.success(request, told % {"round": opened})
            return redirect("progress", opened.pk)
    else:
        form = OpenRoundForm(units=units, initial=_start())
    return page(request, "rounds/open.html", {"form": form})


def _units_that_hold_rounds(request: Visit) -> QuerySet[Unit]:
    """The districts that stand today; where a province has none, the province itself and its communes.

    A round of a whole province over districts could not be closed: each district approves its own.
    """
    day = request.access.on
    districts = Unit.objects.in_force(day).filter(level=Level.DISTRICT)
    alone = Q(level=Level.COMMUNE, parent__level=Level.PROVINCE)
    whole = Q(level=Level.PROVINCE) & ~Q(pk__in=districts.values("parent"))
    standing = Unit.objects.within(scope(request)).in_force(day)
    return standing.filter(Q(level=Level.DISTRICT) | whole | alone)


def _action(request: Visit, form: OpenRoundForm, typed: dict[str, Any]) -> OpenRound:
    facts = ("code", "title", "year", "pack", "second_pack", "reference_date", "opening_as_of", "opened_on")
    practice = typed["kind"] == RoundKind.PRACTICE
    return OpenRound(
        actor=request.user,
        root=form.units[typed["root"]],
        kind=RoundKind(typed["kind"]),
        practice_day=typed["practice_day"] if practice else None,
        calendar=form.calendar(),
        **{fact: typed[fact] for fact in facts},
    )


def _start() -> dict[str, Any]:
    day = real_today()
    return {"year": day.year, "opened_on": day}
