"""Phiếu A and Phiếu B as forms, made from the pack's question list; and the small forms of a village's list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat import scoring
from rasoat.areas.models import Unit
from rasoat.audit.desk import DayField, DeskForm, LineField, TextField, language
from rasoat.documents.attachments import UploadField
from rasoat.documents.filekinds import PICTURES
from rasoat.errors import sentence
from rasoat.law import Question, Rules
from rasoat.roster.models import Household
from rasoat.rounds.forms import StepForm
from rasoat.rounds.standards import questions
from rasoat.scoring.answers import read_question
from rasoat.survey.evidence import Place
from rasoat.survey.paper import OTHER
from rasoat.survey.people_form import PeopleForm

AnswerMap = dict[str, int | str | None]

# How the questions of Phiếu B stand together on a screen; a question named nowhere comes under «Câu hỏi khác».
GROUPS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("people", gettext_lazy("Người trong hộ"), ("household_size", "dependants", "all_dependent")),
    ("work", gettext_lazy("Học vấn và việc làm"), ("qualification", "nonfarm_job", "pensions")),
    ("house", gettext_lazy("Nhà ở"), ("wall", "column", "floor_area_m2")),
    ("services", gettext_lazy("Điện, nước, nhà vệ sinh"), ("electricity_kwh", "water", "toilet")),
    (
        "goods",
        gettext_lazy("Đồ dùng và phương tiện"),
        (
            "tv",
            "hifi",
            "car",
            "motorbike",
            "fridge",
            "aircon",
            "washing_machine",
            "water_heater",
            "microwave",
            "boat",
        ),
    ),
    (
        "land",
        gettext_lazy("Đất đai"),
        ("garden_m2", "annual_crop_m2", "perennial_m2", "forest_m2", "water_surface_m2"),
    ),
    ("livestock", gettext_lazy("Chăn nuôi"), ("cattle", "pigs_goats", "poultry")),
    (
        "services-lack",
        gettext_lazy("Thiếu hụt dịch vụ xã hội cơ bản (B2)"),
        (
            "d_health_access",
            "d_health_insurance",
            "d_adult_education",
            "d_child_schooling",
            "d_housing_quality",
            "d_telecom",
            "d_information",
        ),
    ),
)


class AnswerField(NamedTuple):
    """One question with its form field."""

    question: Question
    bound: BoundField
    note: str


class AnswerGroup(NamedTuple):
    """Questions that stand on one screen of a phone."""

    key: str
    title: str
    fields: list[AnswerField]


class AnswerForm(forms.Form):
    """The questions of one form of the pack as text fields: what was typed is never lost, whatever it is.

    ``unit`` is the household's village: it decides which questions are asked (some are rural only) and the points.
    ``answers`` holds the values once ``is_valid``. Each fault stands at its question as ``CODE: sentence``.
    """

    def __init__(
        self,
        rules: Rules,
        data: Any = None,
        initial: Mapping[str, Any] | None = None,
        *,
        unit: Unit | None = None,
        key: str = "B",
        notes: Mapping[str, str] | None = None,
        people: PeopleForm | None = None,
    ) -> None:
        super().__init__(data, initial=_shown(initial or {}))
        self.rules, self.unit, self.notes, self.people = rules, unit, notes or {}, people
        listed = questions(people.listing.village.round) if people else rules.form(key).questions
        self.questions = [question for question in listed if self._asked(question)]
        self.scored_form = key == "B"
        for question in self.questions:
            self.fields[question.id] = _field(question)

    def _asked(self, question: Question) -> bool:
        rural_only = question.relevant is not None and question.relevant.question == "area_type"
        return not (rural_only and self.unit is not None and self.unit.area_type != question.relevant.answer)  # type: ignore[union-attr]

    @property
    def answers(self) -> AnswerMap:
        """The answers as typed: whole numbers and ticks as integers, areas and options as text, blanks as None."""
        # Not from cleaned_data, which drops every answer that has an error.
        source = self.data if self.is_bound else self.initial
        return {
            question.id: _value(question, str(source.get(question.id, ""))) for question in self.questions
        }

    def with_area(self) -> AnswerMap:
        """The answers with area and region of the village."""
        if self.unit is None:
            return self.answers
        urban = self.unit.points_column == "TT"
        return {**self.answers, "area_type": self.unit.area_type, "region": "" if urban else self.unit.region}

    def clean(self) -> dict[str, Any]:
        """Name every answer that is missing or cannot be."""
        self.refuse(self._reasons())
        for said in self.people.errors if self.people else ():
            self.add_error(None, said)
        return self.cleaned_data

    def _reasons(self) -> tuple[scoring.Reason, ...]:
        if self.scored_form and self.unit is not None:
            return self._reasons_against_a_score()
        read = (read_question(question, self.answers[question.id]) for question in self.questions)
        return tuple(each for each in read if isinstance(each, scoring.Reason))

    def followed(self) -> tuple[AnswerMap, list[scoring.Reason]]:
        """Return the answers with what follows from the member table, and the reasons against it."""
        return self.people.follow(self.with_area()) if self.people else (self.with_area(), [])

    def _reasons_against_a_score(self) -> tuple[scoring.Reason, ...]:
        answers, reasons = self.followed()
        if any(reason.column.startswith("members.") for reason in reasons):
            # Without the table's answers nothing follows yet; its own errors say what is lacking.
            reasons = [reason for reason in reasons if not reason.column.startswith("members.")]
            answers |= dict.fromkeys(self.rules.member_columns, 0) | {"household_size": 1}
        for rules in self.people.standards if self.people else (self.rules,):
            outcome = scoring.score(rules, answers)
            found = outcome.reasons if isinstance(outcome, scoring.Refused) else ()
            reasons += [reason for reason in found if reason not in reasons]
        return tuple(reasons)

    def refuse(self, reasons: tuple[scoring.Reason, ...]) -> None:
        """Put each reason beside its question."""
        for reason in reasons:
            field = reason.column if reason.column in self.fields else None
            self.add_error(field, ValidationError(self.said(reason), code=reason.code))

    def said(self, reason: scoring.Reason) -> str:
        """Return ``CODE: sentence`` of a reason, with the question's words for its column."""
        field = self.fields.get(reason.column)
        column = str(field.label) if field is not None else reason.column
        return f"{reason.code}: {sentence(reason.code, language(), column=column, value=reason.value or '')}"

    @property
    def missing(self) -> list[BoundField]:
        """The questions that are not answered yet."""
        return [
            self[name]
            for name, errors in self.errors.as_data().items()
            if name in self.fields and _open(errors)
        ]

    @property
    def wrong(self) -> list[BoundField]:
        """The questions whose answer cannot be."""
        return [
            self[name]
            for name, errors in self.errors.as_data().items()
            if name in self.fields and not _open(errors)
        ]

    def groups(self) -> Iterator[AnswerGroup]:
        """Yield the questions in the order of the form, as they stand together."""
        by_id = {question.id: question for question in self.questions}
        for key, title, ids in GROUPS:
            found = [by_id.pop(each) for each in ids if each in by_id]
            if found:
                yield AnswerGroup(key, str(title), [self._answer_field(question) for question in found])
        if by_id:
            title = _("Câu hỏi khác") if len(by_id) < len(self.questions) else _("Câu hỏi")
            yield AnswerGroup("others", title, [self._answer_field(question) for question in by_id.values()])

    def _answer_field(self, question: Question) -> AnswerField:
        return AnswerField(question, self[question.id], self.notes.get(question.id, ""))


