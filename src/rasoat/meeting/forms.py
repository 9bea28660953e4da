"""The form of the minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from rasoat.audit.desk import DayField, DeskForm, LineField, TextField
from rasoat.meeting.actions import Attendance
from rasoat.meeting.models import MeetingItem
from rasoat.meeting.queries import AgendaPart, AgendaRow, Part

OPINIONS = [(MeetingItem.Outcome.AGREED, _("Thống nhất")), (MeetingItem.Outcome.SEND_BACK, _("Khảo sát lại"))]
TIME_FORMATS = ["%H:%M", "%H.%M", "%Hh%M", "%H"]


def clock() -> forms.TimeInput:
    """Return the widget for an hour typed as 19:30."""
    return forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "placeholder": "19:30", "size": 6})


def reason_input() -> forms.TextInput:
    """Return the widget of a reason; its empty placeholder lets the style sheet see that nothing is typed."""
    return forms.TextInput(attrs={"placeholder": " "})


class OpinionFields(NamedTuple):
    """A household of the agenda with its two fields."""

    row: AgendaRow
    opinion: BoundField
    reason: BoundField


class MeetingForm(DeskForm):
    """Date, place, who was there, what was said of each household, and the conclusion."""

    held_on = DayField(label=_("Ngày họp"))
    began_at = forms.TimeField(label=_("Bắt đầu lúc"), input_formats=TIME_FORMATS, widget=clock())
    ended_at = forms.TimeField(label=_("Kết thúc lúc"), input_formats=TIME_FORMATS, widget=clock())
    place = LineField(label=_("Địa điểm"), max_length=200)
    secretary = LineField(label=_("Thư ký"), max_length=120, help_text=_("Là người khác chủ trì."))
    party_cell = forms.IntegerField(label=_("Chi bộ"), min_value=0, max_value=9999, initial=0)
    organisations = forms.IntegerField(
        label=_("Mặt trận và các đoàn thể"), min_value=0, max_value=9999, initial=0
    )
    reviewers = forms.IntegerField(label=_("Rà soát viên"), min_value=0, max_value=9999, initial=0)
    households = forms.IntegerField(label=_("Đại diện hộ dân"), min_value=0, max_value=9999)
    representatives = TextField(
        label=_("Đại diện hộ dân ký biên bản"), help_text=_("Mỗi dòng một họ tên."), rows=3
    )
    conclusion = TextField(label=_("Kết luận"), rows=4, required=False)

    def __init__(self, *args: Any, agenda: Sequence[AgendaPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agenda = agenda
        for part in agenda:
            for row in part.rows:
                self.fields[_opinion(row)] = forms.ChoiceField(
                    choices=OPINIONS,
                    widget=forms.RadioSelect,
                    initial=MeetingItem.Outcome.AGREED,
                    label=row.head,
                )
                self.fields[_reason(row)] = LineField(
                    label=_("Lý do khảo sát lại"), max_length=500, required=False, widget=reason_input()
                )

    def parts(self) -> Iterator[tuple[Part, list[OpinionFields]]]:
        """Yield the agenda with the fields of each household."""
        for part in self.agenda:
            yield (
                part.part,
                [OpinionFields(row, self[_opinion(row)], self[_reason(row)]) for row in part.rows],
            )

    def clean(self) -> dict[str, Any]:
        """A reason beside "thống nhất" is a contradiction that only the writer can resolve."""
        cleaned = super().clean() or self.cleaned_data
        for part in self.agenda:
            for row in part.rows:
                agreed = cleaned.get(_opinion(row)) == MeetingItem.Outcome.AGREED
                if agreed and cleaned.get(_reason(row)):
                    self.add_error(
                        _reason(row),
                        _("Có lý do nhưng đang chọn “Thống nhất”. Hãy chọn “Khảo sát lại”, hoặc xóa lý do."),
                    )
        return cleaned

    def send_back(self) -> dict[int, str]:
        """Return the reason for each household that is to be surveyed again."""
        rows = [row for part in self.agenda for row in part.rows]
        chosen = (row for row in rows if self.cleaned_data[_opinion(row)] == MeetingItem.Outcome.SEND_BACK)
        return {row.listing.pk: self.cleaned_data[_reason(row)] for row in chosen}

    def attendance(self) -> Attendance:
        """Return who was there."""
        return Attendance(**{group: self.cleaned_data[group] for group in Attendance._fields})

    def names(self) -> list[str]:
        """Return the representatives, one a line."""
        lines = (line.strip() for line in self.cleaned_data["representatives"].splitlines())
        return [line for line in lines if line]


def _opinion(row: AgendaRow) -> str:
    return f"opinion_{row.listing.pk}"


def _reason(row: AgendaRow) -> str:
    return f"reason_{row.listing.pk}"
