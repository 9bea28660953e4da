"""A citizen asks during the year: the form, and what his receipt can be asked for."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from rasoat.audit.desk import DeskForm, LineField, TextField, carry_out, page
from rasoat.citizen.door import open_to_all
from rasoat.citizen.progress import Progress
from rasoat.errors import sentence
from rasoat.rounds.clock import today
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import CaseState, RoundState
from rasoat.text_vi import date as vi_day
from rasoat.yearround.actions import SendCase
from rasoat.yearround.models import Case

REQUESTS_AN_HOUR = 20
STATES = {
    CaseState.RECEIVED: _("Đã nhận, chờ lập Phiếu B"),
    CaseState.APPRAISED: _("Đã lập Phiếu B, chờ Chủ tịch xã quyết định"),
    CaseState.RECOGNISED: _("Đã công nhận"),
    CaseState.REFUSED: _("Không công nhận"),
}


class AskForm(DeskForm):
    """What a household asks for, and why."""

    kind = forms.ChoiceField(label=_("Đề nghị việc gì"), choices=Case.Kind.choices, widget=forms.RadioSelect)
    applicant = LineField(label=_("Họ và tên chủ hộ"), max_length=120)
    contact = LineField(label=_("Điện thoại hoặc nơi ở của bạn"), max_length=60, required=False)
    reason = TextField(label=_("Lý do đề nghị"), rows=5, max_length=5000)


@open_to_all(door="request", an_hour=REQUESTS_AN_HOUR)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to be added, or to be recognised as escaped, outside the season."""
    rows = VillageRound.objects.select_related("round__unit", "unit__parent", "commune__unit")
    village = rows.filter(pk=pk, round__state=RoundState.OPEN).first()
    if village is None:
        raise Http404(f"A003 {sentence('A003')}")
    form = AskForm(request.POST or None)
    context = {"village": village, "round": village.round}
    if request.method == "POST":
        day = today(village.round)
        case = carry_out(
            form,
            lambda typed: SendCase(village=village, received_on=day, channel=Case.Channel.WEB, **typed),
            {"P013": "reason"},
        )
        if case is not None:
            return render(request, "citizen/asked.html", {**context, "case": case})
    return page(request, "citizen/ask.html", {**context, "form": form})


def case_progress(number: str) -> Progress | None:
    """Return how far the request of the year with this receipt stands."""
    case = Case.objects.select_related("village__round", "document").filter(receipt=number).first()
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
