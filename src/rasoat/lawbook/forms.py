"""Forms of the law: what a proposal rests on, the workbook, and the note of a dispute."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat.audit.desk import DayField, LineField, NamedForm, TextField
from rasoat.lawbook.drafting import Basis
from rasoat.lawbook.models import Kind
from rasoat.lawbook.sources import LARGEST

LARGEST_WORKBOOK = 5 * 2**20


class BasisForm(NamedForm):
    """The text a proposal rests on, and its scan."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại đề xuất"), widget=forms.RadioSelect)
    document = LineField(
        label=gettext_lazy("Số văn bản hoặc số quyết định"),
        max_length=120,
        help_text=gettext_lazy(
            "Ví dụ TT17 (đã có trong bộ quy tắc), hoặc 15/QĐ-BCĐ của Ban Chỉ đạo rà soát cấp tỉnh."
        ),
    )
    document_title = LineField(
        label=gettext_lazy("Tên văn bản"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Cần ghi khi bộ quy tắc chưa có văn bản này."),
    )
    article = LineField(label=gettext_lazy("Điều, khoản hoặc phụ lục"), max_length=200)
    since = DayField(
        label=gettext_lazy("Áp dụng từ ngày"),
        help_text=gettext_lazy("Trước ngày này giá trị cũ vẫn giữ nguyên."),
    )
    source = forms.FileField(
        label=gettext_lazy("Bản quét văn bản gốc (PDF, PNG, JPEG hoặc Excel, tối đa 20 MB)"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.xlsx"}),
        error_messages={"empty": gettext_lazy("Tệp không có nội dung. Hãy chọn tệp khác.")},
    )

    def __init__(self, *args: Any, kinds: tuple[Kind, ...], since: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"kind": kinds[0], "since": since})
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, kind.label) for kind in kinds]

    def clean_source(self) -> UploadedFile[Any]:
        """A file small enough to be kept; what it is, its content says later."""
        return _small(self.cleaned_data["source"], LARGEST)

    def basis(self) -> Basis:
        """Return what was typed."""
        return Basis(*(self.cleaned_data[name] for name in Basis._fields))


class WorkbookForm(BasisForm):
    """The filled workbook, and what it rests on."""

    workbook = forms.FileField(
        label=gettext_lazy("Bảng điểm đã điền (Excel theo bản mẫu)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"empty": gettext_lazy("Tệp không có nội dung. Hãy chọn tệp khác.")},
    )
    field_order = ["workbook", "kind", "document", "document_title", "article", "since", "source"]

    def clean_workbook(self) -> UploadedFile[Any]:
        """A file small enough to be read."""
        return _small(self.cleaned_data["workbook"], LARGEST_WORKBOOK)


class NoteForm(NamedForm):
    """Why a cell is not what stands in the source."""

    note = TextField(label=gettext_lazy("Chỗ không khớp"), rows=2, max_length=500)

    @property
    def cell(self) -> int:
        """The number of the cell on the page; 0 for anything that is no number."""
        return whole(str(self.data.get("cell", "")))


class CorrectionForm(NamedForm):
    """The value that stands in the source after all."""

    new = LineField(label=gettext_lazy("Giá trị đúng"), max_length=300)


def whole(text: str) -> int:
    """Return the number of a record as a page sends it; 0, which no record has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _small(file: UploadedFile[Any], most: int) -> UploadedFile[Any]:
    if (file.size or 0) > most:
        told = _("Tệp lớn hơn %(most)s MB. Hãy chọn tệp nhỏ hơn, hoặc quét lại ở độ nét vừa phải.")
        raise ValidationError(told % {"most": most // 2**20})
    return file
