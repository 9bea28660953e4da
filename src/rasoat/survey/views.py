"""Pages of a village's list and of its survey."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import carry_out, page
from rasoat.errors import sentence
from rasoat.law import Class
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import commune_trail, village_trail
from rasoat.rounds.models import CommuneRound, Step, VillageRound
from rasoat.rounds.queries import Calendar, late_steps
from rasoat.rounds.states import RoundState, VillageState
from rasoat.survey.answers import FinishSurvey
from rasoat.survey.forms import PlainForm, ProposeForm
from rasoat.survey.listing import BuildList, CloseList, ProposeHousehold, current_list, forgotten
from rasoat.survey.queries import (
    candidates,
    counts,
    narrowed,
    sections,
    state_labels,
    village_rows,
    villages_of,
)

_STEP_OF = {
    VillageState.LISTING: Step.LIST,
    VillageState.SURVEYING: Step.SURVEY,
    VillageState.MEETING: Step.MEETING,
    VillageState.AGREED: Step.POSTING,
    VillageState.POSTING: Step.POSTING,
}


@permitted(Permission.PROGRESS_VIEW)
@require_GET
def commune(request: Visit, pk: int) -> HttpResponse:
    """The villages of a commune with their step and how many households are done."""
    found = _find_commune(request, pk)
    villages = villages_of(found, scope(request))
    plan, day = Calendar(found.round).of(found.unit), today(found.round)
    late = late_steps(villages, plan, day)
    context = {
        "round": found.round,
        "commune": found,
        "rows": [(village, late.get(village.pk)) for village in villages],
        "reviewed": sum(village.reviewed for village in villages),
        "scored": sum(village.scored for village in villages),
        "late": len(late),
        "may_build": found.round.state == RoundState.OPEN
        and request.access.may(Permission.LIST_BUILD, found.unit)
        and any(village.state == VillageState.LISTING for village in villages),
        "may_see_households": bool(request.access.scope(Permission.HOUSEHOLD_VIEW).paths),
        "crumbs": commune_trail(found),
    }
    return page(request, "survey/commune.html", context)


def _find_commune(request: Visit, pk: int) -> CommuneRound:
    """Return a commune that holds a village of the visitor's area: a village head sees his own line of it."""
    held = VillageRound.objects.within(scope(request)).filter(commune=pk).values("commune")
    rows = CommuneRound.objects.filter(pk__in=held).select_related("unit", "round__unit")
    found = rows.first()
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    return found


def find_village(request: Visit, pk: int) -> VillageRound:
    """Return a village of a round inside the visitor's area."""
    rows = VillageRound.objects.select_related("unit", "round__unit", "commune__unit", "commune__round")
    return find(request, rows, pk=pk)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def village(request: Visit, pk: int) -> HttpResponse:
    """The households of a village, and what is to be done there next."""
    return _village_page(request, find_village(request, pk))


def _village_page(request: Visit, found: VillageRound, **tried: Any) -> HttpResponse:
    rows = village_rows(found)
    search = request.GET.get("tim", "").strip()[:100]
    shown = village_rows(found, search) if search else rows
    shown = narrowed(shown, request.GET.get("buoc", ""), request.GET.get("loai", ""))
    context = {
        "round": found.round,
        "village": found,
        "counts": {
            **counts(rows),
            "current": current_list(found).count(),
            "forgotten": forgotten(found).count(),
        },
        "sections": sections(shown),
        "search": search,
        "filtered": bool(search or request.GET.get("buoc") or request.GET.get("loai")),
        "classes": list(Class),
        "state_labels": state_labels(),
        "states": [(state, state.label, _place(state, found)) for state in VillageState],
        "deadline": Calendar(found.round).of(found.unit).get(_STEP_OF.get(VillageState(found.state), "")),
        "day": today(found.round),
        "open": found.round.state == RoundState.OPEN,
        "crumbs": village_trail(found),
        **_rights(request, found),
        "plain": PlainForm(),
        **tried,
    }
    return page(request, "survey/village.html", context)


def _place(state: VillageState, found: VillageRound) -> str:
    order = list(VillageState)
    at = order.index(VillageState(found.state))
    return "past" if order.index(state) < at else "now" if state == found.state else ""


