"""Pages of own spreadsheets: those of a unit, a new one, the approval, and reports written into them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.audit.desk import DayForm, NamedForm, carry_out, language, page
from rasoat.errors import RasoatError, Refused
from rasoat.reports.definitions import of_round
from rasoat.reports.files import FORMATS, attachment
from rasoat.reports.kept import current
from rasoat.reports.models import OwnForm, ReportSet
from rasoat.reports.ownform.actions import ApproveOwnForm, UploadOwnForm
from rasoat.reports.ownform.example import example
from rasoat.reports.ownform.queries import fill, filled_frozen, filled_live
from rasoat.reports.sets import units_of
from rasoat.reports.views import crumbs_of, definition_of, place_of, refused_page
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round
from rasoat.rounds.queries import find_round

XLSX = FORMATS["xlsx"].media_type
FIELDS = {f"T{number:03d}": "file" for number in (*range(31, 48), 51)} | {"T006": "report"}
_SHOWN = 40


class WorkbookForm(NamedForm):
    """A workbook and the report it is for."""

    report = forms.ChoiceField(label=gettext_lazy("Báo cáo"))
    file = forms.FileField(
        label=gettext_lazy("Tệp Excel (.xlsx) có dấu"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"empty": gettext_lazy("Tệp không có nội dung. Hãy chọn tệp khác.")},
    )

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["report"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _choices(round_)


def _choices(round_: Round) -> list[tuple[str, str]]:
    return [(key, form.title(language())) for key, form in of_round(round_).items() if not form.people]


@permitted(Permission.REPORT_VIEW)
@require_GET
def show(request: Visit, round_id: int, code: str) -> HttpResponse:
    """The own spreadsheets of a unit; whoever may uploads another."""
    return _page(request, *place_of(request, round_id, code))


@permitted(Permission.REPORT_FREEZE)
@require_POST
def upload(request: Visit, round_id: int, code: str) -> HttpResponse:
    """Take a workbook in."""
    round_, unit = place_of(request, round_id, code)
    form = WorkbookForm(request.POST, request.FILES, round_=round_)
    action: UploadOwnForm | None = None

    def made(typed: dict[str, Any]) -> UploadOwnForm:
        nonlocal action
        file = typed["file"]
        action = UploadOwnForm(
            actor=request.user, round=round_, at=unit, report=typed["report"], file_name=str(file.name),
            content=file.read(),
        )  # fmt: skip
        return action

    done = carry_out(form, made, FIELDS)
    if done is None:
        faults = action.checked.faults if action is not None and unit.level != Level.COMMUNE else ()
        return _page(request, round_, unit, form=form, faults=faults)
    messages.success(
        request, _("Đã nhận mẫu với %(n)s dấu. Hãy để người khác xem thử rồi duyệt.") % {"n": done.marks}
    )
    return redirect("own-forms", round_id, code)


def _page(
    request: Visit,
    round_: Round,
    unit: Unit,
    form: WorkbookForm | None = None,
    approve_form: DayForm | None = None,
    faults: Any = (),
) -> HttpResponse:
    approve_form = approve_form or DayForm(label=_("Ngày duyệt"), initial={"day": today(round_)})
    titles = dict(_choices(round_))
    rows = OwnForm.objects.filter(unit=unit).defer("content").select_related("made_by", "approved_by")
    may_check = request.access.may(Permission.REPORT_CHECK, unit)
    own = unit.level in (Level.PROVINCE, Level.DISTRICT)
    context: dict[str, Any] = {
        "round": round_,
        "unit": unit,
        "rows": [
            (each, titles.get(each.report, each.report), may_check and each.made_by_id != request.user.pk)
            for each in rows
        ],
        "form": form or WorkbookForm(round_=round_),
        "approve_form": approve_form,
        "faults": list(faults)[:_SHOWN],
        "more": max(0, len(faults) - _SHOWN),
        "own": own,
        "reports": list(titles.items()),
        "may_upload": own and request.access.may(Permission.REPORT_FREEZE, unit),
        "crumbs": crumbs_of(request, round_, unit, last=_("Mẫu bảng tính riêng")),
    }
    return page(request, "reports/own_forms.html", context)


def _find(request: Visit, pk: int) -> OwnForm:
    return find(request, OwnForm.objects.select_related("unit", "made_by", "approved_by"), pk=pk)


@permitted(Permission.REPORT_CHECK)
@require_POST
def approve(request: Visit, round_id: int, pk: int) -> HttpResponse:
    """Approve a spreadsheet."""
    kept, round_ = _find(request, pk), find_round(request, round_id)
    form = DayForm(request.POST, label=_("Ngày duyệt"))
    fields = dict.fromkeys(("P003", "P004", "T049", "T050"), "day")
    done = carry_out(
        form,
        lambda typed: ApproveOwnForm(actor=request.user, form=kept, round=round_, on=typed["day"]),
        fields,
    )
    if done is None:
        return _page(request, round_, kept.unit, approve_form=form)
    messages.success(request, _("Đã duyệt mẫu; từ nay báo cáo tải theo mẫu này."))
    return redirect("own-forms", round_id, kept.unit.code)


@permitted(Permission.REPORT_VIEW)
@require_GET
def original(request: Visit, pk: int) -> HttpResponse:
    """The workbook as it was uploaded."""
    kept = _find(request, pk)
    return attachment(bytes(kept.content), XLSX, f"mau-{kept.report}-{kept.unit.code}-{kept.year}", "xlsx")


@permitted(Permission.REPORT_VIEW)
@require_GET
def trial(request: Visit, round_id: int, pk: int) -> HttpResponse:
    """The workbook filled with the figures of its own unit, to look at before approving."""
    kept, round_ = _find(request, pk), find_round(request, round_id)
    try:
        content = fill(kept, round_, lambda key, depth: current(key, round_, kept.unit, depth))
    except RasoatError as error:
        raise Http404(str(error)) from error
    return attachment(content, XLSX, f"thu-mau-{kept.report}-{kept.unit.code}", "xlsx")


@permitted(Permission.REPORT_VIEW)
@require_GET
def starting(request: Visit, round_id: int, code: str, key: str) -> HttpResponse:
    """A workbook to start from: the official layout with its marks."""
    round_, unit = place_of(request, round_id, code)
    form = definition_of(key, round_)
    if form.people:
        raise Http404(str(Refused("T052", unit=str(unit), report=key)))
    return attachment(example(form, round_, unit), XLSX, f"vi-du-{key}", "xlsx")


@permitted(Permission.REPORT_VIEW)
@require_GET
def live(request: Visit, round_id: int, code: str, key: str) -> HttpResponse:
    """The report as it is now in the unit's own spreadsheet; one that may not be printed shows why (409)."""
    round_, unit = place_of(request, round_id, code)
    definition_of(key, round_)
    try:
        content = filled_live(key, round_, unit)
    except Refused as error:
        if error.code in ("T001", "T002", "T003", "T005"):
            return refused_page(request, round_, unit, key)
        raise Http404(str(error)) from error
    return attachment(content, XLSX, f"{key}-{unit.code}-{round_.code}-mau-rieng", "xlsx")


@permitted(Permission.REPORT_VIEW)
@require_GET
def frozen(request: Visit, pk: int, key: str) -> HttpResponse:
    """The report of a frozen set in the unit's own spreadsheet; the same set gives the same bytes."""
    rows = ReportSet.objects.select_related("round__unit", "unit__parent", "made_by", "checked_by")
    kept = find(request, rows, pk=pk)
    code = request.GET.get("don-vi", kept.unit.code)
    unit = next((u for u in units_of(kept).values() if u.code == code and scope(request).covers(u)), None)
    if unit is None:
        raise Http404(str(Refused("T052", unit=code, report=key)))
    try:
        content = filled_frozen(key, kept, unit)
    except RasoatError as error:
        raise Http404(str(error)) from error
    return attachment(
        content, XLSX, f"{key}-{unit.code}-{kept.round.code}-so-{kept.number}-mau-rieng", "xlsx"
    )
