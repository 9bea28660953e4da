"""The approval of a round's total, preliminary and corrected figures, and their way to the province."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.action import Action
from rasoat.audit.desk import DayForm, carry_out, page
from rasoat.reports.actions import (
    ApproveDistrict,
    ConcludeCommune,
    CorrectCommune,
    CorrectDistrict,
    ReceivePreliminary,
    ReceiveResult,
    SendPreliminary,
    SendResult,
)
from rasoat.reports.approval_forms import ApproveForm, PreliminaryForm
from rasoat.reports.approval_queries import commune_states, preparers, table_states, undone
from rasoat.reports.corrected import is_corrected
from rasoat.reports.models import DistrictApproval, Preliminary, ReportSet
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import round_trail
from rasoat.rounds.models import Round
from rasoat.rounds.states import RoundState

APPROVED = {"A004": "approved_on", "P003": "approved_on", "P004": "approved_on", "P051": "prepared_by"}
Approving = type[ApproveDistrict] | type[ConcludeCommune] | type[CorrectDistrict] | type[CorrectCommune]
APPROVES: dict[str, tuple[Approving, str]] = {
    "district": (ApproveDistrict, "district-approve"),
    "commune": (ConcludeCommune, "commune-conclude"),
}
CORRECTS = {"district": "district-correct", "commune": "commune-correct"}
DATES = {"P003": "day", "P004": "day"}


def _round(request: Visit, pk: int) -> Round:
    return find(request, Round.objects.select_related("unit__parent"), pk=pk)


@permitted(Permission.PROGRESS_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """Where the total stands; ``?kiem-tra=1`` builds the tables and tells whether they close."""
    return _page(request, _round(request, pk))


@permitted(Permission.DISTRICT_APPROVE)
@require_POST
def approve(request: Visit, pk: int) -> HttpResponse:
    """Approve the total of a district."""
    return _approve(request, pk, ApproveDistrict)


@permitted(Permission.DECISION_SIGN)
@require_POST
def conclude(request: Visit, pk: int) -> HttpResponse:
    """Approve the total of a commune that has no district above it."""
    return _approve(request, pk, ConcludeCommune)


@permitted(Permission.DISTRICT_APPROVE)
@require_POST
def correct(request: Visit, pk: int) -> HttpResponse:
    """Approve the corrected total of a district."""
    return _approve(request, pk, CorrectDistrict)


@permitted(Permission.DECISION_SIGN)
@require_POST
def correct_commune(request: Visit, pk: int) -> HttpResponse:
    """Approve the corrected total of a commune that has no district above it."""
    return _approve(request, pk, CorrectCommune)


def _approve(request: Visit, pk: int, of: Approving) -> HttpResponse:
    round_ = _round(request, pk)
    form = ApproveForm(request.POST, people=preparers(round_, request.user, request.access.on))

    def action(typed: dict[str, Any]) -> Action[DistrictApproval]:
        return of(
            actor=request.user, round=round_, approved_on=typed["approved_on"], prepared_by=form.preparer()
        )

    if carry_out(form, action, APPROVED) is None:
        return _page(request, round_, approve_form=form)
    messages.success(request, _("Đã phê duyệt kết quả."))
    return redirect("approval", pk)


@permitted(Permission.RESULT_SEND)
@require_POST
def send_preliminary(request: Visit, pk: int) -> HttpResponse:
    """Send a signed-off preliminary set to the province."""
    round_ = _round(request, pk)
    form = PreliminaryForm(request.POST, sets=_preliminary_sets(round_))

    def action(typed: dict[str, Any]) -> SendPreliminary:
        return SendPreliminary(actor=request.user, round=round_, set=form.chosen(), sent_on=typed["day"])

    if carry_out(form, action, DATES) is None:
        return _page(request, round_, preliminary_form=form)
    messages.success(request, _("Đã gửi số liệu sơ bộ lên tỉnh."))
    return redirect("approval", pk)


@permitted(Permission.RESULT_RECEIVE)
@require_POST
def receive_preliminary(request: Visit, pk: int) -> HttpResponse:
    """Take the preliminary figures in."""
    round_ = _round(request, pk)
    form = DayForm(request.POST, label=_("Ngày nhận"), auto_id="preliminary-in-%s")
    done = carry_out(
        form,
        lambda typed: ReceivePreliminary(actor=request.user, round=round_, received_on=typed["day"]),
        DATES,
    )
    if done is None:
        return _page(request, round_, preliminary_in_form=form)
    messages.success(request, _("Đã nhận số liệu sơ bộ."))
    return redirect("approval", pk)


@permitted(Permission.RESULT_SEND)
@require_POST
def send(request: Visit, pk: int) -> HttpResponse:
    """Send the result to the province."""
    round_ = _round(request, pk)
    form = DayForm(request.POST, label=_("Ngày gửi"), auto_id="send-%s")
    if (
        carry_out(
            form, lambda typed: SendResult(actor=request.user, round=round_, sent_on=typed["day"]), DATES
        )
        is None
    ):
        return _page(request, round_, send_form=form)
    messages.success(request, _("Đã gửi kết quả lên tỉnh."))
    return redirect("approval", pk)


@permitted(Permission.RESULT_RECEIVE)
@require_POST
def receive(request: Visit, pk: int) -> HttpResponse:
    """Take the district's result in."""
    round_ = _round(request, pk)
    form = DayForm(request.POST, label=_("Ngày nhận"), auto_id="receive-%s")
    done = carry_out(
        form, lambda typed: ReceiveResult(actor=request.user, round=round_, received_on=typed["day"]), DATES
    )
    if done is None:
        return _page(request, round_, receive_form=form)
    messages.success(request, _("Đã nhận kết quả."))
    return redirect("approval", pk)


