"""The page of one meeting's minutes with their signed copy, and the minutes of a whole round."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import carry_out, page
from rasoat.jobs.starting import start
from rasoat.meeting.forms import SignedForm
from rasoat.meeting.jobs import MINUTES_SET
from rasoat.meeting.models import Meeting
from rasoat.meeting.signing import KeepSignedMinutes
from rasoat.rounds.crumbs import round_trail, village_trail
from rasoat.rounds.models import Round, VillageRound
from rasoat.rounds.queries import find_round


@permitted(Permission.DOCUMENT_VIEW)
@require_http_methods(["GET", "POST"])
def show(request: Visit, pk: int) -> HttpResponse:
    """What was agreed, the paper, and whether its signed copy is in; who may keep it sends its pages here."""
    rows = Meeting.objects.select_related(
        "village__round__unit", "village__unit__parent", "village__commune__unit", "minutes", "recorded_by"
    )
    meeting = find(request, rows, pk=pk)
    may_keep = request.access.may(Permission.MINUTES_KEEP, meeting.village.unit)
    form = SignedForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = SignedForm(request.POST, request.FILES)
        kept = carry_out(
            form,
            lambda typed: KeepSignedMinutes(actor=request.user, meeting=meeting, pages=typed["pages"]),
            {"M007": "pages"},
        )
        if kept is not None:
            messages.success(request, _("Đã lưu bản ký của biên bản."))
            return redirect("minutes", pk)
    return page(request, "meeting/minutes.html", {**_about(meeting), "may_keep": may_keep, "form": form})


def _about(meeting: Meeting) -> dict[str, Any]:
    village = meeting.village
    return {
        "meeting": meeting,
        "village": village,
        "round": village.round,
        "crumbs": village_trail(village, _("Biên bản họp")),
        "signed": list(meeting.signed_pages.select_related("attachment__uploaded_by")),
        "items": meeting.items.count(),
        "sent_back": meeting.items.exclude(outcome="agreed").count(),
        "may_read_documents": True,
    }


@permitted(Permission.DOCUMENT_VIEW)
@require_http_methods(["GET", "POST"])
def of_round(request: Visit, pk: int) -> HttpResponse:
    """Which villages have met and whose signed copy is in; all minutes are printed in the background."""
    round_ = find_round(request, pk)
    desks = list(
        Unit.objects.within(scope(request)).filter(path__in=_desks(request, round_)).order_by("path")
    )
    if request.method == "POST":
        asked = request.POST.get("unit", "")
        desk = next((unit for unit in desks if str(unit.pk) == asked), desks[0] if desks else None)
        if desk is not None:
            return redirect("job", _print(request, round_, desk))
    context = {
        "round": round_,
        "crumbs": round_trail(round_, _("Biên bản họp thôn")),
        "desks": desks,
        "villages": _villages(request, round_),
    }
    return page(request, "meeting/minutes_of_round.html", context)


def _desks(request: Visit, round_: Round) -> set[str]:
    """The units for which the visitor prints: his own, or the round's when his is above it."""
    root = round_.unit.path
    return {root if root.startswith(path) else path for path in scope(request).paths}


def _print(request: Visit, round_: Round, desk: Unit) -> int:
    return start(
        MINUTES_SET,
        owner=request.user,
        unit=desk,
        permission=Permission.DOCUMENT_VIEW,
        title=_("In biên bản họp: %(unit)s") % {"unit": desk},
        round_pk=round_.pk,
        path=desk.path,
    ).pk


def _villages(request: Visit, round_: Round) -> QuerySet[VillageRound]:
    held = Meeting.objects.select_related("minutes").annotate(signed=Count("signed_pages"))
    rows = VillageRound.objects.within(scope(request)).filter(round=round_).order_by("unit__path")
    return rows.select_related("unit", "commune__unit").prefetch_related(Prefetch("meetings", held))
