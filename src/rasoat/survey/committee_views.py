"""Pages of what Phiếu A leaves out: who, why, by whom; and the committee's decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import carry_out, page
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import commune_trail
from rasoat.rounds.models import CommuneRound
from rasoat.rounds.states import RoundState, VillageState
from rasoat.survey.forms import PlainForm
from rasoat.survey.listing import BuildCommuneLists
from rasoat.survey.models import Inclusion, Listing
from rasoat.survey.request_forms import DecideForm
from rasoat.survey.screening import DecideInclusion
from rasoat.survey.standing import head_names

FIELDS = {"P003": "decided_on", "P004": "decided_on", "N023": "reason"}


def _commune(request: Visit, pk: int) -> CommuneRound:
    return find(request, CommuneRound.objects.select_related("unit", "round__unit"), pk=pk)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def left_out(request: Visit, pk: int) -> HttpResponse:
    """The households of group 2 of a commune that are not surveyed, or wait for the committee."""
    return _page(request, _commune(request, pk))


def _page(request: Visit, commune: CommuneRound, **tried: Any) -> HttpResponse:
    rows = list(outside(commune))
    heads = head_names(row.household_id for row in rows)
    decides = commune.round.state == RoundState.OPEN and request.access.may(
        Permission.LIST_DECIDE, commune.unit
    )
    context = {
        "round": commune.round,
        "commune": commune,
        "rows": [
            {
                "listing": row,
                "head": heads.get(row.household_id, row.household.code),
                "form": tried.get("form") if row.pk == tried.get("of") else _form(commune, row),
                "may_decide": decides and _undecided(row),
            }
            for row in rows
        ],
        "asked": sum(row.inclusion == Inclusion.ASKED for row in rows),
        "form": tried.get("form"),
        "crumbs": commune_trail(commune, _("Hộ không khảo sát")),
    }
    return page(request, "survey/left_out.html", context)


def outside(commune: CommuneRound) -> Any:
    """Return the considered households of a commune that are not surveyed: those the committee is asked about first."""
    rows = Listing.objects.filter(
        village__commune=commune,
        inclusion__in=[Inclusion.ASKED, Inclusion.LEFT_OUT],
        household__ended_on__isnull=True,
    ).select_related("village__unit", "household", "screen__filled_by", "screen__decided_by", "added_by")
    return rows.order_by("inclusion", "village__unit__path", "household__code")


def _undecided(row: Listing) -> bool:
    return row.village.state == VillageState.LISTING and row.screen.decided_by_id is None


def _form(commune: CommuneRound, row: Listing) -> DecideForm:
    return DecideForm(initial={"decided_on": today(commune.round)}, auto_id=f"decide-{row.pk}-%s")


@permitted(Permission.LIST_DECIDE)
@require_POST
def decide(request: Visit, pk: int) -> HttpResponse:
    """Decide whether a household that Phiếu A leaves out is surveyed all the same."""
    rows = Listing.objects.select_related(
        "household", "village__unit", "village__round", "village__commune__round", "village__commune__unit"
    )
    listing = find(request, rows, pk=pk)
    form = DecideForm(request.POST, auto_id=f"decide-{pk}-%s")
    decided = carry_out(
        form,
        lambda typed: DecideInclusion(actor=request.user, village=listing.village, listing=listing, **typed),
        FIELDS,
    )
    if decided is None:
        return _page(request, listing.village.commune, form=form, of=pk)
    messages.success(
        request, _("Đã ghi quyết định của Ban cho hộ %(code)s.") % {"code": listing.household.code}
    )
    return redirect("left-out", listing.village.commune_id)


@permitted(Permission.LIST_BUILD)
@require_POST
def build(request: Visit, pk: int) -> HttpResponse:
    """Put the current lists of all villages of a commune on their lists at once."""
    commune, form = _commune(request, pk), PlainForm(request.POST)
    added = carry_out(form, lambda _typed: BuildCommuneLists(actor=request.user, commune=commune))
    if added is None:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    else:
        told = _("Đã đưa %(n)s hộ của các thôn đang lập danh sách vào rà soát.") % {"n": added}
        messages.success(request, told)
    return redirect("commune", pk)
