"""Answers that follow from the members of a household, by the tests of the pack.

Ages are completed years on the round's reference date; no source read says which day the law means
(``age_reference`` in the pack is not-found). A birth date that is known only in part is taken as the first
day of the month, or 1 January (``partial_birth_date`` in the pack, illustrative).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rasoat.errors import AnswersError
from rasoat.law import AnyOf, Clause, Indicator, MemberTest, Rules
from rasoat.scoring.answers import WHOLE, Answer, Answers, text
from rasoat.scoring.results import Reason, Refused, Scored
from rasoat.scoring.row import score

Member = Mapping[str, Answer | dt.date]
BIRTH_DATE = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
OLDEST = 130
"""An age in years nobody has reached: an earlier birth date is a slip of the pen."""


class MembersError(AnswersError):
    """The members of a household do not give its answers; ``reasons`` says why."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        first = reasons[0]
        super().__init__(first.code, column=first.column, value=first.value or "")
        self.reasons = tuple(reasons)


@dataclass
class Person:
    """One member as the tests see him: completed years, year of birth, 0/1 answers, and what is wrong or lacking."""

    age: int | None
    year: int | None
    answers: Mapping[str, int | Reason | None]
    reasons: list[Reason] = field(default_factory=list)
    _passed: dict[AnyOf, MemberTest | None] = field(init=False, default_factory=dict)

    def passes(self, tests: AnyOf) -> MemberTest | None:
        """Return the first test that holds; an answer asked for and not given is a reason (S001)."""
        if tests not in self._passed:
            holding = (test for test in tests if all(self._holds(clause) for clause in test))
            self._passed[tests] = next(holding, None)
        return self._passed[tests]

    def _holds(self, clause: Clause) -> bool:
        if clause.question:
            return self._answer(clause.question) == clause.value
        if self.age is None or self.year is None:
            return False
        return _AGES[clause.what](self.age, self.year, clause.value)

    def _answer(self, question: str) -> int | None:
        found = self.answers[question]
        if isinstance(found, int):
            return found
        if found is None:
            self.reasons.append(Reason("S001", f"members.{question}"))
        return None


_AGES: Mapping[str, Callable[[int, int, int], bool]] = {
    "age_from": lambda age, _year, bound: age >= bound,
    "age_below": lambda age, _year, bound: age < bound,
    "age_above": lambda age, _year, bound: age > bound,
    "born_from": lambda _age, year, bound: year >= bound,
}


@dataclass(frozen=True)
class PersonFinding:
    """Why a member makes an indicator deprived: who (``index`` in the list), how old, what his answers say."""

    indicator: str
    index: int
    age: int
    said_vi: tuple[str, ...]
    said_en: tuple[str, ...]

    def said(self, language: str = "vi") -> str:
        """Return what the answers say, such as «không đi học»."""
        return ", ".join(self.said_vi if language == "vi" else self.said_en)


@dataclass(frozen=True)
class Judged:
    """What members give: the answers that follow, the reasons why they do not, and who makes what deprived."""

    facts: Mapping[str, int]
    reasons: tuple[Reason, ...]
    findings: tuple[PersonFinding, ...]


def judge(rules: Rules, members: Sequence[Member], on: dt.date) -> Judged:
    """Return what ``members`` give on the reference date ``on``; with reasons there are no facts.

    Each member holds ``birth_date`` (a date, yyyy-mm-dd, yyyy-mm or yyyy) and the 0/1 answers to
    ``rules.member_questions``; an answer may be blank where no test asks for it.
    """
    if not members:
        return Judged({}, (Reason("S012", "household_id"),), ())
    return judge_people(rules, [person(rules, member, on) for member in members])


def judge_people(rules: Rules, people: Sequence[Person]) -> Judged:
    """Return what members give that have been read with ``person``."""
    facts = {fact.column: _fact(people, fact.tests, counts=fact.counts) for fact in rules.member_facts}
    findings: list[PersonFinding] = []
    for indicator in rules.indicators:
        if indicator.of_members is not None:
            found = _findings(rules, people, indicator, indicator.of_members.tests)
            deprived = _deprived(len(found), len(people), indicator.of_members.percent)
            facts[indicator.column] = int(deprived)
            findings += found if deprived else []
    reasons = _worst(rules, [reason for each in people for reason in each.reasons])
    return Judged({} if reasons else facts, tuple(reasons), tuple(findings))


def _fact(people: Sequence[Person], tests: AnyOf | None, *, counts: bool) -> int:
    passing = len(people) if tests is None else sum(each.passes(tests) is not None for each in people)
    return passing if counts else int(passing == len(people))


def _deprived(found: int, people: int, percent: int | None) -> bool:
    return found > 0 if percent is None else found * 100 > people * percent


