"""Forms of a conference."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from rasoat.areas.models import Unit
from rasoat.audit.desk import DayField, DeskForm, LineField, NamedForm, TextField
from rasoat.audit.forms import UnitField
from rasoat.training.conferences import COMMITTEE, Guest, Item
from rasoat.training.course import TOPICS

ROWS = 10
GROUP_LABELS = (
    ("village_heads", _("Mọi trưởng thôn")),
    ("officers", _("Cán bộ giảm nghèo các xã")),
    ("chairmen", _("Chủ tịch UBND các xã")),
    ("reviewers", _("Rà soát viên")),
    (COMMITTEE, _("Thành viên Ban Chỉ đạo")),
)


class ClockField(forms.TimeField):
    """A time of day typed 08:00 or 8 giờ 00 as 8:00."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "placeholder": "08:00", "class": "short", "autocomplete": "off"}
        super().__init__(
            input_formats=["%H:%M", "%Hh%M"], widget=forms.TimeInput(attrs=attrs, format="%H:%M"), **kwargs
        )
        self.widget.input_type = "text"


class ConferenceForm(DeskForm):
    """A conference: when, where, what, who; ten rows of agenda, the topics of the course among them."""

    at = UnitField(label=_("Đơn vị tổ chức"))
    title = LineField(label=_("Tên hội nghị"), max_length=200)
    held_on = DayField(label=_("Ngày"))
    begins_at = ClockField(label=_("Giờ khai mạc"))
    place = LineField(label=_("Địa điểm"), max_length=200)
    host = LineField(label=_("Cơ quan chủ trì"), max_length=160)
    groups = forms.MultipleChoiceField(
        label=_("Mời theo vai trò"),
        choices=GROUP_LABELS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    guests = TextField(
        label=_("Khách mời khác"),
        rows=4,
        required=False,
        help_text=_("Mỗi dòng một người: họ và tên – chức vụ."),
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].offer(units)  # type: ignore[attr-defined]
        topics = [("", _("Không gắn bài học")), *((each.key, each.vi) for each in TOPICS)]
        for n in range(ROWS):
            self.fields[f"time_{n}"] = ClockField(label=_("Giờ"), required=False)
            self.fields[f"item_{n}"] = LineField(label=_("Nội dung"), max_length=200, required=False)
            self.fields[f"speaker_{n}"] = LineField(
                label=_("Người trình bày"), max_length=120, required=False
            )
            self.fields[f"topic_{n}"] = forms.ChoiceField(label=_("Bài học"), choices=topics, required=False)

    def agenda_fields(self) -> list[tuple[BoundField, ...]]:
        """Return the rows of the agenda."""
        names = ("time", "item", "speaker", "topic")
        return [tuple(self[f"{name}_{n}"] for name in names) for n in range(ROWS)]

    def clean(self) -> dict[str, Any]:
        """An item has a time and a title, or neither."""
        cleaned = super().clean() or self.cleaned_data
        for n in range(ROWS):
            if bool(cleaned.get(f"time_{n}")) != bool(cleaned.get(f"item_{n}")):
                lacking = "item" if cleaned.get(f"time_{n}") else "time"
                self.add_error(f"{lacking}_{n}", _("Mỗi dòng chương trình ghi đủ giờ và nội dung."))
        return cleaned

    def agenda(self) -> list[Item]:
        """Return the items that were typed."""
        typed = self.cleaned_data
        return [
            Item(typed[f"time_{n}"], typed[f"item_{n}"], typed[f"speaker_{n}"], typed[f"topic_{n}"])
            for n in range(ROWS)
            if typed[f"item_{n}"]
        ]

    def named(self) -> list[Guest]:
        """Return the guests that were typed."""
        found = []
        for line in self.cleaned_data["guests"].splitlines():
            name, _dash, office = line.replace(" - ", "–").partition("–")
            if name.strip():
                found.append(Guest(name.strip()[:120], office.strip()[:160]))
        return found


def usual_agenda() -> dict[str, Any]:
    """Return the agenda of the conference as it usually runs: the six topics of the course."""
    times = ("08:00", "08:30", "09:15", "10:30", "13:30", "14:30")
    shown: dict[str, Any] = {"begins_at": "08:00"}
    for n, (topic, time) in enumerate(zip(TOPICS, times, strict=True)):
        shown |= {f"time_{n}": time, f"item_{n}": topic.vi, f"topic_{n}": topic.key}
    return shown


class GuestForm(NamedForm):
    """Somebody who was not invited."""

    at = UnitField(label=_("Đơn vị"))
    full_name = LineField(label=_("Họ và tên"), max_length=120)
    office = LineField(label=_("Chức vụ"), max_length=160, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].offer(units)  # type: ignore[attr-defined]


class ByNameForm(NamedForm):
    """Somebody marked present by his name."""

    person = LineField(label=_("Họ và tên người đến"), max_length=120)


class TicksForm(DeskForm):
    """Who of one unit is present; ``shown`` are those who stood on the page."""

    present = forms.TypedMultipleChoiceField(coerce=int, required=False)
    shown = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("present", "shown"):
            typed = self.data.getlist(name) if hasattr(self.data, "getlist") else []
            # Whoever was not invited is refused by the action, by name; here only numbers are read.
            numbers = [(value, value) for value in typed if value.isdecimal() and len(value) < 12]
            self.fields[name].choices = numbers  # type: ignore[attr-defined]
