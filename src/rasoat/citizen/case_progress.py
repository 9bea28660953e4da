"""What the receipt of a request in the year can be asked for."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from rasoat.citizen.progress import Progress
from rasoat.rounds.states import CaseState
from rasoat.text_vi import date as vi_day
from rasoat.yearround.models import Case
from rasoat.yearround.papers import receipt_of

STATES = {
    CaseState.RECEIVED: _("Đã nhận, chờ lập Phiếu B"),
    CaseState.APPRAISED: _("Đã lập Phiếu B, chờ Chủ tịch xã quyết định"),
    CaseState.RECOGNISED: _("Đã công nhận"),
    CaseState.REFUSED: _("Không công nhận"),
}


def case_progress(number: str) -> Progress | None:
    """Return how far the request of the year with this receipt stands, or with that of the season it came by."""
    rows = Case.objects.select_related(
        "village__round", "village__unit", "village__commune__unit", "document"
    )
    case = rows.filter(Q(receipt=number) | Q(request__receipt=number)).first()
    if case is None:
        return None
    return Progress(
        receipt=case.receipt,
        title=_t(str(case.get_kind_display())),
        received_on=case.received_on,
        state=str(STATES[CaseState(case.state)]),
        told=_told(case),
        practice=case.village.round.practice,
        paper=case.document,
        papers={"bien-nhan": lambda: receipt_of(case)},
    )


def _told(case: Case) -> list[str]:
    if case.decided_on is not None:
        return [
            *([case.answer] if case.answer else []),
            _t("Trả lời ngày %(day)s.") % {"day": vi_day(case.decided_on)},
        ]
    if case.due_on is not None:
        return [_t("Hạn giải quyết: %(day)s.") % {"day": vi_day(case.due_on)}]
    return [_t("Văn bản áp dụng ngày nhận giấy không thấy quy định số ngày.")]