def _rights(request: Visit, found: VillageRound) -> dict[str, bool]:
    def may(permission: Permission) -> bool:
        return found.round.state == RoundState.OPEN and request.access.may(permission, found.unit)

    listing, surveying = found.state == VillageState.LISTING, found.state == VillageState.SURVEYING
    return {
        "may_list": listing and may(Permission.LIST_BUILD),
        "may_receive": listing and may(Permission.REQUEST_RECEIVE),
        "may_confirm": may(Permission.REQUEST_CONFIRM)
        and bool(found.round.rules.request_needs_village_head)
        and found.requests.waiting().filter(confirmed_by_village_head=False).exists(),
        "may_answer": surveying and may(Permission.SURVEY_ANSWER),
        "may_finish": surveying and may(Permission.MEETING_HOLD),
        "may_meet": found.state == VillageState.MEETING and may(Permission.MEETING_HOLD),
        "may_post": found.state in (VillageState.AGREED, VillageState.POSTING)
        and may(Permission.POSTING_OPEN),
        "may_complain": found.state in (VillageState.POSTING, VillageState.POSTED)
        and may(Permission.COMPLAINT_RECEIVE),
    }


@permitted(Permission.LIST_BUILD)
@require_POST
def build(request: Visit, pk: int) -> HttpResponse:
    """Put the current poor and near-poor households on the list."""
    found, form = find_village(request, pk), PlainForm(request.POST)
    added = carry_out(form, lambda _typed: BuildList(actor=request.user, village=found))
    if added is None:
        return _village_page(request, found, plain=form)
    messages.success(
        request, _("Đã đưa %(n)s hộ đang trong danh sách nghèo, cận nghèo vào rà soát.") % {"n": added}
    )
    return redirect("village", pk)


@permitted(Permission.LIST_BUILD)
@require_POST
def close(request: Visit, pk: int) -> HttpResponse:
    """Close the list."""
    found, form = find_village(request, pk), PlainForm(request.POST)
    included = carry_out(form, lambda _typed: CloseList(actor=request.user, village=found))
    if included is None:
        return _village_page(request, found, plain=form)
    messages.success(request, _("Đã chốt danh sách: %(n)s hộ được khảo sát.") % {"n": included})
    return redirect("village", pk)


@permitted(Permission.MEETING_HOLD)
@require_POST
def finish(request: Visit, pk: int) -> HttpResponse:
    """Close the survey of the village."""
    found, form = find_village(request, pk), PlainForm(request.POST)
    scored = carry_out(form, lambda _typed: FinishSurvey(actor=request.user, village=found))
    if scored is None:
        return _village_page(request, found, plain=form)
    messages.success(
        request, _("Đã kết thúc khảo sát: %(n)s hộ có điểm. Việc tiếp theo là họp thôn.") % {"n": scored}
    )
    return redirect("village", pk)


@permitted(Permission.LIST_BUILD)
def propose(request: Visit, pk: int) -> HttpResponse:
    """The village proposes a household that has met hardship."""
    found = find_village(request, pk)
    rules = found.round.rules
    form = ProposeForm(
        request.POST or None, households=candidates(found), rules=rules, initial=_asked(request)
    )
    if request.method == "POST":
        listing = carry_out(form, lambda typed: ProposeHousehold(actor=request.user, village=found, **typed))
        if listing is not None:
            return _added(request, found)
    return _add_page(request, found, form, _("Đề xuất hộ"))


def _asked(request: Visit) -> dict[str, str]:
    return {"household": request.GET["ho"]} if "ho" in request.GET else {}


def _added(request: Visit, found: VillageRound) -> HttpResponse:
    waiting = found.listings.filter(inclusion="pending").count()
    said = ngettext("Còn %(n)s hộ chờ Phiếu A.", "Còn %(n)s hộ chờ Phiếu A.", waiting) % {"n": waiting}
    messages.success(request, said)
    return redirect("village", found.pk)


def _add_page(request: Visit, found: VillageRound, form: ProposeForm, title: str) -> HttpResponse:
    context = {"round": found.round, "village": found, "form": form, "heading": title}
    return page(request, "survey/add.html", {**context, "crumbs": village_trail(found, title)})
