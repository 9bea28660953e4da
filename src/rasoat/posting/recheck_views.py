"""Fill Phiếu B again for a complaint; what was answered the first time is not shown."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import carry_out, page
from rasoat.errors import sentence
from rasoat.meeting.queries import heads_of
from rasoat.posting.actions import RecheckHousehold
from rasoat.posting.complaint_views import complaint_of
from rasoat.posting.models import Complaint
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import village_trail
from rasoat.survey.forms import AnswerForm, VisitForm
from rasoat.survey.people_form import PeopleForm
from rasoat.survey.queries import first_answers
from rasoat.survey.remarks import reasons_of, remarks_of

SHOWN = ("visited_on", "respondent", "submission_id")
"""What this form asks of the visit; photo and place belong to the first survey."""


@permitted(Permission.SURVEY_ANSWER)
@require_http_methods(["GET", "POST"])
def recheck(request: Visit, pk: int) -> HttpResponse:
    """The form of the person assigned; for anybody else there is no such page."""
    complaint = complaint_of(request, pk)
    listing = complaint.listing
    if complaint.rechecker != request.user or listing is None:
        raise Http404(f"A003 {sentence('A003')}")
    head = heads_of([listing.household_id]).get(listing.household_id, (listing.household.code, ""))[0]
    rules, round_ = complaint.village.round.rules, complaint.village.round
    known, notes = first_answers(rules, listing.household, round_.reference_date)
    people = PeopleForm(listing, request.POST or None)
    data, unit = request.POST or None, complaint.village.unit
    form = AnswerForm(rules, data, known, unit=unit, notes=notes, people=people)
    initial = {"visited_on": today(round_), "respondent": head, "submission_id": uuid.uuid4()}
    visit = VisitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() & visit.is_valid():
        done = _record(request, complaint, form, visit)
        if done is not None:
            messages.success(request, _("Đã ghi phiếu phúc tra. Ban giảm nghèo sẽ trả lời khiếu nại."))
            return redirect("complaint", pk)
    context = {
        "complaint": complaint,
        "village": complaint.village,
        "round": round_,
        "head": head,
        "form": form,
        "people": people,
        "remarks": remarks_of(listing, form) if form.is_bound else [],
        "visit": visit,
        "crumbs": village_trail(complaint.village, _("Phúc tra")),
    }
    return page(request, "posting/recheck.html", context)


def _record(request: Visit, complaint: Complaint, form: AnswerForm, visit: VisitForm) -> Complaint | None:
    return carry_out(
        visit,
        lambda typed: RecheckHousehold(
            actor=request.user,
            complaint=complaint,
            answers=form.answers,
            members=form.people.table if form.people else (),
            remarks=reasons_of(form.data),
            **{name: typed[name] for name in SHOWN},
        ),
    )