def _open(errors: list[ValidationError]) -> bool:
    return all(error.code == "S001" for error in errors)


def _field(question: Question) -> forms.CharField:
    label = question.label(language())
    if question.type in ("choice", "yes_no"):
        radio = forms.RadioSelect(choices=_choices(question))
        return forms.CharField(label=label, required=False, widget=radio)
    mode = "decimal" if question.type == "decimal" else "numeric"
    attrs = {"inputmode": mode, "autocomplete": "off", "class": "short"}
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs=attrs), max_length=200)


def _choices(question: Question) -> list[tuple[str, str]]:
    if question.type == "yes_no":
        return [("1", _("Có")), ("0", _("Không"))]
    return [(choice.key, choice.label(language())) for choice in question.choices]


def _value(question: Question, typed: str) -> int | str | None:
    found = typed.strip()
    if question.type in ("integer", "yes_no") and found.isascii() and found.isdecimal() and len(found) <= 9:
        return int(found)
    return found or None


def _shown(initial: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in initial.items() if value is not None}


class PlaceField(LineField):
    """A number of degrees, rounded to two places whatever the device says; anything else is P266."""

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "class": "short", "autocomplete": "off"}
        super().__init__(required=False, max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.limit = limit

    def clean(self, value: Any) -> Any:
        """Return the degrees, None when nothing is typed."""
        typed = super().clean(value).replace(",", ".")
        if not typed:
            return None
        if not re.fullmatch(r"-?[0-9]{1,3}([.][0-9]{1,20})?", typed) or abs(Decimal(typed)) > self.limit:
            raise ValidationError(f"P266: {sentence('P266', language())}", code="P266")
        return round(Decimal(typed), 2)


class VisitForm(StepForm):
    """When the household was visited, and who answered."""

    beside: ClassVar[Mapping[str, str]] = {"P003": "visited_on", "P004": "visited_on"}

    visited_on = DayField(label=gettext_lazy("Ngày khảo sát"))
    respondent = LineField(label=gettext_lazy("Người trả lời"), max_length=120)
    photo = UploadField(label=gettext_lazy("Ảnh nhà ở"), allowed=PICTURES, camera=True, required=False)
    place_consent = forms.BooleanField(
        label=gettext_lazy("Hộ đồng ý cho ghi vị trí (chỉ ghi gần đúng, khoảng 1 km)"), required=False
    )
    latitude = PlaceField(label=gettext_lazy("Vĩ độ"), limit=90)
    longitude = PlaceField(label=gettext_lazy("Kinh độ"), limit=180)
    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A place is two numbers, and kept only with consent."""
        latitude, longitude = (self.cleaned_data.get(name) for name in ("latitude", "longitude"))
        typed = [name for name in ("latitude", "longitude") if self[name].value()]
        if typed and not self.cleaned_data.get("place_consent"):
            self._say("place_consent", "P265")
        elif len(typed) == 1 and not self.errors:
            self._say("longitude" if typed == ["latitude"] else "latitude", "P266")
        self.place = Place(latitude, longitude) if latitude is not None and longitude is not None else None
        return self.cleaned_data

    def _say(self, field: str, code: str) -> None:
        self.add_error(field, ValidationError(f"{code}: {sentence(code, language())}", code=code))


class ScreenForm(StepForm):
    """The day of Phiếu A, and why the committee is asked to have the household surveyed against its rule."""

    beside: ClassVar[Mapping[str, str]] = {"P003": "filled_on", "P004": "filled_on"}

    filled_on = DayField(label=gettext_lazy("Ngày lập phiếu"))
    include_reason = TextField(
        label=gettext_lazy("Đề nghị Ban vẫn đưa vào khảo sát vì"),
        required=False,
        help_text=gettext_lazy(
            "Chỉ ghi khi Phiếu A loại hộ nhưng thôn thấy vẫn cần khảo sát; Ban giảm nghèo xã sẽ quyết định."
        ),
    )


class _HouseholdChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} – {obj.head_name}"


class ProposeForm(StepForm):
    """A household that the village proposes, and why."""

    beside: ClassVar[Mapping[str, str]] = {
        "P011": "household",
        "P012": "household",
        "P013": "reason",
        "P014": "household",
    }

    household = _HouseholdChoice(queryset=Household.objects.none(), label=gettext_lazy("Hộ"))
    hardship = forms.ChoiceField(label=gettext_lazy("Lý do"), widget=forms.RadioSelect)
    reason = TextField(label=gettext_lazy("Nói rõ hơn"), rows=2)

    def __init__(self, *args: Any, households: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = rules.lists.get("proposal_reasons")
        choices = [(each.key, each.label(language())) for each in known.choices] if known else []
        reasons = self.fields["hardship"]
        assert isinstance(reasons, forms.ChoiceField)
        reasons.choices = choices or [(OTHER, _("Lý do khác"))]
        if len(reasons.choices) == 1:
            self.initial.setdefault("hardship", OTHER)
        field = self.fields["household"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = households
        field.empty_label = _("Chọn hộ …")


class PlainForm(DeskForm):
    """A form of one button: it holds nothing but the refusal of its action."""
