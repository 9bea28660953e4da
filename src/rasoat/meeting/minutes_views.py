"""The page of one meeting's minutes with their signed copy, and the minutes of a whole round."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import carry_out, page
from rasoat.documents.signed_views import WithdrawForm
from rasoat.jobs.starting import start
from rasoat.meeting.forms import SignedForm
from rasoat.meeting.jobs import MINUTES_SET
from rasoat.meeting.models import Meeting, SignedPage
from rasoat.meeting.queries import standing_pages
from rasoat.meeting.signing import KeepSignedMinutes, WithdrawSignedPage
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


@permitted(Permission.MINUTES_KEEP)
@require_POST
def withdraw_page(request: Visit, pk: int) -> HttpResponse:
    """Withdraw a page that was sent by mistake."""
    rows = SignedPage.objects.select_related(
        "meeting__village__round__unit",
        "meeting__village__unit__parent",
        "meeting__village__commune__unit",
        "meeting__minutes",
        "attachment",
    )
    signed = find(request, rows, pk=pk)
    form = WithdrawForm(request.POST, pk=pk)
    done = carry_out(
        form, lambda typed: WithdrawSignedPage(actor=request.user, page=signed, **typed), {"H023": "reason"}
    )
    if done is None:
        about = _about(signed.meeting, withdrawing=(pk, form))
        context = {**about, "may_keep": True, "form": SignedForm(), "withdraw_form": form}
        return page(request, "meeting/minutes.html", context)
    messages.success(request, _("Đã rút trang gửi nhầm. Tệp vẫn được giữ trong nhật ký."))
    return redirect("minutes", signed.meeting_id)


def _about(meeting: Meeting, withdrawing: tuple[int, WithdrawForm] | None = None) -> dict[str, Any]:
    village = meeting.village
    pages = list(meeting.signed_pages.select_related("attachment__uploaded_by", "withdrawn_by"))
    given = dict([withdrawing]) if withdrawing else {}
    return {
        "meeting": meeting,
        "village": village,
        "round": village.round,
        "crumbs": village_trail(village, _("Biên bản họp")),
        "signed": [
            (each, given.get(each.pk) or WithdrawForm(pk=each.pk))
            for each in pages
            if each.withdrawn_at is None
        ],
        "withdrawn": [each for each in pages if each.withdrawn_at is not None],
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
    held = Meeting.objects.select_related("minutes").annotate(signed=standing_pages()).order_by("number")
    rows = VillageRound.objects.within(scope(request)).filter(round=round_).order_by("unit__path")
    return rows.select_related("unit", "commune__unit").prefetch_related(Prefetch("meetings", held))
