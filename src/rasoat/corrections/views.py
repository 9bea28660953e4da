"""Pages of corrections: the list, asking for one, one with its check and decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import carry_out, page, sheet
from rasoat.corrections.actions import CheckCorrection, DecideCorrection, RequestCorrection
from rasoat.corrections.forms import CheckForm, DecideForm, RequestForm
from rasoat.corrections.models import Correction
from rasoat.corrections.queries import PEOPLE, PLACES, village_of_recognition
from rasoat.errors import sentence
from rasoat.roster.models import Household
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import village_trail
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import CorrectionState
from rasoat.survey.forms import AnswerForm
from rasoat.survey.models import Listing
from rasoat.survey.people_form import PeopleForm
from rasoat.survey.queries import first_answers
from rasoat.survey.remarks import reasons_of, remarks_of
from rasoat.survey.standing import head_names

ASKED = {"P003": "requested_on", "P004": "requested_on", "P172": "evidence"}
CHECKED = {"P003": "checked_on", "P004": "checked_on", "P176": "opinion"}
DECIDED = {"P003": "decided_on", "P004": "decided_on", "A004": "decided_on", "P180": "answer"}


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def index(request: Visit) -> HttpResponse:
    """Every correction of the visitor's area, those that wait first."""
    rows = Correction.objects.within(scope(request))
    only_open = request.GET.get("xem") != "tat-ca"
    wanted = rows.open() if only_open else rows
    related = wanted.select_related(*PLACES, "recognition__household")
    found = sheet(request, related)
    heads = head_names(each.recognition.household_id for each in found)
    context = {
        "corrections": [(each, heads.get(each.recognition.household_id, "")) for each in found],
        "page": found,
        "count": found.paginator.count,
        "only_open": only_open,
    }
    return page(request, "corrections/corrections.html", context)


@permitted(Permission.CORRECTION_REQUEST)
@require_http_methods(["GET", "POST"])
def ask(request: Visit, pk: Any) -> HttpResponse:
    """Ask that the recognition of a household be corrected."""
    household = find(request, Household.objects.select_related("village"), pk=pk)
    village = village_of_recognition(household)
    if village is None:
        raise Http404(f"A003 {sentence('A003')}")
    form = RequestForm(
        request.POST or None, request.FILES or None, initial={"requested_on": today(village.round)}
    )
    if request.method == "POST":
        done = carry_out(
            form,
            lambda typed: RequestCorrection(
                actor=request.user, village=village, household=household, **typed
            ),
            ASKED,
        )
        if done is not None:
            messages.success(
                request, _("Đã nhận đề nghị đính chính %(receipt)s.") % {"receipt": done.receipt}
            )
            return redirect("correction", done.pk)
    context = {
        "household": household,
        "head": head_names([household.pk]).get(household.pk, household.code),
        "village": village,
        "round": village.round,
        "recognition": household.recognitions.filter(round=village.round, superseded_by__isnull=True).first(),
        "crumbs": village_trail(village, _("Đề nghị đính chính")),
        "form": form,
    }
    return page(request, "corrections/request.html", context)


def correction_of(request: Visit, pk: int) -> Correction:
    """Return the correction inside the visitor's scope."""
    rows = Correction.objects.select_related(
        *PLACES,
        *PEOPLE,
        "recognition__household",
        "recognition__decision__document",
        "recognition__submission__score",
        "submission__score",
        "made",
        "document",
        "evidence",
    )
    return find(request, rows, pk=pk)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """One correction and what became of it."""
    return _page(request, correction_of(request, pk))


@permitted(Permission.CORRECTION_CHECK)
@require_http_methods(["GET", "POST"])
def check(request: Visit, pk: int) -> HttpResponse:
    """Phiếu B as it should have been."""
    row = correction_of(request, pk)
    if row.state != CorrectionState.REQUESTED:
        return redirect("correction", pk)
    village, household = row.village, row.recognition.household
    listing = Listing.objects.select_related("village__unit", "village__round", "household").get(
        village=village, household=household
    )
    head = _head(row)
    rules = village.round.rules
    known, notes = first_answers(rules, household, village.round.reference_date)
    people = PeopleForm(listing, request.POST or None)
    form = AnswerForm(rules, request.POST or None, known, unit=village.unit, notes=notes, people=people)
    said = CheckForm(request.POST or None, initial={"checked_on": today(village.round), "respondent": head})
    if request.method == "POST" and form.is_valid() & said.is_valid():
        done = carry_out(
            said,
            lambda typed: CheckCorrection(
                actor=request.user,
                correction=row,
                answers=form.answers,
                members=form.people.table if form.people else (),
                remarks=reasons_of(form.data),
                **typed,
            ),
            CHECKED,
        )
        if done is not None:
            messages.success(request, _("Đã ghi kết quả kiểm tra. Chủ tịch xã sẽ quyết định."))
            return redirect("correction", pk)
    context = {
        "correction": row,
        "village": village,
        "round": village.round,
        "head": head,
        "form": form,
        "people": people,
        "remarks": remarks_of(listing, form) if form.is_bound else [],
        "said": said,
        "crumbs": village_trail(village, row.receipt),
    }
    return page(request, "corrections/check.html", context)


@permitted(Permission.DECISION_SIGN)
@require_POST
def decide(request: Visit, pk: int) -> HttpResponse:
    """Correct, or refuse with the reason."""
    row = correction_of(request, pk)
    form = DecideForm(request.POST)
    done = carry_out(
        form, lambda typed: DecideCorrection(actor=request.user, correction=row, **typed), DECIDED
    )
    if done is None:
        return _page(request, correction_of(request, pk), decide_form=form)
    told = _("Đã đính chính.") if done.state == CorrectionState.DECIDED else _("Đã ghi: không đính chính.")
    messages.success(request, told)
    return redirect("correction", pk)


def _head(row: Correction) -> str:
    household = row.recognition.household
    return str(head_names([household.pk]).get(household.pk, household.code))


def _page(request: Visit, row: Correction, **forms: Form) -> HttpResponse:
    village: VillageRound = row.village
    may, state = request.access.may, CorrectionState(row.state)
    waits = state in (CorrectionState.REQUESTED, CorrectionState.CHECKED)
    hands = {row.requested_by_id, row.checked_by_id}
    context: dict[str, Any] = {
        "correction": row,
        "village": village,
        "round": village.round,
        "head": _head(row),
        "crumbs": village_trail(village, row.receipt),
        "may_check": state == CorrectionState.REQUESTED
        and request.user.pk != row.requested_by_id
        and may(Permission.CORRECTION_CHECK, village.unit),
        "may_decide": waits and request.user.pk not in hands and may(Permission.DECISION_SIGN, village.unit),
        "may_read_documents": may(Permission.DOCUMENT_VIEW, village.unit),
        "decide_form": DecideForm(initial={"decided_on": today(village.round)}),
        **forms,
    }
    return page(request, "corrections/correction.html", context)
