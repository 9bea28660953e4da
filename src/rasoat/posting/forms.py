"""Forms of posting and complaints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.audit.desk import DayField, LineField, NamedForm, TextField
from rasoat.posting.actions import DEFAULT_PLACES
from rasoat.posting.models import Complaint


class OpenPostingForm(NamedForm):
    """From when, and where, the lists hang."""

    opened_on = DayField(label=_("Niêm yết từ ngày"))
    places = LineField(
        label=_("Nơi niêm yết"),
        max_length=300,
        initial=DEFAULT_PLACES,
        help_text=_("Nhiều nơi thì cách nhau bằng dấu chấm phẩy."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ComplaintForm(NamedForm):
    """A complaint as it was told or written."""

    received_on = DayField(label=_("Ngày nhận"))
    complainant = LineField(label=_("Người khiếu nại"), max_length=120)
    channel = forms.ChoiceField(label=_("Nhận bằng cách nào"), choices=Complaint.Channel.choices)
    kind = forms.ChoiceField(
        label=_("Khiếu nại về việc gì"), choices=Complaint.Kind.choices, widget=forms.RadioSelect
    )
    listing = forms.TypedChoiceField(
        label=_("Hộ bị khiếu nại"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Để trống nếu khiếu nại không nêu hộ đã khảo sát."),
    )
    text = TextField(label=_("Nội dung"), rows=5)

    def __init__(self, *args: Any, households: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["listing"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Không nêu hộ")), *households]


class AssignForm(NamedForm):
    """Who fills the form again."""

    rechecker = forms.TypedChoiceField(label=_("Người phúc tra"), coerce=int)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        field = self.fields["rechecker"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(person.pk, person.full_name) for person in self.people.values()]

    def person(self) -> User:
        """Return the person chosen."""
        return self.people[self.cleaned_data["rechecker"]]


class DecideForm(NamedForm):
    """The answer to the complainant."""

    decided_on = DayField(label=_("Ngày trả lời"))
    answer = TextField(label=_("Nội dung trả lời"), rows=5)
