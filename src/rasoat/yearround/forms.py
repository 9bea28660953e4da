"""Forms of requests in the year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.audit.desk import DayField, LineField, NamedForm, TextField
from rasoat.yearround.models import Case

BY_HAND = [choice for choice in Case.Channel.choices if choice[0] != Case.Channel.WEB]
Choices = Iterable[tuple[Any, str]]


class _HouseholdForm(NamedForm):
    household = forms.ChoiceField(label=_("Hộ"))

    def __init__(self, *args: Any, households: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["household"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Chọn hộ")), *households]


class TakeInForm(_HouseholdForm):
    """A request as it lies on the desk."""

    kind = forms.ChoiceField(label=_("Đề nghị việc gì"), choices=Case.Kind.choices, widget=forms.RadioSelect)
    received_on = DayField(label=_("Ngày nhận"))
    applicant = LineField(label=_("Người đề nghị"), max_length=120)
    contact = LineField(label=_("Điện thoại"), max_length=60, required=False)
    channel = forms.ChoiceField(label=_("Nhận bằng cách nào"), choices=BY_HAND)
    reason = TextField(label=_("Lý do đề nghị"), rows=4)
    confirmed_by_village_head = forms.BooleanField(
        label=_("Có xác nhận của trưởng thôn"),
        required=False,
        help_text=_("Giấy nhận trước ngày 10/11/2018 phải có xác nhận."),
    )

    field_order = ("kind", "household")


class MatchForm(_HouseholdForm):
    """Which household a request over the net is about."""

    confirmed_by_village_head = forms.BooleanField(label=_("Có xác nhận của trưởng thôn"), required=False)


class DecideForm(NamedForm):
    """The chairman's decision."""

    grant = forms.TypedChoiceField(
        label=_("Quyết định"),
        choices=[("1", _("Công nhận")), ("0", _("Không công nhận"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    decided_on = DayField(label=_("Ngày quyết định"))
    answer = TextField(
        label=_("Lý do không công nhận"), rows=4, required=False, help_text=_("Bắt buộc khi không công nhận.")
    )
