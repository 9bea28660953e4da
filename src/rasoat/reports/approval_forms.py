"""The forms of the way upward: approval, preliminary figures, report to the ministry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.audit.desk import DayField, LineField, NamedForm
from rasoat.reports.models import ReportSet


class ApproveForm(NamedForm):
    """Who prepared the total, and the day of approval."""

    prepared_by = forms.TypedChoiceField(
        label=_("Người lập tổng hợp"), coerce=int, help_text=_("Là người khác người phê duyệt.")
    )
    approved_on = DayField(label=_("Ngày phê duyệt"))

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        field = self.fields["prepared_by"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            ("", _("Chọn người lập")),
            *((pk, str(person)) for pk, person in self.people.items()),
        ]

    def preparer(self) -> User:
        """Return the person chosen."""
        return self.people[self.cleaned_data["prepared_by"]]


class PreliminaryForm(NamedForm):
    """Which signed-off preliminary set goes to the province, and when."""

    set = forms.TypedChoiceField(label=_("Bộ số liệu sơ bộ đã ký"), coerce=int)
    day = DayField(label=_("Ngày gửi"))

    def __init__(self, *args: Any, sets: Iterable[ReportSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sets = {each.pk: each for each in sets}
        field = self.fields["set"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            (pk, _("Số %(n)s, ký ngày %(day)s") % {"n": each.number, "day": f"{each.checked_on:%d/%m/%Y}"})
            for pk, each in self.sets.items()
        ]

    def chosen(self) -> ReportSet:
        """Return the set."""
        return self.sets[self.cleaned_data["set"]]


class MinistryForm(NamedForm):
    """Number and day of the letter to the ministry."""

    reported_as = LineField(label=_("Số văn bản"), max_length=60)
    day = DayField(label=_("Ngày báo cáo"))
