"""The desk of the process pages: a form, the action made from it, and the refusal beside what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rasoat.audit.action import Action
from rasoat.errors import NotAllowed, RasoatError
from rasoat.text_vi import NotADateError, Precision, clean_cell, nfc, parse_date
from rasoat.text_vi import date as written

ResultT = TypeVar("ResultT")
NO_FIELDS: Mapping[str, str] = {}
UNPROCESSABLE = 422


class DayField(forms.Field):
    """A day typed dd/mm/yyyy (also yyyy-mm-dd); cleaned to a ``date``."""

    default_error_messages = {"not_a_day": _("Ngày phải ghi dạng dd/mm/yyyy và có thật, ví dụ 09/10/2018.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "class": "short", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> date | None:
        """Read the day; raises ``ValidationError`` for anything that is not one whole day."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            found = parse_date(str(value))
        except NotADateError as error:
            raise ValidationError(self.error_messages["not_a_day"], code="not_a_day") from error
        if found.precision is not Precision.DAY:
            raise ValidationError(self.error_messages["not_a_day"], code="not_a_day")
        return found.date

    def prepare_value(self, value: Any) -> Any:
        """Show a date as it is written here."""
        return written(value) if isinstance(value, date) else value


class LineField(forms.CharField):
    """One line of text, in NFC, without invisible characters."""

    def to_python(self, value: Any) -> str:
        """Clean the text."""
        return clean_cell(super().to_python(value) or "")


class TextField(forms.CharField):
    """Several lines of text, in NFC."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        """Normalise what was typed."""
        return nfc(super().to_python(value) or "").replace("\r\n", "\n").strip()


class DeskForm(forms.Form):
    """A form whose action may refuse; alone it holds nothing but the errors of its button."""


class NamedForm(DeskForm):
    """A form among others on one page: its ids carry its name, so that no two labels meet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.removesuffix('Form').lower()}-%s")
        super().__init__(*args, **kwargs)


class DayForm(NamedForm):
    """A step that only needs its day."""

    day = DayField(label=_("Ngày"))

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["day"].label = label


def carry_out(
    form: forms.Form,
    action: Callable[[dict[str, Any]], Action[ResultT]],
    fields: Mapping[str, str] = NO_FIELDS,
) -> ResultT | None:
    """Run the action made from the form's data; None when the form is wrong or the action refuses.

    ``fields`` maps an error code to the field it stands beside. ``NotAllowed`` passes through (403).
    """
    if not form.is_valid():
        return None
    try:
        return action(form.cleaned_data).run()
    except NotAllowed:
        raise
    except RasoatError as error:
        beside = fields.get(error.code)
        form.add_error(beside if beside in form.fields else None, as_told(error))
        return None


def as_told(error: RasoatError) -> ValidationError:
    """Return a refusal as a form shows it, in the language of the page."""
    return ValidationError(in_words(error), code=error.code)


def in_words(error: RasoatError) -> str:
    """Return ``CODE: sentence`` of an error, in the language of the page."""
    return f"{error.code}: {error.sentence(language())}"


def language() -> str:
    """Return ``vi`` or ``en``, the language of the page."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def page(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Render a page; 422 when one of the forms in ``context`` has errors, so that what was typed stays."""
    bound = [form for form in context.values() if isinstance(form, forms.BaseForm) and form.is_bound]
    wrong = any(form.errors for form in bound)
    return render(request, template, dict(context), status=UNPROCESSABLE if wrong else 200)


def sheet(request: HttpRequest, rows: Any, size: int = 50) -> Page[Any]:
    """Return the page of ``rows`` that the visitor asks for with ``?trang=``."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))


def typed_day(text: str) -> date | None:
    """Read a day from a filter field; anything else is no filter."""
    try:
        found: date | None = DayField(required=False).clean(text)
    except ValidationError:
        return None
    return found
