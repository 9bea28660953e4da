"""Forms of the commune's report and the district's appraisal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.appraisal.models import CommuneReport
from rasoat.audit.desk import DayField, NamedForm, TextField


class DrawForm(NamedForm):
    """How many households are drawn, and the seed that makes the same draw again."""

    size = forms.IntegerField(label=_("Số hộ rút mẫu"), min_value=1, max_value=9999)
    seed = forms.IntegerField(
        label=_("Số gốc"),
        min_value=0,
        max_value=2**31 - 1,
        help_text=_("Cùng số gốc thì rút lại được đúng mẫu này; số gốc được lưu lại."),
    )


class OpinionForm(NamedForm):
    """The district's opinion."""

    outcome = forms.ChoiceField(
        label=_("Ý kiến"), choices=CommuneReport.Outcome.choices, widget=forms.RadioSelect
    )
    opinion = TextField(
        label=_("Nội dung"), required=False, rows=5, help_text=_("Trả lại thì phải ghi lý do.")
    )
    appraised_on = DayField(label=_("Ngày thẩm định"))


class FindingForm(NamedForm):
    """What stands beside the inspector's answers."""

    inspected_on = DayField(label=_("Ngày kiểm tra"))
    finding = TextField(
        label=_("Nhận xét"),
        required=False,
        help_text=_("Bắt buộc khi kết quả khác kết quả khảo sát."),
        rows=4,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].widget.attrs["maxlength"] = 2000
