"""Pages of changes of units: propose from a file, look at what will happen, confirm by a second person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Succession
from rasoat.audit.action import today
from rasoat.audit.desk import DayField, DeskForm, LineField, carry_out, language, page, sheet
from rasoat.roster.importing.report import Line
from rasoat.rounds.crumbs import Crumb
from rasoat.unitchanges.actions import ConfirmOrder, ProposeOrder, WithdrawOrder
from rasoat.unitchanges.models import ChangeOrder, OrderState
from rasoat.unitchanges.preview import Preview
from rasoat.unitchanges.reading import COLUMNS

LARGEST = 10 * 2**20
SHOWN = 200
"""So many lines are shown with their villages; of a larger order only the units above them."""
_BESIDE = {"U002": "decision", "U003": "effective_on", "U027": "file"}


class OrderForm(DeskForm):
    """A decision and the file of what it changes."""

    decision = LineField(label=gettext_lazy("Số, tên văn bản"), max_length=200)
    signed_on = DayField(label=gettext_lazy("Ngày ký"))
    effective_on = DayField(label=gettext_lazy("Ngày hiệu lực"))
    file = forms.FileField(
        label=gettext_lazy("Tệp các đơn vị thay đổi (xlsx, hoặc csv mã UTF-8)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"empty": gettext_lazy("Tệp không có nội dung. Hãy chọn tệp khác.")},
    )

    def clean_file(self) -> UploadedFile[Any]:
        """A file small enough to be read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(_("Tệp lớn hơn 10 MB. Hãy chia thành nhiều tệp."))
        return file


@permitted(Permission.UNITS_CHANGE)
@require_GET
def index(request: Visit) -> HttpResponse:
    """The orders of the visitor's area, the newest first."""
    orders = sheet(request, ChangeOrder.objects.within(scope(request)).select_related("unit", "proposed_by"))
    context = {"orders": orders, "page": orders, "crumbs": [Crumb(_("Thay đổi đơn vị"))]}
    return page(request, "unitchanges/index.html", context)


@permitted(Permission.UNITS_CHANGE)
@require_http_methods(["GET", "POST"])
def propose(request: Visit) -> HttpResponse:
    """Choose a file; one with faults is not taken, and every fault is shown."""
    form, faults = OrderForm(request.POST or None, request.FILES or None), list[Line]()
    if request.method == "POST":
        form = OrderForm(request.POST, request.FILES)
        made, faults = _run(form, lambda typed: _proposal(request, typed))
        if made is not None:
            messages.success(request, _("Đã nhận đề nghị. Người thứ hai xem rồi xác nhận."))
            return redirect("unit-change", made.pk)
    context = {
        "form": form,
        "faults": _told(faults),
        "columns": [words[0] for words in COLUMNS.values()],
        "crumbs": [*_trail(), Crumb(_("Đề nghị"))],
    }
    return page(request, "unitchanges/propose.html", context)


def _proposal(request: Visit, typed: dict[str, Any]) -> ProposeOrder:
    file = typed.pop("file")
    return ProposeOrder(actor=request.user, file_name=str(file.name), content=file.read(), **typed)


@permitted(Permission.UNITS_CHANGE)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """What an order will do, or has done."""
    return _order_page(request, _order(request, pk), DeskForm())


@permitted(Permission.UNITS_CHANGE)
@require_POST
def confirm(request: Visit, pk: int) -> HttpResponse:
    """Confirm and carry out."""
    order, form = _order(request, pk), DeskForm(request.POST)
    done, _faults = _run(form, lambda _typed: ConfirmOrder(actor=request.user, order=order))
    if done is None:
        return _order_page(request, order, form)
    messages.success(request, _("Đã thực hiện: đơn vị cũ kết thúc, hộ đã sang đơn vị mới."))
    return redirect("unit-change", pk)


@permitted(Permission.UNITS_CHANGE)
@require_POST
def withdraw(request: Visit, pk: int) -> HttpResponse:
    """Withdraw a proposal."""
    order, form = _order(request, pk), DeskForm(request.POST)
    if carry_out(form, lambda _typed: WithdrawOrder(actor=request.user, order=order)) is None:
        return _order_page(request, order, form)
    messages.success(request, _("Đã rút đề nghị."))
    return redirect("unit-changes")


def _run(
    form: DeskForm, action: Callable[[dict[str, Any]], ProposeOrder | ConfirmOrder]
) -> tuple[ChangeOrder | None, list[Line]]:
    """Run an action; a faulty order gives its faults beside the refusal."""
    made: list[ProposeOrder | ConfirmOrder] = []

    def kept(typed: dict[str, Any]) -> ProposeOrder | ConfirmOrder:
        made.append(action(typed))
        return made[0]

    done = carry_out(form, kept, _BESIDE)
    return done, list(made[0].faults) if made else []


def _told(faults: list[Line]) -> list[tuple[Line, str]]:
    return [(line, line.message(language())) for line in faults]


def _order(request: Visit, pk: int) -> ChangeOrder:
    rows = ChangeOrder.objects.select_related("unit", "proposed_by", "decided_by")
    found: ChangeOrder = find(request, rows, pk=pk)
    return found


def _trail() -> list[Crumb]:
    return [Crumb(_("Thay đổi đơn vị"), reverse("unit-changes"))]


def _order_page(request: Visit, order: ChangeOrder, form: DeskForm) -> HttpResponse:
    waits = order.state == OrderState.PROPOSED
    preview = Preview.of(order) if waits else None
    context: dict[str, Any] = {
        "order": order,
        "form": form,
        "preview": preview,
        "waits": waits,
        "counts": preview.counts if preview else None,
        "faults": _told(preview.faults) if preview else [],
        "own": order.proposed_by == request.user,
        "early": order.effective_on > today(),
        "done": [] if preview else _done(order),
        "crumbs": [*_trail(), Crumb(order.decision)],
    }
    return page(request, "unitchanges/order.html", context)


def _done(order: ChangeOrder) -> list[Succession]:
    rows = Succession.objects.filter(decision=order.decision, on=order.effective_on)
    above = rows.exclude(successor__level=Level.VILLAGE) if rows.count() > SHOWN else rows
    return list(
        above.select_related("predecessor", "successor").order_by("successor__path", "predecessor__path")
    )
