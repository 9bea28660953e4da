"""Phiếu A, the quick identification of a household that asks for or is proposed for the review."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rasoat.law import Rules
from rasoat.scoring.answers import Answers, read_question
from rasoat.scoring.results import Reason, Refused


class ScreenOutcome(StrEnum):
    """What Phiếu A says; the commune board may put a household on the list all the same."""

    review = "review"
    leave_out = "leave_out"


@dataclass(frozen=True)
class Screened:
    """How many signs of not being poor the household shows, and what follows."""

    count: int
    signs: tuple[str, ...]
    outcome: ScreenOutcome


def quick_screen(rules: Rules, answers: Answers) -> Screened | Refused:
    """Return the outcome of Phiếu A (TT17 Appendix 3a), or the reasons why there is none.

    From ``rules.quick_screen_excludes_from`` signs on, the household is not put on the list to review. A pack
    whose Phiếu A was not found refuses with S017.
    """
    if not has_quick_screen(rules):
        return Refused((Reason("S017", "A"),))
    questions = rules.form("A").questions
    values = {question.id: read_question(question, answers.get(question.id)) for question in questions}
    reasons = tuple(value for value in values.values() if isinstance(value, Reason))
    if reasons:
        return Refused(reasons)
    signs = tuple(name for name, value in values.items() if value == 1)
    leave_out = len(signs) >= rules.given("quick_screen_excludes_from")
    return Screened(len(signs), signs, ScreenOutcome.leave_out if leave_out else ScreenOutcome.review)


def has_quick_screen(rules: Rules) -> bool:
    """Tell whether the pack knows Phiếu A: its questions, and how many signs leave a household out."""
    form = rules.forms.get("A")
    return form is not None and bool(form.questions) and rules.quick_screen_excludes_from is not None
