"""The page of boundaries: what there is, and a new file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import DayField, DeskForm, LineField, carry_out, page
from rasoat.maps.actions import ImportBoundaries
from rasoat.maps.models import BoundarySet
from rasoat.maps.reading import LARGEST
from rasoat.rounds.crumbs import Crumb

_SHOWN = 40


class BoundaryForm(DeskForm):
    """A GeoJSON file, the day from which it holds, and where it comes from."""

    file = forms.FileField(
        label=gettext_lazy("Tệp ranh giới (GeoJSON, tọa độ WGS 84)"),
        help_text=gettext_lazy("Mỗi đối tượng có thuộc tính code là mã đơn vị."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
        error_messages={"empty": gettext_lazy("Tệp không có nội dung. Hãy chọn tệp khác.")},
    )
    valid_from = DayField(label=gettext_lazy("Có hiệu lực từ ngày"))
    source = LineField(label=gettext_lazy("Nguồn của tệp"), max_length=200)

    def clean_file(self) -> UploadedFile[Any]:
        """A file small enough to be read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(_("Tệp lớn hơn 10 MB. Hãy làm giản đơn đường ranh giới rồi chọn lại."))
        return file


@permitted(Permission.MAP_IMPORT)
@require_http_methods(["GET", "POST"])
def boundaries(request: Visit, code: str) -> HttpResponse:
    """The sets of boundaries of a unit; POST takes a new file."""
    units = Unit.objects.filter(valid_to__isnull=True).select_related("parent")
    root = find(request, units, code=code)
    form = BoundaryForm(request.POST or None, request.FILES or None)
    faults: list[Any] = []
    if request.method == "POST":
        form = BoundaryForm(request.POST, request.FILES)
        action: ImportBoundaries | None = None

        def made(typed: dict[str, Any]) -> ImportBoundaries:
            nonlocal action
            file = typed["file"]
            action = ImportBoundaries(
                actor=request.user, root=root, file_name=str(file.name), content=file.read(),
                valid_from=typed["valid_from"], source=typed["source"],
            )  # fmt: skip
            return action

        done = carry_out(form, made, {f"G{number:03d}": "file" for number in range(1, 14)})
        if done is not None:
            messages.success(request, _("Đã nhận ranh giới của %(count)s đơn vị.") % {"count": done.units})
            return redirect("boundaries", root.code)
        faults = action.reading.faults if action is not None else []
    context = {
        "unit": root,
        "form": form,
        "faults": faults[:_SHOWN],
        "more": max(0, len(faults) - _SHOWN),
        "sets": BoundarySet.objects.within(scope(request)).filter(root__path__startswith=root.path)
        .select_related("root", "imported_by"),
        "crumbs": [Crumb(_("Ranh giới bản đồ"))],
    }  # fmt: skip
    return page(request, "maps/boundaries.html", context)
