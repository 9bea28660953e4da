"""The form of the district's approval."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.audit.desk import DayField, NamedForm


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
