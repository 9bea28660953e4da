"""The forms of the meeting: the invitation, the minutes, and the signed copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from rasoat.audit.desk import DayField, DeskForm, LineField, TextField
from rasoat.documents.attachments import PagesField
from rasoat.law import Rules
from rasoat.meeting.ballot import Attendance, Opinion, vote_percent
from rasoat.meeting.models import InvitedGroup, MeetingItem
from rasoat.meeting.queries import AgendaPart, AgendaRow, Part

OPINIONS = [(MeetingItem.Outcome.AGREED, _("Thống nhất")), (MeetingItem.Outcome.SEND_BACK, _("Khảo sát lại"))]
TIME_FORMATS = ["%H:%M", "%H.%M", "%Hh%M", "%H"]
MOST = 9999


def clock() -> forms.TimeInput:
    """Return the widget for an hour typed as 19:30."""
    return forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "placeholder": "19:30", "size": 6})


def reason_input() -> forms.TextInput:
    """Return the widget of a reason; its empty placeholder lets the style sheet see that nothing is typed."""
    return forms.TextInput(attrs={"placeholder": " "})


def people(label: Any, **more: Any) -> forms.IntegerField:
    """Return the field of a number of people."""
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, **more)


@dataclass(frozen=True)
class OpinionFields:
    """A household of the agenda with its fields; ``hands`` is None where the rules count none."""

    row: AgendaRow
    opinion: BoundField
    reason: BoundField
    objection: BoundField
    proposed: BoundField
    hands: BoundField | None

    @property
    def said(self) -> bool:
        """Whether something beside the opinion was typed or is wrong, so that it must be seen."""
        more = [self.objection, self.proposed, *([self.hands] if self.hands else [])]
        return any(field.errors or field.value() for field in more)


class MeetingForm(DeskForm):
    """Date, place, who was there, what was said of each household, and the conclusion."""

    held_on = DayField(label=_("Ngày họp"))
    began_at = forms.TimeField(label=_("Bắt đầu lúc"), input_formats=TIME_FORMATS, widget=clock())
    ended_at = forms.TimeField(label=_("Kết thúc lúc"), input_formats=TIME_FORMATS, widget=clock())
    place = LineField(label=_("Địa điểm"), max_length=200)
    secretary = LineField(label=_("Thư ký"), max_length=120, help_text=_("Là người khác chủ trì."))
    party_cell = people(InvitedGroup.PARTY_CELL.label, initial=0)
    front = people(InvitedGroup.FRONT.label, initial=0, required=False)
    organisations = people(InvitedGroup.ORGANISATIONS.label, initial=0)
    reviewers = people(InvitedGroup.REVIEWERS.label, initial=0)
    officials = people(InvitedGroup.OFFICIALS.label, initial=0, required=False)
    households = people(InvitedGroup.HOUSEHOLDS.label)
    representatives = TextField(
        label=_("Đại diện hộ dân ký biên bản"), help_text=_("Mỗi dòng một họ tên."), rows=3
    )
    in_favour = people(
        _("Số người tán thành các hộ không biểu quyết riêng"),
        help_text=_("Hộ nào biểu quyết riêng thì ghi số người tán thành ở hộ đó."),
    )
    conclusion = TextField(label=_("Kết luận"), rows=4, required=False)

    def __init__(self, *args: Any, agenda: Sequence[AgendaPart], rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agenda = agenda
        self.rows = [row for part in agenda for row in part.rows]
        self.percent = vote_percent(rules)
        if self.percent is None:
            del self.fields["in_favour"]
        classes = [
            ("", _("Như điểm phiếu")),
            *((c.value, c.label_vi) for c in dict.fromkeys(rule.cls for rule in rules.class_rules)),
        ]
        for row in self.rows:
            self.fields |= self._fields_of(row, classes)

    def _fields_of(self, row: AgendaRow, classes: Sequence[tuple[str, Any]]) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {
            _name("opinion", row): forms.ChoiceField(
                choices=OPINIONS,
                widget=forms.RadioSelect,
                initial=MeetingItem.Outcome.AGREED,
                label=row.head,
            ),
            _name("reason", row): LineField(
                label=_("Lý do khảo sát lại"), max_length=500, required=False, widget=reason_input()
            ),
            _name("objection", row): TextField(
                label=_("Ý kiến khác, ý kiến phản đối"), rows=2, max_length=2000, required=False
            ),
            _name("proposed", row): forms.ChoiceField(
                choices=classes, label=_("Kết quả cuộc họp đề nghị"), required=False
            ),
        }
        if self.percent is not None:
            fields[_name("hands", row)] = people(_("Số người tán thành hộ này"), required=False)
        return fields

    def parts(self) -> Iterator[tuple[Part, list[OpinionFields]]]:
        """Yield the agenda with the fields of each household."""
        for part in self.agenda:
            yield part.part, [self._bound(row) for row in part.rows]

    def _bound(self, row: AgendaRow) -> OpinionFields:
        named = {name: self[_name(name, row)] for name in ("opinion", "reason", "objection", "proposed")}
        hands = None if self.percent is None else self[_name("hands", row)]
        return OpinionFields(row, **named, hands=hands)

    def clean(self) -> dict[str, Any]:
        """A reason beside "thống nhất" is a contradiction that only the writer can resolve."""
        cleaned = super().clean() or self.cleaned_data
        for row in self.rows:
            agreed = cleaned.get(_name("opinion", row)) == MeetingItem.Outcome.AGREED
            if agreed and cleaned.get(_name("reason", row)):
                self.add_error(
                    _name("reason", row),
                    _("Có lý do nhưng đang chọn “Thống nhất”. Hãy chọn “Khảo sát lại”, hoặc xóa lý do."),
                )
        return cleaned

    def send_back(self) -> dict[int, str]:
        """Return the reason for each household that is to be surveyed again."""
        back = MeetingItem.Outcome.SEND_BACK
        chosen = (row for row in self.rows if self._typed("opinion", row) == back)
        return {row.listing.pk: self._typed("reason", row) for row in chosen}

    def opinions(self) -> dict[int, Opinion]:
        """Return what was said of each household, with the hands where they are counted."""
        return {row.listing.pk: self._opinion(row) for row in self.rows}

    def _opinion(self, row: AgendaRow) -> Opinion:
        proposed = self._typed("proposed", row)
        hands = None
        if self.percent is not None:
            own = self._typed("hands", row)
            hands = self.cleaned_data["in_favour"] if own is None else own
        return Opinion(self._typed("objection", row), "" if proposed == row.now.value else proposed, hands)

    def _typed(self, name: str, row: AgendaRow) -> Any:
        return self.cleaned_data[_name(name, row)]

    def attendance(self) -> Attendance:
        """Return who was there."""
        return Attendance(**{group: self.cleaned_data[group] or 0 for group in Attendance._fields})

    def names(self) -> list[str]:
        """Return the representatives, one a line."""
        return lines(self.cleaned_data["representatives"])


def lines(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _name(field: str, row: AgendaRow) -> str:
    return f"{field}_{row.listing.pk}"


class InvitationForm(DeskForm):
    """When, where, and who is asked to come: one name a line."""

    meets_on = DayField(label=_("Ngày họp"))
    begins_at = forms.TimeField(label=_("Bắt đầu lúc"), input_formats=TIME_FORMATS, widget=clock())
    place = LineField(label=_("Địa điểm"), max_length=200)
    reviewed = forms.BooleanField(label=_("Mời mọi hộ trong danh sách rà soát"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in InvitedGroup:
            self.fields[group.value] = TextField(
                label=_("Hộ dân khác") if group == InvitedGroup.HOUSEHOLDS else group.label,
                help_text=_("Mỗi dòng một họ tên."),
                rows=2,
                required=False,
                max_length=4000,
            )

    def guests(self) -> list[BoundField]:
        """Return the fields of the groups."""
        return [self[group.value] for group in InvitedGroup]

    def names(self) -> dict[InvitedGroup, list[str]]:
        """Return the names of each group, each once."""
        return {
            group: list(dict.fromkeys(line[:120] for line in lines(self.cleaned_data[group.value])))
            for group in InvitedGroup
        }


class SignedForm(DeskForm):
    """The signed copy as it was scanned or photographed."""

    pages = PagesField(
        label=_("Bản quét hoặc ảnh chụp từng trang (PDF, PNG, JPEG, WebP; mỗi tệp tối đa 20 MB)")
    )
