"""Pages of Phiếu A and Phiếu B."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import carry_out, language, page
from rasoat.errors import NotAllowed, RasoatError, sentence
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import village_trail
from rasoat.survey.answers import SubmitAnswers
from rasoat.survey.drafting import Saved, SaveDraft, values_of
from rasoat.survey.first_shown import head_of
from rasoat.survey.forms import AnswerForm, ScreenForm, VisitForm
from rasoat.survey.models import Inclusion, Listing, Submission
from rasoat.survey.queries import running
from rasoat.survey.screening import ScreenHousehold
from rasoat.survey.sheet_page import Sheet

SAVE = "luu"
"""The name of the button that keeps the form unfinished."""


def listing_of(request: Visit, pk: int) -> Listing:
    """Return a household on the list inside the visitor's area."""
    rows = Listing.objects.select_related(
        "household__village",
        "village__unit",
        "village__round__unit",
        "village__commune__unit",
        "village__commune__round",
        "answered",
    ).prefetch_related("household__members")
    return find(request, rows, pk=pk)


@permitted(Permission.SURVEY_ANSWER)
@require_http_methods(["GET", "POST"])
def answers(request: Visit, pk: int) -> HttpResponse:
    """Fill Phiếu B of a household, all at once or over several days."""
    sheet = Sheet(listing_of(request, pk), request.POST if request.method == "POST" else None, request.FILES)
    if request.method == "POST" and SAVE in request.POST:
        return _save(request, sheet)
    if request.method == "POST":
        submission = _hand_in(request, sheet)
        if submission is not None:
            return _done(request, sheet.listing, submission)
    return page(request, "survey/answers.html", sheet.context())


def _save(request: Visit, sheet: Sheet) -> HttpResponse:
    """Keep the form unfinished; where two people differ the page to choose comes next."""
    saved = _keep(request, sheet, sheet.plain)
    if saved is None:
        sheet.show_unjudged()
        return page(request, "survey/answers.html", sheet.context())
    if saved.clashes:
        return redirect("answers-choose", sheet.listing.pk)
    at = timezone.localtime(saved.draft.saved_at)
    messages.success(
        request,
        _("Đã lưu phiếu đang ghi lúc %(at)s. Mở lại lúc nào cũng được, trên máy nào cũng được.")
        % {"at": f"{at:%H:%M}"},
    )
    return redirect("answers", sheet.listing.pk)


def _keep(request: Visit, sheet: Sheet, told: Form | None) -> Saved | None:
    """Save what was sent as the draft; None when that is refused, and then ``told`` says why."""
    try:
        saved = SaveDraft(
            actor=request.user,
            village=sheet.listing.village,
            listing=sheet.listing,
            typed=sheet.typed,
            photo=sheet.photo(),
            **sheet.page,
        ).run()
    except NotAllowed:
        raise
    except RasoatError as error:
        if told is not None:
            _tell(told, error.code, error.sentence(language()))
        return None
    sheet.draft, sheet.base = saved.draft, saved.draft.revision
    return saved


def _tell(form: Form, code: str, said: str) -> None:
    form.add_error(None, ValidationError(f"{code}: {said}", code=code))


def _hand_in(request: Visit, sheet: Sheet) -> Submission | None:
    """Hand the form in; whatever stands against it, what was typed is kept on the page and in the draft."""
    if _sent_before(sheet.data):
        return _submit(request, sheet) if sheet.complete() else None
    begun = sheet.draft is not None or sheet.photo() is not None
    if begun and not _settled(sheet, _keep(request, sheet, sheet.visit)):
        return None
    submission = _submit(request, sheet) if sheet.complete() else None
    if submission is None and not begun:
        saved = _keep(request, sheet, None)
        if saved is not None:
            _settled(sheet, saved)
    return submission


def _sent_before(data: QueryDict | None) -> bool:
    sent = str((data or QueryDict()).get("submission_id", ""))
    try:
        return Submission.objects.filter(pk=sent).exists()
    except ValidationError:
        return False


def _settled(sheet: Sheet, saved: Saved | None) -> bool:
    """Whether the form is what its page shows: nobody has to choose, and nobody has added to it meanwhile.

    What others have written is shown from here on, so that nobody overwrites an answer he has not seen.
    """
    if saved is None:
        return False
    stands = values_of(saved.draft, sheet.listing)
    others = [name for name in saved.others if stands.get(name, "") != sheet.typed.get(name, "")]
    if not others and not saved.clashes:
        return True
    assert sheet.data is not None
    merged = sheet.data.copy()
    for name in others:
        merged[name] = stands[name]
    sheet.bind(merged)
    if saved.clashes:
        _tell(sheet.visit, "P253", sentence("P253", language(), count=saved.clashes))
    else:
        who = ", ".join(_names({saved.others[name].by for name in others}))
        _tell(sheet.visit, "P254", sentence("P254", language(), who=who, count=len(others)))
    return False


def _names(people: set[int]) -> list[str]:
    return sorted(User.objects.filter(pk__in=people).values_list("full_name", flat=True))


def _submit(request: Visit, sheet: Sheet) -> Submission | None:
    form, visit = sheet.form, sheet.visit
    submission = carry_out(
        visit,
        lambda typed: SubmitAnswers(
            actor=request.user,
            village=sheet.listing.village,
            listing=sheet.listing,
            answers=form.answers,
            members=sheet.people.table,
            remarks=sheet.reasons(),
            version=sheet.page["version"],
            photo=sheet.draft.photo if sheet.draft else None,
            place=visit.place,
            visited_on=typed["visited_on"],
            respondent=typed["respondent"],
            submission_id=typed["submission_id"],
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
    sheet = Sheet(listing_of(request, pk), request.POST)
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
    listing = listing_of(request, pk)
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
            said = {
                Inclusion.INCLUDED: _("Hộ %(code)s được đưa vào khảo sát."),
                Inclusion.ASKED: _("Hộ %(code)s chờ Ban giảm nghèo xã xem xét."),
            }.get(Inclusion(listing.inclusion), _("Hộ %(code)s không đưa vào khảo sát."))
            messages.success(request, said % {"code": listing.household.code})
            return redirect("village", listing.village_id)
    context = {
        "round": round_,
        "listing": listing,
        "village": listing.village,
        "head": head_of(listing),
        "form": form,
        "extra": extra,
        "limit": round_.rules.quick_screen_excludes_from,
        "crumbs": village_trail(listing.village, _("Phiếu A")),
    }
    return page(request, "survey/screen.html", context)
