"""Forms of corrections."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.audit.desk import DayField, LineField, NamedForm, TextField
from rasoat.documents.attachments import UploadField


class RequestForm(NamedForm):
    """What is wrong, why, and the evidence."""

    wrong = TextField(label=_("Sai ở đâu"), rows=3)
    reason = TextField(label=_("Lý do, căn cứ"), rows=3)
    evidence = UploadField(label=_("Chứng cứ (bản chụp hoặc PDF)"), camera=True)
    requested_on = DayField(label=_("Ngày đề nghị"))


class CheckForm(NamedForm):
    """The opinion of the one who fills the form again."""

    respondent = LineField(label=_("Người trả lời"), max_length=120)
    checked_on = DayField(label=_("Ngày kiểm tra"))
    opinion = TextField(label=_("Ý kiến kiểm tra"), rows=3)


class DecideForm(NamedForm):
    """The chairman's decision."""

    grant = forms.TypedChoiceField(
        label=_("Quyết định"),
        choices=[("1", _("Đính chính")), ("0", _("Không đính chính"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    decided_on = DayField(label=_("Ngày quyết định"))
    answer = TextField(
        label=_("Lý do không đính chính"),
        rows=3,
        required=False,
        help_text=_("Bắt buộc khi không đính chính."),
    )
