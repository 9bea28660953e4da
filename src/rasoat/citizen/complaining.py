"""A citizen complains about what is posted: the page, the form, and what his receipt can be asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from rasoat.audit.desk import DeskForm, LineField, TextField, carry_out, page
from rasoat.citizen.door import open_to_all
from rasoat.citizen.progress import Progress
from rasoat.documents.attachments import UploadField
from rasoat.errors import sentence
from rasoat.meeting.queries import heads_of
from rasoat.posting.actions import FileComplaint
from rasoat.posting.lists import PUBLIC
from rasoat.posting.models import Complaint, Posting
from rasoat.posting.queries import days_left
from rasoat.rounds.clock import today
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import RoundState, VillageState
from rasoat.text_vi import date as vi_day

COMPLAINTS_AN_HOUR = 20
LONGEST = 5000
Choices = list[tuple[int, str]]


class ComplaintForm(DeskForm):
    """What a citizen complains of, in his own words."""

    kind = forms.ChoiceField(
        label=_("Ý kiến về việc gì"), choices=Complaint.Kind.choices, widget=forms.RadioSelect
    )
    listing = forms.TypedChoiceField(
        label=_("Hộ có tên trong danh sách"), required=False, coerce=int, empty_value=None
    )
    about = LineField(
        label=_("Hoặc ghi tên chủ hộ"),
        max_length=120,
        required=False,
        help_text=_("Khi hộ không có tên trong danh sách. Ý kiến về quy trình thì để trống."),
    )
    text = TextField(label=_("Nội dung"), rows=6, max_length=LONGEST)
    file = UploadField(
        label=_("Ảnh hoặc đơn kèm theo"),
        required=False,
        help_text=_("Ảnh chụp đơn, ảnh nhà, hoặc PDF; tối đa 20 MB."),
    )
    complainant = LineField(label=_("Họ và tên của bạn"), max_length=120)
    contact = LineField(
        label=_("Điện thoại hoặc nơi ở của bạn"),
        max_length=60,
        required=False,
        help_text=_("Để xã báo khi có kết quả."),
    )

    def __init__(self, *args: Any, posted: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(posted)
        field = self.fields["listing"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Không chọn")), *choices]
        if not choices:
            del self.fields["listing"]


@open_to_all(door="complaint", an_hour=COMPLAINTS_AN_HOUR)
@require_http_methods(["GET", "POST"])
def complain(request: HttpRequest, pk: int) -> HttpResponse:
    """Complain about the result of a village; the posted names can be chosen only with the link of the posting."""
    rows = VillageRound.objects.select_related("round__unit", "unit__parent", "commune__unit")
    village = rows.filter(pk=pk, round__state=RoundState.OPEN).first()
    if village is None:
        raise Http404(f"A003 {sentence('A003')}")
    context = {"village": village, "round": village.round, "posting": _last(village)}
    if village.state not in (VillageState.POSTING, VillageState.POSTED):
        return render(request, "citizen/complain_later.html", context)
    form = ComplaintForm(
        request.POST or None, request.FILES or None, posted=_posted(village, request.GET.get("niem-yet", ""))
    )
    if request.method == "POST":
        complaint = carry_out(form, lambda typed: _filed(village, typed), {"P029": "text", "K012": "text"})
        if complaint is not None:
            return render(request, "citizen/complained.html", {**context, "complaint": complaint})
    return page(request, "citizen/complain.html", {**context, "form": form})


def _last(village: VillageRound) -> Posting | None:
    return village.postings.order_by("-number").first()


def _posted(village: VillageRound, token: str) -> Choices:
    """The heads on the public lists, for whoever holds the link while they hang; nothing for anybody else."""
    posting = _last(village)
    if posting is None or posting.token != token or village.state != VillageState.POSTING:
        return []
    if not days_left(posting, today(village.round)):
        return []
    entries = posting.entries.filter(part__in=PUBLIC).values_list("listing", "listing__household").distinct()
    heads = heads_of(household for _listing, household in entries)
    named = [
        (heads.get(household, ("", ""))[1], listing, heads.get(household, ("", ""))[0])
        for listing, household in entries
    ]
    return [(listing, name) for _order, listing, name in sorted(named)]


def _filed(village: VillageRound, typed: dict[str, Any]) -> FileComplaint:
    chosen = typed.pop("listing", None)
    listing = village.listings.get(pk=chosen) if chosen else None
    file = typed.pop("file")
    typed["files"] = [file] if file is not None else []
    return FileComplaint(
        village=village,
        listing=listing,
        received_on=today(village.round),
        channel=Complaint.Channel.WEB,
        **typed,
    )


def complaint_progress(number: str) -> Progress | None:
    """Return how far the complaint with this receipt stands."""
    rows = Complaint.objects.select_related("village__round", "letter", "posting")
    complaint = rows.filter(receipt=number).first()
    if complaint is None:
        return None
    return Progress(
        receipt=complaint.receipt,
        title=_t("Khiếu nại kết quả rà soát"),
        received_on=complaint.received_on,
        state=_state(complaint),
        told=_told(complaint),
        practice=complaint.village.round.practice,
        paper=complaint.letter,
    )


def _state(complaint: Complaint) -> str:
    if complaint.outcome:
        return _t("Đã trả lời: %(outcome)s") % {"outcome": _t(str(complaint.get_outcome_display()))}
    if complaint.rechecker_id and not complaint.recheck_id:
        return _t("Đang phúc tra: một người khác với người khảo sát lần đầu sẽ đến hỏi lại")
    return _t("Đã nhận, đang xem xét")


def _told(complaint: Complaint) -> list[str]:
    told = []
    if complaint.late:
        told.append(_t("Gửi sau thời gian niêm yết; vẫn được nhận và do Ban giảm nghèo quyết định."))
    if complaint.outcome and complaint.decided_on:
        told.append(complaint.answer)
        told.append(_t("Trả lời ngày %(day)s.") % {"day": vi_day(complaint.decided_on)})
    elif complaint.due_on:
        due = {"day": vi_day(complaint.due_on), "by": _t(str(complaint.get_due_by_display()))}
        told.append(_t("Hạn trả lời: %(day)s (%(by)s).") % due)
    else:
        told.append(_t("Chưa thấy văn bản quy định số ngày trả lời, và xã chưa đặt hạn."))
    return told
