"""Pages of requests in the year: the list, taking one in, one case with its form, decision and posting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import DayForm, carry_out, language, page, sheet
from rasoat.documents.pages import pdf_response
from rasoat.posting.views import village_of
from rasoat.recognition.models import Certificate
from rasoat.roster.homes import residents
from rasoat.roster.models import Household
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import village_trail
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import CaseState, RoundState
from rasoat.survey.forms import AnswerForm, PlainForm, VisitForm
from rasoat.survey.queries import first_answers
from rasoat.survey.request_queries import Line, lines
from rasoat.survey.request_views import found_request
from rasoat.yearround.actions import DecideCase, FillCaseForm, HandOver, MatchHousehold, PostCase, TakeInCase
from rasoat.yearround.certifying import CertifyCase, certifiable
from rasoat.yearround.forms import DecideForm, MatchForm, TakeInForm
from rasoat.yearround.models import Case, CasePaper
from rasoat.yearround.papers import head_of, receipt_of
from rasoat.yearround.queries import cases_of, households_of
from rasoat.yearround.standing import current, grants

TAKEN = {"P003": "received_on", "P004": "received_on", "P013": "reason", "P015": "confirmed_by_village_head"}
FITS = {"P011": "household", "K040": "household", "K041": "kind", "K042": "kind", "K043": "household"}
DECIDED = {"P003": "decided_on", "P004": "decided_on", "K046": "grant", "K047": "answer"}


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def index(request: Visit) -> HttpResponse:
    """Every request in the year of the visitor's area; those not yet decided first."""
    rows = cases_of(Case.objects.within(scope(request)))
    only_open = request.GET.get("xem") != "tat-ca"
    found = sheet(request, rows.open() if only_open else rows)
    villages = VillageRound.objects.within(request.access.scope(Permission.REQUEST_RECEIVE))
    context = {
        "cases": [(each, each.is_late(today(each.village.round))) for each in found],
        "page": found,
        "count": found.paginator.count,
        "only_open": only_open,
        "villages": villages.filter(round__state=RoundState.OPEN).select_related("unit__parent", "round")[
            :60
        ],
    }
    return page(request, "yearround/cases.html", context)


@permitted(Permission.REQUEST_RECEIVE)
@require_http_methods(["GET", "POST"])
def take_in(request: Visit, pk: int) -> HttpResponse:
    """Take in a request of a household of a village."""
    village = village_of(request, pk)
    form = TakeInForm(
        request.POST or None,
        households=households_of(village),
        initial={"received_on": today(village.round), "kind": Case.Kind.ADDED},
    )
    if request.method == "POST":
        case = carry_out(form, lambda typed: _taken_in(request, village, typed), {**TAKEN, **FITS})
        if case is not None:
            told = _(
                "Đã nhận giấy đề nghị. Số biên nhận %(receipt)s, mã tra cứu %(code)s: hãy ghi cả hai cho hộ."
            )
            messages.success(request, told % {"receipt": case.receipt, "code": case.code})
            return redirect("case", case.pk)
    crumbs = village_trail(village, _("Nhận giấy đề nghị trong năm"))
    context = {"village": village, "round": village.round, "crumbs": crumbs, "form": form}
    return page(request, "yearround/take_in.html", context)


def _household(village: VillageRound, key: str) -> Household:
    return residents(village).get(pk=key, ended_on__isnull=True)


def _taken_in(request: Visit, village: VillageRound, typed: dict[str, Any]) -> TakeInCase:
    household = _household(village, typed.pop("household"))
    return TakeInCase(actor=request.user, village=village, household=household, **typed)


def case_of(request: Visit, pk: int) -> Case:
    """Return the case inside the visitor's scope."""
    rows = Case.objects.select_related(
        "village__round__unit",
        "village__unit__parent__parent",
        "village__commune__unit",
        "household",
        "form",
        "received_by",
        "filled_by",
        "decided_by",
        "document",
    )
    return find(request, rows, pk=pk)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """One request and what became of it."""
    return _page(request, case_of(request, pk))


