"""Found a standard of the province: its name, and the pack it begins with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rasoat import law
from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import LineField, NamedForm, carry_out, language, page
from rasoat.lawbook import queries
from rasoat.lawbook.crumbs import Crumb
from rasoat.lawbook.local import FoundStandard

FIELDS = {"P144": "pack", "P145": "pack", "L001": "base"}


class FoundForm(NamedForm):
    """The name of the standard, and the pack it begins with."""

    base = forms.ChoiceField(
        label=gettext_lazy("Lập từ bộ quy tắc"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Chuẩn riêng bắt đầu với đúng các giá trị tỉnh đang áp dụng của bộ này."),
    )
    title_vi = LineField(
        label=gettext_lazy("Tên chuẩn"),
        max_length=160,
        help_text=gettext_lazy("Ví dụ: Chuẩn nghèo đa chiều của tỉnh giai đoạn 2022–2025."),
    )
    title_en = LineField(label=gettext_lazy("Tên tiếng Anh (nếu có)"), max_length=160, required=False)
    pack = LineField(
        label=gettext_lazy("Mã"),
        max_length=20,
        help_text=gettext_lazy(
            "3 đến 20 ký tự a–z, 0–9 và dấu gạch; không đổi được về sau. Ví dụ dong-nai-2022."
        ),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["base"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (pack_id, f"{law.load(pack_id).title(language())} ({pack_id})") for pack_id in law.packs()
        ]


@permitted(Permission.LAW_PROPOSE)
@require_http_methods(["GET", "POST"])
def found(request: Visit, code: str) -> HttpResponse:
    """Name the standard; then its values are proposed cell by cell like those of any pack."""
    province = queries.find_province(request, code)
    form = FoundForm(request.POST or None)
    if request.method == "POST":
        made = carry_out(
            form, lambda typed: FoundStandard(actor=request.user, province=province, **typed), FIELDS
        )
        if made is not None:
            messages.success(
                request,
                _(
                    "Đã lập chuẩn riêng. Ghi các giá trị theo quyết định của tỉnh; người thứ hai sẽ đối chiếu."
                ),
            )
            address = reverse("law-propose-cells", args=[province.code, made.pack])
            return redirect(f"{address}?loai=class")
    crumbs = [Crumb(_("Quy định"), reverse("law")), Crumb(_("Lập chuẩn riêng của tỉnh"))]
    return page(request, "lawbook/found.html", {"form": form, "province": province, "crumbs": crumbs})
