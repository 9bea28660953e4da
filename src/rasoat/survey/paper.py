"""What stands on a request (giấy đề nghị 1a, 1b): read by the pack's question list, the same wherever it comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from rasoat.errors import sentence
from rasoat.law import Form, Question, Rules
from rasoat.text_vi import NotADateError, Precision, parse_date

Answers = Mapping[str, str]
LONG, SHORT = 4000, 200
IDENTITY_LENGTHS = (9, 12)  # chứng minh nhân dân, căn cước công dân
HEAD_CONFIRMS = "village_head_confirms"
NAME, REASON, HARDSHIP = "applicant_name", "reason_text", "reason"
OTHER = "other"


class Fault(NamedTuple):
    """A question whose answer is missing or cannot be; ``row`` is the row of the table of people, from 0."""

    question: Question
    code: str
    row: int | None = None

    def told(self, language: str) -> str:
        """Return ``CODE: sentence``."""
        field = self.question.label(language)
        if self.row is not None:
            field = f"{field} ({self.row + 1})"
        return f"{self.code}: {sentence(self.code, language, field=field)}"


def questions(form: Form) -> tuple[Question, ...]:
    """Return what the applicant himself answers: all but the village head's confirmation, which is the head's."""
    return tuple(question for question in form.questions if question.id != HEAD_CONFIRMS)


def faults(
    form: Form, answers: Answers, members: Sequence[Answers], day: date, *, complete: bool = True
) -> list[Fault]:
    """Return what is missing or cannot be on the day the paper is dated; an incomplete paper may leave questions open."""
    found = [_fault(question, answers.get(question.id, ""), day, complete) for question in questions(form)]
    for row, member in enumerate(members):
        for question in form.members:
            fault = _fault(question, member.get(question.id, ""), day, complete)
            found.append(fault._replace(row=row) if fault else None)
    return [fault for fault in found if fault is not None]


def _fault(question: Question, answer: str, day: date, complete: bool) -> Fault | None:
    if not answer.strip():
        return Fault(question, "N003") if question.required and complete else None
    if len(answer) > (LONG if is_long(question) else SHORT):
        return Fault(question, "N004")
    wrong = (
        (question.choices and answer not in {choice.key for choice in question.choices})
        or (question.type in ("date", "birth_date") and not _is_day(answer, question.type, day))
        or (question.sealed and not _is_identity(answer))
    )
    return Fault(question, "N005") if wrong else None


def is_long(question: Question) -> bool:
    """Whether the answer takes several lines."""
    return question.id == REASON


def _is_day(answer: str, kind: str, latest: date) -> bool:
    try:
        found = parse_date(answer)
    except NotADateError:
        return False
    return found.date <= latest and (kind == "birth_date" or found.precision is Precision.DAY)


def _is_identity(answer: str) -> bool:
    return answer.isascii() and answer.isdigit() and len(answer) in IDENTITY_LENGTHS


def split(form: Form, answers: Answers) -> tuple[dict[str, str], str]:
    """Return the open answers, and the sealed ones as JSON (an empty text when there are none)."""
    asked = {question.id: answers.get(question.id, "").strip() for question in questions(form)}
    sealed = {question.id for question in form.questions if question.sealed}
    hidden = {key: value for key, value in asked.items() if key in sealed and value}
    shown = {key: value for key, value in asked.items() if key not in sealed and value}
    return shown, json.dumps(hidden, sort_keys=True) if hidden else ""


def unsealed(sealed: str) -> dict[str, str]:
    """Return the sealed answers of a request by question."""
    found: dict[str, str] = json.loads(sealed) if sealed else {}
    return found


def hardships(rules: Rules) -> dict[str, str]:
    """Return the reasons for which a household may be proposed; a pack that lists none leaves it to words."""
    known = rules.lists.get("proposal_reasons")
    return {choice.key: choice.label_vi for choice in known.choices} if known else {OTHER: ""}


def hardship_of(rules: Rules, answers: Mapping[str, Any]) -> str:
    """Return the reason a request ticks, as a key of the list; another one or none is ``other``."""
    ticked = str(answers.get(HARDSHIP, ""))
    return ticked if ticked in hardships(rules) else OTHER
