"""What is due on the way of the result upward, and for corrections of what was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.corrections.models import Correction
from rasoat.law import MonthDay
from rasoat.lawbook.editions import province_of
from rasoat.reports.corrected import is_corrected
from rasoat.reports.models import DistrictApproval, Preliminary, ProvinceResult, ReportSet
from rasoat.reports.province import ProvinceYear, province_year, results_of
from rasoat.rounds.models import Step
from rasoat.rounds.states import CommuneState, CorrectionState, ResultState, RoundState
from rasoat.web.task_board import Board, Task

P = Permission
EARLY = timedelta(days=14)
"""How long before its day the preliminary report is named among what is due."""
APPROVING = {"district": P.DISTRICT_APPROVE, "commune": P.DECISION_SIGN}


def _due(board: Board, task: Task, before: MonthDay | None) -> Task:
    """Give a task the last day on which it is in time; None where no source gives one."""
    if before is None:
        return task
    last = before.of(board.round.year) - timedelta(days=1)
    return replace(task, due=last, late=board.day > last)


def _preliminary_tasks(board: Board) -> Iterator[Task]:
    """Freeze, sign off, send and receive the preliminary figures of the round's unit."""
    round_, unit = board.round, board.round.unit
    wanted = (P.RESULT_SEND, P.REPORT_CHECK, P.RESULT_RECEIVE)
    if unit.level not in APPROVING or not any(board.may(each, unit) for each in wanted):
        return
    sent = Preliminary.objects.filter(round=round_).first()
    if sent is not None:
        if sent.received_on is None and board.may(P.RESULT_RECEIVE, unit):
            yield _preliminary(board, _("Nhận số liệu sơ bộ"), "approval", [round_.pk])
        return
    if round_.state == RoundState.OPEN and _soon(board):
        yield from _to_send(board)


def _to_send(board: Board) -> Iterator[Task]:
    round_, unit, user = board.round, board.round.unit, board.access.user
    sets = ReportSet.objects.filter(round=round_, unit=unit, official=False).defer("units")
    kept = sets.order_by("number").last()
    if kept is None:
        if board.may(P.RESULT_SEND, unit):
            yield _preliminary(board, _("Chốt số liệu sơ bộ"), "report-sets", [round_.pk, unit.code])
    elif kept.checked_on is None:
        if board.may(P.REPORT_CHECK, unit) and kept.made_by_id != user.pk:
            yield _preliminary(board, _("Ký xác nhận số liệu sơ bộ"), "report-set", [kept.pk])
    elif board.may(P.RESULT_SEND, unit):
        yield _preliminary(board, _("Gửi số liệu sơ bộ lên tỉnh"), "approval", [round_.pk])


def _soon(board: Board) -> bool:
    """Whether the preliminary report is near; without a day of the pack, whether a commune has reported."""
    before = board.round.rules.preliminary_report_before
    if before is None:
        return board.round.communes.exclude(state=CommuneState.COLLECTING).exists()
    return board.day >= before.of(board.round.year) - EARLY


def _preliminary(board: Board, title: str, name: str, key: list[Any]) -> Task:
    task = board.linked(title, board.round.unit, name, key)
    return _due(board, task, board.round.rules.preliminary_report_before)


def _approval_tasks(board: Board) -> Iterator[Task]:
    """Approve the total, and again when it was corrected; send it and receive it."""
    round_, unit = board.round, board.round.unit
    approving = APPROVING.get(unit.level)
    if approving is not None and board.may(approving, unit):
        title = _approval_title(board)
        if title:
            yield board.task(title, unit, "approval", round_.pk, Step.APPROVAL)
    if round_.state == RoundState.APPROVED and board.may(P.RESULT_SEND, unit):
        yield board.task(_("Gửi kết quả lên tỉnh"), unit, "approval", round_.pk, Step.APPROVAL)
    if round_.state == RoundState.SENT and board.may(P.RESULT_RECEIVE, unit):
        yield board.task(_("Nhận kết quả chính thức"), unit, "approval", round_.pk, Step.APPROVAL)


