"""Phiếu B as it is practised: the form of the survey itself, with the part of the story beside each group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rasoat.areas.models import Unit
from rasoat.law import Rules
from rasoat.survey.forms import AnswerField, AnswerForm
from rasoat.training.marking import Mistake
from rasoat.training.stories import Story


class ToldGroup(NamedTuple):
    """Questions that stand on one screen, with what the story says of them."""

    key: str
    title: str
    fields: list[AnswerField]
    told: str


class PracticeForm(AnswerForm):
    """The form of the survey for an invented household."""

    def __init__(self, rules: Rules, data: Mapping[str, Any] | None, story: Story, *, unit: Unit) -> None:
        super().__init__(rules, data, unit=unit)
        self._parts = {part.key: part.text for part in story.parts}

    def groups(self) -> Iterator[ToldGroup]:  # type: ignore[override]
        """Yield the groups of the form with their part of the story; what lacks is told of the people, too."""
        for group in super().groups():
            told = self._parts.get(group.key, "")
            if group.key == "services-lack":
                told = f"{self._parts['people']}\n{told}"
            yield ToldGroup(*group, told)

    def mark(self, mistakes: list[Mistake]) -> None:
        """Put a word beside each wrong answer; what was typed stays."""
        for each in mistakes:
            said = _("Chưa đúng. Câu chuyện nói: %(said)s") % {"said": each.said}
            self.add_error(each.question.id, ValidationError(said, code="wrong"))
