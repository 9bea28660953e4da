"""Phiếu C as a form, made from the pack's question list; what the review already knows is shown and not asked."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat.audit.desk import DayField, LineField, language
from rasoat.errors import sentence
from rasoat.law import Form, Question
from rasoat.recognition.features import Fault, read_features
from rasoat.rounds.forms import StepForm


class FeaturesForm(StepForm):
    """The questions of Phiếu C that somebody has to ask, the day and who answered; each fault stands at its question."""

    beside: ClassVar[Mapping[str, str]] = {"P003": "visited_on", "P004": "visited_on"}

    visited_on = DayField(label=gettext_lazy("Ngày thu thập"))
    respondent = LineField(label=gettext_lazy("Người trả lời"), max_length=120)
    features_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, paper: Form, known: Mapping[str, str], data: Any = None, initial: Any = None) -> None:
        start = {"features_id": uuid.uuid4(), **(initial or {})}
        super().__init__(data, initial={key: _as_shown(paper, key, value) for key, value in start.items()})
        self.paper, self.known = paper, known
        self.asked = [question for question in paper.questions if question.id not in known]
        for question in self.asked:
            self.fields[question.id] = _field(question)

    @property
    def answers(self) -> dict[str, str]:
        """The answers as they are kept: several choices joined by ``;``."""
        return {question.id: _joined(self.cleaned_data.get(question.id)) for question in self.asked}

    def clean(self) -> dict[str, Any]:
        """Name every answer that is missing or cannot be."""
        _answers, faults = read_features(self.paper, {**self.answers, **self.known})
        for fault in faults:
            if fault.question.id in self.fields:
                self.add_error(fault.question.id, ValidationError(told(fault), code=fault.code))
        return self.cleaned_data

    def questions(self) -> list[forms.BoundField]:
        """The fields of the questions, in the order of the paper."""
        return [self[question.id] for question in self.asked]


def told(fault: Fault) -> str:
    """Return ``CODE: sentence`` of a fault."""
    column = fault.question.label(language())
    return f"{fault.code}: {sentence(fault.code, language(), column=column, **fault.where)}"


def words_of(question: Question, answer: str) -> str:
    """Return an answer of Phiếu C as people say it."""
    labels = {choice.key: choice.label(language()) for choice in question.choices}
    return ", ".join(labels.get(each, each) for each in answer.split(";")) if labels else answer


def _as_shown(paper: Form, key: str, value: Any) -> Any:
    several = any(question.id == key and question.type == "choices" for question in paper.questions)
    return value.split(";") if several else value


def _joined(typed: Any) -> str:
    return ";".join(typed) if isinstance(typed, list) else str(typed or "")


def _field(question: Question) -> forms.Field:
    # Nothing is required here: the reader of the paper names what is missing, with its code.
    given: dict[str, Any] = {"label": question.label(language()), "required": False}
    choices = [(choice.key, choice.label(language())) for choice in question.choices]
    if question.type == "choices":
        return _Several(choices=choices, widget=forms.CheckboxSelectMultiple, **given)
    if choices:
        blank = [] if question.required else [("", _("Không ghi"))]
        return LineField(widget=forms.RadioSelect(choices=[*blank, *choices]), **given)
    return LineField(widget=forms.TextInput(attrs={"autocomplete": "off"}), **given)


class _Several(forms.MultipleChoiceField):
    """Several choices; which ones exist is for the reader of the paper to say."""

    def valid_value(self, value: Any) -> bool:
        return True