def _approval_title(board: Board) -> str:
    round_ = board.round
    if round_.state != RoundState.OPEN:
        last = (
            DistrictApproval.objects.filter(round=round_)
            .select_related("report_set")
            .order_by("number")
            .last()
        )
        corrected = last is not None and is_corrected(last.report_set, round_)
        return _("Phê duyệt kết quả đính chính") if corrected else ""
    if not round_.communes.exists() or round_.communes.exclude(state=CommuneState.CERTIFIED).exists():
        return ""
    district = round_.unit.level == "district"
    return _("Phê duyệt kết quả toàn huyện") if district else _("Phê duyệt kết quả toàn xã")


def _province_tasks(board: Board) -> Iterator[Task]:
    """Add up what came, sign or approve the sum, tell the ministry."""
    if not board.holds(P.PROVINCE_TOTAL) and not board.holds(P.PROVINCE_APPROVE):
        return
    province = province_of(board.round.unit)
    may = {
        each: province is not None and board.may(each, province)
        for each in (P.PROVINCE_TOTAL, P.PROVINCE_APPROVE)
    }
    if province is None or not any(may.values()):
        return
    year = province_year(province, board.round.year, practice=board.round.practice)
    assert year is not None
    results = results_of(province, year.year, practice=year.practice)
    for official in (False, True):
        last = next((each for each in results if each.official is official), None)
        title = _province_title(board, year, last, may, official=official)
        if title:
            yield _province(board, title, province, official=official)


def _province_title(
    board: Board,
    year: ProvinceYear,
    last: ProvinceResult | None,
    may: dict[Permission, bool],
    *,
    official: bool,
) -> str:
    me = board.access.user.pk
    if last is not None and last.state == ResultState.PREPARED:
        if official:
            ready = may[P.PROVINCE_APPROVE] and not last.missing
            return _("Phê duyệt kết quả toàn tỉnh") if ready and last.prepared_by_id != me else ""
        signs = may[P.PROVINCE_TOTAL] and last.prepared_by_id != me
        return _("Ký số liệu sơ bộ toàn tỉnh") if signs else ""
    if not may[P.PROVINCE_TOTAL]:
        return ""
    if last is not None and last.state == ResultState.APPROVED and last.approved_by_id != me:
        return _("Báo cáo Bộ kết quả toàn tỉnh") if official else _("Báo cáo Bộ số liệu sơ bộ")
    if not _to_add_up(board, year, last, official=official):
        return ""
    return _("Tổng hợp kết quả toàn tỉnh") if official else _("Tổng hợp số liệu sơ bộ toàn tỉnh")


def _to_add_up(board: Board, year: ProvinceYear, last: ProvinceResult | None, *, official: bool) -> bool:
    """Whether something has come that the last sum does not hold."""
    kept = (
        {line.report_set for line in last.lines.select_related("report_set")} if last is not None else set()
    )
    if year.own is None:
        return set(year.sets(official=official)) != kept
    if official:
        undone = year.own.communes.exclude(state=CommuneState.CERTIFIED).exists()
        return not undone and (not kept or is_corrected(kept.pop(), year.own))
    return not kept and year.own.state == RoundState.OPEN and _soon(board)


def _province(board: Board, title: str, province: Unit, *, official: bool) -> Task:
    rules = board.round.rules
    before = rules.official_report_before if official else rules.preliminary_report_before
    return _due(board, board.linked(title, province, "province", [board.round.pk]), before)


def _correction_tasks(board: Board) -> Iterator[Task]:
    """Requests to check by another hand, checked ones to decide by a third."""
    checks, decides = board.access.scope(P.CORRECTION_CHECK), board.access.scope(P.DECISION_SIGN)
    if not checks.paths and not decides.paths:
        return
    me = board.access.user
    to_check = Q(state=CorrectionState.REQUESTED) & checks.q("village__unit__path")
    to_decide = Q(state=CorrectionState.CHECKED) & decides.q("village__unit__path") & ~Q(checked_by=me)
    rows = Correction.objects.filter(to_check | to_decide, village__round=board.round).exclude(
        requested_by=me
    )
    for row in rows.select_related("village__unit").order_by("requested_on", "pk"):
        requested = row.state == CorrectionState.REQUESTED
        said = (
            _("Kiểm tra đề nghị đính chính %(receipt)s")
            if requested
            else _("Quyết định đính chính %(receipt)s")
        )
        name = "correction-check" if requested else "correction"
        yield board.linked(said % {"receipt": row.receipt}, row.village.unit, name, [row.pk])


UPWARD = (_preliminary_tasks, _approval_tasks, _province_tasks, _correction_tasks)