def _page(request: Visit, round_: Round, **forms: Form) -> HttpResponse:
    day = today(round_)
    checked = request.GET.get("kiem-tra") == "1"
    approves, approve_at = APPROVES.get(round_.unit.level, (None, ""))
    approvals = _approvals(round_)
    may_approve = approves is not None and request.access.may(approves.permission, round_.unit)
    people = preparers(round_, request.user, request.access.on) if may_approve else []
    context: dict[str, Any] = {
        "round": round_,
        "crumbs": round_trail(round_, _("Phê duyệt")),
        "approval": approvals[0] if approvals else None,
        "earlier": approvals[1:],
        "states": commune_states(round_),
        "undone": undone(round_),
        "checked": checked,
        "tables": table_states(round_) if checked else [],
        "may_approve": may_approve and round_.state == RoundState.OPEN,
        "approve_at": approve_at,
        "may_correct": may_approve and _corrected(round_, approvals, forms),
        "correct_at": CORRECTS.get(round_.unit.level, ""),
        "may_send": _may(request, round_, Permission.RESULT_SEND, RoundState.APPROVED),
        "may_receive": _may(request, round_, Permission.RESULT_RECEIVE, RoundState.SENT),
        "may_read_documents": request.access.may(Permission.DOCUMENT_VIEW, round_.unit),
        "approve_form": ApproveForm(people=people, initial={"approved_on": day}),
        "send_form": DayForm(label=_("Ngày gửi"), auto_id="send-%s", initial={"day": day}),
        "receive_form": DayForm(label=_("Ngày nhận"), auto_id="receive-%s", initial={"day": day}),
        **_preliminary(request, round_),
        **forms,
    }
    return page(request, "reports/approval.html", context)


def _corrected(round_: Round, approvals: list[DistrictApproval], forms: dict[str, Form]) -> bool:
    """Whether corrections have overtaken the approval that counts, or a try to approve them was refused."""
    if round_.state == RoundState.OPEN or not approvals:
        return False
    return "approve_form" in forms or is_corrected(approvals[0].report_set, round_)


def _preliminary(request: Visit, round_: Round) -> dict[str, Any]:
    """What the page says of the preliminary figures, and what the visitor may do with them."""
    day = today(round_)
    people = ("report_set__checked_by", "document", "sent_by", "received_by")
    sent = Preliminary.objects.filter(round=round_).select_related(*people).first()
    may_send = sent is None and _may(request, round_, Permission.RESULT_SEND, RoundState.OPEN)
    return {
        "preliminary": sent,
        "may_send_preliminary": may_send,
        "may_receive_preliminary": sent is not None
        and sent.received_on is None
        and request.access.may(Permission.RESULT_RECEIVE, round_.unit),
        "preliminary_form": PreliminaryForm(
            sets=_preliminary_sets(round_) if may_send else [], initial={"day": day}
        ),
        "preliminary_in_form": DayForm(
            label=_("Ngày nhận"), auto_id="preliminary-in-%s", initial={"day": day}
        ),
    }


def _preliminary_sets(round_: Round) -> list[ReportSet]:
    """Return the signed-off preliminary sets of the round's unit, newest first."""
    rows = ReportSet.objects.filter(round=round_, unit=round_.unit, official=False, checked_on__isnull=False)
    return list(rows.defer("units").order_by("-number"))


def _may(request: Visit, round_: Round, permission: Permission, state: RoundState) -> bool:
    return round_.state == state and request.access.may(permission, round_.unit)


def _approvals(round_: Round) -> list[DistrictApproval]:
    """Return the approvals, the one that counts first."""
    people = ("prepared_by", "approved_by", "sent_by", "received_by", "report_set")
    rows = DistrictApproval.objects.filter(round=round_).select_related("document", *people)
    return list(rows.defer("report_set__units").order_by("-number"))
