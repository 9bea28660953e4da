"""What every template may use: Vietnamese numbers and dates, class badges, icons, form fields and their errors."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms, template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rasoat import text_vi
from rasoat.areas.models import Unit
from rasoat.audit.desk import in_words, language
from rasoat.errors import RasoatError
from rasoat.law import Class
from rasoat.web.context import address

register = template.Library()

_ICONS = {
    "alert": '<path d="M12 3 2 20h20Z"/><path d="M12 10v4.500M12 17.500v.01"/>',
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "check": '<path d="m5 12.500 4.500 4.500L19 7"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.500 2"/>',
    "document": '<path d="M6 3h8l4 4v14H6Z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>',
    "home": '<path d="m3 11 9-8 9 8"/><path d="M6 9v12h12V9"/>',
    "late": '<circle cx="12" cy="12" r="9"/><path d="M12 7v6M12 16.500v.01"/>',
    "next": '<path d="m9 5 7 7-7 7"/>',
    "out": '<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c1-5 4-7 8-7s7 2 8 7"/>',
    "search": '<circle cx="10.500" cy="10.500" r="6.500"/><path d="m15.500 15.500 5 5"/>',
    "wait": '<path d="M7 3h10M7 21h10M8 3c0 5 8 6 8 9s-8 4-8 9M16 3c0 5-8 6-8 9s8 4 8 9"/>',
}

SHORT = {
    Class.poor_income: ("Nghèo thu nhập", "Poor by income"),
    Class.poor_deprivation: ("Nghèo thiếu hụt", "Poor by deprivation"),
    Class.near_poor: ("Cận nghèo", "Near-poor"),
    Class.average: ("Mức sống trung bình", "Average living standard"),
    Class.better_off: ("Trên trung bình", "Above average"),
    Class.poor: ("Hộ nghèo", "Poor"),
    Class.not_poor: ("Không nghèo", "Not poor"),
}


@register.filter
def vi_number(value: int | None) -> str:
    """``17435`` → ``17.435``; unknown is ``–``."""
    return text_vi.number(value)


@register.filter
def vi_percent(part: int | None, whole: int | None) -> str:
    """``part`` of ``whole`` as ``21,88 %``; without a denominator ``–``."""
    return text_vi.percent(part, whole)


@register.filter
def vi_date(day: dt.date | None, precision: str = "day") -> str:
    """dd/mm/yyyy, or as much of it as is known; unknown is ``–``. A moment gives the day it was in Viet Nam."""
    if isinstance(day, dt.datetime) and timezone.is_aware(day):
        day = timezone.localdate(day)
    return text_vi.date(day, text_vi.Precision(precision)) if day else "–"


@register.filter
def vi_span(span: dt.timedelta) -> str:
    """A length of time in the words of a page: seconds below a minute and a half, then minutes."""
    seconds = max(int(span.total_seconds()), 1)
    if seconds < 90:
        return _("%(n)s giây") % {"n": seconds}
    return _("%(n)s phút") % {"n": text_vi.number(round(seconds / 60))}


@register.filter
def sentence(error: RasoatError) -> str:
    """``CODE: sentence`` of an error in the language of the page."""
    return in_words(error)


@register.filter
def local(labelled: Any) -> str:
    """The label of anything of the law (question, choice, class …) in the language of the page."""
    return str(labelled.label(language()))


@register.filter
def short_class(value: str) -> str:
    """A class in two or three words."""
    return SHORT[Class(value)][language() == "en"] if value else _("Chưa chấm điểm")


@register.simple_tag
def class_badge(value: str | None) -> SafeString:
    """The badge of a class; ``None`` or an empty text is «chưa chấm điểm», which is no class."""
    return format_html(
        '<span class="badge" data-class="{}">{}</span>', value or "none", short_class(value or "")
    )


@register.filter
def said(label: Any) -> str:
    """The label of a state, role or kind (Vietnamese in the table of its values) in the language of the page."""
    return _(str(label)) if label else ""


@register.filter
def unit_word(unit: str) -> str:
    """The unit of a question in the language of the page."""
    return {"kwh": "kWh", "kWh": "kWh", "m2": "m²", "head": _("con"), "person": _("người")}.get(unit, unit)


@register.simple_tag
def page_address(name: str, *args: Any) -> str:
    """The address of a page, or an empty text where it is not part of this installation."""
    return address(name, list(args))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon; the word always stands beside it."""
    paths = mark_safe(_ICONS[name])  # noqa: S308  # a constant of this module
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', paths)


@register.simple_tag(takes_context=True)
def may(context: template.Context, permission: str, unit: Unit) -> bool:
    """Whether the visitor may do ``permission`` in ``unit``."""
    access = getattr(context["request"], "access", None)
    return access is not None and access.may(permission, unit)


@register.inclusion_tag("web/_field.html")
def field(bound: forms.BoundField) -> dict[str, Any]:
    """A form field with its label, help and error, accessible."""
    return {"field": bound, "kind": _kind(bound.field.widget), "again": _was_chosen(bound)}


def _was_chosen(bound: forms.BoundField) -> bool:
    """Whether a file was sent here that the browser does not show again."""
    return bound.html_name in bound.form.files and not bound.errors


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "ticks"
    if isinstance(widget, forms.RadioSelect):
        return "radio"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "plain"


@register.inclusion_tag("web/_form_errors.html")
def form_errors(form: forms.Form) -> dict[str, Any]:
    """The summary of what has to be mended, at the top of the page."""
    return {"form": form}


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """The query string of this page with some values changed; an empty value drops the key."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return f"?{query.urlencode()}"
