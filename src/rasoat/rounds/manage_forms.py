"""The form that opens a round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from rasoat import law
from rasoat.areas.models import Unit
from rasoat.audit.desk import DayField, DeskForm, LineField
from rasoat.lawbook.editions import province_of
from rasoat.lawbook.local import usable
from rasoat.rounds.models import RoundKind, Step


class StepFields(NamedTuple):
    """A step with the fields of its first and last day."""

    label: str
    starts_on: BoundField
    due_on: BoundField


class OpenRoundForm(DeskForm):
    """What a round is opened with, and the days of each step."""

    kind = forms.ChoiceField(
        label=_("Loại đợt"),
        choices=RoundKind.choices,
        initial=RoundKind.PRACTICE,
        widget=forms.RadioSelect,
        help_text=_("Đợt thực hành không có giá trị pháp lý; mọi trang và văn bản đều ghi rõ."),
    )
    root = forms.TypedChoiceField(label=_("Địa bàn"), coerce=int)
    title = LineField(label=_("Tên đợt"), max_length=120)
    code = forms.SlugField(
        label=_("Mã đợt"), max_length=40, help_text=_("Không dấu, không khoảng trắng; ví dụ 061-2018.")
    )
    year = forms.IntegerField(label=_("Năm"), min_value=2016, max_value=2100)
    pack = forms.ChoiceField(label=_("Bộ quy tắc"))
    second_pack = forms.ChoiceField(
        label=_("Chuẩn thứ hai (nếu có)"),
        required=False,
        help_text=_(
            "Mỗi phiếu được chấm thêm theo chuẩn này để đối chiếu; chuẩn thứ nhất quyết định kết quả."
        ),
    )
    reference_date = DayField(
        label=_("Ngày áp dụng quy định"),
        help_text=_("Mọi phiếu của đợt chấm theo quy định có hiệu lực ngày này."),
    )
    opening_as_of = DayField(label=_("Ngày của danh sách đầu kỳ"))
    opened_on = DayField(label=_("Ngày mở đợt"))
    practice_day = DayField(
        label=_("Ngày thực hành bắt đầu"), required=False, help_text=_("Chỉ dùng cho đợt thực hành.")
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        self._choices("root", [(pk, str(unit)) for pk, unit in self.units.items()])
        self._choices("pack", [(pack, f"{law.load(pack).title_vi} ({pack})") for pack in law.packs()])
        own = [(pack.id, f"{pack.title_vi} ({pack.id})") for pack in usable(self._provinces())]
        self._choices("second_pack", [("", _("Không")), *self.fields["pack"].choices, *own])  # type: ignore[attr-defined, list-item]
        for step in Step:
            self.fields[f"{step.value}_from"] = DayField(label=_("Từ ngày"), required=False)
            self.fields[f"{step.value}_to"] = DayField(label=_("Đến ngày"), required=False)

    def _provinces(self) -> list[Unit]:
        found = {province_of(unit) for unit in self.units.values()}
        return [province for province in found if province is not None]

    def _choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def steps(self) -> Iterator[StepFields]:
        """Yield the steps with their fields."""
        for step in Step:
            yield StepFields(str(step.label), self[f"{step.value}_from"], self[f"{step.value}_to"])

    def clean(self) -> dict[str, Any]:
        """A step has both days or none."""
        cleaned = super().clean() or self.cleaned_data
        for step in Step:
            if bool(cleaned.get(f"{step.value}_from")) != bool(cleaned.get(f"{step.value}_to")):
                self.add_error(f"{step.value}_to", _("Mỗi bước ghi đủ hai ngày, hoặc để trống cả hai."))
        return cleaned

    def calendar(self) -> dict[Step, tuple[date, date]]:
        """Return the steps that have days."""
        days = {
            step: (self.cleaned_data[f"{step.value}_from"], self.cleaned_data[f"{step.value}_to"])
            for step in Step
        }
        return {step: span for step, span in days.items() if span[0]}