@permitted(Permission.REQUEST_RECEIVE)
@require_POST
def match(request: Visit, pk: int) -> HttpResponse:
    """Say which household of the roster a request is about."""
    case = case_of(request, pk)
    form = MatchForm(request.POST, households=households_of(case.village))
    done = carry_out(form, lambda typed: _matched(request, case, typed), {**TAKEN, **FITS})
    if done is None:
        return _page(request, case, match_form=form)
    messages.success(request, _("Đã ghi hộ của giấy đề nghị."))
    return redirect("case", pk)


def _matched(request: Visit, case: Case, typed: dict[str, Any]) -> MatchHousehold:
    household = _household(case.village, typed.pop("household"))
    return MatchHousehold(actor=request.user, case=case, household=household, **typed)


@permitted(Permission.REQUEST_RECEIVE)
@require_GET
def receipt(request: Visit, pk: int) -> HttpResponse:
    """The receipt of a request in the year as PDF, also when the first one was lost."""
    case = case_of(request, pk)
    return pdf_response(request, receipt_of(case), f"{case.receipt}.pdf")


@permitted(Permission.REQUEST_RECEIVE)
@require_POST
def hand_over(request: Visit, pk: int) -> HttpResponse:
    """Judge a waiting request of the season as one of the year; a refused one says why on its own page."""
    found, form = found_request(request, pk), PlainForm(request.POST)
    case = carry_out(form, lambda _typed: HandOver(actor=request.user, request=found))
    if case is None:
        for told in form.non_field_errors():
            messages.error(request, str(told))
        return redirect("request", pk)
    messages.success(request, _("Đã chuyển sang xét trong năm. Hãy ghi giấy này của hộ nào."))
    return redirect("case", case.pk)


@permitted(Permission.SURVEY_ANSWER)
@require_http_methods(["GET", "POST"])
def fill(request: Visit, pk: int) -> HttpResponse:
    """Phiếu B of the case, by the rules of the day it was received."""
    case = case_of(request, pk)
    if case.household is None or case.state != CaseState.RECEIVED:
        return redirect("case", pk)
    village, head = case.village, head_of(case)
    known, notes = first_answers(case.rules, case.household, case.received_on)
    form = AnswerForm(case.rules, request.POST or None, known, unit=village.unit, notes=notes)
    visit = VisitForm(request.POST or None, initial={"visited_on": today(village.round), "respondent": head})
    visit.fields["submission_id"].required = False
    if request.method == "POST" and form.is_valid() & visit.is_valid():
        done = carry_out(
            visit,
            lambda typed: FillCaseForm(
                actor=request.user,
                case=case,
                answers=form.answers,
                visited_on=typed["visited_on"],
                respondent=typed["respondent"],
            ),
        )
        if done is not None:
            messages.success(request, _("Đã ghi Phiếu B. Chủ tịch xã sẽ quyết định."))
            return redirect("case", pk)
    context = {
        "case": case,
        "village": village,
        "round": village.round,
        "head": head,
        "form": form,
        "visit": visit,
        "crumbs": village_trail(village, case.receipt),
    }
    return page(request, "yearround/fill.html", context)


@permitted(Permission.DECISION_SIGN)
@require_POST
def decide(request: Visit, pk: int) -> HttpResponse:
    """Recognise, or refuse with the reason."""
    case = case_of(request, pk)
    form = DecideForm(request.POST)
    done = carry_out(form, lambda typed: DecideCase(actor=request.user, case=case, **typed), DECIDED)
    if done is None:
        return _page(request, case, decide_form=form)
    messages.success(request, _("Đã quyết định. Văn bản trả lời đã có trong sổ."))
    return redirect("case", pk)


