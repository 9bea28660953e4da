"""The explanation sheet: one paper to hand to the household, in Vietnamese or English, without identity numbers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import in_words, language
from rasoat.documents.render import render
from rasoat.errors import Refused
from rasoat.roster.models import Household
from rasoat.web.explained import chosen, results_of, why
from rasoat.web.household import listing_of, round_of
from rasoat.web.sheet_content import sheet_of


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: Any) -> HttpResponse:
    """The sheet as PDF; ``?vong=`` and ``?chuan=`` as on the household's page, ``?lang=en`` in English.

    Without a score there is no sheet (D060), nor where the score cannot be explained (D061): the page says so.
    """
    household = find(request, Household.objects.select_related("village__parent"), pk=pk)
    round_ = round_of(request)
    listing = listing_of(household, round_) if round_ else None
    words = asked if (asked := request.GET.get("lang")) in ("vi", "en") else language()
    results = results_of(listing, words) if listing else []
    page = f"{reverse('household', args=[pk])}?{request.GET.urlencode()}"
    if listing is None or not results:
        messages.error(request, in_words(Refused("D060", household=household.code)))
        return redirect(page)
    result = chosen(results, request.GET.get("chuan", ""))
    try:
        told = why(listing, result, words)
    except Refused:
        return redirect(page)
    return _private(render("explanation", sheet_of(listing, results, result, told)), household.code)


def _private(pdf: bytes, code: str) -> HttpResponse:
    """Return the PDF, shown in the browser and kept by nobody."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    disposition = content_disposition_header(as_attachment=False, filename=f"phieu-giai-thich-{code}.pdf")
    if disposition:
        response["Content-Disposition"] = disposition
    return response
