"""Forms on people and roles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Role
from rasoat.areas.models import Unit
from rasoat.audit.desk import DayField, LineField, NamedForm


def unit_choices(units: Iterable[Unit]) -> list[tuple[int, str]]:
    """Return units as choices, each indented below what holds it."""
    listed = list(units)
    top = min((unit.path.count("/") for unit in listed), default=0)
    return [(unit.pk, "\u2003" * (unit.path.count("/") - top) + str(unit)) for unit in listed]


class UnitField(forms.TypedChoiceField):
    """A unit among those given."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, **kwargs)

    def offer(self, units: Iterable[Unit]) -> None:
        """Set the units to choose from."""
        self.units = {unit.pk: unit for unit in units}
        self.choices = unit_choices(self.units.values())

    def clean(self, value: Any) -> Any:
        """Return the unit itself."""
        chosen = super().clean(value)
        return self.units.get(chosen) if chosen in self.units else None


class PersonForm(NamedForm):
    """A new account."""

    full_name = LineField(label=_("Họ và tên"), max_length=120)
    username = forms.RegexField(
        label=_("Tên đăng nhập"),
        regex=r"^[a-z0-9][a-z0-9._-]*$",
        max_length=60,
        help_text=_("Chữ thường không dấu, số, dấu chấm, gạch; ví dụ ha.nguyen."),
        error_messages={"invalid": _("Chỉ dùng chữ thường không dấu, số, dấu chấm, gạch ngang, gạch dưới.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Mật khẩu ban đầu"),
        strip=False,
        help_text=_("Ít nhất 10 ký tự. Giao tận tay, người dùng đổi ở lần đăng nhập đầu."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    at = UnitField(label=_("Thuộc đơn vị"))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["at"]
        assert isinstance(field, UnitField)
        field.offer(units)

    def clean_password(self) -> str:
        """Hold the password to the rules of the settings."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class RoleForm(NamedForm):
    """A role for a person."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    at = UnitField(label=_("Đơn vị"))
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["at"]
        assert isinstance(field, UnitField)
        field.offer(units)

    def clean(self) -> dict[str, Any]:
        """The span runs forward."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error(
                "ends_on", _("Ngày cuối không được trước ngày đầu. Hãy sửa lại một trong hai ngày.")
            )
        return cleaned


class EndForm(NamedForm):
    """The last day of a role."""

    ends_on = DayField(label=_("Ngày cuối cùng"))
