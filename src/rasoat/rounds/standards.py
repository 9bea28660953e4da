"""What one survey asks when a round carries two standards: the questions of both, each asked once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from rasoat.law import MemberQuestion, Question, Rules
from rasoat.rounds.models import Round

Asked = TypeVar("Asked", Question, MemberQuestion)


def standards(round_: Round) -> tuple[Rules, ...]:
    """Return the rules of the round's standard, and of the second one where there is one."""
    second = round_.second_rules
    return (round_.rules,) if second is None else (round_.rules, second)


def questions(round_: Round) -> tuple[Question, ...]:
    """Return the questions of Phiếu B in the order of the first standard, then what only the second asks."""
    return _union(rules.questions for rules in standards(round_))


def member_questions(round_: Round) -> tuple[MemberQuestion, ...]:
    """Return what is asked about each person, in the order of the first standard."""
    return _union(rules.member_questions for rules in standards(round_))


def _union(lists: Iterable[Iterable[Asked]]) -> tuple[Asked, ...]:
    found: dict[str, Asked] = {}
    for each in lists:
        for question in each:
            found.setdefault(question.id, question)
    return tuple(found.values())


def conflicts(first: Rules, second: Rules) -> list[str]:
    """Return the questions that both standards ask by one name but not in one way, so that no answer serves both."""
    asked = {question.id: question for question in first.questions}
    return [
        question.id
        for question in second.questions
        if question.id in asked and _shape(question) != _shape(asked[question.id])
    ]


def _shape(question: Question) -> tuple[object, ...]:
    return question.type, tuple(choice.key for choice in question.choices), question.minimum
