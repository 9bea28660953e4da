"""Pages of Phiếu A and Phiếu B."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import carry_out, page
from rasoat.roster.models import Relation
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import village_trail
from rasoat.survey.answers import SubmitAnswers
from rasoat.survey.forms import AnswerForm, ScreenForm, VisitForm
from rasoat.survey.listing import ScreenHousehold
from rasoat.survey.live import live
from rasoat.survey.models import Inclusion, Listing, Submission
from rasoat.survey.people_form import PeopleForm
from rasoat.survey.queries import first_answers, running
from rasoat.survey.remarks import reasons_of, remarks_of


def _listing(request: Visit, pk: int) -> Listing:
    rows = Listing.objects.select_related(
        "household__village",
        "village__unit",
        "village__round__unit",
        "village__commune__unit",
        "village__commune__round",
        "answered",
    )
    return find(request, rows, pk=pk)


def _head(listing: Listing) -> str:
    head = listing.household.members.filter(relation=Relation.HEAD, left_on__isnull=True).first()
    return head.full_name if head else listing.household.code


@permitted(Permission.SURVEY_ANSWER)
@require_http_methods(["GET", "POST"])
def answers(request: Visit, pk: int) -> HttpResponse:
    """Fill Phiếu B of a household."""
    listing = _listing(request, pk)
    head = _head(listing)
    people = PeopleForm(listing, request.POST or None)
    form = _answer_form(request, listing, people)
    initial = {"visited_on": today(listing.village.round), "respondent": head, "submission_id": uuid.uuid4()}
    visit = VisitForm(request.POST or None, initial=initial)
    if request.method == "POST":
        submission = _submit(request, listing, form, visit)
        if submission is not None:
            return _done(request, listing, submission)
    return page(request, "survey/answers.html", _context(listing, form, visit, head))


def _answer_form(request: Visit, listing: Listing, people: PeopleForm) -> AnswerForm:
    rules, round_ = listing.village.round.rules, listing.village.round
    known, notes = first_answers(rules, listing.household, round_.reference_date)
    earlier = listing.answered.answers if listing.answered else {}
    initial = {**earlier, **known}
    data, unit = request.POST or None, listing.village.unit
    return AnswerForm(rules, data, initial, unit=unit, notes=notes, people=people)


def _context(listing: Listing, form: AnswerForm, visit: VisitForm, head: str) -> dict[str, Any]:
    answers, _against = form.followed()
    totals = running(form.rules, answers, len(form.questions))
    return {
        "people": form.people,
        "told": list(form.people.told()) if form.people else [],
        "remarks": remarks_of(listing, form) if form.is_bound else [],
        "round": listing.village.round,
        "listing": listing,
        "village": listing.village,
        "head": head,
        "form": form,
        "visit": visit,
        "version": listing.submissions.count() + 1,
        "running": totals,
        "contradictions": [form.said(reason) for reason in totals.contradictions],
        "live": live(listing, form),
        "crumbs": village_trail(listing.village, _("Phiếu B")),
    }


def _submit(request: Visit, listing: Listing, form: AnswerForm, visit: VisitForm) -> Submission | None:
    # Both are asked, so that every fault shows at once.
    if not (form.is_valid() & visit.is_valid()):
        return None
    submission = carry_out(
        visit,
        lambda typed: SubmitAnswers(
            actor=request.user,
            village=listing.village,
            listing=listing,
            answers=form.answers,
            members=form.people.table if form.people else (),
            remarks=reasons_of(form),
            **typed,
        ),
    )
    _move_size_error(form, visit)
    return submission


def _move_size_error(form: AnswerForm, visit: VisitForm) -> None:
    """The household size is asked in the answers: its refusal (P074) belongs there."""
    refusals = visit.non_field_errors().as_data()
    if any(error.code == "P074" for error in refusals):
        form.add_error("household_size", visit.errors.pop(NON_FIELD_ERRORS).as_data())


def _done(request: Visit, listing: Listing, submission: Submission) -> HttpResponse:
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
    listing = _listing(request, pk)
    people = PeopleForm(listing, request.POST)
    form = AnswerForm(listing.village.round.rules, request.POST, unit=listing.village.unit, people=people)
    answers, against = form.followed()
    totals = running(form.rules, answers, len(form.questions))
    told = [form.said(reason) for reason in totals.contradictions]
    told += [form.said(reason) for reason in against if reason.code == "S011"]
    told += [remark.sentence for remark in remarks_of(listing, form)]
    context = {"running": totals, "contradictions": told, "told": list(people.told())}
    return render(request, "survey/_running.html", context)


@permitted(Permission.LIST_BUILD)
@require_http_methods(["GET", "POST"])
def screen(request: Visit, pk: int) -> HttpResponse:
    """Fill Phiếu A of a household that asks or is proposed."""
    listing = _listing(request, pk)
    round_ = listing.village.round
    form = AnswerForm(round_.rules, request.POST or None, unit=listing.village.unit, key="A")
    extra = ScreenForm(request.POST or None, initial={"filled_on": today(round_)})
    if request.method == "POST" and form.is_valid() & extra.is_valid():
        kept = carry_out(
            extra,
            lambda typed: ScreenHousehold(
                actor=request.user, village=listing.village, listing=listing, answers=form.answers, **typed
            ),
        )
        if kept is not None:
            included = listing.inclusion == Inclusion.INCLUDED
            said = (
                _("Hộ %(code)s được đưa vào khảo sát.")
                if included
                else _("Hộ %(code)s không đưa vào khảo sát.")
            )
            messages.success(request, said % {"code": listing.household.code})
            return redirect("village", listing.village_id)
    context = {
        "round": round_,
        "listing": listing,
        "village": listing.village,
        "head": _head(listing),
        "form": form,
        "extra": extra,
        "limit": round_.rules.quick_screen_excludes_from,
        "crumbs": village_trail(listing.village, _("Phiếu A")),
    }
    return page(request, "survey/screen.html", context)
