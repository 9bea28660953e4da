"""Pages of the appraisal: who has reported, the sample, the opinion."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.appraisal.actions import GiveOpinion
from rasoat.appraisal.forms import OpinionForm
from rasoat.appraisal.models import CommuneReport
from rasoat.appraisal.queries import communes_with_reports, compared, open_findings, waiting_first
from rasoat.appraisal.seen import sees_sample
from rasoat.audit.desk import carry_out, page
from rasoat.documents.pages import paper
from rasoat.law import Act
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import commune_trail
from rasoat.rounds.models import CommuneRound
from rasoat.rounds.queries import find_commune
from rasoat.rounds.states import CommuneState, RoundState

FIELDS = {"P003": "appraised_on", "P004": "appraised_on", "P046": "opinion"}


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def index(request: Visit) -> HttpResponse:
    """The communes of the visitor's area; those that wait for the district first."""
    communes = waiting_first(communes_with_reports(CommuneRound.objects.within(scope(request))))
    rounds = {commune.round_id: commune.round for commune in communes}
    waiting = sum(commune.state == CommuneState.REPORTED for commune in communes)
    only = next(iter(rounds.values())) if len(rounds) == 1 else None
    context = {"communes": communes, "waiting": waiting, "several": len(rounds) > 1, "round": only}
    return page(request, "appraisal/appraisals.html", context)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """The report under appraisal, the sample and the opinion."""
    return _page(request, find_commune(request, pk))


@permitted(Permission.APPRAISAL_GIVE)
@require_POST
def give_opinion(request: Visit, pk: int) -> HttpResponse:
    """Agree, or return the report."""
    commune = find_commune(request, pk)
    form = OpinionForm(request.POST)
    report = carry_out(form, lambda typed: GiveOpinion(actor=request.user, commune=commune, **typed), FIELDS)
    if report is None:
        return _page(request, commune, opinion_form=form)
    if report.outcome == CommuneReport.Outcome.AGREED:
        messages.success(request, _("Đã nhất trí. Xã ký được quyết định công nhận."))
    else:
        messages.warning(request, _("Đã trả lại báo cáo. Xã phải sửa và báo cáo lại."))
    return redirect("appraisal", pk)


@permitted(Permission.DOCUMENT_VIEW)
@require_GET
def letter(request: Visit, pk: int) -> HttpResponse:
    """The district's letter on a report: the district issues it, the commune it is about reads it here."""
    report = find(request, CommuneReport.objects.select_related("letter__unit"), pk=pk, letter__isnull=False)
    assert report.letter is not None
    return paper(request, report.letter)


def _page(request: Visit, commune: CommuneRound, **forms: Form) -> HttpResponse:
    reports = list(
        commune.reports.select_related("letter", "submitted_by", "appraised_by").order_by("-number")
    )
    report = reports[0] if reports else None
    sees = sees_sample(request, commune, report)
    sample = compared(report) if report and sees else []
    open_ = list(open_findings(commune)) if sees else []
    context: dict[str, Any] = {
        "commune": commune,
        "round": commune.round,
        "crumbs": commune_trail(commune, _("Thẩm định")),
        "report": report,
        "earlier": reports[1:],
        "sees_sample": sees,
        "sample": sample,
        "seed": sample[0].inspection.seed if sample else None,
        "open_findings": open_,
        "done": sum(row.now is not None for row in sample),
        "differing": sum(row.now is not None and not row.agrees for row in sample),
        "opinion_form": OpinionForm(initial={"appraised_on": today(commune.round)}),
        **_may(request, commune, drawn=bool(sample)),
        **forms,
    }
    return page(request, "appraisal/appraisal.html", context)


def _may(request: Visit, commune: CommuneRound, *, drawn: bool) -> dict[str, bool]:
    live = commune.round.state == RoundState.OPEN and commune.state == CommuneState.REPORTED
    may = request.access.may
    inspects = may(Permission.INSPECTION_RECORD, commune.unit)
    return {
        "may_draw": live and not drawn and inspects,
        "may_give": live
        and commune.round.rules.chain.has(Act.OPINION)
        and may(Permission.APPRAISAL_GIVE, commune.unit),
        "may_read_documents": may(Permission.DOCUMENT_VIEW, commune.unit),
    }
