"""Forms of the inspection, its findings and the district's appraisal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.appraisal.inspecting import CONFIDENCES, LARGEST_MARGIN
from rasoat.appraisal.models import CommuneReport, Finding, Inspection
from rasoat.audit.desk import DayField, NamedForm, TextField
from rasoat.documents.attachments import UploadField
from rasoat.rounds.models import VillageRound
from rasoat.survey.models import Listing

USUAL_CONFIDENCE, USUAL_MARGIN = 95, 10


class DrawForm(NamedForm):
    """The plan of an inspection: how sure, how near, which picks, who inspects, and the seed that draws it again."""

    confidence = forms.TypedChoiceField(
        label=_("Độ tin cậy"),
        coerce=int,
        choices=[(each, f"{each} %") for each in CONFIDENCES],
        widget=forms.RadioSelect,
    )
    margin = forms.IntegerField(label=_("Sai số (điểm phần trăm)"), min_value=1, max_value=LARGEST_MARGIN)
    size = forms.IntegerField(
        label=_("Cỡ mẫu đặt riêng"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_(
            "Để trống thì rút đúng số hộ cần. Ghi số khác thì sai số thật đạt được vẫn được tính và ghi lại."
        ),
    )
    seed = forms.IntegerField(
        label=_("Số gốc"),
        min_value=0,
        max_value=2**31 - 1,
        help_text=_("Cùng số gốc thì rút lại được đúng mẫu này; số gốc được lưu lại."),
    )
    inspectors = forms.TypedMultipleChoiceField(
        label=_("Người kiểm tra"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chọn nhiều người thì chia lần lượt theo thôn. Không ai kiểm tra hộ do mình ghi phiếu."),
    )

    def __init__(
        self, *args: Any, people: Iterable[User] = (), risks: Mapping[str, int] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        chosen = self.fields["inspectors"]
        assert isinstance(chosen, forms.TypedMultipleChoiceField)
        chosen.choices = [(person.pk, person.full_name) for person in self.people.values()]
        for risk, count in (risks or {}).items():
            self.fields[f"pick_{risk}"] = forms.IntegerField(
                label=Inspection.Risk(risk).label,
                min_value=0,
                max_value=count,
                required=False,
                disabled=not count,
            )

    def picks(self) -> list[forms.BoundField]:
        """Return the fields of the picks, in the order of the reasons."""
        return [self[name] for name in self.fields if name.startswith("pick_")]

    def clean(self) -> dict[str, Any]:
        """Put picks and people together."""
        typed = super().clean() or {}
        picks = {
            name.removeprefix("pick_"): typed.pop(name) for name in list(typed) if name.startswith("pick_")
        }
        return {
            **typed,
            "picks": {risk: count for risk, count in picks.items() if count},
            "inspectors": [self.people[pk] for pk in typed.get("inspectors", [])],
        }


class AppointForm(NamedForm):
    """Who inspects the ticked households."""

    person = forms.TypedChoiceField(label=_("Người kiểm tra"), coerce=int)
    rows = forms.TypedMultipleChoiceField(label=_("Các hộ"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, people: Iterable[User] = (), waiting: Iterable[Inspection] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        self.waiting = {row.pk: row for row in waiting}
        person, rows = self.fields["person"], self.fields["rows"]
        assert isinstance(person, forms.TypedChoiceField)
        assert isinstance(rows, forms.TypedMultipleChoiceField)
        person.choices = [(each.pk, each.full_name) for each in self.people.values()]
        rows.choices = [(pk, str(pk)) for pk in self.waiting]


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


class RaiseForm(NamedForm):
    """What is wrong, and where."""

    kind = forms.ChoiceField(label=_("Loại việc"), choices=Finding.Kind.choices)
    village = forms.TypedChoiceField(
        label=_("Thôn"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Để trống nếu là việc của cả xã."),
    )
    listing = forms.TypedChoiceField(
        label=_("Hộ đã kiểm tra"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Để trống nếu không về một hộ."),
    )
    text = TextField(label=_("Nội dung"), rows=4)

    def __init__(
        self,
        *args: Any,
        villages: Iterable[VillageRound] = (),
        households: Iterable[tuple[Listing, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.villages = {each.pk: each for each in villages}
        found = list(households)
        self.listings = {listing.pk: listing for listing, _name in found}
        village, listing = self.fields["village"], self.fields["listing"]
        assert isinstance(village, forms.TypedChoiceField)
        assert isinstance(listing, forms.TypedChoiceField)
        village.choices = [("", _("Cả xã")), *((each.pk, str(each.unit)) for each in self.villages.values())]
        listing.choices = [("", _("Không về một hộ")), *((each.pk, name) for each, name in found)]

    def clean(self) -> dict[str, Any]:
        """Return the rows chosen."""
        typed = super().clean() or {}
        village, listing = typed.get("village"), typed.get("listing")
        return {
            **typed,
            "village": self.villages[village] if village else None,
            "listing": self.listings[listing] if listing else None,
        }


class OrderForm(NamedForm):
    """What is to be done, by whom and until when."""

    order = TextField(label=_("Yêu cầu khắc phục"), rows=3)
    due_on = DayField(label=_("Xong trước hết ngày"))
    responsible = forms.TypedChoiceField(label=_("Người chịu trách nhiệm"), coerce=int)

    def __init__(self, *args: Any, people: Iterable[tuple[User, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(people)
        self.people = {person.pk: person for person, _words in found}
        field = self.fields["responsible"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(person.pk, words) for person, words in found]

    def clean(self) -> dict[str, Any]:
        """Return the person chosen."""
        typed = super().clean() or {}
        return {**typed, "responsible": self.people.get(typed.get("responsible") or 0)}


class MendForm(NamedForm):
    """What was done."""

    reply = TextField(label=_("Đã làm gì"), rows=4)
    file = UploadField(
        label=_("Ảnh hoặc tài liệu kèm theo"), required=False, help_text=_("Ảnh hoặc PDF; tối đa 20 MB.")
    )


class CloseForm(NamedForm):
    """Words that go with the closure, if any."""

    words = TextField(label=_("Nhận xét"), required=False, rows=2)


class ReopenForm(NamedForm):
    """Why it must be mended again, and until when."""

    reason = TextField(label=_("Còn phải sửa gì"), rows=3)
    due_on = DayField(label=_("Xong trước hết ngày"))
