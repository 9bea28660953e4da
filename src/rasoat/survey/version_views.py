"""Versions of a household's form: what differs between any two, and sending the one that counts back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import TextField, carry_out, language, page
from rasoat.errors import sentence
from rasoat.rounds.crumbs import village_trail
from rasoat.rounds.forms import StepForm
from rasoat.survey.differences import differences
from rasoat.survey.first_shown import head_of
from rasoat.survey.models import Listing, Submission
from rasoat.survey.returning import ReturnForm
from rasoat.survey.sheets import listing_of


class ReturnReasonForm(StepForm):
    """Why a form goes back."""

    beside = {"P258": "reason"}

    reason = TextField(
        label=gettext_lazy("Lý do trả phiếu"),
        help_text=gettext_lazy("Ghi rõ câu nào cần hỏi lại hộ. Rà soát viên thấy lý do này ở đầu phiếu."),
        max_length=2000,
        error_messages={"required": lazy(lambda: f"P258: {sentence('P258', language())}", str)()},
    )


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def versions(request: Visit, pk: int) -> HttpResponse:
    """What differs between two versions of the form (``?tu=`` and ``?den=``; else the last two), to read or print."""
    listing = listing_of(request, pk)
    rows = listing.submissions.select_related(
        "score", "reviewer", "sent_back__returned_by", "evidence__photo"
    )
    forms = list(rows.order_by("version"))
    older, newer = _pair(request, forms)
    found = differences(listing, older, newer) if older and newer else []
    context = {
        "round": listing.village.round,
        "listing": listing,
        "village": listing.village,
        "head": head_of(listing),
        "forms": forms,
        "older": older,
        "newer": newer,
        "both": (older, newer),
        "changed": [each for each in found if each.changed],
        "same": [each for each in found if not each.changed],
        "crumbs": village_trail(listing.village, _("Các lần ghi phiếu")),
    }
    return page(request, "survey/versions.html", context)


def _pair(request: Visit, forms: list[Submission]) -> tuple[Submission | None, Submission | None]:
    if not forms:
        return None, None
    older = _asked(request, "tu", forms, forms[-2] if len(forms) > 1 else forms[-1])
    newer = _asked(request, "den", forms, forms[-1])
    return older, newer


def _asked(request: Visit, key: str, forms: list[Submission], otherwise: Submission) -> Submission:
    asked = request.GET.get(key, "")
    if not asked:
        return otherwise
    found = next((form for form in forms if str(form.version) == asked), None)
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    return found


@permitted(Permission.SURVEY_RETURN)
@require_http_methods(["GET", "POST"])
def send_back(request: Visit, pk: int) -> HttpResponse:
    """Send the form that counts back to the reviewers, with a reason."""
    listing = listing_of(request, pk)
    form = ReturnReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        returned = carry_out(
            form,
            lambda typed: ReturnForm(actor=request.user, village=listing.village, listing=listing, **typed),
        )
        if returned is not None:
            messages.success(
                request, _("Đã trả phiếu. Rà soát viên thấy lý do và các câu trả lời cũ khi ghi lại.")
            )
            return redirect(_household(listing))
    context = {
        "round": listing.village.round,
        "listing": listing,
        "village": listing.village,
        "head": head_of(listing),
        "form": form,
        "crumbs": village_trail(listing.village, _("Trả phiếu")),
    }
    return page(request, "survey/return.html", context)


def _household(listing: Listing) -> str:
    url: str = reverse("household", args=[listing.household_id])
    return f"{url}?vong={listing.village.round_id}"


def may_return(request: Any, listing: Listing) -> bool:
    """Whether the visitor could send the form that counts back now."""
    ready = listing.answered_id is not None and not listing.resurvey_reason
    return ready and request.access.may(Permission.SURVEY_RETURN, listing.village.unit)
