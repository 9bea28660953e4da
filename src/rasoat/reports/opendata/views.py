"""The page of open data: what is in it, and the file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import DeskForm, carry_out, page
from rasoat.errors import RasoatError
from rasoat.reports.opendata.actions import PublishData
from rasoat.reports.opendata.dataset import data_set
from rasoat.reports.opendata.suppress import K
from rasoat.reports.views import crumbs_of, place_of

_TYPES = {
    "zip": "application/zip",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}


class PublishForm(DeskForm):
    """Which file."""

    format = forms.ChoiceField(
        label=gettext_lazy("Định dạng"),
        choices=[
            ("zip", gettext_lazy("Trọn bộ (zip: csv, parquet và mô tả)")),
            ("csv", "CSV"),
            ("parquet", "Parquet"),
            ("json", gettext_lazy("Chỉ bản mô tả (json)")),
        ],
        widget=forms.RadioSelect,
        initial="zip",
    )


@permitted(Permission.DATA_PUBLISH)
@require_http_methods(["GET", "POST"])
def show(request: Visit, round_id: int, code: str) -> HttpResponse:
    """What would be published; POST gives the file out and logs it."""
    round_, unit = place_of(request, round_id, code)
    form = PublishForm(request.POST or None)
    if request.method == "POST":
        form = PublishForm(request.POST)
        done = carry_out(
            form,
            lambda typed: PublishData(actor=request.user, round=round_, area=unit, format=typed["format"]),
        )
        if done is not None:
            kind = form.cleaned_data["format"]
            name = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in round_.code)
            headers = {
                "Content-Disposition": f'attachment; filename="du-lieu-mo-{unit.code}-{name}.{kind}"',
                "X-Content-Type-Options": "nosniff",
            }
            return HttpResponse(done.content, content_type=_TYPES[kind], headers=headers)
    data, refusal = None, None
    try:
        data = data_set(round_, unit)
    except RasoatError as error:
        refusal = error
    context: dict[str, Any] = {
        "round": round_,
        "unit": unit,
        "form": form,
        "data": data,
        "refusal": refusal,
        "k": K,
        "crumbs": crumbs_of(request, round_, unit, None, _("Dữ liệu mở")),
    }
    return page(request, "reports/opendata.html", context)
