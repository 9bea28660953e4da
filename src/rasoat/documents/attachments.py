"""Uploaded files: one service for photos, scans and signed copies, from the form field to the page that shows them."""

from __future__ import annotations

from collections.abc import Set
from typing import Any, NamedTuple

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.audit.desk import as_told
from rasoat.documents import store
from rasoat.documents.filekinds import PICTURES, SCANS, FileKind, kind_of, plain_name
from rasoat.documents.models import Attachment
from rasoat.documents.pictures import cleaned
from rasoat.errors import Refused

LARGEST = 20 * 2**20


class Upload(NamedTuple):
    """A file that was looked through and may be kept; only ``checked`` makes one."""

    content: bytes
    kind: FileKind
    name: str


def checked(content: bytes, name: str, allowed: Set[FileKind] = SCANS) -> Upload:
    """Return the file as it will be kept: pictures are written anew, upright, shrunk and without place or camera.

    Raises ``Refused``: D070 (empty), D071 (too large), D072 (not of an allowed kind, by content), D073 (a picture that
    cannot be read), D074 (a picture of too many pixels).
    """
    shown = plain_name(name)
    if not content:
        raise Refused("D070", name=shown)
    if len(content) > LARGEST:
        raise Refused("D071", name=shown, most=LARGEST // 2**20)
    kind = kind_of(content)
    if kind is None or kind not in allowed:
        raise Refused(
            "D072", name=shown, allowed=", ".join(each.label for each in FileKind if each in allowed)
        )
    return Upload(cleaned(content, kind, shown) if kind in PICTURES else content, kind, shown)


def again(content: bytes, name: str) -> Upload:
    """Return a file that ``checked`` returned before and that was kept sealed since: it is not written anew."""
    kind = kind_of(content)
    if kind is None:
        raise Refused("D072", name=plain_name(name), allowed="")
    return Upload(content, kind, plain_name(name))


def attach(upload: Upload, unit: Unit, by: User | None) -> Attachment:
    """Keep a checked file for a unit; called inside the action that needs it. ``by`` is None for a citizen."""
    return Attachment.objects.create(
        sha256=store.keep(upload.content, upload.kind.value),
        kind=upload.kind,
        size=len(upload.content),
        name=upload.name,
        unit=unit,
        uploaded_by=by,
    )


def read(attachment: Attachment) -> bytes:
    """Return the file as it was kept; raises ``Refused`` D075 when it is gone or was changed."""
    content = store.read(attachment.sha256, attachment.kind)
    if content is None:
        raise Refused("D075", name=attachment.name, sha256=attachment.sha256[:12])
    return content


class UploadField(forms.FileField):
    """A file of an allowed kind; cleaned to an ``Upload``, refused with the code and sentence of ``checked``."""

    default_error_messages = {"empty": _("Tệp không có nội dung. Hãy chọn tệp khác.")}

    def __init__(self, *, allowed: Set[FileKind] = SCANS, camera: bool = False, **kwargs: Any) -> None:
        self.allowed = allowed
        endings = [f".{kind.value}" for kind in FileKind if kind in allowed]
        attrs = {"accept": ",".join([*endings, *([".jpeg"] if FileKind.JPEG in allowed else [])])}
        if camera:
            attrs |= {"accept": "image/*", "capture": "environment"}
        super().__init__(widget=forms.FileInput(attrs=attrs), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """Look the file through."""
        file: UploadedFile[Any] | None = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        try:
            return checked(file.read(LARGEST + 1), str(file.name), self.allowed)
        except Refused as error:
            raise as_told(error) from error


class PagesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class PagesField(UploadField):
    """The pages of a scan, in the order in which they were chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget = PagesInput(attrs={**self.widget.attrs, "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:  # type: ignore[override]
        """Look every page through; the first that is wrong is told."""
        given = data if isinstance(data, list | tuple) else [data]
        look = super().clean
        pages = [look(one, initial) for one in given or [None]]
        return [page for page in pages if page is not None]
