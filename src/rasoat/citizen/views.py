"""The first page of the citizens' door, and the look-up of a receipt."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.audit.desk import language, page
from rasoat.citizen.door import open_to_all
from rasoat.citizen.forms import ReceiptForm
from rasoat.citizen.receipts import progress_of
from rasoat.documents.pages import paper, pdf_response
from rasoat.errors import sentence

LOOK_UPS_AN_HOUR = 30


@open_to_all(kept=True)
@require_GET
def door(request: HttpRequest) -> HttpResponse:
    """What a citizen can do here."""
    return render(request, "citizen/door.html")


@open_to_all(door="receipt", an_hour=LOOK_UPS_AN_HOUR)
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """How far something stands that was brought in, by the number of its receipt and its code."""
    form = ReceiptForm(request.POST or None)
    found = progress_of(form.cleaned_data["number"], form.cleaned_data["code"]) if form.is_valid() else None
    printed = found.papers.get(request.POST.get("in", "")) if found else None
    if found is not None and printed is not None:
        return pdf_response(request, printed(), f"{found.receipt}.pdf")
    if form.is_bound and not form.errors and found is None:
        form.add_error(None, ValidationError(f"N002: {sentence('N002', language())}", code="N002"))
    if found is not None and found.paper is not None and "paper" in request.POST:
        return paper(request, found.paper)
    return page(request, "citizen/receipt.html", {"form": form, "progress": found})
