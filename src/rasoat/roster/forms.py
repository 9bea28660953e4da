"""Forms of what happens to a household in a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from rasoat.audit.desk import DayField, LineField
from rasoat.roster.actions import NewPerson
from rasoat.roster.models import Household, Member, Relation, Sex
from rasoat.rounds.forms import StepForm
from rasoat.text_vi import NotADateError, ParsedDate, clean_cell, parse_date


class BirthField(forms.CharField):
    """A birth date as far as it is known: dd/mm/yyyy, mm/yyyy or yyyy."""

    def to_python(self, value: Any) -> Any:
        """Read the date and how much of it is known."""
        text = clean_cell(super().to_python(value) or "")
        if not text:
            return None
        try:
            return parse_date(text)
        except NotADateError as error:
            said = _("Ngày sinh chưa đúng. Hãy ghi dd/mm/yyyy, mm/yyyy hoặc yyyy, ví dụ 09/10/1985.")
            raise ValidationError(said, code="not_a_date") from error


class EventForm(StepForm):
    """What every event has: its household and its day."""

    beside: ClassVar[Mapping[str, str]] = {
        "P003": "on",
        "P004": "on",
        "P071": "member",
        "P072": "into",
        "P073": "new_head",
        "P075": "code",
    }

    on = DayField(label=_("Ngày xảy ra"))

    def __init__(self, *args: Any, household: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.household = household
        present = Member.objects.present().filter(household=household)
        for name in ("member", "members", "head", "new_head"):
            if name in self.fields:
                field = self.fields[name]
                assert isinstance(field, forms.ModelChoiceField)
                field.queryset = present
                if name != "members":
                    field.empty_label = _("Chọn người …")

    def facts(self) -> dict[str, Any]:
        """What the action takes besides actor and household."""
        return dict(self.cleaned_data)


class PersonForm(EventForm):
    """A person who comes into the household."""

    full_name = LineField(label=_("Họ và tên"), max_length=120)
    relation = forms.ChoiceField(
        label=_("Quan hệ với chủ hộ"), choices=[c for c in Relation.choices if c[0] != Relation.HEAD]
    )
    sex = forms.ChoiceField(label=_("Giới tính"), choices=Sex.choices, widget=forms.RadioSelect)
    birth = BirthField(
        label=_("Ngày sinh"), widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})
    )
    ethnic_group = LineField(label=_("Dân tộc"), max_length=30, required=False)
    identity_number = LineField(label=_("CMND/CCCD"), max_length=20, required=False)

    field_order = ("full_name", "relation", "sex", "birth", "ethnic_group", "identity_number", "on")

    def facts(self) -> dict[str, Any]:
        """The person and the day."""
        typed = self.cleaned_data
        born: ParsedDate = typed["birth"]
        person = NewPerson(
            full_name=typed["full_name"],
            relation=typed["relation"],
            sex=typed["sex"],
            birth_date=born.date,
            birth_precision=str(born.precision),
            ethnic_group=typed["ethnic_group"],
            identity_number=typed["identity_number"],
        )
        return {"person": person, "on": typed["on"]}


class LeaveForm(EventForm):
    """A person who dies or leaves; a head is followed by another."""

    member: Any = forms.ModelChoiceField(queryset=Member.objects.none(), label=_("Người"))
    new_head: Any = forms.ModelChoiceField(
        queryset=Member.objects.none(),
        label=_("Chủ hộ mới"),
        required=False,
        help_text=_("Chỉ chọn khi người trên là chủ hộ."),
    )

    field_order = ("member", "on", "new_head")


class SplitForm(EventForm):
    """Members who make a household of their own."""

    members: Any = forms.ModelMultipleChoiceField(
        queryset=Member.objects.none(), label=_("Những người tách ra"), widget=forms.CheckboxSelectMultiple
    )
    head: Any = forms.ModelChoiceField(queryset=Member.objects.none(), label=_("Chủ hộ của hộ mới"))
    code = LineField(label=_("Mã hộ mới"), max_length=40)
    new_head: Any = forms.ModelChoiceField(
        queryset=Member.objects.none(),
        label=_("Chủ hộ mới của hộ cũ"),
        required=False,
        help_text=_("Chỉ chọn khi chủ hộ cũ tách ra."),
    )

    beside: ClassVar[Mapping[str, str]] = {**EventForm.beside, "P071": "members", "P073": "head"}
    field_order = ("members", "head", "code", "new_head", "on")

    def facts(self) -> dict[str, Any]:
        """The members as a list."""
        return {**self.cleaned_data, "members": list(self.cleaned_data["members"])}


class _OtherHousehold(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def label_from_instance(self, obj: Any) -> str:
        head = next(iter(obj.heads), None)
        return f"{obj.code} – {head.full_name}" if head else str(obj.code)


class MergeForm(EventForm):
    """The household that takes this one in."""

    into = _OtherHousehold(queryset=Household.objects.none(), label=_("Nhập vào hộ"))

    field_order = ("into", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        heads = Member.objects.present().filter(relation=Relation.HEAD)
        others = (
            Household.objects.living().filter(village=self.household.village).exclude(pk=self.household.pk)
        )
        field.empty_label = _("Chọn hộ …")
        field.queryset = others.prefetch_related(
            Prefetch("members", queryset=heads, to_attr="heads")
        ).order_by("code")
