"""The commune's page: its villages, its report to the district, the decision, the certificates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.appraisal.actions import SubmitReport
from rasoat.appraisal.dossier import Stage, missing
from rasoat.appraisal.dossier_views import shown_lines
from rasoat.appraisal.models import CommuneReport
from rasoat.audit.desk import DayForm, carry_out, page
from rasoat.law import Act
from rasoat.recognition.actions import IssueCertificates, SignDecision
from rasoat.recognition.models import Decision
from rasoat.rounds.chain_words import chain_words
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import commune_trail
from rasoat.rounds.models import CommuneRound
from rasoat.rounds.queries import find_commune
from rasoat.rounds.states import CommuneState, RoundState, transition

DATES = {"P003": "day", "P004": "day"}


@permitted(Permission.PROGRESS_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """Where the commune stands and what is next."""
    return _page(request, find_commune(request, pk))


@permitted(Permission.REPORT_SUBMIT)
@require_POST
def submit_report(request: Visit, pk: int) -> HttpResponse:
    """Report to whom the chain asks."""
    commune = find_commune(request, pk)
    form = DayForm(request.POST, label=_("Ngày báo cáo"), auto_id="report-%s")
    done = carry_out(
        form,
        lambda typed: SubmitReport(actor=request.user, commune=commune, submitted_on=typed["day"]),
        DATES,
    )
    if done is None:
        return _page(request, commune, report_form=form)
    messages.success(request, _("Đã gửi báo cáo số %(n)s.") % {"n": done.number})
    return redirect("decision", pk)


@permitted(Permission.DECISION_SIGN)
@require_POST
def sign(request: Visit, pk: int) -> HttpResponse:
    """Sign the decision."""
    commune = find_commune(request, pk)
    form = DayForm(request.POST, label=_("Ngày ký"), auto_id="sign-%s")
    done = carry_out(
        form, lambda typed: SignDecision(actor=request.user, commune=commune, signed_on=typed["day"]), DATES
    )
    if done is None:
        return _page(request, commune, sign_form=form)
    messages.success(request, _("Đã ký: %(title)s.") % {"title": done.document.title})
    return redirect("decision", pk)


@permitted(Permission.CERTIFICATE_ISSUE)
@require_POST
def issue_certificates(request: Visit, pk: int) -> HttpResponse:
    """Issue the certificates."""
    commune = find_commune(request, pk)
    form = DayForm(request.POST, label=_("Ngày cấp"), auto_id="issue-%s")
    done = carry_out(
        form,
        lambda typed: IssueCertificates(actor=request.user, commune=commune, issued_on=typed["day"]),
        DATES,
    )
    if done is None:
        return _page(request, commune, certificate_form=form)
    messages.success(request, _("Đã cấp %(n)s giấy chứng nhận.") % {"n": len(done)})
    return redirect("decision", pk)


def _page(request: Visit, commune: CommuneRound, **forms: Form) -> HttpResponse:
    day, decision = today(commune.round), _decision(commune)
    reports = list(
        commune.reports.select_related("letter", "submitted_by", "appraised_by").order_by("-number")
    )
    context: dict[str, Any] = {
        "commune": commune,
        "round": commune.round,
        "crumbs": commune_trail(commune, _("Hồ sơ")),
        **_dossier(request, commune, reports[0] if reports else None),
        "reports": reports,
        "report": reports[0] if reports else None,
        "decision": decision,
        "decision_scans": _scans(decision),
        "certified": commune.certificates.count(),
        "report_form": DayForm(label=_("Ngày báo cáo"), auto_id="report-%s", initial={"day": day}),
        "sign_form": DayForm(label=_("Ngày ký"), auto_id="sign-%s", initial={"day": day}),
        "certificate_form": DayForm(label=_("Ngày cấp"), auto_id="issue-%s", initial={"day": day}),
        **_may(request, commune, reports[0] if reports else None),
        **forms,
    }
    return page(request, "recognition/commune.html", context)


def _dossier(request: Visit, commune: CommuneRound, report: CommuneReport | None) -> dict[str, Any]:
    """The checks of the dossier while the commune prepares its report: seldom shown, so seldom computed."""
    if commune.state != CommuneState.COLLECTING:
        return {}
    found = shown_lines(request, commune, report)
    return {"lines": found, "ready_to_send": not missing([each.line for each in found], Stage.SEND)}


def _decision(commune: CommuneRound) -> Decision | None:
    return (
        Decision.objects.filter(commune=commune)
        .select_related("document", "prepared_by", "appraised_by", "signed_by")
        .first()
    )


def _scans(decision: Decision | None) -> int:
    """How many pages of the signed decision stand."""
    return decision.document.scans.filter(withdrawn_at__isnull=True).count() if decision is not None else 0


def _may(request: Visit, commune: CommuneRound, report: CommuneReport | None) -> dict[str, Any]:
    live, may = commune.round.state == RoundState.OPEN, request.access.may
    return {
        "may_submit": live
        and commune.state == CommuneState.COLLECTING
        and may(Permission.REPORT_SUBMIT, commune.unit),
        "may_sign": live
        and commune.state in transition("commune", "decision.sign").sources_in(commune.round.rules.chain)
        and may(Permission.DECISION_SIGN, commune.unit),
        "may_issue": live
        and commune.state == CommuneState.DECIDED
        and may(Permission.CERTIFICATE_ISSUE, commune.unit),
        "may_read_documents": may(Permission.DOCUMENT_VIEW, commune.unit),
        "asked": commune.round.rules.chain.has(Act.OPINION),
        "chain": chain_words(commune.round.rules.chain),
        "returned": report is not None and report.outcome == CommuneReport.Outcome.RETURNED,
    }
