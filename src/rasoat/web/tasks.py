"""Việc của tôi: what is due for one person now, computed from the states of the round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat.accounts.access import Access
from rasoat.accounts.roles import Permission
from rasoat.appraisal.models import Finding, Inspection
from rasoat.law import Act
from rasoat.lawbook.models import Proposal
from rasoat.lawbook.queries import counted
from rasoat.planning.models import Plan, PlanState
from rasoat.posting.models import Complaint, Posting
from rasoat.recognition.features import features_filled
from rasoat.rounds.chain_words import report_step
from rasoat.rounds.models import CommuneRound, Round, Step, VillageRound
from rasoat.rounds.states import CommuneState, FindingState, RoundState, VillageState, transition
from rasoat.survey.models import Inclusion, Request
from rasoat.web.context import address
from rasoat.web.task_board import Board, Task
from rasoat.web.upward_tasks import UPWARD

P = Permission


def tasks_of(access: Access, round_: Round) -> list[Task]:
    """Return the open tasks of a person in a round: the latest first, then by day, then by place."""
    board = Board(access, round_)
    open_round = round_.state == RoundState.OPEN
    found = [task for source in (_OPEN if open_round else ()) for task in source(board)]
    found += [task for source in _ALWAYS for task in source(board)]
    return sorted(
        (task for task in found if task.url), key=lambda task: (not task.late, task.due or date.max)
    )


def _village_tasks(board: Board) -> Iterator[Task]:
    """What the village head and the reviewers do, village by village."""
    for village in board.villages:
        if board.may(P.MEETING_HOLD, village.unit):
            yield from _head_tasks(board, village)
        elif board.may(P.SURVEY_ANSWER, village.unit):
            yield from _survey_tasks(board, village)


def _head_tasks(board: Board, village: Any) -> Iterator[Task]:
    state = village.state
    if state == VillageState.LISTING:
        if not village.included and not village.pending:
            yield from _training_tasks(board, village)
        yield _list_task(board, village)
    elif state == VillageState.SURVEYING:
        yield from _survey_tasks(board, village)
        if not village.waiting and not village.again:
            yield board.task(_("Kết thúc khảo sát"), village.unit, "village", village.pk, Step.SURVEY)
    elif state == VillageState.MEETING:
        yield board.task(_("Họp thôn, ghi biên bản"), village.unit, "meeting", village.pk, Step.MEETING)


def _training_tasks(board: Board, village: Any) -> Iterator[Task]:
    """What the village head learns before his list begins."""
    read, practise = board.standing.left_to_read, board.standing.left_to_practise
    if read:
        yield board.task(
            _("Đọc các bài tập huấn"), village.unit, "training", board.round.pk, "training", read
        )
    elif practise:
        title = _("Làm các hộ thực hành")
        yield board.task(title, village.unit, "training", board.round.pk, "training", practise)


def _list_task(board: Board, village: Any) -> Task:
    if village.asked and not village.pending:
        title, query = _("Chờ Ban xem xét hộ Phiếu A loại"), "?buoc=asked"
        return board.task(title, village.unit, "village", village.pk, Step.LIST, village.asked, query)
    if village.pending:
        title = _("Làm Phiếu A cho hộ đề nghị, hộ đề xuất")
        query = "?buoc=pending"
        return board.task(title, village.unit, "village", village.pk, Step.LIST, village.pending, query)
    title = _("Chốt danh sách hộ cần rà soát") if village.included else _("Lập danh sách hộ cần rà soát")
    return board.task(title, village.unit, "village", village.pk, Step.LIST, village.included or None)


def _survey_tasks(board: Board, village: Any) -> Iterator[Task]:
    if village.state != VillageState.SURVEYING:
        return
    if village.waiting:
        title, query = _("Khảo sát hộ bằng Phiếu B"), "?buoc=waiting"
        yield board.task(title, village.unit, "village", village.pk, Step.SURVEY, village.waiting, query)
    if village.again:
        title, query = _("Khảo sát lại phiếu bị trả"), "?buoc=again"
        yield board.task(title, village.unit, "village", village.pk, Step.SURVEY, village.again, query)


def _features_tasks(board: Board) -> Iterator[Task]:
    """Phiếu C of the households a decision has recognised, village by village, with how many are filled."""
    ready = [v for v in board.villages if v.commune.state in (CommuneState.DECIDED, CommuneState.CERTIFIED)]
    filled = features_filled(board.round, board.access.scope(P.SURVEY_ANSWER)) if ready else {}
    for village in ready:
        done, of = filled.get(village.unit_id, (0, 0))
        if done < of:
            task = board.task(
                _("Ghi Phiếu C cho hộ được công nhận"), village.unit, "features-village", village.pk
            )
            yield replace(task, count=done, of=of)


def _posting_tasks(board: Board) -> Iterator[Task]:
    """What the commune officer posts and takes down."""
    if not board.holds(P.POSTING_OPEN):
        return
    villages = [v for v in board.villages if board.may(P.POSTING_OPEN, v.unit)]
    ended = _ended(board)
    for village in villages:
        if village.state == VillageState.AGREED:
            yield board.task(_("Niêm yết danh sách"), village.unit, "posting", village.pk, Step.POSTING)
        elif village.state == VillageState.POSTING and village.pk in ended and not village.open_complaints:
            title = _("Kết thúc niêm yết (đã đủ ngày)")
            yield board.task(title, village.unit, "posting", village.pk, Step.POSTING)


def _ended(board: Board) -> set[int]:
    """The villages whose newest posting has hung through its days."""
    rows = Posting.objects.within(board.access.scope(P.POSTING_OPEN)).filter(village__round=board.round)
    last = dict(rows.order_by("number").values_list("village", "closes_on"))
    return {village for village, closes_on in last.items() if board.day > closes_on}


def _commune_tasks(board: Board) -> Iterator[Task]:
    """Reports, decisions, certificates."""
    ready = transition("commune", "decision.sign").sources_in(board.round.rules.chain)
    for commune in board.communes:
        if board.may(P.REPORT_SUBMIT, commune.unit):
            yield from _officer_tasks(board, commune)
        if board.may(P.DECISION_SIGN, commune.unit) and commune.state in ready:
            yield board.task(
                _("Ký quyết định công nhận"), commune.unit, "decision", commune.pk, Step.DECISION
            )


def _officer_tasks(board: Board, commune: Any) -> Iterator[Task]:
    if commune.state == CommuneState.COLLECTING:
        if not commune.left:
            title = report_step(board.round.rules.chain)
            yield board.task(title, commune.unit, "decision", commune.pk, Step.REPORT)
        elif commune.listing:
            title = _("Đôn đốc các thôn chưa chốt danh sách")
            yield board.task(title, commune.unit, "commune", commune.pk, Step.LIST, commune.listing)
        else:
            title = _("Theo dõi các thôn chưa xong")
            yield board.task(title, commune.unit, "commune", commune.pk, Step.POSTING, commune.left)
    if commune.state == CommuneState.DECIDED:
        yield board.task(_("Cấp giấy chứng nhận"), commune.unit, "decision", commune.pk, Step.DECISION)


def _request_tasks(board: Board) -> Iterator[Task]:
    """Requests filed on the web: the village head confirms where the rules want it, the officer takes them in."""
    if not board.holds(P.REQUEST_RECEIVE):
        return
    waiting = Q(requests__state=Request.State.WAITING)
    if board.holds(P.REQUEST_CONFIRM) and board.round.rules.request_needs_village_head:
        mine = VillageRound.objects.filter(round=board.round).within(board.access.scope(P.REQUEST_CONFIRM))
        unconfirmed = Count("requests", filter=waiting & Q(requests__confirmed_by_village_head=False))
        for village in _with_work(mine, unconfirmed):
            title = _("Xác nhận giấy đề nghị gửi qua mạng")
            yield board.task(title, village.unit, "requests-confirm", village.pk, Step.LIST, village.work)
    communes = CommuneRound.objects.filter(round=board.round).within(board.access.scope(P.REQUEST_RECEIVE))
    for commune in _with_work(communes, Count("requests", filter=waiting)):
        title = _("Tiếp nhận giấy đề nghị gửi qua mạng")
        yield board.task(title, commune.unit, "requests", commune.pk, Step.LIST, commune.work)


def _with_work(rows: Any, work: Count) -> Any:
    return rows.annotate(work=work).filter(work__gt=0).select_related("unit").order_by("unit__path")


def _committee_tasks(board: Board) -> Iterator[Task]:
    """Households that Phiếu A leaves out and the village asks the committee about."""
    if not board.holds(P.LIST_DECIDE):
        return
    asked = Q(
        villages__listings__inclusion=Inclusion.ASKED, villages__listings__household__ended_on__isnull=True
    )
    communes = CommuneRound.objects.filter(round=board.round).within(board.access.scope(P.LIST_DECIDE))
    for commune in _with_work(communes, Count("villages__listings", filter=asked)):
        title = _("Xem xét hộ Phiếu A loại mà thôn đề nghị")
        yield board.task(title, commune.unit, "left-out", commune.pk, Step.LIST, commune.work)


def _complaint_tasks(board: Board) -> Iterator[Task]:
    """Complaints to assign, to re-check, to answer."""
    if not board.holds(P.COMPLAINT_DECIDE) and not board.holds(P.SURVEY_ANSWER):
        return
    open_ones = Complaint.objects.open().filter(village__round=board.round).select_related("village__unit")
    mine = Q(rechecker=board.access.user, recheck__isnull=True)
    decided_here = board.access.scope(P.COMPLAINT_DECIDE).q("village__unit__path")
    for complaint in open_ones.filter(mine | decided_here):
        if complaint.rechecker_id == board.access.user.pk:
            if complaint.recheck_id is None:
                title = _("Phúc tra theo khiếu nại %(receipt)s") % {"receipt": complaint.receipt}
                yield board.task(title, complaint.village.unit, "recheck", complaint.pk, Step.POSTING)
        elif complaint.recheck_id is not None or complaint.rechecker_id is None:
            title = _("Giải quyết khiếu nại %(receipt)s") % {"receipt": complaint.receipt}
            yield board.task(title, complaint.village.unit, "complaint", complaint.pk, Step.POSTING)


def _district_tasks(board: Board) -> Iterator[Task]:
    """Appraisal, inspection."""
    asked = board.round.rules.chain.has(Act.OPINION)
    appraises, inspects = asked and board.holds(P.APPRAISAL_GIVE), board.holds(P.INSPECTION_RECORD)
    drawn = _inspections(board) if appraises or inspects else {}
    for commune in board.communes:
        if commune.state != CommuneState.REPORTED:
            continue
        of_commune = drawn.get(commune.pk, Drawn())
        if inspects and board.may(P.INSPECTION_RECORD, commune.unit):
            yield from _inspector_tasks(board, commune, of_commune)
        if appraises and board.may(P.APPRAISAL_GIVE, commune.unit):
            title = _("Thẩm định báo cáo của xã")
            yield board.task(
                title, commune.unit, "appraisal", commune.pk, Step.APPRAISAL, of_commune.waiting or None
            )


def _inspections(board: Board) -> dict[int, Drawn]:
    """How many households are drawn, and how many wait, by commune (reports not yet answered)."""
    rows = Inspection.objects.filter(report__commune__round=board.round, report__outcome="").order_by()
    open_ = Q(inspector__isnull=True)
    counted = rows.values_list("report__commune").annotate(
        every=Count("pk"),
        waiting=Count("pk", filter=open_),
        mine=Count("pk", filter=open_ & Q(appointed=board.access.user)),
    )
    return {commune: Drawn(every, waiting, mine) for commune, every, waiting, mine in counted}


class Drawn(NamedTuple):
    """How many households are drawn in a commune, how many wait, and how many of them for this person."""

    every: int = 0
    waiting: int = 0
    mine: int = 0


def _inspector_tasks(board: Board, commune: Any, drawn: Drawn) -> Iterator[Task]:
    if not drawn.every:
        yield board.task(_("Rút mẫu kiểm tra"), commune.unit, "inspections", commune.pk, Step.APPRAISAL)
    elif drawn.mine:
        title = _("Kiểm tra các hộ đã rút mẫu")
        yield board.task(title, commune.unit, "inspections", commune.pk, Step.APPRAISAL, drawn.mine)


def _finding_tasks(board: Board) -> Iterator[Task]:
    """Findings to mend, for whom they were charged to; to order or to confirm, for the inspector."""
    mends, inspects = board.holds(P.FINDING_MEND), board.access.scope(P.INSPECTION_RECORD)
    if not mends and not inspects.paths:
        return
    mine = Q(responsible=board.access.user, state=FindingState.ORDERED)
    asked = Q(state__in=(FindingState.OPEN, FindingState.MENDED)) & inspects.q("commune__unit__path")
    rows = Finding.objects.filter(mine | asked & ~Q(mended_by=board.access.user), commune__round=board.round)
    for finding in rows.select_related("commune__unit").order_by("due_on", "pk"):
        title = str(_FINDING_TITLES[FindingState(finding.state)]) % {"n": finding.number}
        due = finding.due_on if finding.state == FindingState.ORDERED else None
        url = address("finding", [finding.pk])
        late = due is not None and due < board.day
        yield Task(title, str(finding.commune.unit), url, Step.APPRAISAL, due=due, late=late)


_FINDING_TITLES = {
    FindingState.OPEN: gettext_lazy("Yêu cầu khắc phục phát hiện %(n)s"),
    FindingState.ORDERED: gettext_lazy("Khắc phục phát hiện %(n)s của đoàn kiểm tra"),
    FindingState.MENDED: gettext_lazy("Xác nhận khắc phục phát hiện %(n)s"),
}


def _plan_tasks(board: Board) -> Iterator[Task]:
    """Plans that were returned to the one who writes them, or wait for the one who approves them."""
    makes, approves = board.access.scope(P.PLAN_MAKE).paths, board.access.scope(P.PLAN_APPROVE).paths
    if not makes and not approves:
        return
    waiting = Q(state=PlanState.SUBMITTED, unit__path__in=approves)
    returned = Q(state=PlanState.RETURNED, unit__path__in=makes)
    for plan in Plan.objects.filter(waiting | returned, round=board.round).select_related("unit"):
        submitted = plan.state == PlanState.SUBMITTED
        title = _("Phê duyệt kế hoạch") if submitted else _("Sửa kế hoạch bị trả lại")
        yield board.task(title, plan.unit, "plan", plan.pk)


def law_tasks(access: Access) -> list[Task]:
    """Return what waits for a person in the law, whatever round he looks at: cells to read, and disputes to mend."""
    verifies, proposes = access.scope(P.LAW_VERIFY), access.scope(P.LAW_PROPOSE)
    if not verifies.paths and not proposes.paths:
        return []
    mine = Q(proposed_by=access.user)
    waiting = counted(Proposal.objects.open().within(verifies).exclude(mine))
    own = counted(Proposal.objects.open().filter(mine))
    reading, mending = _("Đối chiếu quy định với bản quét"), _("Sửa ô quy định không khớp")
    found = [(reading, each, each.total - each.verified) for each in waiting]
    found += [(mending, each, each.disputed) for each in own if each.disputed]
    return [
        Task(title, str(each.province), address("law-proposal", [each.pk]), "law", count, place=each.document)
        for title, each, count in found
    ]


_OPEN = (
    _plan_tasks,
    _village_tasks,
    _request_tasks,
    _committee_tasks,
    _features_tasks,
    _posting_tasks,
    _complaint_tasks,
    _commune_tasks,
    _district_tasks,
    _finding_tasks,
)
_ALWAYS = UPWARD
