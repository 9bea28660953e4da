"""A request on paper or on the web as a form, made from the pack's question list; and the forms of the commune's desk."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat.audit.desk import DayField, LineField, NamedForm, TextField, language
from rasoat.law import Form, Question
from rasoat.roster.models import Household
from rasoat.rounds.forms import StepForm
from rasoat.survey.models import Request
from rasoat.survey.paper import Fault, faults, is_long, questions

ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 30


class PaperForm(StepForm):
    """What stands on the paper: its questions, and rows for the people of the household.

    An incomplete paper (``complete=False``) may leave questions open: an officer keys as much as is written there.
    """

    beside: ClassVar[Mapping[str, str]] = {}

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_ROWS)
    sent_as = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        form: Form,
        data: Any = None,
        *,
        day: date,
        complete: bool = True,
        initial: Any = None,
        **kwargs: Any,
    ) -> None:
        self.form, self.day, self.complete = form, day, complete
        source = data if data is not None else initial or {}
        self.row_count = _rows(source)
        start = {"sent_as": uuid.uuid4(), **(initial or {}), "rows": self.row_count}
        super().__init__(data, initial=start, **kwargs)
        for question in questions(form):
            self.fields[question.id] = _field(question, question.required and complete)
        for row in range(self.row_count):
            for question in form.members:
                self.fields[_cell(row, question)] = _field(question, False)

    def asked(self) -> list[BoundField]:
        """The questions in the order of the paper."""
        return [self[question.id] for question in questions(self.form)]

    def people(self) -> list[list[BoundField]]:
        """The rows of the table of people."""
        if not self.form.members:
            return []
        return [
            [self[_cell(row, question)] for question in self.form.members] for row in range(self.row_count)
        ]

    def clean(self) -> dict[str, Any]:
        """Name every answer that is missing or cannot be."""
        for fault in faults(self.form, self.answers, self._table(), self.day, complete=self.complete):
            row = self._typed_rows()[fault.row] if fault.row is not None else None
            name = _cell(row, fault.question) if row is not None else fault.question.id
            if name not in self.errors:
                self.add_error(name, ValidationError(fault.told(language()), code=fault.code))
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, str]:
        """The answers by question, blanks left out of identity numbers."""
        return {question.id: self._typed(question.id, question) for question in questions(self.form)}

    @property
    def members(self) -> list[dict[str, str]]:
        """The rows in which anything stands."""
        return self._table()

    def _table(self) -> list[dict[str, str]]:
        return [
            {question.id: self._typed(_cell(row, question), question) for question in self.form.members}
            for row in self._typed_rows()
        ]

    def _typed_rows(self) -> list[int]:
        return [
            row
            for row in range(self.row_count)
            if any(self._typed(_cell(row, question), question) for question in self.form.members)
        ]

    def _typed(self, name: str, question: Question) -> str:
        typed = str(self.cleaned_data.get(name, "") or "")
        return "".join(typed.split()) if question.sealed else typed


def _cell(row: int, question: Question) -> str:
    return f"{row}-{question.id}"


def _rows(source: Any) -> int:
    typed = str(source.get("rows", ROWS))
    return min(int(typed), MOST_ROWS) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else ROWS


def with_more_rows(data: Any) -> dict[str, Any]:
    """Return what was typed so far as the start of a form with more rows for people."""
    return {**{key: data[key] for key in data}, "rows": str(min(_rows(data) + MORE_ROWS, MOST_ROWS))}


def _field(question: Question, required: bool) -> forms.Field:
    label = question.label(language())
    told = {"required": Fault(question, "N003").told(language())}
    given: dict[str, Any] = {"label": label, "required": required, "error_messages": told}
    if question.choices:
        choices = [(choice.key, choice.label(language())) for choice in question.choices]
        return forms.CharField(widget=forms.RadioSelect(choices=choices), **given)
    if is_long(question):
        return TextField(rows=4, **given)
    if question.type in ("date", "birth_date"):
        help_text = (
            _("dd/mm/yyyy; chỉ nhớ năm thì ghi năm") if question.type == "birth_date" else "dd/mm/yyyy"
        )
        attrs = {"inputmode": "numeric", "class": "short", "autocomplete": "off"}
        return LineField(widget=forms.TextInput(attrs=attrs), help_text=help_text, **given)
    attrs = {"autocomplete": "off", **({"inputmode": "numeric"} if question.sealed else {})}
    return LineField(widget=forms.TextInput(attrs=attrs), **given)


class IntakeForm(StepForm):
    """How and when a paper was received, and of which household."""

    beside: ClassVar[Mapping[str, str]] = {
        "P011": "household",
        "P012": "household",
        "P014": "household",
        "N009": "household",
        "P003": "received_on",
        "P004": "received_on",
        "P015": "confirmed_by_village_head",
    }

    household = forms.ModelChoiceField(queryset=Household.objects.none(), widget=forms.HiddenInput)
    received_on = DayField(label=gettext_lazy("Ngày nhận"))
    channel = forms.ChoiceField(
        label=gettext_lazy("Cách nộp"),
        choices=[(each, each.label) for each in (Request.Channel.PERSON, Request.Channel.POST)],
        initial=Request.Channel.PERSON,
        widget=forms.RadioSelect,
    )
    confirmed_by_village_head = forms.BooleanField(
        label=gettext_lazy("Trưởng thôn đã xác nhận giấy đề nghị"), required=False
    )

    def __init__(self, *args: Any, households: Any, confirmation: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["household"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = households
        if not confirmation:
            del self.fields["confirmed_by_village_head"]


class _Described(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    labels: Mapping[Any, str] = MappingProxyType({})

    def label_from_instance(self, obj: Any) -> str:
        return self.labels.get(obj.pk, obj.code)


class TakeInForm(StepForm):
    """The household of the roster a request is matched with."""

    beside: ClassVar[Mapping[str, str]] = {
        "P011": "household",
        "P012": "household",
        "P014": "household",
        "N009": "household",
        "P015": "confirmed_on_paper",
    }

    household = _Described(
        queryset=Household.objects.none(),
        label=gettext_lazy("Hộ trong danh sách của xã"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Hãy chọn hộ khớp với giấy. Chưa thấy hộ thì tìm theo tên hoặc mã hộ.")
        },
    )
    confirmed_on_paper = forms.BooleanField(
        label=gettext_lazy("Trưởng thôn đã xác nhận (trên giấy hoặc qua điện thoại)"), required=False
    )

    def __init__(
        self, *args: Any, households: Any, labels: Mapping[Any, str], confirmation: bool, **kwargs: Any
    ) -> None:
        kwargs["auto_id"] = "take-in-%s"
        super().__init__(*args, **kwargs)
        field = self.fields["household"]
        assert isinstance(field, _Described)
        field.queryset, field.labels = households, labels
        if not confirmation:
            del self.fields["confirmed_on_paper"]


class RefuseForm(NamedForm):
    """Why a request is not taken in."""

    reason = TextField(label=gettext_lazy("Lý do (người dân đọc được)"), rows=3)


class DecideForm(NamedForm):
    """What the committee decides about a household that Phiếu A leaves out."""

    include = forms.TypedChoiceField(
        label=gettext_lazy("Quyết định"),
        choices=[("1", gettext_lazy("Vẫn đưa vào khảo sát")), ("0", gettext_lazy("Không khảo sát"))],
        coerce=lambda typed: typed == "1",
        widget=forms.RadioSelect,
    )
    reason = TextField(label=gettext_lazy("Lý do của Ban"), rows=2)
    decided_on = DayField(label=gettext_lazy("Ngày quyết định"))
