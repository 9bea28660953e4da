"""The page of a province: what each unit sent, the totals with what is missing, approval, report to the ministry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import DayForm, DeskForm, carry_out, page
from rasoat.errors import Refused, sentence
from rasoat.lawbook.editions import province_of
from rasoat.reports.approval_forms import MinistryForm
from rasoat.reports.models import ProvinceResult
from rasoat.reports.province import ProvinceYear, province_year, results_of
from rasoat.reports.province_actions import (
    ApproveProvince,
    ConsolidateProvince,
    ReportToMinistry,
    SignPreliminary,
)
from rasoat.rounds.crumbs import round_trail
from rasoat.rounds.models import Round
from rasoat.rounds.states import ResultState

DATES = {"P003": "day", "P004": "day", "A004": "day", "P157": "reported_as"}


def _place(request: Visit, pk: int) -> tuple[Round, ProvinceYear]:
    """Return a round and the year of its province, for who works for the whole province."""
    round_ = find(request, Round.objects.select_related("unit__parent__parent"), pk=pk)
    province = province_of(round_.unit)
    if province is None or not request.access.may(Permission.PROVINCE_VIEW, province):
        raise Http404(f"A003 {sentence('A003')}")
    year = province_year(province, round_.year, practice=round_.practice)
    assert year is not None
    return round_, year


@permitted(Permission.PROVINCE_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """Where the year of the province stands."""
    return _page(request, *_place(request, pk))


@permitted(Permission.PROVINCE_TOTAL)
@require_POST
def consolidate(request: Visit, pk: int) -> HttpResponse:
    """Add up what was received."""
    round_, year = _place(request, pk)
    form = DeskForm(request.POST)
    done = carry_out(
        form,
        lambda _typed: ConsolidateProvince(
            actor=request.user,
            province=year.unit,
            year=year.year,
            practice=year.practice,
            official=request.POST.get("official") == "1",
            prepared_on=year.day,
        ),
    )
    if done is None:
        return _page(request, round_, year, total_form=form)
    messages.success(request, _("Đã tổng hợp. Bản tổng hợp chờ ký."))
    return redirect("province", pk)


def _result(request: Visit, year: ProvinceYear) -> ProvinceResult:
    """Return the result named in the form, of this year."""
    key = request.POST.get("result", "")
    found = [each for each in results_of(year.unit, year.year, practice=year.practice) if str(each.pk) == key]
    if not found:
        raise Http404(f"A003 {sentence('A003')}")
    return found[0]


@permitted(Permission.PROVINCE_TOTAL)
@require_POST
def sign(request: Visit, pk: int) -> HttpResponse:
    """Sign the preliminary figures."""
    return _signed(request, pk, SignPreliminary)


@permitted(Permission.PROVINCE_APPROVE)
@require_POST
def approve(request: Visit, pk: int) -> HttpResponse:
    """Approve the official result."""
    return _signed(request, pk, ApproveProvince)


def _signed(request: Visit, pk: int, of: type[SignPreliminary] | type[ApproveProvince]) -> HttpResponse:
    round_, year = _place(request, pk)
    result = _result(request, year)
    form = DayForm(request.POST, label=_("Ngày ký"), auto_id=f"sign{result.pk}-%s")
    done = carry_out(
        form, lambda typed: of(actor=request.user, result=result, approved_on=typed["day"]), DATES
    )
    if done is None:
        return _page(request, round_, year, forms={result.pk: form})
    messages.success(request, _("Đã ký. Văn bản đã có trong sổ."))
    return redirect("province", pk)


@permitted(Permission.PROVINCE_TOTAL)
@require_POST
def report(request: Visit, pk: int) -> HttpResponse:
    """Write down the letter to the ministry."""
    round_, year = _place(request, pk)
    result = _result(request, year)
    form = MinistryForm(request.POST, auto_id=f"ministry{result.pk}-%s")
    done = carry_out(
        form,
        lambda typed: ReportToMinistry(
            actor=request.user,
            result=result,
            reported_on=typed["day"],
            reported_as=typed["reported_as"],
        ),
        DATES,
    )
    if done is None:
        return _page(request, round_, year, forms={result.pk: form})
    messages.success(request, _("Đã ghi báo cáo Bộ."))
    return redirect("province", pk)


def _page(
    request: Visit,
    round_: Round,
    year: ProvinceYear,
    *,
    total_form: DeskForm | None = None,
    forms: dict[int, Form] | None = None,
) -> HttpResponse:
    results = results_of(year.unit, year.year, practice=year.practice)
    context: dict[str, Any] = {
        "round": round_,
        "year": year,
        "crumbs": round_trail(round_, _("Kết quả toàn tỉnh")),
        "kinds": [_kind(year, official=each) for each in (False, True)],
        "results": [(each, _form(request, year, each, forms or {})) for each in results],
        "may_total": request.access.may(Permission.PROVINCE_TOTAL, year.unit),
        "may_read_documents": request.access.may(Permission.DOCUMENT_VIEW, year.unit),
        "total_form": total_form or DeskForm(),
    }
    return page(request, "reports/province.html", context)


def _kind(year: ProvinceYear, *, official: bool) -> dict[str, Any]:
    """What was received of one kind: the total with its denominators, what is missing, and the day it is due."""
    told: dict[str, Any] = {
        "official": official,
        "before": year.deadlines.of(official=official),
        "received": len(year.sets(official=official)),
        "of": len(year.lines),
        "missing": year.missing(official=official),
    }
    try:
        summed = year.total(official=official)
    except Refused as refusal:
        return {**told, "refusal": refusal}
    if summed is not None and "results" in summed.tables:
        told["total"] = summed.tables["results"].total
    return told


def _form(request: Visit, year: ProvinceYear, result: ProvinceResult, bound: dict[int, Form]) -> Form | None:
    """Return the form of the next step of a result, for who may take it."""
    wanted = {
        ResultState.PREPARED: Permission.PROVINCE_APPROVE if result.official else Permission.PROVINCE_TOTAL,
        ResultState.APPROVED: Permission.PROVINCE_TOTAL,
    }.get(ResultState(result.state))
    hands = {result.prepared_by_id if result.state == ResultState.PREPARED else result.approved_by_id}
    if wanted is None or request.user.pk in hands or not request.access.may(wanted, year.unit):
        return None
    if result.pk in bound:
        return bound[result.pk]
    if result.state == ResultState.APPROVED:
        return MinistryForm(auto_id=f"ministry{result.pk}-%s", initial={"day": year.day})
    return DayForm(label=_("Ngày ký"), auto_id=f"sign{result.pk}-%s", initial={"day": year.day})
