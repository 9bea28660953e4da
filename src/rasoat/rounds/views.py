"""Pages of a round: its progress, its practice day, and which round the visitor looks at."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import carry_out, page
from rasoat.rounds.actions import MovePracticeDay
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import Crumb
from rasoat.rounds.forms import PracticeDayForm
from rasoat.rounds.models import Round
from rasoat.rounds.queries import find_round, progress
from rasoat.rounds.states import RoundState
from rasoat.text_vi import date as written

CHOSEN = "round"


@permitted(Permission.PROGRESS_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """The grid of communes and steps."""
    return _progress_page(request, find_round(request, pk), None)


def _progress_page(request: Visit, round_: Round, form: PracticeDayForm | None) -> HttpResponse:
    may_move = round_.practice and request.access.may(Permission.ROUND_OPEN, round_.unit)
    context: dict[str, Any] = {
        "round": round_,
        "grid": progress(round_, request.access.scope(Permission.PROGRESS_VIEW)),
        "day": today(round_),
        "states": [(state, state.label) for state in RoundState],
        "form": form or (PracticeDayForm() if may_move else None),
        "crumbs": [Crumb(_("Tiến độ"))],
    }
    return page(request, "rounds/progress.html", context)


@permitted(Permission.ROUND_OPEN)
@require_POST
def move_day(request: Visit, pk: int) -> HttpResponse:
    """Turn the calendar of a practice round forward."""
    round_ = find_round(request, pk)
    form = PracticeDayForm(request.POST)
    moved = carry_out(form, lambda typed: MovePracticeDay(actor=request.user, round=round_, **typed))
    if moved is None:
        return _progress_page(request, round_, form)
    messages.success(request, _("Ngày thực hành bây giờ là %(day)s.") % {"day": written(today(moved))})
    return redirect("progress", round_.pk)


@permitted(Permission.ROUND_VIEW)
@require_POST
def choose(request: Visit) -> HttpResponse:
    """Remember which round the visitor looks at."""
    asked = request.POST.get("round", "")
    request.session[CHOSEN] = find_round(request, int(asked) if asked.isdecimal() else 0).pk
    return redirect("home")
