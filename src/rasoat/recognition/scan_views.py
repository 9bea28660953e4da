"""The signed certificates sent in many at once: choose files, see which certificate each is, then keep them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import DeskForm, as_told, carry_out, page
from rasoat.documents.attachments import PagesInput, Upload, again
from rasoat.errors import Refused
from rasoat.recognition.certificate_scans import (
    File,
    KeepCertificateScans,
    looked_through,
    matches,
    unpacked,
)
from rasoat.roster import import_shelf as shelf
from rasoat.rounds.crumbs import commune_trail
from rasoat.rounds.models import CommuneRound
from rasoat.rounds.queries import find_commune

TICKET = "certificate-scans-ticket"


class FilesField(forms.FileField):
    """Many files, or a zip file of them; cleaned to what they hold, each looked through."""

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, Upload | Refused]]:
        """Unpack and look through; what cannot be kept goes along with the reason."""
        given = data if isinstance(data, list | tuple) else [data]
        sent = [
            file
            for one in given or [None]
            if isinstance(file := super(FilesField, self).clean(one, initial), UploadedFile)
        ]
        try:
            return looked_through(unpacked(File(str(file.name), file.read()) for file in sent))
        except Refused as error:
            raise as_told(error) from error


class FilesForm(DeskForm):
    """The scans."""

    scans = FilesField(
        label=gettext_lazy("Các bản quét giấy đã ký"),
        help_text=gettext_lazy(
            "Chọn nhiều tệp một lần (PDF, JPG, PNG), hoặc một tệp zip. Tên tệp có số giấy, ví dụ 05.pdf hay 05-2018.jpg."
        ),
        widget=PagesInput(attrs={"multiple": True, "accept": ".pdf,.jpg,.jpeg,.png,.webp,.zip"}),
    )


@permitted(Permission.SCAN_KEEP)
@require_http_methods(["GET", "POST"])
def send(request: Visit, pk: int) -> HttpResponse:
    """Choose the files; nothing is kept before it was shown."""
    commune = find_commune(request, pk)
    form = FilesForm()
    if request.method == "POST":
        form = FilesForm(request.POST, request.FILES)
        if form.is_valid():
            _put(request, commune, form.cleaned_data["scans"])
            return redirect("certificate-scans-keep", pk)
    context = {"commune": commune, "round": commune.round, "form": form, "crumbs": _crumbs(commune)}
    return page(request, "recognition/scans.html", context)


@permitted(Permission.SCAN_KEEP)
@require_http_methods(["GET", "POST"])
def keep(request: Visit, pk: int) -> HttpResponse:
    """Show which certificate each file is; keep those that have one."""
    commune = find_commune(request, pk)
    files = _kept(request, commune)
    if files is None:
        messages.warning(request, _("Các tệp đã lưu xong hoặc không còn được giữ. Hãy chọn lại tệp."))
        return redirect("certificate-scans", pk)
    found = matches(commune, files)
    pages = [(each.certificate, each.upload) for each in found if each.certificate and each.upload]
    form = DeskForm(request.POST) if request.method == "POST" else DeskForm()
    if form.is_bound:
        kept = carry_out(
            form, lambda _typed: KeepCertificateScans(actor=request.user, commune=commune, pages=pages)
        )
        if kept is not None:
            shelf.drop(request.session.pop(TICKET)[str(pk)])
            messages.success(
                request, _("Đã lưu %(count)s bản quét giấy chứng nhận đã ký.") % {"count": len(kept)}
            )
            return redirect("certificates", pk)
    context = {
        "commune": commune,
        "round": commune.round,
        "form": form,
        "matched": [each for each in found if each.certificate],
        "unmatched": [each for each in found if not each.certificate],
        "crumbs": _crumbs(commune),
    }
    return page(request, "recognition/scans_found.html", context)


def _crumbs(commune: CommuneRound) -> Any:
    return commune_trail(commune, _("Bản quét giấy chứng nhận đã ký"))


def _put(request: Visit, commune: CommuneRound, files: list[tuple[str, Upload | Refused]]) -> None:
    """Keep the files sealed until they are confirmed, those that were refused as an empty file of their name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        for number, (name, file) in enumerate(files):
            folder.writestr(f"{number:04d}/{name}", file.content if isinstance(file, Upload) else b"")
    request.session[TICKET] = {str(commune.pk): shelf.put(out.getvalue())}


def _kept(request: Visit, commune: CommuneRound) -> list[tuple[str, Upload | Refused]] | None:
    ticket = request.session.get(TICKET, {}).get(str(commune.pk), "")
    content = shelf.content(ticket) if ticket else None
    if content is None:
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        sent = [(entry.filename.partition("/")[2], folder.read(entry)) for entry in folder.infolist()]
    return [(name, again(held, name) if held else Refused("H030", name=name)) for name, held in sent]
