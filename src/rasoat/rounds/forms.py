"""The form of a step of the review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rasoat.audit.desk import DayField, DeskForm


class StepForm(DeskForm):
    """A form whose refusals stand beside a field where ``beside`` (error code → field) names one."""

    beside: ClassVar[Mapping[str, str]] = {}

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error, beside its field when it has one."""
        if field is None and isinstance(error, ValidationError):
            wanted = self.beside.get(getattr(error, "code", "") or "")
            field = wanted if wanted in self.fields else None
        super().add_error(field, error)


class PracticeDayForm(StepForm):
    """The next day of a practice round."""

    beside = {"P010": "to"}

    to = DayField(label=_("Chuyển ngày thực hành đến"))
