"""Two forms of one household side by side: answer by answer, the points of each, and what was said of each person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from rasoat import law, scoring
from rasoat.appraisal.models import Inspection
from rasoat.audit.desk import language
from rasoat.law import Rules
from rasoat.roster.models import Member
from rasoat.rounds.standards import member_questions, questions

NONE = "–"


class ComparedAnswer(NamedTuple):
    """One question with both answers in words, and the points each gave (None where the answer alone gives none)."""

    label: str
    first: str
    now: str
    first_points: int | None = None
    now_points: int | None = None
    part: str = ""

    @property
    def differs(self) -> bool:
        """Whether the two answers differ."""
        return self.first != self.now

    @property
    def change(self) -> str:
        """How many points the difference makes, with its sign and the part of the form."""
        return changed((self.now_points or 0) - (self.first_points or 0), self.part)


def changed(points: int, part: str) -> str:
    """Return a change of points: ``B1 +10``, ``B2 −5``, or ``0``."""
    return f"{part} {'+' if points > 0 else '−'}{abs(points)}" if points else "0"


def compared_answers(inspection: Inspection) -> list[ComparedAnswer]:
    """Return every question that one of the forms answers, in the order of the form, then the people."""
    round_ = inspection.report.commune.round
    first, now = inspection.submission.answers, inspection.answers or {}
    before, after = points_of(round_.rules, first), points_of(round_.rules, now)
    rows = [
        ComparedAnswer(
            question.label(language()),
            words(question, first),
            words(question, now),
            before.get(question.feeds or "", (None, ""))[0],
            *after.get(question.feeds or "", (None, "")),
        )
        for question in questions(round_)
        if question.id in first or question.id in now
    ]
    return rows + list(compared_people(inspection))


def points_of(rules: Rules, answers: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
    """Return the points of each item and indicator of a form, by its key, with the part of the form; empty if unscored."""
    scored = scoring.score(rules, answers)
    if isinstance(scored, scoring.Refused):
        return {}
    items = {each.item.key: (each.points, "B1") for each in scored.points}
    deprived = {
        each.key: (each.points.value if each.number in scored.deprivations else 0, "B2")
        for each in rules.indicators
    }
    return {**deprived, **items}


def compared_people(inspection: Inspection) -> Iterator[ComparedAnswer]:
    """Yield what was answered about each person, where both forms have the member table."""
    first, now = _by_person(inspection.submission.members), _by_person(inspection.members)
    names = dict(Member.objects.filter(pk__in=[*first, *now]).values_list("pk", "full_name"))
    for key, question in product(names, member_questions(inspection.report.commune.round)):
        answers = [table[key].get(question.id) for table in (first, now) if key in table]
        if len(answers) == 2 and answers != [None, None]:
            label = f"{names[key]} – {question.label(language())}"
            yield ComparedAnswer(label, yes_no(answers[0]), yes_no(answers[1]))


def _by_person(table: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    return {row["member"]: row for row in table}


def words(question: law.Question, answers: Mapping[str, Any]) -> str:
    """Return an answer in words."""
    value = answers.get(question.id)
    if value in (None, ""):
        return NONE
    if question.type == "yes_no":
        return yes_no(value)
    named = {choice.key: choice.label(language()) for choice in question.choices}
    return named.get(str(value), str(value))


def yes_no(value: object) -> str:
    """Return yes, no or a dash."""
    if value in (None, ""):
        return NONE
    return _("Có") if str(value) == "1" else _("Không")
