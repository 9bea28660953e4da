"""Pages of the inspection of a commune: its plan, the sample with who inspects, what it says, its record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.appraisal.forms import USUAL_CONFIDENCE, USUAL_MARGIN, AppointForm, DrawForm
from rasoat.appraisal.inspecting import CONFIDENCES, LARGEST_MARGIN, AppointInspector, DrawInspection
from rasoat.appraisal.models import CommuneReport
from rasoat.appraisal.people import inspectors
from rasoat.appraisal.queries import Compared, compared, fresh_seed, open_findings
from rasoat.appraisal.record import MakeRecord
from rasoat.appraisal.results import results_of
from rasoat.appraisal.risk import risky
from rasoat.appraisal.seen import sees_sample
from rasoat.appraisal.shown import error_page, figures
from rasoat.audit.desk import DeskForm, carry_out, page
from rasoat.errors import sentence
from rasoat.measure import sample_size
from rasoat.measure.sampling import quantile
from rasoat.rounds.crumbs import commune_trail
from rasoat.rounds.models import CommuneRound
from rasoat.rounds.queries import find_commune
from rasoat.rounds.states import CommuneState, RoundState
from rasoat.survey.standing import standings

MARGINS = (5, 10, 15, 20, 25, 30)
FIELDS = {"P041": "size", "P700": "margin", "P701": "inspectors", "P702": "inspectors"}


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """The plan to make, or the sample drawn."""
    return _page(request, find_commune(request, pk))


@permitted(Permission.INSPECTION_RECORD)
@require_POST
def draw(request: Visit, pk: int) -> HttpResponse:
    """Draw the sample."""
    commune = find_commune(request, pk)
    form = _draw_form(commune, request.POST)
    drawn = carry_out(
        form, lambda typed: DrawInspection(actor=request.user, commune=commune, **typed), FIELDS
    )
    if drawn is None:
        return _page(request, commune, draw_form=form)
    told = _("Đã rút %(n)s hộ. Mẫu được giữ nguyên đến khi thẩm định xong.") % {"n": len(drawn)}
    messages.success(request, told)
    return redirect("inspections", pk)


@permitted(Permission.INSPECTION_RECORD)
@require_POST
def appoint(request: Visit, pk: int) -> HttpResponse:
    """Appoint another inspector to the ticked households."""
    commune = find_commune(request, pk)
    form = _appoint_form(commune, _sample(_report(commune)), request.POST)
    done = carry_out(
        form,
        lambda typed: AppointInspector(
            actor=request.user,
            commune=commune,
            inspections=[form.waiting[row] for row in typed["rows"]],
            inspector=form.people[typed["person"]],
        ),
        {"P701": "person", "P702": "person", "P703": "rows"},
    )
    if done is None:
        return _page(request, commune, appoint_form=form)
    messages.success(request, _("Đã phân công %(n)s hộ.") % {"n": len(done)})
    return redirect("inspections", pk)


@permitted(Permission.INSPECTION_RECORD)
@require_POST
def make_record(request: Visit, pk: int) -> HttpResponse:
    """Issue the record on paper."""
    commune, form = find_commune(request, pk), DeskForm(request.POST)
    if carry_out(form, lambda _typed: MakeRecord(actor=request.user, commune=commune)) is None:
        return _page(request, commune, record_form=form)
    messages.success(request, _("Đã lập biên bản kiểm tra."))
    return redirect("inspections", pk)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def told(request: Visit, pk: int) -> HttpResponse:
    """Errors by village and reviewer, and the questions on which the forms differ."""
    commune = find_commune(request, pk)
    report = _report(commune)
    if report is None or not sees_sample(request, commune, report):
        raise Http404(f"A003 {sentence('A003')}")
    crumbs = commune_trail(commune, _("Sai số"))
    results = results_of(report)
    context = {
        "commune": commune,
        "round": commune.round,
        "crumbs": crumbs,
        "results": results,
        "shown": error_page(results) if results and results.done else None,
    }
    return page(request, "appraisal/inspection_errors.html", context)


def _report(commune: CommuneRound) -> CommuneReport | None:
    return commune.reports.order_by("number").last()


def _sample(report: CommuneReport | None) -> list[Compared]:
    return compared(report) if report else []


def _draw_form(commune: CommuneRound, data: Any = None) -> DrawForm:
    rows = standings(commune.round, commune.unit)
    risks = {risk: len(picks) for risk, picks in risky(commune, rows).items()}
    people = inspectors(commune.unit)
    initial = {"seed": fresh_seed(), "confidence": USUAL_CONFIDENCE, "margin": USUAL_MARGIN}
    return DrawForm(data, people=people, risks=risks, initial=initial)


def _appoint_form(commune: CommuneRound, sample: list[Compared], data: Any = None) -> AppointForm:
    waiting = [row.inspection for row in sample if row.now is None]
    return AppointForm(data, people=inspectors(commune.unit), waiting=waiting)


def _page(request: Visit, commune: CommuneRound, **forms: Form) -> HttpResponse:
    report = _report(commune)
    sees = sees_sample(request, commune, report)
    sample = _sample(report) if sees else []
    live = commune.round.state == RoundState.OPEN and commune.state == CommuneState.REPORTED
    inspects = live and request.access.may(Permission.INSPECTION_RECORD, commune.unit)
    waiting = [row for row in sample if row.now is None]
    results = results_of(report) if report and sample else None
    context: dict[str, Any] = {
        "commune": commune,
        "round": commune.round,
        "crumbs": commune_trail(commune, _("Kiểm tra, phúc tra")),
        "report": report,
        "sees_sample": sees,
        "sample": sample,
        "waiting": waiting,
        "mine": [row for row in waiting if row.inspection.appointed_id == request.user.pk],
        "results": results,
        "figures": figures(results.overall) if results and results.done else [],
        "open_findings": open_findings(commune).count() if sees else 0,
        "may_inspect": inspects,
        "may_draw": inspects and not sample,
        "may_record": inspects and bool(sample) and not waiting,
        "may_read_documents": request.access.may(Permission.DOCUMENT_VIEW, commune.unit),
        "record_form": DeskForm(),
    }
    if inspects and not sample and report is not None:
        context |= {"draw_form": _draw_form(commune), **_sizes(report.reviewed)}
    if inspects and waiting:
        context["appoint_form"] = _appoint_form(commune, sample)
    return page(request, "appraisal/inspections.html", {**context, **forms})


def _sizes(population: int) -> dict[str, Any]:
    """Return the sizes of usual margins, to be read without a script, and what the script needs."""
    return {
        "population": population,
        "margins": MARGINS,
        "largest_margin": LARGEST_MARGIN,
        "sizes": [
            (each, [sample_size(population, each, margin) for margin in MARGINS]) for each in CONFIDENCES
        ],
        "quantiles": ";".join(f"{each}:{quantile(each):.6f}" for each in CONFIDENCES),
    }