@permitted(Permission.POSTING_OPEN)
@require_POST
def post(request: Visit, pk: int) -> HttpResponse:
    """Post the decision at the commune office."""
    case = case_of(request, pk)
    form = DayForm(request.POST)
    done = carry_out(form, lambda typed: PostCase(actor=request.user, case=case, posted_on=typed["day"]))
    if done is None:
        return _page(request, case, post_form=form)
    messages.success(request, _("Đã ghi ngày niêm yết."))
    return redirect("case", pk)


@permitted(Permission.CERTIFICATE_ISSUE)
@require_POST
def certify(request: Visit, pk: int) -> HttpResponse:
    """Issue the household's certificate, or confirm the year on the one it holds."""
    case = case_of(request, pk)
    form = DayForm(request.POST, auto_id="certify-%s")
    done = carry_out(
        form,
        lambda typed: CertifyCase(actor=request.user, case=case, issued_on=typed["day"]),
        {"P003": "day", "P004": "day"},
    )
    if done is None:
        return _page(request, case, certify_form=form)
    messages.success(request, _("Đã ghi giấy chứng nhận %(number)s.") % {"number": done})
    return redirect("certificate-record", done.pk)


def _page(request: Visit, case: Case, **forms: Form) -> HttpResponse:
    village = case.village
    round_, day = village.round, today(village.round)
    live = round_.state == RoundState.OPEN

    def may(permission: Permission, *states: CaseState) -> bool:
        return live and case.state in states and request.access.may(permission, village.unit)

    received, appraised = CaseState.RECEIVED, CaseState.APPRAISED
    unmatched = case.household is None and case.state == received
    context: dict[str, Any] = {
        "case": case,
        "village": village,
        "round": round_,
        "crumbs": village_trail(village, case.receipt),
        "head": head_of(case),
        "late": case.is_late(day),
        "written": _written(case),
        "form_b": case.form if case.filled_by_id else None,
        "bears_out": _bears_out(case),
        "may_match": unmatched and may(Permission.REQUEST_RECEIVE, received),
        "may_fill": not unmatched and may(Permission.SURVEY_ANSWER, received),
        "may_decide": may(Permission.DECISION_SIGN, received, appraised),
        "may_post": case.posted_on is None and may(Permission.POSTING_OPEN, CaseState.RECOGNISED),
        "may_read_documents": request.access.may(Permission.DOCUMENT_VIEW, village.unit),
        "may_print": request.access.may(Permission.REQUEST_RECEIVE, village.unit),
        "match_form": MatchForm(households=households_of(village)) if unmatched else None,
        "decide_form": DecideForm(initial={"decided_on": day}),
        "may_certify": case.state == CaseState.RECOGNISED
        and certifiable(case)
        and request.access.may(Permission.CERTIFICATE_ISSUE, village.unit),
        "certificate": _certificate(case),
        "certify_form": DayForm(label=_("Ngày cấp"), auto_id="certify-%s", initial={"day": day}),
        "post_form": DayForm(label=_("Niêm yết từ ngày"), initial={"day": day}),
        **forms,
    }
    return page(request, "yearround/case.html", context)


def _certificate(case: Case) -> Certificate | None:
    """The certificate that says what the case's decision recognised."""
    return (
        Certificate.objects.filter(entries__recognition=case.recognition_id).first()
        if case.recognition_id
        else None
    )


def _written(case: Case) -> list[Line]:
    """What the applicant wrote on the form, where he sent it; identity numbers masked."""
    paper = CasePaper.objects.filter(case=case).first()
    if paper is None:
        return []
    return lines(case.village.round.rules.form(case.kind), paper, language())


def _bears_out(case: Case) -> bool | None:
    """Whether the score bears the request out; None before it is scored and after it is decided."""
    if case.filled_by_id is None or case.decided_by_id is not None or case.household is None:
        return None
    from rasoat.law import Class

    return grants(case.kind, current(case.village.round, case.household), Class(case.form.result))
