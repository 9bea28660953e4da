"""Forms of posting and complaints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.audit.desk import DayField, LineField, NamedForm, TextField
from rasoat.documents.attachments import UploadField
from rasoat.documents.filekinds import PICTURES
from rasoat.posting.models import Complaint, PostingPlace
from rasoat.posting.window import usual_places

BY_HAND = [choice for choice in Complaint.Channel.choices if choice[0] != Complaint.Channel.WEB]


class OpenPostingForm(NamedForm):
    """From when, and where, the lists hang."""

    opened_on = DayField(label=_("Niêm yết từ ngày"))
    closes_on = DayField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Để trống thì tính đủ số ngày theo quy định; chỉ được dài hơn."),
    )
    office = LineField(label=_("Ở Ủy ban nhân dân xã"), max_length=120)
    house = LineField(label=_("Ở thôn"), max_length=120)
    loudspeaker = LineField(label=_("Loa truyền thanh"), max_length=120)

    def __init__(self, *args: Any, village: Unit, **kwargs: Any) -> None:
        kwargs["initial"] = {**usual_places(village), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Put the three places together."""
        typed = super().clean() or {}
        kinds = [str(kind) for kind in PostingPlace.Kind]
        places = {kind: typed.get(kind, "") for kind in kinds}
        rest = {name: value for name, value in typed.items() if name not in kinds}
        return {**rest, "places": places}


class ProofForm(NamedForm):
    """Where and when somebody saw the lists, or read them out."""

    place = forms.TypedChoiceField(label=_("Nơi niêm yết"), coerce=int, widget=forms.RadioSelect)
    seen_on = DayField(label=_("Ngày treo hoặc đọc"))
    note = LineField(
        label=_("Ghi chú"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: đọc 6 giờ sáng và 5 giờ chiều."),
    )
    photo = UploadField(label=_("Ảnh chụp nơi treo"), required=False, camera=True, allowed=PICTURES)

    def __init__(self, *args: Any, places: Iterable[PostingPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.pk: place for place in places}
        field = self.fields["place"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(place.pk, place.name) for place in self.places.values()]


class HouseholdForm(NamedForm):
    """Which surveyed household is meant."""

    listing = forms.TypedChoiceField(label=_("Hộ"), coerce=int)

    def __init__(self, *args: Any, households: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["listing"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Chọn hộ")), *households]


class DueForm(NamedForm):
    """The commune's own day for the answer."""

    due_on = DayField(label=_("Trả lời trước hết ngày"))


class ComplaintForm(NamedForm):
    """A complaint as it was told or written."""

    received_on = DayField(label=_("Ngày nhận"))
    complainant = LineField(label=_("Người khiếu nại"), max_length=120)
    contact = LineField(
        label=_("Điện thoại, nơi ở của người khiếu nại"),
        max_length=60,
        required=False,
        help_text=_("Để báo khi có kết quả."),
    )
    channel = forms.ChoiceField(label=_("Nhận bằng cách nào"), choices=BY_HAND)
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
    file = UploadField(
        label=_("Ảnh hoặc đơn kèm theo"),
        required=False,
        help_text=_("Ảnh chụp đơn, ảnh nhà, hoặc PDF; tối đa 20 MB."),
    )

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
