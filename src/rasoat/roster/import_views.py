"""Bring a file of households in: upload, trial run, report, then the real run."""

from __future__ import annotations

import csv
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import DeskForm, carry_out, language, page, sheet
from rasoat.errors import sentence
from rasoat.roster import import_shelf as shelf
from rasoat.roster.importing import ImportResult, ImportRoster, Severity
from rasoat.roster.importing.report import COLUMNS
from rasoat.roster.models import RosterImport
from rasoat.rounds.crumbs import round_trail
from rasoat.rounds.models import Round
from rasoat.rounds.queries import find_round
from rasoat.rounds.states import RoundState

LARGEST = 30 * 2**20
TICKET = "import-ticket"


class FileForm(DeskForm):
    """The file to try."""

    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách hộ (xlsx, hoặc csv mã UTF-8)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"empty": gettext_lazy("Tệp không có nội dung. Hãy chọn tệp khác.")},
    )

    def clean_file(self) -> UploadedFile[Any]:
        """A file small enough to be read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(_("Tệp lớn hơn 30 MB. Hãy chia thành nhiều tệp, mỗi xã một tệp."))
        return file


@permitted(Permission.ROSTER_IMPORT)
@require_http_methods(["GET", "POST"])
def upload(request: Visit, pk: int) -> HttpResponse:
    """Choose a file and try it: the trial does everything the import does, and takes it back."""
    round_ = find_round(request, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if _try(request, round_, form):
            return redirect("roster-import-trial", pk)
    context = {
        "round": round_,
        "form": form,
        "imports": _earlier(request, round_),
        "open": round_.state == RoundState.OPEN,
        "has_opening": round_.opening.exists(),
        "may_build": scope(request).covers(round_.unit),
        "crumbs": round_trail(round_, _("Nhập danh sách hộ")),
    }
    return page(request, "roster/import.html", context)


def _try(request: Visit, round_: Round, form: FileForm) -> bool:
    if not form.is_valid():
        return False
    file = form.cleaned_data["file"]
    content, name = file.read(), str(file.name)
    result = carry_out(form, lambda _typed: _action(request, round_, name, content, dry_run=True))
    if result is None:
        return False
    ticket = shelf.put(content)
    shelf.put_report(ticket, name, result, language())
    request.session[TICKET] = {str(round_.pk): ticket}
    return True


def _action(request: Visit, round_: Round, name: str, content: bytes, *, dry_run: bool) -> ImportRoster:
    return ImportRoster(actor=request.user, round=round_, file_name=name, content=content, dry_run=dry_run)


def _earlier(request: Visit, round_: Round) -> Any:
    rows = RosterImport.objects.filter(round=round_).select_related("imported_by").order_by("-imported_at")
    return rows if scope(request).covers(round_.unit) else rows.filter(imported_by=request.user)


@permitted(Permission.ROSTER_IMPORT)
@require_GET
def trial(request: Visit, pk: int) -> HttpResponse:
    """The report of the last run."""
    return _report_page(request, find_round(request, pk), DeskForm())


@permitted(Permission.ROSTER_IMPORT)
@require_POST
def bring_in(request: Visit, pk: int) -> HttpResponse:
    """The real run, with the file that was tried."""
    round_ = find_round(request, pk)
    ticket, shown = _kept(request, round_)
    content = shelf.content(ticket)
    if content is None:
        messages.warning(request, _("Tệp đã nhập xong hoặc không còn được giữ. Hãy chọn lại tệp."))
        return redirect("roster-import", pk)
    form = DeskForm(request.POST)
    kept: bytes = content
    result: ImportResult | None = carry_out(
        form, lambda _typed: _action(request, round_, shown.file_name, kept, dry_run=False)
    )
    if result is None:
        return _report_page(request, round_, form)
    shelf.put_report(ticket, shown.file_name, result, language())
    shelf.drop(ticket)
    told = _("Đã nhập %(households)s hộ, %(members)s người.")
    messages.success(request, told % {name: result.counts[name] for name in ("households", "members")})
    return redirect("roster-import-trial", pk)


@permitted(Permission.ROSTER_IMPORT)
@require_GET
def download(request: Visit, pk: int) -> HttpResponse:
    """The report as csv, one line a finding."""
    _ticket, shown = _kept(request, find_round(request, pk))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    disposition = content_disposition_header(True, f"bao-cao-nhap-{shown.file_name}.csv")
    if disposition:
        response["Content-Disposition"] = disposition
    response["Cache-Control"] = "private, no-store"
    response.write("\ufeff")
    csv.writer(response).writerows([COLUMNS, *shown.lines])
    return response


def _kept(request: Visit, round_: Round) -> tuple[str, shelf.Shown]:
    ticket = request.session.get(TICKET, {}).get(str(round_.pk), "")
    shown = shelf.report(ticket) if ticket else None
    if shown is None:
        raise Http404(f"A003 {sentence('A003')}")
    return ticket, shown


def _report_page(request: Visit, round_: Round, form: DeskForm) -> HttpResponse:
    ticket, shown = _kept(request, round_)
    level = request.GET.get("muc", "")
    lines = [line for line in shown.lines if not level or line[1] == level]
    found = sheet(request, lines, 200)
    context = {
        "round": round_,
        "form": form,
        "shown": shown,
        "counts": shown.counts,
        "lines": found,
        "page": found,
        "level": level,
        "levels": [
            (Severity.ERROR, _("Bị từ chối")),
            (Severity.WARNING, _("Cần xem lại")),
            (Severity.REPAIRED, _("Đã tự sửa")),
        ],
        "may_bring_in": shown.dry_run and shelf.content(ticket) is not None and _something(shown.counts),
        "crumbs": round_trail(round_, _("Nhập danh sách hộ")),
    }
    return page(request, "roster/import_report.html", context)


def _something(counts: dict[str, int]) -> bool:
    return counts["households"] + counts["kept"] > 0
