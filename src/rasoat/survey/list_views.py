"""The lists of step 1 and the papers of requests as files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.documents.list_xlsx import to_xlsx
from rasoat.documents.pages import pdf_response
from rasoat.documents.render import render
from rasoat.errors import sentence
from rasoat.rounds.models import CommuneRound, Round, VillageRound
from rasoat.survey.lists import LISTS, paper_of
from rasoat.survey.request_papers import PrintRequest, receipt_of
from rasoat.survey.request_views import found_request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def of_village(request: Visit, pk: int, which: str, suffix: str) -> HttpResponse:
    """One list of a village as PDF or Excel file."""
    village = find(request, VillageRound.objects.select_related("unit__parent", "round__unit"), pk=pk)
    return _file(request, which, suffix, village.round, village.unit)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def of_commune(request: Visit, pk: int, which: str, suffix: str) -> HttpResponse:
    """One list of a commune as PDF or Excel file."""
    commune = find(request, CommuneRound.objects.select_related("unit", "round__unit"), pk=pk)
    return _file(request, which, suffix, commune.round, commune.unit)


def _file(request: Visit, which: str, suffix: str, round_: Round, unit: Unit) -> HttpResponse:
    if which not in LISTS or suffix not in ("pdf", "xlsx"):
        raise Http404(f"A003 {sentence('A003')}")
    data = paper_of(which, round_, unit, "")
    name = f"{which}-{unit.code}.{suffix}"
    if suffix == "pdf":
        return pdf_response(request, render("household_list", data), name)
    response = HttpResponse(to_xlsx(data), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response


@permitted(Permission.REQUEST_RECEIVE)
@require_GET
def receipt(request: Visit, pk: int) -> HttpResponse:
    """The receipt of a request as PDF, also when the first one was lost."""
    found = found_request(request, pk)
    return pdf_response(request, receipt_of(found), f"{found.receipt}.pdf")


@permitted(Permission.REQUEST_RECEIVE)
@require_POST
def paper(request: Visit, pk: int) -> HttpResponse:
    """The request as filled, with whole identity numbers; the log says who printed it."""
    found = found_request(request, pk)
    pdf = PrintRequest(actor=request.user, request=found).run()
    return pdf_response(request, pdf, f"giay-de-nghi-{found.receipt}.pdf")
