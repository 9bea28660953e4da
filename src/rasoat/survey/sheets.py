"""Pages of Phiếu A and Phiếu B."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.survey.handing_in import fill
from rasoat.survey.models import Inclusion, Listing, ListingQuerySet, Submission
from rasoat.survey.queries import running
from rasoat.survey.sheet_page import ScreenSheet, Sheet


def listing_of(request: Visit, pk: int) -> Listing:
    """Return a household on the list inside the visitor's area."""
    return find(request, whole_listings(), pk=pk)


def listing_to_save(request: Visit, pk: int) -> Listing:
    """Return a household on the list inside the visitor's area, with no more than saving an answer of it reads."""
    rows = Listing.objects.select_related("household", "village__unit", "village__round", "answered")
    return find(request, rows.prefetch_related("household__members"), pk=pk)


def whole_listings() -> ListingQuerySet:
    """Return households on the list with everything a form shows of them."""
    return Listing.objects.select_related(
        "household__village",
        "village__unit",
        "village__round__unit",
        "village__commune__unit",
        "village__commune__round",
        "answered",
    ).prefetch_related("household__members")


@permitted(Permission.SURVEY_ANSWER)
@require_http_methods(["GET", "POST"])
def answers(request: Visit, pk: int) -> HttpResponse:
    """Fill Phiếu B of a household, all at once or over several days."""
    sent = request.POST if request.method == "POST" else None
    sheet = Sheet.of(listing_of(request, pk), sent, request.FILES)
    return fill(request, sheet, "survey/answers.html", lambda form: _scored(request, sheet.listing, form))


def _scored(request: Visit, listing: Listing, submission: Submission) -> HttpResponse:
    score = submission.score
    said = _("Đã ghi Phiếu B của hộ %(code)s: B1 = %(b1)s, B2 = %(b2)s, %(result)s.")
    facts = {
        "code": listing.household.code,
        "b1": score.b1,
        "b2": score.b2,
        "result": score.get_result_display(),
    }
    messages.success(request, said % facts)
    return redirect(f"{reverse('household', args=[listing.household_id])}?vong={listing.village.round_id}")


@permitted(Permission.SURVEY_ANSWER)
@require_POST
def preview(request: Visit, pk: int) -> HttpResponse:
    """The points of what is typed so far; nothing is kept."""
    sheet = Sheet.of(listing_of(request, pk), request.POST)
    form = sheet.form
    answers, against = form.followed()
    totals = running(form.rules, answers, len(form.questions))
    told = [form.said(reason) for reason in totals.contradictions]
    told += [form.said(reason) for reason in against if reason.code == "S011"]
    told += [remark.sentence for remark in sheet.remarks()]
    context = {"running": totals, "contradictions": told, "told": list(sheet.people.told())}
    return render(request, "survey/_running.html", context)


@permitted(Permission.LIST_BUILD)
@require_http_methods(["GET", "POST"])
def screen(request: Visit, pk: int) -> HttpResponse:
    """Fill Phiếu A of a household that asks or is proposed."""
    sheet = ScreenSheet.of(listing_of(request, pk), request.POST if request.method == "POST" else None)
    return fill(request, sheet, "survey/screen.html", lambda _form: _screened(request, sheet.listing))


def _screened(request: Visit, listing: Listing) -> HttpResponse:
    said = {
        Inclusion.INCLUDED: _("Hộ %(code)s được đưa vào khảo sát."),
        Inclusion.ASKED: _("Hộ %(code)s chờ Ban giảm nghèo xã xem xét."),
    }.get(Inclusion(listing.inclusion), _("Hộ %(code)s không đưa vào khảo sát."))
    messages.success(request, said % {"code": listing.household.code})
    return redirect("village", listing.village_id)