def _findings(
    rules: Rules, people: Sequence[Person], indicator: Indicator, tests: AnyOf
) -> list[PersonFinding]:
    said = {question.id: question.said for question in rules.member_questions}
    found = []
    for index, each in enumerate(people):
        test = each.passes(tests)
        if test is not None:
            words = [said[clause.question][clause.value] for clause in test if clause.question]
            vi, en = tuple(word[0] for word in words), tuple(word[1] for word in words)
            found.append(PersonFinding(indicator.key, index, each.age or 0, vi, en))
    return found


def person(rules: Rules, member: Member, on: dt.date) -> Person:
    """Return a member as the tests see him."""
    born = birth_day(member.get("birth_date"), on)
    answers = {q.id: _flag(q.id, member.get(q.id)) for q in rules.member_questions}
    wrong = [answer for answer in answers.values() if isinstance(answer, Reason)]
    if isinstance(born, Reason):
        # Without an age no test can ask for anything.
        blank = {question: answer or 0 for question, answer in answers.items()}
        return Person(None, None, blank, [born, *wrong])
    return Person(years(born, on), born.year, answers, wrong)


def may_be_asked(rules: Rules, member: Member) -> set[str]:
    """Return the questions that some test may ask of a person of this age, whatever he answers to the others."""
    each = person(rules, member, rules.on)
    asked: set[str] = set()
    for tests in rules.member_tests:
        for test in tests:
            ages = tuple(clause for clause in test if not clause.question)
            if each.passes((ages,)) is None:
                continue
            asked |= {clause.question for clause in test if clause.question}
            if len(ages) == len(test):
                break
    return asked


def from_members(rules: Rules, members: Sequence[Member], on: dt.date) -> dict[str, int]:
    """Return the answers (``rules.member_columns``) that follow from ``members`` on the reference date ``on``.

    Raises ``MembersError`` naming every column at fault.
    """
    judged = judge(rules, members, on)
    if judged.reasons:
        raise MembersError(judged.reasons)
    return dict(judged.facts)


def _flag(name: str, answer: Answer | dt.date) -> int | Reason | None:
    found = None if isinstance(answer, dt.date) else text(answer)
    if found is None or found in ("0", "1"):
        return None if found is None else int(found)
    return Reason("S002", f"members.{name}", found)


def birth_day(answer: Answer | dt.date, on: dt.date) -> dt.date | Reason:
    """Return the first day a birth date can mean, or the reason why it is none."""
    found = answer.isoformat() if isinstance(answer, dt.date) else text(answer)
    if found is None:
        return Reason("S001", "members.birth_date")
    if not re.search(BIRTH_DATE, found):
        return Reason("S014", "members.birth_date", found)
    try:
        born = dt.date.fromisoformat((found + "-01-01")[:10])
    except ValueError:
        return Reason("S014", "members.birth_date", found)
    if born > on:
        return Reason("S015", "members.birth_date", found)
    return born if years(born, on) <= OLDEST else Reason("S014", "members.birth_date", found)


def years(born: dt.date, on: dt.date) -> int:
    """Return the completed years of age on ``on``."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _worst(rules: Rules, reasons: Sequence[Reason]) -> list[Reason]:
    """Return one reason a column, the lowest code first met, in the order of the members file."""
    by_column: dict[str, Reason] = {}
    for reason in sorted(reasons, key=lambda reason: reason.code):
        by_column.setdefault(reason.column, reason)
    order = ("members.birth_date", *(f"members.{question.id}" for question in rules.member_questions))
    return [by_column[column] for column in order if column in by_column]


def score_with_members(
    rules: Rules, answers: Answers, members: Sequence[Member], on: dt.date
) -> Scored | Refused:
    """Score a household some of whose answers come from its members.

    A filled answer that contradicts the members refuses the household; a blank one does not.
    """
    filled, reasons = apply_members(rules, answers, members, on)
    result = score(rules, filled)
    if not reasons:
        return result
    own = result.reasons if isinstance(result, Refused) else ()
    columns = rules.member_columns
    unknown = () if set(columns) <= filled.keys() else columns
    return Refused((*(reason for reason in own if reason.column not in unknown), *reasons))


def apply_members(
    rules: Rules, answers: Answers, members: Sequence[Member], on: dt.date
) -> tuple[dict[str, Answer], list[Reason]]:
    """Return the answers with the facts of the members, and the reasons found on the way."""
    others = {column: answer for column, answer in answers.items() if column not in rules.member_columns}
    judged = judge(rules, members, on)
    if judged.reasons:
        household = text(answers.get("household_id"))
        return others, [
            Reason(r.code, r.column, household) if r.code == "S012" else r for r in judged.reasons
        ]
    reasons = [
        Reason("S011", column, found)
        for column in rules.member_columns
        if (found := text(answers.get(column))) is not None and not _same(found, judged.facts[column])
    ]
    return {**others, **judged.facts}, reasons


def _same(found: str, fact: int) -> bool:
    return bool(re.search(WHOLE, found)) and int(found) == fact
