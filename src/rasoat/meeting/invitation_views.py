"""The page that calls a meeting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import carry_out, page
from rasoat.meeting.forms import InvitationForm
from rasoat.meeting.inviting import InviteToMeeting
from rasoat.meeting.models import Invitation, InvitedGroup
from rasoat.meeting.views import find_village, meeting_place
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import village_trail
from rasoat.rounds.models import VillageRound

FIELDS = {"P004": "meets_on", "M006": "reviewed"}


@permitted(Permission.MEETING_HOLD)
@require_http_methods(["GET", "POST"])
def invite(request: Visit, pk: int) -> HttpResponse:
    """When, where, who; the letters are printed from what is typed here."""
    village = find_village(request, pk)
    if request.method == "POST":
        form = InvitationForm(request.POST)
        called = _call(request, village, form)
        if called is not None:
            messages.success(
                request,
                _("Đã mời %(n)s người. Hãy in danh sách và giấy mời.") % {"n": called.invitees.count()},
            )
            return redirect("meeting", pk)
    else:
        form = InvitationForm(initial=_again(village))
    context = {
        "village": village,
        "round": village.round,
        "crumbs": village_trail(village, _("Mời họp")),
        "form": form,
        "listed": village.listings.included().filter(household__ended_on__isnull=True).count(),
    }
    return page(request, "meeting/invite.html", context)


def _again(village: VillageRound) -> dict[str, Any]:
    """Start from the people of the last calling: a second meeting asks the same ones."""
    last = village.invitations.first()
    start: dict[str, Any] = {"meets_on": today(village.round), "place": meeting_place(village)}
    if last is None:
        return start
    named = last.invitees.filter(listing__isnull=True)
    for group in InvitedGroup:
        start[group.value] = "\n".join(guest.name for guest in named if guest.group == group)
    return {**start, "begins_at": last.begins_at}


def _call(request: Visit, village: VillageRound, form: InvitationForm) -> Invitation | None:
    def action(typed: dict[str, Any]) -> InviteToMeeting:
        return InviteToMeeting(
            actor=request.user,
            village=village,
            meets_on=typed["meets_on"],
            begins_at=typed["begins_at"],
            place=typed["place"],
            names=form.names(),
            reviewed=typed["reviewed"],
        )

    return carry_out(form, action, FIELDS)
