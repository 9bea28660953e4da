"""The page of a document's signed copy."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import LineField, NamedForm, carry_out, page
from rasoat.documents.attachments import PagesField
from rasoat.documents.models import Document, ScannedPage
from rasoat.documents.signed import SIGNED_KINDS, KeepScan, WithdrawScan


class ScanForm(NamedForm):
    """The pages of the signed copy."""

    pages = PagesField(
        label=_("Các trang đã ký"),
        help_text=_("Ảnh chụp hoặc bản quét (PDF, JPG, PNG), theo thứ tự trang."),
    )


class WithdrawForm(NamedForm):
    """Why a page was sent by mistake."""

    reason = LineField(label=_("Vì sao gửi nhầm"), max_length=300, required=False)

    def __init__(self, *args: Any, pk: int, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"withdraw-{pk}-%s", **kwargs)


def _document(request: Visit, pk: int) -> Document:
    return find(request, Document.objects.filter(kind__in=SIGNED_KINDS).select_related("unit__parent"), pk=pk)


@permitted(Permission.DOCUMENT_VIEW)
@require_http_methods(["GET", "POST"])
def show(request: Visit, pk: int) -> HttpResponse:
    """The pages of the signed copy with their hashes; who may keep them sends them here."""
    document = _document(request, pk)
    form = ScanForm()
    if request.method == "POST":
        form = ScanForm(request.POST, request.FILES)
        kept = carry_out(
            form,
            lambda typed: KeepScan(actor=request.user, document=document, pages=typed["pages"]),
            {"H021": "pages"},
        )
        if kept is not None:
            messages.success(request, _t("Đã lưu bản đã ký."))
            return redirect("signed-copy", pk)
    return _page(request, document, form=form)


@permitted(Permission.SCAN_KEEP)
@require_POST
def withdraw(request: Visit, pk: int) -> HttpResponse:
    """Withdraw one page."""
    rows = ScannedPage.objects.select_related("document__unit__parent", "attachment")
    scan = find(request, rows, pk=pk)
    form = WithdrawForm(request.POST, pk=pk)
    done = carry_out(
        form, lambda typed: WithdrawScan(actor=request.user, page=scan, **typed), {"H023": "reason"}
    )
    if done is None:
        return _page(request, scan.document, withdraw_form=form, withdrawing=pk)
    messages.success(request, _t("Đã rút trang gửi nhầm. Tệp vẫn được giữ trong nhật ký."))
    return redirect("signed-copy", scan.document_id)


def _page(request: Visit, document: Document, *, withdrawing: int = 0, **forms: Form) -> HttpResponse:
    scans = list(document.scans.select_related("attachment__uploaded_by", "withdrawn_by"))
    may_keep = request.access.may(Permission.SCAN_KEEP, document.unit)
    given = forms.get("withdraw_form")
    context: dict[str, Any] = {
        "document": document,
        "standing": [
            (scan, given if scan.pk == withdrawing and given else WithdrawForm(pk=scan.pk))
            for scan in scans
            if scan.withdrawn_at is None
        ],
        "withdrawn": [scan for scan in scans if scan.withdrawn_at is not None],
        "may_keep": may_keep,
        "may_read_documents": True,
        "form": ScanForm(),
        **forms,
    }
    return page(request, "documents/signed.html", context)
