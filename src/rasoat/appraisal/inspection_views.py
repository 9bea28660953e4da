"""Inspect a drawn household: first blind, then beside the first form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.appraisal.comparing import changed, compared_answers
from rasoat.appraisal.forms import FindingForm
from rasoat.appraisal.inspecting import RecordInspection, require_appointed
from rasoat.appraisal.models import Inspection
from rasoat.appraisal.queries import why_picked
from rasoat.audit.desk import carry_out, in_words, page
from rasoat.errors import Refused, sentence
from rasoat.meeting.queries import heads_of
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import commune_trail
from rasoat.survey.forms import AnswerForm
from rasoat.survey.people_form import PeopleForm
from rasoat.survey.queries import first_answers
from rasoat.survey.remarks import reasons_of, remarks_of

FIELDS = {"P003": "inspected_on", "P004": "inspected_on", "P044": "finding"}


def _inspection(request: Visit, pk: int) -> Inspection:
    rows = Inspection.objects.select_related(
        "report__commune__round__unit",
        "report__commune__unit",
        "listing__household__village",
        "listing__village__unit",
        "submission__score",
        "reviewer",
        "inspector",
        "appointed",
    )
    return find(request, rows, pk=pk)


@permitted(Permission.INSPECTION_RECORD)
@require_http_methods(["GET", "POST"])
def record(request: Visit, pk: int) -> HttpResponse:
    """The inspector's form, without a word of what the reviewer found."""
    inspection = _inspection(request, pk)
    if inspection.inspector is not None and request.method == "GET":
        return redirect("inspection-result", pk)
    if request.method == "GET" and inspection.appointed_id != request.user.pk:
        return _for_another(request, inspection)
    round_, unit = inspection.report.commune.round, inspection.listing.village.unit
    known, notes = first_answers(round_.rules, inspection.listing.household, round_.reference_date)
    data, people = request.POST or None, PeopleForm(inspection.listing, request.POST or None)
    form = AnswerForm(round_.rules, data, known, unit=unit, notes=notes, people=people)
    finding = FindingForm(request.POST or None, initial={"inspected_on": today(round_)})
    if request.method == "POST" and _record(request, inspection, form, finding) is not None:
        messages.success(request, _("Đã ghi phiếu kiểm tra."))
        return redirect("inspection-result", pk)
    remarks = remarks_of(inspection.listing, form) if form.is_bound else []
    context = {"form": form, "people": people, "remarks": remarks, "finding": finding}
    return page(request, "appraisal/inspection.html", {**_about(inspection), **context})


def _for_another(request: Visit, inspection: Inspection) -> HttpResponse:
    """Back to the sample, with the sentence that says who is appointed."""
    try:
        require_appointed(inspection, request.user)
    except Refused as error:
        messages.error(request, in_words(error))
    return redirect("inspections", inspection.report.commune_id)


def _record(
    request: Visit, inspection: Inspection, form: AnswerForm, finding: FindingForm
) -> Inspection | None:
    if not form.is_valid() & finding.is_valid():
        return None
    return carry_out(
        finding,
        lambda typed: RecordInspection(
            actor=request.user,
            inspection=inspection,
            answers=form.answers,
            members=form.people.table if form.people else (),
            remarks=reasons_of(form.data),
            **typed,
        ),
        FIELDS,
    )


def _about(inspection: Inspection) -> dict[str, Any]:
    listing, commune = inspection.listing, inspection.report.commune
    heads = heads_of([listing.household_id])
    return {
        "inspection": inspection,
        "commune": commune,
        "village": listing.village,
        "round": commune.round,
        "head": heads.get(listing.household_id, (listing.household.code, ""))[0],
        "crumbs": commune_trail(commune, _("Kiểm tra")),
    }


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def result(request: Visit, pk: int) -> HttpResponse:
    """Both forms beside one another, once the inspection is done and the sample may be seen."""
    inspection = _inspection(request, pk)
    unit, may = inspection.listing.village.unit, request.access.may
    inspects = may(Permission.INSPECTION_RECORD, unit) or may(Permission.APPRAISAL_GIVE, unit)
    if inspection.inspector is None or not (inspects or inspection.report.outcome):
        raise Http404(f"A003 {sentence('A003')}")
    rows = compared_answers(inspection)
    context = {
        **_about(inspection),
        "differing": [row for row in rows if row.differs],
        "same": [row for row in rows if not row.differs],
        "agrees": inspection.result == inspection.submission.score.result,
        "moved": _moved(inspection),
        "why": why_picked(inspection),
    }
    return page(request, "appraisal/inspection_result.html", context)


def _moved(inspection: Inspection) -> str:
    first = inspection.submission.score
    pairs = ((inspection.b1, first.b1, "B1"), (inspection.b2, first.b2, "B2"))
    told = [changed((now or 0) - before, part) for now, before, part in pairs if now != before]
    return ", ".join(told) or "0"
